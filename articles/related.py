"""Related articles: those that the editors chose, in their order, and more by shared categories and links."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from .content import wikilinks
from .content.snapshot import Snapshot
from .models import Address, Category, Link, Listing

# How long the list is made where editors chose fewer.
FILL_TO = 8


def chosen(slugs: Sequence[str]) -> list[Listing]:
    """Return the public articles behind slugs, former ones too, in the order of the slugs. Two queries at most."""
    found = dict(Address.objects.filter(slug__in=slugs).values_list("slug", "article_id")) if slugs else {}
    listings = Listing.objects.select_related("image").in_bulk(set(found.values())) if found else {}
    keys = dict.fromkeys(found[slug] for slug in slugs if slug in found)
    return [listings[key] for key in keys if key in listings]


def titles(slugs: Collection[str]) -> dict[str, str]:
    """Return slug -> title of the public articles behind slugs, former ones too. One query at most."""
    if not slugs:
        return {}
    public = Address.objects.filter(slug__in=slugs, article__listing__isnull=False)
    return dict(public.values_list("slug", "article__listing__title"))


def to(listing: Listing, slugs: Sequence[str]) -> list[Listing]:
    """Return the related articles of a public article: those chosen, then as many as fill the list."""
    return _filled(chosen(slugs), alike(listing), listing.pk)


def of_draft(snapshot: Snapshot, *, but: int | None) -> list[Listing]:
    """Return the related articles that an article would have if the Snapshot were published; `but` is its own key."""
    categories = Category.objects.filter(name__in=snapshot.categories).values("pk")
    slugs = {*wikilinks.targets(snapshot), *snapshot.related}
    return _filled(chosen(snapshot.related), _alike(but, categories, slugs), but)


def alike(listing: Listing) -> QuerySet[Listing]:
    """Return public articles that share categories or links with this one, the closest first."""
    slugs = Link.objects.filter(listing=listing).values("slug")
    return _alike(listing.pk, listing.categories.values("pk"), slugs)


def _filled(first: list[Listing], more: QuerySet[Listing], but: int | None) -> list[Listing]:
    first = [card for card in first if card.pk != but]
    if len(first) >= FILL_TO:
        return first
    return first + list(more.exclude(pk__in=[card.pk for card in first])[: FILL_TO - len(first)])


def _alike(but: int | None, categories: Any, slugs: Iterable[str] | QuerySet) -> QuerySet[Listing]:
    addresses = Address.objects.filter(article_id=but or 0).values("slug")
    links_here = Exists(Link.objects.filter(listing=OuterRef("pk"), slug__in=addresses))
    linked = Case(When(slug__in=slugs, then=Value(1)), default=Value(0))
    score = Count("categories", filter=Q(categories__in=categories), distinct=True)
    return (
        Listing.objects.exclude(pk=but)
        .annotate(shared=score, closeness=score + 2 * (Cast(links_here, IntegerField()) + linked))
        .filter(closeness__gt=0)
        .order_by("-closeness", "sort_title", "pk")
        .select_related("image")
    )
