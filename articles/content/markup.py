"""Markup as a tree: the one reader and the one writer of bodies.

`parse` reads any HTML as a browser would; `serialise` writes the canonical form of a tree, which is XML but for `<br>`,
and `read` reads that, ten times faster. None makes markup safe: that is `clean`'s part, and the only way in which raw
markup becomes a body.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from xml.parsers import expat

from justhtml import JustHTML
from justhtml import Node as _Node

type Node = "Element | str"
type Nodes = tuple[Node, ...]

VOID = frozenset({"br", "img"})

# What the parser may not see goes through it as half of a surrogate pair, which nothing can write in HTML: a `<`
# that opens no tag, since it takes quadratic time over many; and a stop where an entity meets a NUL or a letter or
# digit of another script, which it takes for a part of the entity, or fails on.
_LOOSE = re.compile(r"<(?![a-zA-Z/!?])")
_ENTITY = re.compile(r"&[#a-zA-Z0-9]*(?=[^\x01-\x7f])")
_LESS, _STOP = "\udc3c", "\udc00"


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag, its attributes in order, what it holds."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: Nodes = ()

    def get(self, attribute: str) -> str:
        """Return the attribute's value, or the empty string."""
        return dict(self.attributes).get(attribute, "")

    def having(self, children: Iterable[Node]) -> "Element":
        """Return the same element around other children."""
        return Element(self.tag, self.attributes, tuple(children))


def parse(html: str) -> Nodes:
    """Read HTML by the rules that browsers follow (WHATWG, scripting off); comments are dropped."""
    readable = html.replace(_LESS, "").replace(_STOP, "")
    readable = _ENTITY.sub(rf"\g<0>{_STOP}", _LOOSE.sub(_LESS, readable))
    return _copy(JustHTML(readable, sanitize=False, fragment=True, scripting_enabled=False).root)


def read(body: str) -> Nodes:
    """Read a body, which `clean` wrote, as `parse` would; other markup is left to `parse`."""
    held: list[list[Node]] = [[]]
    opened: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        opened.append((tag, attributes))
        held.append([])

    def end(_tag: str) -> None:
        tag, attributes = opened.pop()
        children = tuple(held.pop())
        held[-1].append(Element(tag, tuple(attributes.items()), children))

    def data(said: str) -> None:
        held[-1].append(said)

    # The text stands inside an element, where XML can declare no entity.
    reader = expat.ParserCreate()
    reader.buffer_text = True
    reader.StartElementHandler, reader.EndElementHandler, reader.CharacterDataHandler = start, end, data
    try:
        reader.Parse(f"<body>{body.replace('<br>', '<br/>')}</body>", True)  # noqa: FBT003 (this is all of it)
    except expat.ExpatError:
        return parse(body)
    root = held[0][0]
    assert isinstance(root, Element)
    return root.children


def _copy(root: _Node) -> Nodes:
    """Copy what a node holds from the leaves up, without recursion: pasted pages nest deeper than Python calls."""
    held: list[list[Node]] = [[]]
    waiting: list[tuple[_Node, bool]] = [(child, False) for child in reversed(root.children or ())]
    while waiting:
        node, ends = waiting.pop()
        if ends:
            attributes = tuple((name, _read(value)) for name, value in (node.attrs or {}).items())
            children = tuple(held.pop())
            held[-1].append(Element(node.name.lower(), attributes, children))
        elif node.name == "#text":
            held[-1].append(_read(node.data))
        elif not node.name.startswith(("#", "!")):
            held.append([])
            waiting.append((node, True))
            waiting.extend((child, False) for child in reversed(node.children or ()))
    return tuple(held[0])


def _read(value: object) -> str:
    return str(value or "").replace(_LESS, "<").replace(_STOP, "")


def steps(nodes: Iterable[Node]) -> Iterator[tuple[Node, bool]]:
    """Yield every node in the order of the text with False, and each element again with True where it ends."""
    opened: list[Element] = []
    waiting = [iter(nodes)]
    while waiting:
        for node in waiting[-1]:
            yield node, False
            if isinstance(node, Element):
                opened.append(node)
                waiting.append(iter(node.children))
                break
        else:
            waiting.pop()
            if opened:
                yield opened.pop(), True


def walk(nodes: Iterable[Node]) -> Iterator[Element]:
    """Yield every element in the order of its start tag."""
    return (node for node, ends in steps(nodes) if isinstance(node, Element) and not ends)


def text(nodes: Iterable[Node]) -> str:
    """Return the text that nodes hold, as it stands."""
    return "".join(node for node, _ in steps(nodes) if isinstance(node, str))


def serialise(nodes: Iterable[Node]) -> str:
    """Write nodes as HTML: double quotes, every element closed, nothing but `&`, `<`, `>` and `"` escaped."""
    return "".join(_write(nodes))


def lined(html: str) -> str:
    r"""Return a body with a line for each block, as a person edits it; cleaning gives the body back.

    >>> lined("<p>One</p><ul><li>Two</li></ul>")
    '<p>One</p>\n<ul>\n<li>Two</li>\n</ul>'
    """
    return "".join(_write(read(html), breaks=True)).rstrip("\n")


_LINED = frozenset("p ul ol li dl dt dd blockquote pre figure table caption tbody tr th td".split())


def _write(nodes: Iterable[Node], *, breaks: bool = False) -> Iterator[str]:
    for node, ends in steps(nodes):
        if isinstance(node, str):
            yield escape(node, quote=False)
        elif not ends:
            yield f"<{node.tag}{''.join(map(_attribute, node.attributes))}>"
        elif node.tag not in VOID:
            yield f"</{node.tag}>"
        if breaks and isinstance(node, Element) and node.tag in _LINED and (ends or _holds_blocks(node)):
            yield "\n"


def _attribute(pair: tuple[str, str]) -> str:
    name, value = pair
    return f' {name}="{escape(value, quote=False).replace('"', "&quot;")}"'


def _holds_blocks(node: Element) -> bool:
    return any(isinstance(child, Element) and child.tag in _LINED for child in node.children)
