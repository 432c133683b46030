"""References and what cites them: what is cited and gone, never cited, there twice, or says too little of itself.

Two references are one source where an identifier says so, or title, author and date together; never where one of
their identifiers, or what they say of the part that is meant, tells them apart.
"""

import re
from collections.abc import Callable, Iterator

from .. import dates, identifiers, references
from ..problems import Place
from ..snapshot import Reference
from ..sources import archived
from ..words import fold
from .finding import Fault
from .reading import Reading

# What changes as long as it is kept up: the day on which it was read says which state of it is meant.
CHANGING = frozenset(
    "dataset entry entry-dictionary entry-encyclopedia map post software webpage personal_communication".split()
)

_ADDRESS = re.compile(r"(?<![\w/])(?:https?://|www\.)[^\s<>\"]{4,}", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")
_STOPS = ".,;:!?)]}'’”»"


def deleted(reading: Reading) -> Iterator[Fault]:
    """Yield the citations of references that are not there."""
    known = {reference.key for reference in reading.snapshot.references}
    for passage in reading.passages:
        for key in dict.fromkeys(passage.cited):
            if key not in known:
                yield Fault(passage.place, key, {"key": key})


def never_cited(reading: Reading) -> Iterator[Fault]:
    """Yield the references that nothing in the text cites."""
    cited = {key for passage in reading.passages for key in passage.cited}
    for reference in reading.snapshot.references:
        if reference.key not in cited:
            yield _fault(reference, "key")


def bare(reading: Reading) -> Iterator[Fault]:
    """Yield the references of which only the address is known, and the addresses that stand written out in the text."""
    for reference in reading.snapshot.references:
        if references.is_bare(reference):
            yield _fault(reference, "url")
    for passage in reading.passages:
        for line in passage.lines:
            for found in _ADDRESS.finditer(line.read):
                yield Fault(passage.place, found[0].rstrip(_STOPS))


def untitled(reading: Reading) -> Iterator[Fault]:
    """Yield the references that have no title; bare addresses are told as such."""
    for reference in reading.snapshot.references:
        if not (references.is_bare(reference) or _is_title(reference.title)):
            yield _fault(reference, "title")


# What programs write where they found no title, and the address of a site instead of one.
_NO_TITLES = frozenset({
    "archived copy", "archive copy", "home", "home page", "homepage", "index", "untitled", "404", "404 not found",
    "error 404", "not found", "page not found", "access denied", "just a moment...", "pdf",
})  # fmt: skip
_SITE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}/?")


def _is_title(title: str) -> bool:
    said = title.strip().lower()
    return bool(said) and said not in _NO_TITLES and not _SITE.fullmatch(said)


def undated(reading: Reading) -> Iterator[Fault]:
    """Yield the references that have no date; what changes may have the day on which it was read instead."""
    for reference in reading.snapshot.references:
        changes = reference.type in CHANGING
        is_read = changes and (reference.access_date or reference.archive_date)
        if not (reference.issued or is_read or references.is_bare(reference)):
            yield _fault(reference, "issued", **({} if changes else {"case": "fixed"}))


# Dates ----------------------------------------------------------------------------------------------------


# What comes first, and what cannot be before it. The address of a copy tells the same day as the date of archiving.
_ORDER = (
    ("archive_url", "archive_date"),
    ("archive_date", "archive_url"),
    ("issued", "access_date"),
    ("issued", "archive_date"),
    ("issued", "archive_url"),
)


def out_of_order(reading: Reading) -> Iterator[Fault]:
    """Yield the references that were read or archived before they were there, or archived on another day than said."""
    for reference in reading.snapshot.references:
        said = {name: getattr(reference, name) for name in ("issued", "access_date", "archive_date")}
        said["archive_url"] = _kept_on(reference.archive_url) if reference.archive_url else ""
        days = {name: date for name, day in said.items() if day and (date := dates.read(day))}
        wrong = (pair for pair in _ORDER if days.keys() >= {*pair} and _is_before(days[pair[1]], days[pair[0]]))
        if pair := next(wrong, None):
            early, late = pair
            values = {"early": early, "late": late, "first": said[early], "then": said[late]}
            yield _fault(reference, late, **values)


