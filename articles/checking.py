"""What the checks find in working copies: kept beside them, brought up to date by each save.

What hangs on another article is found anew when that one is published, renamed, withdrawn or brought back: for a few
of those that link to it at once, for the rest by the next rounds (`recheck`). What somebody dismissed, with a reason,
stays dismissed as long as what it is about does not change.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import partial
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.dispatch import receiver
from django.utils import timezone

from . import revisions
from .content import checks, limits, wikilinks
from .content.clean import clean_line
from .content.disambiguation import is_disambiguation
from .content.snapshot import Snapshot
from .models import Address, Article, Dismissal, Finding, Link, Outdated, Revision, Tally
from .signals import revision_made

LOG = logging.getLogger(__name__)
# Articles that are checked anew at once where what they link to changed; rows in one statement.
AT_ONCE = 10
_BATCH = 500
# A round ends after so many seconds, so that it keeps nothing else waiting for long.
SECONDS = 5
CHANGE = "articles.change_article"


def find(snapshot: Snapshot) -> tuple[checks.Finding, ...]:
    """Return what the checks find in a Snapshot, as the wiki is now. Two queries."""
    return checks.run(snapshot, known({*wikilinks.targets(snapshot), *snapshot.related}))


def known(slugs: Collection[str]) -> checks.Known:
    """Return what the slugs lead to. Two queries."""
    addresses = dict(Address.objects.filter(slug__in=slugs).values_list("slug", "article_id"))
    wanted = Q(pk__in=set(addresses.values())) | Q(slug__in=slugs)
    articles = list(Article.objects.filter(wanted).select_related("listing"))
    by_key = {article.pk: article for article in articles}
    by_slug = {article.slug: article for article in articles}
    found = {slug: by_key.get(addresses.get(slug, 0)) or by_slug.get(slug) for slug in slugs}
    targets = {slug: _target(slug, article, addresses) for slug, article in found.items() if article}
    return checks.Known(targets)


def _target(slug: str, article: Article, addresses: Collection[str]) -> checks.Target:
    listing = getattr(article, "listing", None)
    if article.withdrawn_at is not None:
        return checks.Target("withdrawn", article.slug, article.title)
    # A slug that only the working copy has leads nowhere yet, and will.
    if listing is None or slug not in addresses:
        return checks.Target("draft", article.slug, article.title)
    if listing.slug != slug:
        return checks.Target("redirect", listing.slug, listing.title)
    apart = is_disambiguation(listing.title, article.categories)
    return checks.Target("disambiguation" if apart else "public", listing.slug, listing.title)


# Keeping up ------------------------------------------------------------------------------------------------


def refresh(article: Article, snapshot: Snapshot, number: int) -> None:
    """Keep what the checks find in the newest Snapshot of an article, which is Revision `number`.

    Writes only the rows that differ: what stands where it stood keeps its row.
    """
    dismissed = _dismissed(article)
    had: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    since: dict[str, int] = {}
    # As plain values: an article may have a thousand, and nearly all of them stay.
    for key, first, *same in Finding.objects.filter(article=article).order_by().values_list("pk", "since", *_SAME):
        had[_key(same)].append(key)
        since[same[0]] = min(first, since.get(same[0], first))
    made = []
    for found in find(snapshot):
        values = _values(found, dismissed)
        if kept := had[_key(values[name] for name in _SAME)]:
            kept.pop()
        else:
            made.append(_row(article, found, values, since.get(values["fingerprint"], number)))
    if gone := [key for keys in had.values() for key in keys]:
        Finding.objects.filter(article=article, pk__in=gone).delete()
    Finding.objects.bulk_create(made, batch_size=_BATCH)


@receiver(revision_made)
def _keep_up(revision: Revision, snapshot: Snapshot, before: Snapshot, **kwargs: Any) -> None:
    refresh(revision.article, snapshot, revision.number)
    if before.slug != snapshot.slug:
        follow(revision.article, {before.slug, snapshot.slug})


def face(snapshot: Snapshot) -> tuple[Any, ...]:
    """Return what findings of other articles hang on: Snapshots that agree in it are alike to those who link there."""
    return snapshot.slug, snapshot.title, is_disambiguation(snapshot.title, snapshot.categories)


def follow(article: Article, slugs: Iterable[str] = ()) -> None:
    """Have those articles checked anew that link to this one, which was published, renamed, withdrawn or brought back.

    Marks all of them, and checks a few as soon as the transaction has ended. `slugs` are more that lead to it, or did.
    """
    named = {*slugs, article.slug, *Address.objects.filter(article=article).values_list("slug", flat=True)} - {""}
    linking = set(Link.objects.filter(slug__in=named).values_list("listing_id", flat=True))
    linking |= set(Finding.objects.filter(about__in=named).exclude(about="").values_list("article_id", flat=True))
    linking.discard(article.pk)
    if linking:
        _mark(linking)
        transaction.on_commit(partial(_recheck, sorted(linking)[:AT_ONCE]), robust=True)


def recheck(*, most: int = _BATCH, seconds: float = SECONDS) -> int:
    """Check the articles that wait, each in a transaction of its own, so many and so long; return how many did."""
    return _recheck(
        list(Outdated.objects.order_by("article_id").values_list("article_id", flat=True).distinct()[:most]), seconds
    )


def mark_all() -> None:
    """Have every article checked anew by the next rounds: where the checks themselves have changed."""
    _mark(Article.objects.order_by().values_list("pk", flat=True).iterator())


def mark_drafts() -> None:
    """Have the drafts that readers do not see checked anew: what they alone link to, no table of links knows."""
    newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number").values("pk")[:1]
    drafts = Article.objects.filter(withdrawn_at=None).annotate(newest=Subquery(newest)).exclude(published=F("newest"))
    _mark(drafts.order_by().values_list("pk", flat=True).iterator())


def _mark(articles: Iterable[int]) -> None:
    Outdated.objects.bulk_create((Outdated(article_id=key) for key in articles), batch_size=_BATCH)


def _recheck(articles: Iterable[int], seconds: float = SECONDS) -> int:
    """Check articles until the time is over; one that cannot be checked is logged, and keeps no other waiting."""
    until, done = monotonic() + seconds, 0
    for key in articles:
        if monotonic() > until:
            break
        try:
            done += _recheck_one(key)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            LOG.exception("Article %d could not be checked", key)
            # It would fail again: its next save is another chance.
            Outdated.objects.filter(article=key).delete()
    return done


@transaction.atomic
def _recheck_one(key: int) -> bool:
    """Check one article, if it still waits; nobody changes it meanwhile, and one that is being changed is let be."""
    article = Article.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=key).first()
    if article is None or not Outdated.objects.filter(article=article).delete()[0]:
        return False
    newest = revisions.newest(article)
    refresh(article, revisions.of(newest), newest.number)
    return True


# What two findings agree in that are one; its quote follows from the fingerprint.
_SAME = (
    "fingerprint", "check_name", "severity", "part", "key", "field", "passage", "weight", "about", "is_dismissed",
    "values",
)  # fmt: skip


def _key(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return values of _SAME as one that can be looked up."""
    *plain, said = values
    return *plain, *sorted(said.items())


