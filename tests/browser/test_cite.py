"""A citation shows the number that readers see, and its source to pointer, keyboard and ear; keys put it in."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.content.snapshot import Reference

from .desk import field
from .editor import after, body, press, put, write_in

pytestmark = pytest.mark.browser

ATLAS = '<cite data-ref="atlas"></cite>'
CHRONICLE = '<cite data-ref="chronicle" data-locator="p. 4"></cite>'


@pytest.fixture
def lead(desk: Page, published: Any) -> Page:
    """The form of an article of two sources, the cursor in its lead."""
    known = published(
        "Tirel",
        lead=f"<p>Deep.{ATLAS} Old.{CHRONICLE}</p>",
        references=(Reference(key="atlas", title="An Atlas"), Reference(key="chronicle", title="A Chronicle")),
    )
    write_in(desk, known).focus()
    return desk


def numbers(page: Page) -> list[str]:
    """Return the citations of the lead as they are shown."""
    return page.locator(".editor[data-for='id_lead'] cite").all_inner_texts()


def test_numbers_follow_the_text_as_one_types(lead: Page) -> None:
    expect(lead.locator("cite.citation").first).to_have_text("[1]")
    assert numbers(lead) == ["[1]", "[2]: p. 4"]
    put(lead, f"<p>First.</p><p>Deep.{ATLAS}</p>")
    after(lead, "First.")
    press(lead, "Control+Shift+k")
    lead.keyboard.type("chronicle")
    press(lead, "Enter")
    expect(lead.locator("cite.citation").last).to_have_text("[2]")
    assert numbers(lead) == ["[1]", "[2]"]
    assert body(lead) == f'<p>First.<cite data-ref="chronicle"></cite></p><p>Deep.{ATLAS}</p>'


def test_trigger_opens_the_list_and_gives_way_to_the_citation(lead: Page) -> None:
    after(lead, "Deep.")
    lead.keyboard.type(" So[@")
    dialog = lead.get_by_role("dialog", name="Cite")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    assert dialog.get_by_role("option").all_inner_texts()[:2] == ["[1]\n“An Atlas”.", "[2]\n“A Chronicle”."]
    press(lead, "ArrowDown")
    expect(dialog.get_by_role("option", selected=True)).to_contain_text("Chronicle")
    dialog.get_by_label("Place in the source").fill("  p.  9 ")
    press(lead, "Enter")
    expect(dialog).to_have_count(0)
    assert body(lead) == (
        f'<p>Deep. So<cite data-ref="chronicle" data-locator="p. 9"></cite>{ATLAS} Old.{CHRONICLE}</p>'
    )


def test_nothing_is_said_of_a_search_not_made_yet(desk: Page, published: Any) -> None:
    write_in(desk, published("Tirel", lead="<p>Deep.</p>")).focus()
    press(desk, "Control+Shift+k")
    dialog = desk.get_by_role("dialog", name="Cite")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    expect(dialog.get_by_role("status")).to_be_empty()
    press(desk, "Escape", "Control+k")
    dialog = desk.get_by_role("dialog", name="Link")
    expect(dialog.get_by_role("status")).to_be_empty()


def test_cancelled_trigger_stays_as_typed(lead: Page) -> None:
    after(lead, "Deep.")
    lead.keyboard.type("[@")
    expect(lead.get_by_role("dialog")).to_be_visible()
    press(lead, "Escape")
    expect(lead.get_by_role("dialog")).to_have_count(0)
    expect(lead.locator("#id_lead-text")).to_be_focused()
    lead.keyboard.type("x")
    assert body(lead).startswith("<p>Deep.[@x<cite")


def test_source_is_shown_on_hover_and_the_pointer_may_rest_on_it(lead: Page) -> None:
    tip = lead.get_by_role("tooltip")
    lead.locator("cite.citation").first.hover()
    expect(tip).to_contain_text("An Atlas")
    tip.hover()
    lead.wait_for_timeout(400)
    expect(tip).to_be_visible()
    press(lead, "Escape")
    expect(tip).to_be_hidden()
    lead.locator("cite.citation").last.hover()
    expect(tip).to_contain_text("A Chronicle")
    lead.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_source_is_shown_and_told_where_the_keyboard_is(lead: Page) -> None:
    after(lead, "Deep.")
    press(lead, "ArrowRight")
    expect(lead.get_by_role("tooltip")).to_contain_text("An Atlas")
    expect(lead.locator("#desk-said")).to_have_text("Citation 1: An Atlas")
    press(lead, "Escape")
    expect(lead.get_by_role("tooltip")).to_be_hidden()
    expect(lead.locator("cite.is-selected")).to_have_count(1)


@pytest.mark.parametrize("key", ["Enter", "Alt+Enter", "double click"])
def test_citation_is_changed_from_the_text(lead: Page, key: str) -> None:
    if key == "double click":
        lead.locator("cite.citation").first.dblclick()
    else:
        after(lead, "Deep.")
        press(lead, "ArrowRight", key)
    locator = lead.get_by_role("dialog", name="Citation").get_by_label("Place in the source")
    expect(locator).to_be_focused()
    locator.fill('p. "7" & <b>')
    press(lead, "Enter")
    assert body(lead) == (
        f'<p>Deep.<cite data-ref="atlas" data-locator="p. &quot;7&quot; &amp; &lt;b&gt;"></cite> Old.{CHRONICLE}</p>'
    )
    expect(lead.locator("#id_lead-text")).to_be_focused()
    press(lead, "Control+z")
    expect(field(lead, "lead")).to_have_value(f"<p>Deep.{ATLAS} Old.{CHRONICLE}</p>")


def test_citation_can_point_at_another_source(lead: Page) -> None:
    after(lead, "Deep.")
    press(lead, "ArrowRight", "Enter")
    lead.get_by_role("button", name="Cite another source").click()
    lead.keyboard.type("chronicle")
    press(lead, "Enter")
    assert body(lead) == f'<p>Deep.<cite data-ref="chronicle"></cite> Old.{CHRONICLE}</p>'
