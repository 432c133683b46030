"""Bringing back what was: the whole of a Snapshot, one row of it, or one field."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from .markup import read, walk
from .problems import Place
from .snapshot import Snapshot

_ROWS = {"section": "sections", "reference": "references", "image": "images"}


def restored(now: Snapshot, then: Snapshot, place: Place | None = None) -> Snapshot:
    """Return `now` with what `then` had at a place: a field of the article, a row, a field of a row; all without one.

    Text that comes back brings the references and images that it needs, as they were, where they are gone. What was
    not there is taken out. Keys and places are as they were.
    """
    if place is None:
        return then
    if place.part == "article":
        return with_needed(replace(now, **{place.field: getattr(then, place.field)}), then)
    was, row = (getattr(each, place.part)(place.key) for each in (then, now))
    if place.field and was is not None and row is not None:
        was = replace(row, **{place.field: getattr(was, place.field)})
    where = Place(place.part, place.key)
    return with_needed(settled(now, where, was, order=getattr(then, _ROWS[place.part])), then)


def settled(snapshot: Snapshot, place: Place, value: Any, *, order: Sequence[Any] = ()) -> Snapshot:
    """Return the Snapshot with a value at a place: a field, or a row (None takes it out).

    A row that comes stands where its neighbours before it stand in `order`.
    """
    if place.part == "article":
        return replace(snapshot, **{place.field: value})
    name = _ROWS[place.part]
    rows = list(getattr(snapshot, name))
    here = next((number for number, row in enumerate(rows) if row.key == place.key), None)
    if place.field and here is not None:
        rows[here] = replace(rows[here], **{place.field: value})
    elif here is not None:
        rows[here : here + 1] = [value] if value is not None else []
    elif value is not None and not place.field:
        rows.insert(_after([row.key for row in rows], [row.key for row in order], place.key), value)
    values: dict[str, Any] = {name: tuple(rows)}
    return replace(snapshot, **values)


def _after(keys: Sequence[str], order: Sequence[str], key: str) -> int:
    """Return the place behind the nearest of those that stood before."""
    before = order[: order.index(key)] if key in order else ()
    return next((keys.index(each) + 1 for each in reversed(before) if each in keys), 0 if key in order else len(keys))


def with_needed(snapshot: Snapshot, then: Snapshot, *, but: Collection[Place] = ()) -> Snapshot:
    """Return the Snapshot with the rows that its text points at and `then` has, save those of `but`."""
    former = {Place(part, row.key): row for part, name in _ROWS.items() for row in getattr(then, name)}
    while missing := (missing_rows(snapshot) & former.keys()) - set(but):
        for place in (place for place in former if place in missing):
            snapshot = settled(snapshot, place, former[place], order=getattr(then, _ROWS[place.part]))
    return snapshot


def missing_rows(snapshot: Snapshot) -> set[Place]:
    """Return the sections, references and images that the text points at and the Snapshot lacks."""
    here = {Place(part, row.key) for part, name in _ROWS.items() for row in getattr(snapshot, name)}
    return {place for _, html in snapshot.bodies() for place in _pointed(html, snapshot.slug)} - here


def _pointed(html: str, slug: str) -> Iterator[Place]:
    for node in walk(read(html)):
        if node.tag == "cite":
            yield Place("reference", node.get("data-ref"))
        elif node.tag == "figure":
            yield Place("image", node.get("data-image"))
        elif node.get("data-section") and node.get("data-article") in ("", slug):
            yield Place("section", node.get("data-section"))
