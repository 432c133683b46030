"""Two edits of one base: what one of them touched is taken, what both touched is told, nothing is lost."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.content.merge import Anew, Choice, Clash, merge
from articles.content.merge_text import kind
from articles.content.problems import Place
from articles.content.rekey import rekeyed
from articles.content.restore import missing_rows
from articles.content.snapshot import SCALARS, Image, Reference, Section, Snapshot

from . import strategies

BLANK: dict[str, Any] = {
    "sections": Section(key="", heading=""),
    "references": Reference(key=""),
    "images": Image(key="", file="", width=0, height=0),
}
PARTS = tuple(BLANK)
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
    assume(rekeyed(base, theirs, mine) == mine)
    assume(rekeyed(base, mine, theirs) == theirs)
    one, other = merge(base, theirs, mine)[1], merge(base, mine, theirs)[1]
    assert {(c.place, c.theirs, c.mine) for c in map(hashable, one)} == {
        (c.place, c.mine, c.theirs) for c in map(hashable, other)
    }


def hashable(clash: Clash) -> Clash:
    return Clash(clash.place, repr(clash.base), repr(clash.theirs), repr(clash.mine))


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
    mine = rekeyed(base, theirs, mine)
    clashing = {replace(clash.place, passage=0) for clash in clashes}
    pointed = missing_rows(replace(merged, sections=(), references=(), images=()))
    for place, was, other, own, found in _places(base, theirs, mine, merged):
        body = place.field in ("lead", "body")
        if place in clashing:
            assert body or found == own or place in pointed
        elif own in (was, other):
            assert found == other or place in pointed
        elif other == was:
            assert found == own or place in pointed
        else:
            assert body or place.field in ("categories", "related")


@given(strategies.threes, st.sampled_from(["theirs", "mine", "both"]))
def test_every_clash_can_be_chosen(three, choice):
    base, theirs, mine = three
    clashes = merge(base, theirs, mine)[1]
    chosen, still = merge(base, theirs, mine, {clash.place: choice for clash in clashes}, otherwise="mine")
    assert still == clashes
    assert chosen == merge(base, theirs, mine, otherwise=choice)[0]


def _places(*snapshots: Snapshot):
    """Yield each place with what every one of the Snapshots has there."""
    for name in SCALARS:
        yield Place("article", "", name), *(getattr(each, name) for each in snapshots)
    for name in PARTS:
        rows = [{row.key: row for row in getattr(each, name)} for each in snapshots]
        for key in {key for each in rows for key in each}:
            found: list[Any] = [each.get(key) for each in rows]
            if found[0] is None and None not in found[1:]:
                found[0] = replace(BLANK[name], key=key)  # what both added is merged field by field
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
    ],
)
def test_change_against_removal_clashes(theirs, mine, kept):
    merged, clashes = merge(BASE, theirs, mine)
    assert [clash.place.part for clash in clashes] == ["section"]
    assert keys(merged) == kept


def test_source_of_mine_that_comes_twice_stays_apart():
    page = "https://example.org/page"
    theirs = replace(BASE, references=(*BASE.references, Reference(key="theirs", url=page)))
    mine = replace(
        BASE,
        references=(*BASE.references, Reference(key="mine", url=page), Reference(key="theirs", doi="10.1/x", url=page)),
    )
    assert [row.key for row in rekeyed(BASE, theirs, mine).references] == ["r", "mine", "theirs"]


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
        pytest.param("a b c", "a B c", "a x b c", "a x B c", id="I put one before what they changed"),
        pytest.param("a b c", "a B c", "a b x c", "a B x c", id="I put one behind what they changed"),
        pytest.param("a b c", "A B c", "a b x C", "A B x C", id="they changed two, I changed the next"),
    ],
)
def test_bodies_are_merged_by_paragraph(base, theirs, mine, merged):
    for one, other in ((theirs, mine), (mine, theirs)):
        assert merge(body(base), body(one), body(other)) == (body(merged), ())


def test_new_passages_of_both_stand_one_after_the_other():
    assert merge(body("a b"), body("a x b"), body("a y b")) == (body("a x y b"), ())


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "told", "both"),
    [
        pytest.param("a b c", "a X c", "a Y c", [("b", "X", "Y")], "a X Y c", id="one paragraph"),
        pytest.param("a b c", "a c", "a Y c", [("b", "", "Y")], "a Y c", id="they took out what I changed"),
        pytest.param("a b c", "A X c", "a Y C", [("b", "X", "Y")], "A X Y C", id="one of two that they changed"),
        pytest.param("a b c", "X b Z", "V b W", [("a", "X", "V"), ("c", "Z", "W")], "X V b Z W", id="two"),
        pytest.param("a b c", "x y c", "a z c", [("b", "y", "z")], "x y z c", id="the second of two"),
        pytest.param("a b c d", "a d", "a b x c d", [("b c", "", "b x c")], "a b x c d", id="amid what they took out"),
    ],
)
def test_one_paragraph_changed_twice_clashes(base, theirs, mine, told, both):
    clashes = merge(body(base), body(theirs), body(mine))[1]
    assert clashes == tuple(
        Clash(Place("article", "", "lead", number), body(was).lead, body(other).lead, body(own).lead)
        for number, (was, other, own) in enumerate(told, start=1)
    )
    assert merge(body(base), body(theirs), body(mine), otherwise="both")[0] == body(both)
    first: dict[Place, Choice] = {clashes[0].place: "theirs"}
    assert merge(body(base), body(theirs), body(mine), first)[0].lead.count(body(told[0][1]).lead or "\n") <= 1


def test_new_passages_that_say_the_same_clash():
    theirs = replace(BASE, lead="<p>Trade grew fast in that year.</p>")
    mine = replace(BASE, lead="<p>Trade grew very fast in that year.</p>")
    assert [clash.place for clash in merge(BASE, theirs, mine)[1]] == [Place("article", "", "lead", 1)]


def test_pictures_are_alike_where_they_are_the_same():
    first, second = ('<figure data-image="i"></figure>', '<figure data-image="j"></figure>')
    theirs, mine = (replace(BASE, lead=each) for each in (first, second))
    assert merge(BASE, theirs, mine) == (replace(BASE, lead=first + second), ())
    assert merge(BASE, theirs, replace(BASE, lead=f"<p>x</p>{first}"))[1]


def test_something_else_can_stand_at_a_clash():
    theirs, mine = (replace(body(f"a {each} c"), title=each) for each in ("X", "Y"))
    choices = {Place("article", "", "title"): Anew("Z"), Place("article", "", "lead", 1): Anew("<p>Z</p><p>z</p>")}
    merged, clashes = merge(body("a b c"), theirs, mine, choices)
    assert merged == replace(body("a Z z c"), title="Z")
    assert len(clashes) == len(choices)


def test_clash_counts_passages_of_its_kind_in_mine():
    was = "<p>a</p><ul><li>1</li></ul><p>b</p><p>c</p>"
    theirs = replace(BASE, lead=was.replace(">c<", ">X<").replace(">1<", ">2<"))
    mine = replace(BASE, lead=f"<p>new</p>{was}".replace(">c<", ">Y<").replace(">1<", ">3<"))
    clashes = merge(replace(BASE, lead=was), theirs, mine)[1]
    assert [(kind(clash.mine), clash.nth) for clash in clashes] == [("ul", 1), ("p", 4)]


def test_fields_of_one_row_are_merged():
    theirs = replace(BASE, sections=(replace(BASE.sections[0], heading="Theirs"), *BASE.sections[1:]))
    mine = replace(BASE, sections=(replace(BASE.sections[0], level=3), *BASE.sections[1:]))
    merged, clashes = merge(BASE, theirs, mine)
    assert not clashes
    assert merged.sections[0] == replace(BASE.sections[0], heading="Theirs", level=3)


def test_lists_are_merged_by_item():
    base, theirs, mine = (replace(BASE, categories=tuple(each)) for each in ("abc", "bcx", "yac"))
    assert merge(base, theirs, mine) == (replace(BASE, categories=("y", "c", "x")), ())


@given(strategies.threes)
def test_keys_are_brought_together_once(three):
    base, theirs, mine = three
    once = rekeyed(base, theirs, mine)
    assert rekeyed(base, theirs, once) == once


# What both added --------------------------------------------------------------------------------------------

CITING = '<p>x<cite data-ref="{}"></cite></p>'


def citing(key: str, lead: str = "", **source: Any) -> Snapshot:
    return replace(
        BASE,
        lead=lead or CITING.format(key),
        references=(*BASE.references, Reference(key=key, **source)),
    )


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        pytest.param({"url": "https://www.example.org/a/"}, {"url": "http://example.org/a#b"}, id="address"),
        pytest.param({"doi": "10.1000/AB"}, {"doi": "10.1000/ab", "url": "https://example.org"}, id="DOI"),
        pytest.param({"isbn": "0-306-40615-2"}, {"isbn": "0306406152"}, id="ISBN"),
        pytest.param({"title": "A"}, {"title": "A"}, id="all of it"),
    ],
)
def test_one_source_added_twice_is_one_reference(theirs, mine):
    merged, clashes = merge(BASE, citing("theirs", **theirs), citing("mine", BASE.lead + CITING.format("mine"), **mine))
    assert [row.key for row in merged.references] == ["r", "theirs"]
    assert "mine" not in merged.lead
    assert all(clash.place.part == "reference" for clash in clashes)


def test_fields_that_only_one_filled_in_are_kept():
    theirs = citing("a", "<p>1</p>", url="https://example.org/", title="T")
    mine = citing("b", "<p>1</p>", url="https://example.org/", publisher="P")
    merged, clashes = merge(BASE, theirs, mine)
    assert merged.references[-1] == Reference(key="a", url="https://example.org/", title="T", publisher="P")
    assert not clashes


def test_two_sources_under_one_key_are_two_references():
    theirs = citing("smith", "<p>One thing</p>" + CITING.format("smith"), url="https://example.org/1")
    mine = citing("smith", '<p>Quite another<cite data-ref="smith"></cite></p>', url="https://example.org/2")
    merged, clashes = merge(replace(BASE, lead=""), theirs, mine)
    assert [(row.key, row.url[-1:]) for row in merged.references[1:]] == [("smith-2", "2"), ("smith", "1")]
    assert not clashes
    assert 'data-ref="smith"' in merged.lead
    assert 'data-ref="smith-2"' in merged.lead


def sources(*rows: tuple[str, str]) -> Snapshot:
    cited = "".join(f'<p>{key} {url}<cite data-ref="{key}"></cite></p>' for key, url in rows)
    return replace(BASE, lead=cited, references=tuple(Reference(key=key, url=f"https://{url}/") for key, url in rows))


def test_one_source_is_one_reference_though_keys_are_crossed():
    merged, clashes = merge(sources(), sources(("a", "one.org")), sources(("a", "two.org"), ("b", "one.org")))
    assert [(row.key, row.url) for row in merged.references] == [("a-2", "https://two.org/"), ("a", "https://one.org/")]
    assert 'a two.org<cite data-ref="a-2">' in merged.lead
    assert 'b one.org<cite data-ref="a">' in merged.lead
    assert [clash.place.field for clash in clashes] == ["lead"]


def test_source_that_one_added_twice_stays_twice():
    merged, _ = merge(sources(), sources(("a", "one.org")), sources(("a", "one.org"), ("b", "one.org")))
    assert [row.key for row in merged.references] == ["a", "b"]


def test_two_sections_of_one_name_are_one_and_others_are_two():
    theirs = replace(BASE, sections=(*BASE.sections, Section(key="x", heading="History", body="<p>Theirs</p>")))
    mine = replace(BASE, sections=(*BASE.sections, Section(key="x", heading="HISTORY", body="<p>Other</p>")))
    merged, clashes = merge(BASE, theirs, mine)
    assert keys(merged) == "abcdx"
    assert merged.sections[-1].body == "<p>Theirs</p><p>Other</p>"
    assert [clash.place.field for clash in clashes] == ["heading"]
    other = replace(
        BASE, lead='<p><a data-section="x">x</a></p>', sections=(*BASE.sections, Section(key="x", heading="Y"))
    )
    merged, clashes = merge(BASE, theirs, other)
    assert [section.key for section in merged.sections[4:]] == ["x-2", "x"]
    assert 'data-section="x-2"' in merged.lead
    assert not clashes


def test_images_under_one_key_stay_apart():
    theirs, mine = (replace(BASE, images=(Image(key="x", file=f, width=1, height=1),)) for f in ("1.png", "2.png"))
    assert [image.file for image in merge(replace(BASE, images=()), theirs, mine)[0].images] == ["2.png", "1.png"]


# What one took out and the other points at ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lead", "taken"),
    [
        pytest.param('<p><cite data-ref="r"></cite></p>', {"references": ()}, id="cited"),
        pytest.param('<figure data-image="i"></figure>', {"images": ()}, id="shown"),
        pytest.param('<p><a data-section="d">d</a></p>', {"sections": BASE.sections[:3]}, id="linked"),
        pytest.param(
            '<p><a data-article="t" data-section="d">d</a></p>', {"sections": BASE.sections[:3]}, id="by name"
        ),
    ],
)
def test_what_merged_text_points_at_stays(lead, taken):
    one, other = replace(BASE, lead=lead), replace(BASE, **taken)
    for theirs, mine in ((one, other), (other, one)):
        assert merge(BASE, theirs, mine) == (one, ())
