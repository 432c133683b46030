"""The difference between two Snapshots, in the article's own terms: two Snapshots in, frozen Changes out.

No HTML here, and no words for people: formatting a Change is the interface's part.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from . import alignment, references, words
from .allowlist import MARKS
from .markup import Element, Node, read, steps
from .order import longest_rising
from .snapshot import IMAGE_FIELDS, REFERENCE_FIELDS, SCALARS, SECTION_FIELDS, Snapshot

Action = Literal["added", "removed", "changed", "moved"]
Op = Literal["same", "deleted", "inserted"]

# Around what stands for a citation or a figure in the text that is compared: characters that no body holds.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
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
    places = {key: place for place, key in enumerate(old, start=1)}
    return set(new) - longest_rising([(key, places[key]) for key in new])


def _fields(names: Iterable[str], old: Any, new: Any) -> tuple[FieldChange, ...]:
    """Return the fields that differ; of a row that came or went, those that say something."""
    changes = []
    for name in names:
        before, after = ("" if row is None else _readable(name, getattr(row, name)) for row in (old, new))
        both = old is not None and new is not None
        if getattr(old, name) != getattr(new, name) if both else before or after:
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
    return tuple(line for line in "".join(_visible(read(html))).split("\n") if line)


def _visible(nodes: Iterable[Node]) -> Iterable[str]:
    for node, ends in steps(nodes):
        if isinstance(node, str):
            yield node
        elif node.tag in ("cite", "figure"):
            yield "" if ends else _token(node)
        elif node.tag not in MARKS:
            yield "\n"


def _token(node: Element) -> str:
    if node.tag == "figure":
        return f"\n{OPEN}{node.get('data-image')}{CLOSE}\n"
    return f"{OPEN}{': '.join(filter(None, (node.get('data-ref'), node.get('data-locator'))))}{CLOSE}"


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of two texts, marked: lines first, then the words of lines that differ."""
    out: list[Piece] = []
    for same, before, after in alignment.runs(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        left, right = _tokens("".join(before)), _tokens("".join(after))
        out += _marked("same", left) if same else _word_pieces(left, right)
    return _joined(out)


def _word_pieces(old: list[str], new: list[str]) -> Iterable[Piece]:
    """Mark words; white space alone between two changes counts as changed, so that phrases stay whole."""
    runs = list(alignment.runs(old, new))
    for place, (same, before, after) in enumerate(runs):
        if same and (not 0 < place < len(runs) - 1 or "".join(before).strip()):
            yield from _marked("same", before)
        else:
            yield from (*_marked("deleted", before), *_marked("inserted", after))


def _tokens(text: str) -> list[str]:
    """Split text into words and what stands between them; a citation is one token."""
    out: list[str] = []
    for part in _TOKEN.split(text):
        out += [part] if part.startswith(OPEN) else words.tokens(part)
    return out


def _marked(op: Op, tokens: Iterable[str]) -> Iterable[Piece]:
    for token in tokens:
        yield Piece(op, token[1:-1], token=True) if _TOKEN.fullmatch(token) else Piece(op, token)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Join neighbours; of a run of changes, all that went comes before all that came."""
    out: list[Piece] = []
    for _, run in groupby(pieces, lambda piece: piece.op == "same"):
        for piece in sorted(run, key=lambda each: each.op):
            if out and not piece.token and not out[-1].token and piece.op == out[-1].op:
                out[-1] = Piece(piece.op, out[-1].text + piece.text)
            else:
                out.append(piece)
    return tuple(out)
