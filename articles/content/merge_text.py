"""Two edits of one body brought together, passage by passage.

What only one of them touched is taken; new passages of both stand one after the other, theirs first; a passage that
both changed, or both wrote in other words, is a clash.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from . import alignment, blocks, plaintext

# How much of the words of two new passages is the same where they say one thing in two ways: 0 to 1.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages that stand side by side: as they were, as they made them, as I did. `merged` is None at a clash."""

    base: str
    theirs: str
    mine: str
    merged: str | None


def stretches(base: str, theirs: str, mine: str) -> Iterator[Stretch]:
    """Yield a body in stretches, in order.

    >>> found = stretches("<p>a</p><p>b</p>", "<p>A</p><p>b</p>", "<p>a</p><p>B</p>")
    >>> "".join(stretch.merged for stretch in found)
    '<p>A</p><p>B</p>'
    """
    for was, other, own in _cut(*(blocks.passages(each) for each in (base, theirs, mine))):
        if len(was) == len(other) == len(own):
            yield from (_stretch([x], [y], [z]) for x, y, z in zip(was, other, own, strict=True))
        else:
            yield _stretch(was, other, own)


def _stretch(was: Sequence[str], other: Sequence[str], own: Sequence[str]) -> Stretch:
    merged: Sequence[str] | None = None
    if own in (was, other):
        merged = other
    elif other == was:
        merged = own
    elif not was and not _alike(other, own):
        merged = [*other, *own]
    return Stretch("".join(was), "".join(other), "".join(own), None if merged is None else "".join(merged))


def _alike(other: Sequence[str], own: Sequence[str]) -> bool:
    """Tell whether a passage of one says what a passage of the other says, in part."""
    left, right = ([plaintext.text(passage).split() for passage in each] for each in (other, own))
    return any(LCSseq.normalized_similarity(x, y) >= _ALIKE for x in left for y in right)


def _cut(
    base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
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
