"""Bodies as plain text, whole articles as text, and their beginnings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import plaintext, words
from articles.content.snapshot import Section, Snapshot

from . import reader, strategies

ARTICLE = Snapshot(
    title="T",
    slug="t",
    lead='<p>One lead.<cite data-ref="a"></cite></p>',
    sections=(Section(key="a", heading="First", body="<p>Two words.</p>"), Section(key="b", heading="Empty")),
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("", ""),
        ("<p>a<br><br>b</p><p>c</p>", "a\nb\nc"),
        ('<p>a <strong>b</strong><cite data-ref="r" data-locator="p. 1"></cite> c</p>', "a b c"),
        ("<ul><li>a</li><li><p>b</p><ol><li>c</li></ol></li></ul>", "a\nb\nc"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\nb"),
        ("<table><caption>c</caption><tbody><tr><th>a</th><td>b</td></tr></tbody></table>", "c\na\nb"),
        ("<pre>a\n  b\n\nc</pre>", "a\nb\nc"),
        ('<figure data-image="f"></figure>', ""),
        ("<p>a &lt;b&gt; &amp;amp;</p>", "a <b> &amp;"),
    ],
)
def test_body_becomes_text(body, text):
    assert plaintext.text(body) == text


@given(strategies.bodies)
def test_text_is_what_a_reader_sees(body):
    assert reader.sees(body, plaintext.text(body))


@given(strategies.bodies)
def test_text_has_no_blank_line(body):
    lines = plaintext.text(body).split("\n")
    assert lines == [""] or all(line.strip(" ") for line in lines)


def test_article_is_lead_headings_and_bodies():
    assert plaintext.whole(ARTICLE) == "One lead.\nFirst\nTwo words.\nEmpty"
    assert plaintext.word_count(ARTICLE) == 6


@given(strategies.bodies, st.integers(1, 60))
def test_excerpt_fits_and_begins_the_text(body, length):
    excerpt = plaintext.excerpt(body, length=length)
    line = " ".join(plaintext.text(body).split())
    assert len(excerpt) <= length
    assert excerpt == line or (excerpt.endswith("…") and line.startswith(excerpt.removesuffix("…")))


@pytest.mark.parametrize(
    ("text", "length", "excerpt"),
    [
        ("One two three", 13, "One two three"),
        ("One two three", 12, "One two…"),
        ("One two, three", 9, "One two…"),
        ("One two – (three)", 12, "One two…"),
        ("One two three", 5, "One…"),
        ("Unbreakable", 6, "Unbre…"),
        ("中文维基百科", 4, "中文维…"),
        ("a b", 1, "…"),
    ],
)
def test_excerpt_is_cut_between_words(text, length, excerpt):
    assert plaintext.excerpt(f"<p>{text}</p>", length=length) == excerpt


@given(strategies.bodies)
def test_cut_excerpt_holds_whole_words(body):
    excerpt = plaintext.excerpt(body, length=40).removesuffix("…")
    line = " ".join(plaintext.text(body).split())
    tokens = words.tokens(line)
    if len(line) > 40 and len(tokens[0]) < 20:
        starts = {"".join(tokens[:n]).rstrip(" ,;:–—-(") for n in range(len(tokens))}
        assert excerpt in starts
