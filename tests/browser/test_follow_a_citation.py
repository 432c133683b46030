"""From a statement to its source and back: by pointer, by keyboard, by touch, and without any script."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .conftest import PHONE, Opener

pytestmark = pytest.mark.browser

ADDRESS = "/wiki/belarus-myanmar-relations/"
# How each cited statement ends, and the numbers that stand right after it.
CITED = [
    ("22 September 2000.", "[1]"),
    ("the government in Naypyidaw.", "[2]"),
    ("32 other states against it.", "[3]"),
    ("was among those that did.", "[4]"),
    ("its vote against the text.", "[5]"),
    ("invasion of Ukraine.", "[6][7]"),
    ("on 18 September 2023.", "[8]"),
    ("military government.", "[9]"),
]
SOURCES = [
    ("https://digitallibrary.un.org/search?", "Retrieved 31 July 2021."),
    ("https://digitallibrary.un.org/record/644767?ln=en", ""),
    ("https://digitallibrary.un.org/record/615032?ln=en", ""),
    ("https://digitallibrary.un.org/record/1470211?ln=en", ""),
    ("https://www.justiceformyanmar.org/stories/", ""),
    ("https://www.irrawaddy.com/news/burma/", "Archived from the original on 25 February 2022."),
    ("https://www.thephuketnews.com/", "Retrieved 25 February 2022."),
    ("https://www.irrawaddy.com/news/myanmars-crisis-the-world/", ""),
    ("https://www.irrawaddy.com/specials/junta-watch/", ""),
]


@pytest.fixture
def article(page: Page) -> Page:
    """The article, opened."""
    page.goto(ADDRESS)
    return page


def citation(page: Page, number: int) -> Locator:
    return page.locator(".cite-link", has_text=f"[{number}]")


def panel(page: Page) -> Locator:
    return page.locator("#panel")


def test_numbers_follow_what_they_prove(article: Page) -> None:
    paragraphs = article.locator(".text p").all_text_contents()
    text = " ".join(paragraphs)
    for statement, numbers in CITED:
        assert f"{statement}{numbers}" in text
    assert article.locator(".cite-link").all_inner_texts() == [f"[{n}]" for n in range(1, 10)]


def test_sources_stand_in_the_order_of_citing(article: Page) -> None:
    entries = article.locator(".references > li")
    expect(entries).to_have_count(len(SOURCES))
    for number, (entry, (address, words)) in enumerate(zip(entries.all(), SOURCES, strict=True), start=1):
        expect(entry).to_have_attribute("value", str(number))
        found = entry.locator("a.external").first.get_attribute("href")
        assert found
        assert found.startswith(address)
        expect(entry).to_contain_text(words)


def test_archived_copy_is_a_link(article: Page) -> None:
    archived = article.locator("#ref_irrawaddy-2022").get_by_role("link", name="Archived")
    address = archived.get_attribute("href")
    assert address
    assert address.startswith("https://web.archive.org/web/20220225/https://www.irrawaddy.com/")


def test_link_leads_to_the_source_and_back(article: Page) -> None:
    for link in article.locator(".cite-link").all():
        target = article.locator(str(link.get_attribute("href")))
        back = target.locator("a.back")
        expect(back).to_have_attribute("href", f"#{link.locator('xpath=..').get_attribute('id')}")
    citation(article, 5).click()
    expect(article).to_have_url(article.url.partition("#")[0] + "#ref_justice-for-myanmar")
    entry = article.locator("#ref_justice-for-myanmar")
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="Back to the text").click()
    expect(citation(article, 5)).to_be_in_viewport()


def test_hovering_shows_the_source(article: Page) -> None:
    expect(panel(article)).to_be_hidden()
    citation(article, 6).hover()
    expect(panel(article)).to_be_visible()
    expect(panel(article)).to_contain_text("Myanmar Regime Backs Russia's Invasion of Ukraine")
    expect(panel(article)).to_contain_text("The Irrawaddy")
    article.mouse.move(5, 5)
    expect(panel(article)).to_be_hidden()


def test_panel_stays_under_the_pointer(page: Page) -> None:
    page.clock.install()
    page.goto(ADDRESS)
    citation(page, 2).hover()
    page.clock.run_for(1_000)
    expect(panel(page)).to_be_visible()
    panel(page).get_by_role("link").first.hover()
    page.clock.run_for(60_000)
    expect(panel(page)).to_be_visible()
    page.mouse.move(5, 5)
    page.clock.run_for(1_000)
    expect(panel(page)).to_be_hidden()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1440, "height": 700}], ids=["phone", "desk"])
def test_panel_does_not_cover_the_citation(open_page: Opener, viewport: dict[str, int]) -> None:
    page = open_page(viewport=viewport)
    page.goto(ADDRESS)
    for number in (1, 4, 9):
        citation(page, number).hover()
        expect(citation(page, number)).to_have_attribute("aria-describedby", "panel")
        link, box = citation(page, number).bounding_box(), panel(page).bounding_box()
        assert link
        assert box
        assert box["y"] >= link["y"] + link["height"] or box["y"] + box["height"] <= link["y"]
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= viewport["width"]


def test_panel_moves_with_the_focus(page: Page) -> None:
    page.clock.install()
    page.goto(ADDRESS)
    citation(page, 6).focus()
    page.keyboard.press("Tab")
    expect(citation(page, 7)).to_be_focused()
    page.clock.run_for(60_000)
    expect(panel(page)).to_contain_text("'justified', says Myanmar junta")
    expect(citation(page, 7)).to_have_attribute("aria-describedby", "panel")
    page.keyboard.press("Tab")
    page.clock.run_for(1_000)
    expect(panel(page)).to_contain_text("myanmar-opens-consulate")


def test_keyboard_enters_and_leaves_the_panel(article: Page) -> None:
    citation(article, 6).focus()
    article.keyboard.press("Tab")
    article.keyboard.press("Alt+ArrowDown")
    expect(panel(article).get_by_role("link").first).to_be_focused()
    article.keyboard.press("Escape")
    expect(panel(article)).to_be_hidden()
    expect(citation(article, 7)).to_be_focused()


def test_escape_hides_the_panel(article: Page) -> None:
    citation(article, 3).hover()
    expect(panel(article)).to_be_visible()
    article.keyboard.press("Escape")
    expect(panel(article)).to_be_hidden()


def test_first_touch_shows_the_second_leads(open_page: Opener) -> None:
    phone = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    phone.goto(ADDRESS)
    citation(phone, 4).tap()
    expect(panel(phone)).to_contain_text("record/1470211")
    assert "#" not in phone.url
    citation(phone, 4).tap()
    expect(phone).to_have_url(phone.url.partition("#")[0] + "#ref_un-record-1470211")


def test_late_card_does_not_come_back(page: Page) -> None:
    page.clock.install()
    page.goto(ADDRESS)
    asked: list[Route] = []
    page.route("**/preview/", lambda route: asked.append(route))  # noqa: PLW0108 (Playwright marks what it is given)
    with page.expect_request("**/preview/"):
        page.locator(".text").get_by_role("link", name="civil war").hover()
        page.clock.run_for(1_000)
    page.mouse.move(5, 5)
    page.clock.run_for(1_000)
    with page.expect_response("**/preview/"):
        asked[0].continue_()
    expect(panel(page)).to_be_hidden()
    expect(panel(page)).to_be_empty()


def test_link_to_an_article_shows_its_card(article: Page) -> None:
    article.locator(".text").get_by_role("link", name="civil war").hover()
    expect(panel(article)).to_contain_text("Myanmar civil war (2021–present)")
    expect(panel(article)).to_contain_text("Ongoing armed conflict")
    expect(panel(article).locator("img")).to_be_visible()


def test_target_is_marked(article: Page) -> None:
    entry = article.locator("#ref_un-record-615032")
    before = entry.evaluate("entry => getComputedStyle(entry).backgroundColor")
    article.goto(f"{ADDRESS}#ref_un-record-615032")
    assert entry.evaluate("entry => getComputedStyle(entry).backgroundColor") != before
