"""BibTeX and BibLaTeX: what entries say, as they are pasted."""

import pytest

from articles.content.names import Name
from articles.content.references import TYPES
from articles.content.sources import Left, bibtex, read, tex
from articles.content.sources.entries import MAX_INHERITED


def one(fields, kind="article"):
    [found] = read(f"@{kind}{{key,\n{fields}\n}}")
    return found


def values(fields, kind="misc"):
    """Return what an entry says beside its type."""
    return {name: value for name, value in one(fields, kind).values.items() if name != "type"}


def test_article_is_read_whole():
    found = one("""
        author = {Shannon, Claude E. and {Bell Labs}}, title = "A {M}athematical Theory of Communication",
        journal = {Bell System Technical Journal}, year = 1948, month = jul, volume = 27, number = 3,
        pages = {379--423}, doi = {10.1002/j.1538-7305.1948.tb01338.x}, url = {https://example.org/a\\_b},
        urldate = {2012-05-01}, language = {english}, issn = {0005-8580}, keywords = {entropy}, file = {x.pdf},
    """)
    assert found.values == {
        "type": "article-journal",
        "title": "A Mathematical Theory of Communication",
        "authors": (Name("Shannon", "Claude E."), Name(literal="Bell Labs")),
        "container_title": "Bell System Technical Journal",
        "issued": "1948-07",
        "url": "https://example.org/a_b",
        "access_date": "2012-05-01",
        "doi": "10.1002/j.1538-7305.1948.tb01338.x",
        "pages": "379–423",
        "language": "en",
        "extra": {"ISSN": "0005-8580", "keyword": "entropy", "volume": "27", "issue": "3"},
    }
    assert set(found.origins.values()) == {"BibTeX"}
    assert found.left == (Left("file", "x.pdf", "no-place"),)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("title = {T}, subtitle = {S}, titleaddon = {A}", {"title": "T: S. A"}),
        ('title = foo # {b} # "c" # 1', {"title": "foobc1"}),
        ("title = {a {b} c}", {"title": "a b c"}),
        ('title = "a {"}b{"} c"', {"title": 'a "b" c'}),
        ('title = "a { b", year = 2000', {"title": 'a b"', "issued": "2000"}),
        ("TITLE = {T}", {"title": "T"}),
        ("title = {<i>T</i> &amp; \\textless{}b\\textgreater{}}", {"title": "T & <b>"}),
        ("booktitle = {B}, booksubtitle = {S}", {"container_title": "B: S"}),
        ("institution = {I}", {"publisher": "I"}),
        ("howpublished = {Online}", {"publisher": "Online"}),
        ("howpublished = {\\url{https://a.org/~b}}", {"url": "https://a.org/~b"}),
        ("date = {2016-12-13}", {"issued": "2016-12-13"}),
        ("date = {2016/2017}", {"issued": "2016/2017"}),
        ("year = 2019, month = {2 sep}", {"issued": "2019-09-02"}),
        ("year = 2019, month = 8, day = 27", {"issued": "2019-08-27"}),
        ('year = {2012}, month = feb # "~3"', {"issued": "2012-02-03"}),
        ("origdate = {1922}", {"extra": {"original-date": {"raw": "1922"}}}),
        ("origdate = {long ago}", {"extra": {"original-date": {"raw": "long ago"}}}),
        ("eprint = {1405.0001}, archiveprefix = {arXiv}", {"url": "https://arxiv.org/abs/1405.0001"}),
        ("eprint = {1405.0001}, eprinttype = {odd}", {"extra": {"archive_location": "odd:1405.0001"}}),
        (
            "eprint = {7}, eprinttype = {arxiv}, url = {http://a.org}",
            {"url": "http://a.org", "extra": {"archive_location": "arxiv:7"}},
        ),
        ("number = {107-204}", {"extra": {"number": "107-204"}}),
        ("editor = {Doe, J.}", {"extra": {"editor": [{"family": "Doe", "given": "J."}]}}),
        (
            "url = {https://web.archive.org/web/2012/http://a.org/}",
            {
                "url": "http://a.org/",
                "archive_url": "https://web.archive.org/web/2012/http://a.org/",
                "archive_date": "2012",
            },
        ),
        ("options = {x}, author+an:orcid = {y}", {}),
    ],
)
def test_fields_have_places(fields, expected):
    assert values(fields) == expected
    assert one(fields, "misc").left == ()


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ("year = {13th Century}", Left("year", "13th Century", "bad-date")),
        ("year = 2009, month = {summer}", Left("month", "summer 2009", "bad-date")),
        ("date = {2016-12-13}, year = 2017", Left("year", "2017", "no-place")),
        ("isbn = {12}", Left("isbn", "12", "bad-isbn")),
        ("url = {%E0%A4%A}", Left("url", "%E0%A4%A", "bad-url")),
        ("title = {a} year = {b}", Left("title", "year = {b}", "broken", 2)),
        ("title = {a}, title = {b}", Left("title", "b", "no-place")),
        ("publisher = {A}, organization = {B}", Left("organization", "B", "no-place")),
        ("holder = {H}", Left("holder", "H", "no-place")),
    ],
)
def test_what_has_no_place_is_told(fields, left):
    assert one(fields, "misc").left == (left,)


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("Book", "", "book"),
        ("mastersthesis", "", "thesis"),
        ("misc", "", "document"),
        ("misc", "url = {http://a.org}", "webpage"),
        ("misc", "howpublished = {http://a.org}", "webpage"),
        ("article", "entrysubtype = {newspaper}", "article-newspaper"),
    ],
)
def test_types_are_csl_types(kind, fields, expected):
    assert one(fields, kind).values["type"] == expected
    assert set(bibtex.TYPES.values()) | set(bibtex.SUBTYPES.values()) <= set(TYPES)


