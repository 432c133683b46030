"""What the checks found, at the desk: next to its place in the form, one by one, and for the whole wiki."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from selectolax.lexbor import LexborHTMLParser

from articles import checking, editing, findings, revisions, workflow
from articles.content.checks import CHECKS
from articles.content.snapshot import Reference, Section, Snapshot
from articles.models import Article, Dismissal, Finding, Tally
from tests.admin.test_article_form import posted
from tests.conftest import person
from tests.views.test_access import picture, with_picture

pytestmark = pytest.mark.django_db

REPORT = "/admin/articles/article/checks/"


@pytest.fixture
def snapshot(snapshot: Snapshot) -> Snapshot:
    """The small article, which says one thing without a source, and links to nothing."""
    history, today = snapshot.sections
    return replace(
        snapshot, sections=(history, replace(today, body="<p>It is a very large city.</p>")), related=("nowhere",)
    )


@pytest.fixture
def desk(client: Client, editor: Any, article: Article) -> Client:
    """An editor's browser."""
    client.force_login(editor)
    return client


def claim(article: Article) -> Finding:
    return Finding.objects.filter(article=article, check_name="claim-without-source")[0]


def address(finding: Finding) -> str:
    return reverse("admin:articles_article_finding", args=[finding.article_id, finding.fingerprint])


def form(client: Client, article: Article) -> Any:
    return page(client, reverse("admin:articles_article_change", args=[article.pk]))


def page(client: Client, at: str) -> Any:
    response = client.get(at)
    assert response.status_code == 200
    return LexborHTMLParser(response.content.decode())


def told(tree: Any, within: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(f"{within} .check-words")]


# In the form -------------------------------------------------------------------------------------------------


def test_finding_stands_at_its_place(desk: Client, article: Article) -> None:
    tree = form(desk, article)
    assert told(tree, "#sections-1") == ["No source is cited for: “It is a very large city.” Cite one, or take it out."]
    assert told(tree, "#sections-0") == []
    assert any("“nowhere” links to “nowhere”" in words for words in told(tree, "#part-related"))
    assert any("Nothing but an address" in words for words in told(tree, "#references-1"))
    assert len(tree.css(".check")) == Finding.objects.filter(article=article).count()


def test_finding_of_a_field_and_of_an_image_stands_there(desk: Client, article: Article, reviewer: Any) -> None:
    wanted = with_picture(
        replace(revisions.working_copy(article), lead="<p>It has 2 million people.</p>"), picture("red")
    )
    editing.replace(article, wanted, by=reviewer, summary="Picture")
    tree = form(desk, article)
    assert len(told(tree, ".field-lead")) == 1
    assert len(told(tree, "#images-0")) == 2


def test_parts_and_sections_say_how_many(desk: Client, article: Article) -> None:
    tree = form(desk, article)
    section = tree.css_first("#sections-1 summary .desk-found")
    assert section
    assert section.text() == "1 finding"
    parts = {link.text(): link.parent.css_first(".desk-found") for link in tree.css(".desk-parts > ul > li > a")}
    assert {name: mark.text(deep=False) if mark else None for name, mark in parts.items()} == {
        "Article": None, "Sections": "1", "References": "1", "Images": None, "Related articles": "1",
    }  # fmt: skip


def test_many_at_one_place_fold(desk: Client, article: Article, reviewer: Any) -> None:
    body = "".join(f"<p>It has {number} districts in it.</p>" for number in range(5))
    wanted = replace(revisions.working_copy(article), sections=(Section(key="a", heading="A", body=body),))
    editing.replace(article, wanted, by=reviewer, summary="Many")
    tree = form(desk, article)
    fold = tree.css_first("#sections-0 .checks-fold:not(.checks-dismissed)")
    assert fold
    assert "5 findings" in fold.css_first("summary").text()
    assert len(fold.css(".check")) == 5


def test_dismissed_finding_says_by_whom_and_why(desk: Client, article: Article, reviewer: Any) -> None:
    checking.dismiss(claim(article), by=reviewer, reason="Everybody knows")
    tree = form(desk, article)
    gone = tree.css_first("#sections-1 .checks-dismissed")
    assert "Dismissed by Rev: Everybody knows" in " ".join(gone.text().split())
    assert tree.css_first("#sections-1 summary .desk-found") is None


def test_same_words_twice_have_one_anchor(desk: Client, article: Article, reviewer: Any) -> None:
    said = Section(key="a", heading="A", body="<p>It is a very large city.</p>" * 2)
    editing.replace(article, replace(revisions.working_copy(article), sections=(said,)), by=reviewer, summary="Twice")
    ids = [node.attributes["id"] for node in form(desk, article).css(".check[id]")]
    assert len(ids) == len(set(ids))
    assert f"finding_{claim(article).fingerprint}" in ids


