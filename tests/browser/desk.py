"""The desk's form in a test's words: open it, name a field, add a row, save."""

from playwright.sync_api import Locator, Page, expect

from articles.models import Article


def address(article: Article) -> str:
    """Return where an article is edited."""
    return f"/admin/articles/article/{article.pk}/change/"


def field(page: Page, name: str) -> Locator:
    """Return a field by its name, such as sections-0-heading."""
    return page.locator(f"[name='{name}']")


def markup(page: Page, name: str) -> Locator:
    """Return the text area of a body, such as lead or sections-0-body, with its markup shown to be edited."""
    area = field(page, name)
    if page.locator(".desk-ready").count() and area.get_attribute("data-markup") is None:
        area.locator("xpath=..").get_by_role("button", name="Edit the markup").click()
    return area


def text(page: Page, name: str) -> Locator:
    """Return the editor over a body, such as lead or sections-0-body."""
    return field(page, name).locator("xpath=..").locator(".ProseMirror[contenteditable]")


def unfold(page: Page, row: str) -> None:
    """Open a folded row, such as sections-0 or references-0."""
    page.locator(f"#{row} > .desk-row-body > details > summary, #{row} [name='_open']").first.click()


def source(page: Page, row: str, name: str) -> Locator:
    """Return a field of an opened reference: source(page, "references-0", "title")."""
    return page.locator(f"#{row} [data-name='{name}'], [name='{row}-{name}']")


def add(page: Page, what: str) -> None:
    """Add a row at the end: "a section", "a reference", "an image", "a related article"."""
    page.get_by_role("button", name=f"Add {what}", exact=True).click()


def drag_by_touch(page: Page, handle: Locator, target: Locator, *, down: float) -> None:
    """Drag by a finger to so far below the top of another thing."""
    handle.scroll_into_view_if_needed()
    here, there = handle.bounding_box(), target.bounding_box()
    assert here
    assert there
    x, y, end = here["x"] + here["width"] / 2, here["y"] + here["height"] / 2, there["y"] + down
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 6):
        point = {"x": x, "y": y + (end - y) * step / 5}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def save(page: Page, summary: str, *, button: str = "Save and publish") -> None:
    """Say what was changed, and save."""
    field(page, "summary").fill(summary)
    page.get_by_role("button", name=button, exact=True).click()


def read(page: Page) -> None:
    """Go on to the article from the form that stayed open, since a save brought something that it tells."""
    expect(page.locator(".messagelist .warning").first).to_be_visible()
    page.get_by_role("link", name="Read", exact=True).click()
