"""Following: who is told of what, what they may still see of it, and their page, button and feed."""

import re
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import editing, notices, workflow
from articles.content.snapshot import Snapshot
from articles.models import Article, Follow, Notice, Review, Wishes
from tests.conftest import person

pytestmark = pytest.mark.django_db

PAGE = "/admin/articles/article/following/"


@pytest.fixture
def ann(db: None) -> Any:
    """Another editor."""
    return person("ann", "Editor")


@pytest.fixture
def reader(db: None) -> Any:
    """Someone of the staff who sees no drafts."""
    return person("una")


@pytest.fixture
def draft(article: Article, editor: Any, snapshot: Snapshot) -> Article:
    """The small article with a second Revision that readers do not see."""
    editing.replace(article, replace(snapshot, title="Secret", slug="secret"), by=editor, summary="More")
    return article


def told(to: Any) -> list[str]:
    return list(Notice.objects.filter(person=to).order_by("pk").values_list("event", flat=True))


def desk(by: Any) -> Client:
    client = Client()
    client.force_login(by)
    return client


def button(client: Client, address: str) -> str:
    found = LexborHTMLParser(client.get(address).content.decode()).css_first("form.follow button")
    return found.text() if found else ""


def path(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/follow/"


# Who is told --------------------------------------------------------------------------------------------------


def test_followers_are_told_what_becomes_of_an_article(article: Article, ann: Any, reader: Any, reviewer: Any) -> None:
    for who in (ann, reader, reviewer):
        notices.follow(article, who, follows=True)
        notices.follow(article, who, follows=True)
    workflow.lock(article, by=reviewer, reason="In the news")
    workflow.withdraw(article, by=reviewer, reason="Doubts")
    workflow.reinstate(article, by=reviewer)
    notices.follow(article, ann, follows=False)
    workflow.unlock(article, by=reviewer)
    assert told(ann) == ["locked", "withdrawn", "reinstated"]
    assert told(reader) == ["withdrawn", "reinstated"]
    assert told(reviewer) == []


def test_who_does_many_things_in_a_review_is_told_once(
    settings: Any, draft: Article, ann: Any, editor: Any, reviewer: Any
) -> None:
    settings.OWN_WORK = "never"
    other = person("other", "Reviewer")
    for who in (ann, editor, other):
        notices.follow(draft, who, follows=True)
    workflow.ask(draft, by=editor, note="Please")
    assert (told(other), told(reviewer), told(ann), told(editor)) == (["asked"], ["asked"], ["asked"], [])
    workflow.comment(draft, "Well, @other and @rev?", by=ann, number=2)
    workflow.publish(draft, by=other, number=2)
    assert told(editor) == ["commented", "published"]
    assert told(other) == ["asked", "commented"]


def test_comment_tells_those_whom_it_names(draft: Article, ann: Any, editor: Any, reader: Any, reviewer: Any) -> None:
    gone = person("gone", "Editor")
    gone.is_active = False
    gone.save()
    words = "@ann, @una and @gone.too: see x@rev.example, (@ed) @@rev @nobody @gone. @rev.\n@"
    workflow.comment(draft, words, by=editor, number=2)
    assert told(ann) == told(reviewer) == ["commented"]
    assert told(reader) == told(gone) == told(editor) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@ann", ["ann"]),
        ("(@ann): @ann.", ["ann"]),
        ("@a.b-c+d_e@x", ["a.b-c+d_e@x"]),
        ("mail ann@example.org", []),
        ("@Ann", []),
        (" ".join(f"@p{number:02d}" for number in range(30)), [f"p{number:02d}" for number in range(20)]),
    ],
)
def test_names_in_a_comment(text: str, names: list[str]) -> None:
    people = {name: person(name) for name in ("ann", "a.b-c+d_e@x", "example.org", *(f"p{n:02d}" for n in range(30)))}
    assert notices.named(text) == sorted(people[name].pk for name in names)


def test_scheduler_is_told_that_it_came_out(draft: Article, editor: Any, reviewer: Any) -> None:
    at = timezone.now() + timedelta(hours=1)
    workflow.schedule(draft, by=reviewer, number=2, at=at, time_zone="UTC")
    Review.objects.update(publish_at=timezone.now())
    assert workflow.publish_due() == 1
    assert told(reviewer) == ["published"]
    assert Notice.objects.get(person=reviewer).by is None


