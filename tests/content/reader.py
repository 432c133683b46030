"""What a browser would make of markup, by parsers that the project does not run on: the tests' second opinions."""

import re
from collections.abc import Iterator
from typing import Any

from bleach._vendor import html5lib
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.content.allowlist import UNSEEN, printable

# Where the parser that the project runs on errs, and the others do not: it ends a comment here, and a cell in a drawing
# holds what should close an element outside of it.
FAULTS = re.compile(r"<!--!>|<(svg|math)\b.*<(td|th|caption)\b", re.IGNORECASE | re.DOTALL)
_SURROGATES = re.compile("[\ud800-\udfff]")


def elements(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (tag, attributes) of every element in order, those of templates and scripts too."""
    for node in _nodes(html, unseen=True):
        if node.is_element_node:
            yield str(node.tag), {name: value or "" for name, value in node.attributes.items()}


def text(html: str) -> str:
    """Return the text that a reader of the page sees, white space as it stands."""
    return "".join(node.text_content or "" for node in _nodes(html, unseen=False) if node.is_text_node)


def sees(html: str, said: str) -> bool:
    """Tell whether a reader of the page sees just this text, white space aside, by one parser or by another.

    Each has faults that the other lacks: lexbor does not end an SVG at `<sup>`, html5lib reads `<!-->` otherwise.
    A caption is written before the rows of its table, so the order is not looked at where there is one.
    """
    order = sorted if "<caption" in html.lower() else list
    return any(order(squeezed(read(html))) == order(squeezed(said)) for read in (text, _old_text))


def squeezed(said: str) -> str:
    """Return text without white space and without what cannot be printed."""
    return "".join(printable(said).split())


def _nodes(html: str, *, unseen: bool) -> Iterator[LexborNode]:
    waiting = [LexborHTMLParser(_SURROGATES.sub("", html), is_fragment=True).root]
    while waiting:
        node = waiting.pop()
        if node is None:
            continue
        yield node
        waiting.append(node.next)
        if unseen or node.tag not in UNSEEN:
            waiting.append(node.child)


def _old_text(html: str) -> str:
    tree = html5lib.parseFragment(_SURROGATES.sub("", html), namespaceHTMLElements=False, scripting=False)
    return "".join(_pieces(tree))


def _pieces(node: Any) -> Iterator[str]:
    if isinstance(node.tag, str) and node.tag.rpartition("}")[2] not in UNSEEN:
        yield node.text or ""
        for child in node:
            yield from _pieces(child)
            yield child.tail or ""
