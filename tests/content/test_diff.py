"""Differences: nothing where nothing differs; applied they lead to the new side, turned they lead back."""

from dataclasses import replace
from time import process_time
from typing import Any

import pytest
from hypothesis import given

from articles.content import blocks, diff, weave
from articles.content.diff import Detail, FieldChange, ItemChange, PassageChange, RowChange, apply, compare, turned
from articles.content.names import Name
from articles.content.snapshot import Image, Reference, Section, Snapshot, to_json

from . import strategies

BASE = Snapshot(
    title="T",
    slug="t",
    sections=tuple(Section(key=key, heading=key.upper(), body=f"<p>Words of {key} are here.</p>") for key in "abc"),
    references=(Reference(key="r", title="R"), Reference(key="s", title="S")),
    images=(Image(key="i", file="i.png", width=1, height=1),),
)


@given(strategies.snapshots)
def test_nothing_differs_from_itself(snapshot):
    assert compare(snapshot, snapshot) == ()


@given(strategies.versions)
def test_applied_changes_give_the_new_side(pair):
    old, new = pair
    assert to_json(apply(compare(old, new), old)) == to_json(new)


A, B, C = BASE.sections


@pytest.mark.parametrize(
    "new",
    [
        replace(BASE, title="U", related=("x", "y")),
        replace(BASE, sections=(C, A, replace(B, heading="Else", body=f"{B.body}<p>And more of it.</p>"))),
        replace(BASE, lead=A.body, sections=(replace(A, body=""), C, Section(key="d", heading="D", body=B.body))),
        replace(BASE, references=(BASE.references[1],), images=()),
        replace(BASE, lead='<p>One two<cite data-ref="r"></cite> three.</p>'),
    ],
    ids=["fields and items", "rows and passages", "passages between bodies", "rows that went", "lead"],
)
def test_what_is_told_leads_to_the_other_side_and_back(new):
    assert apply(compare(BASE, new), BASE) == new
    assert apply(compare(new, BASE), new) == BASE
    assert apply(tuple(map(turned, compare(BASE, new))), new) == BASE


@given(strategies.versions)
def test_turned_changes_are_those_back(pair):
    old, new = pair
    assert sorted(map(repr, map(turned, compare(old, new)))) == sorted(map(repr, compare(new, old)))
    assert diff.size(compare(old, new)) == diff.size(compare(new, old))[::-1]


@given(strategies.versions)
def test_what_changed_is_touched(pair):
    old, new = pair
    changes = compare(old, new)
    touched = {(touch.part, touch.key) for touch in diff.touches(changes, old, new)}
    assert bool(touched) is bool(changes)
    assert {(c.part, c.key) for c in changes if isinstance(c, FieldChange | RowChange)} <= touched
    assert all(touch.actions for touch in diff.touches(changes, old, new))


def one(new: Snapshot, old: Snapshot = BASE) -> Any:
    """Return the only Change."""
    (change,) = compare(old, new)
    return change


def section(body: str) -> Snapshot:
    return replace(BASE, sections=(replace(BASE.sections[0], body=body), *BASE.sections[1:]))


def test_fields_are_told():
    assert one(replace(BASE, title="U")) == FieldChange("article", "", "title", "T", "U")
    renamed = (replace(BASE.sections[0], heading="X"), *BASE.sections[1:])
    assert one(replace(BASE, sections=renamed)) == FieldChange("section", "a", "heading", "A", "X")
    archived = (replace(BASE.references[0], archive_url="https://a.b/"), BASE.references[1])
    assert one(replace(BASE, references=archived)) == FieldChange("reference", "r", "archive_url", "", "https://a.b/")
    said = (replace(BASE.images[0], alternative_text="A flag"),)
    assert one(replace(BASE, images=said)) == FieldChange("image", "i", "alternative_text", "", "A flag")


def test_one_and_true_differ_in_json():
    old, new = (replace(BASE, references=(Reference(key="r", extra={"volume": each}),)) for each in (1, True))
    assert one(new, old).name == "extra"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "The old title",
            "The new title",
            [("same", "The ", "The "), ("replaced", "old", "new"), ("same", " title", " title")],
        ),
        ("", "Words", [("inserted", "", "Words")]),
    ],
)
def test_words_of_a_field_are_told(old, new, told):
    runs = FieldChange("article", "", "title", old, new).runs
    assert [(r.op, *("".join(t.text for t in side) for side in (r.old, r.new))) for r in runs] == told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ((Name(literal="A"),), (Name(family="A", given="B"), Name(literal="C")), ("A", "A, B\nC")),
        ({"volume": 1}, {}, ("volume: 1", "")),
        (2, 3, ("2", "3")),
    ],
)
def test_other_values_are_told_whole(old, new, told):
    (run,) = FieldChange("reference", "r", "authors", old, new).runs
    assert tuple("".join(t.text for t in side) for side in (run.old, run.new)) == told


