"""Marks on text: one order, one of each, joined where they meet; and the white space between them."""

import pytest
from hypothesis import given

from articles.content.allowlist import MARKS
from articles.content.clean import clean
from articles.content.marks import BR, Leaf, inline, joined, marked
from articles.content.markup import Element, parse, walk

from . import strategies


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("<b>a</b>", "<strong>a</strong>", id="other names"),
        pytest.param("<i><b>a</b></i>", "<strong><em>a</em></strong>", id="order"),
        pytest.param("<b>a<strong>b</strong></b>", "<strong>ab</strong>", id="one of each"),
        pytest.param("<b>a</b><b>b</b>", "<strong>ab</strong>", id="neighbours"),
        pytest.param("<b>a <i>b</b> c</i>", "<strong>a <em>b</em></strong><em> c</em>", id="misnested"),
        pytest.param("<b> a </b>b", "<strong>a</strong> b", id="spaces at the ends"),
        pytest.param("<b>a</b> <b>b</b>", "<strong>a b</strong>", id="a space between"),
        pytest.param("<b>a </b><b> b</b>", "<strong>a b</strong>", id="a space within"),
        pytest.param("a<b> </b>c", "a c", id="a mark on a space"),
        pytest.param("a<b></b>c", "ac", id="a mark on nothing"),
        pytest.param("a \n\t b", "a b", id="white space"),
        pytest.param("a\u00a0 b", "a\u00a0 b", id="a space that does not break"),
        pytest.param("<br> a <br> <br> b <br> ", "a<br><br>b", id="breaks at the ends"),
        pytest.param("<b>a<br>b</b>", "<strong>a</strong><br><strong>b</strong>", id="a break in a mark"),
        pytest.param(
            '<b>a <cite data-ref="r">z</cite> b</b>',
            '<strong>a</strong> <cite data-ref="r"></cite><strong>z b</strong>',
            id="a citation in a mark",
        ),
        pytest.param('a <cite data-ref="r"></cite> b', 'a <cite data-ref="r"></cite> b', id="spaces around a citation"),
        pytest.param("<cite>Title</cite>", "Title", id="a citation of nothing"),
        pytest.param("<q>a</q><bdi lang=my>b</bdi><tt>c</tt>", 'a<span lang="my">b</span><code>c</code>', id="aliases"),
        pytest.param(
            "<span lang=my dir=ltr>a<span lang=en>b</span></span>",
            '<span lang="my" dir="ltr">a</span><span lang="en" dir="ltr">b</span>',
            id="a language within a language",
        ),
        pytest.param("<span class=x>a</span><a name=y>b</a>", "ab", id="marks that say nothing"),
        pytest.param("<font color=red>a</font><u>b</u>", "ab", id="marks that are not kept"),
        pytest.param("foo<wbr>bar<nobr>baz</nobr>", "foobarbaz", id="tags that do not divide"),
        pytest.param(
            '<a href="https://a.b/" data-article="minsk">a</a>',
            '<a href="https://a.b/">a</a>',
            id="a link with two ends",
        ),
        pytest.param(
            '<a data-article="minsk" data-section="history">a</a>',
            '<a data-article="minsk" data-section="history">a</a>',
            id="a link to a section",
        ),
        pytest.param(
            '<a href="https://a.b/"><code>a</code><object><a href="https://c.d/">b</a></object></a>',
            '<a href="https://a.b/"><code>a</code></a><a href="https://c.d/">b</a>',
            id="a link in a link",
        ),
        pytest.param(
            '<a href="https://a.b/">x<a name="y">z</a></a>', '<a href="https://a.b/">x</a>z', id="an anchor in a link"
        ),
    ],
)
def test_text_is_written_one_way(raw, text):
    assert clean(raw) == f"<p>{text}</p>"
    assert clean(f"<p>{text}</p>") == f"<p>{text}</p>"


def test_empty_mark_keeps_the_outer_one():
    outer = Element("a", (("href", "https://a.b/"),))
    assert marked((outer,), Element("a")) == (outer,)
    assert marked((outer,), Element("span")) == (outer,)


def test_link_around_blocks_moves_inward():
    raw = '<a href="https://a.b/"><p>a</p><ul><li>b</li></ul></a>'
    link = '<a href="https://a.b/">{}</a>'
    assert clean(raw) == f"<p>{link.format('a')}</p><ul><li>{link.format('b')}</li></ul>"


def test_joined_text_keeps_its_white_space():
    strong = Element("strong")
    leaves: list[Leaf] = [(" a ", (strong,)), (" b", (strong,)), ("\n", ()), (BR, ())]
    assert joined(leaves) == (strong.having([" a  b"]), "\n", BR)
    assert inline(leaves) == (strong.having(["a b"]),)


@given(strategies.bodies)
def test_marks_nest_in_order_and_once(body):
    for node in walk(parse(body)):
        for inner in walk(node.children) if node.tag in MARKS else ():
            assert inner.tag in MARKS
            assert MARKS.index(node.tag) < MARKS.index(inner.tag)


@given(strategies.bodies)
def test_no_mark_is_empty_or_repeated(body):
    for node in walk(parse(body)):
        for left, right in zip(node.children, node.children[1:], strict=False):
            if isinstance(left, Element) and left.tag in MARKS and isinstance(right, Element):
                assert (left.tag, left.attributes) != (right.tag, right.attributes)
        assert node.children or node.tag not in MARKS
