"""BibTeX and BibLaTeX: what the fields of an entry say.

What only steers the typesetting (sort keys, options) is no part of a source and is passed over; any other field
without a place is told.
"""

import re
from collections.abc import Iterator

from bibtexparser.middlewares.names import parse_single_name_into_parts

from .. import references
from ..names import Name
from . import dated, people, tex
from .entries import ORIGIN, Entry, Fields, entries
from .found import Found, Left
from .gathering import Said, gather
from .people import Names
from .unmarked import unmarked

TYPES = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book", "bookinbook": "chapter",
    "booklet": "pamphlet", "collection": "book", "conference": "paper-conference", "dataset": "dataset",
    "electronic": "webpage", "image": "graphic", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "inreference": "entry-encyclopedia", "jurisdiction": "legal_case",
    "legal": "treaty", "legislation": "legislation", "letter": "personal_communication", "manual": "book",
    "mastersthesis": "thesis", "misc": "document", "movie": "motion_picture", "music": "song", "mvbook": "book",
    "mvcollection": "book", "mvproceedings": "book", "mvreference": "book", "online": "webpage", "patent": "patent",
    "performance": "performance", "periodical": "periodical", "phdthesis": "thesis", "proceedings": "book",
    "reference": "book", "report": "report", "review": "review", "software": "software", "standard": "standard",
    "suppbook": "chapter", "suppcollection": "chapter", "suppperiodical": "article-journal", "techreport": "report",
    "thesis": "thesis", "unpublished": "manuscript", "video": "motion_picture", "www": "webpage",
}  # fmt: skip
SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}

# Field of an entry -> field of a Reference. The first of two for one place wins.
_TEXTS = {
    "journaltitle": "container_title", "journal": "container_title", "booktitle": "container_title",
    "publisher": "publisher", "institution": "publisher", "school": "publisher", "organization": "publisher",
    "pages": "pages",
}  # fmt: skip
_VERBATIM = {
    "doi": "doi", "isbn": "isbn", "url": "url", "urldate": "access_date", "accessed": "access_date",
    "lastchecked": "access_date", "langid": "language", "language": "language", "hyphenation": "language",
}  # fmt: skip
# Field of an entry -> CSL's name, under which it is kept in `extra`.
_EXTRA = {
    "abstract": "abstract", "addendum": "note", "address": "publisher-place", "annotation": "annote",
    "annote": "annote", "articleno": "number", "chapter": "chapter-number", "edition": "edition", "eid": "number",
    "eventtitle": "event-title", "issn": "ISSN", "issue": "issue", "keywords": "keyword", "library": "call-number",
    "location": "publisher-place", "maintitle": "collection-title", "note": "note", "numpages": "number-of-pages",
    "origlocation": "original-publisher-place", "origpublisher": "original-publisher", "origtitle": "original-title",
    "pagetotal": "number-of-pages", "part": "part-number", "pmcid": "PMCID", "pmid": "PMID", "pubstate": "status",
    "series": "collection-title", "shortjournal": "container-title-short", "shorttitle": "title-short",
    "type": "genre", "venue": "event-place", "version": "version", "volume": "volume", "volumes": "number-of-volumes",
}  # fmt: skip
_DATES = {"origdate": "original-date", "origyear": "original-date", "eventdate": "event-date"}
_PEOPLE = {"editor": "editor", "translator": "translator", "bookauthor": "container-author"}
# What `number` counts, by the type of entry; elsewhere it is the source's own.
_NUMBERS = {"article": "issue", "periodical": "issue"} | dict.fromkeys(
    "book inbook bookinbook collection incollection proceedings inproceedings".split(), "collection-number"
)
# What stands under several names is one title.
_JOINED = {
    "title": ("subtitle", "titleaddon"), "booktitle": ("booksubtitle", "booktitleaddon"),
    "journaltitle": ("journalsubtitle",), "maintitle": ("mainsubtitle", "maintitleaddon"),
}  # fmt: skip
_EPRINTS = {
    "arxiv": "https://arxiv.org/abs/", "jstor": "https://www.jstor.org/stable/", "hdl": "https://hdl.handle.net/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
}  # fmt: skip
_MACHINERY = (
    "crossref xref xdata ids options sortkey sortname sorttitle sortyear sortshorthand indextitle indexsorttitle key"
    " presort entryset execute gender related relatedtype relatedoptions relatedstring langidopts eprintclass"
    " primaryclass nameaddon"
).split()
_READ = frozenset(
    "title author date year month day number howpublished eprint eprinttype archiveprefix entrysubtype".split()
).union(_MACHINERY, _TEXTS, _VERBATIM, _EXTRA, _DATES, _PEOPLE, *_JOINED.values())

_ADDRESS = re.compile(r"https?://[^\s{}]+")
_AND = re.compile(r"\\.|[{}]| and(?= )", re.IGNORECASE)
# bibtexparser parts a name at this accent, which it takes for a space.
_TILDE = re.compile(r"\\~\s*(\{?\\?[a-zA-Z]\}?)")


def read(text: str) -> Iterator[Found]:
    """Yield one Found for each entry, in order; a broken entry has no values, and its text in `left`."""
    return (_found(each) if isinstance(each, Entry) else Found(left=(each,)) for each in entries(text))


def _found(entry: Entry) -> Found:
    fields = entry.fields
    unknown = (name for name in fields if name not in _READ and "+an" not in name)
    return gather(_said(entry.kind, fields), left=(*entry.left, *(Left.of(n, fields[n], "no-place") for n in unknown)))


