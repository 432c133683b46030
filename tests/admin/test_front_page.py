"""The desk's front page: what somebody is at, what waits for them, how the wiki stands; by role."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles import checking, desk, editing, growth, notices, revisions, workflow
from articles.content.problems import Place
from articles.content.snapshot import Section, Snapshot
from articles.models import Article, Growth, Notice, Tally
from tests.conftest import person

pytestmark = pytest.mark.django_db


def front(client: Client, by: Any) -> Any:
    client.force_login(by)
    response = client.get("/admin/")
    assert response.status_code == 200
    return LexborHTMLParser(response.content.decode())


def listed(tree: Any, section: str) -> list[str]:
    """Return the titles under a heading, or nothing where it is not there."""
    return [link.text() for link in tree.css(f"section[aria-labelledby={section}] .front-list a")]


def headings(tree: Any) -> list[str]:
    return [" ".join(heading.text().split()) for heading in tree.css(".desk-front h2")]


def changed(article: Article, by: Any, words: str = "More") -> None:
    now = revisions.working_copy(article)
    editing.replace(article, replace(now, lead=f"{now.lead}<p>{words}.</p>"), by=by, summary=words)


# Mine --------------------------------------------------------------------------------------------------------


def test_my_drafts_are_those_of_which_readers_do_not_see_what_i_wrote(
    client: Client, editor: Any, reviewer: Any, published: Callable[..., Article]
) -> None:
    other = person("other", "Editor")
    mine, theirs, over, gone, seen = (published(name) for name in ("Mine", "Theirs", "Over", "Gone", "Seen"))
    changed(mine, editor)
    changed(theirs, other)
    changed(over, editor)
    changed(over, other)
    changed(gone, editor)
    workflow.withdraw(gone, by=reviewer, reason="Doubts")
    changed(seen, editor)
    workflow.publish(seen, by=reviewer)
    editing.create(Snapshot(title="New", slug="new", lead="<p>New.</p>"), by=editor, summary="Begin")
    assert listed(front(client, editor), "drafts") == ["New", "Over", "Mine"]
    assert listed(front(client, other), "drafts") == ["Over", "Theirs"]


def test_reviews_wait_for_those_who_decide(
    client: Client, editor: Any, reviewer: Any, published: Callable[..., Article], settings: Any
) -> None:
    second = person("second", "Reviewer")
    anyone, named, own = (published(name) for name in ("Anyone", "Named", "Own"))
    settings.OWN_WORK = "never"
    for article in (anyone, named):
        changed(article, editor)
    changed(own, second)
    workflow.ask(anyone, by=editor)
    workflow.ask(named, by=editor, reviewer=second)
    workflow.ask(own, by=second)
    assert listed(front(client, second), "waiting") == ["Named", "Anyone"]
    assert listed(front(client, reviewer), "waiting") == ["Anyone", "Own"]
    assert listed(front(client, editor), "waiting") == []


def test_changes_are_asked_of_those_who_wrote(client: Client, article: Article, editor: Any, reviewer: Any) -> None:
    other = person("other", "Editor")
    changed(article, editor)
    workflow.ask(article, by=other)
    workflow.return_(article, by=reviewer, note="Cite it")
    assert listed(front(client, editor), "returned") == ["Minsk"]
    assert listed(front(client, other), "returned") == ["Minsk"]
    assert listed(front(client, person("third", "Editor")), "returned") == []


def test_what_i_follow_is_told(client: Client, article: Article, editor: Any, reviewer: Any) -> None:
    notices.follow(article, editor, follows=True)
    assert "Nothing has happened since you looked." in front(client, editor).text()
    changed(article, reviewer)
    tree = front(client, editor)
    assert "What happened 1 new" in headings(tree)
    assert listed(tree, "followed") == ["Rev published “Minsk”"]
    Notice.objects.update(seen_at="2026-01-01T00:00Z")
    assert listed(front(client, editor), "followed") == []


def test_long_lists_are_cut_and_lead_on(client: Client, editor: Any) -> None:
    for number in range(desk.SHOWN + 2):
        editing.create(Snapshot(title=f"New {number}", slug=f"new-{number}"), by=editor, summary="Begin")
    tree = front(client, editor)
    assert len(listed(tree, "drafts")) == desk.SHOWN
    assert tree.css_first("section[aria-labelledby=drafts] > p a").attributes["href"] == "/people/ed/"


# The wiki ----------------------------------------------------------------------------------------------------


def test_checks_are_told_by_number_with_what_changed_in_a_week(client: Client, editor: Any) -> None:
    today = date(2026, 3, 31)
    for ago, counts in ((0, (9, 4, 0, 7)), (3, (1, 1, 1, 1)), (7, (5, 4, 2, 8))):
        for name, count in zip(("bare-url", "redirect", "empty-section", "deleted-reference"), counts, strict=True):
            Tally.objects.create(day=today - timedelta(days=ago), check_name=name, standing=count, dismissed=0)
    rows = front(client, editor).css(".front-wiki .totals tbody tr")
    assert [[row.css_first("a").text(), *(cell.text() for cell in row.css("td"))] for row in rows] == [
        ["Citation of a deleted reference", "7", "−1"],
        ["Bare URL", "9", "+4"],
        ["Link to a former address", "4", "±0"],
    ]


def test_checks_that_were_not_counted_a_week_ago_show_no_change(client: Client, article: Article, editor: Any) -> None:
    assert "What the checks find is counted once a day." in front(client, editor).text()
    checking.tally(date(2026, 3, 31))
    assert {row.css("td")[1].text() for row in front(client, editor).css(".front-wiki .totals tbody tr")} == {"–"}


def test_growth_is_drawn_by_month_and_told_in_tables(client: Client, editor: Any) -> None:
    assert front(client, editor).css_first(".chart") is None
    Growth.objects.create(month=date(2025, 11, 1), articles=3, revisions=10, words=100)
    Growth.objects.create(month=date(2026, 2, 1), articles=2, revisions=4, words=100)
    articles, made = front(client, editor).css(".chart")
    assert [cell.text() for cell in articles.css("tbody th")] == [
        "February 2026", "January 2026", "December 2025", "November 2025",
    ]  # fmt: skip
    assert [cell.text() for cell in articles.css("td")] == ["5", "3", "3", "3"]
    assert [cell.text() for cell in made.css("td")] == ["4", "0", "0", "10"]
    assert len(made.css("rect")) == 4


def test_years_of_growth_are_drawn_as_the_last_two(client: Client, editor: Any) -> None:
    for year in (2020, 2026):
        Growth.objects.create(month=date(year, 1, 1), articles=1, revisions=1, words=1)
    articles, _made = front(client, editor).css(".chart")
    assert [cell.text() for cell in articles.css("td")] == ["2", *["1"] * (desk.MONTHS - 1)]


# By role -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groups", "ways", "parts"),
    [
        ((), ["Recent changes"], ["Welcome, Somebody"]),
        (
            ("Editor",),
            ["All articles", "Reviews", "Checks", "Categories", "Pictures", "Recent changes"],
            ["Welcome, Somebody", "Checks"],
        ),
        (
            ("Reviewer",),
            ["All articles", "Reviews", "Checks", "Categories", "Pictures", "Recent changes"],
            ["Welcome, Somebody", "Checks"],
        ),
        (
            ("Administrator",),
            ["All articles", "Reviews", "Checks", "Categories", "Pictures", "Recent changes"],
            ["Welcome, Somebody", "Checks", "Administration"],
        ),
    ],
)
def test_newcomer_is_shown_where_to_begin(
    client: Client, db: None, groups: tuple[str, ...], ways: list[str], parts: list[str]
) -> None:
    tree = front(client, person("somebody", *groups))
    assert [link.text() for link in tree.css(".front-ways a") if link.text() != "What I follow"] == ways
    assert headings(tree) == parts
    assert bool(tree.css(".object-tools a")) is bool(groups)
    assert ("Ask an administrator" in tree.text()) is not bool(groups)


def test_page_of_another_helps_where_it_is_there(client: Client, editor: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(desk, "_address", lambda name: "/admin/following/")
    (link,) = [link for link in front(client, editor).css(".front-ways a") if link.text() == "What I follow"]
    assert link.attributes["href"] == "/admin/following/"
    monkeypatch.undo()
    assert desk._address("admin:nothing") == ""
    assert desk._address("admin:index") == "/admin/"


@pytest.mark.parametrize("size", [1, 20])
def test_front_page_costs_the_same_queries(
    client: Client, administrator: Any, editor: Any, published: Callable[..., Article], size: int,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    for number in range(size):
        article = published(f"City {number}")
        notices.follow(article, administrator, follows=True)
        changed(article, editor)
        workflow.ask(article, by=editor, reviewer=administrator)
        back = published(f"Town {number}")
        changed(back, editor)
        workflow.ask(back, by=administrator)
        workflow.return_(back, by=administrator, note="Cite it")
    growth.count(date.today())  # noqa: DTZ011 (any day will do)
    checking.tally(date.today())  # noqa: DTZ011 (as above)
    client.force_login(administrator)
    with django_assert_num_queries(12):
        client.get("/admin/")


def test_who_lost_their_role_is_told_nothing_of_drafts(client: Client, editor: Any, reviewer: Any) -> None:
    draft = editing.create(Snapshot(title="Secret", slug="secret"), by=editor, summary="Begin")
    workflow.ask(draft, by=editor, reviewer=reviewer)
    assert listed(front(client, reviewer), "followed") == ["Ed asked for a review of “Secret”"]
    reviewer.groups.clear()
    assert "Secret" not in front(client, type(reviewer).objects.get(pk=reviewer.pk)).text()


def test_draft_of_which_a_part_was_published_stays_its_editors(client: Client, editor: Any, reviewer: Any) -> None:
    sections = (Section(key="a", heading="A", body="<p>A.</p>"), Section(key="b", heading="B", body="<p>B.</p>"))
    draft = editing.create(Snapshot(title="Two", slug="two", sections=sections), by=editor, summary="Begin")
    workflow.ask(draft, by=editor)
    workflow.publish_part(draft, [Place("section", "a")], by=reviewer, number=1, summary="A part")
    assert listed(front(client, editor), "drafts") == ["Two"]
    assert listed(front(client, reviewer), "drafts") == []
    workflow.return_(draft, by=reviewer, note="Name a source")
    assert listed(front(client, editor), "returned") == ["Two"]
    workflow.publish(draft, by=reviewer)
    assert listed(front(client, editor), "drafts") == []
