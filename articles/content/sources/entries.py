"""A BibTeX file as entries with their values: macros, `#` and `crossref` resolved, broken entries told.

bibtexparser parts the file and recovers after what is broken. What values grow to is limited here: macros may stand
for macros, several times each, and a file of a kilobyte could otherwise fill the memory.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Block, ParsingFailedBlock
from bibtexparser.model import Entry as _Entry

from .found import Left, UnreadableSource

ORIGIN = "BibTeX"
MAX_BLOCKS = 10_000
MAX_MACRO = 500
MAX_VALUE = 100_000
MAX_ALL = 4_000_000
MAX_INHERITED = 1_000
# What is broken is told to the editor, not to the log.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

# What an entry takes over from the one that its `crossref` names, and under which name.
_INHERITED = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"} | {
    name: name
    for name in (
        "booktitle journal journaltitle publisher year month date editor series address location isbn issn volume"
    ).split()
}
_MONTHS = {name: name for name in "jan feb mar apr may jun jul aug sep oct nov dec".split()}
_START = re.compile(r"@\w*[ \t]*[{(]")
_WORD = re.compile(r"[^\s#{}\"]+")
_SPACE = re.compile(r"\s*")
_MARK = re.compile(r'(?<!\\)[{}"]')
_NO_ENTRY = re.compile(r"@(?:comment|preamble|string)\b", re.IGNORECASE)

type Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its type and key, its fields by their names in small letters, what stood between them."""

    kind: str
    key: str
    fields: Fields
    left: tuple[Left, ...] = ()


def entries(text: str) -> tuple[Entry | Left, ...]:
    """Return the entries of a file in order, and in their place those that are broken."""
    if len(_START.findall(text)) > MAX_BLOCKS:
        raise UnreadableSource("too-many")
    library = parse_string(text, parse_stack=[])
    macros = dict(_MONTHS)
    for string in library.strings:
        value, _ = _value(string.value, macros)
        if len(value) <= MAX_MACRO:
            macros[string.key.lower()] = value
    read: list[Entry | Left] = []
    length = 0
    for block in library.blocks:
        if entry := _entry(block):
            read.append(found := _resolved(entry, macros))
            length += sum(map(len, found.fields.values()))
        elif isinstance(block, ParsingFailedBlock) and not _NO_ENTRY.match(block.raw or ""):
            read.append(Left.of(ORIGIN, block.raw, "broken", (block.start_line or 0) + 1))
        if length > MAX_ALL:
            raise UnreadableSource("too-long")
    parents = {each.key.lower(): each for each in reversed(read) if isinstance(each, Entry)}
    return tuple(_with_inherited(each, parents) if isinstance(each, Entry) else each for each in read)


def _entry(block: Block) -> _Entry | None:
    """Return the entry that a block is; one whose key or field comes twice is an entry nevertheless."""
    inner: Block | None = block
    while isinstance(inner, ParsingFailedBlock):
        inner = inner.ignore_error_block
    return inner if isinstance(inner, _Entry) else None


def _resolved(entry: _Entry, macros: Fields) -> Entry:
    fields: dict[str, str] = {}
    left: list[Left] = []
    for each in entry.fields:
        name = each.key.lower()
        value, rest = _value(each.value, macros)
        if fields.setdefault(name, value) != value:
            left.append(Left.of(name, value, "no-place"))
        if rest:
            left.append(Left.of(name, rest, "broken", each.start_line + 1))
    return Entry(entry.entry_type.lower(), entry.key, fields, tuple(left))


def _with_inherited(entry: Entry, parents: Mapping[str, Entry]) -> Entry:
    parent = parents.get(entry.fields.get("crossref", "").lower())
    if parent is None or parent is entry:
        return entry
    names = _INHERITED | ({"title": "journaltitle"} if parent.kind == "periodical" else {})
    given = {new: parent.fields[old] for old, new in names.items() if old in parent.fields}
    given = {name: value for name, value in given.items() if len(value) <= MAX_INHERITED}
    return Entry(entry.kind, entry.key, {**given, **entry.fields}, entry.left)


# Values ---------------------------------------------------------------------------------------------------


def _value(raw: str, macros: Fields) -> tuple[str, str]:
    """Return what `{a} # b # "c"` says, and what stands after it and is no part of it."""
    parts: list[str] = []
    place = length = 0
    while length <= MAX_VALUE:
        part, place = _part(raw, _after_space(raw, place), macros)
        parts.append(part)
        length += len(part)
        place = _after_space(raw, place)
        if raw[place : place + 1] != "#":
            break
        place += 1
    return "".join(parts), raw[place:].strip()


def _part(raw: str, place: int, macros: Fields) -> tuple[str, int]:
    """Return the value that begins at a place, and where it ends: in braces, in quotes, a number or a macro."""
    if raw[place : place + 1] in ("{", '"'):
        end = _end(raw, place)
        return raw[place + 1 : end], end + 1
    word = _WORD.match(raw, place)
    return (macros.get(word[0].lower(), word[0]), word.end()) if word else ("", place)


def _end(raw: str, place: int) -> int:
    """Return where the value that opens at a place is closed; what is never closed ends with the text."""
    closing = "}" if raw[place] == "{" else '"'
    depth = 0
    for mark in _MARK.finditer(raw, place + 1):
        if mark[0] == closing and depth == 0:
            return mark.start()
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
    return len(raw)


def _after_space(raw: str, place: int) -> int:
    found = _SPACE.match(raw, place)
    return found.end() if found else place
