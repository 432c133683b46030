"""What readers can find of an article: its listing, links, categories and addresses, made from a Snapshot.

Called when an article is published or withdrawn, in that transaction; never on the reading path.
"""

import unicodedata

from django.db.models import Count

from .content import outline, plaintext, slugs, wikilinks
from .content.snapshot import Snapshot
from .content.words import fold
from .models import Address, Article, Categorization, Category, FormerAnchor, Link, Listing, Publication, Revision


def refresh(
    article: Article, snapshot: Snapshot, revision: Revision, *, before: Snapshot | None, publication: Publication
) -> Listing:
    """Make what readers can find of an article follow the Snapshot that is published now, by `publication`.

    `before` is the one that was published until now: slugs and anchors that it had stay valid.
    """
    told = Revision.objects.filter(article=article, number__lte=revision.number, held=False).aggregate(
        revisions=Count("pk"), editors=Count("by", distinct=True)
    )
    text = plaintext.whole(snapshot)
    card = publication.card
    assert card is not None
    listing, _ = Listing.objects.update_or_create(
        article=article,
        defaults={
            "slug": snapshot.slug,
            "title": snapshot.title,
            "sort_title": sort_key(snapshot.title)[:300],
            "initial": initial(snapshot.title),
            "short_description": snapshot.short_description,
            "excerpt": card.excerpt,
            "language": snapshot.language,
            "image": card.image,
            "image_alternative_text": card.image_alternative_text,
            "text": text,
            "searched_title": fold(snapshot.title),
            "searched_text": fold(text),
            "updated_at": revision.at,
            "revisions": told["revisions"],
            "editors": told["editors"],
            "sources": len(snapshot.references),
        },
    )
    Address.objects.get_or_create(slug=snapshot.slug, defaults={"article": article, "since": publication})
    _categorise(listing, snapshot)
    _remember_anchors(publication, before, snapshot)
    _link(listing, snapshot)
    return listing


def remove(article: Article) -> None:
    """Take an article out of every list; its addresses stay, so that they can say what became of it."""
    targets = list(Link.objects.filter(listing_id=article.pk).values_list("slug", flat=True))
    Listing.objects.filter(article=article).delete()
    _count_links(targets)


def sort_key(title: str) -> str:
    """Return a title as it is sorted: case, accents and marks before the first letter do not count."""
    folded = fold(title)
    return folded.lstrip("".join(c for c in folded if not c.isalnum())) or folded


def initial(title: str) -> str:
    """Return the letter under which a title stands in the index; `#` for digits and the like."""
    first = sort_key(title)[:1].upper()[:1]
    return first if first and unicodedata.category(first)[0] == "L" else "#"


def category_slug(name: str) -> str:
    """Return a category's address; letters of any script stay."""
    return slugs.slug(name) or "category"


def _categorise(listing: Listing, snapshot: Snapshot) -> None:
    Categorization.objects.filter(listing=listing).delete()
    known = {category.name: category for category in Category.objects.filter(name__in=snapshot.categories)}
    for position, name in enumerate(snapshot.categories):
        category = known.get(name) or _new_category(name)
        Categorization.objects.create(listing=listing, category=category, position=position)


def _new_category(name: str) -> Category:
    base = slug = category_slug(name)
    number = 2
    while Category.objects.filter(slug=slug).exists():
        slug, number = f"{base[:190]}-{number}", number + 1
    return Category.objects.create(name=name, slug=slug)


def _remember_anchors(publication: Publication, before: Snapshot | None, snapshot: Snapshot) -> None:
    if before is None:
        return
    now = outline.anchors(snapshot.sections)
    for key, anchor in outline.anchors(before.sections).items():
        if key in now and now[key] != anchor:
            FormerAnchor.objects.get_or_create(
                article_id=publication.article_id, section_key=key, anchor=anchor, defaults={"since": publication}
            )


def _link(listing: Listing, snapshot: Snapshot) -> None:
    wanted = {*wikilinks.targets(snapshot), *snapshot.related}
    had = set(Link.objects.filter(listing=listing).values_list("slug", flat=True))
    Link.objects.filter(listing=listing, slug__in=had - wanted).delete()
    Link.objects.bulk_create(Link(listing=listing, slug=slug) for slug in sorted(wanted - had))
    own = Address.objects.filter(article_id=listing.article_id).values_list("slug", flat=True)
    _count_links([*(had ^ wanted), *own])


def _count_links(slugs: list[str]) -> None:
    """Count anew which public articles link to those that answer to these slugs."""
    affected = set(Address.objects.filter(slug__in=slugs).values_list("article_id", flat=True))
    answering = dict(Address.objects.filter(article_id__in=affected).values_list("slug", "article_id"))
    linking: dict[int, set[int]] = {article_id: set() for article_id in affected}
    for slug, listing_id in Link.objects.filter(slug__in=answering).values_list("slug", "listing_id"):
        linking[answering[slug]].add(listing_id)
    listings = list(Listing.objects.filter(pk__in=affected))
    for listing in listings:
        listing.linked_from = len(linking[listing.pk] - {listing.pk})
    Listing.objects.bulk_update(listings, ["linked_from"])
