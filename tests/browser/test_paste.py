"""What is pasted keeps its structure and loses its styles; no word is lost, and what must go is said."""

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import revisions, uploads
from articles.content.clean import clean
from articles.content.snapshot import Image as ImageOf
from articles.content.snapshot import Reference, Section
from articles.models import Article
from tests.admin.test_answers import picture

from .desk import field, read, save
from .editor import after, body, copy, notice, paste, press, put, select, text, write_in

pytestmark = pytest.mark.browser

PASTED = {path.stem: path.read_text(encoding="utf-8") for path in Path(__file__).with_name("pasted").glob("*.html")}
TABLE = (
    '<table><tbody><tr><th scope="col">Year</th><th scope="col">Ships</th></tr>'
    "<tr><td>1931</td><td>14</td></tr></tbody></table>"
)
LIST = "<ul><li><p>Grain</p><{0}><li>Rye</li><li>Oats</li></{0}></li><li>Salt</li></ul>"
WANTED = {
    "word": "<p><strong>The harbour of Tirel</strong></p><p><strong>Trade</strong></p>"
    "<p>The <strong>harbour</strong> of Tirel was <em>dredged</em> in 1931<sup>st</sup>."
    '<cite data-ref="ines-moor-the-harbour-1950-harbour-e"></cite> It is deep.</p>'
    + LIST.format("ol")
    + "<p><strong>Ships</strong></p>"
    + TABLE.replace("<tbody>", "<caption>Table 1: Ships a year</caption><tbody>").replace(
        "</tbody>", '<tr><td colspan="2">none</td></tr></tbody>'
    )
    + "<blockquote><p>A good harbour.</p></blockquote>",
    "word-online": "<p><strong>Trade</strong></p><p>The harbour was <strong>dredged</strong> <em>twice</em>"
    '<span lang="FR-FR">, le port</span></p>' + LIST.format("ol"),
    "google-docs": "<p><strong>Trade</strong></p><p>The <strong>harbour</strong> <em>was dredged </em>"
    '<strong><em>twice</em></strong>: H<sub>2</sub>O, 2<sup>nd</sup>, <a href="https://harbour.example/a?b=1&amp;c=2">said</a>.</p>'
    + LIST.format("ul")
    + "<table><tbody><tr><td>Year</td><td>Ships</td></tr><tr><td>1931</td><td></td></tr></tbody></table>",
    "wikipedia": "<table><caption>Tirel Harbour</caption><tbody>"
    '<tr><th scope="row">Opened</th><td>1931</td></tr></tbody></table>'
    '<p>The <strong>harbour of Tirel</strong> lies in <a data-article="belarus">Belarus</a>, near Nowhere.'
    '<cite data-ref="moor-1950" data-locator="14"></cite> It holds <code>x^{2}</code> ships.'
    '<cite data-ref="moor-1950"></cite></p><p><strong>History</strong></p><p>The harbour</p>'
    '<p>It is old.<cite data-ref="how-old-it-is-harbour-news"></cite></p><table><caption>Ships</caption><tbody>'
    '<tr><th scope="col">Year</th><th scope="col">Ships</th></tr><tr><th scope="row">1931</th><td>14</td></tr>'
    "</tbody></table>",
    "libreoffice": "<p><strong>Trade</strong></p><p>The <strong>harbour</strong> was <em>dredged</em><sup>2</sup>."
    '<cite data-ref="moor-the-harbour"></cite></p>'
    "<ol><li><p>Grain</p><ol><li>Rye</li></ol></li><li>Salt</li></ol>"
    + TABLE
    + '<p>Plain <span lang="my-MM">မြန်မာ</span></p>',
    "browser": "<p><strong>Trade</strong></p><p>The <strong>harbour</strong> &amp; the town, "
    '<a href="https://harbour.example/a%20b">said</a> so often.</p><p>One line<br>and another</p><p>A second part</p>'
    "<blockquote><p>Said “once”</p></blockquote><pre>let x = 1;\n  x &lt; 2</pre><dl><dt>Quay</dt><dd>A wall</dd></dl>"
    "<p><strong>Ships</strong></p><ul><li><p><strong>Old ones</strong></p><p>Few</p></li></ul>",
}


