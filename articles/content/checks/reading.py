"""A Snapshot as checks read it: every body parsed once, its passages numbered, its texts as lines of sentences.

Each block that holds text is one Line; nothing is kept of marks. Refuses to judge anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..allowlist import INLINE, printable
from ..markup import Element, read, steps
from ..problems import Place
from ..snapshot import Snapshot
from ..wikilinks import WikiLink, of
from . import wordlists
from .finding import Known
from .sentences import CITATION, HIDDEN, Sentence, cut

# What is in these is not said by the article.
_HIDDEN = frozenset({"code", "pre"})


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The text of one block: as it stands, and as it is read, with code hidden; `path` are the blocks around it.

    The two are equally long, and in both a citation is one character; `own` is what is read of it beside links.
    """

    path: tuple[Element, ...]
    text: str
    read: str
    own: str

    @property
    def is_cited(self) -> bool:
        """Tell whether a citation stands in it."""
        return CITATION in self.read

    def around(self, *tags: str) -> Element | None:
        """Return the innermost block around it, or itself, that has one of these tags."""
        return next((block for block in reversed(self.path) if block.tag in tags), None)


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """An outermost block: the key of its section ("" for the lead), its number in the body from 1, and what it holds.

    `cited` are the keys of references, `links` those to other articles, in their order.
    """

    section: str
    number: int
    block: Element
    lines: tuple[Line, ...]
    cited: tuple[str, ...]
    links: tuple[WikiLink, ...]

    @property
    def place(self) -> Place:
        """Return where it stands."""
        return in_body(self.section, self.number)


class Reading:
    """One Snapshot and what is known of others, for all checks; what several need is worked out once."""

    def __init__(self, snapshot: Snapshot, known: Known) -> None:
        self.snapshot, self.known = snapshot, known
        self.words = wordlists.of(snapshot.language)
        self._sentences: dict[Line, tuple[Sentence, ...]] = {}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return the passages of the article in reading order."""
        return tuple(passage for key, body in self.snapshot.bodies() for passage in _passages(key, body))

    def sentences(self, line: Line) -> tuple[Sentence, ...]:
        """Return the sentences of a line."""
        if line not in self._sentences:
            self._sentences[line] = cut(line.text, line.read, self.words)
        return self._sentences[line]

    def sentences_of(self, passage: Passage | None) -> tuple[Sentence, ...]:
        """Return the sentences of the first and of the last line of a passage; none where there is none."""
        lines = passage.lines if passage else ()
        return tuple(each for line in dict.fromkeys((*lines[:1], *lines[-1:])) for each in self.sentences(line))


def in_body(section: str, passage: int = 0) -> Place:
    """Return a place in the body of a section, or in the lead."""
    return Place("section", section, "body", passage) if section else Place("article", "", "lead", passage)


def _passages(section: str, body: str) -> Iterator[Passage]:
    blocks = (node for node in read(printable(body)) if isinstance(node, Element))
    for number, block in enumerate(blocks, start=1):
        yield _passage(section, number, block)


def _passage(section: str, number: int, block: Element) -> Passage:
    """Read a block in one go; a text ends where a block begins or ends."""
    path: list[Element] = []
    lines: list[Line] = []
    pieces: list[_Piece] = []
    cited: list[str] = []
    links: list[WikiLink] = []
    hidden = linked = 0
    for node, ends in steps((block,)):
        if isinstance(node, str):
            pieces.append((node, hidden, linked))
            continue
        tag, step = node.tag, -1 if ends else 1
        if tag in _HIDDEN:
            hidden += step
        if tag not in INLINE:
            lines += _line(path, pieces)
            pieces = []
            path.pop() if ends else path.append(node)
        elif tag == "a":
            linked += step
            links += [link] if not ends and (link := of(node)) else []
        elif tag in _SIGNS and not ends:
            pieces.append((_SIGNS[tag], 0, 0))
            cited += [node.get("data-ref")] if tag == "cite" else []
    lines += _line(path, pieces)
    return Passage(section, number, block, tuple(lines), tuple(cited), tuple(links))


# A piece of text, how many elements around it hide it, and how many are links.
type _Piece = tuple[str, int, int]
# What stands for an atom.
_SIGNS = {"cite": CITATION, "br": "\n"}


def _line(path: Sequence[Element], pieces: Sequence[_Piece]) -> tuple[Line, ...]:
    read = text = own = "".join([piece for piece, _, _ in pieces])
    if not text or text.isspace():
        return ()
    if any(hidden or linked for _, hidden, linked in pieces):
        said = [(HIDDEN * len(piece) if hidden else piece, linked) for piece, hidden, linked in pieces]
        read = "".join([piece for piece, _ in said])
        own = "".join([piece for piece, linked in said if not linked])
    return (Line(tuple(path), text, read, own),)
