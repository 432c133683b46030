"""What people are told by mail: sent to a real server, and read as they would read it."""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.template import TemplateDoesNotExist
from django.utils import timezone

from articles import mails, notices, workflow
from articles.content import limits
from articles.mails import letters, sending
from articles.models import Article, Notice, Wishes
from tests.conftest import person
from tests.postbox import Postbox, opened

pytestmark = [pytest.mark.django_db, pytest.mark.same_queries]

ADDRESS = "http://127.0.0.1:8000"
AGO = timedelta(minutes=5)


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    """A mail server that this wiki sends by."""
    with opened() as postbox:
        send_by(settings, postbox.port)
        yield postbox


def send_by(settings: Any, port: int) -> None:
    settings.SEND_MAILS = True
    options = {"host": "127.0.0.1", "port": port, "timeout": 20}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


@pytest.fixture
def ann(db: None) -> Any:
    """An editor with an address."""
    return reachable("ann", "Editor")


def reachable(name: str, *groups: str) -> Any:
    made = person(name, *groups)
    made.email = f"{name}@example.org"
    made.save()
    return made


type Teller = Callable[..., Notice]


@pytest.fixture
def tell(article: Article, reviewer: Any) -> Teller:
    """Return a teller: tell(ann, "published", note="...", ago=...) writes what waits to go out."""

    def tell(to: Any, event: str, *, ago: timedelta = AGO, **values: Any) -> Notice:
        values = {"article": article, "title": "Minsk", "slug": "minsk", "by": reviewer, "is_public": False} | values
        return Notice.objects.create(person=to, event=event, at=timezone.now() - ago, mail="waiting", **values)

    return tell


def state(notice: Notice) -> tuple[str, int]:
    notice.refresh_from_db()
    return notice.mail, notice.attempts


def later(who: Any) -> timedelta:
    """Return how long the mails of somebody are kept back from now on."""
    until = Wishes.objects.get(pk=who.pk).not_before
    return until - timezone.now() if until else timedelta(0)


# As mail readers know it: two hyphens and a blank.
DASHES = "-- "
SIGNED = f"""
{DASHES}
You take part in this, or follow the article.
How you are told, and how to end it:
{ADDRESS}/admin/articles/article/following/#wishes
"""
REVIEW, FORM = f"{ADDRESS}/admin/articles/article/{{key}}/review/", f"{ADDRESS}/admin/articles/article/{{key}}/change/"
# Event -> the subject, and the text before the signature.
READ = {
    "published": (
        "[Chancery] Minsk: published",
        f"Rev published “Minsk”.\n\n> Thank you.\n\n{ADDRESS}/wiki/minsk/\n",
    ),
    "withdrawn": (
        "[Chancery] Minsk: withdrawn",
        f"Rev withdrew “Minsk”.\n\n> Thank you.\n\n{ADDRESS}/wiki/minsk/\n",
    ),
    "reinstated": (
        "[Chancery] Minsk: brought back",
        f"Rev brought “Minsk” back.\n\n> Thank you.\n\n{ADDRESS}/wiki/minsk/\n",
    ),
    "asked": (
        "[Chancery] Minsk: review asked for",
        f"Rev asked for a review of “Minsk”.\n\n> Thank you.\n\n{REVIEW}\n",
    ),
    "returned": (
        "[Chancery] Minsk: changes asked for",
        f"Rev asked for changes to “Minsk”.\n\n> Thank you.\n\n{REVIEW}\n",
    ),
    "commented": (
        "[Chancery] Minsk: commented",
        f"Rev commented on “Minsk”.\n\n> Thank you.\n\n{REVIEW}\n",
    ),
    "scheduled": (
        "[Chancery] Minsk: scheduled",
        "Rev set a time for “Minsk” to be published.\nIt will be published on 1 March 2027, 15:30 (Asia/Yangon).\n"
        f"\n> Thank you.\n\n{REVIEW}\n",
    ),
    "unscheduled": (
        "[Chancery] Minsk: no longer scheduled",
        f"Rev took the time back at which “Minsk” was to be published.\n\n> Thank you.\n\n{REVIEW}\n",
    ),
    "taken-back": (
        "[Chancery] Minsk: review taken back",
        f"Rev took back the review of “Minsk”.\n\n> Thank you.\n\n{REVIEW}\n",
    ),
    "not-published": (
        "[Chancery] Minsk: could not be published in time",
        "“Minsk” could not be published at its time.\nThis stood in it by then: Claim without a source.\n"
        f"\n> Thank you.\n\n{REVIEW}\n",
    ),
    "published-part": (
        "[Chancery] Minsk: published in part",
        f"Rev published a part of “Minsk”.\n\n> Thank you.\n\n{ADDRESS}/wiki/minsk/\n",
    ),
    "locked": (
        "[Chancery] Minsk: locked",
        "Rev locked “Minsk”: reviewers alone can change it.\nUntil 1 March 2027, 15:30 (Asia/Yangon).\n"
        f"\n> Thank you.\n\n{FORM}\n",
    ),
    "unlocked": (
        "[Chancery] Minsk: unlocked",
        f"Rev unlocked “Minsk”.\n\n> Thank you.\n\n{FORM}\n",
    ),
}
DETAILS: dict[str, dict[str, Any]] = {
    "scheduled": {"at": "2027-03-01T09:00:00+00:00"},
    "locked": {"until": "2027-03-01T09:00:00+00:00"},
    "not-published": {"why": "blocked", "checks": ["claim-without-source"]},
    "published-part": {"part": True},
}


