"""The form as it stands, as the page that readers would see: nothing is saved, and what is wrong keeps nothing back."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from .. import editing, forms, pages, revisions
from ..content import markup
from ..content.allowlist import is_url
from ..content.snapshot import Snapshot
from ..models import Article, ImageFile, Revision

# Characters of all fields together.
MAX_TEXT = 4_000_000


def answer(request: HttpRequest, article: Article | None, base: Revision | None) -> HttpResponse:
    """Return the page of the form that was posted, opened at `base`."""
    if sum(map(len, request.POST.values())) > MAX_TEXT:
        words = _("The text is too long for a preview.")
        return HttpResponse(words, status=HTTPStatus.CONTENT_TOO_LARGE, content_type="text/plain; charset=utf-8")
    was = revisions.of(base) if base else None
    by: Any = request.user
    snapshot = forms.ArticleForm(was, data=request.POST, files=request.FILES, by=by).legible()
    snapshot = _printable(editing.cleaned(_as_it_was(snapshot, was) if was else snapshot, now=was))
    page = pages.preview(article, snapshot)
    listing = getattr(article, "listing", None)
    return render(request, "articles/preview.html", {"page": page, "slug": (listing or article or snapshot).slug})


def _as_it_was(snapshot: Snapshot, was: Snapshot) -> Snapshot:
    """Give bodies that were not changed back as they were before the form put them on lines: they need no cleaning."""
    kept = {markup.lined(body): body for _key, body in was.bodies()}

    def body(raw: str) -> str:
        return kept.get(raw.replace("\r\n", "\n"), raw)

    sections = tuple(replace(section, body=body(section.body)) for section in snapshot.sections)
    return replace(snapshot, lead=body(snapshot.lead), sections=sections)


def _printable(snapshot: Snapshot) -> Snapshot:
    """Leave out what a page cannot show: pictures without a file, addresses that are none."""
    stored = set(ImageFile.objects.filter(name__in=[i.file for i in snapshot.images]).values_list("name", flat=True))
    return replace(
        snapshot,
        images=tuple(replace(i, source_url=_address(i.source_url)) for i in snapshot.images if i.file in stored),
        references=tuple(
            replace(r, url=_address(r.url), archive_url=_address(r.archive_url)) for r in snapshot.references
        ),
    )


def _address(url: str) -> str:
    return url if is_url(url) else ""
