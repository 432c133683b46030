"""Two versions of a passage woven into one: both can be read out again, and little changes are told as little."""

import pytest
from hypothesis import given

from articles.content import weave
from articles.content.blocks import BREAK, blocks, nodes
from articles.content.markup import serialise

from . import strategies


def bodies(pair):
    return [[body for _, body in snapshot.bodies()] for snapshot in pair]


@given(strategies.versions)
def test_both_versions_can_be_read_out(pair):
    for old, new in zip(*bodies(pair), strict=False):
        woven = weave.weave(blocks(old), blocks(new))
        assert serialise(nodes(weave.read_out(woven, "old"))) == old
        assert serialise(nodes(weave.read_out(woven, "new"))) == new


@given(strategies.versions)
def test_sides_can_be_swapped(pair):
    for old, new in zip(*bodies(pair), strict=False):
        assert weave.turned(weave.weave(blocks(old), blocks(new))) == weave.weave(blocks(new), blocks(old))


def test_what_went_stands_before_what_came_from_either_side():
    old, new = "<ul><li>a b c</li><li>d e</li></ul>", "<ol><li>x y</li><li>d e</li><li>z</li></ol><p>n</p>"
    woven = weave.weave(blocks(old), blocks(new))
    assert weave.turned(woven) == weave.weave(blocks(new), blocks(old))
    assert weave.turned(weave.turned(woven)) == woven


@given(strategies.bodies)
def test_nothing_happened_to_what_is_the_same(body):
    assert all(box.op == "same" for box in weave.weave(blocks(body), blocks(body)))
    assert all(run.op == "same" for box in weave.weave(blocks(body), blocks(body)) for run in box.walk())


def told(old: str, new: str) -> str:
    """Tell the runs of two bodies: [-gone-], {+come+}, ~restyled~."""
    out = []
    for run in (run for box in weave.weave(blocks(old), blocks(new)) for run in box.walk()):
        before, after = ("".join(token.text for token in side) for side in (run.old, run.new))
        gone, came = before and f"[-{before}-]", after and f"{{+{after}+}}"
        out.append({"same": after, "restyled": f"~{after}~"}.get(run.op, gone + came))
    return "".join(out).replace("\ufdd0", "^")


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


CITE = '<cite data-ref="{}"></cite>'.format


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        pytest.param(p("a b c"), p("a x c"), "a [-b-]{+x+} c", id="a word"),
        pytest.param(p("a b"), p("a b c"), "a b{+ c+}", id="words added"),
        pytest.param(p("a very big cat"), p("a cat"), "a [-very big -]cat", id="words removed"),
        pytest.param(
            p("Nobody ever saw the tower fall"), p("Everyone always loved the harbour bridge"),
            "[-Nobody ever saw the tower fall-]{+Everyone always loved the harbour bridge+}", id="a phrase by another",
        ),
        pytest.param(p("a b c"), p("a <em>b</em> c"), "a ~b~ c", id="emphasis"),
        pytest.param(p("a unable"), p("a un<em>able</em>"), "a ~unable~", id="half a word"),
        pytest.param(p(f"a{CITE('r')} b"), p(f"a{CITE('s')} b"), "a[-^cite r-]{+^cite s+} b", id="a citation turned"),
        pytest.param(
            p(f"a{CITE('r')}{CITE('s')} b"), p(f"a{CITE('t')}{CITE('u')} b"),
            "a[-^cite r-]{+^cite t+}[-^cite s-]{+^cite u+} b", id="two citations turned",
        ),
        pytest.param(
            p(f"the old word{CITE('r')}."), p(f"the new word{CITE('s')}."),
            "the [-old-]{+new+} word[-^cite r-]{+^cite s+}.", id="a word and a citation",
        ),
        pytest.param(
            p(f"say one{CITE('r')}."), p(f"say two{CITE('s')}."), "say [-one-]{+two+}[-^cite r-]{+^cite s+}.",
            id="a word and the citation behind it",
        ),
        pytest.param(
            p(f"a{CITE('r')}"), p('a<cite data-ref="r" data-locator="p. 2"></cite>'), "a~^cite r~", id="a locator",
        ),
        pytest.param(
            p(f"one{CITE('r')} two"), p(f"three{CITE('r')} four"), "[-one-]{+three+}^cite r [-two-]{+four+}",
            id="a citation among other words",
        ),
        pytest.param(p("မြန်မာ နိုင်ငံ"), p("မြန်မာ ပြည်"), "မြန်မာ [-နိုင်ငံ-]{+ပြည်+}", id="Burmese"),
        pytest.param(p("这是好的"), p("这是坏的"), "这是[-好-]{+坏+}的", id="Chinese"),
        pytest.param(p("كتاب كبير"), p("كتاب صغير"), "كتاب [-كبير-]{+صغير+}", id="Arabic"),
    ],
)  # fmt: skip
def test_words_are_told(old, new, runs):
    assert told(old, new) == runs


