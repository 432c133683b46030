"""Attacks that are pasted or typed into the editor and its dialogs neither run nor leave the closed subset."""

from itertools import islice, product
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.content.clean import clean
from articles.content.snapshot import Reference
from tests.content.test_corpus import XSS, rows

from .desk import field
from .editor import after, body, button, paste, press, put, write_in

pytestmark = pytest.mark.browser

PAYLOADS = [
    "<script>hit()</script>",
    "<img src=x onerror=hit()>",
    '"><svg/onload=hit()>',
    '<a href="javascript:hit()">x</a>',
    '<a href=" java&#10;script:hit()">x</a>',
    '<a data-article="x" href="data:text/html,<script>hit()</script>" style="position:fixed">x</a>',
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=hit()&gt;">',
    "<style>@import 'https://evil.example/';</style><p style='background:url(https://evil.example/)'>x</p>",
    "<cite data-ref='\"><img src=x onerror=hit()>' data-locator='<b onclick=hit()>'></cite>",
    "<figure data-image=\"x' onload='hit()\"><img src=x onerror=hit()></figure>",
    "<p data-pm-slice='0 0 []'><a href='javascript:hit()'>x</a><cite data-ref='a' data-held='{}'></cite>",
    "<table><tr><td colspan=99999999 rowspan=99999999>x</td></tr></table>",
    "<details open ontoggle=hit()><summary>x</summary></details><form action=javascript:hit()><button>x</form>",
    '<noscript><p title="</noscript><img src=x onerror=hit()>">',
    '<!--<img src="--><img src=x onerror=hit()//">',
    '<style><img src="</style><img src=x onerror=hit()//">',
    '<title><a title="</title><p style=color:red onclick=hit()>x</p>">',
    """<img src='x'onerror='hit()'><img/src=x/onerror=hit()><b title="'"onclick=hit()>x</b>""",
]
LISTEN = """() => {
  window.hit = () => { window.hits = (window.hits ?? 0) + 1; };
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
}"""


@pytest.fixture
def lead(desk: Page, published: Any) -> Page:
    """The form of a small article that tells of what runs and what its policy refused."""
    known = published("Tirel", lead="<p>A harbour.</p>", references=(Reference(key="a", title="An Atlas"),))
    write_in(desk, known).focus()
    desk.evaluate(LISTEN)
    return desk


def unharmed(page: Page) -> None:
    """Nothing ran, nothing was refused, no style was put into the page, the text is in the closed subset."""
    assert page.evaluate("[window.hits ?? 0, window.refused]") == [0, []]
    assert page.locator("style, [data-for='id_lead'] :is(script, iframe, svg, form)").count() == 0
    assert body(page) == clean(body(page))


def test_pasted_payloads_do_nothing(lead: Page) -> None:
    for payload in PAYLOADS:
        put(lead, "<p>A harbour.</p>")
        after(lead, "harbour")
        paste(lead, payload, payload)
        paste(lead, plain=payload)
        unharmed(lead)
        assert lead.locator("#id_lead-text [href]:not([href^='http'])").count() == 0, payload


def test_typed_payloads_are_words(lead: Page) -> None:
    put(lead, "")
    for payload in PAYLOADS[:6]:
        lead.keyboard.insert_text(payload)
    unharmed(lead)
    assert "&lt;script&gt;hit()&lt;/script&gt;" in body(lead)


def test_payloads_in_dialogs_do_nothing(lead: Page) -> None:
    for does, payload in product(("cite", "a", "figure", "table"), (PAYLOADS[1], "javascript:hit()")):
        put(lead, "<p>A harbour.</p>")
        after(lead, "harbour")
        button(lead, does).click()
        dialog = lead.get_by_role("dialog")
        for each in dialog.locator("input:not([type='file'], [type='number'], [type='checkbox'])").all():
            each.fill(payload)
        lead.wait_for_timeout(300)
        press(lead, "Enter")
        while dialog.count():
            press(lead, "Escape")
            lead.wait_for_timeout(50)
        unharmed(lead)


@pytest.mark.corpus
def test_collected_attacks_do_nothing(lead: Page) -> None:
    payloads = list(islice(rows(XSS, "payload"), 0, None, 20))
    assert len(payloads) > 400
    lead.evaluate(
        """async (payloads) => {
          const { editorOf, rewrite } = await import("desk/editor");
          const textarea = document.getElementById("id_lead");
          window.made = payloads.map((payload) => {
            rewrite(textarea, "<p>x</p>");
            editorOf(textarea).view.pasteHTML(payload);
            return textarea.value;
          });
        }""",
        payloads,
    )
    made = lead.evaluate("window.made")
    assert [each for each in made if clean(each) != each] == []
    expect(field(lead, "lead")).to_have_count(1)
    unharmed(lead)