def test_unknown_type_is_a_document_and_told():
    assert one("title = {a}", "a").values["type"] == "document"
    assert one("title = {a}", "a").left == (Left("@a", "a", "bad-type"),)


def test_number_counts_by_type():
    assert values("number = 3", "article")["extra"] == {"issue": "3"}
    assert values("number = 3", "incollection")["extra"] == {"collection-number": "3"}


def test_whole_has_no_container():
    assert values("title = {T}, booktitle = {B}", "book") == {"title": "T"}
    assert values("booktitle = {B}", "proceedings") == {"title": "B"}


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("Jane Doe and Roe, R.", [Name("Doe", "Jane"), Name("Roe", "R.")]),
        ("Lesk, M. E. AND Kernighan,  B. W.", [Name("Lesk", "M. E."), Name("Kernighan", "B. W.")]),
        ("{Simon and Schuster} and others", [Name(literal="Simon and Schuster")]),
        ("{World Health Org., The}", [Name(literal="World Health Org., The")]),
        ("Plato", [Name(literal="Plato")]),
        ("Ludwig van Beethoven", [Name("van Beethoven", "Ludwig")]),
        ("King, Jr, Martin Luther", [Name("King", "Martin Luther, Jr")]),
        ('von Helmh\\"oltz, Herm\\"an\\~n', [Name("von Helmhöltz", "Hermänñ")]),
        ("A B and \\'Emile Zola", [Name("B", "A"), Name("Zola", "Émile")]),
        ("Zola, {\\'E}mile", [Name("Zola", "Émile")]),
        ("family=Doe, given=Jane, prefix=van", [Name("van Doe", "Jane")]),
        ("a=b c", [Name("c", "a=b")]),
        ("A} and {B", [Name(literal="A"), Name(literal="B")]),
        (" and ,", []),
    ],
)
def test_names_follow_the_rules_of_bibtex(raw, names):
    assert list(bibtex._people(raw)) == names


