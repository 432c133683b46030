"""An editor's edit waits: readers find no trace of it until a reviewer publishes it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article

from .conftest import Opener
from .desk import address, field, markup, save

pytestmark = pytest.mark.browser

SECRET = "Zanzibar"


@pytest.fixture
def editing(open_page: Opener, editor: Any, belarus: Article) -> Page:
    """The window of an editor who has just saved a draft."""
    page = open_page(by=editor)
    page.goto(address(belarus))
    markup(page, "lead").fill(f"<p>A draft about {SECRET}.</p>")
    field(page, "sections-1-heading").fill(SECRET)
    save(page, f"Mention {SECRET}", button="Save as a draft")
    expect(page.get_by_text("Saved as revision 10, a draft")).to_be_visible()
    return page


def test_editor_sees_the_draft(editing: Page, belarus: Article) -> None:
    expect(field(editing, "lead")).to_have_value(f"<p>A draft about {SECRET}.</p>")
    editing.goto(f"/wiki/{belarus.slug}/")
    band = editing.locator(".band")
    expect(band).to_contain_text("Readers see revision 9. The working copy is newer")
    band.get_by_role("link", name="what it changes").click()
    expect(editing.locator("ins", has_text=SECRET).first).to_be_visible()
    editing.goto(f"/wiki/{belarus.slug}/revisions/10/")
    expect(editing.locator(".band")).to_contain_text("This is a draft that readers do not see")
    expect(editing.locator(".lead")).to_contain_text(SECRET)


def test_reader_finds_no_trace(editing: Page, page: Page, belarus: Article) -> None:
    here = f"/wiki/{belarus.slug}/"
    for place in (here, f"{here}history/", f"{here}preview/", "/", "/index/", f"/search/?q={SECRET}"):
        page.goto(place)
        expect(page.get_by_role("main").or_(page.locator("article")).first).to_be_visible()
        shown = page.locator("body").inner_html().replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")
        assert SECRET not in shown, place
    for hidden in (f"{here}revisions/10/", f"{here}compare/9...10/"):
        answer = page.goto(hidden)
        assert answer
        assert answer.status == 404


def test_reviewer_publishes_the_draft(editing: Page, desk: Page, page: Page, belarus: Article) -> None:
    desk.goto(address(belarus))
    desk.get_by_role("link", name="Review", exact=True).click()
    expect(desk.get_by_text("A draft for which nobody has asked for a review.")).to_be_visible()
    expect(desk.locator("ins", has_text=SECRET).first).to_be_visible()
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text("Readers see revision 10 now.")).to_be_visible()
    page.goto(f"/wiki/{belarus.slug}/")
    expect(page.locator(".lead")).to_have_text(f"A draft about {SECRET}.")
    expect(page.get_by_role("heading", name=SECRET)).to_be_visible()


def test_new_draft_is_nowhere(open_page: Opener, editor: Any, page: Page) -> None:
    writing = open_page(by=editor)
    writing.goto("/admin/articles/article/add/")
    field(writing, "title").fill(SECRET)
    field(writing, "categories").fill(f"Islands of {SECRET}")
    save(writing, "Start", button="Save as a draft")
    expect(writing.get_by_text("Readers have never seen the article.")).to_be_visible()
    for place in ("/wiki/zanzibar/", "/wiki/zanzibar/history/", "/wiki/zanzibar/revisions/1/"):
        answer = page.goto(place)
        assert answer
        assert answer.status == 404
    for place in ("/", "/index/", "/categories/"):
        page.goto(place)
        expect(page.get_by_role("main")).not_to_contain_text(SECRET)
