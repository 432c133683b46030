"""axe finds nothing to object to, on any kind of page, in light and in dark, on a phone and on a desk."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from articles import workflow
from articles.models import Article

from .conftest import DESKTOP, PHONE, Opener
from .desk import add, address, markup, save, unfold

pytestmark = pytest.mark.browser

ADDRESS = "/wiki/belarus-myanmar-relations/"
PAGES = [
    "/",
    f"{ADDRESS}history/",
    f"{ADDRESS}compare/1...9/",
    f"{ADDRESS}compare/4...9/?view=inline",
    f"{ADDRESS}revisions/3/",
    f"{ADDRESS}revisions/3/cite/",
    f"{ADDRESS}authors/",
    f"{ADDRESS}history/?part=section&key=history",
    f"{ADDRESS}history/?person=nobody",
    "/changes/",
    "/people/lena.okafor/",
    "/index/",
    "/categories/",
    "/categories/bilateral-relations-of-myanmar/",
    "/search/",
    "/search/?q=myanmar",
    "/search/?q=zzzz",
    "/nowhere/",
    "/wiki/nothing-here/",
    "/admin/login/",
]
RUN = """async ([within, rules]) => {
  const options = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const { violations } = await axe.run(within, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}"""


# None is all of axe's default rules. The dark scheme changes colours alone, and is judged by those of colours.
SCHEMES: dict[Any, list[str] | None] = {"light": None, "dark": ["color-contrast", "link-in-text-block"]}


def objections(page: Page, *, within: str = "html", rules: list[str] | None = None) -> list[str]:
    """Return what axe objects to, by all of its default rules or by those named; of colours, in light and in dark."""
    # A string is run by the debugger's protocol, which the page's content security policy does not govern.
    page.evaluate(f"{AXE_SCRIPT}; undefined")
    found: list[str] = []
    for scheme, judged in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {objection}" for objection in page.evaluate(RUN, [within, rules or judged])]
    return found


def test_pages_are_accessible(page: Page) -> None:
    found = {}
    for path in PAGES:
        page.goto(path)
        found[path] = objections(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_article_is_accessible(open_page: Opener, viewport: dict[str, int]) -> None:
    page = open_page(viewport=viewport)
    page.goto(ADDRESS)
    if viewport == PHONE:
        page.locator(".contents summary").click()
    assert objections(page) == []
    assert objections(page, within=".article", rules=["color-contrast-enhanced"]) == []


def test_panel_is_accessible(page: Page) -> None:
    page.goto(ADDRESS)
    page.locator(".cite-link").first.hover()
    page.locator("#panel").wait_for()
    assert objections(page) == []


def test_panel_over_a_passage_is_accessible(page: Page) -> None:
    page.goto(f"{ADDRESS}authors/")
    page.locator(".credited .stretch").first.focus()
    page.locator("#panel").wait_for()
    assert objections(page) == []


def test_withdrawn_article_is_accessible(page: Page, belarus: Article, reviewer: Any) -> None:
    workflow.withdraw(belarus, by=reviewer, reason="It copies a book.")
    page.goto(ADDRESS)
    assert objections(page) == []


def test_desk_is_accessible(open_page: Opener, administrator: Any, belarus: Article) -> None:
    page = open_page(by=administrator)
    one = f"/admin/articles/article/{belarus.pk}/"
    desk = (
        "/admin/",
        "/admin/articles/article/",
        f"{one}withdraw/",
        f"{one}review/",
        f"{one}lock/",
        "/admin/articles/article/reviews/",
    )
    for path in (*desk, f"{one}restore/?number=3", f"{one}undo/?number=3"):
        page.goto(path)
        assert (path, objections(page)) == (path, [])


def test_form_is_accessible(open_page: Opener, reviewer: Any, belarus: Article) -> None:
    page = open_page(by=reviewer)
    page.goto(address(belarus))
    unfold(page, "references-0")
    page.locator("#references-0").get_by_text("More fields").click()
    page.locator("#related-0").get_by_label("Delete").check()
    assert objections(page) == []


def test_new_form_is_accessible(open_page: Opener, reviewer: Any) -> None:
    page = open_page(by=reviewer, viewport=PHONE)
    page.goto("/admin/articles/article/add/")
    for what in ("a section", "a reference", "an image", "a related article"):
        add(page, what)
    assert objections(page) == []


def test_form_with_errors_is_accessible(desk: Page, article: Article) -> None:
    desk.goto(address(article))
    markup(desk, "sections-0-body").fill('<p><cite data-ref="nothing"></cite> <a data-article="atlantis">A</a></p>')
    desk.locator("#references-0").get_by_label("Delete").check()
    save(desk, "Wrong")
    desk.locator("#references-0 .errornote").wait_for()
    assert objections(desk) == []


def test_saved_form_with_warnings_is_accessible(desk: Page, article: Article) -> None:
    desk.goto(address(article))
    markup(desk, "lead").fill('<p>See <a data-article="atlantis">Atlantis</a>.</p>')
    save(desk, "Link")
    desk.locator(".messagelist .warning").wait_for()
    assert objections(desk) == []
