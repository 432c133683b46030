"""What the checks found in the whole wiki: filtered, paged by key, by check, and over time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Self
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from . import wording
from .content import checks, limits
from .models import Article, Categorization, Dismissal, Finding, Revision, Section, Tally

PAGE = 50
# Days that the chart shows.
DAYS = 90
STATES = ("standing", "dismissed")
_SEVERITIES: list[str] = Finding.Severity.values


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What was asked for; an empty field asks for nothing. `title` begins that of an article, `category` is a name."""

    check: str = ""
    severity: str = ""
    title: str = ""
    category: str = ""
    state: str = "standing"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Read what was asked for; what cannot be meant asks for nothing."""
        return cls(
            check=_one_of(query.get("check", ""), checks.CHECKS),
            severity=_one_of(query.get("severity", ""), Finding.Severity.values),
            title=" ".join(query.get("title", "").split())[: limits.ARTICLE["title"]],
            category=" ".join(query.get("category", "").split())[: limits.CATEGORY],
            state=_one_of(query.get("state", ""), STATES) or "standing",
        )

    @property
    def query(self) -> str:
        """Return it as the query of an address."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        return urlencode({name: value for name, value in given.items() if value and value != "standing"})

    @property
    def standing(self) -> Self:
        """Return the same of what stands."""
        return replace(self, state="standing")

    @property
    def dismissed(self) -> Self:
        """Return the same of what was dismissed."""
        return replace(self, state="dismissed")

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything but the state was asked for."""
        return bool(self.check or self.severity or self.title or self.category)

    def narrow(self, found: QuerySet[Finding]) -> QuerySet[Finding]:
        """Keep the findings that were asked for, of articles that are not withdrawn."""
        found = found.filter(is_dismissed=self.state == "dismissed", article__withdrawn_at=None)
        if self.check:
            found = found.filter(check_name=self.check)
        if self.severity:
            found = found.filter(severity=self.severity)
        if self.title:
            found = found.filter(article__title__istartswith=self.title)
        if self.category:
            under = Categorization.objects.filter(category__name=self.category).values("listing_id")
            found = found.filter(article__in=under)
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as pages show it: its dismissal, where it has one; in a list of the wiki where it is, in words.

    Its `anchor` is where it stands in the article's form: of two with the same words the first.
    """

    row: Finding
    dismissal: Dismissal | None
    anchor: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the checks found at one place of the form."""

    entries: tuple[Entry, ...] = ()

    @property
    def standing(self) -> tuple[Entry, ...]:
        """Return what nobody has dismissed, what is worst first."""
        left = (entry for entry in self.entries if entry.dismissal is None)
        return tuple(sorted(left, key=lambda entry: _SEVERITIES.index(entry.row.severity)))

    @property
    def dismissed(self) -> tuple[Entry, ...]:
        """Return what somebody has."""
        return tuple(entry for entry in self.entries if entry.dismissal is not None)

    @property
    def worst(self) -> str:
        """Return how bad the worst is that stands; "" where none does."""
        standing = self.standing
        return standing[0].row.severity if standing else ""


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the list; `next` and `previous` are the queries of its neighbours."""

    entries: tuple[Entry, ...]
    next: str = ""
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """How much one check found, and whether it keeps drafts from being published."""

    check: str
    severity: str
    standing: int
    dismissed: int
    blocks: bool


def page(asked: Filter, query: Mapping[str, str]) -> Page:
    """Return a page: of one check what weighs most first, of all the newest first. Three queries at most."""
    order = ("weight", "pk") if asked.check else ("-pk",)
    found = asked.narrow(Finding.objects.all()).select_related("article__listing")
    after, before = (_key(query.get(name, ""), order) for name in ("after", "before"))
    if before is not None:
        back = [name[1:] if name[0] == "-" else f"-{name}" for name in order]
        rows = list(found.filter(_beyond(before, order, ahead=False)).order_by(*back)[: PAGE + 1])[::-1]
        more_before, more_after, rows = len(rows) > PAGE, True, rows[-PAGE:]
    else:
        found = found.filter(_beyond(after, order, ahead=True)) if after is not None else found
        rows = list(found.order_by(*order)[: PAGE + 1])
        more_before, more_after, rows = after is not None, len(rows) > PAGE, rows[:PAGE]
    base = f"{asked.query}&" if asked.query else ""
    return Page(
        entries(rows),
        f"{base}after={_written(rows[-1], order)}" if rows and more_after else "",
        f"{base}before={_written(rows[0], order)}" if rows and more_before else "",
    )


