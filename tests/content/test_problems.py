"""Problems: what is wrong with a Snapshot, said once, at its place."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from articles.content import limits
from articles.content.names import Name
from articles.content.problems import Place, Problem, errors
from articles.content.snapshot import Image, Reference, Section, Snapshot

from . import strategies

GOOD = Snapshot(
    title="T",
    slug="t",
    lead='<p>x<cite data-ref="r"></cite> <a data-section="s">s</a> <a data-article="t" data-section="s">s</a></p>',
    related=("minsk",),
    sections=(Section(key="s", heading="S", body='<figure data-image="i"></figure>'),),
    references=(
        Reference(key="r", title="R", url="https://a.b/", issued="2012-01~", doi="10.1000/182", language="my"),
    ),
    images=(Image(key="i", file="i.png", width=1, height=1, source_url="https://a.b/"),),
)


def reference(**values: Any) -> Snapshot:
    return replace(GOOD, references=(Reference(**{"key": "r", "title": "R"} | values),))


def lead(html: str) -> Snapshot:
    return replace(GOOD, lead=html)


def body(html: str) -> Snapshot:
    return replace(GOOD, sections=(Section(key="s", heading="S", body=html),))


SECTION = Section(key="s", heading="S")


def test_good_article_has_no_errors():
    assert errors(GOOD) == ()


@pytest.mark.parametrize(
    ("snapshot", "code", "place", "values"),
    [
        (replace(GOOD, title=""), "required", Place("article", "", "title"), {}),
        (replace(GOOD, slug="No Slug"), "bad-slug", Place("article", "", "slug"), {"slug": "No Slug"}),
        (replace(GOOD, language="e"), "bad-language", Place("article", "", "language"), {"language": "e"}),
        (replace(GOOD, related=("A b",)), "bad-related", Place("article", "", "related"), {"slug": "A b"}),
        (replace(GOOD, related=("t",)), "bad-related", Place("article", "", "related"), {"slug": "t"}),
        (
            replace(GOOD, sections=(replace(SECTION, heading=""),)), "required",
            Place("section", "s", "heading"), {},
        ),
        (
            replace(GOOD, sections=(replace(SECTION, level=5),)), "bad-level",
            Place("section", "s", "level"), {"level": "5"},
        ),
        (replace(GOOD, sections=(SECTION, SECTION)), "repeated-key", Place("section", "s", "key"), {"key": "s"}),
        (
            replace(GOOD, sections=(SECTION, replace(SECTION, key="A b"))), "bad-key",
            Place("section", "A b", "key"), {"key": "A b"},
        ),
        (
            replace(GOOD, references=(Reference(key="r"),)), "empty-reference",
            Place("reference", "r", "title"), {},
        ),
        (replace(GOOD, images=GOOD.images * 2), "repeated-key", Place("image", "i", "key"), {"key": "i"}),
        (
            replace(GOOD, images=(replace(GOOD.images[0], source_url="javascript:1"),)), "bad-url",
            Place("image", "i", "source_url"), {"url": "javascript:1"},
        ),
        (reference(type="poem"), "bad-type", Place("reference", "r", "type"), {"type": "poem"}),
        (reference(url="//a.b/"), "bad-url", Place("reference", "r", "url"), {"url": "//a.b/"}),
        (reference(archive_url="a"), "bad-url", Place("reference", "r", "archive_url"), {"url": "a"}),
        (reference(issued="2012-13"), "bad-date", Place("reference", "r", "issued"), {"date": "2012-13"}),
        (reference(archive_date="x"), "bad-date", Place("reference", "r", "archive_date"), {"date": "x"}),
        (reference(access_date="x"), "bad-date", Place("reference", "r", "access_date"), {"date": "x"}),
        (reference(doi="x"), "bad-doi", Place("reference", "r", "doi"), {"doi": "x"}),
        (reference(isbn="1"), "bad-isbn", Place("reference", "r", "isbn"), {"isbn": "1"}),
        (reference(language="!"), "bad-language", Place("reference", "r", "language"), {"language": "!"}),
        (
            lead('<p><cite data-ref="x"></cite></p>'), "unknown-citation",
            Place("article", "", "lead"), {"key": "x"},
        ),
        (body('<p><cite data-ref="x"></cite></p>'), "unknown-citation", Place("section", "s", "body"), {"key": "x"}),
        (
            body('<p><a data-section="x">y</a></p>'), "unknown-section",
            Place("section", "s", "body"), {"key": "x", "text": "y"},
        ),
        (
            lead('<p><a data-article="t" data-section="x">y</a></p>'), "unknown-section",
            Place("article", "", "lead"), {"key": "x", "text": "y"},
        ),
        (replace(GOOD, title="t" * 301), "too-long", Place("article", "", "title"), {"limit": "300"}),
        (replace(GOOD, categories=("c" * 201,)), "too-long", Place("article", "", "categories"), {"limit": "200"}),
        (
            replace(GOOD, sections=(replace(SECTION, heading="h" * 301),)), "too-long",
            Place("section", "s", "heading"), {"limit": "300"},
        ),
        (reference(quote="q" * 20_001), "too-long", Place("reference", "r", "quote"), {"limit": "20000"}),
        (
            reference(authors=(Name(literal="n" * 10_000), Name(literal="n" * 10_000))), "too-long",
            Place("reference", "r", "authors"), {"limit": "20000"},
        ),
        (reference(extra={"note": "n" * 50_000}), "too-long", Place("reference", "r", "extra"), {"limit": "50000"}),
        (
            reference(extra={"note": json.loads("[" * limits.DEPTH + "]" * limits.DEPTH)}), "too-deep",
            Place("reference", "r", "extra"), {"limit": "32"},
        ),
        (
            replace(GOOD, references=tuple(Reference(key=f"r{n or ''}", title="T") for n in range(2_001))), "too-many",
            Place("reference"), {"limit": "2000"},
        ),
        (body('<figure data-image="x"></figure>'), "unknown-image", Place("section", "s", "body"), {"key": "x"}),
    ],
)  # fmt: skip
def test_error_is_told_at_its_place(snapshot, code, place, values):
    assert errors(snapshot) == (Problem(code, "error", place, values),)


def test_longest_texts_may_be_saved():
    longest = {n: "n" * m for n, m in limits.REFERENCE.items() if n in ("title", "publisher", "quote", "pages")}
    snapshot = replace(reference(**longest | {"title": "t" * 1_000}), title="t" * 300, categories=("c" * 200,))
    assert not errors(snapshot)


def test_every_error_is_told_at_once():
    wrong = replace(reference(url="x", doi="y"), title="", slug="")
    assert [problem.code for problem in errors(wrong)] == ["required", "bad-slug", "bad-url", "bad-doi"]


@pytest.mark.parametrize(
    "values",
    [{"title": "T"}, {"url": "https://a.b/"}, {"doi": "10.1000/1"}, {"isbn": "0306406152"}, {"container_title": "C"}],
)
def test_one_name_suffices_for_a_source(values):
    assert not errors(replace(GOOD, references=(Reference(key="r", **values),)))


@given(strategies.snapshots)
def test_every_problem_has_its_place(snapshot):
    for problem in errors(snapshot):
        part, key = problem.place.part, problem.place.key
        assert problem.place.field
        assert key == "" if part == "article" else key in {row.key for row in getattr(snapshot, f"{part}s")}
