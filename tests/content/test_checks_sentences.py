"""Texts cut into sentences: marks, abbreviations, citations, scripts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content.checks import wordlists
from articles.content.checks.sentences import CITATION, cut, plain

from . import strategies

C = CITATION


def sentences(text: str, language: str = "en") -> list[str]:
    return [each.text for each in cut(text, text, wordlists.of(language))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("One? Two! Three…", ["One?", "Two!", "Three…"]),
        ("One... and two.", ["One... and two."]),
        ("He said “One.” Then two.", ["He said “One.”", "Then two."]),
        ("He asked “one?” and left.", ["He asked “one?” and left."]),
        ("(One.) Two.", ["(One.)", "Two."]),
        ("Mr. Smith and Gen. Than Shwe met.", ["Mr. Smith and Gen. Than Shwe met."]),
        ("J. R. Smith met George W. Bush.", ["J. R. Smith met George W. Bush."]),
        ("The U.S. Army left the U.S. In 1990 it came.", ["The U.S. Army left the U.S.", "In 1990 it came."]),
        ("It was World War I. The peace held.", ["It was World War I.", "The peace held."]),
        ("At 5 p.m. the ship left.", ["At 5 p.m. the ship left."]),
        ("Apple Inc. Chief Tim came.", ["Apple Inc. Chief Tim came."]),
        ("It cost 3.5 million. No. 5 won.", ["It cost 3.5 million.", "No. 5 won."]),
        ("N. A. Smith and G. A. Miller met.", ["N. A. Smith and G. A. Miller met."]),
        ("Tin, iron, etc. Solids are so.", ["Tin, iron, etc.", "Solids are so."]),
        ("In 1990. 3 people came.", ["In 1990.", "3 people came."]),
        ("See example.org/a. It is down.", ["See example.org/a.", "It is down."]),
        ("One\nTwo", ["One", "Two"]),
        ("No mark at all", ["No mark at all"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_english_is_cut(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Am 3. Oktober 1990. Danach kam er.", ["Am 3. Oktober 1990.", "Danach kam er."]),
        ("de", "Es waren 12. Die Zahl stieg.", ["Es waren 12.", "Die Zahl stieg."]),
        ("de-AT", "Das gilt z. B. Mitte Mai bzw. Juni.", ["Das gilt z. B. Mitte Mai bzw. Juni."]),
        ("fr", "M. Macron est venu. Il est parti.", ["M. Macron est venu.", "Il est parti."]),
        ("es", "El Sr. López vino. Se fue.", ["El Sr. López vino.", "Se fue."]),
        ("ru", "В 2001 г. Минск рос. Он рос.", ["В 2001 г. Минск рос.", "Он рос."]),
        ("zh", "明斯克是首都。它很大！真的？", ["明斯克是首都。", "它很大！", "真的？"]),
        ("ja", "彼は「はい。」と言った。終わり。", ["彼は「はい。」", "と言った。", "終わり。"]),
        ("my", "မြန်မာသည် နိုင်ငံဖြစ်သည်။ နေပြည်တော်သည် မြို့တော်ဖြစ်သည်။", ["မြန်မာသည် နိုင်ငံဖြစ်သည်။", "နေပြည်တော်သည် မြို့တော်ဖြစ်သည်။"]),
        ("hi", "यह एक देश है। वह बड़ा है।", ["यह एक देश है।", "वह बड़ा है।"]),
        ("ar", "هل هذا بلد؟ نعم، هو بلد.", ["هل هذا بلد؟", "نعم، هو بلد."]),
        ("ur", "یہ ملک ہے۔ وہ بڑا ہے۔", ["یہ ملک ہے۔", "وہ بڑا ہے۔"]),
        ("xx", "One. Two.", ["One.", "Two."]),
    ],
)  # fmt: skip
def test_other_languages_are_cut(language, text, expected):
    assert sentences(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"One.{C} Two.", [("One.", True), ("Two.", False)]),
        (f"One. {C}{C} Two.", [("One.", True), ("Two.", False)]),
        (f"One{C}. Two.", [("One.", True), ("Two.", False)]),
        (f"One,{C} and so. Two.", [("One, and so.", True), ("Two.", False)]),
        (f"One.{C}Two.", [("One.", True), ("Two.", False)]),
        (f"In the U.S.{C} The rest.", [("In the U.S.", True), ("The rest.", False)]),
        (f"At Apple Inc.{C} and so.", [("At Apple Inc. and so.", True)]),
        (f"“One.”{C} Two.", [("“One.”", True), ("Two.", False)]),
        (f"一。{C}二。", [("一。", True), ("二。", False)]),
        (f"{C}", [("", True)]),
    ],
)
def test_citation_belongs_to_the_sentence_before_it(text, expected):
    assert [(each.text, each.is_cited) for each in cut(text, text, wordlists.of("en"))] == expected


@given(st.lists(st.one_of(strategies.text, st.sampled_from([C, ". ", "。", "U.S. ", "\n"]))).map("".join))
def test_every_word_is_in_one_sentence(text):
    found = cut(text, text, wordlists.of("en"))
    assert "".join("".join(each.text.split()) for each in found) == "".join(plain(text).split())
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert sum(each.is_cited for each in found) <= text.count(C)
