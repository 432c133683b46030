"""DataCite's record of a work, as its REST API gives it (the `attributes` of /dois/{doi}).

Most of them are data sets. Persons and bodies are told apart only where the record does it.
"""

from collections.abc import Iterator
from typing import Any

from ..names import Name
from ..references import TYPES as CSL_TYPES
from . import people
from .found import Found
from .gathering import Said, gather
from .loose import Object, at, objects, text
from .unmarked import unmarked

ORIGIN = "DataCite"

TYPES = {
    "Audiovisual": "motion_picture", "Book": "book", "BookChapter": "chapter", "Collection": "collection",
    "ComputationalNotebook": "software", "ConferencePaper": "paper-conference", "ConferenceProceeding": "book",
    "DataPaper": "article-journal", "Dataset": "dataset", "Dissertation": "thesis", "Image": "graphic",
    "Journal": "periodical", "JournalArticle": "article-journal", "Model": "dataset", "PeerReview": "review",
    "Preprint": "article", "Report": "report", "Software": "software", "Sound": "song", "Standard": "standard",
    "Text": "document", "Workflow": "software",
}  # fmt: skip
# The one date that stands for the work, before the year in which it was published.
_DATES = ("Issued", "Available", "Created")
_EXTRA = {"volume": "volume", "issue": "issue"}


def datacite(attributes: Any) -> Found:
    """Return what a record says.

    >>> datacite({"titles": [{"title": "Rain"}], "publicationYear": 2009, "publisher": {"name": "GFZ"}}).values
    {'title': 'Rain', 'publisher': 'GFZ', 'issued': '2009'}
    """
    return gather(_said(attributes) if isinstance(attributes, dict) else (), alternatives=True)


def _said(record: Object) -> Iterator[Said]:
    kind = text(at(record, "types", "citeproc"))
    general = TYPES.get(text(at(record, "types", "resourceTypeGeneral")), "")
    yield Said("type", general or (kind if kind in CSL_TYPES else ""), "types", ORIGIN)
    yield Said("title", _title(record), "titles", ORIGIN)
    yield Said("authors", people.all_of(map(_name, objects(record.get("creators")))), "creators", ORIGIN)
    container = record.get("container")
    yield Said("container_title", unmarked(text(at(container, "title"))), "container", ORIGIN)
    publisher = text(at(record, "publisher", "name")) or text(record.get("publisher"))
    yield Said("publisher", unmarked(publisher), "publisher", ORIGIN)
    dates = {text(each.get("dateType")): text(each.get("date")) for each in objects(record.get("dates"))}
    for name in _DATES:
        yield Said("issued", dates.get(name, ""), name, ORIGIN)
    yield Said("issued", text(record.get("publicationYear")), "publicationYear", ORIGIN)
    yield Said("doi", text(record.get("doi")), "doi", ORIGIN)
    yield Said("language", text(record.get("language")), "language", ORIGIN)
    first, last = (text(at(container, name)) for name in ("firstPage", "lastPage"))
    yield Said("pages", f"{first}–{last}" if first and last and first != last else first, "container", ORIGIN)
    for name, key in _EXTRA.items():
        yield Said("extra", text(at(container, name)), name, ORIGIN, key)
    yield Said("extra", text(record.get("version")), "version", ORIGIN, "version")


def _title(record: Object) -> str:
    """Return the title that has no type of its own, and the subtitle behind it."""
    titles = [
        (text(each.get("titleType")), unmarked(text(each.get("title")))) for each in objects(record.get("titles"))
    ]
    title = next((title for kind, title in titles if not kind), "") or next((title for _, title in titles), "")
    subtitle = next((title for kind, title in titles if kind == "Subtitle"), "")
    return f"{title}: {subtitle}" if title and subtitle and subtitle != title else title


def _name(creator: Object) -> Name | None:
    """Read a creator: parts where they are given, a person's name by its comma, any other as it stands."""
    if family := text(creator.get("familyName")):
        return people.of(unmarked(family), unmarked(text(creator.get("givenName"))))
    name = unmarked(text(creator.get("name")))
    return people.literal(name) if creator.get("nameType") == "Organizational" else people.inverted(name)
