"""Dates as sources give them, numbers and names in the interface's words."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.dates import MONTHS
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from .. import findings, notices, pages, uploads, wording
from ..content import dates, plaintext
from ..models import Article, Finding, ImageFile, Lock, Notice, Revision, Step, Touch

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """Return the name of this wiki."""
    return str(settings.SITE_NAME)


@register.simple_tag(takes_context=True)
def followed(context: Mapping[str, Any], article: Article | None) -> bool | None:
    """Tell whether the reader follows an article; None where they cannot."""
    reader = context.get("user")
    if article is None or not reader or not reader.is_staff or not notices.sees_drafts(reader):
        return None
    return notices.follows(article, reader)


@register.simple_tag(takes_context=True)
def unseen_notices(context: Mapping[str, Any]) -> int:
    """Return how much of what somebody was told is new to them."""
    return notices.seen_by(context["user"]).filter(seen_at=None).count()


@register.filter
def notice_words(notice: Notice) -> str:
    """Return what somebody is told, in words."""
    return wording.event(notice)


@register.filter
def notice_time(notice: Notice) -> str:
    """Return the time that belongs to what somebody is told, in words."""
    return wording.event_time(notice)


@register.filter
def notice_link(notice: Notice) -> str:
    """Return the address at which one sees what a notice tells."""
    return notices.link(notice)


@register.filter
def partial_date(date: dates.PartialDate) -> str:
    """Write a date as precisely as it is known: "25 February 2022", "c. 2012", "May 2001 – 2003"."""
    start = _day(date.start)
    return f"{start} – {_day(date.end)}" if date.end else start


def _day(day: dates.Day) -> str:
    # Years before 1 and days of year 0 are no `datetime`, so the parts are set into the locale's format by hand.
    name = "DATE_FORMAT" if day.day else "YEAR_MONTH_FORMAT" if day.month else None
    text = _formatted(formats.get_format(name), day) if name else f"{day.year:04d}"
    if day.approximate:
        text = _("c. %(date)s") % {"date": text}
    return _("%(date)s (uncertain)") % {"date": text} if day.uncertain else text


def _formatted(pattern: str, day: dates.Day) -> str:
    parts = {
        "j": str(day.day),
        "d": f"{day.day:02d}",
        "Y": f"{day.year:04d}",
        "m": f"{day.month:02d}",
        "n": str(day.month),
    }
    parts |= {letter: str(MONTHS[day.month]) for letter in "FNMbE"} if day.month else {}
    out, escaped = "", False
    for character in pattern:
        out += character if escaped else "" if character == "\\" else parts.get(character, character)
        escaped = character == "\\" and not escaped
    return out


@register.filter
def number(value: int) -> str:
    """Write a count as the locale groups its digits."""
    return formats.number_format(value, force_grouping=True)


@register.filter
def share(hundredths: int) -> str:
    """Write a part of a whole: "53%", and what is less than a hundredth as that."""
    return _("%(n)s%%") % {"n": number(hundredths)} if hundredths else _("under 1%%") % {}


@register.filter
def stop(text: str) -> str:
    """Return the full stop that a part of a reference ends in, where it does not end in one of its own."""
    return "" if text.rstrip("\"'’”)]").endswith((".", "…", "?", "!")) else "."


@register.filter
def person(by: User | None) -> str:
    """Return the name under which someone's edits are shown."""
    return wording.person(by)


@register.filter
def language_name(code: str) -> str:
    """Return a language's name in the interface's words."""
    return pages.language_name(code)


@register.filter
def direction(language: str) -> str:
    """Return the direction in which a language is written."""
    return pages.direction(language)


@register.filter
def card_url(file: ImageFile) -> str:
    """Return the address of a picture's crop for cards."""
    return reverse("image", args=[uploads.copy_name(file.name, "card")])


@register.filter
def card_size(file: ImageFile) -> tuple[int, int]:
    """Return the width and height of a picture's crop for cards."""
    return uploads.card_size(file.width, file.height)