def test_rows_that_come_and_go_are_told():
    new = replace(BASE, sections=(Section(key="d", heading="D"), *BASE.sections[1:]), references=BASE.references[1:])
    found = [change for change in compare(BASE, new) if isinstance(change, RowChange)]
    assert found == [
        RowChange("section", "a", Section(key="a", heading="A"), 0, None),
        RowChange("section", "d", Section(key="d", heading="D"), None, 0),
        RowChange("reference", "r", BASE.references[0], 0, None),
    ]


@pytest.mark.parametrize(
    ("order", "moved"),
    [("cab", [("c", 2, 0)]), ("bca", [("a", 0, 2)])],
)
def test_as_few_rows_as_can_be_are_moved(order, moved):
    rows = {row.key: row for row in BASE.sections}
    found = compare(BASE, replace(BASE, sections=tuple(rows[key] for key in order)))
    assert [(change.key, change.old, change.new) for change in found] == moved  # type: ignore[union-attr]


def test_items_are_told():
    old, new = (replace(BASE, categories=tuple(names)) for names in ("abc", "cbd"))
    assert set(compare(old, new)) == {
        ItemChange("categories", "a", 0, None),
        ItemChange("categories", "d", None, 2),
        one_moved(compare(old, new)),
    }


def one_moved(found: Any) -> Any:
    (moved,) = (change for change in found if change.old is not None and change.new is not None)
    return moved


def details(old: str, new: str) -> set[Detail]:
    change = one(section(new), section(old))
    assert isinstance(change, PassageChange)
    return set(diff.details(change.boxes))


def p(text: str) -> str:
    return f"<p>The ministers met {text} in the spring.</p>"


def table(*cells: str) -> str:
    return f"<table><tbody>{''.join(f'<tr><td>{c}</td><td>same</td></tr>' for c in cells)}</tbody></table>"


CITE = '<cite data-ref="{}"></cite>'.format


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (p("here"), p("there again"), {Detail("words-added", count=2), Detail("words-removed")}),
        (p("here"), p("<em>here</em>"), {Detail("formatting")}),
        (p('<a data-article="a">here</a>'), p('<a data-article="b">here</a>'), {Detail("link-retargeted", "a", "b")}),
        (p("here"), p('<a data-article="b" data-section="c">here</a>'), {Detail("link-added", "", "b#c")}),
        (p('<a href="https://a.b/">here</a>'), p("here"), {Detail("link-removed", "https://a.b/", "")}),
        (p("here"), p(f"here{CITE('r')}"), {Detail("citation-added", new="r")}),
        (p(f"here{CITE('r')}"), p("here"), {Detail("citation-removed", old="r")}),
        (p(f"here{CITE('r')}"), p(f"here{CITE('s')}"), {Detail("citation-repointed", "r", "s")}),
        (
            p(f"here{CITE('r')}"), p('here<cite data-ref="r" data-locator="p. 2"></cite>'),
            {Detail("locator", "", "p. 2")},
        ),
        (
            p(f"Minsk{CITE('r')} is big"), p(f"Brest{CITE('s')} is big"),
            {Detail("words-added"), Detail("words-removed"), Detail("citation-repointed", "r", "s")},
        ),
        (
            p(f"one{CITE('r')}two stays"), p(f"three{CITE('r')}four stays"),
            {Detail("words-added", count=2), Detail("words-removed", count=2)},
        ),
        (p("red fox"), p("blue dog"), {Detail("words-added", count=2), Detail("words-removed", count=2)}),
        (p("here"), p("here,<br>there"), {Detail("words-added")}),
        (table("a", "b"), table("a", "b", "c"), {Detail("row-added"), Detail("words-added", count=2)}),
        (table("a", "b"), table("b"), {Detail("row-removed"), Detail("words-removed", count=2)}),
        (table("a", "b"), table("a", "c"), {Detail("cell-changed"), Detail("words-added"), Detail("words-removed")}),
        (
            "<ul><li>one two</li></ul>", "<ul><li>one two</li><li>three</li></ul>",
            {Detail("item-added"), Detail("words-added")},
        ),
        ("<ul><li>one two</li></ul>", "<ol><li>one two</li></ol>", {Detail("formatting")}),
        ('<figure data-image="a"></figure>', '<figure data-image="b"></figure>', {Detail("image", "a", "b")}),
    ],
)  # fmt: skip
def test_details_are_told(old, new, found):
    assert details(old, new) == found


TOGETHER = "<p>One two three four. Five six seven eight.</p>"
APART = "<p>One two three four.</p><p>Five six seven eight.</p>"


@pytest.mark.parametrize(
    ("old", "new", "action"),
    [
        ("", "<p>Some words.</p>", "added"),
        ("<p>Some words.</p>", "", "removed"),
        ("<p>Some words are here.</p>", "<p>Some words were here.</p>", "changed"),
        (TOGETHER, APART, "split"),
        (APART, TOGETHER, "joined"),
    ],
)  # fmt: skip
def test_passages_are_told(old, new, action):
    assert one(section(new), section(old)).action == action


def test_moved_passage_is_moved_with_its_changes():
    text = "<p>A direct flight between the capitals was {} announced that year.</p>"
    old, new = section(text.format("at last")), section("")
    new = replace(new, lead=text.format("never"))
    change = one(new, old)
    assert (change.action, change.moved) == ("moved", True)
    assert diff.size((change,)) == (1, 2)


