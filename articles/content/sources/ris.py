"""RIS: tagged lines in, what they say out.

Read as programs write it: one space or two before the hyphen, any way of ending a line, records that are not closed,
values that go on in the next line. What stands between records is passed over.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .. import references
from ..snapshot import REFERENCE_FIELDS
from . import dated, kinds, people
from .found import Found, Left
from .gathering import Said, gather
from .unmarked import unmarked

ORIGIN = "RIS"

TYPES = {
    "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic", "ART": "graphic",
    "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CHART": "figure",
    "CLSWK": "classic", "COMP": "software", "CONF": "book", "CPAPER": "paper-conference", "CTLG": "book",
    "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter",
    "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "EQUA": "figure",
    "FIGURE": "figure", "GEN": "document", "GOVDOC": "report", "GRANT": "document", "HEAR": "hearing",
    "ICOMM": "personal_communication", "INPR": "article-journal", "INTV": "interview", "JFULL": "periodical",
    "JOUR": "article-journal", "LEGAL": "legislation", "MANSCPT": "manuscript", "MAP": "map",
    "MGZN": "article-magazine", "MPCT": "motion_picture", "MULTI": "webpage", "MUSIC": "musical_score",
    "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication",
    "RPRT": "report", "SER": "book", "SLIDE": "speech", "SOUND": "song", "STAND": "standard", "STAT": "legislation",
    "THES": "thesis", "UNBILL": "bill", "UNPB": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip

# Tag -> field of a Reference, or CSL's name under which it is kept in `extra`. The first of two for one place wins.
_TEXTS = {
    "TI": "title", "T1": "title", "CT": "title", "JF": "container_title", "T2": "container_title",
    "JO": "container_title", "BT": "container_title", "PB": "publisher",
    "JA": "container-title-short", "J1": "container-title-short", "J2": "container-title-short",
    "T3": "collection-title", "VL": "volume", "VO": "volume", "IS": "issue", "CP": "issue", "M1": "number",
    "ET": "edition", "CY": "publisher-place", "PP": "publisher-place", "AB": "abstract", "N2": "abstract",
    "N1": "note", "ST": "title-short", "CN": "call-number", "M3": "genre", "NV": "number-of-volumes", "SE": "section",
    "RI": "reviewed-title", "DP": "source", "DB": "archive",
}  # fmt: skip
# What the same tags say of a book, a report, a thesis.
_OF_WHOLES = {"BT": "title", "T2": "collection-title"}
_OTHERS = {"DO": "doi", "DI": "doi", "LA": "language"}
_DATES = {"DA": "issued", "Y1": "issued", "PY": "issued", "YR": "issued", "Y2": "access_date", "RD": "access_date"}
_PEOPLE = {"editor": ("A2", "ED"), "collection-editor": ("A3",), "translator": ("A4", "TA")}
_READ = frozenset("TY ER ID AU A1 UR LK SP EP SN KW".split()).union(_TEXTS, _OTHERS, _DATES, *_PEOPLE.values())

_LINE = re.compile(r"[ \t\xa0]*([A-Z][A-Z0-9])[ \t\xa0]{1,2}-(?:[ \t\xa0]+(.*)|[ \t\xa0]*)")
_LINE_END = re.compile(r"\r\n?|\n")
# What people write after the day: "2009/05/03/Spring".
_AFTER_DAY = re.compile(r"(\d{4}/\d{0,2}/\d{0,2})/(.+)", re.ASCII)
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]\b.*", re.ASCII)


@dataclass(slots=True)
class _Record:
    """A record as it is read: the line of its beginning, and its tags in order with the lines of their values."""

    line: int
    tags: list[tuple[str, list[str]]] = field(default_factory=list)

    def all(self, *tags: str) -> list[str]:
        """Return the values of the tags, in the order in which the tags are named."""
        return [
            value for tag in tags for name, lines in self.tags if name == tag and (value := " ".join(lines).strip())
        ]


def read(text: str) -> Iterator[Found]:
    """Yield one Found for each record, in order; one without a type is broken, and its text is in `left`."""
    return (_found(record) if record.tags[0][0] == "TY" else _broken(record) for record in _records(text))


def _records(text: str) -> Iterator[_Record]:
    """Yield the records of a text: from TY, or any tag, to ER or to the next TY."""
    record: _Record | None = None
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        found = _LINE.fullmatch(line)
        if found is None:
            if record and line.strip():
                record.tags[-1][1].append(line.strip())
            continue
        tag = found[1]
        if record and tag in ("TY", "ER"):
            yield record
            record = None
        if tag != "ER":
            record = record or _Record(number)
            record.tags.append((tag, [(found[2] or "").strip()]))
    if record:
        yield record


def _broken(record: _Record) -> Found:
    text = "\n".join(f"{tag}  - {' '.join(lines)}" for tag, lines in record.tags)
    return Found(left=(Left.of(ORIGIN, text, "broken", record.line),))


def _found(record: _Record) -> Found:
    known = _READ | _TEXTS.keys() | _OTHERS.keys() | _PEOPLE.keys() | _DATES.keys()
    unknown = (
        Left.of(tag, " ".join(lines), "no-place") for tag, lines in record.tags if tag not in known and any(lines)
    )
    return gather(_said(record), left=unknown)


def _said(record: _Record) -> Iterator[Said]:
    for kind in record.all("TY"):
        known = TYPES.get(kind.upper(), "")
        yield Said("type", known or kind, "TY", ORIGIN)
        yield Said("type", known or "document", "TY", ORIGIN)
    is_whole = TYPES.get(record.tags[0][1][0], "") in references.WHOLE
    yield from _each(record, _TEXTS | _OF_WHOLES if is_whole else _TEXTS)
    yield from _each(record, _OTHERS)
    yield Said("authors", _names(record, "AU", "A1"), "AU", ORIGIN)
    for key, tags in _PEOPLE.items():
        yield Said("extra", [name.as_csl() for name in _names(record, *tags)], tags[0], ORIGIN, key)
    for tag, place in _DATES.items():
        for value in record.all(tag):
            yield from _date(tag, place, value)
    yield from _numbers(record)


def _each(record: _Record, table: Mapping[str, str]) -> Iterator[Said]:
    """Say the values of the tags of a table; a place that is no field is CSL's name in `extra`."""
    for tag, place in table.items():
        for value in record.all(tag):
            is_field = place in REFERENCE_FIELDS
            yield Said(place if is_field else "extra", unmarked(value), tag, ORIGIN, "" if is_field else place)


