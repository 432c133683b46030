"""Publishing at a set time: decided now, done when it is due, once, whoever looks first."""

import logging
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from .. import checking, notices, revisions
from ..content import reviewing
from ..models import Article, Review
from .people import PUBLISH, require
from .publication import authors, hold, require_verdict, show
from .review import NothingToReview
from .steps import open_review, opened, said, take

LOG = logging.getLogger(__name__)


@transaction.atomic
def schedule(article: Article, *, by: User, number: int, at: datetime, time_zone: str, note: str = "") -> Review:
    """Decide that readers will see draft `number` from a moment on, which was said on the clock of a time zone.

    Raises PermissionDenied, OwnWork, Blocked, NotNow, Withdrawn; Conflict where there is a newer draft; NothingToReview
    where readers see it; ValueError for the past.
    """
    require(by, PUBLISH)
    if at <= timezone.now():
        raise ValueError("this time has passed")
    draft, note = hold(article, number), said(note)
    if article.published_id == draft.pk:
        raise NothingToReview
    require_verdict(article, draft, by=by)
    wrote = authors(article, draft)
    review = open_review(article) or opened(article, draft, by=by)
    review.publish_at, review.time_zone = at, time_zone
    take(review, "schedule", by=by, revision=draft, note=note, at=at.isoformat(), time_zone=time_zone)
    notices.tell(article, "scheduled", by=by, revision=draft, review=review, note=note, at=at.isoformat(), also=wrote)
    return review


@transaction.atomic
def unschedule(article: Article, *, by: User, note: str = "") -> Review:
    """Take a set time back: the draft waits again. Raise PermissionDenied, NotNow."""
    require(by, PUBLISH)
    hold(article)
    review, note = open_review(article), said(note)
    if review is None:
        raise reviewing.NotNow("unschedule", "none")
    take(review, "unschedule", by=by, revision=review.revision, note=note)
    notices.tell(article, "unscheduled", by=by, revision=review.revision, review=review, note=note)
    return review


def publish_due() -> int:
    """Publish what is due, each in a transaction of its own; return how many were.

    One that fails is told to those concerned and waits for them: it would fail again, and keeps no other from readers.
    A database that cannot be asked just now is not that: its error is raised, and all that is due stays due.
    """
    return sum(_tried(key) for key in Review.objects.due().values_list("pk", flat=True))


def _tried(key: int) -> bool:
    try:
        return _publish_due(key)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        LOG.exception("Review %d could not be published at its time", key)
        _give_up(key)
        return False


@transaction.atomic
def _publish_due(key: int) -> bool:
    """Publish one; what another process has done or undone meanwhile is left alone."""
    article = Article.objects.get(reviews=key)
    hold(article)
    review = _due(key)
    if review is None:
        return False
    draft = review.revision
    if article.withdrawn_at is not None:
        _put_off(review, "withdrawn")
        return False
    if found := checking.blocking(article, draft):
        _put_off(review, "blocked", checks=sorted({each.check_name for each in found}))
        return False
    decided, wrote = review.steps.filter(action="schedule").latest("pk"), authors(article, draft)
    take(review, "publish", by=decided.by, revision=draft)
    show(article, draft, revisions.of(draft), by=decided.by, at=timezone.now())
    # Whoever set the time is told too: they may not be there.
    notices.tell(article, "published", by=None, revision=draft, review=review, also=wrote)
    return True


@transaction.atomic
def _give_up(key: int) -> None:
    hold(Article.objects.get(reviews=key))
    review = _due(key)
    if review is not None:
        _put_off(review, "failed")


def _put_off(review: Review, why: str, **details: Any) -> None:
    """Let a draft wait again that could not be published, and tell those concerned why."""
    article, draft = review.article, review.revision
    take(review, "unschedule", by=None, revision=draft, why=why, **details)
    wrote = authors(article, draft)
    notices.tell(article, "not-published", by=None, revision=draft, review=review, also=wrote, why=why, **details)


def _due(key: int) -> Review | None:
    """Return a review that is due; call it where its article is held, as every other decision is taken."""
    return Review.objects.due().filter(pk=key).select_related("article", "revision").first()
