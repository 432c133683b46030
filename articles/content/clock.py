"""A time of day as people say it, on the clock of a place, as one moment."""

from datetime import MAXYEAR, UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

# What a system's list has besides the time zones of places.
_NO_PLACES = {"Factory", "localtime"}


@cache
def zones() -> tuple[str, ...]:
    """Return the names of the time zones that this system knows, from A to Z; looking them up reads its disk."""
    return tuple(sorted(available_timezones() - _NO_PLACES))


def moment(said: str, zone: str) -> datetime:
    """Return the moment of a local time such as "2026-03-29T09:00" in a time zone such as "Europe/Vienna".

    Where clocks are put back a time comes twice, and the first is meant. Raises ValueError for what is no time, no
    zone, or a time that the clocks of the zone skip.

    >>> moment("2026-11-28T09:00", "Asia/Yangon").isoformat()
    '2026-11-28T02:30:00+00:00'
    """
    if zone not in zones():
        raise ValueError("zone")
    local = datetime.fromisoformat(said)
    if local.tzinfo is not None:
        raise ValueError("time")
    local = local.replace(tzinfo=ZoneInfo(zone))
    if not 1 < local.year < MAXYEAR:
        raise ValueError("year")
    found = local.astimezone(UTC)
    if found.astimezone(local.tzinfo).replace(fold=0) != local:
        raise ValueError("skipped")
    return found