def test_form_that_comes_back_tells_what_is_kept(desk: Client, article: Article) -> None:
    response: Any = desk.post(reverse("admin:articles_article_change", args=[article.pk]), posted(article, summary=""))
    tree = LexborHTMLParser(response.content.decode())
    assert len(tree.css(".check")) == Finding.objects.filter(article=article).count()


@pytest.mark.parametrize("sections", [2, 30])
def test_form_costs_the_same_queries(
    client: Client, reviewer: Any, django_assert_num_queries: Any, sections: int
) -> None:
    client.force_login(reviewer)
    made = tuple(
        Section(key=f"s{n}", heading="S", body=f'<p>It has {n} of <a data-article="no-{n}">them</a>.</p>')
        for n in range(sections)
    )
    references = tuple(Reference(key=f"r{n}", url=f"https://example.org/{n}") for n in range(sections))
    wanted = Snapshot(title="Big", slug="big", sections=made, references=references)
    article = editing.create(wanted, by=reviewer, summary="Start")
    checking.dismiss(claim(article), by=reviewer, reason="Known")
    entries = findings.of_article(article)
    assert len(entries) > 3 * sections
    with django_assert_num_queries(2):
        findings.of_article(article)


# Saving ------------------------------------------------------------------------------------------------------


@pytest.fixture
def publisher(client: Client, reviewer: Any, article: Article) -> Client:
    """A browser of somebody whose edits are public at once."""
    client.force_login(reviewer)
    return client


def save(client: Client, article: Article, **changes: Any) -> Any:
    return client.post(reverse("admin:articles_article_change", args=[article.pk]), posted(article, **changes))


def test_save_that_brings_nothing_wrong_leads_to_the_article(publisher: Client, article: Article) -> None:
    response = save(publisher, article, short_description="Another")
    assert response.url == "/wiki/minsk/"


def test_save_tells_what_it_brought(publisher: Client, article: Article) -> None:
    response = save(publisher, article, sections__1__body="<p>It has 2 million people in it.</p>")
    assert response.url == reverse("admin:articles_article_change", args=[article.pk])
    said = [str(message) for message in publisher.get(response.url).context["messages"]]
    assert said[1:] == [
        "Section Today, Text: No source is cited for: “It has 2 million people in it.” Cite one, or take it out."
    ]


def test_save_tells_many_in_one_line(publisher: Client, article: Article) -> None:
    body = "".join(f"<p>It has {number} districts in it.</p>" for number in range(8))
    response = save(publisher, article, sections__1__body=body)
    said = [str(message) for message in publisher.get(response.url).context["messages"]]
    assert len(said) == 5
    assert said[-1] == "And 5 more; they stand at their places."


# One finding -------------------------------------------------------------------------------------------------


def test_finding_is_dismissed_for_a_reason_and_lifted(desk: Client, article: Article) -> None:
    found = claim(article)
    assert "It is a very large city." in page(desk, address(found)).css_first(".one-finding").text()
    response: Any = desk.post(address(found), {"reason": "Everybody knows"})
    assert response.url == f"/admin/articles/article/{article.pk}/change/#finding_{found.fingerprint}"
    assert claim(article).is_dismissed
    assert "Dismissed by Ed: Everybody knows" in page(desk, address(found)).css_first(".desk-decision").text()
    desk.post(address(found), {"lift": "1"})
    assert not claim(article).is_dismissed
    assert desk.post(address(found), {"lift": "1"}).status_code == 302


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_finding_is_not_dismissed_without_a_reason(desk: Client, article: Article, reason: str) -> None:
    response: Any = desk.post(address(claim(article)), {"reason": reason})
    assert response.status_code == 400
    assert "Say why, in 500 characters at most." in response.content.decode()
    assert not Dismissal.objects.exists()


def test_finding_that_is_gone_is_not_found(desk: Client, article: Article, reviewer: Any) -> None:
    at = address(claim(article))
    editing.replace(article, replace(revisions.working_copy(article), sections=()), by=reviewer, summary="Cut")
    assert desk.get(at).status_code == 404
    assert desk.post(at, {"reason": "Known"}).status_code == 404


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        (f"{REPORT}?check=bare-url", True),
        ("https://evil.example/", False),
        ("//evil.example", False),
        ("/admin/", False),
    ],
)
def test_deciding_leads_back_to_the_report_and_nowhere_else(
    desk: Client, article: Article, back: str, leads: bool
) -> None:
    response: Any = desk.post(address(claim(article)), {"reason": "Known", "back": back})
    assert (response.url == back) is leads
    assert leads or response.url.startswith(f"/admin/articles/article/{article.pk}/change/#finding_")


