"""What a reader finds on an article's page: every part of it, in its place."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE, Opener

pytestmark = pytest.mark.browser

ADDRESS = "/wiki/belarus-myanmar-relations/"
RELATED = [
    "Foreign relations of Kenya",
    "Foreign relations of Myanmar",
    "India–Ukraine relations",
    "China–Myanmar relations",
    "Myanmar–Russia relations",
    "Russia–Thailand relations",
    "Israel–Ukraine relations",
    "Kyaw Moe Tun",
    "National Unity Government of Myanmar",
    "Recognition of the Islamic Emirate of Afghanistan",
    "Myanmar civil war (2021–present)",
    "Eleventh emergency special session of the United Nations General Assembly",
    "Eritrea–Russia relations",
    "United Nations General Assembly Resolution A/RES/77/229",
    "Belarus–Sudan relations",
    "Belarus–Syria relations",
    "Myanmar–Ukraine relations",
    "Iran–Myanmar relations",
    "Myanmar–Syria relations",
    "Belarus–Cuba relations",
]
WITHOUT_PICTURE = [RELATED[n - 1] for n in (10, 14, 15, 16, 18, 19, 20)]


@pytest.fixture
def article(page: Page) -> Page:
    """The article, opened."""
    page.goto(ADDRESS)
    return page


def test_title_stands_on_top(article: Page) -> None:
    expect(article).to_have_title("Belarus–Myanmar relations · Chancery")
    expect(article.get_by_role("heading", level=1)).to_have_text("Belarus–Myanmar relations")
    expect(article.locator(".short-description")).to_have_text("Bilateral relations")


def test_facts_under_the_title_lead_on(article: Page) -> None:
    facts = article.locator(".article-head .facts").first
    expect(facts).to_have_text("Updated 11 December 2023 · 9 sources · 9 revisions by 3 editors")
    leads = facts.get_by_role("link").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert leads == [f"{ADDRESS}revisions/9/", "#references", f"{ADDRESS}history/"]


def test_two_flags_stand_with_the_lead(article: Page) -> None:
    figures = article.locator(".figures figure")
    assert [text.split("\n")[0] for text in figures.locator("figcaption").all_inner_texts()] == ["Belarus", "Myanmar"]
    for figure, name in zip(figures.all(), ("Belarus", "Myanmar"), strict=True):
        image = figure.get_by_role("img", name=f"Flag of {name}")
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", value=True)
        assert image.evaluate("image => image.naturalWidth") > 0


def test_contents_lead_to_every_heading(article: Page) -> None:
    links = article.get_by_role("navigation", name="Contents").get_by_role("link")
    headings = article.locator(".text").get_by_role("heading")
    assert links.all_inner_texts() == headings.all_inner_texts()
    assert links.all_inner_texts() == ["History", "Since the Russian invasion of Ukraine"]
    links.last.click()
    expect(article).to_have_url(article.url.partition("#")[0] + "#since-the-russian-invasion-of-ukraine")
    expect(article.get_by_role("heading", name="Since the Russian invasion")).to_be_in_viewport()


def test_lead_and_sections_hold_their_text(article: Page) -> None:
    expect(article.locator(".lead")).to_contain_text("have existed since 22 September 2000.")
    expect(article.locator("#section_history")).to_contain_text("Under Than Shwe, Myanmar could count on Minsk")
    expect(article.locator("#section_since-the-invasion")).to_contain_text("opened a consulate in Belarus")


def test_related_articles_stand_in_order(article: Page) -> None:
    cards = article.get_by_role("complementary", name="Related articles").get_by_role("article")
    assert cards.get_by_role("heading").all_inner_texts() == RELATED
    assert all(len(excerpt) > 60 for excerpt in cards.locator(".card-excerpt").all_inner_texts())


def test_related_pictures_are_there(article: Page) -> None:
    pictures = article.locator(".related .card-picture img")
    expect(pictures).to_have_count(len(RELATED) - len(WITHOUT_PICTURE))
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
    assert all(pictures.evaluate_all("images => images.map(image => image.naturalWidth)"))


def test_no_picture_leaves_no_hole(article: Page) -> None:
    bare = article.locator(".related .card:not(:has(.card-picture))")
    assert bare.get_by_role("heading").all_inner_texts() == WITHOUT_PICTURE
    for width in (390, 820, 1440):
        article.set_viewport_size({"width": width, "height": 900})
        empty = bare.evaluate_all(
            "cards => cards.map(card => card.clientWidth - card.querySelector('.card-title').clientWidth)"
        )
        assert empty == [0] * len(WITHOUT_PICTURE)


def test_categories_lead_to_their_lists(article: Page) -> None:
    categories = article.get_by_role("navigation", name="Categories").get_by_role("link")
    assert categories.all_inner_texts() == ["Bilateral relations of Belarus", "Bilateral relations of Myanmar"]
    categories.first.click()
    expect(article.get_by_role("heading", level=1)).to_have_text("Bilateral relations of Belarus")
    expect(article.get_by_role("link", name="Belarus–Myanmar relations")).to_be_visible()


def test_contents_mark_what_is_read(article: Page) -> None:
    contents = article.get_by_role("navigation", name="Contents")
    expect(contents.locator("[aria-current]")).to_have_count(0)
    article.get_by_role("heading", name="History", exact=True).evaluate("heading => heading.scrollIntoView()")
    expect(contents.locator("[aria-current]")).to_have_text("History")
    article.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(contents.locator("[aria-current]")).to_have_text("Since the Russian invasion of Ukraine")
    expect(contents).to_be_in_viewport()


def test_contents_are_folded_on_a_phone(open_page: Opener) -> None:
    phone = open_page(viewport=PHONE)
    phone.goto(ADDRESS)
    history = phone.get_by_role("link", name="History", exact=True).and_(phone.locator(".contents a"))
    expect(history).to_be_hidden()
    phone.locator(".contents summary").click()
    history.click()
    expect(phone.get_by_role("heading", name="History", exact=True)).to_be_in_viewport()


def test_copied_text_has_no_citations(open_page: Opener) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(ADDRESS)
    page.locator(".lead p").evaluate("paragraph => getSelection().selectAllChildren(paragraph)")
    page.keyboard.press("Control+C")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == "Diplomatic ties between Belarus and Myanmar have existed since 22 September 2000."
