"""From a draft to readers, at the desk: the queue, and the page on which a draft is judged."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import attribution, comparison, editing, findings, revisions, wording, workflow
from ..content import limits, reviewing
from ..content.allowlist import is_key
from ..content.problems import Place
from ..models import Article, Comment, Finding, Review, Revision, Step
from . import clock

type _Verb = Callable[[HttpRequest, Article], str | SafeString]

# The button of the form that saves and asks.
ASK = "_ask"
QUEUE = 200
# Earlier reviews of an article that are told.
EARLIER = 20
# Revisions that readers have not seen, as many as are listed.
SINCE = 20
# Parts of an article that have keys, and can be published without the rest of a draft.
_ROWS = ("section", "reference", "image")


class _Refused(Exception):
    """What was posted cannot be done, for a reason that can be told; `status` is the answer's."""

    def __init__(self, told: str, status: int = 400) -> None:
        super().__init__(told)
        self.status = status


# The queue ------------------------------------------------------------------------------------------------


def queue(request: HttpRequest) -> HttpResponse:
    """List the reviews that are open: what waits longest comes first."""
    _require_writer(request)
    shown = request.GET.get("show", "")
    found = workflow.waiting_for(request.user) if shown == "mine" else Review.objects.open()
    if shown == "asked":
        found = found.filter(opened_by=request.user.pk)
    found = found.select_related("article", "opened_by", "reviewer").defer("article__lead")
    context = {
        **admin.site.each_context(request),
        "title": _("Reviews"),
        "reviews": found.annotate(**_counted())[:QUEUE],
        "shown": shown,
    }
    return TemplateResponse(request, "admin/articles/review/queue.html", context)


def _counted() -> dict[str, Any]:
    """Return what the queue tells of a review: the words of the edits that wait, and what checks find in the draft."""
    shown = Coalesce(OuterRef("article__published__number"), 0)
    # After a part was published its rest is a Revision that tells all that still waits.
    unseen = Revision.objects.filter(article=OuterRef("article"), number__gt=shown)
    unseen = unseen.filter(number__lte=OuterRef("revision__number"))
    sums = unseen.order_by().values("article")
    standing = Finding.objects.standing().filter(article=OuterRef("article")).order_by().values("article")
    return {
        "words_added": Subquery(sums.annotate(sum=Sum("words_added")).values("sum")),
        "words_removed": Subquery(sums.annotate(sum=Sum("words_removed")).values("sum")),
        "findings": Coalesce(Subquery(standing.annotate(count=Count("pk")).values("count")), 0),
    }


