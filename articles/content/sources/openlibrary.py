"""Open Library's record of a book, as its Books API gives it with `jscmd=data`.

Names of authors are whole there, and are kept so.
"""

from collections.abc import Iterator
from typing import Any

from . import people
from .found import Found
from .gathering import Said, gather
from .loose import Object, at, objects, text, texts
from .unmarked import unmarked

ORIGIN = "Open Library"


def openlibrary(record: Any) -> Found:
    """Return what a record says.

    >>> openlibrary({"title": "Tea", "authors": [{"name": "Lin Yutang"}], "publish_date": "May 1935"}).values["issued"]
    '1935-05'
    """
    return gather(_said(record) if isinstance(record, dict) else (), alternatives=True)


def _said(record: Object) -> Iterator[Said]:
    yield Said("type", "book", "type", ORIGIN)
    title, subtitle = (unmarked(text(record.get(name))) for name in ("title", "subtitle"))
    yield Said("title", f"{title}: {subtitle}" if title and subtitle else title, "title", ORIGIN)
    authors = (people.literal(unmarked(name)) for name in _names(record, "authors"))
    yield Said("authors", people.all_of(authors), "authors", ORIGIN)
    yield Said("authors", people.all_of([people.byline(text(record.get("by_statement")))]), "by_statement", ORIGIN)
    for name in _names(record, "publishers"):
        yield Said("publisher", unmarked(name), "publishers", ORIGIN)
    yield Said("issued", text(record.get("publish_date")), "publish_date", ORIGIN)
    for kind in ("isbn_13", "isbn_10"):
        for isbn in texts(at(record, "identifiers", kind)):
            yield Said("isbn", isbn, kind, ORIGIN)
    for each in objects(record.get("languages")):
        yield Said("language", text(each.get("key")).rpartition("/")[2], "languages", ORIGIN)
    for name in _names(record, "publish_places"):
        yield Said("extra", name, "publish_places", ORIGIN, "publisher-place")
    yield Said("extra", text(record.get("edition_name")), "edition_name", ORIGIN, "edition")


def _names(record: Object, name: str) -> list[str]:
    """Return the names of a list of objects; older records have the names alone."""
    named = [text(each.get("name")) for each in objects(record.get(name))]
    return named or texts(record.get(name))
