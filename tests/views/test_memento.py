"""The past by date: a Memento client asks the TimeGate, follows its links and reads the TimeMap."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, NamedTuple

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles import editing, publications, revisions, workflow
from articles.content import slugs
from articles.content.snapshot import Snapshot
from articles.models import Article, Publication
from articles.views import memento
from tests.conftest import person

pytestmark = pytest.mark.django_db

SITE = "https://wiki.example.org"
DAYS = [datetime(2021, 3, 1, 12, 0, 0, 500_000, UTC), datetime(2022, 6, 15, 8, 30, tzinfo=UTC)]
DAYS.append(datetime(2023, 9, 18, 14, 5, 9, 999_999, UTC))


class Link(NamedTuple):
    """One link of a header or a TimeMap."""

    address: str
    relations: frozenset[str]
    attributes: dict[str, str]


def links(text: str) -> list[Link]:
    """Read links as RFC 8288 and RFC 6690 write them."""
    found, place = [], 0
    head, parameter = re.compile(r"\s*<([^>]*)>"), re.compile(r'\s*;\s*([a-z*-]+)="([^"]*)"')
    while name := head.match(text, place):
        attributes, place = {}, name.end()
        while told := parameter.match(text, place):
            attributes[told[1]] = told[2]
            place = told.end()
        found.append(Link(name[1], frozenset(attributes.pop("rel").split()), attributes))
        place = re.compile(r"\s*,?").match(text, place).end()  # type: ignore[union-attr]
    assert place == len(text), text[place:]
    return found


def one(found: list[Link], *relations: str) -> Link:
    """Return the only link with these relations."""
    [link] = [link for link in found if link.relations >= set(relations)]
    return link


def path(address: str) -> str:
    assert address.startswith(f"{SITE}/")
    return address.removeprefix(SITE)


def date_of(at: datetime) -> str:
    return format_datetime(at, usegmt=True)


def asked(client: Client, when: str | None, slug: str = "minsk") -> HttpResponse:
    headers = {} if when is None else {"accept-datetime": when}
    return client.get(f"/wiki/{slug}/timegate/", headers=headers)  # type: ignore[return-value]


def map_of(client: Client, address: str = "/wiki/minsk/timemap/") -> list[Link]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/link-format"
    return links(response.content.decode("ascii"))


def told(article: Article, number: int) -> tuple[str | None, list[Link]]:
    """Return the Memento-Datetime and the links of a Revision's page."""
    public = Article.objects.select_related("listing", "published").get(pk=article.pk)
    response = memento.of_revision(HttpResponse(), public, public.revisions.get(number=number))
    return response.get("Memento-Datetime"), links(response["Link"])


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.SITE_URL = SITE


@pytest.fixture(scope="module")
def _three_days(shared_rows: None, snapshot: Snapshot) -> None:
    reviewer = person("rev", "Reviewer")
    made = editing.create(snapshot, by=reviewer, summary="Start", at=DAYS[0])
    for number, at in enumerate(DAYS[1:], 2):
        later = replace(snapshot, short_description=f"Edit {number}")
        editing.replace(made, later, by=reviewer, summary="More", at=at)


@pytest.fixture
def aged(_three_days: None, db: None) -> Article:
    """The small article with three Revisions, published on three DAYS."""
    return Article.objects.get()


def edits(article: Article, by: Any, count: int, **how: Any) -> None:
    for _ in range(count):
        description = f"After {revisions.newest(article).number}"
        now = replace(revisions.working_copy(article), short_description=description)
        editing.replace(article, now, by=by, summary="More", **how)


