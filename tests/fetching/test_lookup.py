"""Who is asked, in which order, and what comes of their answers."""

import json
import re
from pathlib import Path

import pytest

from articles import fetching, wording
from articles.content.names import Name
from articles.content.sources import Left, UnreadableSource
from articles.fetching import NotFetched, lookup
from articles.fetching.lookup import Lookup

from .site import http, refused, soon, to

RECORDED = Path(__file__).with_name("recorded")
DOI, RAIN, ISBN = "10.5555/12345678", "10.5555/rain", "9780980200447"


def recorded(name):
    return (RECORDED / name).read_text(encoding="utf-8")


def record(name):
    media = "application/vnd.api+json; charset=utf-8" if name.startswith("datacite") else "application/json"
    return http(recorded(name), media)


@pytest.fixture
def catalogues(site, settings):
    """A site that is all three catalogues: each knows one work."""
    settings.CROSSREF_URL = site.url("/crossref")
    settings.DATACITE_URL = site.url("/datacite")
    settings.OPENLIBRARY_URL = site.url("/openlibrary")
    site.answers |= {
        "/crossref/works/10.5555%2F12345678": record("crossref.json"),
        "/datacite/dois/10.5555%2Frain": record("datacite.json"),
        f"/openlibrary/api/books?bibkeys=ISBN%3A{ISBN}&format=json&jscmd=data": record("openlibrary.json"),
    }
    return site


def found(site, text):
    return Lookup(site.client(), soon()).of(text)


def test_doi_is_looked_up_at_crossref(catalogues):
    tea = found(catalogues, f"https://doi.org/{DOI}")
    assert tea.values == {
        "type": "article-journal",
        "title": "Toward a Unified Theory of Tea",
        "authors": (Name("Carberry", "Josiah"), Name(literal="Tea Consortium")),
        "container_title": "Journal of Psychoceramics",
        "publisher": "Test Press",
        "issued": "2008-08",
        "doi": DOI,
        "pages": "1-3",
        "language": "en",
        "extra": {"volume": "5", "issue": "11", "ISSN": "0264-3561"},
    }
    assert tea.origins == dict.fromkeys(tea.values, "Crossref") | {"doi": "DOI"}
    assert catalogues.paths == ["/crossref/works/10.5555%2F12345678"]


def test_doi_that_crossref_does_not_know_is_looked_up_at_datacite(catalogues):
    rain = found(catalogues, RAIN)
    assert rain.values == {
        "type": "dataset",
        "title": "Rain in Minsk",
        "authors": (Name("Doe", "Jane"), Name(literal="Institute of Rain")),
        "publisher": "Archive of Weather",
        "issued": "2016-12-20",
        "doi": RAIN,
        "language": "en",
        "extra": {"version": "1.0"},
    }
    assert rain.origins["title"] == "DataCite"
    assert catalogues.paths == ["/crossref/works/10.5555%2Frain", "/datacite/dois/10.5555%2Frain"]


def test_doi_that_nobody_knows_is_not_found(catalogues):
    with refused("not-found"):
        found(catalogues, "10.5555/unknown")


def test_fault_of_crossref_is_not_taken_for_a_doi_it_does_not_know(catalogues):
    catalogues.answers["/crossref/works/10.5555%2Frain"] = http("", status="503 Service Unavailable")
    with refused("failed"):
        found(catalogues, RAIN)
    assert len(catalogues.paths) == 1


def test_path_in_a_doi_stays_in_the_doi(catalogues):
    with refused("not-found"):
        found(catalogues, "10.5555/../../x?a=b#c")
    assert catalogues.paths[0] == "/crossref/works/10.5555%2F..%2F..%2Fx%3Fa%3Db%23c"


def test_isbn_is_looked_up_at_open_library(catalogues):
    book = found(catalogues, "ISBN 978-0-9802004-4-7")
    assert book.values == {
        "type": "book",
        "title": "Slow reading",
        "authors": (Name(literal="John Miedema"),),
        "publisher": "Litwin Books",
        "issued": "2009-03",
        "isbn": "978-0-9802004-4-7",
        "extra": {"publisher-place": "Duluth, Minn"},
    }
    assert book.origins == dict.fromkeys(book.values, "Open Library") | {"isbn": "ISBN"}


@pytest.mark.parametrize("answer", [{}, [], None])
def test_isbn_that_open_library_does_not_know_is_not_found(catalogues, answer):
    path = f"/openlibrary/api/books?bibkeys=ISBN%3A{ISBN}&format=json&jscmd=data"
    catalogues.answers[path] = http(json.dumps(answer), "application/json")
    with refused("not-found"):
        found(catalogues, ISBN)


@pytest.mark.parametrize("body", ["[]", "{}", '{"message": 7}', "null"])
def test_record_of_no_shape_says_nothing(catalogues, body):
    catalogues.answers["/crossref/works/10.5555%2F12345678"] = http(body, "application/json")
    with refused("no-metadata"):
        found(catalogues, DOI)


def test_broken_record_is_unreadable(catalogues):
    catalogues.answers["/crossref/works/10.5555%2F12345678"] = http('{"message": {"ti', "application/json")
    with refused("unreadable"):
        found(catalogues, DOI)


# Pages ----------------------------------------------------------------------------------------------------


def test_page_says_what_it_is(catalogues):
    catalogues.answers |= {"/short": to("/news"), "/news": http(recorded("news.html"))}
    news = found(catalogues, catalogues.url("/short"))
    assert news.values == {
        "type": "article-newspaper",
        "title": "Tea prices rise",
        "authors": (Name("Lee", "Ann"),),
        "container_title": "The Daily Leaf",
        "issued": "2020-03-04",
        "url": catalogues.url("/news"),
        "language": "en-GB",
    }
    assert news.origins["authors"] == "JSON-LD"


