"""Places of rows in an order, so that moving one row changes one row and not all."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

STEP = 1 << 16


def places(current: Mapping[str, int], order: Sequence[str]) -> dict[str, int]:
    """Return key -> place for every key in order, rising; as many as can keep their current place.

    Where no whole number is free between two neighbours, all places are given afresh, STEP apart.

    >>> places({"a": 65536, "b": 131072, "c": 196608}, ["c", "a", "b"])
    {'c': 32768, 'a': 65536, 'b': 131072}
    """
    kept = longest_rising([(key, current[key]) for key in order if key in current])
    out: dict[str, int] = {}
    low = 0
    position = 0
    while position < len(order):
        end = position
        while end < len(order) and order[end] not in kept:
            end += 1
        high = current[order[end]] if end < len(order) else low + STEP * (end - position + 1)
        gap = (high - low) // (end - position + 1)
        if gap == 0:
            return {key: STEP * number for number, key in enumerate(order, start=1)}
        for number, key in enumerate(order[position:end], start=1):
            out[key] = low + gap * number
        if end < len(order):
            out[order[end]] = low = high
        position = end + 1
    return out


def longest_rising(rows: Sequence[tuple[str, int]]) -> set[str]:
    """Return the keys of a longest strictly rising run of places (key, place), none below 1."""
    ends: list[int] = []  # the lowest last place of a rising run of each length
    last: list[int] = []  # which row has it
    before: dict[int, int] = {}
    for number, (_, place) in enumerate(rows):
        if place < 1:
            continue
        length = bisect_right(ends, place - 1)
        if length:
            before[number] = last[length - 1]
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    keys: set[str] = set()
    here: int | None = last[-1] if last else None
    while here is not None:
        keys.add(rows[here][0])
        here = before.get(here)
    return keys
