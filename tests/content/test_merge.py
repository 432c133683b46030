"""Two edits of one base: what one of them touched is taken, what both touched is told, nothing is lost."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given

from articles.content.merge import Clash, merge
from articles.content.problems import Place
from articles.content.snapshot import SCALARS, Image, Reference, Section, Snapshot

from . import strategies

PARTS = ("sections", "references", "images")
BASE = Snapshot(
    title="T",
    slug="t",
    sections=tuple(Section(key=key, heading=key.upper(), body=f"<p>{key}</p>") for key in "abcd"),
    references=(Reference(key="r", title="R"),),
    images=(Image(key="i", file="i.png", width=1, height=1),),
)


def keys(snapshot: Snapshot) -> str:
    return "".join(section.key for section in snapshot.sections)


def ordered(order: str, **changed: str) -> Snapshot:
    """Return the base with its sections in another order, new ones among them, some with other headings."""
    known = {section.key: section for section in BASE.sections}
    rows = (known.get(key, Section(key=key, heading=key.upper())) for key in order)
    return replace(BASE, sections=tuple(replace(row, heading=changed.get(row.key, row.heading)) for row in rows))


@given(strategies.pairs)
def test_edit_of_the_newest_is_itself(pair):
    base, mine = pair
    assert merge(base, base, mine) == (mine, ())


@given(strategies.pairs)
def test_edit_that_changes_nothing_gives_theirs(pair):
    base, theirs = pair
    assert merge(base, theirs, base) == (theirs, ())


@given(strategies.pairs)
def test_same_edit_twice_is_one_edit(pair):
    base, mine = pair
    assert merge(base, mine, mine) == (mine, ())


@given(strategies.threes)
def test_clashes_are_alike_from_both_sides(three):
    base, theirs, mine = three
    one, other = merge(base, theirs, mine)[1], merge(base, mine, theirs)[1]
    assert {clash.place for clash in one} == {clash.place for clash in other}
    assert [(c.place, c.base, c.theirs, c.mine) for c in one if c] or not other


@given(strategies.threes)
def test_only_what_both_changed_clashes(three):
    base, theirs, mine = three
    for clash in merge(base, theirs, mine)[1]:
        assert clash.mine != clash.base != clash.theirs
        assert clash.mine != clash.theirs


@given(strategies.threes)
def test_nothing_is_lost_but_at_clashes(three):
    base, theirs, mine = three
    merged, clashes = merge(base, theirs, mine)
    clashing = {clash.place for clash in clashes}
    for place, was, other, own, found in _places(base, theirs, mine, merged):
        if place in clashing:
            assert found == own
        elif own in (was, other):
            assert found == other
        elif other == was:
            assert found == own
        else:
            assert place.field in ("lead", "body", "categories", "related")


def _places(*snapshots: Snapshot):
    """Yield each place with what every one of the Snapshots has there."""
    for name in SCALARS:
        yield Place("article", "", name), *(getattr(each, name) for each in snapshots)
    for name in PARTS:
        rows = [{row.key: row for row in getattr(each, name)} for each in snapshots]
        for key in {key for each in rows for key in each}:
            found: list[Any] = [each.get(key) for each in rows]
            if None in found:
                yield Place(name.removesuffix("s"), key), *found
            else:
                for each in fields(found[0]):
                    yield Place(name.removesuffix("s"), key, each.name), *(getattr(row, each.name) for row in found)


@given(strategies.threes)
def test_merged_rows_have_each_key_once(three):
    merged = merge(*three)[0]
    for name in PARTS:
        found = [row.key for row in getattr(merged, name)]
        assert len(found) == len(set(found))


def test_disjoint_edits_both_survive():
    theirs = replace(ordered("abcd", b="Theirs"), title="Theirs")
    mine = replace(ordered("abcd", c="Mine"), lead="<p>Mine</p>", references=())
    merged, clashes = merge(BASE, theirs, mine)
    assert not clashes
    assert merged == replace(ordered("abcd", b="Theirs", c="Mine"), title="Theirs", lead="<p>Mine</p>", references=())


@pytest.mark.parametrize(
    ("theirs", "mine", "merged"),
    [
        pytest.param("abcd", "abxcd", "abxcd", id="mine added"),
        pytest.param("xabcd", "abcdy", "xabcdy", id="both added"),
        pytest.param("abxcd", "abycd", "abyxcd", id="both added at one place"),
        pytest.param("acd", "abd", "ad", id="both took out"),
        pytest.param("dabc", "abcd", "dabc", id="they moved"),
        pytest.param("abcd", "bacd", "bacd", id="I moved"),
        pytest.param("dabc", "bacd", "bacd", id="both moved: mine"),
        pytest.param("dabxc", "abcyd", "dabxcy", id="they moved and both added"),
        pytest.param("axbcd", "dcba", "dcbax", id="I moved and they added"),
        pytest.param("", "abcdx", "x", id="they took all out"),
        pytest.param("", "xabcdy", "xy", id="nothing left to stand by"),
    ],
)
def test_orders_are_brought_together(theirs, mine, merged):
    found, clashes = merge(BASE, ordered(theirs), ordered(mine))
    assert keys(found) == merged
    assert not clashes


def test_clash_tells_all_three():
    theirs, mine = ordered("abcd", a="Theirs"), ordered("abcd", a="Mine")
    merged, clashes = merge(BASE, replace(theirs, title="Theirs"), replace(mine, title="Mine"))
    assert clashes == (
        Clash(Place("article", "", "title"), "T", "Theirs", "Mine"),
        Clash(Place("section", "a", "heading"), BASE.sections[0].heading, "Theirs", "Mine"),
    )
    assert merged == replace(mine, title="Mine")


@pytest.mark.parametrize(
    ("theirs", "mine", "kept"),
    [
        pytest.param(ordered("bcd"), ordered("abcd", a="Mine"), "abcd", id="they took out what I changed"),
        pytest.param(ordered("abcd", a="Theirs"), ordered("bcd"), "bcd", id="I took out what they changed"),
        pytest.param(ordered("abcdx", x="Theirs"), ordered("abcdx", x="Mine"), "abcdx", id="both added one key"),
    ],
)
def test_change_against_removal_clashes(theirs, mine, kept):
    merged, clashes = merge(BASE, theirs, mine)
    assert [clash.place.part for clash in clashes] == ["section"]
    assert keys(merged) == kept


def body(text: str) -> Snapshot:
    return replace(BASE, lead="".join(f"<p>{word}</p>" for word in text.split()))


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        pytest.param("a b c", "A b c", "a b C", "A b C", id="two paragraphs"),
        pytest.param("a b", "A b", "a B", "A B", id="neighbours"),
        pytest.param("a b c", "a c", "a b c d", "a c d", id="they took one out, I added one"),
        pytest.param("a b c", "a x b c", "a b y c", "a x b y c", id="both added"),
        pytest.param("a b c", "A b c", "A b C", "A b C", id="one edit of both"),
        pytest.param("a b c", "b c", "a b", "b", id="both took out"),
    ],
)
def test_bodies_are_merged_by_paragraph(base, theirs, mine, merged):
    for one, other in ((theirs, mine), (mine, theirs)):
        assert merge(body(base), body(one), body(other)) == (body(merged), ())


@pytest.mark.parametrize(
    ("base", "theirs", "mine"),
    [
        pytest.param("a b c", "a X c", "a Y c", id="one paragraph"),
        pytest.param("a b c", "a c", "a Y c", id="they took out what I changed"),
        pytest.param("a c", "a x c", "a y c", id="both added at one place"),
    ],
)
def test_one_paragraph_changed_twice_clashes(base, theirs, mine):
    merged, clashes = merge(body(base), body(theirs), body(mine))
    assert clashes == (Clash(Place("article", "", "lead"), body(base).lead, body(theirs).lead, body(mine).lead),)
    assert merged == body(mine)


def test_fields_of_one_row_are_merged():
    theirs = replace(BASE, sections=(replace(BASE.sections[0], heading="Theirs"), *BASE.sections[1:]))
    mine = replace(BASE, sections=(replace(BASE.sections[0], level=3), *BASE.sections[1:]))
    merged, clashes = merge(BASE, theirs, mine)
    assert not clashes
    assert merged.sections[0] == replace(BASE.sections[0], heading="Theirs", level=3)


def test_lists_are_merged_by_item():
    base, theirs, mine = (replace(BASE, categories=tuple(each)) for each in ("abc", "bcx", "yac"))
    assert merge(base, theirs, mine) == (replace(BASE, categories=("y", "c", "x")), ())
