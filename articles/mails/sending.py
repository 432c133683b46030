"""Whose turn it is: mails go out person by person, so that a bad address keeps nobody else waiting.

A person is claimed in the database, so that of two processes one sends; a claim ends by itself where its process did.
What was handed to the server and not noted is then sent once more, under the same name: twice is better than never.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db.models import F, Min, Q
from django.utils import timezone

from .. import notices
from ..models import Notice, Wishes
from . import letters
from .letters import Letter
from .post import Post, Refused, Unreachable

LOG = logging.getLogger(__name__)
# A run ends after so many mails or seconds, and the next one goes on.
MOST = 200
SECONDS = 30
CLAIMED = timedelta(minutes=10)
FAULT = timedelta(hours=1)
# How long a mail waits after each time that it was not taken; then it is given up.
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)]


def send() -> int:
    """Send what is due, as much as a run may; return how many mails were handed over.

    Where this wiki sends none, nothing waits either.
    """
    if not settings.SEND_MAILS:
        Notice.objects.unsent().update(mail="")
        return 0
    sent, until = 0, monotonic() + SECONDS
    with Post() as post:
        try:
            for key in _due():
                if sent >= MOST or monotonic() > until:
                    break
                sent += _turn(key, post)
        except Unreachable as error:
            LOG.warning("No mails can be sent: %s", error)
    return sent


def _due() -> list[int]:
    """Return the keys of those to whom mails go now, who waits longest first."""
    now = timezone.now()
    rows = Notice.objects.unsent().order_by().values("person").annotate(oldest=Min("at"))
    oldest: dict[int, datetime] = dict(rows.values_list("person", "oldest"))
    known = set(Wishes.objects.filter(pk__in=oldest).values_list("pk", flat=True))
    Wishes.objects.bulk_create((Wishes(pk=key) for key in oldest.keys() - known), ignore_conflicts=True)
    free = Wishes.objects.filter(_free(now), pk__in=oldest)
    due = [wishes.pk for wishes in free if letters.are_due(wishes, oldest[wishes.pk], now)]
    return sorted(due, key=lambda key: oldest[key])


def _free(now: datetime) -> Q:
    return Q(not_before=None) | Q(not_before__lte=now)


def _turn(key: int, post: Post) -> int:
    """Send what waits for one person, unless another process does; return how many mails were handed over."""
    now = timezone.now()
    claim, after, sent = now + CLAIMED, None, 0
    if not Wishes.objects.filter(_free(now), pk=key).update(not_before=claim):
        return 0
    letter: Letter | None = None
    try:
        wishes = Wishes.objects.select_related("person").get(pk=key)
        _forget_what_need_not(wishes)
        for letter in letters.waiting(wishes, now):
            post.send(letter.message)
            Notice.objects.filter(pk__in=letter.keys).update(mail="sent", attempts=F("attempts") + 1)
            sent += 1
        Wishes.objects.filter(pk=key).exclude(trouble="").update(trouble="")
    except Refused as refused:
        after = _refused(key, letter, refused)
    except Unreachable:
        raise
    except Exception:
        # A fault of this wiki's own, which keeps nobody else waiting.
        LOG.exception("The mails to person %d could not be written", key)
        after = now + FAULT
    finally:
        Wishes.objects.filter(pk=key, not_before=claim).update(not_before=after)
    return sent


def _forget_what_need_not(wishes: Wishes) -> None:
    """Let nothing wait that this person has seen, does not want, or may not see any more."""
    waits = Notice.objects.unsent().filter(person=wishes.person_id)
    if not notices.is_mailed(wishes.person, wishes.mails):
        waits.update(mail="")
    elif notices.sees_drafts(wishes.person):
        waits.exclude(seen_at=None).update(mail="")
    else:
        waits.exclude(seen_at=None, is_public=True).update(mail="")


def _refused(key: int, letter: Letter | None, refused: Refused) -> datetime | None:
    """Note that a mail was not taken, and give up where that is for good; return until when its person has to wait."""
    assert letter is not None
    LOG.warning("A mail to person %d was not taken: %s", key, refused)
    waits = Notice.objects.unsent().filter(person=key)
    tried = waits.filter(pk__in=letter.keys)
    tried.update(attempts=F("attempts") + 1)
    Wishes.objects.filter(pk=key).update(trouble=str(refused))
    if refused.for_good:
        # An address that is refused would be for the others too; a mail that is says nothing of them.
        (waits if refused.of_address else tried).update(mail="failed")
        return None
    times = tried.order_by("-attempts").values_list("attempts", flat=True).first() or 1
    if times > len(BACK_OFF):
        tried.update(mail="failed")
        return None
    return timezone.now() + BACK_OFF[times - 1]
