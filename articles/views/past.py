"""The article as it stood: its history, any Revision, and the difference between two."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from .. import comparison, pages, revisions, workflow
from ..models import Article
from .access import article_page, current_slug, visible

REVISIONS_A_PAGE = 50


@require_safe
@article_page
def history(request: HttpRequest, article: Article) -> HttpResponse:
    """List the Revisions that this reader may see, the newest first."""
    chosen = _chosen(request)
    if chosen and chosen[0] != chosen[1]:
        return redirect("compare", slug=current_slug(article), old=min(chosen), new=max(chosen))
    listed = article.revisions.select_related("by").prefetch_related("touches").order_by("-number")
    if not workflow.may_see_drafts(request.user):
        assert article.published is not None
        listed = listed.filter(number__lte=article.published.number)
    page = Paginator(listed, REVISIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "article": article,
        "slug": current_slug(article),
        "title": article.listing.title if hasattr(article, "listing") else article.title,
        "revisions": page,
        "published": article.published.number if article.published else 0,
    }
    return render(request, "articles/history.html", context)


@require_safe
@article_page
def revision(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """Show the article as a Revision left it."""
    page = pages.past(article, visible(request, article, number))
    context = {
        "page": page,
        "slug": current_slug(article),
        "previous": page.revision.previous_number,
        "is_public": workflow.is_public(page.revision, article),
        "permanent": settings.SITE_URL + reverse("revision", args=[current_slug(article), number]),
    }
    return render(request, "articles/revision.html", context)


@require_safe
@article_page
def compare(request: HttpRequest, article: Article, old: int, new: int) -> HttpResponse:
    """Show what changed between two Revisions, the older first whichever way they are named."""
    if old > new:
        return redirect("compare", slug=current_slug(article), old=new, new=old)
    before, after = (visible(request, article, number) for number in (old, new))
    layout: comparison.Layout = "inline" if request.GET.get("view") == "inline" else "side"
    was, now = revisions.of(before), revisions.of(after)
    context = {
        "article": article,
        "slug": current_slug(article),
        "title": now.title,
        "language": now.language,
        "before": before,
        "after": after,
        "layout": layout,
        "earlier": old - 1,
        "later": new + 1 if _last(request, article) > new else 0,
        "comparison": comparison.compare(was, now, layout),
    }
    return render(request, "articles/compare.html", context)


def _last(request: HttpRequest, article: Article) -> int:
    """Return the number of the newest Revision that this reader may see."""
    if article.published is None or workflow.may_see_drafts(request.user):
        return revisions.newest(article).number
    return article.published.number


def _chosen(request: HttpRequest) -> tuple[int, int] | None:
    """Return the two Revisions picked in the history's form."""
    picked = [request.GET.get(name, "") for name in ("old", "new")]
    if not all(number.isascii() and number.isdecimal() and len(number) < 10 for number in picked):
        return None
    return int(picked[0]), int(picked[1])