@pytest.fixture
def lead(desk: Page, published: Any) -> Page:
    """The form of an article of one section, the cursor in its empty lead; there is an article on Belarus."""
    published("Belarus")
    known = published(
        "Tirel", lead="<p>x</p>", sections=(Section(key="history", heading="History", body="<p>Old.</p>"),)
    )
    write_in(desk, known)
    put(desk, "")
    return desk


@pytest.mark.parametrize("program", WANTED)
def test_structure_stays_and_styles_go(lead: Page, program: str) -> None:
    paste(lead, PASTED[program])
    expect(field(lead, "lead")).to_have_value(WANTED[program])
    assert clean(WANTED[program]) == WANTED[program]
    save(lead, f"From {program}", button="Save and go on editing")
    expect(lead.locator(".messagelist .success")).to_be_visible()
    stored = revisions.working_copy(Article.objects.get(slug="tirel"))
    assert stored.lead == WANTED[program]


def test_words_like_names_of_handlers_stay(lead: Page) -> None:
    words = '<p>On one "style" only: on/off, /on, style=on onload=1 <a href="https://on.example/style?on=on">on</a></p>'
    paste(lead, words)
    assert body(lead) == words


def test_headings_become_sections_once_accepted(lead: Page) -> None:
    put(lead, "<p>Before.</p>")
    after(lead, "Before.")
    paste(lead, "<h2>Trade</h2><p>Grain.</p><h3>Ships</h3><ul><li>Many</li></ul>")
    assert body(lead) == (
        "<p>Before.</p><p><strong>Trade</strong></p><p>Grain.</p><p><strong>Ships</strong></p><ul><li>Many</li></ul>"
    )
    expect(notice(lead)).to_contain_text("The pasted text has 2 headings.")
    notice(lead).get_by_role("button", name="Make sections").click()
    expect(lead.locator("[name$='-heading']:focus")).to_have_value("Ships")
    save(lead, "Sections")
    lead.wait_for_url("**/wiki/tirel/")
    stored = revisions.working_copy(Article.objects.get(slug="tirel"))
    assert stored.lead == "<p>Before.</p>"
    assert [(each.heading, each.level, each.body) for each in stored.sections] == [
        ("Trade", 2, "<p>Grain.</p>"),
        ("Ships", 3, "<ul><li>Many</li></ul>"),
        ("History", 2, "<p>Old.</p>"),
    ]


def test_headings_pasted_into_a_section_come_behind_it(lead: Page) -> None:
    text(lead, "sections-0-body")
    put(lead, "<p>Old. And new.</p>", "sections-0-body")
    after(lead, "Old.", "sections-0-body")
    paste(lead, "<p>Older.</p><h1>Trade</h1><p>Grain.</p>")
    notice(lead).get_by_role("button", name="Make sections").click()
    assert body(lead, "sections-0-body") == "<p>Old.Older.</p>"
    expect(lead.locator("[name$='-heading']").nth(1)).to_have_value("Trade")
    assert body(lead, "sections-1-body") == "<p>Grain. And new.</p>"


def test_pictures_that_were_left_out_are_told(lead: Page) -> None:
    paste(lead, '<p>a</p><img src="https://example.org/a.png" width="400"><img src="https://example.org/b.png">')
    expect(notice(lead)).to_contain_text("2 pictures were left out")
    notice(lead).get_by_role("button", name="Close").click()
    expect(notice(lead)).to_have_count(0)
    expect(text(lead)).to_be_focused()


def test_plain_text_keeps_its_lines(lead: Page) -> None:
    paste(lead, plain="One\r\ntwo  spaced\n\n\n* not a list\n[[not a link")
    assert body(lead) == "<p>One<br>two spaced</p><p>* not a list<br>[[not a link</p>"
    expect(lead.get_by_role("dialog")).to_have_count(0)


def test_plain_text_into_preformatted_text_stays_as_it_is(lead: Page) -> None:
    put(lead, "<pre>a</pre>")
    after(lead, "a")
    paste(lead, html="<p><b>b</b></p>", plain="\n  b\n\nc")
    assert body(lead) == "<pre>a\n  b\n\nc</pre>"


