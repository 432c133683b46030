"""Citations: found in their order, numbered by it."""

from hypothesis import given

from articles.content import citations
from articles.content.citations import Citation, cited
from articles.content.snapshot import Reference, Section, Snapshot

from . import strategies


def citing(*keys: str) -> str:
    return "".join(f'<p>x<cite data-ref="{key}"></cite></p>' for key in keys)


ARTICLE = Snapshot(
    title="T",
    slug="t",
    lead=citing("c"),
    sections=(
        Section(key="s", heading="S", body=citing("a", "c", "missing")),
        Section(key="t", heading="T", body=citing("b")),
    ),
    references=tuple(Reference(key=key) for key in "abcde"),
)


def test_citations_stand_in_their_order():
    body = '<ul><li>x<cite data-ref="b" data-locator="p. 3"></cite></li></ul><p>y<cite data-ref="a"></cite></p>'
    assert cited(body, section="s") == (Citation("b", "p. 3", "s"), Citation("a", "", "s"))


def test_article_is_read_in_order():
    told = [(citation.section, citation.key) for citation in citations.of(ARTICLE)]
    assert told == [("", "c"), ("s", "a"), ("s", "c"), ("s", "missing"), ("t", "b")]


def test_numbers_follow_the_first_citation():
    assert citations.numbers(ARTICLE) == {"c": 1, "a": 2, "b": 3, "d": 4, "e": 5}


def test_unknown_key_has_no_number():
    assert "missing" not in citations.numbers(ARTICLE)


@given(strategies.snapshots)
def test_every_reference_has_one_number(snapshot):
    numbers = citations.numbers(snapshot)
    assert sorted(numbers) == sorted(reference.key for reference in snapshot.references)
    assert list(numbers.values()) == list(range(1, len(numbers) + 1))


@given(strategies.snapshots)
def test_cited_references_come_first(snapshot):
    cited_keys = {citation.key for citation in citations.of(snapshot)}
    flags = [key in cited_keys for key in citations.numbers(snapshot)]
    assert flags == sorted(flags, reverse=True)
