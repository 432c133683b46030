"""A time as people say it, on the clock of a place."""

import pytest

from articles.content.clock import moment


@pytest.mark.parametrize(("said", "zone", "found"), [
    ("2026-11-28T09:00", "UTC", "2026-11-28T09:00:00+00:00"),
    ("2026-11-28T09:00", "Asia/Yangon", "2026-11-28T02:30:00+00:00"),
    ("2026-07-01T09:00", "Europe/Vienna", "2026-07-01T07:00:00+00:00"),
    ("2026-12-01T09:00", "Europe/Vienna", "2026-12-01T08:00:00+00:00"),
    ("2026-10-25T02:30", "Europe/Vienna", "2026-10-25T00:30:00+00:00"),  # comes twice: the first
    ("2026-10-25T03:00", "Europe/Vienna", "2026-10-25T02:00:00+00:00"),
])  # fmt: skip
def test_time_on_a_clock_is_one_moment(said: str, zone: str, found: str) -> None:
    assert moment(said, zone).isoformat() == found


@pytest.mark.parametrize(("said", "zone", "why"), [
    ("2026-03-29T02:30", "Europe/Vienna", "skipped"),
    ("2026-11-28T09:00", "Europe/Atlantis", "zone"),
    ("2026-11-28T09:00+01:00", "Europe/Vienna", "time"),
    ("", "UTC", "isoformat"),
    ("tomorrow", "UTC", "isoformat"),
    ("0001-01-01T00:00", "Asia/Yangon", "year"),
    ("9999-12-31T23:59", "America/Lima", "year"),
])  # fmt: skip
def test_what_is_no_time_says_why(said: str, zone: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        moment(said, zone)
