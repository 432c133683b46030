"""Tables by keyboard alone: put in, filled, grown, merged, headed, captioned, left, taken out, and each undone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .editor import after, body, button, press, put, write_in

pytestmark = pytest.mark.browser


@pytest.fixture
def lead(desk: Page, published: Any) -> Page:
    """The form of a small article, the cursor in its lead."""
    write_in(desk, published("Tirel", lead="<p>Ships:</p>")).focus()
    return desk


def grid(*rows: str, caption: str = "") -> str:
    """Write a table: grid("*a b", "c d"), a star before what heads."""
    heading = f"<caption>{caption}</caption>" if caption else ""
    rows = tuple(
        "".join(_cell(cell, "row" if number else "col") for cell in row.split()) for number, row in enumerate(rows)
    )
    written = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>{heading}<tbody>{written}</tbody></table>"


def _cell(cell: str, scope: str) -> str:
    return f'<th scope="{scope}">{cell[1:]}</th>' if cell[0] == "*" else f"<td>{cell.strip('-')}</td>"


def do(page: Page, *names: str) -> None:
    """Use buttons of the bar by keyboard: Alt+F10, arrows to the button, Enter."""
    for name in names:
        press(page, "Alt+F10", "Home")
        for _ in range(40):
            if page.evaluate("document.activeElement.dataset.does") == name:
                break
            press(page, "ArrowRight")
        press(page, "Enter")
        expect(page.locator("#id_lead-text, dialog input").first).to_be_focused()


def test_table_is_put_in_filled_and_left_by_keyboard(lead: Page) -> None:
    after(lead, "Ships:")
    press(lead, "Alt+F10", "Home")
    for _ in range(14):
        press(lead, "ArrowRight")
    expect(button(lead, "table")).to_be_focused()
    press(lead, "Enter")
    dialog = lead.get_by_role("dialog", name="New table")
    expect(dialog.get_by_label("Rows")).to_be_focused()
    for value in ("2", "2", "Ships a year"):
        lead.keyboard.type(value)
        press(lead, "Tab")
    press(lead, "Enter")
    expect(lead.locator("#id_lead-text")).to_be_focused()
    for word in ("Year", "Ships", "1931"):
        lead.keyboard.type(word)
        press(lead, "Tab")
    lead.keyboard.type("14")
    assert body(lead) == "<p>Ships:</p>" + grid("*Year *Ships", "1931 14", caption="Ships a year")
    press(lead, "Tab")
    lead.keyboard.type("1932")
    press(lead, "Shift+Tab", "ArrowDown", "ArrowDown", "ArrowDown")
    lead.keyboard.type("Then.")
    assert body(lead).endswith("<td>1932</td><td></td></tr></tbody></table><p>Then.</p>")


MADE = {
    "row-above": grid("*a *b", "- -", "c d"),
    "row-below": grid("*a *b", "c d", "- -"),
    "row-delete": grid("*a *b"),
    "column-before": '<table><tbody><tr><th scope="col"></th><th scope="col">a</th><th scope="col">b</th></tr>'
    "<tr><td></td><td>c</td><td>d</td></tr></tbody></table>",
    "column-after": '<table><tbody><tr><th scope="col">a</th><th scope="col"></th><th scope="col">b</th></tr>'
    "<tr><td>c</td><td></td><td>d</td></tr></tbody></table>",
    "column-delete": grid("*b", "d"),
    "header": grid("*a *b", "*c d"),
    "table-delete": "",
}
# What follows is a step of its own to undo.
CLOSED = """async () => {
  const [{ editorOf }, { pm }] = await Promise.all([import("desk/editor"), import("django-prose-editor/editor")]);
  const { view } = editorOf(document.getElementById("id_lead"));
  view.dispatch(pm.history.closeHistory(view.state.tr));
}"""


def test_buttons_do_what_they_say_and_are_undone(lead: Page) -> None:
    before = grid("*a *b", "c d")
    for name, made in MADE.items():
        put(lead, before)
        after(lead, "c")
        lead.evaluate(CLOSED)
        do(lead, name)
        assert (name, body(lead)) == (name, made)
        press(lead, "Control+z")
        assert (name, body(lead)) == (name, before)
        press(lead, "Control+Shift+z")
        assert (name, body(lead)) == (name, made)


def test_cells_are_merged_and_parted(lead: Page) -> None:
    put(lead, grid("a b", "c d"))
    after(lead, "a")
    press(lead, "Shift+ArrowRight", "Shift+ArrowRight")  # the second finds the table's edge
    expect(lead.locator(".selectedCell")).to_have_count(2)
    do(lead, "merge")
    rest = "<tr><td>c</td><td>d</td></tr></tbody></table>"
    assert body(lead) == f'<table><tbody><tr><td colspan="2"><p>a</p><p>b</p></td></tr>{rest}'
    do(lead, "unmerge")
    assert body(lead) == f"<table><tbody><tr><td><p>a</p><p>b</p></td><td></td></tr>{rest}"


def test_caption_is_written_and_emptied(lead: Page) -> None:
    put(lead, grid("a b"))
    after(lead, "a")
    do(lead, "caption")
    lead.keyboard.type("Ships")
    assert body(lead) == grid("a b", caption="Ships")
    press(lead, *["Backspace"] * 5)
    assert body(lead) == grid("a b")


def test_last_row_goes_with_its_table(lead: Page) -> None:
    put(lead, grid("a b") + "<p>x</p>")
    after(lead, "a")
    do(lead, "row-delete")
    assert body(lead) == "<p>x</p>"


def test_tab_leaves_a_table_after_escape(lead: Page) -> None:
    put(lead, grid("a b"))
    after(lead, "b")
    press(lead, "Escape", "Tab")
    assert body(lead) == grid("a b")
    expect(lead.locator("#id_lead-text")).not_to_be_focused()


def test_what_is_typed_behind_a_dialog_comes_first(lead: Page) -> None:
    after(lead, "Ships:")
    button(lead, "table").click()
    # Both keys in one go: no time passes in between.
    lead.evaluate("""() => {
      document.querySelector("dialog form").requestSubmit();
      document.execCommand("insertText", false, "Y");
    }""")
    assert body(lead).count('<th scope="col">Y</th>') == 1
