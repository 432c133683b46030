"""The life of a review, as its table says; where a comment stands when the text around it changes; parts of a draft."""

from dataclasses import replace

import pytest
from hypothesis import given

from articles.content import reviewing
from articles.content.matching import match
from articles.content.problems import Place
from articles.content.snapshot import Section, Snapshot

from .strategies import snapshots

SECTION = Section(key="s", heading="S", body="<p>One is here.</p><p>Two is there.</p>")
BEFORE = Snapshot(title="T", slug="t", lead="<p>It leads.</p>", sections=(SECTION,))


@pytest.mark.parametrize("state", ["none", "waiting", "returned", "scheduled", "published", "taken-back"])
@pytest.mark.parametrize("name", reviewing.ACTIONS)
def test_action_leads_on_or_is_refused(name: str, state: reviewing.State) -> None:
    if state in reviewing.ACTIONS[name].states:
        assert reviewing.after(name, state) != "none"
    else:
        with pytest.raises(reviewing.NotNow):
            reviewing.after(name, state)


def test_what_was_taken_back_can_be_asked_for_again() -> None:
    assert [rule.name for rule in reviewing.ACTIONS.values() if "taken-back" in rule.states] == ["ask"]


def test_what_was_published_is_over() -> None:
    assert not any("published" in rule.states for rule in reviewing.ACTIONS.values())


@pytest.mark.parametrize(("body", "at"), [
    (SECTION.body, 2),
    (f"<p>A new one.</p>{SECTION.body}", 3),
    ("<p>Two is there.</p><p>One is here.</p>", 1),
    ("<p>One is here.</p><p>Two is there now.</p>", 2),
    ("<p>One is here.</p>", 0),
])  # fmt: skip
def test_comment_goes_where_its_passage_goes(body: str, at: int) -> None:
    after = replace(BEFORE, sections=(replace(SECTION, body=body),))
    assert reviewing.followed(Place("section", "s", "body", 2), match(BEFORE, after)) == Place(
        "section", "s", "body", at
    )


def test_comment_on_the_lead_is_followed_too() -> None:
    after = replace(BEFORE, lead="<p>Before.</p><p>It leads.</p>")
    assert reviewing.followed(Place("article", "", "lead", 1), match(BEFORE, after)) == Place("article", "", "lead", 2)


def test_comment_on_a_whole_stays_where_it_is() -> None:
    assert reviewing.followed(Place("section", "s"), match(BEFORE, BEFORE)) == Place("section", "s")


def test_place_that_never_was_is_the_whole_of_its_part() -> None:
    assert reviewing.followed(Place("section", "s", "body", 9), match(BEFORE, BEFORE)) == Place("section", "s", "body")


def test_first_part_comes_with_what_names_the_article() -> None:
    made = reviewing.part(None, BEFORE, [Place("section", "s")])
    assert made == replace(BEFORE, lead="")


@given(snapshots, snapshots)
def test_no_part_of_a_draft_is_what_readers_see(published: Snapshot, draft: Snapshot) -> None:
    assert reviewing.part(published, draft, ()) == published


@given(snapshots, snapshots)
def test_chosen_sections_are_as_the_draft_has_them(published: Snapshot, draft: Snapshot) -> None:
    keys = [section.key for section in draft.sections]
    made = reviewing.part(published, draft, [Place("section", key) for key in keys])
    assert [made.section(key) for key in keys] == [draft.section(key) for key in keys]
    kept = [section for section in published.sections if section.key not in keys]
    assert [section for section in made.sections if section in kept] == kept
