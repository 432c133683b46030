"""Slugs: letters of any script, one way of writing each."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content.limits import SLUG
from articles.content.slugs import is_slug, joined, slug

from . import strategies


@given(st.text(strategies.characters))
def test_joining_twice_changes_nothing(title):
    assert joined(joined(title)) == joined(title)


def test_joining_any_character_twice_changes_nothing():
    every = map(chr, range(0x110000))
    changing = [c for c in every if {c.casefold(), unicodedata.normalize("NFKD", c)} != {c}]
    assert len(changing) > 10_000
    assert not [hex(ord(c)) for c in changing if joined(joined(c)) != joined(c)]


@given(st.text(strategies.characters, max_size=300))
def test_slug_is_nothing_or_a_slug(title):
    assert slug(title) == "" or is_slug(slug(title))


@given(st.text(strategies.characters), st.integers(0, 300))
def test_long_slug_is_a_slug(title, number):
    assert slug("x" * number + title) == "" or is_slug(slug("x" * number + title))


@pytest.mark.parametrize(
    ("title", "joined_title"),
    [
        ("Belarus–Myanmar relations", "belarus-myanmar-relations"),
        ("São Tomé", "sao-tome"),
        ("People's  Republic’s", "peoples-republics"),
        ("rock＇n", "rockn"),
        ("straße", "strasse"),
        ("ΑΣ ς", "ασ-σ"),
        ("Ёлка", "елка"),
        ("İstanbul", "istanbul"),
        ("℡ ﬁn ｆｕｌｌ ½ K ①", "tel-fin-full-1-2-k-1"),
        ("foo\u00adbar", "foobar"),
        ("x\u200by", "x-y"),
        ("\u202eabc\u200e", "abc"),
        ("I ❤\ufe0f NY", "i-ny"),
        ("a_b--c", "a-b-c"),
        ("မြန်မာနိုင်ငံ", "မြန်မာနိုင်ငံ"),
        ("ශ්\u200dරී ලංකා", "ශ්රී-ලංකා"),
        ("می\u200cخواهم", "می-خواهم"),
        ("中文 维基", "中文-维基"),
        ("한국어", "한국어"),
        ("?!", ""),
        ("", ""),
    ],
)
def test_title_becomes_a_slug(title, joined_title):
    assert joined(title) == slug(title) == joined_title


@pytest.mark.parametrize(
    ("value", "good"),
    [("a", True), ("un-2008", True), ("中文", True), ("a" * SLUG, True)]
    + [(bad, False) for bad in ("", "A", "a b", "-a", "a-", "a--b", "é", "a_b", "a/b", "a" * (SLUG + 1), "½")],
)
def test_value_is_a_slug_or_not(value, good):
    assert is_slug(value) is good


def test_slug_ends_at_its_length():
    assert slug("word " * 100) == slug("word " * 40) == ("word-" * 40).strip("-")
    assert slug("a" * 500) == "a" * SLUG
