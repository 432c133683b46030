"""What the form asks about names in the text: which articles, for whom, and how much may be asked."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from articles import editing, workflow
from articles.content import limits
from articles.content.snapshot import Snapshot
from articles.models import Article

pytestmark = pytest.mark.django_db
WHERE = "/admin/articles/article/desk/mentions/"


@pytest.fixture
def desk(client: Client, editor: Any) -> Client:
    client.force_login(editor)
    return client


def told(client: Client, *bodies: str, **asked: Any) -> list[tuple[str, int, str, str]]:
    asked = {"bodies": [[f"body-{n}", body] for n, body in enumerate(bodies)], **asked}
    answer = client.post(WHERE, json.dumps(asked), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return [(each["body"], each["start"], each["words"], each["slug"]) for each in answer.json()["mentions"]]


def test_public_articles_are_found(desk: Client, article: Article, published: Any) -> None:
    published("Brest Fortress", short_description="A fortress in Brest")
    answer = desk.post(
        WHERE,
        {"bodies": [["id_lead", "<p>In Minsk and the Brest fortress.</p>"]], "but": article.pk},
        content_type="application/json",
    )
    assert answer.json() == {
        "mentions": [
            {
                "body": "id_lead",
                "start": 13,
                "words": "Brest fortress",
                "slug": "brest-fortress",
                "title": "Brest Fortress",
                "description": "A fortress in Brest",
            }
        ]
    }


def test_drafts_are_found_and_withdrawn_articles_are_not(
    desk: Client, article: Article, editor: Any, reviewer: Any
) -> None:
    editing.create(Snapshot(title="Grodno", slug="grodno"), by=editor, summary="Draft")
    assert told(desk, "<p>Minsk, Grodno</p>") == [
        ("body-0", 0, "Minsk", "minsk"),
        ("body-0", 6, "Grodno", "grodno"),
    ]
    workflow.withdraw(article, by=reviewer, reason="Wrong")
    assert told(desk, "<p>Minsk, Grodno</p>") == [("body-0", 6, "Grodno", "grodno")]


def test_renamed_article_is_found_where_readers_find_it(
    desk: Client, article: Article, editor: Any, snapshot: Snapshot
) -> None:
    editing.replace(article, replace(snapshot, title="Mensk", slug="mensk"), by=editor, summary="Draft")
    for name in ("Minsk", "Mensk"):
        assert told(desk, f"<p>{name}</p>") == [("body-0", 0, name, "minsk")]


def test_link_by_a_former_address_is_a_link(desk: Client, article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    editing.replace(article, replace(snapshot, slug="city-of-minsk"), by=reviewer, summary="Move")
    assert told(desk, "<p>Minsk</p>") == [("body-0", 0, "Minsk", "city-of-minsk")]
    assert told(desk, "<p>Minsk</p>", '<p><a data-article="minsk">the city</a></p>') == []


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"bodies": "x"},
        {"bodies": [["x"]]},
        {"bodies": [["x", 1]]},
        {"bodies": ["xy"]},
        {"bodies": [], "but": "1"},
        {"bodies": [["x", ""]] * (limits.ROWS + 2)},
        [],
    ],
)
def test_what_is_no_question_is_told(desk: Client, asked: Any) -> None:
    answer = desk.post(WHERE, json.dumps(asked), content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"error": "The question could not be read."})


@pytest.mark.parametrize(
    "body",
    ["<p>\ud800Minsk\x00</p>", "<div>" * 5_000 + "Minsk", "<p" * 5_000 + ">Minsk", "&#xd800;<cite/>Minsk<script>x"],
    ids=["unprintable", "deep", "broken", "entities"],
)
def test_any_markup_can_be_asked_about(desk: Client, article: Article, body: str) -> None:
    assert {words for _, _, words, _ in told(desk, body)} <= {"Minsk"}


def test_too_much_is_refused(desk: Client) -> None:
    asked = json.dumps({"bodies": [["x", "x" * 4_000_000]]})
    assert desk.post(WHERE, asked, content_type="application/json").status_code == 413


def test_only_editors_are_answered(client: Client, django_user_model: Any) -> None:
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    assert client.post(WHERE, "{}", content_type="application/json").status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_question_costs_the_same_queries(
    desk: Client, published: Any, count: int, django_assert_num_queries: Any
) -> None:
    for n in range(count):
        published(f"Town number {n}")
    body = "".join(f"<p>Town number {n}</p>" for n in range(count))
    desk.get("/admin/")
    with django_assert_num_queries(7):
        assert len(told(desk, body, '<p><a data-article="x">x</a></p>')) == count
