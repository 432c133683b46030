"""What becomes public, and who decides.

Readers see `article.published` and what `listings` made of it. An edit by someone who may publish is public
at once, in the same transaction; anyone else's stays in the working copy.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from . import attribution, listings, publications, related, revisions, stored
from .content import plaintext
from .content.clean import clean_line
from .content.snapshot import Snapshot
from .models import Article, Revision
from .signals import revision_made

type Person = User | AnonymousUser | None


def may_publish(person: Person) -> bool:
    """Tell whether this person's edits are public at once."""
    return _has(person, "articles.publish_article")


def may_edit(person: Person) -> bool:
    """Tell whether this person writes articles."""
    return _has(person, "articles.change_article") or _has(person, "articles.add_article")


def may_see_drafts(person: Person) -> bool:
    """Tell whether this person sees working copies and Revisions that are not public."""
    return _has(person, "articles.view_article")


def is_public(revision: Revision, article: Article) -> bool:
    """Tell whether readers may see this Revision: those up to the published one of an article not withdrawn."""
    if article.published is None or article.withdrawn_at is not None:
        return False
    return revision.number <= article.published.number


@transaction.atomic
def publish(article: Article, *, by: Person, number: int | None = None) -> None:
    """Let readers see Revision `number`, the newest where none is named; raise PermissionDenied.

    Where they see it already, nothing is done.
    """
    _require(by, "articles.publish_article")
    revision = article.revisions.get(number=number) if number else revisions.newest(article)
    if not Article.objects.filter(pk=article.pk, published=revision).exists():
        _publish(article, revision, revisions.of(revision), by=by, at=timezone.now())


@transaction.atomic
def withdraw(article: Article, *, by: Person, reason: str) -> None:
    """Take an article from readers; its page says why. Nothing of it is lost. Raise PermissionDenied, ValueError."""
    _require(by, "articles.withdraw_article")
    reason = clean_line(reason)
    if not reason:
        raise ValueError("an article is withdrawn for a reason")
    now = timezone.now()
    Article.objects.filter(pk=article.pk).update(withdrawn_at=now, withdrawn_reason=reason)
    publications.record(article, publications.Action.WITHDRAWN, by=by, at=now, reason=reason)
    stored.forget(stored.showing(article.pk))
    listings.remove(article)
    article.refresh_from_db(fields=["withdrawn_at", "withdrawn_reason"])


@transaction.atomic
def reinstate(article: Article, *, by: Person) -> None:
    """Bring a withdrawn article back as it was published, any other not at all; raise PermissionDenied."""
    _require(by, "articles.withdraw_article")
    gone = Article.objects.filter(pk=article.pk, withdrawn_at__isnull=False)
    was_gone = gone.update(withdrawn_at=None, withdrawn_reason="")
    article.refresh_from_db()
    if was_gone and article.published is not None:
        again = publications.Action.REINSTATED
        _publish(article, article.published, revisions.of(article.published), by=by, at=timezone.now(), action=again)


@receiver(revision_made)
def _publish_at_once(revision: Revision, snapshot: Snapshot, before: Snapshot, **kwargs: Any) -> None:
    if may_publish(revision.by) and revision.article.withdrawn_at is None:
        _publish(revision.article, revision, snapshot, by=revision.by, at=revision.at, previous=before)


def _publish(  # noqa: PLR0913 (each is a fact of its own about the publication)
    article: Article,
    revision: Revision,
    snapshot: Snapshot,
    *,
    by: Person,
    at: datetime,
    action: str = publications.Action.PUBLISHED,
    previous: Snapshot | None = None,
) -> None:
    """Publish a Revision; `previous` is the Snapshot of the one before it, where it is at hand."""
    was = Article.objects.select_related("published").get(pk=article.pk)
    before = None
    if was.published is not None:
        is_previous = previous is not None and was.published.number == revision.previous_number
        before = previous if is_previous else revisions.of(was.published)
    Article.objects.filter(pk=article.pk).update(published=revision)
    article.published = revision
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


def _has(person: Person, permission: str) -> bool:
    return bool(person and person.is_active and person.has_perm(permission))


def _require(person: Person, permission: str) -> None:
    # `None` is the site itself: a command at its keyboard.
    if person is not None and not _has(person, permission):
        raise PermissionDenied(permission)
