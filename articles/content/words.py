"""Words, as Unicode bounds them (UAX 29): the one place that decides where a word begins and ends."""

import unicodedata
from collections.abc import Iterable

import regex

_BOUNDARY = regex.compile(r"(?wV1)\b")
_WORD = regex.compile(r"[\p{L}\p{N}]")


def tokens(text: str) -> list[str]:
    """Split text at word boundaries; joined again, the tokens are the text.

    >>> tokens("can't stop")
    ["can't", ' ', 'stop']
    """
    return [token for token in _BOUNDARY.split(text) if token]


def count(text: str) -> int:
    """Return the number of words: tokens that hold a letter or a digit."""
    return counted(_BOUNDARY.split(text))


def counted(found: Iterable[str]) -> int:
    """Return how many of these tokens are words."""
    return sum(1 for token in found if _WORD.search(token))


def fold(text: str) -> str:
    """Return text so that what differs in case, compatibility or Latin, Greek and Cyrillic accents alone is equal.

    >>> fold("Coup d'État")
    "coup d'etat"
    """
    if text.isascii():
        return text.casefold()
    while (folded := _folded(text)) != text:
        text = folded
    return text


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))
