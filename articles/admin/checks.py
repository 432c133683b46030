"""What the checks found, at the desk: in the whole wiki, and one finding, which is dismissed for a reason or not."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from .. import checking, findings, wording, workflow
from ..content import checks, limits
from ..content.chart import Chart
from ..models import Article, Category, Dismissal, Finding

# Categories that are offered while one types.
OFFERED = 1_000


def report(request: HttpRequest) -> HttpResponse:
    """List what the checks found in all working copies, with counts by check and over time; seven queries."""
    if not workflow.may_see_drafts(request.user):
        raise PermissionDenied
    asked = findings.Filter.read(request.GET.dict())
    over_time = findings.over_time(asked.check, localdate())
    days = tuple(date_format(day, "SHORT_DATE_FORMAT") for day, _count in over_time)
    context = {
        **admin.site.each_context(request),
        "title": _("Checks"),
        "asked": asked,
        "page": findings.page(asked, request.GET.dict()),
        "totals": findings.totals(),
        "chart": Chart(days, tuple(count for _day, count in over_time)),
        "checks": [(name, wording.CHECKS[name]) for name in checks.CHECKS],
        "severities": wording.SEVERITIES.items(),
        "categories": Category.objects.values_list("name", flat=True)[:OFFERED],
        "writes": request.user.has_perm(checking.CHANGE),
    }
    return TemplateResponse(request, "admin/articles/checks/report.html", context)


def one(request: HttpRequest, pk: int, fingerprint: str) -> HttpResponse:
    """Show a finding, and dismiss it for the reason that is posted; or lift its dismissal."""
    if not request.user.has_perm(checking.CHANGE):
        raise PermissionDenied
    article = get_object_or_404(Article, pk=pk)
    found = article.findings.filter(fingerprint=fingerprint).first()
    dismissal = article.dismissals.filter(fingerprint=fingerprint).select_related("by").first()
    if found is None:
        raise Http404
    told = ""
    if request.method == "POST":
        told = _decided(request, found, dismissal)
        if not told:
            return redirect(_back(request, found))
    (entry,) = findings.entries([found])
    context = {
        **admin.site.each_context(request),
        "opts": Article._meta,
        "title": _("Finding: %(name)s") % {"name": wording.CHECKS[found.check_name]},
        "article": article,
        "entry": entry,
        "back": _back(request, found),
        "typed": request.POST.get("reason", ""),
        "told": told,
        "limit": limits.SUMMARY,
    }
    status = 400 if told else 200
    return TemplateResponse(request, "admin/articles/checks/finding.html", context, status=status)


def _decided(request: HttpRequest, found: Finding, dismissal: Dismissal | None) -> str:
    """Do what was posted; return why it was not done, in words, or nothing."""
    by: Any = request.user
    if "lift" in request.POST:
        if dismissal is not None:
            checking.lift(dismissal, by=by)
        messages.success(request, _("It stands again."))
        return ""
    try:
        checking.dismiss(found, by=by, reason=request.POST.get("reason", ""))
    except ValueError:
        return _("Say why, in %(limit)d characters at most.") % {"limit": limits.SUMMARY}
    messages.success(request, _("Dismissed. It stands again when these words change."))
    return ""


def _back(request: HttpRequest, found: Finding) -> str:
    """Return where somebody came from: the report, as it was filtered, a review; or else the place in the form."""
    said = request.POST.get("back", request.GET.get("back", ""))
    known = reverse("admin:articles_article_checks"), reverse("admin:articles_article_review", args=[found.article_id])
    if said.startswith(known) and url_has_allowed_host_and_scheme(said, None):
        return said
    return f"{reverse('admin:articles_article_change', args=[found.article_id])}#finding_{found.fingerprint}"
