"""What the checks find in working copies: kept beside them, brought up to date by each save and each publication.

What somebody dismissed, with a reason, stays dismissed as long as what it is about does not change.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.dispatch import receiver
from django.utils import timezone

from . import revisions
from .content import checks, limits, wikilinks
from .content.clean import clean_line
from .content.snapshot import Snapshot
from .models import Address, Article, Dismissal, Finding, Revision, Tally
from .signals import revision_made

_BATCH = 500


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
    return checks.Known({slug: _target(slug, article) for slug, article in found.items() if article})


def _target(slug: str, article: Article) -> checks.Target:
    if article.withdrawn_at is not None:
        return checks.Target("withdrawn", article.slug, article.title)
    listing = getattr(article, "listing", None)
    if listing is None:
        return checks.Target("draft", article.slug, article.title)
    return checks.Target("public" if listing.slug == slug else "redirect", listing.slug, listing.title)


def refresh(article: Article, snapshot: Snapshot) -> None:
    """Keep what the checks find in the newest Snapshot of an article."""
    dismissed = set(Dismissal.objects.filter(article=article).values_list("fingerprint", flat=True))
    Finding.objects.filter(article=article).delete()
    Finding.objects.bulk_create((_row(article, found, dismissed) for found in find(snapshot)), batch_size=_BATCH)


def blocking(article: Article, revision: Revision) -> list[Finding]:
    """Return what keeps a Revision from being published: what nobody has dismissed of the checks of BLOCKING_CHECKS."""
    if not settings.BLOCKING_CHECKS:
        return []
    if revision.pk == revisions.newest(article).pk:
        return list(Finding.objects.standing().filter(article=article, check_name__in=settings.BLOCKING_CHECKS))
    dismissed = set(Dismissal.objects.filter(article=article).values_list("fingerprint", flat=True))
    found = [each for each in find(revisions.of(revision)) if each.check in settings.BLOCKING_CHECKS]
    return [_row(article, each, dismissed) for each in found if each.fingerprint not in dismissed]


@transaction.atomic
def dismiss(finding: Finding, *, by: Any, reason: str) -> Dismissal:
    """Say that a finding is none, and why; raise PermissionDenied, ValueError."""
    if not by.has_perm("articles.change_article"):
        raise PermissionDenied("dismiss")
    reason = clean_line(reason)
    if not reason or len(reason) > limits.SUMMARY:
        raise ValueError(f"a finding is dismissed for a reason of {limits.SUMMARY} characters at most")
    dismissal, _ = Dismissal.objects.update_or_create(
        article_id=finding.article_id,
        fingerprint=finding.fingerprint,
        defaults={
            "check_name": finding.check_name, "quote": finding.quote, "reason": reason, "by": by, "at": timezone.now(),
        },
    )  # fmt: skip
    Finding.objects.filter(article_id=finding.article_id, fingerprint=finding.fingerprint).update(is_dismissed=True)
    return dismissal


@transaction.atomic
def lift(dismissal: Dismissal, *, by: Any) -> None:
    """Let what was dismissed stand again; raise PermissionDenied."""
    if not by.has_perm("articles.change_article"):
        raise PermissionDenied("dismiss")
    same = Finding.objects.filter(article_id=dismissal.article_id, fingerprint=dismissal.fingerprint)
    same.update(is_dismissed=False)
    dismissal.delete()


def tally(day: date) -> None:
    """Write down how much each check finds in the whole wiki on this day. Two queries."""
    counted = Finding.objects.order_by().values("check_name").annotate(
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


@receiver(revision_made)
def _keep_up(revision: Revision, snapshot: Snapshot, **kwargs: Any) -> None:
    refresh(revision.article, snapshot)


def _row(article: Article, found: checks.Finding, dismissed: Collection[str]) -> Finding:
    place = found.place
    return Finding(
        article=article,
        check_name=found.check,
        severity=found.severity,
        part=place.part,
        key=place.key,
        field=place.field,
        passage=place.passage,
        values=found.values,
        quote=found.quote,
        weight=found.weight,
        fingerprint=found.fingerprint,
        is_dismissed=found.fingerprint in dismissed,
    )
