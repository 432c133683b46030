"""The difference between two Snapshots, in the article's own terms: two Snapshots in, frozen Changes out.

No HTML here, and no words for people: formatting a Change is the interface's part.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from . import references, words
from .allowlist import INLINE
from .markup import Node, parse
from .snapshot import IMAGE_FIELDS, REFERENCE_FIELDS, SCALARS, SECTION_FIELDS, Snapshot

Action = Literal["added", "removed", "changed", "moved"]
Op = Literal["same", "deleted", "inserted"]

# A change of text longer than this many tokens on a side is told block by block, not word by word.
MAX_TOKENS = 4_000


# Around what stands for a citation or a figure in the text that is compared: characters of private use.
OPEN, CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"({OPEN}[^{CLOSE}]*{CLOSE})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, or one citation or figure (`token`), that stayed, went or came."""

    op: Op
    text: str
    token: bool = False


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs; no piece is deleted or inserted where only formatting or links changed."""

    name: str
    old: str
    new: str
    pieces: tuple[Piece, ...]

    @property
    def is_form_only(self) -> bool:
        """Tell whether the words are the same."""
        return all(piece.op == "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Change:
    """One part of the article that differs: its kind, its key, its name as an editor knows it, what happened."""

    part: Literal["article", "section", "reference", "image"]
    key: str
    name: str
    action: Action
    fields: tuple[FieldChange, ...] = ()


def compare(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Return what must change in old to give new; nothing where they are equal."""
    article = _fields(SCALARS, old, new)
    return (
        *((Change("article", "", new.title, "changed", article),) if article else ()),
        *_rows("section", SECTION_FIELDS, old.sections, new.sections, lambda s: s.heading),
        *_rows("reference", REFERENCE_FIELDS, old.references, new.references, references.label),
        *_rows("image", IMAGE_FIELDS, old.images, new.images, lambda i: i.caption or i.key),
    )


def size(changes: Iterable[Change]) -> tuple[int, int]:
    """Return (words added, words removed) in what readers read: lead, headings and bodies."""
    added = removed = 0
    for change in changes:
        for field in change.fields:
            if change.part == "section" or field.name == "lead":
                said = [piece for piece in field.pieces if not piece.token]
                added += sum(words.count(piece.text) for piece in said if piece.op == "inserted")
                removed += sum(words.count(piece.text) for piece in said if piece.op == "deleted")
    return added, removed


def _rows(
    part: Any, names: Sequence[str], old: Sequence[Any], new: Sequence[Any], name: Callable[[Any], str]
) -> Iterable[Change]:
    before, after = ({row.key: row for row in rows} for rows in (old, new))
    moved = _moved([row.key for row in old if row.key in after], [row.key for row in new if row.key in before])
    for row in old:
        if row.key not in after:
            yield Change(part, row.key, name(row), "removed", _fields(names, row, None))
    for row in new:
        if row.key not in before:
            yield Change(part, row.key, name(row), "added", _fields(names, None, row))
            continue
        if row.key in moved:
            yield Change(part, row.key, name(row), "moved")
        if fields := _fields(names, before[row.key], row):
            yield Change(part, row.key, name(row), "changed", fields)


def _moved(old: list[str], new: list[str]) -> set[str]:
    """Return the keys that left their place, as few as tell the new order."""
    stayed = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return set(new) - {key for block in stayed for key in new[block.b : block.b + block.size]}


def _fields(names: Iterable[str], old: Any, new: Any) -> tuple[FieldChange, ...]:
    changes = []
    for name in names:
        before, after = ("" if row is None else _readable(name, getattr(row, name)) for row in (old, new))
        same = old is not None and new is not None and getattr(old, name) == getattr(new, name)
        if not same and (before or after):
            changes.append(FieldChange(name, before, after, pieces(before, after)))
    return tuple(changes)


def _readable(name: str, value: Any) -> str:
    if name in ("lead", "body"):
        return "\n".join(blocks(value))
    if name == "authors":
        return "\n".join(author.as_line() for author in value)
    if name == "extra":
        return "\n".join(f"{key}: {each}" for key, each in sorted(value.items()))
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def blocks(html: str) -> tuple[str, ...]:
    """Return a body as lines of text, one for each block; citations and figures stand between OPEN and CLOSE."""
    return tuple(line for line in "".join(_visible(parse(html))).split("\n") if line)


def _visible(nodes: Iterable[Node]) -> Iterable[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == "cite":
            yield f"{OPEN}{': '.join(filter(None, (node.get('data-ref'), node.get('data-locator'))))}{CLOSE}"
        elif node.tag == "figure":
            yield f"\n{OPEN}{node.get('data-image')}{CLOSE}\n"
        elif node.tag in INLINE - {"br"}:
            yield from _visible(node.children)
        else:
            yield "\n"
            yield from _visible(node.children)
            yield "\n"


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of two texts, marked: lines first, then the words of lines that differ."""
    out: list[Piece] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left, right = "".join(before[a:b]), "".join(after[c:d])
        out += _marked("same", _tokens(left)) if op == "equal" else _word_pieces(left, right)
    return _joined(out)


def _word_pieces(old: str, new: str) -> list[Piece]:
    before, after = _tokens(old), _tokens(new)
    if len(before) > MAX_TOKENS or len(after) > MAX_TOKENS:
        return [*_marked("deleted", before), *_marked("inserted", after)]
    out: list[Piece] = []
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            out += _marked("same", before[a:b])
        else:
            out += [*_marked("deleted", before[a:b]), *_marked("inserted", after[c:d])]
    return out


def _tokens(text: str) -> list[str]:
    """Split text into words and what stands between them; a citation is one token."""
    out: list[str] = []
    for part in _TOKEN.split(text):
        out += [part] if part.startswith(OPEN) else words.tokens(part)
    return out


def _marked(op: Op, tokens: Iterable[str]) -> Iterable[Piece]:
    for token in tokens:
        is_token = token.startswith(OPEN) and token.endswith(CLOSE)
        yield Piece(op, token.strip(OPEN + CLOSE) if is_token else token, is_token)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    out: list[Piece] = []
    for piece in pieces:
        if out and not piece.token and not out[-1].token and piece.op == out[-1].op:
            out[-1] = Piece(piece.op, out[-1].text + piece.text)
        elif piece.text:
            out.append(piece)
    return tuple(out)
