"""What readers saw when: the publications of articles, in the one order that they have over the whole wiki.

A moment is the key of a Publication; what a page showed then of other articles is told by their latest publications up
to it.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet

from .content.snapshot import Snapshot
from .models import Address, Article, Card, ImageFile, Publication, Revision

Action = Publication.Action
_CARD = ("slug", "title", "short_description", "excerpt", "language", "image_id", "image_alternative_text")


def record(article: Article, action: str, *, by: Any, at: datetime, **what: Any) -> Publication:
    """Write down that an article was published, withdrawn or brought back."""
    return Publication.objects.create(article=article, action=action, by=by, at=at, **what)


def card(article: Article, snapshot: Snapshot, excerpt: str) -> Card:
    """Return how other pages show an article, as a row that is there already where it looked so before."""
    image = next((image for image in snapshot.images if image.in_lead), None)
    values = {
        "slug": snapshot.slug,
        "title": snapshot.title,
        "short_description": snapshot.short_description,
        "excerpt": excerpt,
        "language": snapshot.language,
        "image_id": ImageFile.objects.values_list("pk", flat=True).get(name=image.file) if image else None,
        "image_alternative_text": image.alternative_text if image else "",
    }
    last = article.cards.order_by("-pk").first()
    if last is not None and {name: getattr(last, name) for name in _CARD} == values:
        return last
    return Card.objects.create(article=article, **values)


def moment(revision: Revision) -> Publication | None:
    """Return the publication by which readers first saw a Revision, or a later one over it; None for a draft."""
    shown = Publication.objects.filter(article_id=revision.article_id, revision_id__gte=revision.pk)
    return shown.order_by("revision_id", "pk").first()


def cards(articles: Collection[int], at: int) -> dict[int, Card]:
    """Return the cards of those of these articles that were public at a moment, and are not withdrawn. Two queries."""
    latest = (
        Publication.objects.filter(article_id__in=articles, pk__lte=at)
        .order_by()
        .values("article_id")
        .annotate(newest=Max("pk"))
    )
    keys = [row["newest"] for row in latest]
    public = Publication.objects.filter(pk__in=keys, revision__isnull=False, article__withdrawn_at__isnull=True)
    found = public.select_related("card__image")
    return {each.article_id: each.card for each in found if each.card is not None}


def addresses(slugs: Iterable[str], at: int) -> dict[str, int]:
    """Return slug -> article for the slugs that led to an article at a moment. One query."""
    return dict(Address.objects.filter(slug__in=set(slugs), since_id__lte=at).values_list("slug", "article_id"))


def mementos(article: Article) -> QuerySet[Any]:
    """Return the publications by which readers saw a Revision, the oldest first; `again` tells of all but its first."""
    shown = Publication.objects.filter(revision__isnull=False)
    earlier = shown.filter(revision=OuterRef("revision"), pk__lt=OuterRef("pk"))
    again = shown.filter(article=article).annotate(again=Exists(earlier))
    return again.select_related("revision").order_by("at", "pk")
