"""How an article is laid out: levels, empty sections, long paragraphs, words and licences of images; moving times."""

import pytest

from articles.content.checks import Known, run
from articles.content.checks.layout import LONG
from articles.content.clean import clean
from articles.content.problems import Place
from articles.content.snapshot import Image, Section, Snapshot


def told(check: str, snapshot: Snapshot) -> list[str]:
    return [each.place.key for each in run(snapshot, Known()) if each.check == check]


def levels(*given: int) -> Snapshot:
    sections = tuple(Section(key=f"k{n}", heading="H", level=level) for n, level in enumerate(given))
    return Snapshot(title="T", slug="t", sections=sections)


def body(html: str, language: str = "en") -> Snapshot:
    section = Section(key="s", heading="H", body=clean(html))
    return Snapshot(title="T", slug="t", language=language, sections=(section,))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((2, 3, 4, 2, 3), []),
        ((2, 4), ["k1"]),
        ((3,), ["k0"]),
        ((4, 2, 4, 3, 4), ["k0", "k2"]),
        ((2, 4, 4), ["k1"]),
        ((), []),
    ],
)
def test_skipped_level_is_told(given, expected):
    assert told("skipped-level", levels(*given)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [((2, 3), ["k1"]), ((2, 2), ["k0", "k1"]), ((2, 3, 4, 2), ["k2", "k3"]), ((3, 2), ["k0", "k1"])],
)
def test_empty_section_is_told(given, expected):
    assert told("empty-section", levels(*given)) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>x</p>", []),
        ('<figure data-image="i"></figure>', []),
        ("<pre>x</pre>", []),
        ('<p><cite data-ref="a"></cite></p>', ["s"]),
        ("<p>…</p>", ["s"]),
        ("", ["s"]),
    ],
)
def test_section_with_words_or_a_picture_is_not_empty(html, expected):
    assert told("empty-section", body(html)) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>{}</p>".format("word " * (LONG // 5)), []),
        ("<p>{}.</p>".format("word " * (LONG // 5 + 1)), ["s"]),
        ("<ul><li>{}.</li></ul>".format("word " * (LONG // 5 + 1)), ["s"]),
        ("<p>{}</p>".format("明" * (LONG // 2)), []),
        ("<p>{}</p>".format("明" * (LONG // 2 + 1)), ["s"]),
        ("<p>{}</p>".format("မို့ " * (LONG // 3)), []),
        ("<blockquote><p>{}.</p></blockquote>".format("word " * LONG), []),
        ("<table><tr><td>{}.</td></tr></table>".format("word " * LONG), []),
        ("<pre>{}.</pre>".format("word " * LONG), []),
    ],
)
def test_long_paragraph_is_told(html, expected):
    assert told("long-paragraph", body(html)) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, [("image-without-words", "alternative_text"), ("image-without-licence", "licence")]),
        ({"alternative_text": " ", "licence": "CC0"}, [("image-without-words", "alternative_text")]),
        ({"alternative_text": "A flag", "licence": "CC0"}, []),
    ],
)
def test_image_wants_words_and_a_licence(values, expected):
    image = Image(key="i", file="i.png", width=1, height=1, **values)
    found = run(Snapshot(title="T", slug="t", images=(image,)), Known())
    assert [(each.check, each.place) for each in found] == [
        (check, Place("image", "i", field)) for check, field in expected
    ]
    assert [each.quote for each in found] == ["i.png"] * len(expected)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It was recently built.", "recently"),
        ("en", "Currently it stands.", "Currently"),
        ("en", "In recent years it grew.", "In recent years"),
        ("en", "Recently, in May 2019, it was built.", None),
        ("en", "It had recently been built.", None),
        ("en", "He said: “It was recently built.”", None),
        ("en", "It fell in the last decade of the war.", None),
        ("en", "It fell in the last decade.", "in the last decade"),
        ("en", "It is current.", None),
        ("en", "Israel is now its first trading partner.", "now"),
        ("en", "It landed at the old airport (now closed).", None),
        ("en", "By now it was closed.", None),
        ("en", "He came from what is today a desert.", None),
        ("en", "Today they are friends.", "Today"),
        ("en", "To this day they are friends.", "To this day"),
        ("en", "It is planning to open one.", "is planning to"),
        ("en", "They went so far as to close it.", None),
        ("en", "So far it is closed.", "So far"),
        ("en", "He said: “It is open. It was recently built. It will stay.”", None),
        ("de", "Es wurde kürzlich gebaut.", "kürzlich"),
        ("fr", "Il est actuellement fermé.", "actuellement"),
        ("es", "Actualmente está cerrado.", "Actualmente"),
        ("it", "È attualmente chiuso.", "attualmente"),
        ("pt", "Está atualmente fechado.", "atualmente"),
        ("nl", "Het is momenteel dicht.", "momenteel"),
        ("pl", "Obecnie jest zamknięte.", "Obecnie"),
        ("ru", "Сейчас он закрыт.", "Сейчас"),
        ("uk", "Нещодавно його закрили.", "Нещодавно"),
        ("zh", "目前已關閉。", "目前"),
        ("ja", "現在は閉鎖中。", "現在"),
        ("ar", "هو مغلق حالياً.", "حالياً"),
        ("my", "လက်ရှိ ပိတ်ထားသည်။", "လက်ရှိ"),
        ("xx", "It was recently built.", None),
    ],
)
def test_time_that_moves_is_told(language, text, expected):
    found = run(body(f"<p>{text}</p><blockquote>{text}</blockquote><pre>{text}</pre>", language), Known())
    assert [each.values["word"] for each in found if each.check == "moving-time"] == ([expected] if expected else [])
