"""The closed subset of HTML in which bodies are written: the one table of tags, attributes, schemes and characters.

The cleaner, the editor's buttons and the tests are driven from here, so that they cannot disagree. A tag or
an attribute that has no line here does not exist in Chancery. Headings are absent: they live in Section rows.
"""

import re
from urllib.parse import urlsplit

from . import limits
from .slugs import is_slug

# Tag -> attributes that it may carry. The order of the attributes is the order in which they are written.
TAGS: dict[str, tuple[str, ...]] = {
    # blocks
    "p": ("lang", "dir"),
    "blockquote": ("lang", "dir"),
    "pre": (),
    "ul": (),
    "ol": ("start",),
    "li": (),
    "dl": (),
    "dt": (),
    "dd": (),
    "table": (),
    "caption": (),
    "tbody": (),
    "tr": (),
    "th": ("scope", "colspan", "rowspan"),
    "td": ("colspan", "rowspan"),
    "figure": ("data-image",),
    # marks on text, outermost first: the order in which nested marks are always written
    "a": ("href", "data-article", "data-section"),
    "span": ("lang", "dir"),
    "strong": (),
    "em": (),
    "sub": (),
    "sup": (),
    "code": (),
    # atoms
    "cite": ("data-ref", "data-locator"),
    "br": (),
}

MARKS = ("a", "span", "strong", "em", "sub", "sup", "code")
ATOMS = frozenset({"cite", "br"})
INLINE = frozenset(MARKS) | ATOMS

# What other programs write for the same thing.
ALIASES = {"b": "strong", "i": "em", "tt": "code", "kbd": "code", "samp": "code", "q": "span", "bdi": "span"} | {
    "menu": "ul",
    "dir": "ul",
    "listing": "pre",
    "xmp": "pre",
    "plaintext": "pre",
}

# Tags that separate words although they have no line in the table: what they hold becomes paragraphs.
BOUNDARIES = frozenset(
    "address article aside body center details dialog div fieldset figcaption footer form frameset h1 h2 h3 h4 h5 h6"
    " header hgroup hr html legend main nav optgroup option search section select summary".split()
)

# Elements that a browser does not show: they go with all that they hold.
UNSEEN = frozenset("script style template head title noembed noframes iframe datalist audio video canvas".split())

SCHEMES = ("http", "https", "mailto")

MAX_LOCATOR = 200

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}", re.ASCII)
_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+", re.ASCII)
_UNSAFE_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"\u2028\u2029\ufeff]")
_UNSAFE_IN_HOST = re.compile(r"[%^|]")
_COUNT = re.compile(r"[1-9][0-9]{0,2}|1000", re.ASCII)

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Characters that have no place in text: controls, halves of surrogate pairs, noncharacters.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(17))
    + "]"
)


def printable(text: str) -> str:
    """Return text without the characters that cannot be shown; every way of ending a line becomes a newline."""
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", text))


def is_key(value: str) -> bool:
    """Tell whether value can name a section, a reference or an image within its article."""
    return bool(_KEY.fullmatch(value))


def is_language(value: str) -> bool:
    """Tell whether value has the shape of a language tag (BCP 47)."""
    return bool(_LANGUAGE.fullmatch(value))


def is_url(value: str) -> bool:
    """Tell whether value is an absolute address that a link may lead to.

    Stricter than the cleaner's own check, which takes `javascript:123` for a host and a port: the scheme must
    be written out and be one of SCHEMES, and web addresses must name a host. `//host/path` is refused.
    """
    if not value or len(value) > limits.URL or _UNSAFE_IN_URL.search(value) or value != printable(value):
        return False
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port  # raises where the port is no number
    except ValueError:
        return False
    scheme = value.partition(":")[0].lower()
    if scheme == "mailto":
        return bool(_MAIL.fullmatch(value[7:].partition("?")[0]))
    named = host != "" and not _UNSAFE_IN_HOST.search(host)
    return scheme in SCHEMES and value[len(scheme) :].startswith("://") and named


def _is_locator(value: str) -> bool:
    return bool(value) and len(value) <= MAX_LOCATOR and value == " ".join(value.split()) == printable(value)


def _is_count(value: str) -> bool:
    return bool(_COUNT.fullmatch(value))


# Attribute -> the test that its value must pass; a value that fails is dropped, the text stays.
ATTRIBUTE_TESTS = {
    "href": is_url,
    "data-article": is_slug,
    "data-section": is_key,
    "data-ref": is_key,
    "data-image": is_key,
    "data-locator": _is_locator,
    "lang": is_language,
    "dir": ("ltr", "rtl", "auto").__contains__,
    "scope": ("row", "col", "rowgroup", "colgroup").__contains__,
    "colspan": _is_count,
    "rowspan": _is_count,
    "start": _is_count,
}


def allows(tag: str, attribute: str, value: str) -> bool:
    """Tell whether the table lets this tag carry this attribute with this value."""
    return attribute in TAGS.get(tag, ()) and ATTRIBUTE_TESTS[attribute](value)