def test_parts_inherit_from_their_whole():
    found = read(
        """
        @incollection{a, title = {Part}, crossref = {W}} @article{b, title = {Piece}, crossref = {p}}
        @misc{c, crossref = {c}, title = {Self}} @misc{d, crossref = {none}}
        @collection{w, title = {Whole}, editor = {Doe, J.}, year = 2009, note = {not inherited}}
        @periodical{p, title = {Weekly}, year = 2010}
        @misc{e, crossref = {long}} @book{long, title = {"""
        + "x" * (MAX_INHERITED + 1)
        + "}}"
    )
    assert found[0].values["container_title"] == "Whole"
    assert found[0].values["issued"] == "2009"
    assert found[0].values["extra"] == {"editor": [{"family": "Doe", "given": "J."}]}
    assert found[1].values["container_title"] == "Weekly"
    assert found[2].values["title"] == "Self"
    assert "container_title" not in found[6].values


def test_broken_entry_loses_no_good_one():
    found = read("@book{a, title = {A}}\n@book{b, title = {B\n@book{c, title = {C}}\n@book{c, title = {D}}\n@string{x")
    assert [each.values.get("title") for each in found] == ["A", None, "C", "D"]
    assert found[1].values == {}
    assert found[1].left == (Left("BibTeX", "@book{b, title = {B", "broken", 2),)


def test_very_long_values_end():
    part = f'"{"x" * 60_000}"'
    found = one(f"abstract = {part} # {part} # {part}, title = {{T}}")
    assert found.values["title"] == "T"
    assert [(left.what, left.code) for left in found.left] == [("abstract", "broken"), ("abstract", "too-long")]


def test_macros_stand_for_macros():
    [found] = read('@string{a = "A"} @STRING(b = a # { B}) @misc{k, title = B # { } # c}')
    assert found.values["title"] == "A B c"


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        (r"K{\"o}ln", "Köln"),
        (r"\'{\i}\'\i{\' A}", "ííÁ"),
        (r"\L{}ód\'z {\ss}", "Łódź ß"),
        (r"\c{c}\v C\H{o}\k{a}", "çČőą"),
        (r"Nguy{\~\^e}n", "Nguyễn"),
        (r"Trag{\" o}die", "Tragödie"),
        (r"\'\'\'\'\'e", "é\u0301\u0301"),
        ("A---B--C~D", "A—B–C D"),
        ("``a'' `b' it's", "“a” ‘b’ it’s"),
        ("it's", "it's"),
        ("`` it's", "“ it's"),
        (r"$e=mc^2$ H$_{2}$O 10\textsuperscript{-9}", "e=mc² H₂O 10⁻⁹"),
        ("costs $5", "costs $5"),
        ("a^2 _x_", "a^2 _x_"),
        (r"$\Phi$ \alpha", "Φ α"),
        (r"\textit{T} {\em a} \emph{b \textbf{c}}", "T a b c"),
        (r"\url{http://a.org/b_c~d} \href{http://a.org}{A}", "http://a.org/b_c~d http://a.org A"),
        (r"100\% \& \$ \# \_ \{ \} a\,b\-c\\d", "100% & $ # _ { } a bc d"),
        ("A & B 50% of #1", "A & B 50% of #1"),
        (r"a\begin{it}b\end{it}\textcolor{red}{c}\noopsort{x}d", "abcd"),
        (r"\TeX\ and \LaTeX{}", "TeX and LaTeX"),
        (r"\unknown{kept} \lost", r"kept \lost"),
        (r"\~{} \'{} \"", "~ ' \""),
        ("\\", "\\"),
        ("}{", ""),
        (r"\textsuperscript{st}", "st"),
        (r"\c{} x", " x"),
        (r"\' {e}", "é"),
    ],
)
def test_tex_becomes_text(raw, plain):
    assert tex.text(raw) == plain


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        (r"\url{http://a.org/b\_c\%20d}", "http://a.org/b_c%20d"),
        (r"http://a.org/\string~b/{\textasciitilde}c/$\sim$d/\~{}e", "http://a.org/~b/~c/~d/~e"),
        ("10.1000/{a}", "10.1000/a"),
    ],
)
def test_addresses_are_meant_literally(raw, plain):
    assert tex.verbatim(raw) == plain
