"""Web pages: what they say of themselves, and which of it counts."""

import json

import pytest

from articles.content.names import Name
from articles.content.sources import Left, page
from articles.content.sources.page import MAX_PAGE, PRECEDENCE
from articles.content.sources.tags import Tag, tags

URL = "https://www.example.org/news/1?utm=x#top"


def meta(**named):
    return "".join(f'<meta name="{name.replace("__", ":")}" content="{value}">' for name, value in named.items())


def linked(*nodes):
    return f'<script type="application/ld+json">{json.dumps(nodes[0] if len(nodes) == 1 else nodes)}</script>'


def told(html, *names, url=URL):
    """Return what a page says in the named fields, and where from."""
    found = page(html, url)
    return {name: (found.values[name], found.origins[name]) for name in names if name in found.values}


def test_scholarly_article_is_read_whole():
    found = page(
        meta(
            citation_title="On <i>Tea</i> &amp; more",
            citation_author="Doe, Jane",
            citation_journal_title="Journal of Tea",
            citation_publisher="Tea Press",
            citation_publication_date="2009/08/27",
            citation_doi="10.1000/182",
            citation_firstpage="12",
            citation_lastpage="19",
            citation_volume="3",
            citation_issue="4",
            citation_issn="0005-8580",
            citation_language="eng",
        )
        + meta(citation_author="Than Shwe"),
        URL,
    )
    assert found.values == {
        "type": "article-journal",
        "title": "On Tea & more",
        "authors": (Name("Doe", "Jane"), Name(literal="Than Shwe")),
        "container_title": "Journal of Tea",
        "publisher": "Tea Press",
        "issued": "2009-08-27",
        "url": URL,
        "doi": "10.1000/182",
        "pages": "12–19",
        "language": "en",
        "extra": {"volume": "3", "issue": "4", "ISSN": "0005-8580"},
    }
    assert found.origins["title"] == "citation_title"
    assert found.origins["pages"] == "citation_firstpage"
    assert found.origins["url"] == "URL"
    assert found.left == ()


def test_newspaper_article_is_read_whole():
    found = page(
        """<!doctype html><html lang="en-GB"><head><title>Minsk talks begin - Example News</title>
        <link rel="canonical" href="/news/1"><meta property="og:site_name" content="Example News">
        <meta property="og:title" content="Minsk talks begin"><meta property="og:locale" content="en_US">"""
        + linked(
            {
                "@context": "https://schema.org",
                "@graph": [
                    {"@type": "BreadcrumbList", "name": "x"},
                    {"@type": "WebPage", "name": "Minsk talks begin - Example News"},
                    {
                        "@type": ["Article", "NewsArticle"],
                        "headline": "Minsk talks begin",
                        "author": [{"@id": "#jane"}, {"@type": "Organization", "name": "By Doe, Roe"}],
                        "publisher": {"@type": "Organization", "name": "Example Media Ltd"},
                        "datePublished": "2019-05-03T23:30:00-05:00",
                        "inLanguage": {"name": "English", "alternateName": "en"},
                    },
                    {"@id": "#jane", "@type": "Person", "name": "Jane Doe"},
                ],
            }
        ),
        URL,
    )
    assert found.values == {
        "type": "article-newspaper",
        "title": "Minsk talks begin",
        "authors": (Name(literal="Jane Doe"), Name(literal="Doe, Roe")),
        "container_title": "Example News",
        "issued": "2019-05-03",
        "url": "https://www.example.org/news/1",
        "language": "en",
    }
    assert found.origins == {
        "type": "JSON-LD",
        "title": "JSON-LD",
        "authors": "JSON-LD",
        "container_title": "og:site_name",
        "issued": "JSON-LD",
        "url": "rel=canonical",
        "language": "JSON-LD",
    }


