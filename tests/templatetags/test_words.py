"""Dates as precise as they are known, in the words of the locale; names of people and languages."""

from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from articles.content import dates
from articles.templatetags import chancery


@pytest.mark.parametrize(
    ("given", "english", "german"),
    [
        ("2012", "2012", "2012"),
        ("2012-01", "January 2012", "Januar 2012"),
        ("2012-01-05", "5 January 2012", "5. Januar 2012"),
        ("2012~", "c. 2012", "c. 2012"),
        ("2012-01?", "January 2012 (uncertain)", "Januar 2012 (uncertain)"),
        ("2012%", "c. 2012 (uncertain)", "c. 2012 (uncertain)"),
        ("2011/2012-05", "2011 – May 2012", "2011 – Mai 2012"),
        ("0044-03-15", "15 March 0044", "15. März 0044"),
        ("0000", "0000", "0000"),
    ],
)
def test_dates_are_as_precise_as_given(given: str, english: str, german: str) -> None:
    with translation.override("en"):
        assert chancery.partial_date(dates.parse(given)) == english
    with translation.override("de"):
        assert chancery.partial_date(dates.parse(given)) == german


@pytest.mark.parametrize(("language", "words"), [("en", "1,234"), ("de", "1.234"), ("pl", "1\xa0234")])
def test_counts_are_grouped_by_the_locale(language: str, words: str) -> None:
    with translation.override(language):
        assert chancery.number(1234) == words


@pytest.mark.parametrize(
    ("code", "name"), [("my", "Burmese"), ("pt-br", "Brazilian Portuguese"), ("de-AT", "German"), ("tlh", "tlh")]
)
def test_languages_have_names(code: str, name: str) -> None:
    with translation.override("en"):
        assert chancery.language_name(code) == name


@pytest.mark.parametrize(
    ("code", "direction"),
    [("en", "ltr"), ("ar", "rtl"), ("AR-eg", "rtl"), ("ku-Arab", "rtl"), ("ku", "ltr"), ("my", "ltr")],
)
def test_languages_have_directions(code: str, direction: str) -> None:
    assert chancery.direction(code) == direction


@pytest.mark.django_db
def test_people_have_a_name(reviewer: Any) -> None:
    assert chancery.person(reviewer) == "Rev"
    reviewer.first_name = ""
    assert chancery.person(reviewer) == "rev"
    assert chancery.person(None) == "Imported"


def test_site_has_a_name(settings: Any) -> None:
    settings.SITE_NAME = "Gazetteer"
    assert Template("{% load chancery %}{% site_name %}").render(Context()) == "Gazetteer"


@pytest.mark.parametrize(("hundredths", "said"), [(53, "53%"), (1, "1%"), (0, "under 1%")])
def test_parts_of_a_whole_are_told_in_words_where_they_are_small(hundredths: int, said: str) -> None:
    assert chancery.share(hundredths) == said


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("Relations", "."),
        ("Smith, J.", ""),
        ("Relations between Belarus and ...", ""),
        ("Who voted against?", ""),
        ("A vote “at last.”", ""),
        ("A so-called “vote”", "."),
        ("", "."),
    ],
)
def test_parts_of_a_reference_end_in_one_full_stop(text: str, stop: str) -> None:
    assert chancery.stop(text) == stop
