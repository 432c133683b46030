"""Two edits of one base brought together: what only one of them touched is taken, what both touched is told.

Articles, sections, references and images merge field by field, bodies passage by passage, lists item by item. Nothing
is guessed: where both changed the same thing differently the place is a Clash, and nobody's words are dropped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from . import alignment, blocks
from .diff import LISTS
from .problems import Place
from .snapshot import SCALARS, Snapshot

_BODIES = ("lead", "body")


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
        was, other, own = (getattr(each, name) for each in (base, theirs, mine))
        if name in LISTS:
            parts[name] = _items(was, other, own)
        else:
            parts[name] = _field(Place("article", "", name), was, other, own, clashes)
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


def _field(place: Place, base: Any, theirs: Any, mine: Any, clashes: list[Clash]) -> Any:
    if place.field in _BODIES and mine not in (base, theirs) and theirs != base:
        merged = _body(*(blocks.passages(each) for each in (base, theirs, mine)))
        if merged is not None:
            return merged
    return _choose(place, base, theirs, mine, clashes)


def _items(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> tuple[str, ...]:
    kept = [
        item
        for item in dict.fromkeys((*mine, *theirs))
        if _choose(Place(""), item in base, item in theirs, item in mine, [])
    ]
    orders = [[item for item in each if item in kept] for each in (base, theirs, mine)]
    return tuple(_order(*orders, keys=kept))


# Bodies ---------------------------------------------------------------------------------------------------


def _body(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> str | None:
    """Return a body with the passages that each changed; None where both changed one."""
    out: list[str] = []
    for was, other, own in _stretches(base, theirs, mine):
        if own in (was, other):
            out += other
        elif other == was:
            out += own
        elif len(was) == len(other) == len(own):
            clashes: list[Clash] = []
            rows = zip(was, other, own, strict=True)
            out += (_choose(Place(""), before, their, my, clashes) for before, their, my in rows)
            if clashes:
                return None
        else:
            return None
    return "".join(out)


def _stretches(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> Iterator[tuple[list[str], ...]]:
    """Cut three versions at the passages that both edits left; these come as stretches of their own."""
    others, owns = _stayed(base, theirs), _stayed(base, mine)
    x = y = z = 0
    for place in (*(n for n in range(len(base)) if n in others and n in owns), len(base)):
        other, own = others.get(place, len(theirs)), owns.get(place, len(mine))
        yield list(base[x:place]), list(theirs[y:other]), list(mine[z:own])
        yield tuple(list(each) for each in (base[place : place + 1],) * 3)
        x, y, z = place + 1, other + 1, own + 1


def _stayed(base: Sequence[str], edited: Sequence[str]) -> dict[int, int]:
    """Return place in base -> place in the edited version of the passages that stayed."""
    out: dict[int, int] = {}
    x = y = 0
    for same, before, after in alignment.runs(base, edited):
        if same:
            out |= {x + n: y + n for n in range(len(before))}
        x, y = x + len(before), y + len(after)
    return out


# Rows -----------------------------------------------------------------------------------------------------


def _rows(part: str, base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any], clashes: list[Clash]) -> Any:
    was, other, own = ({row.key: row for row in rows} for rows in (base, theirs, mine))
    rows = {}
    for key in dict.fromkeys([*own, *other]):
        row = _row(Place(part, key), was.get(key), other.get(key), own.get(key), clashes)
        if row is not None:
            rows[key] = row
    orders = [[row.key for row in each if row.key in rows] for each in (base, theirs, mine)]
    return tuple(rows[key] for key in _order(*orders, keys=list(rows)))


def _row(place: Place, base: Any, theirs: Any, mine: Any, clashes: list[Clash]) -> Any:
    if None in (base, theirs, mine) or mine in (base, theirs) or theirs == base:
        return _choose(place, base, theirs, mine, clashes)
    values = {}
    for name in (each.name for each in fields(base) if each.name != "key"):
        was, other, own = (getattr(each, name) for each in (base, theirs, mine))
        values[name] = _field(replace(place, field=name), was, other, own, clashes)
    return replace(base, **values)


def _order(base: list[str], theirs: list[str], mine: list[str], *, keys: list[str]) -> list[str]:
    """Follow whoever moved rows (mine where both did); rows that it lacks come after their neighbour in the other."""
    shared = [key for key in base if key in theirs and key in mine]
    moved = [key for key in mine if key in shared] != shared
    lead, other = (mine, theirs) if moved else (theirs, mine)
    out = list(lead)
    for number, key in enumerate(other):
        if key not in out:
            before = next((k for k in reversed(other[:number]) if k in out), None)
            out.insert(0 if before is None else out.index(before) + 1, key)
    return [key for key in out if key in keys]
