"""Laws of reading sources: nothing crashes, what comes out fits into the form, nothing goes without being told."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import citing
from articles.content.clean import clean_line
from articles.content.names import Name
from articles.content.snapshot import Reference
from articles.content.sources import (
    Kind,
    UnreadableSource,
    crossref,
    datacite,
    identify,
    openlibrary,
    page,
    read,
)

from . import strategies
from .sources_laws import broken
from .test_citing import cited

json_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    strategies.text,
    strategies.words,
    strategies.urls,
    st.sampled_from(["2009", "2009-08-27", "10.1000/182", "978-0-306-40615-7", "en", "book", "<i>a</i>", "&lt;"]),
)
json_keys = st.one_of(
    strategies.text,
    st.sampled_from(
        "type title author container-title publisher issued accessed URL DOI ISBN page language volume family given"
        " literal suffix date-parts raw literal season circa name @type @id @graph headline datePublished isPartOf"
        " creators titles title dates publicationYear types container authors publishers publish_date identifiers"
        " non-dropping-particle editor event subtitle ISSN mainEntity inLanguage sameAs value pageStart pageEnd".split()
    ),
)
json_values = st.recursive(
    json_scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(json_keys, inner, max_size=5),
    max_leaves=12,
)
bibtex_bits = st.sampled_from(
    [
        "@article{a,",
        "@book{b, ",
        "@misc(c, ",
        "@string{m = ",
        "title = ",
        "author = {",
        "year = 2009",
        "date = {",
        "{",
        "}",
        '"',
        ",",
        "\n",
        "# m #",
        "crossref = {a}",
        "\\'",
        '{\\"o}',
        " and ",
        "\\",
        "$",
        "~",
        "url = {",
        "m",
        "=",
        ")",
        "@comment{",
        "isbn = {978-0-306-40615-7}",
        "\\emph{",
        "pages = {1--2}",
        "``",
        "''",
        "`",
        "\\url{",
        "\\unknown ",
    ]
)
ris_bits = st.sampled_from(
    [
        "TY  - JOUR",
        "TY  - BOOK",
        "TY - X",
        "TI  - ",
        "AU  - Doe, Jane",
        "PY  - 2009//",
        "DA  - 2009/08/27/x",
        "ER  - ",
        "KW  - k",
        "SN  - 0306406152",
        "SP  - 1",
        "EP  - 2",
        "XX  - y",
        "UR  - http://a.org; http://b.org",
        "\n",
        "\r\n",
        "  ",
    ]
)
tagged = st.lists(st.one_of(ris_bits, strategies.text), max_size=12).map("\n".join)
bibliographies = st.lists(st.one_of(bibtex_bits, strategies.text), max_size=14).map("".join)
meta_names = st.sampled_from(
    "citation_title citation_author citation_journal_title citation_date citation_firstpage citation_lastpage"
    " citation_doi citation_isbn DC.title dc:creator dcterms.issued og:title og:site_name og:url og:type og:locale"
    " author article:published_time article:author content-language".split()
)
metas = st.builds('<meta name="{}" content="{}">'.format, meta_names, st.one_of(strategies.text, strategies.words))
scripts = json_values.map(lambda value: f'<script type="application/ld+json">{json.dumps(value)}</script>')
pages = st.lists(
    st.one_of(
        metas,
        scripts,
        strategies.soup,
        strategies.text.map("<title>{}</title>".format),
        strategies.urls.map('<link rel="canonical" href="{}">'.format),
        strategies.words.map("<html lang='{}'>".format),
    ),
    max_size=8,
).map("".join)


def readable(text):
    try:
        return read(text)
    except UnreadableSource:
        return ()


@given(st.one_of(strategies.text, strategies.soup, bibliographies, tagged, strategies.urls, strategies.bad_urls))
def test_any_text_is_read_or_refused(text):
    assert identify(text) in Kind
    for found in readable(text):
        assert not broken(found)


@given(bibliographies)
def test_any_bibliography_is_read_or_refused(text):
    for found in readable(f"@a{{b,\n{text}"):
        assert not broken(found)


@given(tagged)
def test_any_record_is_read_or_refused(text):
    for found in readable(f"TY  - JOUR\n{text}"):
        assert not broken(found)


@given(json_values)
def test_any_json_is_read_or_refused(value):
    for found in readable(json.dumps([{"type": "book", "title": "t"}, value])):
        assert not broken(found)


@given(json_values)
def test_any_record_of_a_catalogue_is_read(value):
    for reader in (crossref, datacite, openlibrary):
        assert not broken(reader(value))


@given(pages, st.one_of(strategies.urls, strategies.bad_urls))
def test_any_page_is_read(html, url):
    assert not broken(page(html, url))


# Out and in -----------------------------------------------------------------------------------------------


def as_csl(reference: Reference) -> dict:
    """Write a Reference as an item of CSL-JSON."""
    names = {"title": "title", "container_title": "container-title", "publisher": "publisher", "url": "URL"} | {
        "doi": "DOI",
        "isbn": "ISBN",
        "pages": "page",
        "language": "language",
    }
    item = {name: value for field, name in names.items() if (value := getattr(reference, field))}
    dates = {"issued": reference.issued, "accessed": reference.access_date}
    item |= {name: {"raw": date} for name, date in dates.items() if date}
    if reference.authors:
        item["author"] = [name.as_csl() for name in reference.authors]
    return {"id": reference.key, "type": reference.type, **item}


plain_references = strategies.references.map(
    lambda each: Reference(
        key=each.key,
        type=each.type,
        title=clean_line(each.title.replace("<", "").replace("&", "")),
        authors=tuple(
            Name(**{k: v.replace("<", "").replace("&", "") for k, v in n.as_csl().items()}) for n in each.authors
        ),
        issued=each.issued,
        access_date=each.access_date,
        doi=each.doi,
        isbn=each.isbn,
        language=each.language,
    )
)


@given(plain_references)
def test_reference_comes_back_from_csl(reference):
    [found] = read(json.dumps([as_csl(reference)]))
    assert found.left == ()
    back = as_csl(Reference(key=reference.key, **found.values))
    assert back == as_csl(reference)


@given(cited)
def test_citations_of_this_wiki_are_read_back(given_one):
    title = clean_line(given_one.title)
    # Bits of markup and the ligatures of TeX mean something else where a title is read.
    is_plain = bool(title) and not any(sign in title for sign in ("<", "&", "`", "''", "--"))
    for write, origin in ((citing.ris, "RIS"), (citing.bibtex, "BibTeX"), (citing.csl, "CSL-JSON")):
        [found] = read(write(given_one))
        assert not broken(found)
        assert set(found.origins.values()) == {origin}
        assert found.values["url"] == citing._uri(given_one.url)
        assert found.values["issued"][:4] == f"{given_one.published.year:04d}"
        assert not is_plain or found.values["title"] == title


# What is hostile ------------------------------------------------------------------------------------------

SIZE = 100_000


def filled(bit: str) -> str:
    return bit * (SIZE // len(bit))


HOSTILE = [
    filled("@a{"),
    filled("@"),
    filled("["),
    filled('[{"a":'),
    filled("\n"),
    filled("<!--"),
    filled("@a{b}\n"),
    "@a{b, t={" + filled("{"),
    "@a{b, t=" + "{" * 500 + "}" * 500 + "}",
    "@a{b," + filled(",") + "}",
    "@a{b, t={" + filled("\\'") + "}}",
    "@a{b, author={" + filled(" and ") + "}}",
    "@a{b, author={" + filled("a\\~ ") + "}}",
    "@a{b, t=" + filled('"a" # ') + '"a"}',
    "@a{b, t={" + filled("\\url{") + "}}",
    "@a{b, t={$" + filled("a\u0316\u0301") + "\\'e}}",
    "TY  - JOUR\nAB  - x\n" + filled("more of it\n"),
    "TY  - JOUR\n" + filled("AU  - a\n"),
    "TY  - BOOK\nSN  - " + filled("978 "),
    '{"title":' + filled("9") + "}",
    "10." + filled("1"),
    '[{"type":"book","x":' + "[" * 400 + "]" * 400 + "}]",
    "www." + filled("a."),
    "isbn" + filled(" "),
    "https://web.archive.org/" + filled("a/"),
    "@a{b, " + ",".join(f"f{n}={{x}}" for n in range(20_000)) + "}",
]


@pytest.mark.parametrize("text", HOSTILE, ids=[f"{n}: {text[:12]!r}" for n, text in enumerate(HOSTILE)])
def test_hostile_text_takes_little_time(text):
    began = time.process_time()
    for found in readable(text):
        assert not broken(found)
    assert time.process_time() - began < 3


LINKED = '<script type="application/ld+json">'
HOSTILE_PAGES = [
    filled("<"),
    filled("<a "),
    filled("<a b='"),
    filled("<!--"),
    filled("</"),
    "<a" + filled(" "),
    filled("<title>"),
    filled("<script>"),
    filled("<div>"),
    filled("<svg>") + "<title>x</title>",
    "<html lang='" + filled("a-") + "'>",
    "<title>" + filled(" - ") + "</title>",
    "<title>" + filled("<i ") + "</title>",
    "<title>" + filled("&") + "</title>",
    filled('<meta name="author" content="a">'),
    LINKED + filled("[") + "</script>",
    LINKED + '"\\ud800"</script>',
    LINKED + filled('{"@graph":[') + "</script>",
    LINKED + "[" + filled('{"@type":"WebPage"},') + "1]</script>",
    LINKED + '{"@type":"Book","isPartOf":' + '{"isPartOf":' * 400 + "1" + "}" * 401 + "</script>",
    "<link rel=canonical href='" + filled("//") + "'>",
    "<link rel=canonical href='http://['>",
]


@pytest.mark.parametrize("html", HOSTILE_PAGES, ids=[f"{n}: {html[:12]!r}" for n, html in enumerate(HOSTILE_PAGES)])
def test_hostile_page_takes_little_time(html):
    began = time.process_time()
    assert not broken(page(html, "https://example.org/a"))
    assert time.process_time() - began < 3


def test_macros_do_not_fill_the_memory():
    lines = ['@string{a0 = "' + "x" * 400 + '"}']
    lines += [f"@string{{a{n} = a{n - 1} # a{n - 1}}}" for n in range(1, 60)]
    fields = ",".join(f"f{n} = {'a0 # ' * 200}a0" for n in range(100))
    with pytest.raises(UnreadableSource, match="too-long"):
        read("\n".join([*lines, f"@misc{{b, title = a59, {fields}}}"]))
