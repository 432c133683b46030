"""What the modules of the article's form ask: articles, sources and pictures by words, a pasted source read.

JSON out; what is wrong comes as `{"error": "..."}` in the interface's words, with a status. For those who may edit;
nothing of it changes an article: only saving the form does.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import bibliography, checking, fetching, forms, pages, revisions, search, uploads, wording, workflow
from ..content import foreign, limits, mentions, references, slugs, sources, wikilinks
from ..content.allowlist import printable
from ..content.clean import clean_line
from ..content.snapshot import REFERENCE_FIELDS, Image, Reference, Snapshot
from ..content.sources import Kind
from ..models import Address, Article, Dismissal, Finding, ImageFile, Presence, Revision
from ..models import Image as ImageRow

# Rows of a list to choose from, and of a question; articles whose content one question is about.
MOST, ASKED, OTHERS = 20, 500, 20
# Articles whose names are looked for in a text, links in it that are looked up, and names that are told.
NAMES, LINKS, TOLD = 50_000, 10_000, 300
MAX_BODY = 4_000_000
# Tabs at one article: of one person, and of all; what such a tab may say of itself, in bytes.
TABS, PRESENT = 10, 50
MAX_PRESENCE = 8_000
MAX_KEY = 2**63 - 1
KEY = re.compile("[0-9]{1,18}")


class Unanswered(Exception):
    """There is no answer: why, in words, and the status that says it."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.words, self.status = words, status


type View = Callable[[HttpRequest], Mapping[str, Any]]


def answer(view: View) -> Callable[[HttpRequest], JsonResponse]:
    """Let those who may edit ask, and give them what the view returns as JSON."""

    @wraps(view)
    def door(request: HttpRequest) -> JsonResponse:
        if not workflow.may_edit(request.user):
            return JsonResponse({"error": _("You may not edit articles.")}, status=403)
        try:
            return JsonResponse(view(request))
        except Unanswered as none:
            return JsonResponse({"error": none.words}, status=none.status)

    return door


def posted(request: HttpRequest, *, most: int = MAX_BODY) -> dict[str, Any]:
    """Return the JSON object that was posted, of at most so many bytes; raise Unanswered where it is none."""
    if len(request.body) > most:
        raise Unanswered(_("That is too much at once."), 413)
    try:
        value = foreign.loads(request.body)
    except ValueError as error:
        raise Unanswered(_("The question could not be read.")) from error
    if not isinstance(value, dict):
        raise Unanswered(_("The question could not be read."))
    return value


# Articles --------------------------------------------------------------------------------------------------


@require_safe
@answer
def articles(request: HttpRequest) -> Mapping[str, Any]:
    """Find articles by their titles (`q`), or tell which of some slugs (`slug`) there are."""
    asked = [slug for slug in request.GET.getlist("slug")[:ASKED] if slugs.is_slug(slug)]
    if asked:
        known = _by_slug(asked)
        return {"articles": [_article(known[slug], slug) for slug in asked if slug in known]}
    typed = " ".join(request.GET.get("q", "").split())[: limits.ARTICLE["title"]]
    slug = slugs.slug(typed)
    if not slug:
        return {"articles": [], "missing": ""}
    rows = _known()
    for word in slug.split("-"):
        rows = rows.filter(Q(slug__contains=word) | Q(title__icontains=word))
    found = sorted(rows[:200], key=lambda each: (not each.slug.startswith(slug), len(each.title), each.title))
    taken = _known().filter(slug=slug).exists() or Address.objects.filter(slug=slug).exists()
    return {"articles": [_article(each, each.slug) for each in found[:MOST]], "missing": "" if taken else slug}


def _known() -> Any:
    return Article.objects.filter(withdrawn_at=None)


def _by_slug(asked: Collection[str]) -> dict[str, Article]:
    """Return the articles that slugs lead to, former slugs too."""
    former = Address.objects.filter(slug__in=asked).select_related("article__published")
    current = _known().filter(slug__in=asked).select_related("published")
    return {each.slug: each.article for each in former} | {article.slug: article for article in current}


def _article(article: Article, slug: str) -> dict[str, str]:
    return {"slug": slug, "title": article.title, "description": article.short_description}


