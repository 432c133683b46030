"""Searching public articles by the words of their titles and text: plain, over listings."""

import re
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from .content.words import fold
from .models import Listing

MAX_TERMS = 8
MAX_LENGTH = 200
_TERM = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader looks for: terms that must all occur; a term may hold spaces."""

    terms: tuple[str, ...]


def parse(raw: str) -> Query:
    """Read what was typed: words, and phrases in quotation marks; nothing in it is an error."""
    raw = " ".join(raw.replace("“", '"').replace("”", '"').replace("\x00", "").split())[:MAX_LENGTH]
    found = (fold(phrase or word.strip('"')).strip() for phrase, word in _TERM.findall(raw))
    return Query(tuple(dict.fromkeys(term for term in found if term))[:MAX_TERMS])


def find(query: Query) -> QuerySet[Listing]:
    """Return the public articles that hold every term, those with all of them in the title first."""
    if not query.terms:
        return Listing.objects.none()
    everywhere = titled = Q()
    for term in query.terms:
        everywhere &= Q(searched_title__contains=term) | Q(searched_text__contains=term)
        titled &= Q(searched_title__contains=term)
    rank = Case(
        When(searched_title=" ".join(query.terms), then=Value(0)),
        When(titled, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return Listing.objects.filter(everywhere).annotate(rank=rank).order_by("rank", "-linked_from", "sort_title", "pk")


def snippet(text: str, query: Query, *, length: int = 240) -> tuple[tuple[str, bool], ...]:
    """Return a stretch of text around the first term as (words, whether they were looked for) in order."""
    line = " ".join(text.split())
    spans = _spans(line, query)
    start = max(0, (spans[0][0] if spans else 0) - length // 3)
    start = line.rfind(" ", 0, start) + 1 if start else 0
    end = start + length
    end = len(line) if end >= len(line) else max(line.rfind(" ", start, end), start + 1)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    here = start
    for a, b in spans:
        if a < here or b > end:
            continue
        pieces += [(line[here:a], False), (line[a:b], True)]
        here = b
    pieces += [(line[here:end], False), *([(" …", False)] if end < len(line) else [])]
    return tuple(piece for piece in pieces if piece[0])


def _spans(line: str, query: Query) -> list[tuple[int, int]]:
    """Return where terms stand in the line, in its own characters."""
    folded, origin = [], []
    for position, character in enumerate(line):
        for each in fold(character):
            folded.append(each)
            origin.append(position)
    haystack = "".join(folded)
    spans: list[tuple[int, int]] = []
    for term in query.terms:
        at = haystack.find(term)
        while at >= 0 and len(spans) < 50:
            spans.append((origin[at], origin[at + len(term) - 1] + 1))
            at = haystack.find(term, at + len(term))
    return sorted(spans)
