"""What may be asked for, and what came: bytes as the text of a page, or as the record that they write as JSON."""

import codecs
import re
from dataclasses import dataclass
from typing import Any

import webencodings

from ..content import foreign
from .bounds import NotFetched

# Where browsers look for the encoding that a page says it has.
_BEGINNING = 1024
_META = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of content: the types of media it has, how many bytes, and whether its beginning is of use alone."""

    accept: str
    types: re.Pattern[str]
    limit: int
    whole: bool


PAGE = Wanted(
    "text/html, application/xhtml+xml;q=0.9", re.compile(r"text/html|application/xhtml\+xml"), 1_000_000, whole=False
)
RECORD = Wanted("application/json", re.compile(r"application/(?:[\w.-]+\+)?json", re.ASCII), 2_000_000, whole=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave: `url` is the one that answered in the end, `media` its Content-Type."""

    url: str
    media: str
    body: bytes

    def text(self) -> str:
        """Return a page's text; bytes that its encoding does not have are replaced."""
        return str(webencodings.decode(self.body, self._encoding())[0])

    def record(self) -> Any:
        """Return what JSON says; raise NotFetched where it is none."""
        try:
            return foreign.loads(self.body)
        except ValueError as error:
            raise NotFetched("unreadable") from error

    def _encoding(self) -> webencodings.Encoding:
        """Return the encoding that is told outside, or inside, or that the bytes look like; a BOM is above all."""
        told = _CHARSET.search(self.media)
        if told and (encoding := webencodings.lookup(told[1])):
            return encoding
        inside = _META.search(self.body[:_BEGINNING])
        if inside and (encoding := webencodings.lookup(inside[1].decode("ascii", "replace"))):
            # Who read this was reading ASCII, whatever it says (HTML, "prescan a byte stream").
            return webencodings.UTF8 if encoding.name.startswith("utf-16") else encoding
        try:
            codecs.getincrementaldecoder("utf-8")().decode(self.body)
        except UnicodeDecodeError:
            return webencodings.lookup("windows-1252")
        return webencodings.UTF8
