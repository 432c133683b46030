"""References in the house style: which parts are printed, in which order."""

import pytest
from hypothesis import given

from articles.content import references
from articles.content.allowlist import is_url
from articles.content.dates import Day, PartialDate
from articles.content.names import Name
from articles.content.references import Part, parts
from articles.content.snapshot import REFERENCE_FIELDS, Reference

from . import strategies

NEWS = Reference(
    key="news",
    type="article-newspaper",
    title="Belarus opens embassy",
    authors=(Name(family="Oo", given="Lwin"), Name(literal="Reuters"), Name(family="Htet")),
    container_title="The Irrawaddy",
    publisher="Irrawaddy Group",
    issued="2023-09-18",
    url="https://example.org/a",
    archive_url="https://web.archive.org/a",
    archive_date="2023-10",
    access_date="2024",
    doi="10.1000/182",
    isbn="0-306-40615-2",
    pages="3–4",
    quote="It was so.",
    language="my",
    extra={"volume": 12, "issue": "3"},
)


def test_fields_are_asked_by_type():
    assert set(references.asked("book")) - set(references.asked("webpage")) == {"publisher", "pages", "doi", "isbn"}
    assert "container_title" in references.asked("webpage")
    assert {name for kind in references.TYPES for name in references.asked(kind)} <= set(REFERENCE_FIELDS)


def test_authored_source_begins_with_its_authors():
    assert parts(NEWS) == (
        Part("authors", "Oo, Lwin; Reuters; Htet"),
        Part("year", "2023-09-18", date=PartialDate(Day(2023, 9, 18))),
        Part("title", "Belarus opens embassy", "https://example.org/a"),
        Part("container", "The Irrawaddy"),
        Part("volume", "12 (3)"),
        Part("publisher", "Irrawaddy Group"),
        Part("pages", "3–4"),
        Part("doi", "10.1000/182", "https://doi.org/10.1000/182"),
        Part("isbn", "0-306-40615-2"),
        Part("language", "my"),
        Part("archive", "2023-10", "https://web.archive.org/a", PartialDate(Day(2023, 10))),
        Part("accessed", "2024", date=PartialDate(Day(2024))),
        Part("quote", "It was so."),
    )


def test_other_source_begins_with_its_title():
    found = parts(Reference(key="a", type="report", title="Trade", publisher="WTO", issued="2012~"))
    assert [part.kind for part in found] == ["whole", "publisher", "issued"]


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        (Reference(key="a", url="https://a.b/"), (Part("bare", "https://a.b/", "https://a.b/"),)),
        (Reference(key="a", type="book", title="B"), (Part("whole", "B"),)),
        (Reference(key="a", type="chapter", title="C"), (Part("title", "C"),)),
        (Reference(key="a", extra={"volume": "2"}), (Part("volume", "2"),)),
        (Reference(key="a", extra={"issue": 2}), (Part("volume", "2"),)),
        (Reference(key="a", archive_url="https://a.b/"), (Part("archive", "", "https://a.b/"),)),
        (Reference(key="a", issued="spring 2012"), (Part("as-written", "spring 2012"),)),
        (Reference(key="a", access_date="yesterday"), (Part("as-written", "yesterday"),)),
        (Reference(key="a", archive_url="https://a.b/", archive_date="x"), (Part("archive", "x", "https://a.b/"),)),
        (Reference(key="a", doi="no doi"), (Part("doi", "no doi"),)),
        (Reference(key="a"), ()),
    ],
)
def test_missing_parts_are_left_out(reference, found):
    assert parts(reference) == found


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        (Reference(key="a", url="https://a.b/", doi="10.1000/182"), "https://a.b/"),
        (Reference(key="a", doi="https://doi.org/10.1000/182"), "https://doi.org/10.1000/182"),
        (Reference(key="a", doi="10.1000/a<b>#?"), "https://doi.org/10.1000/a%3Cb%3E%23%3F"),
        (Reference(key="a", archive_url="https://c.d/"), "https://c.d/"),
        (Reference(key="a"), ""),
    ],
)
def test_source_is_read_at_an_address(reference, address):
    assert references.target(reference) == address


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"title": "T", "url": "https://a.b/"}, "T"),
        ({"url": "https://a.b/", "container_title": "C"}, "https://a.b/"),
        ({"container_title": "C", "doi": "10.1000/1"}, "C"),
        ({"doi": "10.1000/1"}, "10.1000/1"),
        ({}, "k"),
    ],
)
def test_source_has_a_short_name(values, name):
    assert references.label(Reference(key="k", **values)) == name


@given(strategies.references)
def test_every_source_is_printed(reference):
    for part in parts(reference):
        assert part.text or part.url
        assert not part.url or is_url(part.url)


def test_whole_works_are_types():
    assert set(references.TYPES) >= references.WHOLE
