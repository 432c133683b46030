"""What a wiki does by itself: publish what is due, send mails, check, count, forget what is over.

Several processes may do the same at once, and as often as they like: each task asks the database what is left to do.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import close_old_connections, reset_queries
from django.utils import timezone

from . import checking, growth, mails, notices, workflow
from .models import Outdated, Presence, Tally

LOG = logging.getLogger(__name__)
# After a fault a task rests for so many seconds.
REST = 60
# From this hour on a day is counted whatever still waits to be checked.
LAST_HOUR = 23


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, at most so often."""

    name: str
    seconds: int
    do: Callable[[], Any]


def count() -> None:
    """Write down how much the checks find and how the wiki grew, once a day on the wiki's clock.

    What waits to be checked is checked first, unless the day ends. Drafts are checked anew before the next day is
    counted: nothing tells what they alone link to has changed.
    """
    now = timezone.localtime()
    today = now.date()
    if Tally.objects.filter(day=today).exists() or (now.hour < LAST_HOUR and Outdated.objects.exists()):
        return
    checking.tally(today)
    growth.count(today)
    checking.mark_drafts()


def forget() -> None:
    """Forget some of what is over: old notices, tabs that were closed, sessions that have ended."""
    notices.sweep()
    Presence.objects.sweep()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


TASKS = (
    Task("publish what is due", 5, workflow.publish_due),
    Task("send mails", 30, mails.send),
    Task("check what hangs on others", 30, checking.recheck),
    Task("count findings and growth", 600, count),
    Task("forget what is over", 600, forget),
)


class Round:
    """The tasks, and when each is to be done next."""

    def __init__(self, tasks: Iterable[Task] = TASKS) -> None:
        self._next = dict.fromkeys(tasks, 0.0)

    def go(self, is_over: Callable[[], bool] = lambda: False) -> bool:
        """Do what it is time for; tell whether all of it went well. A task that fails is logged, and stops no other.

        Ends between two tasks once `is_over` says so.
        """
        now, well = monotonic(), True
        for task in [task for task, at in self._next.items() if at <= now]:
            if is_over():
                break
            fine = _done(task)
            self._next[task] = monotonic() + (task.seconds if fine else max(task.seconds, REST))
            well &= fine
        return well

    @property
    def wait(self) -> float:
        """Return after how many seconds it is time for something."""
        return max(0.0, min(self._next.values()) - monotonic())


def _done(task: Task) -> bool:
    # A connection that broke is opened anew, and what DEBUG keeps of each query is let go.
    close_old_connections()
    reset_queries()
    try:
        task.do()
    except Exception:
        LOG.exception("Could not %s", task.name)
        return False
    return True
