"""Checks as one table: what holds for every finding of any of them."""

import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import markup
from articles.content.blocks import passages
from articles.content.checks import CHECKS, Finding, Known, Target, run
from articles.content.checks import reading as readings
from articles.content.checks.finding import SHOWN
from articles.content.problems import Place
from articles.content.snapshot import Reference, Section, Snapshot

from . import strategies

_targets = st.builds(
    Target, st.sampled_from(["public", "draft", "redirect", "withdrawn", "disambiguation"]), st.just("x"), st.just("X")
)
knowns = st.builds(Known, st.dictionaries(strategies.article_slugs, _targets, max_size=3))
dirty = st.builds(
    lambda base, html, language: replace(base, lead=html, language=language),
    strategies.snapshots,
    strategies.soup,
    st.sampled_from(["en", "de", "zh", "my", "xx", "en-GB", ""]),
)


@given(st.one_of(strategies.snapshots, strategies.versions.map(lambda pair: pair[0])), knowns)
def test_every_finding_names_a_place_that_exists(snapshot, known):
    for found in run(snapshot, known):
        place = found.place
        assert found.check in CHECKS
        assert found.severity in ("error", "warning", "advice")
        if place.part == "article":
            assert (place.key, place.field) in [("", "lead"), ("", "related")]
            body = snapshot.lead
        else:
            row = getattr(snapshot, place.part)(place.key)
            assert hasattr(row, place.field)
            body = getattr(row, "body", "")
        assert 0 <= place.passage <= (len(passages(body)) if place.field in ("lead", "body") else 0)


@given(dirty, knowns)
def test_any_snapshot_is_checked(snapshot, known):
    for found in run(snapshot, known):
        assert len(found.quote) <= SHOWN + 1
        assert found.fingerprint


@given(strategies.versions, knowns)
def test_fingerprints_do_not_hang_on_the_order_of_sections(pair, known):
    snapshot, _ = pair
    turned = replace(snapshot, sections=snapshot.sections[::-1])
    of_levels = ("skipped-level", "empty-section")
    before, after = (
        sorted(found.fingerprint for found in run(each, known) if found.check not in of_levels)
        for each in (snapshot, turned)
    )
    assert before == after


@given(strategies.snapshots, knowns)
def test_findings_are_the_same_each_time(snapshot, known):
    assert run(snapshot, known) == run(snapshot, known)


def test_findings_come_in_printed_order():
    body = '<p>It has ten members.</p><p>See <a data-article="no">no</a>. It has 33 members.</p>'
    references = (Reference(key="b", url="https://b.b/"), Reference(key="a", url="https://a.a/"))
    snapshot = Snapshot(
        title="T",
        slug="t",
        lead='<p>x<cite data-ref="a"></cite><cite data-ref="gone"></cite></p>',
        related=("none",),
        sections=(Section(key="z", heading="Z", body=body), Section(key="y", heading="Y", level=4)),
        references=references,
    )
    assert [(each.check, each.place.key, each.place.passage) for each in run(snapshot, Known())] == [
        ("deleted-reference", "", 1),
        ("claim-without-source", "z", 1),
        ("claim-without-source", "z", 2),
        ("missing-article", "z", 2),
        ("skipped-level", "y", 0),
        ("empty-section", "y", 0),
        ("bare-url", "a", 0),
        ("uncited-reference", "b", 0),
        ("bare-url", "b", 0),
        ("missing-article", "", 0),
    ]


# Fingerprints ---------------------------------------------------------------------------------------------

PLACE = Place("section", "s", "body", 2)


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({}, True),
        ({"place": Place("section", "t", "body", 5)}, True),
        ({"weight": 3, "severity": "advice"}, True),
        ({"check": "other"}, False),
        ({"text": "long " * 100 + "b"}, False),
        ({"values": {"a": "2"}}, False),
        ({"values": {"b": "1"}}, False),
        ({"values": {"a": "1", "b": ""}}, False),
    ],
)
def test_fingerprint_lapses_with_what_is_concerned(change, is_same):
    found = Finding("check", "warning", PLACE, {"a": "1"}, "long " * 100 + "a")
    assert (replace(found, **change).fingerprint == found.fingerprint) is is_same


def test_parts_of_a_fingerprint_do_not_run_together():
    one, other = (Finding("c", "error", PLACE, {}, text, 0) for text in ("ab", "a"))
    assert one.fingerprint != other.fingerprint
    assert Finding("ca", "error", PLACE, {}, "b").fingerprint != one.fingerprint


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("", ""),
        (" a\n b ", "a b"),
        ("a" * SHOWN, "a" * SHOWN),
        ("a" * (SHOWN + 1), "a" * (SHOWN - 1) + "…"),
        ("word " * SHOWN, ("word " * (SHOWN // 5)).strip() + "…"),
    ],
)
def test_quote_is_one_line_cut_between_words(text, quote):
    assert Finding("c", "error", PLACE, {}, text).quote == quote


# Cost -----------------------------------------------------------------------------------------------------


def test_each_body_is_read_once(monkeypatch):
    seen: list[str] = []

    def read(body: str) -> markup.Nodes:
        seen.append(body)
        return parsed(body)

    parsed = markup.read
    monkeypatch.setattr(markup, "read", read)
    monkeypatch.setattr(readings, "read", read)
    snapshot = Snapshot(
        title="T", slug="t", lead="<p>l</p>", sections=(Section(key="s", heading="S", body="<p>b</p>"),)
    )
    run(snapshot, Known())
    assert seen == ["<p>l</p>", "<p>b</p>"]


def steps(snapshot: Snapshot) -> int:
    """Return how many lines of Python one run takes."""
    count = 0

    def trace(_frame: Any, event: str, _value: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run(snapshot, Known())
    finally:
        sys.settrace(before)
    return count


def repeated(times: int) -> Snapshot:
    body = (
        '<p>It has 33 “small and old” parts.<cite data-ref="r{0}"></cite> Ten came. See <a data-article="x">x</a>.</p>'
    )
    rows = "<tr><td>Embassy in Minsk</td><td>19{0}</td></tr>"
    return Snapshot(
        title="T",
        slug="t",
        lead="<p>It has 33 parts.</p>",
        sections=tuple(
            Section(
                key=f"s{n}",
                heading=f"H{n}",
                body="".join(body.format(m) for m in range(n, times * 10, times))
                + f"<table><tbody>{rows.format(n)}</tbody></table>",
            )
            for n in range(times)
        ),
        references=tuple(Reference(key=f"r{n}", title=f"T{n}", url=f"https://a.b/{n}") for n in range(times * 10)),
    )


def test_cost_grows_as_the_article_does():
    run(repeated(1), Known())
    small, large = steps(repeated(4)), steps(repeated(16))
    assert large < small * 4.4
