"""The article as it stands."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from .. import pages, publications, revisions, stored, workflow
from ..models import Article, Card, Listing
from . import memento
from .access import article_page, read_only

OK = HTTPStatus.OK
# No key has more digits.
MAX_DIGITS = 18


@read_only
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the published Revision: the page as it is kept, where it is."""
    if not stored.is_for(request):
        return _rendered(request, slug=slug)
    if kept := stored.answer(request, slug):
        return kept
    where = stored.place(slug)
    response = _rendered(request, slug=slug)
    return stored.keep(request, where, response) if where and response.status_code == OK else response


@article_page
def _rendered(request: HttpRequest, article: Article) -> HttpResponse:
    """Render the page; editors of an article that is not public are shown its newest Revision."""
    if article.published is None or not hasattr(article, "listing"):
        return redirect("revision", slug=article.slug, number=revisions.newest(article).number)
    context = {
        "page": pages.today(article, article.published, article.listing),
        "listing": article.listing,
        "slug": article.listing.slug,
        "canonical": settings.SITE_URL + pages.article_url(article.listing.slug),
        "permanent": _permanent(article),
        "draft": _newer(request, article),
    }
    response = render(request, "articles/article_detail.html", context)
    return memento.of_article(response, article.listing.slug, article.published.number)


@read_only
@article_page
def preview(request: HttpRequest, article: Article) -> HttpResponse:
    """Show the card of a public article, for the panel over a link to it: as it is, or as it was at a publication."""
    card: Listing | Card | None = getattr(article, "listing", None)
    moment = request.GET.get("at", "")
    if card is not None and moment.isascii() and moment.isdecimal() and len(moment) < MAX_DIGITS:
        card = publications.cards([article.pk], int(moment)).get(article.pk)
    if card is None:
        raise Http404
    return render(request, "articles/_card.html", {"card": card})


def _permanent(article: Article) -> str:
    """Return the address at which what is shown now can always be seen."""
    assert article.published is not None
    return settings.SITE_URL + reverse("revision", args=[article.listing.slug, article.published.number])


def _newer(request: HttpRequest, article: Article) -> int | None:
    """Return the number of the working copy where it is newer than what readers see, for those who may see it."""
    assert article.published is not None
    if not workflow.may_see_drafts(request.user):
        return None
    newest = revisions.newest(article).number
    return newest if newest > article.published.number else None
