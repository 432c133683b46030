"""Small charts as numbers: where the points and bars of a drawing stand. Refuses to draw, and to say what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

# The drawing's own units; a page shows it at any size.
WIDTH, HEIGHT = 600, 120


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, and what it stands for."""

    x: float
    y: float
    width: float
    height: float
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers in their order, each under a label."""

    labels: tuple[str, ...]
    values: tuple[int, ...]

    @property
    def edge(self) -> int:
        """Return the value at the upper edge."""
        return top(self.values)

    @property
    def line(self) -> str:
        """Return the points of a line through the values."""
        return line(self.values, self.edge)

    @property
    def area(self) -> str:
        """Return the points of the surface under it."""
        return area(self.values, self.edge)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Return a bar for each value."""
        return bars(self.values, self.edge)

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """Return (label, value), the last one first, as a table tells them."""
        return tuple(zip(self.labels, self.values, strict=True))[::-1]


def top(values: Sequence[int]) -> int:
    """Return the round number at the upper edge of a chart: one digit and zeros.

    >>> top([3, 17]), top([]), top([200])
    (20, 1, 200)
    """
    most = max(values, default=0) or 1
    step: int = 10 ** (len(str(most)) - 1)
    return -(-most // step) * step


def line(values: Sequence[int], height: int) -> str:
    """Return the points of a line through the values, as SVG writes them; `height` is the value at the upper edge.

    >>> line([0, 10], 10)
    '0,120 600,0'
    """
    last = max(len(values) - 1, 1)
    return " ".join(f"{_n(WIDTH * at / last)},{_n(_y(value, height))}" for at, value in enumerate(values))


def area(values: Sequence[int], height: int) -> str:
    """Return the points of the surface under that line.

    >>> area([0, 10], 10)
    '0,120 0,120 600,0 600,120'
    """
    return f"0,{HEIGHT} {line(values, height)} {WIDTH},{HEIGHT}"


def bars(values: Sequence[int], height: int) -> tuple[Bar, ...]:
    """Return a bar for each value, with a gap of a quarter between them."""
    pitch = WIDTH / max(len(values), 1)
    return tuple(
        Bar(
            round(pitch * at, 2),
            round(_y(value, height), 2),
            round(pitch * 0.75, 2),
            HEIGHT - round(_y(value, height), 2),
            value,
        )
        for at, value in enumerate(values)
    )


def _y(value: int, height: int) -> float:
    return HEIGHT - HEIGHT * min(value, height) / height


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
