"""With scripts switched off everything that matters still works: reading, following, searching, editing, ordering."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import revisions
from articles.models import Article

from .conftest import PHONE, Opener
from .desk import add, address, field, markup, save, source, unfold

pytestmark = pytest.mark.browser

ADDRESS = "/wiki/belarus-myanmar-relations/"


@pytest.fixture
def plain(open_page: Opener) -> Page:
    """A reader's window without scripts."""
    return open_page(java_script_enabled=False)


@pytest.fixture
def form(open_page: Opener, reviewer: Any, belarus: Article) -> Page:
    """The form of the main article in a reviewer's window without scripts."""
    page = open_page(by=reviewer, java_script_enabled=False)
    page.goto(address(belarus))
    return page


def test_article_is_all_there(plain: Page) -> None:
    plain.goto(ADDRESS)
    expect(plain.get_by_role("heading", level=1)).to_be_visible()
    expect(plain.locator(".cite-link")).to_have_count(9)
    expect(plain.locator(".references > li")).to_have_count(9)
    expect(plain.locator(".related .card")).to_have_count(20)


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1440, "height": 900}], ids=["phone", "desk"])
def test_contents_lead_to_a_section(open_page: Opener, viewport: dict[str, int]) -> None:
    page = open_page(java_script_enabled=False, viewport=viewport)
    page.goto(ADDRESS)
    link = page.get_by_role("navigation", name="Contents").get_by_role("link", name="History")
    if viewport == PHONE:
        page.locator(".contents summary").click()
    link.click()
    expect(page.get_by_role("heading", name="History")).to_be_in_viewport()


def test_citation_jumps_and_marks_its_source(plain: Page) -> None:
    plain.goto(ADDRESS)
    plain.get_by_role("link", name="[6]").click()
    expect(plain).to_have_url(plain.url.partition("#")[0] + "#ref_irrawaddy-2022")
    entry = plain.locator("#ref_irrawaddy-2022")
    expect(entry).to_be_in_viewport()
    expect(entry).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    entry.get_by_role("link", name="Back to the text").click()
    expect(plain.get_by_role("link", name="[6]")).to_be_in_viewport()
    expect(plain.locator("#cite_irrawaddy-2022_1")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_search_finds(plain: Page) -> None:
    plain.goto(ADDRESS)
    plain.get_by_role("searchbox").fill("lwin oo")
    plain.get_by_role("button", name="Search").click()
    expect(plain.locator(".hit")).to_have_count(1)


def test_revisions_are_compared(plain: Page) -> None:
    plain.goto(f"{ADDRESS}history/")
    plain.get_by_role("button", name="Compare the chosen revisions").click()
    expect(plain.locator(".short-description")).to_have_text("What changed from revision 8 to revision 9")


def test_form_saves(form: Page, belarus: Article) -> None:
    markup(form, "lead").fill("<p>Written without a script.</p>")
    unfold(form, "references-1")
    source(form, "references-1", "title").fill("Record of a vote")
    save(form, "Plainly")
    expect(form.locator(".lead")).to_have_text("Written without a script.")
    expect(form.locator(".references")).to_contain_text("“Record of a vote”")
    assert revisions.newest(belarus).number == 10


def test_numbers_order_the_rows(form: Page) -> None:
    assert field(form, "sections-0-ORDER").input_value() == "1"
    field(form, "sections-0-ORDER").fill("3")
    for row, place in ((0, 4), (3, 1)):
        field(form, f"related-{row}-ORDER").fill(str(place))
    save(form, "Order")
    assert form.locator(".text h2").all_inner_texts() == ["Since the Russian invasion of Ukraine", "History"]
    assert form.locator(".related .card-title").first.inner_text() == "China–Myanmar relations"


def test_tools_that_need_a_script_are_hidden(form: Page) -> None:
    expect(form.get_by_role("button", name="Move up")).to_have_count(0)
    expect(form.get_by_role("button", name="Fold all")).to_have_count(0)
    expect(form.locator(".editor")).to_have_count(0)


def test_server_adds_rows(form: Page, belarus: Article) -> None:
    field(form, "short_description").fill("Typed before")
    for what in ("a section", "a reference", "a related article"):
        add(form, what)
    field(form, "sections-2-heading").fill("Trade")
    field(form, "sections-2-body").fill("<p>It is small.</p>")
    source(form, "references-9", "url").fill("https://example.org/trade")
    source(form, "references-9", "title").fill("Trade in numbers")
    field(form, "related-20-slug").fill("Kyaw Moe Tun")
    save(form, "Trade")
    expect(form.locator("#section_trade")).to_contain_text("It is small.")
    expect(form.locator(".short-description")).to_have_text("Typed before")
    expect(form.locator(".references")).to_contain_text("Trade in numbers")
    assert revisions.newest(belarus).number == 10


def test_mistake_is_told(form: Page) -> None:
    markup(form, "lead").fill("<p>Typed.</p>")
    save(form, "")
    expect(form.locator(".field-summary .errorlist")).to_have_text("This field is required.")
    expect(field(form, "lead")).to_have_value("<p>Typed.</p>")
