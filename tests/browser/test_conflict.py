"""Two people edit one article: what does not touch is merged, what does is asked about, no word is lost."""

import re
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from articles import editing, revisions
from articles.content.snapshot import Reference, Snapshot
from articles.models import Article
from tests.conftest import person

from .conftest import PHONE, Opener
from .desk import add, address, field, markup, save, source
from .editor import after, button, notice, paste, press, select
from .test_accessibility import objections

pytestmark = pytest.mark.browser

THEIRS, MINE = "<p>Theirs stands here.</p>", "<p>Mine stands here.</p>"


@pytest.fixture
def una(db: None) -> Any:
    """Who saves first."""
    return person("una", "Reviewer")


@pytest.fixture
def other(open_page: Opener, una: Any, article: Article) -> Page:
    """The window of a second reviewer, who opened the form at the same time."""
    page = open_page(by=una)
    page.goto(address(article))
    return page


@pytest.fixture
def form(desk: Page, article: Article) -> Page:
    """The form of the small article, in the first reviewer's window."""
    desk.goto(address(article))
    return desk


def saved(page: Page, summary: str) -> None:
    """Save and see the article."""
    save(page, summary)
    page.wait_for_url("**/wiki/**")


def meet(page: Page, summary: str = "Mine") -> None:
    """Save and see the page that asks."""
    with page.expect_response(lambda answer: answer.request.is_navigation_request()) as answer:
        save(page, summary)
    assert answer.value.status == 409
    page.get_by_role("heading", name="Edit conflict").wait_for()


def question(page: Page, where: str) -> Locator:
    """Return the place that is asked about."""
    return page.get_by_role("group").filter(has=page.locator(".where", has_text=where))


def anew(page: Page) -> Locator:
    """Return the editor in which a passage is written anew, once it is alive over its text area."""
    return page.locator(".ProseMirror").and_(page.get_by_role("textbox", name="Write it anew"))


def go(page: Page) -> None:
    page.get_by_role("button", name="Save with these choices").click()


# What merges ----------------------------------------------------------------------------------------------------


def test_edits_of_two_places_are_merged(form: Page, other: Page, article: Article) -> None:
    markup(other, "sections-0-body").fill(THEIRS)
    for row in ("references-1", "sections-1"):
        other.locator(f"#{row}").get_by_label("Delete").check()
    saved(other, "Theirs")
    markup(form, "lead").fill(MINE)
    saved(form, "Mine")
    expect(form.locator(".lead")).to_have_text("Mine stands here.")
    expect(form.locator("#section_history")).to_contain_text("Theirs stands here.")
    now = revisions.working_copy(article)
    assert [section.key for section in now.sections] == ["history"]
    assert [reference.key for reference in now.references] == ["atlas"]
    assert revisions.newest(article).number == 3


def test_edits_of_two_paragraphs_are_merged(
    desk: Page, other: Page, article: Article, reviewer: Any, snapshot: Snapshot
) -> None:
    editing.replace(article, replace(snapshot, lead="<p>One.</p><p>Two.</p>"), by=reviewer, summary="Two paragraphs")
    for window in (desk, other):
        window.goto(address(article))
    markup(other, "lead").fill("<p>One, theirs.</p><p>Two.</p>")
    saved(other, "Theirs")
    markup(desk, "lead").fill("<p>One.</p><p>Two, mine.</p>")
    saved(desk, "Mine")
    expect(desk.locator(".lead p")).to_have_text(["One, theirs.", "Two, mine."])


def test_one_address_added_twice_is_one_reference(form: Page, article: Article, una: Any, snapshot: Snapshot) -> None:
    report = Reference(key="theirs", url="https://example.org/report", publisher="A press")
    theirs = replace(snapshot, references=(*snapshot.references, report))
    editing.replace(article, theirs, by=una, summary="Theirs")
    add(form, "a reference")
    source(form, "references-2", "url").fill("http://www.example.org/report/")
    source(form, "references-2", "title").fill("A report")
    key = form.locator("#references-2").get_attribute("data-key")
    assert key != report.key
    markup(form, "lead").fill(f'<p>So it is.<cite data-ref="{key}"></cite></p>')
    meet(form)
    question(form, "URL").get_by_label("Theirs").check()
    go(form)
    form.wait_for_url("**/wiki/**")
    now = revisions.working_copy(article)
    assert now.lead == '<p>So it is.<cite data-ref="theirs"></cite></p>'
    assert now.references[2:] == (replace(report, title="A report"),)