# One review -----------------------------------------------------------------------------------------------


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all that a draft changes of what readers see, what is said of it, and what can be decided; do it."""
    _require_writer(request)
    article = get_object_or_404(Article.objects.select_related("published", "listing"), pk=pk)
    if request.method != "POST":
        return _shown(request, article)
    try:
        said = _done(request, article)
    except _Refused as refused:
        return _shown(request, article, told=str(refused), status=refused.status)
    messages.success(request, said)
    # A decision is told at the top of the page; without a fragment of its own a browser would keep the one that it has.
    back = request.POST.get("back", "")[:100]
    return redirect(request.path + (back if re.fullmatch(r"#[\w-]+", back) else "#content-start"))


def _done(request: HttpRequest, article: Article) -> str | SafeString:
    act = _VERBS.get(request.POST.get("action", ""))
    if act is None:
        raise _Refused(_("Nothing was done. Press the button of what you decide."))
    return _taken(act, request, article)


def _taken(act: _Verb, request: HttpRequest, article: Article) -> str | SafeString:
    """Do it; what keeps it from being done becomes words."""
    try:
        return act(request, article)
    except editing.Conflict:
        raise _Refused(_("The draft has changed meanwhile. Nothing was done; look at it again."), 409) from None
    except reviewing.NotNow as not_now:
        if not_now.state == "scheduled":
            raise _Refused(_("A time is set for this draft. Take it back first, or wait."), 409) from None
        raise _Refused(_("That cannot be done any more: somebody has decided meanwhile."), 409) from None
    except workflow.Withdrawn:
        raise _Refused(_("The article is withdrawn. Bring it back first."), 409) from None
    except workflow.NothingToReview:
        raise _Refused(_("Nothing was done: readers see all of this, or nothing of it was chosen."), 409) from None
    except workflow.Blocked as blocked:
        names = ", ".join(sorted({str(wording.CHECKS[found.check_name]) for found in blocked.findings}))
        raise _Refused(_("It is not published while this stands: %(checks)s") % {"checks": names}, 409) from None
    except editing.InvalidContent as error:
        raise _Refused(" ".join(wording.problem(problem) for problem in error.problems), 409) from None


def asked(request: HttpRequest, article: Article) -> HttpResponse:
    """Ask for the review of what the form has just saved, and show it; where that cannot be, say why."""
    try:
        messages.success(request, _taken(_ask, request, article))
    except _Refused as refused:
        messages.warning(request, _("What you wrote is saved. Nobody was asked: %(why)s") % {"why": refused})
    return redirect("admin:articles_article_review", article.pk)


def _ask(request: HttpRequest, article: Article) -> str:
    named = request.POST.get("reviewer", "")
    reviewer = workflow.reviewers().filter(pk=_key(named)).first()
    if named and reviewer is None:
        raise _Refused(_("There is no such reviewer."))
    workflow.ask(article, by=_by(request), reviewer=reviewer, note=_note(request))
    newest = revisions.newest(article).number
    if reviewer is None:
        return _("Revision %(number)d waits for any reviewer.") % {"number": newest}
    return _("Revision %(number)d waits for %(who)s.") % {"number": newest, "who": wording.person(reviewer)}


def _comment(request: HttpRequest, article: Article) -> str:
    text = _note(request, "text")
    if not text:
        raise _Refused(_("Say something."))
    answers = _key(request.POST.get("answers", ""))
    where: Any = {"answers": answers} if answers else {"place": _place(request)}
    try:
        workflow.comment(article, text, by=_by(request), number=_number(request), **where)
    except (Comment.DoesNotExist, ValueError):
        raise _Refused(_("What this is about is not there any more."), 409) from None
    return _("Said.")


def _resolve(request: HttpRequest, article: Article) -> str:
    key = _key(request.POST.get("comment", ""))
    try:
        workflow.resolve(article, key, by=_by(request), resolved="reopen" not in request.POST)
    except Comment.DoesNotExist:
        raise _Refused(_("There is no such comment.")) from None
    return _("Opened again.") if "reopen" in request.POST else _("Settled.")


def _take_back(request: HttpRequest, article: Article) -> str:
    workflow.take_back(article, by=_by(request), note=_note(request))
    return _("The review is taken back. The draft stays as it is.")


def _return(request: HttpRequest, article: Article) -> str:
    note = _note(request)
    if not note:
        raise _Refused(_("Say what is to be changed."))
    workflow.return_(article, by=_by(request), note=note, base=_number(request))
    return _("Changes asked for.")


def _publish(request: HttpRequest, article: Article) -> SafeString:
    number = _number(request)
    workflow.publish(article, by=_by(request), base=number, note=_note(request))
    return _seen_now(article, number)


def _publish_part(request: HttpRequest, article: Article) -> SafeString:
    number, note = _number(request), _note(request)
    places = [place for place in map(_chosen, request.POST.getlist("part")) if place]
    summary = _("Part of revision %(number)d") % {"number": number}
    made = workflow.publish_part(article, places, by=_by(request), number=number, summary=summary, note=note)
    return _seen_now(article, made.number)


def _schedule(request: HttpRequest, article: Article) -> str:
    number, note = _number(request), _note(request)
    try:
        at, zone = clock.read(request)
    except clock.NoSuchTime as error:
        raise _Refused(str(error)) from None
    workflow.schedule(article, by=_by(request), number=number, at=at, time_zone=zone, note=note)
    return _("Readers will see revision %(number)d at the time that you set.") % {"number": number}


def _unschedule(request: HttpRequest, article: Article) -> str:
    workflow.unschedule(article, by=_by(request), note=_note(request))
    return _("The time is taken back; the draft waits again.")


_VERBS: dict[str, _Verb] = {
    "ask": _ask,
    "comment": _comment,
    "resolve": _resolve,
    "take-back": _take_back,
    "return": _return,
    "publish": _publish,
    "publish-part": _publish_part,
    "schedule": _schedule,
    "unschedule": _unschedule,
}


# What was posted ------------------------------------------------------------------------------------------


def _by(request: HttpRequest) -> Any:
    return request.user


def _note(request: HttpRequest, name: str = "note") -> str:
    said = request.POST.get(name, "").strip()
    if len(said) > limits.COMMENT:
        told = _("This is longer than %(limit)s characters.") % {"limit": limits.COMMENT}
        raise _Refused(told)
    return said


def _number(request: HttpRequest) -> int:
    """Return the number of the draft that was looked at; 0, which none has, where it does not say."""
    return _key(request.POST.get("number", ""))


def _key(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _place(request: HttpRequest) -> Place | None:
    """Read the place of a comment: "section:KEY:body:3"; None for the whole draft."""
    parts = request.POST.get("place", "").split(":")
    if len(parts) != 4 or parts[0] not in ("article", *_ROWS):
        return None
    part, key, field, passage = parts
    if (
        not (is_key(key) or not key)
        or field not in ("", "lead", "body")
        or not (passage.isascii() and passage.isdecimal())
    ):
        return None
    return Place(part, key, field, int(passage[:6]))


def _chosen(said: str) -> Place | None:
    """Read a part that is to be published: "section:KEY", "lead:"."""
    part, _colon, key = said.partition(":")
    if part == "lead":
        return Place("article", "", "lead")
    return Place(part, key) if part in _ROWS and is_key(key) else None


def _seen_now(article: Article, number: int) -> SafeString:
    address = reverse("revision", args=[article.slug, number])
    return format_html(_('Readers see <a href="{}">revision {}</a> now.'), address, number)


# What is shown --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said at one place of the comparison: its name in a form, threads of comments, findings."""

    place: str
    threads: tuple[Comment, ...] = ()
    found: findings.Found = field(default_factory=findings.Found)


