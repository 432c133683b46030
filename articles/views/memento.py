"""The past by date: the TimeGate, the TimeMap and the headers by which archives and browsers find both.

A Memento is a Revision with the time from which readers saw it as the newest. One that they saw again, after another or
after the article was withdrawn, is one more Memento at an address of its own, for an address has one time. Whoever asks
is told the same: nothing here knows of drafts, nor of Revisions that are no longer public.
Source: HTTP Framework for Time-Based Access to Resource States, RFC 7089 (pattern 2.1: a TimeGate of its own, 302).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import batched
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from .. import publications
from ..models import Article, Publication, Revision
from .access import article_page, current_slug, read_only

LINK_FORMAT = "application/link-format"
MEMENTOS_A_MAP = 1_000


class Memento(NamedTuple):
    """What readers were shown by one publication: its key, the Revision's number, the time, whether it was again."""

    key: int
    number: int
    at: datetime
    again: bool


@read_only
@article_page
@vary_on_headers("accept-datetime")
def timegate(request: HttpRequest, article: Article) -> HttpResponse:
    """Lead to what readers were shown at the time in Accept-Datetime, or to the newest; 400 where that is no time."""
    text = request.headers.get("Accept-Datetime")
    try:
        asked = datetime.max.replace(tzinfo=UTC) if text is None else _moment(text)
    except ValueError:
        wrong = _("Accept-Datetime must be a date of RFC 1123 in GMT, such as: %(example)s")
        told = wrong % {"example": "Mon, 18 Sep 2023 14:05:00 GMT"}
        return HttpResponseBadRequest(f"{told}\n", content_type="text/plain; charset=utf-8")
    shown = _shown(article)
    chosen = _first(shown.filter(at__lte=asked).reverse()) or _first(shown)
    if chosen is None:
        raise Http404(_("Readers have never been shown this article."))
    slug = current_slug(article)
    around = _around(shown, chosen)
    ends = {relation: around[relation] for relation in ("first", "last")}
    response = HttpResponseRedirect(_memento_address(slug, chosen))
    links = [_original(slug), _timemap(slug, ends.values()), *_mementos(slug, [*ends.values(), chosen], ends)]
    response["Link"] = ", ".join(links)
    return response


@read_only
@article_page
def timemap(request: HttpRequest, article: Article) -> HttpResponse:
    """List the Mementos, the oldest first; where they are too many for one list, the lists of them."""
    listed = list(_read(_shown(article)))
    if not listed:
        raise Http404(_("Readers have never been shown this article."))
    slug = current_slug(article)
    own = _address("timemap", slug)
    links = _mementos(slug, listed, {"first": listed[0], "last": listed[-1]})
    if len(listed) > MEMENTOS_A_MAP:
        links = (_map(slug, part) for part in batched(listed, MEMENTOS_A_MAP))
    return _list(slug, own, listed, links)


@read_only
@article_page
def timemap_page(request: HttpRequest, article: Article, key: int) -> HttpResponse:
    """List the Mementos from the one of this publication on, as many as one list takes."""
    shown = _shown(article)
    begin = _first(shown.filter(pk=key))
    if begin is None:
        raise Http404(_("No list begins here."))
    slug = current_slug(article)
    around = _around(shown, begin)
    listed = list(
        _read(shown.filter(Q(at__gt=begin.at) | Q(at=begin.at, pk__gte=begin.key), at__gte=begin.at)[:MEMENTOS_A_MAP])
    )
    ends = {relation: around[relation] for relation in ("first", "last")}
    return _list(slug, _address("timemap-page", slug, key), listed, _mementos(slug, listed, ends))


def of_article(response: HttpResponse, slug: str, number: int) -> HttpResponse:
    """Return the answer with an article as it is, with links to its past. No query.

    `slug` is the public one, `number` that of the published Revision.
    """
    response["Link"] = ", ".join([_timegate(slug), _timemap(slug), _cite_as(slug, number)])
    return response


def of_revision(
    response: HttpResponse, article: Article, revision: Revision, again: Publication | None = None
) -> HttpResponse:
    """Return the answer with an article as a Revision left it, with its time and its neighbours. Two queries at most.

    `again` is the publication whose page it is, where that is not the Revision's first. A Revision that readers were
    never shown as the newest is no Memento, and is given its permanent address alone.
    """
    slug = current_slug(article)
    shown = _shown(article)
    this = _first(shown.filter(pk=again.pk) if again else shown.filter(revision=revision, again=False))
    links = [_cite_as(slug, revision.number)]
    if this is not None:
        response["Memento-Datetime"] = _written(this.at)
        around = _around(shown, this)
        ends = (around["first"], around["last"])
        links = [_original(slug), _timegate(slug), _timemap(slug, ends), *links]
        links += _mementos(slug, around.values(), around)
    response["Link"] = ", ".join(links)
    return response