def test_draft_that_cannot_come_out_waits_and_keeps_no_other(
    draft: Article, published: Any, editor: Any, reviewer: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    other = published("Brest")
    editing.replace(other, Snapshot(title="Brest", slug="brest", lead="<p>New.</p>"), by=editor, summary="New")
    for each in (draft, other):
        at = timezone.now() + timedelta(hours=1)
        workflow.schedule(each, by=reviewer, number=2, at=at, time_zone="UTC")
    Review.objects.update(publish_at=timezone.now())
    # The package has a function of this name.
    schedule = import_module("articles.workflow.schedule")
    shown = schedule.show

    def show(article: Article, *args: Any, **kwargs: Any) -> None:
        if article.pk == draft.pk:
            raise ValueError("a fault")
        shown(article, *args, **kwargs)

    monkeypatch.setattr(schedule, "show", show)
    assert workflow.publish_due() == 1
    assert workflow.publish_due() == 0
    assert Review.objects.get(article=draft).state == "waiting"
    assert told(reviewer) == ["not-published", "published"]
    assert "could not be published at its time" in caplog.text


# What they may see ----------------------------------------------------------------------------------------------


def test_notice_of_what_is_public_names_nothing_of_a_draft(
    draft: Article, reader: Any, reviewer: Any, editor: Any
) -> None:
    notices.follow(draft, reader, follows=True)
    workflow.withdraw(draft, by=reviewer, reason="Doubts")
    workflow.reinstate(draft, by=reviewer)
    assert {notice.title for notice in Notice.objects.filter(person=reader)} == {"Minsk"}
    assert {notice.slug for notice in Notice.objects.filter(person=reader)} == {"minsk"}


def test_note_to_editors_is_read_by_those_who_see_drafts(draft: Article, reader: Any, ann: Any, reviewer: Any) -> None:
    for who in (reader, ann):
        notices.follow(draft, who, follows=True)
    workflow.publish(draft, by=reviewer, number=2, note="Well done, Ed")
    workflow.withdraw(draft, by=reviewer, reason="Doubts")
    assert [notice.note for notice in notices.page(ann, {}).notices] == ["Doubts", "Well done, Ed"]
    assert [notice.note for notice in notices.page(reader, {}).notices] == ["Doubts", ""]


def test_article_that_was_never_public_is_told_to_those_who_see_drafts(
    editor: Any, reviewer: Any, reader: Any, ann: Any
) -> None:
    made = editing.create(Snapshot(title="Secret", slug="secret"), by=editor, summary="Draft")
    for who in (reader, ann):
        notices.follow(made, who, follows=True)
    workflow.withdraw(made, by=reviewer, reason="Doubts")
    workflow.reinstate(made, by=reviewer)
    assert told(reader) == []
    assert told(ann) == ["withdrawn", "reinstated"]


def test_who_lost_the_right_to_drafts_sees_only_what_was_public(draft: Article, ann: Any, reviewer: Any) -> None:
    notices.follow(draft, ann, follows=True)
    workflow.comment(draft, "Hidden", by=reviewer, number=2)
    workflow.publish(draft, by=reviewer, number=2, note="Hidden")
    ann.groups.clear()
    ann = type(ann).objects.get(pk=ann.pk)
    assert [notice.event for notice in notices.page(ann, {}).notices] == ["published"]
    feed = Client().get(f"/following/{Wishes.objects.create(person=ann).feed}/feed/").content.decode()
    for html in (desk(ann).get(PAGE).content.decode(), feed):
        assert "Hidden" not in html
        assert "Rev published “Secret”" in html


# The button ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["", "history/", "authors/", "revisions/1/", "revisions/1/cite/"])
def test_button_stands_on_every_page_of_an_article(article: Article, editor: Any, address: str) -> None:
    client = desk(editor)
    assert button(client, f"/wiki/minsk/{address}") == "Follow"
    client.post(path(article), {"follows": "1"})
    assert button(client, f"/wiki/minsk/{address}") == "Unfollow"


def test_button_stands_at_the_desk(draft: Article, editor: Any) -> None:
    client = desk(editor)
    for part in ("change", "review"):
        assert button(client, f"/admin/articles/article/{draft.pk}/{part}/") == "Follow"
    assert button(client, "/admin/articles/article/add/") == ""


def test_page_that_is_kept_for_readers_has_no_button(
    client: Client, article: Article, editor: Any, reader: Any
) -> None:
    assert button(desk(editor), "/wiki/minsk/") == "Follow"
    for who in (client, desk(reader), client):
        response = who.get("/wiki/minsk/")
        assert b"csrf" not in response.content
        assert not response.cookies
    assert button(desk(editor), "/wiki/minsk/") == "Follow"


def test_preview_has_no_button(article: Article, editor: Any) -> None:
    response = desk(editor).post(f"/admin/articles/article/{article.pk}/change/", {"_preview": "1", "title": "Minsk"})
    assert b"Preview: not saved" in response.content
    assert b'class="follow"' not in response.content


ROLES = ("anonymous", "person", "staff", "editor", "reviewer", "administrator")


@pytest.mark.parametrize("role", ROLES)
def test_those_who_see_drafts_follow(
    article: Article, editor: Any, reviewer: Any, administrator: Any, role: str
) -> None:
    people = {"editor": editor, "reviewer": reviewer, "administrator": administrator, "staff": person("staff")}
    people["person"] = person("una", "Editor")
    people["person"].is_staff = False
    people["person"].save()
    client = desk(people[role]) if role in people else Client()
    allowed = {"anonymous": 302, "person": 302, "staff": 403}.get(role, 200)
    json = {"Accept": "application/json"}
    assert client.post(path(article), {"follows": "1"}, headers=json).status_code == allowed
    assert Follow.objects.exists() == (allowed == 200)
    assert client.get(path(article)).status_code == (302 if role in ("anonymous", "person") else 405)
    assert client.post("/admin/articles/article/999/follow/").status_code == (302 if allowed == 302 else 404)
    # Whoever may not begin may still end it.
    if role in people:
        notices.follow(article, people[role], follows=True)
    client.post(path(article), {"follows": "0"})
    assert Follow.objects.exists() == (role == "person")
    assert client.get(PAGE).status_code == (302 if role in ("anonymous", "person") else 200)


def test_button_needs_the_token_of_its_page(article: Article, editor: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(path(article), {"follows": "1"}).status_code == 403
    form = LexborHTMLParser(client.get("/wiki/minsk/").content.decode()).css("form.follow input")
    values = {each.attributes["name"]: each.attributes["value"] for each in form}
    response = client.post(path(article), {**values, "follows": "1"})
    assert (response.status_code, response["Location"]) == (302, "/wiki/minsk/")
    assert Follow.objects.exists()


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org/", "javascript:alert(1)", "\\\\example.org", "", "x"]
)
def test_button_leads_nowhere_else(article: Article, editor: Any, back: str) -> None:
    assert desk(editor).post(path(article), {"follows": "1", "back": back})["Location"] == PAGE


def test_script_is_told_what_the_button_says_now(article: Article, editor: Any) -> None:
    client, json = desk(editor), {"Accept": "application/json"}
    assert client.post(path(article), {"follows": "1"}, headers=json).json() == {
        "follows": True,
        "button": "Unfollow",
        "told": "You follow this article.",
    }
    assert client.post(path(article), {"follows": "0"}, headers=json).json()["button"] == "Follow"


# The page --------------------------------------------------------------------------------------------------------


def many(to: Any, article: Article, number: int) -> list[Notice]:
    values = {"article": article, "title": "Minsk", "slug": "minsk", "is_public": True, "at": timezone.now()}
    return [Notice.objects.create(person=to, event="published", **values) for _ in range(number)]


def listed(html: str) -> list[int]:
    return [int(key) for key in re.findall(r'id="notice_(\d+)"', html)]


def test_page_lists_what_is_new_and_marks_it_seen(draft: Article, ann: Any, editor: Any, reviewer: Any) -> None:
    notices.follow(draft, ann, follows=True)
    workflow.comment(draft, "Which <year>?", by=reviewer, number=2)
    client = desk(ann)
    html = client.get(PAGE).content.decode()
    assert f'<a href="/admin/articles/article/{draft.pk}/review/">Rev commented on “Secret”</a>' in html
    assert "Which &lt;year&gt;?" in html
    assert "1 new" in client.get("/admin/").content.decode()
    [newest] = re.findall(r'name="up_to" value="(\d+)"', html)
    workflow.comment(draft, "Later", by=reviewer, number=2)
    client.post(PAGE, {"action": "seen", "up_to": newest})
    assert list(Notice.objects.filter(person=ann).unseen().values_list("note", flat=True)) == ["Later"]


@pytest.mark.parametrize("up_to", ["", "x", "-1", "9" * 30])
def test_nothing_is_seen_by_what_cannot_be_meant(article: Article, ann: Any, up_to: str) -> None:
    many(ann, article, 1)
    assert desk(ann).post(PAGE, {"action": "seen", "up_to": up_to}).status_code == 302
    assert Notice.objects.unseen().count() == 1


def test_others_notices_stay_unseen(article: Article, ann: Any, editor: Any) -> None:
    [theirs] = many(editor, article, 1)
    desk(ann).post(PAGE, {"action": "seen", "up_to": theirs.pk})
    assert Notice.objects.unseen().count() == 1
    assert listed(desk(ann).get(PAGE).content.decode()) == []


def test_notices_are_paged_by_key(article: Article, ann: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "PAGE", 2)
    keys, client, seen = [notice.pk for notice in many(ann, article, 5)][::-1], desk(ann), []
    address = PAGE
    for _ in range(3):
        html = client.get(address).content.decode()
        seen += listed(html)
        older = re.search(r'rel="next" href="(.+?)"', html)
        address = PAGE + older[1] if older else ""
    assert (seen, address) == (keys, "")
    html = client.get(f"{PAGE}?after={keys[3]}").content.decode()
    assert listed(html) == keys[1:3]
    assert f"after={keys[1]}" in html
    assert 'name="up_to"' not in html
    for wrong in ("before=x", "after=-1", "before=" + "9" * 40):
        assert listed(client.get(f"{PAGE}?{wrong}").content.decode()) == keys[:2]


@pytest.mark.parametrize("number", [1, 12])
def test_page_costs_the_same_queries(
    ann: Any, published: Any, reviewer: Any, number: int, django_assert_num_queries: Any
) -> None:
    for each in range(number):
        article = published(f"City {each}")
        notices.follow(article, ann, follows=True)
        workflow.withdraw(article, by=reviewer, reason="Doubts")
        workflow.reinstate(article, by=reviewer)
    client = desk(ann)
    client.get(PAGE)
    # Session, person, wishes, two for permissions; notices, follows, those that failed, those that are new.
    with django_assert_num_queries(9):
        client.get(PAGE)


def test_followed_articles_are_listed_and_left(article: Article, ann: Any, editor: Any) -> None:
    never = editing.create(Snapshot(title="Sketch", slug="sketch"), by=editor, summary="Draft")
    for each in (article, never):
        notices.follow(each, ann, follows=True)
    client = desk(ann)
    html = client.get(PAGE).content.decode()
    assert '<a href="/wiki/minsk/">Minsk</a>' in html
    assert f'<a href="/admin/articles/article/{never.pk}/change/">Sketch</a>' in html
    ann.groups.clear()
    html = client.get(PAGE).content.decode()
    assert "Sketch" not in html
    assert "An article that is not public" in html
    back = client.post(path(never), {"follows": "0", "back": f"{PAGE}#followed"})["Location"]
    assert back == f"{PAGE}#followed"
    assert [follow.article for follow in ann.follows.all()] == [article]


def test_wishes_are_kept(ann: Any) -> None:
    client = desk(ann)
    sent = {"action": "wishes", "mails": "daily", "hour": "18", "time_zone": "Asia/Yangon"}
    assert client.post(PAGE, sent)["Location"] == f"{PAGE}#wishes"
    wishes = Wishes.objects.get(person=ann)
    assert (wishes.mails, wishes.hour, wishes.time_zone) == ("daily", 18, "Asia/Yangon")


@pytest.mark.parametrize(
    ("name", "value"), [("mails", "hourly"), ("hour", "24"), ("hour", "x"), ("time_zone", "Moon/Base")]
)
def test_wish_that_cannot_be_meant_is_refused(ann: Any, name: str, value: str) -> None:
    sent = {"action": "wishes", "mails": "never", "hour": "18", "time_zone": "Asia/Yangon", name: value}
    response = desk(ann).post(PAGE, sent)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert Wishes.objects.get(person=ann).mails == "each"


def test_page_says_what_keeps_mails_away(settings: Any, article: Article, ann: Any) -> None:
    client = desk(ann)
    assert "This wiki sends no mails." in client.get(PAGE).content.decode()
    settings.SEND_MAILS = True
    assert "Your account has no mail address." in client.get(PAGE).content.decode()
    type(ann).objects.update(email="ann@example.org")
    Wishes.objects.update(trouble="550 No such user")
    [notice] = many(ann, article, 1)
    Notice.objects.filter(pk=notice.pk).update(mail="failed")
    html = client.get(PAGE).content.decode()
    for words in ("To ann@example.org.", "The last mail was not taken: 550 No such user", "1 notice was never mailed."):
        assert words in html


def test_year_old_notices_are_forgotten(article: Article, ann: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, now = many(ann, article, 4), timezone.now()
    Notice.objects.filter(pk__in=[row.pk for row in rows[:3]]).update(at=now - timedelta(days=366))
    monkeypatch.setattr(notices, "SWEPT", 2)
    assert [notices.sweep() for _ in range(3)] == [2, 1, 0]
    assert list(Notice.objects.all()) == [rows[3]]


# The feed --------------------------------------------------------------------------------------------------------


def test_feed_tells_its_owner(client: Client, draft: Article, ann: Any, reviewer: Any) -> None:
    notices.follow(draft, ann, follows=True)
    workflow.comment(draft, "Which <year>?", by=reviewer, number=2)
    at = timezone.now().replace(microsecond=0) + timedelta(days=1)
    workflow.schedule(draft, by=reviewer, number=2, at=at, time_zone="UTC", note="Tomorrow")
    response = client.get(f"/following/{Wishes.objects.create(person=ann).feed}/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "private" in response["Cache-Control"]
    assert not response.cookies
    text = response.content.decode()
    keys = Notice.objects.filter(person=ann).order_by("-pk").values_list("pk", flat=True)
    assert re.findall(r"<id>tag:127.0.0.1,2026-01-01:/notices/(\d+)/</id>", text) == [str(key) for key in keys]
    for part in (
        "<title>Rev commented on “Secret”</title>",
        f'href="http://127.0.0.1:8000/admin/articles/article/{draft.pk}/review/"',
        "Which &lt;year&gt;?",
        "It will be published on ",
        "Tomorrow",
        "<name>Rev</name>",
    ):
        assert part in text, part


def test_feed_of_nobody_is_none(client: Client, ann: Any) -> None:
    wishes = Wishes.objects.create(person=ann)
    old = wishes.feed
    assert len(old) == 32
    for token in ("x", old[:-1], old + "x", old.swapcase()):
        assert client.get(f"/following/{token}/feed/").status_code == 404
    response = desk(ann).post(PAGE, {"action": "new-feed"})
    assert response["Location"] == f"{PAGE}#wishes"
    assert client.get(f"/following/{old}/feed/").status_code == 404
    new = Wishes.objects.get(person=ann).feed
    assert client.get(f"/following/{new}/feed/").status_code == 200
    type(ann).objects.update(is_active=False)
    assert client.get(f"/following/{new}/feed/").status_code == 404


@pytest.mark.parametrize("number", [1, 12])
def test_feed_costs_the_same_queries(
    client: Client, article: Article, ann: Any, number: int, django_assert_num_queries: Any
) -> None:
    many(ann, article, number)
    address = f"/following/{Wishes.objects.create(person=ann).feed}/feed/"
    with django_assert_num_queries(4):
        client.get(address)
