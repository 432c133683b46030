"""Text as publishers' programs write it, with bits of markup in it: tags out, entities read, words kept.

Only tags that such titles hold are taken for tags, so that "a < b" and "List<String>" stay. It makes nothing safe:
what comes out is plain text, to be escaped wherever it is shown.
"""

import re
from html import unescape

# HTML's own, and what JATS and MathML have with a prefix or without.
_TAG = re.compile(
    r"</?(?:(?P<apart>br|p|div|li|title|sec|jats:(?:p|title|sec|list-item))"
    r"|i|b|u|em|strong|sub|sup|tt|sc|scp|small|span|a|font|nobr|italic|bold|roman|monospace|underline|xref|ovl"
    r"|inline-formula|alternatives|named-content|styled-content|tex-math|m[a-z]+|(?:jats|mml):[a-z-]+)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
# "&amp;amp;lt;" has been seen: escaped by each program on the way.
_DEEPEST = 3


def unmarked(text: str) -> str:
    """Return the words of a text that may hold markup.

    >>> unmarked("The <i>Tatmadaw</i> &amp; H<sub>2</sub>O, a &lt; b")
    'The Tatmadaw & H2O, a < b'
    """
    return _TAG.sub(lambda found: " " if found["apart"] else "", entities(text))


def entities(text: str) -> str:
    """Return a text with its entities read, however often they were escaped."""
    for _ in range(_DEEPEST):
        read = _ENTITY.sub(lambda found: unescape(found[0]), text)
        if read == text:
            break
        text = read
    return text
