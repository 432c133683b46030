"""Every page keeps to the window, whatever stands on it; text keeps its measure and its lines."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import editing, revisions
from articles.content.snapshot import Reference, Section, Snapshot
from articles.models import Article

from .conftest import PHONE, Opener

pytestmark = pytest.mark.browser

ADDRESS = "/wiki/belarus-myanmar-relations/"
WIDTHS = (320, 360, 390, 820, 1440, 1920)
PUBLIC = [
    "/",
    ADDRESS,
    f"{ADDRESS}history/",
    f"{ADDRESS}compare/1...9/",
    f"{ADDRESS}compare/1...9/?view=inline",
    f"{ADDRESS}revisions/3/",
    f"{ADDRESS}revisions/3/cite/",
    f"{ADDRESS}authors/",
    f"{ADDRESS}history/?part=section&key=history",
    "/changes/",
    "/people/lena.okafor/",
    "/index/",
    "/categories/",
    "/categories/bilateral-relations-of-myanmar/",
    "/search/?q=myanmar",
    "/search/?q=zzzz",
    "/wiki/nothing-here/",
    "/nowhere/",
]
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
LONG_TITLE = ("On the relations of " + "very distant and rarely named " * 10)[:196] + " end"
TABLE = "<table>" + "<tr>" + "<td>Diplomatic representation</td>" * 12 + "</tr>" + "</table>"
MYANMAR = "မြန်မာနိုင်ငံသည် အရှေ့တောင်အာရှတွင် ကုန်းမြေအကျယ်အဝန်းအားဖြင့် ဒုတိယအကြီးဆုံး နိုင်ငံဖြစ်သည်။"
ARABIC = "العلاقات بين بيلاروس وميانمار هي العلاقات الثنائية بين البلدين منذ عام ألفين."

SCRIPTS = (
    f'<p lang="my">{MYANMAR * 3}</p><p lang="ar" dir="rtl">{ARABIC * 3}</p>'
    f'<p>In English, <span lang="my">{MYANMAR}</span> and <span lang="ar" dir="rtl">{ARABIC}</span> are words.</p>'
)


def sideways(page: Page) -> list[int]:
    """Return the widths at which the page can be scrolled to the side."""
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(width)
    return wide


@pytest.fixture
def monster(reviewer: Any) -> Article:
    """An article with everything at its worst."""
    references = tuple(
        Reference(key=f"source-{n}", title=f"Source {n}", url=f"https://example.org/{'long-path-' * 8}{n}")
        for n in range(300)
    )
    cites = "".join(f'<cite data-ref="source-{n}"></cite>' for n in range(300))
    sections = (
        Section(key="words", heading=LONG_WORD, body=f"<p>{LONG_WORD} and {LONG_WORD}</p><pre>{LONG_WORD * 2}</pre>"),
        Section(key="table", heading="Table", level=3, body=TABLE),
        Section(key="cites", heading="Cites", level=4, body=f"<p>All of it.{cites}</p>"),
        Section(
            key="scripts",
            heading="Scripts",
            body=SCRIPTS,
        ),
    )
    made = editing.create(
        Snapshot(
            title=LONG_TITLE,
            slug="monster",
            short_description=LONG_WORD,
            lead=f"<p>{LONG_WORD}</p>",
            sections=sections,
            references=references,
            categories=(LONG_WORD, "Bilateral relations of Myanmar"),
        ),
        by=reviewer,
        summary=LONG_WORD,
    )
    now = revisions.working_copy(made)
    editing.replace(made, Snapshot(title=now.title, slug=now.slug, lead="<p>x</p>"), by=reviewer, summary="Empty it")
    editing.replace(made, now, by=reviewer, summary="Fill it again")
    return made


def test_pages_keep_to_the_window(page: Page) -> None:
    wide = {}
    for address in PUBLIC:
        page.goto(address)
        wide[address] = sideways(page)
    assert {address: widths for address, widths in wide.items() if widths} == {}


def test_worst_article_keeps_to_the_window(page: Page, monster: Article) -> None:
    here = "/wiki/monster/"
    pages = ["/", "/index/", "/search/?q=donau", here]
    pages += [
        f"{here}{part}"
        for part in ("history/", "compare/2...3/", "compare/2...3/?view=inline", "revisions/1/", "authors/")
    ]
    wide = {}
    for address in pages:
        page.goto(address)
        wide[address] = sideways(page)
    assert {address: widths for address, widths in wide.items() if widths} == {}


def test_desk_keeps_to_the_window(desk: Page, belarus: Article) -> None:
    one = f"/admin/articles/article/{belarus.pk}"
    for address in ("/admin/articles/article/", "/admin/articles/article/add/", f"{one}/change/", f"{one}/withdraw/",
                    f"{one}/restore/?number=1", f"{one}/undo/?number=4"):  # fmt: skip
        desk.goto(address)
        assert (address, sideways(desk)) == (address, [])


def test_wide_table_scrolls_in_its_frame(open_page: Opener, published: Any) -> None:
    published("Wide", lead=TABLE)
    page = open_page(viewport=PHONE)
    page.goto("/wiki/wide/")
    frame = page.get_by_role("region", name="Table")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    frame.focus()
    page.keyboard.press("ArrowRight")
    expect(frame).not_to_have_js_property("scrollLeft", 0)


LINE_LENGTHS = """paragraphs => paragraphs.flatMap(paragraph => {
  const lines = new Map(), walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode());) {
    if (text.parentElement.closest(".cite")) continue;
    for (let n = 0; n < text.length; n++) {
      const range = new Range();
      range.setStart(text, n);
      range.setEnd(text, n + 1);
      const line = Math.round(range.getBoundingClientRect().bottom);
      lines.set(line, (lines.get(line) ?? 0) + 1);
    }
  }
  return [...lines.values()].slice(0, -1);
})"""


def test_lines_have_a_readers_length(page: Page) -> None:
    page.goto(ADDRESS)
    for width in (820, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        lengths = page.locator("#section_history p").evaluate_all(LINE_LENGTHS)
        assert len(lengths) > 8
        assert sum(lengths) / len(lengths) >= 45
        assert max(lengths) <= 80


def test_citations_do_not_push_lines_apart(page: Page) -> None:
    page.goto(ADDRESS)
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        lines = page.locator(".text p").evaluate_all(
            "all => all.map(each => each.clientHeight / parseFloat(getComputedStyle(each).lineHeight))"
        )
        assert lines == [pytest.approx(round(number), abs=0.02) for number in lines]


def test_targets_are_large_enough(open_page: Opener) -> None:
    phone = open_page(viewport=PHONE)
    phone.goto(ADDRESS)
    phone.locator(".contents summary").click()
    small = phone.locator(
        ".site-head a, .site-head button, .tools a, .facts a, .contents a, summary, .card-title a, .categories a,"
        " .back, .site-foot a"
    ).evaluate_all(
        "all => all.filter(each => { const { width, height } = each.getBoundingClientRect();"
        " return each.checkVisibility() && (width < 24 || height < 24); }).map(each => each.outerHTML)"
    )
    assert small == []


def test_citation_is_hit_around_it(page: Page) -> None:
    page.goto(ADDRESS)
    for number in ("[1]", "[5]", "[9]"):
        link = page.locator(".cite-link", has_text=number)
        link.scroll_into_view_if_needed()
        assert link.evaluate(
            """link => {
              const { left, right, top, bottom } = link.getBoundingClientRect();
              const x = (left + right) / 2, y = (top + bottom) / 2;
              return [[0, 0], [-11, 0], [11, 0], [0, -11], [0, 11]].every(
                ([a, b]) => document.elementFromPoint(x + a, y + b).closest("a") === link);
            }"""
        )


def test_line_of_an_article_is_enough(page: Page, published: Any) -> None:
    published("Shortest")
    page.goto("/wiki/shortest/")
    assert sideways(page) == []
    expect(page.locator(".text")).to_have_text("Shortest in a sentence.")
    for what in (".contents", ".figures", ".sources", ".related", ".categories"):
        expect(page.locator(what)).to_have_count(0)


def test_arabic_article_reads_from_the_right(page: Page, published: Any) -> None:
    published("Minsk", lead=f"<p>{ARABIC}</p>", language="ar")
    page.goto("/wiki/minsk/")
    assert sideways(page) == []
    text = page.locator(".lead p")
    assert text.evaluate("text => getComputedStyle(text).direction") == "rtl"
    assert page.locator(".site-head").evaluate("head => getComputedStyle(head).direction") == "ltr"


def test_other_scripts_keep_their_size_and_side(page: Page, published: Any) -> None:
    published("Scripts", lead=f"<p>Latin</p>{SCRIPTS}")
    page.goto("/wiki/scripts/")
    assert sideways(page) == []
    styles = page.locator(".lead p").evaluate_all(
        "all => all.map(each => getComputedStyle(each)).map(({ fontSize, direction }) => [fontSize, direction])"
    )
    assert len({size for size, _ in styles}) == 1
    assert [direction for _, direction in styles] == ["ltr", "ltr", "rtl", "ltr"]
