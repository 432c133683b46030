"""Words of many scripts: where they begin and end, and how many there are."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import words

from . import strategies


@given(st.one_of(strategies.text, strategies.words))
def test_tokens_joined_are_the_text(said):
    tokens = words.tokens(said)
    assert "".join(tokens) == said
    assert all(tokens)


@given(strategies.text)
def test_count_is_no_more_than_tokens(said):
    assert 0 <= words.count(said) <= len(words.tokens(said))


@pytest.mark.parametrize(
    ("said", "tokens", "count"),
    [
        pytest.param("", "", 0, id="nothing"),
        pytest.param("can't stop", "can't| |stop", 2, id="apostrophe"),
        pytest.param("l'été d’or", "l'été| |d’or", 2, id="other apostrophe"),
        pytest.param("Belarus–Myanmar", "Belarus|–|Myanmar", 2, id="dash"),
        pytest.param("2,008.5 U.N. 50%", "2,008.5| |U.N|.| |50|%", 3, id="numbers"),
        pytest.param("a_b _ -", "a_b| |_| |-", 1, id="signs"),
        pytest.param("中文维基", "中|文|维|基", 4, id="Chinese"),
        pytest.param("日本語のテスト", "日|本|語|の|テスト", 5, id="Japanese"),
        pytest.param("한국어 위키", "한국어| |위키", 2, id="Korean"),
        pytest.param("မြန်မာ နိုင်ငံ", "မြ|န်|မာ| |နို|င်|ငံ", 6, id="Burmese: by syllable"),
        pytest.param("العربية لغة", "العربية| |لغة", 2, id="Arabic"),
        pytest.param("می‌خواهم", "می‌خواهم", 1, id="Persian, with a joiner"),
        pytest.param("हिन्दी भाषा", "हिन्दी| |भाषा", 2, id="Hindi"),
        pytest.param("Қазақ тілі", "Қазақ| |тілі", 2, id="Kazakh"),
        pytest.param("e\u0301te\u0301", "e\u0301te\u0301", 1, id="accents apart"),
        pytest.param("👩\u200d👩\u200d👧 🇲🇲", "👩\u200d👩\u200d👧| |🇲🇲", 0, id="emoji"),
    ],
)
def test_words_are_told_apart(said, tokens, count):
    assert words.tokens(said) == (tokens.split("|") if tokens else [])
    assert words.count(said) == count


def test_cost_follows_the_length():
    start = process_time()
    assert words.count("word " * 100_000) == 100_000
    assert words.count("中" * 100_000) == 100_000
    assert process_time() - start < 10


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert words.fold(words.fold(text)) == words.fold(text)
