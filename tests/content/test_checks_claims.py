"""Claims: which statements want a source, and which have one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content.checks import Known, run
from articles.content.checks.claims import WEIGHTS
from articles.content.clean import clean
from articles.content.snapshot import Reference, Section, Snapshot

KINDS = {weight: kind for kind, weight in WEIGHTS.items()}
SOURCE = Reference(key="a", title="A", issued="2001", type="book")


def html(short: str) -> str:
    """Write [1] as a citation; text without a tag is a paragraph."""
    return clean(re.sub(r"\[\d\]", '<cite data-ref="a"></cite>', short))


def article(body: str = "", *, lead: str = "", language: str = "en", heading: str = "History") -> Snapshot:
    section = Section(key="s", heading=heading, body=html(body))
    return Snapshot(title="T", slug="t", language=language, lead=html(lead), sections=(section,), references=(SOURCE,))


def told(snapshot: Snapshot) -> list[tuple[str, str]]:
    found = run(snapshot, Known())
    return [(KINDS[each.weight], each.text) for each in found if each.check == "claim-without-source"]


def claims(body: str, **how: str) -> list[tuple[str, str]]:
    return told(article(body, **how))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("It has 33 members.", [("number", "It has 33 members.")]),
        ("It began in 1992 here.", [("date", "It began in 1992 here.")]),
        ("It is the largest city there.", [("superlative", "It is the largest city there.")]),
        ("It was called “a friend in every need”.", [("quotation", "It was called “a friend in every need”.")]),
        ("The city lies on a river.", [("plain", "The city lies on a river.")]),
        ("Some three dozen came to it.", [("number", "Some three dozen came to it.")]),
        ("It has 33 members.[1]", []),
        ("It has[1] 33 members.", []),
        ("It has 33 members. [1]", []),
        ("One thing is here. Two things are there.[1]", []),
        ("One thing is here.[1] Two things are there.", [("plain", "Two things are there.")]),
        ("One thing is here.[1] Two are there. Three are anywhere.[1]", []),
        ("One is here now.[1]</p><p>Ten are there now.", [("number", "Ten are there now.")]),
        ("COVID-19 and the G20 met it.", [("plain", "COVID-19 and the G20 met it.")]),
        ("The first argument is a city.", [("plain", "The first argument is a city.")]),
        ("It was the first such city.", [("superlative", "It was the first such city.")]),
        ("One of the first to come was he.", [("superlative", "One of the first to come was he.")]),
        ("It is Cuba’s most important port.", [("superlative", "It is Cuba’s most important port.")]),
        ("At least most of it is there.", [("plain", "At least most of it is there.")]),
        ("He called it <code>x = 33</code> in code.", [("plain", "He called it x = 33 in code.")]),
        ("A city", []),
        ("Trade and aid", []),
        ("33 %", []),
        ("See also the 33 members.", []),
        ('<a data-article="x">Election of 2007 in Belarus</a>', []),
        ("<pre>It has 33 members here.</pre>", []),
        ('<figure data-image="i"></figure>', []),
        ("", []),
    ],
)
def test_sentence_wants_a_source(body, expected):
    assert claims(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("He said: “We will stand by you.” They cheered. All left.[1]", ["He said: “We will stand by you.”"]),
        ("He said: “We will stand by you.”[1] They cheered. All left.[1]", []),
        ("He said: “We will stand by you.” They cheered.[1] All left.[1]", []),
        ("He said: “We will. You will too.” They cheered.[1] All left.[1]", []),
        ("He said: “We will. You will too. All.” They cheered. No.[1]", ["He said: “We will. You will too. All.”"]),
        (
            'It was 5" and "all that we were told then". It held. All left.[1]',
            ['It was 5" and "all that we were told then".'],
        ),
        ("It was the “workshop of the world” then. It held. All left.[1]", []),
        ("The text “Situation of Human Rights in Belarus” passed. It held. All left.[1]", []),
        ("It was a “partner” then. It held. All left.[1]", []),
    ],
)
def test_quotation_wants_its_own_source(body, expected):
    assert [text for kind, text in claims(body) if kind == "quotation"] == expected


LEAD_IN = "Of all states that were at war in that year 33 sent their people here:"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ul><li>33 came in here</li><li>44 came in there[1]</li></ul>", ["33 came in here"]),
        ("<p>These came:[1]</p><ul><li>33 came in here</li><li>44 came in there</li></ul>", []),
        ("<p>These came:</p><ul><li>33 came in here[1]</li></ul>", []),
        ("<p>These all came here:</p><ul><li>33 came in here</li></ul>", ["33 came in here"]),
        (f"<p>{LEAD_IN}</p><ul><li>33 came in here[1]</li></ul>", []),
        (f"<p>{LEAD_IN}</p><ul><li>33 came in here</li></ul>", [LEAD_IN, "33 came in here"]),
        (f"<p>{LEAD_IN}</p><p>33 came in here.[1]</p>", []),
        ("<ul><li>33 came in here</li></ul><p>Source: A.[1]</p>", []),
        ("<ul><li>33 came in here</li></ul><p>[1]</p>", []),
        ("<ul><li>33 came in here</li></ul><p>It went on.[1]</p>", ["33 came in here"]),
        ("<ul><li>33 came in here</li><li>44 came in here</li></ul>", ["33 came in here", "44 came in here"]),
        (
            "<ul><li>33 came in here</li><li>44 came in here</li><li>x</li><li>55 came in here</li></ul>",
            ["33 came in here\n44 came in here\n55 came in here"],
        ),
        ("<ul><li><p>All came here[1]</p><ul><li>33 came in here</li></ul></li></ul>", []),
        ("<ul><li><p>All</p><ul><li>33 came in here[1]</li><li>44 came there</li></ul></li></ul>", ["44 came there"]),
        ("<ol><li>33 came in here.[1] It was so then.</li></ol>", ["It was so then."]),
        ("<dl><dt>1990[1]</dt><dd>33 came in here</dd><dt>2</dt><dd>44 came here</dd></dl>", ["44 came here"]),
        ('<ul><li><a data-article="x">Election of 2007</a> in Minsk</li></ul>', []),
        (
            '<ul><li>33 parties came to the <a data-article="x">election</a></li></ul>',
            ["33 parties came to the election"],
        ),
        ("<dl><dt>In 1990 and later</dt><dd>It was so then</dd></dl>", []),
    ],
)
def test_list_has_its_source_in_the_item_or_around(body, expected):
    assert [text for _, text in claims(body)] == expected


ROWS = "<tr><td>Embassy in Minsk</td><td>1992{0}</td></tr><tr><td>Embassy in Havana</td><td>1993{1}</td></tr>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (ROWS.format("[1]", "[1]"), []),
        (ROWS.format("[1]", ""), ["Embassy in Havana · 1993"]),
        ("<tr><td>1</td><td>Minsk</td><td>Unknown</td></tr>" + ROWS.format("[1]", "[1]"), []),
        ("<tr><td>12.</td><td>Minsk</td><td>1992</td></tr>" + ROWS.format("[1]", "[1]"), ["Minsk · 1992"]),
        ("<tr><td>1</td></tr>" + ROWS.format("[1]", "[1]"), []),
        (ROWS.format("", ""), ["Embassy in Minsk · 1992", "Embassy in Havana · 1993"]),
        ("<caption>Embassies[1]</caption>" + ROWS.format("", ""), []),
        ("<caption>Embassies</caption>" + ROWS.format("[1]", "[1]"), []),
        ("<tr><th>City</th><th>Year[1]</th></tr>" + ROWS.format("", ""), []),
        ("<tr><th>City[1]</th></tr><tr><th>Year</th></tr>" + ROWS.format("", ""), []),
        (
            "<tr><th>One[1]</th></tr><tr><td>Embassy in Rome</td><td>1990</td></tr><tr><th>Two</th></tr>"
            + ROWS.format("", "[1]"),
            ["Embassy in Minsk · 1992"],
        ),
        (
            "<tr><th>City[1]</th><th>Year</th></tr><tr><th>Asia</th></tr>" + ROWS.format("", ""),
            [],
        ),
        (
            '<tr><td rowspan="2">Europe[1]</td><td>Embassy in Rome</td><td>1990</td></tr>' + ROWS.format("", ""),
            ["Embassy in Havana · 1993"],
        ),
        (
            ROWS.format("", "") + "<tr><td>Embassy in Rome</td><td>1994</td></tr><tr><td> </td></tr>",
            ["Embassy in Minsk · 1992\nEmbassy in Havana · 1993\nEmbassy in Rome · 1994"],
        ),
        (
            "<tr><td>Cuba[1]</td><td>It joined in 1991. It left again. It came back in 2004.</td></tr>",
            ["It joined in 1991.", "It came back in 2004."],
        ),
        ("<tr><td>Cuba</td><td>It joined in 1991. It left again. It came back in 2004.[1]</td></tr>", []),
        ("<tr><td>Cuba</td><td>It joined in 1991. It left again. It came in 2004.</td><td>[1]</td></tr>", []),
        (
            '<tr><td rowspan="2">Cuba[1]</td><td>1990</td></tr>'
            "<tr><td>It joined in 1991. It left again. It came back in 2004.</td></tr>",
            [],
        ),
        (
            "<tr><td>Cuba</td><td>1990</td><td>See Cuba–Belarus relations</td></tr>" + ROWS.format("[1]", "[1]"),
            ["Cuba · 1990"],
        ),
    ],
)
def test_table_has_its_source_in_the_row_or_above(body, expected):
    assert [text for _, text in claims(f"<table>{body}</table>")] == expected


def test_lead_in_covers_a_table():
    assert claims(f"<p>They were:[1]</p><table>{ROWS.format('', '')}</table>") == []


def test_entries_without_any_source_are_told_as_one():
    items = "".join(f"<li>{n} came in here</li>" for n in range(10, 15))
    (found,) = run(article(f"<ul>{items}</ul>"), Known())[:1]
    assert (found.values["count"], found.severity, found.place.passage) == ("5", "warning", 1)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<blockquote><p>We will stand by you.</p></blockquote>", ["We will stand by you."]),
        ("<blockquote><p>We will stand by you.[1]</p></blockquote>", []),
        ("<p>He said this.[1]</p><blockquote><p>We will stand by you.</p></blockquote>", []),
        ("<blockquote><p>We will stand by you.</p></blockquote><p>So he said.[1] It went on.[1]</p>", []),
        (
            "<p>He said.[1] It was this.[1] And now:</p><blockquote>We will stand by you.</blockquote>",
            ["We will stand by you."],
        ),
    ],
)
def test_block_quotation_has_its_source_at_its_side(body, expected):
    assert [text for kind, text in claims(body) if kind == "quotation"] == expected


@pytest.mark.parametrize(
    ("lead", "body", "expected"),
    [
        ("It has 33 members.", "There are 33 members.[1]", []),
        ("It has 33 members.", "There are 33 members.", ["It has 33 members."]),
        ("It has 1,033 members.", "There are 1033 members.[1]", []),
        ("It has 33 members.", "There are 34 members.[1]", ["It has 33 members."]),
        ("It has 33 members.[1]", "", []),
        ("It is the largest city.", "Of all cities it is the largest city.[1]", []),
        ("It is the largest city.", "It has the largest harbour.[1]", ["It is the largest city."]),
        ("The embassy opened in 1992 in Minsk.", "In 1992 its embassy was opened in Minsk.[1]", []),
        ("Mori led it from 1992 to 1994.", "It had 1992 goats and 1994 sheep.[1]", ["Mori led it from 1992 to 1994."]),
        ("It began on 4 May 1992.", "On May 4, 1992 it began.[1]", []),
        ("It began on 4 May 1992.", "It began in 1992.[1]", ["It began on 4 May 1992."]),
        ("It is the largest city.", "It is large.[1]", ["It is the largest city."]),
        ("He said “we will stand by you”.", "He said: “We will stand by you”.[1]", []),
        ("The city lies on a river.", "", []),
        ("<blockquote>We will stand by you.</blockquote>", "He will stand by you, we think.[1]", []),
        ("<blockquote>We will stand by you.</blockquote>", "", ["We will stand by you."]),
    ],
)
def test_lead_may_rest_on_the_body(lead, body, expected):
    found = run(article(body, lead=lead), Known())
    at = [each.text for each in found if each.check == "claim-without-source" and each.place.field == "lead"]
    assert at == expected


def test_lead_in_a_script_without_spaces_rests_on_the_body():
    said = "明斯克是最大的城市。"
    assert [text for _, text in claims("", lead=said, language="zh")] == [said]
    assert claims("白俄罗斯最大的城市是明斯克。[1]", lead=said, language="zh") == []


def test_nothing_is_stated_under_what_stands_under_them():
    headings = (("Further reading", 2), ("Historical", 3), ("Older", 4), ("Trade", 2), ("Aid", 3))
    sections = tuple(
        Section(key=f"s{n}", heading=heading, level=level, body="<p>It has 33 members.</p>")
        for n, (heading, level) in enumerate(headings)
    )
    found = run(Snapshot(title="T", slug="t", sections=sections), Known())
    assert [each.place.key for each in found if each.check == "claim-without-source"] == ["s3", "s4"]


@pytest.mark.parametrize(("body", "expected"), [
    ("<p>Europe (23 states)</p><ul><li>Austria[1]</li></ul>", []),
    ("<p>Europe has 23 states.</p><ul><li>Austria[1]</li></ul>", ["Europe has 23 states."]),
    ("<p>Europe (23 states)</p><p>Austria[1]</p>", ["Europe (23 states)"]),
    (f"<p>Europe {'and more ' * 6}(23 states)</p><ul><li>Austria[1]</li></ul>",
     [f"Europe {'and more ' * 6}(23 states)"]),
])  # fmt: skip
def test_line_over_a_list_states_nothing(body, expected):
    assert [text for _, text in claims(body)] == expected


@pytest.mark.parametrize("heading", ["See also", "External links", "Further reading", "NOTES"])
def test_nothing_is_stated_under_some_headings(heading):
    assert claims("It has 33 members.", heading=heading) == []


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("de", "Es ist die größte Stadt.", "superlative"),
        ("de", "Es kamen dreizehn Leute dorthin.", "number"),
        ("fr", "C'est la plus grande ville.", "superlative"),
        ("es", "Es la ciudad y el mayor puerto.", "superlative"),
        ("it", "È il più grande porto.", "superlative"),
        ("pt", "É o maior porto do país.", "superlative"),
        ("nl", "Het is de grootste stad.", "superlative"),
        ("pl", "To jest największe miasto kraju.", "superlative"),
        ("ru", "Это самый большой город.", "superlative"),
        ("uk", "Це найбільше місто країни.", "superlative"),
        ("zh", "明斯克是最大的城市。", "superlative"),
        ("ja", "ミンスクは最大の都市です。", "superlative"),
        ("ar", "مينسك هي أكبر مدينة.", "superlative"),
        ("my", "၎င်းသည် အကြီးဆုံး မြို့ ဖြစ်သည်။", "superlative"),
        ("my", "၎င်းသည် ၂၀၀၀ ခုနှစ် ဖြစ်သည်။", "number"),
        ("zh", "明斯克在1992年建館。", "date"),
        ("xx", "Ba 1992 lo mu ka.", "date"),
        ("en", "It began on 4 May 1992.", "date"),
        ("en", "It began on May 4, 1992 here.", "date"),
        ("en", "It sold 1992,5 of them.", "number"),
        ("en", "In 1992 it had 33 seats.", "number"),
        ("xx", "Ba be lo mu ka.", "plain"),
    ],
)
def test_languages_have_their_words(language, text, kind):
    assert claims(text, language=language) == [(kind, text)]


def test_what_weighs_more_comes_first():
    body = "Rivers flow through the city. It is the largest city. It has 33 members. It began in 1992."
    assert [kind for kind, _ in claims(body)] == ["number", "date", "superlative", "plain"]


def test_plain_statements_are_advice():
    found = run(article("Rivers flow through it. It has 33 members."), Known())
    assert [each.severity for each in found][:2] == ["warning", "advice"]


# Laws -----------------------------------------------------------------------------------------------------

_SAID = ["It has 33 members.", "It lies there, we think.", "It is the largest city.", "He said “so it is for now”."]
_said = st.lists(st.sampled_from(_SAID), min_size=1, max_size=6)
_frames = st.sampled_from(["<p>{}</p>", "<ul><li>{}</li></ul>", "<blockquote><p>{}</p></blockquote>"])


@given(_said, _frames, st.data())
def test_citing_a_sentence_takes_its_finding_away(said, frame, data):
    number = data.draw(st.integers(0, len(said) - 1))
    before = claims(frame.format(" ".join(said)))
    after = claims(frame.format(" ".join([*said[:number], f"{said[number]}[1]", *said[number + 1 :]])))
    assert set(after) <= set(before) | {("quotation", each) for each in said}
    assert len(after) < len(before)


@given(_said, _frames)
def test_what_is_cited_throughout_has_no_finding(said, frame):
    assert claims(frame.format(" ".join(f"{each}[1]" for each in said))) == []
