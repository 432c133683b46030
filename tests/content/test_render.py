"""The page: numbers, addresses and anchors agree, and nothing of the content becomes markup."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import citations, outline, plaintext
from articles.content.markup import serialise
from articles.content.render import CONTEXT, Backlink, Picture, Rendered, Site, Target, figure, letter, render
from articles.content.snapshot import Image, Reference, Section, Snapshot

from . import reader, strategies

SITE = Site(
    articles={"minsk": Target("/minsk", "Minsk"), "中文": Target("/中文", "中文")},
    address="/new/{}".format,
    picture=lambda image: Picture(f"/images/{image.file}", f"/small/{image.file} 320w" if image.width > 320 else ""),
    missing="Not yet",
    table="Table",
)
IMAGE = Image(
    key="flag", file="f.png", width=300, height=200, alternative_text='"<i>', caption="A & <b>", credit="C", licence="L"
)


def page(body: str, **parts: object) -> str:
    """Return the HTML of a section of a small article."""
    parts = {"references": (Reference(key="a"), Reference(key="b")), "images": (IMAGE,), **parts}
    section = Section(key="s", heading="History", body=body)
    return render(Snapshot(title="T", slug="t", sections=(section,), **parts), SITE).sections[0].html  # type: ignore[arg-type]


def html(rendered: Rendered) -> str:
    return rendered.lead + "".join(section.html for section in rendered.sections)


def ids(markup: str) -> Counter[str]:
    return Counter(attributes["id"] for _, attributes in reader.elements(markup) if "id" in attributes)


@given(strategies.snapshots)
def test_every_citation_has_its_number(snapshot):
    numbers = citations.numbers(snapshot)
    rendered = render(snapshot, SITE)
    found = re.findall(r'<a href="#ref_([^"]+)" class="cite-link">\[(\d+)\]</a>', html(rendered))
    known = [citation.key for citation in citations.of(snapshot) if citation.key in numbers]
    assert found == [(key, str(numbers[key])) for key in known]
    assert [(each.reference.key, each.number) for each in rendered.references] == list(numbers.items())


@given(strategies.snapshots)
def test_every_backlink_has_one_anchor(snapshot):
    rendered = render(snapshot, SITE)
    found = ids(html(rendered))
    anchors = [link.anchor for each in rendered.references for link in each.backlinks]
    assert all(found[anchor] == 1 for anchor in anchors)
    assert sorted(anchors) == sorted(name for name in found if name.startswith("cite_"))


@given(strategies.snapshots)
def test_every_id_is_used_once(snapshot):
    rendered = render(snapshot, SITE)
    lead = [serialise([figure(image, SITE.picture(image))]) for image in snapshot.images if image.in_lead]
    anchors = Counter(section.anchor for section in rendered.sections)
    assert not [name for name, times in (ids(html(rendered) + "".join(lead)) + anchors).items() if times > 1]


@given(strategies.bodies)
def test_page_holds_the_same_text(body):
    assert reader.sees(page(body, references=(), images=()).replace("[?]", ""), plaintext.text(body).replace("[?]", ""))


@given(st.text(strategies.ODD), st.text(strategies.ODD))
def test_words_never_become_markup(one, other):
    image = replace(IMAGE, caption=one, credit=other, licence=one, alternative_text=other, file="f.png")
    written = serialise([figure(image, Picture("/f"))])
    assert [tag for tag, _ in reader.elements(written) if tag not in ("figure", "img", "figcaption", "small")] == []


@given(strategies.bodies)
def test_page_holds_only_known_elements(body):
    known = {"div", "img", "figcaption", "small", "thead", "sup"} | {tag for tag, _ in reader.elements(body)}
    assert {tag for tag, _ in reader.elements(page(body))} <= known | {"span", "figure", "a"}


@pytest.mark.parametrize(
    ("body", "written"),
    [
        pytest.param(
            '<a href="https://a.b/?c&amp;d">x</a>',
            '<a href="https://a.b/?c&amp;d" class="external" rel="external noopener">x</a>',
            id="out",
        ),
        pytest.param(
            '<a data-article="minsk">x</a>', '<a href="/minsk" class="wikilink" title="Minsk">x</a>', id="to an article"
        ),
        pytest.param(
            '<a data-article="minsk" data-section="today">x</a>',
            '<a href="/minsk#section_today" class="wikilink" title="Minsk">x</a>',
            id="to a section of an article",
        ),
        pytest.param(
            '<a data-article="yangon">x</a>',
            '<a href="/new/yangon" class="missing" title="Not yet">x</a>',
            id="to nothing yet",
        ),
        pytest.param('<a data-section="s">x</a>', '<a href="#history">x</a>', id="to its own section"),
        pytest.param('<a data-article="t" data-section="s">x</a>', '<a href="#history">x</a>', id="to itself by name"),
        pytest.param('<a data-article="t">x</a>', '<a href="#">x</a>', id="to itself"),
        pytest.param('<a data-section="gone">x</a>', '<a href="#">x</a>', id="to a section that is gone"),
        pytest.param(
            'x<cite data-ref="b" data-locator="p. &lt;4&gt;"></cite>',
            'x<sup class="cite" id="cite_b_1"><a href="#ref_b" class="cite-link">[1]</a>'
            '<span class="locator">: p. &lt;4&gt;</span></sup>',
            id="a citation",
        ),
        pytest.param('x<cite data-ref="no"></cite>', 'x<sup class="cite broken">[?]</sup>', id="a citation of nothing"),
    ],
)
def test_token_becomes_a_link(body, written):
    assert page(f"<p>{body}</p>") == f"<p>{written}</p>"


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        pytest.param("<tr><td>a</td></tr>", 0, id="none"),
        pytest.param("<tr><th>a</th></tr><tr><td>b</td></tr>", 1, id="one"),
        pytest.param("<tr><th>a</th></tr><tr><th>b</th></tr><tr><th>c</th><td>d</td></tr>", 2, id="two"),
        pytest.param("<tr><th>a</th></tr><tr><th>b</th></tr>", 0, id="nothing but headings"),
        pytest.param(
            '<tr><th rowspan="2">a</th></tr><tr><th>b</th></tr><tr><td>c</td></tr>', 2, id="one that spans both"
        ),
        pytest.param('<tr><th rowspan="2">a</th></tr><tr><td>b</td></tr>', 0, id="one that reaches below"),
    ],
)
def test_heading_rows_become_the_head(rows, heads):
    written = page(f"<table><caption>c</caption><tbody>{rows}</tbody></table>")
    frame = '<div class="table" role="region" tabindex="0" aria-label="Table"><table><caption>c</caption>'
    assert written.startswith(frame + ("<thead>" if heads else "<tbody>"))
    assert written.partition("</thead>")[0].count("<tr>") == (heads or rows.count("<tr>"))


def test_image_stands_in_its_frame():
    assert page('<figure data-image="flag"></figure>') == (
        '<figure id="image_flag">'
        '<img src="/images/f.png" alt="&quot;&lt;i&gt;" width="300" height="200" loading="lazy">'
        '<figcaption>A &amp; &lt;b&gt; <small class="credit">C · L</small></figcaption></figure>'
    )


def test_image_that_is_gone_leaves_nothing():
    assert page('<p>a</p><figure data-image="gone"></figure>') == "<p>a</p>"


def test_image_shown_again_has_no_anchor():
    twice = page('<figure data-image="flag"></figure>' * 2)
    assert twice.count("<img") == 2
    assert twice.count('id="image_flag"') == 1
    assert "id=" not in page('<figure data-image="flag"></figure>', images=(replace(IMAGE, in_lead=True),))


def test_large_image_comes_in_sizes():
    image = replace(IMAGE, width=640, caption="", source_url="https://a.b/", licence="")
    assert serialise([figure(image, SITE.picture(image))]) == (
        '<figure id="image_flag"><img src="/images/f.png" alt="&quot;&lt;i&gt;" srcset="/small/f.png 320w"'
        ' sizes="(min-width: 48rem) 40rem, 100vw" width="640" height="200" loading="lazy"><figcaption> '
        '<small class="credit"><a href="https://a.b/" rel="external noopener">C</a></small></figcaption></figure>'
    )
    bare = Image(key="i", file="i.png", width=1, height=1)
    assert "figcaption" not in serialise([figure(bare, SITE.picture(bare))])


def test_way_back_names_what_was_said():
    body = (
        f'<p>First.<cite data-ref="a"></cite></p><p>{"word " * 30}<br>Then <em>this</em><cite data-ref="a"></cite></p>'
    )
    body += f'<p>{"word " * 30}end<cite data-ref="a"></cite></p><p>{"中" * 90}<cite data-ref="a"></cite></p>'
    section = Section(key="s", heading="S", body=body)
    rendered = render(Snapshot(title="T", slug="t", sections=(section,), references=(Reference(key="a"),)), SITE)
    assert rendered.references[0].backlinks == (
        Backlink("cite_a_1", "a", "First."),
        Backlink("cite_a_2", "b", "Then this"),
        Backlink("cite_a_3", "c", "…" + "word " * 15 + "end"),
        Backlink("cite_a_4", "d", "…" + "中" * CONTEXT),
    )


def test_page_has_its_sections_outline():
    snapshot = Snapshot(
        title="T", slug="t", sections=(Section(key="a", heading="<A>"), Section(key="b", heading="<A>", level=3))
    )
    rendered = render(snapshot, SITE)
    assert [(s.key, s.heading, s.level, s.anchor) for s in rendered.sections] == [
        ("a", "<A>", 2, "a"),
        ("b", "<A>", 3, "a-2"),
    ]
    assert rendered.outline == outline.outline(snapshot.sections)


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (702, "zz"), (703, "aaa")]
)
def test_ways_back_have_letters(number, letters):
    assert letter(number) == letters
