"""TeX as it stands in bibliographies: accents, symbols and marks in, plain text out, in one pass over the text.

No word is lost: a command that is not known goes, what stands in its braces stays, and where it has none, it stays
too. Braces and backslashes may be unbalanced, as they are in what people paste.
"""

import re
import unicodedata
from collections.abc import Iterator

from pylatexenc.latex2text import get_default_latex_context_db

# The marks that stand above or below a letter: by sign or by name, as the combining characters of Unicode.
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_DOTTED = {"ı": "i", "ȷ": "j"}
_SPACES = frozenset(" \n\t,;:\\")
_SILENT = frozenset("/-!@()[]")
_WORDS = {
    "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "slash": "/", "cprime": "ʹ", "cdprime": "ʺ", "string": "",
    "textless": "<", "textgreater": ">", "textbar": "|", "textbraceleft": "{", "textbraceright": "}",
    "textasciicircum": "^", "textasciitilde": "~", "dots": "…", "ldots": "…", "quad": " ", "qquad": " ",
    "newline": " ", "par": " ", "space": " ",
}  # fmt: skip
# Commands that only say how the words after them look.
_LOOKS = frozenset(
    "bf em it rm sc sf sl tt bfseries itshape mdseries normalfont rmfamily scshape sffamily slshape ttfamily upshape"
    " emph textbf textit textmd textnormal textrm textsc textsf textsl texttt textup underline uppercase lowercase"
    " mathbb mathbf mathcal mathfrak mathit mathrm mathsf mathtt mathscr text mbox hbox ensuremath protect relax"
    " enquote mkbibquote mkbibemph mkbibbold mkbibparens noopsort sp sb left right big Big bigl bigr nolinkurl path"
    " begin end displaystyle textstyle boldmath unboldmath tiny small large Large huge Huge normalsize".split()
)
_TOKEN = re.compile(
    r"\\(?:url|nolinkurl|path)\s*\{(?P<url>[^{}]*)\}|\\href\s*\{(?P<href>[^{}]*)\}"
    r"|\\(?:begin|end|color|textcolor|noopsort|label)\s*\{[^{}]*\}"
    r"|\\text(?P<place>super|sub)script\s*\{(?P<digits>[0-9+-]{1,9})\}"
    r"|\\(?P<name>[a-zA-Z]+)\*?[ \t\n]*|\\(?P<sign>.)|(?P<brace>[{}])"
    r"|(?P<raised>(?:\^|_)(?:\{[0-9+-]{1,9}\}|[0-9]))|(?P<said>---?|``|''|[~$`])|(?P<text>[^\\{}$~`'^_-]+|.)",
    re.DOTALL,
)
_SAID = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "~": " "}
_SUPER = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUB = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_RAISED = {"^": _SUPER, "_": _SUB, "super": _SUPER, "sub": _SUB}
_MOST_MARKS = 3
_PLAIN = re.compile(r"[^\\{}$~`'-]*")
_QUOTED = re.compile(r"(?<![`\\])`(?!`)")
_APOSTROPHE = re.compile(r"(?<!['\\])'(?!')")
_ESCAPED = re.compile(r"\\([_%&#$~{}^-])")
_TILDE = re.compile(r"\\string~|\\textasciitilde(?:\{\}|\s|\b)|\$\\sim\$|\\~\{\}")


def text(raw: str) -> str:
    r"""Return what TeX would print, as far as plain text can.

    >>> text(r"K{\"o}ln -- \emph{{\O}re} \& H$_2$O"), text(r"\unknown{kept} \lost")
    ('Köln – Øre & H₂O', 'kept \\lost')
    """
    if _PLAIN.fullmatch(raw):
        return raw
    if _QUOTED.search(raw):
        raw = _APOSTROPHE.sub("’", raw)
    return "".join(_pieces(raw))


def verbatim(raw: str) -> str:
    r"""Return an address or a number as it is meant, without the escapes that TeX asks for.

    >>> verbatim(r"\url{http://example.org/a\_b\%20c}")
    'http://example.org/a_b%20c'
    """
    bare = re.sub(r"\\(?:url|href|path|nolinkurl)\s*(?=\{)", "", _TILDE.sub("~", raw))
    return re.sub(r"[{}]", "", _ESCAPED.sub(r"\1", bare)).strip()


def _pieces(raw: str) -> Iterator[str]:
    """Yield the text piece by piece; accents wait for the letter that they belong to."""
    waiting = ""
    dollars = len(re.findall(r"(?<!\\)\$", raw)) % 2 == 0
    is_math = False
    for token in _TOKEN.finditer(raw):
        kind, said = token.lastgroup, token[0]
        accent = _ACCENTS.get(token["name"] or token["sign"] or "")
        if accent:
            waiting = (accent + waiting)[:_MOST_MARKS]
        elif waiting and said == "{":
            continue
        elif waiting and said == "}":
            yield _alone(waiting)
            waiting = ""
        elif said == "$" and dollars:
            is_math = not is_math
        elif kind == "raised":
            yield said[1:].strip("{}").translate(_RAISED[said[0]]) if is_math else said
        elif piece := _piece(token, raw):
            yield _accented(piece, waiting) if waiting else piece
            waiting = "" if piece.strip() else waiting
    yield _alone(waiting)


def _piece(token: re.Match[str], raw: str) -> str:
    kind, said = token.lastgroup, token[0]
    if kind == "url":
        return verbatim(token["url"])
    if kind == "href":
        return f"{verbatim(token['href'])} "
    if kind == "digits":
        return token["digits"].translate(_RAISED[token["place"]])
    if kind == "sign":
        return " " if token["sign"] in _SPACES else "" if token["sign"] in _SILENT else token["sign"]
    if kind == "name":
        return _command(token["name"], said, raw[token.end() : token.end() + 1])
    return "" if kind == "brace" or kind is None else _SAID.get(said, said)


def _command(name: str, said: str, after: str) -> str:
    if name in _LOOKS:
        return ""
    if name in _WORDS:
        return _WORDS[name]
    return _SYMBOLS.get(name) or ("" if after == "{" else said)


def _accented(piece: str, marks: str) -> str:
    """Put marks over the first letter of a piece; white space before it goes, as in TeX."""
    bare = piece.lstrip()
    if not bare:
        return ""
    return unicodedata.normalize("NFC", _DOTTED.get(bare[0], bare[0]) + marks) + bare[1:]


def _alone(marks: str) -> str:
    r"""Return the signs of marks that stand over nothing, as in `\~{}`."""
    signs = {mark: sign for sign, mark in _ACCENTS.items() if not sign.isalpha()}
    return "".join(signs.get(mark, "") for mark in reversed(marks))


def _symbols() -> Iterator[tuple[str, str]]:
    """Yield the commands that stand for one character, as pylatexenc knows them."""
    for spec in get_default_latex_context_db().iter_macro_specs():
        if isinstance(spec.simplify_repl, str) and len(spec.simplify_repl) == 1:
            yield spec.macroname, spec.simplify_repl


_SYMBOLS = dict(_symbols())