def shape(boxes) -> list:
    return [(box.op, (box.new or box.old)[0], shape(box.boxes)) for box in boxes]


def rows(*rows_of_cells: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows_of_cells)
    return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"


def only(boxes, *path: int):
    """Return what happened to the children of the box at a path."""
    for step in path:
        boxes = boxes[step].boxes
    return [box.op for box in boxes]


@pytest.mark.parametrize(
    ("old", "new", "path", "ops"),
    [
        pytest.param(
            "<ul><li>one</li><li>two</li></ul>", "<ul><li>one</li><li>x y z</li><li>two</li></ul>",
            (0,), ["same", "inserted", "same"], id="an item came",
        ),
        pytest.param(
            "<ul><li>a b c d</li></ul>", "<ul><li>y z</li><li>a b c e</li></ul>", (0,), ["inserted", "same"],
            id="an item came before one that changed",
        ),
        pytest.param("<ul><li>one</li></ul>", "<ol><li>one</li></ol>", (), ["restyled"], id="a list is numbered"),
        pytest.param(
            "<ul><li>one two</li></ul>", "<ul><li><p>one two</p><p>three</p></li></ul>",
            (0, 0), ["restyled", "inserted"], id="an item got paragraphs",
        ),
        pytest.param(
            rows("a b|c", "d e|f"), rows("a b|c", "g h|i", "d e|f"), (0, 0), ["same", "inserted", "same"],
            id="a row came",
        ),
        pytest.param(rows("a|b"), rows("a|c"), (0, 0, 0), ["same", "same"], id="a cell changed"),
        pytest.param(rows("a|b", "c|d"), rows("a", "c"), (0, 0, 0), ["same", "deleted"], id="a column went"),
        pytest.param(p("one two three"), "<pre>one two three</pre>", (), ["restyled"], id="a text became another kind"),
        pytest.param(p("one"), "<ul><li>one</li></ul>", (), ["deleted", "inserted"], id="a text is no list"),
        pytest.param(
            '<figure data-image="a"></figure>', '<figure data-image="b"></figure>', (), ["restyled"], id="a picture",
        ),
    ],
)  # fmt: skip
def test_parts_are_told(old, new, path, ops):
    assert only(weave.weave(blocks(old), blocks(new)), *path) == ops


@pytest.mark.parametrize("length", [41, 60])
def test_long_lists_are_paired_in_order(length):
    old, new = ("".join(f"<li>{n} is {word} here</li>" for n in range(length)) for word in ("old", "new"))
    (box,) = weave.weave(blocks(f"<ul>{old}</ul>"), blocks(f"<ul>{new}</ul>"))
    assert {each.op for each in box.boxes} == {"same"}


@pytest.mark.parametrize(("old", "new"), [("ab", "cd"), ("cd", "ab")])
def test_items_are_paired_whichever_version_sorts_first(old, new):
    lists = (f"<ul><li>{x} one two three</li><li>{y} four five six</li></ul>" for x, y in (old, new))
    (box,) = weave.weave(*map(blocks, lists))
    assert [each.op for each in box.boxes] == ["same", "same"]


def test_what_went_is_in_no_new_version():
    boxes = weave.weave(blocks(p("one two three", "four five six")), blocks(p("four five six seven")))
    assert weave.read_out(boxes, "new") == blocks(p("four five six seven"))
    assert weave.read_out(boxes, "old") == blocks(p("one two three", "four five six"))


def test_texts_too_long_to_weigh_are_strangers(monkeypatch):
    monkeypatch.setattr("articles.content.alignment.MAX_CELLS", 3)
    assert weave.in_common(["a", "b"], ["a", "b"]) == 0


def test_paragraphs_told_as_one_are_read_out_apart():
    (whole,) = blocks(p("one two"))
    parts = blocks(p("one", "two"))
    told_as_one = (*parts[0].tokens, BREAK, *parts[1].tokens)
    shell = ("p", ())
    box = weave.Box(shell, shell, (), weave.text(whole.tokens, told_as_one))
    assert weave.read_out((box,), "old") == (whole,)
    assert weave.read_out((box,), "new") == parts
