"""What Hypothesis draws from: text, markup soup, bodies, whole Snapshots. For the tests of any layer."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from articles.content import slugs
from articles.content.allowlist import TAGS
from articles.content.clean import clean, clean_line, clean_text
from articles.content.names import Name
from articles.content.references import TYPES
from articles.content.snapshot import Image, Reference, Section, Snapshot

# Text -----------------------------------------------------------------------------------------------------

# Letters that fold, split, join, turn or vanish; white space of every kind; what cannot be printed; markup's own.
ODD = (
    "aAé ßİıſKÅµ½ﬁ℡ʼn'’-_/.,;:!?()[]{}|~`@#$%^*=+\\<>&\"0١२"
    " \t\n\r\f\v\xa0\x85\u1680\u2003\u2028\u2029\u3000\ufeff\u200b\u200c\u200d\u200e\u202e\u00ad\u0345\u0301\ufe0f"
    "\x00\x01\x1b\x7f\x9f\ud800\udc3c\udfff\ufdd0\ufdd1\ufffe\U0010ffff\ue000\ue001\ufffd"
    "ёйЖжדעעαΆςΣअक्षမြန်မာကို中文한국언ไทยعربي😀👩‍👩‍👧🇲🇲"
)
WORDS = (
    "Belarus Myanmar relations on 22 September 2000 “partner” can't naïve Than Shwe re-entry U.N. 33"
    " မြန်မာ 中文 العربية и"
).split()

characters = st.one_of(st.sampled_from(ODD), st.characters())
text = st.text(characters, max_size=30)
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
lines = st.one_of(words, st.text(ODD, max_size=8).map(clean_line))
prose = st.one_of(words, st.text(ODD, max_size=8).map(clean_text))
labels = st.sampled_from(
    ["", "a", "Trade & <b>aid</b>", 'the "partner"', "မြန်မာ", "العربية", "a, b", "{a}", "\u200b", "x–y"]
)

keys = st.from_regex(r"[a-z0-9][a-z0-9-]{0,5}", fullmatch=True)
few_keys = st.sampled_from(["a", "b", "c", "un-2008", "x1"])
article_slugs = st.one_of(st.sampled_from(["minsk", "myanmar", "中文"]), words.map(slugs.slug))
urls = st.sampled_from(
    [
        "https://example.org/",
        "http://example.org/a?b=1&c=2",
        "https://пример.рф/й#ї",
        "mailto:a@example.org",
        "http://[::1]/",
    ]
)
bad_urls = st.sampled_from(
    [
        "javascript:123",
        "vbscript:80",
        "//evil.example",
        "java\tscript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        " javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "http:evil",
        "http://",
        "https:///x",
        "http://a b/",
        "ftp://a/",
        "file:///etc/passwd",
        "/path",
        "?x",
        "#x",
        "mailto:",
        "http://[",
        "http://a:b/",
    ]
)

# Markup ---------------------------------------------------------------------------------------------------

ODD_TAGS = (
    "div span section article h1 h2 h6 hr img b i u s tt font center nobr q bdi mark small big del ins abbr ruby rb"
    " rt rp thead tfoot colgroup col fieldset legend form input button select option optgroup textarea label details"
    " summary menu dir listing xmp object applet marquee address main nav header noscript video audio"
    " iframe noembed noframes"
    " script style template title head body html frameset svg math mi mtext foreignObject desc annotation-xml g td2 x-y"
    " plaintext P B LI Table base link meta embed param source track wbr rtc image isindex keygen"
).split()
ATTRIBUTES = (
    "href src onclick style class id lang dir scope colspan rowspan start data-article data-section data-ref"
    " data-locator data-image HREF xlink:href a<b ="
).split()

tags = st.one_of(st.sampled_from(list(TAGS)), st.sampled_from(ODD_TAGS))
attribute_values = st.one_of(
    urls,
    bad_urls,
    few_keys,
    st.sampled_from(
        ["ltr", "rtl", "auto", "row", "col", "2", "0", "1001", "my", "en-GB", "x y", "p. 4", "", '"', "'", "p.\xa0“4”"]
    ),
    text,
)


def _escaped(value: str) -> str:
    return value.replace('"', "&quot;")


attributes = st.builds(
    lambda name, value, form: form.format(name, _escaped(value)),
    st.sampled_from(ATTRIBUTES),
    attribute_values,
    st.sampled_from([' {0}="{1}"', ' {0}="{1}"', " {0}='{1}'", " {0}={1}", " {0}", '{0}="{1}"', ' {0}="{1}']),
)
start_tags = st.builds(
    lambda tag, given, end: f"<{tag}{''.join(given)}{end}",
    tags,
    st.lists(attributes, max_size=3),
    st.sampled_from(">>>>>>/ "),
)
end_tags = st.builds("</{}>".format, tags)
entities = st.sampled_from(
    "&amp; &lt; &gt; &quot; &nbsp; &lt &amp &#60; &#x3c; &#0; &#1; &#13; &#10; &#12; &#128; &#xd800; &#xfdd0; &#xffff;"
    " &#x110000; &notit; &amp;lt; &amp;amp; &unknown; &; & &# &#x &ngE; &lang; &#x2028;".split()
)
scraps = st.sampled_from(
    [
        "<!-- c -->", "<!--", "-->", "<!-->", "<!doctype html>", "<![CDATA[ x < y ]]>", "<?php x ?>", "</>", "</ x>",
        "<", "<<", "< b>", "<3", "\n", "  ", "\t", "\x00", "]]>", "<p/>", "<br/>", "<cite data-ref='a'/>",
        '<cite data-ref="a"></cite>', '<a data-article="minsk">', '<figure data-image="a"></figure>',
        "<table><tr><td>", "</td></tr></table>", "<ul><li>", "</li></ul>", "<b><i>", "</b></i>",
        "<svg><style>", "<math><mtext>",
    ]
)  # fmt: skip

_pieces = st.one_of(start_tags, start_tags, end_tags, words, text, entities, scraps)
soup = st.lists(_pieces, max_size=14).map("".join)
bodies = soup.map(clean)
tokens = st.one_of(
    few_keys.map('<cite data-ref="{0}"></cite>'.format),
    few_keys.map('<cite data-ref="{0}" data-locator="p. 4"></cite>'.format),
    few_keys.map('<figure data-image="{0}"></figure>'.format),
    few_keys.map('<a data-section="{0}">here</a>'.format),
    article_slugs.map('<a data-article="{0}">there</a>'.format),
    st.builds('<a data-article="{0}" data-section="{1}">there</a>'.format, article_slugs, few_keys),
    urls.map('<a href="{0}">away</a>'.format),
)
short_bodies = st.lists(st.one_of(words, tokens, scraps), max_size=5).map("".join).map(clean)

# Snapshots ------------------------------------------------------------------------------------------------

dates = st.sampled_from(["", "2012", "2012-01", "2012-01-30", "2012~", "2004/2005", "1900-02-28"])
names = st.one_of(
    st.builds(Name, family=lines.filter(bool), given=lines),
    st.builds(Name, literal=lines.filter(bool)),
)
plain_values = st.one_of(labels, st.integers(-5, 5), st.booleans(), st.none())
json_values = st.recursive(
    plain_values, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(labels, inner, max_size=2), max_leaves=3
)


def _unique(rows: st.SearchStrategy[Any], size: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(rows, max_size=size, unique_by=lambda row: row.key).map(tuple)


sections = st.builds(
    Section, key=st.one_of(few_keys, keys), heading=lines, level=st.sampled_from([2, 3, 4]), body=short_bodies
)
references = st.builds(
    Reference,
    key=st.one_of(few_keys, keys),
    type=st.sampled_from(TYPES),
    title=lines,
    authors=st.lists(names, max_size=2).map(tuple),
    container_title=labels,
    publisher=labels,
    issued=dates,
    url=st.one_of(st.just(""), urls),
    archive_url=st.one_of(st.just(""), urls),
    archive_date=dates,
    access_date=dates,
    doi=st.sampled_from(["", "10.1000/182"]),
    isbn=st.sampled_from(["", "0-306-40615-2"]),
    pages=labels,
    quote=prose,
    language=st.sampled_from(["", "en", "my"]),
    extra=st.dictionaries(labels, json_values, max_size=2),
)
images = st.builds(
    Image,
    key=st.one_of(few_keys, keys),
    file=st.sampled_from(["1.png", "2.jpg"]),
    width=st.integers(1, 4000),
    height=st.integers(1, 4000),
    alternative_text=labels,
    caption=lines,
    credit=labels,
    licence=labels,
    source_url=st.one_of(st.just(""), urls),
    in_lead=st.booleans(),
)
snapshots = st.builds(
    Snapshot,
    title=lines,
    slug=article_slugs,
    short_description=labels,
    language=st.sampled_from(["en", "my", "ar"]),
    lead=short_bodies,
    categories=st.lists(lines, max_size=2, unique=True).map(tuple),
    related=st.lists(article_slugs, max_size=2, unique=True).map(tuple),
    sections=_unique(sections, 3),
    references=_unique(references, 3),
    images=_unique(images, 2),
)


# Edits ----------------------------------------------------------------------------------------------------

_SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "title": lines,
    "lead": short_bodies,
    "categories": st.lists(lines, max_size=2, unique=True).map(tuple),
}
_ROWS: dict[str, st.SearchStrategy[Any]] = {"sections": sections, "references": references, "images": images}
_FIELDS = {"sections": "heading", "references": "title", "images": "caption"}


@st.composite
def edited(draw: st.DrawFn, base: Snapshot) -> Snapshot:
    """Draw what an editor could make of a Snapshot: fields changed, rows added, taken out, changed, moved."""
    parts: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(sorted(_SCALARS)), max_size=2, unique=True)):
        parts[name] = draw(_SCALARS[name])
    for name in draw(st.lists(st.sampled_from(sorted(_ROWS)), max_size=2, unique=True)):
        parts[name] = tuple(_edited_rows(draw, name, list(getattr(base, name))))
    return replace(base, **parts)


def _edited_rows(draw: st.DrawFn, name: str, rows: list[Any]) -> list[Any]:
    action = draw(st.sampled_from(["add", "take", "change", "move"]))
    place = draw(st.integers(0, max(len(rows) - 1, 0)))
    if action == "add":
        row = draw(_ROWS[name])
        return rows if row.key in {each.key for each in rows} else [*rows[:place], row, *rows[place:]]
    if action == "move":
        return draw(st.permutations(rows))
    changed = [replace(row, **{_FIELDS[name]: draw(lines)}) for row in rows[place : place + 1] if action == "change"]
    return [*rows[:place], *changed, *rows[place + 1 :]]


# Passages that two versions of an article share in part: words that repeat, citations, links, lists, tables.
_SAID = (
    "the a cat dog sat on mat big red ran far away . , one two three four five six seven".split()
    + [f'<cite data-ref="{key}"></cite>' for key in "ab"]
    + ['<cite data-ref="b" data-locator="p. 2"></cite>', "<em>very</em>", '<a data-article="minsk">the city</a>']
    + ["<strong>so <em>it</em> is</strong>", "un<em>believ</em>able"]
)
_texts = st.lists(st.sampled_from(_SAID), max_size=14).map(" ".join)
_passages = st.one_of(
    _texts.map("<p>{}</p>".format),
    st.lists(_texts, min_size=1, max_size=4).map(lambda items: f"<ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>"),
    st.lists(st.lists(_texts, min_size=1, max_size=3), min_size=1, max_size=3).map(
        lambda rows: f"<table>{''.join(f'<tr>{"".join(f"<td>{c}</td>" for c in row)}</tr>' for row in rows)}</table>"
    ),
    st.sampled_from(["a", "b"]).map('<figure data-image="{}"></figure>'.format),
    st.sampled_from(
        ["<pre>x\n y</pre>", "<blockquote><p>one two</p></blockquote>", "<ul><li>one<ul><li>two</li></ul></li></ul>"]
    ),
)


@st.composite
def _versions(draw: st.DrawFn) -> tuple[Snapshot, Snapshot]:
    """Draw two versions of an article whose bodies are made of the same few passages, in any order."""
    few = draw(st.lists(_passages, min_size=1, max_size=8))
    some = st.lists(st.sampled_from(few), max_size=5).map("".join).map(clean)
    return tuple(
        replace(
            snapshot,
            lead=draw(some),
            sections=tuple(replace(section, body=draw(some)) for section in snapshot.sections),
        )
        for snapshot in draw(pairs)
    )  # type: ignore[return-value]


pairs = snapshots.flatmap(lambda base: st.tuples(st.just(base), edited(base)))
threes = snapshots.flatmap(lambda base: st.tuples(st.just(base), edited(base), edited(base)))
versions = st.one_of(_versions(), pairs, st.tuples(snapshots, snapshots))
