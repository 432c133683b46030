"""Names of articles in the text are found, looked at where they stand, and linked with a tick."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Article

from .conftest import PHONE, Opener
from .desk import address
from .test_accessibility import objections

pytestmark = pytest.mark.browser

LEAD = "<p>It was like <em>Russia–</em>Thailand relations.</p>"
MARKUP = "<section><p>Kyaw Moe Tun’s speech.</p></section>"
WRITE = """async ([id, html]) => {
  const { asMarkup, enliven, rewrite } = await import("desk/editor");
  const body = document.getElementById(id);
  enliven(body);
  if (id !== "id_lead") asMarkup(body);
  rewrite(body, html);
}"""


@pytest.fixture
def page(desk: Page, db: None) -> Page:
    """The form of an article that names two others, one in a body that stays markup."""
    open_form(desk)
    return desk


def open_form(page: Page) -> None:
    page.goto(address(Article.objects.get(slug="belarus-cuba-relations")))
    page.get_by_role("button", name="Add a section", exact=True).click()
    page.locator("#part-sections .desk-row [name$='-heading']").last.fill("Speech")
    page.evaluate(WRITE, ["id_lead", LEAD])
    page.evaluate(WRITE, [page.locator("#part-sections .desk-row textarea").last.get_attribute("id"), MARKUP])


def ask(page: Page) -> Locator:
    page.get_by_role("button", name="Find articles to link").click()
    return page.get_by_role("dialog", name="Articles to link")


def lead(page: Page) -> str:
    return page.locator("#id_lead").input_value()


def speech(page: Page) -> str:
    return page.locator("#part-sections .desk-row textarea").last.input_value()


def test_ticked_names_are_linked_and_undone_in_one_step(page: Page) -> None:
    dialog = ask(page)
    expect(dialog.get_by_role("group")).to_have_count(2)
    expect(dialog.locator("mark")).to_have_text(["Russia–Thailand relations", "Kyaw Moe Tun"])
    dialog.get_by_label("Tick all").check()
    expect(dialog.get_by_role("status")).to_have_text("2 of 2 ticked")
    dialog.get_by_role("button", name="Link those ticked").click()
    expect(page.locator("#desk-said")).to_have_text("2 links made.")
    expect(page.get_by_role("button", name="Find articles to link")).to_be_focused()
    link = '<a data-article="russia-thailand-relations"><em>Russia–</em>Thailand relations</a>'
    assert lead(page) == f"<p>It was like {link}.</p>"
    assert speech(page) == MARKUP.replace("Kyaw Moe Tun", '<a data-article="kyaw-moe-tun">Kyaw Moe Tun</a>')
    page.locator(".field-lead .ProseMirror").press("Control+z")
    assert lead(page) == LEAD


def test_what_is_not_ticked_stays(page: Page) -> None:
    dialog = ask(page)
    dialog.get_by_role("button", name="Link those ticked").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("checkbox", name=re.compile("speech")).check()
    dialog.get_by_role("button", name="Link those ticked").click()
    expect(dialog).to_have_count(0)
    assert lead(page) == LEAD
    assert "kyaw-moe-tun" in speech(page)
    expect(ask(page).locator("mark")).to_have_text(["Russia–Thailand relations"])


def test_name_is_shown_in_the_text(page: Page) -> None:
    ask(page).get_by_role("button", name="Show in the text: Russia–Thailand relations").click()
    expect(page.locator(".field-lead .ProseMirror")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "Russia–Thailand relations"
    ask(page).get_by_role("button", name="Show in the text: Kyaw Moe Tun").click()
    body = page.locator("#part-sections .desk-row textarea").last
    expect(body).to_be_focused()
    assert body.evaluate("each => each.value.slice(each.selectionStart, each.selectionEnd)") == "Kyaw Moe Tun"


def test_text_without_names_says_so(page: Page) -> None:
    page.evaluate(WRITE, ["id_lead", "<p>Nothing.</p>"])
    page.locator("#part-sections .desk-row").last.get_by_label("Delete").check()
    dialog = ask(page)
    expect(dialog).to_contain_text("No article is named in the text without being linked.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Find articles to link")).to_be_focused()


def test_keyboard_is_enough_and_axe_finds_nothing(open_page: Opener, page: Page, reviewer: object) -> None:
    button = page.get_by_role("button", name="Find articles to link")
    button.focus()
    button.press("Enter")
    expect(page.get_by_label("Tick all")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-said")).to_have_text("1 link made.")
    assert "russia-thailand-relations" in lead(page)
    phone = open_page(by=reviewer, viewport=PHONE)
    open_form(phone)
    for window in (page, phone):
        expect(ask(window).locator("mark").first).to_be_visible()
        assert objections(window, within="dialog") == []