def test_address_over_chosen_words_links_them(lead: Page) -> None:
    put(lead, "<p>See the harbour of Tirel.</p>")
    select(lead, "the harbour")
    paste(lead, plain=" https://harbour.example/a?b=1&c=2 ")
    assert body(lead) == '<p>See <a href="https://harbour.example/a?b=1&amp;c=2">the harbour</a> of Tirel.</p>'
    select(lead, "Tirel")
    paste(lead, plain=lead.url.split("/admin/")[0] + "/wiki/belarus/#section_history")
    assert '<a data-article="belarus" data-section="history">Tirel</a>.</p>' in body(lead)


def test_address_alone_is_offered_as_a_source(lead: Page) -> None:
    put(lead, "<p>It is deep.</p>")
    after(lead, "deep.")
    paste(lead, plain="https://harbour.example/depth")
    assert body(lead) == "<p>It is deep.https://harbour.example/depth</p>"
    notice(lead).get_by_role("button", name="Cite this source").click()
    expect(lead.get_by_role("dialog")).to_be_visible()
    press(lead, "Enter")
    expect(lead.get_by_role("dialog")).to_have_count(0)
    expect(field(lead, "lead")).to_have_value('<p>It is deep.<cite data-ref="source"></cite></p>')


def test_own_text_is_pasted_as_it_was_copied(lead: Page, open_page: Any, reviewer: Any, published: Any) -> None:
    whole = (
        '<p>One<cite data-ref="a" data-locator="p. 4"></cite> <a data-article="belarus">two</a> '
        '<a data-section="here">three</a></p><ul><li>four<cite data-ref="b"></cite></li></ul>'
    )
    source = published(
        "Quay",
        lead=whole,
        sections=(Section(key="here", heading="Here", body="<p>x</p>"),),
        references=(Reference(key="a", title="A", issued="1999"), Reference(key="b", url="https://b.example/")),
    )
    other = open_page(by=reviewer)
    write_in(other, source).focus()
    press(other, "Control+a")
    plain, html = copy(other)
    after(other, "four")
    paste(other, html, plain)
    assert body(other).count('data-ref="a" data-locator="p. 4"') == 2
    assert other.locator("#part-references .desk-row").count() == 2
    paste(lead, html, plain)
    expect(field(lead, "lead")).to_have_value(
        whole.replace('"a"', '"a-1999"')
        .replace('"b"', '"source"')
        .replace("data-section", 'data-article="quay" data-section')
    )
    save(lead, "From another article")
    read(lead)
    lead.wait_for_url("**/wiki/tirel/")
    stored = revisions.working_copy(Article.objects.get(slug="tirel"))
    assert {each.title or each.url for each in stored.references} == {"A", "https://b.example/"}


def test_page_of_the_article_is_pasted_with_its_citations(lead: Page, published: Any) -> None:
    known = published(
        "Quay",
        lead="<p>x</p>",
        references=(Reference(key="a-1999", title="A"),),
        sections=(Section(key="s", heading="S", body="<p>y</p>"),),
    )
    write_in(lead, known)
    put(lead, "")
    base = lead.url.split("/admin/")[0]
    page = (
        '<p>One<sup class="cite" id="cite_a-1999_1"><a href="{0}/wiki/quay/#ref_a-1999" class="cite-link">[1]</a>'
        '<span class="locator">: p. 4</span></sup> <a href="{0}/wiki/belarus/#section_s" class="wikilink">two</a> '
        '<a href="{0}/wiki/nowhere/" class="missing" title="x">three</a><sup class="cite" id="cite_b_1">'
        '<a href="{0}/wiki/belarus/#ref_b" class="cite-link">[2]</a></sup></p>'
    )
    paste(lead, page.format(base))
    expect(field(lead, "lead")).to_have_value(
        '<p>One<cite data-ref="a-1999" data-locator="p. 4"></cite> <a data-article="belarus" data-section="s">two</a> '
        '<a data-article="nowhere">three</a></p>'
    )
    expect(notice(lead)).to_contain_text("One mark of a note was left out")


def test_picture_is_pasted_from_one_form_into_another(
    lead: Page, open_page: Any, reviewer: Any, published: Any
) -> None:
    flag = stored_flag(reviewer)
    source = published(
        "Quay", lead='<p>One.</p><figure data-image="flag"></figure><p>Two.</p>', images=(flag,), sections=()
    )
    other = open_page(by=reviewer)
    write_in(other, source).focus()
    press(other, "Control+a")
    plain, html = copy(other)
    paste(lead, html, plain)
    expect(field(lead, "lead")).to_have_value('<p>One.</p><figure data-image="a-flag"></figure><p>Two.</p>')
    expect(text(lead).locator("figure figcaption")).to_have_text("A flag")
    expect(text(lead).locator("figure img")).to_have_js_property("naturalWidth", 320)
    save(lead, "A picture")
    lead.wait_for_url("**/wiki/tirel/")
    assert revisions.working_copy(Article.objects.get(slug="tirel")).images == (replace(flag, key="a-flag"),)


