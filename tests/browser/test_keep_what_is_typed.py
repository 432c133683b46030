"""The tab is killed while someone types: what was typed is offered again, brought back and saved."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Error, Page, expect

from articles import editing, revisions
from articles.content.snapshot import Section
from articles.models import Article
from tests.conftest import person

from .conftest import PATIENCE, PHONE, Opener
from .desk import add, address, field, read, save
from .test_accessibility import objections

pytestmark = pytest.mark.browser

# What the fields of all kept forms say; nothing before the page has opened its shelf.
SHELF = """async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === "desk")) return null;
  const open = indexedDB.open("desk");
  await new Promise((resolve) => { open.onsuccess = resolve; });
  const all = open.result.transaction("fields").objectStore("fields").getAll();
  await new Promise((resolve) => { all.onsuccess = resolve; });
  open.result.close();
  return JSON.stringify(all.result);
}"""
AGE = """async (milliseconds) => {
  const open = indexedDB.open("desk");
  await new Promise((resolve) => { open.onsuccess = resolve; });
  const heads = open.result.transaction("heads", "readwrite").objectStore("heads");
  const all = heads.getAll();
  await new Promise((resolve) => { all.onsuccess = resolve; });
  for (const head of all.result) heads.put({ ...head, at: head.at - milliseconds });
  await new Promise((resolve) => { heads.transaction.oncomplete = resolve; });
  open.result.close();
}"""
NO_SHELF = """Object.defineProperty(window, "indexedDB", {
  get() { throw new DOMException("", "SecurityError"); },
})"""
NEW = "/admin/articles/article/add/"


def kept(page: Page, words: str) -> None:
    """Wait until these words are kept in the browser."""
    await_shelf(page, lambda shelf: words in shelf)


def nothing_kept(page: Page) -> None:
    """Wait until nothing is kept in the browser."""
    await_shelf(page, lambda shelf: shelf == "[]")


def await_shelf(page: Page, wanted: Callable[[str], bool]) -> None:
    for _ in range(PATIENCE // 50):
        shelf = page.evaluate(SHELF)
        if shelf is not None and wanted(shelf):
            return
        page.wait_for_timeout(50)
    raise AssertionError(shelf)


def kill(page: Page) -> None:
    """Let the page die without a word: no unload, no timer, no transaction that was not there before."""
    with page.expect_event("crash"), pytest.raises(Error):
        page.goto("chrome://crash")


def offered(page: Page) -> Any:
    return page.locator(".desk-kept")


def bring_back(page: Page) -> None:
    offered(page).get_by_role("button", name="Bring it back").click()
    expect(offered(page)).to_contain_text("It is not saved yet.")


def write(page: Page, words: str) -> None:
    """Type at the end of the lead's first paragraph."""
    text = page.locator(".field-lead .ProseMirror")
    text.locator("p").first.click()
    page.keyboard.press("End")
    page.keyboard.type(words)


@pytest.fixture
def killed(open_page: Opener, desk: Page, article: Article) -> Page:
    """A new tab on the form whose first tab was killed: the lead, the title and the summary were being typed."""
    desk.goto(address(article))
    write(desk, " Typed at length.")
    field(desk, "title").fill("Minsk, the city")
    field(desk, "summary").fill("My summary")
    kept(desk, "My summary")
    kill(desk)
    page = open_page(beside=desk)
    page.goto(address(article))
    return page


def test_what_was_typed_is_offered_and_saved(killed: Page, article: Article) -> None:
    expect(offered(killed)).to_contain_text("What you typed on")
    expect(offered(killed)).to_contain_text("was not saved.")
    expect(field(killed, "title")).to_have_value("Minsk")
    bring_back(killed)
    expect(offered(killed)).to_be_focused()
    expect(field(killed, "title")).to_have_value("Minsk, the city")
    expect(field(killed, "summary")).to_have_value("My summary")
    expect(killed.locator(".field-lead .ProseMirror")).to_contain_text("Typed at length.")
    killed.get_by_role("button", name="Save and publish").click()
    killed.wait_for_url("**/wiki/**")
    now = revisions.working_copy(article)
    assert (now.title, revisions.newest(article).number) == ("Minsk, the city", 2)
    assert "Typed at length." in now.lead


def test_what_was_saved_is_not_offered(killed: Page, article: Article) -> None:
    bring_back(killed)
    killed.get_by_role("button", name="Save and publish").click()
    killed.wait_for_url("**/wiki/**")
    killed.goto(address(article))
    nothing_kept(killed)
    expect(offered(killed)).to_have_count(0)


def test_going_back_after_saving_offers_nothing(desk: Page, article: Article) -> None:
    desk.goto(address(article))
    field(desk, "title").fill("Minsk, the city")
    kept(desk, "Minsk, the city")
    save(desk, "Title")
    desk.wait_for_url("**/wiki/**")
    desk.go_back()
    nothing_kept(desk)
    expect(field(desk, "title")).to_have_value("Minsk, the city")
    expect(offered(desk)).to_have_count(0)


def test_what_differs_is_shown_before_it_is_brought_back(killed: Page) -> None:
    offered(killed).get_by_text("What differs").click()
    expect(offered(killed).locator(".desk-differing-place")).to_have_text(["Title", "Lead", "Summary of this edit"])
    title = offered(killed).get_by_role("group", name="Title")
    expect(title.locator("pre")).to_have_text(["Minsk, the city", "Minsk"])
    expect(offered(killed).get_by_role("group", name="Lead").locator("pre")).to_have_text(
        ["Minsk is a city. Typed at length.", "Minsk is a city."]
    )


def test_rows_come_back_as_they_were(desk: Page, open_page: Opener, article: Article) -> None:
    desk.goto(address(article))
    add(desk, "a section")
    field(desk, "sections-2-heading").fill("Sights")
    field(desk, "sections-2-level").select_option("3")
    for _ in range(2):
        desk.locator("#sections-2").get_by_role("button", name="Move up").click()
    desk.locator("#sections-1").get_by_label("Delete").check()
    desk.locator("#references-0").get_by_label("Delete").check()
    add(desk, "a reference")
    desk.locator("#references-2 [data-name='title']").fill("A Guide")
    add(desk, "a related article")
    field(desk, "related-0-slug").fill("belarus")
    field(desk, "minor").check()
    kept(desk, "belarus")
    kill(desk)
    page = open_page(beside=desk)
    page.goto(address(article))
    bring_back(page)
    expect(page.locator("#part-sections .desk-list > .desk-row")).to_have_count(3)
    shown = page.locator("#part-sections .desk-list > .desk-row").evaluate_all("rows => rows.map((row) => row.id)")
    assert shown == ["sections-2", "sections-0", "sections-1"]
    expect(field(page, "sections-2-heading")).to_have_value("Sights")
    expect(field(page, "sections-2-level")).to_have_value("3")
    expect(page.locator("#desk-outline a")).to_have_text(["Sights", "History"])
    expect(page.locator("#references-2 .source-printed")).to_contain_text("A Guide")
    for row in ("sections-1", "references-0"):
        expect(page.locator(f"#{row}.is-deleted")).to_be_visible()
    expect(field(page, "minor")).to_be_checked()
    page.locator("#references-0").get_by_label("Delete").uncheck()
    save(page, "All of it")
    page.wait_for_url("**/admin/**/change/")
    now = revisions.working_copy(article)
    assert [(section.heading, section.level) for section in now.sections] == [("Sights", 3), ("History", 2)]
    assert [reference.title for reference in now.references] == ["An Atlas", "", "A Guide"]
    assert now.related == ("belarus",)


def test_discarded_words_are_gone_unless_one_thinks_again(killed: Page, article: Article) -> None:
    offered(killed).get_by_role("button", name="Discard").click()
    expect(offered(killed)).to_contain_text("It is discarded.")
    offered(killed).get_by_role("button", name="Do not discard it").click()
    expect(offered(killed)).to_be_focused()
    kept(killed, "My summary")
    offered(killed).get_by_role("button", name="Discard").click()
    nothing_kept(killed)
    killed.goto(address(article))
    expect(killed.locator(".desk-ready")).to_be_visible()
    assert offered(killed).count() == 0


def test_lost_session_loses_no_word(desk: Page, article: Article, reviewer: Any) -> None:
    desk.goto(address(article))
    write(desk, " Typed at length.")
    Session.objects.all().delete()
    save(desk, "After the session")
    desk.wait_for_url("**/admin/login/**")
    assert revisions.newest(article).number == 1
    log_in(desk, reviewer)
    bring_back(desk)
    desk.get_by_role("button", name="Save and publish").click()
    desk.wait_for_url("**/wiki/**")
    assert "Typed at length." in revisions.working_copy(article).lead
    assert revisions.newest(article).summary == "After the session"


