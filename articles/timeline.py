"""Revisions as lists tell them: of one article, of one person, of the whole wiki; filtered, and paged by key.

Beside those of one article stands what was decided on each.

Refuses to count: a page costs the same whatever the length of the history.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Self
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_date
from django.utils.timezone import localtime, make_aware

from . import wording
from .content.allowlist import is_key
from .models import Article, Publication, Revision, Step, Touch

PAGE = 50
PARTS = ("section", "reference", "image")
SIZES = (10, 50, 200)
# Steps of a review that are told beside a publication, which is told by itself.
_TOLD = ("ask", "return", "take-back", "schedule", "unschedule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a reader asked for; an empty field asks for nothing. `part` and `key` name a part of one article."""

    person: str = ""
    part: str = ""
    key: str = ""
    kind: str = ""
    minor: str = ""
    size: int = 0
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Read what was asked for; what cannot be meant asks for nothing."""
        size = query.get("size", "")
        return cls(
            person=query.get("person", "")[:150].strip(),
            part=_one_of(query.get("part", ""), PARTS),
            key=key if is_key(key := query.get("key", "")) else "",
            kind=_one_of(query.get("kind", ""), Revision.Kind.values),
            minor=_one_of(query.get("minor", ""), ("no", "only")),
            size=int(size) if size in map(str, SIZES) else 0,
            since=day(query.get("since", "")),
            until=day(query.get("until", "")),
        )

    @property
    def is_set(self) -> bool:
        """Tell whether anything was asked for."""
        return self != type(self)()

    @property
    def query(self) -> str:
        """Return it as the query of an address."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        return urlencode({name: value for name, value in given.items() if value})

    def narrow(self, revisions: QuerySet[Revision]) -> QuerySet[Revision]:
        """Keep the Revisions that were asked for."""
        if self.person:
            revisions = revisions.filter(by__username=self.person)
        if self.part:
            touches = Touch.objects.filter(revision=OuterRef("pk"), article=OuterRef("article"), part=self.part)
            revisions = revisions.filter(Exists(touches.filter(key=self.key) if self.key else touches))
        if self.kind:
            revisions = revisions.filter(kind=self.kind)
        if self.minor:
            revisions = revisions.filter(minor=self.minor == "only")
        if self.size:
            revisions = revisions.alias(words=F("words_added") + F("words_removed")).filter(words__gte=self.size)
        if self.since:
            revisions = revisions.filter(at__gte=start(self.since))
        if self.until:
            revisions = revisions.filter(at__lt=start(self.until + timedelta(days=1)))
        return revisions


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that was decided on a Revision, in words, and why; `by` is None where the wiki did it by itself."""

    at: datetime
    by: User | None
    words: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A stretch of a list, the newest first; `older` and `newer` are the queries of its neighbours."""

    revisions: tuple[Revision, ...]
    asked: Filter
    older: str = ""
    newer: str = ""

    @property
    def days(self) -> list["Day"]:
        """Return the Revisions by the day on which they were made, where the reader's clock stands."""
        return [Day(day, tuple(some)) for day, some in groupby(self.revisions, lambda each: localtime(each.at).date())]


@dataclass(frozen=True, slots=True)
class Day:
    """The Revisions of one day."""

    date: date
    revisions: tuple[Revision, ...]


def of_article(article: Article, asked: Filter, query: Mapping[str, str], *, drafts: bool) -> Page:
    """Return a page of an article's Revisions, by number. Three queries at most."""
    revisions = article.revisions.all() if drafts else article.revisions.shown()
    return _page(asked.narrow(revisions), asked, query, _BY_NUMBER)


def of_wiki(asked: Filter, query: Mapping[str, str], *, drafts: bool) -> Page:
    """Return a page of all Revisions that this reader may see, by time. Three queries at most."""
    return _page(asked.narrow(visible(drafts=drafts)).select_related("article__listing"), asked, query, _BY_TIME)


def visible(*, drafts: bool) -> QuerySet[Revision]:
    """Return the Revisions of all articles that readers, or those who see drafts, may see."""
    return Revision.objects.all() if drafts else Revision.objects.shown()


