"""References in the house style: one table by type says which parts are printed, and in which order.

The style follows the manner of Wikipedia's Citation Style 1: titles of parts in quotation marks, titles of
wholes in italics, then who published it, when, where it is kept, when it was read. What comes out are parts
with a kind; the words between them ("Archived from the original on") are the interface's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from . import dates, identifiers
from .snapshot import Reference

# The types of CSL 1.0.2.
TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset"
    " document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation"
    " manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical"
    " personal_communication post post-weblog regulation report review review-book software song speech standard thesis"
    " treaty webpage"
).split()

# Works that are named whole; every other type is a part of something and stands in quotation marks.
WHOLE = frozenset(
    "bill book broadcast classic collection dataset legal_case legislation manuscript map motion_picture musical_score"
    " pamphlet periodical regulation report software standard thesis treaty".split()
)


# Fields that sources of every type have, and those that only some types are asked for.
ALWAYS_ASKED = ("title", "authors", "issued", "url", "access_date", "archive_url", "archive_date")
ASKED_OF = {
    "container_title": frozenset(
        "article article-journal article-magazine article-newspaper broadcast chapter entry entry-dictionary"
        " entry-encyclopedia figure graphic interview map paper-conference performance post post-weblog review"
        " review-book song webpage".split()
    ),
    "publisher": frozenset(
        "bill book broadcast chapter classic collection dataset document entry-dictionary entry-encyclopedia hearing"
        " legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent"
        " periodical regulation report software standard thesis treaty".split()
    ),
    "pages": frozenset(
        "article article-journal article-magazine article-newspaper book chapter entry entry-dictionary"
        " entry-encyclopedia legal_case paper-conference report review review-book treaty".split()
    ),
    "doi": frozenset(
        "article article-journal book chapter dataset document entry entry-encyclopedia paper-conference report review"
        " review-book software standard thesis".split()
    ),
    "isbn": frozenset(
        "book chapter classic collection entry-dictionary entry-encyclopedia map musical_score paper-conference"
        " report thesis".split()
    ),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One printed part of a reference: its kind, its text or its date, the address that it leads to."""

    kind: str
    text: str = ""
    url: str = ""
    date: dates.PartialDate | None = None


_BY_AUTHOR = ("authors", "issued", "title", "container", "volume", "publisher", "pages")
_BY_TITLE = ("title", "container", "volume", "publisher", "issued", "pages")
_AFTER = ("doi", "isbn", "language", "archive", "accessed", "quote")


def parts(reference: Reference) -> tuple[Part, ...]:
    """Return the printed parts of a reference in order; parts that it lacks are left out."""
    order = _BY_AUTHOR if reference.authors else _BY_TITLE
    return tuple(part for kind in (*order, *_AFTER) if (part := _PRINTED[kind](reference)))


def asked(kind: str) -> tuple[str, ...]:
    """Return the fields that a source of this type is asked for."""
    return (*ALWAYS_ASKED, *(name for name, kinds in ASKED_OF.items() if kind in kinds))


def is_bare(reference: Reference) -> bool:
    """Tell whether nothing but an address is known of the source."""
    return bool(reference.url) and not (reference.title or reference.authors or reference.container_title)


def label(reference: Reference) -> str:
    """Return the shortest name of a source that an editor would know it by."""
    return reference.title or reference.url or reference.container_title or reference.doi or reference.key


def target(reference: Reference) -> str:
    """Return the address at which the source is read: its own, else its DOI's, else the archived copy's."""
    return reference.url or _doi_url(reference) or reference.archive_url


def _doi_url(reference: Reference) -> str:
    known = identifiers.doi(reference.doi)
    return f"https://doi.org/{quote(known, safe='/:;()')}" if known else ""


def _authors(reference: Reference) -> Part | None:
    names = (n.literal or (f"{n.family}, {n.given}" if n.given else n.family) for n in reference.authors)
    return _text("authors", "; ".join(names))


def _title(reference: Reference) -> Part | None:
    kind = "bare" if is_bare(reference) else "whole" if reference.type in WHOLE else "title"
    text = reference.title or reference.url
    return Part(kind, text, target(reference)) if text else None


def _volume(reference: Reference) -> Part | None:
    volume, issue = (str(reference.extra.get(name, "")) for name in ("volume", "issue"))
    return _text("volume", f"{volume} ({issue})" if volume and issue else volume or issue)


def _date(kind: str, text: str) -> Part | None:
    """Return a part with a date; what is no date, in a Snapshot that nobody checked, is printed as it stands."""
    date = dates.read(text)
    return Part(kind, text, date=date) if date else _text("as-written", text)


def _archive(reference: Reference) -> Part | None:
    url, text = reference.archive_url, reference.archive_date
    return Part("archive", text, url, dates.read(text)) if url else None


def _text(kind: str, text: str, url: str = "") -> Part | None:
    return Part(kind, text, url) if text else None


_PRINTED: dict[str, Callable[[Reference], Part | None]] = {
    "authors": _authors,
    "issued": lambda r: _date("year" if r.authors else "issued", r.issued),
    "title": _title,
    "container": lambda r: _text("container", r.container_title),
    "volume": _volume,
    "publisher": lambda r: _text("publisher", r.publisher),
    "pages": lambda r: _text("pages", r.pages),
    "doi": lambda r: _text("doi", identifiers.doi(r.doi) or r.doi, _doi_url(r)),
    "isbn": lambda r: _text("isbn", r.isbn),
    "language": lambda r: _text("language", r.language),
    "archive": _archive,
    "accessed": lambda r: _date("accessed", r.access_date),
    "quote": lambda r: _text("quote", r.quote),
}
