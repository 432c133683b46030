"""Finished pages: one query, never stale."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import brotli
import pytest
from django.test import Client

from articles import editing, revisions, stored, workflow
from articles.content.snapshot import Snapshot
from articles.models import Article, StoredPage
from tests.conftest import person

pytestmark = pytest.mark.django_db


def change(article: Article, by: Any, **parts: Any) -> None:
    editing.replace(article, replace(revisions.working_copy(article), **parts), by=by, summary="Change")


def test_second_reading_is_one_query(client: Client, article: Article, django_assert_num_queries: Any) -> None:
    first = client.get("/wiki/minsk/")
    with django_assert_num_queries(1):
        second = client.get("/wiki/minsk/")
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]


def test_kept_page_names_its_past(client: Client, article: Article) -> None:
    first = client.get("/wiki/minsk/")["Link"]
    assert 'rel="timegate"' in first
    assert '/wiki/minsk/revisions/1/>; rel="cite-as"' in first
    tag = client.get("/wiki/minsk/")["ETag"]
    assert client.get("/wiki/minsk/")["Link"] == first
    assert client.get("/wiki/minsk/", headers={"If-None-Match": tag})["Link"] == first


def test_known_page_is_not_sent_again(client: Client, article: Article, django_assert_num_queries: Any) -> None:
    tag = client.get("/wiki/minsk/")["ETag"]
    with django_assert_num_queries(1):
        response = client.get("/wiki/minsk/", headers={"If-None-Match": f'W/"x", W/{tag}'})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
    assert response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [
        ("", "", bytes),
        ("br, gzip", "br", brotli.decompress),
        ("gzip;q=1.0, br; q=0", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("*;q=0", "", bytes),
        ("identity, deflate", "", bytes),
    ],
)
def test_page_comes_in_the_coding_asked_for(
    client: Client, article: Article, accepted: str, coding: str, unpack: Callable[[bytes], bytes]
) -> None:
    plain = client.get("/wiki/minsk/").content
    for _ in range(2):
        response = client.get("/wiki/minsk/", headers={"Accept-Encoding": accepted})
        assert response.headers.get("Content-Encoding", "") == coding
        assert unpack(response.content) == plain
        assert {"Accept-Encoding", "Cookie"} <= set(response["Vary"].split(", "))


def test_codings_have_tags_of_their_own(client: Client, article: Article) -> None:
    tags = {client.get("/wiki/minsk/", headers={"Accept-Encoding": a})["ETag"] for a in ("", "gzip", "br")}
    assert len(tags) == 3


def test_editors_are_given_no_stored_page(client: Client, article: Article, editor: Any, snapshot: Snapshot) -> None:
    client.get("/wiki/minsk/")
    change(article, editor, title="Draft")
    desk = Client()
    desk.force_login(editor)
    assert "The working copy is newer" in desk.get("/wiki/minsk/").content.decode()
    assert "The working copy is newer" not in client.get("/wiki/minsk/").content.decode()


def test_page_of_another_build_is_not_given_out(client: Client, article: Article) -> None:
    client.get("/wiki/minsk/")
    StoredPage.objects.update(made_by="another", html=b"old")
    assert client.get("/wiki/minsk/").content != b"old"
    assert StoredPage.objects.get().made_by == stored.build()


def test_page_rendered_before_a_change_is_not_kept(
    client: Client, article: Article, reviewer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = stored.keep

    def late(*args: Any) -> Any:
        monkeypatch.setattr(stored, "keep", render)
        change(article, reviewer, title="Mensk")
        return render(*args)

    monkeypatch.setattr(stored, "keep", late)
    assert ">Minsk</h1>" in client.get("/wiki/minsk/").content.decode()
    assert ">Mensk</h1>" in client.get("/wiki/minsk/").content.decode()


CHANGES: dict[str, Callable[[dict[str, Article], Any], None]] = {
    "title": lambda a, by: change(a["x"], by, title="Xylophone"),
    "slug": lambda a, by: change(a["x"], by, slug="xx"),
    "description": lambda a, by: change(a["x"], by, short_description="New"),
    "lead": lambda a, by: change(a["x"], by, lead="<p>New.</p>"),
    "category left": lambda a, by: change(a["x"], by, categories=()),
    "category joined": lambda a, by: change(a["x"], by, categories=("Letters", "Other")),
    "link made": lambda a, by: change(a["x"], by, lead='<p><a data-article="alone">a</a></p>'),
    "link taken": lambda a, by: change(a["linking"], by, lead="<p>No link.</p>"),
    "related chosen": lambda a, by: change(a["x"], by, related=("alone",)),
    "withdrawn": lambda a, by: workflow.withdraw(a["x"], by=by, reason="Doubts"),
    "back": lambda a, by: (workflow.withdraw(a["x"], by=by, reason="D"), workflow.reinstate(a["x"], by=by))[0],
    "older published": lambda a, by: workflow.publish(a["x"], by=by, number=1),
    "article made": lambda a, by: editing.create(  # type: ignore[dict-item]
        Snapshot(title="Missing", slug="missing", categories=("Letters",)), by=by, summary="Start"
    ),
    "nothing": lambda a, by: change(a["x"], by),
}


ADDRESSES = [f"/wiki/{slug}/" for slug in ("x", "xx", "missing", "linking", "choosing", "alike", "other", "alone")]


@pytest.fixture(scope="module")
def _kept_pages(shared_rows: None) -> None:
    reviewer = person("rev", "Reviewer")
    for wanted in (
        Snapshot(title="X", slug="x", categories=("Letters",), lead="<p>Old.</p>"),
        Snapshot(
            title="Linking",
            slug="linking",
            lead='<p><a data-article="x">x</a> <a data-article="missing">m</a></p>',
        ),
        Snapshot(title="Choosing", slug="choosing", related=("x", "missing")),
        Snapshot(title="Alike", slug="alike", categories=("Letters",)),
        Snapshot(title="Other", slug="other", categories=("Other",)),
        Snapshot(title="Alone", slug="alone"),
    ):
        editing.create(wanted, by=reviewer, summary="Start")
    change(Article.objects.get(slug="x"), reviewer, short_description="Second")
    for address in ADDRESSES:
        Client().get(address)


@pytest.fixture
def read(_kept_pages: None, db: None) -> dict[str, Article]:
    """Articles that show one another, by slug, whose pages readers have asked for."""
    return {article.slug: article for article in Article.objects.all()}


@pytest.mark.parametrize("name", CHANGES)
def test_no_page_is_stale_after_a_change(name: str, read: dict[str, Article], reviewer: Any) -> None:
    CHANGES[name](read, reviewer)
    reader = Client()
    kept = {address: reader.get(address) for address in ADDRESSES}
    StoredPage.objects.update(html=None)
    for address in ADDRESSES:
        anew = reader.get(address)
        assert (kept[address].status_code, kept[address].content) == (anew.status_code, anew.content), address
