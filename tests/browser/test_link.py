"""Links by key stroke or button: articles by title, those to be written, sections, addresses; and out again."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.content.snapshot import Section

from .desk import field as form_field
from .editor import after, body, button, press, put, select, write_in

pytestmark = pytest.mark.browser


@pytest.fixture
def lead(desk: Page, published: Any) -> Page:
    """The form of an article of one section, the cursor in its lead; there is an article on Belarus."""
    published("Belarus")
    known = published(
        "Tirel", lead="<p>A harbour.</p>", sections=(Section(key="old", heading="History", body="<p>x</p>"),)
    )
    write_in(desk, known).focus()
    return desk


def test_brackets_offer_articles_and_give_way_to_the_link(lead: Page) -> None:
    after(lead, "harbour")
    lead.keyboard.type(" of [[")
    expect(lead.get_by_role("dialog", name="Link")).to_be_visible()
    lead.keyboard.type("bela")
    expect(lead.get_by_role("option", name="Belarus").first).to_be_visible()
    lead.keyboard.press("Enter")
    expect(lead.get_by_role("dialog")).to_have_count(0)
    lead.keyboard.type(" now")
    assert body(lead) == '<p>A harbour of <a data-article="belarus">Belarus</a> now.</p>'


def test_cancelled_brackets_stay_as_typed(lead: Page) -> None:
    after(lead, "harbour")
    lead.keyboard.type("[[")
    expect(lead.get_by_role("dialog")).to_be_visible()
    press(lead, "Escape")
    expect(lead.get_by_role("dialog")).to_have_count(0)
    assert body(lead) == "<p>A harbour[[.</p>"
    expect(lead.locator("#id_lead-text")).to_be_focused()
    press(lead, "Backspace", "Backspace")
    assert body(lead) == "<p>A harbour.</p>"


def test_brackets_in_code_are_code(lead: Page) -> None:
    put(lead, "<pre>a</pre><p><code>b</code></p>")
    for words in "ab":
        after(lead, words)
        lead.keyboard.type("[[[@")
    assert body(lead) == "<pre>a[[[@</pre><p><code>b[[[@</code></p>"
    expect(lead.get_by_role("dialog")).to_have_count(0)


CHOICES = [
    ("Atlantis Sea", "to be written", '<a data-article="atlantis-sea">harbour</a>'),
    ("hist", "History", '<a data-section="old">harbour</a>'),
    (
        "https://harbour.example/?a=1&b=2",
        "harbour.example",
        '<a href="https://harbour.example/?a=1&amp;b=2">harbour</a>',
    ),
    ("mailto:a@example.org", "a@example.org", '<a href="mailto:a@example.org">harbour</a>'),
    ("www.harbour.example", "harbour.example", '<a href="https://www.harbour.example">harbour</a>'),
]


def test_chosen_words_are_linked(lead: Page) -> None:
    for typed, option, written in CHOICES:
        put(lead, "<p>A harbour.</p>")
        select(lead, "harbour")
        press(lead, "Control+k")
        field = lead.get_by_role("combobox", name="Find an article")
        expect(field).to_have_value("harbour")
        field.fill(typed)
        lead.get_by_role("option", name=option).first.click()
        expect(form_field(lead, "lead")).to_have_value(f"<p>A {written}.</p>")


def test_link_is_changed_and_removed_by_key(lead: Page) -> None:
    put(lead, '<p>A <a href="https://a.example/">harbour</a>.</p>')
    after(lead, "har")
    expect(lead.locator(".link-line")).to_contain_text("https://a.example/")
    press(lead, "Alt+Enter")
    lead.get_by_role("dialog", name="Change the link").get_by_role("combobox").fill("https://b.example/")
    press(lead, "Enter")
    assert body(lead) == '<p>A <a href="https://b.example/">harbour</a>.</p>'
    after(lead, "har")
    button(lead, "a").click()
    lead.get_by_role("dialog").get_by_role("button", name="Remove the link").click()
    assert body(lead) == "<p>A harbour.</p>"
    press(lead, "Control+z", "Control+Shift+z")
    assert body(lead) == "<p>A harbour.</p>"
