"""An editor changes an article in the desk: any number of its parts, in one save, as one revision."""

import re
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

from articles import revisions
from articles.models import Article

from .conftest import Opener
from .desk import add, address, field, markup, save, source, unfold

pytestmark = pytest.mark.browser

NASTY = """<p onclick="alert(1)">Plain <b>bold</b> words.<script>alert(2)</script></p>
<p><a href="javascript:alert(3)">A link</a> <img src=x onerror=alert(4)><style>/* <p>*/ p { color: red }</style>end.</p>
<p style="background: url(javascript:alert(5))">Last <!-- <script>alert(6)</script> -->words.</p>"""


def test_one_save_is_one_public_revision(desk: Page, belarus: Article) -> None:
    desk.goto(address(belarus))
    body = markup(desk, "sections-0-body")
    body.fill(body.input_value().replace("could count on Minsk", "could rely on Minsk"))
    unfold(desk, "references-5")
    source(desk, "references-5", "title").fill("Regime Backs Invasion")
    save(desk, "Say it plainly")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Belarus–Myanmar relations")
    expect(desk.locator(".facts")).to_contain_text("10 revisions by 4 editors")
    expect(desk.locator("#section_history")).to_contain_text("could rely on Minsk")
    expect(desk.locator("#ref_irrawaddy-2022")).to_contain_text("“Regime Backs Invasion”")
    assert revisions.newest(belarus).number == 10
    assert {touch.part for touch in revisions.newest(belarus).touches.all()} == {"section", "reference"}


def test_rows_of_every_kind_are_added(desk: Page, belarus: Article) -> None:
    desk.goto(address(belarus))
    add(desk, "a reference")
    source(desk, "references-9", "title").fill("Trade Figures")
    source(desk, "references-9", "issued").fill("2024-03")
    row = desk.locator("#references-9")
    for _ in range(2):
        row.get_by_role("button", name="Add an author").click()
    row.get_by_label("Family name").first.fill("Lin")
    row.get_by_label("Given name").first.fill("Aye")
    row.get_by_role("button", name="A body").last.click()
    row.get_by_label("Name", exact=True).fill("Ministry of Trade")
    row.get_by_text("More fields").click()
    source(desk, "references-9", "pages").fill("3–7")
    add(desk, "a section")
    field(desk, "sections-2-heading").fill("Trade")
    key = row.get_attribute("data-key")
    body = f'<p>It is small.<cite data-ref="{key}" data-locator="p. 4"></cite></p>'
    markup(desk, "sections-2-body").fill(body)
    add(desk, "a related article")
    field(desk, "related-20-slug").fill("Kyaw Moe Tun")
    save(desk, "Trade")
    expect(desk.locator("#section_trade")).to_have_text(re.compile(r"Trade\s+It is small\.\[10\]: p\. 4"))
    expect(desk.locator(f"#ref_{key}")).to_contain_text("Lin, Aye; Ministry of Trade")
    expect(desk.locator(f"#ref_{key}")).to_contain_text("March 2024")
    assert revisions.newest(belarus).number == 10


def test_saving_unchanged_makes_no_revision(desk: Page, belarus: Article) -> None:
    desk.goto(address(belarus))
    save(desk, "Nothing at all")
    expect(desk.get_by_text("Nothing was changed")).to_be_visible()
    assert revisions.newest(belarus).number == 9


def test_going_on_stays_in_the_form(desk: Page, belarus: Article) -> None:
    desk.goto(address(belarus))
    field(desk, "short_description").fill("Relations of two states")
    save(desk, "Describe", button="Save and go on editing")
    expect(desk.get_by_text("Saved as revision 10. Readers see it now.")).to_be_visible()
    expect(field(desk, "short_description")).to_have_value("Relations of two states")
    expect(field(desk, "summary")).to_have_value("")


def test_new_article_starts_from_an_empty_form(desk: Page) -> None:
    desk.goto("/admin/articles/article/add/")
    field(desk, "title").fill("Laos–Myanmar relations")
    markup(desk, "lead").fill("<p>They share the Mekong.</p>")
    field(desk, "categories").fill("Bilateral relations of Myanmar\nRivers")
    save(desk, "Start")
    expect(desk).to_have_url(desk.url.partition("/wiki/")[0] + "/wiki/laos-myanmar-relations/")
    expect(desk.locator(".lead")).to_have_text("They share the Mekong.")
    expect(desk.locator(".facts")).to_contain_text("1 revision by 1 editor")
    expect(desk.get_by_role("link", name="Rivers")).to_be_visible()


