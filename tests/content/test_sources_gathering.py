"""From what a source says to fields: the first that fits, its origin, and what was left."""

from typing import Any

import pytest

from articles.content import limits
from articles.content.names import Name
from articles.content.sources import Found, Left, people
from articles.content.sources.gathering import MAX_LEFT, Said, gather
from articles.content.sources.loose import at, listed, loads, text, texts
from articles.content.sources.unmarked import unmarked


def said(field, *values, key=""):
    return [Said(field, value, f"{field}-{n}", f"Source {n}", key) for n, value in enumerate(values)]


def test_first_that_fits_is_taken():
    found = gather(said("issued", "", "in press", "2009", "2010"))
    assert found.values == {"issued": "2009"}
    assert found.origins == {"issued": "Source 2"}
    assert found.left == (
        Left("issued-1", "in press", "bad-date"),
        Left("issued-3", "2010", "no-place"),
    )


def test_alternatives_tell_only_what_nothing_replaced():
    found = gather([*said("issued", "in press", "2009", "2010"), *said("isbn", "12")], alternatives=True)
    assert found.values == {"issued": "2009"}
    assert found.left == (Left("isbn-0", "12", "bad-isbn"),)


def test_what_is_said_again_less_precisely_is_not_told():
    assert gather(said("issued", "2009-08-27", "2009-08", "2009")).left == ()
    assert gather(said("title", "Tea", "TEA")).left == ()


@pytest.mark.parametrize(
    ("field", "value", "kept", "code"),
    [
        ("type", "book", "book", ""),
        ("type", "novel", None, "bad-type"),
        ("title", " a \n b\x00 ", "a b", ""),
        ("title", 1984, "1984", ""),
        ("title", 1.5, "1.5", ""),
        ("title", True, None, "bad-value"),
        ("title", {"a": 1}, None, "bad-value"),
        ("title", float("inf"), None, "bad-value"),
        ("title", 10**400, None, "bad-value"),
        ("title", "x" * 1_001, None, "too-long"),
        ("title", "\x00", None, ""),
        ("url", "example.org/a", "https://example.org/a", ""),
        ("url", "javascript:alert(1)", None, "bad-url"),
        ("url", "http://example.org/" + "a" * limits.URL, None, "bad-url"),
        ("archive_url", "https://archive.ph/x", "https://archive.ph/x", ""),
        ("doi", "doi:10.1000/182", "10.1000/182", ""),
        ("doi", "182", None, "bad-doi"),
        ("isbn", "ISBN 0-306-40615-2", "0-306-40615-2", ""),
        ("isbn", "0 8044 2957 X", "0 8044 2957 X", ""),
        ("isbn", "0-306-40615-2 (pbk.)", "0-306-40615-2", ""),
        ("isbn", "0-306-40615-3", None, "bad-isbn"),
        ("language", "Dutch", "nl", ""),
        ("language", "Elvish", None, "bad-language"),
        ("quote", "a \r\n b", "a\n b", ""),
        ("quote", "x" * 20_001, None, "too-long"),
        ("extra", {"a": [1, None, True, "b\x00"]}, {"a": [1, None, True, "b"]}, ""),
        ("extra", 0, 0, ""),
        ("extra", float("nan"), None, "bad-value"),
        ("extra", [[[[[[[[[1]]]]]]]]], None, "bad-value"),
        ("extra", "x" * 50_001, None, "too-long"),
        ("extra", "x" * 49_999, None, "too-long"),
    ],
)
def test_each_field_takes_what_the_form_takes(field, value, kept, code):
    found = gather(said(field, value, key="k" if field == "extra" else ""))
    kept_values = {} if kept is None else {field: {"k": kept} if field == "extra" else kept}
    assert found.values == kept_values
    assert [left.code for left in found.left] == ([code] if code else [])


def test_several_isbns_keep_the_first_and_tell_the_rest():
    found = gather(said("isbn", "978-0-306-40615-7 (hbk.); 0-306-40615-2"))
    assert found.values == {"isbn": "978-0-306-40615-7"}
    assert found.left == (Left("isbn-0", "0-306-40615-2", "no-place"),)


def test_authors_are_kept_as_far_as_they_fit():
    names = tuple(Name(family=f"Family{n:05}", given="Given") for n in range(2_000))
    found = gather(said("authors", names))
    kept = found.values["authors"]
    assert kept == names[: len(kept)]
    assert 900 < len(kept) < 2_000
    assert found.left[0].code == "too-long"
    assert found.left[0].value.startswith(names[len(kept)].as_line())


def test_extra_keeps_what_fits():
    found = gather(
        [*said("extra", "x" * 40_000, key="a"), *said("extra", "y" * 20_000, key="b"), *said("extra", 1, key="c")]
    )
    assert list(found.values["extra"]) == ["a", "c"]
    assert [(left.what, left.code) for left in found.left] == [("b", "too-long")]


