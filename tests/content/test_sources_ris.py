"""RIS: what records say, as programs write them."""

import pytest

from articles.content.names import Name
from articles.content.references import TYPES
from articles.content.sources import Left, read, ris

RECORD = """TY  - JOUR
AU  - Shannon,Claude E.
AU  - Bell Labs
A2  - Doe, Jane
PY  - 1948
DA  - 1948/07//
TI  - A Mathematical Theory
      of <i>Communication</i>
JF  - Bell System Technical Journal
JA  - Bell Syst.
SP  - 379
EP  - 423
VL  - 27
KW  - one
KW  - two
SN  - 0005-8580
DO  - https://doi.org/10.1000/182
UR  - http://a.org/; http://b.org/
Y2  - 2012/05/01/
LA  - eng
ER  -
"""


def one(*lines):
    [found] = read("\n".join(["TY  - JOUR", *lines, "ER  - "]))
    return found


def test_record_is_read_whole():
    [found] = read(RECORD)
    assert found.values == {
        "type": "article-journal",
        "title": "A Mathematical Theory of Communication",
        "authors": (Name("Shannon", "Claude E."), Name(literal="Bell Labs")),
        "container_title": "Bell System Technical Journal",
        "issued": "1948-07",
        "url": "http://a.org/",
        "access_date": "2012-05-01",
        "doi": "10.1000/182",
        "pages": "379–423",
        "language": "en",
        "extra": {
            "container-title-short": "Bell Syst.",
            "volume": "27",
            "editor": [{"family": "Doe", "given": "Jane"}],
            "keyword": "one, two",
            "ISSN": "0005-8580",
        },
    }
    assert set(found.origins.values()) == {"RIS"}
    assert found.left == (Left("UR", "http://b.org/", "no-place"),)


@pytest.mark.parametrize(
    "text",
    [
        RECORD.replace("\n", "\r\n"),
        RECORD.replace("\n", "\r"),
        RECORD.replace("  - ", " - "),
        RECORD.replace("ER  -", ""),
        RECORD.replace("ER  -", "ER  - "),
        f"\ufeff1.\nProvider: x\n{RECORD}",
        RECORD.replace("TY", "  TY", 1),
    ],
)
def test_record_is_read_however_it_is_written(text):
    assert read(text) == read(RECORD)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("SP  - 52", {"pages": "52"}),
        ("EP  - 57", {"pages": "57"}),
        ("SP  - 52\nEP  - 52", {"pages": "52"}),
        ("SP  - 52-57\nEP  - 57", {"pages": "52-57"}),
        ("SN  - 0-306-40615-2", {"isbn": "0-306-40615-2"}),
        ("SN  - 2325-9671 (electronic)", {"extra": {"ISSN": "2325-9671 (electronic)"}}),
        ("T2  - C", {"container_title": "C"}),
        ("T1  - A &amp; B", {"title": "A & B"}),
        ("Y1  - 2009/08/27/", {"issued": "2009-08-27"}),
        ("LK  - a.org/b", {"url": "https://a.org/b"}),
        ("AB  -", {}),
        ("XX  -", {}),
    ],
)
def test_tags_have_places(line, expected):
    found = one(line)
    assert {name: value for name, value in found.values.items() if name != "type"} == expected
    assert found.left == ()


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("PY  - in press", Left("PY", "in press", "bad-date")),
        ("PY  - 2009///Spring", Left("PY", "Spring", "bad-date")),
        ("SN  - 12345", Left("SN", "12345", "bad-isbn")),
        ("L1  - file.pdf", Left("L1", "file.pdf", "no-place")),
        ("TI  - A\nTI  - B", Left("TI", "B", "no-place")),
    ],
)
def test_what_has_no_place_is_told(line, left):
    assert one(line).left == (left,)


def test_words_after_the_day_leave_the_day():
    assert one("PY  - 2009///Spring").values["issued"] == "2009"


def test_series_of_a_book_is_no_container():
    [found] = read("TY  - BOOK\nBT  - Title\nT2  - Series\nER  - ")
    assert found.values == {"type": "book", "title": "Title", "extra": {"collection-title": "Series"}}


def test_unknown_type_is_a_document_and_told():
    [found] = read("TY  - Journal Article\nTI  - A")
    assert found.values == {"type": "document", "title": "A"}
    assert found.left == (Left("TY", "Journal Article", "bad-type"),)
    assert set(ris.TYPES.values()) <= set(TYPES)


def test_broken_record_loses_no_good_one():
    found = read("TY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B\nER  - \n\nTI  - lost\nAU  - x\nER  - \nTY  - BOOK\nTI  - C")
    assert [each.values.get("title") for each in found] == ["A", "B", None, "C"]
    assert found[2].left == (Left("RIS", "TI  - lost\nAU  - x", "broken", 7),)
