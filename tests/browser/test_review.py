"""Three people: an editor asks, a reviewer comments, asks for changes and publishes two parts; a reader reads."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import editing, revisions, workflow
from articles.content.snapshot import Section, Snapshot
from articles.models import Article, Comment, Review

from .conftest import PHONE, Opener
from .desk import address, field, markup, save, unfold
from .test_accessibility import objections

pytestmark = pytest.mark.browser
QUEUE = "/admin/articles/article/reviews/"
BEFORE = ("One.", "Two.", "Three.")


@pytest.fixture
def trio(published: Any) -> Article:
    """A public article of three sections."""
    sections = tuple(Section(key=f"s{n}", heading=f"Part {n}", body=f"<p>{text}</p>") for n, text in enumerate(BEFORE))
    made: Article = published("Trio", sections=sections)
    return made


@pytest.fixture
def writing(open_page: Opener, editor: Any, trio: Article) -> Page:
    """The window of an editor who has changed all three, and asked."""
    page = open_page(by=editor)
    page.goto(address(trio))
    for number, text in enumerate(BEFORE):
        if page.locator(f"#sections-{number} details:not([open])").count():
            unfold(page, f"sections-{number}")
        markup(page, f"sections-{number}-body").fill(f"<p>{text} Far more.</p>")
    save(page, "More of all", button="Save and ask for review")
    expect(page.get_by_text("Revision 2 waits for any reviewer.")).to_be_visible()
    return page


def test_from_a_draft_to_readers(writing: Page, desk: Page, page: Page, trio: Article) -> None:
    desk.goto(QUEUE)
    desk.get_by_role("link", name="Trio").click()
    change = desk.locator("#now_s1_0")
    change.get_by_role("link", name="Comment").click()
    desk.get_by_role("textbox", name="Comment").fill("Since when?")
    desk.get_by_role("button", name="Comment").click()
    expect(desk.locator("#now_s1_0").get_by_text("Since when?")).to_be_visible()
    desk.get_by_role("textbox", name="To the editors").fill("Say since when")
    desk.get_by_role("button", name="Ask for changes").click()
    expect(desk.get_by_text("Changes asked for.", exact=True).first).to_be_visible()

    writing.reload()
    expect(writing.get_by_text("Say since when")).to_be_visible()
    writing.get_by_text("Answer", exact=True).first.click()
    writing.get_by_role("textbox", name="Answer").fill("Since May.")
    writing.get_by_role("button", name="Answer").click()
    writing.get_by_role("button", name="Ask again").click()
    expect(writing.get_by_text("Revision 2 waits for any reviewer.")).to_be_visible()

    desk.reload()
    expect(desk.get_by_text("Since May.")).to_be_visible()
    for number in (0, 2):
        desk.locator(".change-part", has_text=f"Part {number}").get_by_label("Publish this part").check()
    desk.get_by_role("button", name="Publish the parts chosen").click()
    expect(desk.get_by_text("Readers see revision 3 now.")).to_be_visible()
    expect(desk.locator(".change-part")).to_have_count(1)
    expect(desk.get_by_text("Since when?")).to_be_visible()

    page.goto("/wiki/trio/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("One. Far more.")
    expect(main).not_to_contain_text("Two. Far more.")
    expect(main).to_contain_text("Three. Far more.")
    page.goto("/wiki/trio/history/")
    expect(page.locator(".revision")).to_have_count(2)
    assert Review.objects.get().state == "waiting"


def test_page_works_without_javascript(writing: Page, open_page: Opener, reviewer: Any, trio: Article) -> None:
    plain = open_page(by=reviewer, java_script_enabled=False)
    plain.goto(QUEUE)
    plain.get_by_role("link", name="Trio").click()
    plain.locator("#now_s1_0").get_by_role("link", name="Comment").click()
    plain.get_by_role("textbox", name="Comment").fill("Since when?")
    plain.get_by_role("button", name="Comment").click()
    assert Comment.objects.get().key == "s1"
    plain.get_by_role("button", name="Publish", exact=True).click()
    expect(plain.get_by_text("Readers see revision 2 now.")).to_be_visible()


def test_comment_on_a_paragraph_that_did_not_change(
    writing: Page, open_page: Opener, reviewer: Any, trio: Article
) -> None:
    draft = revisions.working_copy(trio)
    first, *others = draft.sections
    workflow.publish(trio, by=reviewer)
    longer = replace(draft, sections=(replace(first, body=f"{first.body}<p>New.</p>"), *others))
    editing.replace(trio, longer, by=Review.objects.get().opened_by, summary="Longer")
    for script in (False, True):
        page = open_page(by=reviewer, java_script_enabled=script)
        page.goto(f"/admin/articles/article/{trio.pk}/review/")
        if not script:
            page.get_by_text("1 unchanged passage", exact=True).click()
        page.locator("#now_s0_0").get_by_role("link", name="Comment").click()
        page.get_by_role("textbox", name="Comment").fill(f"More than what? {script}")
        page.get_by_role("button", name="Comment").click()
        expect(page.locator("#now_s0_0").get_by_text(f"More than what? {script}")).to_be_in_viewport()
    expect(page.locator("#now_s0_0")).to_contain_text("One. Far more.")
    assert objections(page) == []


def test_comment_by_keyboard_alone(writing: Page, desk: Page) -> None:
    desk.goto(Review.objects.get().get_absolute_url())
    desk.keyboard.press("n")
    desk.keyboard.press("n")
    desk.keyboard.press("c")
    desk.keyboard.type("Here?")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("#now_s1_0").get_by_text("Here?")).to_be_visible()


def test_scheduled_draft_comes_out_when_it_is_due(writing: Page, desk: Page, page: Page, trio: Article) -> None:
    desk.goto(Review.objects.get().get_absolute_url())
    desk.get_by_text("Publish later").click()
    desk.get_by_label("Day and time").fill("2030-07-01T09:00")
    desk.get_by_label("Time zone").select_option("Asia/Yangon")
    desk.get_by_role("button", name="Set this time").click()
    expect(desk.get_by_text("1 July 2030, 09:00 (Asia/Yangon)").first).to_be_visible()
    Review.objects.update(publish_at="2020-01-01T00:00Z")
    assert workflow.publish_due() == 1
    page.goto("/wiki/trio/")
    expect(page.get_by_role("main")).to_contain_text("Two. Far more.")


def test_locked_article_keeps_what_an_editor_typed(
    open_page: Opener, editor: Any, desk: Page, trio: Article, reviewer: Any
) -> None:
    writing = open_page(by=editor)
    writing.goto(address(trio))
    field(writing, "title").fill("Quartet")
    desk.goto(address(trio))
    desk.get_by_role("link", name="Lock", exact=True).click()
    desk.get_by_label("Reason").fill("In the news")
    desk.get_by_role("button", name="Lock the article").click()
    expect(desk.get_by_text("The article is locked")).to_be_visible()
    save(writing, "Rename", button="Save as a draft")
    expect(writing.get_by_text("In the news").first).to_be_visible()
    expect(field(writing, "title")).to_have_value("Quartet")
    assert revisions.working_copy(trio).title == "Trio"


@pytest.mark.parametrize("phone", [False, True])
def test_pages_are_accessible(open_page: Opener, editor: Any, reviewer: Any, trio: Article, phone: bool) -> None:
    sections = tuple(Section(key=f"s{n}", heading=f"Part {n}", body=f"<p>{n} more.</p>") for n in range(3))
    draft = Snapshot(title="Trio", slug="trio", lead="<p>It grew by 40 percent.</p>", sections=sections)
    editing.replace(trio, draft, by=editor, summary="More")
    workflow.ask(trio, by=editor, note="Please look")
    workflow.comment(trio, "Since when?", by=reviewer, number=2)
    page = open_page(by=reviewer, **({"viewport": PHONE} if phone else {}))
    for where in (
        QUEUE,
        f"/admin/articles/article/{trio.pk}/review/?say=now_s1_0",
        f"/admin/articles/article/{trio.pk}/lock/",
    ):
        page.goto(where)
        assert objections(page) == [], where
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where


def test_enter_in_a_field_decides_nothing(writing: Page, desk: Page, trio: Article) -> None:
    desk.goto(f"/admin/articles/article/{trio.pk}/review/")
    desk.get_by_text("Publish later").click()
    at = desk.get_by_label("Day and time")
    at.fill("2040-07-01T09:00")
    at.press("Enter")
    desk.get_by_role("checkbox", name="Publish this part").first.press("Enter")
    desk.get_by_label("Time zone").press("Enter")
    expect(at).to_have_value("2040-07-01T09:00")
    assert Review.objects.get().state == "waiting"
    desk.get_by_role("button", name="Set this time").press("Enter")
    expect(desk.get_by_text("Readers will see revision 2 at the time that you set.")).to_be_visible()


def test_what_is_typed_stays_when_something_else_is_sent(writing: Page, desk: Page, trio: Article) -> None:
    desk.goto(f"/admin/articles/article/{trio.pk}/review/")
    desk.get_by_role("textbox", name="To the editors").fill("Say since when")
    desk.locator("#change_section_s2").get_by_role("checkbox").check()
    for number, words in enumerate(("Half a remark", "Which one?")):
        desk.locator(f"#now_s{number}_0").get_by_role("link", name="Comment").click()
        desk.keyboard.type(words)
    box = desk.locator("#now_s1_0 form.saying")
    assert box.bounding_box()["width"] > 300  # type: ignore[index]
    box.get_by_role("button", name="Comment").click()
    expect(desk.locator("#now_s1_0").get_by_text("Which one?")).to_be_visible()
    expect(desk.locator("#now_s0_0").get_by_role("textbox")).to_have_value("Half a remark")
    expect(desk.get_by_role("textbox", name="To the editors")).to_have_value("Say since when")
    expect(desk.locator("#change_section_s2").get_by_role("checkbox")).to_be_checked()
    expect(desk.locator("#change_section_s1").get_by_role("checkbox")).not_to_be_checked()
    desk.get_by_role("button", name="Ask for changes").click()
    expect(desk.locator("#now_s0_0").get_by_role("textbox")).to_have_value("Half a remark")
    expect(desk.get_by_role("textbox", name="To the editors")).to_have_value("")
    expect(desk.get_by_text("Changes asked for.", exact=True).first).to_be_in_viewport()


def test_comment_on_a_draft_that_has_changed_meanwhile_is_not_lost(
    writing: Page, desk: Page, editor: Any, trio: Article
) -> None:
    desk.goto(f"/admin/articles/article/{trio.pk}/review/")
    desk.locator("#now_s1_0").get_by_role("link", name="Comment").click()
    desk.keyboard.type("Since when?")
    editing.replace(trio, replace(revisions.working_copy(trio), title="Three"), by=editor, summary="Rename")
    desk.locator("#now_s1_0").get_by_role("button", name="Comment").click()
    expect(desk.get_by_text("The draft has changed meanwhile.")).to_be_visible()
    expect(desk.locator("#now_s1_0").get_by_role("textbox")).to_have_value("Since when?")
    desk.locator("#now_s1_0").get_by_role("button", name="Comment").click()
    expect(desk.locator("#now_s1_0 .thread")).to_contain_text("Since when?")
