"""Opening and closing an edit, and the guards that nothing gets past.

Refuses to know what is written: that is the part of whoever opens the door.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, Model
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from simple_history.signals import pre_create_historical_record

from .. import attribution, bibliography, revisions
from ..content import diff, limits
from ..content.clean import clean_line
from ..content.matching import match
from ..content.merge import Clash
from ..content.snapshot import Snapshot
from ..models import Article, HistoryRow, Lock, Revision, Touch, tracked_models
from ..signals import revision_made


class NoEditOpen(RuntimeError):
    """A content row was written outside of an edit, or inside an edit of another article."""


class Locked(Exception):
    """An article is held by a `lock`, and whoever would change it is no reviewer."""

    def __init__(self, lock: Lock) -> None:
        super().__init__(lock.reason)
        self.lock = lock


class Conflict(Exception):
    """Somebody else changed the same places since `base`; `clashes` has theirs, mine and the base of each."""

    def __init__(self, newest: Revision, clashes: Sequence[Clash] = ()) -> None:
        super().__init__(f"revision {newest.number} changed the same places")
        self.newest = newest
        self.clashes = tuple(clashes)


@dataclass(slots=True)
class Edit:
    """An edit while it is open. `revision` appears with the first row that is written.

    `before` is the article as it was, `newest` its Revision; of an article that is made within, there is none.
    """

    by: User | None
    summary: str
    kind: str
    at: datetime | None
    restored_from: int | None
    minor: bool
    article: Article | None
    newest: Revision | None
    before: Snapshot
    told_since: int | None
    revision: Revision | None = None

    def open_revision(self, article: Article) -> Revision:
        """Return the Revision of this edit, made when it is first asked for."""
        if self.article is None:
            self.article = article
        if self.revision is None:
            number = article.revisions.aggregate(newest=Max("number"))["newest"] or 0
            self.revision = Revision.objects.create(
                article=article,
                number=number + 1,
                at=self.at or timezone.now(),
                by=self.by,
                summary=self.summary,
                kind=self.kind,
                restored_from=self.restored_from,
                minor=self.minor,
                told_since=self.told_since,
            )
        return self.revision


_open: ContextVar[Edit | None] = ContextVar("open_edit", default=None)


@contextmanager
def edit(  # noqa: PLR0913 (each is a fact of its own about the Revision)
    article: Article | None,
    *,
    by: User | None,
    summary: str,
    base: int | None = None,
    kind: str = Revision.Kind.EDITED,
    at: datetime | None = None,
    restored_from: int | None = None,
    minor: bool = False,
    told_since: int | None = None,
) -> Iterator[Edit]:
    """Open one edit of an article (None: of one that is made within); it is saved as one Revision at the end.

    `base` is the number of the Revision that the editor saw: Conflict is raised where it is no longer the
    newest. `minor` is what its author says of it. `told_since` is the number of the Revision against which it is
    told what this one did, where it is not the one before (0: against nothing). Whatever is raised inside leaves
    everything as it was, and so does an edit that changes nothing: its `revision` is None. Raises ValueError for a
    summary that is too long, Locked.
    """
    if _open.get() is not None:
        raise NoEditOpen("an edit is open already; one edit is one Revision")
    summary = clean_line(summary)
    if len(summary) > limits.SUMMARY:
        raise ValueError(f"the summary has {len(summary)} characters; {limits.SUMMARY} at most")
    with transaction.atomic():
        newest = _locked(article, base, by) if article else None
        before = revisions.of(newest) if newest else attribution.NOTHING
        opened = Edit(by, summary, kind, at, restored_from, minor, article, newest, before, told_since)
        token = _open.set(opened)
        try:
            yield opened
        finally:
            _open.reset(token)
        if opened.revision is not None:
            _close(opened, opened.revision)


def is_open() -> bool:
    """Tell whether an edit is open here: in this thread, or this task."""
    return _open.get() is not None


def _locked(article: Article, base: int | None, by: User | None) -> Revision:
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
    if by is not None and not by.has_perm("articles.publish_article"):
        lock = Lock.objects.held().filter(article=article).select_related("by").first()
        if lock is not None:
            raise Locked(lock)
    newest = revisions.newest(article)
    if base is not None and base != newest.number:
        raise Conflict(newest)
    return newest


def _close(opened: Edit, revision: Revision) -> None:
    before, after = opened.before, revisions.of(revision)
    if before == after:
        opened.revision = None
        transaction.set_rollback(True)
        return
    matches = match(before, after)
    since, told = before, matches
    if opened.told_since is not None:
        since = revisions.at(revision.article, opened.told_since) if opened.told_since else attribution.NOTHING
        told = match(since, after)
    changes = diff.changes(since, after, told)
    revision.words_added, revision.words_removed = diff.size(changes)
    revision.save(update_fields=["words_added", "words_removed"])
    Touch.objects.bulk_create(
        Touch(
            revision=revision,
            article_id=revision.article_id,
            part=touch.part,
            key=touch.key,
            name=touch.name,
            actions=" ".join(touch.actions),
        )
        for touch in diff.touches(changes, since, after)
    )
    attribution.record(revision, before, after, matches)
    bibliography.record(revision.article, before, after)
    revision_made.send(sender=Revision, revision=revision, snapshot=after, before=before)


def _edit_of(instance: Model) -> Edit:
    opened = _open.get()
    if opened is None:
        raise NoEditOpen(f"{instance._meta.label} is content: write it inside editing.edit(...)")
    article_id = instance.pk if isinstance(instance, Article) else instance.article_id  # type: ignore[attr-defined]
    if opened.article is not None and article_id != opened.article.pk:
        raise NoEditOpen(f"{instance._meta.label} belongs to another article than the open edit")
    return opened


def _guard(instance: Model, **kwargs: Any) -> None:
    """Raise before a row is touched; the history's own receiver would come after it."""
    _edit_of(instance)


@receiver(pre_create_historical_record)
def _stamp(instance: Model, history_instance: Any, **kwargs: Any) -> None:
    """Give a history row its Revision, and make it the only one of its object in it."""
    if not issubclass(type(history_instance), HistoryRow):
        return
    opened = _edit_of(instance)
    revision = opened.open_revision(instance if isinstance(instance, Article) else instance.article)  # type: ignore[attr-defined]
    history_instance.revision = revision
    history_instance.history_date = revision.at
    history_instance.history_user = revision.by
    earlier = type(history_instance).objects.filter(id=instance.pk, revision=revision)
    if history_instance.history_type == "~" and earlier.filter(history_type="+").exists():
        history_instance.history_type = "+"
    earlier.delete()


for _model in tracked_models():
    pre_save.connect(_guard, sender=_model)
    pre_delete.connect(_guard, sender=_model)
