"""The article as it stands: its parts, its addresses, its states."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from articles import editing, revisions, workflow
from articles.content.snapshot import Section, Snapshot
from articles.models import Article

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_article_shows_its_parts(client: Client, article: Article) -> None:
    html = page(client, "/wiki/minsk/")
    for part in (
        ">Minsk</h1>",
        "Capital of Belarus",
        '<a href="#history">History</a>',
        '<h2 id="history">History</h2>',
        '<a href="#ref_atlas" class="cite-link">[1]</a>',
        'id="ref_atlas" value="1"',
        'href="#cite_atlas_1"',
        "<cite>An Atlas</cite>",
        "2 sources",
        "1 revision",
        "by 1 editor",
        'href="/categories/capitals/"',
    ):
        assert part in html, part


def test_former_slug_leads_to_the_article(client: Client, article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    editing.replace(article, replace(snapshot, slug="mensk"), by=reviewer, summary="Rename")
    for address, now in {
        "/wiki/minsk/": "/wiki/mensk/",
        "/wiki/minsk/history/": "/wiki/mensk/history/",
        "/wiki/minsk/revisions/1/": "/wiki/mensk/revisions/1/",
        "/wiki/minsk/compare/1...2/": "/wiki/mensk/compare/1...2/",
    }.items():
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, now)


def test_draft_slug_leads_nowhere_for_readers(
    client: Client, article: Article, editor: Any, snapshot: Snapshot
) -> None:
    editing.replace(article, replace(snapshot, slug="mensk"), by=editor, summary="Rename")
    assert client.get("/wiki/mensk/").status_code == 404
    assert client.get("/wiki/minsk/").status_code == 200


def test_renamed_heading_answers_to_its_old_anchor(
    client: Client, article: Article, reviewer: Any, snapshot: Snapshot
) -> None:
    sections = (replace(snapshot.sections[0], heading="The past"), snapshot.sections[1])
    editing.replace(article, replace(snapshot, sections=sections), by=reviewer, summary="Rename")
    html = page(client, "/wiki/minsk/")
    assert 'id="history"' in html
    assert 'id="the-past"' in html


def test_old_anchor_gives_way_to_a_new_heading(
    client: Client, article: Article, reviewer: Any, snapshot: Snapshot
) -> None:
    sections = (
        replace(snapshot.sections[0], heading="The past"),
        replace(snapshot.sections[1], heading="History"),
    )
    editing.replace(article, replace(snapshot, sections=sections), by=reviewer, summary="Swap")
    assert page(client, "/wiki/minsk/").count('id="history"') == 1


def test_withdrawn_article_is_gone_with_its_reason(client: Client, article: Article, reviewer: Any) -> None:
    workflow.withdraw(article, by=reviewer, reason="The source was forged")
    for address in ("", "history/", "revisions/1/", "preview/"):
        assert "The source was forged" in page(client, f"/wiki/minsk/{address}", 410)
    client.force_login(reviewer)
    assert client.get("/wiki/minsk/revisions/1/").status_code == 200


def test_unknown_article_offers_to_search_and_write(client: Client) -> None:
    html = page(client, "/wiki/grodno-region/", 404)
    assert "grodno region" in html
    assert "/search/?q=grodno%20region" in html
    assert "/admin/articles/article/add/?slug=grodno-region" in html


def test_links_tell_whether_their_article_exists(client: Client, published: Callable[..., Article]) -> None:
    published("Brest")
    published("Map", lead='<p><a data-article="brest">a</a> <a data-article="nowhere">b</a></p>')
    html = page(client, "/wiki/map/")
    assert '<a href="/wiki/brest/" class="wikilink" title="Brest">a</a>' in html
    assert re.search(r'<a href="/wiki/nowhere/" class="missing" title="[^"]+">b</a>', html)


def test_link_to_a_draft_looks_missing(client: Client, published: Any, editor: Any) -> None:
    editing.create(Snapshot(title="Secret", slug="secret"), by=editor, summary="Draft")
    published("Map", lead='<p><a data-article="secret">b</a></p>')
    assert 'class="missing"' in page(client, "/wiki/map/")


def test_content_carries_its_language(client: Client, published: Callable[..., Article]) -> None:
    published("كتاب", slug="كتاب", language="ar", lead="<p>نص</p>")
    html = page(client, "/wiki/كتاب/")
    assert '<h1 lang="ar" dir="rtl">' in html
    assert 'class="text" lang="ar" dir="rtl"' in html


@pytest.mark.parametrize("rows", [1, 15])
def test_article_costs_the_same_queries(
    client: Client, published: Any, reviewer: Any, rows: int, django_assert_num_queries: Any
) -> None:
    others = [published(f"Other {n}", categories=("Places",)) for n in range(rows)]
    links = "".join(f'<a data-article="other-{n}">x</a> ' for n in range(rows))
    sections = tuple(Section(key=f"s{n}", heading=f"S{n}", body=f"<p>{links}</p>") for n in range(rows))
    article = published("Hub", sections=sections, related=("other-0",), categories=("Places",))
    for number in range(rows):
        now = revisions.working_copy(article)
        editing.replace(article, replace(now, title=f"Hub {number}"), by=reviewer, summary="More")
    assert len(others) == rows
    with django_assert_num_queries(14):
        client.get("/wiki/hub/")
    with django_assert_num_queries(1):
        client.get("/wiki/hub/")


def test_related_articles_are_chosen_then_filled(client: Client, published: Callable[..., Article]) -> None:
    for title in ("Zeta", "Alpha", "Beta", "Gamma"):
        published(title, categories=("Letters",) if title != "Zeta" else ())
    published("Hub", related=("zeta", "gamma"), categories=("Letters",))
    cards = re.findall(r'class="card-title"><a href="/wiki/(.+?)/"', page(client, "/wiki/hub/"))
    assert cards == ["zeta", "gamma", "alpha", "beta"]


def test_preview_is_the_card_alone(client: Client, article: Article) -> None:
    html = page(client, "/wiki/minsk/preview/")
    assert "Capital of Belarus" in html
    assert "<html" not in html


def test_titles_and_captions_are_text_and_not_markup(client: Client, published: Callable[..., Article]) -> None:
    published('<script>alert("1")</script>', slug="evil", short_description="<b>x</b>", categories=("<i>c</i>",))
    html = page(client, "/wiki/evil/")
    assert "<script>alert" not in html
    assert "<b>x</b>" not in html
    assert "<i>c</i>" not in html
