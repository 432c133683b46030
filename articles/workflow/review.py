"""From a draft to readers: asked for, talked about, sent back or published, whole or in part."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.dispatch import receiver
from django.utils import timezone

from .. import editing, notices, revisions
from ..content import blocks, reviewing
from ..content.matching import match
from ..content.problems import Place
from ..content.snapshot import Snapshot
from ..models import Article, Comment, Review, Revision
from ..signals import revision_made
from .people import PUBLISH, decides_own_work, may_edit, may_publish, require, reviewers
from .publication import OwnWork, authors, hold, require_verdict, show
from .steps import open_review, opened, said, take


class NothingToReview(Exception):
    """Readers see all of the draft already, or none of the parts chosen differs from what they see."""


def waiting_for(person: Any) -> QuerySet[Review]:
    """Return the reviews that wait for a decision which this person can make.

    Those in which they are named, or nobody, or somebody who does not decide any more; not those of their own work,
    where the policy leaves that to others.
    """
    if not may_publish(person):
        return Review.objects.none()
    found = Review.objects.filter(state="waiting")
    found = found.filter(Q(reviewer=person) | Q(reviewer=None) | ~Q(reviewer__in=reviewers().values("pk")))
    if decides_own_work(person):
        return found
    wrote = Revision.objects.unseen().written().filter(article=OuterRef("article"), by=person)
    return found.filter(~Exists(wrote))


@transaction.atomic
def ask(article: Article, *, by: User, reviewer: User | None = None, note: str = "") -> Review:
    """Ask for the newest Revision to be published, by a named reviewer or by any; again after changes were asked for.

    Raises PermissionDenied, NothingToReview; ValueError where the one named does not decide.
    """
    _require_writer(by)
    if reviewer is not None and not may_publish(reviewer):
        raise ValueError(f"{reviewer} is no reviewer")
    newest, note = hold(article), said(note)
    if article.published_id == newest.pk:
        raise NothingToReview
    review = open_review(article) or _taken_up_again(article, newest) or opened(article, newest, by=by)
    review.reviewer = reviewer
    take(review, "ask", by=by, revision=newest, note=note)
    everyone = () if reviewer else reviewers().values_list("pk", flat=True)
    notices.tell(article, "asked", by=by, revision=newest, review=review, note=note, also=everyone)
    return review


@transaction.atomic
def return_(article: Article, *, by: User, note: str, base: int | None = None) -> Review:
    """Ask the editors for changes, and say which; raise PermissionDenied, OwnWork, NotNow, ValueError, Conflict."""
    require(by, PUBLISH)
    note = said(note)
    if not note:
        raise ValueError("say what is to be changed")
    newest = hold(article, base)
    wrote = authors(article, newest)
    if by.pk in wrote and not decides_own_work(by):
        raise OwnWork
    review = _open(article, "return")
    take(review, "return", by=by, revision=newest, note=note)
    notices.tell(article, "returned", by=by, revision=newest, review=review, note=note, also=wrote)
    return review


@transaction.atomic
def take_back(article: Article, *, by: User, note: str = "") -> Review:
    """End a review without a decision; raise PermissionDenied for all but those who asked and those who decide."""
    _require_writer(by)
    hold(article)
    review, note = _open(article, "take-back"), said(note)
    if by.pk != review.opened_by_id and not may_publish(by):
        raise PermissionDenied("take back")
    take(review, "take-back", by=by, revision=review.revision, note=note)
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
    draft, note = hold(article, number), said(note)
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
    wrote = authors(article, made)
    held = article.revisions.filter(number__gt=seen, number__lt=made.number)
    held.update(held=True)
    show(article, made, wanted, by=by, at=made.at, whole=False)
    rest = editing.replace(article, whole, summary=summary, base=made.number, restored_from=number, **how)
    assert rest is not None
    named = [{"part": place.part, "key": place.key, "name": _named(whole, place)} for place in places]
    take(review, "publish-part", by=by, revision=rest, note=note, places=named, published=made.number)
    notices.tell(article, "published", by=by, revision=made, review=review, note=note, also=wrote, part=True)
    return made


@transaction.atomic
def comment(
    article: Article, text: str, *, by: User, number: int, place: Place | None = None, answers: int | None = None
) -> Comment:
    """Say something of draft `number`, of all of it or of one passage, or in answer to a comment.

    Raises PermissionDenied, NotNow; Conflict where there is a newer draft; NothingToReview where readers see all of
    it and no review is open; ValueError where nothing is said or there is no such passage.
    """
    _require_writer(by)
    text = said(text)
    if not text:
        raise ValueError("say something")
    revision = hold(article, number)
    review = open_review(article)
    if review is None and article.published_id == revision.pk:
        raise NothingToReview
    review = review or opened(article, revision, by=by)
    reviewing.after("comment", review.state)  # type: ignore[arg-type]
    told = review.comments.get(pk=answers) if answers else None
    where = Place(told.part, told.key, told.field, told.passage) if told else place or Place("")
    made = Comment.objects.create(
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
    also = {*notices.named(text), *authors(article, revision)}
    notices.tell(article, "commented", by=by, revision=revision, review=review, note=text, also=also)
    return made


@transaction.atomic
def resolve(article: Article, key: int, *, by: User, resolved: bool = True) -> Comment:
    """Say that a comment has been answered, or that it has not been after all; raise PermissionDenied, NotNow."""
    _require_writer(by)
    hold(article)
    review = _open(article, "resolve")
    settled = review.comments.get(pk=key, answers=None)
    settled.resolved_at, settled.resolved_by = (timezone.now(), by) if resolved else (None, None)
    settled.save(update_fields=["resolved_at", "resolved_by"])
    return settled


def _taken_up_again(article: Article, newest: Revision) -> Review | None:
    """Return the last review where it was taken back, with its comments where their passages are in the draft now."""
    last = article.reviews.order_by("-pk").select_related("revision").first()
    if last is None or last.state != "taken-back":
        return None
    _follow(last, revisions.of(last.revision), revisions.of(newest))
    return last


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
    _follow(review, before, snapshot)


def _follow(review: Review, before: Snapshot, snapshot: Snapshot) -> None:
    """Let comments go where their passages went."""
    comments = list(review.comments.exclude(passage=0))
    if not comments:
        return
    matches = match(before, snapshot)
    for each in comments:
        place = reviewing.followed(Place(each.part, each.key, each.field, each.passage), matches)
        each.part, each.key, each.field, each.passage = place.part, place.key, place.field, place.passage
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


def _named(snapshot: Snapshot, place: Place) -> str:
    """Return what a part is called; "" for one that has no name of its own."""
    row = getattr(snapshot, place.part)(place.key) if place.key else None
    return (getattr(row, "heading", "") or getattr(row, "title", "") or getattr(row, "caption", "")) if row else ""


def _open(article: Article, action: str) -> Review:
    review = open_review(article)
    if review is None:
        raise reviewing.NotNow(action, "none")
    return review


def _require_writer(by: Any) -> None:
    if not may_edit(by):
        raise PermissionDenied("write")
