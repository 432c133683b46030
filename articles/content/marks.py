"""Text with the marks on it (links, emphasis, language), written one way whatever way it came.

Marks nest in the order of the allowlist and never twice; neighbours with equal marks are joined; white space is
single, and a space wears only the marks that stand on both of its sides.
"""

import re
from collections.abc import Iterable, Iterator

from .allowlist import MARKS, TAGS
from .markup import Element, Nodes

type Marks = tuple[Element, ...]
# A piece of text or an atom, with the marks on it, outermost first.
type Leaf = tuple[str | Element, Marks]

BR = Element("br")
_SPACES = re.compile(r"[ \t\n]+")


def marked(marks: Marks, mark: Element) -> Marks:
    """Add a mark, at most one of each tag, in the table's order; links and spans that say nothing are left out."""
    said = dict(mark.attributes)
    outer = next((other for other in marks if other.tag == mark.tag), None)
    if mark.tag == "span" and outer:
        said = dict(outer.attributes) | said
    elif said.get("href"):
        said = {"href": said["href"]}
    elif mark.tag in ("a", "span") and not said:
        return marks
    mark = Element(mark.tag, tuple((name, said[name]) for name in TAGS[mark.tag] if name in said))
    others = (other for other in marks if other is not outer)
    return tuple(sorted((*others, mark), key=lambda each: MARKS.index(each.tag)))


def inline(leaves: Iterable[Leaf]) -> Nodes:
    """Write leaves as inline markup, trimmed; nothing but white space and line breaks counts as nothing."""
    pieces: list[Leaf] = []
    owed = False  # a space before the next piece, unless a line ends there
    for leaf, marks in leaves:
        if leaf == BR:
            owed = False
            if pieces:
                pieces.append((BR, ()))
            continue
        text = _SPACES.sub(" ", leaf) if isinstance(leaf, str) else ""
        owed = owed or text.startswith(" ")
        said = text.strip(" ") if isinstance(leaf, str) else leaf
        if said:
            if owed and pieces and pieces[-1][0] != BR:
                pieces.append((" ", _shared(pieces[-1][1], marks)))
            pieces.append((said, marks))
            owed = text.endswith(" ")
    while pieces and pieces[-1][0] == BR:
        pieces.pop()
    return joined(pieces)


def joined(leaves: Iterable[Leaf]) -> Nodes:
    """Write leaves as they are, equal neighbours joined."""
    return tuple(_grouped(list(leaves)))


def _shared(before: Marks, after: Marks) -> Marks:
    return tuple(mark for mark in after if mark in before)


def _grouped(leaves: list[Leaf]) -> Iterator[str | Element]:
    start = 0
    while start < len(leaves):
        leaf, marks = leaves[start]
        end = start + 1
        if marks:
            while end < len(leaves) and leaves[end][1][:1] == marks[:1]:
                end += 1
            yield marks[0].having(_grouped([(each, on[1:]) for each, on in leaves[start:end]]))
        elif isinstance(leaf, str):
            while end < len(leaves) and isinstance(leaves[end][0], str) and not leaves[end][1]:
                end += 1
            yield "".join(str(each) for each, _ in leaves[start:end])
        else:
            yield leaf
        start = end
