"""A picture comes into an article through its form, and is served to readers in the size they need."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from articles.models import Article

from .desk import add, address, field, markup, save

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
