"""Reading what was typed, and showing where it was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import search
from articles.content.words import fold


@pytest.mark.parametrize(
    ("raw", "terms"),
    [
        ("", ()),
        ("Minsk", ("minsk",)),
        ("coup d'État", ("coup", "d'etat")),
        ('"than shwe" 2008', ("than shwe", "2008")),
        ("“typographic quotes”", ("typographic quotes",)),
        ('"unclosed', ("unclosed",)),
        ("a a A", ("a",)),
        ("Straße", ("strasse",)),
        ("1 2 3 4 5 6 7 8 9 10", ("1", "2", "3", "4", "5", "6", "7", "8")),
    ],
)
def test_terms_are_read_as_typed(raw: str, terms: tuple[str, ...]) -> None:
    assert search.parse(raw).terms == terms


@given(st.text())
def test_nothing_typed_is_an_error(raw: str) -> None:
    assert all(search.parse(raw).terms)


def test_snippet_shows_the_words_in_their_place() -> None:
    text = "word " * 100 + "before État after " + "word " * 100
    pieces = search.snippet(text, search.parse("etat"))
    assert ("État", True) in pieces
    assert pieces[0] == ("… ", False)
    assert pieces[-1] == (" …", False)


@given(st.text(max_size=2_000), st.text(max_size=20))
def test_snippet_is_a_stretch_of_the_text(text: str, words: str) -> None:
    query = search.parse(words)
    pieces = search.snippet(text, query)
    shown = "".join(piece for piece, _ in pieces).removeprefix("… ").removesuffix(" …")
    assert shown in " ".join(text.split())
    assert all(fold(piece) for piece, found in pieces if found)
