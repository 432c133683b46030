"""What cannot be saved is said next to the field, and nothing typed is lost; what is doubtful is saved and said."""

import pytest
from playwright.sync_api import Page, expect

from articles import revisions
from articles.models import Article

from .desk import add, address, field, markup, read, save, source, text, unfold

pytestmark = pytest.mark.browser


@pytest.fixture
def form(desk: Page, belarus: Article) -> Page:
    """The form of the main article, in a reviewer's window."""
    desk.goto(address(belarus))
    return desk


def test_summary_is_asked_for(form: Page, belarus: Article) -> None:
    markup(form, "lead").fill("<p>Typed at length.</p>")
    save(form, "")
    expect(form.locator(".errornote")).to_contain_text("Nothing is saved yet")
    expect(form.locator(".field-summary .errorlist")).to_have_text("This field is required.")
    expect(field(form, "summary")).to_be_focused()
    expect(field(form, "lead")).to_have_value("<p>Typed at length.</p>")
    save(form, "Now it is said")
    expect(form.locator(".lead")).to_have_text("Typed at length.")


def test_cited_reference_is_not_deleted(form: Page, belarus: Article) -> None:
    field(form, "short_description").fill("Typed")
    form.locator("#references-3").get_by_label("Delete").check()
    save(form, "Fewer sources")
    row = form.locator("#references-3")
    expect(row.locator(".errornote")).to_have_text("It is still cited in: History. Take the citations out first.")
    expect(row.get_by_label("Delete")).to_be_checked()
    expect(field(form, "short_description")).to_have_value("Typed")
    expect(field(form, "summary")).to_have_value("Fewer sources")
    assert revisions.newest(belarus).number == 9


def test_unknown_citation_is_told_at_its_field(form: Page) -> None:
    typed = '<p>Unproved.<cite data-ref="no-such-source"></cite></p>'
    markup(form, "sections-1-body").fill(typed)
    save(form, "Cite")
    wrong = form.locator("#sections-1 .field-body")
    expect(wrong.locator(".errorlist")).to_contain_text("It cites “no-such-source”, and no reference has that key.")
    expect(field(form, "sections-1-body")).to_have_attribute("aria-invalid", "true")
    expect(text(form, "sections-1-body")).to_be_focused()
    assert "Unproved." in field(form, "sections-1-body").input_value()


def test_folded_row_opens_where_it_is_wrong(form: Page) -> None:
    unfold(form, "references-6")
    source(form, "references-6", "issued").fill("yesterday")
    source(form, "references-6", "title").fill("Justified?")
    save(form, "Date")
    expect(form.locator("#references-6 .field-issued .errorlist")).to_contain_text("“yesterday” is no date")
    expect(source(form, "references-6", "title")).to_have_value("Justified?")
    expect(source(form, "references-5", "title")).to_be_hidden()


def test_unsaved_reference_keeps_its_words(form: Page) -> None:
    add(form, "a reference")
    source(form, "references-9", "url").fill("not an address")
    save(form, "New source")
    expect(form.locator("#references-9 .field-url .errorlist")).to_contain_text("is no full address")
    expect(source(form, "references-9", "url")).to_have_value("not an address")
    source(form, "references-9", "url").fill("https://example.org/a")
    save(form, "New source")
    read(form)
    form.wait_for_url("**/wiki/**")


def test_link_to_nothing_is_saved_with_a_warning(form: Page, belarus: Article) -> None:
    markup(form, "lead").fill('<p>See <a data-article="atlantis">Atlantis</a>.</p>')
    save(form, "Link")
    warning = "“Atlantis” links to “atlantis”, and there is no such article yet."
    expect(form.locator(".messagelist .warning")).to_contain_text(warning)
    expect(
        form.locator(".field-lead .check", has_text="Link to a missing article").locator(".check-words")
    ).to_have_text(warning)
    assert revisions.newest(belarus).number == 10
    form.goto(f"/wiki/{belarus.slug}/")
    expect(form.locator(".lead a.missing")).to_have_attribute("title", "No article of this name yet")


def test_same_source_twice_is_saved_with_a_warning(form: Page, belarus: Article) -> None:
    add(form, "a reference")
    source(form, "references-9", "url").fill("http://www.digitallibrary.un.org/record/644767?ln=en")
    save(form, "Source")
    expect(form.locator(".messagelist .warning", has_text="one source, two references")).to_be_visible()
    twin = form.locator("#references-9 .check", has_text="One source, two references")
    expect(twin.locator(".check-words")).to_contain_text("is the same: one source, two references")
    assert revisions.newest(belarus).number == 10
