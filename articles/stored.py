"""Finished pages: kept when they are first rendered, given out with one query, forgotten with what they show.

A page is kept for readers without a session. It is forgotten in the transaction that changes anything it shows: the
article itself, one that it links to or lists, one that would now be listed.
"""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import brotli
from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from .models import Address, Categorization, Link, StoredPage

# Column -> the coding that it holds, the best first; "" is the page as it is.
CODINGS = {"brotli": "br", "gzip": "gzip", "html": ""}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page may be kept: the article, and the version that it was rendered at."""

    article_id: int
    version: int


def is_for(request: HttpRequest) -> bool:
    """Tell whether this reader is given stored pages: those who have no session."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def answer(request: HttpRequest, slug: str) -> HttpResponse | None:
    """Return the kept page of the public article with this slug, or a 304; None where none is kept. One query."""
    column = _column(request.headers.get("Accept-Encoding", ""))
    kept = (
        StoredPage.objects.filter(article__listing__slug=slug, made_by=build(), html__isnull=False)
        .values_list("etag", "link", column)
        .first()
    )
    return _response(request, kept[0], kept[1], column, bytes(kept[2])) if kept else None


def place(slug: str) -> Place | None:
    """Return where the page of the public article with this slug may be kept.

    To be asked before anything that goes into the page is read: then a change meanwhile raises the version.
    """
    found = StoredPage.objects.filter(article__listing__slug=slug).values_list("article_id", "version").first()
    return Place(*found) if found else None


def keep(request: HttpRequest, where: Place, finished: HttpResponse) -> HttpResponse:
    """Keep a finished page and its Link header, unless it was forgotten since its place was asked for; return it."""
    html, link = finished.content, finished.get("Link", "")
    etag = hashlib.sha256(html).hexdigest()[:32]
    packed = {"gzip": gzip.compress(html, 6, mtime=0), "brotli": brotli.compress(html, quality=5)}
    StoredPage.objects.filter(article_id=where.article_id, version=where.version).update(
        made_by=build(), etag=etag, link=link, html=html, **packed
    )
    column = _column(request.headers.get("Accept-Encoding", ""))
    return _response(request, etag, link, column, {"html": html, **packed}[column])


def showing(article_id: int) -> set[int]:
    """Return the articles whose pages show this one, or might: itself, those linked either way, those alike."""
    addresses = Address.objects.filter(article_id=article_id).values("slug")
    linking = Link.objects.filter(slug__in=addresses).values_list("listing_id", flat=True)
    slugs = Link.objects.filter(listing_id=article_id).values("slug")
    linked = Address.objects.filter(slug__in=slugs).values_list("article_id", flat=True)
    categories = Categorization.objects.filter(listing_id=article_id).values("category_id")
    alike = Categorization.objects.filter(category_id__in=categories).values_list("listing_id", flat=True)
    return {article_id, *linking, *linked, *alike}


def make_room(article_id: int) -> None:
    """Have a row for an article that becomes public, so that to forget its page is always to change a row."""
    StoredPage.objects.get_or_create(article_id=article_id)


def forget(articles: Iterable[int]) -> None:
    """Forget the pages of these articles."""
    StoredPage.objects.filter(article_id__in=set(articles)).update(
        version=F("version") + 1, html=None, gzip=None, brotli=None, etag="", link=""
    )


@cache
def build() -> str:
    """Return the name of what makes pages here: the code, the templates, the static files, the settings."""
    digest = hashlib.sha256()
    folders = (settings.BASE_DIR / "articles", settings.BASE_DIR / "templates", settings.BASE_DIR / "wiki")
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".mo"}:
                digest.update(path.read_bytes())
    for name in ("SITE_NAME", "SITE_URL", "LANGUAGE_CODE", "TIME_ZONE", "STORAGES"):
        digest.update(repr(getattr(settings, name)).encode())
    return digest.hexdigest()


def _column(accepted: str) -> str:
    """Return the best coding that an Accept-Encoding header allows.

    >>> _column("gzip, br;q=0"), _column("*"), _column("identity")
    ('gzip', 'brotli', 'html')
    """
    weights: dict[str, bool] = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next(c for c, coding in CODINGS.items() if not coding or weights.get(coding, weights.get("*", False)))


def _response(request: HttpRequest, etag: str, link: str, column: str, body: bytes) -> HttpResponse:
    tag = f'"{etag}-{column}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    fresh = any(each == "*" or each.removeprefix("W/") == tag for each in known)
    response = HttpResponseNotModified() if fresh else HttpResponse(body)
    if CODINGS[column] and not fresh:
        response["Content-Encoding"] = CODINGS[column]
    response["ETag"] = tag
    if link:
        response["Link"] = link
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    return response
