"""What a pasted text is: told from its look, however it was copied."""

import pytest

from articles.content.sources import Kind, UnreadableSource, identify, kinds, read
from articles.content.sources.archived import Copy, copy

SICI = "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://example.org/", Kind.URL),
        ("  http://example.org/a?b=1#c \n", Kind.URL),
        ("<https://example.org/a>", Kind.URL),
        ("www.example.org/x", Kind.URL),
        ("www.example.org", Kind.URL),
        ("example.org/x", Kind.URL),
        ("//example.org/x", Kind.URL),
        ("HTTP://EXAMPLE.ORG", Kind.URL),
        ("https://пример.рф/й", Kind.URL),
        ("https://example.org/@author{x}", Kind.URL),
        ("10.1000/182", Kind.DOI),
        ("doi:10.1000/182", Kind.DOI),
        ("https://doi.org/10.1000/182", Kind.DOI),
        ("doi.org/10.1000/182", Kind.DOI),
        (f"doi: {SICI}", Kind.DOI),
        ("978-0-306-40615-7", Kind.ISBN),
        ("ISBN-13: 978-0-306-40615-7", Kind.ISBN),
        ("ISBN 0306406152", Kind.ISBN),
        ("0306406152", Kind.ISBN),
        ("ISBN 978‑0‑306‑40615‑7", Kind.ISBN),
        ("urn:isbn:0306406152", Kind.ISBN),
        ("978-0-306-40615-8", Kind.ISBN),
        ("ISBN 12", Kind.ISBN),
        ("@book{a, title={b}}", Kind.BIBTEX),
        ("% saved\n\n@Article (a, title={b})", Kind.BIBTEX),
        ("\ufeff@book{a}", Kind.BIBTEX),
        ("TY  - JOUR\nER  - ", Kind.RIS),
        ("1.\nTY - JOUR", Kind.RIS),
        ("\ufeffTY  - JOUR", Kind.RIS),
        ('[{"type": "book"}]', Kind.CSL_JSON),
        (' {\n"id": 1}', Kind.CSL_JSON),
        ("[]", Kind.CSL_JSON),
        ("", Kind.UNKNOWN),
        ("mailto:a@example.org", Kind.UNKNOWN),
        ("javascript:alert(1)", Kind.UNKNOWN),
        ("ftp://example.org/a", Kind.UNKNOWN),
        ("e.g. this", Kind.UNKNOWN),
        ("https://example.org/a b", Kind.UNKNOWN),
        ("0306406153", Kind.UNKNOWN),
        ("11.1000/182", Kind.UNKNOWN),
        ("[1] A book", Kind.UNKNOWN),
        ("FN Clarivate\nPT J", Kind.UNKNOWN),
    ],
)
def test_text_has_a_kind(text, kind):
    assert identify(text) is kind


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("https://doi.org/10.1000%2F182", "10.1000/182"),
        ("10.1000%2F182", "10.1000/182"),
        ("https://dx.doi.org/10.1000/a%20b", ""),
        ("info:doi/10.1000/182", "10.1000/182"),
        ("urn:doi:10.1000/182", "10.1000/182"),
        ("DOI10.1000/182.", "10.1000/182"),
        ("<10.1000/182>", "10.1000/182"),
        (f"https://doi.org/{SICI}", SICI),
        ("https://example.org/10.1000/182", ""),
        ("10.1000/" + "1" * 5_000, ""),
    ],
)
def test_doi_is_read_however_it_is_written(text, known):
    assert kinds.doi(text) == known


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("www.example.org/x", {"url": "https://www.example.org/x"}),
        ("doi:10.1000/182", {"doi": "10.1000/182"}),
        ("ISBN 978–0–306–40615–7", {"type": "book", "isbn": "978-0-306-40615-7"}),
        (
            "https://web.archive.org/web/20120730095844/http://example.org/a?b=1",
            {
                "url": "http://example.org/a?b=1",
                "archive_url": "https://web.archive.org/web/20120730095844/http://example.org/a?b=1",
                "archive_date": "2012-07-30",
            },
        ),
        (
            "https://web.archive.org/web/http://example.org/",
            {"url": "http://example.org/", "archive_url": "https://web.archive.org/web/http://example.org/"},
        ),
    ],
)
def test_lone_identifier_is_a_source(text, values):
    [found] = read(text)
    assert found.values == values
    assert found.left == ()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty", 0),
        (" \n", "empty", 0),
        ("a book about tea", "unknown", 0),
        ("978-0-306-40615-8", "bad-isbn", 0),
        ("doi:10.1000/" + "1" * 400, "too-long", 0),
        ("x" * 1_000_001, "too-long", 0),
        ("[]", "empty", 0),
        ('[{"a": 1}]', "broken", 0),
        ('[{"type": "book"},\n{"type":}]', "broken", 2),
        ("[{", "broken", 1),
        ("@comment{a}", "empty", 0),
        ("\n@book{a, title = {b}", "broken", 2),
        ("a\nb\nTY - \nER - ", "empty", 0),
        ("@a{b}\n" * 2_001, "too-many", 0),
    ],
)
def test_what_is_no_source_says_why(text, code, line):
    with pytest.raises(UnreadableSource) as caught:
        read(text)
    assert (caught.value.code, caught.value.line) == (code, line)
    assert code in str(caught.value)