def decisions(article: Article, revisions: Sequence[Revision], *, drafts: bool) -> dict[int, list[Decision]]:
    """Return what was decided on Revisions, by their keys, the oldest first; two queries at most.

    It is what readers saw of it, and, for those who see drafts, what led there.
    """
    found: defaultdict[int, list[Decision]] = defaultdict(list)
    own = {(each.pk, each.at, each.by_id) for each in revisions}
    keys = [each.pk for each in revisions]
    earlier = Publication.objects.filter(article=article, revision__isnull=False, pk__lt=OuterRef("pk")).order_by("-pk")
    seen = Coalesce("revision_id", Subquery(earlier.values("revision_id")[:1]), output_field=BigIntegerField())
    of_these = Q(revision__in=keys) | Q(action=Publication.Action.WITHDRAWN)
    published = Publication.objects.filter(of_these, article=article).annotate(seen=seen)
    for each in published.select_related("by").order_by("pk"):
        # What somebody published by saving it is told by who saved it.
        if each.seen in keys and (each.seen, each.at, each.by_id) not in own:
            found[each.seen].append(Decision(each.at, each.by, each.get_action_display(), each.reason))
    if drafts:
        steps = Step.objects.filter(revision__in=keys, action__in=_TOLD).select_related("by").order_by("pk")
        for step in steps:
            words = wording.step(step.action, step.details)
            found[step.revision_id].append(Decision(step.at, step.by, words, step.note))
    return {key: sorted(some, key=lambda each: each.at) for key, some in found.items()}


# Paging by key --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Order:
    """An order of Revisions, the newest first, and how a place in it is written in an address."""

    names: tuple[str, ...]

    def written(self, revision: Revision) -> str:
        values = [getattr(revision, name) for name in self.names]
        return "-".join(str(_ticks(value) if isinstance(value, datetime) else value) for value in values)

    def read(self, text: str) -> list[Any] | None:
        numbers = text.split("-")
        if len(numbers) != len(self.names) or not all(map(_is_number, numbers)):
            return None
        values: list[Any] = [int(number) for number in numbers]
        if self.names[0] == "at":
            values[0] = _EPOCH + timedelta(microseconds=min(values[0], _MOST_TICKS))
        return values

    def beyond(self, values: Sequence[Any], *, older: bool) -> Q:
        """Return what is older, or newer, than a place."""
        step = "lt" if older else "gt"
        # Implied by what follows; with it a database begins at the right place of its index.
        bound = Q(**{f"{self.names[0]}__{step}e": values[0]})
        beyond = Q()
        for number, name in enumerate(self.names):
            equal = Q(**dict(zip(self.names[:number], values, strict=False)))
            beyond |= equal & Q(**{f"{name}__{step}": values[number]})
        return bound & beyond


_BY_NUMBER = _Order(("number",))
_BY_TIME = _Order(("at", "id"))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_TICKS = 10**17


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _ticks(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _page(revisions: QuerySet[Revision], asked: Filter, query: Mapping[str, str], order: _Order) -> Page:
    before, after = (order.read(query.get(name, "")) for name in ("before", "after"))
    revisions = revisions.select_related("by").prefetch_related("touches")
    forwards = [f"-{name}" for name in order.names]
    if after is not None:
        found = list(revisions.filter(order.beyond(after, older=False)).order_by(*order.names)[: PAGE + 1])[::-1]
        more_newer, more_older, found = len(found) > PAGE, True, found[-PAGE:]
    else:
        if before is not None:
            revisions = revisions.filter(order.beyond(before, older=True))
        found = list(revisions.order_by(*forwards)[: PAGE + 1])
        more_newer, more_older, found = before is not None, len(found) > PAGE, found[:PAGE]
    base = f"{asked.query}&" if asked.query else ""
    return Page(
        revisions=tuple(found),
        asked=asked,
        older=f"{base}before={order.written(found[-1])}" if found and more_older else "",
        newer=f"{base}after={order.written(found[0])}" if found and more_newer else "",
    )


def _one_of(value: str, known: Sequence[str]) -> str:
    return value if value in known else ""


def day(value: str) -> date | None:
    """Read a day as addresses write it; None for anything else."""
    try:
        found = parse_date(value)
    except ValueError:
        return None
    return found if found and found.year < MAXYEAR else None


def start(of: date) -> datetime:
    """Return the beginning of a day on the wiki's clock."""
    return make_aware(datetime.combine(of, time.min))
