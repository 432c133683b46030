"""The article in stretches: all its words in order, each under the Revision that brought it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import blocks, citations, words
from articles.content.allowlist import INLINE, TAGS
from articles.content.attribution import Attribution, Spans
from articles.content.blocks import Token
from articles.content.clean import clean
from articles.content.credited import Credited, credited
from articles.content.markup import Element, Nodes, parse, read, serialise, steps, text, walk
from articles.content.snapshot import Reference, Section, Snapshot

from . import reader, strategies
from .test_attribution import fold

LINES = ("title", "short_description")


def dress(number: int, cites: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return (("data-n", str(number)), *((("data-cites", " ".join(cites)),) if cites else ()))


def figure(key: str) -> Element | None:
    return Element("figure", (), (Element("a", (("href", "/"),), (key,)),)) if key != "lost" else None


def page(snapshot: Snapshot, found: Attribution) -> Credited:
    return credited(snapshot, found, dress, figure)


def everything(shown: Credited) -> Nodes:
    """Return all that the page shows, in order."""
    sections = (node for _, _, heading, body in shown.sections for node in (*heading, *body))
    return (*shown.title, *shown.short_description, *shown.lead, *sections)


def texts(snapshot: Snapshot) -> Iterator[tuple[tuple[str, str, str] | tuple[str, int], tuple[Token, ...]]]:
    """Yield (place, tokens) of every text and every passage of an article, in the order of the page."""
    for name in LINES:
        yield ("article", "", name), blocks.plain(getattr(snapshot, name))
    headings = {each.key: each.heading for each in snapshot.sections}
    for key, body in snapshot.bodies():
        if key:
            yield ("section", key, "heading"), blocks.plain(headings[key])
        for place, html in enumerate(blocks.passages(body)):
            yield (key, place), tuple(token for block in blocks.blocks(html) for token in block.walk())


type Credit = tuple[Snapshot, Attribution, list[tuple[Token, int]]]


@st.composite
def articles(draw: st.DrawFn) -> Credit:
    """Draw an article, Revisions for its words, and these as (token, Revision)."""
    some = st.one_of(strategies.versions.map(lambda pair: pair[1]), strategies.snapshots)
    snapshot = replace(draw(some), lead=draw(st.one_of(strategies.bodies, strategies.short_bodies)))
    numbers = cycle(draw(st.lists(st.integers(1, 4), min_size=1, max_size=9)))
    bodies: dict[str, tuple[Spans, ...]] = {}
    lines: dict[tuple[str, str, str], Spans] = {}
    told: list[tuple[Token, int]] = []
    for place, tokens in texts(snapshot):
        brought = [(token, next(numbers)) for token in tokens]
        spans = tuple((1, number) for _, number in brought)
        told += brought
        if len(place) == 2:
            bodies[place[0]] = (*bodies.get(place[0], ()), spans)
        else:
            lines[place] = spans
    return snapshot, Attribution(bodies, lines), told


def stretches(nodes: Nodes) -> Iterator[tuple[int, str]]:
    """Yield (Revision, words) of each stretch; citations are no words."""
    for node in walk(nodes):
        if number := node.get("data-n"):
            said = (each for each in _without_cites(node.children) if isinstance(each, str))
            yield int(number), "".join(said)


def _without_cites(nodes: Nodes) -> Iterator[object]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.get("class") != "cite":
            yield from _without_cites(node.children)


def is_word(token: Token) -> bool:
    return not token.atom and words.count(token.text) > 0


@given(articles())
def test_stretches_joined_are_the_article(credit):
    snapshot, found, told = credit
    said = "".join(words for _, words in stretches(everything(page(snapshot, found))))
    assert said == "".join(token.text for token, _ in told if not token.atom)


@given(articles())
def test_word_stands_under_its_revision(credit):
    snapshot, found, told = credit
    shown = [number for number, words in stretches(everything(page(snapshot, found))) for _ in words]
    for token, number in told:
        if not token.atom:
            letters, shown = shown[: len(token.text)], shown[len(token.text) :]
            assert not is_word(token) or set(letters) == {number}


@given(articles())
def test_every_word_is_counted_once(credit):
    snapshot, found, told = credit
    counted = page(snapshot, found).words
    assert +counted == Counter(number for token, number in told if is_word(token))
    assert set(counted) >= {number for number, _ in stretches(everything(page(snapshot, found)))}


@given(articles())
def test_citations_are_numbers(credit):
    snapshot, found, told = credit
    printed = citations.numbers(snapshot)
    shown = page(snapshot, found)
    cites = [text((node,)) for node in walk(everything(shown)) if node.get("class") == "cite"]
    assert cites == [f"[{printed.get(citation.key, '?')}]" for citation in citations.of(snapshot)]
    brought = {(number, token.atom.get("data-ref")) for token, number in told if token.atom and token.atom.tag != "br"}
    assert {(number, key) for number, keys in shown.cited.items() for key in keys} == brought


@given(articles())
def test_no_link_stands_in_a_link(credit):
    snapshot, found, _ = credit
    opened = 0
    for node, ends in steps(everything(page(snapshot, found))):
        if isinstance(node, Element) and node.tag == "a":
            opened += -1 if ends else 1
        assert opened <= 1


@given(articles())
def test_markup_is_read_as_it_was_written(credit):
    snapshot, found, _ = credit
    shown = everything(page(snapshot, found))
    assert parse(serialise(shown)) == shown


@given(articles())
def test_nothing_unknown_comes_out(credit):
    snapshot, found, _ = credit
    for tag, attributes in reader.elements(serialise(everything(page(snapshot, found)))):
        assert tag in set(TAGS) - {"cite"}
        assert set(attributes) <= {*TAGS[tag], "data-n", "data-cites", "class"} - {"data-article", "data-section"}
        assert attributes.get("class", "cite") == "cite"


@given(articles())
def test_blocks_stand_as_they_were(credit):
    snapshot, found, _ = credit
    shown = page(snapshot, found)
    bodies = [shown.lead, *(body for *_, body in shown.sections)]
    for nodes, (_, body) in zip(bodies, snapshot.bodies(), strict=True):
        assert _blocks(nodes) == _blocks(read(body))
    assert [each[:2] for each in shown.sections] == [(each.key, each.level) for each in snapshot.sections]


def _blocks(nodes: Nodes) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return [
        (node.tag, node.attributes if node.tag != "figure" else ()) for node in walk(nodes) if node.tag not in INLINE
    ]


@given(strategies.versions)
def test_every_history_can_be_credited(pair):
    old, new = pair
    shown = page(new, fold([old, new]))
    assert {number for number, _ in stretches(everything(shown))} <= {1, 2}


def shown(body: str, *numbers: int) -> str:
    """Return the markup of a body whose tokens were brought by these Revisions, as "1[words]2[others]"."""
    snapshot = Snapshot(
        title="", slug="t", lead=clean(body), references=tuple(Reference(key=key, title=key) for key in "ab")
    )
    spans = tuple((1, number) for number in numbers)
    return serialise(page(snapshot, Attribution({"": (spans,)})).lead)


def by(number: int, html: str, cites: str = "") -> str:
    return f'<a data-n="{number}"{cites and f' data-cites="{cites}"'}>{html}</a>'


A, B = ('<cite data-ref="a"></cite>', '<cite data-ref="b" data-locator="p. 2"></cite>')


@pytest.mark.parametrize(
    ("body", "numbers", "html"),
    [
        pytest.param("a b", (1, 1, 1), by(1, "a b"), id="one author"),
        pytest.param("a b c", (1, 2, 2, 1, 1), by(1, "a ") + by(2, "b ") + by(1, "c"), id="a word between"),
        pytest.param("“a”, b", (2, 1, 2, 2, 2, 1), by(2, "“") + by(1, "a”, b"), id="stops go with their word"),
        pytest.param(
            "a «\u202fb\u202f»", (1, 1, 1, 2, 1), by(1, "a «") + by(2, "\u202fb\u202f»"), id="a word in guillemets",
        ),
        pytest.param(
            "a <em>b c</em>", (1, 1, 1, 2, 2),
            by(1, "a <em>b </em>") + by(2, "<em>c</em>"), id="emphasis over two authors",
        ),
        pytest.param('a <a href="https://a.b/">b</a>', (1, 1, 1), by(1, "a b"), id="a link is its words"),
        pytest.param("a<br>b", (1, 2, 1), by(1, "a<br>b"), id="a line that breaks"),
        pytest.param(
            f"a{A} b", (1, 2, 1, 1),
            by(1, "a") + by(2, '<sup class="cite">[1]</sup> ', "a") + by(1, "b"), id="a citation added",
        ),
        pytest.param(
            f"a{B}{A}", (1, 1, 1), by(1, 'a<sup class="cite">[1]</sup><sup class="cite">[2]</sup>', "b a"),
            id="in the order of the text",
        ),
        pytest.param(
            '<cite data-ref="no"></cite>', (3,), by(3, '<sup class="cite">[?]</sup>', "no"), id="a citation of nothing",
        ),
    ],
)  # fmt: skip
def test_stretches_are_links(body, numbers, html):
    assert shown(body, *numbers) == f"<p>{html}</p>"


def test_sources_are_named_in_their_passage():
    body = clean(f"<p>a{A}</p><p>b</p>")
    snapshot = Snapshot(title="", slug="t", lead=body, references=(Reference(key="a", title="A"),))
    found = page(snapshot, Attribution({"": (((2, 1),), ((1, 1),))}))
    assert serialise(found.lead) == f"<p>{by(1, 'a<sup class="cite">[1]</sup>', 'a')}</p><p>{by(1, 'b')}</p>"
    assert found.words == {1: 2}
    assert found.cited == {1: {"a": None}}


@pytest.mark.parametrize(
    ("body", "numbers", "html"),
    [
        pytest.param(
            "<ul><li>a<ul><li>b</li></ul></li></ul>", (1, 2),
            f"<ul><li><p>{by(1, 'a')}</p><ul><li>{by(2, 'b')}</li></ul></li></ul>", id="lists",
        ),
        pytest.param(
            '<table><tr><th colspan="2">a</th></tr><tr><td></td><td>b</td></tr></table>', (1, 1),
            f'<table><tbody><tr><th colspan="2">{by(1, "a")}</th></tr>'
            f"<tr><td></td><td>{by(1, 'b')}</td></tr></tbody></table>", id="cells, empty ones too",
        ),
        pytest.param(
            '<blockquote><p>a</p><figure data-image="i"></figure><p>b</p></blockquote>', (1, 2),
            f'<blockquote><p>{by(1, "a")}</p><figure><a href="/">i</a></figure><p>{by(2, "b")}</p></blockquote>',
            id="a picture between",
        ),
        pytest.param('<figure data-image="lost"></figure>', (), "", id="a picture that is gone"),
        pytest.param("<pre>a\n b</pre>", (1, 1, 1, 1), f"<pre>{by(1, 'a\n b')}</pre>", id="space that counts"),
    ],
)  # fmt: skip
def test_structure_is_kept(body, numbers, html):
    assert shown(body, *numbers) == html


@pytest.mark.parametrize(
    ("body", "count"),
    [
        pytest.param("One, 2.", 2, id="words and numbers"),
        pytest.param("«\u202fa\u202f» _b_", 2, id="words that begin with no letter"),
        pytest.param(f"a{A}<br>… —", 1, id="citations, breaks and stops are none"),
    ],
)
def test_words_are_counted(body, count):
    lead = clean(body)
    snapshot = Snapshot(title="", slug="t", lead=lead)
    assert page(snapshot, fold([snapshot])).words == {1: count}


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", '"><img src=x onerror="alert(1)">', "</a></p><h1>"])
def test_hostile_text_stays_text(payload):
    section = Section(key="s", heading=payload)
    snapshot = Snapshot(title=payload, slug="t", short_description=payload, sections=(section,))
    shown = page(snapshot, fold([snapshot]))
    for nodes in (shown.title, shown.short_description, shown.sections[0][2]):
        assert reader.text(serialise(nodes)) == payload
        assert {tag for tag, _ in reader.elements(serialise(nodes))} == {"a"}