@pytest.mark.parametrize(
    ("url", "page", "date"),
    [
        ("https://web.archive.org/web/20120730095844/http://example.org/", "http://example.org/", "2012-07-30"),
        ("https://web.archive.org/web/20120730095844id_/http://example.org/", "http://example.org/", "2012-07-30"),
        ("http://www.archive.org/web/2012/example.org/a", "https://example.org/a", "2012"),
        ("https://web.archive.org/web/20123/http:/example.org/a", "http://example.org/a", "2012"),
        ("https://web.archive.org/web/1/http://example.org/", "", ""),
        ("https://web.archive.org/web/2012//web/2011/http://a.org/b", "http://a.org/b", "2011"),
        ("https://web.archive.org/web/2013/https://archive.ph/2012/http://a.org/b", "http://a.org/b", "2012"),
        ("https://archive.today/2012.07.30-095844/http://a.org/", "http://a.org/", "2012-07-30"),
        ("https://archive.today/newest/http://a.org/", "http://a.org/", ""),
        ("https://wayback.archive-it.org/4554/20190521084631/https://a.org/", "https://a.org/", "2019-05-21"),
        ("http://arquivo.pt/wayback/20100604202800/http%3A//a.org/", "http://a.org/", "2010-06-04"),
        (
            "http://archive.wikiwix.com/cache/index2.php?rev_t=20110806185409&url=http://a.org/b",
            "http://a.org/b",
            "2011-08-06",
        ),
        ("https://archive.wikiwix.com/cache/index2.php?url=https%3A%2F%2Fa.org%2F", "https://a.org/", ""),
        ("https://www.webcitation.org/5hEnwRGkd?url=http://a.org/", "http://a.org/", "2009-06-02"),
        ("http://www.freezepage.com/1318890718UPFHWNFLHG?url=http://a.org/", "http://a.org/", "2011-10-17"),
        ("http://www.freezepage.com/notimegivenhere?url=http://a.org/", "http://a.org/", ""),
        (
            "https://ghostarchive.org/varchive/youtube/20211122/JwR83GZjwdo",
            "https://www.youtube.com/watch?v=JwR83GZjwdo",
            "2021-11-22",
        ),
        ("https://archive.today/7ymYx", "", ""),
        ("https://web.archive.org/web/2012*/http://a.org/", "", ""),
        ("https://web.archive.org/web/20120101/javascript:alert(1)", "", ""),
        ("https://example.org/web/20120730095844/http://a.org/", "", ""),
        ("http://[", "", ""),
        ("", "", ""),
    ],
)
def test_archived_copy_names_its_page_and_day(url, page, date):
    assert copy(url) == (Copy(page, date) if page else None)
