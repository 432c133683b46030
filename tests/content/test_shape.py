"""The dialect: many ways of writing one thing become one way."""

import pytest
from hypothesis import given

from articles.content import shape as module
from articles.content.allowlist import INLINE
from articles.content.clean import clean
from articles.content.markup import Element, parse, serialise, steps, walk
from articles.content.shape import shape

from . import strategies


def shaped(raw: str) -> str:
    return serialise(shape(parse(raw)))


BLOCKS = [
    pytest.param("loose", "<p>loose</p>", id="loose text"),
    pytest.param("<p>a<p>b", "<p>a</p><p>b</p>", id="paragraphs left open"),
    pytest.param("a<p>b</p>c", "<p>a</p><p>b</p><p>c</p>", id="text around a paragraph"),
    pytest.param(
        "<div>a</div><div>b<div>c</div>d</div>", "<p>a</p><p>b</p><p>c</p><p>d</p>", id="blocks that are not kept"
    ),
    pytest.param("<h2>A</h2>b<hr>c", "<p>A</p><p>b</p><p>c</p>", id="headings and rules"),
    pytest.param("a<span><div>b</div></span>c", "<p>a</p><p>b</p><p>c</p>", id="a block in a mark"),
    pytest.param("<blockquote>a<p>b</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>", id="a quotation"),
    pytest.param("<blockquote> </blockquote><ul><li></ul><dl><dt></dl><pre> </pre>", "", id="blocks of nothing"),
    pytest.param('<p lang="my" dir="ltr">a</p>', '<p lang="my" dir="ltr">a</p>', id="a paragraph's language"),
    pytest.param(
        '<p lang="my">a<button><p lang="en">b<p>c</button>',
        '<p lang="my">a</p><p lang="en">b</p><p lang="my">c</p>',
        id="a language within a language",
    ),
    pytest.param(
        '<p lang="my">a<figure data-image="f"><figcaption>c</figcaption></figure>b</p>',
        '<p lang="my">a</p><figure data-image="f"></figure><p>c</p><p>b</p>',
        id="a figure in a paragraph",
    ),
    pytest.param(
        '<p>a<span><figure data-image="f"></figure></span>b',
        '<p>a</p><figure data-image="f"></figure><p>b</p>',
        id="a figure in a mark",
    ),
    pytest.param("<figure>a<img src=x></figure>", "<p>a</p>", id="a figure without an image of ours"),
    pytest.param("<svg><td>a</td><li>b</svg>", "<p>a</p><ul><li>b</li></ul>", id="cells outside of a table"),
    pytest.param("<details><summary>a</summary>b</details>", "<p>a</p><p>b</p>", id="details"),
]

LISTS = [
    pytest.param("<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>", id="a lone paragraph"),
    pytest.param("<ul><li><p>a</p><p>b</p></ul>", "<ul><li><p>a</p><p>b</p></li></ul>", id="two paragraphs"),
    pytest.param(
        '<ul><li><p lang="my">a</p></ul>', '<ul><li><p lang="my">a</p></li></ul>', id="a paragraph with a language"
    ),
    pytest.param("<ul><li>a<li> <li>b</ul>", "<ul><li>a</li><li>b</li></ul>", id="an empty item"),
    pytest.param(
        "<ul>x <b>y</b> <i>z</i><li>a</ul>",
        "<ul><li>x <strong>y</strong> <em>z</em></li><li>a</li></ul>",
        id="loose text",
    ),
    pytest.param("<ul><div>a</div><div>b</div></ul>", "<ul><li><p>a</p><p>b</p></li></ul>", id="loose blocks"),
    pytest.param(
        "<ul><li>a<ol start=3><li>b</ol></ul>",
        '<ul><li><p>a</p><ol start="3"><li>b</li></ol></li></ul>',
        id="a list in a list",
    ),
    pytest.param("<ul><ul><li>a</ul></ul>", "<ul><li><ul><li>a</li></ul></li></ul>", id="a list straight in a list"),
    pytest.param("<menu><li>a</menu><dir><li>b</dir>", "<ul><li>a</li></ul><ul><li>b</li></ul>", id="lists of old"),
    pytest.param("<li>a", "<ul><li>a</li></ul>", id="an item without its list"),
    pytest.param("<ol><li value=2>a</ol>", "<ol><li>a</li></ol>", id="numbers that are not kept"),
    pytest.param("<dl><dt>a<dd>b<dd><p>c</dl>", "<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>", id="definitions"),
    pytest.param(
        "<dl><div><dt>a</dt><dd>b</dd></div><div>c<dt>d</div></dl>",
        "<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d</dt></dl>",
        id="wrapped definitions",
    ),
    pytest.param("<dl><dt><p>a</p><p>b</p></dl>", "<dl><dt>a b</dt></dl>", id="blocks in a term"),
    pytest.param("<dt>a<dd>b", "<dl><dt>a</dt></dl><dl><dd>b</dd></dl>", id="definitions without their list"),
]

