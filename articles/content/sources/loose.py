"""JSON from elsewhere, which nobody has checked: take what has the expected shape, and nothing else.

Raises for no shape at all; what is not there, or is something else, is empty.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .. import foreign

type Object = Mapping[str, Any]


def loads(raw: str) -> Any:
    """Read JSON as it stands on pages: line breaks in strings pass; raise ValueError for what is none."""
    return foreign.loads(raw, strict=False)


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
