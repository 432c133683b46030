"""The page on which a draft is judged, and the queue, over HTTP: who may do what in which state, and what is told."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import checking, editing, forms, revisions, workflow
from articles.content import matching, reviewing
from articles.content.problems import Place
from articles.content.snapshot import Reference, Section, Snapshot
from articles.models import Article, Comment, Review, Revision, Step, Wishes
from tests.conftest import person
from tests.form import posted as form_posted

pytestmark = pytest.mark.django_db
QUEUE = "/admin/articles/article/reviews/"


@pytest.fixture(scope="module")
def draft(shared_rows: None, snapshot: Snapshot) -> Snapshot:
    """The small article with both sections changed, by an editor, over what readers see."""
    article = editing.create(snapshot, by=person("rev", "Reviewer"), summary="Start")
    history, today = snapshot.sections
    sections = (replace(history, body="<p>It is very old.</p>"), replace(today, body="<p>It is larger.</p>"))
    changed = replace(snapshot, sections=sections)
    editing.replace(article, changed, by=person("ed", "Editor"), summary="More")
    return changed


@pytest.fixture
def article(draft: Snapshot, db: None) -> Article:
    return Article.objects.get(slug="minsk")


def as_(who: Any) -> Client:
    client = Client()
    client.force_login(who)
    return client


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/review/"


def form(article: Article, **changes: str) -> dict[str, Any]:
    """What the article's form posts, with some fields typed over."""
    newest = revisions.newest(article)
    return form_posted(forms.ArticleForm(revisions.of(newest), number=newest.number)) | {"summary": "An edit"} | changes


def html_of(response: Any) -> str:
    return str(response.content.decode())


def posted(action: str, **more: Any) -> dict[str, Any]:
    """What the page posts, with everything that any action needs."""
    at = timezone.now() + timedelta(days=3)
    said = {
        "action": action,
        "number": "2",
        "note": "A note",
        "text": "A comment",
        "place": "section:history:body:1",
        "part": "section:history",
        "at": at.strftime("%Y-%m-%dT%H:%M"),
        "time_zone": "Europe/Vienna",
    }
    return said | more


@pytest.mark.same_queries
@pytest.mark.parametrize("action", reviewing.ACTIONS)
@pytest.mark.parametrize("state", ["none", *reviewing.OPEN])
@pytest.mark.parametrize("role", ["reader", "staff", "editor", "author", "reviewer", "administrator"])
def test_every_post_by_every_role_in_every_state(
    settings: Any, article: Article, draft: Snapshot, editor: Any, reviewer: Any, role: str, state: str, action: str
) -> None:
    settings.OWN_WORK = "never"
    if state != "none":
        workflow.ask(article, by=editor)
        workflow.comment(article, "Said", by=editor, number=2)
    if state == "returned":
        workflow.return_(article, by=reviewer, note="No")
    if state == "scheduled":
        at = timezone.now() + timedelta(days=1)
        workflow.schedule(article, by=reviewer, number=2, at=at, time_zone="UTC")
    comment = Comment.objects.first()
    before = (Step.objects.count(), Comment.objects.filter(resolved_at=None).count())
    author = person("author", "Reviewer")
    if role == "author":
        editing.replace(article, replace(draft, short_description="Mine"), by=author, summary="Mine")
    who: dict[str, Any] = {
        "editor": editor, "reviewer": reviewer, "author": author, "staff": person("staff"),
        "reader": person("reader"), "administrator": person("ada", "Administrator"),
    }  # fmt: skip
    if role == "reader":
        type(editor).objects.filter(username="reader").update(is_staff=False)
    number = str(revisions.newest(article).number)
    answer = as_(who[role]).post(address(article), posted(action, number=number, comment=comment.pk if comment else ""))
    rule = reviewing.ACTIONS[action]
    decides = role in ("author", "reviewer", "administrator")
    writes = decides or role == "editor"
    allowed = writes if rule.right == "write" else decides and not (role == "author" and rule.is_verdict)
    after = (Step.objects.count(), Comment.objects.filter(resolved_at=None).count())
    if role == "reader":
        assert (answer.status_code, after) == (302, before)
    elif not allowed:
        assert (answer.status_code, after) == (403, before)
    elif state not in rule.states:
        assert (answer.status_code, after) == (409, before)
    else:
        assert answer.status_code == 302
        assert after != before


