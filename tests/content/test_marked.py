"""Two versions marked: each can be read out of either view, the markup is sound, and what was text is text."""

from collections.abc import Iterator
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import marked as marking
from articles.content import weave
from articles.content.allowlist import TAGS
from articles.content.blocks import blocks, plain
from articles.content.clean import clean
from articles.content.diff import FieldChange, PassageChange, compare
from articles.content.marked import Dress, View, marked
from articles.content.marks import joined
from articles.content.markup import Element, Nodes, parse, read, serialise
from articles.content.snapshot import Snapshot
from articles.content.weave import Box

from . import reader, strategies

VIEWS: tuple[View, ...] = ("old", "new", "both")
LABEL = 'Trade & <b>"aid"</b>'
KNOWN = (set(TAGS) - {"cite"}) | {"del", "ins", "img", "figcaption"}
ATTRIBUTES = set("class title href rel lang dir start scope colspan rowspan src".split())
CLASSES = {"unseen", "restyled", "gone", "came", "pilcrow", "cite", "link"}


def figure(key: str, side: View) -> Element | None:
    if key == "lost":
        return None
    image = Element("img", (("src", f"/{side}/{key}"),))
    return Element("figure", (), (image, Element("figcaption", (), (key,))))


DRESS = Dress(
    numbers=({"a": 1}, {"b": 1, "a": 2}),
    labels={"a": LABEL},
    address="/wiki/{}".format,
    figure=figure,
    added="added:",
    removed="removed:",
)


soups = st.tuples(strategies.soup, strategies.soup, strategies.soup).map(
    lambda three: tuple(Snapshot(title="T", slug="t", lead=clean(three[0] + rest)) for rest in three[1:])
)
pairs = st.one_of(strategies.versions, soups)


def woven(pair: tuple[Snapshot, Snapshot]) -> Iterator[tuple[str, str, tuple[Box, ...]]]:
    """Yield (old markup, new markup, both woven) of the bodies, and of each passage that changed."""
    for (_, old), (_, new) in zip(*(snapshot.bodies() for snapshot in pair), strict=False):
        yield old, new, weave.weave(blocks(old), blocks(new))
    for change in compare(*pair):
        if isinstance(change, PassageChange):
            old, new = ("".join(passage.html for passage in side) for side in (change.old, change.new))
            yield old, new, change.boxes


def text(body: str) -> str:
    """Return the text of a body, with the key of each picture."""
    return "".join(_pieces(read(body), ()))


def said(nodes: Nodes, *, without: str = "") -> str:
    """Return the text of a view without one of its tags, and without what no version says."""
    return "".join(_pieces(nodes, ("unseen", "cite", "pilcrow"), without))


def _pieces(nodes: Nodes, unsaid: tuple[str, ...], without: str = "") -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag != without and node.get("class") not in unsaid:
            yield node.get("data-image")
            yield from _pieces(node.children, unsaid, without)


def whole(nodes: Nodes) -> Nodes:
    """Return nodes with neighbouring texts as one, as a parser reads them."""
    return joined((node if isinstance(node, str) else node.having(whole(node.children)), ()) for node in nodes)


def written(old: str, new: str, view: View) -> str:
    return serialise(marked(weave.weave(blocks(old), blocks(new)), view, DRESS))


@given(pairs)
def test_each_side_is_shown_as_it_was(pair):
    for old, new, boxes in woven(pair):
        assert said(marked(boxes, "old", DRESS)) == text(old)
        assert said(marked(boxes, "new", DRESS)) == text(new)


@given(pairs)
def test_no_side_shows_words_of_the_other(pair):
    for *_, boxes in woven(pair):
        assert "<ins>" not in serialise(marked(boxes, "old", DRESS))
        assert "<del>" not in serialise(marked(boxes, "new", DRESS))


@given(pairs)
def test_both_sides_stand_in_one_text(pair):
    for old, new, boxes in woven(pair):
        both = marked(boxes, "both", DRESS)
        assert said(both, without="ins") == text(old)
        assert said(both, without="del") == text(new)


@given(pairs)
def test_markup_is_read_as_it_was_written(pair):
    for *_, boxes in woven(pair):
        for view in VIEWS:
            nodes = marked(boxes, view, DRESS)
            assert parse(serialise(nodes)) == whole(nodes)


