"""What weighs in a statement: numbers, dates, quotations, superlatives; and whether another text says it too."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..words import tokens
from .language import Words

type Kind = Literal["number", "date", "quotation", "superlative"]

# Words of a quotation; fewer are a name, or a word held at arm's length.
LEAST_QUOTED = 4

# A number is no part of a name: "COVID-19", "G20", "A/RES/77/229".
_NUMBER = re.compile(r"(?<![\w/])(?<![^\W\d_][-–.])\d(?:[\d.,٫٬]*\d)?")
_YEAR = re.compile(r"1\d{3}|20\d\d")
_QUOTED = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"|‹([^‹›]+)›")
_WORD = re.compile(r"\w+")
_COMMAS = str.maketrans("", "", ",٬")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that weighs, and the words in which it is said."""

    kind: Kind
    words: str


def facts(text: str, words: Words) -> Iterator[Fact]:
    """Yield what weighs in a sentence."""
    for number in _NUMBER.findall(text):
        yield Fact("date" if _YEAR.fullmatch(number) else "number", _digits(number))
    if said := words.number(text):
        yield Fact("number", said)
    for start, end in quotations(text):
        yield Fact("quotation", text[start:end])
    if said := words.superlative(text):
        yield Fact("superlative", said)


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of others stand; names, titles of works and single words in quotation marks are none."""
    for found in _QUOTED.finditer(text):
        start, end = found.span(found.lastindex or 0)
        if _is_said(text[start:end]):
            yield start, end


def without_quotations(text: str) -> str:
    """Return a text without the words of others."""
    return _QUOTED.sub(" ", text)


def saying(text: str, words: Words) -> Callable[[Fact], bool]:
    """Return what tells whether a text says a fact: its numbers, or each word of it."""
    numbers = set(map(_digits, _NUMBER.findall(text)))
    known = set(_WORD.findall(text.casefold()))

    def says(fact: Fact) -> bool:
        if not words.spaced:
            return fact.words in text
        return fact.words in numbers or known.issuperset(_WORD.findall(fact.words.casefold()))

    return says


def _digits(number: str) -> str:
    return "".join(str(unicodedata.digit(sign, sign)) for sign in number.translate(_COMMAS))


def _is_said(quoted: str) -> bool:
    said = [token for token in tokens(quoted) if _WORD.match(token)]
    long = [word for word in said if len(word) > 3]
    return len(said) >= LEAST_QUOTED and not all(word[:1].isupper() for word in long)