def test_what_is_told_is_short():
    deep: list = []
    value = deep
    for _ in range(100_000):
        value.append([])
        value = value[0]
    found = gather([*said("title", "x" * 5_000), *said("publisher", deep), *said("issued", "\x00n.d.\u2028")])
    assert [(left.value[-1], len(left.value)) for left in found.left] == [("…", 1_000), ("…", 1), (".", 4)]


def test_of_very_many_things_the_number_is_told():
    found = gather(said("title", *map(str, range(1_000))))
    assert len(found.left) == MAX_LEFT + 1
    assert found.left[-1] == Left("…", f"+{999 - MAX_LEFT}", "no-place")


def test_one_find_is_laid_over_another():
    page = Found({"title": "A", "url": "https://a.org/", "extra": {"volume": "1", "issue": "2"}}, {
        "title": "og:title", "url": "URL", "extra": "JSON-LD",
    }, (Left("a", "b", "bad-date"),))  # fmt: skip
    record = Found({"title": "B", "extra": {"volume": "3"}}, {"title": "Crossref", "extra": "Crossref"})
    both = record.over(page)
    assert both.values == {"title": "B", "url": "https://a.org/", "extra": {"volume": "3", "issue": "2"}}
    assert both.origins == {"title": "Crossref", "url": "URL", "extra": "Crossref, JSON-LD"}
    assert both.left == page.left
    assert record.over(Found()) == record
    assert page.over(Found({"extra": {"x": "y" * 49_990}}, {"extra": "RIS"})).values["extra"] == {
        "volume": "1",
        "issue": "2",
    }
    assert page.without("url", "extra").origins == {"title": "og:title"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Shannon, Claude E.", Name("Shannon", "Claude E.")),
        ("Than Shwe", Name(literal="Than Shwe")),
        ("World Bank,", Name("World Bank")),
        (", Jane", Name(literal="Jane")),
        ("<i>Doe</i>, J&amp;ne", Name("Doe", "J&ne")),
        (" ", None),
    ],
)
def test_name_is_parted_at_its_comma_alone(line, name):
    assert people.inverted(line) == name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}, Name("Beethoven", "Ludwig van")),
        ({"family": "Humboldt", "non-dropping-particle": "von"}, Name("von Humboldt")),
        ({"family": "King", "given": "Martin Luther", "suffix": "Jr."}, Name("King", "Martin Luther, Jr.")),
        ({"family": "King", "suffix": "Jr."}, Name("King", "Jr.")),
        ({"given": "Madonna"}, Name(literal="Madonna")),
        ({"literal": "UN", "family": "x"}, Name(literal="UN")),
        ("Doe, Jane", Name("Doe", "Jane")),
        ({}, None),
    ],
)
def test_all_parts_of_a_csl_name_are_kept(value, name):
    assert people.from_csl(value) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BBC News", "BBC News"),
        ("https://facebook.com/x", None),
        ("@handle", None),
        ("", None),
    ],
)
def test_byline_is_printed_as_it_stands(line, name):
    assert people.byline(line) == (Name(literal=name) if name else None)


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("On <i>Tea</i>", "On Tea"),
        ("H<sub>2</sub>O &amp; more", "H2O & more"),
        ("one<br/>two", "one two"),
        ("<jats:p>a</jats:p><jats:italic>b</jats:italic>", " a b"),
        ("<mml:math><mml:mi>x</mml:mi></mml:math>", "x"),
        ('<span style="font-variant:small-caps">Nato</span>', "Nato"),
        ("&amp;amp;lt;", "<"),
        ("&lt;i&gt;a&lt;/i&gt;", "a"),
        ("a < b, List<String>", "a < b, List<String>"),
        ("AT&T &unknown;", "AT&T &unknown;"),
    ],
)
def test_markup_in_titles_becomes_text(raw, plain):
    assert unmarked(raw) == plain


def test_loose_values_are_taken_by_their_shape():
    values: list[Any] = ["a", 1, 1.5, True, None, [], ["b", "c"], {}]
    assert [text(value) for value in values] == [
        "a",
        "1",
        "1.5",
        "",
        "",
        "",
        "b",
        "",
    ]
    assert texts(["a", {}, 2]) == ["a", "2"]
    assert (listed(None), listed("a"), listed(["a"])) == ([], ["a"], ["a"])
    assert at({"a": [1, {"b": "c"}]}, "a", "b") == "c"
    assert at("x", "a") is None


@pytest.mark.parametrize("raw", ["", "{", "NaN", "[Infinity]", "[" * 100_000, "9" * 5_000])
def test_what_is_no_json_is_refused(raw):
    with pytest.raises(ValueError):
        loads(raw)
