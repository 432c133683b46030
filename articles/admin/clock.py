"""A time that somebody sets at the desk: a day and an hour on the clock of a time zone, theirs unless they say so."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ..content import clock
from ..models import Wishes


class NoSuchTime(Exception):
    """What was said is no time that is still to come; the message says why."""


def read(request: HttpRequest) -> tuple[datetime, str]:
    """Return (moment, time zone) as posted; raise NoSuchTime."""
    zone = request.POST.get("time_zone", "")
    try:
        at = clock.moment(request.POST.get("at", ""), zone)
    except ValueError as error:
        if str(error) == "skipped":
            raise NoSuchTime(_("Clocks there skip this time: they are put forward then.")) from None
        raise NoSuchTime(_("Say a day, a time and a time zone.")) from None
    if at <= timezone.now():
        raise NoSuchTime(_("This time has passed."))
    return at, zone


def said(at: datetime, zone: str) -> str:
    """Return a moment as a field for a time has it, on the clock of a time zone."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"


def asked(request: HttpRequest) -> dict[str, Any]:
    """Return what a page needs to ask for a time: the time zones, and the one to begin with."""
    kept = Wishes.objects.filter(person=request.user.pk).values_list("time_zone", flat=True).first()
    zones = clock.zones()
    wanted = (request.POST.get("time_zone"), kept, settings.TIME_ZONE)
    return {"zones": zones, "zone": next(zone for zone in wanted if zone in zones)}
