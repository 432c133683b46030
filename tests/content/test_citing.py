"""A Revision as a source to cite: the printed styles, and files that no title can break."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import citing
from articles.content.citing import Cited
from articles.content.clean import clean_line

from . import strategies

URL = "https://wiki.example.org/wiki/belarus-myanmar-relations/revisions/9/"
CITED = Cited(
    title="Belarus–Myanmar relations",
    site="Chancery",
    url=URL,
    published=datetime(2023, 9, 18, 14, 5, tzinfo=UTC),
    accessed=date(2026, 10, 20),
    number=9,
    language="en",
)
BACKSLASH = "\\"

titles = st.one_of(
    st.text(max_size=40),
    strategies.text,
    st.lists(
        st.sampled_from(["{", "}", BACKSLASH, '"', "%", "\r\n", "\n", "TY  - ", "ER  - ", "@", ",", "«كتاب»", " ", "a"])
    ).map("".join),
)
cited = st.builds(
    Cited,
    title=titles,
    site=titles,
    url=st.one_of(st.just(URL), titles.map("https://wiki.example.org/".__add__)),
    published=st.datetimes(timezones=st.just(UTC)),
    accessed=st.dates(),
    number=st.integers(1, 999_999_999),
    language=st.sampled_from(["en", "my", "zh-Hant"]),
)


def printed(parts: citing.Parts) -> str:
    """Return parts with the italics between asterisks."""
    return "".join(f"*{text}*" if is_italic else text for text, is_italic in parts)


# Printed styles -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "entry"),
    [
        (citing.apa, f"Belarus–Myanmar relations. (2023, September 18). In *Chancery*. {URL}"),
        (
            citing.chicago,
            "“Belarus–Myanmar relations.” In *Chancery*, revision 9. Last modified September 18, 2023. " + URL + ".",
        ),
        (
            citing.mla,
            f"“Belarus–Myanmar relations.” *Chancery*, revision 9, 18 Sept. 2023, {URL}. Accessed 20 Oct. 2026.",
        ),
    ],
)
def test_each_style_prints_the_title_first(style, entry):
    assert printed(style(CITED)) == entry


@pytest.mark.parametrize(
    ("title", "apa", "mla"),
    [
        ("Who rules?", "Who rules? (2023", "“Who rules?” *"),
        ("U.N.", "U.N. (2023", "“U.N.” *"),
        ("He said “no.”", "He said “no.” (2023", "“He said ‘no.’” *"),
        ("The “partner” (state)", "The “partner” (state). (2023", "“The ‘partner’ (state).” *"),
        ('The "partner"-"friend"', 'The "partner"-"friend". (2023', "“The ‘partner’-‘friend’.” *"),
        ("People's\nrepublic", "People's republic. (2023", "“People's republic.” *"),
        ("من؟", "من؟ (2023", "“من؟” *"),
    ],
)
def test_title_ends_in_one_stop_and_quotes_in_turn(title, apa, mla):
    assert printed(citing.apa(replace(CITED, title=title))).startswith(apa)
    assert printed(citing.mla(replace(CITED, title=title))).startswith(mla)


def test_site_that_ends_in_a_stop_gets_no_other():
    assert "In *Chancery Inc.* https" in printed(citing.apa(replace(CITED, site="Chancery Inc.")))


@pytest.mark.parametrize(
    ("month", "apa", "mla"),
    [
        (1, "January 1", "1 Jan. 2"),
        (2, "February 1", "1 Feb. 2"),
        (3, "March 1", "1 Mar. 2"),
        (4, "April 1", "1 Apr. 2"),
        (5, "May 1", "1 May 2"),
        (6, "June 1", "1 June 2"),
        (7, "July 1", "1 July 2"),
        (8, "August 1", "1 Aug. 2"),
        (9, "September 1", "1 Sept. 2"),
        (10, "October 1", "1 Oct. 2"),
        (11, "November 1", "1 Nov. 2"),
        (12, "December 1", "1 Dec. 2"),
    ],
)
def test_months_are_named_as_the_style_demands(month, apa, mla):
    made = replace(CITED, published=datetime(2023, month, 1, tzinfo=UTC))
    assert apa in printed(citing.apa(made))
    assert apa in printed(citing.chicago(made))
    assert mla in printed(citing.mla(made))


@given(cited)
def test_printed_entry_is_one_line_with_the_site_in_italics(given_one):
    for style in (citing.apa, citing.chicago, citing.mla):
        parts = style(given_one)
        assert [text for text, is_italic in parts if is_italic] == [clean_line(given_one.site)]
        assert len("".join(text for text, _ in parts).splitlines()) == 1


# Files ----------------------------------------------------------------------------------------------------


def test_bibtex_holds_the_citation():
    assert citing.bibtex(CITED) == (
        "@misc{chancery-belarus-myanmar-relations-9,\n"
        "  title = {{Belarus–Myanmar relations}},\n"
        "  howpublished = {\\url{" + URL + "}},\n"
        "  year = {2023},\n"
        "  month = sep,\n"
        "  note = {Revision 9 of 18 September 2023 in Chancery, accessed 20 October 2026},\n"
        "}\n"
    )


def test_ris_holds_the_citation():
    assert citing.ris(CITED) == (
        "TY  - ENCYC\r\n"
        "TI  - Belarus–Myanmar relations\r\n"
        "T2  - Chancery\r\n"
        "PY  - 2023\r\n"
        "DA  - 2023/09/18/\r\n"
        "ET  - revision 9\r\n"
        "LA  - en\r\n"
        f"UR  - {URL}\r\n"
        "Y2  - 2026/10/20/\r\n"
        "ER  - \r\n"
    )


def test_csl_holds_the_citation():
    assert json.loads(citing.csl(CITED)) == [
        {
            "id": "chancery-belarus-myanmar-relations-9",
            "type": "entry-encyclopedia",
            "title": "Belarus–Myanmar relations",
            "container-title": "Chancery",
            "issued": {"date-parts": [[2023, 9, 18]]},
            "accessed": {"date-parts": [[2026, 10, 20]]},
            "URL": URL,
            "version": "9",
            "language": "en",
        }
    ]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Belarus–Myanmar relations", "chancery-belarus-myanmar-relations-9"),
        ("São Tomé", "chancery-sao-tome-9"),
        ("?!", "chancery-9"),
        ("中文", "chancery-fiq228c-9"),
        ("中文 wiki", "chancery-wiki-4n1h080l-9"),
    ],
)
def test_key_names_the_article_in_any_script(title, key):
    assert citing.key(replace(CITED, title=title)) == key


@pytest.mark.parametrize(
    ("character", "written"),
    [
        ("\\", r"\textbackslash{}"),
        ("{", r"\textbraceleft{}"),
        ("}", r"\textbraceright{}"),
        ("$", r"\$"),
        ("&", r"\&"),
        ("#", r"\#"),
        ("_", r"\_"),
        ("%", r"\%"),
        ("^", r"\textasciicircum{}"),
        ("~", r"\textasciitilde{}"),
        ("<", r"\textless{}"),
        (">", r"\textgreater{}"),
        ("|", r"\textbar{}"),
        ("\n", " "),
    ],
)
def test_every_special_character_of_tex_is_escaped(character, written):
    assert f"{{{{a{written}b}}}}" in citing.bibtex(replace(CITED, title=f"a{character}b"))


def test_address_holds_only_what_addresses_may():
    made = replace(CITED, url='https://wiki.example.org/ä/%C3%A4/?a=1&b={"x"}\n\\#y')
    address = "https://wiki.example.org/%C3%A4/%C3%A4/?a=1&b=%7B%22x%22%7D%20%5C#y"
    assert f"howpublished = {{\\url{{{address}}}}}" in citing.bibtex(made)
    assert f"UR  - {address}\r\n" in citing.ris(made)


@given(cited)
def test_ris_reads_back_line_by_line(given_one):
    text = citing.ris(given_one)
    assert text.endswith("\r\nER  - \r\n")
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in text.removesuffix("\r\n").split("\r\n")]
    assert [line[1] for line in found if line] == "TY TI T2 PY DA ET LA UR Y2 ER".split()
    assert len(found) == len(text.splitlines()) == 10
    values = {line[1]: line[2] for line in found if line}
    assert values["TI"] == clean_line(given_one.title)
    assert values["T2"] == clean_line(given_one.site)
    assert values["UR"].isascii()


@given(cited)
def test_csl_loads_back_with_the_same_title(given_one):
    [item] = json.loads(citing.csl(given_one))
    assert item["title"] == given_one.title
    assert item["container-title"] == given_one.site
    assert item["issued"]["date-parts"] == [list(given_one.published.timetuple()[:3])]
    assert item["version"] == str(given_one.number)


@given(cited)
def test_bibtex_is_one_entry_with_the_title_in_it(given_one):
    kind, key, fields = entry(citing.bibtex(given_one))
    assert kind == "misc"
    assert re.fullmatch(r"[a-z0-9]+(-+[a-z0-9]+)*", key)
    assert list(fields) == ["title", "howpublished", "year", "month", "note"]
    assert untex(fields["title"]) == clean_line(given_one.title)
    assert "%" not in re.sub(r"\\%", "", fields["title"] + fields["note"])


def entry(text: str) -> tuple[str, str, dict[str, str]]:
    """Read an entry as BibTeX does: a value is a word, or all up to the brace that closes it."""
    head = re.match(r"@([a-z]+)\{([^,\s{}]+),\n", text)
    assert head
    fields, place = {}, head.end()
    while name := re.compile(r"  ([a-z]+) = ").match(text, place):
        begin = place = name.end()
        if text[begin] == "{":
            depth = 1
            while depth:
                place += 1
                depth += {"{": 1, "}": -1}.get(text[place], 0)
            fields[name[1]] = text[begin + 1 : place]
            place += 1
        else:
            place = text.index(",", begin)
            fields[name[1]] = text[begin:place]
        assert text[place : place + 2] == ",\n"
        place += 2
    assert text[place:] == "}\n"
    return head[1], head[2], fields


def untex(value: str) -> str:
    """Return what TeX would print of a title between its braces."""
    named = {
        "textbackslash": "\\",
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciicircum": "^",
        "textasciitilde": "~",
        "textless": "<",
        "textgreater": ">",
        "textbar": "|",
    }
    assert (value[0], value[-1]) == ("{", "}")
    return re.sub(r"\\(?:([a-z]+)\{\}|(.))", lambda found: named[found[1]] if found[1] else found[2], value[1:-1])
