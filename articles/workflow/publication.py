"""Publishing, withdrawing, bringing back: what each does to what readers see, in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from .. import attribution, checking, listings, notices, publications, related, revisions, stored
from ..content import plaintext
from ..content.clean import clean_line
from ..content.snapshot import Snapshot
from ..editing import Conflict
from ..models import Article, Finding, Revision
from ..signals import revision_made
from . import steps
from .people import PUBLISH, Person, decides_own_work, require


class OwnWork(PermissionDenied):
    """Somebody decides on what they have written themselves, and the wiki's policy does not let them."""


class Withdrawn(Exception):
    """An article of which readers see nothing until it is brought back."""


class Blocked(Exception):
    """A Revision is not published while these findings stand."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(finding.check_name for finding in findings))
        self.findings = tuple(findings)


def is_public(revision: Revision, article: Article) -> bool:
    """Tell whether readers may see this Revision: those up to the published one that hold no draft."""
    if article.published is None or article.withdrawn_at is not None:
        return False
    return revision.number <= article.published.number and not revision.held


def authors(article: Article, revision: Revision) -> set[int]:
    """Return the keys of those who wrote what publishing this Revision would show for the first time."""
    fresh = article.revisions.unseen().written().filter(number__lte=revision.number, by__isnull=False)
    return set(fresh.values_list("by_id", flat=True))


@transaction.atomic
def publish(
    article: Article, *, by: Person, number: int | None = None, base: int | None = None, note: str = ""
) -> None:
    """Let readers see Revision `number`, the newest where none is named, and end the review of it.

    Where they see it already, nothing is done. Raises PermissionDenied, OwnWork, Blocked, NotNow, Withdrawn; Conflict
    where `base` is not the newest Revision any more.
    """
    require(by, PUBLISH)
    newest, note = hold(article, base), steps.said(note)
    revision = article.revisions.get(number=number) if number else newest
    if article.published_id == revision.pk:
        return
    require_verdict(article, revision, by=by)
    review, wrote = steps.open_review(article), authors(article, revision)
    if review is None and by is not None:
        review = steps.opened(article, revision, by=by)
    if review is not None:
        steps.take(review, "publish", by=by, revision=revision, note=note)
    show(article, revision, revisions.of(revision), by=by, at=timezone.now())
    notices.tell(article, "published", by=by, revision=revision, review=review, note=note, also=wrote)


def require_verdict(article: Article, revision: Revision, *, by: Person) -> None:
    """Raise PermissionDenied, OwnWork, Blocked or Withdrawn where this person cannot let readers see this Revision."""
    require(by, PUBLISH)
    if article.withdrawn_at is not None:
        raise Withdrawn
    if by is None:
        return
    if by.pk in authors(article, revision) and not decides_own_work(by):
        raise OwnWork
    if findings := checking.blocking(article, revision):
        raise Blocked(findings)


def hold(article: Article, base: int | None = None) -> Revision:
    """Let nobody change an article until the transaction ends, read again what readers see; return the newest Revision.

    Raises Conflict where `base`, the number of the draft that somebody looked at, is not that.
    """
    locked = Article.objects.select_for_update(no_key=True)
    article.refresh_from_db(fields=["published", "withdrawn_at", "withdrawn_reason"], from_queryset=locked)
    newest = revisions.newest(article)
    if base is not None and base != newest.number:
        raise Conflict(newest)
    return newest


@transaction.atomic
def withdraw(article: Article, *, by: Person, reason: str) -> None:
    """Take an article from readers; its page says why. Nothing of it is lost. Raise PermissionDenied, ValueError."""
    require(by, "articles.withdraw_article")
    reason = clean_line(reason)
    if not reason:
        raise ValueError("an article is withdrawn for a reason")
    now = timezone.now()
    Article.objects.filter(pk=article.pk).update(withdrawn_at=now, withdrawn_reason=reason)
    publications.record(article, publications.Action.WITHDRAWN, by=by, at=now, reason=reason)
    stored.forget(stored.showing(article.pk))
    listings.remove(article)
    checking.follow(article)
    article.refresh_from_db(fields=["withdrawn_at", "withdrawn_reason"])
    notices.tell(article, "withdrawn", by=by, note=reason)


@transaction.atomic
def reinstate(article: Article, *, by: Person) -> None:
    """Bring a withdrawn article back as it was published, any other not at all; raise PermissionDenied."""
    require(by, "articles.withdraw_article")
    gone = Article.objects.filter(pk=article.pk, withdrawn_at__isnull=False)
    was_gone = gone.update(withdrawn_at=None, withdrawn_reason="")
    article.refresh_from_db()
    if not was_gone:
        return
    if article.published is not None:
        again = publications.Action.REINSTATED
        seen = revisions.of(article.published)
        # What was held back when it went is held back when it comes again.
        show(article, article.published, seen, by=by, at=timezone.now(), action=again, whole=False)
    checking.follow(article)
    notices.tell(article, "reinstated", by=by)


def publishes(person: Person, article: Article | None, revision: Revision | None) -> bool:
    """Tell whether what this person saves is published at once: over this Revision, in a new article over None.

    Who decides on their own work does not decide on that of others by saving something beside it.
    """
    if not decides_own_work(person):
        return False
    if article is None or revision is None:
        return True
    return article.withdrawn_at is None and authors(article, revision) <= {getattr(person, "pk", None)}


@receiver(revision_made)
def _publish_at_once(revision: Revision, snapshot: Snapshot, before: Snapshot, **kwargs: Any) -> None:
    """Let readers see what somebody saved who decides on their own work.

    It waits where a check keeps it from them, and where others wrote some of what they would see with it.
    """
    article = revision.article
    if revision.kind == Revision.Kind.PARTED or not decides_own_work(revision.by):
        return
    hold(article)
    if article.withdrawn_at is not None or not authors(article, revision) <= {revision.by_id}:
        return
    if checking.blocking(article, revision):
        return
    review = steps.open_review(article)
    if review is not None:
        steps.take(review, "publish", by=revision.by, revision=revision)
    show(article, revision, snapshot, by=revision.by, at=revision.at, previous=before)
    notices.tell(article, "published", by=revision.by, revision=revision, review=review, note=revision.summary)


def show(  # noqa: PLR0913 (each is a fact of its own about the publication)
    article: Article,
    revision: Revision,
    snapshot: Snapshot,
    *,
    by: Person,
    at: datetime,
    action: str = publications.Action.PUBLISHED,
    previous: Snapshot | None = None,
    whole: bool = True,
) -> None:
    """Let readers see a Revision from now on; `previous` is the Snapshot of the one before it, where it is at hand.

    Where it is the `whole` of the draft, nothing that led to it is held back any longer.
    """
    was = Article.objects.select_related("published").get(pk=article.pk)
    before = None
    if was.published is not None:
        is_previous = previous is not None and was.published.number == revision.previous_number
        before = previous if is_previous else revisions.of(was.published)
    Article.objects.filter(pk=article.pk).update(published=revision)
    article.published = revision
    if whole:
        article.revisions.filter(held=True, number__lte=revision.number).update(held=False)
    attribution.publish(article, revision)
    if was.withdrawn_at is not None:
        return
    card = publications.card(article, snapshot, plaintext.excerpt(snapshot.lead))
    publication = publications.record(article, action, revision=revision, card=card, by=by, at=at)
    stored.make_room(article.pk)
    shown_on = stored.showing(article.pk)
    listing = listings.refresh(article, snapshot, revision, before=before, publication=publication)
    stored.forget(shown_on | stored.showing(article.pk))
    publication.related = [card.pk for card in related.to(listing, snapshot.related)]
    publication.save(update_fields=["related"])
    if before is None or checking.face(before) != checking.face(snapshot):
        checking.follow(article, {snapshot.slug})