@given(pairs)
def test_nothing_unknown_comes_out(pair):
    for *_, boxes in woven(pair):
        for view in VIEWS:
            for tag, attributes in reader.elements(serialise(marked(boxes, view, DRESS))):
                assert tag in KNOWN
                assert set(attributes) <= ATTRIBUTES
                assert attributes.get("class", "link") in CLASSES


HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="a script"),
    pytest.param('"><img src=x onerror="alert(1)">', id="a picture out of quotes"),
    pytest.param("' onmouseover='alert(1)", id="an attribute"),
    pytest.param("</del></ins></p></td></table><h1>", id="ends of elements"),
    pytest.param("&lt;script&gt;&#x3c;b&gt;<!--", id="entities"),
]


@pytest.mark.parametrize("payload", HOSTILE)
@pytest.mark.parametrize(
    ("view", "old", "new"),
    [("old", "{}", ""), ("both", "{}", ""), ("new", "", "{}"), ("both", "", "{}"), ("both", "one {}", "two {}")],
)
def test_hostile_text_stays_text(payload, view, old, new):
    values = old.format(payload), new.format(payload)
    runs = FieldChange("article", "", "title", *values).runs
    body, other = (clean(p(escape(value))) for value in values)
    for html in (serialise(marking.words(runs, view, DRESS)), written(body, other, view)):
        assert payload in reader.text(html)
        assert {tag for tag, _ in reader.elements(html)} <= {"p", "del", "ins", "span"}
        assert {name for _, attributes in reader.elements(html) for name in attributes} <= {"class"}


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_words_of_the_interface_stay_text(payload):
    dress = Dress(
        numbers=({}, {}),
        labels={"a": payload},
        address=lambda slug: payload,
        figure=lambda key, side: None,
        added=payload,
        removed=payload,
    )
    body = '<p>x<cite data-ref="a"></cite> <a data-article="minsk">y</a></p>'
    found = list(reader.elements(serialise(marked(weave.weave((), blocks(body)), "both", dress))))
    assert [tag for tag, _ in found] == ["p", "ins", "span", "span", "a"]
    assert [attributes.get("title") for _, attributes in found] == [None, None, None, payload, "minsk"]
    assert found[-1][1]["href"] == payload


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def went(words: str) -> str:
    return f'<del><span class="unseen">removed: </span>{words}</del>'


def came(words: str) -> str:
    return f'<ins><span class="unseen">added: </span>{words}</ins>'


def again(words: str) -> str:
    return f'<span class="restyled">{words}</span>'


def image(side: str, key: str) -> str:
    return f'<figure><img src="/{side}/{key}"><figcaption>{key}</figcaption></figure>'


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param(
            p("a b c"), p("a x c"), (p(f"a {went('b')} c"), p(f"a {came('x')} c"), p(f"a {went('b')}{came('x')} c")),
            id="a word",
        ),
        pytest.param(
            p("a b"), p("a <em>b</em>"), (p(f"a {again('b')}"), *[p(f"a {again('<em>b</em>')}")] * 2), id="emphasis",
        ),
        pytest.param(
            p("a"), "", (f'<p class="gone">{went("a")}</p>', "", f'<p class="gone">{went("a")}</p>'),
            id="a paragraph that went",
        ),
        pytest.param(
            "", '<p lang="my">a</p>',
            ("", *[f'<p lang="my" class="came">{came("a")}</p>'] * 2), id="a paragraph that came",
        ),
        pytest.param(
            "<ul><li>a</li></ul>", '<ol start="3"><li>a</li></ol>',
            ('<ul class="restyled"><li>a</li></ul>', *['<ol start="3" class="restyled"><li>a</li></ol>'] * 2),
            id="a list that was numbered",
        ),
        pytest.param(
            "<ul><li>a b c</li></ul>", "<ul><li><p>a b c</p><p>d</p></li></ul>",
            (
                "<ul><li>a b c</li></ul>",
                *[f'<ul><li><p class="restyled">a b c</p><p class="came">{came("d")}</p></li></ul>'] * 2,
            ),
            id="an item that got paragraphs",
        ),
        pytest.param("<ul><li>a</li></ul>", "<ul><li>a</li></ul>", ("<ul><li>a</li></ul>",) * 3, id="nothing"),
        pytest.param(p("a<br>b"), p("a<br>b"), (p("a<br>b"),) * 3, id="a line that breaks"),
    ],
)  # fmt: skip
def test_change_is_marked(old, new, shown):
    assert tuple(written(old, new, view) for view in VIEWS) == shown


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param("a", "a", (image("old", "a"), image("new", "a"), image("new", "a")), id="the same"),
        pytest.param(
            "a", "b",
            (went(image("old", "a")), came(image("new", "b")), went(image("old", "a")) + came(image("new", "b"))),
            id="another",
        ),
        pytest.param("a", "", (went(image("old", "a")), "", went(image("old", "a"))), id="one that went"),
        pytest.param("", "a", ("", came(image("new", "a")), came(image("new", "a"))), id="one that came"),
        pytest.param("lost", "lost", ("", "", ""), id="one whose file is not known"),
        pytest.param(
            "lost", "a", ("", came(image("new", "a")), came(image("new", "a"))), id="one in place of one not known",
        ),
    ],
)  # fmt: skip
def test_picture_is_shown_on_its_side(old, new, shown):
    body, other = (key and f'<figure data-image="{key}"></figure>' for key in (old, new))
    assert tuple(written(body, other, view) for view in VIEWS) == shown


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(
            '<a href="https://a.b/?c&amp;d">x</a>',
            '<a href="https://a.b/?c&amp;d" rel="external noopener" title="https://a.b/?c&amp;d">x</a>', id="out",
        ),
        pytest.param('<a data-article="minsk">x</a>', '<a href="/wiki/minsk" title="minsk">x</a>', id="to an article"),
        pytest.param(
            '<a data-article="minsk" data-section="s">x</a>', '<a href="/wiki/minsk" title="minsk#s">x</a>',
            id="to a section of an article",
        ),
        pytest.param(
            '<a data-section="s">x</a>', '<span class="link" title="#s">x</span>', id="to a section of its own",
        ),
        pytest.param('<span lang="my"><em>x</em></span>', '<span lang="my"><em>x</em></span>', id="no link"),
    ],
)  # fmt: skip
def test_link_leads_where_it_led(body, shown):
    assert written(p(body), p(body), "both") == p(shown)


