"""The headings of an article as a tree, each with the anchor that addresses it."""

from collections.abc import Iterable
from dataclasses import dataclass

from .slugs import joined
from .snapshot import Section

# Anchors that the page itself uses. Those of references, citations, sections and images hold an underscore,
# which no heading's anchor does.
RESERVED = frozenset({"contents", "references", "related", "main"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A section in the outline: its printed place in the tree and the headings under it."""

    key: str
    text: str
    level: int
    anchor: str
    children: tuple["Heading", ...] = ()


def anchor(heading: str) -> str:
    """Return a heading as an anchor: letters and digits of any script, joined by hyphens.

    >>> anchor("Since the Russian invasion of Ukraine")
    'since-the-russian-invasion-of-ukraine'
    """
    return joined(heading) or "section"


def anchors(sections: Iterable[Section]) -> dict[str, str]:
    """Return section key -> anchor, each used once on the page."""
    taken = set(RESERVED)
    out: dict[str, str] = {}
    for section in sections:
        base = anchor(section.heading)
        name, number = base, 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        out[section.key] = name
    return out


def outline(sections: Iterable[Section]) -> tuple[Heading, ...]:
    """Return the headings as a tree; a level that is skipped leaves no empty place.

    >>> outline([Section(key="h", heading="History")])[0].anchor
    'history'
    """
    listed = list(sections)
    names = anchors(listed)
    return _tree([Heading(s.key, s.heading, s.level, names[s.key]) for s in listed])


def _tree(headings: list[Heading]) -> tuple[Heading, ...]:
    out: list[Heading] = []
    position = 0
    while position < len(headings):
        here = headings[position]
        end = position + 1
        while end < len(headings) and headings[end].level > here.level:
            end += 1
        out.append(Heading(here.key, here.text, here.level, here.anchor, _tree(headings[position + 1 : end])))
        position = end
    return tuple(out)
