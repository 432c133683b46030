"""What the form's modules ask of the server: who may, what comes back, and what is said where nothing can."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture

from articles import editing, fetching, workflow
from articles.admin import answers
from articles.content import limits
from articles.content.names import Name
from articles.content.snapshot import Image, Reference, Snapshot
from articles.content.sources import Found
from articles.models import Article, ImageFile
from tests.conftest import person

pytestmark = pytest.mark.django_db
ASKED: dict[str, dict[str, Any]] = {
    "elsewhere": {"references": [], "images": []},
    "fill": {"text": "10.1000/182"},
    "finding": {"article": 0, "fingerprint": "", "reason": None},
    "mentions": {"bodies": []},
    "presence": {"article": None},
    "print": {"rows": [], "language": "en"},
}
POSTED = {*ASKED, "upload"}
MINSK = Snapshot(title="Minsk Region", slug="minsk-region", short_description="Around the city")


def at(name: str) -> str:
    return f"/admin/articles/article/desk/{name}/"


@pytest.fixture
def desk(client: Client, editor: Any) -> Client:
    client.force_login(editor)
    return client


def got(client: Client, name: str, **query: Any) -> Any:
    return client.get(at(name), query).json()


def posted(client: Client, name: str, said: Any) -> Any:
    return client.post(at(name), json.dumps(said), content_type="application/json")


def picture(color: str = "red") -> SimpleUploadedFile:
    out = io.BytesIO()
    Picture.new("RGB", (40, 30), color).save(out, "PNG")
    return SimpleUploadedFile("p.png", out.getvalue(), content_type="image/png")


# Who ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(answers.VIEWS))
@pytest.mark.parametrize(
    ("role", "status"), [(None, 302), ("reader", 302), ("staff", 403), ("Editor", 200), ("Reviewer", 200)]
)
def test_those_who_may_edit_are_answered(client: Client, name: str, role: str | None, status: int) -> None:
    if role in ("Editor", "Reviewer"):
        client.force_login(person("who", role))
    elif role:
        user = get_user_model().objects.create_user("who", password="pw", is_staff=role == "staff")
        client.force_login(user)
    if name == "upload":
        response: Any = client.post(at(name), {"upload": picture()})
    elif name in POSTED:
        response = posted(client, name, ASKED[name])
    else:
        response = client.get(at(name), {"q": "minsk"})
    assert response.status_code == status


@pytest.mark.parametrize("name", sorted(answers.VIEWS))
def test_the_other_method_is_refused(desk: Client, name: str) -> None:
    other: Any = desk.get(at(name)) if name in POSTED else desk.post(at(name))
    assert other.status_code == 405


@pytest.mark.parametrize("name", ["elsewhere", "fill", "mentions", "print"])
@pytest.mark.parametrize(
    "body",
    ["", "[", "[]", "3", '"x"', "{}", '{"text": 3, "rows": 3}', "[" * 100_000]
    + [f'{{"text": "x", "rows": {"[" * deep}{"]" * deep}, "bodies": []}}' for deep in (32, 400, 3_000)],
)
def test_a_question_that_cannot_be_read_is_an_error(desk: Client, name: str, body: str) -> None:
    response = desk.post(at(name), body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["error"]


def test_too_much_is_an_error(desk: Client) -> None:
    assert posted(desk, "fill", {"text": "x" * answers.MAX_BODY}).status_code == 413


# Articles -------------------------------------------------------------------------------------------------


def test_articles_are_found_by_words_of_their_titles(desk: Client, article: Article, editor: Any) -> None:
    editing.create(MINSK, by=editor, summary="A draft")
    found = got(desk, "articles", q="minsk")
    assert [each["slug"] for each in found["articles"]] == ["minsk", "minsk-region"]
    assert found["articles"][1]["description"] == "Around the city"
    assert found["missing"] == ""
    assert [each["slug"] for each in got(desk, "articles", q="Region Minsk")["articles"]] == ["minsk-region"]


def test_an_article_to_be_written_is_offered(desk: Client, article: Article) -> None:
    assert got(desk, "articles", q="Brest Region") == {"articles": [], "missing": "brest-region"}
    assert got(desk, "articles", q=" …! ") == {"articles": [], "missing": ""}


def test_slugs_that_there_are_are_told(desk: Client, article: Article, snapshot: Snapshot, reviewer: Any) -> None:
    editing.replace(article, replace(snapshot, slug="mensk"), by=reviewer, summary="Rename")
    found = desk.get(at("articles"), {"slug": ["minsk", "mensk", "brest", "No Slug"]}).json()["articles"]
    assert [(each["slug"], each["title"]) for each in found] == [("minsk", "Minsk"), ("mensk", "Minsk")]


def test_withdrawn_articles_are_not_offered(desk: Client, article: Article, reviewer: Any) -> None:
    workflow.withdraw(article, by=reviewer, reason="Wrong")
    assert got(desk, "articles", q="minsk")["articles"] == []


# Sources --------------------------------------------------------------------------------------------------


def test_sources_of_other_articles_are_found(desk: Client, article: Article) -> None:
    (found,) = got(desk, "sources", q="atlas")["sources"]
    assert found["article"] == "Minsk"
    assert found["others"] == 0
    assert found["row"] == {"type": "book", "title": "An Atlas", "issued": "1999"}
    assert "“An Atlas”" in found["html"] or "<cite>An Atlas</cite>" in found["html"]


def test_sources_of_this_article_are_left_out(desk: Client, article: Article) -> None:
    assert got(desk, "sources", q="atlas", but=article.pk)["sources"] == []
    for but in ("x", "²", 2**70, "9" * 5000):
        assert got(desk, "sources", q="atlas", but=but)["sources"] != []


def test_rows_are_printed_as_readers_see_them(desk: Client) -> None:
    rows = [
        {"key": "a", "type": "webpage", "title": "<b>T</b>", "authors": "Oo, Lwin", "issued": "2012-01"},
        {"key": "b", "type": "webpage", "url": "nowhere", "issued": "yesterday", "extra": "{"},
        {"key": "c", "type": "webpage"},
        {"title": 3},
        "no row",
    ]
    printed = posted(desk, "print", {"language": "en", "rows": rows}).json()["rows"]
    assert "Oo, Lwin" in printed[0]["html"]
    assert "&lt;b&gt;T&lt;/b&gt;" in printed[0]["html"]
    assert (printed[0]["type"], printed[0]["errors"]) == ("Web page", {})
    assert printed[1]["errors"].keys() == {"extra"}
    assert printed[2]["errors"] == {}
    assert printed[3]["errors"].keys() == printed[4]["errors"].keys() == {"row"}


def test_what_saving_would_refuse_is_told_while_typing(desk: Client) -> None:
    rows = [{"url": "nowhere", "issued": "yesterday", "type": "webpage"}]
    (printed,) = posted(desk, "print", {"language": 3, "rows": rows}).json()["rows"]
    assert printed["errors"].keys() == {"url", "issued"}


# What was copied from pages -------------------------------------------------------------------------------

ATLAS = {"type": "book", "title": "An Atlas", "issued": "1999"}


def elsewhere(client: Client, references: Any = (), images: Any = ()) -> Any:
    return posted(client, "elsewhere", {"references": list(references), "images": list(images)}).json()


def test_sources_of_pages_are_told(desk: Client, article: Article, snapshot: Snapshot, reviewer: Any) -> None:
    editing.replace(article, replace(snapshot, slug="mensk"), by=reviewer, summary="Rename")
    asked = [("minsk", "atlas"), ("mensk", "atlas"), ("minsk", "none"), ("brest", "atlas"), ("No Slug", "\ud800")]
    assert elsewhere(desk, asked) == {"references": [ATLAS, ATLAS, None, None, None], "images": []}


def test_source_is_told_as_readers_see_it(desk: Client, article: Article, snapshot: Snapshot, editor: Any) -> None:
    atlas, chronicle = snapshot.references
    drafted = (replace(atlas, issued="2001"), chronicle, Reference(key="draft", title="A draft"))
    editing.replace(article, replace(snapshot, references=drafted), by=editor, summary="A draft")
    found = elsewhere(desk, [("minsk", "atlas"), ("minsk", "draft")])["references"]
    assert found == [ATLAS, {"type": "webpage", "title": "A draft"}]


def test_drafts_are_for_those_who_may_see_them(
    client: Client, article: Article, snapshot: Snapshot, editor: Any
) -> None:
    references = (*snapshot.references, Reference(key="draft", title="A draft"))
    editing.replace(article, replace(snapshot, references=references), by=editor, summary="A draft")
    editing.create(replace(MINSK, references=references, lead=""), by=editor, summary="Never public")
    writer = person("writer")
    writer.user_permissions.add(Permission.objects.get(codename="change_article"))
    client.force_login(writer)
    found = elsewhere(client, [("minsk", "atlas"), ("minsk", "draft"), ("minsk-region", "atlas")])
    assert found["references"] == [ATLAS, None, None]


def test_nothing_is_told_of_withdrawn_articles(desk: Client, article: Article, reviewer: Any) -> None:
    workflow.withdraw(article, by=reviewer, reason="Wrong")
    assert elsewhere(desk, [("minsk", "atlas")])["references"] == [None]


def test_pictures_of_pages_are_told(
    desk: Client, article: Article, snapshot: Snapshot, editor: Any, reviewer: Any
) -> None:
    file = desk.post(at("upload"), {"upload": picture()}).json()["file"]
    flag = Image(key="flag", file=file, width=40, height=30, caption="A flag", credit="A. Nyein", licence="CC0")
    editing.replace(article, replace(snapshot, images=(flag,)), by=reviewer, summary="A flag")
    other = replace(flag, key="map", caption="The flag again")
    editing.create(replace(MINSK, images=(other,)), by=reviewer, summary="Again")
    found = elsewhere(desk, images=[(file, "flag"), (file, ""), ("none.png", "flag")])["images"]
    assert [each and each["caption"] for each in found] == ["A flag", "The flag again", None]
    assert found[0].keys() == {"file", "url", "alternative_text", "caption", "credit", "licence", "source_url"}
    assert (found[0]["file"], found[0]["credit"], found[0]["licence"]) == (file, "A. Nyein", "CC0")
    drafted = replace(flag, key="arms", caption="In a draft")
    editing.create(replace(MINSK, slug="brest", images=(drafted,)), by=editor, summary="A draft")
    assert elsewhere(desk, images=[(file, "arms")])["images"][0]["caption"] == "In a draft"
    writer = person("writer")
    writer.user_permissions.add(Permission.objects.get(codename="change_article"))
    desk.force_login(writer)
    assert elsewhere(desk, images=[(file, "arms")])["images"] == [None]


def test_question_about_too_many_is_refused(desk: Client) -> None:
    asked = {"references": [("minsk", "atlas")] * (limits.ROWS + 1), "images": []}
    assert posted(desk, "elsewhere", asked).status_code == 400


def test_question_is_about_so_many_articles_at_most(desk: Client, published: Any) -> None:
    references = (Reference(key="atlas", title="An Atlas"),)
    for number in range(answers.OTHERS + 1):
        published(f"Town {number:02}", references=references)
    found = elsewhere(desk, [(f"town-{number:02}", "atlas") for number in range(answers.OTHERS + 1)])["references"]
    assert sum(each is None for each in found) == 1


# Filling in -----------------------------------------------------------------------------------------------


def test_pasted_source_is_read_with_its_origins(desk: Client) -> None:
    text = "@article{k, title={A {T}itle}, author={Oo, Lwin and {United Nations}}, year=2012, foo={bar}}"
    (found,) = posted(desk, "fill", {"text": text}).json()["found"]
    assert found["values"] == {
        "type": "article-journal",
        "title": "A Title",
        "authors": "Oo, Lwin\nUnited Nations",
        "issued": "2012",
    }
    assert set(found["origins"].values()) == {"BibTeX"}
    assert found["labels"]["title"] == "Title"
    assert found["shown"] == {"type": "Journal article"}
    assert found["left"] == ["Left out: “foo: bar”. There is no field for this."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There is no source in this."),
        ("some words", "This is no URL, DOI or ISBN, and no BibTeX, RIS or CSL-JSON."),
        ("ISBN 978-0-306-40615-8", "This is no ISBN: its digits do not check."),
        ("@article{x", "Line 1: This could not be read."),
    ],
)
def test_what_is_no_source_is_told_in_words(desk: Client, text: str, words: str) -> None:
    assert posted(desk, "fill", {"text": text}).json() == {"found": [], "said": words}


def test_words_can_be_a_title(desk: Client) -> None:
    (found,) = posted(desk, "fill", {"text": " An  Atlas ", "title": True}).json()["found"]
    assert found["values"] == {"type": "webpage", "title": "An Atlas"}


def test_looked_up_values_are_to_be_confirmed(desk: Client, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.FETCH_METADATA = True
    told = Found({"doi": "10.1000/182", "title": "A Handbook"}, {"doi": "DOI", "title": "Crossref"})
    asked: list[tuple[str, str]] = []

    def source(text: str, *, by: Any) -> Found:
        asked.append((text, by.username))
        return told

    monkeypatch.setattr(fetching, "source", source)
    (found,) = posted(desk, "fill", {"text": "10.1000/182"}).json()["found"]
    assert (found["certain"], found["origins"]["title"]) == (False, "Crossref")
    assert posted(desk, "fill", {"text": "@book{k, title={T}}"}).json()["found"][0]["certain"] is True
    assert asked == [("10.1000/182", "ed")]


def test_what_is_not_found_out_is_told_and_what_was_pasted_stays(
    desk: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.FETCH_METADATA = True

    def source(text: str, *, by: Any) -> Found:
        raise fetching.NotFetched("private-address")

    monkeypatch.setattr(fetching, "source", source)
    answered = posted(desk, "fill", {"text": "http://127.0.0.1/admin/"}).json()
    assert answered["said"] == "This address is not on the public internet."
    assert answered["found"][0]["values"] == {"url": "http://127.0.0.1/admin/"}
    assert answered["found"][0]["certain"] is True


# Pictures -------------------------------------------------------------------------------------------------


def test_uploaded_picture_is_stored_and_offered(desk: Client, editor: Any) -> None:
    made = desk.post(at("upload"), {"upload": picture()}).json()
    assert ImageFile.objects.get().name == made["file"]
    assert b"".join(desk.get(made["url"]).streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    assert [each["file"] for each in got(desk, "images")["images"]] == [made["file"]]


def test_what_is_no_picture_is_refused_in_words(desk: Client) -> None:
    response = desk.post(at("upload"), {"upload": SimpleUploadedFile("p.png", b"<svg></svg>")})
    assert (response.status_code, response.json()["error"]) == (400, "This is not a picture in JPEG, PNG or WebP.")
    assert desk.post(at("upload")).json()["error"] == "Choose a picture."


def test_pictures_are_found_by_their_captions(desk: Client, snapshot: Snapshot, reviewer: Any) -> None:
    names = [desk.post(at("upload"), {"upload": picture(color)}).json()["file"] for color in ("red", "blue")]
    images = tuple(
        Image(key=f"k{n}", file=name, width=40, height=30, caption=f"Flag {n}", credit="A. Nyein")
        for n, name in enumerate(names)
    )
    editing.create(replace(snapshot, images=images), by=reviewer, summary="Flags")
    (found,) = got(desk, "images", q="flag 1")["images"]
    assert (found["file"], found["said"]["credit"]) == (names[1], "A. Nyein")


def test_answers_cost_the_same_however_much_there_is(
    desk: Client, article: Article, snapshot: Snapshot, reviewer: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        references = tuple(
            Reference(key=f"r{n}", title=f"Atlas {n}", authors=(Name("Oo", f"L{number}"),)) for n in range(10)
        )
        other = replace(snapshot, slug=f"minsk-{number}", title=f"Minsk {number}", lead="", sections=())
        editing.create(replace(other, references=references), by=reviewer, summary="More")
    for name, limit in (("articles", 6), ("sources", 6), ("images", 6)):
        with django_assert_max_num_queries(limit):
            assert got(desk, name, q="minsk oo" if name == "sources" else "minsk")
