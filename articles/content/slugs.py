"""Slugs: the last part of an article's address, in letters and digits of any script."""

import unicodedata

MAX_LENGTH = 200


def slug(title: str) -> str:
    """Return a title as a slug; "" where it holds no letter and no digit.

    >>> slug("Belarus–Myanmar relations"), slug("São Tomé")
    ('belarus-myanmar-relations', 'sao-tome')
    """
    return joined(title)[:MAX_LENGTH].strip("-")


def is_slug(value: str) -> bool:
    """Tell whether value is a slug as this module writes them."""
    return bool(value) and len(value) <= MAX_LENGTH and joined(value) == value


def joined(text: str) -> str:
    """Return the words of a text in lower case, without Latin, Greek and Cyrillic accents, joined by hyphens."""
    parts = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", "").casefold())
    plain = unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))
    kept = (c if unicodedata.category(c)[0] in "LNM" else " " for c in plain)
    return "-".join("".join(kept).split())