def test_article_of_a_periodical_is_found_through_its_issue():
    work = {
        "@type": "http://schema.org/ScholarlyArticle",
        "name": "On Tea",
        "author": {"familyName": "Doe", "givenName": "Jane"},
        "publisher": {"name": "Tea Press"},
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": 4,
            "isPartOf": {
                "@type": "PublicationVolume",
                "volumeNumber": "3",
                "name": "ignored",
                "isPartOf": {"@type": "Periodical", "name": "Journal of Tea", "issn": ["0005-8580"]},
            },
        },
        "sameAs": "https://doi.org/10.1000/182",
        "pageStart": "12",
        "pageEnd": 19,
    }
    found = page(linked(work), URL)
    assert found.values["container_title"] == "Journal of Tea"
    assert found.values["publisher"] == "Tea Press"
    assert found.values["authors"] == (Name("Doe", "Jane"),)
    assert found.values["extra"] == {"issue": "4", "volume": "3", "ISSN": "0005-8580"}
    assert (found.values["doi"], found.values["pages"]) == ("10.1000/182", "12–19")


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            {"@type": "Book", "name": "T", "isbn": "0-306-40615-2"},
            {"type": "book", "title": "T", "isbn": "0-306-40615-2"},
        ),
        ({"@type": "Book", "name": "T", "isPartOf": {"name": "Shop"}}, {"type": "book", "title": "T"}),
        ({"@type": "Article", "author": "Jane"}, {"type": "webpage", "authors": (Name(literal="Jane"),)}),
        (
            {"@type": "Article", "creator": {"@type": "Person", "name": "Doe, J."}},
            {"type": "webpage", "authors": (Name("Doe", "J."),)},
        ),
        (
            {"@type": "Article", "author": ["A", "A", "B"]},
            {"type": "webpage", "authors": (Name(literal="A"), Name(literal="B"))},
        ),
        ({"@type": "Dataset", "identifier": {"value": "10.1000/182"}}, {"type": "dataset", "doi": "10.1000/182"}),
        ({"@type": "Article", "pagination": "1-2", "pageStart": "9"}, {"type": "webpage", "pages": "1-2"}),
        ({"@type": "BlogPosting", "publisher": {"name": "Blog"}}, {"type": "post-weblog", "container_title": "Blog"}),
        ({"@type": "Report", "publisher": {"name": "UN"}}, {"type": "report", "publisher": "UN"}),
        ({"@type": "WebPage", "mainEntity": {"@type": "Book", "name": "B"}}, {"type": "book", "title": "B"}),
        ({"@type": "ItemList", "itemListElement": [{"@type": "Book", "name": "B"}]}, {}),
        ([[{"@type": "Book", "name": "B"}]], {"type": "book", "title": "B"}),
        ("text", {}),
    ],
)
def test_one_work_is_read_of_json_ld(work, expected):
    values = dict(page(linked(work), URL).values)
    assert values.pop("url") == URL
    assert values == expected


def test_broken_json_ld_leaves_the_rest():
    script = '<script type="application/ld+json">{"@type": "Book",}</script>'
    commented = '<script type="application/ld+json">//<![CDATA[\n{"@type": "Book", "name": "a\nb"}\n//]]></script>'
    assert told(script + commented, "title") == {"title": ("a b", "JSON-LD")}


def test_many_nodes_are_not_read_for_ever():
    nodes = [{"@type": "WebSite", "name": str(n)} for n in range(5_000)]
    assert told(linked(*nodes, {"@type": "Book", "name": "B"}), "title") == {}


@pytest.mark.parametrize(
    ("html", "field", "value", "origin"),
    [
        ("<title>T</title>", "title", "T", "<title>"),
        ("<title>T</title>" + meta(og__title="O"), "title", "O", "og:title"),
        (meta(og__title="O", DC__title="D"), "title", "D", "DC.title"),
        (meta(**{"dcterms.title": "D"}), "title", "D", "DCTERMS.title"),
        (linked({"@type": "Article", "headline": "J"}) + meta(DC__title="D"), "title", "J", "JSON-LD"),
        (meta(citation_title="C") + linked({"@type": "Article", "headline": "J"}), "title", "C", "citation_title"),
        ('<meta property="og:title twitter:title" content="O">', "title", "O", "og:title"),
        ('<META CONTENT=T NAME="DC.Title">', "title", "T", "DC.title"),
        (meta(author="By Jane Doe"), "authors", (Name(literal="Jane Doe"),), "author"),
        (meta(article__author="https://facebook.com/x", author="J"), "authors", (Name(literal="J"),), "author"),
        (
            meta(citation_authors="Doe, J.; Roe, R."),
            "authors",
            (Name("Doe", "J."), Name("Roe", "R.")),
            "citation_authors",
        ),
        (meta(citation_date="in press", citation_year="2009"), "issued", "2009", "citation_year"),
        ('<meta itemprop="datePublished" content="2009-08">', "issued", "2009-08", "datePublished"),
        (meta(DC__identifier="urn:x") + meta(DC__identifier="doi:10.1000/182"), "doi", "10.1000/182", "DC.identifier"),
        (meta(book__isbn="0306406152"), "isbn", "0306406152", "book:isbn"),
        (meta(citation_firstpage="12"), "pages", "12", "citation_firstpage"),
        (meta(citation_conference_title="C"), "type", "paper-conference", "citation_conference_title"),
        (meta(og__type="video.movie"), "type", "motion_picture", "og:type"),
        (meta(og__locale="en_GB"), "language", "en-GB", "og:locale"),
        ('<html lang="my">' + meta(og__locale="en_GB"), "language", "my", "<html lang>"),
        ('<meta http-equiv="Content-Language" content="de">', "language", "de", "content-language"),
        (meta(citation_isbn="0306406152", og__site_name="Shop"), "container_title", None, None),
        (meta(og__type="article"), "type", None, None),
    ],
)
def test_most_trusted_tag_counts(html, field, value, origin):
    assert told(html, field) == ({} if value is None else {field: (value, origin)})


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Minsk | Example News", "Minsk"),
        ("Minsk - World - Example News", "Minsk - World"),
        ("Minsk – example.org", "Minsk"),
        ("Minsk · Example", "Minsk"),
        ("Minsk: a city", "Minsk: a city"),
        ("Example News", "Example News"),
        ("| Example News", "| Example News"),
        ("Minsk-Example News", "Minsk-Example News"),
        ("Minsk – a city", "Minsk – a city"),
    ],
)
def test_name_of_the_site_is_not_left_in_the_title(title, kept):
    html = f"<title>{title}</title>" + meta(og__site_name="Example News")
    assert told(html, "title") == {"title": (kept, "<title>")}


