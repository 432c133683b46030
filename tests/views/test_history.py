"""Histories: of an article, of one part of it, of a person, of the whole wiki; filtered, page by page, as feeds."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from articles import editing, revisions, timeline, workflow
from articles.content.snapshot import Section, Snapshot
from articles.models import Article
from tests.conftest import person

pytestmark = pytest.mark.django_db

DAY = datetime(2024, 3, 1, 12, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def save(article: Article, by: Any, number: int = 0, **changes: Any) -> None:
    how = {"at": DAY + timedelta(days=number), "minor": changes.pop("minor", False)}
    wanted = replace(revisions.working_copy(article), **changes)
    editing.replace(article, wanted, by=by, summary=f"Edit {number}", **how)


@pytest.fixture(scope="module")
def _seven_revisions(shared_rows: None, snapshot: Snapshot) -> None:
    reviewer, una = person("rev", "Reviewer"), person("una", "Reviewer")
    article = editing.create(snapshot, by=reviewer, summary="Start", at=DAY)
    history, today = snapshot.sections
    save(article, una, 1, sections=(replace(history, heading="Past"), today))
    save(article, reviewer, 2, sections=(today, replace(history, heading="Past")))
    save(article, una, 3, lead="<p>Minsk is a town.</p>", minor=True)
    save(article, una, 4, lead=f"<p>{'Many words are here. ' * 20}</p>")
    atlas, chronicle = snapshot.references
    save(article, reviewer, 5, references=(replace(atlas, archive_url="https://archive.example/"), chronicle))
    editing.restore(article, 1, by=una, summary="Back")


@pytest.fixture
def grown(_seven_revisions: None, db: None) -> Article:
    """The small article with seven Revisions by two people, a day apart."""
    return Article.objects.get()


def numbers(client: Client, query: str = "", address: str = "/wiki/minsk/history/") -> list[int]:
    response = client.get(f"{address}?{query}")
    assert response.status_code == 200
    return [int(number) for number in re.findall(r'id="revision_(\d+)"', response.content.decode())]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [7, 6, 5, 4, 3, 2, 1]),
        ("person=una", [7, 5, 4, 2]),
        ("person=nobody", []),
        ("part=section", [7, 3, 2, 1]),
        ("part=section&key=history", [7, 2, 1]),
        ("part=section&key=today", [7, 3, 1]),
        ("part=reference&key=atlas", [7, 6, 4, 1]),
        ("part=image", []),
        ("kind=restored", [7]),
        ("kind=created", [1]),
        ("minor=no", [7, 6, 5, 3, 2, 1]),
        ("minor=only", [4]),
        ("size=50", [7, 5]),
        ("since=2024-03-05&until=2024-03-06", [6, 5]),
        ("until=2024-03-02", [2, 1]),
        ("person=una&minor=no&size=10", [7, 5]),
        ("part=nonsense&kind=x&minor=y&size=z&since=yesterday&until=9999-12-31", [7, 6, 5, 4, 3, 2, 1]),
        ("size=51&since=2024-13-01&key=A b", [7, 6, 5, 4, 3, 2, 1]),
    ],
)
def test_history_is_filtered(client: Client, grown: Article, query: str, found: list[int]) -> None:
    assert sorted(numbers(client, query), reverse=True) == found


def test_section_has_a_history_under_its_newest_name(client: Client, grown: Article) -> None:
    html = client.get("/wiki/minsk/history/?part=section&key=history").content.decode()
    assert "History of the Section “History”" in html
    for words in ("renamed", "added"):
        assert words in html


def test_no_match_is_said(client: Client, grown: Article) -> None:
    assert "No revision is as you asked." in client.get("/wiki/minsk/history/?person=nobody").content.decode()


@pytest.fixture
def long(article: Article, reviewer: Any, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Article:
    """An article with 13 Revisions, of which five are told on a page."""
    monkeypatch.setattr(timeline, "PAGE", 5)
    for number in range(12):
        editing.replace(article, replace(snapshot, title=f"M{number}"), by=reviewer, summary="Edit")
    return article


def walk(client: Client, address: str, rel: str) -> list[list[str]]:
    """Follow the links between pages; return the Revisions told on each."""
    pages = []
    while address:
        html = client.get(address).content.decode()
        pages.append(re.findall(r'href="(/wiki/minsk/revisions/\d+/)">Revision', html))
        link = re.search(rf'<a rel="{rel}" href="(\?[^"]+)"', html)
        address = address.partition("?")[0] + link[1].replace("&amp;", "&") if link else ""
    return pages


@pytest.mark.parametrize("address", ["/wiki/minsk/history/", "/changes/", "/people/rev/"])
def test_pages_hold_every_revision_once(client: Client, long: Article, address: str) -> None:
    there = walk(client, address, "next")
    assert [len(page) for page in there] == [5, 5, 3]
    expected = [f"/wiki/minsk/revisions/{number}/" for number in range(13, 0, -1)]
    assert [each for page in there for each in page] == expected
    html = client.get(address).content.decode()
    first = re.search(r'<a rel="next" href="(\?[^"]+)"', html)
    assert first
    back = walk(client, address + first[1], "prev")
    assert back[-1] == there[0]


def test_new_revisions_do_not_shift_the_pages(client: Client, long: Article, reviewer: Any) -> None:
    assert numbers(client, "before=9")[0] == 8
    save(long, reviewer, 1, title="New")
    assert numbers(client, "before=9")[0] == 8


@pytest.mark.parametrize("query", ["before=x", "before=", "before=1-2-3", "after=٣", "before=99999999999999999999"])
def test_odd_places_show_the_newest(client: Client, grown: Article, query: str) -> None:
    assert numbers(client, query)[0] == 7
    assert client.get(f"/changes/?{query}").status_code == 200


@given(st.text(), st.text(), st.text())
def test_nothing_asked_for_is_an_error(one: str, two: str, three: str) -> None:
    query = {"person": one, "key": two, "since": three, "until": one, "size": two, "part": three}
    assert timeline.Filter.read(query).query is not None


def test_filters_stay_on_the_next_page(client: Client, long: Article) -> None:
    html = client.get("/wiki/minsk/history/?person=rev&minor=no").content.decode()
    assert 'href="?person=rev&amp;minor=no&amp;before=9"' in html


@pytest.mark.parametrize(("role", "seen"), [("", False), ("editor", True)])
def test_drafts_are_in_no_list_for_readers(
    client: Client, article: Article, editor: Any, snapshot: Snapshot, role: str, seen: bool
) -> None:
    save(article, editor, 1, title="Secret")
    editing.create(replace(snapshot, slug="hidden", title="Hidden"), by=editor, summary="Secret start")
    if role:
        client.force_login(editor)
    pages = ["/wiki/minsk/history/", "/changes/", "/changes/?person=ed"]
    html = "".join(client.get(address).content.decode() for address in pages)
    assert ("Edit 1" in html) is seen
    assert ("Secret start" in html) is seen
    assert client.get("/people/ed/").status_code == (200 if seen else 404)
    client.logout()
    for feed in ("/changes/feed/", "/wiki/minsk/history/feed/"):
        assert b"Edit 1" not in client.get(feed).content


def test_withdrawn_articles_are_in_no_list(client: Client, grown: Article, reviewer: Any) -> None:
    workflow.withdraw(grown, by=reviewer, reason="Doubts")
    for address in ("/changes/", "/changes/feed/"):
        assert b"Edit 5" not in client.get(address).content
    assert client.get("/people/una/").status_code == 404
    assert client.get("/wiki/minsk/history/feed/").status_code == 410


def test_contributions_are_one_persons(client: Client, grown: Article) -> None:
    html = client.get("/people/una/").content.decode()
    assert re.findall(r'href="/wiki/minsk/revisions/(\d)/">Revision', html) == ["7", "5", "4", "2"]
    assert "<h1>Una</h1>" in html


@pytest.mark.parametrize(("address", "entries"), [("/changes/feed/", 8), ("/wiki/minsk/history/feed/", 7)])
def test_feeds_are_atom(client: Client, grown: Article, published: Any, address: str, entries: int) -> None:
    published("Brest & <i>Grodno</i>", slug="brest")
    response = client.get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    found = feed.findall(f"{ATOM}entry")
    assert len(found) == entries
    ids = [entry.findtext(f"{ATOM}id") for entry in found]
    assert len(set(ids)) == entries
    newest = next(entry for entry in found if "Back" in (entry.findtext(f"{ATOM}title") or ""))
    assert newest.findtext(f"{ATOM}author/{ATOM}name") == "Una"
    assert newest.find(f"{ATOM}link").attrib["href"].endswith("/wiki/minsk/revisions/7/")  # type: ignore[union-attr]
    assert newest.findtext(f"{ATOM}updated")


def test_feed_can_be_filtered(client: Client, grown: Article) -> None:
    feed = ElementTree.fromstring(client.get("/wiki/minsk/history/feed/?part=reference&key=atlas").content)
    assert len(feed.findall(f"{ATOM}entry")) == 4
    links = [link.attrib["href"].partition("/wiki/")[2] for link in feed.findall(f"{ATOM}link")]
    asked = "?part=reference&key=atlas"
    assert links == [f"minsk/history/{asked}", f"minsk/history/feed/{asked}"]


# Address -> the queries that it costs.
COSTS = {
    "/wiki/minsk/history/": 4,
    "/wiki/minsk/history/?part=section&key=history&person=rev&minor=no&size=10": 4,
    "/wiki/minsk/history/feed/": 3,
    "/changes/": 2,
    "/changes/feed/": 2,
    "/people/rev/": 4,
    "/wiki/minsk/authors/": 7,
    "/wiki/minsk/at/?number=2": 2,
    "/wiki/minsk/at/?date=2030-01-01": 2,
}


@pytest.mark.parametrize("edits", [2, 12])
def test_lists_cost_the_same_queries(client: Client, article: Article, reviewer: Any, edits: int) -> None:
    for number in range(edits):
        sections = tuple(Section(key=f"s{n}", heading=f"H{n}", body="<p>Words.</p>") for n in range(number + 1))
        save(article, reviewer, number, sections=sections)
    costs = {}
    for address in COSTS:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code in (200, 302)
        costs[address] = len(queries)
    assert costs == COSTS


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("number=3", 3),
        ("number=99", 7),
        ("number=0", 1),
        ("date=2024-03-03", 3),
        ("date=2024-03-01", 1),
        ("date=1999-01-01", 1),
        ("date=2100-01-01", 7),
    ],
)
def test_revision_is_found_by_number_and_day(client: Client, grown: Article, query: str, number: int) -> None:
    assert client.get(f"/wiki/minsk/at/?{query}")["Location"] == f"/wiki/minsk/revisions/{number}/"


@pytest.mark.parametrize("query", ["", "number=x", "date=yesterday", "date=2024-02-30"])
def test_neither_number_nor_day_is_not_found(client: Client, grown: Article, query: str) -> None:
    assert client.get(f"/wiki/minsk/at/?{query}").status_code == 404


def test_drafts_are_not_found_by_number(client: Client, article: Article, editor: Any) -> None:
    save(article, editor, 1, title="Secret")
    assert client.get("/wiki/minsk/at/?number=2")["Location"] == "/wiki/minsk/revisions/1/"
