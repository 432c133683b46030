"""A reviewer takes an article from readers, who are told why, and can bring it back as it was."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import workflow
from articles.models import Article

from .conftest import Opener
from .desk import address, field

pytestmark = pytest.mark.browser

REASON = "It copies a book <b>word</b> for word."


@pytest.fixture
def withdrawn(desk: Page, belarus: Article) -> Page:
    """A reviewer's window, after withdrawing the main article."""
    desk.goto(address(belarus))
    desk.get_by_role("link", name="Withdraw").click()
    desk.get_by_label("Reason, for readers").fill(REASON)
    desk.get_by_role("button", name="Withdraw the article").click()
    expect(desk.get_by_text("The article is withdrawn; its page says why.")).to_be_visible()
    return desk


def test_readers_are_told_why(withdrawn: Page, page: Page, belarus: Article) -> None:
    for part in ("", "history/", "revisions/1/", "compare/1...2/"):
        answer = page.goto(f"/wiki/{belarus.slug}/{part}")
        assert answer
        assert answer.status == 410
        expect(page.get_by_role("heading", level=1)).to_have_text("This article has been withdrawn")
        expect(page.locator(".reason")).to_have_text(REASON)
        expect(page.get_by_role("main")).not_to_contain_text("Minsk")


def test_nothing_lists_it(withdrawn: Page, page: Page) -> None:
    for place in ("/", "/index/", "/search/?q=Krutoi", "/categories/bilateral-relations-of-myanmar/"):
        page.goto(place)
        expect(page.get_by_role("main")).not_to_contain_text("Belarus–Myanmar")


def test_it_comes_back_as_it_was(withdrawn: Page, page: Page, belarus: Article) -> None:
    expect(withdrawn.locator(".desk-band")).to_contain_text(REASON)
    withdrawn.get_by_role("link", name="Bring back").click()
    withdrawn.get_by_role("button", name="Bring the article back").click()
    expect(withdrawn.get_by_text("The article is back.")).to_be_visible()
    page.goto(f"/wiki/{belarus.slug}/")
    expect(page.locator(".facts").first).to_have_text("Updated 11 December 2023 · 9 sources · 9 revisions by 3 editors")
    expect(page.locator(".cite-link")).to_have_count(9)


def test_reader_who_saw_it_gone_sees_it_again(page: Page, belarus: Article, reviewer: Any) -> None:
    workflow.withdraw(belarus, by=reviewer, reason=REASON)
    page.goto(f"/wiki/{belarus.slug}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This article has been withdrawn")
    workflow.reinstate(belarus, by=reviewer)
    page.goto("/")
    page.goto(f"/wiki/{belarus.slug}/")
    assert page.get_by_role("heading", level=1).inner_text() == "Belarus–Myanmar relations"


def test_reason_is_asked_for(desk: Page, belarus: Article) -> None:
    desk.goto(f"/admin/articles/article/{belarus.pk}/withdraw/")
    desk.get_by_role("button", name="Withdraw the article").click()
    expect(desk.get_by_role("alert")).to_have_text("Say why: the article's page will show it.")


def test_editor_cannot_withdraw(open_page: Opener, editor: Any, belarus: Article) -> None:
    page = open_page(by=editor)
    answer = page.goto(f"/admin/articles/article/{belarus.pk}/withdraw/")
    assert answer
    assert answer.status == 403
    page.goto(address(belarus))
    expect(field(page, "title")).to_be_visible()
    expect(page.get_by_role("link", name="Withdraw")).to_have_count(0)