@register.filter
def initials(title: str) -> str:
    """Return up to two letters that stand in for a picture: the first ones of a title's first words."""
    words = [word for word in title.replace("–", " ").replace("-", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper()


@register.simple_tag
def anchors_of(former: dict[str, list[str]], key: str) -> list[str]:
    """Return the anchors that a section answers to beside its own."""
    return former.get(key, [])


@register.filter
def entry(table: Mapping[str, Any], name: str) -> Any:
    """Return what a table has under a name, or None."""
    return table.get(name) if table else None


@register.filter
def text_of(html: str) -> str:
    """Return what a reader reads of a passage."""
    return plaintext.text(html)


@register.filter
def in_zone(at: datetime, zone: str) -> str:
    """Write a moment on the clock of a time zone, which is named."""
    local = at.astimezone(ZoneInfo(zone or settings.TIME_ZONE))
    return f"{formats.date_format(local, 'DATETIME_FORMAT')} ({zone or settings.TIME_ZONE})"


@register.filter
def age(at: datetime) -> str:
    """Return how long ago a moment is, roughly."""
    is_short = timezone.now() - at < timedelta(minutes=1)
    return _("less than a minute") if is_short else timesince(at, depth=1)


@register.filter
def step_words(step: Step) -> str:
    """Return what somebody did to a review, in words."""
    return wording.step(step.action, step.details)


@register.filter
def blocks(check: str) -> bool:
    """Tell whether what a check finds keeps a draft from being published."""
    return findings.blocks(check)


@register.filter
def lock_words(held: Lock) -> str:
    """Return by whom an article is locked, why and until when."""
    return wording.lock(held)


@register.filter
def check_name(check: str) -> str:
    """Return the name of a check."""
    return str(wording.CHECKS[check])


@register.filter
def severity_name(severity: str) -> str:
    """Return the word for how bad a finding is."""
    return str(wording.SEVERITIES[severity])


@register.filter
def unlocalized(value: float) -> str:
    """Write a number as drawings want it, whatever the locale writes between its digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@register.filter
def finding_words(found: Finding) -> str:
    """Return what a check found, in words."""
    return wording.finding(found.found)


@register.filter
def part_name(part: str) -> str:
    """Return the word for a kind of part."""
    return str(wording.PARTS[part])


@register.filter
def passage_action(action: str) -> str:
    """Return the word for what happened to a passage, a field or a row."""
    return str(wording.PASSAGES[action])


@register.filter
def sign(action: str) -> str:
    """Return the sign that stands for what happened, so that nothing is told by colour alone."""
    return {"added": "+", "removed": "−", "moved": "→", "gone": "→", "split": "¶", "joined": "¶"}.get(action, "±")


@register.filter
def field_name(name: str) -> str:
    """Return the word for a field."""
    return str(wording.FIELDS[name])


@register.filter
def told(revision: Revision) -> list[tuple[Touch, str, str]]:
    """Return what a Revision touched as (touch, kind of part, what happened to it)."""
    return [
        (touch, part_name(touch.part), ", ".join(str(wording.ACTIONS[each]) for each in touch.actions.split()))
        for touch in revision.touches.all()
    ]


@register.filter
def divide(value: int, by: int) -> int:
    """Return a whole part of a number."""
    return int(value / by)


@register.filter
def bar(words: int) -> int:
    """Return the length of the bar for a number of words, in hundredths: every tenfold is a quarter more."""
    return min(100, round(25 * math.log10(1 + words))) if words else 0


@register.filter
def card_name(name: str) -> str:
    """Return the name of a stored picture's crop for cards."""
    return uploads.copy_name(name, "card")


@register.filter
def of(warnings: dict[str, list[str]] | None, name: str) -> list[str]:
    """Return the warnings of a field."""
    return warnings.get(name, []) if warnings else []
