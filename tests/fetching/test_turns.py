"""So many lookups for one person, and so many at once."""

from contextlib import ExitStack

import pytest

from articles.fetching import turns
from articles.fetching.turns import A_MINUTE, AT_ONCE, turn

from .site import refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_minute(monkeypatch):
    monkeypatch.setattr(turns, "_minute", lambda: 7)


def take(person, times):
    for _ in range(times):
        with turn(person):
            pass


def test_person_has_so_many_lookups_a_minute(editor, monkeypatch):
    take(editor, A_MINUTE)
    with refused("too-often"):
        take(editor, 1)
    monkeypatch.setattr(turns, "_minute", lambda: 8)
    take(editor, 1)


def test_people_do_not_count_for_each_other(editor, reviewer):
    take(editor, A_MINUTE)
    take(reviewer, 1)


def test_so_many_are_looked_up_at_once(editor):
    with ExitStack() as stack:
        for _ in range(AT_ONCE):
            stack.enter_context(turn(editor))
        with refused("busy"):
            take(editor, 1)
    take(editor, 1)


def test_place_is_given_back_after_a_failure(editor):
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError), turn(editor):
            raise ZeroDivisionError
    take(editor, 1)


def test_cache_that_keeps_nothing_counts_nothing(editor, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    take(editor, A_MINUTE + 1)
