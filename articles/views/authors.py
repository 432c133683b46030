"""People and their part: who wrote an article, and what someone has written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from .. import authorship, workflow
from ..models import Article
from .access import article_page, current_slug, read_only


@read_only
@article_page
def authors(request: HttpRequest, article: Article) -> HttpResponse:
    """Show who wrote each passage of what readers see."""
    if article.published is None:
        raise Http404(_("This article has not been published yet."))
    context = {
        "article": article,
        "slug": current_slug(article),
        "page": authorship.of(article.published),
        "revision": article.published,
        "drafts": workflow.may_see_drafts(request.user),
    }
    return render(request, "articles/authors.html", context)
