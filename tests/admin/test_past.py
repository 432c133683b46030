"""Restore and undo at the desk: shown first, done when it is confirmed, asked about where it must be."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from articles import editing, revisions, workflow
from articles.content.snapshot import Section, Snapshot
from articles.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, reviewer: Any) -> Client:
    """A reviewer at the desk."""
    client.force_login(reviewer)
    return client


@pytest.fixture
def changed(article: Article, reviewer: Any, snapshot: Snapshot) -> Article:
    """The small article after a second Revision of title, lead and a reference."""
    references = (replace(snapshot.references[0], title="The Atlas"), snapshot.references[1])
    new = replace(snapshot, title="Mensk", lead="<p>Mensk is a town.</p>", references=references, categories=("X",))
    editing.replace(article, new, by=reviewer, summary="Rework")
    return article


def url(article: Article, verb: str, **query: Any) -> str:
    given = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/admin/articles/article/{article.pk}/{verb}/?{given}"


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_restore_is_shown_before_it_is_done(desk: Client, changed: Article) -> None:
    page = html(desk, url(changed, "restore", number=1))
    assert 'value="Restore revision 1"' in page
    assert "Restore the whole article" in page
    assert "<del>" in page
    assert "<ins>" in page
    assert changed.revisions.count() == 2


def test_whole_article_is_restored(desk: Client, changed: Article, snapshot: Snapshot) -> None:
    response = desk.post(url(changed, "restore", number=1), {"summary": "Back", "base": 2}, follow=True)
    assert "Saved as revision 3. Readers see it now." in response.content.decode()
    assert "restored from 1" in response.content.decode()
    assert revisions.working_copy(changed) == snapshot


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"part": "article", "field": "title"}, "title"),
        ({"part": "article", "field": "lead"}, "lead"),
        ({"part": "article", "field": "categories"}, "categories"),
        ({"part": "reference", "key": "atlas"}, "references"),
        ({"part": "reference", "key": "atlas", "field": "title"}, "references"),
    ],
)
def test_one_part_is_restored(
    desk: Client, changed: Article, snapshot: Snapshot, query: dict[str, str], name: str
) -> None:
    offered = html(desk, url(changed, "restore", number=1)).replace("&amp;", "&")
    told = {"part": "", "key": "", "field": ""} | query
    assert "&".join(f"{key}={value}" for key, value in told.items()) in offered
    before = revisions.working_copy(changed)
    desk.post(url(changed, "restore", number=1, **query), {"summary": "Back", "base": 2})
    assert revisions.working_copy(changed) == replace(before, **{name: getattr(snapshot, name)})


@pytest.mark.parametrize(
    "query",
    [
        {"part": "nonsense"},
        {"part": "article"},
        {"part": "article", "field": "slugs"},
        {"part": "article", "key": "x", "field": "title"},
        {"part": "section"},
        {"part": "section", "key": "A b"},
        {"number": "9"},
        {"number": "x"},
        {"number": "99999999999999999999"},
    ],
)
def test_what_is_not_there_cannot_be_restored(desk: Client, changed: Article, query: dict[str, str]) -> None:
    assert desk.get(url(changed, "restore", **{"number": "1"} | query)).status_code == 404


@pytest.mark.parametrize("verb", ["restore", "undo"])
def test_summary_is_asked_for(desk: Client, changed: Article, verb: str) -> None:
    response = desk.post(url(changed, verb, number=2 if verb == "undo" else 1), {"summary": " \x00", "base": 2})
    assert "Say what you do and why." in response.content.decode()
    assert changed.revisions.count() == 2


@pytest.mark.parametrize("verb", ["restore", "undo"])
@pytest.mark.parametrize("base", ["1", "x", ""])
def test_change_meanwhile_is_told(desk: Client, changed: Article, verb: str, base: str) -> None:
    response = desk.post(url(changed, verb, number=2 if verb == "undo" else 1), {"summary": "Back", "base": base})
    assert "The article has changed meanwhile" in response.content.decode()
    assert changed.revisions.count() == 2


def test_restoring_what_is_there_says_so(desk: Client, changed: Article) -> None:
    assert "the article is so already" in html(desk, url(changed, "restore", number=2))
    response = desk.post(url(changed, "restore", number=2), {"summary": "Back", "base": 2}, follow=True)
    assert "Nothing was changed" in response.content.decode()


def test_undo_is_shown_and_done(desk: Client, changed: Article, reviewer: Any, snapshot: Snapshot) -> None:
    now = replace(revisions.working_copy(changed), short_description="A town")
    editing.replace(changed, now, by=reviewer, summary="Say what it is")
    page = html(desk, url(changed, "undo", number=2))
    assert "Undo revision 2: Rework" in page
    assert "Changed again since" not in page
    desk.post(url(changed, "undo", number=2), {"summary": "Undo", "base": 3})
    assert revisions.working_copy(changed) == replace(snapshot, short_description="A town")


@pytest.fixture
def clashing(changed: Article, reviewer: Any) -> Article:
    """The article after a third Revision that changed the title again."""
    now = replace(revisions.working_copy(changed), title="Miensk")
    editing.replace(changed, now, by=reviewer, summary="Another name")
    return changed


def test_undo_asks_what_is_to_stand(desk: Client, clashing: Article) -> None:
    page = html(desk, url(clashing, "undo", number=2))
    for words in ("Changed again since", "As it is now", "As it was before revision 2", "Miensk", "Minsk", "Mensk"):
        assert words in page
    response = desk.post(url(clashing, "undo", number=2), {"summary": "Undo", "base": 3})
    assert "Choose what is to stand here." in response.content.decode()
    assert clashing.revisions.count() == 3


def test_undo_shows_a_whole_section_as_readers_would(desk: Client, article: Article, reviewer: Any) -> None:
    added = Section(key="towers", heading="Towers", body='<p>Two.<cite data-ref="atlas"></cite></p>')
    now = revisions.working_copy(article)
    editing.replace(article, replace(now, sections=(*now.sections, added)), by=reviewer, summary="Towers")
    grown = replace(added, body='<p>Two <a data-article="gate">gates</a>.<cite data-ref="atlas"></cite></p>')
    editing.replace(article, replace(now, sections=(*now.sections, grown)), by=reviewer, summary="Gates")
    choices = html(desk, url(article, "undo", number=2)).partition("Changed again since")[2].partition("</section>")[0]
    assert choices.count('<span class="field">Heading</span> Towers') == 2
    assert '<a href="/wiki/gate/" title="gate">' in choices
    assert 'title="An Atlas">[1]</span>' in choices
    assert '<p class="none">not there</p>' in choices
    assert "data-ref" not in choices


@pytest.mark.parametrize(("choice", "title"), [("keep", "Miensk"), ("undo", "Minsk")])
def test_undo_does_what_was_chosen(desk: Client, clashing: Article, choice: str, title: str) -> None:
    desk.post(url(clashing, "undo", number=2), {"summary": "Undo", "base": 3, "choice-0": choice})
    now = revisions.working_copy(clashing)
    assert (now.title, now.categories) == (title, ("Capitals",))


def test_undo_chosen_is_shown_again_where_the_summary_lacks(desk: Client, clashing: Article) -> None:
    response = desk.post(url(clashing, "undo", number=2), {"summary": "", "base": 3, "choice-0": "undo"})
    page = response.content.decode()
    assert 'name="choice-0" value="undo" checked' in page


def test_undo_that_cannot_be_saved_says_why(desk: Client, article: Article) -> None:
    response = desk.post(url(article, "undo", number=1), {"summary": "Undo", "base": 1})
    assert "Title: This must not be empty." in response.content.decode()
    assert article.revisions.count() == 1


def test_editors_restore_a_draft(client: Client, changed: Article, editor: Any) -> None:
    client.force_login(editor)
    response = client.post(url(changed, "restore", number=1), {"summary": "Back", "base": 2}, follow=True)
    assert "Saved as revision 3, a draft." in response.content.decode()
    changed.refresh_from_db()
    assert changed.published is not None
    assert changed.published.number == 2


@pytest.mark.parametrize("verb", ["restore", "undo"])
def test_locked_article_stays_as_it_is(changed: Article, editor: Any, reviewer: Any, verb: str) -> None:
    workflow.lock(changed, by=reviewer, reason="In the news")
    client = Client()
    client.force_login(editor)
    number = 1 if verb == "restore" else 2
    answer = client.post(url(changed, verb, number=number), {"summary": "Back", "base": 2})
    assert answer.status_code == 200
    assert "In the news" in answer.content.decode()
    assert changed.revisions.count() == 2
