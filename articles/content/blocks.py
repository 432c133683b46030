"""A body as blocks: a tree in which every block holds blocks or the tokens of one text, for comparing and attributing.

A text that stands in an item, a cell or a quotation without a paragraph of its own is a block without a tag here, so
that `<li>x</li>` and `<li><p>x</p></li>` are alike; `nodes` writes the tree back as it was.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from . import words
from .allowlist import ATOMS, INLINE
from .marks import Leaf, Marks, joined
from .markup import Element, Nodes, read, serialise

# Begins what stands for an atom where texts are compared: a character that no body holds.
ATOM = "\ufdd0"

_TEXTS = frozenset({"p", "pre", "caption", "dt"})
_NONE: Marks = ()


class Token(NamedTuple):
    """One word, what stands between two words, or one atom.

    `text` is what is compared; of a citation that is the key of its reference, so that a locator does not count.
    `leaves` are its pieces with the marks on them: a word may be half in bold.
    """

    text: str
    leaves: tuple[Leaf, ...]

    @property
    def is_plain(self) -> bool:
        """Tell whether it is text without any mark."""
        leaf, marks = self.leaves[0]
        return not marks and isinstance(leaf, str) and len(self.leaves) == 1

    @property
    def atom(self) -> Element | None:
        """Return the citation or line break that it is."""
        first = self.leaves[0][0]
        return first if isinstance(first, Element) else None


# Stands between two paragraphs that are told as one.
BREAK = Token(f"{ATOM}p", ((Element("p"), ()),))


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its tag ("" for a text without one), its attributes, and the blocks or the tokens that it holds."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    blocks: tuple["Block", ...] = ()
    tokens: tuple[Token, ...] = ()

    @property
    def html(self) -> str:
        """Return the block as markup."""
        return serialise(nodes((self,)))

    @property
    def holds_text(self) -> bool:
        """Tell whether it holds one text, be it empty."""
        return self.tag in _TEXTS or not self.tag

    def walk(self) -> Iterator[Token]:
        """Yield the tokens in it, in the order of the text."""
        yield from self.tokens
        for block in self.blocks:
            yield from block.walk()


def passages(body: str) -> tuple[str, ...]:
    """Cut a body into its outermost blocks; joined again they are the body."""
    return tuple(serialise((node,)) for node in read(body))


def blocks(body: str) -> tuple[Block, ...]:
    """Read a body as blocks."""
    return tuple(_block(node) for node in read(body) if isinstance(node, Element))


def nodes(found: Iterable[Block]) -> Nodes:
    """Write blocks as the nodes that they were read from."""
    out: list[Element | str] = []
    for block in found:
        children = joined(leaf for token in block.tokens for leaf in token.leaves) + nodes(block.blocks)
        out += [Element(block.tag, block.attributes, children)] if block.tag else children
    return tuple(out)


def plain(text: str) -> tuple[Token, ...]:
    """Return the tokens of plain text."""
    return tuple(map(_plain, words.tokens(text)))


def _block(node: Element) -> Block:
    if node.tag in _TEXTS:
        return Block(node.tag, node.attributes, (), tokens(node.children))
    inner = [child for child in node.children if isinstance(child, Element) and child.tag not in INLINE]
    if inner:
        return Block(node.tag, node.attributes, tuple(map(_block, inner)))
    text = (Block("", (), (), tokens(node.children)),) if node.children else ()
    return Block(node.tag, node.attributes, text)


def tokens(text: Nodes) -> tuple[Token, ...]:
    """Cut a text with its marks into tokens; a word keeps the marks that stand on parts of it."""
    out: list[Token] = []
    run: list[tuple[str, Marks]] = []
    for leaf, marks in _leaves(text, ()):
        if isinstance(leaf, str):
            run.append((leaf, marks))
        else:
            out += _words(run)
            run = []
            out.append(Token(f"{ATOM}{leaf.tag} {leaf.get('data-ref')}", ((leaf, marks),)))
    return (*out, *_words(run))


def _leaves(text: Nodes, marks: Marks) -> Iterator[Leaf]:
    for node in text:
        if isinstance(node, str) or node.tag in ATOMS:
            yield node, marks
        else:
            yield from _leaves(node.children, (*marks, Element(node.tag, node.attributes)))


@lru_cache(maxsize=1 << 15)
def _plain(word: str) -> Token:
    """Return a word without a mark: most are met again and again, and are one thing then."""
    return Token(word, ((word, _NONE),))


def _words(run: list[tuple[str, Marks]]) -> Iterator[Token]:
    """Cut at the bounds of words; a word that runs over several leaves is one token of several pieces."""
    if len(run) == 1:
        text, marks = run[0]
        found = words.tokens(text)
        yield from (Token(word, ((word, marks),)) for word in found) if marks else map(_plain, found)
        return
    leaves = iter(run)
    text, marks = "", _NONE
    for word in words.tokens("".join(text for text, _ in run)):
        wanted, pieces = len(word), []
        while wanted:
            while not text:
                text, marks = next(leaves)
            pieces.append((text[:wanted], marks))
            wanted, text = wanted - len(pieces[-1][0]), text[len(pieces[-1][0]) :]
        yield Token(word, tuple(pieces))
