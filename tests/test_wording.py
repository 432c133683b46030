"""Words for codes: every code has some, and they take what the code comes with."""

import re

import pytest

from articles import wording
from articles.content.checks import CHECKS, Finding, Known, Target, run
from articles.content.problems import Place
from articles.content.snapshot import Image, Reference, Section, Snapshot

# An article with something for every check to find.
WRONG = Snapshot(
    title="T",
    slug="t",
    lead='<p>Ten came recently <a data-article="no">there</a> and <a data-article="gone">there</a>.</p>'
    "<ul><li>33 came in here</li><li>44 came in here</li><li>55 came in here</li></ul>"
    f'<p>{"word " * 500}<cite data-ref="none"></cite></p>',
    related=("former", "many"),
    sections=(Section(key="s", heading="S", level=4),),
    references=(
        Reference(key="a", url="https://a.b/"),
        Reference(key="b", url="https://a.b/", container_title="C"),
        Reference(key="c", title="T", issued="2012", access_date="2010"),
    ),
    images=(Image(key="i", file="i.png", width=1, height=1),),
)
KNOWN = Known(
    {
        "gone": Target("withdrawn"),
        "former": Target("redirect", "latter", "Latter"),
        "many": Target("disambiguation"),
    }
)


def test_every_check_has_its_words():
    assert set(wording.CHECKS) == {name.partition(" ")[0] for name in wording.FINDINGS} == set(CHECKS)
    assert set(wording.FINDINGS) >= set(CHECKS)
    assert set(wording.SEVERITIES) == {"error", "warning", "advice"}


@pytest.mark.parametrize("check", CHECKS)
def test_every_finding_is_told_in_words(check):
    told = [wording.finding(found) for found in run(WRONG, KNOWN) if found.check == check]
    assert told
    assert not [words for words in told if re.search(r"%\(|\{|_date|_url", words)]


def test_list_without_a_source_says_how_many_entries():
    (told,) = [wording.finding(found) for found in run(WRONG, KNOWN) if found.values.get("count") == "3"]
    assert told.startswith("No source is cited for any of these 3: “33 came in here 44 came in here 55")


def test_sentence_without_a_source_is_quoted():
    found = Finding("claim-without-source", "warning", Place("article", "", "lead", 1), {}, "Ten came.")
    assert wording.finding(found) == "No source is cited for: “Ten came.” Cite one, or take it out."


def test_dates_in_conflict_are_named():
    (told,) = [wording.finding(found) for found in run(WRONG, KNOWN) if found.check == "dates-in-conflict"]
    assert told.startswith("The dates of “T” are in conflict: Access date, 2010, lies before Date, 2012.")
