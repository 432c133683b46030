"""From a draft to readers: asked for, talked about, sent back or published, whole or in part."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from .. import editing, notices, revisions
from ..content import blocks, limits, reviewing
from ..content.clean import clean_text
from ..content.matching import match
from ..content.problems import Place
from ..content.snapshot import Snapshot
from ..models import Article, Comment, Review, Revision
from ..signals import revision_made
from .people import PUBLISH, decides_own_work, may_edit, may_publish, require, reviewers
from .publication import OwnWork, authors, hold, require_verdict, show
from .steps import open_review, opened, take


class NothingToReview(Exception):
    """Readers see all of the draft already, or none of the parts chosen differs from what they see."""


@transaction.atomic
def ask(article: Article, *, by: User, reviewer: User | None = None, note: str = "") -> Review:
    """Ask for the newest Revision to be published, by a named reviewer or by any; again after changes were asked for.

    Raises PermissionDenied, NothingToReview; ValueError where the one named does not decide.
    """
    _require_writer(by)
    if reviewer is not None and not may_publish(reviewer):
        raise ValueError(f"{reviewer} is no reviewer")
    hold(article)
    newest = revisions.newest(article)
    if article.published_id == newest.pk:
        raise NothingToReview
    review = open_review(article) or opened(article, newest, by=by)
    review.reviewer = reviewer
    note = _said(note)
    take(review, "ask", by=by, revision=newest, note=note)
    everyone = () if reviewer else reviewers().values_list("pk", flat=True)
    notices.tell(article, "asked", by=by, revision=newest, review=review, note=note, also=everyone)
    return review


@transaction.atomic
def return_(article: Article, *, by: User, note: str) -> Review:
    """Ask the editors for changes, and say which; raise PermissionDenied, OwnWork, NotNow, ValueError."""
    require(by, PUBLISH)
    note = _said(note)
    if not note:
        raise ValueError("say what is to be changed")
    hold(article)
    newest = revisions.newest(article)
    if by.pk in authors(article, newest) and not decides_own_work(by):
        raise OwnWork
    review = _open(article, "return")
    take(review, "return", by=by, revision=newest, note=note)
    notices.tell(article, "returned", by=by, revision=newest, review=review, note=note)
    return review


@transaction.atomic
def take_back(article: Article, *, by: User, note: str = "") -> Review:
    """End a review without a decision; raise PermissionDenied for all but those who asked and those who decide."""
    _require_writer(by)
    hold(article)
    review = _open(article, "take-back")
    if by.pk != review.opened_by_id and not may_publish(by):
        raise PermissionDenied("take back")
    take(review, "take-back", by=by, revision=review.revision, note=_said(note))
    notices.tell(article, "taken-back", by=by, revision=review.revision, review=review, note=note)
    return review


@transaction.atomic
def publish_part(
    article: Article, places: Collection[Place], *, by: User, number: int, summary: str, note: str = ""
) -> Revision:
    """Let readers see these places as draft `number` has them, and nothing else of it; return what is published.

    Makes two Revisions: what readers see, and on top of it the whole draft again, still waiting. Raises
    PermissionDenied, OwnWork, Blocked, NotNow, NothingToReview, InvalidContent; Conflict for an older draft.
    """
    require(by, PUBLISH)
    hold(article)
    draft = article.revisions.get(number=number)
    seen = article.published.number if article.published else 0
    before, whole = revisions.of(article.published) if article.published else None, revisions.of(draft)
    wanted = reviewing.part(before, whole, places)
    if not places or wanted in (before, whole):
        raise NothingToReview
    review = open_review(article) or opened(article, draft, by=by)
    how: dict[str, Any] = {"by": by, "kind": Revision.Kind.PARTED}
    made = editing.replace(article, wanted, summary=summary, base=number, told_since=seen, **how)
    assert made is not None
    require_verdict(article, made, by=by)
    held = article.revisions.filter(number__gt=seen, number__lt=made.number)
    held.update(held=True)
    show(article, made, wanted, by=by, at=made.at, whole=False)
    rest = editing.replace(article, whole, summary=summary, restored_from=number, **how)
    assert rest is not None
    named = [{"part": place.part, "key": place.key, "field": place.field} for place in places]
    take(review, "publish-part", by=by, revision=rest, note=_said(note), places=named, published=made.number)
    notices.tell(article, "published", by=by, revision=made, review=review, note=note)
    return made


@transaction.atomic
def comment(
    article: Article, text: str, *, by: User, number: int, place: Place | None = None, answers: int | None = None
) -> Comment:
    """Say something of draft `number`, of all of it or of one passage, or in answer to a comment.

    Raises PermissionDenied, NotNow; ValueError where nothing is said or there is no such passage.
    """
    _require_writer(by)
    text = _said(text)
    if not text:
        raise ValueError("say something")
    hold(article)
    revision = article.revisions.get(number=number)
    review = open_review(article) or opened(article, revision, by=by)
    reviewing.after("comment", review.state)  # type: ignore[arg-type]
    told = review.comments.get(pk=answers) if answers else None
    where = Place(told.part, told.key, told.field, told.passage) if told else place or Place("")
    said = Comment.objects.create(
        review=review,
        answers=told.answers or told if told else None,
        revision=told.revision if told else revision,
        part=where.part,
        key=where.key,
        field=where.field,
        passage=where.passage,
        quote=told.quote if told else _quote(revision, where),
        text=text,
        at=timezone.now(),
        by=by,
    )
    also = notices.named(text)
    notices.tell(article, "commented", by=by, revision=revision, review=review, note=text, also=also)
    return said


@transaction.atomic
def resolve(article: Article, key: int, *, by: User, resolved: bool = True) -> Comment:
    """Say that a comment has been answered, or that it has not been after all; raise PermissionDenied, NotNow."""
    _require_writer(by)
    hold(article)
    review = _open(article, "resolve")
    said = review.comments.get(pk=key, answers=None)
    said.resolved_at, said.resolved_by = (timezone.now(), by) if resolved else (None, None)
    said.save(update_fields=["resolved_at", "resolved_by"])
    return said


@receiver(revision_made)
def _go_on(revision: Revision, snapshot: Snapshot, before: Snapshot, **kwargs: Any) -> None:
    """Let an open review be about what was saved since, and its comments stand where their passages are now.

    What is scheduled stays what it is.
    """
    review = open_review(revision.article)
    if review is None or revision.kind == Revision.Kind.PARTED:
        return
    if review.state != "scheduled":
        Review.objects.filter(pk=review.pk).update(revision=revision)
    comments = list(review.comments.exclude(passage=0))
    if not comments:
        return
    matches = match(before, snapshot)
    for said in comments:
        place = reviewing.followed(Place(said.part, said.key, said.field, said.passage), matches)
        said.part, said.key, said.field, said.passage = place.part, place.key, place.field, place.passage
    Comment.objects.bulk_update(comments, ["part", "key", "field", "passage"])


def _quote(revision: Revision, place: Place) -> str:
    """Return the passage of a place as text; raise ValueError where there is none."""
    if not place.passage:
        return ""
    snapshot = revisions.of(revision)
    bodies = dict(snapshot.bodies())
    passages = blocks.passages(bodies.get(place.key, ""))
    if place.passage > len(passages):
        raise ValueError("there is no such passage")
    return passages[place.passage - 1]


def _said(text: str) -> str:
    text = clean_text(text).strip()
    if len(text) > limits.COMMENT:
        raise ValueError(f"{len(text)} characters; {limits.COMMENT} at most")
    return text


def _open(article: Article, action: str) -> Review:
    review = open_review(article)
    if review is None:
        raise reviewing.NotNow(action, "none")
    return review


def _require_writer(by: Any) -> None:
    if not may_edit(by):
        raise PermissionDenied("write")
