"""Cleaning: what it lets through, what it keeps, and that doing it again changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from time import process_time

import pytest
from hypothesis import assume, given

from articles.content import clean as module
from articles.content import plaintext
from articles.content.clean import clean, clean_data, clean_line, clean_text
from articles.content.markup import Element

from . import laws, reader, strategies


@given(strategies.soup)
def test_cleaning_twice_changes_nothing(raw):
    body = clean(raw)
    assert clean(body) == body


@given(strategies.text)
def test_cleaning_text_twice_changes_nothing(raw):
    body = clean(raw)
    assert clean(body) == body


@given(strategies.soup)
def test_only_the_table_comes_out(raw):
    assert laws.within_the_table(clean(raw))


@given(strategies.soup)
def test_nh3_finds_nothing_to_remove(raw):
    assert laws.nh3_agrees(clean(raw))


@given(strategies.soup)
def test_bleach_finds_nothing_to_remove(raw):
    assert laws.bleach_agrees(clean(raw))


@given(strategies.soup)
def test_visible_text_is_kept(raw):
    assume(not reader.FAULTS.search(raw))
    assert reader.sees(raw, plaintext.text(clean(raw)))


@given(strategies.text)
def test_plain_text_is_kept(raw):
    escaped = raw.replace("&", "&amp;").replace("<", "&lt;")
    assert reader.squeezed(plaintext.text(clean(escaped))) == reader.squeezed(raw)


@given(strategies.bad_urls)
def test_unsafe_address_never_survives(url):
    assert clean(f'<a href="{url}">text</a>') == "<p>text</p>"


@given(strategies.urls)
def test_safe_address_survives(url):
    assert list(reader.elements(clean(f'<a href="{url}">text</a>')))[1:] == [("a", {"href": url})]


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param(" \n\t<p> </p><b></b>", "", id="white space"),
        pytest.param("a<script>b</script><style>c</style>d", "<p>ad</p>", id="scripts and styles"),
        pytest.param("<p onclick=x style=y id=z class=w>a</p>", "<p>a</p>", id="attributes"),
        pytest.param("a<!-- b -->c", "<p>ac</p>", id="comments"),
        pytest.param("<scr\0ipt>a</script>b", "<p>ab</p>", id="a tag that is none"),
        pytest.param("a < b > c & d", "<p>a &lt; b &gt; c &amp; d</p>", id="loose signs"),
        pytest.param("<<b>x</b>", "<p>&lt;<strong>x</strong></p>", id="a loose sign before a tag"),
        pytest.param("&amp;lt;b&amp;gt;", "<p>&amp;lt;b&amp;gt;</p>", id="escaped twice"),
        pytest.param("a&#1;b&#13;c&#xfdd0;d", "<p>ab cd</p>", id="controls as entities"),
        pytest.param("a\x01b\x0bc\x85d\u2028e\ufdd0f\ud800g", "<p>ab c d efg</p>", id="controls as they are"),
        pytest.param("&#\u00b2; &#\u0665; &#6\u0665;", "<p>&amp;#\u00b2; &amp;#\u0665; \u0665;</p>", id="digits"),
        pytest.param("\udc3cb\udc00>", "<p>b&gt;</p>", id="halves of pairs"),
        pytest.param("<xmp>a < b &amp; c</xmp>", "<pre>a &lt; b &amp;amp; c</pre>", id="text that is not parsed"),
        pytest.param('<cite data-ref="a" />b', '<p><cite data-ref="a"></cite>b</p>', id="a citation left open"),
        pytest.param(
            '<cite data-ref="a" data-locator=\' p.\xa0"4" \'></cite>',
            '<p><cite data-ref="a" data-locator="p. &quot;4&quot;"></cite></p>',
            id="a locator with quotes",
        ),
        pytest.param('<a href=" https://a.b/\n">x</a>', '<p><a href="https://a.b/">x</a></p>', id="a padded address"),
    ],
)
def test_raw_markup_becomes_a_body(raw, body):
    assert clean(raw) == body


@pytest.mark.parametrize("size", [1, 40, 200])
def test_long_locators_stay_or_go_whole(size):
    locator = "&quot;" * size
    assert clean(f'<cite data-ref="a" data-locator="{locator}"></cite>') == (
        f'<p><cite data-ref="a" data-locator="{locator}"></cite></p>'
    )


def test_bleach_has_the_last_word(monkeypatch):
    bold = Element("b", (), ("text",))
    tree = (Element("p", (("onclick", "x"),), ("a ", bold)), Element("a", (("href", "https:x"),), ("b",)))
    monkeypatch.setattr(module, "shape", lambda nodes: tree)
    assert clean("") == "<p>a text</p><a>b</a>"


def test_threads_do_not_disturb_each_other():
    table = "<table>x<tr><td><b>{0}<i>{0}</b></table>"
    raws = [f"<p>{n}<a href='https://a.b/{n}'>{n}<ul><li>{n}{table.format(n)}" for n in range(400)]
    alone = [clean(raw) for raw in raws]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(clean, raws)) == alone


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("", ""),
        ("  a \t\n b ", "a b"),
        ("a\x00b\x07", "ab"),
        ("a\u00a0\u2003b", "a b"),
        ("a\x0bb\x85c\u2029d", "a b c d"),
    ],
)
def test_line_is_one_line(raw, line):
    assert clean_line(raw) == line


@pytest.mark.parametrize(
    ("raw", "text"),
    [("", ""), ("\r\n a \r\nb\t\rc\n\n", "a\nb\nc"), ("a\x00\n\x01b", "a\nb"), ("a\u2028b", "a\nb")],
)
def test_text_keeps_its_lines(raw, text):
    assert clean_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "data"),
    [
        ({"volume": "12", "n": [1, None, True, 2.5]}, {"volume": "12", "n": [1, None, True, 2.5]}),
        ({"a\x00": ["x\x01\ud800\uffff", {"b": "\u2028"}]}, {"a": ["x", {"b": "\n"}]}),
        ({"path": "C:\\u0001\t\n"}, {"path": "C:\\u0001\t\n"}),
    ],
)
def test_data_keeps_its_texts(raw, data):
    assert clean_data(raw) == data
    assert clean_data(data) == data


@given(strategies.text)
def test_plain_forms_are_stable(raw):
    assert clean_line(clean_line(raw)) == clean_line(raw)
    assert clean_text(clean_text(raw)) == clean_text(raw)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("word " * 50_000, id="text"),
        pytest.param("<" * 100_000, id="loose signs"),
        pytest.param("&" * 100_000, id="ampersands"),
        pytest.param("<div>" * 20_000 + "x", id="blocks in blocks"),
        pytest.param("<b>" * 20_000 + "x", id="marks in marks"),
        pytest.param("<b>x" * 25_000, id="marks left open"),
        pytest.param("<ul><li>x" * 10_000, id="lists in lists"),
        pytest.param("<dl>" + "<div>" * 20_000 + "<dt>x", id="wrappers in a list"),
        pytest.param("<table><tr><td>" * 5_000 + "x", id="tables in tables"),
        pytest.param("<table>" + "<tr><td>x<td>y" * 2_500 + "</table>", id="a long table"),
        pytest.param("<table><tr>" + "<td>x" * 5_000 + "</table>", id="a wide table"),
        pytest.param("<p>x</p>" * 5_000, id="many paragraphs"),
        pytest.param("<b>a<i>b</b>c" * 3_000, id="misnested marks"),
        pytest.param("<pre>" + "<div>x</div>" * 10_000, id="lines of code"),
        pytest.param("<p " + " ".join(f"a{n}=1" for n in range(10_000)) + ">x", id="attributes"),
        pytest.param("<!--" * 50_000, id="comments left open"),
    ],
)
def test_cost_follows_the_size(raw):
    # Each takes a second or less; what grows with the square of the size would take minutes.
    start = process_time()
    body = clean(raw)
    assert clean(body) == body
    assert process_time() - start < 20