def log_in(page: Page, by: Any) -> None:
    field(page, "username").fill(by.username)
    field(page, "password").fill("pw")
    page.get_by_role("button", name="Log in").click()


def test_words_typed_over_an_older_revision_are_merged(killed: Page, article: Article) -> None:
    theirs(article, heading="The past")
    killed.reload()
    expect(offered(killed)).to_contain_text("You typed it over revision 1; saving will merge it with revision 2.")
    bring_back(killed)
    expect(field(killed, "base")).to_have_value("1")
    killed.get_by_role("button", name="Save and publish").click()
    killed.wait_for_url("**/wiki/**")
    now = revisions.working_copy(article)
    assert (now.title, now.sections[0].heading) == ("Minsk, the city", "The past")
    assert [section.key for section in now.sections] == ["new", "history", "today"]
    assert "Typed at length." in now.lead


def test_words_that_clash_with_a_later_revision_are_asked_about(killed: Page, article: Article) -> None:
    theirs(article, lead='<p>Minsk is a large city.<cite data-ref="atlas"></cite></p>')
    killed.reload()
    bring_back(killed)
    killed.get_by_role("button", name="Save and publish").click()
    expect(killed.locator(".question ins").filter(has_text="Typed at length.")).to_have_count(1)
    expect(killed.locator(".question ins").filter(has_text="large")).to_have_count(1)
    killed.get_by_role("button", name="Go on editing in the form").click()
    expect(field(killed, "lead")).to_have_value(re.compile("large.*Typed at length", re.DOTALL))
    expect(offered(killed)).to_have_count(0)
    assert revisions.newest(article).number == 2


def theirs(article: Article, **changes: Any) -> None:
    """Let someone else save the article with another lead, or with a section more before the others."""
    now = revisions.working_copy(article)
    if heading := changes.pop("heading", ""):
        now = replace(now, sections=(Section(key="new", heading=heading, body="<p>Theirs.</p>"), *now.sections))
    editing.replace(article, replace(now, **changes), by=person("una", "Reviewer"), summary="Theirs")


def test_new_article_is_offered_by_its_title(desk: Page, open_page: Opener) -> None:
    desk.goto(NEW)
    field(desk, "title").fill("Grodno Region")
    add(desk, "a section")
    field(desk, "sections-0-heading").fill("Rivers")
    kept(desk, "Rivers")
    kill(desk)
    page = open_page(beside=desk)
    page.goto(NEW)
    expect(offered(page)).to_contain_text("“Grodno Region”")
    bring_back(page)
    save(page, "Start")
    read(page)
    page.wait_for_url("**/wiki/grodno-region/")
    assert [s.heading for s in revisions.working_copy(Article.objects.get(slug="grodno-region")).sections] == ["Rivers"]
    page.goto(NEW)
    nothing_kept(page)
    expect(offered(page)).to_have_count(0)


def test_form_with_errors_goes_on_being_kept(desk: Page, open_page: Opener, article: Article) -> None:
    desk.goto(address(article))
    field(desk, "title").fill("Minsk, the city")
    desk.get_by_role("button", name="Save and publish").click()
    expect(desk.get_by_role("alert")).to_contain_text("Nothing is saved yet")
    expect(offered(desk)).to_have_count(0)
    field(desk, "categories").fill("Cities")
    kept(desk, "Cities")
    kill(desk)
    page = open_page(beside=desk)
    page.goto(address(article))
    bring_back(page)
    expect(field(page, "title")).to_have_value("Minsk, the city")
    expect(field(page, "categories")).to_have_value("Cities")
    save(page, "Both", button="Save and go on editing")
    expect(page.locator(".messagelist")).to_contain_text("Saved as revision 2")
    nothing_kept(page)
    expect(offered(page)).to_have_count(0)


def test_two_tabs_do_not_overwrite_each_other(desk: Page, open_page: Opener, article: Article) -> None:
    other = open_page(beside=desk)
    for page, title in ((desk, "First"), (other, "Second")):
        page.bring_to_front()
        page.goto(address(article))
        field(page, "title").fill(title)
        kept(page, title)
    third = open_page(beside=desk)
    third.goto(address(article))
    kept(third, "First")
    kept(third, "Second")
    kill(other)
    third.reload()
    offered(third).get_by_text("What differs").click()
    expect(offered(third).get_by_role("group", name="Title").locator("pre").first).to_have_text("Second")
    kill(desk)
    bring_back(third)
    expect(field(third, "title")).to_have_value("Second")
    last = open_page(beside=desk)
    last.goto(address(article))
    bring_back(last)
    expect(field(last, "title")).to_have_value("First")