@require_POST
@answer
def find_mentions(request: HttpRequest) -> Mapping[str, Any]:
    """Find articles that are named in `bodies` (pairs of a name and markup) and not linked; `but` is this one's key."""
    asked = posted(request)
    bodies, but = _bodies(asked.get("bodies")), asked.get("but")
    if not isinstance(but, int | None):
        raise Unanswered(_("The question could not be read."))
    rows = _known().order_by(F("listing__linked_from").desc(nulls_last=True), "pk")
    named = list(rows.values_list("pk", "title", "slug", "listing__title", "listing__slug")[:NAMES])
    # Links lead to where readers find an article, be its working copy called otherwise.
    names = [(title, public or slug) for _pk, own, slug, shown, public in named for title in (shown, own) if title]
    keys = {public or slug: pk for pk, _own, slug, _shown, public in named}
    linked = {but, *_linked(bodies)}
    known = {slug for slug, pk in keys.items() if pk in linked}
    found = mentions.find(bodies, names, known=known)[:TOLD]
    articles = Article.objects.in_bulk([keys[each.slug] for each in found])
    return {
        "mentions": [
            {"body": each.section, "start": each.start, "words": each.words}
            | _article(articles[keys[each.slug]], each.slug)
            for each in found
        ]
    }


def _bodies(value: Any) -> list[tuple[str, str]]:
    pairs: list[Any] = value if isinstance(value, list) and len(value) <= limits.ROWS + 1 else [None]
    if not all(isinstance(pair, list) and [type(each) for each in pair] == [str, str] for pair in pairs):
        raise Unanswered(_("The question could not be read."))
    return [(name, printable(body)) for name, body in pairs]


def _linked(bodies: list[tuple[str, str]]) -> set[int]:
    """Return the keys of the articles that bodies link to, by former slugs too."""
    found = {link.slug for _name, body in bodies for link in wikilinks.linked(body) if slugs.is_slug(link.slug)}
    asked = sorted(found)[:LINKS]
    return set(Address.objects.filter(slug__in=asked).values_list("article_id", flat=True))


# Sources ---------------------------------------------------------------------------------------------------


@require_safe
@answer
def known_sources(request: HttpRequest) -> Mapping[str, Any]:
    """Find sources that other articles cite, by author, title or address (`q`); `but` is this article's key."""
    but = request.GET.get("but", "")
    found = bibliography.find(search.parse(request.GET.get("q", "")), but=int(but) if KEY.fullmatch(but) else None)
    return {
        "sources": [
            {
                "html": _printed(used.reference, ""),
                "article": used.article,
                "others": used.others,
                "row": _values(used.reference),
            }
            for used in found
        ]
    }


def _values(reference: Reference) -> dict[str, str]:
    """Return what a row of another article is filled in with."""
    return {name: value for name, value in forms.typed(reference).items() if name != "key" and value}


@require_POST
@answer
def print_sources(request: HttpRequest) -> Mapping[str, Any]:
    """Return each row (`rows`) as readers will see it, its type in words, and what is wrong with it by field."""
    asked = posted(request)
    rows = asked.get("rows")
    if not isinstance(rows, list) or len(rows) > limits.ROWS:
        raise Unanswered(_("The question could not be read."))
    language = asked.get("language")
    return {"rows": [_row(row, language if isinstance(language, str) else "") for row in rows]}


def _row(row: Any, language: str) -> dict[str, Any]:
    source = forms.Source.read(row)
    return {
        "html": _printed(source.shown, language),
        "type": source.type_label,
        "errors": {name or "row": list(words) for name, words in source.problems().items()},
    }


def _printed(reference: Reference, language: str) -> str:
    printed = {"reference": reference, "parts": references.parts(reference)}
    return render_to_string("articles/_reference.html", {"printed": printed, "language": language})


@require_POST
@answer
def fill(request: HttpRequest) -> Mapping[str, Any]:
    """Read a pasted text (`text`) as sources: their values, each with its origin, and what could not be kept.

    A URL, DOI or ISBN is looked up where this wiki asks others; what they say is not `certain`. Why they said nothing,
    or why the text is no source, is `said`. With `title`, a text that is nothing else is the title of a source.
    """
    asked = posted(request)
    text = asked.get("text")
    if not isinstance(text, str):
        raise Unanswered(_("The question could not be read."))
    try:
        found = sources.read(text)
    except sources.UnreadableSource as error:
        if not (asked.get("title") and error.code == "unknown"):
            return {"found": [], "said": wording.unreadable(error)}
        found = (sources.Found({"type": "webpage", "title": " ".join(text.split())[: limits.REFERENCE["title"]]}),)
    if not fetching.is_on() or sources.identify(text) not in (Kind.URL, Kind.DOI, Kind.ISBN):
        return {"found": [_found(each, certain=True) for each in found], "said": ""}
    try:
        looked_up = fetching.source(text, by=request.user)  # type: ignore[arg-type]
    except fetching.NotFetched as error:
        return {"found": [_found(each, certain=True) for each in found], "said": str(wording.NOT_FETCHED[error.code])}
    return {"found": [_found(looked_up, certain=False)], "said": ""}


