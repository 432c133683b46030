"""What each field of a Reference takes: a value from outside in, what is kept of it out. The rules are the form's.

A value is taken whole or refused with a code. Only where a field holds several things, names or ISBNs, may some of
them be kept and the rest be told.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .. import limits
from ..clean import clean_line, clean_text
from ..names import Name
from ..references import TYPES
from . import dated, kinds, languages, people
from .found import as_json

# A value in; what is kept of it, and what is not.
type Fit = Callable[[Any], tuple[Any, Any]]

_DEEPEST = 8
_LARGEST = 10**15


class Unfit(Exception):
    """A value that its field does not take; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fit(name: str, value: Any) -> tuple[Any, Any]:
    """Return what the field takes of a value, and what it does not; raise Unfit where it takes nothing of it."""
    kept, rest = _FITS[name](value)
    if isinstance(kept, str) and len(kept) > limits.REFERENCE[name]:
        raise Unfit("too-long")
    return kept, rest


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise Unfit("bad-value")
    return as_json(_number(value))


def _line(value: Any) -> tuple[str, str]:
    return clean_line(_string(value)), ""


def _tested(read: Callable[[str], str], code: str) -> Fit:
    """Return a fit that takes what `read` makes of a line."""

    def tested(value: Any) -> tuple[str, str]:
        line, _ = _line(value)
        known = read(line) if line else ""
        if line and not known:
            raise Unfit(code)
        return known, ""

    return tested


def _authors(value: tuple[Name, ...]) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    return people.within(value, limits.REFERENCE["authors"])


def _isbn(value: Any) -> tuple[str, str]:
    """Take the first ISBN that checks; catalogues write several into one field, with remarks."""
    line, _ = _line(value)
    good = list(dict.fromkeys(known for each in _isbns(line) if (known := kinds.isbn(each))))
    if line and not good:
        raise Unfit("bad-isbn")
    return (good[0], "; ".join(good[1:])) if good else ("", "")


def _isbns(line: str) -> Iterator[str]:
    yield line
    for part in line.replace("(", ",").replace(";", ",").replace("/", ",").split(","):
        yield part.strip(" :)")
        yield from part.split()


def _extra(value: Any) -> tuple[Any, str]:
    return _plain(value, 0), ""


def _plain(value: Any, depth: int) -> Any:
    """Return decoded JSON without what a database cannot keep; raise Unfit for what is no JSON, or nests too deep."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list) and depth < _DEEPEST:
        return [_plain(each, depth + 1) for each in value]
    if isinstance(value, dict) and depth < _DEEPEST:
        return {clean_line(str(name)): _plain(each, depth + 1) for name, each in value.items()}
    return value if value is None or isinstance(value, bool) else _number(value)


def _number(value: Any) -> int | float:
    if isinstance(value, int | float) and abs(value) < _LARGEST:  # which infinity and NaN are not
        return value
    raise Unfit("bad-value")


_DATE = _tested(dated.edtf, "bad-date")
_ADDRESS = _tested(kinds.address, "bad-url")
_FITS: Mapping[str, Fit] = {
    "type": _tested(lambda line: line if line in TYPES else "", "bad-type"),
    "title": _line,
    "authors": _authors,
    "container_title": _line,
    "publisher": _line,
    "issued": _DATE,
    "url": _ADDRESS,
    "archive_url": _ADDRESS,
    "archive_date": _DATE,
    "access_date": _DATE,
    "doi": _tested(kinds.doi, "bad-doi"),
    "isbn": _isbn,
    "pages": _line,
    "quote": lambda value: (clean_text(_string(value)), ""),
    "language": _tested(languages.tag, "bad-language"),
    "extra": _extra,
}
