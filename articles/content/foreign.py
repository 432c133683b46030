"""JSON that comes from outside, which nobody has checked, and what of it is refused.

Python writes and copies data only so deep, so nothing deeper gets in; databases do not take numbers that JSON does not
have.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from . import limits


class TooDeep(ValueError):
    """The text nests deeper than is read."""


def loads(raw: str | bytes, *, depth: int = limits.DEPTH, strict: bool = True) -> Any:
    """Read JSON; raise TooDeep for more than `depth` lists and objects in each other, ValueError for what is none.

    Without `strict`, line breaks in strings pass.
    """
    try:
        value = json.loads(raw, strict=strict, parse_constant=_refuse, parse_float=_finite)
    except RecursionError as error:
        raise TooDeep("nested too deep") from error
    if is_deep(value, depth):
        raise TooDeep("nested too deep")
    return value


def is_deep(value: Any, depth: int = limits.DEPTH) -> bool:
    """Tell whether more than so many lists and objects stand in each other."""
    level = list(_holders([value]))
    for _ in range(depth):
        level = [each for holder in level for each in _holders(holder)]
    return bool(level)


def _holders(holder: Any) -> Iterator[Any]:
    held: Iterable[Any] = holder.values() if isinstance(holder, Mapping) else holder
    return (each for each in held if isinstance(each, Mapping | list | tuple))


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text} is too large a number")
    return number
