"""Names of articles in a text: which words are meant, which are passed over, and where they stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import mentions, slugs
from articles.content.allowlist import printable
from articles.content.markup import Element, read, serialise, text, walk
from articles.content.words import fold

from . import strategies

TITLES = [
    "Minsk",
    "Trade",
    "UN",
    "It",
    "2008",
    "iPhone",
    "Than Shwe",
    "The Who",
    "Myanmar",
    "Foreign relations of Myanmar",
    "Belarus–Myanmar relations",
    "Myanmar civil war (2021–present)",
    "Côte d'Ivoire",
    "Ukraine",
    "People's Republic",
    "中国",
    "中国历史",
    "水",
    "မြန်မာ",
    "ရန်ကု",
]
NAMES = [(title, slugs.slug(title)) for title in TITLES]


def found(body: str, **how: object) -> list[str]:
    return [each.words for each in mentions.find([("", body)], NAMES, **how)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>In Minsk.</p>", ["Minsk"], id="one word"),
        pytest.param("<p>In Minsk’s parks and Minsk.</p>", ["Minsk"], id="possessive, told once"),
        pytest.param("<p>In minsk, MINSK, Minsker, preMinsk.</p>", [], id="one word in other letters"),
        pytest.param("<p>Trade grew.</p>", ["Trade"], id="may be a common word"),
        pytest.param("<p>Trade grew, and trade fell.</p>", [], id="is a common word"),
        pytest.param("<p>Trade grew.</p><pre>trade</pre>", [], id="is a common word elsewhere"),
        pytest.param("<p>The UN met. It ended in 2008.</p>", ["UN"], id="short names and numbers"),
        pytest.param("<p>An iPhone.</p>", ["iPhone"], id="capital within"),
        pytest.param("<p>than shwe met the who</p>", [], id="capitals lost"),
        pytest.param("<p>THAN SHWE met the Who</p>", ["THAN SHWE", "the Who"], id="capitals kept"),
        pytest.param("<p>Its foreign  relations of\nMyanmar.</p>", ["foreign relations of Myanmar"], id="longest"),
        pytest.param("<p>Foreign relations of many.</p>", [], id="half a name"),
        pytest.param("<p>belarus-Myanmar relations</p>", ["belarus-Myanmar relations"], id="another dash"),
        pytest.param("<p>Cote d’Ivoire</p>", ["Cote d’Ivoire"], id="accents and apostrophes"),
        pytest.param("<p>L’Ukraine</p>", ["Ukraine"], id="article of the word"),
        pytest.param("<p>the people’s Republic</p>", ["people’s Republic"], id="apostrophe within"),
        pytest.param("<p>Myanmar civil war (2021-present)</p>", ["Myanmar civil war (2021-present)"], id="brackets"),
        pytest.param("<p>the Myanmar civil war</p>", ["Myanmar civil war"], id="without what tells it apart"),
        pytest.param("<p>在中国历史中，中国的水。</p>", ["中国历史", "中国"], id="Chinese"),
        pytest.param("<p>မြန်မာနိုင်ငံ ရန်ကုန်</p>", ["မြန်မာ"], id="Burmese, no syllable cut"),
        pytest.param("<p>Mi<em>nsk</em> and Than <strong>Sh</strong>we</p>", ["Minsk", "Than Shwe"], id="marks"),
        pytest.param("<p>Than<br>Shwe, Than<cite data-ref='a'></cite> Shwe</p>", [], id="atoms end a name"),
        pytest.param("<ul><li>Than</li><li>Shwe</li></ul>", [], id="blocks end a name"),
        pytest.param("<p><code>Minsk</code> <tt>Minsk</tt></p><pre>Minsk</pre>", [], id="code"),
        pytest.param("<script>Minsk</script><title>Minsk</title>", [], id="unseen"),
        pytest.param('<p><a href="https://a.b/">Minsk</a></p><p>Minsk</p>', ["Minsk"], id="link elsewhere"),
        pytest.param('<p><a href="https://a.b/">Mins</a>k, Mi<code>nsk</code></p>', [], id="half a link"),
        pytest.param('<p>Minsk</p><p><a data-article="minsk">city</a></p>', [], id="linked anywhere"),
        pytest.param('<p><a data-section="x">Than</a> Shwe, <a data-section="x">a</a> Minsk</p>', ["Minsk"], id="runs"),
        pytest.param("Minsk<div>", ["Minsk"], id="no block"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_names_are_told(body, expected):
    assert found(body) == expected


def test_known_articles_are_not_told_and_hold_their_words():
    body = "<p>Foreign relations of Myanmar</p>"
    assert found(body, known={"foreign-relations-of-myanmar"}) == []
    assert found(f"{body}<p>Myanmar</p>", known={"foreign-relations-of-myanmar"}) == ["Myanmar"]


def test_what_is_written_just_so_is_meant_first():
    names = [("Iron curtain", "fabric"), ("Iron Curtain", "border"), ("Iron  Curtain", "third")]
    said = mentions.find([("", "<p>The Iron Curtain. An iron curtain.</p>")], names)
    assert [(each.words, each.slug) for each in said] == [("Iron Curtain", "border"), ("iron curtain", "fabric")]


def test_whole_titles_are_meant_before_those_cut_short():
    names = [("Mercury (planet)", "planet"), ("Mercury", "mercury"), ("Mercury (god)", "god")]
    told = [mentions.find([("", "<p>Mercury</p>")], some)[0].slug for some in (names, names[::2])]
    assert told == ["mercury", "planet"]


def test_places_are_told():
    bodies = [
        ("", "<p>a</p>\n<p>b <em>c</em> Minsk</p>"),
        ("s", "<ul><li>Myanmar</li><li> x  Than\n Shwe</li></ul>"),
    ]
    assert [(each.section, each.passage, each.start, each.slug) for each in mentions.find(bodies, NAMES)] == [
        ("", 2, 3, "minsk"),
        ("s", 1, 0, "myanmar"),
        ("s", 1, 8, "than-shwe"),
    ]


# Laws -----------------------------------------------------------------------------------------------------

_said = st.lists(st.sampled_from([*strategies.WORDS, "relations with", "belarus", "MYANMAR", ".", "–"]), max_size=8)
_texts = st.one_of(_said.map(" ".join), st.sampled_from(TITLES), strategies.text)
_marked = st.builds(
    "{1}<{0}>{2}</{0}>{3}".format,
    st.sampled_from(["em", "code", 'a data-article="x"', 'a data-article="myanmar"', "b", "pre", "p", "li"]),
    _texts, _texts, _texts,
).map(lambda html: re.sub(r"</(\w+)[^>]*>", r"</\1>", html))  # fmt: skip
_bodies = st.lists(st.tuples(st.sampled_from(["", "s", "t"]), st.one_of(_marked, strategies.soup)), max_size=3)
_names = st.lists(st.one_of(st.sampled_from(TITLES), _said.map(" ".join), strategies.lines), max_size=8).map(
    lambda titles: [(title, slugs.slug(title)) for title in titles]
)


def solid(said: str) -> str:
    return re.sub(r"[ \t\n\r\f]+", "", said)


def same(said: str) -> str:
    return re.sub("[‐‒–—−]", "-", " ".join(fold(said).split())).replace("’", "'")


def linking(body: str, mention: mentions.Mention) -> str:
    """Link the words of a mention, as an editor would."""
    place, wanted = 0, range(mention.start, mention.start + len(solid(mention.words)))

    def linked(node):
        nonlocal place
        if not isinstance(node, str):
            return (node.having(out for child in node.children for out in linked(child)),)
        out = []
        for character in node:
            is_solid = bool(solid(character))
            on = is_solid and place in wanted
            out.append(Element("a", (("data-article", mention.slug),), (character,)) if on else character)
            place += is_solid
        return out

    return serialise([each for node in read(printable(body)) for each in linked(node)])


@given(_bodies, _names)
def test_words_stand_where_they_are_told(bodies, names):
    whole = {n: solid(text(read(printable(body)))) for n, (_, body) in enumerate(bodies)}
    titles: dict[str, set[str]] = {}
    for title, slug in names:
        titles.setdefault(slug, set()).update((same(title), same(re.sub(r" *[(（][^()（）]*[)）]\s*$", "", title))))
    for mention in mentions.find([(str(n), body) for n, (_, body) in enumerate(bodies)], names):
        words = solid(mention.words)
        assert whole[int(mention.section)][mention.start : mention.start + len(words)] == words
        assert same(mention.words) in titles[mention.slug]


@given(_bodies, _names)
def test_each_article_is_told_once_in_reading_order(bodies, names):
    keyed = [(str(n), body) for n, (_, body) in enumerate(bodies)]
    told = mentions.find(keyed, names)
    places = [(int(each.section), each.start) for each in told]
    assert places == sorted(set(places))
    assert len({each.slug for each in told}) == len(told)
    linked = {node.get("data-article") for _, body in bodies for node in walk(read(printable(body)))}
    assert not linked & {each.slug for each in told}
    assert mentions.find(keyed, names, known={each.slug for each in told}) == ()


@given(_bodies, _names)
def test_what_is_linked_is_told_no_more_and_the_rest_as_before(bodies, names):
    keyed = [(str(n), body) for n, (_, body) in enumerate(bodies)]
    told = mentions.find(keyed, names)
    if told:
        first, *rest = told
        now = [(key, linking(body, first) if key == first.section else body) for key, body in keyed]
        assert list(mentions.find(now, names)) == rest
