"""CSL-JSON: what items say."""

import json

import pytest

from articles.content.names import Name
from articles.content.sources import Left, csl, read


def one(**item):
    [found] = read(json.dumps([{"type": "book", **item}]))
    return found


def test_item_is_read_whole():
    item = {
        "id": "x",
        "type": "article-journal",
        "title": "On <i>Tea</i> &amp; more",
        "author": [{"family": "Humboldt", "given": "Alexander", "non-dropping-particle": "von"}, {"literal": "UN"}],
        "container-title": "Journal",
        "publisher": "P",
        "issued": {"date-parts": [["2009", 8, 27]]},
        "accessed": {"raw": "2012-05-01"},
        "URL": "https://example.org/",
        "DOI": "https://doi.org/10.1000/182",
        "ISBN": "0-306-40615-2",
        "page": "1-2",
        "language": "en-GB",
        "volume": 3,
        "editor": [{"family": "Doe"}],
    }
    [found] = read(json.dumps(item))
    assert found.values == {
        "type": "article-journal",
        "title": "On Tea & more",
        "authors": (Name("von Humboldt", "Alexander"), Name(literal="UN")),
        "container_title": "Journal",
        "publisher": "P",
        "issued": "2009-08-27",
        "url": "https://example.org/",
        "access_date": "2012-05-01",
        "doi": "10.1000/182",
        "isbn": "0-306-40615-2",
        "pages": "1-2",
        "language": "en-GB",
        "extra": {"volume": 3, "editor": [{"family": "Doe"}]},
    }
    assert found.left == ()
    assert set(found.origins.values()) == {"CSL-JSON"}


@pytest.mark.parametrize(
    ("date", "edtf", "left"),
    [
        ({"date-parts": [[2009]]}, "2009", []),
        ({"date-parts": [["2009", "08"]]}, "2009-08", []),
        ({"date-parts": [[2009, 8], [2010, 1]]}, "2009-08/2010-01", []),
        ({"date-parts": [[476]]}, "0476", []),
        ({"date-parts": [[2009, 0, ""]]}, "2009", []),
        ({"date-parts": [[2005, 12, 15]], "circa": 1}, "2005-12-15~", []),
        ({"date-parts": [[None]]}, None, []),
        ({"date-parts": [], "literal": "May 2009"}, "2009-05", []),
        ({"date-parts": [[2009]], "season": 1}, "2009", [("issued.season", "1")]),
        ({"date-parts": [[-44, 3, 15]]}, None, [("issued", "-44-3-15")]),
        ({"literal": "long ago"}, None, [("issued.literal", "long ago")]),
        ({"date-parts": 7}, None, []),
        ("2009-08", "2009-08", []),
        (2009, "2009", []),
        ([2009], None, [("issued", "[2009]")]),
    ],
)
def test_dates_become_edtf(date, edtf, left):
    found = one(issued=date)
    assert found.values.get("issued") == edtf
    assert [(each.what, each.value) for each in found.left] == left


@pytest.mark.parametrize(
    ("item", "left"),
    [
        ({"title": ["a"]}, Left("title", '["a"]', "bad-value")),
        ({"ISBN": "12"}, Left("ISBN", "12", "bad-isbn")),
        ({"language": "French language"}, Left("language", "French language", "bad-language")),
    ],
)
def test_what_cannot_be_kept_is_told(item, left):
    assert one(**item).left == (left,)


def test_unknown_type_is_a_document_and_told():
    assert one(type="novel").values == {"type": "document"}
    assert one(type="novel").left == (Left("type", "novel", "bad-type"),)
    assert one(type="", title="a").values == {"title": "a"}


def test_unknown_fields_are_kept_with_any_name():
    assert one(**{"": 1, " x\x00 ": [1]}).values["extra"] == {"?": 1, "x": [1]}


@pytest.mark.parametrize("name", ["items", "references"])
def test_lists_may_stand_in_an_object(name):
    assert len(read(json.dumps({name: [{"title": "a"}, {"title": "b"}]}))) == 2


def test_broken_item_loses_no_good_one():
    found = read('[{"title": "a"}, 7, {"x": 1}, {"title": "b"}]')
    assert [each.values.get("title") for each in found] == ["a", None, None, "b"]
    assert found[2].left == (Left("CSL-JSON", '{"x": 1}', "broken"),)


def test_authors_may_be_strings_and_nothing_else():
    assert one(author=["Doe, Jane", 7, {}]).values["authors"] == (Name("Doe", "Jane"),)
    assert csl.from_variable({}) == ""
