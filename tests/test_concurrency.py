"""Many people at once: no gap in the numbers, no lost edit."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from articles import editing, revisions, workflow
from articles.content import reviewing
from articles.content.snapshot import Reference, Section, Snapshot
from articles.models import Article, Review
from tests.conftest import person

THREADS, EDITS = 4, 10


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_edits_at_once_all_arrive_in_order() -> None:
    people = [person(f"p{n}") for n in range(THREADS)]
    sections = tuple(Section(key=f"s{n}", heading=f"S{n}") for n in range(THREADS))
    article = editing.create(Snapshot(title="Busy", slug="busy", sections=sections), by=people[0], summary="Start")
    start = revisions.at(article, 1)
    faults: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(EDITS):
                now = revisions.newest(article)
                base = revisions.of(now)
                mine = tuple(
                    replace(section, body=f"<p>{turn}</p>") if section.key == f"s{number}" else section
                    for section in base.sections
                )
                source = Reference(key=f"r{number}-{turn}", title=f"{number}-{turn}")
                edit = replace(base, sections=mine, references=(*base.references, source))
                editing.replace(article, edit, by=people[number], summary=f"{number}-{turn}", base=now.number)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    numbers = list(article.revisions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, THREADS * EDITS + 2))
    last = revisions.working_copy(article)
    assert {section.body for section in last.sections} == {f"<p>{EDITS - 1}</p>"}
    assert len(last.references) == THREADS * EDITS
    assert revisions.at(article, 1) == start


@pytest.mark.django_db
def test_edits_in_one_thread_are_not_seen_by_another(article: Any, reviewer: Any) -> None:
    seen: list[Any] = []
    with editing.edit(article, by=reviewer, summary="Open"):
        thread = threading.Thread(target=lambda: seen.append(editing.is_open()))
        thread.start()
        thread.join()
        assert editing.is_open()
    assert seen == [False]


def at_once(*acts: Callable[[], Any]) -> list[BaseException]:
    """Do all of it at once, each in a thread with a connection of its own; return what was raised."""
    start, faults = threading.Barrier(len(acts)), list[BaseException]()

    def work(act: Callable[[], Any]) -> None:
        try:
            start.wait()
            act()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_articles_that_link_to_each_other_are_renamed_at_once() -> None:
    reviewer = person("rev", "Reviewer")

    def linking(name: str, other: str, turn: int) -> Snapshot:
        link = f'<p>See <a data-article="{other}">it</a>.</p>'
        return Snapshot(title=f"{name} {turn}", slug=f"{name}-{turn}" if turn else name, lead=link)

    a = editing.create(linking("a", "b", 0), by=reviewer, summary="Start")
    b = editing.create(linking("b", "a", 0), by=reviewer, summary="Start")
    for turn in range(1, 6):
        faults = at_once(
            lambda: editing.replace(a, linking("a", "b", turn), by=reviewer, summary="Rename"),  # noqa: B023
            lambda: editing.replace(b, linking("b", "a", turn), by=reviewer, summary="Rename"),  # noqa: B023
        )
        assert not faults
    assert {article.slug for article in Article.objects.all()} == {"a-5", "b-5"}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_draft_is_decided_on_in_the_second_in_which_it_is_due() -> None:
    editor, reviewer = person("ed", "Editor"), person("rev", "Reviewer")
    for turn in range(5):
        article = editing.create(Snapshot(title="Due", slug=f"due-{turn}"), by=editor, summary="Start")
        at = timezone.now() + timedelta(hours=1)
        review = workflow.schedule(article, by=reviewer, number=1, at=at, time_zone="UTC")
        Review.objects.filter(pk=review.pk).update(publish_at=timezone.now())
        own = Article.objects.get(pk=article.pk)
        faults = at_once(workflow.publish_due, lambda: workflow.return_(own, by=reviewer, note="No"))  # noqa: B023
        assert all(isinstance(fault, reviewing.NotNow) for fault in faults)
        review.refresh_from_db()
        article.refresh_from_db()
        assert (review.state, article.published is None) in {("published", False), ("returned", True)}
