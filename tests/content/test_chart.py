"""Charts: what is drawn stays in the drawing, and stands in proportion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import chart

values = st.lists(st.integers(0, 10**7), max_size=40)


@pytest.mark.parametrize(
    ("most", "edge"), [(0, 1), (1, 1), (2, 2), (9, 9), (10, 10), (11, 20), (99, 100), (100, 100), (501, 600)]
)
def test_upper_edge_is_round(most: int, edge: int) -> None:
    assert chart.top([most, 0]) == edge


@given(values)
def test_everything_stands_in_the_drawing(some: list[int]) -> None:
    edge = chart.top(some)
    assert edge >= max(some, default=0)
    for pair in chart.line(some, edge).split():
        x, y = map(float, pair.split(","))
        assert 0 <= x <= chart.WIDTH
        assert 0 <= y <= chart.HEIGHT
    for bar in chart.bars(some, edge):
        assert 0 <= bar.x <= bar.x + bar.width <= chart.WIDTH
        assert bar.y + bar.height == pytest.approx(chart.HEIGHT)


def test_bars_stand_in_proportion() -> None:
    one, two = chart.bars([5, 10], 10)
    assert (one.height, two.height) == (60, 120)
    assert one.x + one.width < two.x


def test_area_goes_down_to_the_ground() -> None:
    assert chart.area([5], 5) == "0,120 0,0 600,120"


def test_chart_draws_its_values_under_its_labels() -> None:
    drawn = chart.Chart(("Mon", "Tue"), (3, 9))
    assert drawn.edge == 9
    assert drawn.line == chart.line([3, 9], 9)
    assert drawn.area == chart.area([3, 9], 9)
    assert drawn.bars == chart.bars([3, 9], 9)
    assert drawn.rows == (("Tue", 9), ("Mon", 3))
