"""Names of authors as formats write them. Only what a format says is taken apart, and nothing is guessed.

A name without a comma stays one literal: which of two words is the family's name differs from country to country,
and many people have none.
"""

import re
from collections.abc import Iterable

from ..clean import clean_line
from ..names import Name
from .loose import Object, text
from .unmarked import unmarked

_BY = re.compile(r"^by:?\s+", re.IGNORECASE)

type Names = tuple[Name, ...]


def inverted(line: str) -> Name | None:
    """Read a name that stands with the family's name first where it has a comma; None where it is blank.

    >>> inverted("Shannon, Claude E."), inverted("Than Shwe")
    (Name(family='Shannon', given='Claude E.', literal=''), Name(family='', given='', literal='Than Shwe'))
    """
    family, comma, given = clean_line(unmarked(line)).partition(",")
    return of(family, given) if comma else literal(family)


def of(family: str, given: str = "", *, particle: str = "", dropping: str = "", suffix: str = "") -> Name | None:
    """Return a name of its parts, particles and suffix kept where they are printed; None where all are blank.

    >>> of("Beethoven", "Ludwig", dropping="van")
    Name(family='Beethoven', given='Ludwig van', literal='')
    """
    family = clean_line(f"{particle} {family}")
    given = ", ".join(part for part in (clean_line(f"{given} {dropping}"), clean_line(suffix)) if part)
    return Name(family=family, given=given) if family else literal(given)


def literal(line: str) -> Name | None:
    """Return a name that is printed as it stands; None where it is blank."""
    said = clean_line(line)
    return Name(literal=said) if said else None


def from_csl(value: Object | str) -> Name | None:
    """Read a name variable of CSL-JSON with all its parts; a string in its place is read as `inverted` reads it."""
    if isinstance(value, str):
        return inverted(value)
    parts = {name: unmarked(text(value.get(name))) for name in _CSL_PARTS}
    if parts["literal"].strip():
        return literal(parts["literal"])
    return of(
        parts["family"],
        parts["given"],
        particle=parts["non-dropping-particle"],
        dropping=parts["dropping-particle"],
        suffix=parts["suffix"],
    )


_CSL_PARTS = ("literal", "family", "given", "non-dropping-particle", "dropping-particle", "suffix")


def all_of(names: Iterable[Name | None]) -> Names:
    """Return the names that are not blank."""
    return tuple(name for name in names if name)


def within(names: Names, limit: int) -> tuple[Names, Names]:
    """Part names into those that fit into a field of `limit` characters and the rest."""
    length = 0
    for place, name in enumerate(names):
        length += len(name.as_line()) + 1
        if length > limit:
            return names[:place], names[place:]
    return names, ()


def byline(line: str) -> Name | None:
    """Return the name that a page prints under a title, without "By"; an address is none.

    >>> byline("By Jane Doe")
    Name(family='', given='', literal='Jane Doe')
    """
    said = _BY.sub("", clean_line(unmarked(line)))
    return None if "://" in said or said.startswith("@") else literal(said)
