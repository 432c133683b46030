"""The outline: a tree of headings, each with an address of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content.outline import RESERVED, Heading, anchor, anchors, outline
from articles.content.snapshot import Section

from . import strategies

HEADINGS = st.one_of(
    st.sampled_from(
        ["History", "history", "History 2", "History-2", "References", "Main", "?", "", "_", "Related 2", "section"]
    ),
    strategies.lines,
)
SECTIONS = st.lists(
    st.builds(Section, key=strategies.keys, heading=HEADINGS, level=st.sampled_from([2, 3, 4])),
    unique_by=lambda section: section.key,
    max_size=8,
)


@given(SECTIONS)
def test_every_section_has_its_own_anchor(sections):
    found = anchors(sections)
    assert list(found) == [section.key for section in sections]
    assert len(set(found.values())) == len(sections)


@given(SECTIONS)
def test_anchor_never_meets_a_reserved_one(sections):
    for name in anchors(sections).values():
        assert name
        assert "_" not in name
        assert name not in RESERVED
        assert not any(c.isspace() for c in name)


@given(SECTIONS, HEADINGS, st.data())
def test_inserted_section_moves_no_earlier_anchor(sections, heading, data):
    place = data.draw(st.integers(0, len(sections)))
    new = Section(key="_new", heading=heading)
    before, after = anchors(sections), anchors([*sections[:place], new, *sections[place:]])
    assert all(after[section.key] == before[section.key] for section in sections[:place])


@given(SECTIONS)
def test_outline_holds_every_section_in_order(sections):
    def flat(headings: tuple[Heading, ...]) -> list[str]:
        return [key for heading in headings for key in (heading.key, *flat(heading.children))]

    assert flat(outline(sections)) == [section.key for section in sections]


@given(SECTIONS)
def test_children_lie_deeper(sections):
    waiting = list(outline(sections))
    while waiting:
        heading = waiting.pop()
        assert all(child.level > heading.level for child in heading.children)
        waiting += heading.children


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (["History", "History", "history"], ["history", "history-2", "history-3"]),
        (["History 2", "History", "History"], ["history-2", "history", "history-3"]),
        (["References", "Related", "Contents", "Main"], ["references-2", "related-2", "contents-2", "main-2"]),
        (["?", "Section"], ["section", "section-2"]),
        (["Since the Russian invasion of Ukraine"], ["since-the-russian-invasion-of-ukraine"]),
        (["ရန်ကုန် မြို့"], ["ရန်ကုန်-မြို့"]),
    ],
)
def test_headings_have_anchors(headings, names):
    assert list(anchors(Section(key=f"k{n}", heading=each) for n, each in enumerate(headings)).values()) == names
    assert anchor(headings[0]) == names[0].removesuffix("-2") or headings[0] == "History 2"


@pytest.mark.parametrize(
    ("levels", "tree"),
    [
        ([], ""),
        ([2, 2], "0 1"),
        ([2, 3, 3, 2], "0(1 2) 3"),
        ([2, 3, 4, 3], "0(1(2) 3)"),
        ([2, 4, 3, 2], "0(1 2) 3"),
        ([4, 3, 2], "0 1 2"),
    ],
)
def test_skipped_level_leaves_no_gap(levels, tree):
    def written(headings: tuple[Heading, ...]) -> str:
        return " ".join(each.key + (f"({written(each.children)})" if each.children else "") for each in headings)

    sections = [Section(key=str(n), heading="H", level=level) for n, level in enumerate(levels)]
    assert written(outline(sections)) == tree