@pytest.mark.parametrize("event", READ)
def test_mail_of_every_event_reads_well(
    postbox: Postbox, tell: Teller, ann: Any, reviewer: Any, article: Article, event: str
) -> None:
    Wishes.objects.create(person=ann, time_zone="Asia/Yangon")
    by = None if event == "not-published" else reviewer
    assert READ.keys() >= {*Notice.Event.values}
    kind = event.removesuffix("-part")
    tell(
        ann,
        kind,
        by=by,
        is_public=kind in notices.PUBLIC,
        note="Thank you.",
        details=DETAILS.get(event, {}),
    )
    assert mails.send() == 1
    subject, text = READ[event]
    assert postbox.texts == [f"{subject}\n\n{text.format(key=article.pk)}{SIGNED}"]


def test_headers_say_what_a_mail_is(postbox: Postbox, tell: Teller, ann: Any, article: Article) -> None:
    told = tell(ann, "commented")
    mails.send()
    [mail] = postbox.arrived
    headers = {
        "From": "wiki@127.0.0.1",
        "To": "ann@example.org",
        "Message-ID": f"<notice.{told.pk}.{told.pk}@127.0.0.1>",
        "References": f"<article.{article.pk}@127.0.0.1>",
        "In-Reply-To": f"<article.{article.pk}@127.0.0.1>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{ADDRESS}/admin/articles/article/following/#wishes>",
    }
    assert {name: mail[name].strip() for name in headers} == headers
    assert mail.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    "title", ["A\r\nBcc: eve@example.org", "A\nB\n\nC", "A\u2028B\u0085C\x07D", "Ω" * limits.ARTICLE["title"]]
)
def test_title_stays_in_the_subject(postbox: Postbox, tell: Teller, ann: Any, title: str) -> None:
    tell(ann, "published", title=title)
    assert mails.send() == 1
    [mail] = postbox.arrived
    assert mail["Bcc"] is None
    assert not [letter for letter in mail["Subject"] if not letter.isprintable()]
    assert mail["Subject"].startswith("[Chancery] ")
    assert len(mail["Subject"]) < 120


def test_long_texts_are_wrapped_and_quoted(postbox: Postbox, tell: Teller, ann: Any) -> None:
    address = "https://example.org/" + "a" * 100
    tell(ann, "commented", title="A city " * 20, note=f"Which year? {'It says nothing. ' * 10}\n\nSee {address}")
    mails.send()
    text = postbox.arrived[0].get_content().replace("\r\n", "\n").partition("\n-- \n")[0]
    long = [line for line in text.splitlines() if len(line) > 72]
    assert long == [f"> {address}"]
    assert "\n> Which year?" in text
    assert "\n>\n> See" in text


def test_words_of_one_minute_by_one_person_are_one_mail(
    postbox: Postbox, tell: Teller, ann: Any, editor: Any, published: Any
) -> None:
    minutes = [timedelta(seconds=seconds) for seconds in (300, 290, 280, 270, 235)]
    told = [
        tell(ann, "commented", note="One", ago=minutes[0]),
        tell(ann, "commented", note="Two", by=editor, ago=minutes[1]),
        tell(ann, "returned", note="Three", ago=minutes[2]),
        tell(ann, "commented", note="Four", article=published("Brest"), title="Brest", ago=minutes[3]),
        tell(ann, "commented", note="Five", ago=minutes[4]),
    ]
    assert mails.send() == 4
    assert [mail["Subject"] for mail in postbox.arrived] == [
        "[Chancery] Minsk: commented, changes asked for",
        "[Chancery] Minsk: commented",
        "[Chancery] Brest: commented",
        "[Chancery] Minsk: commented",
    ]
    first = postbox.arrived[0].get_content()
    assert first.index("> One") < first.index("> Three") < first.index("-- ")
    assert "Two" not in first
    assert [state(each) for each in told] == [("sent", 1)] * 5


