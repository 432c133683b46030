"""On paper: an article that could be handed in."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import Opener

pytestmark = pytest.mark.browser

ADDRESS = "/wiki/belarus-myanmar-relations/"


@pytest.fixture
def paper(page: Page) -> Page:
    """The article as it is printed."""
    page.set_viewport_size({"width": 794, "height": 1123})
    page.goto(ADDRESS)
    page.emulate_media(media="print")
    return page


def test_print_leaves_the_site_out(paper: Page) -> None:
    for what in (
        ".site-head",
        ".site-foot",
        ".tools",
        ".contents",
        ".related",
        ".back >> nth=0",
        ".categories",
        ".skip",
    ):
        expect(paper.locator(what)).to_be_hidden()
    expect(paper.get_by_role("heading", level=1)).to_be_visible()
    expect(paper.locator(".facts")).to_contain_text("Updated 11 December 2023")
    expect(paper.get_by_text("Myanmar opened a consulate")).to_be_visible()


def test_print_tells_addresses_in_full(paper: Page) -> None:
    titled = paper.locator("#ref_irrawaddy-2022 a.external")
    address = "https://www.irrawaddy.com/news/burma/myanmar-regime-backs-russias-invasion-of-ukraine.html"
    expect(titled.first).to_have_accessible_name(f"“Myanmar Regime Backs Russia's Invasion of Ukraine” <{address}>")
    bare = paper.locator("#ref_un-record-644767 a.external")
    expect(bare).to_have_accessible_name("https://digitallibrary.un.org/record/644767?ln=en")


def test_print_shows_the_permanent_address(paper: Page) -> None:
    address = paper.url + "revisions/9/"
    expect(paper.locator(".permanent")).to_be_visible()
    expect(paper.locator(".permanent a")).to_have_text(address)


def test_print_is_black_on_white(open_page: Opener) -> None:
    page = open_page(color_scheme="dark")
    page.goto(ADDRESS)
    page.emulate_media(media="print")
    colours = page.evaluate(
        "(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.documentElement))"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_print_stays_within_the_paper(paper: Page) -> None:
    assert paper.evaluate("document.documentElement.scrollWidth <= innerWidth")
    flags, lead = paper.locator(".figures").bounding_box(), paper.locator(".lead").bounding_box()
    assert flags
    assert lead
    assert flags["x"] > lead["x"]
