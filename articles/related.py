"""Related articles: those that the editors chose, in their order, and more by shared categories and links."""

from collections.abc import Sequence

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from .models import Address, Link, Listing

# How long the list is made where editors chose fewer.
FILL_TO = 8


def chosen(slugs: Sequence[str]) -> list[Listing]:
    """Return the public articles behind slugs, former ones too, in the order of the slugs. Two queries at most."""
    found = dict(Address.objects.filter(slug__in=slugs).values_list("slug", "article_id")) if slugs else {}
    listings = Listing.objects.select_related("image").in_bulk(set(found.values())) if found else {}
    keys = dict.fromkeys(found[slug] for slug in slugs if slug in found)
    return [listings[key] for key in keys if key in listings]


def to(listing: Listing, slugs: Sequence[str]) -> list[Listing]:
    """Return the related articles of a public article: those chosen, then as many as fill the list."""
    first = [card for card in chosen(slugs) if card.pk != listing.pk]
    if len(first) >= FILL_TO:
        return first
    return first + list(alike(listing).exclude(pk__in=[card.pk for card in first])[: FILL_TO - len(first)])


def alike(listing: Listing) -> QuerySet[Listing]:
    """Return public articles that share categories or links with this one, the closest first."""
    addresses = Address.objects.filter(article_id=listing.pk).values("slug")
    links_here = Exists(Link.objects.filter(listing=OuterRef("pk"), slug__in=addresses))
    linked = Exists(Link.objects.filter(listing=listing, slug=OuterRef("slug")))
    mine = listing.categories.values("pk")
    score = Count("categories", filter=Q(categories__in=mine), distinct=True)
    return (
        Listing.objects.exclude(pk=listing.pk)
        .annotate(shared=score, closeness=score + 2 * (Cast(links_here, IntegerField()) + Cast(linked, IntegerField())))
        .filter(closeness__gt=0)
        .order_by("-closeness", "sort_title", "pk")
        .select_related("image")
    )
