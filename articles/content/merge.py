"""Two edits of one base brought together: what only one of them touched is taken, what both touched is told.

Articles, sections, references and images merge field by field, bodies passage by passage, lists item by item. Nothing
is guessed: where both changed the same thing differently the place is a Clash, and nobody's words are dropped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from .diff import LISTS
from .merge_text import stretches
from .problems import Place
from .rekey import rekeyed
from .restore import missing_rows, with_needed
from .snapshot import SCALARS, Image, Reference, Section, Snapshot


@dataclass(frozen=True, slots=True)
class Anew:
    """What is to stand at a clash where neither version is to; markup in it is clean."""

    value: Any


# What is to stand at a clash; of two versions of a passage both can, theirs first.
type Choice = Literal["theirs", "mine", "both"] | Anew

_BODIES = ("lead", "body")
_PARTS: dict[str, Any] = {
    "sections": Section(key="", heading=""),
    "references": Reference(key=""),
    "images": Image(key="", file="", width=0, height=0),
}


@dataclass(frozen=True, slots=True)
class Clash:
    """One place that both edits changed: what it was, what the other made of it, what this one did.

    A row that was taken out is None. A passage is the `nth` of its kind in my version of the text.
    """

    place: Place
    base: Any
    theirs: Any
    mine: Any
    nth: int = field(default=0, compare=False)


def merge(
    base: Snapshot,
    theirs: Snapshot,
    mine: Snapshot,
    choices: Mapping[Place, Choice] | None = None,
    *,
    otherwise: Choice = "mine",
) -> tuple[Snapshot, tuple[Clash, ...]]:
    """Return (merged, clashes); at a clash, merged holds what `choices` says of its place, else `otherwise`.

    What merged text points at stays, even where one of the two took it out: sections, references, images.
    """
    mine = rekeyed(base, theirs, mine)
    found = _Merge(choices or {}, otherwise)
    parts: dict[str, Any] = {}
    for name in SCALARS:
        was, other, own = (getattr(each, name) for each in (base, theirs, mine))
        parts[name] = (
            _items(was, other, own) if name in LISTS else found.field(Place("article", "", name), was, other, own)
        )
    for name in _PARTS:
        parts[name] = found.rows(name, getattr(base, name), getattr(theirs, name), getattr(mine, name))
    merged = replace(mine, **parts)
    known = missing_rows(theirs) | missing_rows(mine)
    for each in (theirs, mine):
        merged = with_needed(merged, each, but=known)
    return merged, tuple(found.clashes)


class _Merge:
    """The clashes of one merge as they are met, and what was chosen for each."""

    def __init__(self, choices: Mapping[Place, Choice], otherwise: Choice) -> None:
        self.choices, self.otherwise = choices, otherwise
        self.clashes: list[Clash] = []

    def value(self, place: Place, base: Any, theirs: Any, mine: Any, *, nth: int = 0) -> Any:
        if mine in (base, theirs):
            return theirs
        if theirs == base:
            return mine
        self.clashes.append(Clash(place, base, theirs, mine, nth))
        choice = self.choices.get(place, self.otherwise)
        if isinstance(choice, Anew):
            return choice.value
        if choice == "both" and place.passage:
            return theirs + mine
        return theirs if choice == "theirs" else mine

    def field(self, place: Place, base: Any, theirs: Any, mine: Any) -> Any:
        if place.field not in _BODIES or mine in (base, theirs) or theirs == base:
            return self.value(place, base, theirs, mine)
        out: list[str] = []
        passage = 0
        for each in stretches(base, theirs, mine):
            passage += each.merged is None
            here = replace(place, passage=passage)
            if each.merged is None:
                out.append(self.value(here, each.base, each.theirs, each.mine, nth=each.nth))
            else:
                out.append(each.merged)
        return "".join(out)

    def rows(self, name: str, base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any]) -> tuple[Any, ...]:
        part = name.removesuffix("s")
        was, other, own = ({row.key: row for row in rows} for rows in (base, theirs, mine))
        rows = {}
        for key in dict.fromkeys([*own, *other]):
            before = was.get(key)
            if before is None and key in other and key in own:
                before = replace(_PARTS[name], key=key)
            row = self.row(Place(part, key), before, other.get(key), own.get(key))
            if row is not None:
                rows[key] = row
        orders = [[row.key for row in each if row.key in rows] for each in (base, theirs, mine)]
        return tuple(rows[key] for key in _order(*orders, keys=list(rows)))

    def row(self, place: Place, base: Any, theirs: Any, mine: Any) -> Any:
        if None in (base, theirs, mine) or mine in (base, theirs) or theirs == base:
            return self.value(place, base, theirs, mine)
        values = {}
        for name in (each.name for each in fields(base) if each.name != "key"):
            was, other, own = (getattr(each, name) for each in (base, theirs, mine))
            values[name] = self.field(replace(place, field=name), was, other, own)
        return replace(base, **values)


def _items(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> tuple[str, ...]:
    kept = [
        item
        for item in dict.fromkeys((*mine, *theirs))
        if (item in theirs and item in mine) or ((item in theirs or item in mine) and item not in base)
    ]
    orders = [[item for item in each if item in kept] for each in (base, theirs, mine)]
    return tuple(_order(*orders, keys=kept))


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
