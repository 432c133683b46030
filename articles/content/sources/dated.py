"""Dates as people and programs write them: any of them in, EDTF text out, or nothing.

Nothing is guessed: `03/04/2012` is a day in March or in April, so it is no date here; `13/04/2012` can only be one.
Times of day are left out, since a source is dated by its day. Months are named in English, as formats prescribe.
"""

import re
from collections.abc import Callable

from .. import dates
from ..clean import clean_line

_LONGEST = 100
_MONTHS = "january february march april may june july august september october november december".split()
_DAY_NAME = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_TIME = re.compile(r"(?<=\d)(?:T|,?\s+(?:at\s+)?)\d{1,2}:\d{2}.*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:c\.|ca\.?|circa|about|approx\.?)\s*(?=\d)", re.IGNORECASE)
_COPYRIGHT = re.compile(r"^(?:©|\(c\)|c|cop\.|copyright)\s*(?=\d{4}$)", re.IGNORECASE)
_MONTH = r"([a-z]{3,9})\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|\.)?"


def edtf(text: str) -> str:
    """Return the date that a text says, or "" where it says none that can be kept.

    >>> edtf("August 27th, 2009"), edtf("1948/07//"), edtf("c. 1999")
    ('2009-08-27', '1948-07', '1999~')
    """
    line = clean_line(text).strip("[]()., ")
    if not line or len(line) > _LONGEST:
        return ""
    line = _DAY_NAME.sub("", _TIME.sub("", line))
    if dates.is_date(line):
        return line
    bare = _COPYRIGHT.sub("", _ABOUT.sub("", line))
    about = "~" if _ABOUT.match(line) else ""
    read = (reading(found) for pattern, reading in _FORMS if (found := pattern.fullmatch(bare)))
    return next((date + about for date in read if dates.is_date(date + about)), "")


def from_parts(year: str, month: str = "", day: str = "") -> str:
    """Return the date that numbers or names in separate fields say, as precise as they can be read.

    >>> from_parts("2009", "aug", "27"), from_parts("2009", "summer")
    ('2009-08-27', '')
    """
    number = month if month.isascii() and month.isdigit() else _number(month)
    if month and not number:
        return edtf(f"{month} {year}")
    return edtf(_joined(year.strip(), number, day.strip()))


def _joined(year: str, month: str, day: str) -> str:
    """Write parts as EDTF; a month or a day of 0 is one that was not given."""
    parts = [year, *(part.zfill(2) for part in (month, day) if part.strip("0"))]
    return "-".join(parts)


def _number(name: str) -> str:
    """Return the number of a month that is named or shortened; "" for another word."""
    word = name.strip(". ").lower()
    return next((str(n) for n, month in enumerate(_MONTHS, 1) if len(word) > 2 and month.startswith(word)), "")


def _named(year: str, month: str, day: str | None) -> str:
    number = _number(month)
    return _joined(year, number, day or "") if number else ""


def _between(year: str, first: str, last: str) -> str:
    return f"{_named(year, first, '')}/{_named(year, last, '')}"


def _numeric(found: re.Match[str]) -> str:
    """Read day and month before the year; where both orders are possible, none is taken."""
    first, sign, second, year = found.groups()
    day_first, month_first = _joined(year, second, first), _joined(year, first, second)
    if sign == "." or first == second:
        return day_first
    possible = [date for date in (day_first, month_first) if dates.is_date(date)]
    return possible[0] if len(possible) == 1 else ""


def _form(pattern: str, reading: Callable[[re.Match[str]], str]) -> tuple[re.Pattern[str], Callable[..., str]]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII), reading


_FORMS = (
    _form(r"(\d{4}[~?]?)", lambda f: f[1]),
    _form(r"(\d{4})[-/.](\d{1,2})?(?:[-/.](\d{1,2})?)?[-/.]*", lambda f: _joined(f[1], f[2] or "", f[3] or "")),
    _form(r"(\d{4})(\d\d)(\d\d)", lambda f: _joined(*f.groups())),
    _form(r"(\d{4})\s*(?:[–—/]|-{1,3})\s*(\d{4})", lambda f: f"{f[1]}/{f[2]}"),
    _form(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", _numeric),
    _form(rf"(?:{_DAY}[\s-]+(?:of\s+)?)?{_MONTH},?[\s-]+(\d{{4}})", lambda f: _named(f[3], f[2], f[1])),
    _form(rf"{_MONTH}\s+{_DAY},?\s+(\d{{4}})", lambda f: _named(f[3], f[1], f[2])),
    _form(rf"(\d{{4}}),?[\s-]+{_MONTH}(?:[\s-]+{_DAY})?", lambda f: _named(f[1], f[2], f[3])),
    _form(r"(\d{1,2})/(\d{4})", lambda f: _joined(f[2], f[1], "")),
    _form(rf"{_MONTH}\s*[/–-]\s*{_MONTH},?\s+(\d{{4}})", lambda f: _between(f[3], f[1], f[2])),
    _form(rf"(\d{{4}}),?\s+{_MONTH}\s*[/–-]\s*{_MONTH}", lambda f: _between(*f.groups())),
)
