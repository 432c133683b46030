"""The one dialect in which bodies are written: any tree in, the canonical tree out.

Blocks hold blocks or text, never both; `<li><p>x</p></li>` is written `<li>x</li>`; how text is written is the part
of `marks`. So the editor, the difference and the reader see the same tree, two ways of writing one thing are one
thing, and words that only markup held are kept. Safety is not this module's part.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from .allowlist import ALIASES, ATOMS, BOUNDARIES, INLINE, MARKS, TAGS, UNSEEN, allows, printable
from .marks import BR, Leaf, Marks, inline, joined, marked
from .markup import Element, Node, Nodes

# What is nested deeper than this is written as paragraphs.
MAX_NESTING = 30

# Where an element that is not kept begins or ends: the words on its two sides are not one word.
_EDGE = Element("")
_SEPARATE = BOUNDARIES | (frozenset(TAGS) - INLINE)


def shape(nodes: Iterable[Node]) -> Nodes:
    """Arrange nodes, as `markup.parse` reads them, in the canonical dialect."""
    return _blocks(nodes, (), 0)


def _blocks(nodes: Iterable[Node], marks: Marks, depth: int) -> Nodes:
    """Arrange nodes as blocks: loose text becomes paragraphs, marks around blocks move onto their text."""
    out: list[Node] = []
    run: list[Leaf] = []
    for node, on in chain(_flow(nodes, marks, depth), [(_EDGE, ())]):
        if isinstance(node, str) or node.tag in ATOMS:
            run.append((node, on))
            continue
        out += _paragraph(inline(run))
        run = []
        if node is not _EDGE:
            out += _BLOCKS[node.tag](node, on, depth + 1)
    return tuple(out)


# Looking through ------------------------------------------------------------------------------------------


def _flow(nodes: Iterable[Node], marks: Marks, depth: int) -> Iterator[Leaf]:
    """Yield text, atoms, blocks and edges in order, each with the marks around it; no recursion at any depth."""
    waiting: list[tuple[Node, Marks]] = [(node, marks) for node in reversed(tuple(nodes))]
    while waiting:
        node, on = waiting.pop()
        if isinstance(node, str):
            yield printable(node), on
        elif node is _EDGE:
            yield node, ()
        elif node.tag not in UNSEEN:
            element = _permitted(node)
            if element.tag in _BLOCKS and depth < MAX_NESTING:
                yield element.having(node.children), on
                continue
            if element == BR or element.get("data-ref"):
                # Atoms carry no marks: a citation inside a link would become a link inside a link.
                yield element, ()
            inner = marked(on, element) if element.tag in MARKS else on
            edges = (_EDGE,) if element.tag in _SEPARATE else ()
            waiting.extend((child, inner) for child in reversed((*edges, *node.children, *edges)))


def _leaves(nodes: Iterable[Node], marks: Marks) -> Iterator[Leaf]:
    """Yield the text, atoms and edges of nodes in order; blocks are looked through."""
    return _flow(nodes, marks, MAX_NESTING)


def _permitted(node: Element) -> Element:
    tag = ALIASES.get(node.tag, node.tag)
    names = TAGS.get(tag, ())
    given = {name: " ".join(value.split()) for name, value in node.attributes if name in names}
    return Element(tag, tuple((name, given[name]) for name in names if allows(tag, name, given.get(name, ""))))


def _line(nodes: Iterable[Node], marks: Marks) -> Nodes:
    """Write nodes as one run of text, blocks looked through."""
    return inline((" ", ()) if node is _EDGE else (node, on) for node, on in _leaves(nodes, marks))


# Blocks ---------------------------------------------------------------------------------------------------


def _paragraph(text: Nodes) -> Nodes:
    return (Element("p", (), text),) if text else ()


def _p(node: Element, marks: Marks, depth: int) -> Nodes:
    """Arrange a paragraph; blocks that a browser lets stand inside it (figures in a pasted page) split it."""
    return tuple(
        Element("p", block.attributes or node.attributes, block.children)
        if isinstance(block, Element) and block.tag == "p"
        else block
        for block in _blocks(node.children, marks, depth)
    )


def _blockquote(node: Element, marks: Marks, depth: int) -> Nodes:
    blocks = _blocks(node.children, marks, depth)
    return (node.having(blocks),) if blocks else ()


def _pre(node: Element, marks: Marks, depth: int) -> Nodes:
    """Arrange text whose white space counts: what breaks a line is a newline, marks are not kept."""
    del marks, depth
    pieces: list[str | Element] = []
    for each, _ in _leaves(node.children, ()):
        if each is _EDGE and (not pieces or str(pieces[-1]).endswith("\n")):
            continue
        pieces.append("\n" if each in (_EDGE, BR) else each)
    children = list(joined((each, ()) for each in pieces if each))
    for place, trim in ((0, _without_first_lines), (-1, _without_last_spaces)):
        if children and isinstance(text := children[place], str):
            children[place] = trim(text)
    children = [child for child in children if child]
    return (node.having(children),) if children else ()


def _without_first_lines(text: str) -> str:
    return text.lstrip("\n")


def _without_last_spaces(text: str) -> str:
    return text.rstrip(" \t\n")


def _figure(node: Element, marks: Marks, depth: int) -> Nodes:
    text = _blocks(node.children, marks, depth)
    return (node.having(()), *text) if node.get("data-image") else text


# Lists ----------------------------------------------------------------------------------------------------


def _list(node: Element, marks: Marks, depth: int) -> Nodes:
    parts = _parts(node.children, ("li",))
    items = [Element("li", (), _unwrapped(blocks)) for _, part in parts if (blocks := _blocks(part, marks, depth))]
    return (node.having(items),) if items else ()


def _definitions(node: Element, marks: Marks, depth: int) -> Nodes:
    entries: list[Node] = []
    for tag, part in _parts(node.children, ("dt", "dd")):
        if tag == "dt" and (text := _line(part, marks)):
            entries.append(Element("dt", (), text))
        elif tag != "dt" and (blocks := _blocks(part, marks, depth)):
            entries.append(Element("dd", (), _unwrapped(blocks)))
    return (node.having(entries),) if entries else ()


def _parts(nodes: Iterable[Node], tags: tuple[str, ...]) -> Iterator[tuple[str, Nodes]]:
    """Yield (tag, children) for each item of a list; what stands between the items is an item too.

    Wrappers (`<dl><div><dt>`) are looked through.
    """
    loose: list[Node] = []
    waiting = list(reversed(tuple(nodes)))
    while waiting:
        child = waiting.pop()
        if isinstance(child, Element) and child.tag == "div":
            waiting.extend(reversed((_EDGE, *child.children, _EDGE)))
        elif isinstance(child, Element) and child.tag in tags:
            yield "", tuple(loose)
            loose = []
            yield child.tag, child.children
        else:
            loose.append(child)
    yield "", tuple(loose)


def _unwrapped(blocks: Nodes) -> Nodes:
    """Write a lone plain paragraph in an item or a cell without its tag."""
    match blocks:
        case (Element("p", (), children),):
            return children
    return blocks


def _stray_item(node: Element, marks: Marks, depth: int) -> Nodes:
    return _list(Element("ul", (), (node,)), marks, depth)


def _stray_definition(node: Element, marks: Marks, depth: int) -> Nodes:
    return _definitions(Element("dl", (), (node,)), marks, depth)


# Tables ---------------------------------------------------------------------------------------------------


def _table(node: Element, marks: Marks, depth: int) -> Nodes:
    parts = list(_table_parts(node.children))
    captions = [(*part.children, BR) for part in parts if part.tag == "caption"]
    rows = [Element("tr", (), cells) for part in parts if (cells := tuple(_cells(part, marks, depth)))]
    heading = _line(chain.from_iterable(captions), marks)
    if not rows:
        return _paragraph(heading)
    caption = (Element("caption", (), heading),) if heading else ()
    return (node.having((*caption, Element("tbody", (), tuple(rows)))),)


def _table_parts(nodes: Iterable[Node]) -> Iterator[Element]:
    """Yield the rows and captions of a table; a parser leaves no text between them."""
    for node in nodes:
        if isinstance(node, Element) and node.tag in ("thead", "tbody", "tfoot"):
            yield from _table_parts(node.children)
        elif isinstance(node, Element) and node.tag in ("tr", "caption"):
            yield node


def _cells(row: Element, marks: Marks, depth: int) -> Iterator[Element]:
    for cell in row.children:
        if isinstance(cell, Element) and cell.tag in ("td", "th"):
            yield _permitted(cell).having(_unwrapped(_blocks(cell.children, marks, depth)))


_BLOCKS: dict[str, Callable[[Element, Marks, int], Nodes]] = {
    "p": _p,
    "blockquote": _blockquote,
    "pre": _pre,
    "ul": _list,
    "ol": _list,
    "li": _stray_item,
    "dl": _definitions,
    "dt": _stray_definition,
    "dd": _stray_definition,
    "table": _table,
    "figure": _figure,
}
