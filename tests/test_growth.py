"""The growth of the wiki: months are counted once, the last one anew."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from articles import editing, growth
from articles.content.snapshot import Snapshot
from articles.models import Growth

pytestmark = pytest.mark.django_db


def made(slug: str, at: datetime, by: Any) -> None:
    editing.create(Snapshot(title=slug, slug=slug, lead="<p>Two words.</p>"), by=by, summary="Start", at=at)


def months() -> list[tuple[date, int, int]]:
    return [(row.month, row.articles, row.revisions) for row in Growth.objects.all()]


def test_every_month_is_counted_the_first_time(reviewer: Any) -> None:
    made("one", datetime(2025, 1, 31, 23, tzinfo=UTC), reviewer)
    made("two", datetime(2025, 3, 1, tzinfo=UTC), reviewer)
    made("three", datetime(2025, 3, 31, tzinfo=UTC), reviewer)
    growth.count(date(2025, 3, 31))
    assert months() == [(date(2025, 1, 1), 1, 1), (date(2025, 3, 1), 2, 2)]
    assert Growth.objects.latest("month").words > 0


def test_last_month_is_counted_anew(reviewer: Any, django_assert_num_queries: Any) -> None:
    made("one", datetime(2025, 1, 31, tzinfo=UTC), reviewer)
    growth.count(date(2025, 1, 31))
    made("two", datetime(2025, 1, 31, 20, tzinfo=UTC), reviewer)
    made("three", datetime(2025, 2, 1, tzinfo=UTC), reviewer)
    with django_assert_num_queries(3):
        growth.count(date(2025, 2, 2))
    assert months() == [(date(2025, 1, 1), 2, 2), (date(2025, 2, 1), 1, 1)]


def test_wiki_without_revisions_has_no_months(db: None) -> None:
    growth.count(date(2025, 1, 1))
    assert months() == []
