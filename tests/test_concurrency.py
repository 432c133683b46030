"""Many people at once: no gap in the numbers, no lost edit."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from articles import editing, revisions
from articles.content.snapshot import Reference, Section, Snapshot
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
