"""Who follows which article, what they are told, and how."""

import secrets
from datetime import datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..content import limits
from .article import Article
from .review import Review
from .revision import Revision


class Follow(models.Model):
    """Somebody who is told what becomes of an article."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="followers", db_index=False)
    since = models.DateTimeField()

    class Meta:
        """Once for a person; the index behind the constraint finds an article's followers."""

        constraints = [models.UniqueConstraint(fields=["article", "person"], name="follow_once")]

    def __str__(self) -> str:
        """Name both."""
        return f"{self.person_id} · {self.article_id}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """The vocabulary for what people are told."""

    def unseen(self) -> Self:
        """Keep those that their person has not looked at."""
        return self.filter(seen_at=None)

    def unsent(self) -> Self:
        """Keep those that wait to go out by mail."""
        return self.filter(mail="waiting")


class Notice(models.Model):
    """One thing that one person is told, on their page, by their feed, and by mail as they have chosen.

    One that `is_public` tells only what every reader could see when it happened, but for the note; any other is for
    those who see drafts.
    """

    class Event(models.TextChoices):
        """What happened."""

        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REINSTATED = "reinstated", _("brought back")
        ASKED = "asked", _("review asked for")
        RETURNED = "returned", _("changes asked for")
        COMMENTED = "commented", _("commented")
        SCHEDULED = "scheduled", _("scheduled")
        UNSCHEDULED = "unscheduled", _("no longer scheduled")
        TAKEN_BACK = "taken-back", _("review taken back")
        NOT_PUBLISHED = "not-published", _("could not be published in time")
        LOCKED = "locked", _("locked")
        UNLOCKED = "unlocked", _("unlocked")

    class Mail(models.TextChoices):
        """Whether it goes by mail."""

        NONE = "", _("no")
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", db_index=False
    )
    event = models.CharField(max_length=20, choices=Event)
    is_public = models.BooleanField()
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    # As the article was called when it happened, and a slug that has led to it since.
    title = models.CharField(max_length=limits.ARTICLE["title"])
    slug = models.CharField(max_length=limits.SLUG)
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, null=True, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    seen_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, choices=Mail, blank=True, default=Mail.NONE)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        """A person's page, and what is new on it; the mails that wait."""

        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_by_person"),
            models.Index(fields=["person"], name="notice_unseen", condition=models.Q(seen_at=None)),
            models.Index(fields=["person", "id"], name="notice_to_send", condition=models.Q(mail="waiting")),
        ]

    def __str__(self) -> str:
        """Say what happened to what."""
        return f"{self.title} · {self.event}"


def _token() -> str:
    return secrets.token_urlsafe(24)


class Wishes(models.Model):
    """How somebody wants to be told: by mail or not, at which hour, on which clock; and the secret of their feed.

    `not_before` keeps mails back: a process is sending them until then, or the last one was refused, as `trouble` says.
    """

    class Mails(models.TextChoices):
        """When mails come."""

        NEVER = "never", _("No mails")
        EACH = "each", _("A mail for each")
        DAILY = "daily", _("One mail a day")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wishes", primary_key=True
    )
    mails = models.CharField(_("mails"), max_length=10, choices=Mails, default=Mails.EACH)
    hour = models.PositiveSmallIntegerField(_("hour of the daily mail"), default=7)
    time_zone = models.CharField(_("time zone"), max_length=limits.TIME_ZONE, blank=True)
    feed = models.CharField(max_length=40, unique=True, default=_token)
    not_before = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=limits.SUMMARY, blank=True)

    class Meta:
        """One for each person who has ever wished or been sent a mail."""

        constraints = [models.CheckConstraint(condition=models.Q(hour__lt=24), name="wishes_hour")]

    def __str__(self) -> str:
        """Return the choice of mails."""
        return self.mails

    @property
    def clock(self) -> ZoneInfo:
        """Return the clock that this person lives by; the wiki's where theirs is known no longer."""
        try:
            return ZoneInfo(self.time_zone or settings.TIME_ZONE)
        except ZoneInfoNotFoundError:
            return ZoneInfo(settings.TIME_ZONE)

    def last_hour(self, now: datetime) -> datetime:
        """Return when the hour of the daily mail last struck on this person's clock."""
        local = now.astimezone(self.clock)
        today = datetime.combine(local.date(), time(self.hour), self.clock)
        # The same hour by the clock on the wall, also where clocks were put forward or back between.
        return today if today <= local else today - timedelta(days=1)

    def renew_feed(self) -> None:
        """Let the feed have another address; the one that it had leads nowhere."""
        self.feed = _token()
        self.save(update_fields=["feed"])
