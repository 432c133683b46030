"""Records of catalogues, in the shape in which their interfaces give them."""

import pytest

from articles.content.names import Name
from articles.content.references import TYPES
from articles.content.sources import crossref, datacite, openlibrary
from articles.content.sources.crossref import TYPES as CROSSREF_TYPES
from articles.content.sources.datacite import TYPES as DATACITE_TYPES
from articles.content.sources.linked import TYPES as SCHEMA_TYPES
from articles.content.sources.page import _OPEN_GRAPH, _TYPES

ARTICLE = {
    "DOI": "10.5555/12345678",
    "type": "journal-article",
    "title": ["Toward a <i>Unified</i>\n Theory of H<sub>2</sub>O &amp;amp; Tea"],
    "subtitle": ["A Study"],
    "author": [
        {
            "given": "Josiah",
            "family": "Carberry",
            "sequence": "first",
            "affiliation": [],
            "ORCID": "https://orcid.org/0",
        },
        {"given": "Ann", "family": "Lee", "suffix": "Jr."},
        {"name": "Tea Consortium", "sequence": "additional"},
        {"sequence": "additional"},
    ],
    "container-title": ["Journal of Psychoceramics"],
    "short-container-title": ["J. Psych."],
    "publisher": "Test Press",
    "published-online": {"date-parts": [[2008, 2, 29]]},
    "published-print": {"date-parts": [[2008, 8]]},
    "issued": {"date-parts": [[2008, 2, 29]]},
    "created": {"date-parts": [[2011, 11, 9]], "timestamp": 1320836748000},
    "volume": "5",
    "issue": "11",
    "page": "1-3",
    "ISSN": ["0264-3561", "1234-5678"],
    "language": "en",
    "URL": "http://dx.doi.org/10.5555/12345678",
    "abstract": "<jats:p>Long.</jats:p>",
    "reference": [{"key": "1"}],
    "event": {"name": "Tea 2008"},
    "editor": [{"given": "E.", "family": "Ditor"}],
}


def test_crossref_record_is_read_whole():
    found = crossref(ARTICLE)
    assert found.values == {
        "type": "article-journal",
        "title": "Toward a Unified Theory of H2O & Tea: A Study",
        "authors": (Name("Carberry", "Josiah"), Name("Lee", "Ann, Jr."), Name(literal="Tea Consortium")),
        "container_title": "Journal of Psychoceramics",
        "publisher": "Test Press",
        "issued": "2008-08",
        "doi": "10.5555/12345678",
        "pages": "1-3",
        "language": "en",
        "extra": {
            "volume": "5",
            "issue": "11",
            "ISSN": "0264-3561",
            "container-title-short": "J. Psych.",
            "event-title": "Tea 2008",
            "editor": [{"family": "Ditor", "given": "E."}],
        },
    }
    assert set(found.origins.values()) == {"Crossref"}
    assert found.left == ()


def test_crossref_book_has_its_isbn():
    found = crossref({"type": "monograph", "title": [], "ISBN": ["http://id.crossref.org/isbn/9780306406157"]})
    assert found.values == {"type": "book", "isbn": "9780306406157"}


@pytest.mark.parametrize(
    ("message", "values"),
    [
        ({"issued": {"date-parts": [[None]]}}, {}),
        ({"title": ["A: a study"], "subtitle": ["A Study"]}, {"title": "A: a study"}),
        ({"type": "unheard-of"}, {}),
        ({"title": None, "author": None, "ISSN": None}, {}),
    ],
)
def test_crossref_leaves_out_what_is_not_there(message, values):
    assert crossref(message).values == values


DATASET = {
    "doi": "10.5438/0012",
    "creators": [
        {"name": "Fenner, Martin", "nameType": "Personal", "givenName": "Martin", "familyName": "Fenner"},
        {"name": "Doe, Jane", "nameType": "Personal"},
        {"name": "Institute, The", "nameType": "Organizational"},
    ],
    "titles": [
        {"title": "Other", "titleType": "AlternativeTitle"},
        {"title": "Rain in <i>Minsk</i>"},
        {"title": "Daily", "titleType": "Subtitle"},
    ],
    "publisher": "DataCite",
    "publicationYear": 2016,
    "types": {"resourceTypeGeneral": "Dataset", "citeproc": "dataset"},
    "dates": [{"date": "2016-12-20", "dateType": "Issued"}, {"date": "2015", "dateType": "Created"}],
    "language": "eng",
    "version": "1.0",
    "container": {"title": "Series", "volume": "2", "issue": "3", "firstPage": "4", "lastPage": "5"},
    "url": "https://example.org/",
}


def test_datacite_record_is_read_whole():
    found = datacite(DATASET)
    assert found.values == {
        "type": "dataset",
        "title": "Rain in Minsk: Daily",
        "authors": (Name("Fenner", "Martin"), Name("Doe", "Jane"), Name(literal="Institute, The")),
        "container_title": "Series",
        "publisher": "DataCite",
        "issued": "2016-12-20",
        "doi": "10.5438/0012",
        "pages": "4–5",
        "language": "en",
        "extra": {"volume": "2", "issue": "3", "version": "1.0"},
    }
    assert set(found.origins.values()) == {"DataCite"}


@pytest.mark.parametrize(
    ("attributes", "values"),
    [
        ({"titles": [{"title": "A", "titleType": "TranslatedTitle"}]}, {"title": "A"}),
        ({"types": {"citeproc": "article"}, "publicationYear": "2016"}, {"type": "article", "issued": "2016"}),
        ({"types": {"citeproc": "novel"}, "publisher": {"name": "P"}}, {"publisher": "P"}),
        ({"container": {"firstPage": "4"}}, {"pages": "4"}),
        ({"container": None, "creators": "x"}, {}),
    ],
)
def test_datacite_leaves_out_what_is_not_there(attributes, values):
    assert datacite(attributes).values == values


BOOK = {
    "title": "Slow reading",
    "subtitle": "the book",
    "authors": [{"url": "https://openlibrary.org/authors/OL1A", "name": "John Miedema"}],
    "by_statement": "by John Miedema.",
    "publishers": [{"name": "Litwin Books"}, {"name": "Other"}],
    "publish_places": [{"name": "Duluth, Minn"}],
    "publish_date": "March 2009",
    "identifiers": {"isbn_13": ["9780980200447"], "isbn_10": ["0980200447"]},
    "number_of_pages": 92,
}


def test_open_library_record_is_read_whole():
    found = openlibrary(BOOK)
    assert found.values == {
        "type": "book",
        "title": "Slow reading: the book",
        "authors": (Name(literal="John Miedema"),),
        "publisher": "Litwin Books",
        "issued": "2009-03",
        "isbn": "9780980200447",
        "extra": {"publisher-place": "Duluth, Minn"},
    }
    assert set(found.origins.values()) == {"Open Library"}
    assert found.left == ()


def test_older_records_of_open_library_have_names_alone():
    found = openlibrary({"by_statement": "by A", "publishers": ["P"], "languages": [{"key": "/languages/mya"}]})
    assert found.values == {"type": "book", "authors": (Name(literal="A"),), "publisher": "P", "language": "my"}


@pytest.mark.parametrize("reader", [crossref, datacite, openlibrary])
@pytest.mark.parametrize("record", [None, [], "x", 7])
def test_what_is_no_record_says_nothing(reader, record):
    assert reader(record).values == {}


@pytest.mark.parametrize("table", [CROSSREF_TYPES, DATACITE_TYPES, SCHEMA_TYPES, _OPEN_GRAPH, _TYPES])
def test_every_type_is_one_of_csl(table):
    assert set(table.values()) <= set(TYPES)
