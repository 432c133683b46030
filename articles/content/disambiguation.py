"""Pages that only tell articles of one name apart, known by what wikis call them. Refuses to read what they say."""

import re
from collections.abc import Iterable

from .words import fold

# What stands in brackets after a title, or begins the name of a category, in the larger wikis.
_NAMES = tuple(
    fold(name)
    for name in (
        "disambiguation",
        "Begriffsklärung",
        "homonymie",
        "desambiguación",
        "desambiguação",
        "disambigua",
        "doorverwijspagina",
        "ujednoznacznienie",
        "значения",
        "значення",
        "消歧义",
        "消歧義",
        "曖昧さ回避",
        "توضيح",
    )
)
_BRACKETED = re.compile(r"[(（]([^()（）]+)[)）]\s*$")


def is_disambiguation(title: str, categories: Iterable[str]) -> bool:
    """Tell whether a page of this title in these categories tells articles of one name apart.

    >>> is_disambiguation("Mercury (disambiguation)", ()), is_disambiguation("Mercury", ["Disambiguation pages"])
    (True, True)
    """
    bracketed = _BRACKETED.search(title)
    named = [bracketed[1], *categories] if bracketed else [*categories]
    return any(fold(each).strip().startswith(_NAMES) for each in named)