# What is asked about --------------------------------------------------------------------------------------------


@pytest.fixture
def clash(form: Page, article: Article, una: Any, snapshot: Snapshot) -> Page:
    """The first reviewer's window, after both have saved the lead and each of them more."""
    sections = (snapshot.sections[0], replace(snapshot.sections[1], heading="Their heading"))
    editing.replace(article, replace(snapshot, lead=THEIRS, sections=sections), by=una, summary="Theirs first")
    markup(form, "lead").fill(MINE)
    field(form, "categories").fill("My category")
    meet(form, "Mine second")
    form.wait_for_load_state()  # its module hears nothing before
    return form


def test_clash_shows_all_three(clash: Page, article: Article) -> None:
    expect(clash.get_by_role("alert")).to_contain_text("Una saved a revision while you were editing. In 1 place")
    expect(clash.get_by_role("link", name="Revision 2")).to_have_attribute("href", "/wiki/minsk/revisions/2/")
    place = question(clash, "Lead, Paragraph 1")
    words = ["Theirs stands here.", "Mine stands here.", "Minsk is a city.[1]"]
    for version, said in zip(place.locator(".version").all(), words, strict=True):
        expect(version).to_contain_text(said)
    assert revisions.newest(article).number == 2


@pytest.mark.parametrize(
    ("choice", "lead"),
    [
        ("Theirs", ["Theirs stands here."]),
        ("Yours", ["Mine stands here."]),
        ("Both, theirs first", ["Theirs stands here.", "Mine stands here."]),
    ],
)
def test_choice_is_saved(clash: Page, article: Article, choice: str, lead: list[str]) -> None:
    expect(clash.locator(".conflict-left")).to_have_text("Still to choose: 1")
    clash.get_by_label(choice, exact=True).check()
    expect(clash.locator(".conflict-left")).to_have_text("All is chosen.")
    go(clash)
    expect(clash.locator(".lead p")).to_have_text(lead)
    expect(clash.get_by_role("heading", name="Their heading")).to_be_visible()
    expect(clash.get_by_role("link", name="My category")).to_be_visible()
    newest = revisions.newest(article)
    assert (newest.number, newest.summary) == (3, "Mine second")


def test_writing_anew_chooses_it(clash: Page) -> None:
    expect(anew(clash)).to_have_text("Mine stands here.")
    anew(clash).fill("Both stand here.")
    expect(clash.get_by_role("radio", name="Write it anew")).to_be_checked()
    go(clash)
    expect(clash.locator(".lead")).to_have_text("Both stand here.")


@pytest.fixture
def sourced(form: Page, article: Article, una: Any, snapshot: Snapshot) -> Page:
    """The page that asks about the lead, which each of two cited with a source of their own."""
    report = Reference(key="report", title="A Report")
    lead = '<p>Theirs.<cite data-ref="report"></cite></p>'
    editing.replace(
        article, replace(snapshot, lead=lead, references=(*snapshot.references, report)), by=una, summary="Theirs"
    )
    add(form, "a reference")
    source(form, "references-2", "title").fill("A Diary")
    key = form.locator("#references-2").get_attribute("data-key")
    markup(form, "lead").fill(f'<p>Mine.<cite data-ref="{key}"></cite></p>')
    meet(form)
    expect(anew(form)).to_be_visible()
    return form


