"""The article as it stood: its history, any Revision, and the difference between two."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import comparison, pages, publications, revisions, timeline, workflow
from ..models import Article, Publication, Revision
from . import memento
from .access import article_page, current_slug, read_only, readable, visible

# No revision has a number of more.
MOST_DIGITS = 10


@read_only
@article_page
def history(request: HttpRequest, article: Article) -> HttpResponse:
    """List the Revisions that this reader may see, the newest first; of the article, or of one part of it."""
    chosen = _chosen(request)
    slug = current_slug(article)
    if chosen and chosen[0] != chosen[1]:
        return redirect("compare", slug=slug, old=min(chosen), new=max(chosen))
    asked = timeline.Filter.read(request.GET.dict())
    drafts = workflow.may_see_drafts(request.user)
    page = timeline.of_article(article, asked, request.GET.dict(), drafts=drafts)
    newest = _last(request, article)
    context = {
        "article": article,
        "slug": slug,
        "title": article.listing.title if hasattr(article, "listing") else article.title,
        "page": page,
        "decisions": timeline.decisions(article, page.revisions, drafts=drafts),
        "part_name": _part_name(page) if asked.key else "",
        "published": article.published.number if article.published else 0,
        "newest": newest,
        "count": newest if drafts else article.listing.revisions,
        "edits": request.user.has_perm("articles.change_article"),
        "kinds": Revision.Kind.choices,
        "sizes": timeline.SIZES,
    }
    return render(request, "articles/history.html", context)


@read_only
@article_page
def revision(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """Show the article as a Revision left it."""
    return _revision(request, article, visible(request, article, number))


@read_only
@article_page
def again(request: HttpRequest, article: Article, number: int, key: int) -> HttpResponse:
    """Show the article as readers saw a Revision again, by a later publication of it than the first."""
    revision = visible(request, article, number)
    shown = publications.mementos(article).filter(again=True, revision=revision, pk=key).first()
    if shown is None:
        raise Http404(_("Readers were not shown this revision again then."))
    return _revision(request, article, revision, shown)


def _revision(
    request: HttpRequest, article: Article, revision: Revision, again: Publication | None = None
) -> HttpResponse:
    context = {
        "page": pages.past(article, revision, again),
        "again": again,
        "slug": current_slug(article),
        "previous": _before(readable(request, article), revision.number),
        "edits": request.user.has_perm("articles.change_article"),
        "is_public": workflow.is_public(revision, article),
        "zone": settings.TIME_ZONE,
        "permanent": settings.SITE_URL + reverse("revision", args=[current_slug(article), revision.number]),
    }
    return memento.of_revision(render(request, "articles/revision.html", context), article, revision, again)


@read_only
@article_page
def at(request: HttpRequest, article: Article) -> HttpResponse:
    """Lead to the Revision of a number, or to the one that stood at the end of a day; else to the nearest."""
    found = readable(request, article)
    number, day = request.GET.get("number", ""), timeline.day(request.GET.get("date", ""))
    if number.isascii() and number.isdecimal() and len(number) < MOST_DIGITS:
        until = found.filter(number__lte=int(number))
    elif day:
        until = found.filter(at__lt=timeline.start(day + timedelta(days=1)))
    else:
        raise Http404(_("Say a revision or a day."))
    revision = until.order_by("-number").first() or found.order_by("number").first()
    assert revision is not None
    return redirect("revision", slug=current_slug(article), number=revision.number)


@read_only
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
        "earlier": _before(readable(request, article), old),
        "later": readable(request, article).filter(number__gt=new).aggregate(next=Min("number"))["next"],
        "comparison": comparison.compare(was, now, layout),
    }
    return render(request, "articles/compare.html", context)


def _before(found: QuerySet[Revision], number: int) -> int | None:
    """Return the number of the Revision before one, of those found."""
    last: int | None = found.filter(number__lt=number).aggregate(last=Max("number"))["last"]
    return last


def _part_name(page: timeline.Page) -> str:
    """Return the newest name of the part whose history is listed."""
    touches = (touch for revision in page.revisions for touch in revision.touches.all())
    return next((touch.name for touch in touches if (touch.part, touch.key) == (page.asked.part, page.asked.key)), "")


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