# TimeGate -------------------------------------------------------------------------------------------------

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("when", "number"),
    [
        (None, 3),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 1),
        ("Sat, 01 Jan 0050 00:00:00 GMT", 1),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3),
        (date_of(DAYS[0] - SECOND), 1),
        (date_of(DAYS[0]), 1),
        (date_of(DAYS[1] - SECOND), 1),
        (date_of(DAYS[1]), 2),
        (date_of(DAYS[2] - SECOND), 2),
        (date_of(DAYS[2]), 3),
        (date_of(DAYS[2] + SECOND), 3),
    ],
)
def test_timegate_leads_to_what_was_shown_then(client: Client, aged: Article, when: str | None, number: int) -> None:
    response = asked(client, when)
    assert response.status_code == 302
    assert response["Location"] == f"{SITE}/wiki/minsk/revisions/{number}/"
    assert response["Vary"] == "accept-datetime"
    assert "no-cache" in response["Cache-Control"]
    assert "Memento-Datetime" not in response
    assert not response.cookies
    found = links(response["Link"])
    assert one(found, "original").address == f"{SITE}/wiki/minsk/"
    assert one(found, "timemap") == Link(
        f"{SITE}/wiki/minsk/timemap/",
        frozenset({"timemap"}),
        {"type": "application/link-format", "from": date_of(DAYS[0]), "until": date_of(DAYS[2])},
    )
    for relation, place in {"first": 1, "last": 3}.items():
        assert one(found, relation, "memento").address == f"{SITE}/wiki/minsk/revisions/{place}/"
    shown = {link.address: link.attributes["datetime"] for link in found if "memento" in link.relations}
    assert shown[response["Location"]] == date_of(DAYS[number - 1])
    assert len(found) == len({link.address for link in found})


@pytest.mark.parametrize(
    "when",
    [
        "",
        "yesterday",
        "2023-09-18",
        "2023-09-18T14:05:09Z",
        "18 Sep 2023 14:05:09 GMT",
        "Mon, 18 Sep 2023 14:05:09",
        "Mon, 18 Sep 2023 14:05:09 UTC",
        "Mon, 18 Sep 2023 14:05:09 gmt",
        "Mon, 18 Sep 2023 14:05:09 +0000",
        "Mon, 18 Sep 2023 14:05 GMT",
        "Mon, 18 Sep 2023 24:00:00 GMT",
        "Mon, 18 Sep 2023 23:59:60 GMT",
        "Tue, 18 Sep 2023 14:05:09 GMT",
        "Mon, 18 September 2023 14:05:09 GMT",
        "Mon, 8 May 2023 14:05:09 GMT",
        "Thu, 30 Feb 2023 14:05:09 GMT",
        "Sat, 01 Jan 0000 00:00:00 GMT",
        "Monday, 18-Sep-23 14:05:09 GMT",
        "Mon Sep 18 14:05:09 2023",
        "Mon, 18 Sep 2023 14:05:09 GMT, Mon, 18 Sep 2023 14:05:09 GMT",
        "Mon, 18 Sep ٢٠٢٣ 14:05:09 GMT",
        "<script>",
        "x" * 5_000,
    ],
)
def test_timegate_refuses_what_is_no_date(client: Client, aged: Article, when: str) -> None:
    response = asked(client, when)
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Vary"] == "accept-datetime"
    assert response.content.decode() == (
        "Accept-Datetime must be a date of RFC 1123 in GMT, such as: Mon, 18 Sep 2023 14:05:00 GMT\n"
    )


@given(st.datetimes(timezones=st.just(UTC)))
def test_any_date_reads_back_to_its_second(at: datetime) -> None:
    assert memento._moment(date_of(at)).replace(microsecond=0) == at.replace(microsecond=0)


def test_revisions_of_one_second_are_told_apart(client: Client, article: Article, reviewer: Any) -> None:
    at = datetime(2030, 1, 1, 12, tzinfo=UTC)
    for part in (0, 0, 400_000):
        edits(article, reviewer, 1, at=at.replace(microsecond=part))
    assert asked(client, date_of(at))["Location"].endswith("/revisions/4/")
    assert [link.attributes["datetime"] for link in map_of(client) if "memento" in link.relations][1:] == [
        "Tue, 01 Jan 2030 12:00:00 GMT"
    ] * 3
    assert one(told(article, 3)[1], "prev").address.endswith("/revisions/2/")
    assert one(told(article, 3)[1], "next").address.endswith("/revisions/4/")


def test_timegate_is_only_read(client: Client, aged: Article) -> None:
    assert client.post("/wiki/minsk/timegate/").status_code == 405
    assert client.head("/wiki/minsk/timegate/")["Location"] == f"{SITE}/wiki/minsk/revisions/3/"