def _shown(request: HttpRequest, article: Article, *, told: str = "", status: int = 200) -> HttpResponse:
    """Show the page, with all that was typed in what was posted. A fixed number of queries."""
    newest = revisions.newest(article)
    review = workflow.open_review(article)
    last = review or article.reviews.order_by("-pk").select_related("revision").first()
    draft = revisions.of(newest)
    before = revisions.of(article.published) if article.published else attribution.NOTHING
    waits = article.published_id != newest.pk
    layout: comparison.Layout = "inline" if request.GET.get("view") == "inline" else "side"
    decides = workflow.may_publish(request.user)
    wrote = decides and request.user.pk in workflow.authors(article, newest)
    compared = comparison.compare(before, draft, layout, remember=True) if waits else None
    found = findings.of_article(article)
    said = last.comments.filter(answers=None).select_related("by", "resolved_by", "revision") if last else None
    threads = said.prefetch_related("replies__by") if said is not None else ()
    here, elsewhere = _beside(compared, threads, found)
    say = _saying(request, here, told=told)
    earlier = [each.pk for each in article.reviews.order_by("-pk")[:EARLIER] if each != last]
    allowed = _allowed(article, review, waits=waits)
    may_decide = decides and (not wrote or workflow.decides_own_work(request.user))
    context = {
        **admin.site.each_context(request),
        **clock.asked(request),
        "opts": Article._meta,
        "title": _("Review: %(title)s") % {"title": draft.title},
        "article": article,
        "slug": article.listing.slug if hasattr(article, "listing") else article.slug,
        "language": draft.language,
        "newest": newest,
        "review": review,
        "last": last,
        "waits": waits,
        "layout": layout,
        "comparison": compared,
        "since": article.revisions.unseen().select_related("by").order_by("-number")[: SINCE + 1],
        "most": SINCE,
        "steps": last.steps.select_related("by", "revision") if last else (),
        "beside": here,
        "unfolded": _unfolded(compared, here, say),
        "elsewhere": elsewhere,
        "earlier": _said_earlier(earlier),
        "lock": workflow.lock_on(article),
        "decides": may_decide,
        "wrote": wrote,
        "allowed": allowed,
        "chooses": may_decide and "publish-part" in allowed,
        "reviewers": workflow.reviewers(but=request.user),
        "say": say,
        "ticked": request.POST.getlist("part") if told else (),
        "typed": request.POST,
        "told": told,
        "limit": limits.COMMENT,
    }
    return TemplateResponse(request, "admin/articles/review/page.html", context, status=status)