# Verb -> where it is posted, what is posted with it, and the roles that may.
BESIDE: dict[str, tuple[str, dict[str, str], set[str]]] = {
    "lock": ("lock/", {"reason": "In the news"}, {"reviewer", "administrator"}),
    "unlock": ("lock/", {"_unlock": "1"}, {"reviewer", "administrator"}),
    "withdraw": ("withdraw/", {"reason": "In doubt"}, {"reviewer", "administrator"}),
    "bring back": ("withdraw/", {}, {"reviewer", "administrator"}),
    "dismiss": ("findings/{fingerprint}/", {"reason": "Known"}, {"editor", "reviewer", "administrator"}),
    "lift": ("findings/{fingerprint}/", {"lift": "1"}, {"editor", "reviewer", "administrator"}),
}


@pytest.mark.same_queries
@pytest.mark.parametrize("verb", BESIDE)
@pytest.mark.parametrize("state", ["plain", "locked", "withdrawn", "dismissed"])
@pytest.mark.parametrize("role", ["reader", "staff", "editor", "reviewer", "administrator"])
def test_every_verb_beside_a_review_by_every_role(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any, role: str, state: str, verb: str
) -> None:
    finding = article.findings.filter(check_name="claim-without-source").first()
    assert finding
    if state == "locked":
        workflow.lock(article, by=reviewer, reason="Before")
    elif state == "withdrawn":
        workflow.withdraw(article, by=reviewer, reason="Before")
    elif state == "dismissed":
        checking.dismiss(finding, by=reviewer, reason="Before")
    who = {"editor": editor, "reviewer": reviewer, "staff": person("staff"), "reader": person("reader")}
    who["administrator"] = person("ada", "Administrator")
    type(editor).objects.filter(username="reader").update(is_staff=False)

    def stands() -> tuple[Any, ...]:
        article.refresh_from_db()
        lock, dismissal = workflow.lock_on(article), article.dismissals.first()
        return lock and lock.reason, article.withdrawn_reason, dismissal and dismissal.reason

    before = stands()
    path, said, may = BESIDE[verb]
    where = f"/admin/articles/article/{article.pk}/{path.format(fingerprint=finding.fingerprint)}"
    answer = as_(who[role]).post(where, said)
    after = {
        "lock": ("In the news", *before[1:]),
        "unlock": (None, *before[1:]),
        "withdraw": (before[0], "" if state == "withdrawn" else "In doubt", before[2]),
        "bring back": (before[0], "", before[2]),
        "dismiss": (*before[:2], "Known"),
        "lift": (*before[:2], None),
    }[verb]
    if role in may:
        assert answer.status_code in (200, 302)
        assert stands() == after
    else:
        assert answer.status_code == (302 if role == "reader" else 403)
        assert stands() == before


@pytest.mark.same_queries
@pytest.mark.parametrize("state", ["none", *reviewing.OPEN])
@pytest.mark.parametrize("role", ["editor", "another", "author", "reviewer"])
def test_page_offers_what_can_be_done(
    settings: Any, article: Article, draft: Snapshot, editor: Any, reviewer: Any, role: str, state: str
) -> None:
    settings.OWN_WORK = "never"
    author = person("author", "Reviewer")
    editing.replace(article, replace(draft, short_description="Mine"), by=author, summary="Mine")
    if state != "none":
        workflow.ask(article, by=editor)
        workflow.comment(article, "Said", by=editor, number=3)
    if state == "returned":
        workflow.return_(article, by=reviewer, note="No")
    if state == "scheduled":
        at = timezone.now() + timedelta(days=1)
        workflow.schedule(article, by=reviewer, number=3, at=at, time_zone="UTC")
    who = {"editor": editor, "another": person("another", "Editor"), "author": author, "reviewer": reviewer}[role]
    html = html_of(as_(who).get(address(article)))
    offered = set(re.findall(r'name="action" value="([a-z-]+)"', html))
    rules = reviewing.ACTIONS.values()
    verdicts = {rule.name for rule in rules if rule.right == "decide"} if role == "reviewer" else {"ask", "take-back"}
    if role != "editor":
        verdicts.discard("take-back")
    possible = {rule.name for rule in rules if state in rule.states}
    assert offered == (verdicts | {"comment", "resolve"}) & possible
    assert ("somebody else decides" in html) is (role == "author")


