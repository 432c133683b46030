"""Without a pointer: everything is reached, and where one is can be seen."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ADDRESS = "/wiki/belarus-myanmar-relations/"
FOCUSED = """() => {
  const here = document.activeElement, { outlineWidth, outlineStyle } = getComputedStyle(here);
  return [here === document.body ? "" : here.outerHTML.slice(0, 120), parseFloat(outlineWidth), outlineStyle];
}"""


def test_skip_link_leads_to_the_text(page: Page) -> None:
    page.goto(ADDRESS)
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Article", exact=True)).to_be_focused()


@pytest.mark.parametrize("address", ["/", ADDRESS, f"{ADDRESS}history/", f"{ADDRESS}compare/6...7/", "/search/?q=kyaw"])
def test_focus_is_always_seen(page: Page, address: str) -> None:
    page.goto(address)
    reached = 0
    while True:
        page.keyboard.press("Tab")
        what, width, style = page.evaluate(FOCUSED)
        if not what:
            break
        reached += 1
        assert width >= 2, what
        assert style == "solid", what
    assert reached >= page.locator("main a[href]:not([tabindex='-1']):visible").count()


def test_focus_is_not_covered_by_the_bar(desk: Page) -> None:
    desk.goto("/admin/articles/article/add/")
    for part in ("section", "reference", "image"):
        desk.get_by_role("button", name=f"Add a{'n' if part == 'image' else ''} {part}", exact=True).click()
    desk.get_by_label("Title").first.focus()
    bar = desk.locator(".desk-save")
    while not bar.evaluate("bar => bar.contains(document.activeElement)"):
        here = desk.evaluate("document.activeElement.getBoundingClientRect().top")
        assert here < bar.evaluate("bar => bar.getBoundingClientRect().top"), desk.evaluate(FOCUSED)
        desk.keyboard.press("Tab")
