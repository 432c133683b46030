"""A Snapshot with the origin of every stretch of words on it: markup for a page that shows who wrote what.

A stretch is a link; citations are their printed numbers, and links to articles are plain text, so that nothing stands
in a link but its words.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from . import attribution, blocks, citations, words
from .attribution import Attribution, Spans
from .blocks import Block, Token
from .marks import BR, Leaf, joined
from .markup import Element, Node, Nodes
from .snapshot import Snapshot

# Returns the attributes of a stretch: what Revision brought it, and the keys of the references that came with it.
type Dress = Callable[[int, tuple[str, ...]], tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Credited:
    """An article with its stretches marked, and what each Revision brought of what still stands.

    `words`: Revision -> number of words; `cited`: Revision -> keys of the references that it cited.
    """

    title: Nodes
    short_description: Nodes
    lead: Nodes
    sections: tuple[tuple[str, int, Nodes, Nodes], ...]
    words: Counter[int] = field(default_factory=Counter)
    cited: dict[int, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))


def credited(snapshot: Snapshot, found: Attribution, dress: Dress, figure: Callable[[str], Element | None]) -> Credited:
    """Mark the stretches of an article; a section is (key, level, heading, text)."""
    page = _Page(snapshot, found, dress, figure)
    return Credited(
        page.line(("article", "", "title"), snapshot.title),
        page.line(("article", "", "short_description"), snapshot.short_description),
        page.body("", snapshot.lead),
        tuple(
            (
                each.key,
                each.level,
                page.line(("section", each.key, "heading"), each.heading),
                page.body(each.key, each.body),
            )
            for each in snapshot.sections
        ),
        page.words,
        page.cited,
    )


class _Page:
    def __init__(
        self, snapshot: Snapshot, found: Attribution, dress: Dress, figure: Callable[[str], Element | None]
    ) -> None:
        self.numbers = citations.numbers(snapshot)
        self.found, self.dress, self.figure = found, dress, figure
        self.words: Counter[int] = Counter()
        self.cited: dict[int, dict[str, None]] = defaultdict(dict)

    def line(self, place: tuple[str, str, str], text: str) -> Nodes:
        tokens = blocks.plain(text)
        return self._stretches(list(zip(tokens, attribution.origins(self.found.texts.get(place, ())), strict=True)), {})

    def body(self, key: str, html: str) -> Nodes:
        passages = zip(blocks.passages(html), self.found.bodies.get(key, ()), strict=True)
        return tuple(node for passage, spans in passages for node in self._passage(passage, spans))

    def _passage(self, html: str, spans: Spans) -> Iterator[Node]:
        found = blocks.blocks(html)
        tokens = [token for block in found for token in block.walk()]
        numbers = attribution.origins(spans)
        cites: dict[int, dict[str, None]] = defaultdict(dict)
        for token, number in zip(tokens, numbers, strict=True):
            if key := _cited(token):
                cites[number][key] = None
                self.cited[number][key] = None
        left = iter(zip(tokens, numbers, strict=True))
        return (node for block in found for node in self._block(block, left, cites))

    def _block(
        self, block: Block, left: Iterator[tuple[Token, int]], cites: dict[int, dict[str, None]]
    ) -> Iterator[Node]:
        if block.tag == "figure":
            figure = self.figure(dict(block.attributes)["data-image"])
            yield from (figure,) if figure else ()
            return
        inner = self._stretches([next(left) for _ in block.tokens], cites)
        children = (*inner, *(node for each in block.blocks for node in self._block(each, left, cites)))
        yield from (Element(block.tag, block.attributes, children),) if block.tag else children

    def _stretches(self, tokens: Sequence[tuple[Token, int]], cites: dict[int, dict[str, None]]) -> Nodes:
        out: list[Element] = []
        for number, group in groupby(_smoothed(tokens), lambda pair: pair[1]):
            said = [token for token, _ in group]
            self.words[number] += sum(map(_is_word, said))
            leaves = (leaf for token in said for leaf in self._leaves(token))
            out.append(Element("a", self.dress(number, tuple(cites.get(number, ()))), joined(leaves)))
        return tuple(out)

    def _leaves(self, token: Token) -> Iterable[Leaf]:
        for leaf, marks in token.leaves:
            if isinstance(leaf, Element) and leaf != BR:
                number = self.numbers.get(leaf.get("data-ref"), "?")
                yield Element("sup", (("class", "cite"),), (f"[{number}]",)), ()
            else:
                yield leaf, tuple(mark for mark in marks if mark.tag != "a")


def _cited(token: Token) -> str:
    return token.atom.get("data-ref") if token.atom else ""


def _is_word(token: Token) -> bool:
    return not token.atom and words.counted((token.text,)) > 0


def _smoothed(tokens: Iterable[tuple[Token, int]]) -> Iterator[tuple[Token, int]]:
    """Let what is no word and no citation belong to the words before it, so that stretches are not torn."""
    last = 0
    for token, number in tokens:
        if _is_word(token) or _cited(token) or not last:
            last = number
        yield token, last
