"""Publishing at a set time: decided now, done when it is due, once, whoever looks first."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from .. import notices, revisions
from ..content import reviewing
from ..models import Article, Review
from .people import PUBLISH, require
from .publication import hold, require_verdict, show
from .review import NothingToReview
from .steps import open_review, opened, take


@transaction.atomic
def schedule(article: Article, *, by: User, number: int, at: datetime, time_zone: str, note: str = "") -> Review:
    """Decide that readers will see draft `number` from a moment on, which was said on the clock of a time zone.

    Raises PermissionDenied, OwnWork, Blocked, NotNow; NothingToReview where readers see it; ValueError for the past.
    """
    require(by, PUBLISH)
    if at <= timezone.now():
        raise ValueError("this time has passed")
    hold(article)
    draft = article.revisions.get(number=number)
    if article.published_id == draft.pk:
        raise NothingToReview
    require_verdict(article, draft, by=by)
    review = open_review(article) or opened(article, draft, by=by)
    review.publish_at, review.time_zone = at, time_zone
    take(review, "schedule", by=by, revision=draft, note=note, at=at.isoformat(), time_zone=time_zone)
    notices.tell(article, "scheduled", by=by, revision=draft, review=review, note=note, at=at.isoformat())
    return review


@transaction.atomic
def unschedule(article: Article, *, by: User, note: str = "") -> Review:
    """Take a set time back: the draft waits again. Raise PermissionDenied, NotNow."""
    require(by, PUBLISH)
    hold(article)
    review = open_review(article)
    if review is None:
        raise reviewing.NotNow("unschedule", "none")
    take(review, "unschedule", by=by, revision=review.revision, note=note)
    notices.tell(article, "unscheduled", by=by, revision=review.revision, review=review, note=note)
    return review


def publish_due() -> int:
    """Publish what is due, each in a transaction of its own; return how many were."""
    return sum(_publish_due(key) for key in Review.objects.due().values_list("pk", flat=True))


@transaction.atomic
def _publish_due(key: int) -> bool:
    """Publish one; what another process has done or undone meanwhile is left alone."""
    review = Review.objects.select_for_update(of=("self",)).due().filter(pk=key).select_related("article").first()
    if review is None:
        return False
    article, draft = review.article, review.revision
    hold(article)
    decided = review.steps.filter(action="schedule").latest("pk")
    if article.withdrawn_at is not None:
        take(review, "unschedule", by=None, revision=draft)
        notices.tell(article, "not-published", by=None, revision=draft, review=review)
        return False
    take(review, "publish", by=decided.by, revision=draft)
    show(article, draft, revisions.of(draft), by=decided.by, at=timezone.now())
    notices.tell(article, "published", by=decided.by, revision=draft, review=review)
    return True
