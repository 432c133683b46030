"""Deciding what readers see: a review, its steps, what is said in it; and whom an article is locked for."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..content import limits, reviewing
from .article import Article
from .revision import Revision


class ReviewQuerySet(models.QuerySet["Review"]):
    """The vocabulary for many reviews."""

    def open(self) -> Self:
        """Keep those that are not over."""
        return self.filter(state__in=reviewing.OPEN)

    def due(self) -> Self:
        """Keep those whose time to be published has come, the earliest first."""
        return self.filter(state="scheduled", publish_at__lte=timezone.now()).order_by("publish_at", "pk")


class Review(models.Model):
    """One way from a draft to readers: asked for, discussed, decided. An article has one at a time that is open.

    `revision` is the newest one that it is about; with `publish_at` it is the one that will be published then.
    """

    class State(models.TextChoices):
        """Where it stands; `content.reviewing` says what leads where."""

        WAITING = "waiting", _("waiting for a decision")
        RETURNED = "returned", _("changes asked for")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        TAKEN_BACK = "taken-back", _("taken back")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="reviews")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Since when it waits: for a reviewer, or, sent back, for the editors.
    since = models.DateTimeField(_("waiting since"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewer"),
    )
    publish_at = models.DateTimeField(_("to be published"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=limits.TIME_ZONE, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        """One open review for an article; the second index is the queue."""

        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=models.Q(state__in=reviewing.OPEN), name="review_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="scheduled", publish_at__isnull=False)
                | (~models.Q(state="scheduled") & models.Q(publish_at__isnull=True)),
                name="review_scheduled_with_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "since"], name="review_queue"),
            models.Index(fields=["state", "publish_at"], name="review_due"),
        ]

    def __str__(self) -> str:
        """Name the article and the state."""
        return f"{self.article} · {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        """Return the address of the review's page at the desk."""
        return reverse("admin:articles_article_review", args=[self.article_id])


class Step(models.Model):
    """One thing that somebody did to a review: the record of decisions. Written once, never changed."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(_("action"), max_length=20)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="steps")
    note = models.TextField(_("note"), max_length=limits.COMMENT, blank=True)
    # The sections and other parts that were published, where not all were; the time, where one was set.
    details = models.JSONField(default=dict)

    class Meta:
        """In the order in which they were taken."""

        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of reviews")
        ordering = ["pk"]

    def __str__(self) -> str:
        """Return the action."""
        return self.action


class Comment(models.Model):
    """What somebody says of a draft, of all of it or of one passage, in the review; an answer has what it answers.

    `revision`, `part`, `key`, `field` and `passage` are where it was said; `quote` is the passage as it read then.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="comments")
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, blank=True)
    key = models.CharField(max_length=limits.KEY, blank=True)
    field = models.CharField(max_length=30, blank=True)
    passage = models.PositiveIntegerField(default=0)
    quote = models.TextField(blank=True)
    text = models.TextField(_("comment"), max_length=limits.COMMENT)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In the order in which they were said."""

        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]

    def __str__(self) -> str:
        """Return the text."""
        return self.text


class LockQuerySet(models.QuerySet["Lock"]):
    """Locks, which end by themselves."""

    def held(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=timezone.now()))


class Lock(models.Model):
    """An article that reviewers alone may change: who locked it, why, and until when (None: until it is unlocked)."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="lock")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))
    reason = models.CharField(_("reason"), max_length=limits.SUMMARY)
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = LockQuerySet.as_manager()

    class Meta:
        """It is held for a reason."""

        verbose_name = _("lock")
        verbose_name_plural = _("locks")
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="lock_with_reason")]

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason
