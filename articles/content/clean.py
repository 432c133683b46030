"""Raw markup in, a body out: the only module that imports bleach, and the only way into the closed subset.

`shape` brings what a browser would show into one dialect; bleach then has the last word on every tag,
attribute and scheme, driven from `allowlist`.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from bleach.sanitizer import BleachSanitizerFilter

from .allowlist import SCHEMES, TAGS, allows, printable
from .markup import Element, Nodes, parse, serialise
from .shape import shape

# Bleach's rules without its parser, which takes quadratic time over many siblings and over entities, reads HTML
# otherwise than browsers do, and is not thread-safe. The rules are asked about one tag at a time and hold no state.
_RULES = BleachSanitizerFilter(
    (), allowed_tags=TAGS, attributes=allows, allowed_protocols=SCHEMES, strip_disallowed_tags=True
)

# How JSON writes a control character; an escaped backslash before a `u` is none.
_CONTROL = re.compile(r"(\\\\)|\\u00[01].")


def clean(raw: str) -> str:
    """Return raw markup as a body in the closed subset; cleaning a body again changes nothing.

    The text that a reader would see is kept, whatever the markup around it.

    >>> clean('<div onclick="x()">A <b>bold</b> claim<script>alert(1)</script></div>')
    '<p>A <strong>bold</strong> claim</p>'
    """
    return serialise(_permitted(shape(parse(raw))))


def clean_line(raw: str) -> str:
    """Return plain text on one line: no control characters, runs of white space as one space."""
    return " ".join(printable(raw).split())


def clean_text(raw: str) -> str:
    """Return plain text whose line breaks are kept, without control characters."""
    return "\n".join(line.rstrip() for line in printable(raw).split("\n")).strip()


def clean_data(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return JSON data without control characters and halves of characters in its texts."""
    text = printable(json.dumps(dict(raw), ensure_ascii=False))
    cleaned: dict[str, Any] = json.loads(_CONTROL.sub(r"\1", text), strict=False)
    return cleaned


def _permitted(nodes: Nodes) -> Nodes:
    """Return the nodes that bleach permits; of an element that it does not, what it holds."""
    out: list[Element | str] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
            continue
        children = _permitted(node.children)
        attributes = {(None, name): value for name, value in node.attributes}
        tag = _RULES.sanitize_token({"type": "StartTag", "name": node.tag, "data": attributes})
        kept = tuple((name, value) for (_, name), value in tag["data"].items()) if tag else ()
        out += [Element(node.tag, kept, children)] if tag else children
    return tuple(out)