def _found(found: sources.Found, *, certain: bool) -> dict[str, Any]:
    reference = Reference(key="", **found.values)
    said = {name: value for name, value in forms.typed(reference).items() if name in found.values}
    return {
        "values": said,
        "origins": dict(found.origins),
        "labels": {name: str(wording.FIELDS[name]) for name in said if name in REFERENCE_FIELDS},
        "shown": {"type": str(wording.SOURCE_TYPES[reference.type])} if "type" in said else {},
        "left": [wording.left(each) for each in found.left],
        "certain": certain,
    }


# Pictures --------------------------------------------------------------------------------------------------


@require_safe
@answer
def images(request: HttpRequest) -> Mapping[str, Any]:
    """Find stored pictures, newest first; with `q` those that an article shows under such words."""
    query = search.parse(request.GET.get("q", ""))
    rows = ImageRow.objects.select_related("file").order_by("-pk")
    for term in query.terms:
        rows = rows.filter(Q(caption__icontains=term) | Q(alternative_text__icontains=term) | Q(credit__icontains=term))
    shown: dict[str, dict[str, Any]] = {}
    for row in rows[:200]:
        said = {name: getattr(row, name) for name in ("alternative_text", "caption", "credit", "licence", "source_url")}
        shown.setdefault(row.file.name, _picture(row.file, said))
    if not query.terms:
        for file in ImageFile.objects.all()[:MOST]:
            shown.setdefault(file.name, _picture(file, {}))
    return {"images": list(shown.values())[:MOST]}


@require_POST
@answer
def upload(request: HttpRequest) -> Mapping[str, Any]:
    """Store a picture (`upload`), so that it can stand in the text before the form is saved."""
    file = request.FILES.get("upload")
    if file is None:
        raise Unanswered(_("Choose a picture."))
    try:
        stored = uploads.store(file, by=request.user)  # type: ignore[arg-type]
    except uploads.BadPicture as error:
        raise Unanswered(str(wording.PROBLEMS[error.code])) from error
    return _picture(stored, {})


def _picture(file: ImageFile, said: Mapping[str, str]) -> dict[str, Any]:
    image = Image(key="", file=file.name, width=file.width, height=file.height)
    return {"file": file.name, "url": pages.picture(image).url, "caption": said.get("caption", ""), "said": said}


# What was copied from pages -----------------------------------------------------------------------------------


@require_POST
@answer
def elsewhere(request: HttpRequest) -> Mapping[str, Any]:
    """Tell of `references` (pairs of a slug and a key) and `images` (a file and a key) what their articles say of them.

    An article is asked as readers see it, then as its working copy is. What is not there is null.
    """
    asked = posted(request)
    cited, shown = _pairs(asked.get("references")), _pairs(asked.get("images"))
    named = _by_slug({slug for slug, _key in cited if slugs.is_slug(slug)})
    rows = ImageRow.objects.filter(file__name__in={file for file, _key in shown}, article__withdrawn_at=None)
    showing: dict[str, list[ImageRow]] = {}
    for row in rows.select_related("file", "article__published").order_by("-pk")[:ASKED]:
        showing.setdefault(row.file.name, []).append(row)
    pictures = [_first_of(showing.get(file, []), key) for file, key in shown]
    wanted = [*named.values(), *(row.article for row in pictures if row)]
    seen = {each.pk: _seen(each, request) for each in list(dict.fromkeys(wanted))[:OTHERS]}
    return {
        "references": [_cited(seen.get(named[slug].pk, ()) if slug in named else (), key) for slug, key in cited],
        "images": [_shown(seen.get(row.article_id, ()), row) if row else None for row in pictures],
    }


def _pairs(value: Any) -> list[tuple[str, str]]:
    pairs: list[Any] = value if isinstance(value, list) and len(value) <= limits.ROWS else [None]
    if not all(isinstance(pair, list) and [type(each) for each in pair] == [str, str] for pair in pairs):
        raise Unanswered(_("The question could not be read."))
    return [(printable(one), printable(other)) for one, other in pairs]


def _seen(article: Article, request: HttpRequest) -> tuple[Snapshot, ...]:
    """Return an article as readers see it, and for those who may see drafts as its working copy is."""
    if article.withdrawn_at is not None:
        return ()
    found = [article.published] if article.published else []
    if workflow.may_see_drafts(request.user):
        found.append(revisions.newest(article))
    return tuple(revisions.of(each) for each in dict.fromkeys(found))


def _first_of(rows: Iterable[ImageRow], key: str) -> ImageRow | None:
    """Return the row under this key, or else the newest that shows the picture."""
    return min(rows, key=lambda row: row.key != key, default=None)


def _cited(snapshots: Iterable[Snapshot], key: str) -> dict[str, str] | None:
    return next((_values(found) for each in snapshots if (found := each.reference(key))), None)


