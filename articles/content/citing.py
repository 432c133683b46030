"""One Revision as a source to cite: in three printed styles and three files for reference managers.

No author stands before the title: an article has as many as its history tells. A title is never trusted to fit: each
format writes it so that nothing in it can end a field. Refuses to know where an article is kept, or what day it is.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from . import slugs
from .clean import clean_line

# (text, whether it is in italics), in the order in which they are printed.
type Parts = tuple[tuple[str, bool], ...]

_MONTHS = "January February March April May June July August September October November December".split()
_MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
_STOPPED = re.compile("[.!?…。！？؟۔।][\"'”’»)\\]]*$")
# BibTeX counts braces whether or not a backslash stands before them, so none may come alone.
_TEX = str.maketrans(
    {character: f"\\{character}" for character in "$&#_%"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What is cited: Revision `number` of an article, published at an aware time in the site's own zone.

    `url` is its permanent address; `accessed` is the day on which it is cited, `language` a tag of BCP 47.
    """

    title: str
    site: str
    url: str
    published: datetime
    accessed: date
    number: int
    language: str


# Printed styles -------------------------------------------------------------------------------------------


def apa(cited: Cited) -> Parts:
    """Return the entry of a reference list: APA, 7th edition, an entry of a wiki in an archived version.

    "Title. (2023, September 18). In *Site*. https://..."
    """
    title, site = clean_line(cited.title), clean_line(cited.site)
    day = cited.published
    return (
        (title, False),
        (f"{_stop(title)} ({day.year}, {_MONTHS[day.month - 1]} {day.day}). In ", False),
        (site, True),
        (f"{_stop(site)} ", False),
        (_uri(cited.url), False),
    )


def chicago(cited: Cited) -> Parts:
    """Return the entry of a bibliography: Chicago, 17th edition, notes and bibliography.

    "“Title.” In *Site*, revision 9. Last modified September 18, 2023. https://...."
    """
    title, day = clean_line(cited.title), cited.published
    modified = f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
    return (
        ("“", False),
        (_within_quotes(title), False),
        (f"{_stop(title)}” In ", False),
        (clean_line(cited.site), True),
        (f", revision {cited.number}. Last modified {modified}. ", False),
        (_uri(cited.url), False),
        (".", False),
    )


def mla(cited: Cited) -> Parts:
    """Return the entry of a list of works cited: MLA, 9th edition.

    "“Title.” *Site*, revision 9, 18 Sept. 2023, https://.... Accessed 20 Oct. 2026."
    """
    title = clean_line(cited.title)
    return (
        ("“", False),
        (_within_quotes(title), False),
        (f"{_stop(title)}” ", False),
        (clean_line(cited.site), True),
        (f", revision {cited.number}, {_day(cited.published, _MLA_MONTHS)}, ", False),
        (_uri(cited.url), False),
        (f". Accessed {_day(cited.accessed, _MLA_MONTHS)}.", False),
    )


# Files ----------------------------------------------------------------------------------------------------


def bibtex(cited: Cited) -> str:
    """Return an entry for BibTeX and BibLaTeX, in UTF-8; its address stands where the oldest styles print it too."""
    day = cited.published
    told = f"Revision {cited.number} of {_day(day, _MONTHS)} in {_tex(cited.site)}"
    fields = {
        "title": f"{{{{{_tex(cited.title)}}}}}",
        "howpublished": f"{{\\url{{{_uri(cited.url)}}}}}",
        "year": f"{{{day.year:04d}}}",
        "month": _MONTHS[day.month - 1][:3].lower(),
        "note": f"{{{told}, accessed {_day(cited.accessed, _MONTHS)}}}",
    }
    lines = (f"  {name} = {value},\n" for name, value in fields.items())
    return f"@misc{{{key(cited)},\n{''.join(lines)}}}\n"


def ris(cited: Cited) -> str:
    """Return a record in the tagged format of Research Information Systems: one field a line, each ended by CRLF."""
    fields = (
        ("TY", "ENCYC"),
        ("TI", clean_line(cited.title)),
        ("T2", clean_line(cited.site)),
        ("PY", f"{cited.published.year:04d}"),
        ("DA", _slashed(cited.published)),
        ("ET", f"revision {cited.number}"),
        ("LA", clean_line(cited.language)),
        ("UR", _uri(cited.url)),
        ("Y2", _slashed(cited.accessed)),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def csl(cited: Cited) -> str:
    """Return a list of one item in the JSON of the Citation Style Language, 1.0.2."""
    item = {
        "id": key(cited),
        "type": "entry-encyclopedia",
        "title": cited.title,
        "container-title": cited.site,
        "issued": _date_parts(cited.published),
        "accessed": _date_parts(cited.accessed),
        "URL": _uri(cited.url),
        "version": str(cited.number),
        "language": cited.language,
    }
    lines = (f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in item.items())
    return f"[\n  {{\n{',\n'.join(lines)}\n  }}\n]\n"


def key(cited: Cited) -> str:
    """Return the name of a citation, in lower-case ASCII letters, digits and hyphens; other scripts as Punycode.

    "chancery-belarus-myanmar-relations-9"
    """
    named = (slugs.slug(text).encode("punycode").decode("ascii").strip("-") for text in (cited.site, cited.title))
    return "-".join([*filter(None, named), str(cited.number)])


def _stop(text: str) -> str:
    """Return the full stop that a text needs at its end, if it needs one."""
    return "" if _STOPPED.search(text) else "."


def _within_quotes(text: str) -> str:
    """Return a text as it stands between double quotation marks: with single ones.

    >>> _within_quotes('The "partner" and the “friend”')
    'The ‘partner’ and the ‘friend’'
    """
    curled = re.sub(r'(^|[\s(\[/–—-])"', r"\1“", text).replace('"', "”")
    return curled.replace("“", "‘").replace("”", "’")


def _day(day: date, months: list[str]) -> str:
    return f"{day.day} {months[day.month - 1]} {day.year}"


def _slashed(day: date) -> str:
    return f"{day.year:04d}/{day.month:02d}/{day.day:02d}/"


def _date_parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _tex(text: str) -> str:
    return clean_line(text).translate(_TEX)


def _uri(text: str) -> str:
    """Return an address in the characters that a URI may hold; what is encoded already stays so."""
    return quote(clean_line(text), safe="%/:?#[]@!$&'()*+,;=~")