def test_what_is_written_anew_cites_sources_of_both(sourced: Page, article: Article) -> None:
    expect(anew(sourced)).to_have_text("Mine.[2]")
    expect(sourced.locator("#part-references")).to_be_hidden()
    after(sourced, "Mine.", "choice-0-text")
    press(sourced, "Control+Shift+K")
    dialog = sourced.get_by_role("dialog")
    known = ["1.*A Report", "2.*A Diary", "3.*example.org", "4.*An Atlas"]
    expect(dialog.get_by_role("option")).to_have_text([re.compile(rf"^\[{each}") for each in known])
    sourced.keyboard.type("report")
    expect(dialog.get_by_role("option")).to_have_count(1)
    expect(dialog.get_by_role("combobox", name="Find a source of this article")).to_be_focused()
    press(sourced, "Enter")
    expect(anew(sourced)).to_have_text("Mine.[1][2]")
    expect(sourced.get_by_role("radio", name="Write it anew")).to_be_checked()
    assert objections(sourced) == []
    go(sourced)
    sourced.wait_for_url("**/wiki/**")
    now = revisions.working_copy(article)
    assert now.lead == '<p>Mine.<cite data-ref="report"></cite><cite data-ref="source"></cite></p>'
    assert {each.title for each in now.references} >= {"A Report", "A Diary"}


def test_what_is_written_anew_is_linked_and_has_tables(sourced: Page, article: Article) -> None:
    select(sourced, "Mine", "choice-0-text")
    press(sourced, "Control+K")
    sourced.get_by_role("dialog").get_by_role("combobox").fill("today")
    sourced.get_by_role("option", name="Today", exact=True).click()
    expect(anew(sourced).locator("a")).to_have_text("Mine")
    press(sourced, "End")
    button(sourced, "table").click()
    press(sourced, "Enter")
    sourced.keyboard.type("Year")
    go(sourced)
    sourced.wait_for_url("**/wiki/**")
    now = revisions.working_copy(article)
    assert now.lead.startswith('<p><a data-section="today">Mine</a>.<cite')
    assert '<th scope="col">Year</th>' in now.lead


def test_what_is_pasted_there_adds_no_source(sourced: Page, article: Article) -> None:
    after(sourced, "Mine.", "choice-0-text")
    paste(
        sourced,
        '<p>New.<sup><a href="#_ftn1">[1]</a></sup></p><h2>Head</h2>'
        '<p id="_ftn1"><a href="#_ftnref1">[1]</a> A Book.</p>',
    )
    expect(notice(sourced)).to_have_text(re.compile("^One mark of a note was left out"))
    expect(notice(sourced).get_by_role("button", name="Make sections")).to_have_count(0)
    expect(sourced.locator(".anew [data-does='split']")).to_have_count(0)
    button(sourced, "figure").click()
    expect(sourced.get_by_role("dialog", name="Picture")).to_be_visible()
    expect(sourced.locator("#figure-file")).to_have_count(0)


def test_what_is_not_chosen_is_asked_again(clash: Page, article: Article) -> None:
    go(clash)
    expect(clash.locator(".question .error")).to_have_text("Choose what is to stand here.")
    expect(clash.get_by_label("Theirs", exact=True)).to_be_focused()
    assert revisions.newest(article).number == 2
    clash.keyboard.press("ArrowDown")
    expect(clash.get_by_label("Yours", exact=True)).to_be_checked()
    clash.keyboard.press("Enter")
    expect(clash.locator(".lead")).to_have_text("Mine stands here.")


def test_form_goes_on_with_all_of_both(clash: Page, article: Article) -> None:
    clash.get_by_role("button", name="Go on editing in the form").click()
    expect(field(clash, "lead")).to_have_value(f"{THEIRS}\n{MINE}")
    expect(field(clash, "categories")).to_have_value("My category")
    expect(field(clash, "sections-1-heading")).to_have_value("Their heading")
    expect(field(clash, "summary")).to_have_value("Mine second")
    expect(clash.locator(".field-lead .desk-warning")).to_contain_text("Both versions stand here")
    clash.get_by_role("button", name="Save and publish").click()
    expect(clash.locator(".lead")).to_have_text("Theirs stands here.Mine stands here.")
    assert revisions.newest(article).number == 3


def test_third_save_asks_only_what_still_differs(clash: Page, article: Article, una: Any) -> None:
    now = revisions.working_copy(article)
    editing.replace(article, replace(now, lead="<p>Faster again.</p>", title="Mensk"), by=una, summary="Third")
    clash.get_by_label("Yours", exact=True).check()
    go(clash)
    expect(clash.get_by_role("link", name="Revision 3")).to_be_visible()
    place = question(clash, "Lead, Paragraph 1")
    expect(place.locator(".version").first).to_contain_text("Faster again.")
    place.get_by_label("Yours", exact=True).check()
    go(clash)
    expect(clash.get_by_role("heading", level=1)).to_have_text("Mensk")
    expect(clash.locator(".lead")).to_have_text("Mine stands here.")
    assert revisions.newest(article).number == 4