def stored_flag(by: Any) -> ImageOf:
    """A stored picture as an article shows it."""
    file = uploads.store(io.BytesIO(picture().read()), by=by)
    words: dict[str, Any] = {"caption": "A flag", "credit": "A. Nyein", "licence": "CC0", "alternative_text": "Red"}
    return ImageOf(key="flag", file=file.name, width=40, height=30, source_url="https://flags.example/", **words)


COPIED = """element => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("a[href]").forEach((link) => { link.setAttribute("href", link.href); });
  copy.querySelectorAll("img").forEach((image) => { image.setAttribute("src", image.src); });
  return copy.innerHTML;
}"""


@pytest.fixture
def page_of_another(page: Page, published: Any, reviewer: Any) -> str:
    """What a browser copies of the lead of another article's page, without its references."""
    flag = stored_flag(reviewer)
    published(
        "Quay",
        lead='<p>One<cite data-ref="a" data-locator="p. 4"></cite> two<cite data-ref="a"></cite>.</p>'
        '<figure data-image="flag"></figure><p>Three.<cite data-ref="b"></cite></p>',
        references=(
            Reference(key="a", title="A", issued="1999", publisher="A press"),
            Reference(key="b", url="https://b.example/", quote="Said"),
        ),
        images=(flag,),
    )
    page.goto("/wiki/quay/")
    return str(page.locator(".lead").evaluate(COPIED))


def test_page_of_another_article_is_pasted_with_its_sources(lead: Page, page_of_another: str, reviewer: Any) -> None:
    paste(lead, page_of_another)
    expect(field(lead, "lead")).to_have_value(
        '<p>One<cite data-ref="a-press-1999" data-locator="p. 4"></cite> two<cite data-ref="a-press-1999"></cite>.</p>'
        '<figure data-image="a-flag"></figure><p>Three.<cite data-ref="source"></cite></p>'
    )
    expect(notice(lead)).to_have_count(0)
    press(lead, "Control+z")
    assert body(lead) == ""
    press(lead, "Control+Shift+z")
    save(lead, "From another page")
    read(lead)
    lead.wait_for_url("**/wiki/tirel/")
    stored = revisions.working_copy(Article.objects.get(slug="tirel"))
    assert {(each.title or each.url, each.publisher, each.quote) for each in stored.references} == {
        ("A", "A press", ""),
        ("https://b.example/", "", "Said"),
    }
    assert stored.images == (replace(stored_flag(reviewer), key="a-flag"),)


def test_page_of_another_article_is_pasted_though_there_is_no_answer(lead: Page, page_of_another: str) -> None:
    lead.route("**/desk/elsewhere/", lambda route: route.fulfill(status=200, body="no JSON"))
    paste(lead, page_of_another)
    expect(field(lead, "lead")).to_have_value(re.compile("^<p>One two.</p>"))
    expect(notice(lead)).to_contain_text("3 marks of notes were left out")
    assert "<figure" not in body(lead)
    assert lead.locator(".desk-sources .desk-row").count() == 0


def test_picture_that_the_article_has_is_not_added_again(lead: Page, page_of_another: str) -> None:
    for _ in range(2):
        paste(lead, page_of_another)
        expect(lead.locator("#part-images .desk-row")).to_have_count(1)
        press(lead, "Control+End")
    expect(field(lead, "lead")).to_have_value(re.compile('(<figure data-image="a-flag"></figure>.*){2}'))
    assert lead.locator("#part-references .desk-row").count() == 2


def test_paste_is_one_step_to_undo(lead: Page) -> None:
    put(lead, "<p>Before.</p>")
    after(lead, "Before.")
    paste(lead, PASTED["wikipedia"])
    expect(field(lead, "lead")).not_to_have_value(re.compile("nowhere-at-all"))
    press(lead, "Control+z")
    assert body(lead) == "<p>Before.</p>"