# TimeMap --------------------------------------------------------------------------------------------------


def test_timemap_lists_every_memento(client: Client, aged: Article) -> None:
    found = map_of(client)
    assert [link.address for link in found] == [
        f"{SITE}/wiki/minsk/",
        f"{SITE}/wiki/minsk/timegate/",
        f"{SITE}/wiki/minsk/timemap/",
        *(f"{SITE}/wiki/minsk/revisions/{number}/" for number in (1, 2, 3)),
    ]
    assert [sorted(link.relations) for link in found] == [
        ["original"],
        ["timegate"],
        ["self"],
        ["first", "memento"],
        ["memento"],
        ["last", "memento"],
    ]
    assert found[2].attributes == {
        "type": "application/link-format",
        "from": date_of(DAYS[0]),
        "until": date_of(DAYS[2]),
    }
    assert [link.attributes for link in found[3:]] == [{"datetime": date_of(at)} for at in DAYS]


def test_timemap_is_written_one_link_a_line(client: Client, article: Article) -> None:
    at = date_of(Publication.objects.get().at)
    assert client.get("/wiki/minsk/timemap/").content.decode().splitlines() == [
        f'<{SITE}/wiki/minsk/>; rel="original",',
        f'<{SITE}/wiki/minsk/timegate/>; rel="timegate",',
        f'<{SITE}/wiki/minsk/timemap/>; rel="self"; type="application/link-format"; from="{at}"; until="{at}",',
        f'<{SITE}/wiki/minsk/revisions/1/>; rel="first last memento"; datetime="{at}"',
    ]


@pytest.mark.parametrize("title", ["Αθήνα, “πόλη”", "中文 'wiki'", "Brest, \"the\" <fort>; rel='x'", "كتاب"])
def test_addresses_are_percent_encoded(client: Client, published: Any, title: str) -> None:
    slug = slugs.slug(title)
    made = published(title, slug=slug)
    text = client.get(f"/wiki/{slug}/timemap/").content.decode("ascii")
    found = map_of(client, f"/wiki/{slug}/timemap/")
    assert len(found) == text.count("<") == 4
    for link in (*found, *links(asked(client, None, slug)["Link"]), *told(made, 1)[1]):
        assert re.fullmatch(rf"{SITE}/wiki/[a-z0-9%A-F-]+/([a-z0-9]+/)*", link.address)
    gate = client.get(path(one(found, "timegate").address))
    assert client.get(path(gate["Location"])).status_code == 200


def test_site_of_any_script_is_percent_encoded(settings: Any) -> None:
    settings.SITE_URL = 'https://вики.example.org/"a" <b>'
    response = memento.of_article(HttpResponse(), "minsk", 3)
    assert response["Link"].isascii()
    assert "%22a%22%20%3Cb%3E/wiki/minsk/timegate/" in one(links(response["Link"]), "timegate").address


