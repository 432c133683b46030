"""Differences: nothing where nothing differs, all of both sides where something does."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import diff
from articles.content.diff import CLOSE, OPEN, Change, FieldChange, Piece, blocks, compare, pieces
from articles.content.names import Name
from articles.content.snapshot import Image, Reference, Section, Snapshot

from . import strategies

TEXTS = st.one_of(
    st.lists(
        st.sampled_from(["one ", "two ", "\n", f"{OPEN}un{CLOSE}", f"{OPEN}{CLOSE}", OPEN, "မြန်မာ", ". "]), max_size=8
    ).map("".join),
    strategies.text,
)
BASE = Snapshot(
    title="T",
    slug="t",
    sections=tuple(Section(key=key, heading=key.upper(), body=f"<p>Words of {key}.</p>") for key in "abc"),
    references=(Reference(key="r", title="R"),),
    images=(Image(key="i", file="i.png", width=1, height=1),),
)


def sides(found: tuple[Piece, ...]) -> tuple[str, str]:
    """Return the old and the new text that pieces tell."""
    old, new = (
        "".join(
            f"{OPEN}{piece.text}{CLOSE}" if piece.token else piece.text for piece in found if piece.op in ("same", op)
        )
        for op in ("deleted", "inserted")
    )
    return old, new


@given(TEXTS, TEXTS)
def test_pieces_joined_are_both_texts(old, new):
    assert sides(pieces(old, new)) == (old, new)


@given(TEXTS)
def test_equal_texts_stay_whole(said):
    assert all(piece.op == "same" for piece in pieces(said, said))


@given(strategies.snapshots)
def test_nothing_differs_from_itself(snapshot):
    assert compare(snapshot, snapshot) == ()


@given(strategies.pairs)
def test_what_differs_is_told(pair):
    old, new = pair
    assert bool(compare(old, new)) is (old != new)


@given(strategies.pairs)
def test_fields_tell_both_sides(pair):
    for change in compare(*pair):
        for field in change.fields:
            assert sides(field.pieces) == (field.old, field.new)


@given(strategies.pairs)
def test_swapping_swaps_added_and_removed(pair):
    old, new = pair
    turned = {"added": "removed", "removed": "added"}
    there = {(c.part, c.key, turned.get(c.action, c.action)) for c in compare(old, new) if c.action != "moved"}
    assert there == {(c.part, c.key, c.action) for c in compare(new, old) if c.action != "moved"}


def told(new: Snapshot, old: Snapshot = BASE) -> list[tuple[str, str, str]]:
    return [(change.part, change.key, change.action) for change in compare(old, new)]


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (replace(BASE, title="U", lead="<p>x</p>"), [("article", "", "changed")]),
        (replace(BASE, sections=BASE.sections[1:]), [("section", "a", "removed")]),
        (replace(BASE, sections=BASE.sections[::-1]), [("section", "c", "moved"), ("section", "b", "moved")]),
        (replace(BASE, sections=(*BASE.sections[1:], BASE.sections[0])), [("section", "a", "moved")]),
        (replace(BASE, references=(*BASE.references, Reference(key="s"))), [("reference", "s", "added")]),
        (replace(BASE, images=()), [("image", "i", "removed")]),
        (replace(BASE, categories=("A", "B")), [("article", "", "changed")]),
        (
            replace(BASE, sections=(BASE.sections[1], replace(BASE.sections[0], heading="X"), BASE.sections[2])),
            [("section", "b", "moved"), ("section", "a", "changed")],
        ),
    ],
)
def test_changes_are_told(new, changes):
    assert told(new) == changes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("", "<table><tbody><tr><td></td></tr></tbody></table>", id="an empty table"),
        pytest.param("<p>a</p>", "<p><strong>a</strong></p>", id="a mark"),
        pytest.param('<p><a data-article="a">x</a></p>', '<p><a data-article="b">x</a></p>', id="a link"),
        pytest.param("<ul><li>a</li></ul>", "<ol><li>a</li></ol>", id="a list"),
    ],
)
def test_change_of_form_keeps_the_words(old, new):
    change = compare(replace(BASE, lead=old), replace(BASE, lead=new))[0]
    assert change.fields[0].is_form_only
    assert diff.size([change]) == (0, 0)


def test_categories_joined_otherwise_differ():
    change = compare(replace(BASE, categories=("a\nb",)), replace(BASE, categories=("a", "b")))[0]
    assert change.fields[0].name == "categories"


def test_field_tells_the_words_that_changed():
    new = replace(BASE, sections=(replace(BASE.sections[0], body="<p>Names of a.</p>"), *BASE.sections[1:]))
    found = (Piece("deleted", "Words"), Piece("inserted", "Names"), Piece("same", " of a."))
    field = FieldChange("body", "Words of a.", "Names of a.", found)
    assert compare(BASE, new) == (Change("section", "a", "A", "changed", (field,)),)


def test_new_row_tells_what_it_says():
    reference = Reference(key="s", authors=(Name(literal="A"), Name(family="B")), extra={"volume": 2, "issue": 1})
    change = compare(BASE, replace(BASE, references=(*BASE.references, reference)))[0]
    assert [(field.name, field.new) for field in change.fields] == [
        ("type", "webpage"), ("authors", "A\nB,"), ("extra", "issue: 1\nvolume: 2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param("a b c", "a x c", "=a | -b|+x|= c", id="a word"),
        pytest.param("a b c d", "a x y d", "=a | -b c|+x y|= d", id="a phrase"),
        pytest.param("a\nb\nc\n", "a\nc\n", "=a\n|-b\n|=c\n", id="a line"),
        pytest.param(f"a{OPEN}un{CLOSE} b", "a b", "=a|-[un]|= b", id="a citation"),
        pytest.param("", "a b", "+a b", id="everything"),
        pytest.param("can't", "cannot", "-can't|+cannot", id="a word with a sign"),
    ],
)
def test_texts_are_told_word_by_word(old, new, found):
    signs = {"same": "=", "deleted": "-", "inserted": "+"}
    told_pieces = [signs[p.op] + (f"[{p.text}]" if p.token else p.text) for p in pieces(old, new)]
    assert "|".join(told_pieces) == found.replace("=a | ", "=a |")


def test_body_is_read_line_by_line():
    body = (
        '<p>a<br>b<cite data-ref="r" data-locator="p. 1"></cite></p><figure data-image="f"></figure><ul><li>c</li></ul>'
    )
    assert blocks(body) == ("a", f"b{OPEN}r: p. 1{CLOSE}", f"{OPEN}f{CLOSE}", "c")


def test_size_counts_what_readers_read():
    new = replace(
        BASE, title="Not counted", lead='<p>Three new words<cite data-ref="r"></cite></p>', sections=BASE.sections[1:]
    )
    assert diff.size(compare(BASE, new)) == (3, 5)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("x\n" * 20_000, "x\n" * 20_001, id="equal lines"),
        pytest.param(
            "\n".join(map(str, range(20_000))), "\n".join(map(str, range(1, 40_000, 2))), id="every other line"
        ),
        pytest.param(" ".join("ab" * 20_000), " ".join("ac" * 20_000), id="every other word"),
        pytest.param("word " * 40_000, "word " * 20_000 + "new " + "word " * 20_000, id="one word in many"),
    ],
)
def test_cost_is_bounded(old, new):
    start = process_time()
    assert sides(pieces(old, new)) == (old, new)
    assert process_time() - start < 15
