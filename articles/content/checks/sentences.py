"""Texts cut into sentences, with the citations that stand in each or directly after it.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number; marks of scripts that put no
space after them end it by themselves. Refuses to understand grammar: where it is in doubt, two sentences stay one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .language import Words

# What stands for a citation, and for a character that is not said: neither is in any body.
CITATION, HIDDEN = "\ufdd0", "\ufdd1"

_CLOSERS = "\"'”’“»›)\\]}」』”’）】〉》"
_END = re.compile(
    r"(?:(?P<spaced>[.!?…؟۔։።]+)|[。！？｡।॥။។]+|\n)"
    rf"[{_CLOSERS}]*(?P<cited>(?:\s*{CITATION})*)"
)
_ENDED = re.compile(rf"[.!?…؟۔։।。！？｡॥။][{_CLOSERS}]*$")
_INTRODUCTION = re.compile(rf"[:：][{_CLOSERS}]*$")
_BEFORE = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$|[^\W_]+$")
_AFTER = re.compile(r"[\s\"'“‘«„‚(\[]*([^\W_]+)?")
_CITED = re.compile(rf"\s*{CITATION}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its text without citations, what of it is read, its bounds in the line, whether it is cited."""

    text: str
    read: str
    start: int
    end: int
    is_cited: bool


def cut(text: str, read: str, words: Words) -> tuple[Sentence, ...]:
    """Cut a line into sentences; `read` is the text with what is not said hidden, and as long."""
    return tuple(sentence for start, end in _bounds(read, words) if (sentence := _sentence(text, read, start, end)))


def is_ended(text: str) -> bool:
    """Tell whether a mark that ends sentences stands at the end of a text."""
    return bool(_ENDED.search(text))


def is_introduction(text: str) -> bool:
    """Tell whether a text leads to what follows it."""
    return bool(_INTRODUCTION.search(text))


def plain(text: str) -> str:
    """Return a text on one line without its citations."""
    return " ".join((_CITED.sub("", text) if CITATION in text else text).split())


def _sentence(text: str, read: str, start: int, end: int) -> Sentence | None:
    said = plain(text[start:end])
    cited = CITATION in read[start:end]
    heard = said if text is read else plain(read[start:end])
    return Sentence(said, heard, start, end, cited) if said or cited else None


def _bounds(read: str, words: Words) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _END.finditer(read):
        if end["spaced"] is None or _is_end(read, end, words):
            yield start, end.end()
            start = end.end()
    yield start, len(read)


def _is_end(read: str, end: re.Match[str], words: Words) -> bool:
    """Tell whether a mark that needs a space after it ends a sentence."""
    after = _AFTER.match(read, end.end())
    following = (after and after[1]) or ""
    if after and len(following) == 1 and read.startswith(".", after.end()):
        following = f"{following}."
    if not end["cited"] and end.end() < len(read) and not read[end.end()].isspace():
        return False
    if following[:1].islower():
        return False
    if end["spaced"] != "." or end["cited"]:
        return True
    before = _BEFORE.search(read, max(0, end.start() - 24), end.start())
    return not (before and words.is_abbreviated(before[0], following))
