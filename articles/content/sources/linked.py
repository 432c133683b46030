"""JSON-LD in the words of schema.org: what a page says of the work that it shows.

Of all that pages describe (breadcrumbs, logos, other articles) one node is read: the first of the most telling type
among those at the top, in `@graph` or in `mainEntity`. Names that stand elsewhere are looked up by `@id`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..names import Name
from ..references import WHOLE
from . import kinds, people
from .gathering import Said
from .loose import Object, at, listed, loads, objects, text, texts
from .unmarked import unmarked

ORIGIN = "JSON-LD"
# A page may hold any number of nodes; one that tells of itself has a few dozen.
MAX_NODES = 2_000

# Type of schema.org -> type of CSL, the most telling first.
TYPES = {
    "ScholarlyArticle": "article-journal", "MedicalScholarlyArticle": "article-journal",
    "NewsArticle": "article-newspaper", "ReportageNewsArticle": "article-newspaper",
    "AnalysisNewsArticle": "article-newspaper", "BackgroundNewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper", "ReviewNewsArticle": "article-newspaper",
    "AskPublicNewsArticle": "article-newspaper", "BlogPosting": "post-weblog", "LiveBlogPosting": "post-weblog",
    "SocialMediaPosting": "post", "DiscussionForumPosting": "post", "Report": "report", "Thesis": "thesis",
    "Chapter": "chapter", "Book": "book", "Audiobook": "book", "Dataset": "dataset", "Legislation": "legislation",
    "SoftwareApplication": "software", "SoftwareSourceCode": "software", "Map": "map", "Movie": "motion_picture",
    "PodcastEpisode": "broadcast", "RadioEpisode": "broadcast", "TVEpisode": "broadcast", "Photograph": "graphic",
    "Painting": "graphic", "VisualArtwork": "graphic", "MusicRecording": "song", "Periodical": "periodical",
    "TechArticle": "webpage", "Article": "webpage", "VideoObject": "broadcast", "WebPage": "webpage",
    "ItemPage": "webpage", "AboutPage": "webpage",
}  # fmt: skip
_RANK = {name: rank for rank, name in enumerate(TYPES)}
# What stands on a site that its publisher gives the name to.
_ON_SITES = frozenset({"article-newspaper", "post-weblog", "post", "webpage", "broadcast"})
_TEXTS = {"issueNumber": "issue", "volumeNumber": "volume", "issn": "ISSN", "bookEdition": "edition"}

type _Index = Mapping[str, Object]


def said(scripts: Iterable[str]) -> Iterator[Said]:
    """Say what the work that a page shows is, as its scripts tell it; broken ones tell nothing."""
    nodes = list(_nodes(scripts))
    index = {each["@id"]: each for each in nodes if isinstance(each.get("@id"), str) and len(each) > 1}
    works = [(rank, node) for node in nodes if (rank := min(_ranks(node), default=None)) is not None]
    if works:
        rank, work = min(works, key=lambda each: each[0])
        yield from _of(work, list(TYPES.values())[rank], index)


def site_names(scripts: Iterable[str]) -> Iterator[str]:
    """Yield the names that scripts give the site."""
    for node in _nodes(scripts):
        if "WebSite" in texts(node.get("@type")):
            yield from texts(node.get("name"))
        for name in ("publisher", "isPartOf"):
            yield text(at(node, name, "name"))


def _nodes(scripts: Iterable[str]) -> Iterator[Object]:
    """Yield the nodes at the top of scripts, in their graphs and those that are their main ones."""
    waiting: list[Any] = []
    for script in scripts:
        try:
            waiting.append(loads(re.sub(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$", "", script)))
        except ValueError:
            continue
    for _ in range(MAX_NODES):
        if not waiting:
            break
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting = [*listed(node.get("@graph")), *listed(node.get("mainEntity")), *waiting][:MAX_NODES]
        elif isinstance(node, list):
            waiting = [*node, *waiting][:MAX_NODES]


def _ranks(node: Object) -> Iterator[int]:
    for name in texts(node.get("@type")):
        if (bare := re.split(r"[/:#]", name)[-1]) in _RANK:
            yield _RANK[bare]


def _of(work: Object, kind: str, index: _Index) -> Iterator[Said]:
    yield Said("type", kind, "@type", ORIGIN)
    for name in ("headline", "name"):
        yield Said("title", unmarked(text(work.get(name))), name, ORIGIN)
    for name in ("author", "creator"):
        authors = people.all_of(_author(each, index) for each in listed(work.get(name)))
        yield Said("authors", tuple(dict.fromkeys(authors)), name, ORIGIN)
    publisher = text(_whole(at(work, "publisher"), index).get("name"))
    if kind in _ON_SITES:
        yield Said("container_title", unmarked(publisher), "publisher", ORIGIN)
    else:
        yield Said("publisher", unmarked(publisher), "publisher", ORIGIN)
    yield from _container(work, kind, index)
    for name in ("datePublished", "dateCreated"):
        yield Said("issued", text(work.get(name)), name, ORIGIN)
    yield Said("isbn", text(work.get("isbn")), "isbn", ORIGIN)
    language = work.get("inLanguage")
    for each in (at(language, "alternateName"), at(language, "name"), language):
        yield Said("language", text(each), "inLanguage", ORIGIN)
    for name in ("sameAs", "identifier", "@id", "url"):
        for each in listed(work.get(name)):
            yield Said("doi", kinds.doi(text(at(each, "value")) or text(each)), name, ORIGIN)
    yield from _pages(work)


def _container(work: Object, kind: str, index: _Index) -> Iterator[Said]:
    """Say what the work is a part of: an issue is of a volume, a volume of a periodical."""
    part = _whole(work.get("isPartOf"), index)
    yield from _numbers(work)
    for _ in range(4):
        is_numbered = {"issueNumber", "volumeNumber"} & part.keys()
        if not is_numbered and kind not in WHOLE:
            yield Said("container_title", unmarked(text(part.get("name"))), "isPartOf", ORIGIN)
        yield from _numbers(part)
        part = _whole(part.get("isPartOf"), index)


def _numbers(node: Object) -> Iterator[Said]:
    for name, key in _TEXTS.items():
        yield Said("extra", text(node.get(name)), name, ORIGIN, key)


def _pages(work: Object) -> Iterator[Said]:
    first, last = text(work.get("pageStart")), text(work.get("pageEnd"))
    yield Said("pages", text(work.get("pagination")), "pagination", ORIGIN)
    yield Said("pages", f"{first}–{last}" if first and last and first != last else first, "pageStart", ORIGIN)


def _author(value: Any, index: _Index) -> Name | None:
    """Read a person or a body; only a person's name is parted, and only where it is told how."""
    if isinstance(value, str):
        return people.byline(value)
    node = _whole(value, index)
    if family := text(node.get("familyName")):
        return people.of(unmarked(family), unmarked(text(node.get("givenName"))))
    name = unmarked(text(node.get("name")))
    is_person = "Person" in texts(node.get("@type"))
    return people.inverted(name) if is_person and name.count(",") == 1 else people.byline(name)


def _whole(value: Any, index: _Index) -> Object:
    """Return the first object of a value, or the node that it names by `@id`."""
    node = next(objects(value), {})
    return {**index.get(text(node.get("@id")), {}), **node}
