"""Telling people what became of an article: those who follow it, and those whom a review concerns.

A notice is written in the transaction of what it tells, one for each person; mails go out later. Nobody is told what
they did themselves.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from .models import Article, Comment, Follow, Notice, Review, Revision, Step, Wishes

BACKEND = "django.contrib.auth.backends.ModelBackend"
# What everybody may know; the rest is told to those who see drafts.
PUBLIC = frozenset({Notice.Event.PUBLISHED, Notice.Event.WITHDRAWN, Notice.Event.REINSTATED})


def tell(  # noqa: PLR0913 (each is a fact of its own about what happened)
    article: Article,
    event: str,
    *,
    by: Any,
    revision: Revision | None = None,
    review: Review | None = None,
    note: str = "",
    also: Iterable[int] = (),
    **details: Any,
) -> None:
    """Write a notice for each person whom this concerns, and for `also`. A fixed number of queries."""
    concerned = {*Follow.objects.filter(article=article).values_list("person_id", flat=True), *also}
    if review is not None:
        concerned |= _taking_part(review)
    concerned -= {by.pk} if by else set()
    if not concerned:
        return
    now = timezone.now()
    mails = dict(Wishes.objects.filter(person__in=concerned).values_list("person_id", "mails"))
    Notice.objects.bulk_create(
        Notice(
            person=person,
            event=event,
            article=article,
            title=article.title,
            revision=revision,
            review=review,
            by=by,
            at=now,
            note=note,
            details=details,
            mail="waiting" if person.email and mails.get(person.pk, Wishes.Mails.EACH) != Wishes.Mails.NEVER else "",
        )
        for person in _who_may_know(concerned, event)
    )


def follow(article: Article, person: Any, *, follows: bool) -> None:
    """Let somebody be told of an article, or no longer."""
    if follows:
        Follow.objects.get_or_create(article=article, person=person, defaults={"since": timezone.now()})
    else:
        Follow.objects.filter(article=article, person=person).delete()


def _taking_part(review: Review) -> set[int]:
    """Return the keys of those who asked for a review, are named in it, have decided or said something in it."""
    found = {review.opened_by_id, review.reviewer_id}
    found |= set(Step.objects.filter(review=review).values_list("by_id", flat=True))
    found |= set(Comment.objects.filter(review=review).values_list("by_id", flat=True))
    return {key for key in found if key}


def _who_may_know(keys: Iterable[int], event: str) -> Any:
    people: Any = get_user_model().objects
    found = people.all() if event in PUBLIC else people.with_perm("articles.view_article", backend=BACKEND)
    return found.filter(pk__in=keys, is_active=True).order_by("pk")