def _values(found: checks.Finding, dismissed: Collection[str]) -> dict[str, Any]:
    place, fingerprint = found.place, found.fingerprint
    return {
        "fingerprint": fingerprint,
        "check_name": found.check,
        "severity": found.severity,
        "part": place.part,
        "key": place.key,
        "field": place.field,
        "passage": place.passage,
        "weight": found.weight,
        "about": found.values.get("slug", ""),
        "values": dict(found.values),
        "is_dismissed": fingerprint in dismissed,
    }


def _row(article: Article, found: checks.Finding, values: Mapping[str, Any], since: int) -> Finding:
    return Finding(article=article, since=since, quote=found.quote, **values)


def _dismissed(article: Article) -> set[str]:
    return set(Dismissal.objects.filter(article=article).values_list("fingerprint", flat=True))


# Deciding --------------------------------------------------------------------------------------------------


def blocking(article: Article, revision: Revision) -> list[Finding]:
    """Return what keeps a Revision from being published: what nobody has dismissed of the checks of BLOCKING_CHECKS.

    Call it where nobody else can change the article.
    """
    if not settings.BLOCKING_CHECKS:
        return []
    if revision.pk == revisions.newest(article).pk:
        if Outdated.objects.filter(article=article).delete()[0]:
            refresh(article, revisions.of(revision), revision.number)
        return list(Finding.objects.standing().filter(article=article, check_name__in=settings.BLOCKING_CHECKS))
    dismissed = _dismissed(article)
    found = [(each, _values(each, dismissed)) for each in find(revisions.of(revision))]
    return [
        _row(article, each, values, revision.number)
        for each, values in found
        if each.check in settings.BLOCKING_CHECKS and not values["is_dismissed"]
    ]


