"""Addresses of archived copies: which page was kept, and when, as far as the address itself says it.

Archives are told by their hosts: any site may have a path that looks like a date. Where an archive gives a copy a
bare name (`archive.today/7ymYx`), the page is not known, and the address stays what it is.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from .. import dates
from .kinds import address

_HOSTS = frozenset(
    "web.archive.org archive.org wayback.archive.org wayback.archive-it.org archive.today archive.ph archive.is"
    " archive.fo archive.li archive.vn archive.md ghostarchive.org archive.wikiwix.com arquivo.pt"
    " wayback.vefsafn.is vefsafn.is webarchive.loc.gov webarchive.nationalarchives.gov.uk webarchive.nla.gov.au"
    " swap.stanford.edu webarchive.org.uk webarchive.parliament.uk webarchive.proni.gov.uk webharvest.gov"
    " webarchive.bac-lac.gc.ca collectionscanada.gc.ca web.archive.bibalex.org webcitation.org freezepage.com"
    " eresources.nlb.gov.sg veebiarhiiv.digar.ee wayback.webarchiv.cz perma-archives.org".split()
)
# /web/20120101000000id_/http://..., /all/20120101/..., /2012.07.30-095844/..., /web/http://...
_STAMPED = re.compile(
    r"/(?:[\w.-]+/{1,2}){0,5}?(?:(?P<stamp>\d{4,14}|\d{4}\.\d\d\.\d\d-\d{6})(?:[a-z]{2}_)?|web|newest)/{1,2}"
    r"(?P<page>https?(?::|%3A)/{0,2}.+|(?:[\w-]+\.)+[\w-]+/.*)",
    re.IGNORECASE | re.ASCII,
)
# /5hEnwRGkd?url=http://..., /cache/index2.php?rev_t=20110806185409&url=http://...
_NAMED = re.compile(
    r"/(?:(?P<name>\w{9,})|[\w./-]*)\?(?:rev_t=(?P<stamp>\d{4,14})&)?url=(?P<page>.+)", re.IGNORECASE | re.ASCII
)
# /varchive/youtube/20211122/JwR83GZjwdo
_VIDEO = re.compile(r"/varchive/youtube/(?P<stamp>\d{8,14})/(?P<video>[\w-]{11})", re.ASCII)
_BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Copy:
    """An archived copy: the address of the page that was kept, and the day of keeping as EDTF text, or ""."""

    page: str
    date: str


def copy(url: str) -> Copy | None:
    """Return what the address of an archived copy says, or None where it is no such address.

    >>> copy("https://web.archive.org/web/20120730095844/http://example.org/a?b=1")
    Copy(page='http://example.org/a?b=1', date='2012-07-30')
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if host not in _HOSTS:
        return None
    rest = "/" + url.partition("://")[2].partition("/")[2]
    matches = (pattern.match(rest) for pattern in (_STAMPED, _NAMED, _VIDEO))
    found: dict[str, str | None] = next((match.groupdict() for match in matches if match), {})
    page = _page(found)
    return (copy(page) or Copy(page, _day(host, found))) if page else None


def _page(found: dict[str, str | None]) -> str:
    """Return the address of a page as it stood in that of its copy."""
    if video := found.get("video"):
        return f"https://www.youtube.com/watch?v={video}"
    raw = found.get("page") or ""
    escaped = re.match(r"https?%3A", raw, re.IGNORECASE)
    bare = unquote(raw) if escaped else raw
    return address(re.sub(r"^(https?):/{0,2}(?!/)", r"\1://", bare, flags=re.IGNORECASE))


def _day(host: str, found: dict[str, str | None]) -> str:
    stamp = re.sub(r"\D", "", found.get("stamp") or "") or _stamp(host, found.get("name") or "")
    parts = [stamp[:4], *(part for part in (stamp[4:6], stamp[6:8]) if len(part) == 2)]
    return day if dates.is_date(day := "-".join(parts)) else ""


def _stamp(host: str, name: str) -> str:
    """Return the time that two archives write into the names of copies: in base 62, or as seconds before letters."""
    seconds = 0
    if host == "webcitation.org" and re.fullmatch(r"[0-9A-Za-z]{9}", name, re.ASCII):
        for digit in name:
            seconds = seconds * 62 + _BASE_62.index(digit)
        seconds //= 1_000_000
    elif host == "freezepage.com" and (found := re.match(r"1\d{9}(?=[A-Z])", name, re.ASCII)):
        seconds = int(found[0])
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%d") if seconds else ""
