"""Two people at one article see each other, what the other saves, and that they are no longer logged in."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from articles import editing, revisions
from articles.models import Article, Presence
from tests.conftest import person

from .conftest import PATIENCE, PHONE, Opener
from .desk import address, field, save
from .test_accessibility import objections

pytestmark = pytest.mark.browser

ADDRESS = "**/desk/presence/"


@pytest.fixture
def una(db: None) -> Any:
    """A second reviewer, with a full name."""
    made = person("una", "Reviewer")
    made.first_name, made.last_name = "Aye", "Lin"
    made.save()
    return made


@pytest.fixture
def other(open_page: Opener, una: Any, article: Article) -> Page:
    """The window of the second reviewer, on the form."""
    page = open_page(by=una)
    page.goto(address(article))
    return page


@pytest.fixture
def form(desk: Page, other: Page, article: Article) -> Page:
    """The form in the first reviewer's window, opened after the other's."""
    until(Presence.objects.exists)
    desk.goto(address(article))
    return desk


def until(true: Callable[[], bool], page: Page | None = None) -> None:
    for _ in range(PATIENCE // 50):
        if true():
            return
        page.wait_for_timeout(50) if page else time.sleep(0.05)
    raise AssertionError


def look(page: Page) -> None:
    """Let the tab be looked at again, which makes it ask at once."""
    with page.expect_response(ADDRESS):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def questions(page: Page) -> list[str]:
    """Return a list that grows with each question that the page asks from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.extend([request.url] if request.url.endswith("/presence/") else []))
    return asked


def line(page: Page) -> Any:
    return page.locator(".desk-presence").first


def test_others_are_named_with_their_section(form: Page, other: Page) -> None:
    expect(line(form)).to_have_text("Aye Lin has the article open.")
    expect(form.locator("#desk-said")).to_have_text("Aye Lin has the article open.")
    field(other, "sections-0-heading").focus()
    look(other)
    look(form)
    expect(line(form)).to_have_text("Aye Lin is editing History.")
    expect(form.locator("#sections-0 .desk-who")).to_have_text("Aye Lin")
    expect(form.locator("#desk-outline .desk-who")).to_have_text("Aye Lin")
    expect(form.locator("#desk-said")).to_have_text("Aye Lin has the article open.")
    other.locator(".field-lead .ProseMirror").click()
    look(other)
    look(form)
    expect(line(form)).to_have_text("Aye Lin is editing the lead.")
    expect(form.locator(".desk-who")).to_have_count(0)


def test_mark_follows_the_section(form: Page, other: Page) -> None:
    field(other, "sections-0-heading").focus()
    look(other)
    look(form)
    form.locator("#sections-0").get_by_role("button", name="Move down").click()
    expect(form.locator("#desk-outline a").nth(1)).to_have_text("HistoryAye Lin")
    expect(form.locator("#desk-outline .desk-who")).to_have_count(1)


def test_who_leaves_is_gone(form: Page, other: Page) -> None:
    expect(line(form)).to_have_text("Aye Lin has the article open.")
    other.goto("/")
    until(lambda: Presence.objects.count() == 1, other)
    look(form)
    expect(line(form)).to_be_empty()
    expect(form.locator("#desk-said")).to_have_text("Nobody else has the article open now.")


def test_what_was_saved_meanwhile_is_told_and_merged(form: Page, other: Page, article: Article) -> None:
    field(other, "sections-0-heading").fill("The past")
    save(other, "Theirs")
    other.wait_for_url("**/wiki/**")
    look(form)
    told = form.locator(".desk-newer")
    expect(told).to_contain_text(
        "Aye Lin saved revision 2 while you were editing; your save will be merged with it. See what it changes"
    )
    with form.context.expect_page() as opened:
        told.get_by_role("link").click()
    expect(opened.value.locator("main")).to_contain_text("The past")
    opened.value.close()
    field(form, "title").fill("Minsk, the city")
    save(form, "Mine")
    form.wait_for_url("**/wiki/**")
    now = revisions.working_copy(article)
    assert (now.title, now.sections[0].heading) == ("Minsk, the city", "The past")


def test_lost_session_is_told_and_mended_in_another_tab(
    desk: Page, open_page: Opener, article: Article, reviewer: Any
) -> None:
    desk.goto(address(article))
    field(desk, "title").fill("Minsk, the city")
    Session.objects.all().delete()
    look(desk)
    lost = desk.locator(".desk-alarm")
    expect(lost).to_contain_text("You are no longer logged in. What you typed is kept in this browser.")
    assert objections(desk) == []
    with desk.context.expect_page() as opened:
        lost.get_by_role("link", name="Log in in another tab and go on").click()
    log_in(opened.value, reviewer)
    expect(opened.value.get_by_role("link", name="Articles").first).to_be_visible()
    desk.bring_to_front()
    look(desk)
    expect(lost).to_be_hidden()
    expect(desk.locator("#desk-said")).to_have_text("You are logged in again.")
    save(desk, "After all")
    desk.wait_for_url("**/wiki/**")
    assert revisions.working_copy(article).title == "Minsk, the city"


def test_login_in_another_tab_does_not_spoil_saving(
    desk: Page, open_page: Opener, article: Article, reviewer: Any
) -> None:
    desk.goto(address(article))
    field(desk, "title").fill("Minsk, the city")
    Session.objects.all().delete()
    other = open_page(beside=desk)
    other.goto("/admin/")
    log_in(other, reviewer)
    expect(other.get_by_role("link", name="Articles").first).to_be_visible()
    # At once: before the form has asked anything with the new session.
    save(desk, "After all")
    desk.wait_for_url("**/wiki/**")
    assert revisions.working_copy(article).title == "Minsk, the city"


def log_in(page: Page, by: Any) -> None:
    field(page, "username").fill(by.username)
    field(page, "password").fill("pw")
    page.get_by_role("button", name="Log in").click()


def test_hidden_tab_is_silent(desk: Page, article: Article) -> None:
    desk.clock.install()
    with desk.expect_response(ADDRESS):
        desk.goto(address(article))
    with desk.expect_response(ADDRESS):
        desk.clock.run_for(15_000)
    desk.evaluate("Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })")
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    asked = questions(desk)
    desk.clock.run_for(120_000)
    assert not asked
    desk.evaluate("delete document.hidden")
    look(desk)


def test_silent_server_is_asked_less_and_less(desk: Page, article: Article) -> None:
    desk.clock.install()
    with desk.expect_response(ADDRESS):
        desk.goto(address(article))
    asked = questions(desk)
    desk.route(ADDRESS, lambda route: route.abort())
    for _ in range(8):
        desk.clock.run_for(15_000)
        desk.wait_for_timeout(100)
    # After 15, 45 and 105 seconds.
    assert len(asked) == 3


def test_new_article_is_open_to_nobody_else(desk: Page) -> None:
    with desk.expect_response(ADDRESS) as answer:
        desk.goto("/admin/articles/article/add/")
    assert answer.value.json() == {}
    assert not Presence.objects.exists()


@pytest.mark.parametrize("viewport", [PHONE, None], ids=["phone", "desk"])
def test_notice_is_accessible(form: Page, other: Page, article: Article, una: Any, viewport: Any) -> None:
    if viewport:
        form.set_viewport_size(viewport)
    field(other, "sections-0-heading").focus()
    look(other)
    snapshot = revisions.working_copy(article)
    editing.replace(article, replace(snapshot, title="Minsk, the city"), by=una, summary="Theirs")
    look(form)
    expect(form.locator(".desk-newer")).to_be_visible()
    expect(form.locator("#sections-0 .desk-who")).to_be_visible()
    assert objections(form) == []