@register()
def _blocking_checks_are_known(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    unknown = sorted(settings.BLOCKING_CHECKS - checks.CHECKS.keys())
    if not unknown:
        return []
    told = f"BLOCKING_CHECKS names {', '.join(unknown)}: there is no such check"
    hint = f"Say none, or some of these with commas between them: {', '.join(checks.CHECKS)}"
    return [Error(told, hint=hint, id="articles.E001")]


@transaction.atomic
def dismiss(finding: Finding, *, by: Any, reason: str) -> Dismissal:
    """Say that a finding is none, and why; raise PermissionDenied, ValueError."""
    reason = clean_line(reason)
    if not reason or len(reason) > limits.SUMMARY:
        raise ValueError(f"a finding is dismissed for a reason of {limits.SUMMARY} characters at most")
    _hold(finding.article_id, by)
    values = {
        "check_name": finding.check_name, "quote": finding.quote, "reason": reason, "by": by, "at": timezone.now(),
    }  # fmt: skip
    about: dict[str, Any] = {"article_id": finding.article_id, "fingerprint": finding.fingerprint}
    dismissal, _ = Dismissal.objects.update_or_create(**about, defaults=values)
    Finding.objects.filter(**about).update(is_dismissed=True)
    return dismissal


@transaction.atomic
def lift(dismissal: Dismissal, *, by: Any) -> None:
    """Let what was dismissed stand again; raise PermissionDenied."""
    _hold(dismissal.article_id, by)
    same = Finding.objects.filter(article_id=dismissal.article_id, fingerprint=dismissal.fingerprint)
    same.update(is_dismissed=False)
    dismissal.delete()


def _hold(article: int, by: Any) -> None:
    """Let nobody save the article meanwhile, which would find by what was dismissed before."""
    if not by.has_perm(CHANGE):
        raise PermissionDenied(CHANGE)
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article)


# Counting --------------------------------------------------------------------------------------------------


def tally(day: date) -> None:
    """Write down how much each check finds in the whole wiki on this day. Two queries."""
    counted = Finding.objects.filter(article__withdrawn_at=None).order_by().values("check_name").annotate(
        all=Count("pk"), dismissed=Count("pk", filter=Q(is_dismissed=True))
    )  # fmt: skip
    numbers = {row["check_name"]: (row["all"] - row["dismissed"], row["dismissed"]) for row in counted}
    rows = ((name, *numbers.get(name, (0, 0))) for name in checks.CHECKS)
    Tally.objects.bulk_create(
        (Tally(day=day, check_name=name, standing=standing, dismissed=gone) for name, standing, gone in rows),
        update_conflicts=True,
        unique_fields=["day", "check_name"],
        update_fields=["standing", "dismissed"],
    )