# Asked by the form's modules ---------------------------------------------------------------------------------


def ask(client: Client, **said: Any) -> Any:
    return client.post(reverse("admin:articles_desk_finding"), json.dumps(said), content_type="application/json")


def test_form_dismisses_and_lifts_in_place(desk: Client, article: Article) -> None:
    named = {"article": article.pk, "fingerprint": claim(article).fingerprint}
    assert ask(desk, **named, reason="Known").json() == {"dismissed": "Dismissed by Ed: Known"}
    assert claim(article).is_dismissed
    assert ask(desk, **named, reason=None).json() == {"dismissed": ""}
    assert not claim(article).is_dismissed


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"reason": ""}, 400),
        ({"reason": "x" * 501}, 400),
        ({"reason": 5}, 400),
        ({"fingerprint": "none", "reason": "Known"}, 404),
        ({"article": "1", "reason": "Known"}, 400),
    ],
)
def test_form_is_told_why_not(desk: Client, article: Article, said: dict[str, Any], status: int) -> None:
    response = ask(desk, **{"article": article.pk, "fingerprint": claim(article).fingerprint} | said)
    assert response.status_code == status
    assert response.json()["error"]
    assert not Dismissal.objects.exists()


def test_who_only_begins_articles_dismisses_nothing(client: Client, article: Article) -> None:
    beginner = person("beginner")
    beginner.user_permissions.set(Permission.objects.filter(codename__in=["add_article", "view_article"]))
    client.force_login(beginner)
    named = {"article": article.pk, "fingerprint": claim(article).fingerprint}
    assert ask(client, **named, reason="Known").status_code == 403
    assert client.post(address(claim(article)), {"reason": "Known"}).status_code == 403
    assert "Dismiss</a>" not in client.get(REPORT).content.decode()
    assert not Dismissal.objects.exists()


# The report --------------------------------------------------------------------------------------------------


def names(tree: Any) -> set[str]:
    return {node.text() for node in tree.css(".found-check")}


def test_report_counts_by_check(desk: Client, article: Article) -> None:
    checking.dismiss(claim(article), by=person("x", "Editor"), reason="Known")
    rows = {
        row.css_first("a").text(): [cell.text() for cell in row.css("td")]
        for row in page(desk, REPORT).css(".totals tbody tr")
    }
    assert len(rows) == len(CHECKS)
    assert rows["Claim without a source"] == ["0", "1"]
    assert rows["Bare URL"] == ["1", "0"]
    blocks = page(desk, REPORT).css(".totals .blocks")
    assert [mark.parent.css_first("a").text() for mark in blocks] == ["Citation of a deleted reference"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 5),
        ("check=bare-url", 2),
        ("check=nonsense", 5),
        ("severity=warning", 3),
        ("title=min", 3),
        ("title=ord", 0),
        ("category=Capitals", 3),
        ("category=Nothing", 0),
        ("state=dismissed", 0),
        ("check=bare-url&title=Ork", 1),
    ],
)
def test_report_is_filtered(
    desk: Client, article: Article, published: Callable[..., Article], query: str, count: int
) -> None:
    published("Orkney", references=(Reference(key="r", url="https://example.org/a"),))
    assert len(page(desk, f"{REPORT}?{query}").css(".found > li")) == count


def test_report_leads_to_the_place_in_the_form(desk: Client, article: Article) -> None:
    link = page(desk, f"{REPORT}?check=claim-without-source").css_first(".found-where a")
    assert link.text() == "Today"
    at, _, anchor = str(link.attributes["href"]).partition("#")
    assert page(desk, at).css_first(f"#{anchor}")


def test_report_shows_what_was_dismissed_and_lifts_it(desk: Client, article: Article, reviewer: Any) -> None:
    checking.dismiss(claim(article), by=reviewer, reason="Everybody knows")
    tree = page(desk, f"{REPORT}?state=dismissed")
    assert "Dismissed by Rev: Everybody knows" in tree.css_first(".found-why").text()
    act = tree.css_first(".found-act")
    back = act.css_first("[name=back]").attributes["value"]
    response: Any = desk.post(act.attributes["action"], {"lift": "1", "back": back})
    assert response.url == f"{REPORT}?state=dismissed"
    assert not claim(article).is_dismissed


def test_report_leaves_out_what_is_withdrawn(desk: Client, article: Article, reviewer: Any) -> None:
    workflow.withdraw(article, by=reviewer, reason="Doubts")
    assert page(desk, REPORT).css(".found > li") == []


