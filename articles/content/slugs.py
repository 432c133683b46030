"""Slugs: the last part of an article's address, in letters and digits of any script."""

import re
import unicodedata

from . import limits
from .words import fold

# What leaves no gap where it is left out: apostrophes, soft hyphens, joiners, marks of direction and variant.
_LOST = re.compile("['’\u00ad\u200d-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def slug(title: str) -> str:
    """Return a title as a slug; "" where it holds no letter and no digit.

    >>> slug("Belarus–Myanmar relations"), slug("São Tomé")
    ('belarus-myanmar-relations', 'sao-tome')
    """
    return joined(title)[: limits.SLUG].strip("-")


def is_slug(value: str) -> bool:
    """Tell whether value is a slug as this module writes them."""
    return bool(value) and len(value) <= limits.SLUG and joined(value) == value


def joined(text: str) -> str:
    """Return the words of a text in lower case, without Latin, Greek and Cyrillic accents, joined by hyphens."""
    letters = "".join(c for c in fold(text) if not _LOST.match(c))
    kept = (c if unicodedata.category(c)[0] in "LNM" else " " for c in unicodedata.normalize("NFC", letters))
    return "-".join("".join(kept).split())
