"""The door of every public page: which article an address means, and what this reader may see of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from .. import workflow
from ..models import Address, Article, Revision


def read_only[View: Callable[..., HttpResponseBase]](view: View) -> View:
    """Let a page be read and nothing else: any other method is answered with 405 and those that are allowed.

    The middleware against forged requests would answer first, with a 403 that says nothing of it; a page that does
    nothing cannot be made to do it.
    """
    return csrf_exempt(require_safe(view))


def article_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the article that a slug means; answer former slugs, withdrawn and unknown articles here.

    Editors reach an article that is not public by its working slug. One query where the article is public. Browsers are
    told to ask again each time: left to themselves they keep a 301 and a 410 for good.
    """

    @wraps(view)
    @cache_control(no_cache=True)
    def door(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        article = _public(slug) or _working(slug, request)
        if article is None:
            return missing(request, slug)
        if article.withdrawn_at is not None and not workflow.may_see_drafts(request.user):
            return render(request, "articles/withdrawn.html", {"article": article}, status=410)
        current = current_slug(article)
        if slug != current:
            match = request.resolver_match
            assert match is not None
            moved: HttpResponse = redirect(match.view_name, permanent=True, slug=current, **kwargs)
            return moved
        return view(request, article, **kwargs)

    return door


def current_slug(article: Article) -> str:
    """Return the slug that an article's pages have now: the published one, else the working copy's."""
    return article.listing.slug if hasattr(article, "listing") else article.slug


def visible(request: HttpRequest, article: Article, number: int) -> Revision:
    """Return a Revision that this reader may see; raise Http404 for one that does not exist or is not public."""
    revision = article.revisions.select_related("by").filter(number=number).first()
    if revision is None or not (workflow.is_public(revision, article) or workflow.may_see_drafts(request.user)):
        raise Http404(_("This article has no revision %(number)d.") % {"number": number})
    return revision


def readable(request: HttpRequest, article: Article) -> QuerySet[Revision]:
    """Return the Revisions of an article that this reader may see."""
    drafts = workflow.may_see_drafts(request.user)
    return article.revisions.all() if drafts else article.revisions.shown()


def missing(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer for an article that does not exist: say so, and offer to search for it or to write it."""
    context = {"slug": slug, "words": slug.replace("-", " ")}
    return render(request, "articles/missing.html", context, status=404)


def _public(slug: str) -> Article | None:
    articles = Article.objects.select_related("listing", "published__by").exclude(published=None)
    address = Address.objects.filter(slug=slug).values("article_id")
    return articles.filter(pk__in=address).first()


def _working(slug: str, request: HttpRequest) -> Article | None:
    if not workflow.may_see_drafts(request.user):
        return None
    return Article.objects.select_related("listing", "published__by").filter(slug=slug).first()
