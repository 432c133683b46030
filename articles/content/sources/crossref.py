"""Crossref's record of a work, as its REST API gives it (the `message` of /works/{doi}).

Of what publishers deposit only what a reference prints is taken: no abstracts, no lists of what the work cites.
"""

from collections.abc import Iterator
from typing import Any

from ..names import Name
from . import csl, people
from .found import Found
from .gathering import Said, gather
from .loose import Object, at, objects, text, texts
from .unmarked import unmarked

ORIGIN = "Crossref"

TYPES = {
    "book": "book", "book-chapter": "chapter", "book-part": "chapter", "book-section": "chapter", "book-series": "book",
    "book-set": "book", "book-track": "chapter", "component": "document", "database": "dataset", "dataset": "dataset",
    "dissertation": "thesis", "edited-book": "book", "grant": "document", "journal": "periodical",
    "journal-article": "article-journal", "journal-issue": "periodical", "journal-volume": "periodical",
    "monograph": "book", "other": "document", "peer-review": "review", "posted-content": "article",
    "proceedings": "book", "proceedings-article": "paper-conference", "proceedings-series": "book",
    "reference-book": "book", "reference-entry": "entry", "report": "report", "report-component": "report",
    "report-series": "report", "standard": "standard",
}  # fmt: skip
_TEXTS = {
    "container-title": "container_title", "publisher": "publisher", "page": "pages", "DOI": "doi",
    "language": "language",
}  # fmt: skip
_EXTRA = {
    "volume": "volume", "issue": "issue", "ISSN": "ISSN", "edition-number": "edition", "article-number": "number",
    "short-container-title": "container-title-short", "publisher-location": "publisher-place",
}  # fmt: skip
# Of several dates that of the volume, by which a work is cited. When the record was made is no date of the work.
_DATES = ("published-print", "issued", "published-online", "posted")
_PEOPLE = {"editor": "editor", "translator": "translator"}


def crossref(message: Any) -> Found:
    """Return what a record says.

    >>> crossref({"title": ["On <i>Tea</i>"], "type": "journal-article", "issued": {"date-parts": [[2009, 8]]}}).values
    {'type': 'article-journal', 'title': 'On Tea', 'issued': '2009-08'}
    """
    return gather(_said(message) if isinstance(message, dict) else (), alternatives=True)


def _said(message: Object) -> Iterator[Said]:
    yield Said("type", TYPES.get(text(message.get("type")), ""), "type", ORIGIN)
    title, subtitle = (unmarked(text(message.get(name))) for name in ("title", "subtitle"))
    is_apart = subtitle and subtitle.casefold() not in title.casefold()
    yield Said("title", f"{title}: {subtitle}" if is_apart else title, "title", ORIGIN)
    yield Said("authors", people.all_of(map(_name, objects(message.get("author")))), "author", ORIGIN)
    for name, place in _TEXTS.items():
        yield Said(place, unmarked(text(message.get(name))), name, ORIGIN)
    for name in _DATES:
        yield Said("issued", csl.from_variable(at(message, name) or {}), name, ORIGIN)
    for isbn in texts(message.get("ISBN")):
        yield Said("isbn", isbn.rpartition("/")[2], "ISBN", ORIGIN)
    for name, key in _EXTRA.items():
        yield Said("extra", unmarked(text(message.get(name))), name, ORIGIN, key)
    yield Said("extra", unmarked(text(at(message, "event", "name"))), "event", ORIGIN, "event-title")
    for name, key in _PEOPLE.items():
        names = people.all_of(map(_name, objects(message.get(name))))
        yield Said("extra", [each.as_csl() for each in names], name, ORIGIN, key)


def _name(value: Object) -> Name | None:
    """Read a contributor; bodies have a `name`."""
    if body := text(value.get("name")):
        return people.literal(unmarked(body))
    return people.from_csl(value)
