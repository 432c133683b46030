"""Articles in the admin: one form for all of an article, one save for one Revision."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import editing, findings, forms, revisions, wording, workflow
from ..content import limits
from ..content.clean import clean_line
from ..content.snapshot import Snapshot
from ..models import Article, Listing, Revision
from . import answers, checks, conflict, following, kept, lock, modules, opened, past, preview, review
from .conflict import Meeting

# Findings that a save is told of one by one; the others stand at their places.
_TOLD = 3


class State(admin.SimpleListFilter):
    """What readers see of an article."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the states."""
        return [("public", _("public")), ("draft", _("never published")), ("withdrawn", _("withdrawn"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the articles in the chosen state."""
        match self.value():
            case "public":
                return queryset.public()
            case "draft":
                return queryset.filter(published=None)
            case "withdrawn":
                return queryset.filter(withdrawn_at__isnull=False)
        return queryset


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    """The list is Django's; the form is this wiki's own, over Snapshots."""

    list_display = ["title", "slug", "state", "published_number"]
    list_filter = [State]
    list_select_related = ["published"]
    search_fields = ["title", "slug"]
    actions = None

    @admin.display(description=gettext_lazy("state"))
    def state(self, article: Article) -> str:
        """Return what readers see of the article, in a word."""
        if article.withdrawn_at:
            return _("withdrawn")
        return _("public") if article.published_id else _("never published")

    @admin.display(description=gettext_lazy("published revision"))
    def published_number(self, article: Article) -> int | None:
        """Return the number of the Revision that readers see."""
        return article.published.number if article.published else None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is destroyed: an article is withdrawn."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add the pages on which an article is published, withdrawn and brought back to what it was."""
        own = [
            path("<int:pk>/lock/", self.admin_site.admin_view(lock.page), name="articles_article_lock"),
            path("<int:pk>/review/", self.admin_site.admin_view(review.page), name="articles_article_review"),
            path("reviews/", self.admin_site.admin_view(review.queue), name="articles_article_reviews"),
            path("<int:pk>/follow/", self.admin_site.admin_view(following.follow), name="articles_article_follow"),
            path("following/", self.admin_site.admin_view(following.page), name="articles_article_following"),
            path("checks/", self.admin_site.admin_view(checks.report), name="articles_article_checks"),
            path(
                "<int:pk>/findings/<slug:fingerprint>/",
                self.admin_site.admin_view(checks.one),
                name="articles_article_finding",
            ),
            path("<int:pk>/restore/", self.admin_site.admin_view(past.restore), name="articles_article_restore"),
            path("<int:pk>/undo/", self.admin_site.admin_view(past.undo), name="articles_article_undo"),
            path("<int:pk>/withdraw/", self.admin_site.admin_view(self.withdraw), name="articles_article_withdraw"),
        ]
        asked = [
            path(f"desk/{name}/", self.admin_site.admin_view(view), name=f"articles_desk_{name}")
            for name, view in answers.VIEWS.items()
        ]
        return [*own, *asked, *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to the article's own history."""
        article = get_object_or_404(Article, pk=_key(object_id))
        return redirect("history", slug=article.slug)

    # The form ---------------------------------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form of an article, or of a new one; save what is posted."""
        known = Article.objects.select_related("published")
        article = get_object_or_404(known, pk=_key(object_id)) if object_id else None
        allowed = self.has_change_permission(request, article) if article else self.has_add_permission(request)
        if not allowed:
            raise PermissionDenied
        if request.method == "POST":
            return (
                self._decide(request, article) if article and "mine" in request.POST else self._save(request, article)
            )
        newest = revisions.newest(article) if article else None
        form = forms.ArticleForm(
            revisions.of(newest) if newest else None,
            number=newest.number if newest else None,
            initial=_suggested(request),
        )
        return self._shown(request, article, form)

    def _save(self, request: HttpRequest, article: Article | None) -> HttpResponse:  # noqa: PLR0911 (each is an answer)
        base = _opened_at(request, article)
        if "_preview" in request.POST:
            return preview.answer(request, article, base)
        form = forms.ArticleForm(
            revisions.of(base) if base else None,
            number=base.number if base else None,
            data=_with_row(request.POST),
            files=request.FILES,
            by=request.user,  # type: ignore[arg-type]
        )
        if {"_add", "_open"} & request.POST.keys():
            form.rows["references"].open(request.POST)
            asked = form.unchecked()
            return self._shown(request, article, asked, status=HTTPStatus.ACCEPTED, opened_by=opened.by(request))
        changed = opened.changed(request)
        if not form.is_valid() or changed:
            return self._shown(request, article, form, changed=changed)
        snapshot, summary = form.snapshot(), form.fields.cleaned_data["summary"]
        how = {"by": request.user, "summary": summary, "minor": form.fields.cleaned_data["minor"]}
        try:
            revision = self._write(article, snapshot, base, how)
        except editing.InvalidContent as error:
            form.tell(error.problems)
            form.tell_deleted(snapshot)
            return self._shown(request, article, form)
        except editing.Locked as met:
            form.errors.append(wording.lock(met.lock))
            return self._shown(request, article, form)
        except editing.Conflict as met:
            assert article is not None
            assert base is not None
            return self._conflict(request, article, Meeting(base, met.newest, editing.cleaned(snapshot)))
        return kept.saved(request, self._saved(request, article, revision, snapshot))

    def _write(
        self, article: Article | None, snapshot: Snapshot, base: Revision | None, how: dict[str, Any]
    ) -> Revision | None:
        if article is None:
            return revisions.newest(editing.create(snapshot, **how))
        return editing.replace(article, snapshot, base=base.number if base else None, **how)

    def _saved(
        self, request: HttpRequest, article: Article | None, revision: Revision | None, snapshot: Snapshot
    ) -> HttpResponse:
        if revision is None:
            if review.ASK in request.POST and article is not None:
                return review.asked(request, article)
            messages.info(request, _("Nothing was changed, so there is no new revision."))
            return HttpResponseRedirect(request.path)
        article = revision.article
        self.log_change(request, article, revision.summary)
        if review.ASK in request.POST:
            return review.asked(request, article)
        article.refresh_from_db(fields=["published"])
        public = article.published_id == revision.pk and not article.withdrawn_at
        brought = findings.brought_by(revision)
        if public and not brought and "_continue" not in request.POST:
            return redirect("article", slug=article.slug)
        said = (
            _('Saved as <a href="{}">revision {}</a>. Readers see it now.')
            if public
            else _('Saved as <a href="{}">revision {}</a>, a draft: readers do not see it until someone publishes it.')
        )
        address = reverse("revision", args=[article.slug, revision.number])
        messages.success(request, format_html(said, address, revision.number))
        for found in (row.found for row in brought[:_TOLD]):
            messages.warning(request, f"{forms.place_label(found.place, snapshot)}: {wording.finding(found)}")
        if more := len(brought) - _TOLD if len(brought) > _TOLD else 0:
            told = ngettext(
                "And %(n)d more; it stands at its place.", "And %(n)d more; they stand at their places.", more
            )
            messages.warning(request, told % {"n": more})
        return redirect("admin:articles_article_change", article.pk)

    # Two edits that met ---------------------------------------------------------------------------------------

    def _conflict(
        self, request: HttpRequest, article: Article, meeting: Meeting, *, unsaid: bool = False
    ) -> HttpResponse:
        """Show what both changed, and ask what is to stand."""
        both = meeting.of_both
        since = article.revisions.filter(number__gt=meeting.base.number, number__lte=meeting.newest.number)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Edit conflict: %(title)s") % {"title": article.title},
            "article": article,
            "slug": article.listing.slug if hasattr(article, "listing") else article.slug,
            "language": meeting.theirs.language,
            "meeting": meeting,
            "questions": tuple(meeting.questions()),
            "since": since.select_related("by").order_by("-number")[:5],
            "since_count": meeting.newest.number - meeting.base.number,
            "summary": request.POST.get("summary", ""),
            "limit": limits.SUMMARY,
            "minor": "minor" in request.POST,
            "unsaid": unsaid,
            "kept": kept.token(request),
            "opened_by": request.user.pk,
            "known": forms.ArticleForm(both),
            "import_map": modules.import_map(request),
            "desk": modules.data(request, both, key=article.pk, adds=False),
        }
        return TemplateResponse(request, "admin/articles/article/conflict.html", context, status=409)

    def _decide(self, request: HttpRequest, article: Article) -> HttpResponse:  # noqa: PLR0911 (each is an answer)
        """Save what was chosen where two edits met; ask again where something lacks; or go back to the form."""
        try:
            meeting = conflict.posted(request, article)
        except ValueError:
            return self._unread(request, article)
        summary = clean_line(request.POST.get("summary", ""))[: limits.SUMMARY]
        if "_form" in request.POST:
            return self._merged(request, article, meeting)
        changed = opened.changed(request)
        if meeting.left or not summary or changed:
            meeting.ask_again()
            meeting.errors += [changed] if changed else []
            return self._conflict(request, article, meeting, unsaid=not summary)
        wanted, how = meeting.result, {"by": request.user, "summary": summary, "minor": "minor" in request.POST}
        try:
            revision = self._write(article, wanted, meeting.newest, how)
        except editing.InvalidContent as error:
            meeting.tell(error.problems)
            return self._conflict(request, article, meeting)
        except editing.Locked as met:
            meeting.errors.append(wording.lock(met.lock))
            return self._conflict(request, article, meeting)
        except editing.Conflict as met:
            return self._conflict(request, article, Meeting(meeting.newest, met.newest, editing.cleaned(wanted)))
        return kept.saved(request, self._saved(request, article, revision, wanted))

    def _merged(self, request: HttpRequest, article: Article, meeting: Meeting) -> HttpResponse:
        """Show the form with what both saved, and say at each place where nothing was chosen what stands there."""
        initial = {"summary": request.POST.get("summary", ""), "minor": "minor" in request.POST}
        form = forms.ArticleForm(meeting.of_both, number=meeting.newest.number, initial=initial)
        form.tell(meeting.undecided())
        by = opened.by(request)
        return self._shown(request, article, form, failed=False, unsaved=True, opened_by=by)

    def _unread(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Say that an edit could not be read back, and show all of it as it was posted."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Edit conflict: %(title)s") % {"title": article.title},
            "article": article,
            "typed": conflict.typed_in(request),
        }
        return TemplateResponse(request, "admin/articles/article/conflict_unread.html", context, status=400)

    def _shown(
        self, request: HttpRequest, article: Article | None, form: forms.ArticleForm, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        newest = revisions.newest(article) if article else None
        if article:
            form.advise(findings.of_article(article))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Edit: %(title)s") % {"title": article.title} if article else _("New article"),
            "article": article,
            "form": form,
            "is_public": bool(article and article.published_id and not article.withdrawn_at),
            "publishes": workflow.publishes(request.user, article, newest),
            "reviewers": workflow.reviewers(but=request.user),
            "review": workflow.open_review(article) if article else None,
            "lock": workflow.lock_on(article) if article else None,
            "draft": _draft(article, newest),
            "may_lock": article is not None and workflow.may_publish(request.user),
            "may_withdraw": article is not None and request.user.has_perm("articles.withdraw_article"),
            "titles": Listing.objects.by_title().values_list("slug", "title")[:2_000],
            "failed": request.method == "POST" and status == 200,
            "opened_by": request.user.pk,
            "import_map": modules.import_map(request),
            "desk": modules.data(request, form.base, key=article.pk if article else None),
            **more,
        }
        return TemplateResponse(request, "admin/articles/article/change_form.html", context, status=status)

    # Withdrawing --------------------------------------------------------------------------------------------

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason and withdraw, or bring back."""
        article = get_object_or_404(Article, pk=pk)
        if not request.user.has_perm("articles.withdraw_article"):
            raise PermissionDenied
        error = ""
        if request.method == "POST":
            reason = clean_line(request.POST.get("reason", ""))[:500]
            if article.withdrawn_at:
                workflow.reinstate(article, by=request.user)
                messages.success(request, _("The article is back."))
                return redirect("admin:articles_article_change", article.pk)
            if reason:
                workflow.withdraw(article, by=request.user, reason=reason)
                messages.success(request, _("The article is withdrawn; its page says why."))
                return redirect("admin:articles_article_change", article.pk)
            error = _("Say why: the article's page will show it.")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Withdraw: %(title)s") % {"title": article.title},
            "article": article,
            "error": error,
        }
        return TemplateResponse(request, "admin/articles/article/withdraw.html", context)


def _key(object_id: str) -> int:
    """Return a primary key from an address; 0, which no row has, for anything that is none."""
    return int(object_id) if object_id.isascii() and object_id.isdecimal() and len(object_id) < 18 else 0


def _opened_at(request: HttpRequest, article: Article | None) -> Revision | None:
    """Return the Revision that the posted form was opened at; the newest where it does not say."""
    if article is None:
        return None
    number = request.POST.get("base", "")
    if number.isascii() and number.isdecimal() and len(number) < 10:
        found = article.revisions.filter(number=int(number)).first()
        if found:
            return found
    return revisions.newest(article)


def _with_row(posted: QueryDict) -> QueryDict:
    """Return what was posted with the blank row that it asks for."""
    name = f"{posted.get('_add', '')}-TOTAL_FORMS"
    total = posted.get(name, "")
    if not (total.isascii() and total.isdecimal() and len(total) < 7):
        return posted
    posted = posted.copy()
    posted[name] = str(int(total) + 1)
    return posted


def _draft(article: Article | None, newest: Revision | None) -> int | None:
    """Return the number of the working copy where readers do not see it."""
    if article is None or newest is None or article.withdrawn_at:
        return None
    shown = article.published.number if article.published else 0
    return newest.number if newest.number > shown else None


def _suggested(request: HttpRequest) -> dict[str, str]:
    """Return what the link that led here says of the new article."""
    slug = request.GET.get("slug", "")[:200]
    return {"slug": slug, "title": slug.replace("-", " ").capitalize()} if slug else {}
