"""Findings are kept beside working copies: they follow saves, other articles, and what people dismissed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import ERROR, run_checks
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from articles import checking, editing, findings, revisions, workflow
from articles.content import checks
from articles.content.snapshot import Section, Snapshot
from articles.models import Article, Dismissal, Finding, Outdated, Tally
from tests.conftest import person

pytestmark = pytest.mark.django_db

SAID = "It is a very large city."
LINKING = '<p>See <a data-article="yangon">Yangon</a>.</p>'


@pytest.fixture
def snapshot(snapshot: Snapshot) -> Snapshot:
    """The small article, which says one thing without a source."""
    history, today = snapshot.sections
    return replace(snapshot, sections=(history, replace(today, body=f"<p>{SAID}</p>")))


def names(article: Article, **kept: Any) -> set[str]:
    return set(Finding.objects.filter(article=article, **kept).values_list("check_name", flat=True))


def one(article: Article, check: str) -> Finding:
    return Finding.objects.filter(article=article, check_name=check)[0]


def saved(article: Article, by: Any, **changes: Any) -> Snapshot:
    """Save the working copy with changes."""
    wanted = replace(revisions.working_copy(article), **changes)
    editing.replace(article, wanted, by=by, summary="Change")
    return wanted


# Saving -----------------------------------------------------------------------------------------------------


def test_findings_are_what_the_checks_find(article: Article) -> None:
    kept = [row.found for row in Finding.objects.filter(article=article)]
    found = checking.find(revisions.working_copy(article))
    assert found
    assert {(each.check, each.place, each.quote) for each in kept} == {(e.check, e.place, e.quote) for e in found}
    assert {row.fingerprint for row in Finding.objects.all()} == {each.fingerprint for each in found}


def test_save_writes_only_what_differs(article: Article, reviewer: Any) -> None:
    before = set(Finding.objects.values_list("pk", flat=True))
    saved(article, reviewer, lead="<p>Minsk has 2,000,000 people.</p>")
    after = set(Finding.objects.values_list("pk", flat=True))
    assert len(before - after) == 0
    assert len(after - before) == 2
    assert names(article, pk__in=after - before) == {"claim-without-source", "uncited-reference"}


def test_finding_that_moves_keeps_its_beginning(article: Article, reviewer: Any) -> None:
    first, second = revisions.working_copy(article).sections
    saved(
        article,
        reviewer,
        sections=(first, replace(second, body="<p>Older<cite data-ref='atlas'></cite></p>" + second.body)),
    )
    moved = Finding.objects.get(article=article, check_name="claim-without-source", quote=SAID)
    assert (moved.passage, moved.since) == (2, 1)
    saved(article, reviewer, sections=(first, replace(second, body="<p>It has grown to 5 districts.</p>")))
    assert Finding.objects.get(article=article, check_name="claim-without-source").since == 3


def test_same_words_twice_are_two_findings(article: Article, reviewer: Any) -> None:
    first, second = revisions.working_copy(article).sections
    saved(article, reviewer, sections=(first, replace(second, body=second.body * 2)))
    assert Finding.objects.filter(article=article, quote=SAID).count() == 2
    saved(article, reviewer, sections=(first, second))
    assert Finding.objects.filter(article=article, quote=SAID).count() == 1


@pytest.mark.parametrize("size", [2, 40])
def test_refresh_costs_the_same_queries(reviewer: Any, django_assert_num_queries: Any, size: int) -> None:
    def body(number: int) -> str:
        return f'<p>It has {number} of <a data-article="no-{number}">them</a>.</p>'

    first = tuple(Section(key=f"s{number}", heading="S", body=body(number)) for number in range(size))
    article = editing.create(Snapshot(title="Big", slug="big", sections=first), by=reviewer, summary="Start")
    then = tuple(replace(section, body=body(number + 1)) for number, section in enumerate(first))
    changed = replace(revisions.working_copy(article), sections=then)
    with django_assert_num_queries(6):
        checking.refresh(article, changed, 2)
    with django_assert_num_queries(4):
        checking.refresh(article, changed, 2)


# Other articles ----------------------------------------------------------------------------------------------


@pytest.fixture
def linking(published: Callable[..., Article]) -> Article:
    """A public article that links to one that does not exist yet."""
    return published("Mandalay", lead=LINKING)


def test_link_is_missing_until_the_article_is_begun(
    linking: Article, editor: Any, django_capture_on_commit_callbacks: Any
) -> None:
    assert "missing-article" in names(linking)
    with django_capture_on_commit_callbacks(execute=True):
        editing.create(Snapshot(title="Yangon", slug="yangon", lead="<p>A city.</p>"), by=editor, summary="Start")
    assert not Finding.objects.filter(article=linking, about="yangon").exists()
    assert not Outdated.objects.exists()


def test_links_follow_what_becomes_of_an_article(
    linking: Article, published: Callable[..., Article], reviewer: Any, django_capture_on_commit_callbacks: Any
) -> None:
    def link_of() -> set[str]:
        return names(linking, about="yangon")

    yangon = published("Yangon")
    checking.recheck()
    assert link_of() == set()
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(yangon, by=reviewer, reason="Doubts")
    assert link_of() == {"withdrawn-article"}
    with django_capture_on_commit_callbacks(execute=True):
        workflow.reinstate(yangon, by=reviewer)
    assert link_of() == set()
    with django_capture_on_commit_callbacks(execute=True):
        saved(yangon, reviewer, slug="rangoon", title="Rangoon")
    assert link_of() == {"redirect"}
    with django_capture_on_commit_callbacks(execute=True):
        saved(yangon, reviewer, slug="yangon", title="Yangon (disambiguation)")
    assert link_of() == {"disambiguation"}


def test_draft_brought_back_is_no_withdrawn_article(
    linking: Article, editor: Any, reviewer: Any, django_capture_on_commit_callbacks: Any
) -> None:
    draft = editing.create(Snapshot(title="Yangon", slug="yangon", lead="<p>A city.</p>"), by=editor, summary="Start")
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(draft, by=reviewer, reason="Doubts")
    assert names(linking, about="yangon") == {"withdrawn-article"}
    with django_capture_on_commit_callbacks(execute=True):
        workflow.reinstate(draft, by=reviewer)
    assert names(linking, about="yangon") == set()


def test_address_that_only_a_draft_has_is_not_missing(
    linking: Article, published: Callable[..., Article], editor: Any
) -> None:
    other = published("Rangoon")
    saved(other, editor, slug="yangon")
    checking.recheck()
    assert names(linking, about="yangon") == set()


def test_text_that_changes_alone_has_nothing_checked_anew(
    linking: Article, published: Callable[..., Article], reviewer: Any
) -> None:
    yangon = published("Yangon")
    checking.recheck()
    saved(yangon, reviewer, lead="<p>Another sentence.</p>")
    assert not Outdated.objects.exists()


def test_few_are_checked_at_once_and_all_in_rounds(
    published: Callable[..., Article], reviewer: Any, django_capture_on_commit_callbacks: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 2)
    linking = [published(f"City {n}", lead=LINKING) for n in range(5)]
    with django_capture_on_commit_callbacks(execute=True):
        published("Yangon")
    left = Finding.objects.filter(about="yangon")
    assert left.count() == 3
    assert [checking.recheck(most=2) for _ in range(3)] == [2, 1, 0]
    assert left.count() == 0
    assert len(linking) == 5


def test_article_that_cannot_be_checked_keeps_no_other_waiting(
    article: Article, published: Callable[..., Article], monkeypatch: Any, caplog: Any
) -> None:
    other, find = published("Brest", lead=LINKING), checking.find

    def broken(snapshot: Snapshot) -> Any:
        if snapshot.slug == article.slug:
            raise RuntimeError("odd")
        return find(snapshot)

    monkeypatch.setattr(checking, "find", broken)
    Finding.objects.all().delete()
    checking.mark_all()
    assert checking.recheck() == 1
    assert Finding.objects.filter(article=other).exists()
    assert f"Article {article.pk} could not be checked" in caplog.text
    assert not Outdated.objects.exists()


def test_round_of_checking_ends_in_time(article: Article, published: Callable[..., Article]) -> None:
    published("Brest")
    checking.mark_all()
    assert checking.recheck(seconds=-1) == 0
    assert checking.recheck() == 2


def test_drafts_are_checked_by_the_round(
    article: Article, editor: Any, published: Callable[..., Article], reviewer: Any
) -> None:
    yangon = published("Yangon")
    saved(article, editor, lead=LINKING)
    workflow.withdraw(yangon, by=reviewer, reason="Doubts")
    assert "withdrawn-article" not in names(article)
    checking.mark_drafts()
    assert set(Outdated.objects.values_list("article_id", flat=True)) == {article.pk}
    assert checking.recheck() == 1
    assert "withdrawn-article" in names(article)


@pytest.mark.parametrize("marked_by", ["migration", "command"])
def test_articles_from_before_the_checks_are_checked_by_the_round(
    article: Article, linking: Article, marked_by: str
) -> None:
    found = Finding.objects.count()
    Finding.objects.all().delete()
    if marked_by == "migration":
        import_module("articles.migrations.0007_checks").mark_all(apps, None)
    else:
        checking.mark_all()
    assert checking.recheck() == 2
    assert Finding.objects.count() == found
    assert checking.recheck() == 0


# Dismissing --------------------------------------------------------------------------------------------------


def test_dismissed_finding_stays_so_until_its_words_change(article: Article, editor: Any, reviewer: Any) -> None:
    checking.dismiss(one(article, "claim-without-source"), by=editor, reason=" Common  knowledge ")
    assert Dismissal.objects.get().reason == "Common knowledge"
    saved(article, reviewer, short_description="Another")
    first, second = revisions.working_copy(article).sections
    saved(article, reviewer, sections=(second, first))
    assert one(article, "claim-without-source").is_dismissed
    saved(article, reviewer, sections=(replace(second, body="<p>It is very large.</p>"), first))
    assert not one(article, "claim-without-source").is_dismissed
    saved(article, reviewer, sections=(second, first))
    assert one(article, "claim-without-source").is_dismissed


def test_lifted_dismissal_lets_the_finding_stand(article: Article, editor: Any) -> None:
    checking.lift(checking.dismiss(one(article, "claim-without-source"), by=editor, reason="Known"), by=editor)
    assert not one(article, "claim-without-source").is_dismissed
    assert not Dismissal.objects.exists()


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501])
def test_finding_is_dismissed_for_a_reason(article: Article, editor: Any, reason: str) -> None:
    with pytest.raises(ValueError):
        checking.dismiss(one(article, "claim-without-source"), by=editor, reason=reason)
    assert not Dismissal.objects.exists()


def test_only_writers_dismiss_and_lift(article: Article, editor: Any) -> None:
    found, stranger = one(article, "claim-without-source"), person("stranger")
    with pytest.raises(PermissionDenied):
        checking.dismiss(found, by=stranger, reason="Known")
    dismissal = checking.dismiss(found, by=editor, reason="Known")
    with pytest.raises(PermissionDenied):
        checking.lift(dismissal, by=stranger)
    assert Dismissal.objects.exists()


# Blocking ----------------------------------------------------------------------------------------------------


@pytest.fixture
def strict(settings: Any) -> None:
    """A wiki that publishes no statement without a source."""
    settings.BLOCKING_CHECKS = frozenset({"claim-without-source"})
    settings.OWN_WORK = "always"


def test_draft_is_not_published_while_a_finding_stands(
    strict: None, article: Article, reviewer: Any, editor: Any
) -> None:
    saved(article, editor, lead="<p>It has 2 million people.</p>")
    with pytest.raises(workflow.Blocked) as blocked:
        workflow.publish(article, by=reviewer)
    for found in blocked.value.findings:
        checking.dismiss(found, by=reviewer, reason="Known")
    workflow.publish(article, by=reviewer)
    article.refresh_from_db()
    assert article.published == revisions.newest(article)


def test_older_revision_is_judged_by_itself(strict: None, article: Article, reviewer: Any, editor: Any) -> None:
    sourced = '<p>It has 2 million people.<cite data-ref="atlas"></cite></p>'
    saved(article, editor, sections=(Section(key="a", heading="A", body=sourced),))
    saved(article, editor, sections=(Section(key="a", heading="A", body="<p>It has 2 million people.</p>"),))
    second, third = article.revisions.get(number=2), article.revisions.get(number=3)
    assert checking.blocking(article, second) == []
    assert [found.check_name for found in checking.blocking(article, third)] == ["claim-without-source"]
    saved(article, editor, sections=(Section(key="a", heading="A", body=sourced),))
    (found,) = checking.blocking(article, third)
    checking.dismiss(found, by=editor, reason="Known")
    assert checking.blocking(article, third) == []


def test_draft_is_judged_by_what_links_lead_to_now(
    settings: Any, article: Article, editor: Any, reviewer: Any, published: Callable[..., Article]
) -> None:
    settings.BLOCKING_CHECKS = frozenset({"withdrawn-article"})
    yangon = published("Yangon")
    saved(article, reviewer, lead=LINKING)
    saved(article, editor, lead=LINKING * 2)
    workflow.withdraw(yangon, by=reviewer, reason="Doubts")
    with pytest.raises(workflow.Blocked):
        workflow.publish(article, by=reviewer)


def test_no_check_blocks_where_none_is_to(settings: Any, article: Article, django_assert_num_queries: Any) -> None:
    settings.BLOCKING_CHECKS = frozenset()
    revision = article.revisions.get()
    with django_assert_num_queries(0):
        assert checking.blocking(article, revision) == []


def test_setting_that_names_no_check_stops_the_start(settings: Any) -> None:
    settings.BLOCKING_CHECKS = frozenset(checks.CHECKS)
    call_command("check")
    settings.BLOCKING_CHECKS = frozenset({"no-such-check", "bare-url"})
    (error,) = (told for told in run_checks() if told.level >= ERROR)
    assert error.msg == "BLOCKING_CHECKS names no-such-check: there is no such check"
    assert "claim-without-source" in str(error.hint)
    with pytest.raises(SystemCheckError, match="BLOCKING_CHECKS"):
        call_command("check")


# Counting ----------------------------------------------------------------------------------------------------


def test_tally_counts_what_stands_and_what_is_dismissed(article: Article, editor: Any) -> None:
    checking.tally(date(2026, 1, 1))
    checking.dismiss(one(article, "claim-without-source"), by=editor, reason="Known")
    checking.tally(date(2026, 1, 2))
    checking.tally(date(2026, 1, 2))
    rows = Tally.objects.filter(check_name="claim-without-source")
    (before, gone), (after, dismissed) = rows.values_list("standing", "dismissed")
    assert (gone, dismissed, after) == (0, 1, before - 1)
    assert Tally.objects.filter(day=date(2026, 1, 2)).count() == len(checks.CHECKS)
    assert findings.over_time("claim-without-source", date(2026, 1, 2)) == (
        (date(2026, 1, 1), before),
        (date(2026, 1, 2), after),
    )


def test_withdrawn_articles_are_not_counted(article: Article, reviewer: Any) -> None:
    workflow.withdraw(article, by=reviewer, reason="Doubts")
    checking.tally(date(2026, 1, 1))
    assert set(Tally.objects.values_list("standing", flat=True)) == {0}
    assert {total.standing for total in findings.totals()} == {0}
