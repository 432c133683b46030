"""The outline beside the form: sections are found, moved with what stands under them, nested, split and folded."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import editing, revisions
from articles.content.snapshot import Section, Snapshot
from articles.models import Article

from .conftest import PHONE, Opener
from .desk import address, drag_by_touch, field, save, text, unfold

pytestmark = pytest.mark.browser
ROWS = (("a", 2), ("b", 3), ("c", 3), ("d", 2), ("e", 2))


@pytest.fixture
def tree(reviewer: object) -> Article:
    """An article with five sections, two of them under the first."""
    sections = tuple(
        Section(key=key, heading=key.upper(), level=level, body=f"<p>One {key}.</p><p>Two {key}.</p>")
        for key, level in ROWS
    )
    made = Snapshot(title="Tree", slug="tree", sections=sections)
    return editing.create(made, by=reviewer, summary="Start")  # type: ignore[arg-type]


@pytest.fixture
def form(desk: Page, tree: Article) -> Page:
    """Its form, in a reviewer's window."""
    desk.goto(address(tree))
    return desk


def expect_outline(page: Page, wanted: str) -> None:
    """Wait for the outline to be so: "A2 B3 ..."."""
    links = page.locator("#desk-outline a")
    expect(links).to_have_text([re.compile(each[0]) for each in wanted.split()])
    expect(links).to_have_class([f"level-{each[1]}" for each in wanted.split()])


def saved(article: Article) -> list[str]:
    return [f"{s.heading}{s.level}" for s in revisions.working_copy(article).sections]


def item(page: Page, name: str):
    return page.locator("#desk-outline").get_by_role("link", name=name, exact=True)


def test_keys_move_a_section_with_those_under_it(form: Page, tree: Article) -> None:
    expect(form.locator("#desk-outline a")).to_have_count(5)
    item(form, "A").focus()
    form.keyboard.press("Alt+ArrowDown")
    expect(item(form, "A")).to_be_focused()
    expect_outline(form, "D2 A2 B3 C3 E2")
    expect(form.locator("#desk-said")).to_have_text("A: now at place 2 of 5, level 2.")
    form.keyboard.press("Alt+ArrowUp")
    expect(form.locator("#desk-outline li").first).to_have_text("A")
    expect(item(form, "A")).to_be_focused()
    form.keyboard.press("ArrowDown")
    expect(item(form, "B")).to_be_focused()
    form.keyboard.press("Alt+ArrowDown")
    expect(item(form, "B")).to_be_focused()
    expect_outline(form, "A2 C3 B3 D2 E2")
    save(form, "Move")
    form.wait_for_url("**/wiki/tree/")
    assert saved(tree) == ["A2", "C3", "B3", "D2", "E2"]


def test_keys_nest_a_section(form: Page, tree: Article) -> None:
    item(form, "D").focus()
    form.keyboard.press("Alt+ArrowRight")
    expect(item(form, "D")).to_have_class("level-3")
    expect(item(form, "D")).to_be_focused()
    form.keyboard.press("Alt+ArrowRight")
    form.keyboard.press("Alt+ArrowRight")
    expect(item(form, "D")).to_have_class("level-4")
    item(form, "A").focus()
    form.keyboard.press("Alt+ArrowRight")
    expect(item(form, "A")).to_have_class("level-2")
    save(form, "Nest")
    form.wait_for_url("**/wiki/tree/")
    assert saved(tree) == ["A2", "B3", "C3", "D4", "E2"]


def test_dragging_moves_a_section_with_those_under_it(form: Page, tree: Article) -> None:
    item(form, "A").drag_to(form.locator("#desk-outline li").last, target_position={"x": 20, "y": 22})
    expect(form.locator("#desk-outline li").last).to_have_text("C")
    save(form, "Drag")
    form.wait_for_url("**/wiki/tree/")
    assert saved(tree) == ["D2", "E2", "A2", "B3", "C3"]


def test_finger_drags_a_section(open_page: Opener, reviewer: Any, tree: Article) -> None:
    phone = open_page(by=reviewer, viewport=PHONE, has_touch=True, is_mobile=True)
    phone.goto(address(tree))
    entries = phone.locator("#desk-outline li")
    expect(entries).to_have_count(5)
    item(phone, "E").tap()
    expect(field(phone, "sections-4-heading")).to_be_focused()
    drag_by_touch(phone, entries.first.locator(".outline-grip"), entries.last, down=30)
    expect(entries.last).to_contain_text("C")
    save(phone, "By touch")
    phone.wait_for_url("**/wiki/tree/")
    assert saved(tree) == ["D2", "E2", "A2", "B3", "C3"]


def test_section_is_found_by_its_heading(form: Page) -> None:
    field(form, "sections-3-heading").fill("Trade and arms")
    item(form, "Trade and arms").click()
    expect(field(form, "sections-3-heading")).to_be_focused()


def test_section_is_split_at_the_cursor(form: Page, tree: Article) -> None:
    body = text(form, "sections-0-body")
    body.get_by_text("Two a.").click()
    form.keyboard.press("Home")
    form.locator("#sections-0").get_by_role("button", name="New section from here").click()
    expect(field(form, "sections-5-heading")).to_be_focused()
    form.keyboard.type("Second")
    expect(text(form, "sections-5-body")).to_have_text("Two a.")
    expect(body).to_have_text("One a.")
    save(form, "Split")
    form.wait_for_url("**/wiki/tree/")
    assert saved(tree) == ["A2", "Second2", "B3", "C3", "D2", "E2"]


def test_sections_fold_and_say_how_long_they_are(form: Page) -> None:
    expect(form.locator("#sections-0 .desk-counts")).to_have_text("4 words · 0 citations")
    expect(form.locator("#desk-whole")).to_have_text("20 words · 1 min to read")
    form.get_by_role("button", name="Fold all").click()
    expect(field(form, "sections-0-heading")).to_be_hidden()
    form.get_by_role("button", name="Unfold all").click()
    expect(field(form, "sections-0-heading")).to_be_visible()


def test_section_of_a_long_article_comes_alive_when_it_is_opened(desk: Page, published: Any) -> None:
    sections = tuple(Section(key=f"s{n}", heading=f"Part {n}", body=f"<p>Text {n}.</p>") for n in range(13))
    desk.goto(address(published("Long", sections=sections)))
    expect(desk.locator("#part-sections .ProseMirror")).to_have_count(0)
    unfold(desk, "sections-7")
    expect(text(desk, "sections-7-body")).to_contain_text("Text 7.")
    expect(desk.locator("#part-sections .ProseMirror")).to_have_count(1)
    desk.locator("#desk-outline").get_by_role("link", name="Part 11").click()
    expect(text(desk, "sections-11-body")).to_contain_text("Text 11.")
