"""The desk's form in a test's words: open it, name a field, add a row, save."""

from playwright.sync_api import Locator, Page

from articles.models import Article


def address(article: Article) -> str:
    """Return where an article is edited."""
    return f"/admin/articles/article/{article.pk}/change/"


def field(page: Page, name: str) -> Locator:
    """Return a field by its name, such as sections-0-body."""
    return page.locator(f"[name='{name}']")


def unfold(page: Page, row: str) -> None:
    """Open a folded row, such as references-0."""
    page.locator(f"#{row} summary").first.click()


def add(page: Page, what: str) -> None:
    """Add a row at the end: "a section", "a reference", "an image", "a related article"."""
    page.get_by_role("button", name=f"Add {what}", exact=True).click()


def save(page: Page, summary: str, *, button: str = "Save and publish") -> None:
    """Say what was changed, and save."""
    field(page, "summary").fill(summary)
    page.get_by_role("button", name=button).click()
