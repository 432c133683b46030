"""Sources used anywhere in the wiki are found by those who cite: each once, as its newest article cites it."""

from dataclasses import replace
from typing import Any

import pytest

from articles import bibliography, editing, search
from articles.content.names import Name
from articles.content.snapshot import Reference, Snapshot
from articles.models import Article, SourceText

pytestmark = pytest.mark.django_db
EMBASSY = Reference(
    key="embassy",
    type="article-newspaper",
    title="Embassy opens",
    authors=(Name("Müller", "Łucja"),),
    container_title="The Irrawaddy",
    issued="2012-01",
    url="https://www.example.org/embassy/",
    doi="10.1000/182",
)


def found(typed: str, **options: Any) -> list[tuple[str, str, int]]:
    return [(u.reference.key, u.article, u.others) for u in bibliography.find(search.parse(typed), **options)]


@pytest.fixture
def embassy(snapshot: Snapshot, editor: Any) -> Article:
    """A draft that cites the newspaper."""
    said = Snapshot(title="Embassies", slug="embassies", references=(EMBASSY, Reference(key="b", title="A Book")))
    return editing.create(said, by=editor, summary="Sources")


@pytest.mark.parametrize(
    "typed",
    [
        "embassy",
        "EMBASSY opens",
        "muller",
        "Müller",
        "irrawaddy 2012",
        "10.1000/182",
        "http://example.org/embassy",
        "https://www.example.org/embassy/#top",
        '"embassy opens"',
    ],
)
def test_source_is_found_by_who_what_where_and_when(embassy: Article, typed: str) -> None:
    assert found(typed) == [("embassy", "Embassies", 0)]


@pytest.mark.parametrize("typed", ["", " ", "embassy closes", "xyz"])
def test_every_word_must_be_in_it(embassy: Article, typed: str) -> None:
    assert found(typed) == []


def test_one_source_is_told_once(embassy: Article, editor: Any) -> None:
    again = replace(EMBASSY, key="other", title="The embassy opens")
    editing.create(Snapshot(title="Again", slug="again", references=(again,)), by=editor, summary="Sources")
    assert found("embassy") == [("other", "Again", 1)]
    assert found("embassy", but=Article.objects.get(slug="again").pk) == [("embassy", "Embassies", 0)]


def test_edited_source_is_found_as_it_is_now(embassy: Article, editor: Any) -> None:
    now = Snapshot(title="Embassies", slug="embassies", references=(replace(EMBASSY, title="Consulate opens"),))
    editing.replace(embassy, now, by=editor, summary="Correct")
    assert found("consulate") == [("embassy", "Embassies", 0)]
    assert found("opens embassy", but=None)[0][0] == "embassy"  # its address says so still
    assert found("book") == []
    assert SourceText.objects.count() == 1


def test_source_that_comes_back_is_found_again(embassy: Article, editor: Any) -> None:
    bare = Snapshot(title="Embassies", slug="embassies")
    editing.replace(embassy, bare, by=editor, summary="Empty")
    assert found("embassy") == []
    editing.restore(embassy, 1, by=editor, summary="Back")
    assert found("embassy") == [("embassy", "Embassies", 0)]


def test_list_is_no_longer_than_asked(embassy: Article) -> None:
    assert len(found("o", length=1)) == 1
