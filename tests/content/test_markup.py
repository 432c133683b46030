"""Reading and writing trees: what is written is read back, at any depth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import markup
from articles.content.clean import clean
from articles.content.markup import Element, lined, parse, read, serialise, steps, text, walk
from articles.content.shape import shape

from . import reader, strategies


@given(strategies.soup)
def test_canonical_tree_is_read_back(raw):
    tree = shape(parse(raw))
    assert parse(serialise(tree)) == tree


@given(strategies.bodies)
def test_body_is_written_as_it_was(body):
    assert serialise(parse(body)) == body


@given(strategies.bodies)
def test_bodies_are_read_as_browsers_do(body):
    assert read(body) == parse(body)


@pytest.mark.parametrize("html", ["<p>a", "a<br/>b", "&nbsp;", "<p>a\x00</p>", "</body><p>a</p>", "<!DOCTYPE a>b"])
def test_other_markup_is_left_to_the_parser(html):
    assert read(html) == parse(html)


@given(strategies.bodies)
def test_lined_body_cleans_back(body):
    assert clean(lined(body)) == body


@given(strategies.bodies)
def test_lined_body_holds_the_same_text(body):
    assert reader.squeezed(text(parse(lined(body)))) == reader.squeezed(text(parse(body)))


@pytest.mark.parametrize(
    ("body", "edited"),
    [
        ("", ""),
        ("<p>a</p><p>b</p>", "<p>a</p>\n<p>b</p>"),
        (
            "<ul><li>a</li><li><p>b</p><ol><li>c</li></ol></li></ul>",
            "<ul>\n<li>a</li>\n<li>\n<p>b</p>\n<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>",
        ),
        ("<pre>a\nb</pre><p>c<br>d</p>", "<pre>a\nb</pre>\n<p>c<br>d</p>"),
        (
            '<table><tbody><tr><td>a</td><td></td></tr></tbody></table><figure data-image="f"></figure>',
            "<table>\n<tbody>\n<tr>\n<td>a</td>\n<td></td>\n</tr>\n</tbody>\n</table>\n"
            '<figure data-image="f"></figure>',
        ),
    ],
)
def test_every_block_has_its_line(body, edited):
    assert lined(body) == edited
    assert clean(edited) == body


@pytest.mark.parametrize(
    ("html", "tree"),
    [
        ("a<!-- b -->c", ("a", "c")),
        ("<B CLASS=x>a</b>", (Element("b", (("class", "x"),), ("a",)),)),
        ("<input disabled>", (Element("input", (("disabled", ""),)),)),
        ("<noscript><i>a</i></noscript>", (Element("noscript", (), (Element("i", (), ("a",)),)),)),
        ("1 < 2 <3 << 4", ("1 < 2 <3 << 4",)),
        ('<i title="a < b">', (Element("i", (("title", "a < b"),)),)),
        ("&#\u0665;&#6\u0665;", ("&#\u0665;\x06\u0665;",)),
        ("<!doctype html><p>a", (Element("p", (), ("a",)),)),
    ],
)
def test_html_is_read_as_in_browsers(html, tree):
    assert parse(html) == tree


@given(st.text(strategies.characters))
def test_any_text_is_written_and_read(said):
    assert text(parse(serialise([said]))) == text(parse(said.replace("&", "&amp;").replace("<", "&lt;")))


@given(st.text(strategies.characters).filter(lambda value: "\r" not in value and "\0" not in value))
def test_any_attribute_is_written_and_read(value):
    printed = "".join(c for c in value if not "\ud800" <= c <= "\udfff")
    assert parse(serialise([Element("i", (("title", printed),))])) == (Element("i", (("title", printed),)),)


def test_nothing_needless_is_escaped():
    assert serialise([Element("i", (("title", "'&<>\""),), ("'&<>\"",))]) == (
        '<i title="\'&amp;&lt;&gt;&quot;">\'&amp;&lt;&gt;"</i>'
    )


def test_missing_attribute_reads_as_nothing():
    assert Element("a", (("href", "x"),)).get("title") == ""


def test_steps_open_and_close_every_element():
    tree = parse("<p>a<b>c</b></p>d")
    told = [(node if isinstance(node, str) else node.tag, ends) for node, ends in steps(tree)]
    assert told == [("p", False), ("a", False), ("b", False), ("c", False), ("b", True), ("p", True), ("d", False)]
    assert [node.tag for node in walk(tree)] == ["p", "b"]


def test_depth_does_not_matter():
    html = "<div>" * 5_000 + "x"
    assert serialise(parse(html)) == html + "</div>" * 5_000
    assert lined(html) == serialise(parse(html))
    assert text(parse(html)) == "x"
    assert len(list(walk(parse(html)))) == 5_000


def test_stand_ins_cannot_be_written():
    assert markup.parse("a\udc3cb\udc00c &#xdc3c;") == ("abc \ufffd",)
