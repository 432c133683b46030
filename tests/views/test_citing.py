"""How to cite a Revision: the page, the files, and who may see them."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import editing, revisions, workflow
from articles.content.snapshot import Section, Snapshot
from articles.models import Article, Publication

pytestmark = pytest.mark.django_db

SITE = "https://wiki.example.org"
FILES = ("cite.bib", "cite.ris", "cite.json")


@pytest.fixture
def dated(reviewer: Any, snapshot: Snapshot, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Article:
    """The small article as of the evening of 18 September 2023 in UTC, cited on 20 October 2026."""
    settings.SITE_URL = SITE
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 10, 20))
    return editing.create(snapshot, by=reviewer, summary="Start", at=datetime(2023, 9, 18, 22, 30, tzinfo=UTC))


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def words_of(html: str) -> str:
    """Return what a reader copies out of the page."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_page_shows_every_style_and_file(client: Client, dated: Article) -> None:
    html = html_of(client, "/wiki/minsk/revisions/1/cite/")
    address = f"{SITE}/wiki/minsk/revisions/1/"
    for entry in (
        f"Minsk. (2023, September 18). In Chancery. {address}",
        f"“Minsk.” In Chancery, revision 1. Last modified September 18, 2023. {address}.",
        f"“Minsk.” Chancery, revision 1, 18 Sept. 2023, {address}. Accessed 20 Oct. 2026.",
    ):
        assert entry in words_of(html), entry
    assert html.count("<i><bdi>Chancery</bdi></i>") == 3
    for name in FILES:
        assert f'href="/wiki/minsk/revisions/1/{name}"' in html
        told = client.get(f"/wiki/minsk/revisions/1/{name}").content.decode()
        assert told.replace("\r", "") in words_of(html).replace("\r", ""), name


def test_page_needs_no_script(client: Client, dated: Article) -> None:
    main = html_of(client, "/wiki/minsk/revisions/1/cite/").partition("<main")[2].partition("</main>")[0]
    assert not re.search(r"<script|\sstyle=|\son[a-z]+=", main)


@pytest.mark.parametrize(
    ("name", "media_type", "beginning"),
    [
        ("cite.bib", "application/x-bibtex", "@misc{chancery-minsk-1,\n"),
        ("cite.ris", "application/x-research-info-systems", "TY  - ENCYC\r\n"),
        ("cite.json", "application/vnd.citationstyles.csl+json", "[\n"),
    ],
)
def test_file_is_downloaded_with_its_media_type(
    client: Client, dated: Article, name: str, media_type: str, beginning: str
) -> None:
    response = client.get(f"/wiki/minsk/revisions/1/{name}")
    assert response.status_code == 200
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="chancery-minsk-1.{name[5:]}"'
    assert response.content.decode().startswith(beginning)
    assert not response.cookies


def test_file_of_any_script_has_an_ascii_name(client: Client, published: Any) -> None:
    published("بيلاروسيا", slug="بيلاروسيا", language="ar")
    published("မြန်မာ " * 30, slug="မြန်မာ")
    for slug in ("بيلاروسيا", "မြန်မာ"):
        for name in FILES:
            told = client.get(f"/wiki/{slug}/revisions/1/{name}")["Content-Disposition"]
            assert re.fullmatch(r'attachment; filename="[a-z0-9-]{1,100}\.[a-z]+"', told), told
    html = html_of(client, "/wiki/بيلاروسيا/revisions/1/cite/")
    assert '<h1 lang="ar" dir="rtl">' in html
    assert "<bdi>بيلاروسيا</bdi>" in html


def test_titles_are_text_and_not_markup(client: Client, published: Any) -> None:
    title = '<script>alert("1")</script> {50%} \\ “a”'
    published(title, slug="evil")
    html = html_of(client, "/wiki/evil/revisions/1/cite/")
    assert "<script>alert" not in html
    [item] = json.loads(client.get("/wiki/evil/revisions/1/cite.json").content)
    assert item["title"] == title


