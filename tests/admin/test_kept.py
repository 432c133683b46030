"""Which forms were saved, as the browser hears it: the cookie names what was saved, and nothing else."""

from typing import Any

import pytest
from django.test import Client

from articles.admin import kept
from articles.models import Article

from .test_article_form import address, html_of, posted

pytestmark = pytest.mark.django_db

ONE, TWO = "1" * 32, "2" * 32


@pytest.fixture
def desk(client: Client, reviewer: Any) -> Client:
    client.force_login(reviewer)
    return client


@pytest.mark.parametrize("changes", [{"title": "Minsk, the city"}, {"title": "Minsk, the city", "_continue": "1"}, {}])
def test_saved_form_is_named(desk: Client, article: Article, changes: dict[str, str]) -> None:
    response = desk.post(address(article), posted(article, kept=ONE, **changes))
    cookie = response.cookies[kept.COOKIE]
    assert (response.status_code, cookie.value) == (302, ONE)
    assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == ("/admin/", "Lax", 30 * 24 * 3600)


def test_new_article_is_named(desk: Client) -> None:
    response = desk.post("/admin/articles/article/add/", posted(None, title="Brest", language="en", kept=ONE))
    assert response.cookies[kept.COOKIE].value == ONE


@pytest.mark.parametrize("changes", [{"title": ""}, {"references__0__DELETE": "on"}, {"_add": "sections"}])
def test_form_that_comes_back_is_not_named_but_goes_on(desk: Client, article: Article, changes: dict[str, str]) -> None:
    response = desk.post(address(article), posted(article, kept=ONE, **changes))
    assert kept.COOKIE not in response.cookies
    assert f'"kept": "{ONE}"' in html_of(response)


def test_form_that_ends_at_the_login_page_is_not_named(desk: Client, article: Article) -> None:
    data = posted(article, title="Minsk, the city", kept=ONE)
    desk.logout()
    response = desk.post(address(article), data)
    assert response["Location"].startswith("/admin/login/")
    assert kept.COOKIE not in response.cookies


def test_saved_forms_are_named_until_they_are_read(desk: Client, article: Article) -> None:
    for token in (ONE, TWO, ONE):
        desk.post(address(article), posted(article, kept=token))
    assert desk.cookies[kept.COOKIE].value == f"{TWO}.{ONE}"


def test_few_saved_forms_are_named(desk: Client, article: Article) -> None:
    for number in range(kept.MOST + 2):
        desk.post(address(article), posted(article, kept=f"{number:032x}"))
    named = desk.cookies[kept.COOKIE].value.split(".")
    assert (len(named), named[-1]) == (kept.MOST, f"{kept.MOST + 1:032x}")


@pytest.mark.parametrize("token", ["", "x" * 32, ONE + "1", f"{ONE}; path=/", "\n" + ONE])
def test_what_is_no_token_is_not_named(desk: Client, article: Article, token: str) -> None:
    response = desk.post(address(article), posted(article, title="Minsk, the city", kept=token))
    assert response.status_code == 302
    assert kept.COOKIE not in response.cookies


def test_foreign_cookie_is_not_repeated(desk: Client, article: Article) -> None:
    desk.cookies[kept.COOKIE] = f"nonsense.{TWO}"
    desk.post(address(article), posted(article, kept=ONE))
    assert desk.cookies[kept.COOKIE].value == f"{TWO}.{ONE}"


def test_public_pages_are_not_told(desk: Client, article: Article) -> None:
    desk.post(address(article), posted(article, title="Minsk, the city", kept=ONE))
    assert desk.cookies[kept.COOKIE]["path"] == "/admin/"
    assert kept.COOKIE not in desk.get("/wiki/minsk/").cookies
