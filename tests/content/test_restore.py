"""What was comes back: the whole, or one place with the sources that it needs; everything else stays as it is."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import citations, wikilinks
from articles.content.markup import read, walk
from articles.content.problems import Place
from articles.content.restore import restored, settled, with_needed
from articles.content.snapshot import (
    IMAGE_FIELDS,
    REFERENCE_FIELDS,
    SCALARS,
    SECTION_FIELDS,
    Image,
    Reference,
    Section,
    Snapshot,
)

from . import strategies

ROWS = {"section": "sections", "reference": "references", "image": "images"}
FIELDS = {"section": SECTION_FIELDS, "reference": REFERENCE_FIELDS, "image": IMAGE_FIELDS}

articles = [Place("article", "", name) for name in SCALARS]
type Restoration = tuple[Snapshot, Snapshot, Place]


def places(*snapshots: Snapshot) -> list[Place]:
    """Return every row of some Snapshots, and every field of these."""
    found = {Place(part, row.key) for each in snapshots for part, name in ROWS.items() for row in getattr(each, name)}
    rows = sorted(found, key=repr)
    return [*rows, *(replace(row, field=name) for row in rows for name in FIELDS[row.part])]


@st.composite
def restorations(draw: st.DrawFn) -> Restoration:
    """Draw an article as it is, as it was, and a place in either."""
    now, then = draw(strategies.versions)
    rows = places(now, then)
    return now, then, draw(st.sampled_from(articles) | st.sampled_from(rows) if rows else st.sampled_from(articles))


def at(snapshot: Snapshot, place: Place) -> Any:
    """Return what a Snapshot has at a place; None where the row is not there."""
    if place.part == "article":
        return getattr(snapshot, place.field)
    row = getattr(snapshot, place.part)(place.key)
    return getattr(row, place.field) if row and place.field else row


def keys(snapshot: Snapshot, part: str) -> list[str]:
    return [row.key for row in getattr(snapshot, ROWS[part])]


def needed(snapshot: Snapshot) -> set[tuple[str, str]]:
    """Return (part, key) of the sections, references and images that the text asks for."""
    cited = {("reference", citation.key) for citation in citations.of(snapshot)}
    links = (link for _, body in snapshot.bodies() for link in wikilinks.linked(body))
    linked = {("section", link.section) for link in links if link.section and link.slug in ("", snapshot.slug)}
    nodes = (node for _, body in snapshot.bodies() for node in walk(read(body)))
    return cited | linked | {("image", node.get("data-image")) for node in nodes if node.tag == "figure"}


@given(strategies.versions)
def test_whole_comes_back_as_it_was(pair):
    now, then = pair
    assert restored(now, then) == then


@given(restorations())
def test_place_comes_back_as_it_was(restoration):
    now, then, place = restoration
    assert at(restored(now, then, place), place) == at(then, place)


@given(restorations())
def test_row_comes_back_whole_where_it_is_gone(restoration):
    now, then, place = restoration
    row = replace(place, field="")
    if place.part != "article" and at(now, row) is None:
        assert at(restored(now, then, place), row) == at(then, row)


@given(restorations())
def test_other_fields_of_a_row_stay(restoration):
    now, then, place = restoration
    row = replace(place, field="")
    if place.part != "article" and place.field and None not in (at(now, row), at(then, row)):
        value = {place.field: at(then, place)}
        assert at(restored(now, then, place), row) == replace(at(now, row), **value)


@given(restorations())
def test_nothing_else_changes_but_sources_that_come(restoration):
    now, then, place = restoration
    found = restored(now, then, place)
    assert all(at(found, each) == at(now, each) for each in articles if each != place)
    for part, name in ROWS.items():
        rows = [row for row in getattr(found, name) if (part, row.key) != (place.part, place.key)]
        came = [row for row in rows if row.key not in keys(now, part)]
        assert [row for row in rows if row not in came] == [
            row for row in getattr(now, name) if (part, row.key) != (place.part, place.key)
        ]
        assert all((part, row.key) in needed(found) and row in getattr(then, name) for row in came)


@given(restorations())
def test_text_has_the_sources_that_there_were(restoration):
    now, then, place = restoration
    found = restored(now, then, place)
    had, has = ({(part, key) for part in ROWS for key in keys(each, part)} for each in (then, found))
    assert needed(found) & had <= has


@given(strategies.versions)
def test_sources_come_for_any_text(pair):
    now, then = pair
    found = with_needed(now, then)
    had, has = ({(part, key) for part in ROWS for key in keys(each, part)} for each in (then, found))
    assert needed(now) & had <= has
    for name in ROWS.values():
        came = [row for row in getattr(found, name) if row not in getattr(now, name)]
        assert [row for row in getattr(found, name) if row not in came] == list(getattr(now, name))
        assert set(map(repr, came)) <= set(map(repr, getattr(then, name)))
    assert replace(found, **{name: getattr(now, name) for name in ROWS.values()}) == now


@given(restorations())
def test_rows_have_each_key_once(restoration):
    found = restored(*restoration)
    assert all(len(keys(found, part)) == len(set(keys(found, part))) for part in ROWS)


@given(restorations())
def test_restoring_twice_is_restoring_once(restoration):
    now, then, place = restoration
    found = restored(now, then, place)
    assert restored(found, then, place) == found


@given(strategies.snapshots)
def test_what_is_there_need_not_be_restored(snapshot):
    whole = restored(snapshot, snapshot)
    assert all(restored(snapshot, snapshot, place) == whole for place in (*articles, *places(snapshot)))


@given(strategies.snapshots, st.data())
def test_row_taken_out_and_put_back_stands_where_it_stood(snapshot, data):
    part, name = data.draw(st.sampled_from(list(ROWS.items())))
    for row in getattr(snapshot, name):
        place = Place(part, row.key)
        without = settled(snapshot, place, None)
        assert getattr(without, name) == tuple(each for each in getattr(snapshot, name) if each != row)
        assert settled(without, place, row, order=getattr(snapshot, name)) == snapshot


@given(restorations())
def test_value_is_settled_at_its_place_alone(restoration):
    now, then, place = restoration
    value = at(then, place)
    found = settled(now, place, value, order=getattr(then, ROWS.get(place.part, ""), ()))
    if place.part == "article" or not place.field or at(now, replace(place, field="")):
        assert at(found, place) == value
        assert settled(found, place, at(now, place), order=getattr(now, ROWS.get(place.part, ""), ())) == now


def sections(order: str) -> Snapshot:
    return Snapshot(title="T", slug="t", sections=tuple(Section(key=key, heading=key.upper()) for key in order))


@pytest.mark.parametrize(
    ("now", "then", "key", "found"),
    [
        pytest.param("acd", "abcd", "b", "abcd", id="where it was"),
        pytest.param("bcd", "abcd", "a", "abcd", id="first"),
        pytest.param("abc", "abcd", "d", "abcd", id="last"),
        pytest.param("ad", "abcd", "c", "acd", id="behind the nearest that is still there"),
        pytest.param("dca", "abcd", "b", "dcab", id="behind it wherever that stands now"),
        pytest.param("xyd", "abcd", "c", "cxyd", id="none of those before is there"),
        pytest.param("", "ab", "b", "b", id="nothing is there"),
        pytest.param("axb", "ab", "x", "ab", id="one that was not there"),
        pytest.param("ba", "ab", "a", "ba", id="one that moved stays where it is"),
        pytest.param("ab", "ab", "x", "ab", id="one that never was"),
    ],
)
def test_section_comes_back_to_its_place(now, then, key, found):
    assert restored(sections(now), sections(then), Place("section", key)) == sections(found)


def test_row_without_an_order_comes_last():
    row = sections("c").sections[0]
    assert settled(sections("ab"), Place("section", "c"), row) == sections("abc")


@pytest.mark.parametrize("value", ["Heading", None])
def test_field_of_a_row_that_is_gone_settles_nothing(value):
    assert settled(sections("ab"), Place("section", "c", "heading"), value) == sections("ab")


def test_field_is_settled_in_its_row():
    found = settled(sections("ab"), Place("section", "b", "heading"), "New")
    assert [row.heading for row in found.sections] == [sections("a").sections[0].heading, "New"]


def test_field_of_a_section_that_was_not_there_takes_it_out():
    assert restored(sections("ab"), sections("a"), Place("section", "b", "heading")) == sections("a")


def test_whole_is_what_it_was():
    assert restored(BARE, THEN) == THEN


def test_field_of_a_row_comes_back_alone():
    then = sections("ab").sections[1]
    now = replace(sections("ab"), sections=(replace(then, heading="New", body="<p>New.</p>"),))
    assert restored(now, sections("ab"), Place("section", "b", "heading")).sections == (
        replace(then, body="<p>New.</p>"),
    )


def test_field_of_the_article_is_settled():
    assert settled(BARE, Place("article", "", "title"), "V") == replace(BARE, title="V")


TEXT = '<p>x<cite data-ref="b"></cite></p><blockquote><figure data-image="j"></figure></blockquote>'
THEN = Snapshot(
    title="T",
    slug="t",
    lead=TEXT,
    sections=(Section(key="s", heading="S", body=TEXT),),
    references=tuple(Reference(key=key, title=f"{key} then") for key in "abc"),
    images=tuple(Image(key=key, file=f"{key}.png", width=1, height=1) for key in "ij"),
)
BARE = Snapshot(title="U", slug="u", references=(Reference(key="c", title="c now"), Reference(key="d")))


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        pytest.param(Place("article", "", "lead"), {"lead": TEXT}, id="the lead"),
        pytest.param(Place("section", "s"), {"sections": THEN.sections}, id="a section"),
        pytest.param(Place("section", "s", "body"), {"sections": THEN.sections}, id="the body of one that is gone"),
    ],
)
def test_text_brings_the_sources_that_are_gone(place, parts):
    sources: dict[str, Any] = {"references": (THEN.references[1], *BARE.references), "images": THEN.images[1:]}
    assert restored(BARE, THEN, place) == replace(BARE, **parts, **sources)


def test_sources_that_are_there_stay_as_they_are():
    image = replace(THEN.images[1], caption="Now")
    now = replace(BARE, references=(Reference(key="b", title="b now"),), images=(image,))
    assert restored(now, THEN, Place("article", "", "lead")) == replace(now, lead=TEXT)


def test_sources_that_never_were_are_not_made_up():
    then = replace(THEN, references=(), images=())
    assert restored(BARE, then, Place("article", "", "lead")) == replace(BARE, lead=TEXT)
