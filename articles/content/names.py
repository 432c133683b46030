"""Names of authors, as CSL has them: a family and a given name, or one literal for bodies and mononyms.

In a form a name is a line: `Krutoi, Dmitry`, or a literal as it is, in braces where it holds a comma. A comma that is
part of a family name has a backslash before it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SPECIAL = re.compile(r"[\\,{}]")
_ESCAPED = re.compile(r"\\(.)")
_PARTS = re.compile(r"((?:\\.|[^\\,]|\\$)*)(,?)(.*)")


@dataclass(frozen=True, slots=True)
class Name:
    """One author: either family (and given), or literal."""

    family: str = ""
    given: str = ""
    literal: str = ""

    def as_line(self) -> str:
        """Write the name as a line of a form."""
        if self.literal:
            return f"{{{self.literal}}}" if _SPECIAL.search(self.literal) else self.literal
        family, given = (_SPECIAL.sub(r"\\\g<0>", part) for part in (self.family, self.given))
        return f"{family}, {given}" if given else f"{family},"

    def as_csl(self) -> dict[str, str]:
        """Write the name as a CSL-JSON name variable."""
        return {part: value for part in ("family", "given", "literal") if (value := getattr(self, part))}


def from_line(line: str) -> Name | None:
    """Read a line of a form; None where it is blank.

    >>> from_line("Krutoi, Dmitry")
    Name(family='Krutoi', given='Dmitry', literal='')
    """
    line = " ".join(line.split())
    if line.startswith("{") and line.endswith("}"):
        line = line[1:-1].strip()
        return Name(literal=line) if line else None
    found = _PARTS.fullmatch(line)
    assert found is not None, "the pattern takes every line"
    family, comma, given = (_ESCAPED.sub(r"\1", part or "").strip() for part in found.groups())
    if not family:
        return Name(literal=given) if given else None
    return Name(family=family, given=given) if comma else Name(literal=family)


def from_lines(text: str) -> tuple[Name, ...]:
    """Read one name from each line that is not blank."""
    return tuple(name for line in text.splitlines() if (name := from_line(line)))


def from_csl(names: Iterable[Mapping[str, str]]) -> tuple[Name, ...]:
    """Read CSL-JSON names; parts other than family, given and literal are not kept."""
    return tuple(
        Name(literal=name["literal"]) if name.get("literal") else Name(name.get("family", ""), name.get("given", ""))
        for name in names
        if name.get("literal") or name.get("family")
    )
