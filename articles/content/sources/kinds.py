"""What a pasted text is: an address, an identifier, or references in one of three formats.

Only the beginning and the look of the text decide; whether it can be read is told by reading it.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from urllib.parse import unquote

from .. import identifiers, limits
from ..allowlist import is_url
from ..clean import clean_line


class Kind(StrEnum):
    """One way in which a source can be given."""

    URL = "url"
    DOI = "doi"
    ISBN = "isbn"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    UNKNOWN = "unknown"


# No address, DOI or ISBN is longer, whatever stands around it; what is, need not be looked at.
_LONGEST = 2 * limits.URL
_COMMENT = re.compile(r"<!--.*?-->")
_HOST = re.compile(r"(?:www\.[^\s/?#]+|(?:[\w-]{1,63}\.)+[a-z]{2,24}(?=/))(?:[/?#]\S*)?", re.IGNORECASE)
_RESOLVER = re.compile(r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|(?:urn:|info:)?doi[:/]?\s*", re.IGNORECASE)
_DASH = re.compile(r"[‐‑‒–—−]")
_ISBN = re.compile(r"(?:urn:)?(isbn)(?:[- ]?1[03])?\s*:?\s*", re.IGNORECASE)
_EAN = re.compile(r"97[89](?:[ -]?\d){10}", re.ASCII)

_BIBTEX = re.compile(r"@[A-Za-z]+[ \t]*[{(]")
_RIS = re.compile(r"^[ \t\xa0]*TY[ \t\xa0]{1,2}-(?:[ \t\xa0]|$)", re.MULTILINE)
_JSON = re.compile(r"\s*(?:\[\s*[{\]]|\{\s*[\"}])")


def identify(text: str) -> Kind:
    """Tell what a pasted text is.

    >>> identify("ISBN 978-0-306-40615-7"), identify("www.example.org/x")
    (<Kind.ISBN: 'isbn'>, <Kind.URL: 'url'>)
    """
    text = text.removeprefix("\ufeff").strip()
    return next((kind for kind, test in _TESTS if test(text)), Kind.UNKNOWN)


def address(text: str) -> str:
    """Return the full address that a text is, or ""; one without a scheme gets https.

    >>> address(" www.example.org/x ")
    'https://www.example.org/x'
    """
    line = _COMMENT.sub("", _short_line(text)).strip()
    if line.startswith("<") and line.endswith(">"):
        line = line[1:-1].strip()
    if line.startswith("//"):
        line = f"https:{line}"
    elif _HOST.fullmatch(line):
        line = f"https://{line}"
    return line if is_url(line) and line[:4].lower() == "http" else ""


def doi(text: str) -> str:
    """Return the DOI that a text is, however it was prefixed or escaped, or ""; `identifiers.doi` has the last word.

    >>> doi("DOI: 10.1000/182."), doi("https://doi.org/10.1000%2F182")
    ('10.1000/182', '10.1000/182')
    """
    line = _short_line(text).strip("<>").rstrip(".,;")
    bare = _RESOLVER.sub("", line, count=1) if _RESOLVER.match(line) else line
    escaped = "%2f" in bare.lower() and "/" not in bare
    return identifiers.doi(unquote(bare) if escaped or line[:4].lower() == "http" else bare)


def isbn(text: str) -> str:
    """Return the ISBN that a text is, with plain hyphens and without a prefix, or "" where its digits do not check."""
    return identifiers.isbn(_bare_isbn(text))


def _short_line(text: str) -> str:
    return clean_line(text) if len(text) <= _LONGEST else ""


def _bare_isbn(text: str) -> str:
    return _ISBN.sub("", _DASH.sub("-", _short_line(text)), count=1)


def _looks_like_isbn(text: str) -> bool:
    """Tell whether a text is meant as an ISBN, right or wrong."""
    line = _DASH.sub("-", _short_line(text))
    return bool(_ISBN.match(line) or _EAN.fullmatch(line) or identifiers.isbn(line))


_TESTS: tuple[tuple[Kind, Callable[[str], object]], ...] = (
    (Kind.DOI, doi),
    (Kind.ISBN, _looks_like_isbn),
    (Kind.URL, address),
    (Kind.CSL_JSON, _JSON.match),
    (Kind.RIS, _RIS.search),
    (Kind.BIBTEX, _BIBTEX.search),
)
