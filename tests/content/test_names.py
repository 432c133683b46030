"""Names of authors: as lines of a form, as CSL, and back."""

import pytest
from hypothesis import given

from articles.content.names import Name, from_csl, from_line, from_lines

from . import strategies


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Krutoi, Dmitry", Name(family="Krutoi", given="Dmitry")),
        ("  Krutoi ,  Dmitry  A. ", Name(family="Krutoi", given="Dmitry A.")),
        (r"Oo\, Lwin, Jr.", Name(family="Oo, Lwin", given="Jr.")),
        (r"a\\, b\,", Name(family="a\\", given="b,")),
        ("a\\", Name(literal="a\\")),
        ("Smith, John, Jr.", Name(family="Smith", given="John, Jr.")),
        ("Krutoi,", Name(family="Krutoi")),
        ("Reuters", Name(literal="Reuters")),
        ("{Ministry of Trade, Minsk}", Name(literal="Ministry of Trade, Minsk")),
        ("{Reuters}", Name(literal="Reuters")),
        (", Dmitry", Name(literal="Dmitry")),
        ("{{a}}", Name(literal="{a}")),
        ("{a", Name(literal="{a")),
        ("မောင်မောင်", Name(literal="မောင်မောင်")),
        ("", None),
        ("  ", None),
        (",", None),
        ("{}", None),
        ("{ }", None),
    ],
)
def test_line_is_read(line, name):
    assert from_line(line) == name


@given(strategies.names)
def test_line_is_read_back(name):
    assert from_line(name.as_line()) == name


@given(strategies.names)
def test_csl_is_read_back(name):
    assert from_csl([name.as_csl()]) == (name,)


@pytest.mark.parametrize(
    ("csl", "name"),
    [
        ({"family": "Oo", "given": "Lwin", "suffix": "Jr"}, (Name(family="Oo", given="Lwin"),)),
        ({"family": "Oo", "literal": "Lwin Oo"}, (Name(literal="Lwin Oo"),)),
        ({"given": "Lwin"}, ()),
        ({}, ()),
    ],
)
def test_csl_is_read(csl, name):
    assert from_csl([csl]) == name


def test_blank_lines_name_nobody():
    assert from_lines("Oo, Lwin\n\n  \nReuters\n") == (Name(family="Oo", given="Lwin"), Name(literal="Reuters"))