def test_mail_waits_for_what_belongs_to_it(postbox: Postbox, tell: Teller, ann: Any) -> None:
    told = tell(ann, "commented", ago=timedelta(seconds=30))
    assert mails.send() == 0
    assert state(told) == ("waiting", 0)


# Once a day ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "hour", "now", "told", "due"),
    [
        ("UTC", 7, "2027-03-01T07:00", "2027-03-01T06:59", True),
        ("UTC", 7, "2027-03-01T06:59", "2027-03-01T06:58", False),
        ("UTC", 7, "2027-03-01T15:00", "2027-03-01T14:00", False),
        ("UTC", 7, "2027-03-02T06:00", "2027-03-01T06:00", True),
        ("UTC", 0, "2027-03-02T00:01", "2027-03-01T23:59", True),
        ("Asia/Yangon", 7, "2027-03-01T00:31", "2027-03-01T00:29", True),
        ("Asia/Yangon", 7, "2027-03-01T00:29", "2027-03-01T00:01", False),
        ("America/New_York", 20, "2027-03-02T01:05", "2027-03-02T00:59", True),
        # Clocks are put forward at 2:00: that hour strikes as 3:00.
        ("Europe/Vienna", 2, "2027-03-28T01:05", "2027-03-28T00:50", True),
        # Clocks are put back at 3:00: that hour strikes once for this.
        ("Europe/Vienna", 2, "2027-10-31T01:05", "2027-10-31T00:30", False),
    ],
)
def test_daily_mail_goes_at_its_hour_on_the_persons_clock(zone: str, hour: int, now: str, told: str, due: bool) -> None:
    wishes = Wishes(mails="daily", hour=hour, time_zone=zone)
    at, since = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (now, told))
    assert letters.are_due(wishes, since, at) is due


