"""What the checks found is seen where it stands, dismissed for a reason, and comes back when the words change."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import checking, editing, growth, revisions
from articles.content.snapshot import Section, Snapshot
from articles.models import Article, Dismissal, Finding

from .conftest import DESKTOP, PHONE, Opener
from .desk import address, markup, save, text
from .test_accessibility import objections

pytestmark = pytest.mark.browser

REPORT = "/admin/articles/article/checks/"
SAID = "It is a very large city."


@pytest.fixture
def snapshot(snapshot: Snapshot) -> Snapshot:
    """The small article, with one statement that has no source among those that have one."""
    history, today = snapshot.sections
    return replace(snapshot, sections=(history, replace(today, body=f"{history.body}<p>{SAID}</p>")))


@pytest.fixture
def many(article: Article, reviewer: Any) -> Article:
    """The small article, with more findings in one section than are shown at once."""
    body = "".join(f"<p>It has {number} districts in it.</p>" for number in range(6))
    wanted = replace(revisions.working_copy(article), sections=(Section(key="all", heading="All", body=body),))
    editing.replace(article, wanted, by=reviewer, summary="Many")
    return article


def test_finding_is_seen_dismissed_and_back_when_its_words_change(desk: Page, article: Article) -> None:
    desk.goto(address(article))
    section = desk.locator("#sections-1")
    outline = desk.locator("#desk-outline li", has_text="Today")
    expect(outline.locator(".desk-found")).to_have_text("1 finding")
    found = section.locator(".check")
    expect(found.locator("summary")).to_contain_text(SAID)
    found.locator("summary").click()
    expect(found.locator(".check-words")).to_contain_text("No source is cited for")
    found.get_by_role("button", name="Show in the text").click()
    expect(text(desk, "sections-1-body")).to_be_focused()
    assert desk.evaluate("getSelection().toString()") == SAID
    found.get_by_role("link", name="Dismiss").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="Dismiss").click()
    expect(dialog.get_by_label("Why this may stay as it is")).to_be_focused()
    dialog.get_by_label("Why this may stay as it is").fill("Everybody can see it")
    desk.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(section.locator(".checks-dismissed > summary")).to_be_focused()
    expect(outline.locator(".desk-found")).to_have_count(0)
    desk.reload()
    section.locator(".checks-dismissed > summary").click()
    section.locator(".checks-dismissed .check summary").click()
    expect(section.locator(".check-why")).to_have_text("Dismissed by Rev: Everybody can see it")
    markup(desk, "sections-1-body").fill("<p>It is a very, very large city.</p>")
    save(desk, "Larger", button="Save and go on editing")
    expect(desk.locator("#sections-1 .check:not(.checks-dismissed *) summary")).to_contain_text("very, very large")
    expect(outline.locator(".desk-found")).to_have_text("1 finding")


def test_nothing_is_typed_by_dismissing(desk: Page, article: Article) -> None:
    desk.goto(address(article))
    found = desk.locator("#sections-1 .check")
    found.locator("summary").click()
    found.get_by_role("link", name="Dismiss").click()
    desk.get_by_label("Why this may stay as it is").fill("Known")
    desk.get_by_role("dialog").get_by_role("button", name="Dismiss").click()
    expect(desk.get_by_role("dialog")).to_have_count(0)
    # A form in which something is typed asks before it is left.
    desk.goto(REPORT)
    expect(desk.get_by_role("heading", name="Checks", level=1)).to_be_visible()
    assert Dismissal.objects.get().reason == "Known"


def test_dismissal_is_lifted_in_place_by_keyboard(desk: Page, many: Article, reviewer: Any) -> None:
    found = Finding.objects.filter(article=many, check_name="claim-without-source")[2]
    checking.dismiss(found, by=reviewer, reason="Known")
    desk.goto(f"{address(many)}#finding_{found.fingerprint}")
    line = desk.locator(f"#finding_{found.fingerprint}")
    expect(line.locator("summary")).to_be_focused()
    expect(line.locator(".check-words")).to_be_visible()
    line.get_by_role("link", name="Lift").press("Enter")
    expect(desk.locator("#sections-0 .checks-fold:not(.checks-dismissed) .checks-count")).to_have_text("6 findings")
    expect(desk.locator("#sections-0 .checks-dismissed")).to_be_hidden()
    assert not Dismissal.objects.exists()


def test_finding_is_dismissed_without_javascript(open_page: Opener, reviewer: Any, many: Article) -> None:
    page = open_page(by=reviewer, java_script_enabled=False)
    page.goto(f"{REPORT}?check=claim-without-source&title=Minsk")
    page.get_by_role("link", name="All", exact=True).first.click()
    assert "#finding_" in page.url
    # The browser unfolds what holds the place that an address names.
    line = page.locator(".check:target")
    line.locator("summary").click()
    line.get_by_role("link", name="Dismiss").click()
    page.get_by_label("Why this may stay as it is").fill("Known")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".messagelist")).to_contain_text("Dismissed.")
    page.goto(f"{REPORT}?state=dismissed")
    expect(page.locator(".found-why")).to_contain_text("Dismissed by Rev: Known")
    page.get_by_role("button", name="Lift").click()
    expect(page.locator(".messagelist")).to_contain_text("It stands again.")
    assert not Dismissal.objects.exists()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_desk_of_numbers_is_accessible(
    open_page: Opener, administrator: Any, many: Article, viewport: dict[str, int]
) -> None:
    found = Finding.objects.filter(article=many, check_name="claim-without-source")
    checking.dismiss(found[0], by=administrator, reason="Known")
    for day in (1, 8):
        checking.tally(revisions.newest(many).at.date().replace(day=day))
    growth.count(revisions.newest(many).at.date())
    page = open_page(by=administrator, viewport=viewport)
    one = f"/admin/articles/article/{many.pk}/findings/{found[1].fingerprint}/"
    for path in ("/admin/", REPORT, f"{REPORT}?state=dismissed", f"{REPORT}?check=claim-without-source", one):
        page.goto(path)
        for summary in page.locator(".chart-table summary").all():
            summary.click()
        assert (path, objections(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_form_with_findings_is_accessible(open_page: Opener, reviewer: Any, many: Article) -> None:
    checking.dismiss(Finding.objects.filter(article=many)[0], by=reviewer, reason="Known")
    page = open_page(by=reviewer)
    page.goto(address(many))
    for summary in page.locator(".checks-fold > summary").all():
        if summary.is_visible():
            summary.click()
    page.locator(".check summary").first.click()
    assert objections(page) == []
    page.locator(".check [data-decide]").first.click()
    assert objections(page, within="dialog") == []
