"""What a web page says of itself: the meta tags of scholars, libraries and social networks, JSON-LD, its title.

One table says which of them counts more, field by field. A page tells of itself what it likes; an address of another
site is not taken from it, nor a name of its author that is an address.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from ..references import WHOLE
from . import archived, kinds, linked, people
from .found import Found
from .gathering import Said, gather
from .tags import Tag, tags
from .unmarked import unmarked

MAX_PAGE = 2_000_000

# Field -> where it may stand, the most trusted first: names of meta tags, and what is in no meta tag.
PRECEDENCE: Mapping[str, Sequence[str]] = {
    "type": ("citation_journal_title", "citation_conference_title", "citation_inbook_title",
             "citation_dissertation_institution", "citation_technical_report_institution", "citation_isbn",
             "JSON-LD", "og:type"),
    "title": ("citation_title", "JSON-LD", "DC.title", "DCTERMS.title", "og:title", "twitter:title", "<title>"),
    "authors": ("citation_author", "citation_authors", "JSON-LD", "DC.creator", "DCTERMS.creator", "article:author",
                "author", "parsely-author", "sailthru.author", "byl"),
    "container_title": ("citation_journal_title", "citation_conference_title", "citation_inbook_title",
                        "prism.publicationName", "og:site_name", "JSON-LD", "application-name"),
    "publisher": ("citation_publisher", "citation_dissertation_institution", "citation_technical_report_institution",
                  "JSON-LD", "DC.publisher", "DCTERMS.publisher"),
    "issued": ("citation_publication_date", "citation_date", "citation_cover_date", "citation_online_date",
               "citation_year", "JSON-LD", "article:published_time", "article:published", "og:published_time",
               "DCTERMS.issued", "DC.date.issued", "DC.date", "DCTERMS.date", "DCTERMS.created", "parsely-pub-date",
               "sailthru.date", "datePublished", "pubdate", "date"),
    "url": ("rel=canonical", "og:url", "URL"),
    "archive_url": ("URL",),
    "archive_date": ("URL",),
    "doi": ("citation_doi", "bepress_citation_doi", "prism.doi", "DC.identifier.doi", "DC.identifier",
            "DCTERMS.identifier", "JSON-LD"),
    "isbn": ("citation_isbn", "JSON-LD", "book:isbn", "og:isbn"),
    "pages": ("citation_firstpage", "prism.startingPage", "JSON-LD"),
    "language": ("citation_language", "JSON-LD", "DC.language", "DCTERMS.language", "<html lang>",
                 "content-language", "og:locale"),
    "volume": ("citation_volume", "prism.volume", "JSON-LD"),
    "issue": ("citation_issue", "prism.number", "JSON-LD"),
    "ISSN": ("citation_issn", "prism.issn", "JSON-LD"),
    "PMID": ("citation_pmid",),
    "number": ("citation_technical_report_number",),
    "genre": ("citation_dissertation_name",),
    "edition": ("JSON-LD",),
}  # fmt: skip

# What a tag says of the type, by being there or by its value.
_TYPES = {
    "citation_journal_title": "article-journal", "citation_conference_title": "paper-conference",
    "citation_inbook_title": "chapter", "citation_dissertation_institution": "thesis",
    "citation_technical_report_institution": "report", "citation_isbn": "book",
}  # fmt: skip
_OPEN_GRAPH = {
    "book": "book", "books.book": "book", "music.song": "song", "music.album": "song", "video.movie": "motion_picture",
    "video.episode": "broadcast", "video.tv_show": "broadcast", "video.other": "broadcast",
}  # fmt: skip
_EXTRA = frozenset({"volume", "issue", "ISSN", "PMID", "number", "genre", "edition"})
_LAST_PAGE = {"citation_firstpage": "citation_lastpage", "prism.startingPage": "prism.endingPage"}
# Where authors are persons, by the rules of these tags: with the family's name first, if there is a comma.
_PERSONS = ("citation_author", "citation_authors", "DC.creator", "DCTERMS.creator")
_LONGEST_TITLE = 1_000
_SEPARATED = re.compile(r"\s*(?:[|·•»:]|\s[-–—~/])\s+")

type _Metas = Mapping[str, Sequence[str]]


def page(html: str, url: str) -> Found:
    """Return what a page at an address says of itself; what is beyond two million characters is not read.

    >>> page("<title>Minsk | Example</title><meta property='og:site_name' content='Example'>", "https://a.org/").values
    {'title': 'Minsk', 'container_title': 'Example', 'url': 'https://a.org/'}
    """
    url = kinds.address(url)
    found = list(tags(html[:MAX_PAGE]))
    metas = _metas(found)
    scripts = [each.text for each in found if "ld+json" in each.attributes.get("type", "").lower()]
    told = [*_addresses(found, metas, url), *_in_tags(found), *linked.said(scripts), *_in_metas(metas)]
    told = sorted((each for each in told if _place(each) is not None), key=lambda each: _place(each) or 0)
    kind = next((each.value for each in told if each.field == "type" and each.value), "")
    sites = [*metas.get(_plain("og:site_name"), ()), *metas.get("application-name", ()), *linked.site_names(scripts)]
    return gather(_shaped(told, kind, _Site(url, sites)), alternatives=True)


def _place(said: Said) -> int | None:
    """Return the place of an origin in the table, or None where it has none for this field."""
    order = PRECEDENCE[said.key or said.field]
    return order.index(said.origin) if said.origin in order else None


def _shaped(told: Sequence[Said], kind: str, site: "_Site") -> Iterator[Said]:
    """Yield what is said, titles without the name of the site; a site is no container of a whole work."""
    for each in told:
        if each.field == "title" and each.origin != "citation_title":
            yield Said("title", site.left_out_of(each.value), each.what, each.origin)
        elif not (each.field == "container_title" and each.origin in _NAMES_OF_SITES and kind in WHOLE):
            yield each


_NAMES_OF_SITES = ("og:site_name", "application-name")


class _Site:
    """The names by which a site may stand at the end of its titles."""

    def __init__(self, url: str, names: Sequence[str]) -> None:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        self.names = {_squashed(unmarked(name)) for name in names} - {""}
        self.names |= {_squashed(host), *(label for label in host.split(".") if len(label) > 2)}

    def left_out_of(self, title: str) -> str:
        """Return a title without the name of the site after its last mark of separation."""
        ends = [mark for mark in _SEPARATED.finditer(title) if mark.start()] if len(title) <= _LONGEST_TITLE else []
        end = next((mark for mark in ends if _squashed(title[mark.end() :]) in self.names), None)
        return title[: end.start()] if end else title


def _squashed(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


# Tags -----------------------------------------------------------------------------------------------------


def _plain(name: str) -> str:
    return name.lower().replace(":", ".")


def _metas(found: Sequence[Tag]) -> _Metas:
    """Return the values of meta tags by their names, in which case and colons do not count."""
    metas: dict[str, list[str]] = {}
    for tag in found:
        if tag.name != "meta" or not (value := tag.attributes.get("content", "").strip()):
            continue
        names = " ".join(tag.attributes.get(each, "") for each in ("name", "property", "itemprop", "http-equiv"))
        for name in dict.fromkeys(_plain(names).split()):
            metas.setdefault(name, []).append(value)
    return metas


def _in_tags(found: Sequence[Tag]) -> Iterator[Said]:
    for tag in found:
        if tag.name == "title":
            yield Said("title", unmarked(tag.text), "<title>", "<title>")
        if tag.name == "html":
            yield Said("language", tag.attributes.get("lang", ""), "<html lang>", "<html lang>")


def _in_metas(metas: _Metas) -> Iterator[Said]:
    for field, origins in PRECEDENCE.items():
        for origin in origins if field != "url" else ():
            values = metas.get(_plain(origin), ())
            for value in _READ.get(field, _texts)(origin, values, metas) if values else ():
                is_extra = field in _EXTRA
                yield Said("extra" if is_extra else field, value, origin, origin, field if is_extra else "")


def _texts(_origin: str, values: Sequence[str], _metas: _Metas) -> Iterator[object]:
    return map(unmarked, values)


def _types(origin: str, values: Sequence[str], _metas: _Metas) -> Iterator[object]:
    yield _TYPES.get(origin) or _OPEN_GRAPH.get(values[0].lower(), "")


def _authors(origin: str, values: Sequence[str], _metas: _Metas) -> Iterator[object]:
    lines = [line for value in values for line in (value.split(";") if origin in _PERSONS else [value])]
    read = people.inverted if origin in _PERSONS else people.byline
    yield people.all_of(map(read, lines))


def _pages(origin: str, values: Sequence[str], metas: _Metas) -> Iterator[object]:
    last = next(iter(metas.get(_plain(_LAST_PAGE[origin]), ())), "")
    yield f"{values[0]}–{last}" if last and last != values[0] else values[0]


def _dois(_origin: str, values: Sequence[str], _metas: _Metas) -> Iterator[object]:
    return (kinds.doi(value) for value in values)


# How the values of a field are read; others are plain text.
_READ = {"type": _types, "authors": _authors, "pages": _pages, "doi": _dois}


# Addresses ------------------------------------------------------------------------------------------------


def _addresses(found: Sequence[Tag], metas: _Metas, url: str) -> Iterator[Said]:
    """Say where the page is: as it says itself, if that is on the same site and no other page's."""
    copy = archived.copy(url)
    given = copy.page if copy else url
    links = [
        each.attributes.get("href", "")
        for each in found
        if each.name == "link" and "canonical" in each.attributes.get("rel", "").lower().split()
    ]
    for origin, told in (("rel=canonical", links), ("og:url", metas.get("og.url", ()))):
        for each in told:
            address = _joined(url, each)
            if address and _is_same_page(given, address):
                yield Said("url", address, origin, origin)
    yield Said("url", given, "URL", "URL")
    if copy:
        yield Said("archive_url", url, "URL", "URL")
        yield Said("archive_date", copy.date, "URL", "URL")


def _joined(base: str, address: str) -> str:
    """Return the full form of an address on a page, that of the page itself where it is one of an archived copy."""
    try:
        full = kinds.address(urljoin(base, address.strip()))
    except ValueError:
        return ""
    copy = archived.copy(full)
    return copy.page if copy else full


def _is_same_page(given: str, told: str) -> bool:
    """Tell whether an address can be another of the same page: the same site, and not its front page instead."""
    one, other = urlsplit(given), urlsplit(told)
    is_front = other.path in ("", "/") and not other.query
    return _host(one.hostname) == _host(other.hostname) and (not is_front or one.path in ("", "/"))


def _host(name: str | None) -> str:
    return re.sub(r"^(?:www|m|mobile|amp)\.", "", name or "")
