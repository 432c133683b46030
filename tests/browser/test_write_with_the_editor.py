"""The editor by keyboard alone and by touch: its bar, its marks and blocks, its dialogs; and out of it again."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.content.snapshot import Reference

from .conftest import PHONE, Opener
from .editor import after, body, button, press, put, select, write_in
from .test_accessibility import objections

pytestmark = pytest.mark.browser


@pytest.fixture
def lead(desk: Page, published: Any) -> Page:
    """The form of a small article, the cursor in its lead."""
    write_in(desk, published("Tirel", lead="<p>A deep harbour.</p>")).focus()
    return desk


def test_keys_lead_to_the_bar_along_it_and_back(lead: Page) -> None:
    select(lead, "deep")
    press(lead, "Alt+F10")
    expect(button(lead, "strong")).to_be_focused()
    press(lead, "ArrowLeft")
    expect(button(lead, "markup")).to_be_focused()
    press(lead, "Home", "ArrowRight")
    expect(button(lead, "em")).to_be_focused()
    press(lead, "Enter")
    expect(lead.locator("#id_lead-text")).to_be_focused()
    expect(button(lead, "em")).to_have_attribute("aria-pressed", "true")
    assert body(lead) == "<p>A <em>deep</em> harbour.</p>"
    press(lead, "Alt+F10")
    expect(button(lead, "em")).to_be_focused()
    press(lead, "Escape")
    expect(lead.locator("#id_lead-text")).to_be_focused()
    assert lead.locator("[data-for='id_lead'] .editor-bar [tabindex='0']").count() == 1


def test_bar_says_what_it_belongs_to(lead: Page) -> None:
    bar = lead.get_by_role("toolbar", name="Formatting").first
    expect(lead.locator(f"[id='{bar.get_attribute('aria-controls')}']")).to_have_attribute("role", "textbox")


BUTTONS = {
    "strong": "<p>A <strong>deep</strong> harbour.</p>",
    "em": "<p>A <em>deep</em> harbour.</p>",
    "sub": "<p>A <sub>deep</sub> harbour.</p>",
    "sup": "<p>A <sup>deep</sup> harbour.</p>",
    "code": "<p>A <code>deep</code> harbour.</p>",
    "ul": "<ul><li>A deep harbour.</li></ul>",
    "ol": "<ol><li>A deep harbour.</li></ol>",
    "dl": "<dl><dt>A deep harbour.</dt></dl>",
    "blockquote": "<blockquote><p>A deep harbour.</p></blockquote>",
    "pre": "<pre>A deep harbour.</pre>",
}
KEYS = {"b": "strong", "i": "em", ",": "sub", ".": "sup", "e": "code"}


def test_buttons_turn_on_and_off(lead: Page) -> None:
    for does, made in BUTTONS.items():
        select(lead, "deep")
        button(lead, does).click()
        assert body(lead) == made
        button(lead, does).click()
        assert (does, body(lead)) == (does, "<p>A deep harbour.</p>")


def test_keys_mark_what_is_chosen(lead: Page) -> None:
    for key, tag in KEYS.items():
        select(lead, "deep")
        press(lead, f"Control+{key}")
        assert body(lead) == f"<p>A <{tag}>deep</{tag}> harbour.</p>"
        press(lead, f"Control+{key}")


def test_tab_leaves_a_paragraph(lead: Page) -> None:
    press(lead, "Tab")
    expect(lead.locator("#id_lead-text")).not_to_be_focused()
    assert body(lead) == "<p>A deep harbour.</p>"


def test_lists_are_typed_nested_and_left(lead: Page) -> None:
    put(lead, "")
    lead.keyboard.type("- Grain")
    press(lead, "Enter", "Tab")
    lead.keyboard.type("Rye")
    press(lead, "Enter", "Shift+Tab")
    lead.keyboard.type("Salt")
    press(lead, "Enter", "Enter")
    lead.keyboard.type("After.")
    assert body(lead) == "<ul><li><p>Grain</p><ul><li>Rye</li></ul></li><li>Salt</li></ul><p>After.</p>"


def test_tab_leaves_a_list_after_escape(lead: Page) -> None:
    put(lead, "<ul><li>a</li><li>b</li></ul>")
    after(lead, "b")
    press(lead, "Escape", "Tab")
    assert body(lead) == "<ul><li>a</li><li>b</li></ul>"
    expect(lead.locator("#id_lead-text")).not_to_be_focused()


def test_definitions_are_typed_and_left(lead: Page) -> None:
    put(lead, "<p>Quay</p>")
    after(lead, "Quay")
    button(lead, "dl").click()
    press(lead, "End", "Enter")
    lead.keyboard.type("A wall.")
    press(lead, "Enter", "Enter")
    lead.keyboard.type("Mole")
    press(lead, "Enter")
    lead.keyboard.type("A longer wall.")
    press(lead, "Enter", "Enter", "Enter")
    lead.keyboard.type("After.")
    assert body(lead) == ("<dl><dt>Quay</dt><dd>A wall.</dd><dt>Mole</dt><dd>A longer wall.</dd></dl><p>After.</p>")


def test_words_of_another_language_say_so(lead: Page) -> None:
    select(lead, "deep")
    button(lead, "span").click()
    code = lead.get_by_label("Language code")
    expect(code).to_be_focused()
    lead.keyboard.type("not a code!")
    press(lead, "Enter")
    expect(code).to_have_attribute("aria-invalid", "true")
    code.fill("de")
    press(lead, "Enter")
    assert body(lead) == '<p>A <span lang="de">deep</span> harbour.</p>'
    expect(lead.locator("#id_lead-text")).to_be_focused()


def test_dialogs_keep_the_focus_and_give_it_back(lead: Page) -> None:
    for does in ("cite", "a", "figure", "table"):
        button(lead, does).click()
        dialog = lead.get_by_role("dialog")
        expect(dialog).to_be_visible()
        for _ in range(9):
            press(lead, "Tab")
            # Between the last and the first the browser's own bar has the focus.
            assert lead.evaluate("document.activeElement.matches('body, dialog *, dialog')"), does
        press(lead, "Escape")
        expect(dialog).to_have_count(0)
        expect(lead.locator("#id_lead-text")).to_be_focused()
        assert body(lead) == "<p>A deep harbour.</p>"


def test_editor_and_its_dialogs_are_accessible(desk: Page, published: Any) -> None:
    page = desk
    known = published(
        "Tirel",
        lead='<p>A <a href="https://a.example/">deep</a> <a data-article="nowhere">harbour</a>.'
        '<cite data-ref="a"></cite></p>'
        '<table><caption>Ships</caption><tbody><tr><th scope="col">Year</th></tr><tr><td>1931</td></tr></tbody></table>'
        '<p lang="my">မြန်မာ</p>',
        references=(Reference(key="a", title="An Atlas"),),
    )
    write_in(page, known).focus()
    after(page, "1931")
    assert objections(page) == []
    after(page, "har")
    expect(page.locator(".link-line")).to_be_visible()
    assert objections(page) == []
    after(page, ".")
    press(page, "ArrowRight")
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert objections(page) == []
    press(page, "Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert objections(page) == []
    press(page, "Escape")
    for does in ("cite", "a", "figure", "table"):
        after(page, "A ")
        button(page, does).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert (does, objections(page)) == (does, [])
        press(page, "Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_touch_finds_targets_of_its_size(open_page: Opener, reviewer: Any, published: Any) -> None:
    page = open_page(by=reviewer, viewport=PHONE, has_touch=True, is_mobile=True)
    write_in(
        page, published("Tirel", lead="<p>A harbour.</p><table><tbody><tr><td>x</td></tr></tbody></table>")
    ).focus()
    after(page, "x")
    small = """() => [...document.querySelectorAll(".editor-bar button, dialog button, [role='option']")]
      .filter((each) => each.offsetParent && (each.offsetWidth < 44 || each.offsetHeight < 44))
      .map((each) => each.outerHTML)"""
    assert page.evaluate(small) == []
    button(page, "cite").tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate(small) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
