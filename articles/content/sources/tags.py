"""The few tags of a page that tell of it, in one pass: `html`, `meta`, `link`, `title`, `script` of JSON-LD.

No tree is built, for pages are hostile and large: every character is looked at a fixed number of times, whatever is
unclosed, nested or repeated. Where the markup breaks off inside a tag, a comment or a script, the page ends, as it
does for browsers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

# Elements whose text holds no tags, each up to its own end.
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in "script style title textarea xmp iframe noembed noframes".split()
}
_WANTED = frozenset({"html", "meta", "link", "title", "script"})
_OPEN = re.compile(r"<(?:(!--)|([!?]|/(?![a-zA-Z]))|(/?)([a-zA-Z][^\s/>]*))")
_ATTRIBUTE = re.compile(r"[\s/]*(?:(>)|([^\s/>][^\s/>=]*)(?:\s*=\s*(?:(?P<quote>[\"'])|([^\s>\"'][^\s>]*)?))?)")
# In attributes an entity without its semicolon is text: "?a=1&copy=2".
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag with its attributes, names in small letters, and the text of those that hold nothing else."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""


def tags(html: str) -> Iterator[Tag]:
    """Yield the tags that tell of a page, in the order of the text; what stands in drawings is not the page's."""
    place = drawings = 0
    while found := _OPEN.search(html, place):
        comment, bogus, end, name = found.groups()
        if comment or bogus:
            place = _after(html, "-->" if comment else ">", found.end() - (2 if comment else 0))
            continue
        attributes, place = _attributes(html, found.end())
        name = name.lower()
        if name == "svg":
            drawings += -1 if end else 1
        if end or name not in _WANTED | _RAW.keys():
            continue
        close = _RAW[name].search(html, place) if name in _RAW else None
        text = html[place : close.start()] if close else ""
        if name in _WANTED and drawings <= 0:
            yield Tag(name, attributes, unescape(text) if name == "title" else text)
        if name in _RAW:
            place = close.start() if close else len(html)


def _after(html: str, mark: str, place: int) -> int:
    found = html.find(mark, place)
    return found + len(mark) if found >= 0 else len(html)


def _attributes(html: str, place: int) -> tuple[dict[str, str], int]:
    """Return the attributes that begin at a place, and where the tag ends; one that never ends, ends the page."""
    attributes: dict[str, str] = {}
    while found := _ATTRIBUTE.match(html, place):
        close, name, quote, bare = found.groups()
        place = found.end()
        if close:
            return attributes, place
        value = bare or ""
        if quote:
            end = html.find(quote, place)
            if end < 0:
                break
            value, place = html[place:end], end + 1
        attributes.setdefault(name.lower(), _ENTITY.sub(lambda entity: unescape(entity[0]), value))
    return {}, len(html)
