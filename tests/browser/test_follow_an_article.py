"""Follow an article where one reads it, be told of what becomes of it, and mark that one has seen it."""

import re
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import editing, notices, revisions, workflow
from articles.models import Article, Follow, Wishes

from .conftest import DESKTOP, PHONE, Opener
from .desk import address, field
from .test_accessibility import objections

pytestmark = pytest.mark.browser

ADDRESS = "/wiki/belarus-myanmar-relations/"
PAGE = "/admin/articles/article/following/"


def change(article: Article, by: Any) -> None:
    now = revisions.working_copy(article)
    editing.replace(article, replace(now, lead="<p>Another lead.</p>"), by=by, summary="Rewrite the lead")


def follow(page: Page) -> None:
    """Press the button, and wait until it was heard."""
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_role("button", name="Unfollow", exact=True)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_editor_follows_is_told_and_marks_it_seen(
    open_page: Opener, belarus: Article, editor: Any, reviewer: Any, scripts: bool
) -> None:
    page = open_page(by=editor, java_script_enabled=scripts)
    page.goto(f"{ADDRESS}#history")
    follow(page)
    assert page.url.partition("#")[0].endswith(ADDRESS)
    change(belarus, reviewer)
    page.goto("/admin/")
    page.get_by_role("link", name="Following (1 new)").click()
    told = page.get_by_role("link", name="Rev published “Belarus–Myanmar relations”")
    expect(page.locator(".notices .new")).to_contain_text("New")
    page.get_by_role("button", name="Mark all as seen").click()
    expect(page.locator(".notices > li")).to_have_count(1)
    expect(page.locator(".notices .new")).to_have_count(0)
    expect(page.get_by_role("link", name="Following", exact=True)).to_be_visible()
    told.click()
    expect(page.locator(".lead")).to_have_text("Another lead.")
    page.goto(PAGE)
    page.get_by_role("button", name="Unfollow Belarus–Myanmar relations").click()
    expect(page.get_by_text("None. The button “Follow” stands on the page of every article.")).to_be_visible()
    assert not Follow.objects.exists()


def test_button_in_the_form_keeps_what_is_typed(open_page: Opener, belarus: Article, editor: Any) -> None:
    page = open_page(by=editor)
    page.goto(address(belarus))
    field(page, "short_description").fill("Typed, not saved")
    follow(page)
    expect(page.get_by_role("status").filter(has_text="You follow this article.")).to_have_count(1)
    expect(field(page, "short_description")).to_have_value("Typed, not saved")
    assert Follow.objects.get().article_id == belarus.pk


def test_button_of_a_lost_session_leads_to_the_login(open_page: Opener, belarus: Article, editor: Any) -> None:
    page = open_page(by=editor)
    page.goto(ADDRESS)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Follow", exact=True).click()
    page.wait_for_url(re.compile("/admin/login/"))
    assert not Follow.objects.exists()


def test_wishes_are_kept(open_page: Opener, editor: Any) -> None:
    page = open_page(by=editor)
    page.goto(PAGE)
    page.get_by_label("One mail a day").check()
    page.get_by_label("Hour of the daily mail").select_option("18:00")
    page.get_by_label("Your time zone").select_option("Asia/Yangon")
    page.get_by_role("button", name="Keep these wishes").click()
    expect(page.get_by_text("Your wishes are kept.")).to_be_visible()
    expect(page.get_by_label("One mail a day")).to_be_checked()
    wishes = Wishes.objects.get()
    assert (wishes.mails, wishes.hour, wishes.time_zone) == ("daily", 18, "Asia/Yangon")
    feed = page.get_by_label("By feed, at this address").input_value()
    page.get_by_role("button", name="Make a new address").click()
    expect(page.get_by_label("By feed, at this address")).not_to_have_value(feed)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_following_is_accessible(
    open_page: Opener, belarus: Article, editor: Any, reviewer: Any, settings: Any, viewport: dict[str, int]
) -> None:
    settings.SEND_MAILS = True
    notices.follow(belarus, editor, follows=True)
    Wishes.objects.create(person=editor, trouble="550 No such user")
    change(belarus, reviewer)
    workflow.lock(belarus, by=reviewer, reason="In the news")
    page = open_page(by=editor, viewport=viewport)
    for path in (PAGE, ADDRESS, address(belarus)):
        page.goto(path)
        assert (path, objections(page)) == (path, [])
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
