"""Two edits of one base brought together: what only one of them touched is taken, what both touched is told.

Article fields merge field by field; sections, references and images row by row. Nothing is guessed: where
both changed the same thing differently the place is a Clash, and nobody's words are dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from .problems import Place
from .snapshot import SCALARS, Snapshot


@dataclass(frozen=True, slots=True)
class Clash:
    """One place that both edits changed: what it was, what the other made of it, what this one did."""

    place: Place
    base: Any
    theirs: Any
    mine: Any


def merge(base: Snapshot, theirs: Snapshot, mine: Snapshot) -> tuple[Snapshot, tuple[Clash, ...]]:
    """Return (merged, clashes); where there are clashes, merged holds mine at those places."""
    clashes: list[Clash] = []
    parts: dict[str, Any] = {}
    for name in SCALARS:
        parts[name] = _choose(
            Place("article", "", name), getattr(base, name), getattr(theirs, name), getattr(mine, name), clashes
        )
    for name in ("sections", "references", "images"):
        parts[name] = _rows(
            name.removesuffix("s"), getattr(base, name), getattr(theirs, name), getattr(mine, name), clashes
        )
    return replace(mine, **parts), tuple(clashes)


def _choose(place: Place, base: Any, theirs: Any, mine: Any, clashes: list[Clash]) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs != base:
        clashes.append(Clash(place, base, theirs, mine))
    return mine


def _rows(part: str, base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any], clashes: list[Clash]) -> Any:
    was, other, own = ({row.key: row for row in rows} for rows in (base, theirs, mine))
    rows = {}
    for key in dict.fromkeys([*own, *other]):
        row = _choose(Place(part, key), was.get(key), other.get(key), own.get(key), clashes)
        if row is not None:
            rows[key] = row
    orders = [[row.key for row in each if row.key in rows] for each in (base, theirs, mine)]
    return tuple(rows[key] for key in _order(*orders, keys=list(rows)))


def _order(base: list[str], theirs: list[str], mine: list[str], *, keys: list[str]) -> list[str]:
    """Follow whoever moved rows (mine where both did); rows that it lacks come after their neighbour in the other."""
    shared = [key for key in base if key in theirs and key in mine]
    moved = [key for key in mine if key in shared] != shared
    lead, other = (mine, theirs) if moved else (theirs, mine)
    out = list(lead)
    for number, key in enumerate(other):
        if key not in out:
            before = next((k for k in reversed(other[:number]) if k in out), None)
            out.insert(out.index(before) + 1 if before else 0, key)
    return [key for key in out if key in keys]
