"""DOIs, ISBNs and addresses in their canonical form, and whether two references name one source."""

import re
from urllib.parse import urlsplit

# Parts of an address by which those who write it count their readers.
_TOLD = re.compile(r"(?:utm_\w+|fbclid|gclid)=")
_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)


def doi(raw: str) -> str:
    """Return a DOI without its prefix, or "" where the text is none.

    >>> doi("https://doi.org/10.1000/182")
    '10.1000/182'
    """
    found = re.sub(r"^(https?://(dx\.|www\.)?doi\.org/|doi:?\s*)", "", raw.strip(), flags=re.IGNORECASE)
    return found if _DOI.fullmatch(found) else ""


def isbn(raw: str) -> str:
    """Return an ISBN as it was grouped, or "" where the digits do not check (ISO 2108)."""
    grouped = re.sub(r"^ISBN(-1[03])?:?\s*", "", raw.strip(), flags=re.IGNORECASE)
    digits = re.sub(r"[\s-]", "", grouped).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII):
        total = sum((10 - place) * (10 if d == "X" else int(d)) for place, d in enumerate(digits))
        return grouped if total % 11 == 0 else ""
    if re.fullmatch(r"97[89]\d{10}", digits, re.ASCII):
        total = sum((3 if place % 2 else 1) * int(d) for place, d in enumerate(digits))
        return grouped if total % 10 == 0 else ""
    return ""


def same_address(url: str) -> str:
    """Return what two addresses of one page have in common: no scheme, no `www.`, no fragment, no last slash.

    A fragment that is a path (`#/a`, `#!a`) names a page of its own. What only tells where a reader came from, or what
    they looked for in a book, is left out.

    >>> same_address("https://www.example.org/a/#top") == same_address("http://example.org/a")
    True
    """
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").removeprefix("www.")
    named = [each for each in parts.query.split("&") if each and not _TOLD.match(each)]
    if host.startswith("books.google."):
        named = [each for each in named if each.startswith("id=")] or named
    query = f"?{'&'.join(named)}" if named else ""
    route = f"#{parts.fragment.rstrip('/')}" if parts.fragment.startswith(("/", "!")) else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}{route}"
