"""Reading the past: any Revision, in a fixed number of queries."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from articles import editing, revisions
from articles.content.names import Name
from articles.content.snapshot import Reference, Section, Snapshot
from articles.models import Article, Revision

pytestmark = pytest.mark.django_db


def test_unknown_revision_raises(article: Article) -> None:
    with pytest.raises(Revision.DoesNotExist):
        revisions.at(article, 99)


def test_every_field_survives_the_rows(reviewer: Any) -> None:
    whole = Snapshot(
        title="Whole",
        slug="whole",
        language="be",
        related=("minsk", "brest"),
        references=(
            Reference(
                key="all",
                type="chapter",
                title="T",
                authors=(Name("Krutoi", "Dmitry"), Name(literal="United Nations")),
                container_title="C",
                publisher="P",
                issued="2012-01~",
                url="https://example.org/",
                archive_url="https://archive.example/",
                archive_date="2013",
                access_date="2014-02-03",
                doi="10.1000/182",
                isbn="978-3-16-148410-0",
                pages="1–2",
                quote="Said\nso.",
                language="my",
                extra={"volume": "12", "custom": {"deep": [1, 2]}},
            ),
        ),
    )
    assert revisions.working_copy(editing.create(whole, by=reviewer, summary="Start")) == whole


@pytest.mark.parametrize("amount", [1, 12])
def test_a_snapshot_costs_the_same_queries(
    published: Callable[..., Article], reviewer: Any, django_assert_num_queries: Any, amount: int
) -> None:
    sections = tuple(Section(key=f"s{n}", heading=f"S{n}") for n in range(amount))
    references = tuple(Reference(key=f"r{n}", title=f"R{n}") for n in range(amount))
    article = published("Long", sections=sections, references=references)
    now = revisions.working_copy(article)
    for number in range(amount):
        now = replace(now, title=f"Long {number}")
        editing.replace(article, now, by=reviewer, summary="Again")
    with django_assert_num_queries(5):
        assert revisions.at(article, 1).title == "Long"


def test_deleted_rows_do_not_come_back(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    bare = replace(snapshot, sections=snapshot.sections[1:])
    editing.replace(article, bare, by=reviewer, summary="Take one out")
    editing.replace(article, replace(bare, title="Later"), by=reviewer, summary="Go on")
    assert [s.key for s in revisions.at(article, 3).sections] == ["today"]


def test_articles_do_not_see_each_other(
    article: Article, published: Callable[..., Article], snapshot: Snapshot
) -> None:
    other = published("Brest", sections=(Section(key="history", heading="Elsewhere"),))
    assert revisions.working_copy(article) == snapshot
    assert revisions.working_copy(other).sections[0].heading == "Elsewhere"
