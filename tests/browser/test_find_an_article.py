"""Ways to an article: the home page, search, the index, categories, and the address itself."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Opener

pytestmark = pytest.mark.browser


def test_home_leads_to_the_newest(page: Page) -> None:
    page.goto("/")
    newest = page.get_by_role("region", name="Newest").get_by_role("heading", level=3)
    expect(newest.first).to_have_text("Belarus–Myanmar relations")
    newest.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Belarus–Myanmar relations")


def test_words_find_the_articles_that_hold_them(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("krutoi moscow")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 article holds these words")
    hit = page.locator(".hit")
    assert [words.lower() for words in hit.locator("mark").all_inner_texts()] == ["krutoi", "moscow"]
    hit.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Belarus–Myanmar relations")


def test_titles_come_before_texts(page: Page) -> None:
    page.goto("/search/?q=Belarus")
    titles = page.locator(".hit h2").all_inner_texts()
    assert all("Belarus" in title for title in titles[:4])


def test_search_stands_on_every_page(page: Page) -> None:
    page.goto("/wiki/kyaw-moe-tun/")
    page.get_by_role("searchbox").fill("“United Nations”")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("searchbox")).to_have_value("“United Nations”")
    expect(page.locator(".hit").first).to_be_visible()


def test_nothing_found_says_so(page: Page) -> None:
    page.goto("/search/?q=zzzz")
    expect(page.get_by_role("status")).to_have_text("No article holds these words")
    expect(page.get_by_role("main")).to_contain_text("Try fewer words")


def test_index_keeps_to_a_letter(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="A–Z").click()
    expect(page.locator(".titles li")).to_have_count(21)
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="K", exact=True).click()
    assert page.locator(".titles a").all_inner_texts() == ["Kyaw Moe Tun"]


def test_category_lists_its_articles(page: Page) -> None:
    page.goto("/categories/")
    page.get_by_role("main").get_by_role("link", name="Bilateral relations of Belarus").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bilateral relations of Belarus")
    assert page.get_by_role("main").get_by_role("heading", level=2).all_inner_texts() == [
        "Belarus–Cuba relations",
        "Belarus–Myanmar relations",
        "Belarus–Sudan relations",
        "Belarus–Syria relations",
    ]


def test_unwritten_article_can_be_written(open_page: Opener, editor: Any) -> None:
    page = open_page(by=editor)
    answer = page.goto("/wiki/laos-myanmar-relations/")
    assert answer
    assert answer.status == 404
    page.get_by_role("link", name="Write the article").click()
    expect(page.get_by_label("Title").first).to_have_value("Laos myanmar relations")
    expect(page.get_by_label("Slug")).to_have_value("laos-myanmar-relations")


def test_unknown_address_leads_on(page: Page) -> None:
    answer = page.goto("/nowhere/")
    assert answer
    assert answer.status == 404
    page.get_by_role("link", name="Go to the home page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chancery")
