"""How to cite an article as one Revision left it: the page with every style, and the files for reference managers."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .. import publications, revisions, workflow
from ..content import citing
from ..models import Article, Revision
from .access import article_page, current_slug, read_only, visible

# What file systems take with room for an ending.
LONGEST_NAME = 100


class Format(NamedTuple):
    """A file for reference managers; `ending` is that of its name."""

    ending: str
    name: Promise
    media_type: str
    write: Callable[[citing.Cited], str]


STYLES = (
    ("apa", _("APA, 7th edition"), citing.apa),
    ("chicago", _("Chicago, 17th edition (bibliography)"), citing.chicago),
    ("mla", _("MLA, 9th edition"), citing.mla),
)
FORMATS = {
    made.ending: made
    for made in (
        Format("bib", _("BibTeX"), "application/x-bibtex", citing.bibtex),
        Format("ris", _("RIS"), "application/x-research-info-systems", citing.ris),
        Format("json", _("CSL-JSON"), "application/vnd.citationstyles.csl+json", citing.csl),
    )
}


@read_only
@article_page
def cite(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """Show how to cite a Revision."""
    revision = visible(request, article, number)
    cited = _cited(article, revision)
    context = {
        "article": article,
        "slug": current_slug(article),
        "revision": revision,
        "is_public": workflow.is_public(revision, article),
        "cited": cited,
        "styles": [(style, name, write(cited)) for style, name, write in STYLES],
        "formats": [(made, made.write(cited)) for made in FORMATS.values()],
    }
    return render(request, "articles/cite.html", context)


@read_only
@article_page
def cite_file(request: HttpRequest, article: Article, number: int, ending: str) -> HttpResponse:
    """Send the citation of a Revision as a file of the format that its name ends in."""
    if ending not in FORMATS:
        raise Http404
    made = FORMATS[ending]
    cited = _cited(article, visible(request, article, number))
    response = HttpResponse(made.write(cited), content_type=f"{made.media_type}; charset=utf-8")
    name = citing.key(cited)[:LONGEST_NAME].strip("-")
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def _cited(article: Article, revision: Revision) -> citing.Cited:
    """Return a Revision as what is cited today, dated by when readers first saw it; a draft by when it was saved."""
    snapshot = revisions.of(revision)
    published = publications.moment(revision)
    return citing.Cited(
        title=snapshot.title,
        site=settings.SITE_NAME,
        url=settings.SITE_URL + reverse("revision", args=[current_slug(article), revision.number]),
        published=timezone.localtime(published.at if published else revision.at),
        accessed=timezone.localdate(),
        number=revision.number,
        language=snapshot.language,
    )
