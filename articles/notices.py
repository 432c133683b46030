"""Telling people what became of an article: those who follow it, and those whom a review concerns.

A notice is written in the transaction of what it tells, one for each person; mails go out later. Nobody is told what
they did themselves, nor reads of a draft what they may not see any more.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from .models import Article, Comment, Follow, Notice, Review, Revision, Step, Wishes

BACKEND = "django.contrib.auth.backends.ModelBackend"
DRAFTS = "articles.view_article"
PAGE = 50
KEPT = timedelta(days=365)
SWEPT = 1_000
Event = Notice.Event
# What everybody may know, and the events whose notes readers see; the rest is told to those who see drafts.
PUBLIC = frozenset({Event.PUBLISHED, Event.WITHDRAWN, Event.REINSTATED})
_NOTED = frozenset({Event.WITHDRAWN})
# What leads to the article and not to its review.
_OF_ARTICLE = frozenset({*PUBLIC, Event.LOCKED, Event.UNLOCKED})
# As many people can be named in one comment.
_NAMED = 20
# A name as Django allows it, which ends in no full stop.
_NAME = re.compile(r"(?<![\w@.+-])@([\w@.+-]*[\w@+-])")


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
    now, is_public = timezone.now(), False
    title, slug = article.title, article.slug
    if event in PUBLIC and (card := article.cards.order_by("-pk").first()):
        # The working copy may be called otherwise by now.
        title, slug = card.title, card.slug
        is_public = event == Event.WITHDRAWN or article.withdrawn_at is None
    mails = dict(Wishes.objects.filter(person__in=concerned).values_list("person_id", "mails"))
    Notice.objects.bulk_create(
        Notice(
            person=person,
            event=event,
            is_public=is_public,
            article=article,
            title=title,
            slug=slug,
            revision=revision,
            review=review,
            by=by,
            at=now,
            note=note,
            details=details,
            mail="waiting" if is_mailed(person, mails.get(person.pk, Wishes.Mails.EACH)) else "",
        )
        for person in _who_may_know(concerned, is_public=is_public)
    )


def follow(article: Article, person: Any, *, follows: bool) -> None:
    """Let somebody be told of an article, or no longer."""
    if follows:
        Follow.objects.get_or_create(article=article, person=person, defaults={"since": timezone.now()})
    else:
        Follow.objects.filter(article=article, person=person).delete()


def follows(article: Article, person: Any) -> bool:
    """Tell whether somebody follows an article."""
    return Follow.objects.filter(article=article, person=person).exists()


def named(text: str) -> list[int]:
    """Return the keys of those whom a comment names: "@ed, please look"."""
    names = {found[1] for found in _NAME.finditer(text)}
    return list(
        get_user_model().objects.filter(username__in=sorted(names)[:_NAMED]).order_by("pk").values_list("pk", flat=True)
    )


def is_mailed(person: Any, mails: str) -> bool:
    """Tell whether somebody can be sent mails and wants them: those who can say at the desk that they do not."""
    able = settings.SEND_MAILS and person.is_active and person.is_staff and person.email
    return bool(able and mails != Wishes.Mails.NEVER)


# Reading them ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of what somebody was told, the newest first; `older` and `newer` are the queries of its neighbours."""

    notices: tuple[Notice, ...]
    older: str = ""
    newer: str = ""


def page(person: Any, query: Mapping[str, str]) -> Page:
    """Return a page of what somebody was told and may still see, by key. One query."""
    drafts, found = sees_drafts(person), seen_by(person).select_related("by")
    before, after = _key(query.get("before", "")), _key(query.get("after", ""))
    if after is not None:
        rows = list(found.filter(pk__gt=after).order_by("pk")[: PAGE + 1])[::-1]
        more_newer, more_older, rows = len(rows) > PAGE, True, rows[-PAGE:]
    else:
        rows = list((found if before is None else found.filter(pk__lt=before)).order_by("-pk")[: PAGE + 1])
        more_newer, more_older, rows = before is not None, len(rows) > PAGE, rows[:PAGE]
    return Page(
        tuple(readable(rows, drafts=drafts)),
        older=f"before={rows[-1].pk}" if rows and more_older else "",
        newer=f"after={rows[0].pk}" if rows and more_newer else "",
    )


def seen_by(person: Any) -> QuerySet[Notice]:
    """Return what somebody was told, as far as they may still see it."""
    found = Notice.objects.filter(person=person)
    return found if sees_drafts(person) else found.filter(is_public=True)


def readable(notices: Iterable[Notice], *, drafts: bool) -> Iterable[Notice]:
    """Yield notices as somebody may read them: what reviewers wrote to editors is for those who see drafts."""
    for notice in notices:
        if not drafts and notice.event not in _NOTED:
            notice.note = ""
        yield notice


def sees_drafts(person: Any) -> bool:
    """Tell whether somebody may know what readers do not."""
    return bool(person.is_active and person.has_perm(DRAFTS))


def see(person: Any, up_to: int) -> int:
    """Note that somebody has looked at all that they were told up to a key; return how many were new."""
    return Notice.objects.unseen().filter(person=person, pk__lte=up_to).update(seen_at=timezone.now())


def link(notice: Notice) -> str:
    """Return the address at which one sees what a notice tells."""
    if notice.is_public:
        return reverse("article", args=[notice.slug])
    name = "change" if notice.event in _OF_ARTICLE else "review"
    return reverse(f"admin:articles_article_{name}", args=[notice.article_id])


def sweep() -> int:
    """Forget some of what was told more than a year ago; return how many. The oldest have the lowest keys."""
    oldest, since = Notice.objects.order_by("pk").values_list("pk", "at")[:SWEPT], timezone.now() - KEPT
    gone = [pk for pk, at in oldest if at < since]
    Notice.objects.filter(pk__in=gone).delete()
    return len(gone)


def _key(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 18 else None


def _taking_part(review: Review) -> set[int]:
    """Return the keys of those who asked for a review, are named in it, have decided or said something in it."""
    found = {review.opened_by_id, review.reviewer_id}
    found |= set(Step.objects.filter(review=review).values_list("by_id", flat=True))
    found |= set(Comment.objects.filter(review=review).values_list("by_id", flat=True))
    return {key for key in found if key}


def _who_may_know(keys: Iterable[int], *, is_public: bool) -> Any:
    people: Any = get_user_model().objects
    found = people.all() if is_public else people.with_perm(DRAFTS, backend=BACKEND)
    return found.filter(pk__in=keys, is_active=True).order_by("pk")