def _kept_on(url: str) -> str:
    """Return the day that the address of an archived copy tells, or ""; that of a copy of a copy tells two."""
    copied = archived.copy(url)
    inner = "http" + url[1:].partition("http")[2]
    return copied.date if copied and archived.copy(inner) is None else ""


def _is_before(one: dates.PartialDate, other: dates.PartialDate) -> bool:
    """Tell whether one date was surely over before the other began; a day apart is a matter of time zones."""
    return dates.days_between(one, other) > 1


# One source, twice ----------------------------------------------------------------------------------------


def repeated(reading: Reading) -> Iterator[Fault]:
    """Yield each reference that names the same source as one before it."""
    first: dict[tuple[str, ...], Reference] = {}
    for reference in reading.snapshot.references:
        names = list(_identities(reference))
        same = (
            first[name]
            for name in names
            if name in first and not (name[0] == "work" and _differ(first[name], reference))
        )
        if earlier := next(same, None):
            values = {"other": earlier.key, "label": references.label(earlier)}
            if reference.pages and earlier.pages and reference.pages != earlier.pages:
                values["case"] = "pages"
            yield _fault(reference, _names_it(reference), **values)
        for name in names:
            first.setdefault(name, reference)


def _identities(reference: Reference) -> Iterator[tuple[str, ...]]:
    """Yield what names a source: DOI, address, ISBN with title, or title with who and when; the surest first."""
    title = _letters(reference.title)
    if doi := identifiers.doi(reference.doi) or identifiers.doi(reference.url):
        yield "doi", doi.lower()
    if reference.url:
        copied = archived.copy(reference.url)
        yield "url", identifiers.same_address(copied.page if copied else reference.url)
    if isbn := _isbn(reference):
        yield "isbn", isbn, title
    names = (name.family or name.literal for name in reference.authors)
    who = next(
        (said for name in (*names, reference.container_title, reference.publisher) if (said := _letters(name))), ""
    )
    if title and who and dates.is_date(reference.issued):
        yield "work", title, who, reference.issued[:4]


def _letters(text: str) -> str:
    """Return the letters and digits of a text, in the form in which texts are compared."""
    return "".join(_LETTERS.findall(fold(text)))


def _isbn(reference: Reference) -> str:
    """Return the nine digits that an ISBN of ten and one of thirteen share."""
    digits = re.sub(r"[\s-]", "", identifiers.isbn(reference.isbn))
    return digits[-10:-1]


def _differ(one: Reference, other: Reference) -> bool:
    """Tell whether something tells two references of one title, author and year apart."""
    is_named_alike = one.issued == other.issued and len(one.issued) >= _DAY and one.title.count(" ") > 1
    return any(
        a and b and not a.startswith(b) and not b.startswith(a)
        for a, b in ((said(one), said(other)) for said in _TELLING)
    ) or bool(one.url and other.url and not is_named_alike)


_DAY = len("2012-01-30")
_TELLING: tuple[Callable[[Reference], str], ...] = (
    lambda r: r.issued,
    lambda r: identifiers.doi(r.doi).lower(),
    _isbn,
    lambda r: r.pages,
    *(
        (lambda r, name=name: str(r.extra.get(name, "")))
        for name in ("volume", "issue", "number", "edition", "chapter-number")
    ),
)


def _names_it(reference: Reference) -> str:
    """Return the field of a reference that names its source best."""
    return next((name for name in ("url", "doi", "isbn") if getattr(reference, name)), "title")


def _fault(reference: Reference, name: str, /, **values: str) -> Fault:
    """Return a fault of a reference; it concerns the source, so all that names one counts."""
    named = {each: said for each in _NAMES if (said := getattr(reference, each))}
    return Fault(Place("reference", reference.key, name), references.label(reference), {**named, **values})


_NAMES = ("key", "title", "container_title", "url", "doi", "isbn")
