"""What was read of one source: values with their origins, what could not be kept, and why a text is no source."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import limits
from ..clean import clean_line, clean_text
from ..snapshot import REFERENCE_FIELDS

_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that a source says and that a Reference could not keep: its name there, its value, and why.

    `code` is that of the Problem it would be ("bad-date", "too-long", ...), or "no-place" where no field takes it,
    "bad-value" where it is no text, "differs" where a catalogue says otherwise, "broken" for an entry that could not be
    read. `line` counts from 1; 0 is none.
    """

    what: str
    value: str
    code: str
    line: int = 0

    @classmethod
    def of(cls, what: str, value: Any, code: str, line: int = 0) -> "Left":
        """Tell of a value in words that a person can read; what is longer than a screen ends in an ellipsis."""
        return cls(clean_line(what), _told(value), code, line)


@dataclass(frozen=True, slots=True)
class Found:
    """One source: values by the names of a Reference, each with its origin, and what could not be kept.

    Origins are proper nouns ("Crossref", "og:title"), alike in every language. No values at all stand for a broken
    entry, whose text is in `left`.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    left: tuple[Left, ...] = ()

    def over(self, other: "Found") -> "Found":
        """Return what both say of one source; where both say something, what this one says."""
        values, origins = {**other.values, **self.values}, {**other.origins, **self.origins}
        if "extra" in self.values and "extra" in other.values:
            both = {**other.values["extra"], **self.values["extra"]}
            if len(as_json(both)) <= limits.REFERENCE["extra"]:
                values["extra"] = both
                origins["extra"] = ", ".join(dict.fromkeys((self.origins["extra"], other.origins["extra"])))
        return Found(in_order(values), in_order(origins), (*self.left, *other.left))

    def without(self, *names: str) -> "Found":
        """Return the same without some of its fields."""
        values, origins = ({n: v for n, v in each.items() if n not in names} for each in (self.values, self.origins))
        return Found(values, origins, self.left)


class UnreadableSource(Exception):
    """The text is no source that can be read: why (`code`), and on which line, counted from 1; 0 is none.

    Codes: "unknown", "too-long", "too-many", "empty", "broken", and those of `Left` for a lone identifier.
    """

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(f"{code} in line {line}" if line else code)
        self.code, self.line = code, line


def in_order[T](named: Mapping[str, T]) -> dict[str, T]:
    """Return the same by the order of a Reference's fields."""
    return {name: named[name] for name in REFERENCE_FIELDS if name in named}


def as_json(value: Any) -> str:
    """Write a value as the form does, where it counts its characters."""
    return json.dumps(value, ensure_ascii=False)


def _told(value: Any) -> str:
    if isinstance(value, tuple):
        value = "; ".join(each.as_line() for each in value)
    try:
        words = clean_text(value if isinstance(value, str) else as_json(value))
    except (RecursionError, ValueError):  # nested too deep, or a number of too many digits
        words = "…"
    return words if len(words) <= _TOLD else f"{words[: _TOLD - 1]}…"
