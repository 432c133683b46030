"""Which passage of one Snapshot became which passage of another, wherever it stands now.

A passage is an outermost block of the lead or of a section. Equal ones are found first, in order and then anywhere;
those that changed are found between the equal ones, where one may have been split or several joined, and at last by the
phrases that they share. Whichever Snapshot is called old, the same passages are matched.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from rapidfuzz.distance import LCSseq

from . import alignment, weave
from .blocks import Block, blocks, passages
from .order import longest_rising
from .snapshot import Snapshot

# A passage that left its place is known again by this share of its words, if it has so many.
KNOWN_AGAIN = 0.5
FEWEST_WORDS = 4
# What may have been split into how many, or joined of how many; and the share of each part that must be found.
PARTS = 3
FOUND = 0.6
# Passages of one side times passages of the other, between two that stayed, up to which all pairs are weighed.
MAX_PAIRS = 900
# A phrase of three words in more passages than this tells nothing.
COMMON = 8

type Group = tuple[int, ...]
type Pair = tuple[Group, Group]


@dataclass(frozen=True)
class Passage:
    """An outermost block: the key of its section ("" for the lead), its place there, its markup."""

    section: str
    place: int
    html: str

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Return it as it is compared: read once, however often it is asked for."""
        return blocks(self.html)


@dataclass(frozen=True, slots=True)
class Match:
    """Passages of the old Snapshot, and what became of them: one of each, or one and several; none where one is new."""

    old: tuple[Passage, ...]
    new: tuple[Passage, ...]
    moved: bool = False

    @property
    def is_same(self) -> bool:
        """Tell whether nothing happened."""
        return not self.moved and [p.html for p in self.old] == [p.html for p in self.new]


def match(old: Snapshot, new: Snapshot) -> tuple[Match, ...]:
    """Match every passage of two Snapshots, in the order of the new one; those that went come at their old places."""
    sides = [_all(snapshot) for snapshot in (old, new)]
    turned = [(p.section, p.html) for p in sides[1]] < [(p.section, p.html) for p in sides[0]]
    pairs = _Matcher(*(reversed(sides) if turned else sides)).pairs()
    if turned:
        pairs = [(right, left) for left, right in pairs]
    moved = _moved(pairs, *sides, turned=turned)
    found = [
        Match(tuple(sides[0][n] for n in left), tuple(sides[1][n] for n in right), (left, right) in moved)
        for left, right in pairs
    ]
    paired = [{n for pair in pairs for n in pair[side]} for side in (0, 1)]
    found += [Match((passage,), ()) for n, passage in enumerate(sides[0]) if n not in paired[0]]
    found += [Match((), (passage,)) for n, passage in enumerate(sides[1]) if n not in paired[1]]
    return tuple(found)


def _all(snapshot: Snapshot) -> list[Passage]:
    return [Passage(key, n, html) for key, body in snapshot.bodies() for n, html in enumerate(passages(body))]


def _moved(pairs: Iterable[Pair], old: Sequence[Passage], new: Sequence[Passage], *, turned: bool) -> set[Pair]:
    """Return the pairs that left their section, or their place among those that stayed in it."""
    moved = set()
    stayed: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        section = old[pair[0][0]].section
        if section == new[pair[1][0]].section:
            stayed[section].append(pair)
        else:
            moved.add(pair)
    by = 0 if turned else 1
    for some in stayed.values():
        some.sort(key=lambda pair: pair[by])
        kept = longest_rising([(str(n), pair[1 - by][0] + 1) for n, pair in enumerate(some)])
        moved |= {pair for n, pair in enumerate(some) if str(n) not in kept}
    return moved


