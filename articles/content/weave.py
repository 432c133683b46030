"""Two versions of a passage woven into one tree: what stayed, went and came, at its place, in words and in structure.

Either version can be read out of the weave, exactly; and whichever is called old, the weave is the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import LCSseq

from . import alignment
from .blocks import ATOM, BREAK, Block, Token

type Shell = tuple[str, tuple[tuple[str, str], ...]]
type Op = Literal["same", "restyled", "replaced", "deleted", "inserted"]
type Side = Literal["old", "new"]
# Tokens that both sides have, or that one has in place of the other's.
type _Stretch = tuple[bool, Sequence[Token], Sequence[Token]]

# Of two blocks that stand in the same place, the share of words in common from which one is a version of the other.
ALIKE = 0.3
ALIKE_LISTS = 0.15
# A phrase of more words that both have in common is never taken for chance.
CHANCE = 3
# Blocks of one times blocks of the other, between two that stayed, up to which all pairs are weighed.
MAX_PAIRS = 1_600

_FAMILIES = {"ul": "list", "ol": "list", "td": "cell", "th": "cell"}


@dataclass(frozen=True, slots=True)
class Run:
    """A run of tokens. Those of both sides pair off where their text stayed, whatever marks are on it."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]

    @property
    def op(self) -> Op:
        """Tell what happened to it."""
        if self.old == self.new:
            return "same"
        if not self.new:
            return "deleted"
        if not self.old:
            return "inserted"
        return "restyled" if [t.text for t in self.old] == [t.text for t in self.new] else "replaced"


@dataclass(frozen=True, slots=True)
class Box:
    """A block: tag and attributes as they were and are (None where there was or is none), and what it holds."""

    old: Shell | None
    new: Shell | None
    boxes: tuple["Box", ...] = ()
    runs: tuple[Run, ...] = ()

    @property
    def op(self) -> Op:
        """Tell what happened to the block itself, whatever happened inside it."""
        if self.old == self.new:
            return "same"
        return "deleted" if self.new is None else "inserted" if self.old is None else "restyled"

    def walk(self) -> Iterator[Run]:
        """Yield the runs in it, in the order of the text."""
        yield from self.runs
        for box in self.boxes:
            yield from box.walk()


def weave(old: Sequence[Block], new: Sequence[Block]) -> tuple[Box, ...]:
    """Weave two sequences of blocks; what was one block and became another of the same kind is woven inside."""
    out: list[Box] = []
    for left, right in _paired(old, new):
        if left is None or right is None:
            out.append(alone(left, "old") if left else alone(right, "new"))  # type: ignore[arg-type]
        else:
            out.append(both(left, right))
    return tuple(out)


def both(old: Block, new: Block) -> Box:
    """Weave two versions of one block."""
    runs = text(old.tokens, new.tokens)
    return Box((old.tag, old.attributes), (new.tag, new.attributes), weave(old.blocks, new.blocks), runs)


def alone(block: Block, side: Side) -> Box:
    """Return a block that only one side has."""
    shell = (block.tag, block.attributes)
    runs = (_run(block.tokens, side),) if block.tokens else ()
    boxes = tuple(alone(each, side) for each in block.blocks)
    return Box(shell, None, boxes, runs) if side == "old" else Box(None, shell, boxes, runs)


def read_out(boxes: Iterable[Box], side: Side) -> tuple[Block, ...]:
    """Read one version out of a weave."""
    out: list[Block] = []
    for box in boxes:
        if (shell := getattr(box, side)) is not None:
            texts: list[list[Token]] = [[]]
            for token in (token for run in box.runs for token in getattr(run, side)):
                if token == BREAK:
                    texts.append([])
                else:
                    texts[-1].append(token)
            tag, attributes = shell
            out += (Block(tag, attributes, read_out(box.boxes, side), tuple(tokens)) for tokens in texts)
    return tuple(out)


