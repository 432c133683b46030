"""Two sequences laid side by side: which items stayed, which went, which came.

A longest common subsequence, by rapidfuzz, which answers alike whichever of the two is called old; two sequences too
long for that are told as one whole that replaced another, between what they begin and end with.
"""

from collections.abc import Callable, Iterator, Sequence

from rapidfuzz.distance import LCSseq

# Items of one times items of the other, beyond what they begin and end with: 50 MB of memory, half a second.
MAX_CELLS = 400_000_000


def runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Yield (same, part of old, part of new) in order; parts of one run are equal where `same` is true.

    >>> list(runs("cat", "cut"))
    [(True, 'c', 'c'), (False, 'a', 'u'), (True, 't', 't')]
    """
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    if start:
        yield True, old[:start], new[:start]
    yield from _middle(old[start : len(old) - end], new[start : len(new) - end])
    if end:
        yield True, old[len(old) - end :], new[len(new) - end :]


def aligned[Item](
    old: Sequence[Item], new: Sequence[Item], text: Callable[[Item], str]
) -> Iterator[tuple[bool, Sequence[Item], Sequence[Item]]]:
    """Yield runs of items that are compared by a text of theirs."""
    x = y = 0
    for same, before, after in runs([text(item) for item in old], [text(item) for item in new]):
        yield same, old[x : x + len(before)], new[y : y + len(after)]
        x, y = x + len(before), y + len(after)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return the number of items that both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(old), len(new)))


def _middle(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    x = y = 0
    for left, right, length in (*_matches(old, new), (len(old), len(new), 0)):
        if x < left or y < right:
            yield False, old[x:left], new[y:right]
        x, y = left + length, right + length
        if length:
            yield True, old[left:x], new[right:y]


def _matches(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the runs that both have in common, in order: place in old, place in new, length."""
    if len(old) * len(new) > MAX_CELLS:
        return []
    if list(new) < list(old):
        return [(left, right, length) for right, left, length in _matches(new, old)]
    blocks = LCSseq.opcodes(old, new).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]
