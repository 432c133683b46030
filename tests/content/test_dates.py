"""Dates as sources give them: which are read, into what, and which are not."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content.dates import BadDate, Day, PartialDate, days_between, earliest, is_date, parse

from . import strategies

BAD = (
    "2012-1 12012 2012-00 2012-13 2012-21 2012-02-30 1900-02-29 2012-01-00 2012-01-32 201 -2012 20120130 2012/ /2012"
    " 2012/.. 2005/2004 2004-07/2004-06 2004/2005/2006 2012?~ ~2012 2012~~ 2012T10:00:00 2012-01T10:00:00Z 2012-01-01T"
    " 2012-01-01T24:00:00 2012-01-01T10:00 2012-01-01T10:60:00Z 2012-01-01T10:00:00Z~ 2012-01-01t10:00:00 201X 2012-XX"
    " ٢٠١٢ ２０１２ 2012-٠١ ?"
).split()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2012", Day(2012), None),
        ("2012-01", Day(2012, 1), None),
        ("2012-01-30", Day(2012, 1, 30), None),
        ("0000", Day(0), None),
        ("0000-02-29", Day(0, 2, 29), None),
        ("2000-02-29", Day(2000, 2, 29), None),
        ("2012~", Day(2012, approximate=True), None),
        ("2012-01?", Day(2012, 1, uncertain=True), None),
        ("2012-01-30%", Day(2012, 1, 30, approximate=True, uncertain=True), None),
        ("2012-01-01T10:00:00Z", Day(2012, 1, 1), None),
        ("2012-01-01T23:59:59", Day(2012, 1, 1), None),
        ("2012-01-01T10:00:00+06:30", Day(2012, 1, 1), None),
        ("2012-01-01T10:00:00-05", Day(2012, 1, 1), None),
        ("2004/2005", Day(2004), Day(2005)),
        ("2004/2004", Day(2004), Day(2004)),
        ("2004-06/2004", Day(2004, 6), Day(2004)),
        ("2004/2004-06", Day(2004), Day(2004, 6)),
        ("2004-06-11~/2006-08?", Day(2004, 6, 11, approximate=True), Day(2006, 8, uncertain=True)),
    ],
)
def test_date_is_read(text, start, end):
    assert parse(text) == PartialDate(start, end)
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    [*BAD, "", " ", "2012 ", " 2012", "2012\n", "30 January 2012", "2012-01 ~"],
)
def test_other_text_is_refused(text):
    assert not is_date(text)
    with pytest.raises(BadDate, match="not a date") as caught:
        parse(text)
    assert caught.value.text == text


@given(st.dates())
def test_every_day_is_read(day: datetime.date):
    assert parse(day.isoformat()).start == Day(day.year, day.month, day.day)


@given(strategies.text)
def test_any_text_is_read_or_refused(text):
    assert is_date(text) in (True, False)


@given(st.dates(), st.dates())
def test_interval_runs_forward(one: datetime.date, other: datetime.date):
    assert is_date(f"{one}/{other}") is (one <= other)


def test_missing_parts_compare_as_asked():
    assert earliest(Day(2012)) == (2012, 0, 0)
    assert earliest(Day(2012, 5), fill=99) == (2012, 5, 99)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2012-01-30", "2012-02-01", 2),
        ("2012-01-30", "2012-01-30", 0),
        ("2012-01-30", "2012-01-29", -1),
        ("2012", "2013", 1),
        ("2012-02", "2012-03", 1),
        ("2012-12", "2013-01-05", 5),
        ("2012", "2012-05", -244),
        ("2011/2012", "2013/2014", 1),
        ("2012~", "2014", 0),
        ("2012", "2014?", 0),
        ("2011~/2012", "2014", 366),
        ("0000", "0001", 1),
        ("9999-12-30", "9999-12-31", 1),
    ],
)
def test_days_between_are_those_that_are_sure(one, other, days):
    assert days_between(parse(one), parse(other)) == days


@given(st.dates(), st.dates())
def test_days_between_days_are_counted(one: datetime.date, other: datetime.date):
    assert days_between(parse(one.isoformat()), parse(other.isoformat())) == (other - one).days