def test_living_tab_is_not_offered(desk: Page, open_page: Opener, article: Article) -> None:
    desk.goto(address(article))
    field(desk, "title").fill("Living")
    kept(desk, "Living")
    other = open_page(beside=desk)
    other.goto(address(article))
    field(other, "title").fill("Other")
    kept(other, "Other")
    assert offered(other).count() == 0


def test_what_is_typed_back_is_not_kept(desk: Page, article: Article) -> None:
    desk.goto(address(article))
    field(desk, "title").fill("Minsk, the city")
    kept(desk, "Minsk, the city")
    field(desk, "title").fill("Minsk")
    nothing_kept(desk)


def test_leaving_the_page_keeps_the_last_words(desk: Page, article: Article) -> None:
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.goto(address(article))
    field(desk, "title").fill("At leisure")
    kept(desk, "At leisure")
    field(desk, "title").fill("In haste")
    desk.goto("/admin/")
    desk.goto(address(article))
    bring_back(desk)
    expect(field(desk, "title")).to_have_value("In haste")


def test_old_words_are_forgotten(killed: Page, article: Article) -> None:
    killed.evaluate(AGE, timedelta(days=29) / timedelta(milliseconds=1))
    killed.reload()
    expect(offered(killed)).to_be_visible()
    killed.evaluate(AGE, timedelta(days=2) / timedelta(milliseconds=1))
    killed.reload()
    nothing_kept(killed)
    assert offered(killed).count() == 0


def test_logging_out_forgets(killed: Page) -> None:
    killed.get_by_role("button", name="Log out").click()
    expect(killed.get_by_text("Thanks for spending some quality time")).to_be_visible()
    assert killed.evaluate(SHELF) == "[]"


def test_words_of_one_person_are_not_offered_to_another(killed: Page, article: Article) -> None:
    expect(offered(killed)).to_be_visible()
    killed.context.clear_cookies()
    una = person("una", "Reviewer")
    killed.goto(address(article))
    log_in(killed, una)
    field(killed, "title").fill("Hers")
    kept(killed, "Hers")
    assert offered(killed).count() == 0
    killed.get_by_role("button", name="Log out").click()
    expect(killed.get_by_text("Thanks for spending some quality time")).to_be_visible()
    assert "Minsk, the city" in killed.evaluate(SHELF)
    assert "Hers" not in killed.evaluate(SHELF)


def test_browser_without_storage_is_not_bothered(desk: Page, article: Article) -> None:
    desk.add_init_script(NO_SHELF)
    desk.goto(address(article))
    field(desk, "title").fill("Minsk, the city")
    save(desk, "Title")
    desk.wait_for_url("**/wiki/**")
    assert revisions.working_copy(article).title == "Minsk, the city"


def test_full_browser_is_told_of(desk: Page, article: Article) -> None:
    desk.add_init_script("IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }")
    desk.goto(address(article))
    field(desk, "title").fill("Minsk, the city")
    expect(desk.get_by_role("alert")).to_have_text("This browser has no room left to keep what you type. Save often.")
    save(desk, "Title")
    desk.wait_for_url("**/wiki/**")


@pytest.mark.parametrize("viewport", [PHONE, None], ids=["phone", "desk"])
def test_offer_is_accessible(killed: Page, viewport: Any) -> None:
    if viewport:
        killed.set_viewport_size(viewport)
    offered(killed).get_by_text("What differs").click()
    expect(offered(killed).get_by_role("group", name="Title")).to_be_visible()
    assert objections(killed) == []
    bring_back(killed)
    assert objections(killed) == []


def test_offer_is_taken_by_keyboard(killed: Page) -> None:
    band = killed.get_by_role("region", name="was not saved")
    band.focus()
    killed.keyboard.press("Tab")
    expect(band.locator("summary")).to_be_focused()
    killed.keyboard.press("Tab")
    killed.keyboard.press("Enter")
    expect(field(killed, "title")).to_have_value("Minsk, the city")