def test_page_of_a_library_is_read_in_its_encoding(catalogues):
    catalogues.answers["/be"] = http(recorded("library.html").encode("cp1251"), "text/html")
    page = found(catalogues, catalogues.url("/be"))
    assert (page.values["title"], page.values["language"]) == ("Чай у Мінску", "be")
    assert page.origins["title"] == "DC.title"


def test_page_that_is_made_to_be_shared_has_its_title(catalogues):
    catalogues.answers["/bare"] = http(recorded("bare.html"))
    page = found(catalogues, catalogues.url("/bare"))
    assert page.values["title"] == "A page that is shared"
    assert page.origins["container_title"] == "og:site_name"


def test_archived_copy_is_what_is_asked(catalogues):
    catalogues.answers["/web/20120730095844/http://gone.test/a"] = http("<title>Gone</title>")
    client = catalogues.client({"web.archive.org": ["127.0.0.1"]})
    copy = catalogues.url("/web/20120730095844/http://gone.test/a", "web.archive.org")
    page = Lookup(client, soon()).of(copy)
    assert page.values == {
        "title": "Gone",
        "url": "http://gone.test/a",
        "archive_url": copy,
        "archive_date": "2012-07-30",
    }


def test_page_that_names_a_doi_is_joined_with_the_record(catalogues):
    catalogues.answers["/articles/tea"] = http(recorded("scholarly.html"))
    tea = found(catalogues, catalogues.url("/articles/tea"))
    assert tea.values["title"] == "Toward a Unified Theory of Tea"
    assert tea.values["url"] == catalogues.url("/articles/tea")
    assert tea.values["extra"] == {"volume": "5", "issue": "11", "ISSN": "0264-3561"}
    assert (tea.origins["title"], tea.origins["url"]) == ("Crossref", "rel=canonical")


def test_what_the_page_says_otherwise_is_told(catalogues):
    catalogues.answers["/articles/tea"] = http(recorded("scholarly.html"))
    assert found(catalogues, catalogues.url("/articles/tea")).left == (
        Left("citation_title", "Toward a Unified Theory of Tea: With an Appendix", "differs"),
        Left("citation_author", "Carberry, J.", "differs"),
        Left("citation_publication_date", "2008-08-01", "differs"),
        Left("citation_issue", "12", "differs"),
    )


@pytest.mark.parametrize("status", ["404 Not Found", "500 Internal Server Error"])
def test_page_counts_alone_where_no_catalogue_answers(catalogues, status):
    catalogues.answers["/crossref/works/10.5555%2F12345678"] = http("", status=status)
    catalogues.answers["/articles/tea"] = http(recorded("scholarly.html"))
    tea = found(catalogues, catalogues.url("/articles/tea"))
    assert tea.values["title"] == "Toward a Unified Theory of Tea: With an Appendix"
    assert tea.left == ()


@pytest.mark.parametrize("html", ["", "<p>Hello.</p>", '<html lang="en"><link rel="canonical" href="/x">'])
def test_page_that_says_nothing_has_no_metadata(catalogues, html):
    catalogues.answers["/a"] = http(html)
    with refused("no-metadata"):
        found(catalogues, catalogues.url("/a"))


# The door -------------------------------------------------------------------------------------------------


def test_only_what_names_one_source_is_looked_up(site):
    for text in ("", "tea", "@book{a, title={B}}"):
        with refused("bad-address"):
            found(site, text)
    with pytest.raises(UnreadableSource, match="bad-isbn"):
        found(site, "ISBN 978-0-9802004-4-8")


@pytest.mark.django_db
def test_nobody_is_asked_until_a_setting_says_so(editor, settings, monkeypatch):
    assert settings.FETCH_METADATA is False
    monkeypatch.setattr(lookup, "Client", lambda **_: pytest.fail("somebody was asked"))
    assert not fetching.is_on()
    with refused("off"):
        fetching.source(DOI, by=editor)


@pytest.mark.django_db
def test_source_is_looked_up_once_it_is_on(catalogues, editor, settings, monkeypatch):
    settings.FETCH_METADATA = True
    monkeypatch.setattr(lookup, "Client", lambda **_: catalogues.client())
    assert fetching.is_on()
    assert fetching.source(DOI, by=editor).values["issued"] == "2008-08"


@pytest.mark.django_db
@pytest.mark.parametrize("text", [DOI, ISBN, "http://127.0.0.1/"])
def test_setting_opens_no_private_address(editor, settings, text):
    settings.FETCH_METADATA = True
    settings.CROSSREF_URL = settings.OPENLIBRARY_URL = "http://127.0.0.1"
    with refused("private-address"):
        fetching.source(text, by=editor)


@pytest.mark.parametrize(
    ("name", "contact", "agent"),
    [
        ("Chancery", "", "Chancery (Chancery; +https://wiki.test)"),
        ("Tea Wiki", "a@wiki.test", "Chancery (Tea Wiki; +https://wiki.test; mailto:a@wiki.test)"),
        ("Вікі Tea", "", "Chancery ( Tea; +https://wiki.test)"),
    ],
)
def test_agent_names_the_wiki(settings, name, contact, agent):
    settings.SITE_NAME, settings.SITE_URL, settings.FETCH_CONTACT = name, "https://wiki.test", contact
    assert lookup._agent() == agent


def test_every_code_has_words():
    package = Path(fetching.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    raised = set(re.findall(r'NotFetched\("([a-z-]+)"', source)) | {"refused", "failed"}
    told = set(re.findall(r'"([a-z-]+)"', NotFetched.__doc__ or ""))
    assert raised == told == set(wording.NOT_FETCHED)
