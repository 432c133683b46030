"""What is known of a language: a few words of it, and how they are looked for. The words are in `wordlists`."""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of one language. The first three lists are words as they are written; the others patterns, one a line.

    `titles` never end a sentence; `abbreviations` do before one of `openers`. Where `ordinals` is set, a full stop
    after one or two digits makes an ordinal. A language that is not `spaced` writes its words without spaces.
    `moving` are words for a time that moves on. `asides` begin a text that leads elsewhere, `origins` one that says
    where a table is from; `apart` are headings under which nothing is stated.
    """

    titles: str = ""
    abbreviations: str = ""
    openers: str = ""
    ordinals: bool = False
    spaced: bool = True
    numbers: str = ""
    superlatives: str = ""
    moving: str = ""
    asides: str = ""
    origins: str = ""
    apart: str = ""

    def is_abbreviated(self, before: str, following: str) -> bool:
        """Tell whether a full stop after one word and before another belongs to the first."""
        if before in _listed(self.titles):
            return True
        if before.isdecimal():
            is_short = self.ordinals and len(before) <= 2
        else:
            is_short = len(before) == 1 or "." in before or before in _listed(self.abbreviations)
        return is_short and following not in _listed(self.openers)

    def number(self, text: str) -> str:
        """Return the first number that a text says in words, or ""."""
        return self._first(self.numbers, text)

    def superlative(self, text: str) -> str:
        """Return the first words of a text that say that something is the most of its kind, or ""."""
        return self._first(self.superlatives, text)

    def moved(self, text: str) -> str:
        """Return the first words of a text that name a time which moves on, or ""."""
        return self._first(self.moving, text)

    def is_aside(self, text: str) -> bool:
        """Tell whether a text leads elsewhere, as "See also" does."""
        return bool(self.asides and _pattern(self.asides, is_spaced=self.spaced).match(text))

    def is_origin(self, text: str) -> bool:
        """Tell whether a text says where something is from, as "Source:" does."""
        return bool(self.origins and _pattern(self.origins, is_spaced=self.spaced).match(text))

    def is_apart(self, heading: str) -> bool:
        """Tell whether nothing is stated under a heading."""
        return bool(self.apart and _pattern(self.apart, is_spaced=self.spaced).fullmatch(heading.strip()))

    def _first(self, patterns: str, text: str) -> str:
        found = _pattern(patterns, is_spaced=self.spaced).search(text) if patterns else None
        return found[0] if found else ""


@cache
def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


@cache
def _pattern(patterns: str, *, is_spaced: bool) -> re.Pattern[str]:
    either = "|".join(line.strip() for line in patterns.strip().split("\n"))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if is_spaced else either, re.IGNORECASE)
