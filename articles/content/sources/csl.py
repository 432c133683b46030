"""CSL-JSON: items in, what they say out. A Reference has CSL's types and most of its names, so this is nearly a copy.

Fields without a place are kept as they are, in `extra`; `id` names the item in the file that it is from and is no part
of the source.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ..clean import clean_line
from ..names import Name
from ..references import TYPES
from . import dated, people
from .found import Found, Left, UnreadableSource
from .gathering import Said, gather
from .loose import Object, listed, loads, text
from .unmarked import unmarked

ORIGIN = "CSL-JSON"

_TEXTS = {"title": "title", "container-title": "container_title", "publisher": "publisher", "page": "pages"}
_OTHERS = {"type": "type", "URL": "url", "DOI": "doi", "ISBN": "isbn", "language": "language"}
_DATES = {"issued": "issued", "accessed": "access_date"}
_HELD = frozenset({"id", "author", *_TEXTS, *_OTHERS, *_DATES})
# Where reference managers put the list of items into an object.
_LISTS = ("items", "references")


def read(raw: str) -> Iterator[Found]:
    """Yield one Found for each item, in order; one that is no item of CSL is broken, and its text is in `left`."""
    try:
        decoded = loads(raw.removeprefix("\ufeff"))
    except ValueError as error:
        raise UnreadableSource("broken", getattr(error, "lineno", 0)) from error
    for name in _LISTS:
        if isinstance(decoded, dict) and isinstance(decoded.get(name), list):
            decoded = decoded[name]
    return map(_found, listed(decoded))


def _found(item: Any) -> Found:
    if not isinstance(item, dict) or not _HELD & item.keys():
        return Found(left=(Left.of(ORIGIN, item, "broken"),))
    return gather(_said(item))


def _said(item: Object) -> Iterator[Said]:
    for name, place in _TEXTS.items():
        yield Said(place, _words(item.get(name)), name, ORIGIN)
    for name, place in _OTHERS.items():
        yield Said(place, item.get(name), name, ORIGIN)
    if text(item.get("type")) not in ("", *TYPES):
        yield Said("type", "document", "type", ORIGIN)
    yield Said("authors", people.all_of(_authors(item.get("author"))), "author", ORIGIN)
    for name, place in _DATES.items():
        yield from _date(place, name, item.get(name))
    for name, value in item.items():
        if name not in _HELD:
            yield Said("extra", value, name, ORIGIN, clean_line(name) or "?")


def _words(value: Any) -> Any:
    """Return a text without CSL's bits of markup; what is no text is left to be told."""
    return unmarked(value) if isinstance(value, str) else value


def _authors(value: Any) -> Iterator[Name | None]:
    return (people.from_csl(each) for each in listed(value) if isinstance(each, str | dict))


# Dates ----------------------------------------------------------------------------------------------------


def _date(place: str, name: str, value: Any) -> Iterator[Said]:
    """Say a date variable: its parts, or else its words; a season has no place."""
    if not isinstance(value, dict):
        yield Said(place, value, name, ORIGIN)
        return
    yield Said(place, from_variable(value), name, ORIGIN)
    for part in ("raw", "literal", "season"):
        yield Said(place, value.get(part), f"{name}.{part}", ORIGIN)


def from_variable(value: Mapping[str, Any]) -> str:
    """Return a date variable of CSL as EDTF text; as it stands where it is no date, and "" where it is empty.

    >>> from_variable({"date-parts": [["2009", 8], [2010]], "circa": True})
    '2009-08/2010~'
    """
    days = [_day(each) for each in listed(value.get("date-parts")) if isinstance(each, list)]
    about = "~" if value.get("circa") else ""
    return "/".join(day for day in days if day) + about if any(days) else ""


def _day(parts: list[Any]) -> str:
    """Write the parts of a day; a year has four digits in EDTF, and parts of 0 or nothing were not given."""
    year, month, day = (*(text(part).strip() for part in parts[:3]), "", "", "")[:3]
    year = year.zfill(4) if year.isascii() and year.isdigit() else year
    return dated.from_parts(year, month, day) or "-".join(part for part in (year, month, day) if part)
