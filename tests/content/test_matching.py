"""Passages are found again: where they were, elsewhere, changed, in parts, together."""

from collections import Counter

import pytest
from hypothesis import given

from articles.content.matching import match
from articles.content.snapshot import Section, Snapshot

from . import strategies


@given(strategies.versions)
def test_every_passage_is_matched_once(pair):
    old, new = pair
    found = match(old, new)
    for side, snapshot in (("old", old), ("new", new)):
        told = [(passage.section, passage.place, passage.html) for each in found for passage in getattr(each, side)]
        bodies: dict[str, str] = {}
        for section, _, html in sorted(told):
            bodies[section] = bodies.get(section, "") + html
        assert not [place for place, count in Counter(told).items() if count > 1]
        assert bodies == {key: body for key, body in snapshot.bodies() if body}


@given(strategies.versions)
def test_sides_can_be_swapped(pair):
    there = Counter((each.new, each.old, each.moved) for each in match(*pair))
    assert there == Counter((each.old, each.new, each.moved) for each in match(*reversed(pair)))


@given(strategies.snapshots)
def test_nothing_happened_to_what_is_the_same(snapshot):
    assert all(each.is_same for each in match(snapshot, snapshot))


A = "The embassy in Minsk was opened by the minister in the spring of that year."
B = "Trade between the two countries grew from almost nothing to a few million dollars."
C = "Soldiers of both armies trained together for the first time in the autumn of 2015."
D = "A direct flight between the capitals was announced, and never flew."


def article(*bodies: str) -> Snapshot:
    """Make an article; a body is paragraphs parted by bars."""
    sections = (
        Section(key=f"s{n}", heading="S", body="".join(f"<p>{text}</p>" for text in body.split("|") if text))
        for n, body in enumerate(bodies)
    )
    return Snapshot(title="T", slug="t", sections=tuple(sections))


def told(old: Snapshot, new: Snapshot) -> list[str]:
    """Tell what happened, as "s0.1>s1.0!", where ! says moved."""
    out = []
    for each in match(old, new):
        if not each.is_same:
            sides = ("+".join(f"{p.section}.{p.place}" for p in side) for side in (each.old, each.new))
            out.append(">".join(sides) + "!" * each.moved)
    return sorted(out)


def without(text: str, words: str) -> str:
    return text.replace(words, "")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param([f"{A}|{B}|{C}"], [f"{A}|{C}"], ["s0.1>"], id="taken out"),
        pytest.param([f"{A}|{C}"], [f"{A}|{B}|{C}"], [">s0.1"], id="added"),
        pytest.param([f"{A}|{B}|{C}"], [f"{B}|{C}|{A}"], ["s0.0>s0.2!"], id="moved down"),
        pytest.param([f"{A}|{B}|{C}"], [f"{C}|{A}|{B}"], ["s0.2>s0.0!"], id="moved up"),
        pytest.param([f"{A}|{B}", C], [A, f"{B}|{C}"], ["s0.1>s1.0!"], id="moved to another section"),
        pytest.param([A, B], [f"{A}|{B}"], ["s1.0>s0.1!"], id="its section was taken out"),
        pytest.param([f"{A}|{B}"], [f"{A}|{without(B, 'almost ')}"], ["s0.1>s0.1"], id="changed"),
        pytest.param(
            [f"{A}|{B}", C], [A, f"{C}|{without(B, ' between the two countries')}"], ["s0.1>s1.1!"],
            id="moved and changed",
        ),
        pytest.param([f"{A} {B}|{C}"], [f"{A}|{B}|{C}"], ["s0.0>s0.0+s0.1"], id="split"),
        pytest.param([f"{A}|{B}|{C}"], [f"{A} {B}|{C}"], ["s0.0+s0.1>s0.0"], id="joined"),
        pytest.param([f"{A} {B} {C}"], [f"{A}|{B}|{C}"], ["s0.0>s0.0+s0.1+s0.2"], id="split in three"),
        pytest.param(
            [f"{A} {B}|{C}"], [f"{without(A, 'in Minsk ')}|{B} Or so.|{C}"], ["s0.0>s0.0+s0.1"],
            id="split and changed",
        ),
        pytest.param([f"{A}|{B}"], [f"{C}|{D}"], [">s0.0", ">s0.1", "s0.0>", "s0.1>"], id="others in their place"),
        pytest.param([A], [f"{A}|{D}"], [">s0.1"], id="an added one is no part of a split"),
        pytest.param(["Yes."], ["No."], [">s0.0", "s0.0>"], id="too short to be known again"),
        pytest.param([f"{A}|{A}"], [A], ["s0.1>"], id="one of two alike"),
    ],
)  # fmt: skip
def test_passages_are_found_again(old, new, found):
    assert told(article(*old), article(*new)) == found


def test_long_rewritten_sections_are_matched_by_phrases():
    texts = [f"The {n}th agreement of the two governments, on {n * 7} kinds of goods, was signed." for n in range(40)]
    changed = [text.replace("signed", "signed at last") for text in texts]
    found = match(article("|".join(texts)), article("|".join(changed)))
    assert [(each.old[0].place, each.new[0].place) for each in found] == [(n, n) for n in range(40)]


def test_pictures_are_paired_where_they_stand():
    old, new = (f'<p>{A}</p><figure data-image="{key}"></figure>' for key in "ab")
    sections = [Section(key="s", heading="S", body=body) for body in (old, new)]
    changed = [m for m in match(*(Snapshot(title="T", slug="t", sections=(s,)) for s in sections)) if not m.is_same]
    assert [(m.old[0].place, m.new[0].place) for m in changed] == [(1, 1)]


def test_lists_and_texts_are_not_one_another():
    words = " ".join(A.split() * 2)
    old = Snapshot(title="T", slug="t", lead=f"<p>{words}</p>")
    new = Snapshot(title="T", slug="t", sections=(Section(key="s", heading="S", body=f"<ul><li>{words}</li></ul>"),))
    assert told(old, new) == [".0>", ">s.0"]


def test_one_of_two_alike_is_known_again():
    old = article(B, without(B, "from almost nothing "), "")
    assert told(old, article("", "", without(B, "almost "))) == ["s0.0>s2.0!", "s1.0>"]


def section(body: str) -> Snapshot:
    return Snapshot(title="T", slug="t", sections=(Section(key="s0", heading="S", body=body),))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param(f"<p>{A} {B}</p>", f"<p>{B}</p><p>{A}</p>", [">s0.0", "s0.0>s0.1"], id="its parts turned around"),
        pytest.param(
            f"<p>{A} {B} {C} {D}</p>", "<p>In the spring of that year.</p><p>For the first time in the autumn.</p>",
            [">s0.0", ">s0.1", "s0.0>"], id="a few of its words",
        ),
        pytest.param(
            f"<p>{A} {B}</p>", f'<p lang="en">{A}</p><p>{B}</p>', [">s0.1", "s0.0>s0.0"], id="a part of another kind",
        ),
    ],
)  # fmt: skip
def test_split_keeps_words_order_and_kind(old, new, found):
    assert told(section(old), section(new)) == found
