"""Locking an article for reviewers, and unlocking it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from .. import workflow
from ..content import limits
from ..content.clean import clean_line
from ..models import Article
from . import clock


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason and the end and lock the article, or unlock it."""
    article = get_object_or_404(Article, pk=pk)
    if not workflow.may_publish(request.user):
        raise PermissionDenied
    wrong = _done(request, article) if request.method == "POST" else {}
    if request.method == "POST" and not wrong:
        return redirect("admin:articles_article_change", article.pk)
    lock, times = workflow.lock_on(article), clock.asked(request)
    until = clock.said(lock.until, times["zone"]) if lock and lock.until else ""
    context = {
        **admin.site.each_context(request),
        **times,
        "opts": Article._meta,
        "title": _("Lock: %(title)s") % {"title": article.title},
        "article": article,
        "lock": lock,
        "at": request.POST.get("at", until),
        "wrong": wrong,
        "typed": request.POST,
        "limit": limits.SUMMARY,
    }
    return TemplateResponse(request, "admin/articles/article/lock.html", context)


def _done(request: HttpRequest, article: Article) -> dict[str, str]:
    """Do what was posted, and return nothing; else what is wrong, by field."""
    by = request.user
    if "_unlock" in request.POST:
        workflow.unlock(article, by=by)  # type: ignore[arg-type]
        messages.success(request, _("The article is unlocked."))
        return {}
    wrong, until = {}, None
    if request.POST.get("at"):
        try:
            until, _zone = clock.read(request)
        except clock.NoSuchTime as error:
            wrong["at"] = str(error)
    reason = clean_line(request.POST.get("reason", ""))
    if not reason:
        wrong["reason"] = _("Say why: the editors are told.")
    elif len(reason) > limits.SUMMARY:
        wrong["reason"] = _("This is longer than %(limit)s characters.") % {"limit": limits.SUMMARY}
    if not wrong:
        workflow.lock(article, by=by, reason=reason, until=until)  # type: ignore[arg-type]
        messages.success(request, _("The article is locked: reviewers alone can change it."))
    return wrong