def test_date_is_that_of_the_sites_own_zone(client: Client, dated: Article, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Yangon"
    assert "Minsk. (2023, September 19)." in words_of(html_of(client, "/wiki/minsk/revisions/1/cite/"))


def test_date_is_when_readers_first_saw_it(client: Client, editor: Any, reviewer: Any, snapshot: Snapshot) -> None:
    drafted = editing.create(snapshot, by=editor, summary="Start", at=datetime(2023, 1, 5, tzinfo=UTC))
    later = replace(snapshot, short_description="A city")
    editing.replace(drafted, later, by=reviewer, summary="Look over", at=datetime(2023, 2, 6, tzinfo=UTC))
    workflow.publish(drafted, by=reviewer)
    Publication.objects.update(at=datetime(2023, 2, 7, tzinfo=UTC))
    for number in (1, 2):
        told = json.loads(client.get(f"/wiki/minsk/revisions/{number}/cite.json").content)
        assert told[0]["issued"] == {"date-parts": [[2023, 2, 7]]}
        assert told[0]["version"] == str(number)


def test_past_title_is_cited_at_the_address_of_today(
    client: Client, dated: Article, reviewer: Any, snapshot: Snapshot
) -> None:
    editing.replace(dated, replace(snapshot, title="Mensk", slug="mensk"), by=reviewer, summary="Rename")
    moved = client.get("/wiki/minsk/revisions/1/cite.ris")
    assert (moved.status_code, moved["Location"]) == (301, "/wiki/mensk/revisions/1/cite.ris")
    told = client.get(moved["Location"]).content.decode()
    assert "TI  - Minsk\r\n" in told
    assert f"UR  - {SITE}/wiki/mensk/revisions/1/\r\n" in told


@pytest.mark.parametrize("name", ["cite/", *FILES])
def test_draft_is_cited_by_those_who_see_it(
    client: Client, article: Article, editor: Any, snapshot: Snapshot, name: str
) -> None:
    editing.replace(article, replace(snapshot, title="Secret"), by=editor, summary="Draft")
    assert client.get(f"/wiki/minsk/revisions/1/{name}").status_code == 200
    hidden = client.get(f"/wiki/minsk/revisions/2/{name}")
    assert hidden.status_code == 404
    assert "Secret" not in hidden.content.decode()
    client.force_login(editor)
    assert "Secret" in html_of(client, f"/wiki/minsk/revisions/2/{name}")


def test_draft_says_that_its_address_leads_nowhere(
    client: Client, article: Article, editor: Any, snapshot: Snapshot
) -> None:
    editing.replace(article, replace(snapshot, title="Secret"), by=editor, summary="Draft")
    client.force_login(editor)
    assert "This is a draft" in html_of(client, "/wiki/minsk/revisions/2/cite/")
    assert "This is a draft" not in html_of(client, "/wiki/minsk/revisions/1/cite/")


@pytest.mark.parametrize("name", ["cite/", *FILES])
def test_withdrawn_article_is_not_cited(client: Client, article: Article, reviewer: Any, name: str) -> None:
    workflow.withdraw(article, by=reviewer, reason="The source was forged")
    response = client.get(f"/wiki/minsk/revisions/1/{name}")
    assert response.status_code == 410
    assert "The source was forged" in response.content.decode()


@pytest.mark.parametrize("rest", ["1/cite.txt", "1/cite.BIB", "1/cite.", "1/cite.bib/", "2/cite.bib", "0/cite/"])
def test_what_is_no_citation_is_not_found(client: Client, article: Article, rest: str) -> None:
    assert client.get(f"/wiki/minsk/revisions/{rest}").status_code == 404


def test_citations_are_only_read(client: Client, article: Article) -> None:
    for name in ("cite/", *FILES):
        assert client.post(f"/wiki/minsk/revisions/1/{name}").status_code == 405
        assert client.head(f"/wiki/minsk/revisions/1/{name}").status_code == 200


@pytest.mark.parametrize("count", [2, 30])
def test_citing_costs_the_same_queries(
    client: Client, published: Any, reviewer: Any, django_assert_num_queries: Any, count: int
) -> None:
    made = published("Hub")
    for number in range(count - 1):
        sections = tuple(Section(key=f"s{n}", heading=f"S{n}", body="<p>x</p>") for n in range(number + 1))
        editing.replace(made, replace(revisions.working_copy(made), sections=sections), by=reviewer, summary="More")
    for name in ("cite/", "cite.bib"):
        with django_assert_num_queries(7):
            assert client.get(f"/wiki/hub/revisions/{count}/{name}").status_code == 200