def test_deleting_what_another_edits_is_asked_about(form: Page, article: Article, una: Any, snapshot: Snapshot) -> None:
    sections = (snapshot.sections[0], replace(snapshot.sections[1], body="<p>It is large and growing.</p>"))
    editing.replace(article, replace(snapshot, sections=sections), by=una, summary="Add")
    form.locator("#sections-1").get_by_label("Delete").check()
    meet(form, "Delete")
    place = question(form, "Section Today")
    expect(place.locator("ins")).to_contain_text("and growing")
    expect(place).to_contain_text("You deleted this section.")
    expect(place.get_by_label("Theirs: keep it as they changed it")).not_to_be_checked()
    place.get_by_label("Yours: delete it").check()
    go(form)
    form.wait_for_url("**/wiki/**")
    expect(form.get_by_role("heading", name="Today")).to_have_count(0)


# For everybody --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_conflict_is_settled_on_a_phone(
    open_page: Opener, reviewer: Any, una: Any, article: Article, snapshot: Snapshot, script: bool
) -> None:
    page = open_page(by=reviewer, viewport={**PHONE, "width": 360}, java_script_enabled=script)
    page.goto(address(article))
    editing.replace(article, replace(snapshot, lead=THEIRS, title="Theirs"), by=una, summary="Theirs first")
    markup(page, "lead").fill(MINE)
    field(page, "title").fill("Mine")
    meet(page)
    expect(page.locator(".conflict-left")).to_have_text("Still to choose: 2")
    question(page, "Title").get_by_label("Yours", exact=True).check()
    go(page)
    expect(question(page, "Lead").get_by_label("Theirs", exact=True)).to_be_focused()
    expect(question(page, "Title").get_by_label("Yours", exact=True)).to_be_checked()
    box = page.locator(".conflict").bounding_box()
    assert box
    assert box["x"] + box["width"] <= 360
    question(page, "Lead").get_by_role("radio", name="Write it anew").check()
    writing = anew(page) if script else question(page, "Lead").get_by_role("textbox")
    writing.fill("Both." if script else "<p>Both.</p>")
    go(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mine")
    expect(page.locator(".lead")).to_have_text("Both.")


def test_typed_words_are_not_left_without_a_question(clash: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    clash.on("dialog", stay)
    anew(clash).fill("Typed.")
    clash.get_by_role("link", name="Articles").click(no_wait_after=True)
    expect(anew(clash)).to_have_text("Typed.")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1440, "height": 900}], ids=["phone", "desk"])
def test_conflict_is_accessible(
    open_page: Opener, reviewer: Any, una: Any, article: Article, snapshot: Snapshot, viewport: dict[str, int]
) -> None:
    page = open_page(by=reviewer, viewport=viewport)
    page.goto(address(article))
    sections = (replace(snapshot.sections[0], heading="Theirs"), replace(snapshot.sections[1], body="<p>x</p>" * 60))
    theirs = replace(snapshot, lead=THEIRS, title="Theirs", short_description="Theirs", sections=sections)
    editing.replace(article, theirs, by=una, summary="Theirs first")
    for name in ("title", "short_description", "sections-0-heading"):
        field(page, name).fill("Mine")
    markup(page, "lead").fill(MINE)
    page.locator("#sections-1").get_by_label("Delete").check()
    meet(page)
    assert objections(page) == []
    question(page, "Title").get_by_label("Yours", exact=True).check()
    field(page, "summary").fill("")
    go(page)
    page.locator("#summary_error").wait_for()
    assert objections(page) == []
    page.get_by_role("button", name="Go on editing in the form").click()
    page.locator(".desk-unsaved").wait_for()
    assert objections(page) == []


def test_what_could_not_be_read_is_accessible(clash: Page) -> None:
    clash.evaluate("document.querySelector('[name=mine]').value = '{'")
    go(clash)
    expect(clash.get_by_role("alert")).to_contain_text("could not be read")
    expect(clash.get_by_label("What you had typed, part 3")).to_have_value(MINE)
    assert objections(clash) == []
