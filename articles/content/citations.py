"""Citations: tokens in the text that point at references, and the numbers that readers see.

A number is never stored. It follows from the order of first citation in the Snapshot.
"""

from dataclasses import dataclass

from .markup import read, walk
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: the reference's key, perhaps a locator ("p. 14"), and the section that it stands in."""

    key: str
    locator: str = ""
    section: str = ""


def cited(html: str, *, section: str = "") -> tuple[Citation, ...]:
    """Return the citations of a body in their order.

    >>> cited('<p>Text.<cite data-ref="un" data-locator="p. 3"></cite></p>')
    (Citation(key='un', locator='p. 3', section=''),)
    """
    return tuple(
        Citation(node.get("data-ref"), node.get("data-locator"), section)
        for node in walk(read(html))
        if node.tag == "cite"
    )


def of(snapshot: Snapshot) -> tuple[Citation, ...]:
    """Return every citation of an article in reading order."""
    return tuple(citation for key, html in snapshot.bodies() for citation in cited(html, section=key))


def numbers(snapshot: Snapshot) -> dict[str, int]:
    """Return reference key -> printed number, in printed order; references never cited come last, in their order."""
    known = [reference.key for reference in snapshot.references]
    first_cited = dict.fromkeys(citation.key for citation in of(snapshot) if citation.key in known)
    return {key: number for number, key in enumerate(dict.fromkeys([*first_cited, *known]), start=1)}
