"""What weighs in a statement: numbers, dates, quotations, superlatives; and whether another text says it too."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..words import tokens
from .language import Words

type Kind = Literal["number", "date", "quotation", "superlative"]

# Words of a quotation; fewer are a name, or a word held at arm's length.
LEAST_QUOTED = 5

# A number is no part of a name: "COVID-19", "G20", "A/RES/77/229". Scripts without case write it next to words.
_CASED = "A-Za-z\u00c0-\u024f\u0370-\u052f"
_APART = rf"(?<![{_CASED}\d_/])(?<![{_CASED}][-–.])"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º)?\.? (?:\w+\.? |de \w+ de )|[^\W\d]+ \d{1,2}, "
_DATE = re.compile(rf"{_APART}(?:{_DAY}|)(?:1\d{{3}}|20\d\d)(?!\d|[,.]\d)")
_NUMBER = re.compile(rf"{_APART}\d(?:[\d.,٫٬]*\d)?")
_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』|\"(?!\s)([^\"]*[^\"\s])\"|‹([^‹›]+)›"
)
_WORD = re.compile(r"\w+")
_COMMAS = str.maketrans("", "", ",٬")

# Letters of a word that tells what a sentence is about, and how many such words two sentences about one thing share.
TELLING, SHARED = 4, 2
# A word that stands in more sentences than these, and in more than one of so many, tells nothing.
FEW, ONE_OF = 3, 20


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that weighs, and the words in which it is said."""

    kind: Kind
    words: str


def facts(text: str, words: Words) -> Iterator[Fact]:
    """Yield what weighs in a sentence."""
    for date in _DATE.findall(text):
        yield Fact("date", date)
    for number in _NUMBER.findall(_DATE.sub(" ", text)):
        yield Fact("number", number)
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
    """Return a text with spaces where the words of others stand."""
    return _QUOTED.sub(lambda found: " " * len(found[0]), text)


type Terms = frozenset[str]


def saying(texts: Iterable[str], words: Words) -> Callable[[Fact, str], bool]:
    """Return what tells whether one of some sentences says a fact of another sentence, and of the same thing."""
    sentences = [_terms(text, words) for text in texts]
    holding: dict[str, list[Terms]] = {}
    for terms in sentences:
        for term in terms:
            holding.setdefault(term, []).append(terms)
    most = max(FEW, len(sentences) // ONE_OF)

    def says(fact: Fact, sentence: str) -> bool:
        wanted = _terms(fact.words, words)
        rest = (term for term in _terms(sentence, words) - wanted if len(term) >= TELLING)
        about = {term for term in rest if len(holding.get(term, ())) <= most}
        fewest = min((holding.get(term, []) for term in wanted), key=len, default=[])
        return any(wanted <= said and len(about & said) >= min(SHARED, len(about)) for said in fewest)

    return says


def _terms(text: str, words: Words) -> Terms:
    """Return the words and the numbers of a text in the form in which they are compared."""
    folded = text.casefold()
    rest = _NUMBER.sub(" ", folded)
    found = _WORD.findall(rest) if words.spaced else filter(_WORD.match, tokens(rest))
    return frozenset((*found, *map(_digits, _NUMBER.findall(folded))))


def _digits(number: str) -> str:
    return "".join(str(unicodedata.digit(sign, sign)) for sign in number.translate(_COMMAS))


def _is_said(quoted: str) -> bool:
    said = [token for token in tokens(quoted) if _WORD.match(token)]
    long = [word for word in said if len(word) > 3]
    return len(said) >= LEAST_QUOTED and not all(word[:1].isupper() for word in long)
