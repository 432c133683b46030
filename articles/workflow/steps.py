"""The record of a review: each thing done to it is a step, and the table in `content.reviewing` says what can be."""

from typing import Any

from django.utils import timezone

from ..content import limits, reviewing
from ..content.clean import clean_text
from ..models import Article, Review, Revision, Step


def open_review(article: Article) -> Review | None:
    """Return the review of an article that is not over."""
    return Review.objects.open().filter(article=article).select_related("revision", "opened_by", "reviewer").first()


def said(text: str) -> str:
    """Return what somebody typed, cleaned; raise ValueError where it is too long."""
    text = clean_text(text).strip()
    if len(text) > limits.COMMENT:
        raise ValueError(f"{len(text)} characters; {limits.COMMENT} at most")
    return text


def opened(article: Article, revision: Revision, *, by: Any) -> Review:
    """Begin the review of an article."""
    now = timezone.now()
    return Review.objects.create(article=article, revision=revision, opened_at=now, opened_by=by, since=now)


def take(review: Review, action: str, *, by: Any, revision: Revision, note: str = "", **details: Any) -> Step:
    """Do to a review what the table allows in its state, and write it down; raise NotNow."""
    now = timezone.now()
    before = review.state
    review.state = reviewing.after(action, before)  # type: ignore[arg-type]
    if review.state != before or action in ("ask", "publish-part"):
        review.since = now
    if review.state != "scheduled":
        review.publish_at = None
    review.revision = revision
    review.save()
    return Step.objects.create(
        review=review, action=action, at=now, by=by, revision=revision, note=note, details=details
    )