def test_deleted_rows_are_gone(desk: Page, belarus: Article) -> None:
    desk.goto(address(belarus))
    desk.locator("#related-0").get_by_label("Delete").check()
    desk.locator("#images-1").get_by_label("Delete").check()
    save(desk, "Fewer")
    expect(desk.locator(".figures figure")).to_have_count(1)
    expect(desk.locator(".related .card-title").first).to_have_text("Foreign relations of Myanmar")
    desk.goto(f"/wiki/{belarus.slug}/revisions/9/")
    expect(desk.locator(".figures figure")).to_have_count(2)


def test_dangerous_markup_comes_out_clean(desk: Page, belarus: Article) -> None:
    desk.goto(address(belarus))
    markup(desk, "sections-0-body").fill(NASTY)
    field(desk, "sections-0-heading").fill("<script>alert(7)</script>History")
    desk.locator("#references-1, #references-2, #references-3, #references-4").get_by_label("Delete").evaluate_all(
        "boxes => boxes.forEach(box => box.click())"
    )
    save(desk, "<img src=x onerror=alert(8)>")
    section = desk.locator("#section_history")
    expect(section.get_by_role("heading")).to_contain_text("History")
    html = section.inner_html().partition("</h2>")[2]
    for word in ("script", "onclick", "onerror", "javascript", "style", "<img", "alert"):
        assert word not in html
    expect(section).to_contain_text("Plain bold words.")
    expect(section).to_contain_text("A link end.")
    expect(section).to_contain_text("Last words.")
    desk.goto(f"/wiki/{belarus.slug}/history/")
    expect(desk.locator(".revision").first).to_contain_text("<img src=x onerror=alert(8)>")


def test_row_is_called_what_is_typed(desk: Page, belarus: Article) -> None:
    desk.goto(address(belarus))
    add(desk, "a section")
    name = desk.locator("#sections-2 .desk-row-name")
    expect(name).to_have_text("New section")
    field(desk, "sections-2-heading").fill("Trade")
    expect(name).to_have_text("Trade")


def test_leaving_typed_words_is_asked_about(desk: Page, belarus: Article) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.goto(address(belarus))
    desk.on("dialog", stay)
    markup(desk, "lead").press("Control+End")
    markup(desk, "lead").press_sequentially("x")
    desk.locator(".object-tools").get_by_role("link", name="History").click()
    assert asked == ["beforeunload"]
    expect(field(desk, "lead")).to_have_value(re.compile("x$"))


def test_form_is_sent_once(desk: Page, belarus: Article) -> None:
    desk.goto(address(belarus))
    field(desk, "short_description").fill("Relations of two states")
    field(desk, "summary").fill("Describe")
    with desk.expect_navigation():
        desk.evaluate("for (const name of ['_continue', '_save']) document.querySelector(`[name=${name}]`).click()")
    expect(desk.locator(".messagelist")).to_contain_text("revision 10")
    expect(desk).to_have_url(re.compile(f"{address(belarus)}$"))


def test_password_opens_the_desk(page: Page, editor: Any, belarus: Article) -> None:
    page.goto(f"/wiki/{belarus.slug}/")
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Username").fill("ed")
    page.get_by_label("Password").fill("pw")
    page.get_by_role("button", name="Log in").click()
    expect(field(page, "title")).to_have_value("Belarus–Myanmar relations")
    expect(page.get_by_role("button", name="Save as a draft")).to_be_visible()
    expect(page.get_by_role("link", name="Withdraw")).to_have_count(0)


def test_enter_saves_from_the_summary_alone(desk: Page, belarus: Article) -> None:
    desk.goto(address(belarus))
    field(desk, "title").press("Enter")
    field(desk, "sections-0-heading").press("Enter")
    expect(desk.locator("#part-sections .desk-row")).to_have_count(2)
    field(desk, "short_description").fill("Relations of two states")
    field(desk, "summary").fill("Describe")
    field(desk, "summary").press("Enter")
    expect(desk.locator(".short-description")).to_have_text("Relations of two states")
    assert revisions.newest(belarus).number == 10


def test_enter_adds_no_row_without_a_script(open_page: Opener, reviewer: Any, belarus: Article) -> None:
    page = open_page(by=reviewer, java_script_enabled=False)
    page.goto(address(belarus))
    field(page, "summary").fill("Nothing")
    field(page, "title").press("Enter")
    expect(page.get_by_text("Nothing was changed")).to_be_visible()
