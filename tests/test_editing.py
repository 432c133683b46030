"""The write door: one edit, one Revision; nothing is written beside it."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from articles import editing, revisions
from articles.content.problems import Place
from articles.content.snapshot import Reference, Section, Snapshot
from articles.models import Article, Revision
from articles.models import Reference as ReferenceRow
from articles.models import Section as SectionRow

pytestmark = pytest.mark.django_db


def test_one_edit_is_one_revision_whatever_it_touches(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    changed = replace(
        snapshot,
        title="Minsk, the city",
        sections=(snapshot.sections[1], replace(snapshot.sections[0], heading="The past")),
        references=(*snapshot.references, Reference(key="map", title="A Map")),
        categories=("Cities", "Capitals"),
    )
    revision = editing.replace(article, changed, by=reviewer, summary="Much at once")
    assert revision is not None
    assert revision.number == 2
    assert revisions.at(article, 2) == changed
    assert article.revisions.count() == 2


def test_revision_says_who_when_why_and_what(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    changed = replace(
        snapshot, sections=(replace(snapshot.sections[0], body="<p>It is very old.</p>"), snapshot.sections[1])
    )
    revision = editing.replace(article, changed, by=reviewer, summary="  Say\nmore ")
    assert revision is not None
    assert (revision.by, revision.summary) == (reviewer, "Say more")
    assert (revision.words_added, revision.words_removed) == (1, 0)
    assert [(t.part, t.key, t.name, t.actions) for t in revision.touches.all()] == [
        ("section", "history", "History", "text"),
        ("reference", "chronicle", "https://example.org/chronicle", "uncited"),
    ]


def test_edit_that_changes_nothing_makes_no_revision(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    assert editing.replace(article, snapshot, by=reviewer, summary="Nothing") is None
    with editing.edit(article, by=reviewer, summary="Saved as it was") as edit:
        article.sections.get(key="history").save()
    assert edit.revision is None
    assert article.revisions.count() == 1
    assert SectionRow.history.filter(article_id=article.pk).count() == 2


def test_rows_saved_twice_in_an_edit_have_one_history_row(article: Article, reviewer: Any) -> None:
    with editing.edit(article, by=reviewer, summary="Twice"):
        section = article.sections.get(key="today")
        section.heading = "Now"
        section.save()
        section.heading = "Nowadays"
        section.save()
    assert revisions.at(article, 2).sections[1].heading == "Nowadays"
    assert SectionRow.history.filter(id=section.pk).count() == 2


def test_row_made_and_deleted_in_an_edit_leaves_nothing(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    with editing.edit(article, by=reviewer, summary="Come and go") as edit:
        row = SectionRow.objects.create(article=article, key="passing", heading="Passing")
        row.delete()
    assert edit.revision is None
    assert revisions.working_copy(article) == snapshot


@pytest.mark.parametrize("write", ["save", "delete", "create", "article", "update", "bulk_create", "bulk_update"])
def test_writing_outside_an_edit_is_refused(article: Article, write: str) -> None:
    section = article.sections.get(key="today")
    before = revisions.working_copy(article)
    section.heading = "Elsewhere"
    writing: dict[str, Any] = {
        "save": section.save,
        "delete": section.delete,
        "create": lambda: SectionRow.objects.create(article=article, key="x", heading="X"),
        "article": article.save,
        "update": lambda: article.sections.update(heading="X"),
        "bulk_create": lambda: SectionRow.objects.bulk_create([SectionRow(article=article, key="y", heading="Y")]),
        "bulk_update": lambda: SectionRow.objects.bulk_update([section], ["heading"]),
    }
    with pytest.raises((editing.NoEditOpen, TypeError)), transaction.atomic():
        writing[write]()
    assert revisions.working_copy(article) == before
    assert article.sections.get(key="today").heading == "Today"


def test_writing_another_article_inside_an_edit_is_refused(article: Article, reviewer: Any, published: Any) -> None:
    other = published("Brest", sections=(Section(key="a", heading="A"),))
    row = other.sections.get()
    row.heading = "B"
    with pytest.raises(editing.NoEditOpen), editing.edit(article, by=reviewer, summary="Astray"):
        row.save()
    assert article.revisions.count() == 1


def test_edit_within_an_edit_is_refused(article: Article, reviewer: Any) -> None:
    with (
        pytest.raises(editing.NoEditOpen),
        editing.edit(article, by=reviewer, summary="a"),
        editing.edit(article, by=reviewer, summary="b"),
    ):
        pass


def test_error_inside_an_edit_leaves_all_as_it_was(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    def half() -> None:
        SectionRow.objects.create(article=article, key="half", heading="Half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), editing.edit(article, by=reviewer, summary="Breaks"):
        half()
    assert revisions.working_copy(article) == snapshot
    assert article.revisions.count() == 1


def test_first_revision_stays_as_it_was_after_ten_more(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    for number in range(10):
        changed = replace(
            snapshot,
            title=f"Minsk {number}",
            sections=snapshot.sections[:: -1 if number % 2 else 1][: 1 + number % 2],
            references=(*snapshot.references, Reference(key=f"r{number}", title=f"Source {number}")),
        )
        editing.replace(article, changed, by=reviewer, summary=f"Edit {number}")
    assert revisions.newest(article).number == 11
    assert revisions.at(article, 1) == snapshot


def test_restore_brings_text_sections_and_references_back(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    bare = replace(snapshot, lead="<p>Gone.</p>", sections=(), references=())
    editing.replace(article, bare, by=reviewer, summary="Blank")
    keys = dict(SectionRow.history.filter(article_id=article.pk).values_list("key", "id"))
    editing.replace(article, revisions.at(article, 1), by=reviewer, summary="Restore")
    assert revisions.at(article, 3) == snapshot
    assert revisions.at(article, 2) == bare
    assert dict(article.sections.values_list("key", "pk")) == keys


def test_moving_one_section_writes_one_row(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    moved = replace(snapshot, sections=snapshot.sections[::-1])
    editing.replace(article, moved, by=reviewer, summary="Turn round")
    assert SectionRow.history.filter(article_id=article.pk, revision__number=2).count() == 1


def test_history_row_count_follows_what_changed(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    editing.replace(article, replace(snapshot, title="Mensk"), by=reviewer, summary="Rename")
    assert Article.history.filter(revision__number=2).count() == 1
    assert SectionRow.history.filter(revision__number=2).count() == 0
    assert ReferenceRow.history.filter(revision__number=2).count() == 0


def test_edits_at_one_instant_keep_their_order(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    instant = article.revisions.get().at
    for number in (2, 3):
        editing.replace(article, replace(snapshot, title=f"T{number}"), by=reviewer, summary="Same time", at=instant)
    assert [revisions.at(article, n).title for n in (1, 2, 3)] == ["Minsk", "T2", "T3"]


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"lead": '<p>x<cite data-ref="none"></cite></p>'}, "unknown-citation", Place("article", "", "lead")),
        ({"references": ()}, "unknown-citation", Place("article", "", "lead")),
        ({"title": " "}, "required", Place("article", "", "title")),
        ({"slug": "Not A Slug"}, "bad-slug", Place("article", "", "slug")),
        ({"sections": (Section(key="a", heading=""),)}, "required", Place("section", "a", "heading")),
        ({"lead": '<figure data-image="none"></figure>'}, "unknown-image", Place("article", "", "lead")),
        ({"lead": '<p><a data-section="none">x</a></p>'}, "unknown-section", Place("article", "", "lead")),
    ],
)
def test_content_that_cannot_be_saved_names_its_place(
    article: Article, reviewer: Any, snapshot: Snapshot, change: dict[str, Any], code: str, place: Place
) -> None:
    with pytest.raises(editing.InvalidContent) as caught:
        editing.replace(article, replace(snapshot, **change), by=reviewer, summary="Wrong")
    assert (code, place) in [(problem.code, problem.place) for problem in caught.value.problems]
    assert article.revisions.count() == 1


def test_slug_of_another_article_cannot_be_taken(article: Article, published: Any, reviewer: Any) -> None:
    other = published("Brest")
    editing.replace(other, replace(revisions.working_copy(other), slug="brest-belarus"), by=reviewer, summary="Rename")
    for slug in ("minsk", "brest"):
        with pytest.raises(editing.InvalidContent, match="taken-slug"):
            published("Third", slug=slug)


def test_markup_is_cleaned_on_the_way_in(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    dirty = (
        '<p onclick="x()" style="color:red">A <b>bold</b> <a href="javascript:alert(1)">claim</a>'
        "<script>alert(1)</script><!-- hidden --><style>p{}</style></p>"
    )
    editing.replace(article, replace(snapshot, lead=dirty), by=reviewer, summary="Paste")
    assert revisions.working_copy(article).lead == "<p>A <strong>bold</strong> claim</p>"


def test_stale_base_is_a_conflict_in_an_edit(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    editing.replace(article, replace(snapshot, title="Mensk"), by=reviewer, summary="First")
    with pytest.raises(editing.Conflict) as caught, editing.edit(article, by=reviewer, summary="Second", base=1):
        pass
    assert caught.value.newest.number == 2


def test_edits_of_different_places_are_merged(article: Article, reviewer: Any, editor: Any, snapshot: Snapshot) -> None:
    theirs = replace(snapshot, sections=(replace(snapshot.sections[0], heading="The past"), snapshot.sections[1]))
    mine = replace(snapshot, references=(replace(snapshot.references[0], issued="2000"), snapshot.references[1]))
    editing.replace(article, theirs, by=reviewer, summary="Theirs", base=1)
    editing.replace(article, mine, by=editor, summary="Mine", base=1)
    merged = revisions.working_copy(article)
    assert merged.sections[0].heading == "The past"
    assert merged.references[0].issued == "2000"


def test_edits_of_one_place_are_a_conflict_with_both(
    article: Article, reviewer: Any, editor: Any, snapshot: Snapshot
) -> None:
    editing.replace(article, replace(snapshot, lead="<p>Theirs.</p>"), by=reviewer, summary="Theirs", base=1)
    with pytest.raises(editing.Conflict) as caught:
        editing.replace(article, replace(snapshot, lead="<p>Mine.</p>"), by=editor, summary="Mine", base=1)
    (clash,) = caught.value.clashes
    assert (clash.place, clash.base, clash.theirs, clash.mine) == (
        Place("article", "", "lead", 1),
        snapshot.lead,
        "<p>Theirs.</p>",
        "<p>Mine.</p>",
    )
    assert revisions.newest(article).number == 2


def test_revision_numbers_are_unique_in_the_database(article: Article, reviewer: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(article=article, number=1, at=article.revisions.get().at, summary="x")


def test_articles_with_a_history_cannot_be_deleted(article: Article) -> None:
    with pytest.raises(Exception, match=r"protected|edit"):
        article.delete()
    assert Article.objects.filter(pk=article.pk).exists()


def test_summary_has_its_limit(article: Article, snapshot: Snapshot, reviewer: Any) -> None:
    with pytest.raises(ValueError, match="501 characters; 500 at most"):
        editing.replace(article, replace(snapshot, title="Mensk"), by=reviewer, summary="s" * 501)
    assert revisions.newest(article).number == 1