def _shown(snapshots: Iterable[Snapshot], row: ImageRow) -> dict[str, str] | None:
    found = next((image for each in snapshots if (image := each.image(row.key)) and image.file == row.file.name), None)
    if found is None:
        return None
    said = {name: getattr(found, name) for name in ("alternative_text", "caption", "credit", "licence", "source_url")}
    return {"file": found.file, "url": pages.picture(found).url, **said}


# Presence --------------------------------------------------------------------------------------------------


@require_POST
@answer
def presence(request: HttpRequest) -> Mapping[str, Any]:
    """Note where a tab has an article open; tell who else has, and the newest Revision where it is after its base.

    With `left` the tab is forgotten. Where `article` is null, as it is for a new one, nothing is noted.
    """
    asked = posted(request, most=MAX_PRESENCE)
    if asked.get("article") is None:
        return {}
    article, tab, base = _whole(asked, "article"), _words(asked, "tab"), _whole(asked, "base")
    if not re.fullmatch("[0-9a-f]{32}", tab):
        raise Unanswered(_("The question could not be read."))
    if asked.get("left"):
        Presence.objects.filter(article=article, person=request.user.pk, tab=tab).delete()
        return {}
    newest = Revision.objects.filter(article=article).select_related("article", "by").order_by("-number").first()
    if newest is None:
        raise Unanswered(_("There is no such article."), 404)
    there = list(Presence.objects.there().filter(article=article).select_related("person").order_by("pk")[:PRESENT])
    own = [row for row in there if row.person_id == request.user.pk]
    this = next((row for row in own if row.tab == tab), None)
    if this is None:
        Presence.objects.sweep()
    if this or len(own) < TABS:
        Presence.objects.note(person=request.user, article=article, tab=tab, **_place(asked))
    # A tab of one's own that was not heard of since this one came may be the one that crashed.
    dead = [row for row in own if this is None or row is this or row.seen < this.since]
    return {
        "others": [_present(row, request) for row in there if row not in dead],
        "newest": _saved(newest, base, request) if newest.number > base > 0 else None,
    }


def _whole(asked: Mapping[str, Any], name: str) -> int:
    value = asked.get(name, 0)
    if type(value) is not int or not 0 <= value <= MAX_KEY:
        raise Unanswered(_("The question could not be read."))
    return value


def _words(asked: Mapping[str, Any], name: str, most: int = 100) -> str:
    value = asked.get(name, "")
    if not isinstance(value, str):
        raise Unanswered(_("The question could not be read."))
    return clean_line(value)[:most]


def _place(asked: Mapping[str, Any]) -> dict[str, str]:
    part = _words(asked, "part")
    if part not in Presence.Part:
        return {"part": "", "key": "", "name": ""}
    return {
        "part": part,
        "key": _words(asked, "key", limits.KEY),
        "name": _words(asked, "name", limits.SECTION["heading"]),
    }


def _present(row: Presence, request: HttpRequest) -> dict[str, Any]:
    return {
        "name": wording.person(row.person),
        "own": row.person_id == request.user.pk,
        "part": row.part,
        "key": row.key,
        "section": row.name,
    }


def _saved(revision: Revision, base: int, request: HttpRequest) -> dict[str, Any]:
    return {
        "number": revision.number,
        "name": wording.person(revision.by),
        "own": revision.by_id == request.user.pk,
        "url": reverse("compare", args=[revision.article.slug, base, revision.number]),
    }


# Findings ---------------------------------------------------------------------------------------------------


@require_POST
@answer
def finding(request: HttpRequest) -> Mapping[str, Any]:
    """Dismiss a finding of an article for a `reason`, or lift its dismissal where that is null; tell what is so now."""
    asked = posted(request)
    article, fingerprint, reason = _whole(asked, "article"), _words(asked, "fingerprint"), asked.get("reason")
    by: Any = request.user
    try:
        if reason is None:
            for each in Dismissal.objects.filter(article=article, fingerprint=fingerprint):
                checking.lift(each, by=by)
            return {"dismissed": ""}
        found = Finding.objects.filter(article=article, fingerprint=fingerprint).first()
        if found is None:
            raise Unanswered(_("This finding is not there any more."), 404)
        dismissal = checking.dismiss(found, by=by, reason=_words(asked, "reason", limits.SUMMARY + 1))
    except PermissionDenied as error:
        raise Unanswered(_("You may not edit articles."), 403) from error
    except ValueError as error:
        raise Unanswered(_("Say why, in %(limit)d characters at most.") % {"limit": limits.SUMMARY}) from error
    why = {"by": wording.person(dismissal.by), "reason": dismissal.reason}
    return {"dismissed": _("Dismissed by %(by)s: %(reason)s") % why}


VIEWS = {
    "articles": articles,
    "elsewhere": elsewhere,
    "fill": fill,
    "finding": finding,
    "images": images,
    "mentions": find_mentions,
    "presence": presence,
    "print": print_sources,
    "sources": known_sources,
    "upload": upload,
}
