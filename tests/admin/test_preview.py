"""The preview of the form: the page as it will be, whatever is wrong with what is typed, and nothing saved."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import editing, revisions
from articles.content.snapshot import Reference, Section, Snapshot
from articles.models import Article, Image, ImageFile, Revision

from .test_article_form import address, png, posted

pytestmark = [pytest.mark.django_db, pytest.mark.same_queries]
NEW = "/admin/articles/article/add/"


@pytest.fixture
def desk(client: Client, reviewer: Any) -> Client:
    client.force_login(reviewer)
    return client


def preview(client: Client, where: str, data: dict[str, Any]) -> str:
    response = client.post(where, {**data, "_preview": "1"})
    assert response.status_code == 200
    return str(response.content.decode())


def shown(html: str) -> str:
    """Return what a page shows of an article; anchors that only publishing leaves at renamed headings do not show."""
    parts = r'<h1.*?</h1>|<p class="short.*?</p>|<div class="article-grid">.*?\n</div>\n'
    return re.sub(r'<span class="anchor".*?</span>', "", "".join(re.findall(parts, html, re.S)))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "Mensk", "short_description": "A & B", "language": "ar", "categories": "Cities\nTowns"},
        {"lead": '<p>See <a data-article="brest">Brest</a>, <a data-article="x">X</a><script>1</script></p><h2>y</h2>'},
        {"sections__0__DELETE": "on", "sections__1__level": "3", "sections__1__body": "<ul><li>a\n</li></ul>"},
        {"sections__0__ORDER": "2", "sections__1__ORDER": "1", "sections__1__heading": "Now"},
        {
            "sections__TOTAL_FORMS": "3",
            "sections__2__heading": "History",
            "sections__2__level": "4",
            "sections__2__body": '<p>It is.<cite data-ref="krutoi-2004" data-locator="p. 2"></cite></p>',
            "references__TOTAL_FORMS": "3",
            "references__2__title": "A Book",
            "references__2__authors": "Krutoi, Dmitry",
            "references__2__issued": "2004",
        },
        {"related__TOTAL_FORMS": "2", "related__0__slug": "brest", "related__1__slug": "Nowhere at all"},
    ],
    ids=["as it is", "fields", "lead", "sections", "order", "new rows", "related"],
)
def test_preview_is_the_page_that_saving_makes(
    desk: Client, article: Article, published: Any, changes: dict[str, Any]
) -> None:
    published("Brest", categories=("Cities",), sections=(Section(key="s", heading="S"),))
    published("Bobr", categories=("Towns",), lead='<p><a data-article="minsk">M</a></p>')
    data = posted(article, **changes)
    html = preview(desk, address(article), data)
    assert "Preview: not saved" in html
    assert revisions.newest(article).number == 1
    desk.post(address(article), data)
    assert shown(html) == shown(Client().get("/wiki/minsk/").content.decode())


def test_preview_of_a_new_article_is_the_page_that_saving_makes(desk: Client, published: Any) -> None:
    published("Brest", categories=("Cities",))
    data = posted(None, title="Grodno", language="en", categories="Cities", lead="<p>A city.</p>")
    html = preview(desk, NEW, data)
    assert Article.objects.count() == 1
    desk.post(NEW, data)
    assert shown(html) == shown(Client().get("/wiki/grodno/").content.decode())
    assert "Brest" in html


def test_lines_of_a_browser_are_read_as_they_stand(desk: Client, article: Article) -> None:
    lead = '<p>One</p>\r\n<p>Minsk is a city.<cite data-ref="atlas"></cite></p>'
    html = preview(desk, address(article), posted(article, lead=lead))
    assert '<div class="lead"><p>One</p><p>Minsk is a city.' in html


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"summary": "", "title": "", "slug": "", "short_description": "Kept"}, "Kept"),
        ({"title": "T" * 400}, "T" * 400),
        ({"slug": "Not a slug!", "language": "not a language"}, 'lang="not a language"'),
        ({"lead": '<p>Lead<cite data-ref="none"></cite><figure data-image="x"></figure></p>'}, '<p>Lead<sup class="'),
        ({"sections__0__heading": "H" * 301, "sections__0__level": "9"}, f'<h2 id="{"h" * 301}">'),
        ({"sections__1__heading": "", "sections__1__body": "<p>Headless</p>"}, "Headless"),
        ({"references__0__title": "X", "references__0__issued": "last May"}, "last May"),
        ({"references__0__extra": "{", "references__0__title": "Unextra"}, "Unextra"),
        ({"references__0__row": "{", "references__0__title": "Unread"}, "Unread"),
        ({"references__0__DELETE": "on"}, "[?]"),
        ({"images__TOTAL_FORMS": "1", "images__0__caption": "No file", "images__0__in_lead": "on"}, "It is old."),
        ({"images__TOTAL_FORMS": "1", "images__0__caption": "x", "images__0__file": "../x.png"}, "It is old."),
        ({"sections__TOTAL_FORMS": "x"}, "Minsk is a city."),
    ],
)
def test_what_is_wrong_keeps_no_preview_back(
    desk: Client, article: Article, changes: dict[str, Any], words: str
) -> None:
    html = preview(desk, address(article), posted(article, **changes))
    assert words in html
    assert "No file" not in html
    assert Revision.objects.count() == 1


def test_addresses_that_are_none_lead_nowhere(desk: Client, article: Article) -> None:
    script = "javascript:alert(1)"
    picture = SimpleUploadedFile("view.png", png(), "image/png")
    data = posted(
        article,
        lead=f'<p><a href="{script}">x</a></p>',
        references__0__url=script,
        references__1__archive_url=script,
        images__TOTAL_FORMS=1,
        images__0__upload=picture,
        images__0__source_url=script,
        images__0__credit="Someone",
        images__0__in_lead="on",
    )
    html = preview(desk, address(article), data)
    assert "Someone" in html
    assert "javascript" not in html


def test_chosen_picture_is_shown_and_belongs_to_no_article_yet(desk: Client, article: Article) -> None:
    picture = SimpleUploadedFile("view.png", png(), "image/png")
    data = posted(article, images__TOTAL_FORMS=1, images__0__upload=picture, images__0__in_lead="on", title="")
    html = preview(desk, address(article), data)
    stored = ImageFile.objects.get()
    assert f'src="/images/{stored.name}"' in html
    assert 'width="40" height="30"' in html
    assert not Image.objects.exists()


def test_preview_runs_no_script_and_is_framed_by_nobody(desk: Client, article: Article) -> None:
    response = desk.post(address(article), {**posted(article), "_preview": "1"})
    public = Client().get("/wiki/minsk/")
    assert "<script" not in response.content.decode()
    assert response["Content-Security-Policy"] == public["Content-Security-Policy"]
    assert (response["X-Frame-Options"], "no-store" in response["Cache-Control"]) == ("DENY", True)


def test_too_much_is_refused(desk: Client, article: Article) -> None:
    data = posted(article, **{f"sections__{n}__body": "x" * 1_000_000 for n in range(5)})
    response = desk.post(address(article), {**data, "_preview": "1"})
    assert (response.status_code, response.content.decode()) == (413, "The text is too long for a preview.")


def test_draft_of_a_renamed_article_keeps_its_addresses(desk: Client, article: Article, editor: Any) -> None:
    draft = editing.cleaned(Snapshot(title="Mensk", slug="mensk"))
    editing.replace(article, draft, by=editor, summary="Draft")
    html = unescape(preview(desk, address(article), posted(article)))
    assert ">Mensk</h1>" in html
    assert '<a href="/wiki/minsk/history/">' in html


def test_only_editors_are_shown_a_preview(client: Client, article: Article, django_user_model: Any) -> None:
    data = {**posted(article), "_preview": "1"}
    assert client.post(address(article), data).status_code == 302
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    for where in (address(article), NEW):
        assert client.post(where, data).status_code == 403


@pytest.mark.parametrize("rows", [1, 12])
def test_preview_costs_the_same_queries(
    desk: Client, published: Any, rows: int, django_assert_num_queries: Any
) -> None:
    link = '<p><a data-article="other">x</a><cite data-ref="r0"></cite></p>'
    published("Other")
    sections = tuple(Section(key=f"s{n}", heading=f"S{n}", body=link) for n in range(rows))
    references = tuple(Reference(key=f"r{n}", title=f"R{n}") for n in range(rows))
    article = published("Long", sections=sections, references=references, categories=("C",), related=("other",))
    data = posted(article, **{f"sections__{n}__heading": f"New {n}" for n in range(rows)})
    desk.get("/admin/")
    with django_assert_num_queries(17):
        preview(desk, address(article), data)
