"""JSON from elsewhere, which nobody has checked: take what has the expected shape, and nothing else.

Raises for no shape at all; what is not there, or is something else, is empty.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

type Object = Mapping[str, Any]


def loads(raw: str) -> Any:
    """Read JSON as it stands on pages: line breaks in strings pass; raise ValueError for what is none.

    Numbers that JSON does not have (NaN, Infinity) are refused, and so is what nests deeper than Python reads.
    """
    try:
        return json.loads(raw, strict=False, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def text(value: Any) -> str:
    """Return a string or a number as text; of a list, its first."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def texts(value: Any) -> list[str]:
    """Return the texts of a list, or the one that stands in its place."""
    return [found for each in listed(value) if (found := text(each))]


def listed(value: Any) -> list[Any]:
    """Return a list as it is, anything else as a list of one, nothing as none."""
    return value if isinstance(value, list) else [] if value is None else [value]


def objects(value: Any) -> Iterator[Object]:
    """Yield the objects of a list, or the one that stands in its place."""
    return (each for each in listed(value) if isinstance(each, dict))


def at(value: Any, *names: str) -> Any:
    """Return what stands at a path of names; lists are entered at their first object.

    >>> at({"publisher": [{"name": "BBC"}]}, "publisher", "name")
    'BBC'
    """
    for name in names:
        value = next(objects(value), {}).get(name)
    return value
