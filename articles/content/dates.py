"""Dates as sources give them: EDTF level 0, and the `~` and `?` of level 1.

A date is kept as it was written and never padded: "2012" stays a year. This module reads such a date into
its parts; words for it are the interface's part.
Source: the Extended Date/Time Format of the Library of Congress (ISO 8601-2:2019).
"""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]([01]\d|2[0-3])(:[0-5]\d)?)?", re.ASCII)


_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Days after which the proleptic Gregorian calendar repeats itself; Python's own starts at year 1.
_CYCLE = 146_097


class BadDate(ValueError):
    """The text is no date of the forms that are kept; `text` is what was given."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not a date: {text!r}")
        self.text = text


@dataclass(frozen=True, slots=True)
class Day:
    """A year, a month or a day, as precise as it was given; 0 where it was not."""

    year: int
    month: int = 0
    day: int = 0
    approximate: bool = False
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or an interval between two."""

    start: Day
    end: Day | None = None


def parse(text: str) -> PartialDate:
    """Read a date or an interval; raise BadDate, naming the text, where it is neither.

    >>> parse("2012-01~").start
    Day(year=2012, month=1, day=0, approximate=True, uncertain=False)
    """
    start, slash, end = text.partition("/")
    if not slash:
        return PartialDate(_day(start, whole=text))
    interval = PartialDate(_day(start, whole=text), _day(end, whole=text))
    if earliest(interval.start) > earliest(_day(end, whole=text), fill=99):
        raise BadDate(text)
    return interval


def read(text: str) -> PartialDate | None:
    """Read a date or an interval as parse does; return None where the text is neither."""
    try:
        return parse(text)
    except BadDate:
        return None


def is_date(text: str) -> bool:
    """Tell whether parse would read the text."""
    return read(text) is not None


def earliest(day: Day, *, fill: int = 0) -> tuple[int, int, int]:
    """Return (year, month, day) for comparing; parts that were not given count as `fill`."""
    return day.year, day.month or fill, day.day or fill


def days_between(one: PartialDate, other: PartialDate) -> int:
    """Return how many days surely lie between the end of one date and the beginning of the other.

    Where they may meet, or one of them is only about right, that is 0 or less; a day and the next are 1 apart.

    >>> days_between(parse("2012"), parse("2013-01-03")), days_between(parse("2012"), parse("2012-05"))
    (3, -244)
    """
    last, first = one.end or one.start, other.start
    if any(day.approximate or day.uncertain for day in (last, first)):
        return 0
    month = last.month or 12
    return _ordinal(first.year, first.month or 1, first.day or 1) - _ordinal(
        last.year, month, last.day or _days(last.year, month)
    )


def _ordinal(year: int, month: int, day: int) -> int:
    return year // 400 * _CYCLE + date(year % 400 + 400, month, day).toordinal()


def _day(text: str, *, whole: str) -> Day:
    body = text.rstrip("~?%")
    marks = text[len(body) :]
    if len(marks) > 1:
        raise BadDate(whole)
    body, t, time = body.partition("T")
    found = _DATE.fullmatch(body)
    if found is None or (t and (not found[3] or marks or not _TIME.fullmatch(time))):
        raise BadDate(whole)
    year, month, day = (int(part or 0) for part in found.groups())
    if (found[2] and not 1 <= month <= 12) or (found[3] and not 1 <= day <= _days(year, month)):
        raise BadDate(whole)
    return Day(year, month, day, approximate=marks in ("~", "%"), uncertain=marks in ("?", "%"))


def _days(year: int, month: int) -> int:
    return _LENGTHS[month] + (month == 2 and isleap(year))
