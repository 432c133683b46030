"""Places of rows: rising, and as few new ones as can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content.order import STEP, longest_rising, places

KEYS = st.sampled_from("abcdefghij")
ORDERS = st.lists(KEYS, unique=True)


@st.composite
def settled(draw):
    """Rows with rising places, and the order that they stand in."""
    order = draw(ORDERS)
    gaps = draw(st.lists(st.integers(1, 5), min_size=len(order), max_size=len(order)))
    return dict(zip(order, [sum(gaps[: n + 1]) for n in range(len(gaps))], strict=True)), order


@given(st.dictionaries(KEYS, st.integers(-3, 10 * STEP)), ORDERS)
def test_places_rise_in_the_order(current, order):
    found = places(current, order)
    assert list(found) == order
    assert all(before < after for before, after in zip([0, *found.values()], found.values(), strict=False))


@given(settled())
def test_unmoved_rows_keep_their_places(rows):
    current, order = rows
    assert places(current, order) == current


@given(settled())
def test_removed_rows_move_nobody(rows):
    current, order = rows
    assert places(current, order[::2]) == {key: current[key] for key in order[::2]}


@given(st.lists(KEYS, unique=True, min_size=2), st.data())
def test_moving_one_row_changes_one_row(order, data):
    current = places({}, order)
    moved = data.draw(st.sampled_from(order))
    rest = [key for key in order if key != moved]
    target = data.draw(st.integers(0, len(rest)))
    found = places(current, [*rest[:target], moved, *rest[target:]])
    assert sum(found[key] != current[key] for key in order) <= 1


@pytest.mark.parametrize(
    ("current", "order", "found"),
    [
        pytest.param({}, [], {}, id="nothing"),
        pytest.param({}, ["a", "b"], {"a": STEP, "b": 2 * STEP}, id="first places"),
        pytest.param({"a": 10}, ["a", "b"], {"a": 10, "b": 10 + STEP}, id="one at the end"),
        pytest.param({"a": 10, "b": 20}, ["a", "c", "b"], {"a": 10, "c": 15, "b": 20}, id="one between"),
        pytest.param({"a": 10, "b": 11}, ["a", "c", "b"], {"a": STEP, "c": 2 * STEP, "b": 3 * STEP}, id="no gap"),
        pytest.param({"a": 1}, ["b", "a"], {"b": STEP, "a": 2 * STEP}, id="no gap before the first"),
        pytest.param({"a": 0, "b": 0}, ["a", "b"], {"a": STEP, "b": 2 * STEP}, id="no places yet"),
        pytest.param({"a": 5, "b": 5}, ["a", "b"], {"a": 2, "b": 5}, id="equal places"),
    ],
)
def test_order_has_places(current, order, found):
    assert places(current, order) == found


@given(st.lists(st.integers(-2, 30), unique=True))
def test_rising_run_is_longest(numbers):
    rows = [(str(n), place) for n, place in enumerate(numbers)]
    kept = longest_rising(rows)
    run = [place for key, place in rows if key in kept]
    assert run == sorted(set(run))
    assert not run or run[0] >= 1
    assert len(run) == max((len(best) for best in _runs(numbers)), default=0)


def _runs(numbers: list[int]) -> list[list[int]]:
    ends: list[list[int]] = []
    for number in (number for number in numbers if number >= 1):
        ends.append([*max((run for run in ends if run[-1] < number), key=len, default=[]), number])
    return ends
