"""Two sequences side by side: nothing is lost, and what can stay stays."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import alignment
from articles.content.alignment import runs

ITEMS = st.text("abc", max_size=12)


@given(ITEMS, ITEMS)
def test_parts_joined_are_the_sequences(old, new):
    found = list(runs(old, new))
    assert "".join(str(left) for _, left, _ in found) == old
    assert "".join(str(right) for _, _, right in found) == new


@given(ITEMS, ITEMS)
def test_runs_are_equal_or_not(old, new):
    for same, left, right in runs(old, new):
        assert (left == right) is same
        assert left or right


@given(ITEMS, ITEMS)
def test_what_can_stay_stays(old, new):
    stayed = sum(len(left) for same, left, _ in runs(old, new) if same)
    assert stayed == _longest_common(old, new)


def _longest_common(old: str, new: str) -> int:
    row = [0] * (len(new) + 1)
    for left in old:
        before = row[:]
        for place, right in enumerate(new, start=1):
            row[place] = before[place - 1] + 1 if left == right else max(before[place], row[place - 1])
    return row[-1]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("a", "a", [(True, "a", "a")]),
        ("", "a", [(False, "", "a")]),
        ("ab", "b", [(False, "a", ""), (True, "b", "b")]),
        ("axbyc", "abc", [(True, "a", "a"), (False, "x", ""), (True, "b", "b"), (False, "y", ""), (True, "c", "c")]),
        ("abc", "xyz", [(False, "abc", "xyz")]),
    ],
)
def test_sequences_are_told(old, new, found):
    assert list(runs(old, new)) == found


@given(ITEMS, ITEMS)
def test_sides_can_be_swapped(old, new):
    assert [(same, right, left) for same, left, right in runs(new, old)] == list(runs(old, new))


def test_too_long_sequences_are_told_whole(monkeypatch):
    monkeypatch.setattr(alignment, "MAX_CELLS", 10)
    assert list(runs("<abcdefgh>", "<bcdefghijklmno>")) == [
        (True, "<", "<"),
        (False, "abcdefgh", "bcdefghijklmno"),
        (True, ">", ">"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param([str(n) for n in range(20_000)], [str(-n) for n in range(20_000)], id="nothing in common"),
        pytest.param(["x", "y"] * 10_000, ["y", "x", "z"] * 10_000, id="the same again and again"),
        pytest.param(["y"] * 3_000 + ["x"] * 50_000, ["x"] * 50_000 + ["z"] * 3_000, id="long runs off by some"),
    ],
)
def test_work_is_bounded(old, new):
    start = process_time()
    list(runs(old, new))
    assert process_time() - start < 10