def _said(kind: str, fields: Fields) -> Iterator[Said]:
    known = _type(kind, fields)
    yield Said("type", known, f"@{kind}", ORIGIN)
    yield Said("type", known if known in references.TYPES else "document", f"@{kind}", ORIGIN)
    yield from _titles(fields, is_whole=known in references.WHOLE)
    yield from _names(fields)
    for name, place in _VERBATIM.items():
        yield Said(place, tex.verbatim(fields.get(name, "")), name, ORIGIN)
    for name, key in _EXTRA.items():
        yield Said("extra", _title(fields, name), name, ORIGIN, key)
    for name, key in _DATES.items():
        date = tex.verbatim(fields.get(name, ""))
        yield Said("extra", {"raw": dated.edtf(date) or date} if date else "", name, ORIGIN, key)
    yield Said("extra", _plain(fields.get("number", "")), "number", ORIGIN, _NUMBERS.get(kind, "number"))
    yield from _issued(fields)
    yield from _places(fields)


def _type(kind: str, fields: Fields) -> str:
    """Return the type of CSL, or the entry's own where there is none, to be told as one that is not known."""
    if kind == "misc" and ("url" in fields or _ADDRESS.search(fields.get("howpublished", ""))):
        return "webpage"
    return SUBTYPES.get(fields.get("entrysubtype", "").lower(), "") or TYPES.get(kind, kind)


def _titles(fields: Fields, *, is_whole: bool) -> Iterator[Said]:
    """Say the titles and the publisher; a whole has no container, and its `booktitle` is what its parts call it."""
    yield Said("title", _title(fields, "title") or (_title(fields, "booktitle") if is_whole else ""), "title", ORIGIN)
    for name, place in _TEXTS.items():
        if not (is_whole and name == "booktitle"):
            yield Said(place, _title(fields, name), name, ORIGIN)


def _title(fields: Fields, name: str) -> str:
    """Return a field with what else belongs to it: "Title: Subtitle. Addition"."""
    title = _plain(fields.get(name, ""))
    for other in _JOINED.get(name, ()) if title else ():
        if more := _plain(fields.get(other, "")):
            title += f"{':' if 'sub' in other else '.'} {more}"
    return title


def _plain(raw: str) -> str:
    return tex.text(unmarked(raw))


def _issued(fields: Fields) -> Iterator[Said]:
    yield Said("issued", tex.verbatim(fields.get("date", "")), "date", ORIGIN)
    year, month, day = (_plain(fields.get(name, "")) for name in ("year", "month", "day"))
    if month:
        yield Said("issued", dated.from_parts(year, month, day) or f"{day} {month} {year}", "month", ORIGIN)
    yield Said("issued", year, "year", ORIGIN)


def _places(fields: Fields) -> Iterator[Said]:
    """Say where else a source is read: what `howpublished` names, and what `eprint` stands for."""
    how = fields.get("howpublished", "")
    address = _ADDRESS.search(tex.verbatim(how))
    yield Said("url" if address else "publisher", address[0] if address else _plain(how), "howpublished", ORIGIN)
    number = tex.verbatim(fields.get("eprint", ""))
    archive = (fields.get("eprinttype") or fields.get("archiveprefix") or "").lower()
    if number and archive in _EPRINTS and "url" not in fields:
        yield Said("url", _EPRINTS[archive] + number, "eprint", ORIGIN)
    elif number:
        yield Said("extra", f"{archive}:{number}".strip(":"), "eprint", ORIGIN, "archive_location")


# Names ----------------------------------------------------------------------------------------------------


def _names(fields: Fields) -> Iterator[Said]:
    yield Said("authors", _people(fields.get("author", "")), "author", ORIGIN)
    for name, key in _PEOPLE.items():
        names = [person.as_csl() for person in _people(fields.get(name, ""))]
        yield Said("extra", names, name, ORIGIN, key)


def _people(raw: str) -> Names:
    line = " ".join(_TILDE.sub(r"{\\~\1}", raw).split())
    return people.all_of(map(_person, _split(f" {line} ")))


def _split(names: str) -> Iterator[str]:
    """Part names at each "and" that stands outside of braces."""
    depth = begin = 0
    for mark in _AND.finditer(names):
        depth = max(depth + {"{": 1, "}": -1}.get(mark[0], 0), 0)
        if depth == 0 and mark[0].lower() == " and":
            yield names[begin : mark.start()].strip()
            begin = mark.end()
    yield names[begin:].strip()


def _person(raw: str) -> Name | None:
    """Read one name by BibTeX's rules: words in one pair of braces, and single words, are a name as it stands."""
    if raw.lower() == "others":
        return None
    if "=" in raw and (parts := _labelled(raw)):
        family, given, prefix, suffix = (parts.get(name, "") for name in ("family", "given", "prefix", "suffix"))
        return people.of(family, given, particle=prefix, suffix=suffix)
    found = parse_single_name_into_parts(raw, strict=False)
    first, von, last, jr = (_plain(" ".join(words)) for words in (found.first, found.von, found.last, found.jr))
    if len(found.last) == 1 and not (first or von or jr):
        return people.literal(last)
    return people.of(last, first, particle=von, suffix=jr)


def _labelled(raw: str) -> Fields:
    """Read the parts of a name in BibLaTeX's other form, `family=Doe, given=Jane`; none without a family."""
    parts = (part.partition("=") for part in raw.split(","))
    found = {name.strip().lower(): _plain(value) for name, _, value in parts}
    return found if found.get("family") else {}