def cite(number: str, label: str) -> str:
    return f'<span class="cite" title="{label}">{number}</span>'


TITLE = "Trade &amp; &lt;b&gt;&quot;aid&quot;&lt;/b&gt;"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param(
            '<cite data-ref="a"></cite>', '<cite data-ref="a"></cite>',
            (cite("[1]", TITLE), cite("[2]", TITLE), cite("[2]", TITLE)), id="by the numbers of its side",
        ),
        pytest.param(
            '<cite data-ref="a"></cite>', '<cite data-ref="b"></cite>',
            (went(cite("[1]", TITLE)), came(cite("[1]", "b")), went(cite("[1]", TITLE)) + came(cite("[1]", "b"))),
            id="turned to another",
        ),
        pytest.param(
            '<cite data-ref="a"></cite>', '<cite data-ref="a" data-locator="p. 2"></cite>',
            (again(cite("[1]", TITLE)), *[again(cite("[2] p. 2", TITLE))] * 2), id="with a locator",
        ),
        pytest.param(
            '<cite data-ref="no"></cite>', '<cite data-ref="no"></cite>', (cite("[?]", "no"),) * 3, id="of nothing",
        ),
    ],
)  # fmt: skip
def test_citation_is_a_number(old, new, shown):
    assert tuple(written(p(f"x{old}"), p(f"x{new}"), view) for view in VIEWS) == tuple(p(f"x{each}") for each in shown)


APART, TOGETHER = p("One two three four.", "Five six seven."), p("One two three four. Five six seven.")
BREAK = '<span class="pilcrow">¶</span><br>'


def test_paragraphs_that_were_split_are_shown_as_one():
    old, new = (Snapshot(title="T", slug="t", lead=body) for body in (TOGETHER, APART))
    ((*_, boxes),) = list(woven((old, new)))[1:]
    one, two = "One two three four.", "Five six seven."
    assert [serialise(marked(boxes, view, DRESS)) for view in VIEWS] == [
        p(f"{one}{went(' ')}{two}"),
        p(f"{one}{came(BREAK)}{two}"),
        p(f"{one}{went(' ')}{came(BREAK)}{two}"),
    ]


def test_field_is_told_in_words():
    runs = weave.text(plain("The old title"), plain("The new title"))
    assert [serialise(marking.words(runs, view, DRESS)) for view in VIEWS] == [
        f"The {went('old')} title",
        f"The {came('new')} title",
        f"The {went('old')}{came('new')} title",
    ]