def test_daily_mail_is_grouped_by_article(
    postbox: Postbox, tell: Teller, ann: Any, published: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Wishes.objects.create(person=ann, mails="daily", hour=7, time_zone="Asia/Yangon")
    brest, now = published("Brest"), datetime(2027, 3, 1, 0, 31, tzinfo=UTC)
    rows = [
        ("published", {"is_public": True}, datetime(2027, 2, 27, 23, 0, tzinfo=UTC)),
        (
            "asked",
            {"article": brest, "title": "Brest", "note": "Please look"},
            datetime(2027, 2, 28, 18, 0, tzinfo=UTC),
        ),
        ("locked", {"note": "In the news"}, datetime(2027, 2, 28, 20, 15, tzinfo=UTC)),
    ]
    for event, values, at in rows:
        Notice.objects.filter(pk=tell(ann, event, **values).pk).update(at=at)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert mails.send() == 1
    key = Article.objects.get(slug="minsk").pk
    assert postbox.texts == [
        f"""[Chancery] Minsk, Brest

Minsk
-----

28 Feb 2027, 05:30  Rev published “Minsk”.
02:45  Rev locked “Minsk”: reviewers alone can change it.

> In the news

{ADDRESS}/wiki/minsk/
{FORM.format(key=key)}

Brest
-----

00:30  Rev asked for a review of “Brest”.

> Please look

{REVIEW.format(key=brest.pk)}

{DASHES}
You take part in these, or follow the articles.
How you are told, and how to end it:
{ADDRESS}/admin/articles/article/following/#wishes
"""
    ]
    assert mails.send() == 0


def test_long_daily_mail_ends_with_a_number(
    postbox: Postbox, tell: Teller, ann: Any, published: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "IN_DAILY", 3)
    Wishes.objects.create(person=ann, mails="daily")
    told = [
        tell(ann, "published", title=title, article=published(title), ago=timedelta(days=2))
        for title in ("Brest", "Grodno", "Gomel", "Vitebsk", "Pinsk")
    ]
    assert mails.send() == 1
    assert postbox.arrived[0]["Subject"] == "[Chancery] Brest, Grodno and 1 more"
    assert "\n2 more things are told on your page.\n" in postbox.texts[0]
    assert {state(each) for each in told} == {("sent", 1)}


# Who is sent none --------------------------------------------------------------------------------------------


def test_nothing_waits_where_no_mails_are_sent(article: Article, ann: Any, reviewer: Any, settings: Any) -> None:
    notices.follow(article, ann, follows=True)
    workflow.withdraw(article, by=reviewer, reason="Doubts")
    assert Notice.objects.get().mail == ""
    settings.SEND_MAILS = True
    workflow.reinstate(article, by=reviewer)
    assert Notice.objects.unsent().count() == 1
    settings.SEND_MAILS = False
    assert mails.send() == 0
    assert not Notice.objects.unsent().exists()


LEFT_OUT: dict[str, Callable[[Any, Notice], Any]] = {
    "no longer active": lambda who, told: change(who, is_active=False),
    "no longer of the staff": lambda who, told: change(who, is_staff=False),
    "without an address": lambda who, told: change(who, email=""),
    "who wants none": lambda who, told: Wishes.objects.create(person=who, mails="never"),
    "who has seen it": lambda who, told: notices.see(who, told.pk),
    "who may not see drafts any more": lambda who, told: who.groups.clear(),
}


def change(who: Any, **values: Any) -> None:
    type(who).objects.filter(pk=who.pk).update(**values)


@pytest.mark.parametrize("who", LEFT_OUT)
def test_nobody_is_sent_what_they_need_not_get(postbox: Postbox, tell: Teller, ann: Any, who: str) -> None:
    told = tell(ann, "commented")
    LEFT_OUT[who](ann, told)
    assert mails.send() == 0
    assert state(told) == ("", 0)
    assert postbox.arrived == []


def test_who_may_not_see_drafts_any_more_is_still_sent_what_is_public(postbox: Postbox, tell: Teller, ann: Any) -> None:
    tell(ann, "returned", note="Secret")
    tell(ann, "published", note="Secret", is_public=True, ago=timedelta(minutes=2))
    ann.groups.clear()
    assert mails.send() == 1
    assert "Rev published “Minsk”" in postbox.texts[0]
    assert "Secret" not in postbox.texts[0]


# What goes wrong --------------------------------------------------------------------------------------------


@pytest.fixture
def bob(db: None) -> Any:
    """Another editor with an address."""
    return reachable("bob", "Editor")


def test_refused_address_stops_nobody_else(
    postbox: Postbox, tell: Teller, ann: Any, bob: Any, caplog: pytest.LogCaptureFixture
) -> None:
    postbox.refused["ann@example.org"] = "550 No such user"
    bad, also, good = tell(ann, "published"), tell(ann, "locked", ago=timedelta(minutes=3)), tell(bob, "published")
    assert mails.send() == 1
    assert (state(bad), state(also), state(good)) == (("failed", 1), ("failed", 0), ("sent", 1))
    assert Wishes.objects.get(pk=ann.pk).trouble == "550 No such user"
    assert f"A mail to person {ann.pk} was not taken: 550 No such user" in caplog.text
    assert "ann@example.org" not in caplog.text
    postbox.refused.clear()
    tell(ann, "unlocked")
    assert mails.send() == 1
    assert Wishes.objects.get(pk=ann.pk).trouble == ""


def test_mail_that_is_refused_for_what_it_says_keeps_no_other_back(
    postbox: Postbox, tell: Teller, ann: Any, caplog: pytest.LogCaptureFixture
) -> None:
    postbox.unwanted = "554 Spam"
    bad, good = tell(ann, "published"), tell(ann, "locked", ago=timedelta(minutes=3))
    mails.send()
    assert sorted([state(bad)[0], state(good)[0]]) == ["failed", "waiting"]
    postbox.unwanted = ""
    mails.send()
    assert sorted([state(bad)[0], state(good)[0]]) == ["failed", "sent"]


def test_clock_that_is_known_no_longer_stops_nobody(postbox: Postbox, tell: Teller, ann: Any, bob: Any) -> None:
    for who in (ann, bob):
        Wishes.objects.update_or_create(person=who, defaults={"mails": "daily", "time_zone": "Europe/Vienna"})
    Wishes.objects.filter(person=ann).update(time_zone="Europe/Nowhere")
    for who in (ann, bob):
        tell(who, "published", ago=timedelta(days=2))
    assert mails.send() == 2


@pytest.mark.parametrize(
    "address", ["ann", "ann@", "ann@example.org, eve@example.org", "ann@exa mple.org", "Ω@example.org"]
)
def test_address_that_is_none_is_given_up(postbox: Postbox, tell: Teller, ann: Any, bob: Any, address: str) -> None:
    change(ann, email=address)
    bad, good = tell(ann, "published"), tell(bob, "published")
    postbox.refused["ann"] = postbox.refused["ann@"] = "501 No address"
    mails.send()
    assert (state(bad)[0], state(good)[0]) == ("failed", "sent")
    assert [mail["To"] for mail in postbox.arrived] == ["bob@example.org"]


def test_busy_server_is_asked_again_later_and_given_up_at_last(
    postbox: Postbox, tell: Teller, ann: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    postbox.refused["ann@example.org"] = "451 Try again later"
    told, waits = tell(ann, "published"), []
    for _ in sending.BACK_OFF:
        assert mails.send() == 0
        waits.append(later(ann))
        assert mails.send() == 0
        Wishes.objects.update(not_before=timezone.now())
    assert [round(wait / timedelta(minutes=1)) for wait in waits] == [1, 5, 15, 60, 240, 720, 1440]
    assert state(told) == ("waiting", 7)
    mails.send()
    assert state(told) == ("failed", 8)
    assert later(ann) == timedelta(0)


def test_broken_connection_is_opened_anew(postbox: Postbox, tell: Teller, ann: Any, bob: Any) -> None:
    postbox.broken.add("ann@example.org")
    bad, good = tell(ann, "published"), tell(bob, "published")
    assert mails.send() == 1
    assert (state(bad), state(good)) == (("waiting", 1), ("sent", 1))
    assert postbox.connections == 2


def test_one_connection_carries_many(postbox: Postbox, tell: Teller, ann: Any, bob: Any) -> None:
    for who in (ann, bob):
        for minutes in (9, 7, 5):
            tell(who, "published", ago=timedelta(minutes=minutes))
    assert mails.send() == 6
    assert postbox.connections == 1


def test_server_that_is_away_costs_nobody_an_attempt(
    settings: Any, tell: Teller, ann: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with opened() as gone:
        port = gone.port
    send_by(settings, port)
    told = tell(ann, "published")
    assert mails.send() == 0
    assert "No mails can be sent: [Errno 111] Connection refused" in caplog.text
    assert state(told) == ("waiting", 0)
    assert later(ann) == timedelta(0)


def test_fault_of_our_own_stops_nobody_else(
    postbox: Postbox,
    tell: Teller,
    ann: Any,
    bob: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    told = tell(ann, "published")
    tell(bob, "published")
    written = letters.waiting

    def faulty(wishes: Wishes, now: datetime) -> Any:
        if wishes.pk == ann.pk:
            raise TemplateDoesNotExist("mail")
        return written(wishes, now)

    monkeypatch.setattr(letters, "waiting", faulty)
    assert mails.send() == 1
    assert f"The mails to person {ann.pk} could not be written" in caplog.text
    assert state(told) == ("waiting", 0)
    assert timedelta(minutes=59) < later(ann) <= timedelta(hours=1)


def test_run_is_bounded_and_the_next_goes_on(
    postbox: Postbox, tell: Teller, ann: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST", 1)
    monkeypatch.setattr(letters, "SINGLE", 2)
    for minutes in (9, 7, 5):
        tell(ann, "published", ago=timedelta(minutes=minutes))
    tell(bob, "published", ago=timedelta(minutes=8))
    assert [mails.send() for _ in range(4)] == [2, 1, 1, 0]
    assert [mail["To"].partition("@")[0] for mail in postbox.arrived] == ["ann", "ann", "bob", "ann"]


def test_claim_of_a_process_that_ended_is_taken_over(postbox: Postbox, tell: Teller, ann: Any) -> None:
    tell(ann, "published")
    Wishes.objects.create(person=ann, not_before=timezone.now() + timedelta(minutes=1))
    assert mails.send() == 0
    Wishes.objects.update(not_before=timezone.now())
    assert mails.send() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_processes_send_each_mail_once(postbox: Postbox, tell: Teller, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    people = [reachable(f"p{number}", "Editor") for number in range(12)]
    for who in people:
        tell(who, "published")
    barrier, sent = threading.Barrier(3), []

    def work() -> None:
        try:
            barrier.wait()
            sent.append(mails.send())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == len(people)
    assert sorted(mail["To"] for mail in postbox.arrived) == sorted(who.email for who in people)
    assert caplog.text == ""
