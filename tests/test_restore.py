"""The past comes back: a Revision, a part of one; one Revision is taken back and what came after it stays."""

from dataclasses import replace
from typing import Any

import pytest

from articles import editing, revisions
from articles.content.problems import Place
from articles.content.snapshot import Reference, Section, Snapshot
from articles.models import Article, Revision

pytestmark = pytest.mark.django_db


def save(article: Article, by: Any, **changes: Any) -> None:
    editing.replace(article, replace(revisions.working_copy(article), **changes), by=by, summary="Edit")


def test_restore_brings_the_whole_back(article: Article, snapshot: Snapshot, reviewer: Any) -> None:
    save(article, reviewer, title="Mensk", lead="", sections=(), references=(), categories=("X",))
    revision = editing.restore(article, 1, by=reviewer, summary="Back")
    assert revision is not None
    assert (revision.kind, revision.restored_from, revision.number) == (Revision.Kind.RESTORED, 1, 3)
    assert revisions.working_copy(article) == snapshot


def test_restoring_what_is_there_makes_no_revision(article: Article, reviewer: Any) -> None:
    assert editing.restore(article, 1, by=reviewer, summary="Back") is None
    assert article.revisions.count() == 1


def test_restored_section_brings_its_sources(article: Article, snapshot: Snapshot, reviewer: Any) -> None:
    key = snapshot.sections[0].key
    save(article, reviewer, title="Mensk", lead="", sections=snapshot.sections[1:], references=())
    editing.restore(article, 1, by=reviewer, summary="Back", place=Place("section", key))
    now = revisions.working_copy(article)
    assert now.sections == snapshot.sections
    assert now.title == "Mensk"
    assert [reference.key for reference in now.references] == ["chronicle"]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (Place("article", "", "title"), "title"),
        (Place("article", "", "lead"), "lead"),
        (Place("reference", "atlas"), "references"),
        (Place("reference", "atlas", "title"), "references"),
        (Place("section", "history", "heading"), "sections"),
    ],
)
def test_one_part_is_restored_alone(
    article: Article, snapshot: Snapshot, reviewer: Any, place: Place, name: str
) -> None:
    changed = replace(
        snapshot,
        title="Mensk",
        lead="<p>Other.</p>",
        sections=tuple(replace(each, heading=f"{each.heading} now") for each in snapshot.sections),
        references=tuple(replace(each, title="Other", url="https://other.example/") for each in snapshot.references),
    )
    editing.replace(article, changed, by=reviewer, summary="Change")
    editing.restore(article, 1, by=reviewer, summary="Back", place=place)
    now = revisions.working_copy(article)
    for part in ("title", "lead", "sections", "references"):
        if part != name:
            assert getattr(now, part) == getattr(changed, part)
    assert getattr(now, name) != getattr(changed, name)


def test_part_that_was_not_there_is_taken_out(article: Article, snapshot: Snapshot, reviewer: Any) -> None:
    save(article, reviewer, sections=(*snapshot.sections, Section(key="new", heading="New")))
    editing.restore(article, 1, by=reviewer, summary="Back", place=Place("section", "new"))
    assert revisions.working_copy(article) == snapshot


def test_restore_minds_what_others_saved(article: Article, reviewer: Any) -> None:
    save(article, reviewer, title="Mensk")
    with pytest.raises(editing.Conflict):
        editing.restore(article, 1, by=reviewer, summary="Back", base=1)
    assert article.revisions.count() == 2


def test_undo_keeps_what_came_after(article: Article, snapshot: Snapshot, reviewer: Any) -> None:
    save(article, reviewer, title="Mensk", categories=())
    save(article, reviewer, short_description="A city")
    revision = editing.undo(article, 2, by=reviewer, summary="Undo")
    assert revision is not None
    assert revisions.working_copy(article) == replace(snapshot, short_description="A city")


def test_undo_keeps_other_paragraphs(article: Article, reviewer: Any) -> None:
    save(article, reviewer, lead="<p>One.</p><p>Two.</p>")
    save(article, reviewer, lead="<p>One, changed.</p><p>Two.</p>")
    save(article, reviewer, lead="<p>One, changed.</p><p>Two.</p><p>Three.</p>")
    editing.undo(article, 3, by=reviewer, summary="Undo")
    assert revisions.working_copy(article).lead == "<p>One.</p><p>Two.</p><p>Three.</p>"


@pytest.mark.parametrize(("choice", "title"), [("keep", "Miensk"), ("undo", "Minsk")])
def test_undo_asks_where_both_changed(article: Article, reviewer: Any, choice: Any, title: str) -> None:
    save(article, reviewer, title="Mensk", categories=())
    save(article, reviewer, title="Miensk")
    with pytest.raises(editing.Conflict) as conflict:
        editing.undo(article, 2, by=reviewer, summary="Undo")
    assert [clash.place for clash in conflict.value.clashes] == [Place("article", "", "title")]
    editing.undo(article, 2, by=reviewer, summary="Undo", choices={Place("article", "", "title"): choice})
    now = revisions.working_copy(article)
    assert (now.title, now.categories) == (title, ("Capitals",))


@pytest.mark.parametrize(("choice", "there"), [("keep", True), ("undo", False)])
def test_undo_of_a_row_that_was_changed_since(article: Article, reviewer: Any, choice: Any, there: bool) -> None:
    now = revisions.working_copy(article)
    save(article, reviewer, references=(*now.references, Reference(key="map", title="A Map")))
    save(article, reviewer, references=(*now.references, Reference(key="map", title="The Map")))
    place = Place("reference", "map")
    editing.undo(article, 2, by=reviewer, summary="Undo", choices={place: choice})
    assert (revisions.working_copy(article).reference("map") is not None) is there


def test_undo_leaves_the_sources_that_are_cited_since(article: Article, reviewer: Any) -> None:
    now = revisions.working_copy(article)
    save(article, reviewer, title="Mensk", references=(*now.references, Reference(key="map", title="A Map")))
    save(article, reviewer, lead='<p>As the map says.<cite data-ref="map"></cite></p>')
    editing.undo(article, 2, by=reviewer, summary="Undo")
    now = revisions.working_copy(article)
    assert now.title == "Minsk"
    assert now.reference("map") is not None


def test_first_revision_cannot_be_undone_to_nothing(article: Article, reviewer: Any) -> None:
    with pytest.raises(editing.InvalidContent, match="required"):
        editing.undo(article, 1, by=reviewer, summary="Undo")
