"""Two edits of one body brought together, passage by passage.

What only one of them touched is taken; new passages of both stand one after the other, theirs first; a passage that
both changed, or both wrote in other words, is a clash.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from . import alignment, blocks, plaintext

# Passages of the three versions: as they were, as they made them, as I did.
type _Three = tuple[Sequence[str], Sequence[str], Sequence[str]]

# How much of the words of two new passages is the same where they say one thing in two ways: 0 to 1.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages that stand side by side: as they were, as they made them, as I did. `merged` is None at a clash.

    The first of them is, or would be, the `nth` of its kind (paragraph, list, table) in mine.
    """

    base: str
    theirs: str
    mine: str
    merged: str | None
    nth: int


def stretches(base: str, theirs: str, mine: str) -> Iterator[Stretch]:
    """Yield a body in stretches, in order.

    >>> found = stretches("<p>a</p><p>b</p>", "<p>A</p><p>b</p>", "<p>a</p><p>B</p>")
    >>> "".join(stretch.merged for stretch in found)
    '<p>A</p><p>B</p>'
    """
    before: Counter[str] = Counter()
    for was, other, own in _singly(_cut(*(blocks.passages(each) for each in (base, theirs, mine)))):
        yield _stretch(was, other, own, nth=before[kind((*own, *other, *was)[0])] + 1)
        before.update(map(kind, own))


def kind(passage: str) -> str:
    """Return the tag of a passage's outermost block."""
    return passage[1:].split(">", 1)[0].split(" ", 1)[0]


def _stretch(was: Sequence[str], other: Sequence[str], own: Sequence[str], *, nth: int) -> Stretch:
    merged: Sequence[str] | None = None
    if own in (was, other):
        merged = other
    elif other == was:
        merged = own
    elif not was and not _alike(other, own):
        merged = [*other, *own]
    return Stretch("".join(was), "".join(other), "".join(own), None if merged is None else "".join(merged), nth)


def _alike(other: Sequence[str], own: Sequence[str]) -> bool:
    """Tell whether a passage of one is a passage of the other, or says in part what it says."""
    left, right = ([plaintext.text(passage).split() for passage in each] for each in (other, own))
    pairs = ((x, y) for x in left for y in right if x and y)
    return not set(other).isdisjoint(own) or any(LCSseq.normalized_similarity(x, y) >= _ALIKE for x, y in pairs)


def _singly(found: Iterable[_Three]) -> Iterator[_Three]:
    """Take apart what all three have the same number of passages of."""
    for three in found:
        if len({*map(len, three)}) == 1:
            yield from zip(*([[passage] for passage in side] for side in three), strict=True)
        else:
            yield three


def _cut(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> Iterator[_Three]:
    """Cut three versions wherever neither edit reaches across."""
    others, owns = _places(base, theirs), _places(base, mine)
    x = y = z = 0
    for place in (place for place in range(len(base) + 1) if place in others and place in owns):
        # First what stands before the place, then what was put in there.
        for left, right in zip(others[place], owns[place], strict=True):
            if (x, y, z) != (place, left, right):
                yield base[x:place], theirs[y:left], mine[z:right]
            x, y, z = place, left, right


def _places(base: Sequence[str], edited: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Return place between passages of base -> the places in the edited version where what came there begins and ends.

    A place inside of a run of passages that were replaced has no counterpart.
    """
    out = {0: (0, 0)}
    x = y = 0
    for same, before, after in alignment.runs(base, edited):
        if same:
            out |= {x + n: (y + n, y + n) for n in range(1, len(before))}
        if not before:
            out[x] = (y, y + len(after))
        else:
            out[x + len(before)] = (y + len(after), y + len(after))
        x, y = x + len(before), y + len(after)
    return out
