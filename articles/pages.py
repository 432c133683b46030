"""An article as a page: everything its template shows, gathered in a fixed number of queries.

The page of today and every page of the past come from here, by the same code.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf.locale import LANG_INFO
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from . import listings, related, revisions, uploads
from .content import markup, outline, render, wikilinks
from .content.snapshot import Image, Snapshot
from .models import Address, Article, Category, FormerAnchor, Listing, Revision

RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa ha-arab he ks ku-arab ps sd ug ur yi".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the article's template shows; the markup in it is ready to print."""

    article: Article
    revision: Revision
    snapshot: Snapshot
    direction: str
    lead: SafeString
    figures: SafeString
    sections: tuple[render.PrintedSection, ...]
    references: tuple[render.PrintedReference, ...]
    outline: tuple[outline.Heading, ...]
    categories: tuple[tuple[str, str], ...]
    related: tuple[Listing, ...]
    former_anchors: dict[str, list[str]]


def today(article: Article, revision: Revision, listing: Listing) -> Page:
    """Return the page of the published Revision, with what the site knows today: related articles, old anchors."""
    snapshot = revisions.of(revision)
    anchors: dict[str, list[str]] = {}
    for key, anchor in FormerAnchor.objects.filter(article=article).order_by("pk").values_list("section_key", "anchor"):
        anchors.setdefault(key, []).append(anchor)
    return _page(article, revision, snapshot, related.to(listing, snapshot.related), _unused(anchors, snapshot))


def past(article: Article, revision: Revision) -> Page:
    """Return the page as a Revision left it, with the related articles that its editors chose."""
    snapshot = revisions.of(revision)
    return _page(article, revision, snapshot, related.chosen(snapshot.related), {})


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
    """Return what rendering these Snapshots needs to know of the site: one query."""
    slugs = {slug for snapshot in snapshots for slug in wikilinks.targets(snapshot)}
    found = Address.objects.filter(slug__in=slugs, article__listing__isnull=False).values_list(
        "slug", "article__listing__slug"
    )
    return render.Site(
        articles={slug: article_url(now) for slug, now in found},
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
    article: Article,
    revision: Revision,
    snapshot: Snapshot,
    cards: Iterable[Listing],
    anchors: dict[str, list[str]],
) -> Page:
    here = site([snapshot])
    rendered = render.render(snapshot, here)
    figures = [render.figure(image, picture(image)) for image in snapshot.images if image.in_lead]
    return Page(
        article=article,
        revision=revision,
        snapshot=snapshot,
        direction=direction(snapshot.language),
        lead=_ready(rendered.lead),
        figures=_ready(markup.serialise(figures)),
        sections=tuple(replace(section, html=_ready(section.html)) for section in rendered.sections),
        references=rendered.references,
        outline=rendered.outline,
        categories=_categories(snapshot.categories),
        related=tuple(cards),
        former_anchors=anchors,
    )


def _categories(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return (name, address) of each category; one that no published article has yet is named by its slug to be."""
    known = dict(Category.objects.filter(name__in=names).values_list("name", "slug"))
    return tuple((name, reverse("category", args=[known.get(name) or listings.category_slug(name)])) for name in names)


def _unused(anchors: dict[str, list[str]], snapshot: Snapshot) -> dict[str, list[str]]:
    taken = set(outline.anchors(snapshot.sections).values())
    return {key: [anchor for anchor in former if anchor not in taken] for key, former in anchors.items()}


def _ready(html: str) -> SafeString:
    # Written by `content.markup` from a body that `content.clean` let in: the one place that vouches for markup.
    return mark_safe(html)  # noqa: S308 (as said above)