def of_article(article: Article) -> tuple[Entry, ...]:
    """Return what the checks found in the working copy of an article, by passage. Two queries."""
    return _with_dismissals(Finding.objects.filter(article=article))


def brought_by(revision: Revision) -> tuple[Finding, ...]:
    """Return what is wrong, and not only advised against, since this Revision of an article."""
    found = Finding.objects.standing().filter(article=revision.article_id, since=revision.number)
    return tuple(found.exclude(severity=Finding.Severity.ADVICE))


def entries(rows: Sequence[Finding]) -> tuple[Entry, ...]:
    """Return findings with their places and dismissals. Two queries at most."""
    headings: dict[tuple[int, str], str] = {}
    if inside := [row for row in rows if row.part == "section"]:
        keys = {"article__in": {row.article_id for row in inside}, "key__in": {row.key for row in inside}}
        for article, key, heading in Section.objects.filter(**keys).values_list("article_id", "key", "heading"):
            headings[article, key] = heading
    return tuple(replace(entry, where=_where(entry.row, headings)) for entry in _with_dismissals(rows))


def _with_dismissals(rows: Iterable[Finding]) -> tuple[Entry, ...]:
    rows = list(rows)
    dismissals: dict[tuple[int, str], Dismissal] = {}
    if gone := [row for row in rows if row.is_dismissed]:
        named = {"article__in": {row.article_id for row in gone}, "fingerprint__in": {row.fingerprint for row in gone}}
        for each in Dismissal.objects.filter(**named).select_related("by"):
            dismissals[each.article_id, each.fingerprint] = each
    first = {(row.article_id, row.fingerprint): row for row in reversed(rows)}
    return tuple(
        Entry(
            row,
            dismissals.get((row.article_id, row.fingerprint)),
            f"finding_{row.fingerprint}" if first[row.article_id, row.fingerprint] is row else "",
        )
        for row in rows
    )


def _where(row: Finding, headings: Mapping[tuple[int, str], str]) -> str:
    """Return where in its article a finding is, in a word: the heading, or the kind of part."""
    if row.part == "article":
        return str(wording.FIELDS[row.field])
    return headings.get((row.article_id, row.key), "") or str(wording.PARTS[row.part])


def totals() -> tuple[Total, ...]:
    """Return how much each check found, in the order of the table. Two queries: one over an index alone."""
    numbers = Counter(_counted(Finding.objects.all()))
    withdrawn = Article.objects.filter(withdrawn_at__isnull=False).order_by().values("pk")
    numbers.subtract(_counted(Finding.objects.filter(article__in=withdrawn)))
    return tuple(
        Total(name, check.severity, numbers[name, False], numbers[name, True], blocks(name))
        for name, check in checks.CHECKS.items()
    )


def _counted(found: QuerySet[Finding]) -> dict[tuple[str, bool], int]:
    # In the order of the index by check, which alone is read.
    counted = found.order_by().values_list("is_dismissed", "check_name").annotate(n=Count("pk"))
    return {(check, is_dismissed): count for is_dismissed, check, count in counted}


def blocks(check: str) -> bool:
    """Tell whether what a check finds keeps a draft from being published."""
    return check in settings.BLOCKING_CHECKS


def over_time(check: str, until: date) -> tuple[tuple[date, int], ...]:
    """Return (day, findings that stood when it was counted) of one check, or of all, for the days that were counted."""
    days = Tally.objects.filter(day__gt=until - timedelta(days=DAYS), day__lte=until)
    days = days.filter(check_name=check) if check else days
    return tuple(days.order_by("day").values_list("day").annotate(all=Sum("standing")))


# Paging by key --------------------------------------------------------------------------------------------


def _written(row: Finding, order: Iterable[str]) -> str:
    return "-".join(str(getattr(row, name.removeprefix("-"))) for name in order)


def _key(text: str, order: Sequence[str]) -> list[int] | None:
    numbers = text.split("-")
    is_key = len(numbers) == len(order) and all(n.isascii() and n.isdecimal() and len(n) < 18 for n in numbers)
    return [int(number) for number in numbers] if is_key else None


def _beyond(key: Sequence[int], order: Sequence[str], *, ahead: bool) -> Q:
    beyond, equal = Q(), Q()
    for name, value in zip(order, key, strict=True):
        rises = not name.startswith("-")
        field = name.removeprefix("-")
        beyond |= equal & Q(**{f"{field}__{'gt' if rises == ahead else 'lt'}": value})
        equal &= Q(**{field: value})
    return beyond


def _one_of(value: str, known: Iterable[str]) -> str:
    return value if value in known else ""
