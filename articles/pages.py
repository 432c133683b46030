"""An article as a page: everything its template shows, gathered in a fixed number of queries.

The page of today, every page of the past and the preview of what is being written come from here, by the same code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.conf.locale import LANG_INFO
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from . import listings, publications, related, revisions, uploads
from .content import markup, outline, render, wikilinks
from .content.snapshot import Image, Snapshot
from .models import Address, Article, Card, Category, FormerAnchor, Listing, Publication, Revision

RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa ha-arab he ks ku-arab ps sd ug ur yi".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the article's template shows; the markup in it is ready to print.

    A preview is of no Revision, and that of a new article of no article. `moment` is the key of the publication as of
    which other articles are shown, on pages of the past.
    """

    article: Article | None
    revision: Revision | None
    snapshot: Snapshot
    direction: str
    lead: SafeString
    figures: SafeString
    sections: tuple[render.PrintedSection, ...]
    references: tuple[render.PrintedReference, ...]
    outline: tuple[outline.Heading, ...]
    categories: tuple[tuple[str, str], ...]
    related: tuple[Listing | Card, ...]
    former_anchors: dict[str, list[str]]
    moment: int | None = None


def today(article: Article, revision: Revision, listing: Listing) -> Page:
    """Return the page of the published Revision, with what the site knows today of other articles."""
    snapshot = revisions.of(revision)
    cards = related.to(listing, snapshot.related)
    return _page(article, revision, snapshot, site([snapshot]), cards, FormerAnchor.objects.filter(article=article))


def past(article: Article, revision: Revision, moment: Publication | None = None) -> Page:
    """Return the page as readers saw it when this Revision was published; of a draft, as they would see it.

    A Revision that was published more than once is as at the first time, where `moment` does not name another.
    """
    snapshot = revisions.of(revision)
    moment = moment or publications.moment(revision)
    anchors = FormerAnchor.objects.filter(article=article)
    if moment is None:
        return _page(article, revision, snapshot, site([snapshot]), related.chosen(snapshot.related), anchors)
    slugs = publications.addresses(wikilinks.targets(snapshot), moment.pk)
    cards = publications.cards({*slugs.values(), *moment.related}, moment.pk)
    here = _site({slug: cards[key] for slug, key in slugs.items() if key in cards})
    others = [cards[key] for key in moment.related if key in cards]
    page = _page(article, revision, snapshot, here, others, anchors.filter(since_id__lte=moment.pk))
    return replace(page, moment=moment.pk)


def preview(article: Article | None, snapshot: Snapshot) -> Page:
    """Return the page as readers would see it if this Snapshot were published now; it need not be one that can be."""
    cards = related.of_draft(snapshot, but=article.pk if article else None)
    anchors = FormerAnchor.objects.filter(article_id=article.pk if article else 0)
    return _page(article, None, snapshot, site([snapshot]), cards, anchors)


def direction(language: str) -> str:
    """Return "rtl" for languages written from right to left, else "ltr"."""
    return "rtl" if language.lower() in RIGHT_TO_LEFT or language.lower().split("-")[0] in RIGHT_TO_LEFT else "ltr"


def language_name(code: str) -> str:
    """Return a language's name in the interface's words, or its code where Django does not know it."""
    for known in (code.lower(), code.lower().split("-")[0]):
        if name := LANG_INFO.get(known, {}).get("name"):
            return gettext(name)
    return code


def site(snapshots: Iterable[Snapshot]) -> render.Site:
    """Return what rendering these Snapshots needs to know of the site as it is: one query."""
    slugs = {slug for snapshot in snapshots for slug in wikilinks.targets(snapshot)}
    found = Address.objects.filter(slug__in=slugs, article__listing__isnull=False).select_related("article__listing")
    return _site({address.slug: address.article.listing for address in found})


def _site(articles: Mapping[str, Listing | Card]) -> render.Site:
    return render.Site(
        articles={slug: render.Target(article_url(card.slug), card.title) for slug, card in articles.items()},
        address=article_url,
        picture=picture,
        missing=gettext("No article of this name yet"),
        table=gettext("Table"),
    )


def article_url(slug: str) -> str:
    """Return an article's address."""
    return reverse("article", args=[slug])


def picture(image: Image) -> render.Picture:
    """Return where an image's file is served, and its narrower copies."""
    copies = [width for width in uploads.WIDTHS if width < image.width]
    sources = [f"{image_url(uploads.copy_name(image.file, str(width)))} {width}w" for width in copies]
    sources.append(f"{image_url(image.file)} {image.width}w")
    return render.Picture(image_url(image.file), ", ".join(sources) if copies else "")


def image_url(name: str) -> str:
    """Return the address of a stored picture or one of its copies."""
    return reverse("image", args=[name])


def _page(
    article: Article | None,
    revision: Revision | None,
    snapshot: Snapshot,
    here: render.Site,
    cards: Iterable[Listing | Card],
    anchors: QuerySet[FormerAnchor],
) -> Page:
    rendered = render.render(snapshot, here)
    figures = [render.figure(image, picture(image)) for image in snapshot.images if image.in_lead]
    return Page(
        article=article,
        revision=revision,
        snapshot=snapshot,
        direction=direction(snapshot.language),
        lead=ready(rendered.lead),
        figures=ready(markup.serialise(figures)),
        sections=tuple(replace(section, html=ready(section.html)) for section in rendered.sections),
        references=rendered.references,
        outline=rendered.outline,
        categories=_categories(snapshot.categories),
        related=tuple(cards),
        former_anchors=_former(anchors, snapshot),
    )


def _categories(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return (name, address) of each category; one that no published article has yet is named by its slug to be."""
    known = dict(Category.objects.filter(name__in=names).values_list("name", "slug"))
    return tuple((name, reverse("category", args=[known.get(name) or listings.category_slug(name)])) for name in names)


def _former(anchors: QuerySet[FormerAnchor], snapshot: Snapshot) -> dict[str, list[str]]:
    """Return section key -> anchors that it answers to beside its own, those that no heading has now."""
    taken = set(outline.anchors(snapshot.sections).values())
    out: dict[str, list[str]] = {}
    for key, anchor in anchors.order_by("pk").values_list("section_key", "anchor"):
        if anchor not in taken:
            out.setdefault(key, []).append(anchor)
    return out


def ready(html: str) -> SafeString:
    """Vouch for markup that `content.markup` wrote from bodies that `content.clean` let in; done nowhere else."""
    return mark_safe(html)  # noqa: S308 (as said above)
