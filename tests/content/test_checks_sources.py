"""References as checks see them: deleted, never cited, there twice, saying too little, with dates in conflict."""

from typing import Any

import pytest

from articles import wording
from articles.content.checks import Known, run
from articles.content.clean import clean
from articles.content.names import Name
from articles.content.problems import Place
from articles.content.snapshot import Reference, Section, Snapshot

GOOD: dict[str, Any] = {"title": "A long title", "issued": "2012-05-04", "type": "book"}
PAPER = GOOD | {"type": "article-journal", "authors": (Name("Krutoi", "Dmitry"),)}


def article(*references: Reference, body: str = "") -> Snapshot:
    cited = "".join(f'<cite data-ref="{each.key}"></cite>' for each in references)
    return Snapshot(
        title="T",
        slug="t",
        sections=(Section(key="s", heading="S", body=clean(f"{body}<p>x{cited}</p>")),),
        references=references,
    )


def found(check: str, *references: dict[str, Any], body: str = "") -> list[tuple[str, str]]:
    rows = [Reference(**{"key": key} | values) for key, values in zip("abcdef", references, strict=False)]
    told = run(article(*rows, body=body), Known())
    return [(each.place.key, each.place.field) for each in told if each.check == check]


def test_whole_reference_has_no_fault():
    assert run(article(Reference(key="a", **GOOD)), Known()) == ()


def test_deleted_reference_is_told_where_it_is_cited():
    body = '<p>x</p><p>y<cite data-ref="no"></cite><cite data-ref="no" data-locator="p. 2"></cite></p>'
    (told,) = run(article(body=body), Known())
    place = Place("section", "s", "body", 2)
    assert (told.check, told.severity, told.place, told.values) == ("deleted-reference", "error", place, {"key": "no"})


def test_uncited_reference_is_told():
    (told,) = run(Snapshot(title="T", slug="t", references=(Reference(key="a", **GOOD),)), Known())
    assert (told.check, told.place, told.quote) == ("uncited-reference", Place("reference", "a", "key"), "A long title")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"url": "https://a.b/"}, ["bare-url"]),
        ({"url": "https://a.b/", "container_title": "C"}, ["untitled-reference", "undated-reference"]),
        ({"doi": "10.1000/1", "issued": "2001"}, ["untitled-reference"]),
        ({"title": "T", "url": "https://a.b/"}, ["undated-reference"]),
        ({"title": "T", "url": "https://a.b/", "access_date": "2020-01-01"}, []),
        ({"title": "T", "url": "https://a.b/", "archive_date": "2020-01-01"}, []),
        ({"title": "T", "access_date": "2020-01-01", "type": "article-newspaper"}, ["undated-reference"]),
        ({"title": "T", "issued": "2001~", "type": "book"}, []),
        ({"title": "Archived copy", "issued": "2001"}, ["untitled-reference"]),
        ({"title": "www.example.org/", "issued": "2001"}, ["untitled-reference"]),
        ({"title": "Home and away", "issued": "2001"}, []),
    ],
)
def test_reference_says_too_little(values, expected):
    assert [each.check for each in run(article(Reference(**{"key": "a"} | values)), Known())] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>See https://example.org/a.</p>", ["https://example.org/a"]),
        ("<p>(www.example.org)</p>", ["www.example.org"]),
        ('<p><a href="https://example.org/a">https://example.org/a</a></p>', ["https://example.org/a"]),
        ('<p><a href="https://example.org/a">a page</a></p>', []),
        ("<p><code>https://example.org/a</code></p><pre>https://example.org/a</pre>", []),
        ("<p>https:// is how it begins; http://x</p>", []),
    ],
)
def test_bare_address_in_the_text_is_told(body, expected):
    assert [each.text for each in run(article(body=body), Known()) if each.check == "bare-url"] == expected


# One source, twice ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"url": "https://a.b/c/"}, {"url": "http://www.a.b/c#d"}),
        ({"url": "https://a.b/c?d=1&utm_source=x"}, {"url": "https://a.b/c?fbclid=2&d=1"}),
        ({"url": "https://books.google.com/books?id=x1&q=b"}, {"url": "https://books.google.com/books?dq=c&id=x1#d"}),
        ({"url": "https://a.b/c/"}, {"url": "https://web.archive.org/web/20120730095844/http://a.b/c"}),
        ({"doi": "10.1000/A"}, {"doi": "10.1000/a"}),
        ({"doi": "10.1000/A"}, {"url": "https://doi.org/10.1000/a"}),
        (GOOD | {"isbn": "0-306-40615-2"}, GOOD | {"isbn": "9780306406157", "pages": "7", "issued": "2013"}),
        (PAPER, PAPER | {"title": "A Long Title!", "issued": "2012"}),
        (PAPER | {"url": "https://a.b/"}, PAPER | {"doi": "10.1000/1"}),
        (PAPER | {"url": "https://a.b/"}, PAPER | {"url": "https://c.d/"}),
        (GOOD | {"container_title": "The Times"}, GOOD | {"container_title": "the times", "pages": "5"}),
        (GOOD | {"publisher": "P"}, GOOD | {"publisher": "P"}),
        (PAPER | {"pages": "5"}, PAPER | {"pages": "5–9"}),
    ],
)
def test_one_source_is_told_at_the_second_reference(one, other):
    assert [key for key, _ in found("repeated-source", one, {"title": "Other"}, other)] == ["c"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"url": "https://a.b/c"}, {"url": "https://a.b/d"}),
        ({"url": "https://a.b/c?id=1"}, {"url": "https://a.b/c?id=2"}),
        ({"url": "https://books.google.com/books?q=b"}, {"url": "https://books.google.com/books?q=c"}),
        ({"title": "A long title"}, {"title": "A long title"}),
        (GOOD, GOOD),
        (GOOD | {"isbn": "0-306-40615-2"}, GOOD | {"isbn": "9780306406157", "title": "Another chapter"}),
        (PAPER, PAPER | {"authors": (Name("Shwe", "Than"),)}),
        (PAPER, PAPER | {"issued": "2013"}),
        (PAPER, PAPER | {"issued": "2012-06"}),
        (PAPER, PAPER | {"issued": ""}),
        (PAPER | {"doi": "10.1000/1"}, PAPER | {"doi": "10.1000/2"}),
        (PAPER | {"pages": "5"}, PAPER | {"pages": "7"}),
        (PAPER | {"extra": {"volume": "1"}}, PAPER | {"extra": {"volume": 2}}),
        (PAPER | {"issued": "2012", "url": "https://a.b/"}, PAPER | {"issued": "2012", "url": "https://c.d/"}),
        (PAPER | {"title": "Home", "url": "https://a.b/"}, PAPER | {"title": "Home", "url": "https://c.d/"}),
    ],
)
def test_two_sources_are_not_taken_for_one(one, other):
    assert found("repeated-source", one, other) == []


