"""What holds of everything that the cleaner returns, whatever it was given."""

from functools import cache
from html import unescape

import nh3
from bleach.sanitizer import Cleaner

from articles.content import plaintext
from articles.content.allowlist import SCHEMES, TAGS, allows
from articles.content.clean import clean
from articles.content.markup import parse, read

from . import reader


def broken(raw: str) -> list[str]:
    """Return the names of the laws that do not hold for this raw markup."""
    body = clean(raw)
    seen = reader.sees(raw, plaintext.text(body))
    return [*_broken_by(body), *(() if seen else ("the text is what a reader sees",))]


@cache
def _broken_by(body: str) -> tuple[str, ...]:
    """Return the names of those that do not hold for a body, once: most attacks come to one of a few."""
    held = {
        "cleaning twice changes nothing": clean(body) == body,
        "bodies are read as any markup is": read(body) == parse(body),
        "only the table comes out": within_the_table(body),
        "nh3 finds nothing to remove": nh3_agrees(body),
        "bleach finds nothing to remove": bleach_agrees(body),
    }
    return tuple(law for law, holds in held.items() if not holds)


def within_the_table(body: str) -> bool:
    """Tell whether an independent parser finds nothing but tags, attributes and values of the table."""
    return all(
        tag in TAGS and all(allows(tag, name, value) for name, value in attributes.items())
        for tag, attributes in reader.elements(body)
    )


def nh3_agrees(body: str) -> bool:
    """Tell whether a cleaner of another make, given the same table, leaves elements and text as they are."""
    cleaned = nh3.clean(
        body,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in TAGS.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    same = list(reader.elements(cleaned)) == list(reader.elements(body))
    return same and reader.text(cleaned) == reader.text(body)


def bleach_agrees(body: str) -> bool:
    """Tell whether the whole of bleach, its own parser and writer included, changes nothing."""
    cleaner = Cleaner(
        tags=frozenset(TAGS),
        attributes=lambda tag, name, value: allows(tag, name, unescape(value)),
        protocols=SCHEMES,
        strip=True,
    )
    return str(cleaner.clean(body)) == body
