"""What changed lately: in the whole wiki, by one person, and as feeds."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from .. import timeline, wording, workflow
from ..models import Article, Revision
from .access import article_page, current_slug, read_only


@read_only
def recent(request: HttpRequest) -> HttpResponse:
    """List the changes of all articles, the newest first."""
    asked = timeline.Filter.read(request.GET.dict())
    page = timeline.of_wiki(asked, request.GET.dict(), drafts=workflow.may_see_drafts(request.user))
    context = {"page": page, "kinds": Revision.Kind.choices, "sizes": timeline.SIZES, "parts": timeline.PARTS}
    return render(request, "articles/changes.html", context)


@read_only
def person(request: HttpRequest, username: str) -> HttpResponse:
    """List what someone has written, as far as this reader may see it; nobody is known by name who wrote nothing."""
    someone = get_user_model().objects.filter(username=username).first()
    drafts = workflow.may_see_drafts(request.user)
    if someone is None or not timeline.visible(drafts=drafts).filter(by=someone).exists():
        raise Http404(_("Nobody of this name has written here."))
    given = {**request.GET.dict(), "person": username}
    page = timeline.of_wiki(timeline.Filter.read(given), given, drafts=drafts)
    context = {
        "person": someone,
        "page": page,
        "kinds": Revision.Kind.choices,
        "sizes": timeline.SIZES,
        "parts": timeline.PARTS,
    }
    return render(request, "articles/person.html", context)


@read_only
def feed(request: HttpRequest) -> HttpResponse:
    """Return the newest public changes of all articles as an Atom feed."""
    page = timeline.of_wiki(timeline.Filter.read(request.GET.dict()), {}, drafts=False)
    title = _("%(site)s: recent changes") % {"site": settings.SITE_NAME}
    return _atom(title, reverse("changes"), reverse("changes-feed"), page, None)


@read_only
@article_page
def article_feed(request: HttpRequest, article: Article) -> HttpResponse:
    """Return the newest public changes of an article as an Atom feed."""
    if not hasattr(article, "listing"):
        raise Http404(_("Readers do not see this article."))
    page = timeline.of_article(article, timeline.Filter.read(request.GET.dict()), {}, drafts=False)
    slug = current_slug(article)
    title = _("%(site)s: changes of %(title)s") % {"site": settings.SITE_NAME, "title": article.listing.title}
    return _atom(title, reverse("history", args=[slug]), reverse("history-feed", args=[slug]), page, article)


def _atom(title: str, link: str, here: str, page: timeline.Page, article: Article | None) -> HttpResponse:
    query = f"?{page.asked.query}" if page.asked.is_set else ""
    found = Atom1Feed(
        title=title,
        link=settings.SITE_URL + link + query,
        feed_url=settings.SITE_URL + here + query,
        description="",
        language=settings.LANGUAGE_CODE,
    )
    for revision in page.revisions:
        listing = (article or revision.article).listing
        address = settings.SITE_URL + reverse("revision", args=[listing.slug, revision.number])
        found.add_item(
            title=f"{listing.title}: {revision.summary}",
            link=address,
            unique_id=address,
            description=_told(revision),
            author_name=wording.person(revision.by),
            pubdate=revision.at,
            updateddate=revision.at,
        )
    return HttpResponse(found.writeString("utf-8"), content_type=Atom1Feed.content_type)


def _told(revision: Revision) -> str:
    """Say in a line what a Revision did."""
    touched = (
        f"{wording.PARTS[touch.part]} {touch.name}" if touch.key else str(wording.PARTS[touch.part])
        for touch in revision.touches.all()
    )
    size = _("%(added)d words added, %(removed)d removed") % {
        "added": revision.words_added,
        "removed": revision.words_removed,
    }
    return f"{size}. {'; '.join(touched)}"
