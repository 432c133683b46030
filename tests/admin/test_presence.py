"""Who else has an article open, over HTTP: who may ask, what is noted, what is answered, what goes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from articles import editing
from articles.admin import answers
from articles.content import limits
from articles.content.snapshot import Snapshot
from articles.models import Article, Presence
from tests.conftest import person

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/articles/article/desk/presence/"
ONE, TWO = "1" * 32, "2" * 32

type Beat = Callable[..., Any]


@pytest.fixture
def beat(article: Article) -> Beat:
    """Return a beater: beat(person, tab, key="history", base=1) posts what the form would, and returns the answer."""

    def beat(by: Any, tab: str = ONE, **said: Any) -> Any:
        client = Client()
        client.force_login(by)
        asked = {"article": article.pk, "tab": tab, "base": 1, "part": "", "key": "", "name": ""} | said
        return client.post(ADDRESS, json.dumps(asked), content_type="application/json")

    return beat


@pytest.fixture
def other(db: None) -> Any:
    """A second reviewer."""
    return person("una", "Reviewer")


def others(response: Any) -> list[tuple[str, str]]:
    assert response.status_code == 200
    return [(each["name"], each["section"]) for each in response.json()["others"]]


@pytest.mark.parametrize(
    ("who", "status", "noted"),
    [
        ("anonymous", 302, False),
        ("reader", 302, False),
        ("staff without rights", 403, False),
        ("Editor", 200, True),
        ("Reviewer", 200, True),
        ("administrator", 200, True),
    ],
)
def test_only_those_who_may_edit_are_noted_and_told(
    client: Client, article: Article, other: Any, beat: Beat, who: str, status: int, noted: bool
) -> None:
    beat(other, TWO)
    users = get_user_model().objects
    people = {
        "reader": lambda: users.create_user("reader"),
        "staff without rights": lambda: person("staff"),
        "administrator": lambda: users.create_superuser("root"),
        "anonymous": lambda: None,
    }
    by = people.get(who, lambda: person("writer", who))()
    if by:
        client.force_login(by)
    response = client.post(ADDRESS, json.dumps({"article": article.pk, "tab": ONE}), content_type="application/json")
    assert response.status_code == status
    assert ("Una" in response.content.decode()) is noted
    assert Presence.objects.filter(tab=ONE).exists() is noted


def test_cross_site_post_notes_nothing(article: Article, reviewer: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    asked = {"article": article.pk, "tab": ONE}
    assert client.post(ADDRESS, json.dumps(asked), content_type="application/json").status_code == 403
    assert not Presence.objects.exists()


def test_others_are_told_by_name_and_section(beat: Beat, other: Any, reviewer: Any) -> None:
    beat(other, TWO, part="section", key="history", name="History")
    (found,) = beat(reviewer).json()["others"]
    assert found == {"name": "Una", "own": False, "part": "section", "key": "history", "section": "History"}


def test_one_tab_is_one_row_that_moves(beat: Beat, other: Any, reviewer: Any) -> None:
    beat(other, TWO, part="section", key="history", name="History")
    since = Presence.objects.get().since
    beat(other, TWO, part="lead", key="history", name="History")
    row = Presence.objects.get()
    assert (row.part, row.since) == ("lead", since)
    assert row.seen > since


def test_other_articles_are_not_told(beat: Beat, other: Any, reviewer: Any, published: Any) -> None:
    beat(other, TWO, article=published("Brest").pk)
    assert others(beat(reviewer)) == []


def test_silent_tab_is_there_no_longer(beat: Beat, other: Any, reviewer: Any) -> None:
    beat(other, TWO)
    assert others(beat(reviewer)) == [("Una", "")]
    Presence.objects.filter(tab=TWO).update(seen=timezone.now() - timedelta(seconds=46))
    assert others(beat(reviewer)) == []


def test_own_tab_is_told_once_it_is_known_to_live(beat: Beat, reviewer: Any) -> None:
    beat(reviewer, TWO)
    assert others(beat(reviewer)) == []
    assert others(beat(reviewer)) == []
    beat(reviewer, TWO)
    (found,) = beat(reviewer).json()["others"]
    assert found["own"]


def test_tab_that_is_left_is_forgotten(beat: Beat, other: Any, reviewer: Any) -> None:
    beat(other, TWO)
    beat(reviewer, TWO, left=True)
    assert Presence.objects.count() == 1
    assert beat(other, TWO, left=True).json() == {}
    assert not Presence.objects.exists()


def test_first_beat_of_a_tab_sweeps_what_is_old(beat: Beat, other: Any, reviewer: Any) -> None:
    for tab in (ONE, TWO):
        beat(other, tab)
    Presence.objects.filter(tab=ONE).update(seen=timezone.now() - timedelta(minutes=6))
    beat(reviewer, "3" * 32)
    assert set(Presence.objects.values_list("tab", flat=True)) == {TWO, "3" * 32}


def test_sweep_is_bounded(article: Article, reviewer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.models.desk.PresenceQuerySet.SWEPT", 2)
    for tab in ("a", "b", "c"):
        Presence.objects.note(person=reviewer, article=article.pk, tab=tab)
    Presence.objects.update(seen=timezone.now() - timedelta(minutes=6))
    Presence.objects.sweep()
    assert Presence.objects.count() == 1


def test_one_person_takes_few_tabs(beat: Beat, reviewer: Any) -> None:
    for number in range(answers.TABS + 3):
        beat(reviewer, f"{number:032x}")
    assert Presence.objects.count() == answers.TABS
    before = Presence.objects.get(tab=f"{0:032x}").seen
    beat(reviewer, f"{0:032x}")
    assert Presence.objects.get(tab=f"{0:032x}").seen > before


@pytest.mark.parametrize(("by", "own"), [("other", False), ("reviewer", True)])
def test_newer_revision_is_told(
    request: pytest.FixtureRequest, beat: Beat, article: Article, snapshot: Snapshot, reviewer: Any, by: str, own: bool
) -> None:
    assert beat(reviewer).json()["newest"] is None
    editing.replace(article, replace(snapshot, lead="<p>New.</p>"), by=request.getfixturevalue(by), summary="Edit")
    name = "Una" if by == "other" else "Rev"
    told = beat(reviewer).json()["newest"]
    assert told == {"number": 2, "name": name, "own": own, "url": "/wiki/minsk/compare/1...2/"}
    assert beat(reviewer, base=2).json()["newest"] is None
    assert beat(reviewer, base=0).json()["newest"] is None


def test_new_article_notes_nothing(beat: Beat, reviewer: Any) -> None:
    assert beat(reviewer, article=None).json() == {}
    assert not Presence.objects.exists()


@pytest.mark.parametrize("said", [{"article": 0}, {"article": 2**62}, {"article": 2**62, "part": "section"}])
def test_unknown_article_is_none(beat: Beat, reviewer: Any, said: dict[str, Any]) -> None:
    response = beat(reviewer, **said)
    assert (response.status_code, response.json()["error"]) == (404, "There is no such article.")


@pytest.mark.parametrize(
    "said",
    [
        {"article": "1"},
        {"article": True},
        {"article": -1},
        {"article": 2**63},
        {"article": [1]},
        {"base": "1"},
        {"base": 1.5},
        {"base": -1},
        {"tab": ""},
        {"tab": "x" * 32},
        {"tab": ONE + "1"},
        {"tab": 1},
        {"part": ["section"]},
        {"part": "section", "name": {"a": 1}},
        {"part": "section", "key": None},
    ],
)
def test_what_cannot_be_meant_is_refused(beat: Beat, reviewer: Any, said: dict[str, Any]) -> None:
    response = beat(reviewer, **said)
    assert (response.status_code, response.json()["error"]) == (400, "The question could not be read.")
    assert not Presence.objects.exists()


def test_much_is_refused(beat: Beat, reviewer: Any) -> None:
    assert beat(reviewer, part="section", name="x" * answers.MAX_PRESENCE).status_code == 413


def test_words_are_plain_and_of_limited_length(beat: Beat, other: Any, reviewer: Any) -> None:
    beat(other, TWO, part="section", key="k" * 999, name="His\u0000tory\n\n" + "x" * 999)
    row = Presence.objects.get()
    assert len(row.key) == limits.KEY
    assert row.name.startswith("History x")
    assert len(row.name) == limits.SECTION["heading"]
    beat(other, TWO, part="elsewhere", key="history", name="History")
    assert Presence.objects.filter(part="", key="", name="").count() == 1


def test_queries_do_not_grow_with_company(
    beat: Beat, reviewer: Any, other: Any, django_assert_num_queries: Any
) -> None:
    client = Client()
    client.force_login(reviewer)
    article = Article.objects.get()
    asked = json.dumps({"article": article.pk, "tab": ONE, "base": 1})
    client.post(ADDRESS, asked, content_type="application/json")
    for number in range(5):
        beat(other, f"{number:032x}")
        # Session, person, two for permissions; then the newest Revision, who is there, and one write.
        with django_assert_num_queries(7):
            client.post(ADDRESS, asked, content_type="application/json")


def test_people_and_articles_take_their_presence_along(beat: Beat, other: Any) -> None:
    beat(other, TWO)
    other.delete()
    assert not Presence.objects.exists()