@pytest.mark.parametrize("query", ["", "check=claim-without-source"])
def test_report_is_paged_both_ways(desk: Client, article: Article, reviewer: Any, monkeypatch: Any, query: str) -> None:
    monkeypatch.setattr(findings, "PAGE", 2)
    body = "".join(
        f"<p>It has {number} districts in it.</p><p>It is the {number}th largest of them.</p>" for number in range(3)
    )
    wanted = replace(revisions.working_copy(article), sections=(Section(key="a", heading="A", body=body),), related=())
    editing.replace(article, wanted, by=reviewer, summary="Many")
    seen, at, pages = [], f"{REPORT}?{query}", []
    while at:
        tree = page(desk, at)
        pages.append([node.text() for node in tree.css(".found-what")])
        seen += pages[-1]
        following = tree.css_first("[rel=next]")
        last, at = at, REPORT + following.attributes["href"] if following else ""
    assert len(seen) == len(set(seen)) == Finding.objects.filter(**{"check_name": query[6:]} if query else {}).count()
    assert len(pages) > 2
    at = last
    for expected in pages[-2::-1]:
        at = REPORT + page(desk, at).css_first("[rel=prev]").attributes["href"]
        assert [node.text() for node in page(desk, at).css(".found-what")] == expected
    assert page(desk, at).css_first("[rel=prev]") is None


@pytest.mark.parametrize("query", ["after=x", "after=1-2-3", "before=-1", "before=99999999999999999999", "after="])
def test_place_that_is_none_is_the_beginning(desk: Client, article: Article, query: str) -> None:
    assert len(page(desk, f"{REPORT}?{query}").css(".found > li")) == Finding.objects.count()


def test_report_draws_the_days_and_tells_them_in_a_table(desk: Client, article: Article) -> None:
    assert page(desk, REPORT).css_first("svg.none, .chart") is None
    today = localdate()
    for ago, standing in ((2, 5), (1, 8), (0, 4), (400, 90)):
        Tally.objects.create(day=today - timedelta(days=ago), check_name="bare-url", standing=standing, dismissed=0)
    tree = page(desk, f"{REPORT}?check=bare-url")
    assert [cell.text() for cell in tree.css(".chart-table td")] == ["4", "8", "5"]
    assert tree.css_first(".chart-line").attributes["points"].count(",") == 3
    assert tree.css_first(".chart svg").attributes["aria-hidden"] == "true"
    assert page(desk, f"{REPORT}?check=redirect").css_first(".chart") is None


@pytest.mark.parametrize("articles", [1, 12])
def test_report_costs_the_same_queries(
    desk: Client, published: Callable[..., Article], reviewer: Any, django_assert_num_queries: Any, articles: int
) -> None:
    for number in range(articles):
        body = f"<p>It has {number} districts in it.</p><p>It is the largest of the {number}.</p>"
        made = published(f"City {number}", lead="", sections=(Section(key="a", heading="A", body=body),))
        checking.dismiss(claim(made), by=reviewer, reason="Known")
    with django_assert_num_queries(12):
        desk.get(f"{REPORT}?state=dismissed")
    with django_assert_num_queries(11):
        desk.get(REPORT)


# Who may -----------------------------------------------------------------------------------------------------

ROLES = ("anonymous", "reader", "stranger", "editor", "reviewer", "administrator")
# (address, method) -> the answers for each role in the order of ROLES.
MATRIX = {
    ("report", "get"): (302, 302, 403, 200, 200, 200),
    ("finding", "get"): (302, 302, 403, 200, 200, 200),
    ("finding", "post"): (302, 302, 403, 302, 302, 302),
    ("lift", "post"): (302, 302, 403, 302, 302, 302),
    ("ask", "post"): (302, 302, 403, 200, 200, 200),
}


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_by_role(
    client: Client, article: Article, editor: Any, reviewer: Any, administrator: Any, role: str
) -> None:
    reader = person("reader")
    reader.is_staff = False
    reader.save()
    people = {
        "reader": reader,
        "stranger": person("stranger"),
        "editor": editor,
        "reviewer": reviewer,
        "administrator": administrator,
    }
    if role in people:
        client.force_login(people[role])
    got = {}
    for what, method in MATRIX:
        found = claim(article)
        if what == "ask":
            response = ask(client, article=article.pk, fingerprint=found.fingerprint, reason="Known")
        else:
            sent = {"lift": "1"} if what == "lift" else {"reason": "Known"}
            response = getattr(client, method)(REPORT if what == "report" else address(found), sent)
        got[what, method] = response.status_code
    assert got == {each: answers[ROLES.index(role)] for each, answers in MATRIX.items()}
    assert Dismissal.objects.exists() is (role in ("editor", "reviewer", "administrator"))


def test_readers_see_nothing_of_a_finding(client: Client, article: Article) -> None:
    for at in ("/wiki/minsk/", "/wiki/minsk/history/", "/changes/"):
        assert not re.search("finding|No source is cited", client.get(at).content.decode())
