"""Someone else logs in, in another tab of the same browser: whose edit it becomes is said before it is saved."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles import editing, revisions
from articles.content.snapshot import Snapshot
from articles.models import Article
from tests.conftest import person

from .test_article_form import address, posted
from .test_conflict import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def una(db: None) -> Any:
    """Who logs in second."""
    return person("una", "Reviewer")


@pytest.fixture
def desk(client: Client, una: Any) -> Client:
    """The browser, in which Una is logged in now."""
    client.force_login(una)
    return client


def opened_by(response: Any) -> str:
    (field,) = LexborHTMLParser(response.content.decode()).css("form [name=opened_by]")
    return str(field.attributes["value"])


def told(response: Any) -> str:
    """Return what is said above the form."""
    return " ".join(node.text() for node in LexborHTMLParser(response.content.decode()).css(".errornote"))


def test_form_says_who_opened_it(client: Client, article: Article, reviewer: Any) -> None:
    client.force_login(reviewer)
    assert opened_by(client.get(address(article))) == str(reviewer.pk)
    client.post(address(article), posted(article, opened_by=reviewer.pk, title="Mensk"))
    assert revisions.newest(article).by == reviewer


def test_other_person_is_told_and_nothing_is_saved(desk: Client, article: Article, reviewer: Any, una: Any) -> None:
    typed = posted(article, opened_by=reviewer.pk, title="Mensk", lead="<p>Typed.</p>")
    again = desk.post(address(article), typed)
    assert again.status_code == 200
    assert told(again) == (
        "You opened this form as Rev and are Una now. Nothing is saved yet: save again to save it as Una."
    )
    tree = LexborHTMLParser(again.content.decode())
    assert [tree.css(f"[name={name}]")[0].attributes["value"] for name in ("title", "summary")] == ["Mensk", "An edit"]
    assert tree.css("[name=lead]")[0].text().strip() == "<p>Typed.</p>"
    assert revisions.newest(article).number == 1
    assert opened_by(again) == str(una.pk)
    desk.post(address(article), typed | {"opened_by": opened_by(again)})
    assert (revisions.newest(article).by, revisions.working_copy(article).title) == (una, "Mensk")


def test_mistakes_are_told_with_it(desk: Client, article: Article, reviewer: Any) -> None:
    again = desk.post(address(article), posted(article, opened_by=reviewer.pk, title=""))
    assert told(again).startswith("You opened this form as Rev")
    assert LexborHTMLParser(again.content.decode()).css(".field-title .errorlist")


def test_rows_are_added_without_a_word(desk: Client, article: Article, reviewer: Any) -> None:
    again = desk.post(address(article), posted(article, opened_by=reviewer.pk) | {"_add": "sections"})
    assert (again.status_code, told(again), opened_by(again)) == (202, "", str(reviewer.pk))


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "²", "reader"])
def test_names_are_told_of_those_at_the_desk_alone(desk: Client, article: Article, key: str) -> None:
    if key == "reader":
        key = str(get_user_model().objects.create_user("reader", first_name="Secret").pk)
    said = told(desk.post(address(article), posted(article, opened_by=key)))
    assert said.startswith("You opened this form as somebody else and are Una now.")


def test_form_that_does_not_say_is_saved(desk: Client, article: Article, una: Any) -> None:
    desk.post(address(article), posted(article, title="Mensk"))
    assert revisions.newest(article).by == una


@pytest.fixture
def clash(desk: Client, article: Article, snapshot: Snapshot, reviewer: Any, una: Any) -> Any:
    """The page of a conflict that the reviewer saw."""
    desk.force_login(reviewer)
    data = posted(article, title="Mine")
    editing.replace(article, replace(snapshot, title="Theirs"), by=una, summary="Theirs")
    return desk.post(address(article), data)


def test_other_person_is_told_where_two_edits_met(desk: Client, clash: Any, article: Article, una: Any) -> None:
    desk.force_login(una)
    chosen = fields_of(clash) | {"choice-0": "mine"}
    again = desk.post(address(article), chosen)
    assert "You opened this form as Rev and are Una now." in told(again)
    assert revisions.newest(article).number == 2
    fields = fields_of(again)
    assert (fields["choice-0"], fields["opened_by"]) == ("mine", str(una.pk))
    desk.post(address(article), fields)
    assert (revisions.newest(article).by, revisions.working_copy(article).title) == (una, "Mine")


def test_form_that_goes_on_says_who_opened_it(
    desk: Client, clash: Any, article: Article, reviewer: Any, una: Any
) -> None:
    desk.force_login(una)
    form = desk.post(address(article), fields_of(clash) | {"_form": "1"})
    assert opened_by(form) == str(reviewer.pk)
