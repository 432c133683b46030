"""The table itself: it agrees with itself, and its tests of values know good from bad."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import allowlist
from articles.content.allowlist import TAGS, allows, is_key, is_language, is_url, printable

from . import strategies


def test_every_attribute_has_a_test():
    assert {name for names in TAGS.values() for name in names} == set(allowlist.ATTRIBUTE_TESTS)


def test_no_tag_has_two_roles():
    roles = [allowlist.MARKS, allowlist.ATOMS, allowlist.ALIASES, allowlist.BOUNDARIES, allowlist.UNSEEN]
    names = [name for role in roles for name in role]
    assert len(names) == len(set(names))
    assert set(allowlist.MARKS) | allowlist.ATOMS == allowlist.INLINE <= set(TAGS)
    assert set(allowlist.ALIASES.values()) <= set(TAGS)
    assert not set(TAGS) & (set(allowlist.ALIASES) | allowlist.BOUNDARIES | allowlist.UNSEEN)


def test_headings_are_not_in_the_table():
    assert not [tag for tag in TAGS if re.fullmatch("h[1-6]", tag)]


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org", True),
        ("http://example.org:8080/a?b=1#c", True),
        ("HTTPS://EXAMPLE.ORG/", True),
        ("https://пример.рф/страница", True),
        ("https://[2001:db8::1]/", True),
        ("mailto:someone@example.org?subject=x", True),
        ("https://example.org/" + "a" * 1_980, True),
        ("https://example.org/" + "a" * 1_981, False),
        ("", False),
        ("example.org", False),
        ("/a", False),
        ("#a", False),
        ("//evil.example", False),
        ("javascript:123", False),
        ("vbscript:80", False),
        ("java\tscript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://example.org/", False),
        ("http:example.org", False),
        ("http:/example.org", False),
        ("http://", False),
        ("http:///a", False),
        ("http://:80/", False),
        ("http://@/", False),
        ("http://a:b/", False),
        ("http://a:99999/", False),
        ("http://[::1", False),
        ("http://a b/", False),
        ("http://a/\n", False),
        ("http://a\\b/", False),
        ('http://a/"b', False),
        ("http://a/<b>", False),
        ("http://a/\u2028", False),
        ("http://a/\ufdd0", False),
        ("http://a/\ud800", False),
        ("mailto:", False),
        ("mailto:someone", False),
        ("mailto:a@b@c", False),
        ("https\u200b://a/", False),
    ],
)
def test_address_is_good_or_bad(url, good):
    assert is_url(url) is good


@given(st.one_of(strategies.text, strategies.bad_urls, st.text("htps:/@[]?#.ab1%\\", max_size=20)))
def test_good_address_begins_with_its_scheme(url):
    assert not is_url(url) or url.lower().startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize(
    ("key", "good"),
    [("a", True), ("un-2008", True), ("1", True), ("a" * 64, True)]
    + [(bad, False) for bad in ("", "a" * 65, "-a", "A", "a_b", "a b", "á", "a\n", "١")],
)
def test_key_is_good_or_bad(key, good):
    assert is_key(key) is good


@pytest.mark.parametrize(
    ("code", "good"),
    [("en", True), ("my", True), ("sr-Latn", True), ("zh-Hant-TW", True)]
    + [(bad, False) for bad in ("", "e", "english-", "en_GB", "en\n", "мо", "a" * 9, "en-abcdefghi")],
)
def test_language_is_good_or_bad(code, good):
    assert is_language(code) is good


@pytest.mark.parametrize(
    ("tag", "attribute", "value", "good"),
    [
        ("p", "lang", "my", True),
        ("p", "dir", "rtl", True),
        ("p", "dir", "up", False),
        ("p", "class", "x", False),
        ("b", "lang", "my", False),
        ("th", "scope", "colgroup", True),
        ("td", "scope", "col", False),
        ("td", "colspan", "1000", True),
        ("td", "colspan", "1001", False),
        ("td", "rowspan", "0", False),
        ("td", "rowspan", "02", False),
        ("td", "rowspan", "٢", False),
        ("ol", "start", "7", True),
        ("ol", "start", "-1", False),
        ("figure", "data-image", "flag", True),
        ("a", "data-article", "中文", True),
        ("a", "data-article", "Not A Slug", False),
        ("a", "data-section", "history", True),
        ("cite", "data-ref", "un-2008", True),
        ("cite", "data-ref", "", False),
        ("cite", "data-locator", "p. 14", True),
        ("cite", "data-locator", "صفحهٔ می‌۱۲", True),
        ("cite", "data-locator", "", False),
        ("cite", "data-locator", " p. 14", False),
        ("cite", "data-locator", "p.\x0714", False),
        ("cite", "data-locator", "p" * 201, False),
    ],
)
def test_table_allows_or_not(tag, attribute, value, good):
    assert allows(tag, attribute, value) is good


@given(strategies.text)
def test_printable_text_stays_printable(raw):
    assert printable(printable(raw)) == printable(raw)
    assert set(printable(raw)) <= set(raw) | {"\n"}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_end_of_line_is_one(end):
    assert printable(f"a{end}b") == "a\nb"
