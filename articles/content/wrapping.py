"""Text in lines for mail readers of any age: 72 columns, quoted as people quote.

Refuses to break a word or an address.
"""

import textwrap

WIDTH = 72


def wrapped(text: str, before: str = "") -> str:
    """Return text in lines of limited length, each with the same words before it; an empty line stays one.

    >>> wrapped("Which year? See https://example.org/", "> ")
    '> Which year? See https://example.org/'
    """
    lines: list[str] = []
    for line in text.splitlines():
        width = WIDTH - len(before)
        lines += textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join(f"{before}{line}".rstrip() for line in lines)