def test_form_says_why_nobody_was_asked(article: Article, draft: Snapshot, editor: Any, reviewer: Any) -> None:
    at = timezone.now() + timedelta(days=1)
    workflow.schedule(article, by=reviewer, number=2, at=at, time_zone="UTC")
    client = as_(editor)
    said = form(article, title="Mensk", _ask="1")
    html = html_of(client.post(f"/admin/articles/article/{article.pk}/change/", said, follow=True))
    assert "What you wrote is saved. Nobody was asked:" in html
    assert revisions.newest(article).number == 3


def test_page_shows_the_sum_of_all_changes_and_who_made_them(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any, settings: Any
) -> None:
    settings.OWN_WORK = "never"
    editing.replace(article, replace(draft, title="Mensk"), by=reviewer, summary="Rename")
    html = html_of(as_(editor).get(address(article)))
    assert "2 revisions that readers have not seen" in html
    assert "3 parts changed" in html
    assert [html.count(words) for words in ("Rename", "More")] == [1, 1]


def test_draft_is_compared_once_however_often_it_is_read(
    article: Article, draft: Snapshot, published: Any, editor: Any, reviewer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = published("Mogilev")
    editing.replace(article, replace(draft, title="Mensk", related=("mogilev",)), by=editor, summary="Related")
    compared: list[Snapshot] = []
    match = matching.match

    def counted(old: Snapshot, new: Snapshot) -> Any:
        compared.append(new)
        return match(old, new)

    monkeypatch.setattr(matching, "match", counted)
    pages = [html_of(as_(who).get(address(article))) for who in (reviewer, reviewer, editor)]
    assert [page.count("Mogilev</ins>") for page in pages] == [1, 1, 1]
    assert len(compared) == 1
    # What it is made of is what it is known by: a new title, another view, another draft.
    editing.replace(other, replace(revisions.working_copy(other), title="Mahilyow"), by=reviewer, summary="Rename")
    compared.clear()
    assert "Mahilyow</ins>" in html_of(as_(reviewer).get(address(article)))
    assert len(compared) == 1
    assert 'class="change changed inline"' in html_of(as_(reviewer).get(address(article), {"view": "inline"}))
    assert len(compared) == 2
    editing.replace(article, replace(draft, title="Miensk", related=("mogilev",)), by=editor, summary="Again")
    compared.clear()
    assert "Miensk</ins>" in html_of(as_(reviewer).get(address(article)))
    assert len(compared) == 1


def test_comment_stands_at_its_paragraph_and_follows_it(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    client = as_(reviewer)
    client.post(address(article), posted("comment", text="Since when?"))
    history, today = draft.sections
    moved = replace(history, body=f"<p>A paragraph before it.</p>{history.body}")
    editing.replace(article, replace(draft, sections=(moved, today)), by=editor, summary="One before")
    comment = Comment.objects.get()
    assert (comment.passage, comment.quote) == (2, "<p>It is very old.</p>")
    html = html_of(client.get(address(article)))
    row = html[html.index('id="now_history_1"') :]
    assert row.index("Since when?") < row.index("change_section_today")


def test_comment_on_what_did_not_change_stands_in_the_unfolded_passages(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    history, today = draft.sections
    longer = (replace(history, body=f"{history.body}<p>New.</p>"), replace(today, body=f"{today.body}<p>New.</p>"))
    editing.replace(article, replace(draft, sections=longer), by=editor, summary="Longer")
    workflow.publish(article, by=reviewer, number=2)
    client = as_(reviewer)
    assert html_of(client.get(address(article))).count('<details class="fold"><summary>1 unchanged passage') == 2
    written = html_of(client.get(address(article), {"say": "now_today_0"}))
    assert 'value="section:today:body:1"' in written[written.index('<details class="fold" open>') :]
    client.post(address(article), posted("comment", number="3", place="section:today:body:1", text="Larger than?"))
    html = html_of(client.get(address(article)))
    assert html.count('<details class="fold" open><summary>1 unchanged passage') == 1
    kept = html[html.index('id="now_today_0"') : html.index('id="now_today_1"')]
    assert "It is larger." in kept
    assert "Larger than?" in kept
    assert html.count("Larger than?") == 1


def test_comment_stays_at_a_paragraph_that_is_as_readers_see_it_again(
    article: Article, draft: Snapshot, snapshot: Snapshot, editor: Any, reviewer: Any
) -> None:
    client = as_(reviewer)
    client.post(address(article), posted("comment", text="As it was, please."))
    history = replace(snapshot.sections[0], body=f"{snapshot.sections[0].body}<p>New.</p>")
    editing.replace(article, replace(draft, sections=(history, draft.sections[1])), by=editor, summary="Back")
    html = html_of(client.get(address(article)))
    fold = html[html.index('<details class="fold" open>') :]
    assert fold.index("It is old.") < fold.index("As it was, please.") < fold.index("</details>")


def test_typed_note_stays_where_the_draft_has_changed_meanwhile(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    editing.replace(article, replace(draft, title="Mensk"), by=editor, summary="Later")
    answer = as_(reviewer).post(address(article), posted("publish", note="Well done & thanks"))
    assert answer.status_code == 409
    assert "The draft has changed meanwhile" in html_of(answer)
    assert "Well done &amp; thanks" in html_of(answer)
    article.refresh_from_db()
    assert article.published == Revision.objects.get(number=1)


@pytest.mark.parametrize(("said", "told"), [
    ({"at": ""}, "Say a day"), ({"at": "2020-01-01T10:00"}, "has passed"), ({"time_zone": "Mars/Base"}, "Say a day"),
    ({"at": "2027-03-28T02:30", "time_zone": "Europe/Vienna"}, "skip this time"), ({"at": "soon"}, "Say a day"),
])  # fmt: skip
def test_time_that_cannot_be_is_refused(
    article: Article, draft: Snapshot, reviewer: Any, said: dict[str, str], told: str
) -> None:
    answer = as_(reviewer).post(address(article), posted("schedule", **said))
    assert answer.status_code == 400
    assert told in html_of(answer)
    assert not Review.objects.exists()


def test_time_is_told_on_the_clock_on_which_it_was_set(article: Article, draft: Snapshot, reviewer: Any) -> None:
    client = as_(reviewer)
    client.post(address(article), posted("schedule", at="2030-07-01T09:00", time_zone="Asia/Yangon"))
    assert Review.objects.get().publish_at.isoformat() == "2030-07-01T02:30:00+00:00"  # type: ignore[union-attr]
    assert "1 July 2030, 09:00 (Asia/Yangon)" in html_of(client.get(address(article)))
    assert "1 July 2030, 09:00 (Asia/Yangon)" in html_of(client.get(QUEUE))


def test_what_blocks_is_named(settings: Any, article: Article, draft: Snapshot, reviewer: Any) -> None:
    settings.BLOCKING_CHECKS = frozenset({"claim-without-source"})
    answer = as_(reviewer).post(address(article), posted("publish"))
    assert answer.status_code == 409
    assert "Claim without a source" in html_of(answer)


def test_form_saves_and_asks_in_one_step(article: Article, editor: Any, reviewer: Any) -> None:
    data = form(article, title="Mensk", summary="Rename", _ask="1", reviewer=str(reviewer.pk))
    answer = as_(editor).post(f"/admin/articles/article/{article.pk}/change/", data)
    assert answer["Location"] == address(article)
    review = Review.objects.get()
    assert (review.reviewer, review.revision.number, review.state) == (reviewer, 3, "waiting")


def test_form_of_a_locked_article_keeps_what_was_typed(article: Article, editor: Any, reviewer: Any) -> None:
    as_(reviewer).post(f"/admin/articles/article/{article.pk}/lock/", {"reason": "In the news"})
    answer = as_(editor).post(
        f"/admin/articles/article/{article.pk}/change/", form(article, title="Typed by hand", summary="Try")
    )
    assert answer.status_code == 200
    assert "In the news" in html_of(answer)
    assert "Typed by hand" in html_of(answer)
    assert revisions.working_copy(article).title == "Minsk"


@pytest.mark.parametrize("shown", ["", "?show=mine", "?show=asked"])
@pytest.mark.parametrize("number", [1, 5])
def test_queue_costs_the_same_queries(
    editor: Any, reviewer: Any, published: Any, number: int, shown: str, django_assert_num_queries: Any
) -> None:
    for each in range(number):
        article = published(f"A{each}")
        editing.replace(article, Snapshot(title=f"A{each}", slug=f"a{each}", lead="<p>New</p>"), by=editor, summary="x")
        workflow.ask(article, by=editor)
    client = as_(reviewer)
    client.get(QUEUE)
    with django_assert_num_queries(6):
        assert client.get(QUEUE + shown).status_code == 200


@pytest.mark.parametrize("number", [1, 8])
def test_page_costs_the_same_queries(
    editor: Any, reviewer: Any, article: Article, number: int, django_assert_num_queries: Any
) -> None:
    sections = tuple(Section(key=f"s{n}", heading=f"S{n}", body="<p>One.</p><p>Two.</p>") for n in range(number))
    references = tuple(Reference(key=f"r{n}", title=f"R{n}") for n in range(number))
    changed = Snapshot(title="Minsk", slug="minsk", lead="<p>x</p>", sections=sections, references=references)
    editing.replace(article, changed, by=editor, summary="More")
    for each in range(number):
        workflow.comment(article, "Said", by=reviewer, number=3, place=Place("section", f"s{each}", "body", 1))
    client = as_(reviewer)
    client.get(address(article))
    with django_assert_num_queries(26):
        assert client.get(address(article)).status_code == 200


def test_form_asks_for_a_review_where_nothing_was_changed(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    html = html_of(
        as_(editor).post(f"/admin/articles/article/{article.pk}/change/", form(article, _ask="1"), follow=True)
    )
    assert "Revision 2 waits for any reviewer." in html
    assert revisions.newest(article).number == 2
    assert Review.objects.get().state == "waiting"


def test_time_of_a_decision_is_not_the_clock_of_whoever_takes_it(
    article: Article, draft: Snapshot, reviewer: Any
) -> None:
    Wishes.objects.create(person=reviewer, time_zone="Europe/Vienna")
    client = as_(reviewer)
    client.post(address(article), posted("schedule", time_zone="Asia/Tokyo"))
    assert Wishes.objects.get().time_zone == "Europe/Vienna"
    assert "<option selected>Europe/Vienna" in html_of(client.get(address(article)))


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "x" * 9_000])
def test_unknown_time_zone_is_refused_wherever_one_is_posted(
    article: Article, draft: Snapshot, reviewer: Any, zone: str
) -> None:
    workflow.lock(article, by=reviewer, reason="In the news", until=timezone.now() + timedelta(days=1))
    client = as_(reviewer)
    until = {"reason": "Still", "at": "2099-01-01T10:00", "time_zone": zone}
    assert client.post(f"/admin/articles/article/{article.pk}/lock/", until).status_code == 200
    assert client.post(address(article), posted("schedule", time_zone=zone)).status_code == 400


@pytest.mark.parametrize("key", ["9" * 5_000, "-1", "x", "٣"])
@pytest.mark.parametrize("name", ["answers", "comment", "number", "reviewer"])
def test_keys_that_are_none_are_refused(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any, name: str, key: str
) -> None:
    workflow.ask(article, by=editor)
    verb = {"answers": "comment", "comment": "resolve", "number": "publish", "reviewer": "ask"}[name]
    answer = as_(reviewer).post(address(article), posted(verb, **{name: key}))
    assert answer.status_code in (302, 400, 409)
    article.refresh_from_db()
    assert article.published
    assert article.published.number == 1


def test_nothing_can_be_said_where_readers_see_all(article: Article, draft: Snapshot, reviewer: Any) -> None:
    client = as_(reviewer)
    client.post(address(article), posted("publish"))
    html = html_of(client.get(address(article)))
    assert "Readers see all of it." in html
    assert 'value="comment"' not in html
    assert client.post(address(article), posted("comment")).status_code == 409
    assert not Review.objects.open().exists()


def test_withdrawn_article_can_be_talked_about_and_not_published(
    article: Article, draft: Snapshot, reviewer: Any
) -> None:
    workflow.withdraw(article, by=reviewer, reason="In doubt")
    client = as_(reviewer)
    html = html_of(client.get(address(article)))
    assert 'value="comment"' in html
    assert 'value="publish"' not in html
    answer = client.post(address(article), posted("publish"))
    assert answer.status_code == 409
    assert "Bring it back first" in html_of(answer)


def test_form_says_that_it_publishes_only_where_it_does(
    settings: Any, article: Article, draft: Snapshot, reviewer: Any
) -> None:
    settings.OWN_WORK = "always"
    client, page = as_(reviewer), f"/admin/articles/article/{article.pk}/change/"
    assert "Save and publish" not in html_of(client.get(page))
    client.post(address(article), posted("publish"))
    assert "Save and publish" in html_of(client.get(page))


def test_long_row_of_revisions_is_told_as_more(article: Article, draft: Snapshot, editor: Any) -> None:
    for number in range(21):
        editing.replace(article, replace(draft, short_description=f"D{number}"), by=editor, summary="More")
    assert "More than 20 revisions that readers have not seen" in html_of(as_(editor).get(address(article)))


def test_what_was_typed_of_a_place_stays_where_the_draft_has_changed_meanwhile(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    workflow.ask(article, by=editor)
    said = workflow.comment(article, "First", by=editor, number=2)
    editing.replace(article, replace(draft, title="Mensk"), by=editor, summary="Rename")
    client = as_(reviewer)
    for place in ("section:history:body:1", ":::0", "section:gone::0"):
        html = html_of(client.post(address(article), posted("comment", number="2", text="Typed", place=place)))
        assert html.count(">Typed</textarea>") == 1
    answer = html_of(client.post(address(article), posted("comment", number="2", text="Typed", answers=said.pk)))
    assert re.search(r"<details open>.*?>Typed</textarea>", answer, re.DOTALL)
    html = html_of(client.post(address(article), posted("publish-part", number="2")))
    assert 'value="section:history" form="verdict" checked' in html
    assert html.count(" checked>") == 1


def test_findings_are_told_with_what_blocks_and_what_was_dismissed(
    settings: Any, article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    settings.BLOCKING_CHECKS = frozenset({"claim-without-source"})
    client = as_(reviewer)
    html = html_of(client.get(address(article)))
    assert "keeps from publishing" in html
    finding = article.findings.filter(check_name="claim-without-source").first()
    assert finding
    assert f"/findings/{finding.fingerprint}/?back={address(article)}%23" in html
    back = f"{address(article)}#change_section_history"
    answer = client.post(
        f"/admin/articles/article/{article.pk}/findings/{finding.fingerprint}/", {"reason": "Known", "back": back}
    )
    assert answer["Location"] == back
    html = html_of(client.get(address(article)))
    assert "Dismissed by Rev: Known" in html


def test_page_tells_earlier_reviews_and_a_lock(article: Article, draft: Snapshot, editor: Any, reviewer: Any) -> None:
    workflow.ask(article, by=editor, note="The first time")
    workflow.comment(article, "Which year?", by=reviewer, number=2, place=Place("section", "history", "body", 1))
    workflow.publish(article, by=reviewer, base=2)
    editing.replace(article, replace(draft, title="Mensk"), by=editor, summary="Rename")
    workflow.ask(article, by=editor)
    workflow.lock(article, by=reviewer, reason="In the news")
    html = html_of(as_(editor).get(address(article)))
    earlier = html.partition("Earlier reviews")[2].partition("</details>")[0]
    assert [word in earlier for word in ("The first time", "Which year?", "It is very old.")] == [True] * 3
    assert "In the news" in html


def test_later_words_than_those_that_are_scheduled_are_told(
    article: Article, draft: Snapshot, editor: Any, reviewer: Any
) -> None:
    at = timezone.now() + timedelta(days=1)
    workflow.schedule(article, by=reviewer, number=2, at=at, time_zone="UTC")
    editing.replace(article, replace(draft, title="Mensk"), by=editor, summary="Rename")
    html = html_of(as_(editor).get(address(article)))
    assert "revision 2. Below is all up to revision 3" in html
    assert "it waits for nobody’s decision" in html
    assert 'id="note"' not in html
    client = as_(editor)
    said = form(article, title="Minsk again", _ask="1")
    html = html_of(client.post(f"/admin/articles/article/{article.pk}/change/", said, follow=True))
    assert "A time is set for this draft" in html


def test_decision_is_told_at_the_top_of_the_page(article: Article, draft: Snapshot, reviewer: Any) -> None:
    answer = as_(reviewer).post(address(article), posted("publish"))
    assert answer["Location"] == f"{address(article)}#content-start"


def test_key_without_a_button_decides_nothing(article: Article, draft: Snapshot, reviewer: Any) -> None:
    answer = as_(reviewer).post(address(article), posted("", note="Half a note"))
    assert answer.status_code == 400
    assert "Press the button of what you decide." in html_of(answer)
    assert ">Half a note</textarea>" in html_of(answer)
    assert not Review.objects.exists()
