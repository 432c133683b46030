"""What a wiki does by itself: each thing once, whoever looks, and whatever becomes of the process that would have."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import checking, editing, tending, workflow
from articles.content import checks
from articles.content.snapshot import Snapshot
from articles.models import Article, Finding, Notice, Presence, Publication, Review, Tally

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds


@pytest.fixture(autouse=True)
def _stay_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction would go with its connection."""
    monkeypatch.setattr(tending, "close_old_connections", lambda: None)


# The round ---------------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return how to set the time that a round goes by."""
    now = [0.0]
    monkeypatch.setattr(tending, "monotonic", lambda: now[0])
    return lambda at: now.__setitem__(0, at)


def fail() -> None:
    raise ValueError("a fault")


def test_task_that_fails_is_logged_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    tasks = [tending.Task("fail", 5, fail), tending.Task("go on", 5, lambda: done.append("on"))]
    assert tending.Round(tasks).go() is False
    assert done == ["on"]
    assert "Could not fail" in caplog.text
    assert "ValueError: a fault" in caplog.text


def test_each_task_has_its_own_time_and_a_fault_is_slept_over(clock: Callable[[float], None]) -> None:
    done: list[str] = []
    faults = [True]

    def flaky() -> None:
        done.append("flaky")
        if faults.pop():
            fail()

    tasks = [
        tending.Task("often", 5, lambda: done.append("often")),
        tending.Task("seldom", 30, lambda: done.append("seldom")),
        tending.Task("flaky", 5, flaky),
    ]
    rounds, went = tending.Round(tasks), []
    for at, again in ((0, False), (4, False), (5, False), (30, False), (59, False), (60, True)):
        clock(at)
        faults[:] = [not again]
        rounds.go()
        went.append(" ".join(done))
        done.clear()
    assert went == ["often seldom flaky", "", "often", "often seldom", "often", "seldom flaky"]
    clock(62)
    assert rounds.wait == 2
    clock(1_000)
    assert rounds.wait == 0


# The tasks ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_findings_are_counted_once_a_day(article: Article, django_assert_num_queries: Any) -> None:
    tending.count()
    assert Tally.objects.filter(day=timezone.localdate()).count() == len(checks.CHECKS)
    with django_assert_num_queries(1):
        tending.count()
    Tally.objects.update(day=timezone.localdate() - timedelta(days=1))
    tending.count()
    assert Tally.objects.values("day").distinct().count() == 2