TABLES = [
    pytest.param(
        "<table><caption>c</caption><thead><tr><th scope=col>h<tbody><tr><td>a<tfoot><tr><td>f</table>",
        '<table><caption>c</caption><tbody><tr><th scope="col">h</th></tr>'
        "<tr><td>a</td></tr><tr><td>f</td></tr></tbody></table>",
        id="head and foot",
    ),
    pytest.param(
        "<table><tr><td>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>", id="rows without a body"
    ),
    pytest.param(
        "<table><tr><td><p>a</p></td><td><p>b</p><p>c</p></td><td></td></table>",
        "<table><tbody><tr><td>a</td><td><p>b</p><p>c</p></td><td></td></tr></tbody></table>",
        id="paragraphs in cells",
    ),
    pytest.param(
        "<table><tr><td>a<table><tr><td>b</table></table>",
        "<table><tbody><tr><td><p>a</p><table><tbody><tr><td>b</td></tr></tbody></table></td></tr></tbody></table>",
        id="a table in a table",
    ),
    pytest.param(
        "<table><tr><td>a</td></tr><caption>x</caption><caption><div>y</div></caption></table>",
        "<table><caption>x<br>y</caption><tbody><tr><td>a</td></tr></tbody></table>",
        id="captions where they come",
    ),
    pytest.param(
        "<table>x<tr>y<td>a</table>", "<p>xy</p><table><tbody><tr><td>a</td></tr></tbody></table>", id="loose text"
    ),
    pytest.param("<table><caption>c</caption><colgroup><col></table>", "<p>c</p>", id="a caption alone"),
    pytest.param("<table><tr></tr></table>", "", id="no cells"),
    pytest.param(
        "<b><table><tr><td colspan=2 rowspan=x>a</table></b>",
        '<table><tbody><tr><td colspan="2"><strong>a</strong></td></tr></tbody></table>',
        id="a mark around a table",
    ),
]

LITERAL = [
    pytest.param("<pre>\n\n a\t b\n  c \n</pre>", "<pre> a\t b\n  c</pre>", id="white space"),
    pytest.param("<pre>a<br>b<b>c</b></pre>", "<pre>a\nbc</pre>", id="breaks and marks"),
    pytest.param("<pre><div>a</div><div>b</div></pre>", "<pre>a\nb</pre>", id="a block for each line"),
    pytest.param("<pre>a<span>\n</span><div>b</div></pre>", "<pre>a\nb</pre>", id="a line that has ended"),
    pytest.param('<pre>\n<cite data-ref="a"></cite>\n</pre>', '<pre><cite data-ref="a"></cite></pre>', id="a citation"),
    pytest.param("<xmp><b></xmp><listing>a</listing>", "<pre>&lt;b&gt;</pre><pre>a</pre>", id="tags of old"),
]


@pytest.mark.parametrize(("raw", "body"), [*BLOCKS, *LISTS, *TABLES, *LITERAL])
def test_many_ways_become_one(raw, body):
    assert shaped(raw) == body
    assert shaped(body) == body


@given(strategies.bodies)
def test_blocks_hold_blocks_or_text(body):
    for node in walk(parse(body)):
        inline = [isinstance(child, str) or child.tag in INLINE for child in node.children]
        assert all(inline) or not any(inline), node


@given(strategies.bodies)
def test_items_and_cells_have_their_parents(body):
    parents = {
        "li": {"ul", "ol"},
        "dt": {"dl"},
        "dd": {"dl"},
        "caption": {"table"},
        "tbody": {"table"},
        "tr": {"tbody"},
    }
    parents |= {"td": {"tr"}, "th": {"tr"}}
    for node in [Element("", (), parse(body)), *walk(parse(body))]:
        for child in node.children:
            if isinstance(child, Element):
                assert node.tag in parents.get(child.tag, {node.tag}), (node.tag, child.tag)


def depth(body: str) -> int:
    here = deepest = 0
    for node, ends in steps(parse(body)):
        here += 0 if isinstance(node, str) else -1 if ends else 1
        deepest = max(deepest, here)
    return deepest


@pytest.mark.parametrize("tag", ["blockquote", "ul", "dl", "table", "li", "dd", "p"])
def test_nesting_ends_somewhere(tag):
    inside = {"ul": "<li>", "dl": "<dd>", "table": "<tr><td>", "p": "<button>"}.get(tag, "")
    raw = f"<{tag}>{inside}x <b>Q</b>" * (module.MAX_NESTING + 10)
    body = clean(raw)
    assert body.count("x") == body.count("Q") == module.MAX_NESTING + 10
    assert depth(body) < 5 * module.MAX_NESTING
    assert clean(body) == body