def test_shifted_numbers_are_no_change():
    old = replace(section(p(f"here{CITE('r')}")), lead="")
    new = replace(old, lead=p(f"before{CITE('s')}"))
    assert [c.action for c in compare(old, new) if isinstance(c, PassageChange)] == ["added"]
    assert len(compare(old, new)) == 1


@pytest.mark.parametrize(
    ("new", "size"),
    [
        (replace(BASE, lead="<p>Four words more, now.</p>"), (4, 0)),
        (replace(BASE, sections=BASE.sections[1:]), (0, 6)),
        (replace(BASE, sections=(*BASE.sections, Section(key="d", heading="Two words"))), (2, 0)),
        (replace(BASE, sections=(replace(BASE.sections[0], heading="Two words"), *BASE.sections[1:])), (2, 1)),
        (replace(BASE, sections=BASE.sections[::-1]), (0, 0)),
        (replace(BASE, title="Not counted", references=()), (0, 0)),
    ],
)
def test_words_that_readers_read_are_counted(new, size):
    assert diff.size(compare(BASE, new)) == size


def test_citation_that_only_moves_touches_no_source():
    old = replace(BASE, lead='<p>one two three<cite data-ref="r"></cite></p><p>four five six</p>')
    new = replace(BASE, lead='<p>one two three</p><p>four five six<cite data-ref="r"></cite></p>')
    assert [touch.part for touch in diff.touches(compare(old, new), old, new)] == ["article"]


@pytest.mark.parametrize(
    ("new", "touches"),
    [
        (replace(BASE, title="U", lead=p("x")), [("article", "", "U", ("title", "lead"))]),
        (replace(BASE, categories=("X",)), [("article", "", "T", ("categories",))]),
        (section(p(f"x{CITE('r')}")), [("section", "a", "A", ("text",)), ("reference", "r", "R", ("cited",))]),
        (
            replace(BASE, sections=(replace(BASE.sections[1], heading="X", level=3), *BASE.sections[::2])),
            [("section", "b", "X", ("moved", "renamed", "level"))],
        ),
        (replace(BASE, sections=BASE.sections[1:]), [("section", "a", "A", ("removed",))]),
        (replace(BASE, references=BASE.references[:1], images=()), [
            ("reference", "s", "S", ("removed",)), ("image", "i", "i", ("removed",)),
        ]),
    ],
)  # fmt: skip
def test_touched_parts_are_named(new, touches):
    found = diff.touches(compare(BASE, new), BASE, new)
    assert [(touch.part, touch.key, touch.name, touch.actions) for touch in found] == touches


def test_citation_taken_out_is_told_with_its_reference():
    old = section(p(f"x{CITE('r')}"))
    assert [(t.key, t.actions) for t in diff.touches(compare(old, BASE), old, BASE)] == [
        ("a", ("text",)),
        ("r", ("uncited",)),
    ]


WORDS = [f"word{n}" for n in range(997)]


def long(paragraphs: int, words: int, step: int) -> Snapshot:
    texts = (" ".join(WORDS[(n * 31 + m * step) % 997] for m in range(words)) for n in range(paragraphs))
    return section("".join(f"<p>{text}.</p>" for text in texts))


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [pytest.param(900, 50, id="many paragraphs"), pytest.param(1, 40_000, id="one paragraph")],
)
def test_work_is_bounded(paragraphs, words):
    start = process_time()
    compare(long(paragraphs, words, 7), long(paragraphs, words, 11))
    assert process_time() - start < 10


def test_link_on_half_a_word_is_no_formatting():
    old, new = (
        p("un<strong>able</strong>"),
        p('<a data-article="b">un</a><strong>ab<a data-article="b">le</a></strong>'),
    )
    assert details(old, new) == {Detail("link-added", "", "b")}
    assert details(p("unable"), p('<a data-article="b">un</a>able')) == {Detail("link-added", "", "b")}


@given(strategies.versions)
def test_both_versions_can_be_read_out_of_a_change(pair):
    for change in compare(*pair):
        if isinstance(change, PassageChange):
            for side in ("old", "new"):
                markup = "".join(passage.html for passage in getattr(change, side))
                assert weave.read_out(change.boxes, side) == blocks.blocks(markup)


@pytest.mark.parametrize(("old", "new"), [(TOGETHER, APART), (APART, TOGETHER)])
def test_both_versions_can_be_read_out_of_a_split(old, new):
    boxes = one(section(new), section(old)).boxes
    assert [weave.read_out(boxes, side) for side in ("old", "new")] == [blocks.blocks(old), blocks.blocks(new)]


@pytest.mark.parametrize("rows", ["references", "images"])
def test_moved_row_is_told_alike_from_both_sides(rows):
    old = replace(BASE, images=(*BASE.images, replace(BASE.images[0], key="j")))
    new = replace(old, **{rows: getattr(old, rows)[::-1]})
    assert [turned(change) for change in compare(old, new)] == list(compare(new, old))
