"""Two revisions are compared: side by side or in one text, from change to change by keyboard, without colour."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import editing, revisions
from articles.content.snapshot import Section
from articles.models import Article, Publication, Revision

from .conftest import Opener

pytestmark = pytest.mark.browser

ADDRESS = "/wiki/belarus-myanmar-relations/"


@pytest.fixture
def reworked(article: Article, reviewer: Any) -> None:
    """A second revision with a paragraph moved and changed, one split, a citation turned, a table row added."""
    moved = "<p>A direct flight between the two capitals was announced at the {} of that year.</p>"
    table = "<table><tr><td>2010</td><td>12</td></tr>{}</table>"
    together = "<p>Trade grew from almost nothing to a few millions. The rest was never counted by anybody.</p>"
    apart = "<p>Trade grew from almost nothing to a few millions.</p><p>The rest was never counted by anybody.</p>"
    cite = '<p>The embassy was opened in spring.<cite data-ref="{}"></cite></p>'
    first = replace(
        revisions.working_copy(article),
        sections=(
            Section(key="history", heading="History", body=moved.format("end") + together + cite.format("atlas")),
            Section(key="today", heading="Today", body=table.format("")),
        ),
    )
    editing.replace(article, first, by=reviewer, summary="Write")
    second = replace(
        first,
        sections=(
            Section(key="history", heading="The past", body=apart + cite.format("chronicle")),
            Section(
                key="today",
                heading="Today",
                body=table.format("<tr><td>2011</td><td>14</td></tr>") + moved.format("beginning"),
            ),
        ),
    )
    editing.replace(article, second, by=reviewer, summary="Rework")


def test_changes_are_told_in_words(page: Page, reworked: None) -> None:
    page.goto("/wiki/minsk/compare/2...3/")
    told = [" ".join(text.split()) for text in page.locator(".change h3").all_inner_texts()]
    assert told == [
        "± Heading changed",
        "→ Paragraph moved away, to “Today” see it there",
        "¶ Paragraph split",
        "± Paragraph changed, citation changed: An Atlas → https://example.org/chronicle",
        "± Table changed, 2 words added, 1 row added",
        "→ Paragraph moved here, from “History”, 1 word removed, 1 word added where it was",
    ]


def test_outline_leads_to_each_part(page: Page, reworked: None) -> None:
    page.goto("/wiki/minsk/compare/2...3/")
    outline = page.locator(".changes-outline")
    expect(outline.get_by_role("heading")).to_contain_text("2 parts changed")
    outline.get_by_role("link", name="Section Today").click()
    expect(page.locator("#change_section_today")).to_be_in_viewport()
    page.get_by_role("link", name="where it was").click()
    expect(page.locator("#was_history_0")).to_be_in_viewport()


def test_views_are_one_click_apart(page: Page, reworked: None) -> None:
    page.goto("/wiki/minsk/compare/2...3/")
    expect(page.locator(".version.old").first).to_be_visible()
    page.get_by_role("link", name="In one text").click()
    expect(page.locator(".version.old")).to_have_count(0)
    expect(page.locator(".change ins").first).to_be_visible()
    expect(page.locator(".change del").first).to_be_visible()
    page.get_by_role("link", name="Side by side").click()
    expect(page.locator(".version.old").first).to_be_visible()


def test_keys_go_from_change_to_change(page: Page, reworked: None) -> None:
    page.goto("/wiki/minsk/compare/2...3/")
    changes = page.locator(".change")
    page.keyboard.press("n")
    expect(changes.nth(0)).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(changes.nth(2)).to_be_focused()
    page.keyboard.press("p")
    expect(changes.nth(1)).to_be_focused()
    page.locator("#site-q").press_sequentially("np")
    expect(page.locator("#site-q")).to_have_value("np")


def test_neighbours_are_one_step_away(page: Page) -> None:
    page.goto(f"{ADDRESS}compare/4...5/?view=inline")
    page.get_by_role("link", name="Revisions 5 and 6").click()
    expect(page.locator(".short-description")).to_have_text("What changed from revision 5 to revision 6")
    expect(page.get_by_role("link", name="In one text")).to_have_attribute("aria-current", "true")
    page.goto(f"{ADDRESS}compare/8...9/")
    expect(page.locator(".steps [rel=next]")).to_have_count(0)


def test_unchanged_passages_are_folded(page: Page) -> None:
    page.goto(f"{ADDRESS}compare/8...9/")
    fold = page.locator(".fold").first
    expect(fold.locator(".version")).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator(".version")).to_be_visible()


def test_marks_are_told_to_those_who_listen(page: Page, reworked: None) -> None:
    page.goto("/wiki/minsk/compare/2...3/?view=inline")
    assert page.locator("del .unseen").first.inner_text().strip() == "removed:"
    assert page.locator("ins .unseen").first.inner_text().strip() == "added:"


def test_reader_is_offered_what_changed_since(page: Page, belarus: Article, reviewer: Any) -> None:
    page.goto(ADDRESS)
    expect(page.locator(".since-read")).to_be_hidden()
    now = revisions.working_copy(belarus)
    editing.replace(belarus, replace(now, lead=f"{now.lead}<p>More.</p>"), by=reviewer, summary="More")
    page.goto(f"{ADDRESS}history/")
    page.get_by_role("link", name="Everything since I last read it").click()
    expect(page.locator(".short-description")).to_have_text("What changed from revision 9 to revision 10")
    page.goto(ADDRESS)
    page.goto(ADDRESS)
    expect(page.locator(".since-read")).to_be_hidden()


def test_slider_leads_through_the_past(page: Page) -> None:
    page.goto(f"{ADDRESS}revisions/4/")
    slider = page.get_by_role("slider", name="Go to another revision")
    expect(slider).to_have_value("3")
    slider.focus()
    for number in (5, 6, 7):
        page.keyboard.press("ArrowRight")
        expect(page.locator(".time a")).to_contain_text(f"{number} · ")
    expect(page).to_have_url(re.compile(r"/revisions/4/$"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/revisions/7/$"))


def test_slider_writes_dates_as_the_page_does(open_page: Opener, belarus: Article, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Yangon"
    page = open_page(timezone_id="America/New_York")
    last = belarus.publications.latest("pk")
    Publication.objects.filter(pk=last.pk).update(at=datetime(2024, 2, 28, 18, 0, tzinfo=UTC))
    Revision.objects.filter(publications=last).update(at=datetime(2024, 2, 28, 18, 0, tzinfo=UTC))
    page.goto(f"{ADDRESS}revisions/9/")
    expect(page.locator(".band time").first).to_have_text("29 February 2024, 00:30")
    expect(page.locator(".time a")).to_have_text("9 · 29 February 2024")


def test_slider_that_is_let_go_leads_to_its_revision(page: Page) -> None:
    page.goto(f"{ADDRESS}revisions/4/")
    box = page.get_by_role("slider", name="Go to another revision").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2, steps=4)
    expect(page).to_have_url(re.compile(r"/revisions/4/$"))
    page.mouse.up()
    expect(page).not_to_have_url(re.compile(r"/revisions/4/$"))


def test_day_leads_to_what_stood_then(page: Page) -> None:
    page.goto(f"{ADDRESS}revisions/9/")
    page.get_by_label("As it stood on").fill("2021-12-31")
    page.locator(".time").get_by_role("button", name="Go").click()
    expect(page).to_have_url(page.url.partition("/wiki/")[0] + f"{ADDRESS}revisions/3/")


def test_passage_tells_who_wrote_it(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_role("link", name="Who wrote this").click()
    passage = page.locator(".stretch", has_text="Under Than Shwe").first
    passage.focus()
    panel = page.locator("#panel")
    for words in ("Revision 2", "Mya Thandar", "Add a history section", "[2] https://digitallibrary.un.org"):
        expect(panel).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    passage.hover()
    expect(panel).to_contain_text("14 August 2021")
    passage.click()
    expect(page.locator("#revision_2")).to_be_in_viewport()


def test_without_javascript_passages_tell_the_same(open_page: Opener) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{ADDRESS}authors/")
    passage = page.locator(".stretch", has_text="Under Than Shwe").first
    told = passage.get_attribute("title") or ""
    assert told.startswith("Mya Thandar, 14 August 2021: Add a history section")
    assert told.endswith("sources: [2] [3]")
    passage.click()
    expect(page.locator("#revision_2")).to_be_in_viewport()


def test_revision_is_restored_from_the_history(desk: Page, belarus: Article) -> None:
    desk.goto(f"{ADDRESS}history/")
    desk.locator("#revision_3").get_by_role("link", name="Restore").click()
    expect(desk.get_by_role("heading", name="What this would change")).to_be_visible()
    desk.get_by_role("button", name="Restore the whole article").click()
    expect(desk.get_by_text("Saved as revision 10. Readers see it now.")).to_be_visible()
    expect(desk.locator("#revision_10")).to_contain_text("restored from 3")
    desk.goto(ADDRESS)
    expect(desk.get_by_role("heading", name="Since the Russian invasion")).to_have_count(0)


def test_revision_is_undone_where_it_was_changed_again(desk: Page, belarus: Article) -> None:
    desk.goto(f"{ADDRESS}history/")
    desk.locator("#revision_3").get_by_role("link", name="Undo").click()
    expect(desk.get_by_role("heading", name="Changed again since")).to_be_visible()
    places = desk.locator(".choices fieldset")
    for place in places.all():
        place.get_by_label("As it is now").check()
    desk.get_by_role("button", name="Undo revision 3").click()
    expect(desk.get_by_text("Saved as revision 10. Readers see it now.")).to_be_visible()
    assert "flag" not in str(revisions.working_copy(belarus).images)
    assert "justice-for-myanmar" in {each.key for each in revisions.working_copy(belarus).references}
