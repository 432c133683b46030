"""What tests share: people of each role, articles made through the write door, the demonstration content."""

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from articles import editing
from articles.content.snapshot import Reference, Section, Snapshot
from articles.models import Article

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a second database be tried by one case of each test."""
    parser.addoption("--one-case", action="store_true", help="run what is marked `same_queries` with one of its cases")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the tests of a module that share rows come after its others, which would find these rows there.

    A test of the database is marked as one, since the marker chooses what is run on PostgreSQL.
    """
    for item in items:
        if "db" in getattr(item, "fixturenames", ()) and not (_is(item, "django_db") or _is(item, "browser")):
            raise pytest.UsageError(f"{item.nodeid} needs the marker django_db")
    if config.getoption("--one-case"):
        kept = {_name(item): item for item in items}
        left = [item for item in items if kept[_name(item)] is not item]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if kept[_name(item)] is item]
    runs = [sorted(run, key=_shares_rows) for _, run in groupby(items, key=lambda item: item.path)]
    items[:] = [item for run in runs for item in run]


def _is(item: pytest.Item, marker: str) -> bool:
    return item.get_closest_marker(marker) is not None


def _name(item: pytest.Item) -> str:
    """Return the name of a test; without that of its case, where its cases ask the database for the same."""
    return item.nodeid.partition("[")[0] if _is(item, "same_queries") else item.nodeid


def _shares_rows(item: pytest.Item) -> bool:
    return "shared_rows" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="module")
def shared_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let a fixture of a module make rows once, and each test that asks for it see them in a savepoint of its own.

    Only rows are shared: a test fetches its objects anew. Not for tests that commit.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _own_uploads(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def editor(db: None) -> Any:
    """Someone who writes; their edits wait."""
    return person("ed", "Editor")


@pytest.fixture
def reviewer(db: None) -> Any:
    """Someone whose edits are public at once."""
    return person("rev", "Reviewer")


@pytest.fixture
def administrator(db: None) -> Any:
    """Someone who may do everything."""
    return get_user_model().objects.create_superuser("root", password="pw")


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """A small whole article: two sections, two references, one citation of each."""
    return Snapshot(
        title="Minsk",
        slug="minsk",
        short_description="Capital of Belarus",
        lead='<p>Minsk is a city.<cite data-ref="atlas"></cite></p>',
        categories=("Capitals",),
        sections=(
            Section(key="history", heading="History", body='<p>It is old.<cite data-ref="chronicle"></cite></p>'),
            Section(key="today", heading="Today", body="<p>It is large.</p>"),
        ),
        references=(
            Reference(key="atlas", title="An Atlas", type="book", issued="1999"),
            Reference(key="chronicle", url="https://example.org/chronicle"),
        ),
    )


@pytest.fixture
def article(reviewer: Any, snapshot: Snapshot) -> Article:
    """The small article, published."""
    return editing.create(snapshot, by=reviewer, summary="Start")


@pytest.fixture
def published(reviewer: Any) -> Callable[..., Article]:
    """Return a maker of public articles: published("Title", lead="...")."""

    def make(title: str, **parts: Any) -> Article:
        parts.setdefault("lead", f"<p>{title} in a sentence.</p>")
        parts.setdefault("slug", title.lower().replace(" ", "-"))
        return editing.create(Snapshot(title=title, **parts), by=reviewer, summary="Start")

    return make


def person(name: str, *groups: str) -> Any:
    """Return a member of the staff, made in the named groups unless there is one of this name."""
    if there := get_user_model().objects.filter(username=name).first():
        return there
    made = get_user_model().objects.create_user(name, password="pw", is_staff=True, first_name=name.capitalize())
    made.groups.set(Group.objects.filter(name__in=groups))
    return made
