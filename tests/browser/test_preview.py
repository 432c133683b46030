"""The preview: the page beside the form or over it, drawn anew as one types, in a frame that does nothing else."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FrameLocator, Page, Request, expect

from articles.models import Article

from .conftest import PHONE, Opener
from .desk import address, field, save
from .test_accessibility import objections

pytestmark = pytest.mark.browser


@pytest.fixture
def form(desk: Page, belarus: Article) -> Page:
    """The form of the main article, with its preview beside it; what is scrolled to stands there at once."""
    desk.emulate_media(reduced_motion="reduce")
    desk.goto(address(belarus))
    switch(desk)
    return desk


def switch(page: Page) -> None:
    page.get_by_role("button", name="Preview", exact=True).click()


def frame(page: Page) -> FrameLocator:
    return page.frame_locator(".desk-preview iframe")


def scroll_of(page: Page) -> float:
    return float(page.frames[1].evaluate("scrollY"))


def test_page_is_drawn_as_one_types(form: Page, belarus: Article) -> None:
    shown = frame(form)
    expect(shown.get_by_role("heading", level=1)).to_have_text("Belarus–Myanmar relations")
    expect(shown.get_by_text("Preview: not saved")).to_be_visible()
    field(form, "title").fill("Myanmar and Belarus")
    form.locator(".field-lead .ProseMirror").press("Control+Home")
    form.keyboard.type("New words. ")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Myanmar and Belarus")
    expect(shown.locator(".lead")).to_contain_text("New words. Diplomatic ties")
    form.get_by_role("button", name="Add a section", exact=True).click()
    form.locator("#part-sections .desk-row [name$='-heading']").last.fill("A third section")
    expect(shown.get_by_role("heading", name="A third section")).to_be_visible()
    assert form.url.endswith(address(belarus))


def test_choice_is_remembered(form: Page, belarus: Article) -> None:
    form.reload()
    expect(frame(form).get_by_role("heading", level=1)).to_be_visible()
    form.locator(".desk-preview").get_by_role("button", name="Close").click()
    expect(form.get_by_role("button", name="Preview", exact=True)).to_have_attribute("aria-pressed", "false")
    form.reload()
    form.locator(".desk-ready").wait_for()
    expect(form.locator(".desk-preview")).to_be_hidden()


def test_page_follows_what_is_edited_until_it_is_scrolled(form: Page) -> None:
    last = frame(form).locator("#section_since-the-invasion")
    expect(last).not_to_be_in_viewport()
    field(form, "sections-1-heading").click()
    expect(last).to_be_in_viewport()
    form.locator(".desk-preview iframe").hover()
    form.mouse.wheel(0, -5_000)
    expect(frame(form).get_by_role("heading", level=1)).to_be_in_viewport()
    field(form, "sections-1-heading").fill("Since 2022")
    expect(last).to_contain_text("Since 2022")
    expect(last).not_to_be_in_viewport()
    field(form, "title").click()
    field(form, "sections-1-heading").click()
    expect(last).to_be_in_viewport()


def test_page_stands_still_while_it_changes(form: Page) -> None:
    field(form, "sections-1-heading").click()
    shown = frame(form)
    expect(shown.locator("#section_since-the-invasion")).to_be_in_viewport()
    form.frames[1].evaluate("() => { document.querySelector('.figures').marked = scrollY; }")
    field(form, "short_description").evaluate(
        "each => { each.value = 'Long '.repeat(50); each.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    expect(shown.locator(".short-description")).to_contain_text("Long Long")
    # The pictures are the same elements, so nothing was loaded again; the text stands lower, and so does the view.
    assert scroll_of(form) > form.frames[1].evaluate("document.querySelector('.figures').marked")
    expect(shown.locator("#section_since-the-invasion")).to_be_in_viewport()


def test_no_picture_is_waited_for(desk: Page, belarus: Article) -> None:
    desk.goto(address(belarus))
    desk.route("**/images/**", lambda _route: None)  # it is never answered
    switch(desk)
    shown = frame(desk)
    desk.locator(".desk-preview iframe").hover()
    expect(shown.get_by_role("heading", level=1)).to_be_in_viewport()
    desk.mouse.wheel(0, 5_000)
    expect(shown.get_by_role("heading", level=1)).not_to_be_in_viewport()
    field(desk, "title").fill("Myanmar and Belarus")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Myanmar and Belarus")
    expect(shown.get_by_role("heading", level=1)).not_to_be_in_viewport()
    assert not desk.frames[1].evaluate("[...document.images].some(each => each.complete)")


def test_links_lead_nowhere_but_within_the_page(form: Page, belarus: Article) -> None:
    shown = frame(form)
    for within in (".text", ".references"):
        shown.locator(f"{within} [role=link]").first.click(force=True)
    shown.locator(".cite-link").last.click()
    expect(shown.locator(".references li").last).to_be_in_viewport()
    assert shown.locator(".site-head").evaluate("each => each.inert")
    assert (form.frames[1].url, form.url.endswith(address(belarus))) == ("about:srcdoc", True)
    assert len(form.context.pages) == 1


def test_one_request_is_under_way_at_most(form: Page) -> None:
    expect(frame(form).get_by_role("heading", level=1)).to_be_visible()
    failed: list[Request] = []
    form.on("requestfailed", lambda request: failed.append(request))  # noqa: PLW0108 (Playwright marks what it is given)
    form.route(address_of(form), lambda _route: None, times=1)  # it is never answered
    for title in ("First", "Second"):
        with form.expect_request(lambda request: request.method == "POST"):
            field(form, "title").fill(title)
    expect(frame(form).get_by_role("heading", level=1)).to_have_text("Second")
    assert len(failed) == 1


def address_of(page: Page) -> str:
    return page.url.partition("#")[0]


# What a body can never hold is put into the frame by hand: had it come there, it would do nothing.
PROBE = """async () => {
  const { contentWindow: shown, contentDocument: page } = document.querySelector(".desk-preview iframe");
  const refused = [];
  page.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused.push(effectiveDirective));
  const put = (tag, attributes, text = "") => {
    const element = page.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(text);
    page.body.append(element);
  };
  put("img", { src: "http://127.0.0.1:1/x.png" });
  put("iframe", { src: "http://127.0.0.1:1/" });
  put("p", { style: "color: red" });
  put("style", {}, "p { color: red }");
  put("script", {}, "window.ran = true");
  while (refused.length < 4) await new Promise((resolve) => { setTimeout(resolve, 20); });
  return [shown.ran === undefined, ...refused.sort()];
}"""


def test_frame_lets_in_what_the_page_needs_and_no_more(form: Page) -> None:
    # Another window of the same person: what it is refused, it logs as errors.
    window = form.context.new_page()
    window.goto(form.url)
    expect(frame(window).get_by_role("heading", level=1)).to_be_visible()
    loaded = window.frames[1].evaluate("""async () => {
      await document.fonts.ready;
      return [[...document.fonts].some((each) => each.status === "loaded"), document.images[0].naturalWidth > 0,
        getComputedStyle(document.querySelector("h1")).fontFamily.includes("Source Serif 4")];
    }""")
    assert loaded == [True, True, True]
    assert window.evaluate(PROBE) == [True, "frame-src", "img-src", "style-src-attr", "style-src-elem"]


def test_chosen_picture_is_shown_before_it_is_saved(form: Page, tmp_path: Path) -> None:
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "view.png")
    form.get_by_role("button", name="Add an image", exact=True).click()
    row = form.locator("#part-images .desk-row").last
    row.locator("input[type=file]").set_input_files(tmp_path / "view.png")
    row.get_by_label("Caption").fill("A view")
    row.get_by_label("beside the lead").check()
    picture = frame(form).locator("figure", has_text="A view").locator("img")
    expect(picture).to_have_attribute("width", "64")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 64)


def test_narrow_screens_show_it_over_the_form(open_page: Opener, reviewer: Any, belarus: Article) -> None:
    phone = open_page(by=reviewer, viewport=PHONE)
    phone.goto(address(belarus))
    field(phone, "title").fill("On a phone")
    switch(phone)
    dialog = phone.get_by_role("dialog", name="Preview")
    expect(frame(phone).get_by_role("heading", level=1)).to_have_text("On a phone")
    assert dialog.bounding_box() == {"x": 0, "y": 0, "width": PHONE["width"], "height": PHONE["height"]}
    assert objections(phone) == []
    phone.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(phone.get_by_role("button", name="Preview", exact=True)).to_be_focused()


def test_page_has_the_colours_of_the_desk(open_page: Opener, reviewer: Any, belarus: Article) -> None:
    # What a test emulates holds for frames too, whatever the page around them says.
    desk = open_page(by=reviewer, color_scheme="null")
    desk.goto(address(belarus))
    switch(desk)
    shown = frame(desk).get_by_role("heading", level=1)
    for theme, colour in (("dark", "rgb(230, 226, 218)"), ("light", "rgb(29, 28, 26)")):
        desk.locator("#header .theme-toggle").click()
        expect(desk.locator("html")).to_have_attribute("data-theme", theme)
        expect(shown).to_have_css("color", colour)
        expect(desk.locator(".titles h1")).to_have_css("color", colour)


def test_bar_that_saves_is_low_beside_it(open_page: Opener, reviewer: Any, belarus: Article) -> None:
    desk = open_page(by=reviewer, viewport={"width": 1280, "height": 800})
    desk.goto(address(belarus))
    switch(desk)
    bar = desk.locator(".desk-save")
    expect(desk.locator(".desk-beside")).to_be_visible()
    box, summary = bar.bounding_box(), field(desk, "summary").bounding_box()
    assert box
    assert summary
    assert box["height"] <= 120
    assert summary["width"] >= 400
    for button in bar.get_by_role("button").all():
        expect(button).to_be_in_viewport(ratio=1)
    save(desk, "")
    expect(bar.locator(".errorlist")).to_be_in_viewport(ratio=1)
    assert objections(desk) == []


def test_form_with_its_preview_is_accessible(form: Page) -> None:
    expect(frame(form).get_by_role("heading", level=1)).to_be_visible()
    assert objections(form) == []


def test_new_article_has_a_preview_and_is_saved_beside_it(desk: Page) -> None:
    desk.goto("/admin/articles/article/add/")
    switch(desk)
    field(desk, "title").fill("Quite new")
    expect(frame(desk).get_by_role("heading", level=1)).to_have_text("Quite new")
    save(desk, "Start")
    desk.wait_for_url("**/wiki/quite-new/")


def test_preview_opens_in_a_window_without_javascript(open_page: Opener, reviewer: Any, belarus: Article) -> None:
    page = open_page(by=reviewer, java_script_enabled=False)
    page.goto(address(belarus))
    field(page, "title").fill("Without a script")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Without a script")
    expect(opened.value.get_by_text("Preview: not saved")).to_be_visible()
    expect(field(page, "title")).to_have_value("Without a script")
