"""The history: every revision listed, any two compared, each readable at an address of its own, for good."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import editing, revisions
from articles.models import Article

pytestmark = pytest.mark.browser

ADDRESS = "/wiki/belarus-myanmar-relations/"


def article_element(page: Page, address: str) -> str:
    """Return the article's own part of a page, as it came over the wire."""
    html = page.request.get(address).text()
    return html[html.index("<article class=") : html.rindex("</article>")]


def test_revisions_are_listed_newest_first(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_role("link", name="9 revisions by 3 editors").click()
    listed = page.locator(".revision")
    assert listed.locator(".number").all_inner_texts() == [f"Revision {n}" for n in range(9, 0, -1)]
    first = listed.last
    expect(first).to_contain_text("09:40")
    expect(page.locator(".day").last).to_have_text("31 July 2021")
    expect(first).to_contain_text("Tomasz Wierzba")
    expect(first).to_contain_text("Start the article with the date of establishment and its source")
    expect(listed.first).to_contain_text("what readers see")


def test_two_chosen_revisions_are_compared(page: Page) -> None:
    page.goto(f"{ADDRESS}history/")
    page.get_by_role("radio", name="Compare from revision 5", exact=True).check()
    page.get_by_role("radio", name="Compare to revision 6", exact=True).check()
    page.get_by_role("button", name="Compare the chosen revisions").click()
    expect(page).to_have_url(page.url.partition("/wiki/")[0] + f"{ADDRESS}compare/5...6/")
    expect(page.locator(".change-part")).to_have_count(1)
    expect(page.locator(".change-part h2")).to_contain_text("Myanmar Regime Backs Russia's Invasion of Ukraine")
    expect(page.locator(".change ins").first).to_contain_text("The")
    expect(page.locator(".compared")).to_contain_text("Correct the Irrawaddy's name")


def test_order_of_choosing_does_not_matter(page: Page) -> None:
    page.goto(f"{ADDRESS}history/?old=8&new=3")
    expect(page.locator(".short-description")).to_have_text("What changed from revision 3 to revision 8")


def test_revision_says_what_it_changed(page: Page) -> None:
    page.goto(f"{ADDRESS}history/")
    page.locator("#revision_8").get_by_role("link", name="What it changed").click()
    expect(page.locator(".short-description")).to_have_text("What changed from revision 7 to revision 8")
    section = page.locator(".change-part", has_text="Since the Russian invasion of Ukraine")
    expect(section.locator("ins").first).to_contain_text("Myanmar opened a consulate")


def test_old_revision_says_that_it_is_old(page: Page) -> None:
    page.goto(f"{ADDRESS}revisions/2/")
    band = page.locator(".band")
    expect(band).to_contain_text("You are reading revision 2, as Mya Thandar left it on 14 August 2021")
    expect(page.get_by_role("heading", name="Since the Russian invasion")).to_have_count(0)
    expect(page.locator(".cite-link")).to_have_count(4)
    band.get_by_role("link", name="Previous revision").click()
    expect(band).to_contain_text("revision 1, as Tomasz Wierzba left it")
    expect(band.get_by_role("link", name="Previous revision")).to_have_count(0)
    band.get_by_role("link", name="Read the article as it is now").click()
    expect(page.get_by_role("heading", name="Since the Russian invasion")).to_be_visible()


def test_article_names_its_permanent_address(page: Page) -> None:
    page.goto(ADDRESS)
    page.locator(".facts").get_by_role("link", name="Updated").click()
    expect(page.locator(".band")).to_contain_text("You are reading revision 9")
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", page.url)


@pytest.mark.parametrize("number", [1, 9])
def test_past_stays_byte_for_byte(page: Page, belarus: Article, reviewer: Any, number: int) -> None:
    before = article_element(page, f"{ADDRESS}revisions/{number}/")
    for edit in range(10):
        now = revisions.working_copy(belarus)
        lead = f"{now.lead}<p>Sentence {edit}.</p>"
        sections = tuple(replace(section, heading=f"{section.heading} {edit}") for section in now.sections)
        related = now.related[1:]
        editing.replace(
            belarus, replace(now, lead=lead, sections=sections, related=related), by=reviewer, summary=f"{edit}"
        )
    assert revisions.newest(belarus).number == 19
    assert article_element(page, f"{ADDRESS}revisions/{number}/") == before


def test_unknown_revision_is_not_found(page: Page) -> None:
    answer = page.goto(f"{ADDRESS}revisions/10/")
    assert answer
    assert answer.status == 404
