"""Who is asked about a source: Crossref, then DataCite, for a DOI; Open Library for an ISBN; the page itself for a URL.

A page that names a DOI is that of a catalogued work: what the catalogue says goes before what the page says, and where
they differ, the page's value is told beside. What was given itself is never replaced.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth.models import User

from ..content import sources
from ..content.sources import Found, Kind, Left
from .answers import PAGE, RECORD
from .bounds import Deadline, NotFetched
from .client import Client
from .turns import turn

# A lookup holds a thread and an editor: it ends after so many seconds, whatever it has.
SECONDS = 12
# What a page has without saying anything of itself.
_SILENT = {"url", "archive_url", "archive_date", "language"}


def is_on() -> bool:
    """Tell whether this installation asks others about sources."""
    return bool(settings.FETCH_METADATA)


def source(text: str, *, by: User) -> Found:
    """Return what others say of the source that a URL, DOI or ISBN names.

    It lasts up to SECONDS: call it outside of any transaction. Raise NotFetched where they say nothing, and
    UnreadableSource for a DOI or ISBN that is none.
    """
    if not is_on():
        raise NotFetched("off")
    with turn(by):
        return Lookup(Client(agent=_agent()), Deadline(SECONDS)).of(text)


def _agent() -> str:
    """Name the site to those who are asked; headers are ASCII, and names of sites need not be."""
    mail = settings.FETCH_CONTACT
    told = [settings.SITE_NAME, f"+{settings.SITE_URL}", *([f"mailto:{mail}"] if mail else [])]
    return f"Chancery ({'; '.join(told)})".encode("ascii", "ignore").decode("ascii")


@dataclass(frozen=True, slots=True)
class Lookup:
    """One lookup, with the time that it has."""

    client: Client
    deadline: Deadline

    def of(self, text: str) -> Found:
        """Return what others say of the source that a text names."""
        kind = sources.identify(text)
        if kind not in (Kind.URL, Kind.DOI, Kind.ISBN):
            raise NotFetched("bad-address")
        given = sources.read(text)[0]
        if kind is Kind.DOI:
            return given.over(self._work(given.values["doi"]))
        if kind is Kind.ISBN:
            return given.without("type").over(self._book(given.values["isbn"]))
        return self._page(given.values.get("archive_url") or given.values["url"])

    def _work(self, doi: str) -> Found:
        name = quote(doi, safe="")
        try:
            return _telling(sources.crossref(_at(self._record(f"{settings.CROSSREF_URL}/works/{name}"), "message")))
        except NotFetched as error:
            if error.code != "not-found":
                raise
        record = self._record(f"{settings.DATACITE_URL}/dois/{name}")
        return _telling(sources.datacite(_at(_at(record, "data"), "attributes")))

    def _book(self, isbn: str) -> Found:
        key = f"ISBN:{isbn.replace('-', '').replace(' ', '')}"
        query = urlencode({"bibkeys": key, "format": "json", "jscmd": "data"})
        book = _at(self._record(f"{settings.OPENLIBRARY_URL}/api/books?{query}"), key)
        if not book:
            raise NotFetched("not-found")
        return _telling(sources.openlibrary(book))

    def _page(self, url: str) -> Found:
        answer = self.client.get(url, PAGE, self.deadline)
        page = _telling(sources.page(answer.text(), answer.url))
        if "doi" not in page.values:
            return page
        try:
            return _joined(self._work(page.values["doi"]), page)
        except NotFetched:
            return page

    def _record(self, url: str) -> Any:
        return self.client.get(url, RECORD, self.deadline).record()


def _at(record: Any, name: str) -> Any:
    """Return what a record has under a name, or None for what is no record."""
    return record.get(name) if isinstance(record, dict) else None


def _telling(found: Found) -> Found:
    if found.values.keys() <= _SILENT:
        raise NotFetched("no-metadata")
    return found


def _joined(record: Found, page: Found) -> Found:
    """Return what a catalogue and a page say of one work, with what the page says otherwise."""
    said = {name: value for name, value, _ in _each(record)}
    told = tuple(
        Left.of(origin, value, "differs")
        for name, value, origin in _each(page)
        if name in said and _bare(value) != _bare(said[name])
    )
    both = record.over(page)
    return Found(both.values, both.origins, (*told, *both.left))


def _each(found: Found) -> Iterator[tuple[str, Any, str]]:
    """Yield (name, value, origin) of every field, and of those within `extra`."""
    for name, value in found.values.items():
        if name == "extra":
            yield from ((key, each, found.origins[name]) for key, each in value.items())
        else:
            yield name, value, found.origins[name]


def _bare(value: Any) -> Any:
    """Return what counts of a value when two are compared: of a text its letters and digits."""
    return "".join(filter(str.isalnum, value.casefold())) if isinstance(value, str) else value