def _names(record: _Record, *tags: str) -> people.Names:
    return people.all_of(map(people.inverted, record.all(*tags)))


def _date(tag: str, place: str, value: str) -> Iterator[Said]:
    after = _AFTER_DAY.fullmatch(value)
    if after and not dated.edtf(value):
        yield Said(place, after[1], tag, ORIGIN)
        yield Said(place, after[2], tag, ORIGIN)
    else:
        yield Said(place, value, tag, ORIGIN)


def _numbers(record: _Record) -> Iterator[Said]:
    """Say addresses, pages, keywords, and what SN numbers: a book or a journal."""
    for tag in ("UR", "LK"):
        for value in record.all(tag):
            for address in re.split(r";\s*(?=https?://)", value):
                yield Said("url", address, tag, ORIGIN)
    first, last = (next(iter(record.all(tag)), "") for tag in ("SP", "EP"))
    pages = f"{first}–{last}" if first and last and first != last and last not in first.split("-") else first or last
    yield Said("pages", pages, "SP", ORIGIN)
    yield Said("extra", ", ".join(record.all("KW")), "KW", ORIGIN, "keyword")
    for value in record.all("SN"):
        if _ISSN.fullmatch(value) and not kinds.isbn(value):
            yield Said("extra", value, "SN", ORIGIN, "ISSN")
        else:
            yield Said("isbn", value, "SN", ORIGIN)
