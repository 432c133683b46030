"""An article that reviewers alone may change, for a reason, until a moment or until it is unlocked."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from .. import notices
from ..content import limits
from ..content.clean import clean_line
from ..editing import Locked
from ..models import Article, Lock
from .people import PUBLISH, Person, may_edit, may_publish, require

__all__ = ["Locked", "lock", "lock_on", "may_write", "unlock"]


def lock_on(article: Article) -> Lock | None:
    """Return the lock that holds an article now."""
    return Lock.objects.held().filter(article=article).select_related("by").first()


def may_write(person: Person, article: Article) -> bool:
    """Tell whether this person may change this article now."""
    return may_edit(person) and (may_publish(person) or lock_on(article) is None)


@transaction.atomic
def lock(article: Article, *, by: User, reason: str, until: datetime | None = None) -> Lock:
    """Lock an article, or change why and until when; raise PermissionDenied, ValueError."""
    require(by, PUBLISH)
    reason = clean_line(reason)
    if not reason:
        raise ValueError("an article is locked for a reason")
    if len(reason) > limits.SUMMARY:
        raise ValueError(f"{len(reason)} characters; {limits.SUMMARY} at most")
    now = timezone.now()
    if until is not None and until <= now:
        raise ValueError("this time has passed")
    values: dict[str, Any] = {"by": by, "at": now, "reason": reason, "until": until}
    made, _ = Lock.objects.update_or_create(article=article, defaults=values)
    notices.tell(article, "locked", by=by, note=reason, until=until.isoformat() if until else "")
    return made


@transaction.atomic
def unlock(article: Article, *, by: User) -> None:
    """Let every editor change an article again; raise PermissionDenied."""
    require(by, PUBLISH)
    gone, _ = Lock.objects.filter(article=article).delete()
    if gone:
        notices.tell(article, "unlocked", by=by)
