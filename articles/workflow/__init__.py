"""What becomes public, and who decides.

Readers see `article.published` and what `listings` made of it. Whatever is saved waits in the working copy until
somebody who did not write it publishes it, on request (`review`), at a set time (`schedule`), or, where the policy of
the wiki allows it, with the save itself. Outsiders import from this package and not from its modules.
"""

from .locks import Locked, lock, lock_on, may_write, unlock
from .people import Person, decides_own_work, may_edit, may_publish, may_see_drafts, reviewers
from .publication import Blocked, OwnWork, Withdrawn, authors, is_public, publish, publishes, reinstate, withdraw
from .review import NothingToReview, ask, comment, publish_part, resolve, return_, take_back, waiting_for
from .schedule import publish_due, schedule, unschedule
from .steps import open_review

__all__ = [
    "Blocked",
    "Locked",
    "NothingToReview",
    "OwnWork",
    "Person",
    "Withdrawn",
    "ask",
    "authors",
    "comment",
    "decides_own_work",
    "is_public",
    "lock",
    "lock_on",
    "may_edit",
    "may_publish",
    "may_see_drafts",
    "may_write",
    "open_review",
    "publish",
    "publish_due",
    "publish_part",
    "publishes",
    "reinstate",
    "resolve",
    "return_",
    "reviewers",
    "schedule",
    "take_back",
    "unlock",
    "unschedule",
    "waiting_for",
    "withdraw",
]