class _Side:
    """The passages of one Snapshot while they are matched."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.free = set(range(len(passages)))
        self._said: dict[int, list[str]] = {}

    @cached_property
    def sections(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            found[passage.section].append(number)
        return found

    def numbered(self, numbers: Iterable[int]) -> list[tuple[int, str]]:
        return [(number, self.passages[number].html) for number in numbers]

    def block(self, number: int) -> Block:
        return self.passages[number].blocks[0]

    def kind(self, number: int) -> str:
        return weave.kind(self.block(number))

    def said(self, number: int) -> list[str]:
        if number not in self._said:
            self._said[number] = weave.said(self.block(number))
        return self._said[number]


class _Matcher:
    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        self.old, self.new = _Side(old), _Side(new)
        self.found: list[Pair] = []

    def pairs(self) -> list[Pair]:
        """Return all pairs: of one and one, one and several, several and one."""
        gaps = list(self._in_order())
        self._anywhere()
        for left, right in gaps:
            self._between([n for n in left if n in self.old.free], [n for n in right if n in self.new.free])
        self._known_again()
        return self.found

    def _pair(self, left: Group, right: Group) -> None:
        self.found.append((left, right))
        self.old.free.difference_update(left)
        self.new.free.difference_update(right)

    def _in_order(self) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
        """Pair what is equal and in order in each section; yield what stands between."""
        for section, left in self.old.sections.items():
            numbered = self.old.numbered(left), self.new.numbered(self.new.sections.get(section, []))
            for same, *both in alignment.aligned(*numbered, itemgetter(1)):
                lefts, rights = ([number for number, _ in some] for some in both)
                if same:
                    for one, other in zip(lefts, rights, strict=True):
                        self._pair((one,), (other,))
                elif lefts and rights:
                    yield lefts, rights

    def _anywhere(self) -> None:
        """Pair what is equal wherever it stands, in the same section first."""
        for near in (True, False):
            waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
            for number in sorted(self.old.free, reverse=True):
                passage = self.old.passages[number]
                waiting[passage.html, passage.section if near else ""].append(number)
            for number in sorted(self.new.free):
                passage = self.new.passages[number]
                if left := waiting[passage.html, passage.section if near else ""]:
                    self._pair((left.pop(),), (number,))

    def _between(self, left: list[int], right: list[int]) -> None:
        """Pair what changed between two passages that stayed, so that as many words as can be are found again."""
        if not left or not right or len(left) * len(right) > MAX_PAIRS:
            return
        gap = _Gap(
            *([(side.block(n), side.said(n)) for n in some] for side, some in ((self.old, left), (self.new, right)))
        )
        for olds, news in gap.pairs():
            self._pair(tuple(left[olds]), tuple(right[news]))

    def _known_again(self) -> None:
        """Pair what left its place and changed there, by the phrases that both have."""
        index: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number in sorted(self.new.free):
            for phrase in _phrases(self.new.said(number)):
                index[phrase].append(number)
        likely: list[tuple[float, bool, int, int, int]] = []
        for number in sorted(self.old.free):
            shared: Counter[int] = Counter()
            for phrase in _phrases(self.old.said(number)):
                if len(index.get(phrase, ())) <= COMMON:
                    shared.update(index.get(phrase, ()))
            for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:COMMON]:
                share = self._share(number, other)
                if share >= KNOWN_AGAIN:
                    far = self.old.passages[number].section != self.new.passages[other].section
                    likely.append((-share, far, abs(number - other), number, other))
        for *_, number, other in sorted(likely):
            if number in self.old.free and other in self.new.free:
                self._pair((number,), (other,))

    def _share(self, number: int, other: int) -> float:
        if self.old.kind(number) != self.new.kind(other):
            return 0.0
        words = self.old.said(number), self.new.said(other)
        return 2 * weave.in_common(*words) / (len(words[0]) + len(words[1]))


class _Gap:
    """What stands between two passages that stayed: each of the old and new ones, and the words that it says."""

    def __init__(self, old: Sequence[tuple[Block, list[str]]], new: Sequence[tuple[Block, list[str]]]) -> None:
        self.old, self.new = old, new
        self.common = [[weave.in_common(left, right) for _, right in new] for _, left in old]

    def pairs(self) -> Iterator[tuple[slice, slice]]:
        """Yield who became whom, in order, so that as many words as can be are found again."""
        ends = len(self.old), len(self.new)
        best: dict[tuple[int, int], tuple[float, int, int]] = {ends: (0.0, 0, 0)}
        for x in range(ends[0], -1, -1):
            for y in range(ends[1], -1, -1):
                ways = [
                    (weight + best[x + dx, y + dy][0], dx, dy)
                    for dx, dy in _SHAPES
                    if (x + dx, y + dy) in best
                    and ((weight := self._weight(slice(x, x + dx), slice(y, y + dy))) or not dx * dy)
                ]
                best[x, y] = max(ways, default=best[ends])
        x = y = 0
        while (x, y) != ends:
            _, dx, dy = best[x, y]
            if dx * dy:
                yield slice(x, x + dx), slice(y, y + dy)
            x, y = x + dx, y + dy

    def _weight(self, old: slice, new: slice) -> float:
        olds, news = self.old[old], self.new[new]
        if not olds or not news:
            return 0.0
        if len(olds) == len(news) == 1:
            (left, before), (right, after) = olds[0], news[0]
            common = self.common[old.start][new.start]
            return weave.how_alike(weave.kind(left), weave.kind(right), len(before) + len(after), common)
        if len(olds) == 1:
            shared = self.common[old.start][new]
            return _found_again(olds[0], news, shared)
        return _found_again(news[0], olds, [row[new.start] for row in self.common[old]])


_SHAPES = ((1, 0), (0, 1), (1, 1), *((1, n) for n in range(2, PARTS + 1)), *((n, 1) for n in range(2, PARTS + 1)))


def _found_again(
    whole: tuple[Block, list[str]], parts: Sequence[tuple[Block, list[str]]], shared: list[float]
) -> float:
    """Return how many words of several paragraphs one holds in order; 0 where it does not hold a part of them."""
    if any(not said or FOUND * len(said) > common for (_, said), common in zip(parts, shared, strict=True)):
        return 0.0
    if any((block.tag, block.attributes) != ("p", whole[0].attributes) for block, _ in (whole, *parts)):
        return 0.0
    joined = [word for _, said in parts for word in said]
    if 2 * weave.in_common(whole[1], joined) < KNOWN_AGAIN * (len(whole[1]) + len(joined)):
        return 0.0
    hits = [False] * len(joined)
    for run in LCSseq.opcodes(whole[1], joined).as_matching_blocks():
        hits[run.b : run.b + run.size] = [True] * run.size
    start = 0
    for _, said in parts:
        if sum(hits[start : start + len(said)]) < FOUND * len(said):
            return 0.0
        start += len(said)
    return float(sum(hits))


def _phrases(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Return the phrases of three words; none of a passage that says too little to be known by."""
    if len(words) < FEWEST_WORDS:
        return set()
    return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}