def test_names_of_the_site_are_read_from_json_ld():
    nodes = [{"@type": "WebSite", "name": "The Daily"}, {"@type": "NewsArticle", "publisher": {"name": "Daily Ltd"}}]
    for name in ("The Daily", "Daily Ltd"):
        assert told(f"<title>Minsk | {name}</title>{linked(*nodes)}", "title") == {"title": ("Minsk", "<title>")}


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("/news/1", "https://www.example.org/news/1"),
        ("https://example.org/news/1", "https://example.org/news/1"),
        ("https://m.example.org/news/1", "https://m.example.org/news/1"),
        ("https://other.org/news/1", URL),
        ("/", URL),
        ("javascript:alert(1)", URL),
        ("http://[", URL),
        ("", URL),
    ],
)
def test_address_of_the_same_site_alone_is_taken(canonical, url):
    for html in (f"<link rel=canonical href='{canonical}'>", meta(og__url=canonical)):
        assert page(html, URL).values["url"] == url


def test_front_page_may_say_that_it_is_one():
    assert page("<link rel=canonical href=https://a.org/>", "https://www.a.org").values["url"] == "https://a.org/"


def test_archived_copy_is_told_apart_from_its_page():
    copy = "https://web.archive.org/web/20120730095844/http://example.org/a"
    found = page("<link rel=canonical href='https://web.archive.org/web/2012/http://example.org/b'>", copy)
    assert found.values == {"url": "http://example.org/b", "archive_url": copy, "archive_date": "2012-07-30"}
    assert found.origins == {"url": "rel=canonical", "archive_url": "URL", "archive_date": "URL"}


def test_what_nothing_replaces_is_told():
    assert page(meta(citation_date="in press"), URL).left == (Left("citation_date", "in press", "bad-date"),)
    assert page(f"<title>{'x ' * 2_000}</title>", URL).left[0].code == "too-long"


def test_pages_without_anything_are_their_address():
    assert page("", URL).values == {"url": URL}
    assert page("", "no address").values == {}


def test_page_is_read_up_to_its_limit():
    assert told(" " * MAX_PAGE + "<title>T</title>", "title") == {}


def test_every_field_of_the_table_is_one():
    assert {"title", "authors", "issued", "url", "doi"} < set(PRECEDENCE)
    assert all(len(set(origins)) == len(origins) for origins in PRECEDENCE.values())


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<meta name=a content='b>c'>", [Tag("meta", {"name": "a", "content": "b>c"})]),
        ('<META NAME = "a" name=b/>', [Tag("meta", {"name": "a"})]),
        ("<meta a b= c>", [Tag("meta", {"a": "", "b": "c"})]),
        ('<meta content="?a=1&copy=2&amp;b">', [Tag("meta", {"content": "?a=1&copy=2&b"})]),
        ("<title>a &lt; b</title>", [Tag("title", {}, "a < b")]),
        ("<title>a</titles></TITLE >", [Tag("title", {}, "a</titles>")]),
        ("<!-- <meta> --><!--><meta a>", [Tag("meta", {"a": ""})]),
        ("<!doctype html><?php ?></ x><meta a>", [Tag("meta", {"a": ""})]),
        ("<style><meta></style><textarea><meta></textarea>", []),
        ("<p title='<meta>'>", []),
        ("<svg><title>a</title></svg><title>b</title>", [Tag("title", {}, "b")]),
        ("<script>", [Tag("script", {}, "")]),
        ("<script>a</script", [Tag("script", {}, "")]),
        ("<meta a='", [Tag("meta", {})]),
        ("<meta a", [Tag("meta", {})]),
        ("<!-- <meta>", []),
        ("< meta>", []),
        ("a < b", []),
    ],
)
def test_tags_are_read_as_browsers_do(html, found):
    assert list(tags(html)) == found