@pytest.mark.parametrize(("one", "other", "words"), [
    ({"pages": "5"}, {"pages": "7"}, "“A” is the same source at another page"),
    ({"pages": "5"}, {"title": "B"}, "“A” is the same: one source"),
])  # fmt: skip
def test_source_at_another_page_is_told_as_one(one, other, words):
    same = {"title": "A", "url": "https://a.b/", "issued": "2001"}
    rows = [Reference(**{"key": key} | same | values) for key, values in (("x", one), ("y", other))]
    (told,) = (each for each in run(article(*rows), Known()) if each.check == "repeated-source")
    assert words in str(wording.finding(told))


@pytest.mark.parametrize(
    ("kind", "words"), [("webpage", "or when you read it"), ("book", "Say when it was published.")]
)
def test_what_does_not_change_has_no_day_on_which_it_was_read(kind, words):
    (told,) = (
        each
        for each in run(article(Reference(key="a", title="T", type=kind)), Known())
        if each.check == "undated-reference"
    )
    assert words in str(wording.finding(told))


def test_first_of_three_is_named():
    rows = [Reference(key=key, title=key, url="https://a.b/") for key in "abc"]
    told = [each for each in run(article(*rows), Known()) if each.check == "repeated-source"]
    assert [(each.place.key, each.values["other"], each.values["label"]) for each in told] == [
        ("b", "a", "a"),
        ("c", "a", "a"),
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"url": "https://a.b/", "doi": "10.1000/1"}, "url"),
        ({"doi": "10.1000/1"}, "doi"),
        ({"isbn": "0306406152"}, "isbn"),
        (PAPER, "title"),
    ],
)
def test_field_that_names_the_source_is_told(values, field):
    assert found("repeated-source", values, values) == [("b", field)]


# Dates ----------------------------------------------------------------------------------------------------

COPY = "https://web.archive.org/web/20120730095844/http://example.org/"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"issued": "2012-05-04", "access_date": "2012-05-01"}, ("issued", "access_date")),
        ({"issued": "2012-05", "access_date": "2012-04"}, None),
        ({"issued": "2012-05", "access_date": "2012-04-20"}, ("issued", "access_date")),
        ({"issued": "2012", "access_date": "2011"}, None),
        ({"issued": "2012", "access_date": "2010"}, ("issued", "access_date")),
        ({"issued": "2012-05-04", "access_date": "2012-05-03"}, None),
        ({"issued": "2012-05-04", "access_date": "2012"}, None),
        ({"issued": "2012~", "access_date": "2010"}, None),
        ({"issued": "2012", "access_date": "2010?"}, None),
        ({"issued": "2012/2014", "access_date": "2013"}, None),
        ({"issued": "2012/2014", "access_date": "2010"}, ("issued", "access_date")),
        ({"issued": "2012", "archive_date": "2010"}, ("issued", "archive_date")),
        ({"issued": "2014", "archive_url": COPY}, ("issued", "archive_url")),
        ({"archive_date": "2012-07-30", "archive_url": COPY}, None),
        ({"archive_date": "2012-07-31", "archive_url": COPY}, None),
        ({"archive_date": "2012-07", "archive_url": COPY}, None),
        ({"archive_date": "2012-08-30", "archive_url": COPY}, ("archive_date", "archive_url")),
        ({"archive_date": "2012-06-30", "archive_url": COPY}, ("archive_url", "archive_date")),
        ({"archive_date": "2012-06-30", "archive_url": "https://archive.today/7ymYx"}, None),
        ({"archive_date": "2024-05-25", "archive_url": f"https://archive.today/20240525130431/{COPY}"}, None),
        ({"issued": "once", "access_date": "2010"}, None),
    ],
)
def test_only_a_certain_conflict_of_dates_is_told(values, expected):
    told = run(article(Reference(**{"key": "a", "title": "T"} | values)), Known())
    pairs = [(each.values["early"], each.values["late"]) for each in told if each.check == "dates-in-conflict"]
    assert pairs == ([expected] if expected else [])
