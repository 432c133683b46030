"""Bringing the past back, at the desk: what a restore or an undo would change is shown before it is done."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from .. import comparison, editing, forms, revisions, wording, workflow
from ..content import limits
from ..content.allowlist import is_key
from ..content.clean import clean_line
from ..content.merge import Clash
from ..content.problems import Place
from ..content.restore import restored
from ..content.snapshot import IMAGE_FIELDS, REFERENCE_FIELDS, SCALARS, SECTION_FIELDS
from ..models import Article, Revision
from . import choices
from .choices import Option, Question

_FIELDS = {"article": SCALARS, "section": SECTION_FIELDS, "reference": REFERENCE_FIELDS, "image": IMAGE_FIELDS}


def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what bringing back a Revision, or a part of one, would change; do it when it is posted."""
    article, revision = _asked(request, pk)
    by: Any = request.user
    place = _place(request)
    now, then = revisions.working_copy(article), revisions.of(revision)
    wanted = restored(now, then, place)
    suggested = _("Restore revision %(number)d") % {"number": revision.number}
    if place:
        where = forms.place_label(place, then if getattr(then, place.part, None) else now)
        suggested = _("Restore from revision %(number)d: %(where)s") % {"number": revision.number, "where": where}
    if request.method == "POST" and (summary := _summary(request)):

        def act(base: int) -> Revision | None:
            return editing.restore(
                article,
                revision.number,
                by=by,
                summary=summary,
                place=place,
                base=base,
            )

        if done := _done(request, article, act):
            return done
    found = comparison.compare(now, wanted, "side")
    context = {"place": place, "parts": _parts(found) if place is None else (), "verb": "restore"}
    return _shown(request, article, revision, found, suggested, context)


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what taking back a Revision would change, and ask about what was changed again since."""
    article, revision = _asked(request, pk)
    by: Any = request.user
    clashes = editing.undone(article, revision.number)[1]
    chosen = _chosen(request, clashes)
    suggested = _("Undo revision %(number)d: %(summary)s") % {"number": revision.number, "summary": revision.summary}
    if request.method == "POST" and (summary := _summary(request)) and len(chosen) == len(clashes):

        def act(base: int) -> Revision | None:
            return editing.undo(
                article,
                revision.number,
                by=by,
                summary=summary,
                choices=chosen,
                base=base,
            )

        if done := _done(request, article, act):
            return done
    now = revisions.working_copy(article)
    wanted = editing.undone(article, revision.number, chosen)[0]
    found = comparison.compare(now, wanted, "side")
    questions = tuple(_questions(request, revision, clashes, chosen)) if clashes else ()
    return _shown(request, article, revision, found, suggested, {"questions": questions, "verb": "undo"})


def _questions(
    request: HttpRequest, revision: Revision, clashes: tuple[Clash, ...], chosen: dict[Place, Any]
) -> Iterator[Question]:
    """Yield the places that were changed again since, as the page asks about them."""
    article, number = revision.article, {"n": revision.number}
    then, now, before = (
        revisions.of(revision),
        revisions.working_copy(article),
        editing.preceding(article, revision.number),
    )
    unchosen = [clash.place for clash in clashes if request.method == "POST" and clash.place not in chosen]
    versions = comparison.of_clashes(clashes, then, now, before)
    for n, (clash, (was, as_now, as_before)) in enumerate(zip(clashes, versions, strict=True)):
        error = (_("Choose what is to stand here."),) if clash.place in unchosen else ()
        labels = (
            _("As it is now"),
            _("As it was before revision %(n)d") % number,
            _("As revision %(n)d left it") % number,
        )
        values = (("keep", as_now), ("undo", as_before), ("", was))
        sides = (
            Option(value=value, label=label, version=version, gone=_("not there"))
            for label, (value, version) in zip(labels, values, strict=True)
        )
        yield Question(
            name=choices.name(n),
            where=choices.where(clash, now, then, before),
            sides=tuple(sides),
            chosen=chosen.get(clash.place, ""),
            is_whole=not clash.place.field,
            errors=error,
            is_first_error=clash.place in unchosen[:1],
        )


def _asked(request: HttpRequest, pk: int) -> tuple[Article, Revision]:
    article = get_object_or_404(Article.objects.select_related("published"), pk=pk)
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    number = request.GET.get("number", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    return article, get_object_or_404(article.revisions.select_related("by"), number=int(number))


def _place(request: HttpRequest) -> Place | None:
    part, key, field = (request.GET.get(name, "") for name in ("part", "key", "field"))
    if not part:
        return None
    if part not in _FIELDS or (field and field not in _FIELDS[part]) or is_key(key) is (part == "article"):
        raise Http404
    if part == "article" and not field:
        raise Http404
    return Place(part, key, field)


def _summary(request: HttpRequest) -> str:
    return clean_line(request.POST.get("summary", ""))[: limits.SUMMARY]


def _chosen(request: HttpRequest, clashes: tuple[Clash, ...]) -> dict[Place, Any]:
    given = {clash.place: request.POST.get(choices.name(number), "") for number, clash in enumerate(clashes)}
    return {place: choice for place, choice in given.items() if choice in ("keep", "undo")}


def _done(request: HttpRequest, article: Article, act: Any) -> HttpResponse | None:
    """Do it and lead to the history; where that cannot be, say why and return None."""
    base = request.POST.get("base", "")
    try:
        revision = act(int(base) if base.isascii() and base.isdecimal() and len(base) < 10 else 0)
    except editing.Conflict:
        messages.warning(request, _("The article has changed meanwhile; look at it again."))
        return None
    except editing.Locked as met:
        messages.error(request, wording.lock(met.lock))
        return None
    except editing.InvalidContent as error:
        for problem in error.problems:
            where = forms.place_label(problem.place, revisions.working_copy(article))
            messages.error(request, f"{where}: {wording.problem(problem)}")
        return None
    if revision is None:
        messages.info(request, _("Nothing was changed, so there is no new revision."))
    elif workflow.is_public(revision, revision.article):
        messages.success(request, _("Saved as revision %(number)d. Readers see it now.") % {"number": revision.number})
    else:
        messages.success(request, _("Saved as revision %(number)d, a draft.") % {"number": revision.number})
    slug = revision.article.slug if revision else article.slug
    return redirect("history", slug=slug)


def _parts(found: comparison.Comparison) -> list[dict[str, str]]:
    """Return the parts that could be brought back alone."""
    out = []
    for part in found.parts:
        if part.kind == "lead":
            out.append({"part": "article", "key": "", "field": "lead", "kind": part.kind, "name": ""})
        elif part.kind == "article":
            out += [
                {"part": "article", "key": "", "field": name, "kind": "", "name": label} for name, label in part.fields
            ]
        else:
            out.append({"part": part.kind, "key": part.key, "field": "", "kind": part.kind, "name": part.name})
            out += [
                {"part": part.kind, "key": part.key, "field": name, "kind": part.kind, "name": f"{part.name}: {label}"}
                for name, label in part.fields
            ]
    return out


def _shown(
    request: HttpRequest,
    article: Article,
    revision: Revision,
    found: comparison.Comparison,
    suggested: str,
    context: dict[str, Any],
) -> HttpResponse:
    newest = revisions.newest(article)
    return render(
        request,
        "articles/restore.html",
        {
            "article": article,
            "slug": article.listing.slug if hasattr(article, "listing") else article.slug,
            "title": revisions.of(newest).title,
            "language": article.language,
            "revision": revision,
            "newest": newest,
            "comparison": found,
            "layout": "side",
            "summary": request.POST.get("summary", suggested)[: limits.SUMMARY],
            "unsaid": request.method == "POST" and not _summary(request),
            "limit": limits.SUMMARY,
            **context,
        },
    )
