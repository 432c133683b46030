"""The desk: Django's admin as this wiki's editors see it, and its front page.

The page counts nothing that grows: of people's own work it looks at a stretch that is bounded, of the wiki it shows
what was counted once a day (`checking.tally`, `growth.count`).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Case, Exists, OuterRef, Q, When
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from . import findings, notices, workflow
from .content.chart import Chart
from .models import Follow, Growth, Notice, Review, Revision, Tally

# Entries of a list, and how many of somebody's own Revisions and notices are looked at for them.
SHOWN, LOOKED_AT = 6, 300
MONTHS = 24
# Checks that are shown, and the days between the numbers that are compared.
CHECKS, AGO = 5, 7


class Desk(AdminSite):
    """The admin site."""

    site_header = _("Chancery desk")
    site_title = _("Chancery desk")
    index_title = _("Desk")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show what somebody is at, what waits for them, and how the wiki stands, as far as their role goes."""
        person: Any = request.user
        writes, sees = workflow.may_edit(person), workflow.may_see_drafts(person)
        news, newest = unseen(person)
        context = {
            "writes": writes,
            "adds": person.has_perm("articles.add_article"),
            "sees": sees,
            "decides": workflow.may_publish(person),
            "manages": person.has_perm("auth.view_user"),
            "drafts": drafts(person) if writes else (),
            "waiting": waiting(person) if writes else (),
            "returned": returned(person) if writes else (),
            "news": news,
            "newest": newest,
            "follows": Follow.objects.filter(person=person)[:LOOKED_AT].count(),
            "following": _address("admin:articles_article_following"),
            "numbers": numbers() if sees else (),
            "charts": charts() if sees else (),
            "limit": SHOWN,
            **(extra_context or {}),
        }
        return super().index(request, context)


def drafts(person: Any) -> tuple[Revision, ...]:
    """Return of each draft the newest Revision that somebody made and readers do not see; over their latest work."""
    own = Revision.objects.written().filter(by=person)
    latest = own.order_by("-at", "-id").values("pk")[:LOOKED_AT]
    later = own.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    found = own.unseen().filter(~Exists(later), pk__in=latest, article__withdrawn_at=None)
    return tuple(found.select_related("article").order_by("-at", "-id")[: SHOWN + 1])


def waiting(person: Any) -> tuple[Review, ...]:
    """Return the reviews that wait for a decision which this person can make: theirs first, then anybody's."""
    is_named = Case(When(reviewer=person, then=0), default=1)
    found = workflow.waiting_for(person).order_by(is_named, "since", "pk")
    return tuple(found.select_related("article", "opened_by")[: SHOWN + 1])


def returned(person: Any) -> tuple[Review, ...]:
    """Return the reviews in which changes were asked of this person: who asked for it, or wrote some of it."""
    wrote = Revision.objects.unseen().written().filter(article=OuterRef("article"), by=person)
    found = Review.objects.filter(Q(opened_by=person) | Exists(wrote), state="returned")
    return tuple(found.select_related("article").order_by("-since", "pk")[: SHOWN + 1])


def unseen(person: Any) -> tuple[int, tuple[Notice, ...]]:
    """Return (how much somebody was told lately and has not looked at, the newest of it), as far as they may know."""
    latest = notices.seen_by(person).order_by("-pk").values("pk")[:LOOKED_AT]
    found = Notice.objects.unseen().filter(pk__in=latest)
    return found.count(), tuple(found.select_related("by").order_by("-pk")[:SHOWN])


@dataclass(frozen=True, slots=True)
class Number:
    """How much a check found at the last count, and how much more than a week before, where that was counted."""

    check: str
    standing: int
    more: int | None
    blocks: bool

    @property
    def fewer(self) -> int:
        """Return how much less."""
        return -(self.more or 0)


def numbers() -> tuple[Number, ...]:
    """Return the checks that found most, as they were counted last. Two queries."""
    last = Tally.objects.order_by("-day").values_list("day", flat=True).first()
    if last is None:
        return ()
    days: dict[date, dict[str, int]] = {last: {}}
    then = last - timedelta(days=AGO)
    for day, check, standing in Tally.objects.filter(day__in=(last, then)).values_list("day", "check_name", "standing"):
        days.setdefault(day, {})[check] = standing
    before = days.get(then)
    most = sorted(days[last].items(), key=lambda pair: (not findings.blocks(pair[0]), -pair[1]))
    return tuple(
        Number(check, standing, standing - before.get(check, 0) if before is not None else None, findings.blocks(check))
        for check, standing in most
        if standing
    )[:CHECKS]


def charts() -> tuple[tuple[Any, Chart, bool], ...]:
    """Return (name, chart, drawn as bars) of the articles there were and the Revisions made, by month. One query."""
    months = list(Growth.objects.all())
    if not months:
        return ()
    first, last = months[0].month, months[-1].month
    by_month = {row.month: row for row in months}
    labels, articles, revisions, sum_ = [], [], [], 0
    for month in _months(first, last):
        row = by_month.get(month)
        sum_ += row.articles if row else 0
        labels.append(date_format(month, "YEAR_MONTH_FORMAT"))
        articles.append(sum_)
        revisions.append(row.revisions if row else 0)
    shown = tuple(labels[-MONTHS:])
    return (
        (_("Articles"), Chart(shown, tuple(articles[-MONTHS:])), False),
        (_("Revisions in a month"), Chart(shown, tuple(revisions[-MONTHS:])), True),
    )


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [date((start + step) // 12, (start + step) % 12 + 1, 1) for step in range(count)]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
