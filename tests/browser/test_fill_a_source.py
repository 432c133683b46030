"""A source is filled in from what is pasted: what was found is shown with where it is from, nothing is overwritten."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import fetching, revisions
from articles.content.sources import Found
from articles.models import Article

from .desk import address, field, read, save, source, unfold

pytestmark = pytest.mark.browser
LABEL = "Paste a URL, DOI, ISBN, BibTeX, RIS or CSL-JSON"
BIBTEX = """@article{oo, title={Relations of {Belarus}}, author={Oo, Lwin and {Ministry of Trade}},
journal={Asia Notes}, year=2019, doi={10.1000/182}}
@book{two, title={A Second Book}, year=2001, foo={bar}}"""


@pytest.fixture
def form(desk: Page, belarus: Article) -> Page:
    """The form of the main article, in a reviewer's window."""
    desk.goto(address(belarus))
    return desk


def paste(page: Page, row: str, text: str) -> None:
    part = page.locator(row)
    part.get_by_label(LABEL).fill(text)
    part.get_by_role("button", name="Fill in").click()


def test_pasted_list_becomes_references(form: Page, belarus: Article) -> None:
    paste(form, "#part-references > .filling", BIBTEX)
    expect(form.locator("#references-9 .source-printed")).to_contain_text("Oo, Lwin; Ministry of Trade")
    expect(form.locator("#references-9 .source-printed")).to_contain_text("“Relations of Belarus”")
    expect(form.locator("#references-10 .source-printed")).to_contain_text("A Second Book")
    expect(form.locator("#references-10 .source-facts")).to_have_text(re.compile(r"Book\s+Not cited"))
    save(form, "Sources")
    assert [r.key for r in revisions.working_copy(belarus).references[9:]] == ["oo-2019", "a-second-book-2001"]


def test_source_that_is_there_is_not_added_again(form: Page) -> None:
    paste(form, "#part-references > .filling", "http://www.digitallibrary.un.org/record/644767?ln=en#x")
    expect(form.locator("#desk-said")).to_contain_text("Source added")
    expect(form.locator("#references-9")).to_have_count(0)


def test_what_is_typed_is_not_overwritten(form: Page, belarus: Article) -> None:
    unfold(form, "references-5")
    before = source(form, "references-5", "title").input_value()
    paste(form, "#references-5", "@misc{k, title={Another Title}, publisher={A Press}}")
    dialog = form.get_by_role("dialog")
    row = dialog.get_by_role("row", name="Another Title")
    expect(row.get_by_role("checkbox")).not_to_be_checked()
    expect(row).to_contain_text("BibTeX")
    expect(row).to_contain_text(before)
    expect(dialog.get_by_role("row", name="A Press").get_by_role("checkbox")).to_be_checked()
    dialog.get_by_role("button", name="Take what is ticked").click()
    expect(source(form, "references-5", "title")).to_have_value(before)
    expect(source(form, "references-5", "publisher")).to_have_value("A Press")
    save(form, "Publisher")
    assert revisions.working_copy(belarus).references[5].publisher == "A Press"


def test_what_others_say_is_confirmed_first(form: Page, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.FETCH_METADATA = True
    told = Found(
        {"type": "article-journal", "title": "A Handbook", "doi": "10.1000/182"},
        {"type": "Crossref", "title": "Crossref", "doi": "DOI"},
    )
    monkeypatch.setattr(fetching, "source", lambda text, *, by: told)
    paste(form, "#part-references > .filling", "doi:10.1000/182")
    dialog = form.get_by_role("dialog")
    expect(dialog.get_by_role("row", name="A Handbook")).to_contain_text("Crossref")
    expect(dialog.get_by_role("row", name="Journal article")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    expect(form.locator("#references-9")).to_have_count(0)
    paste(form, "#part-references > .filling", "doi:10.1000/182")
    dialog.get_by_role("button", name="Take what is ticked").click()
    expect(form.locator("#references-9 .source-printed")).to_contain_text("A Handbook")


def test_what_is_no_source_is_told(form: Page) -> None:
    paste(form, "#part-references > .filling", "just some words")
    told = form.locator("#part-references > .filling [role='status']")
    expect(told).to_have_text("This is no URL, DOI or ISBN, and no BibTeX, RIS or CSL-JSON.")
    expect(form.locator("#part-references > .filling").get_by_label(LABEL)).to_have_value("just some words")


def test_type_asks_for_its_fields(form: Page) -> None:
    unfold(form, "references-0")
    expect(source(form, "references-0", "isbn")).to_be_hidden()
    source(form, "references-0", "type").select_option("book")
    expect(source(form, "references-0", "isbn")).to_be_visible()
    source(form, "references-0", "isbn").fill("978-0-306-40615-8")
    expect(form.locator("#references-0 .field-isbn .errorlist")).to_contain_text("its digits do not check")
    source(form, "references-0", "isbn").fill("978-0-306-40615-7")
    expect(form.locator("#references-0 .errorlist")).to_have_count(0)
    expect(form.locator("#references-0 .source-printed")).to_contain_text("ISBN 978-0-306-40615-7")


def test_source_of_another_article_is_reused(form: Page, belarus: Article, open_page: Any, reviewer: Any) -> None:
    page = open_page(by=reviewer)
    page.goto("/admin/articles/article/add/")
    field(page, "title").fill("Embassies")
    page.locator(".field-lead .ProseMirror").click()
    page.keyboard.type("It opened.")
    page.keyboard.press("Control+Shift+K")
    page.get_by_role("combobox").fill("pariah diplomacy")
    page.get_by_role("option", name="pariah-diplomacy").click()
    expect(page.locator(".field-lead cite")).to_have_text("[1]")
    save(page, "Start")
    # Of this source only the address is known, so the form stays open and says so.
    expect(page.locator(".messagelist .warning")).to_contain_text("Nothing but an address")
    read(page)
    expect(page.locator(".references li")).to_contain_text("pariah-diplomacy")
