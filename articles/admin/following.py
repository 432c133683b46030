"""Following, at the desk: a person's own page of what they were told, what they follow, how they want to be told."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .. import notices
from ..content import clock
from ..models import Article, Follow, Notice, Wishes

FOLLOWED = 500
PAGE = "admin:articles_article_following"


class WishesForm(forms.ModelForm):
    """How somebody wants to be told."""

    hour = forms.TypedChoiceField(
        label=gettext_lazy("Hour of the daily mail"),
        coerce=int,
        choices=[(hour, f"{hour:02d}:00") for hour in range(24)],
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Your time zone"), required=False)

    class Meta:
        """What they choose."""

        model = Wishes
        fields = ["mails", "hour", "time_zone"]
        widgets = {"mails": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_wiki = _("That of the wiki: %(zone)s") % {"zone": settings.TIME_ZONE}
        zones = [("", of_wiki), *((zone, zone) for zone in clock.zones())]
        self.fields["time_zone"].widget.choices = self.fields["time_zone"].choices = zones  # type: ignore[attr-defined]


def page(request: HttpRequest) -> HttpResponse:
    """Show what this person was told, what they follow and how they are told; do what they ask. As many queries always.

    It is open to all of the staff: who may not see drafts any more can still end what they are sent.
    """
    wishes, _made = Wishes.objects.get_or_create(person=_by(request))
    form = WishesForm(instance=wishes)
    if request.method == "POST":
        match request.POST.get("action"):
            case "seen":
                return _seen(request)
            case "new-feed":
                wishes.renew_feed()
                messages.success(request, _("Your feed has a new address; the old one leads nowhere."))
                return _back("wishes")
            case "wishes":
                form = WishesForm(request.POST, instance=wishes)
                if form.is_valid():
                    _wish(request, form)
                    return _back("wishes")
    return _shown(request, wishes, form)


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Let this person be told of an article, or no longer; those who see drafts may begin, and everybody may end it."""
    article = get_object_or_404(Article, pk=pk)
    follows = request.POST.get("follows") == "1"
    if follows and not notices.sees_drafts(request.user):
        raise PermissionDenied
    notices.follow(article, request.user, follows=follows)
    told = _("You follow this article.") if follows else _("You no longer follow this article.")
    if request.accepts("text/html"):
        messages.success(request, told)
        return _where(request)
    return JsonResponse({"follows": follows, "button": _("Unfollow") if follows else _("Follow"), "told": told})


def _seen(request: HttpRequest) -> HttpResponse:
    """Mark as seen what was on the page, and what is older."""
    up_to = request.POST.get("up_to", "")
    if up_to.isascii() and up_to.isdecimal() and len(up_to) < 18:
        notices.see(request.user, int(up_to))
        messages.success(request, _("Marked as seen."))
    return _back("")


def _wish(request: HttpRequest, form: WishesForm) -> None:
    wishes = form.save(commit=False)
    wishes.save(update_fields=["mails", "hour", "time_zone"])
    messages.success(request, _("Your wishes are kept."))


def _shown(request: HttpRequest, wishes: Wishes, form: WishesForm) -> HttpResponse:
    drafts = notices.sees_drafts(request.user)
    told = notices.page(request.user, request.GET.dict())
    newest = told.notices[0].pk if told.notices and not told.newer else ""
    follows = Follow.objects.filter(person=_by(request)).order_by("article__title", "article_id")
    follows = follows.select_related("article__listing")
    follows = follows.defer("article__lead", "article__listing__text", "article__listing__searched_text")
    context = {
        **admin.site.each_context(request),
        "title": _("Following"),
        "told": told,
        "newest": newest,
        "follows": [(follow, _title(follow.article, drafts=drafts)) for follow in follows[:FOLLOWED]],
        "drafts": drafts,
        "wishes": wishes,
        "form": form,
        "feed": settings.SITE_URL + reverse("following-feed", args=[wishes.feed]),
        "mails_are_on": settings.SEND_MAILS,
        "failed": Notice.objects.filter(person=_by(request), mail="failed").count(),
    }
    return TemplateResponse(request, "admin/articles/article/following.html", context)


def _title(article: Article, *, drafts: bool) -> str:
    """Return what an article is called, as far as this person may know."""
    if drafts:
        return article.title
    return article.listing.title if hasattr(article, "listing") else _("An article that is not public")


def _where(request: HttpRequest) -> HttpResponse:
    """Lead back to where the button was pressed."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/"):
        return redirect(back)
    return redirect(PAGE)


def _back(part: str) -> HttpResponse:
    return redirect(f"{reverse(PAGE)}#{part}" if part else PAGE)


def _by(request: HttpRequest) -> Any:
    return request.user