# Mementos -------------------------------------------------------------------------------------------------


def _shown(article: Article) -> QuerySet[Any]:
    """Return the publications that made the article's Mementos, the oldest first: of the Revisions still public."""
    newest = article.published.number if article.published else 0
    return publications.mementos(article).filter(revision__number__lte=newest)


def _read(found: QuerySet[Any]) -> Iterator[Memento]:
    return (Memento(*row) for row in found.values_list("pk", "revision__number", "at", "again"))


def _first(found: QuerySet[Any]) -> Memento | None:
    return next(_read(found[:1]), None)


def _around(shown: QuerySet[Publication], this: Memento) -> dict[str, Memento]:
    """Return relation -> Memento: the first, the one before this, the one after, the last. One query."""
    # The bound on the time alone is implied, and lets a database begin at the right end of its index.
    before = shown.filter(Q(at__lt=this.at) | Q(at=this.at, pk__lt=this.key), at__lte=this.at)
    after = shown.filter(Q(at__gt=this.at) | Q(at=this.at, pk__gt=this.key), at__gte=this.at)
    keys = [Subquery(each.values("pk")[:1]) for each in (shown, before.reverse(), after, shown.reverse())]
    rows = list(_read(shown.filter(pk__in=[this.key, *keys])))
    place = rows.index(this)
    around = {"first": rows[:1], "prev": rows[:place][-1:], "next": rows[place + 1 :][:1], "last": rows[-1:]}
    return {relation: found[0] for relation, found in around.items() if found}


# Times ----------------------------------------------------------------------------------------------------


def _moment(text: str) -> datetime:
    """Return the last moment of the second that an HTTP date names; raise ValueError for any other text.

    Mementos bear whole seconds, so one that was made within the second asked for is in time.
    """
    moment = datetime.strptime(text, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    if _written(moment) != text:
        raise ValueError(text)
    return moment.replace(microsecond=999_999)


def _written(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)


def _span(mementos: Iterable[Memento]) -> dict[str, str]:
    """Return the attributes that say from when and until when these Mementos, in order, reach."""
    listed = list(mementos)
    return {"from": _written(listed[0].at), "until": _written(listed[-1].at)} if listed else {}


# Links ----------------------------------------------------------------------------------------------------


def _list(slug: str, own: str, listed: Iterable[Memento], links: Iterable[str]) -> HttpResponse:
    """Return a TimeMap in link format (RFC 6690): what it is a map of, itself, then these links."""
    itself = _link(own, "self", type=LINK_FORMAT, **_span(listed))
    return HttpResponse(",\n".join([_original(slug), _timegate(slug), itself, *links]) + "\n", content_type=LINK_FORMAT)


def _mementos(slug: str, listed: Iterable[Memento], around: Mapping[str, Memento]) -> Iterator[str]:
    """Yield a link to each of these Mementos once, with all its relations."""
    for each in dict.fromkeys(listed):
        relations = [relation for relation, other in around.items() if other == each]
        yield _link(_memento_address(slug, each), " ".join([*relations, "memento"]), datetime=_written(each.at))


def _map(slug: str, listed: tuple[Memento, ...]) -> str:
    return _link(_address("timemap-page", slug, listed[0].key), "timemap", type=LINK_FORMAT, **_span(listed))


def _original(slug: str) -> str:
    return _link(_address("article", slug), "original")


def _timegate(slug: str) -> str:
    return _link(_address("timegate", slug), "timegate")


def _timemap(slug: str, ends: Iterable[Memento] = ()) -> str:
    return _link(_address("timemap", slug), "timemap", type=LINK_FORMAT, **_span(ends))


def _cite_as(slug: str, number: int) -> str:
    """Return the link to the address by which to cite (RFC 8574)."""
    return _link(_address("revision", slug, number), "cite-as")


def _memento_address(slug: str, memento: Memento) -> str:
    if memento.again:
        return _address("revision-again", slug, memento.number, memento.key)
    return _address("revision", slug, memento.number)


def _address(name: str, *arguments: str | int) -> str:
    return iri_to_uri(settings.SITE_URL + reverse(name, args=arguments))


def _link(address: str, relations: str, **attributes: str) -> str:
    return "; ".join(
        [f"<{address}>", *(f'{name}="{value}"' for name, value in {"rel": relations, **attributes}.items())]
    )
