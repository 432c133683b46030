"""From a draft to readers: asked for, talked about, sent back, published whole or in part, at once or at a set time."""

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format

from articles import editing, revisions, timeline, wording, workflow
from articles.content import reviewing
from articles.content.problems import Place
from articles.content.snapshot import Section, Snapshot
from articles.models import Article, Comment, Listing, Notice, Review, Revision, Step, Touch
from tests.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def draft(shared_rows: None, snapshot: Snapshot) -> Snapshot:
    """The small article with two of its sections changed and one added, by an editor, over what readers see."""
    article = editing.create(snapshot, by=person("rev", "Reviewer"), summary="Start")
    history, today = snapshot.sections
    changed = replace(
        snapshot,
        sections=(
            replace(history, body="<p>It is a thousand years old.</p>"),
            replace(today, body="<p>It is very large.</p>"),
            Section(key="secret", heading="A secret heading", body="<p>Nobody knows.</p>"),
        ),
    )
    editing.replace(article, changed, by=person("ed", "Editor"), summary="More")
    return changed


@pytest.fixture
def article(draft: Snapshot, db: None) -> Article:
    return Article.objects.get(slug="minsk")


def shown(article: Article) -> Snapshot:
    article.refresh_from_db()
    assert article.published is not None
    return revisions.of(article.published)


def test_editor_asks_and_a_reviewer_publishes(article: Article, draft: Snapshot, editor: Any, reviewer: Any) -> None:
    review = workflow.ask(article, by=editor, note="Please look")
    assert review.state == "waiting"
    workflow.publish(article, by=reviewer, number=2)
    review.refresh_from_db()
    assert review.state == "published"
    assert shown(article) == draft
    assert [step.action for step in review.steps.all()] == ["ask", "publish"]