def test_long_timemap_is_an_index_of_pages(
    client: Client, article: Article, reviewer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits(article, reviewer, 6)
    monkeypatch.setattr(memento, "MEMENTOS_A_MAP", 7)
    whole = [link for link in map_of(client) if "memento" in link.relations]
    monkeypatch.setattr(memento, "MEMENTOS_A_MAP", 3)
    index = map_of(client)
    assert [sorted(link.relations) for link in index] == [["original"], ["timegate"], ["self"], *[["timemap"]] * 3]
    listed = []
    for page in index[3:]:
        found = map_of(client, path(page.address))
        itself = one(found, "self")
        assert page.attributes == itself.attributes
        assert itself.address == page.address
        assert [link.address for link in found[:2]] == [f"{SITE}/wiki/minsk/", f"{SITE}/wiki/minsk/timegate/"]
        listed += found[3:]
    assert listed == whole
    assert index[2].attributes["from"] == index[3].attributes["from"]
    assert index[2].attributes["until"] == index[5].attributes["until"]


def test_page_of_a_timemap_stays_when_the_article_goes_on(
    client: Client, article: Article, reviewer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memento, "MEMENTOS_A_MAP", 2)
    edits(article, reviewer, 3)
    pages = [link.address for link in map_of(client) if "timemap" in link.relations]
    before = [client.get(path(page)).content.replace(b"last ", b"") for page in pages]
    edits(article, reviewer, 1)
    assert [link.address for link in map_of(client) if "timemap" in link.relations][:2] == pages
    assert [client.get(path(page)).content for page in pages] == before


def test_page_of_another_articles_timemap_is_not_found(client: Client, article: Article, published: Any) -> None:
    other = published("Brest")
    key = publications.mementos(other).get().pk
    assert client.get(f"/wiki/brest/timemap/{key}/").status_code == 200
    assert client.get(f"/wiki/minsk/timemap/{key}/").status_code == 404
    assert client.get("/wiki/minsk/timemap/999999999/").status_code == 404
    assert client.get("/wiki/minsk/timemap/99999999999999999999/").status_code == 404


# Headers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "neighbours"),
    [
        (1, {("first", 1), ("next", 2), ("last", 3)}),
        (2, {("first", 1), ("prev", 1), ("next", 3), ("last", 3)}),
        (3, {("first", 1), ("prev", 2), ("last", 3)}),
    ],
)
def test_revision_tells_its_date_and_neighbours(aged: Article, number: int, neighbours: set[tuple[str, int]]) -> None:
    date, found = told(aged, number)
    assert date == date_of(DAYS[number - 1])
    assert one(found, "original").address == f"{SITE}/wiki/minsk/"
    assert one(found, "timegate").address == f"{SITE}/wiki/minsk/timegate/"
    assert one(found, "timemap").attributes["type"] == "application/link-format"
    assert one(found, "cite-as") == Link(f"{SITE}/wiki/minsk/revisions/{number}/", frozenset({"cite-as"}), {})
    for relation, place in neighbours:
        link = one(found, relation, "memento")
        assert link.address == f"{SITE}/wiki/minsk/revisions/{place}/"
        assert link.attributes == {"datetime": date_of(DAYS[place - 1])}
    told_of = {relation for link in found for relation in link.relations} & {"first", "prev", "next", "last"}
    assert told_of == {relation for relation, _ in neighbours}


