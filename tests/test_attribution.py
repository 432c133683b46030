"""Who wrote what, kept by each save: always what a computation from the beginning would say."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import attribution, editing, revisions, workflow
from articles.content.snapshot import Section, Snapshot
from articles.models import Article, Attribution, FormerText
from tests.conftest import person
from tests.content import strategies

pytestmark = pytest.mark.django_db


def body(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


ONE, TWO, THREE = (
    "Minsk is the capital of Belarus.",
    "Its airport was opened in 1982.",
    "It has a metro of three lines.",
)
texts = st.lists(
    st.sampled_from([ONE, TWO, THREE, f"{ONE} {TWO}", "Minsk is the old capital of Belarus.", "So it is."]), max_size=4
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(texts, texts, st.booleans()), min_size=2, max_size=5))
def test_what_saves_keep_is_what_a_computation_from_the_beginning_says(reviewer: Any, steps: list[Any]) -> None:
    article = editing.create(Snapshot(title="Minsk", slug=f"minsk-{Article.objects.count()}"), by=reviewer, summary="S")
    for lead, text, has_section in steps:
        now = revisions.working_copy(article)
        sections = (Section(key="s", heading="Old town", body=body(*text)),) if has_section else ()
        editing.replace(article, replace(now, lead=body(*lead), sections=sections), by=reviewer, summary="Edit")
    newest = revisions.newest(article)
    assert attribution.of(newest) == attribution.from_scratch(newest)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.versions)
def test_any_two_revisions_are_attributed_alike(reviewer: Any, pair: Any) -> None:
    article = editing.create(Snapshot(title="T", slug=f"t-{Article.objects.count()}"), by=reviewer, summary="Start")
    for snapshot in (*pair, pair[0]):
        wanted = replace(revisions.working_copy(article), lead=snapshot.lead.replace("data-", "title-"))
        editing.replace(article, wanted, by=reviewer, summary="Edit")
    newest = revisions.newest(article)
    assert attribution.of(newest) == attribution.from_scratch(newest)


def test_state_is_kept_for_the_newest_and_the_published_alone(
    article: Article, snapshot: Snapshot, editor: Any, reviewer: Any
) -> None:
    for number in range(4):
        by = reviewer if number < 2 else editor
        editing.replace(article, replace(snapshot, title=f"M{number}"), by=by, summary="Edit")
    kept = Attribution.objects.filter(article=article).order_by("revision__number")
    assert [each.revision.number for each in kept] == [3, 5]
    workflow.publish(article, by=reviewer)
    assert [each.revision.number for each in kept.all()] == [5]


def test_earlier_revision_can_be_published_and_attributed(
    article: Article, snapshot: Snapshot, editor: Any, reviewer: Any
) -> None:
    for number in range(3):
        editing.replace(article, replace(snapshot, title=f"M{number}"), by=editor, summary="Edit")
    workflow.publish(article, by=reviewer, number=2)
    published = article.revisions.get(number=2)
    assert Attribution.objects.filter(revision=published).exists()
    assert attribution.of(published) == attribution.from_scratch(published)


def test_restored_text_belongs_to_its_first_author(article: Article, snapshot: Snapshot, reviewer: Any) -> None:
    other = person("una", "Reviewer")
    editing.replace(article, replace(snapshot, lead="", sections=()), by=other, summary="Blank")
    editing.restore(article, 1, by=other, summary="Restore")
    found = attribution.of(revisions.newest(article))
    spans = (*found.texts.values(), *(each for passages in found.bodies.values() for each in passages))
    assert {number for each in spans for _, number in each} == {1}


def test_save_costs_the_same_whatever_the_history(
    article: Article, snapshot: Snapshot, reviewer: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        editing.replace(article, replace(snapshot, title=f"M{number}"), by=reviewer, summary="Edit")
    stored = FormerText.objects.filter(article=article).count()
    with django_assert_max_num_queries(90):
        editing.replace(article, replace(snapshot, title="Last"), by=reviewer, summary="Edit")
    assert FormerText.objects.filter(article=article).count() == stored + 1