def _allowed(article: Article, review: Review | None, *, waits: bool) -> set[str]:
    """Return the actions that the state of things allows, whoever looks."""
    state = review.state if review else "none"
    if state == "none" and not waits:
        return set()
    verdicts = {"publish", "publish-part", "schedule"} if article.withdrawn_at else set()
    return {action.name for action in reviewing.ACTIONS.values() if state in action.states} - verdicts


def _saying(request: HttpRequest, here: dict[str, Beside], *, told: str) -> str:
    """Return the anchor at which a comment is written: where a link says, or where one was that could not be kept."""
    if not (told and request.POST.get("action") == "comment" and not request.POST.get("answers")):
        return request.GET.get("say", "")
    place = request.POST.get("place", "")
    return next((anchor for anchor, beside in here.items() if beside.place == place), "on_all")


def _said_earlier(reviews: list[int]) -> list[Step | Comment]:
    """Return what was decided and said in earlier reviews, the oldest first. Two queries at most."""
    steps = Step.objects.filter(review__in=reviews).select_related("by", "revision")
    comments = Comment.objects.filter(review__in=reviews).select_related("by", "revision")
    return sorted([*steps, *comments], key=lambda each: each.at) if reviews else []


def _beside(
    compared: comparison.Comparison | None, threads: Iterable[Comment], entries: Iterable[findings.Entry]
) -> tuple[dict[str, Beside], Beside]:
    """Return (anchor -> what is said there, what is said of the whole or of a place that the page does not show)."""
    places: dict[Place, str] = {}
    kept: dict[Place, str] = {}
    for part in compared.parts if compared else ():
        where = Place("article", "", "lead") if part.kind == "lead" else Place(part.kind, part.key)
        places[where] = part.anchor
        for row in part.rows:
            if isinstance(row, comparison.Fold):
                kept |= {passage.place: passage.anchor for passage in row.passages}
            elif row.place:
                places[row.place] = row.anchor
    found: dict[str, list[findings.Entry]] = defaultdict(list)
    said: dict[str, list[Comment]] = defaultdict(list)
    # A finding in a passage that did not change is told at its section, since the passage is folded away.
    for entry in entries:
        found[_anchor(places, entry.row)].append(entry)
    places |= kept
    for comment in threads:
        said[_anchor(places, comment)].append(comment)
    names = {anchor: _name(place) for place, anchor in places.items()}

    def beside(name: str, anchor: str) -> Beside:
        return Beside(name, tuple(said[anchor]), findings.Found(tuple(found[anchor])))

    return {anchor: beside(name, anchor) for anchor, name in names.items()}, beside(":::0", "")


def _unfolded(compared: comparison.Comparison | None, here: dict[str, Beside], say: str) -> set[str]:
    """Return the folds that stand open: something is said, or being said, of a passage in them."""
    folds = (row for part in compared.parts for row in part.rows) if compared else ()
    return {
        fold.first
        for fold in folds
        if isinstance(fold, comparison.Fold)
        and any(each.anchor == say or here[each.anchor].threads for each in fold.passages)
    }


def _anchor(places: dict[Place, str], at: Comment | Finding) -> str:
    """Return where the page shows a place: at its passage, at its row or section, or nowhere."""
    exact = places.get(Place(at.part, at.key, at.field, at.passage))
    return exact or places.get(Place(at.part, at.key)) or ""


def _name(place: Place) -> str:
    return f"{place.part}:{place.key}:{place.field}:{place.passage}"


def _require_writer(request: HttpRequest) -> None:
    if not (workflow.may_edit(request.user) and workflow.may_see_drafts(request.user)):
        raise PermissionDenied
