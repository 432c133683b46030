"""WikiLinks: tokens in the text that point at other articles, or at a section of one."""

from dataclasses import dataclass

from .markup import Element, read, text, walk
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class WikiLink:
    """One link: the article's slug ("" for the article itself), a section's key in it, and the words linked."""

    slug: str
    section: str
    text: str


def linked(html: str) -> tuple[WikiLink, ...]:
    """Return the links of a body to articles, in their order.

    >>> linked('<p>See <a data-article="minsk">Minsk</a>.</p>')
    (WikiLink(slug='minsk', section='', text='Minsk'),)
    """
    return tuple(link for node in walk(read(html)) if (link := of(node)))


def of(node: Element) -> WikiLink | None:
    """Return the link to an article that an element is, if it is one."""
    if node.tag != "a" or node.get("href"):
        return None
    return WikiLink(node.get("data-article"), node.get("data-section"), text((node,)))


def targets(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the slugs of the articles that a Snapshot links to, each once, in reading order."""
    links = (link for _, html in snapshot.bodies() for link in linked(html))
    return tuple(dict.fromkeys(link.slug for link in links if link.slug and link.slug != snapshot.slug))