def test_part_of_a_draft_is_published_and_the_rest_waits(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    review = workflow.ask(article, by=editor)
    workflow.publish_part(article, [Place("section", "history")], by=reviewer, number=2, summary="A part")
    assert [section.body for section in shown(article).sections] == [
        "<p>It is a thousand years old.</p>",
        "<p>It is large.</p>",
    ]
    assert revisions.working_copy(article) == draft
    review.refresh_from_db()
    assert review.state == "waiting"
    assert review.revision.number == 4


def test_what_waits_is_told_to_nobody_when_a_part_is_published(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    made = workflow.publish_part(article, [Place("section", "history")], by=reviewer, number=2, summary="A part")
    article.refresh_from_db()
    public = timeline.of_article(article, timeline.Filter(), {}, drafts=False).revisions
    assert [revision.number for revision in public] == [3, 1]
    touched = Touch.objects.filter(revision__in=public).values_list("key", flat=True)
    assert "secret" not in touched
    assert (made.words_added, made.words_removed) == (3, 0)


def test_part_of_an_article_that_readers_have_never_seen_is_published(
    snapshot: Snapshot, editor: Any, reviewer: Any
) -> None:
    article = editing.create(replace(snapshot, slug="brest", title="Brest"), by=editor, summary="Start")
    workflow.ask(article, by=editor)
    made = workflow.publish_part(article, [Place("section", "today")], by=reviewer, number=1, summary="A part")
    seen = shown(article)
    assert (seen.title, seen.lead) == ("Brest", "")
    assert [section.key for section in seen.sections] == ["today"]
    assert made.previous_number == 0
    assert not Touch.objects.filter(revision=made, key="history").exists()
    public = timeline.of_article(article, timeline.Filter(), {}, drafts=False).revisions
    assert [revision.number for revision in public] == [2]
    assert revisions.working_copy(article) == replace(snapshot, slug="brest", title="Brest")


def test_what_was_published_as_a_part_is_undone_without_the_rest(
    article: Article, snapshot: Snapshot, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    workflow.publish_part(article, [Place("section", "history")], by=reviewer, number=2, summary="A part")
    editing.undo(article, 3, by=reviewer, summary="No")
    left = revisions.working_copy(article)
    assert left.sections[0] == snapshot.sections[0]
    assert left.sections[1:] == draft.sections[1:]


def test_all_is_public_once_the_rest_is_published(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    workflow.publish_part(article, [Place("section", "history")], by=reviewer, number=2, summary="A part")
    workflow.publish(article, by=reviewer, number=4)
    assert shown(article) == draft
    assert not Revision.objects.filter(held=True).exists()


@pytest.mark.parametrize(("policy", "others", "may"), [
    ("never", False, False), ("never", True, False), ("alone", False, True), ("alone", True, False),
    ("always", True, True),
])  # fmt: skip
def test_policy_says_who_publishes_their_own_work(
    settings: Any, reviewer: Any, snapshot: Snapshot, policy: str, others: bool, may: bool
) -> None:
    settings.OWN_WORK = policy
    if others:
        person("other", "Reviewer")
    article = editing.create(replace(snapshot, slug="brest"), by=reviewer, summary="Start")
    article.refresh_from_db()
    assert (article.published is not None) is may
    if not may:
        with pytest.raises(workflow.OwnWork):
            workflow.publish(article, by=reviewer)


def test_authors_of_what_waits_do_not_publish_it_after_a_part_was(
    settings: Any, article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    settings.OWN_WORK = "never"
    editor.groups.set(reviewer.groups.all())
    workflow.publish_part(article, [Place("section", "history")], by=reviewer, number=2, summary="A part")
    with pytest.raises(workflow.OwnWork):
        workflow.publish(article, by=type(editor).objects.get(pk=editor.pk))
    workflow.publish(article, by=reviewer)


def test_scheduled_draft_is_published_when_it_is_due(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    at = timezone.now() + timedelta(hours=1)
    review = workflow.schedule(article, by=reviewer, number=2, at=at, time_zone="Asia/Yangon")
    editing.replace(article, replace(draft, title="Later"), by=editor, summary="Later")
    assert workflow.publish_due() == 0
    Review.objects.filter(pk=review.pk).update(publish_at=timezone.now())
    assert workflow.publish_due() == 1
    assert workflow.publish_due() == 0
    told = Notice.objects.filter(event="published").values_list("person", flat=True)
    assert set(told) == {editor.pk, reviewer.pk}
    assert shown(article) == draft
    assert revisions.working_copy(article).title == "Later"


def test_lock_keeps_editors_out_until_it_ends(article: Article, snapshot: Snapshot, editor: Any, reviewer: Any) -> None:
    workflow.lock(article, by=reviewer, reason="In the news", until=timezone.now() + timedelta(hours=1))
    with pytest.raises(workflow.Locked):
        editing.replace(article, replace(snapshot, title="X"), by=editor, summary="Try")
    editing.replace(article, replace(snapshot, title="Mensk"), by=reviewer, summary="Reviewers may")
    article.lock.until = timezone.now() - timedelta(seconds=1)
    article.lock.save()
    editing.replace(article, replace(snapshot, title="Y"), by=editor, summary="Again")


def test_those_concerned_are_told_and_nobody_of_what_they_did(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    workflow.ask(article, by=editor, reviewer=reviewer)
    workflow.comment(article, "Which year?", by=reviewer, number=2, place=Place("section", "history", "body", 1))
    workflow.return_(article, by=reviewer, note="Say the year")
    told = list(Notice.objects.order_by("pk").values_list("person", "event"))
    assert told == [(reviewer.pk, "asked"), (editor.pk, "commented"), (editor.pk, "returned")]


STATES = ("none", *reviewing.OPEN)


def in_state(article: Article, state: str, *, by: Any, reviewer: Any) -> None:
    if state != "none":
        workflow.ask(article, by=by)
    if state == "returned":
        workflow.return_(article, by=reviewer, note="No")
    if state == "scheduled":
        later = timezone.now() + timedelta(days=1)
        workflow.schedule(article, by=reviewer, number=2, at=later, time_zone="UTC")


def act(name: str, article: Article, by: Any) -> None:
    later = timezone.now() + timedelta(days=2)
    verbs: dict[str, Any] = {
        "ask": lambda: workflow.ask(article, by=by),
        "comment": lambda: workflow.comment(article, "Said", by=by, number=2),
        "resolve": lambda: workflow.resolve(article, Comment.objects.get().pk, by=by),
        "take-back": lambda: workflow.take_back(article, by=by),
        "return": lambda: workflow.return_(article, by=by, note="Change it"),
        "publish": lambda: workflow.publish(article, by=by, number=2),
        "publish-part": lambda: workflow.publish_part(
            article, [Place("section", "history")], by=by, number=2, summary="A part"
        ),
        "schedule": lambda: workflow.schedule(article, by=by, number=2, at=later, time_zone="UTC"),
        "unschedule": lambda: workflow.unschedule(article, by=by),
    }
    verbs[name]()


@pytest.mark.parametrize("name", reviewing.ACTIONS)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ["editor", "reviewer", "nobody"])
def test_every_action_in_every_state_by_every_role(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any, role: str, state: str, name: str
) -> None:
    in_state(article, state, by=editor, reviewer=reviewer)
    if name == "resolve" and state != "none":
        workflow.comment(article, "To be settled", by=editor, number=2)
    action = reviewing.ACTIONS[name]
    by = {"editor": editor, "reviewer": reviewer, "nobody": person("nobody")}[role]
    allowed = role == "reviewer" or (role == "editor" and action.right == "write")
    if name == "resolve" and state == "none":
        return
    before = Step.objects.count()
    if not allowed:
        with pytest.raises(PermissionDenied):
            act(name, article, by)
    elif state not in action.states:
        with pytest.raises(reviewing.NotNow):
            act(name, article, by)
    else:
        act(name, article, by)
        newest = Review.objects.latest("pk")
        assert newest.state == reviewing.after(name, state)
        return
    assert Step.objects.count() == before
    assert Listing.objects.get(article=article).title == "Minsk"


# What may not happen --------------------------------------------------------------------------------------


def test_what_is_held_back_stays_so_when_the_article_comes_back(
    settings: Any, article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    settings.OWN_WORK = "never"
    workflow.publish_part(article, [Place("section", "history")], by=reviewer, number=2, summary="A part")
    wrote = workflow.authors(article, article.revisions.get(number=4))
    workflow.withdraw(article, by=reviewer, reason="In doubt")
    workflow.reinstate(article, by=reviewer)
    article.refresh_from_db()
    assert {revision.number for revision in article.revisions.shown()} == {1, 3}
    assert workflow.authors(article, article.revisions.get(number=4)) == wrote == {editor.pk}


VERBS_ON_A_DRAFT: dict[str, Any] = {
    "publish": lambda article, by: workflow.publish(article, by=by, base=2),
    "publish-part": lambda article, by: workflow.publish_part(
        article, [Place("section", "history")], by=by, number=2, summary="A part"
    ),
    "return": lambda article, by: workflow.return_(article, by=by, note="No", base=2),
    "schedule": lambda article, by: workflow.schedule(
        article, by=by, number=2, at=timezone.now() + timedelta(days=1), time_zone="UTC"
    ),
    "comment": lambda article, by: workflow.comment(article, "What?", by=by, number=2),
}


@pytest.mark.parametrize("name", VERBS_ON_A_DRAFT)
def test_nothing_is_decided_on_a_draft_that_was_not_looked_at(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any, name: str
) -> None:
    workflow.ask(article, by=editor)
    newer = replace(draft, lead="<p>Nobody has read this.</p>")
    editing.replace(article, newer, by=editor, summary="Newer")
    before = Step.objects.count()
    with pytest.raises(editing.Conflict):
        VERBS_ON_A_DRAFT[name](article, reviewer)
    assert revisions.working_copy(article) == newer
    assert shown(article).lead != newer.lead
    assert (Step.objects.count(), Comment.objects.count()) == (before, 0)


@pytest.mark.parametrize("name", ["publish", "publish-part", "schedule"])
def test_nothing_of_a_withdrawn_article_is_published(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any, name: str
) -> None:
    workflow.withdraw(article, by=reviewer, reason="In doubt")
    with pytest.raises(workflow.Withdrawn):
        VERBS_ON_A_DRAFT[name](article, reviewer)
    article.refresh_from_db()
    assert article.published
    assert article.published.number == 1


def test_what_somebody_saves_publishes_nothing_of_others(
    settings: Any, article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    settings.OWN_WORK = "always"
    workflow.ask(article, by=editor)
    workflow.return_(article, by=reviewer, note="Not like this")
    editing.replace(article, replace(draft, short_description="A city"), by=reviewer, summary="Describe")
    assert len(shown(article).sections) == 2
    assert Review.objects.get().state == "returned"
    workflow.publish(article, by=reviewer, base=3)
    editing.replace(article, replace(draft, short_description="Capital"), by=reviewer, summary="Describe anew")
    assert shown(article).short_description == "Capital"


def test_nothing_is_published_by_a_save_after_somebody_else_has_withdrawn(
    settings: Any, article: Article, draft: Snapshot, snapshot: Snapshot, reviewer: Any
) -> None:
    settings.OWN_WORK = "always"
    mine = editing.create(replace(snapshot, slug="brest", title="Brest"), by=reviewer, summary="Start")
    workflow.withdraw(Article.objects.get(pk=mine.pk), by=reviewer, reason="In doubt")
    assert mine.withdrawn_at is None
    editing.replace(mine, replace(snapshot, slug="brest", title="Brest!"), by=reviewer, summary="Louder")
    assert mine.publications.filter(action="published").count() == 1


def test_where_readers_see_all_there_is_nothing_to_say(article: Article, draft: Snapshot, reviewer: Any) -> None:
    workflow.publish(article, by=reviewer, number=2)
    with pytest.raises(workflow.NothingToReview):
        workflow.comment(article, "Nice", by=reviewer, number=2)
    assert not Review.objects.open().exists()


def test_those_who_wrote_a_draft_are_told_what_becomes_of_it(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    workflow.comment(article, "Which year?", by=reviewer, number=2)
    workflow.return_(article, by=reviewer, note="Say the year")
    at = timezone.now() + timedelta(days=1)
    workflow.schedule(article, by=reviewer, number=2, at=at, time_zone="UTC")
    workflow.publish(article, by=reviewer)
    told = Notice.objects.filter(person=editor).order_by("pk").values_list("event", flat=True)
    assert list(told) == ["commented", "returned", "scheduled", "published"]


def test_what_is_typed_is_cleaned_in_every_verb(article: Article, draft: Snapshot, editor: Any, reviewer: Any) -> None:
    at = timezone.now() + timedelta(days=1)
    workflow.ask(article, by=editor, note="a\x01\x00b")
    workflow.take_back(article, by=editor, note="a\x01\x00b")
    workflow.ask(article, by=editor)
    workflow.schedule(article, by=reviewer, number=2, at=at, time_zone="UTC", note="a\x01\x00b")
    workflow.unschedule(article, by=reviewer, note="a\x01\x00b")
    place = [Place("section", "history")]
    workflow.publish_part(article, place, by=reviewer, number=2, summary="A part", note="a\x01\x00b")
    workflow.publish(article, by=reviewer, note="a\x01\x00b")
    notes = set(Step.objects.values_list("note", flat=True)) | set(Notice.objects.values_list("note", flat=True))
    assert notes == {"", "ab"}
    with pytest.raises(ValueError, match="at most"):
        workflow.ask(article, by=editor, note="x" * 100_000)


def test_review_that_was_taken_back_is_taken_up_again_with_what_was_said(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    review = workflow.ask(article, by=editor)
    said = workflow.comment(article, "Old?", by=reviewer, number=2, place=Place("section", "history", "body", 1))
    workflow.take_back(article, by=editor)
    history, *others = draft.sections
    longer = replace(history, body=f"<p>Before all else.</p>{history.body}")
    editing.replace(article, replace(draft, sections=(longer, *others)), by=editor, summary="More")
    assert workflow.ask(article, by=editor).pk == review.pk
    said.refresh_from_db()
    assert said.passage == 2
    workflow.publish(article, by=reviewer)
    later = replace(draft, title="Mensk")
    editing.replace(article, later, by=editor, summary="Rename")
    assert workflow.ask(article, by=editor).pk != review.pk


def test_part_of_what_is_scheduled_is_not_published_beside_it(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    at = timezone.now() + timedelta(days=1)
    workflow.schedule(article, by=reviewer, number=2, at=at, time_zone="UTC")
    with pytest.raises(reviewing.NotNow):
        workflow.publish_part(article, [Place("section", "history")], by=reviewer, number=2, summary="A part")
    assert article.revisions.count() == 2


@pytest.mark.parametrize("why", ["withdrawn", "blocked"])
def test_what_cannot_come_out_at_its_time_waits_and_says_why(
    settings: Any, article: Article, draft: Snapshot, editor: Any, reviewer: Any, why: str
) -> None:
    at = timezone.now() + timedelta(hours=1)
    review = workflow.schedule(article, by=reviewer, number=2, at=at, time_zone="UTC")
    if why == "withdrawn":
        workflow.withdraw(article, by=reviewer, reason="In doubt")
    else:
        settings.BLOCKING_CHECKS = frozenset({"claim-without-source"})
    Review.objects.filter(pk=review.pk).update(publish_at=timezone.now())
    assert workflow.publish_due() == 0
    review.refresh_from_db()
    assert (review.state, review.publish_at) == ("waiting", None)
    words = {"withdrawn": "was withdrawn by then", "blocked": "stood in it by then: Claim without a source."}[why]
    told = Notice.objects.filter(event="not-published")
    assert {notice.person for notice in told} == {editor, reviewer}
    assert all(words in wording.event_time(notice) for notice in told)
    step = review.steps.latest("pk")
    assert words in wording.step(step.action, step.details)


def test_part_is_told_as_one_and_by_name(article: Article, draft: Snapshot, editor: Any, reviewer: Any) -> None:
    places = [Place("section", "history"), Place("section", "secret")]
    workflow.publish_part(article, places, by=reviewer, number=2, summary="A part")
    step = Step.objects.get(action="publish-part")
    assert wording.step(step.action, step.details) == "published a part: History, A secret heading"
    assert wording.event(Notice.objects.get(person=editor)) == "Rev published a part of “Minsk”"


def test_lead_is_a_part_by_the_name_of_its_field(article: Article, draft: Snapshot, editor: Any, reviewer: Any) -> None:
    editing.replace(article, replace(draft, lead="<p>Another lead.</p>"), by=editor, summary="Lead")
    workflow.publish_part(article, [Place("article", "", "lead")], by=reviewer, number=3, summary="A part")
    step = Step.objects.get(action="publish-part")
    assert wording.step(step.action, step.details) == "published a part: Lead"


def test_reviews_of_drafts_that_somebody_wrote_in_do_not_wait_for_them(
    settings: Any, article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    settings.OWN_WORK = "never"
    editing.replace(article, replace(draft, title="Mensk"), by=reviewer, summary="Correct it")
    review = workflow.ask(article, by=editor)
    assert list(workflow.waiting_for(reviewer)) == []
    assert list(workflow.waiting_for(person("other", "Reviewer"))) == [review]


def test_review_named_to_somebody_who_left_waits_for_everybody(
    settings: Any, article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    settings.OWN_WORK = "never"
    other = person("other", "Reviewer")
    review = workflow.ask(article, by=editor, reviewer=other)
    assert list(workflow.waiting_for(reviewer)) == []
    assert list(workflow.waiting_for(other)) == [review]
    other.groups.clear()
    assert list(workflow.waiting_for(reviewer)) == [review]
    assert list(workflow.waiting_for(type(other).objects.get(pk=other.pk))) == []
    assert list(workflow.waiting_for(editor)) == []


REFUSED: dict[str, tuple[type[Exception], Any]] = {
    "locked for nothing": (ValueError, lambda a, ed, rev: workflow.lock(a, by=rev, reason=" ")),
    "locked at length": (ValueError, lambda a, ed, rev: workflow.lock(a, by=rev, reason="x" * 9_999)),
    "locked until yesterday": (
        ValueError, lambda a, ed, rev: workflow.lock(a, by=rev, reason="R", until=timezone.now() - timedelta(days=1)),
    ),
    "asked of an editor": (ValueError, lambda a, ed, rev: workflow.ask(a, by=rev, reviewer=ed)),
    "returned without a word": (ValueError, lambda a, ed, rev: workflow.return_(a, by=rev, note=" ")),
    "no word said": (ValueError, lambda a, ed, rev: workflow.comment(a, " ", by=ed, number=2)),
    "said of what is not there": (
        ValueError,
        lambda a, ed, rev: workflow.comment(a, "?", by=ed, number=2, place=Place("section", "secret", "body", 9)),
    ),
    "set for yesterday": (
        ValueError,
        lambda a, ed, rev: workflow.schedule(
            a, by=rev, number=2, at=timezone.now() - timedelta(days=1), time_zone="UTC"
        ),
    ),
    "taken back by another": (
        PermissionDenied, lambda a, ed, rev: workflow.take_back(a, by=person("third", "Editor")),
    ),
    "no part chosen": (
        workflow.NothingToReview, lambda a, ed, rev: workflow.publish_part(a, [], by=rev, number=2, summary="None"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_whole(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any, what: str
) -> None:
    workflow.ask(article, by=editor)
    error, act = REFUSED[what]
    with pytest.raises(error):
        act(article, editor, reviewer)
    assert Review.objects.get().state == "waiting"
    assert (Step.objects.count(), Comment.objects.count(), workflow.lock_on(article)) == (1, 0, None)


def test_what_readers_see_is_not_asked_for_or_scheduled(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    workflow.publish(article, by=reviewer)
    at = timezone.now() + timedelta(days=1)
    with pytest.raises(workflow.NothingToReview):
        workflow.ask(article, by=editor)
    with pytest.raises(workflow.NothingToReview):
        workflow.schedule(article, by=reviewer, number=2, at=at, time_zone="UTC")
    workflow.publish(article, by=reviewer)
    assert article.publications.count() == 2


def test_lock_is_changed_and_ended(article: Article, draft: Snapshot, editor: Any, reviewer: Any) -> None:
    workflow.unlock(article, by=reviewer)
    assert workflow.may_write(editor, article)
    workflow.lock(article, by=reviewer, reason="In the news")
    workflow.lock(article, by=reviewer, reason="Still in the news")
    held = workflow.lock_on(article)
    assert held
    assert held.reason == "Still in the news"
    assert not workflow.may_write(editor, article)
    assert workflow.may_write(reviewer, article)
    workflow.unlock(article, by=reviewer)
    assert workflow.may_write(editor, article)


# The history ----------------------------------------------------------------------------------------------


def decided(article: Article, *, drafts: bool) -> list[tuple[int, str, str, str]]:
    """What the history tells of decisions: (number, who, what, why), the newest Revision first."""
    article.refresh_from_db()
    page = timeline.of_article(article, timeline.Filter(), {}, drafts=drafts)
    return [
        (revision.number, each.by.username if each.by else "", each.words, each.note)
        for revision in page.revisions
        for each in timeline.decisions(article, page.revisions, drafts=drafts).get(revision.pk, ())
    ]


def test_history_tells_every_decision_to_those_who_see_drafts(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    workflow.ask(article, by=editor, note="Please")
    workflow.return_(article, by=reviewer, note="Which year?")
    workflow.ask(article, by=editor)
    workflow.take_back(article, by=editor)
    at = timezone.now() + timedelta(days=1)
    workflow.schedule(article, by=reviewer, number=2, at=at, time_zone="UTC")
    workflow.unschedule(article, by=reviewer)
    workflow.publish(article, by=reviewer, number=2)
    assert decided(article, drafts=True) == [
        (2, "ed", "asked for a review", "Please"),
        (2, "rev", "asked for changes", "Which year?"),
        (2, "ed", "asked for a review", ""),
        (2, "ed", "took the review back", ""),
        (2, "rev", f"set a time: {date_format(at.astimezone(UTC), 'DATETIME_FORMAT')} (UTC)", ""),
        (2, "rev", "took the time back", ""),
        (2, "rev", "published", ""),
    ]
    assert decided(article, drafts=False) == [(2, "rev", "published", "")]


def test_history_tells_readers_what_was_published_by_others_than_its_author(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    workflow.publish_part(article, [Place("section", "history")], by=reviewer, number=2, summary="A part")
    workflow.withdraw(article, by=reviewer, reason="In doubt")
    assert decided(article, drafts=False) == []
    workflow.reinstate(article, by=reviewer)
    assert decided(article, drafts=False) == [(3, "rev", "withdrawn", "In doubt"), (3, "rev", "brought back", "")]
    workflow.publish(article, by=reviewer, number=4)
    assert decided(article, drafts=False)[0] == (4, "rev", "published", "")


def test_history_with_decisions_costs_the_same_queries(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any, django_assert_num_queries: Any
) -> None:
    for rounds in (1, 5):
        for _round in range(rounds):
            workflow.ask(article, by=editor)
            workflow.return_(article, by=reviewer, note="No")
        shown = list(article.revisions.all())
        with django_assert_num_queries(2):
            timeline.decisions(article, shown, drafts=True)
