"""Bodies as plain text: for search, excerpts, counting and comparing."""

from collections.abc import Iterable
from itertools import accumulate

from . import words
from .allowlist import INLINE
from .markup import Node, read, steps
from .snapshot import Snapshot


def text(html: str) -> str:
    r"""Return a body as text: a line for each block, citations left out.

    >>> text("<p>One.</p><ul><li>Two<br>three</li></ul>")
    'One.\nTwo\nthree'
    """
    lines = "".join(_pieces(read(html))).split("\n")
    return "\n".join(line.strip(" ") for line in lines if line.strip(" "))


def _pieces(nodes: Iterable[Node]) -> Iterable[str]:
    for node, _ in steps(nodes):
        if isinstance(node, str):
            yield node
        elif node.tag not in INLINE or node.tag == "br":
            yield "\n"


def whole(snapshot: Snapshot) -> str:
    """Return the text of an article: lead, headings and bodies."""
    parts = [text(snapshot.lead)]
    for section in snapshot.sections:
        parts += [section.heading, text(section.body)]
    return "\n".join(part for part in parts if part)


def excerpt(html: str, *, length: int = 320) -> str:
    """Return the beginning of a body on one line, cut between words at `length` characters."""
    line = " ".join(text(html).split())
    if len(line) <= length:
        return line
    ends = accumulate(map(len, words.tokens(line[: length + 1])))
    kept = max((end for end in ends if end < length), default=0)
    return (line[:kept].rstrip(" ,;:–—-(") or line[: length - 1]) + "…"


def word_count(snapshot: Snapshot) -> int:
    """Return the number of words that a reader reads: lead, headings and bodies."""
    return words.count(whole(snapshot))
