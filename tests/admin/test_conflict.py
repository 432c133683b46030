"""The page of a conflict, over HTTP: what both changed is asked about, what was answered is saved, no word is lost."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles import editing, revisions, workflow
from articles.admin.conflict import MANY
from articles.content.names import Name
from articles.content.snapshot import Image, Reference, Section, Snapshot, from_json, to_json
from articles.models import Article, ImageFile
from tests.conftest import person

from .test_article_form import address, html_of, posted

pytestmark = [pytest.mark.django_db, pytest.mark.same_queries]


@pytest.fixture
def desk(client: Client, reviewer: Any) -> Client:
    client.force_login(reviewer)
    return client


@pytest.fixture
def una() -> Any:
    """Who saves first, and publishes it."""
    una = person("una", "Reviewer")
    una.first_name = "Una"
    una.save()
    return una


def fields_of(response: Any) -> dict[str, str]:
    """Return what a browser would post from the page as it stands, without a button."""
    out: dict[str, str] = {}
    for node in LexborHTMLParser(response.content.decode()).css("form.conflict :is(input, textarea)"):
        kind, name = node.attributes.get("type"), node.attributes.get("name")
        if kind == "submit" or (kind in ("radio", "checkbox") and "checked" not in node.attributes):
            continue
        value = node.text() if node.tag == "textarea" else node.attributes.get("value", "on")
        out[str(name)] = value or ""
    return out


def text(node: LexborNode, css: str) -> str:
    """Return the text of the one node that is named."""
    (found,) = node.css(css)
    return str(found.text())


def questions(response: Any) -> dict[str, LexborNode]:
    """Return the places that are asked about, by their names."""
    tree = LexborHTMLParser(response.content.decode())
    return {text(node, ".where"): node for node in tree.css(".question:not(.rest)")}


def with_section(snapshot: Snapshot, number: int, **parts: Any) -> Snapshot:
    sections = list(snapshot.sections)
    sections[number] = replace(sections[number], **parts)
    return replace(snapshot, sections=tuple(sections))


CITE = '<cite data-ref="atlas"></cite>'


@pytest.fixture
def clash(desk: Client, article: Article, una: Any, snapshot: Snapshot) -> Any:
    """The answer to a save of title, lead and first section, after Una saved the lead and both sections."""
    data = posted(article, lead=f"<p>Minsk is a big city.{CITE}</p>", title="Mensk", summary="My summary", minor="on")
    data["sections-0-heading"] = "The past"
    theirs = replace(snapshot, lead=f"<p>Minsk is a old city.{CITE}</p>", short_description="Una's")
    editing.replace(article, with_section(theirs, 1, body="<p>Una's.</p>"), by=una, summary="Una says why")
    return desk.post(address(article), data)


def test_page_says_who_saved_what_and_that_nothing_is_lost(clash: Any, article: Article) -> None:
    assert clash.status_code == 409
    html = html_of(clash)
    for words in (
        "Edit conflict: Minsk",
        "Una saved a revision while you were editing.",
        "In 1 place your edit and theirs differ",
        "Everything else has been merged. Nothing that you typed is lost, and nothing is saved yet.",
        "Una says why",
        'href="/wiki/minsk/revisions/2/"',
        'href="/wiki/minsk/compare/1...2/"',
        "Still to choose: 1",
    ):
        assert words in html, words
    assert revisions.newest(article).number == 2


def test_page_counts_many_revisions(desk: Client, article: Article, una: Any, snapshot: Snapshot) -> None:
    data = posted(article, title="Mine")
    for number in range(7):
        editing.replace(article, replace(snapshot, title=f"T{number}"), by=una, summary=f"Summary {number}")
    html = html_of(desk.post(address(article), data))
    assert "7 revisions were saved while you were editing." in html
    assert re.findall(r"Summary \d", html) == [f"Summary {number}" for number in (6, 5, 4, 3, 2)]


def test_three_versions_are_drawn_as_readers_see_them(clash: Any) -> None:
    (question,) = questions(clash).values()
    assert list(questions(clash)) == ["Lead, Paragraph 1"]
    theirs, mine, before = (node.html or "" for node in question.css(".version"))
    unseen = '<span class="unseen">added: </span>'
    assert f"Minsk is a <ins>{unseen}old </ins>city." in theirs
    assert f"Minsk is a <ins>{unseen}big </ins>city." in mine
    assert "Minsk is a city." in before
    assert [(node.text(), node.attributes["title"]) for node in question.css(".cite")] == [("[1]", "An Atlas")] * 3


def test_page_knows_what_both_have_and_posts_none_of_it(
    desk: Client, article: Article, una: Any, snapshot: Snapshot
) -> None:
    mine = {"references-TOTAL_FORMS": 3, "references-2-row": json.dumps({"title": "A Diary", "key": "diary"})}
    data = posted(article, lead='<p>Mine.<cite data-ref="diary"></cite></p>', sections__1__heading="Now") | mine
    ImageFile.objects.create(name="a.png", sha256="a", width=9, height=9, size=1)
    theirs = Reference(key="theirs", title="A Report")
    image = Image(key="flag", file="a.png", width=9, height=9, caption="A flag")
    lead = '<p>Theirs.<cite data-ref="theirs"></cite></p>'
    their = replace(snapshot, lead=lead, references=(*snapshot.references, theirs), images=(image,))
    editing.replace(article, their, by=una, summary="Theirs")
    page = desk.post(address(article), data)
    tree = LexborHTMLParser(page.content.decode())
    rows = tree.css("#part-references li")
    known = [(text(row, ".source-number"), row.attributes["data-key"]) for row in rows]
    assert known == [("1.", "theirs"), ("2.", "diary"), ("3.", "chronicle"), ("4.", "atlas")]
    headings = [node.attributes["value"] for node in tree.css("#part-sections [name$=heading]")]
    assert headings == ["History", "Now"]
    assert [node.attributes["value"] for node in tree.css("#part-images [name$=caption]")] == ["A flag"]
    assert "-card." in (tree.css("#part-images li")[0].attributes["data-picture"] or "")
    assert not [name for name in fields_of(page) if name.startswith(("references", "sections", "images"))]
    told = json.loads(tree.css("#desk-data")[0].text())
    assert (told["adds"], told["article"]) == (False, {"key": article.pk, "slug": "minsk"})


def test_only_passages_are_written_anew_with_the_editor(desk: Client, article: Article, una: Any) -> None:
    data = posted(article, lead="<p>M</p>", title="M")
    theirs = replace(revisions.working_copy(article), lead="<p>T</p>", title="T")
    editing.replace(article, theirs, by=una, summary="Theirs")
    page = desk.post(address(article), data)
    tree = LexborHTMLParser(page.content.decode())
    assert {name: bool(node.css("[data-body]")) for name, node in questions(page).items()} == {
        "Title": False,
        "Lead, Paragraph 1": True,
    }
    assert tree.css("[data-body]")[0].text() == "<p>M</p>"


def test_nothing_is_chosen_beforehand(clash: Any) -> None:
    posted_back = fields_of(clash)
    own = {"base", "newest", "mine", "summary", "minor", "opened_by", "csrfmiddlewaretoken"}
    assert own | {"choice-0-text"} >= posted_back.keys()
    assert (posted_back["summary"], posted_back["minor"]) == ("My summary", "on")
    assert posted_back["choice-0-text"] == f"<p>Minsk is a big city.{CITE}</p>"


@pytest.mark.parametrize(
    ("answer", "lead"),
    [
        ({"choice-0": "theirs"}, f"<p>Minsk is a old city.{CITE}</p>"),
        ({"choice-0": "mine"}, f"<p>Minsk is a big city.{CITE}</p>"),
        ({"choice-0": "both"}, f"<p>Minsk is a old city.{CITE}</p><p>Minsk is a big city.{CITE}</p>"),
        (
            {"choice-0": "anew", "choice-0-text": "One <b>new</b><script>x()</script>"},
            "<p>One <strong>new</strong></p>",
        ),
        ({"choice-0": "theirs", "choice-0-text": "Not this"}, f"<p>Minsk is a old city.{CITE}</p>"),
    ],
)
def test_what_was_chosen_is_saved(
    desk: Client, clash: Any, article: Article, snapshot: Snapshot, answer: dict[str, str], lead: str
) -> None:
    response = desk.post(address(article), fields_of(clash) | answer)
    assert (response.status_code, response["Location"]) == (302, "/wiki/minsk/")
    saved = revisions.newest(article)
    assert (saved.number, saved.summary, saved.minor) == (3, "My summary", True)
    merged = replace(snapshot, title="Mensk", lead=lead, short_description="Una's")
    merged = with_section(with_section(merged, 1, body="<p>Una's.</p>"), 0, heading="The past")
    assert revisions.of(saved) == merged


def test_unanswered_place_is_asked_about_again(desk: Client, article: Article, una: Any, snapshot: Snapshot) -> None:
    data = posted(article, title="Mine", short_description="Mine")
    editing.replace(article, replace(snapshot, title="Una", short_description="Una"), by=una, summary="Una")
    response = desk.post(address(article), data)
    answer = {"choice-0": "anew", "choice-0-text": "Half typed"}
    again = desk.post(address(article), fields_of(response) | answer | {"choice-1": "both", "choice-1-text": "Kept"})
    assert again.status_code == 409
    first, second = questions(again).values()
    assert not first.css(".error")
    assert text(second, ".error") == "Choose what is to stand here."
    assert [node.attributes["name"] for node in second.css("[autofocus]")] == ["choice-1"]
    assert fields_of(again)["choice-0"] == "anew"
    assert (fields_of(again)["choice-0-text"], fields_of(again)["choice-1-text"]) == ("Half typed", "Kept")
    assert "Still to choose: 1" in html_of(again)
    assert revisions.newest(article).number == 2


def test_summary_is_asked_for(desk: Client, clash: Any, article: Article) -> None:
    response = desk.post(address(article), fields_of(clash) | {"choice-0": "mine", "summary": " \n"})
    html = html_of(response)
    assert "Say what you do and why." in html
    assert fields_of(response)["choice-0"] == "mine"
    assert revisions.newest(article).number == 2


def test_choice_that_cannot_be_saved_says_why(desk: Client, clash: Any, article: Article) -> None:
    cites = {"choice-0": "anew", "choice-0-text": '<p>x<cite data-ref="none"></cite></p>'}
    response = desk.post(address(article), fields_of(clash) | cites)
    (question,) = questions(response).values()
    assert text(question, ".error") == "It cites “none”, and no reference has that key."
    assert 'data-ref="none"' in fields_of(response)["choice-0-text"]
    assert revisions.newest(article).number == 2


def test_problem_elsewhere_is_told_above_all(desk: Client, clash: Any, article: Article, published: Any) -> None:
    mine = from_json(fields_of(clash)["mine"])
    published("Brest")
    taken = to_json(replace(mine, slug="brest"))
    response = desk.post(address(article), fields_of(clash) | {"choice-0": "mine", "mine": taken})
    assert "Slug: Another article has, or once had, the address “brest”." in html_of(response)


def test_browser_is_told_when_what_it_keeps_is_saved(
    desk: Client, article: Article, una: Any, snapshot: Snapshot
) -> None:
    data = posted(article, title="Mine", kept="a" * 32)
    editing.replace(article, replace(snapshot, title="Una"), by=una, summary="Una")
    response = desk.post(address(article), data)
    assert "desk-saved" not in response.cookies
    assert fields_of(response)["kept"] == "a" * 32
    form = desk.post(address(article), fields_of(response) | {"_form": "1"})
    assert "desk-saved" not in form.cookies
    assert f'"kept": "{"a" * 32}"' in html_of(form)
    response = desk.post(address(article), fields_of(response) | {"choice-0": "mine"})
    assert response.cookies["desk-saved"].value == "a" * 32


# Meanwhile ------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(desk: Client, article: Article, una: Any, snapshot: Snapshot) -> Any:
    """The answer to a save of title and description, after Una saved both."""
    data = posted(article, title="Mine", short_description="Mine", summary="My summary")
    editing.replace(article, replace(snapshot, title="Una", short_description="Una"), by=una, summary="Una")
    return desk.post(address(article), data)


def test_third_save_asks_only_what_still_differs(desk: Client, two: Any, article: Article, una: Any) -> None:
    later = replace(revisions.working_copy(article), title="Una again", lead="<p>Later.</p>")
    editing.replace(article, later, by=una, summary="Una again")
    again = desk.post(address(article), fields_of(two) | {"choice-0": "mine", "choice-1": "mine"})
    assert again.status_code == 409
    assert list(questions(again)) == ["Title"]
    (question,) = questions(again).values()
    assert [re.sub(r"(removed|added): ", "", node.text()).strip() for node in question.css(".version")] == [
        "Una again",
        "UnaMine",
        "Una",
    ]
    assert desk.post(address(article), fields_of(again) | {"choice-0": "mine"}).status_code == 302
    assert revisions.working_copy(article) == replace(later, title="Mine", short_description="Mine")


def test_third_save_is_merged_where_theirs_was_chosen(desk: Client, two: Any, article: Article, una: Any) -> None:
    later = replace(revisions.working_copy(article), title="Una again")
    editing.replace(article, later, by=una, summary="Una again")
    answer = {"choice-0": "theirs", "choice-1": "mine"}
    assert desk.post(address(article), fields_of(two) | answer).status_code == 302
    assert revisions.working_copy(article) == replace(later, short_description="Mine")


def test_choosing_all_of_theirs_makes_no_revision(desk: Client, two: Any, article: Article) -> None:
    answer = {"choice-0": "theirs", "choice-1": "theirs"}
    assert "Nothing was changed" in html_of(desk.post(address(article), fields_of(two) | answer, follow=True))
    assert revisions.newest(article).number == 2


# What is asked about --------------------------------------------------------------------------------------------


def meet(desk: Client, article: Article, una: Any, theirs: Snapshot, mine: Snapshot) -> Any:
    """Return the page that asks about two edits of the newest Revision, mine as the page carries it."""
    newest = revisions.newest(article).number
    editing.replace(article, theirs, by=una, summary="Una")
    data = {"base": newest, "newest": newest + 1, "mine": to_json(mine), "summary": "Mine"}
    return desk.post(address(article), data)


def texts(node: LexborNode, css: str) -> list[str]:
    return [" ".join(each.text().split()) for each in node.css(css)]


def test_section_deleted_by_them_is_told(desk: Client, article: Article, una: Any, snapshot: Snapshot) -> None:
    mine = with_section(snapshot, 1, body="<p>It is very large.</p>", level=3)
    response = meet(desk, article, una, replace(snapshot, sections=snapshot.sections[:1]), mine)
    (question,) = questions(response).values()
    assert text(question, ".where") == "Section Today"
    assert texts(question, "label") == ["Theirs: delete it", "Yours: keep it as you changed it"]
    theirs, mine_shown, before = texts(question, ".version")
    assert theirs == "They deleted this section."
    assert "It is added: very large." in mine_shown
    assert "Level" in mine_shown
    assert before == "Heading TodayIt is large."
    assert not question.css("textarea")
    desk.post(address(article), fields_of(response) | {"choice-0": "mine"})
    assert revisions.working_copy(article).sections == mine.sections


def test_section_deleted_by_me_is_told(desk: Client, article: Article, una: Any, snapshot: Snapshot) -> None:
    theirs = with_section(snapshot, 1, heading="Nowadays")
    response = meet(desk, article, una, theirs, replace(snapshot, sections=snapshot.sections[:1]))
    (question,) = questions(response).values()
    assert texts(question, "label") == ["Theirs: keep it as they changed it", "Yours: delete it"]
    assert "You deleted this section." in texts(question, ".version")
    desk.post(address(article), fields_of(response) | {"choice-0": "mine"})
    assert [section.key for section in revisions.working_copy(article).sections] == ["history"]


def test_passage_deleted_by_them_is_told(desk: Client, article: Article, una: Any, snapshot: Snapshot) -> None:
    theirs, mine = (with_section(snapshot, 1, body=body) for body in ("", "<p>It is very large.</p>"))
    (question,) = questions(meet(desk, article, una, theirs, mine)).values()
    assert "They deleted this passage." in texts(question, ".version")
    assert "Both, theirs first" not in texts(question, "label")


def test_new_passages_that_say_the_same_are_told(desk: Client, article: Article, una: Any, snapshot: Snapshot) -> None:
    theirs, mine = (
        replace(snapshot, lead=f"{snapshot.lead}<ul><li>It grew {each} then</li></ul>") for each in ("a lot", "much")
    )
    response = meet(desk, article, una, theirs, mine)
    (question,) = questions(response).values()
    assert text(question, ".where") == "Lead, List 1"
    assert "There was nothing here." in texts(question, ".version")


@pytest.fixture
def rich(reviewer: Any) -> Article:
    """An article with an author, CSL fields and a picture."""
    ImageFile.objects.create(name="a.png", sha256="a", width=9, height=9, size=1)
    source = Reference(key="r", title="R", quote="Q", publisher="P", authors=(Name("A", "B"),), extra={"volume": "1"})
    image = Image(key="i", file="a.png", width=9, height=9, caption="C", in_lead=True)
    section = Section(key="s", heading="S", body="<p>s</p>")
    return editing.create(
        Snapshot(title="T", slug="t", references=(source,), images=(image,), sections=(section,)),
        by=reviewer,
        summary="S",
    )


def row(snapshot: Snapshot, name: str, **parts: Any) -> Snapshot:
    changed: dict[str, Any] = {name: (replace(getattr(snapshot, name)[0], **parts),)}
    return replace(snapshot, **changed)


TWO_NAMES = (Name("A", "C"), Name("X", "Y"))


@pytest.mark.parametrize(
    ("name", "theirs", "mine", "where", "anew", "saved"),
    [
        ("references", {"authors": TWO_NAMES[:1]}, {"authors": TWO_NAMES[1:]}, "Authors", "A, C\nX, Y", TWO_NAMES),
        ("references", {"quote": "Q\n1"}, {"quote": "Q\n2"}, "Quote", "Q\r\n3", "Q\n3"),
        (
            "references",
            {"url": "https://a.org/"},
            {"url": "https://b.org/"},
            "URL",
            " https://c.org/ ",
            "https://c.org/",
        ),
        ("references", {"issued": "2001"}, {"issued": "2002"}, "Date", "2003", "2003"),
        ("references", {"extra": {"a": "2"}}, {"extra": {"a": "3"}}, "Other CSL fields", None, {"a": "3"}),
        ("references", {"type": "book"}, {"type": "map"}, "Type", None, "map"),
        ("references", {"publisher": ""}, {"publisher": "X"}, "Publisher", "Z", "Z"),
        ("images", {"caption": "D"}, {"caption": "E"}, "Caption", "F", "F"),
        ("sections", {"heading": "D"}, {"heading": "E"}, "Heading", "F", "F"),
        ("sections", {"level": 3}, {"level": 4}, "Level", None, 4),
    ],
)
def test_each_field_can_be_chosen_or_written_anew(
    desk: Client,
    rich: Article,
    una: Any,
    name: str,
    theirs: dict[str, Any],
    mine: dict[str, Any],
    where: str,
    anew: str | None,
    saved: Any,
) -> None:
    base = revisions.working_copy(rich)
    response = meet(desk, rich, una, row(base, name, **theirs), row(base, name, **mine))
    (asked,) = questions(response)
    assert asked.split(", ")[-1] == where
    assert ("choice-0-text" in fields_of(response)) is (anew is not None)
    answer = {"choice-0": "mine"} if anew is None else {"choice-0": "anew", "choice-0-text": anew}
    assert desk.post(address(rich), fields_of(response) | answer).status_code == 302
    assert getattr(getattr(revisions.working_copy(rich), name)[0], next(iter(theirs))) == saved


REFERENCE_LINES = ["Type", "Title", "Authors", "Publisher", "Quote", "Other CSL fields"]


@pytest.mark.parametrize(
    ("name", "change", "told", "lines"),
    [
        ("references", {"title": "RR", "type": "book"}, "They deleted this reference.", REFERENCE_LINES),
        ("images", {"in_lead": False}, "They deleted this image.", ["Caption", "Beside the lead"]),
    ],
)  # fmt: skip
def test_rows_are_shown_whole(
    desk: Client, rich: Article, una: Any, name: str, change: dict[str, Any], told: str, lines: list[str]
) -> None:
    base = revisions.working_copy(rich)
    gone: dict[str, Any] = {name: ()}
    response = meet(desk, rich, una, replace(base, **gone), row(base, name, **change))
    (question,) = questions(response).values()
    _theirs, mine, _before = question.css(".version")
    assert texts(question, ".version")[0] == told
    assert texts(mine, ".field") == lines
    assert len(question.css("figure")) == (2 if name == "images" else 0)
    assert mine.attributes["tabindex"] == "0"
    assert "yes" in mine.text() if name == "images" else "RR" in mine.text()


def test_citation_of_one_source_added_twice_has_its_number(
    desk: Client, article: Article, una: Any, snapshot: Snapshot
) -> None:
    edits = [
        replace(
            snapshot,
            lead=f'<p>{word} is so.<cite data-ref="{key}"></cite></p>',
            references=(*snapshot.references, Reference(key=key, title="New", url="https://example.org/new")),
        )
        for word, key in (("This", "theirs"), ("That", "mine"))
    ]
    (question,) = questions(meet(desk, article, una, *edits)).values()
    assert texts(question, ".version:not([id$=base]) ins .cite") == ["[1]", "[1]"]


# Many -----------------------------------------------------------------------------------------------------------


def test_many_places_can_be_answered_at_once(desk: Client, article: Article, una: Any, snapshot: Snapshot) -> None:
    sections = tuple(Section(key=f"s{n}", heading=f"S{n}", body=f"<p>{n}</p>") for n in range(100))
    editing.replace(article, replace(snapshot, sections=sections), by=una, summary="Many")
    base = revisions.working_copy(article)
    theirs, mine = (
        replace(base, sections=tuple(replace(each, body=f"<p>{word} {each.key}</p>") for each in sections))
        for word in ("Theirs", "Mine")
    )
    response = meet(desk, article, una, theirs, mine)
    assert len(questions(response)) == 100
    desk.post(address(article), fields_of(response) | {"rest": "theirs", "choice-7": "mine"})
    bodies = [section.body for section in revisions.working_copy(article).sections]
    assert bodies[7] == "<p>Mine s7</p>"
    assert sum(body.startswith("<p>Theirs") for body in bodies) == 99


def test_few_places_are_answered_one_by_one(desk: Client, two: Any, article: Article) -> None:
    assert len(questions(two)) <= MANY
    assert 'name="rest"' not in html_of(two)
    again = desk.post(address(article), fields_of(two) | {"rest": "both"})
    assert "Still to choose: 2" in html_of(again)


# Back to the form -----------------------------------------------------------------------------------------------


def test_form_opens_with_what_was_merged_and_chosen(desk: Client, two: Any, article: Article) -> None:
    answer = {"choice-0": "anew", "choice-0-text": "Both of us", "_form": "1"}
    response = desk.post(address(article), fields_of(two) | answer)
    html = html_of(response)
    assert response.status_code == 200
    for words in (
        'value="Both of us"',
        'value="My summary"',
        'name="base" value="2"',
        "Nothing is saved yet. This is your edit together with what others had saved by revision 2.",
        "Short description: both of you changed this. Yours stands here; theirs is: Una",
    ):
        assert words in html, words
    assert "What is wrong is said" not in html
    assert revisions.newest(article).number == 2


def test_form_keeps_every_passage_and_row_of_both(desk: Client, article: Article, una: Any, snapshot: Snapshot) -> None:
    editing.replace(
        article,
        replace(snapshot, related=("a",), references=(*snapshot.references, Reference(key="x", title="X"))),
        by=una,
        summary="More",
    )
    base = revisions.working_copy(article)
    theirs = replace(with_section(base, 0, heading="Una's"), lead=f"<p>Theirs.{CITE}</p>", sections=base.sections[:1])
    mine = replace(with_section(base, 1, heading="Mine"), lead=f"<p>Mine.{CITE}</p>")
    theirs = replace(theirs, references=(*base.references[:2], replace(base.references[2], title="Una's X")))
    mine = replace(mine, references=base.references[:2])
    response = meet(desk, article, una, theirs, mine)
    html = html_of(desk.post(address(article), fields_of(response) | {"_form": "1"}))
    for words in (
        f"<p>Theirs.{CITE}</p>\n<p>Mine.{CITE}</p>",
        "Lead, Paragraph 1: both of you changed this. Both versions stand here, theirs first.",
        "This was deleted while you changed it. As nothing was chosen, it is still here.",
        "You deleted this while it was changed. As nothing was chosen, it is still here.",
        "Una's X",
    ):
        assert words in html, words


# What came back broken ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        {"mine": ""}, {"mine": "{"}, {"mine": "[1]"}, {"mine": "[" * 50_000}, {"mine": "[" * 3_000 + "]" * 3_000},
        {"base": ""}, {"base": "9"}, {"base": "2"}, {"newest": "x"}, {"newest": "1"}, {"newest": "9" * 30},
    ],
)  # fmt: skip
def test_broken_value_is_told_and_nothing_is_lost(
    desk: Client, clash: Any, article: Article, broken: dict[str, str]
) -> None:
    sent = fields_of(clash) | {"choice-0": "anew", "choice-0-text": "Typed at length."} | broken
    response = desk.post(address(article), sent)
    assert response.status_code == 400
    html = html_of(response)
    for words in ("could not be read, so nothing was saved", "Typed at length.", "My summary", sent["mine"][:1_000]):
        assert words in html
    assert revisions.newest(article).number == 2


@pytest.mark.parametrize("deep", [32, 400, 3_000])
def test_forged_source_that_nests_too_deep_is_told(desk: Client, clash: Any, article: Article, deep: int) -> None:
    mine = fields_of(clash)["mine"]
    forged = mine.replace('"extra": {}', f'"extra": {{"a": {"[" * deep}{"]" * deep}}}')
    assert forged != mine
    response = desk.post(address(article), fields_of(clash) | {"mine": forged})
    assert response.status_code == 400
    assert "could not be read, so nothing was saved" in html_of(response)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("sections", "body"), '<p onclick="x()">Mine<script>alert(1)</script></p><img src=x onerror=y()>'),
        (("sections", "heading"), "<script>alert(1)</script>\x00\ud800"),
        (("references", "url"), "javascript:alert(1)"),
        (("references", "key"), 'atlas"><script>alert(1)</script>\x00'),
        (("references", "extra"), {"\x00": ["\ud800"]}),
        (("references", "type"), "<b>"),
        (("sections", "level"), 10**300),
        (("slug",), "\x00\ud800"),
        (("language",), '"><script>alert(1)</script>'),
        (("related",), ["\x00", "<b>"]),
    ],
)
def test_forged_value_neither_runs_nor_leaves_the_closed_subset(
    desk: Client, clash: Any, article: Article, place: tuple[str, ...], value: Any
) -> None:
    mine = json.loads(fields_of(clash)["mine"])
    (mine if len(place) == 1 else mine[place[0]][0])[place[-1]] = value
    response = desk.post(address(article), fields_of(clash) | {"choice-0": "mine", "mine": json.dumps(mine)})
    assert response.status_code in (302, 409)
    assert "<script>alert" not in response.content.decode()
    now = revisions.working_copy(article)
    assert editing.cleaned(now) == now
    assert "alert(1)</script>" not in "".join(body for _, body in now.bodies())


@pytest.mark.parametrize("part", [{"file": "../../etc/passwd\x00"}, {"source_url": "javascript:alert(1)"}])
def test_picture_that_no_form_let_through_is_refused(
    desk: Client, clash: Any, article: Article, part: dict[str, str]
) -> None:
    ImageFile.objects.create(name="a.png", sha256="a", width=9, height=9, size=1)
    mine = from_json(fields_of(clash)["mine"])
    image = Image(key="i", file="a.png", width=1, height=1)
    assert (
        desk.post(address(article), fields_of(clash) | {"mine": to_json(replace(mine, images=(image,)))}).status_code
        == 409
    )
    forged = replace(mine, images=(replace(image, **part),))  # type: ignore[arg-type]
    assert desk.post(address(article), fields_of(clash) | {"mine": to_json(forged)}).status_code == 400


def test_editors_alone_see_the_page(clash: Any, article: Article) -> None:
    fields = fields_of(clash)
    assert Client().post(address(article), fields).status_code == 302
    assert revisions.newest(article).number == 2


def test_lock_that_came_meanwhile_keeps_what_was_chosen(clash: Any, article: Article, una: Any, editor: Any) -> None:
    workflow.lock(article, by=una, reason="In the news")
    client = Client()
    client.force_login(editor)
    answer = {"choice-0": "mine", "opened_by": str(editor.pk)}
    refused = client.post(address(article), fields_of(clash) | answer)
    assert refused.status_code == 409
    assert "In the news" in html_of(refused)
    assert (fields_of(refused)["choice-0"], fields_of(refused)["summary"]) == ("mine", "My summary")
    assert revisions.newest(article).number == 2