def turned(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Return the weave with its sides swapped; of neighbours that came or went, those that went stand first."""
    out: list[Box] = []
    lone: list[Box] = []
    for box in boxes:
        swapped = Box(box.new, box.old, turned(box.boxes), tuple(Run(run.new, run.old) for run in box.runs))
        if None in (box.old, box.new):
            lone.append(swapped)
        else:
            out += (*sorted(lone, key=_came), swapped)
            lone = []
    return (*out, *sorted(lone, key=_came))


def _came(box: Box) -> bool:
    return box.old is None


# Text -----------------------------------------------------------------------------------------------------


def text(old: Sequence[Token], new: Sequence[Token]) -> tuple[Run, ...]:
    """Weave the tokens of two texts."""
    if not old or not new:
        return tuple(_run(tokens, side) for side, tokens in _sides(old, new) if tokens)
    found = alignment.aligned(old, new, lambda token: token.text)
    out: list[Run] = []
    for same, before, after in _without_chance(found):
        out += _stayed(before, after) if same else _changed(before, after)
    return tuple(out)


def _sides(old: Sequence[Token], new: Sequence[Token]) -> Iterator[tuple[Side, Sequence[Token]]]:
    yield "old", old
    yield "new", new


def _run(tokens: Sequence[Token], side: Side) -> Run:
    return Run(tuple(tokens), ()) if side == "old" else Run((), tuple(tokens))


def _stayed(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Run]:
    """Cut tokens of equal text where they begin or end to differ in their marks."""
    for is_same, group in groupby(zip(old, new, strict=True), lambda pair: pair[0] == pair[1]):
        before, after = zip(*group, strict=True)
        # The same tokens on both sides, so that comparing them costs nothing.
        yield Run(after, after) if is_same else Run(before, after)


def _changed(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Run]:
    """Tell tokens that others replaced; after as good as the same words, citations are paired, first with first."""
    said, cites = zip(*(_without_cites(tokens) for tokens in (old, new)), strict=True)
    if len(cites[0]) != len(cites[1]) or max(map(len, said)) > 2 * CHANCE:
        said, cites = (old, new), ((), ())
    if said[0] or said[1]:
        yield Run(tuple(said[0]), tuple(said[1]))
    yield from (Run((before,), (after,)) for before, after in zip(*cites, strict=True))


def _without_cites(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """Part tokens into those before the citations at their end, and these."""
    end = len(tokens)
    while end and tokens[end - 1].atom:
        end -= 1
    return tokens[:end], tokens[end:]


def _without_chance(found: Iterable[_Stretch]) -> list[_Stretch]:
    """Join changes that only a few letters in common part: what replaced a phrase is told as one."""
    out: list[_Stretch] = []
    for stretch in found:
        out.append(stretch)
        match out[-3:]:
            case [(False, *_), (True, *_), (False, *_)] if _is_chance(*out[-3:]):
                olds = [token for _, tokens, _ in out[-3:] for token in tokens]
                news = [token for _, _, tokens in out[-3:] for token in tokens]
                out[-3:] = [(False, olds, news)]
    return out


def _is_chance(before: _Stretch, middle: _Stretch, after: _Stretch) -> bool:
    if any(token.atom for token in middle[1]):
        return False
    said = [token.text for token in middle[1] if not token.text.isspace()]
    if not said:
        return True
    length = sum(map(len, said))
    around = [max(_length(change[1]), _length(change[2])) for change in (before, after)]
    return len(said) <= CHANCE and length <= min(around)


def _length(tokens: Sequence[Token]) -> int:
    return sum(len(token.text) for token in tokens if not token.atom)


# Blocks ---------------------------------------------------------------------------------------------------


def _paired(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Pair blocks in order: equal ones, and between these the ones most alike."""
    for same, olds, news in alignment.aligned(old, new, lambda block: block.html):
        if same or ((olds and olds[0].tag in ("td", "th", "tbody")) and len(olds) == len(news)):
            yield from zip(olds, news, strict=True)
        else:
            yield from _gap(olds, news)


def _gap(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    pairs = dict(_alike(old, new))
    start = 0
    for place, left in enumerate(old):
        if place not in pairs:
            yield left, None
            continue
        yield from ((None, right) for right in new[start : pairs[place]])
        yield left, new[pairs[place]]
        start = pairs[place] + 1
    yield from ((None, right) for right in new[start:])


def _alike(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the places of blocks to pair, rising on both sides, with as many words in common as can be."""
    if not old or not new:
        return []
    if len(old) * len(new) > MAX_PAIRS:
        return [(n, n) for n in range(min(len(old), len(new))) if likeness(old[n], new[n])]
    if [block.html for block in new] < [block.html for block in old]:
        return [(left, right) for right, left in _alike(new, old)]
    weights = [[likeness(left, right) for right in new] for left in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for x in range(len(old) - 1, -1, -1):
        for y in range(len(new) - 1, -1, -1):
            paired = weights[x][y] + best[x + 1][y + 1] if weights[x][y] else 0.0
            best[x][y] = max(paired, best[x + 1][y], best[x][y + 1])
    pairs, x, y = [], 0, 0
    while x < len(old) and y < len(new):
        if weights[x][y] and best[x][y] == weights[x][y] + best[x + 1][y + 1]:
            pairs.append((x, y))
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return pairs


def likeness(old: Block, new: Block) -> float:
    """Return how many words two blocks have in common, and more than 0 only where one is a version of the other."""
    left, right = said(old), said(new)
    return how_alike(kind(old), kind(new), len(left) + len(right), in_common(left, right))


def how_alike(old: str, new: str, length: int, common: float) -> float:
    """Return the likeness of blocks of two kinds, of so many words, so many of which they have in common."""
    if old != new:
        return 0.0
    enough = ALIKE if old == "text" else ALIKE_LISTS
    return common if 2 * common >= enough * length else 0.0


def kind(block: Block) -> str:
    """Return what a block can become without being another: lists are lists, texts are texts."""
    return "text" if block.holds_text else _FAMILIES.get(block.tag, block.tag)


def said(block: Block) -> list[str]:
    """Return the words and citations of a block."""
    return [text for token in block.walk() if (text := token.text)[0].isalnum() or text[0] == ATOM]


def in_common(left: Sequence[str], right: Sequence[str]) -> float:
    """Return how many words two texts have in common, in order; none where they are too long to tell."""
    if not left and not right:
        return 0.5  # two pictures, two empty cells
    if len(left) * len(right) > alignment.MAX_CELLS:
        return 0.0
    return float(LCSseq.similarity(left, right))