@pytest.mark.django_db
def test_day_is_counted_once_everything_is_checked(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    checking.mark_all()
    for hour, count in ((0, 0), (22, 0), (23, len(checks.CHECKS))):
        now = timezone.localtime().replace(hour=hour)
        monkeypatch.setattr(timezone, "localtime", lambda: now)  # noqa: B023
        tending.count()
        assert Tally.objects.count() == count


def test_round_ends_between_two_tasks() -> None:
    done: list[str] = []
    rounds = tending.Round(tending.Task(name, 5, partial(done.append, name)) for name in ("first", "second"))
    rounds.go(lambda: bool(done))
    assert done == ["first"]
    rounds.go()
    assert done == ["first", "second"]


@pytest.mark.django_db
def test_what_is_over_is_forgotten(article: Article, reviewer: Any, client: Client) -> None:
    long_ago = timezone.now() - timedelta(days=400)
    values = {"person": reviewer, "article": article}
    Notice.objects.create(event="published", is_public=True, at=long_ago, **values)
    kept = Notice.objects.create(event="published", is_public=True, at=timezone.now(), **values)
    Presence.objects.note(person=reviewer, article=article.pk, tab="1" * 32, part="", key="", name="")
    Presence.objects.update(seen=long_ago)
    client.force_login(reviewer)
    Session.objects.update(expire_date=long_ago)
    tending.forget()
    assert list(Notice.objects.all()) == [kept]
    assert not Presence.objects.exists()
    assert not Session.objects.exists()


def scheduled(article: Article, snapshot: Snapshot, *, editor: Any, reviewer: Any) -> Review:
    """Return the review of a draft that is due."""
    editing.replace(article, replace(snapshot, lead="<p>Later.</p>"), by=editor, summary="Later")
    at = timezone.now() + timedelta(hours=1)
    review = workflow.schedule(article, by=reviewer, number=2, at=at, time_zone="UTC")
    Review.objects.update(publish_at=timezone.now())
    return review


@pytest.mark.django_db
def test_once_does_all_there_is(article: Article, snapshot: Snapshot, editor: Any, reviewer: Any) -> None:
    scheduled(article, snapshot, editor=editor, reviewer=reviewer)
    call_command("tend", "--once")
    article.refresh_from_db()
    assert article.published is not None
    assert article.published.number == 2
    assert Tally.objects.exists()


@pytest.mark.django_db
def test_everything_is_checked_anew_where_that_is_wanted(article: Article) -> None:
    Finding.objects.all().delete()
    call_command("tend", "--once")
    assert not Finding.objects.exists()
    call_command("tend", "--once", "--recheck")
    assert Finding.objects.filter(article=article).exists()


def test_once_tells_cron_of_a_fault(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(tending.Round.__init__, "__defaults__", ((tending.Task("fail", 5, fail),),))
    with pytest.raises(CommandError, match="the log says what"):
        call_command("tend", "--once")
    assert "Could not fail" in caplog.text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_due_comes_out_once_with_many_who_look(
    article: Article, snapshot: Snapshot, editor: Any, reviewer: Any
) -> None:
    review = scheduled(article, snapshot, editor=editor, reviewer=reviewer)
    barrier, published, faults = threading.Barrier(4), [], []

    def work() -> None:
        try:
            barrier.wait()
            published.append(workflow.publish_due())
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(published) == [0, 0, 0, 1]
    assert Publication.objects.filter(article=article).count() == 2
    assert [step.action for step in review.steps.all()] == ["schedule", "publish"]


# The processes -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty wiki of its own, with one article that has a draft."""
    folder = tmp_path_factory.mktemp("var")
    manage(folder, "migrate", "-v0")
    shell(folder, """
rev = User.objects.create_superuser("rev", password="pw")
ed = User.objects.create_user("ed", password="pw", is_staff=True)
article = editing.create(Snapshot(title="Minsk", slug="minsk", lead="<p>Old.</p>"), by=rev, summary="Start")
workflow.publish(article, by=None)
""")  # fmt: skip
    return folder


def environment(folder: Path) -> dict[str, str]:
    own = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SECRET_KEY", "EMAIL_URL")
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return {**kept, "VAR_DIR": str(folder), "OWN_WORK": "always"}


def manage(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def shell(folder: Path, source: str) -> str:
    """Run a few lines in a process of their own, as somebody at the wiki would."""
    known = """
from datetime import timedelta
from django.contrib.auth.models import User
from django.utils import timezone
from articles import editing, workflow
from articles.content.snapshot import Snapshot
from articles.models import Article, Publication
"""
    return manage(folder, "shell", "--no-imports", "-c", known + source)


def schedule(folder: Path, lead: str, seconds: int) -> None:
    """Let a draft be due so many seconds from now."""
    shell(folder, f"""
article, rev, ed = Article.objects.get(), User.objects.get(username="rev"), User.objects.get(username="ed")
draft = editing.replace(article, Snapshot(title="Minsk", slug="minsk", lead="<p>{lead}</p>"), by=ed, summary="More")
at = timezone.now() + timedelta(seconds={seconds})
workflow.schedule(article, by=rev, number=draft.number, at=at, time_zone="UTC")
""")  # fmt: skip


def seen(folder: Path) -> str:
    """Return the leads of all that readers were ever shown."""
    source = 'print(" ".join(each.card.excerpt for each in Publication.objects.order_by("pk")))'
    return shell(folder, source)


@contextmanager
def tended(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Let a process tend the wiki, and end it."""
    command = [sys.executable, "manage.py", "tend"]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    process = subprocess.Popen(command, cwd=ROOT, env=environment(folder), **pipes)
    try:
        assert process.stdout
        assert process.stdout.readline() == "Tending the wiki.\n"
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def until(told: Callable[[], str], wanted: str) -> None:
    """Wait until something is as it should be."""
    end = time.monotonic() + PATIENCE
    while (found := told()) != wanted and time.monotonic() < end:
        time.sleep(0.5)
    assert found == wanted


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_tending_ends_when_it_is_told_to(var: Path, told: signal.Signals) -> None:
    with tended(var) as process:
        process.send_signal(told)
        said = process.communicate(timeout=PATIENCE)[0]
        assert (process.returncode, said) == (0, "")


def test_scheduled_draft_comes_out_across_a_restart_and_once_with_two(var: Path) -> None:
    with tended(var):
        schedule(var, "New.", 8)
        assert seen(var) == "Old."
    # Nobody looks when the time comes.
    time.sleep(8)
    assert seen(var) == "Old."
    with tended(var), tended(var):
        until(lambda: seen(var), "Old. New.")
        schedule(var, "Newer.", 1)
        until(lambda: seen(var), "Old. New. Newer.")
