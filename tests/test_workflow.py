"""What becomes public, and who decides."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from articles import editing, listings, revisions, search, workflow
from articles.content.snapshot import Snapshot
from articles.models import Address, Article, Category, FormerAnchor, Link, Listing

pytestmark = pytest.mark.django_db


def test_edit_by_a_reviewer_is_public_at_once(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    editing.replace(article, replace(snapshot, title="Mensk"), by=reviewer, summary="Rename")
    article.refresh_from_db()
    assert article.published is not None
    assert article.published.number == 2
    assert Listing.objects.get(article=article).title == "Mensk"


def test_edit_by_an_editor_waits(article: Article, editor: Any, snapshot: Snapshot) -> None:
    draft = replace(snapshot, title="Secret", lead="<p>Hidden words.</p>", categories=("Drafts",), related=("brest",))
    editing.replace(article, draft, by=editor, summary="Draft")
    article.refresh_from_db()
    assert article.published is not None
    assert article.published.number == 1
    assert Listing.objects.get(article=article).title == "Minsk"
    assert not Category.objects.filter(name="Drafts").exists()
    assert not Link.objects.filter(slug="brest").exists()
    assert not search.find(search.parse("hidden")).exists()


def test_new_article_by_an_editor_is_nowhere(editor: Any, snapshot: Snapshot) -> None:
    editing.create(snapshot, by=editor, summary="Start")
    assert not Listing.objects.exists()
    assert not Address.objects.exists()


def test_publishing_a_draft_shows_it(article: Article, editor: Any, reviewer: Any, snapshot: Snapshot) -> None:
    editing.replace(article, replace(snapshot, title="Mensk"), by=editor, summary="Draft")
    workflow.publish(article, by=reviewer)
    assert Listing.objects.get(article=article).title == "Mensk"


def test_an_older_revision_can_be_what_readers_see(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    editing.replace(article, replace(snapshot, title="Mensk"), by=reviewer, summary="Rename")
    workflow.publish(article, by=reviewer, number=1)
    assert Listing.objects.get(article=article).title == "Minsk"
    assert revisions.working_copy(article).title == "Mensk"


def test_what_readers_see_already_is_not_published_again(article: Article, reviewer: Any) -> None:
    workflow.publish(article, by=reviewer)
    workflow.publish(article, by=reviewer, number=1)
    workflow.reinstate(article, by=reviewer)
    assert article.publications.count() == 1


@pytest.mark.parametrize("verb", ["publish", "withdraw", "reinstate"])
def test_editors_cannot_decide(article: Article, editor: Any, verb: str) -> None:
    verbs: dict[str, Callable[[], None]] = {
        "publish": lambda: workflow.publish(article, by=editor),
        "withdraw": lambda: workflow.withdraw(article, by=editor, reason="No"),
        "reinstate": lambda: workflow.reinstate(article, by=editor),
    }
    with pytest.raises(PermissionDenied):
        verbs[verb]()


def test_withdrawn_article_leaves_every_list(article: Article, reviewer: Any, published: Any) -> None:
    other = published("Brest", related=("minsk",))
    assert Listing.objects.get(article=article).linked_from == 1
    workflow.withdraw(article, by=reviewer, reason="A claim of rights")
    assert list(Listing.objects.values_list("article_id", flat=True)) == [other.pk]
    assert article.withdrawn_reason == "A claim of rights"


def test_withdrawn_article_comes_back_whole(
    article: Article, reviewer: Any, snapshot: Snapshot, published: Any
) -> None:
    published("Brest", related=("minsk",))
    workflow.withdraw(article, by=reviewer, reason="Doubts")
    workflow.reinstate(article, by=reviewer)
    assert revisions.working_copy(article) == snapshot
    listing = Listing.objects.get(article=article)
    assert (listing.title, listing.linked_from) == ("Minsk", 1)


def test_edit_of_a_withdrawn_article_does_not_publish_it(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    workflow.withdraw(article, by=reviewer, reason="Doubts")
    editing.replace(article, replace(snapshot, title="Mensk"), by=reviewer, summary="Mend")
    assert not Listing.objects.exists()


def test_withdrawing_takes_a_reason(article: Article, reviewer: Any) -> None:
    with pytest.raises(ValueError, match="reason"):
        workflow.withdraw(article, by=reviewer, reason=" ")


def test_renamed_article_keeps_its_old_address(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    editing.replace(article, replace(snapshot, slug="mensk"), by=reviewer, summary="Rename")
    assert dict(Address.objects.values_list("slug", "article_id")) == {"minsk": article.pk, "mensk": article.pk}


def test_renamed_heading_keeps_its_old_anchor(article: Article, reviewer: Any, snapshot: Snapshot) -> None:
    sections = (replace(snapshot.sections[0], heading="The past"), snapshot.sections[1])
    editing.replace(article, replace(snapshot, sections=sections), by=reviewer, summary="Rename")
    assert list(FormerAnchor.objects.values_list("section_key", "anchor")) == [("history", "history")]


def test_links_are_counted_through_former_addresses(
    article: Article, reviewer: Any, snapshot: Snapshot, published: Any
) -> None:
    published("Brest", lead='<p><a data-article="minsk">Minsk</a></p>', related=("minsk",))
    editing.replace(article, replace(snapshot, slug="mensk"), by=reviewer, summary="Rename")
    published("Hrodna", related=("mensk",))
    assert Listing.objects.get(article=article).linked_from == 2


def test_link_taken_out_is_no_longer_counted(article: Article, reviewer: Any, published: Any) -> None:
    other = published("Brest", related=("minsk",))
    editing.replace(other, replace(revisions.working_copy(other), related=()), by=reviewer, summary="Unlink")
    assert Listing.objects.get(article=article).linked_from == 0


@pytest.mark.parametrize(
    ("title", "letter", "key"),
    [
        ("Minsk", "M", "minsk"),
        ("Čechy", "C", "cechy"),
        ("“Quoted”", "Q", "quoted”"),
        ("2001", "#", "2001"),
        ("Минск", "М", "минск"),
        ("မင်းစ်", "မ", "မင်းစ်"),
        ("!!", "#", "!!"),
    ],
)
def test_titles_sort_by_their_first_letter(title: str, letter: str, key: str) -> None:
    assert (listings.initial(title), listings.sort_key(title)) == (letter, key)


def test_categories_of_one_slug_are_kept_apart(published: Any) -> None:
    published("A", categories=("C++",))
    published("B", categories=("C",))
    assert sorted(Category.objects.values_list("name", "slug")) == [("C", "c-2"), ("C++", "c")]


def test_category_link_on_the_page_leads_to_its_category(client: Any, published: Any) -> None:
    published("A", categories=("C++",))
    published("B", categories=("C",))
    assert 'href="/categories/c-2/"' in client.get("/wiki/b/").content.decode()
