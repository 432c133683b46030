"""What somebody was told, as a feed.

Its address is a secret of theirs, since programs that read feeds do not log in.
"""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.translation import gettext as _

from .. import notices, wording
from ..models import Notice, Wishes
from .access import read_only


@read_only
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Return the newest of what the owner of an address was told and may still see."""
    wishes = Wishes.objects.select_related("person").filter(feed=token, person__is_active=True).first()
    if wishes is None:
        raise Http404(_("There is no such feed."))
    found = Atom1Feed(
        title=_("%(site)s: what you follow") % {"site": settings.SITE_NAME},
        link=settings.SITE_URL + reverse("admin:articles_article_following"),
        feed_url=settings.SITE_URL + reverse("following-feed", args=[token]),
        description="",
        language=settings.LANGUAGE_CODE,
    )
    for notice in notices.page(wishes.person, {}).notices:
        found.add_item(
            title=wording.event(notice),
            link=settings.SITE_URL + notices.link(notice),
            unique_id=get_tag_uri(f"{settings.SITE_URL}/notices/{notice.pk}", date(2026, 1, 1)),
            description=_told(notice, wishes),
            author_name=wording.person(notice.by) if notice.by else settings.SITE_NAME,
            pubdate=notice.at,
            updateddate=notice.at,
        )
    response = HttpResponse(found.writeString("utf-8"), content_type=Atom1Feed.content_type)
    response["Cache-Control"] = "private, no-cache"
    return response


def _told(notice: Notice, wishes: Wishes) -> str:
    """Return what belongs to a notice, as text: its time, and what was said."""
    return "\n\n".join(filter(None, (wording.event_time(notice, wishes.clock), notice.note)))
