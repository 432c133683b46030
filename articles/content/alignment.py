"""Two sequences laid side by side: which items stayed, which went, which came.

The shortest edit script of E. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), within a fixed
amount of work: two sequences with next to nothing in common are told as one whole that replaced another.
"""

from collections.abc import Iterator, Sequence

# Steps of the search, about a tenth of a second; enough for 700 items that differ.
MAX_WORK = 250_000


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


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return the number of items that both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(old), len(new)))


def _middle(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    x = y = 0
    for left, right, length in _blocks(_matches(old, new), len(old), len(new)):
        if x < left or y < right:
            yield False, old[x:left], new[y:right]
        x, y = left + length, right + length
        if length:
            yield True, old[left:x], new[right:y]


def _blocks(matches: list[tuple[int, int]], left_end: int, right_end: int) -> Iterator[tuple[int, int, int]]:
    """Yield (place in old, place in new, length) of each run of matches, and an empty one at the end."""
    left, right, length = -1, -1, 0
    for x, y in matches:
        if (x, y) != (left + length, right + length):
            if length:
                yield left, right, length
            left, right, length = x, y, 0
        length += 1
    if length:
        yield left, right, length
    yield left_end, right_end, 0


def _matches(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places (in old, in new) of a longest common subsequence; none where that is too much work."""
    reach = {1: 0}  # the furthest place in old on each diagonal (place in old minus place in new)
    rounds: list[dict[int, int]] = []
    work = 0
    while work <= MAX_WORK:
        edits = len(rounds)
        rounds.append(reach.copy())
        for diagonal in range(-edits, edits + 1, 2):
            before = _from(reach, diagonal, edits)
            x = start = reach[before] + (before < diagonal)
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            reach[diagonal] = x
            work += x - start + 1
            if x >= len(old) and x - diagonal >= len(new):
                return _traced(rounds, len(old), len(new))
    return []


def _from(reach: dict[int, int], diagonal: int, edits: int) -> int:
    """Return the diagonal from which the furthest path came: the next one by an insertion, the last by a deletion."""
    if diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1]):
        return diagonal + 1
    return diagonal - 1


def _traced(rounds: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """Follow the shortest path back from its end and return the matches on it, in order."""
    found: list[tuple[int, int]] = []
    for edits in range(len(rounds) - 1, -1, -1):
        before = _from(rounds[edits], x - y, edits)
        left = rounds[edits][before]
        while x > left and y > left - before:
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = left, left - before
    return found[::-1]
