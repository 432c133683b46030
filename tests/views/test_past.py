"""The article as it stood: history, revisions, comparison."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from articles import comparison, editing, publications, revisions, workflow
from articles.content.snapshot import Image, Reference, Section, Snapshot
from articles.models import Article
from tests.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _three_revisions(shared_rows: None, snapshot: Snapshot) -> None:
    reviewer = person("rev", "Reviewer")
    article = editing.create(snapshot, by=reviewer, summary="Start")
    second = replace(
        snapshot, sections=(replace(snapshot.sections[0], body="<p>It is very old.</p>"), snapshot.sections[1])
    )
    third = replace(second, references=(*snapshot.references[:1], replace(snapshot.references[1], issued="2012-01")))
    editing.replace(article, second, by=reviewer, summary="Stress its age")
    editing.replace(article, third, by=reviewer, summary="Date the chronicle")


@pytest.fixture
def grown(_three_revisions: None, db: None) -> Article:
    """The small article with three Revisions."""
    return Article.objects.get()


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_history_tells_each_revision(client: Client, grown: Article) -> None:
    html = html_of(client, "/wiki/minsk/history/")
    assert re.findall(r'id="revision_(\d+)"', html) == ["3", "2", "1"]
    for words in ("Stress its age", "Date the chronicle", "Rev", "+1", "3 revisions", "what readers see"):
        assert words in html, words
    assert re.search(r"Section</span> <a class=\"what\" href=\"[^\"]+part=section&amp;key=history\">History", html)
    assert re.search(r"Reference</span> <a class=\"what\" href=\"[^\"]+\">https://example.org/chronicle", html)


def test_chosen_revisions_lead_to_their_comparison(client: Client, grown: Article) -> None:
    response = client.get("/wiki/minsk/history/?old=3&new=1")
    assert response["Location"] == "/wiki/minsk/compare/1...3/"


@pytest.mark.parametrize("query", ["old=1", "old=x&new=y", "old=1&new=1", "old=٣&new=1", "page=0", "page=x"])
def test_odd_choices_show_the_history(client: Client, grown: Article, query: str) -> None:
    assert client.get(f"/wiki/minsk/history/?{query}").status_code == 200


def test_comparison_tells_words_and_fields(client: Client, grown: Article) -> None:
    html = html_of(client, "/wiki/minsk/compare/1...3/")
    assert "<ins>very </ins>old" in unheard(html)
    assert "<ins>2012-01</ins>" in unheard(html)
    assert "2 parts changed" in html
    assert "<ins>very </ins>old" in unheard(html_of(client, "/wiki/minsk/compare/1...3/?view=inline"))


def unheard(html: str) -> str:
    """Return a page without the words that only those hear who cannot see the marks."""
    return re.sub(r'<span class="unseen">[^<]*</span>', "", html)


def test_comparison_tells_a_list_at_once(client: Client, article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    new = replace(snapshot, categories=("Cities", "Towns"), related=("brest", "grodno", "lida"))
    editing.replace(article, new, by=reviewer, summary="Arrange")
    html = unheard(html_of(client, "/wiki/minsk/compare/1...2/"))
    assert (
        html.count("Related articles added") == html.count("Categories added") == html.count("Categories removed") == 1
    )
    listed = "".join(f"<li><ins>{slug}</ins></li>" for slug in new.related)
    assert f'<ul class="items">{listed}</ul>' in html
    assert '<ul class="items"><li><del>Capitals</del></li></ul>' in html


def test_related_articles_are_compared_by_their_titles(
    client: Client,
    article: Article,
    reviewer: Any,
    snapshot: Snapshot,
    published: Any,
    django_assert_max_num_queries: Any,
) -> None:
    brest = published("Brest Fortress", slug="brest")
    editing.replace(brest, replace(revisions.working_copy(brest), slug="fort"), by=reviewer, summary="Rename")
    workflow.withdraw(published("Lida"), by=reviewer, reason="Doubts")
    towns = tuple(f"town-{number}" for number in range(20))
    for town in towns:
        published(town.upper(), slug=town)
    editing.replace(
        article, replace(snapshot, related=("brest", "lida", "nowhere", *towns)), by=reviewer, summary="Arrange"
    )
    with django_assert_max_num_queries(14):
        html = unheard(html_of(client, "/wiki/minsk/compare/1...2/"))
    names = ("Brest Fortress", "lida", "nowhere", *(town.upper() for town in towns))
    listed = "".join(f"<li><ins>{name}</ins></li>" for name in names)
    assert f'<ul class="items">{listed}</ul>' in html


def test_picture_that_came_is_shown_in_a_comparison(snapshot: Snapshot) -> None:
    image = Image(key="view", file="a.png", width=4, height=3, alternative_text="A view")
    with_it = replace(snapshot, images=(image,))
    (part,) = comparison.compare(snapshot, with_it, "side").parts
    assert 'alt="A view"' in (part.figure or "")
    (part,) = comparison.compare(with_it, replace(with_it, images=(replace(image, caption="Seen"),)), "side").parts
    assert part.figure is None
    (part,) = comparison.compare(with_it, snapshot, "side").parts
    assert part.figure is None


def test_yes_and_no_are_compared_in_words(snapshot: Snapshot) -> None:
    image = Image(key="view", file="a.png", width=4, height=3)
    was, now = (replace(snapshot, images=(replace(image, in_lead=said),)) for said in (False, True))
    [part] = comparison.compare(was, now, "side").parts
    [row] = part.rows
    assert isinstance(row, comparison.Row)
    assert row.action == "changed"
    assert [unheard(str(side)) for side in (row.old, row.new)] == ["<del>no</del>", "<ins>yes</ins>"]


def test_comparison_backwards_leads_forwards(client: Client, grown: Article) -> None:
    assert client.get("/wiki/minsk/compare/3...1/")["Location"] == "/wiki/minsk/compare/1...3/"


def test_comparison_with_itself_says_so(client: Client, grown: Article) -> None:
    assert "are the same" in html_of(client, "/wiki/minsk/compare/2...2/")


def test_formatting_alone_is_told_as_such(client: Client, article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    bold = replace(snapshot, lead=snapshot.lead.replace("city", "<strong>city</strong>"))
    editing.replace(article, bold, by=reviewer, summary="Bold")
    html = html_of(client, "/wiki/minsk/compare/1...2/")
    assert "formatting changed" in html
    assert "<ins>" not in html


def test_revision_page_is_marked_as_old(client: Client, grown: Article) -> None:
    html = html_of(client, "/wiki/minsk/revisions/1/")
    assert "You are reading revision 1" in html
    assert "It is old." in html
    assert '<meta name="robots" content="noindex">' in html


def test_those_who_edit_can_restore_what_they_read(client: Client, grown: Article, editor: Any) -> None:
    assert "Restore it" not in html_of(client, "/wiki/minsk/revisions/1/")
    client.force_login(editor)
    assert f"/admin/articles/article/{grown.pk}/restore/?number=1" in html_of(client, "/wiki/minsk/revisions/1/")


def test_pages_that_only_readers_have_are_not_offered_for_a_draft(
    client: Client, editor: Any, snapshot: Snapshot
) -> None:
    editing.create(snapshot, by=editor, summary="Start")
    client.force_login(editor)
    html = html_of(client, "/wiki/minsk/revisions/1/")
    assert "/wiki/minsk/history/" in html
    assert "/wiki/minsk/authors/" not in html


def test_past_page_is_the_page_that_was_served(
    client: Client, article: Article, reviewer: Any, snapshot: Snapshot
) -> None:
    before = client.get("/wiki/minsk/revisions/1/").content
    served = grid(client, "/wiki/minsk/")
    for number in range(10):
        changed = replace(
            snapshot,
            title=f"M{number}",
            slug=f"minsk-{number % 2}",
            sections=snapshot.sections[: number % 3],
            references=(*snapshot.references, Reference(key=f"r{number}", title="More")),
        )
        editing.replace(article, changed, by=reviewer, summary="Edit")
    editing.replace(article, snapshot, by=reviewer, summary="Back")
    assert client.get("/wiki/minsk/revisions/1/").content == before
    assert grid(client, "/wiki/minsk/revisions/1/") == served


def test_every_past_page_is_the_page_that_was_served(client: Client, published: Any, reviewer: Any) -> None:
    link = '<p><a data-article="{0}">x</a> <a data-article="{0}" data-section="s">y</a></p>'
    brest = published("Brest", lead="<p>A fort.</p>", categories=("Cities",))
    here = published("Minsk", lead=link.format("brest"), categories=("Cities",), related=("brest", "grodno"))
    served = {1: grid(client, "/wiki/minsk/")}

    def save(**changes: Any) -> None:
        number = revisions.newest(here).number + 1
        editing.replace(here, replace(revisions.working_copy(here), **changes), by=reviewer, summary="Edit")
        served[number] = grid(client, f"/wiki/{revisions.working_copy(here).slug}/")

    editing.replace(brest, replace(revisions.working_copy(brest), title="Brest, Belarus"), by=reviewer, summary="Name")
    save(lead=link.format("grodno"))
    grodno = published("Grodno", lead="<p>A castle.</p>", categories=("Cities",))
    save(lead=link.format("grodno") + link.format("hrodna"))
    moved = replace(revisions.working_copy(grodno), slug="hrodna", title="Hrodna", lead="<p>Two castles.</p>")
    editing.replace(grodno, moved, by=reviewer, summary="Rename")
    save(sections=(Section(key="s", heading="Past"),))
    workflow.withdraw(brest, by=reviewer, reason="Doubts")
    save(lead=link.format("brest"), sections=(Section(key="s", heading="History"),))
    workflow.reinstate(brest, by=reviewer)
    save(slug="mensk", related=())
    published("Gomel", categories=("Cities",))
    assert len(served) == 6
    for number, html in served.items():
        assert grid(client, f"/wiki/mensk/revisions/{number}/") == html, number


def test_withdrawn_article_is_on_no_past_page(client: Client, published: Any, reviewer: Any) -> None:
    brest = published("Brest", lead="<p>A fort.</p>")
    published("Minsk", lead='<p><a data-article="brest">x</a></p>', related=("brest",))
    assert "A fort." in grid(client, "/wiki/minsk/revisions/1/")
    workflow.withdraw(brest, by=reviewer, reason="Doubts")
    page = grid(client, "/wiki/minsk/revisions/1/")
    assert "Brest" not in page
    assert "A fort." not in page


def test_preview_shows_the_card_as_it_was(client: Client, published: Any, reviewer: Any) -> None:
    brest = published("Brest", lead="<p>A fort.</p>")
    published("Minsk", lead='<p><a data-article="brest">x</a></p>')
    now = replace(revisions.working_copy(brest), title="Brest-Litovsk", lead="<p>A castle.</p>")
    editing.replace(brest, now, by=reviewer, summary="Rename")
    html = html_of(client, "/wiki/minsk/revisions/1/")
    moment = re.search(r'data-moment="(\d+)"', html)
    assert moment
    assert "A fort." in html_of(client, f"/wiki/brest/preview/?at={moment[1]}")
    assert "A castle." in html_of(client, "/wiki/brest/preview/")
    assert "A castle." in html_of(client, "/wiki/brest/preview/?at=x")
    assert client.get("/wiki/brest/preview/?at=0").status_code == 404


def test_page_shown_again_is_the_page_that_was_served_then(client: Client, published: Any, reviewer: Any) -> None:
    here = published("Minsk", lead='<p><a data-article="brest">x</a></p>')
    first = grid(client, "/wiki/minsk/revisions/1/")
    workflow.withdraw(here, by=reviewer, reason="Doubts")
    brest = published("Brest")
    workflow.reinstate(here, by=reviewer)
    served = grid(client, "/wiki/minsk/")
    editing.replace(brest, replace(revisions.working_copy(brest), title="Fortress"), by=reviewer, summary="Rename")
    key = publications.mementos(here).get(again=True).pk
    assert grid(client, f"/wiki/minsk/revisions/1/again/{key}/") == served != first
    assert grid(client, "/wiki/minsk/revisions/1/") == first


def grid(client: Client, address: str) -> str:
    html = html_of(client, address)
    return html[html.index('<div class="article-grid">') : html.index('<p class="permanent">')]


def test_restored_page_equals_the_old_one(client: Client, grown: Article, reviewer: Any, snapshot: Snapshot) -> None:
    old = grid(client, "/wiki/minsk/revisions/1/")
    editing.replace(grown, snapshot, by=reviewer, summary="Restore")
    assert grid(client, "/wiki/minsk/") == old


@pytest.mark.parametrize("number", ["0", "4", "99999999999999999999", "-1", "x", "01"])
def test_revision_that_is_not_there_is_not_found(client: Client, grown: Article, number: str) -> None:
    assert client.get(f"/wiki/minsk/revisions/{number}/").status_code == 404
    assert client.get(f"/wiki/minsk/compare/1...{number}/").status_code == 404


@pytest.mark.parametrize("edits", [1, 20])
def test_past_pages_cost_the_same_queries(
    client: Client, article: Article, reviewer: Any, snapshot: Snapshot, django_assert_num_queries: Any, edits: int
) -> None:
    for number in range(edits):
        sections = tuple(replace(snapshot.sections[0], key=f"s{n}", heading=f"H{n}") for n in range(number + 1))
        editing.replace(article, replace(snapshot, sections=sections), by=reviewer, summary="Edit")
    for address, queries in (("revisions/1/", 12), ("compare/1...2/", 13)):
        with django_assert_num_queries(queries):
            assert client.get(f"/wiki/minsk/{address}").status_code == 200
