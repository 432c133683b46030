"""Rows are moved by buttons, by arrow keys and by dragging; readers see them in the order that is saved."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from articles import revisions
from articles.models import Article

from .conftest import PHONE, Opener
from .desk import add, address, drag_by_touch, field, read, save

pytestmark = pytest.mark.browser


@pytest.fixture
def form(desk: Page, belarus: Article) -> Page:
    """The form of the main article, in a reviewer's window."""
    desk.goto(address(belarus))
    return desk


def order(page: Page, part: str) -> list[str]:
    """Return the rows of a part as they stand, by the number that each had at first."""
    rows = page.locator(f"#part-{part} .desk-row").evaluate_all("rows => rows.map(row => row.id)")
    return [row.rpartition("-")[2] for row in rows]


def tool(page: Page, row: str, name: str) -> Locator:
    return page.locator(f"#{row}").get_by_role("button", name=name)


def test_buttons_move_a_row(form: Page, belarus: Article) -> None:
    tool(form, "sections-1", "Move up").click()
    assert order(form, "sections") == ["1", "0"]
    expect(tool(form, "sections-1", "Move up")).to_be_focused()
    expect(form.locator("#desk-said")).to_have_text("Now at place 1 of 2.")
    save(form, "Swap")
    headings = form.locator(".text h2")
    assert headings.all_inner_texts() == ["Since the Russian invasion of Ukraine", "History"]
    assert form.locator(".cite-link").all_inner_texts() == [f"[{n}]" for n in range(1, 10)]
    assert revisions.newest(belarus).number == 10


def test_ends_of_the_list_are_ends(form: Page) -> None:
    tool(form, "sections-0", "Move up").click()
    tool(form, "sections-1", "Move down").click()
    assert order(form, "sections") == ["0", "1"]


def test_arrow_keys_move_a_row(form: Page) -> None:
    handle = tool(form, "related-0", "Drag to another place")
    handle.focus()
    form.keyboard.press("ArrowDown")
    form.keyboard.press("ArrowDown")
    form.keyboard.press("ArrowUp")
    expect(handle).to_be_focused()
    assert order(form, "related")[:3] == ["1", "0", "2"]


def test_sources_that_are_not_cited_are_moved(form: Page, belarus: Article) -> None:
    for title in ("One", "Two", "Three"):
        add(form, "a reference")
        form.locator(".desk-sources .is-opened [data-name='title']").last.fill(title)
    tool(form, "references-11", "Move up").click()
    tool(form, "references-11", "Move up").click()
    expect(tool(form, "references-11", "Move up")).to_be_focused()
    expect(tool(form, "references-0", "Move up")).to_be_hidden()
    save(form, "Sources")
    expect(form.locator(".references li .reference").nth(9)).to_contain_text("Three")
    assert [each.title for each in revisions.working_copy(belarus).references[-3:]] == ["Three", "One", "Two"]


def test_dragging_moves_a_row(form: Page) -> None:
    handle = tool(form, "related-4", "Drag to another place")
    handle.drag_to(form.locator("#related-1"), target_position={"x": 20, "y": 5})
    assert order(form, "related")[:6] == ["0", "4", "1", "2", "3", "5"]
    handle = tool(form, "related-0", "Drag to another place")
    handle.drag_to(form.locator("#related-2"), target_position={"x": 20, "y": 50})
    assert order(form, "related")[:6] == ["4", "1", "2", "0", "3", "5"]
    expect(form.locator(".dragged, .drop-before, .drop-after")).to_have_count(0)
    save(form, "Order")
    titles = form.locator(".related .card-title").all_inner_texts()
    assert titles[:3] == ["Myanmar–Russia relations", "Foreign relations of Myanmar", "India–Ukraine relations"]


def test_dragging_past_the_ends_is_meant(form: Page) -> None:
    handle = tool(form, "related-2", "Drag to another place")
    handle.drag_to(form.locator("#related-0"), target_position={"x": 300, "y": -10}, force=True)
    assert order(form, "related")[:3] == ["2", "0", "1"]


def test_dragging_can_be_given_up(form: Page) -> None:
    tool(form, "related-4", "Drag to another place").hover()
    form.mouse.down()
    form.locator("#related-1").hover(position={"x": 20, "y": 5})
    expect(form.locator("#related-1.drop-before")).to_be_visible()
    form.keyboard.press("Escape")
    expect(form.locator(".dragged, .drop-before, .drop-after")).to_have_count(0)
    form.mouse.up()
    assert order(form, "related")[:6] == ["0", "1", "2", "3", "4", "5"]


def test_finger_drags_a_row(open_page: Opener, reviewer: Any, belarus: Article) -> None:
    phone = open_page(by=reviewer, viewport=PHONE, has_touch=True)
    phone.goto(address(belarus))
    expect(phone.locator("#desk-whole")).to_contain_text("words")  # with it the rows come to their place
    phone.get_by_role("button", name="Fold all").click()
    handle = tool(phone, "sections-1", "Drag to another place")
    drag_by_touch(phone, handle, phone.locator("#sections-0"), down=4)
    expect(phone.locator("#part-sections .desk-row").first).to_have_id("sections-1")
    save(phone, "Swap by touch")
    phone.wait_for_url("**/wiki/**")
    assert [each.key for each in revisions.working_copy(belarus).sections][-1] == "history"


def test_row_is_not_dropped_on_another_kind(form: Page) -> None:
    handle = tool(form, "sections-1", "Drag to another place")
    handle.drag_to(form.locator("#images-0"))
    assert order(form, "sections") == ["0", "1"]
    assert order(form, "images") == ["0", "1"]


def test_new_row_takes_its_place(form: Page) -> None:
    add(form, "a section")
    field(form, "sections-2-heading").fill("Before")
    tool(form, "sections-2", "Move up").click()
    tool(form, "sections-2", "Move up").click()
    save(form, "Begin earlier")
    read(form)
    assert form.locator(".text h2").all_inner_texts()[0] == "Before"
