"""The article's form, over HTTP: one save is one Revision, and nothing typed is lost."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image as Picture

from articles import editing, forms, revisions, workflow
from articles.content import limits
from articles.content.names import Name
from articles.content.snapshot import Reference, Section, Snapshot
from articles.forms.fields import ROWS
from articles.models import Article, ImageFile
from tests.form import posted as form_posted

pytestmark = [pytest.mark.django_db, pytest.mark.same_queries]


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def posted(article: Article | None, **changes: Any) -> dict[str, Any]:
    """Return what a browser would post from the form as it opens, with some fields typed over.

    Field names are written with `__` for `-`: sections__0__body.
    """
    newest = revisions.newest(article) if article else None
    form = forms.ArticleForm(revisions.of(newest) if newest else None, number=newest.number if newest else None)
    data = form_posted(form) | {"summary": "An edit"}
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def html_of(response: Any) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def desk(client: Client, reviewer: Any) -> Client:
    client.force_login(reviewer)
    return client


def test_saving_unchanged_makes_no_revision(desk: Client, article: Article, snapshot: Snapshot) -> None:
    response = desk.post(address(article), posted(article), follow=True)
    assert "Nothing was changed" in html_of(response)
    assert revisions.newest(article).number == 1
    assert revisions.working_copy(article) == snapshot


def test_one_save_is_one_revision(desk: Client, article: Article, reviewer: Any) -> None:
    data = posted(
        article,
        title="Minsk, the city",
        sections__0__body="<p>It is very old.</p>",
        references__0__authors="Krutoi, Dmitry\nUnited Nations",
        references__0__extra='{"volume": "3"}',
        categories="Cities\n\nCapitals",
        summary="Much at once",
    )
    response = desk.post(address(article), data)
    assert (response.status_code, response["Location"]) == (302, "/wiki/minsk/")
    now = revisions.working_copy(article)
    assert revisions.newest(article).number == 2
    assert (now.title, now.sections[0].body, now.categories) == (
        "Minsk, the city",
        "<p>It is very old.</p>",
        ("Cities", "Capitals"),
    )
    assert now.references[0].authors == (Name("Krutoi", "Dmitry"), Name(literal="United Nations"))
    assert now.references[0].extra == {"volume": "3"}
    assert revisions.newest(article).by == reviewer


def test_rows_follow_their_places(desk: Client, article: Article) -> None:
    desk.post(address(article), posted(article, sections__0__ORDER=2, sections__1__ORDER=1))
    assert [s.key for s in revisions.working_copy(article).sections] == ["today", "history"]


def test_new_rows_get_keys_of_their_own(desk: Client, article: Article) -> None:
    data = posted(
        article,
        sections__TOTAL_FORMS=4,
        sections__2__heading="History",
        sections__2__level=3,
        sections__2__ORDER=3,
        sections__3__heading="",
        sections__3__level=2,
        references__TOTAL_FORMS=4,
        references__2__title="A Map",
        references__2__type="map",
        references__2__issued="2012",
        references__2__ORDER=3,
        references__3__key="chosen",
        references__3__type="webpage",
        references__3__url="https://example.org/x",
        references__3__ORDER=4,
        related__TOTAL_FORMS=1,
        related__0__slug="Brest Region",
        related__0__ORDER=1,
    )
    desk.post(address(article), data)
    now = revisions.working_copy(article)
    assert [s.key for s in now.sections] == ["history", "today", "history-2"]
    assert [r.key for r in now.references] == ["atlas", "chronicle", "a-map-2012", "chosen"]
    assert now.related == ("brest-region",)


def test_new_article_is_made_from_the_form(desk: Client, reviewer: Any) -> None:
    assert 'value="Grodno region"' in html_of(desk.get("/admin/articles/article/add/?slug=grodno-region"))
    response = desk.post("/admin/articles/article/add/", posted(None, title="Grodno Region", language="en", slug=""))
    assert response["Location"] == "/wiki/grodno-region/"
    assert Article.objects.get().published.number == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"summary": ""}, "This field is required."),
        ({"title": ""}, "This field is required."),
        ({"references__0__DELETE": "on"}, "It is still cited in: Lead."),
        ({"references__1__DELETE": "on"}, "It is still cited in: History."),
        (
            {"sections__0__body": '<p>x<cite data-ref="none"></cite></p>'},
            "It cites “none”, and no reference has that key.",
        ),
        ({"sections__1__heading": ""}, "This must not be empty."),
        ({"references__0__issued": "last May"}, "“last May” is no date"),
        ({"references__0__issued": "2012-02-30"}, "“2012-02-30” is no date"),
        ({"references__1__url": "javascript:alert(1)"}, "“javascript:alert(1)” is no full address"),
        ({"references__0__isbn": "123"}, "“123” is no ISBN"),
        ({"references__0__doi": "x"}, "“x” is no DOI"),
        ({"references__0__extra": "[1]"}, "between braces"),
        ({"references__0__extra": "{"}, "This is no JSON"),
        ({"references__0__extra": '{"a": NaN}'}, "This is no JSON"),
        ({"references__0__extra": '{"a": 1e999}'}, "This is no JSON"),
        *(
            ({"references__0__extra": f'{{"a": {"[" * deep}{"]" * deep}}}'}, "More than 32 brackets and braces")
            for deep in (32, 400, 3_000, 20_000)
        ),
        ({"references__0__row": "[" * 3_000 + "]" * 3_000}, "This row could not be read"),
        ({"references__0__title": "", "references__0__issued": ""}, "Say at least a title"),
        ({"slug": "Not a slug!"}, "cannot be an address"),
        ({"language": "not a language"}, "is no language code"),
    ],
)
def test_error_is_told_and_typed_words_stay(
    desk: Client, article: Article, changes: dict[str, Any], words: str
) -> None:
    assert_told(desk, article, changes, words)


def test_more_rows_than_an_article_holds_are_told(
    desk: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("max_num", "absolute_max"):
        assert getattr(ROWS["sections"], name) == limits.ROWS
        monkeypatch.setattr(ROWS["sections"], name, 20)  # so many rows would be drawn
    assert_told(desk, article, {"sections__TOTAL_FORMS": "99999"}, "submit at most 20")


def assert_told(desk: Client, article: Article, changes: dict[str, Any], words: str) -> None:
    data = posted(article, lead='<p>Typed at length.<cite data-ref="atlas"></cite></p>', **changes)
    response = desk.post(address(article), data)
    assert response.status_code == 200
    html = html_of(response)
    assert words in html
    assert "Typed at length." in html
    assert "Nothing is saved yet" in html
    assert revisions.newest(article).number == 1


def test_section_still_linked_to_cannot_be_deleted(
    desk: Client, article: Article, reviewer: Any, snapshot: Snapshot
) -> None:
    lead = f'{snapshot.lead}<p>See <a data-section="today">today</a>.</p>'
    editing.replace(article, replace(snapshot, lead=lead), by=reviewer, summary="Point")
    html = html_of(desk.post(address(article), posted(article, sections__1__DELETE="on")))
    assert "It is still linked to in: Lead." in html
    assert revisions.newest(article).number == 2


def test_warnings_do_not_keep_from_saving(desk: Client, article: Article) -> None:
    data = posted(
        article,
        sections__1__body='<p><a data-article="nowhere">Nowhere</a></p>',
        references__0__url="http://www.example.org/chronicle/",
        _continue="1",
    )
    html = html_of(desk.post(address(article), data, follow=True))
    assert revisions.newest(article).number == 2
    assert html.count("“Nowhere” links to “nowhere”, and there is no such article yet.") == 2
    assert "one source, two references" in html


def test_links_to_what_has_moved_or_gone_are_told(
    desk: Client, article: Article, reviewer: Any, published: Callable[..., Article]
) -> None:
    moved, gone = published("Rangoon"), published("Atlantis")
    editing.create(replace(revisions.working_copy(moved), title="Soon", slug="soon"), by=None, summary="Draft")
    renamed = replace(revisions.working_copy(moved), title="Yangon", slug="yangon")
    editing.replace(moved, renamed, by=reviewer, summary="Rename")
    workflow.withdraw(gone, by=reviewer, reason="Never there")
    links = "".join(f'<p><a data-article="{slug}">x</a></p>' for slug in ("rangoon", "yangon", "atlantis", "soon"))
    html = html_of(desk.post(address(article), posted(article, sections__1__body=links), follow=True))
    assert html.count("“x” links to “rangoon”, which is now “Yangon”. Link to “yangon”.") == 1
    assert html.count("“x” links to “atlantis”, which was withdrawn. Take the link out.") == 2
    assert "links to “yangon”" not in html
    assert "links to “soon”" not in html


def test_picture_is_kept_when_something_else_is_wrong(desk: Client, article: Article) -> None:
    upload = SimpleUploadedFile("view.png", png(), "image/png")
    data = posted(article, images__TOTAL_FORMS=1, images__0__upload=upload, images__0__caption="A view", summary="")
    html = html_of(desk.post(address(article), data))
    stored = ImageFile.objects.get().name
    assert re.search(rf'name="images-0-file" value="{stored}"', html)
    data = posted(article, images__TOTAL_FORMS=1, images__0__file=stored, images__0__caption="A view")
    desk.post(address(article), data)
    (image,) = revisions.working_copy(article).images
    assert (image.file, image.caption, image.width) == (stored, "A view", 40)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("x.png", b"GIF89a not a picture"),
        ("x.png", b""),
        ("x.html", b"<script>alert(1)</script>"),
    ],
)
def test_what_is_no_picture_is_refused(desk: Client, article: Article, name: str, content: bytes) -> None:
    upload = SimpleUploadedFile(name, content, "image/png")
    html = html_of(desk.post(address(article), posted(article, images__TOTAL_FORMS=1, images__0__upload=upload)))
    assert "not a picture" in html or "empty" in html
    assert not ImageFile.objects.exists()
    assert revisions.newest(article).number == 1


def test_image_row_without_a_picture_asks_for_it(desk: Client, article: Article) -> None:
    html = html_of(desk.post(address(article), posted(article, images__TOTAL_FORMS=1, images__0__caption="A view")))
    assert "Choose a picture." in html


def test_edits_of_different_sections_merge(desk: Client, article: Article, editor: Any, snapshot: Snapshot) -> None:
    mine = posted(article, sections__0__body="<p>Mine.</p>", references__1__DELETE="on")
    theirs = replace(snapshot, sections=(snapshot.sections[0], replace(snapshot.sections[1], body="<p>Theirs.</p>")))
    editing.replace(article, theirs, by=editor, summary="Theirs")
    assert desk.post(address(article), mine).status_code == 302
    assert [s.body for s in revisions.working_copy(article).sections] == ["<p>Mine.</p>", "<p>Theirs.</p>"]


def test_editors_save_drafts(client: Client, article: Article, editor: Any) -> None:
    client.force_login(editor)
    assert "Save as a draft" in html_of(client.get(address(article)))
    html = html_of(client.post(address(article), posted(article, title="Draft"), follow=True))
    assert "a draft: readers do not see it" in html
    client.logout()
    assert "Draft" not in html_of(client.get("/wiki/minsk/"))


def test_form_without_a_base_is_an_edit_of_the_newest(desk: Client, article: Article) -> None:
    desk.post(address(article), posted(article, base="x", title="Mensk"))
    assert revisions.working_copy(article).title == "Mensk"


def test_withdrawing_asks_for_a_reason(desk: Client, article: Article) -> None:
    where = f"/admin/articles/article/{article.pk}/withdraw/"
    assert desk.get(where).status_code == 200
    for nothing in (" ", "\x00", "\ufdd0 "):
        assert "Say why" in html_of(desk.post(where, {"reason": nothing}))
    desk.post(where, {"reason": "A forged source"})
    assert "A forged source" in html_of(desk.get(where))
    assert Client().get("/wiki/minsk/").status_code == 410
    desk.post(where)
    assert Client().get("/wiki/minsk/").status_code == 200


@pytest.mark.parametrize("state", ["public", "draft", "withdrawn"])
def test_list_filters_by_state(desk: Client, article: Article, editor: Any, state: str) -> None:
    editing.create(Snapshot(title="Waiting", slug="waiting"), by=editor, summary="Draft")
    html = html_of(desk.get(f"/admin/articles/article/?state={state}"))
    assert ("Minsk" in html, "Waiting" in html) == {
        "public": (True, False),
        "draft": (False, True),
        "withdrawn": (False, False),
    }[state]


def test_admin_history_is_the_articles_own(desk: Client, article: Article) -> None:
    assert desk.get(f"/admin/articles/article/{article.pk}/history/")["Location"] == "/wiki/minsk/history/"


@pytest.mark.parametrize("key", ["x", "0", "9" * 30])
def test_unknown_article_has_no_form(desk: Client, key: str) -> None:
    assert desk.get(f"/admin/articles/article/{key}/change/").status_code == 404


@pytest.mark.parametrize("rows", [1, 12])
def test_form_costs_the_same_queries(desk: Client, published: Any, rows: int, django_assert_num_queries: Any) -> None:
    sections = tuple(Section(key=f"s{n}", heading=f"S{n}", body="<p>x</p>") for n in range(rows))
    references = tuple(Reference(key=f"r{n}", title=f"R{n}") for n in range(rows))
    article = published("Long", sections=sections, references=references)
    desk.get("/admin/")
    with django_assert_num_queries(18):
        desk.get(address(article))


@pytest.mark.parametrize(("rows", "folded"), [(12, 0), (13, 13)])
def test_many_sections_stand_folded(desk: Client, published: Any, rows: int, folded: int) -> None:
    sections = tuple(Section(key=f"s{n}", heading=f"S{n}", body="<p>x</p>") for n in range(rows))
    article = published("Long", sections=sections)
    html = html_of(desk.get(address(article)))
    shown = html[html.index('id="part-sections"') : html.index('id="part-references"')]
    assert (shown.count("<details>"), "Unfold all" in shown) == (folded, bool(folded))
    wrong = html_of(desk.post(address(article), posted(article, sections__3__heading="", summary="x")))
    shown = wrong[wrong.index('id="part-sections"') : wrong.index('id="part-references"')]
    assert shown.count("<details>") == max(0, folded - 1)


def png() -> bytes:
    out = io.BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("place", ["9" * 400, "-1", "1e5", "x", ""])
@pytest.mark.parametrize("kind", ["sections", "references", "related"])
def test_no_place_breaks_the_form(desk: Client, article: Article, kind: str, place: str) -> None:
    data = posted(article, **{f"{kind}__0__ORDER": place}, related__TOTAL_FORMS=1, related__0__slug="brest")
    assert desk.post(address(article), data).status_code in (200, 302)


@pytest.mark.parametrize("summary", ["", " ", "\ufdd0", "\x00\u2028"])
def test_summary_that_says_nothing_is_refused(desk: Client, article: Article, summary: str) -> None:
    response = desk.post(address(article), posted(article, title="Typed", summary=summary))
    assert response.status_code == 200
    assert revisions.newest(article).number == 1


# References, which come as one value a row --------------------------------------------------------------------


@pytest.mark.parametrize("row", ["{", "[]", '"x"', '{"title": 3}', '{"colour": "red"}', "[" * 100_000])
def test_row_that_cannot_be_read_keeps_the_form_from_being_saved(desk: Client, article: Article, row: str) -> None:
    response = desk.post(address(article), posted(article, title="Typed", references__0__row=row))
    assert response.status_code == 200
    assert "This row could not be read" in html_of(response)
    assert 'value="Typed"' in html_of(response)
    assert revisions.newest(article).number == 1


def test_only_what_is_changed_in_a_row_is_changed(desk: Client, article: Article, snapshot: Snapshot) -> None:
    row = json.dumps({"key": "atlas", "type": "book", "title": "A New Atlas", "issued": "1999"})
    desk.post(address(article), posted(article, references__0__row=row))
    now = revisions.working_copy(article)
    assert now.references == (replace(snapshot.references[0], title="A New Atlas"), snapshot.references[1])


def test_fields_count_where_a_row_has_both(desk: Client, article: Article) -> None:
    desk.post(address(article), posted(article, references__0__title="By its field"))
    assert revisions.working_copy(article).references[0].title == "By its field"


def test_row_is_opened_by_the_server_where_there_is_no_script(desk: Client, article: Article) -> None:
    data = posted(article, title="Typed", summary="", _open="references-1")
    response = desk.post(address(article), data)
    assert response.status_code == 202
    html = html_of(response)
    assert 'name="references-1-url"' in html
    assert 'name="references-0-url"' not in html
    assert 'value="Typed"' in html
    assert "errorlist" not in html
    assert revisions.newest(article).number == 1


@pytest.mark.parametrize("kind", ["sections", "references", "images", "related"])
def test_row_is_added_by_the_server_where_there_is_no_script(desk: Client, article: Article, kind: str) -> None:
    before = len(getattr(revisions.working_copy(article), kind))
    response = desk.post(address(article), posted(article, title="Typed", _add=kind))
    assert response.status_code == 202
    assert f'id="{kind}-{before}"' in html_of(response)
    assert f'name="{kind}-TOTAL_FORMS" value="{before + 1}"' in html_of(response)


@pytest.mark.parametrize("kind", ["", "nothing", "references-TOTAL_FORMS", "x" * 5_000])
def test_row_of_no_kind_is_not_added(desk: Client, article: Article, kind: str) -> None:
    assert desk.post(address(article), posted(article, _add=kind)).status_code == 202


def test_sources_are_listed_as_printed(desk: Client, article: Article, snapshot: Snapshot, reviewer: Any) -> None:
    more = replace(snapshot, references=(Reference(key="zero", title="Uncited"), *snapshot.references))
    editing.replace(article, more, by=reviewer, summary="A source that is not cited")
    html = html_of(desk.get(address(article)))
    rows = re.findall(r'data-key="(\w*)".*?source-number">([\d.]*)<', html, re.DOTALL)
    assert [row for row in rows if row[0]] == [("atlas", "1."), ("chronicle", "2."), ("zero", "3.")]
    assert "Cited in Lead" in html
    assert "Cited in History" in html
    assert "Not cited" in html


def test_form_costs_the_same_however_large_the_article_is(
    desk: Client, article: Article, snapshot: Snapshot, reviewer: Any, django_assert_num_queries: Any
) -> None:
    with CaptureQueriesContext(connection) as small:
        desk.get(address(article))
    sections = tuple(
        Section(key=f"s{n}", heading=f"S {n}", body='<p><cite data-ref="r1"></cite></p>') for n in range(30)
    )
    references = tuple(Reference(key=f"r{n}", title=f"R {n}") for n in range(60))
    large = replace(snapshot, lead="", sections=sections, references=references)
    editing.replace(article, large, by=reviewer, summary="Grow")
    with django_assert_num_queries(len(small)):
        desk.get(address(article))
