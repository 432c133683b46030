"""Two people edit one article: what does not touch is merged, what does is shown side by side, no word is lost."""

import pytest
from playwright.sync_api import Page, expect

from articles import revisions
from articles.models import Article
from tests.conftest import person

from .conftest import Opener
from .desk import address, field, markup, save, source, unfold

pytestmark = pytest.mark.browser

THEIRS, MINE = "<p>Theirs stands here.</p>", "<p>Mine stands here.</p>"


@pytest.fixture
def other(open_page: Opener, article: Article) -> Page:
    """The window of a second reviewer, who opened the form at the same time."""
    page = open_page(by=person("una", "Reviewer"))
    page.goto(address(article))
    return page


@pytest.fixture
def form(desk: Page, other: Page, article: Article) -> Page:
    """The form of the small article, in the first reviewer's window."""
    desk.goto(address(article))
    return desk


def test_edits_of_two_places_are_merged(form: Page, other: Page, article: Article) -> None:
    markup(other, "sections-0-body").fill(THEIRS)
    for row in ("references-1", "sections-1"):
        other.locator(f"#{row}").get_by_label("Delete").check()
    save(other, "Theirs")
    other.wait_for_url("**/wiki/**")
    markup(form, "lead").fill(MINE)
    unfold(form, "references-0")
    source(form, "references-0", "title").fill("The Atlas")
    save(form, "Mine")
    expect(form.locator(".lead")).to_have_text("Mine stands here.")
    expect(form.locator("#section_history")).to_contain_text("Theirs stands here.")
    now = revisions.working_copy(article)
    assert [section.key for section in now.sections] == ["history"]
    assert [(reference.key, reference.title) for reference in now.references] == [("atlas", "The Atlas")]
    assert revisions.newest(article).number == 3


@pytest.fixture
def clash(form: Page, other: Page) -> Page:
    """The first reviewer's window, after both have saved the lead and one of them more."""
    markup(other, "lead").fill(THEIRS)
    field(other, "sections-1-heading").fill("Their heading")
    save(other, "Theirs first")
    other.wait_for_url("**/wiki/**")
    markup(form, "lead").fill(MINE)
    field(form, "categories").fill("My category")
    with form.expect_response(lambda answer: answer.request.method == "POST") as answer:
        save(form, "Mine second")
    assert answer.value.status == 409
    return form


def test_clash_shows_all_three(clash: Page, article: Article) -> None:
    told = clash.get_by_role("alert").filter(has_text="while you were editing")
    expect(told.get_by_role("heading", level=2)).to_have_text("Una saved revision 2 while you were editing")
    expect(told.locator("summary")).to_have_text("Lead")
    sides = [("Theirs", THEIRS), ("Yours", MINE), ("Before both", "Minsk is a city.")]
    for side, (head, words) in zip(told.locator(".desk-sides > div").all(), sides, strict=True):
        expect(side.get_by_role("heading")).to_have_text(head)
        expect(side).to_contain_text(words)
    assert revisions.newest(article).number == 2


def test_clash_loses_no_word(clash: Page, article: Article) -> None:
    expect(field(clash, "lead")).to_have_value(MINE)
    expect(field(clash, "categories")).to_have_value("My category")
    expect(field(clash, "summary")).to_have_value("Mine second")
    expect(field(clash, "sections-1-heading")).to_have_value("Their heading")
    markup(clash, "lead").fill(THEIRS + MINE)
    clash.get_by_role("button", name="Save and publish").click()
    expect(clash.locator(".lead")).to_have_text("Theirs stands here.Mine stands here.")
    expect(clash.get_by_role("heading", name="Their heading")).to_be_visible()
    expect(clash.get_by_role("link", name="My category")).to_be_visible()
    assert revisions.newest(article).number == 3


def test_third_edit_clashes_again(clash: Page, other: Page, article: Article) -> None:
    other.goto(address(article))
    markup(other, "lead").fill("<p>Faster again.</p>")
    save(other, "Third")
    other.wait_for_url("**/wiki/**")
    clash.get_by_role("button", name="Save and publish").click()
    expect(clash.get_by_role("heading", name="saved revision 3 while you were editing")).to_be_visible()
    expect(field(clash, "lead")).to_have_value(MINE)


def test_deleting_what_another_edits_clashes(form: Page, other: Page) -> None:
    markup(other, "sections-1-body").fill("<p>It is large and growing.</p>")
    save(other, "Add")
    other.wait_for_url("**/wiki/**")
    form.locator("#sections-1").get_by_label("Delete").check()
    save(form, "Delete")
    expect(form.locator(".desk-clashes summary")).to_contain_text("Section")
    expect(form.locator(".desk-sides")).to_contain_text("It is large and growing.")
