"""From what a source says to the fields of a Reference: the one way in for every format.

Readers tell what a source says, in the order in which it counts; the first value of each field that fits is taken.
Nothing is cut short, and nothing goes without being told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .. import limits
from . import archived
from .fits import Unfit, fit
from .found import Found, Left, as_json, in_order

# So many things that could not be kept are named; of the rest the number is told.
MAX_LEFT = 200
_BLANK: tuple[Any, ...] = ("", (), [], {}, None)

# Where a value goes: a field, and CSL's name within `extra`.
type _Slot = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a source says: for which field, what, under which name there; `key` is CSL's within "extra"."""

    field: str
    value: Any
    what: str
    origin: str
    key: str = ""


def gather(said: Iterable[Said], *, left: Iterable[Left] = (), alternatives: bool = False) -> Found:
    """Return the first value of each field that fits, and what was left.

    With `alternatives` a source says one thing in several ways, as pages do, and only what no other way replaced is
    told. Otherwise everything that is not kept is told, unless what is kept says it too.
    """
    kept: dict[_Slot, tuple[Any, str]] = {}
    refused: list[tuple[_Slot, Left]] = []
    for each in said:
        if each.value in _BLANK:
            continue
        slot = (each.field, each.key)
        try:
            value, rest = fit(each.field, each.value)
        except Unfit as error:
            refused.append((slot, Left.of(each.what, each.value, error.code)))
            continue
        if rest:
            refused.append((slot, Left.of(each.what, rest, "too-long" if each.field == "authors" else "no-place")))
        if value in _BLANK:
            continue
        first = kept.setdefault(slot, (value, each.origin))[0]
        if not alternatives and not _repeats(first, value):
            refused.append((slot, Left.of(each.what, each.value, "no-place")))
    told = [each for slot, each in refused if not (alternatives and slot in kept)]
    return _found(kept, [*left, *told])


def _named(left: list[Left]) -> tuple[Left, ...]:
    if len(left) <= MAX_LEFT:
        return tuple(left)
    return (*left[:MAX_LEFT], Left("…", f"+{len(left) - MAX_LEFT}", "no-place"))


def _found(kept: Mapping[_Slot, tuple[Any, str]], left: list[Left]) -> Found:
    values = {name: value for (name, key), (value, _) in kept.items() if not key}
    origins = {name: origin for (name, key), (_, origin) in kept.items() if not key}
    extra: dict[str, Any] = {}
    room = limits.REFERENCE["extra"]
    for (_, key), (value, origin) in kept.items():
        length = len(as_json({key: value})) if key else 0
        if length > room:
            left.append(Left.of(key, value, "too-long"))
        elif key:
            room -= length
            extra[key] = value
            values["extra"], origins["extra"] = extra, origin
    _split_copy(values, origins)
    return Found(in_order(values), in_order(origins), _named(left))


def _split_copy(values: dict[str, Any], origins: dict[str, str]) -> None:
    """Part the address of an archived copy into the page's, the copy's and its date."""
    copy = archived.copy(values.get("url", ""))
    if copy is None:
        return
    for name, value in (("archive_url", values["url"]), ("archive_date", copy.date)):
        if value and name not in values:
            values[name], origins[name] = value, origins["url"]
    values["url"] = copy.page


def _repeats(kept: Any, value: Any) -> bool:
    """Tell whether what is kept says this too: the same, or the same more precisely."""
    return bool(kept == value or (isinstance(kept, str) and kept.lower().startswith(str(value).lower())))