def test_article_tells_where_its_past_is(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        response = memento.of_article(HttpResponse("x"), "中文", 9)
    assert response.content == b"x"
    assert "Memento-Datetime" not in response
    slug = "%E4%B8%AD%E6%96%87"
    assert response["Link"] == (
        f'<{SITE}/wiki/{slug}/timegate/>; rel="timegate", '
        f'<{SITE}/wiki/{slug}/timemap/>; rel="timemap"; type="application/link-format", '
        f'<{SITE}/wiki/{slug}/revisions/9/>; rel="cite-as"'
    )


# A client's walk ------------------------------------------------------------------------------------------


def test_client_walks_from_the_first_to_the_last(client: Client, aged: Article) -> None:
    start = links(memento.of_article(HttpResponse(), "minsk", 3)["Link"])
    gate = client.get(
        path(one(start, "timegate").address), headers={"accept-datetime": date_of(DAYS[1] + timedelta(days=30))}
    )
    walked = [_number(gate["Location"])]
    here = path(one(links(gate["Link"]), "first", "memento").address)
    while here:
        walked.append(_number(here))
        assert client.get(here).status_code == 200
        date, found = told(aged, walked[-1])
        assert date is not None
        assert asked(client, date)["Location"] == f"{SITE}{here}"
        after = [path(link.address) for link in found if "next" in link.relations]
        assert bool(after) is (one(found, "last").address != f"{SITE}{here}")
        here = after[0] if after else ""
    assert walked == [2, 1, 2, 3]
    listed = [link for link in map_of(client, path(one(start, "timemap").address)) if "memento" in link.relations]
    assert [_number(link.address) for link in listed] == walked[1:]
    dates = [parsedate_to_datetime(link.attributes["datetime"]) for link in listed]
    assert dates == sorted(dates)


def _number(address: str) -> int:
    found = re.search(r"/revisions/(\d+)/$", address)
    assert found
    return int(found[1])


# Who is told what -----------------------------------------------------------------------------------------


def everything(client: Client, slug: str = "minsk") -> str:
    """Return all that the TimeGate and the TimeMap say."""
    gate, listed = asked(client, None, slug), client.get(f"/wiki/{slug}/timemap/")
    return "".join((str(gate.headers), str(listed.headers), listed.content.decode()))


def test_drafts_are_told_to_nobody(
    client: Client, aged: Article, editor: Any, reviewer: Any, snapshot: Snapshot
) -> None:
    before = everything(client)
    editing.replace(aged, replace(snapshot, title="Secret", slug="secret"), by=editor, summary="Draft")
    assert everything(client) == before
    assert told(aged, 4) == (None, [Link(f"{SITE}/wiki/minsk/revisions/4/", frozenset({"cite-as"}), {})])
    assert "/revisions/4/" not in str(told(aged, 3))
    client.force_login(editor)
    assert "/revisions/4/" not in everything(client)
    editing.replace(aged, replace(snapshot, title="Reviewed"), by=reviewer, summary="Look over")
    workflow.publish(aged, by=reviewer)
    client.logout()
    assert [_number(link.address) for link in map_of(client)[3:]] == [1, 2, 3, 5]
    assert told(aged, 4)[0] is None


def test_revision_that_is_hidden_again_is_no_memento(client: Client, aged: Article, reviewer: Any) -> None:
    workflow.publish(aged, by=reviewer, number=2)
    assert client.get("/wiki/minsk/revisions/3/").status_code == 404
    assert "/revisions/3/" not in everything(client)
    assert told(aged, 3)[0] is None
    assert asked(client, date_of(DAYS[2]))["Location"].endswith("/revisions/2/")
    hidden = publications.mementos(aged).get(revision__number=3).pk
    assert client.get(f"/wiki/minsk/timemap/{hidden}/").status_code == 404


def test_article_never_published_has_no_past(client: Client, editor: Any, snapshot: Snapshot) -> None:
    made = editing.create(replace(snapshot, slug="draft"), by=editor, summary="Draft")
    for address in ("timegate/", "timemap/", "timemap/1/"):
        assert client.get(f"/wiki/draft/{address}").status_code == 404
    client.force_login(editor)
    for address in ("timegate/", "timemap/", "timemap/1/"):
        assert client.get(f"/wiki/draft/{address}").status_code == 404
    response = memento.of_revision(HttpResponse(), made, made.revisions.get())
    assert links(response["Link"]) == [Link(f"{SITE}/wiki/draft/revisions/1/", frozenset({"cite-as"}), {})]


def test_withdrawn_article_is_gone_and_comes_back(client: Client, aged: Article, reviewer: Any) -> None:
    before = [link.address for link in map_of(client)]
    key = publications.mementos(aged)[0].pk
    workflow.withdraw(aged, by=reviewer, reason="The source was forged")
    for address in ("timegate/", "timemap/", f"timemap/{key}/"):
        response = client.get(f"/wiki/minsk/{address}")
        assert response.status_code == 410
        assert "The source was forged" in response.content.decode()
        assert "Link" not in response
    workflow.reinstate(aged, by=reviewer)
    back = publications.mementos(aged).get(again=True)
    assert [link.address for link in map_of(client)] == [*before, f"{SITE}/wiki/minsk/revisions/3/again/{back.pk}/"]


def test_revision_that_is_shown_again_is_one_more_memento(client: Client, aged: Article, reviewer: Any) -> None:
    days = [*DAYS, datetime(2024, 2, 1, tzinfo=UTC), datetime(2025, 3, 1, 9, 30, tzinfo=UTC)]
    keys = []
    for number, at in zip((2, 3), days[3:], strict=True):
        workflow.publish(aged, by=reviewer, number=number)
        shown = publications.mementos(aged).filter(again=True).latest("pk")
        Publication.objects.filter(pk=shown.pk).update(at=at)
        keys.append(shown.pk)
    listed = [*map(str, (1, 2, 3)), f"2/again/{keys[0]}", f"3/again/{keys[1]}"]
    addresses = [f"{SITE}/wiki/minsk/revisions/{each}/" for each in listed]
    mementos = [link for link in map_of(client) if "memento" in link.relations]
    assert [link.address for link in mementos] == addresses
    assert [link.attributes["datetime"] for link in mementos] == [date_of(at) for at in days]
    for place, (address, at) in enumerate(zip(addresses, days, strict=True)):
        assert asked(client, date_of(at))["Location"] == address
        response = client.get(path(address))
        assert response["Memento-Datetime"] == date_of(at)
        found = links(response["Link"])
        assert one(found, "cite-as").address == f"{SITE}/wiki/minsk/revisions/{listed[place][0]}/"
        for relation, neighbour in (("prev", place - 1), ("next", place + 1)):
            near = [link.address for link in found if relation in link.relations]
            assert near == ([addresses[neighbour]] if 0 <= neighbour < len(addresses) else [])
    assert asked(client, None)["Location"] == addresses[-1]
    assert "shown it again on" in client.get(path(addresses[3])).content.decode()
    assert "shown it again on" not in client.get(path(addresses[1])).content.decode()


def test_other_publications_are_not_found_as_one_more(
    client: Client, aged: Article, reviewer: Any, published: Any
) -> None:
    workflow.publish(aged, by=reviewer, number=2)
    again = publications.mementos(aged).get(again=True).pk
    others = (*publications.mementos(aged).filter(again=False), *publications.mementos(published("Brest")))
    assert client.get(f"/wiki/minsk/revisions/2/again/{again}/").status_code == 200
    for address in (f"1/again/{again}/", f"3/again/{again}/", *(f"2/again/{each.pk}/" for each in others)):
        assert client.get(f"/wiki/minsk/revisions/{address}").status_code == 404
    workflow.publish(aged, by=reviewer, number=1)
    assert client.get(f"/wiki/minsk/revisions/2/again/{again}/").status_code == 404


def test_former_slug_leads_to_the_gate_of_today(
    client: Client, aged: Article, reviewer: Any, snapshot: Snapshot
) -> None:
    editing.replace(aged, replace(snapshot, slug="mensk"), by=reviewer, summary="Rename")
    key = publications.mementos(aged)[0].pk
    for address in ("timegate/", "timemap/", f"timemap/{key}/"):
        response = client.get(f"/wiki/minsk/{address}")
        assert (response.status_code, response["Location"]) == (301, f"/wiki/mensk/{address}")
    assert asked(client, date_of(DAYS[0]), "mensk")["Location"] == f"{SITE}/wiki/mensk/revisions/1/"
    assert all("/wiki/mensk/" in link.address for link in told(aged, 1)[1])


@pytest.mark.parametrize("count", [2, 30])
def test_memento_costs_the_same_queries(
    client: Client, article: Article, reviewer: Any, django_assert_num_queries: Any, count: int
) -> None:
    edits(article, reviewer, count - 1)
    public = Article.objects.select_related("listing", "published").get()
    middle = public.revisions.get(number=count // 2)
    key = publications.mementos(article)[0].pk
    now = date_of(datetime.now(UTC))
    with django_assert_num_queries(3):
        assert asked(client, now).status_code == 302
    with django_assert_num_queries(3):
        assert asked(client, None).status_code == 302
    with django_assert_num_queries(2):
        assert client.get("/wiki/minsk/timemap/").status_code == 200
    with django_assert_num_queries(4):
        assert client.get(f"/wiki/minsk/timemap/{key}/").status_code == 200
    with django_assert_num_queries(2):
        assert "Memento-Datetime" in memento.of_revision(HttpResponse(), public, middle)


def test_what_was_saved_while_an_article_was_withdrawn_is_no_memento(
    client: Client, article: Article, reviewer: Any, snapshot: Snapshot
) -> None:
    workflow.withdraw(article, by=reviewer, reason="Doubts")
    editing.replace(article, replace(snapshot, title="Mensk"), by=reviewer, summary="Edit")
    workflow.reinstate(article, by=reviewer)
    assert {each.revision.number for each in publications.mementos(article) if each.revision} == {1}
    assert client.get("/wiki/minsk/timegate/")["Location"].startswith(f"{SITE}/wiki/minsk/revisions/1/")
    assert client.get("/wiki/minsk/revisions/2/").status_code == 404
