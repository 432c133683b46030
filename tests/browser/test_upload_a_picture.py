"""A picture comes into an article through its form, and is served to readers in the size they need."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from articles import revisions
from articles.models import Article

from .desk import add, address, field, markup, read, save
from .editor import after, press, write_in

pytestmark = pytest.mark.browser


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A picture in PNG, large enough for copies."""
    path = tmp_path / "photograph.png"
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(path)
    return path


@pytest.fixture
def form(desk: Page, belarus: Article) -> Page:
    """The form of the main article with a row for a new image, in a reviewer's window."""
    desk.goto(address(belarus))
    add(desk, "an image")
    return desk


def shown(image: Locator) -> None:
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("image => image.naturalWidth") > 0


def test_picture_stands_beside_the_lead(form: Page, photograph: Path) -> None:
    field(form, "images-2-upload").set_input_files(photograph)
    field(form, "images-2-alternative_text").fill("A gradient")
    field(form, "images-2-caption").fill("Dusk over Minsk")
    field(form, "images-2-credit").fill("A. Nyein")
    field(form, "images-2-in_lead").check()
    save(form, "Picture")
    read(form)
    figure = form.locator(".figures figure").last
    expect(figure.locator("figcaption")).to_contain_text("Dusk over Minsk")
    expect(figure.locator("figcaption")).to_contain_text("A. Nyein")
    shown(figure.get_by_role("img", name="A gradient"))
    assert "-640.webp 640w" in str(figure.get_by_role("img").get_attribute("srcset"))


def test_picture_stands_in_the_text(form: Page, photograph: Path) -> None:
    field(form, "images-2-upload").set_input_files(photograph)
    field(form, "images-2-caption").fill("Dusk")
    markup(form, "lead").fill('<p>Before.</p><figure data-image="dusk"></figure><p>After.</p>')
    save(form, "Picture")
    read(form)
    figure = form.locator(".lead figure")
    expect(figure).to_have_text("Dusk")
    shown(figure.locator("img"))


def test_picture_outlives_another_mistake(form: Page, photograph: Path) -> None:
    field(form, "images-2-upload").set_input_files(photograph)
    field(form, "images-2-caption").fill("Dusk")
    field(form, "images-2-in_lead").check()
    save(form, "")
    shown(form.locator("#images-2 .desk-picture"))
    expect(field(form, "images-2-caption")).to_have_value("Dusk")
    save(form, "Picture")
    read(form)
    shown(form.locator(".figures figure", has_text="Dusk").locator("img"))


def test_what_is_no_picture_is_refused(form: Page, tmp_path: Path) -> None:
    fake = tmp_path / "fake.png"
    fake.write_text("<svg onload='alert(1)'></svg>")
    field(form, "images-2-upload").set_input_files(fake)
    save(form, "Picture")
    expect(form.locator("#images-2 .field-upload .errorlist")).to_have_text(
        "This is not a picture in JPEG, PNG or WebP."
    )


def test_row_without_a_picture_asks_for_one(form: Page) -> None:
    field(form, "images-2-caption").fill("Dusk")
    save(form, "Picture")
    expect(form.locator("#images-2 .field-upload .errorlist")).to_have_text("Choose a picture.")


def test_picture_is_put_into_a_text_by_keyboard(desk: Page, belarus: Article, photograph: Path) -> None:
    text = write_in(desk, belarus)
    after(desk, "Diplomatic ties")
    reach_the_pictures(desk)
    press(desk, "Shift+Tab")
    expect(desk.get_by_label("Upload a picture")).to_be_focused()
    desk.get_by_label("Upload a picture").set_input_files(photograph)
    words = desk.get_by_role("dialog", name="About the picture")
    expect(words.get_by_label("Alternative text")).to_be_focused()
    desk.keyboard.type("A gradient")
    press(desk, "Tab")
    desk.keyboard.type("Dusk over Minsk")
    press(desk, "Enter")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(text).to_be_focused()
    expect(text.locator("figure figcaption")).to_have_text("Dusk over Minsk")
    reach_the_pictures(desk)
    desk.keyboard.type("dusk")
    expect(desk.locator("dialog .chooser-option").first).to_have_attribute("aria-selected", "true")
    press(desk, "Escape", "Escape")  # the first empties the field
    expect(text).to_be_focused()
    save(desk, "By keyboard")
    read(desk)
    desk.wait_for_url("**/wiki/**")
    shown(desk.locator(".lead").get_by_role("img", name="A gradient"))
    assert revisions.working_copy(belarus).lead.count("<figure") == 1


def test_picture_of_the_article_is_put_into_a_text_by_keyboard(desk: Page, belarus: Article) -> None:
    text = write_in(desk, belarus)
    after(desk, "Diplomatic ties")
    reach_the_pictures(desk)
    caption = desk.locator("dialog .chooser-option").first.inner_text()
    press(desk, "Enter")
    expect(text.locator("figure figcaption")).to_have_text(caption)
    expect(text).to_be_focused()
    press(desk, "Alt+Enter")
    expect(desk.locator("#images-0 [name$='-alternative_text']")).to_be_focused()
    press(desk, "End")
    desk.keyboard.type(" Seen again.")
    save(desk, "Again")
    desk.wait_for_url("**/wiki/**")
    now = revisions.working_copy(belarus)
    assert now.lead.count("<figure") == 1
    assert now.images[0].alternative_text.endswith(" Seen again.")


def reach_the_pictures(page: Page) -> None:
    """Come from the text to the list of pictures, by keyboard alone."""
    press(page, "Alt+F10")
    for _ in range(30):
        if page.locator("[data-does='figure']:focus").count():
            break
        press(page, "ArrowRight")
    press(page, "Enter")
    expect(page.get_by_role("combobox", name="Find a picture")).to_be_focused()
    expect(page.locator("dialog .chooser-option").first).to_be_visible()
