"""Ways to articles: home, categories, the index, search; and whether the site is well."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from articles.models import Article, Category
from articles.urls import urlpatterns

pytestmark = pytest.mark.django_db


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_home_shows_newest_and_most_linked(client: Client, published: Callable[..., Article]) -> None:
    published("Brest")
    published("Hub", related=("brest",))
    html = html_of(client, "/")
    assert html.index(">Hub<") < html.index(">Brest<")
    assert "from 1 article" in html
    assert "Search 2 articles" in html


def test_empty_wiki_says_so(client: Client) -> None:
    for address in ("/", "/index/", "/categories/"):
        assert "No article has been published yet." in html_of(client, address)


def test_index_goes_by_letter(client: Client, published: Callable[..., Article]) -> None:
    for title in ("Brest", "Čechy", "2001"):
        published(title, slug=f"a-{title[0].lower() if title != 'Čechy' else 'c'}")
    assert html_of(client, "/index/").count('<h2 class="letter">') == 3
    html = html_of(client, "/index/?letter=C")
    assert "Čechy" in html
    assert "Brest" not in html
    assert "Brest" in html_of(client, "/index/?letter=nonsense")


def test_category_lists_its_articles(client: Client, article: Article) -> None:
    Category.objects.update(description="Seats of governments.\n\nSecond paragraph.")
    html = html_of(client, "/categories/capitals/")
    assert "Minsk" in html
    assert "<p>Seats of governments.</p>" in html
    assert client.get("/categories/none/").status_code == 404


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("minsk", True),
        ("MINSK capital", False),
        ("very city", False),
        ('"is a city"', True),
        ('"a is city"', False),
        ("old large", True),
        ("Mïnsk", True),
        ("", False),
        ('"', False),
        ("%", False),
        ("\x00minsk", True),
        ("minsk " * 300, True),
    ],
)
def test_search_finds_all_words(client: Client, article: Article, words: str, found: bool) -> None:
    response = client.get("/search/", {"q": words})
    assert response.status_code == 200
    assert ('href="/wiki/minsk/"' in response.content.decode()) is found


def test_search_puts_titles_first(client: Client, published: Callable[..., Article]) -> None:
    published("Alpha", lead="<p>All about the river.</p>")
    published("River")
    html = html_of(client, "/search/?q=river")
    assert html.index('href="/wiki/river/"') < html.index('href="/wiki/alpha/"')
    assert "<mark>river</mark>" in html


def test_search_marks_words_as_text(client: Client, published: Callable[..., Article]) -> None:
    published("Tags", lead="<p>a &lt;script&gt;alert(1)&lt;/script&gt; b</p>")
    html = html_of(client, "/search/?q=script")
    assert "<script>alert" not in html
    assert "&lt;<mark>script</mark>&gt;" in html


@pytest.mark.parametrize("articles", [1, 12])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/", 4), ("/index/", 3), ("/categories/", 2), ("/categories/places/", 3), ("/search/?q=place", 2)],
)
def test_lists_cost_the_same_queries(
    client: Client, published: Any, articles: int, address: str, queries: int, django_assert_num_queries: Any
) -> None:
    for number in range(articles):
        published(f"Place {number}", categories=("Places",), related=("place-0",) if number else ())
    with django_assert_num_queries(queries):
        client.get(address)


def test_health_is_the_databases(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").status_code == 200

    def broken(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("django.db.connection.cursor", broken)
    assert client.get("/healthz").status_code == 503


def test_unknown_address_is_in_the_sites_look(client: Client) -> None:
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert b"There is no page at this address" in response.content


def test_error_page_is_in_the_sites_look(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("articles.views.lists.Listing.objects", None)
    response = client.get("/index/")
    assert response.status_code == 500
    assert b"Something went wrong on our side" in response.content


def test_request_that_cannot_be_meant_is_told_in_the_sites_look(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["wiki.example.org"]
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert b"This request could not be understood" in response.content
    assert b'class="site-head"' in response.content


def test_form_from_elsewhere_is_refused_in_the_sites_look(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "root", "password": "pw"})
    assert response.status_code == 403
    assert b"What you sent was not accepted" in response.content
    assert b"<style" not in response.content


@pytest.mark.parametrize("address", ["/", "/search/?q=x", "/wiki/minsk/", "/healthz"])
def test_page_answers_for_its_head_alone(client: Client, article: Article, address: str) -> None:
    assert client.head(address).status_code == 200


# The parts of every public address, by its name; and what stands for them.
NAMED = {pattern.name: tuple(pattern.pattern.regex.groupindex) for pattern in urlpatterns}
PARTS = {
    "slug": "minsk",
    "username": "rev",
    "number": 1,
    "ending": "bib",
    "key": 1,
    "old": 1,
    "new": 2,
    "name": "a.png",
    "token": "x",
}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("name", NAMED)
def test_every_public_page_is_only_read(name: str, method: str) -> None:
    address = reverse(name, kwargs={part: PARTS[part] for part in NAMED[name]})
    response = Client(enforce_csrf_checks=True).generic(method, address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
