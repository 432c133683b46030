"""What the checks find in working copies, what was dismissed and why, how many there were each day.

And how the wiki grew, month by month: what pages of numbers show is counted when it is written down, not when it is
looked at.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..content import checks, limits
from ..content.problems import Place
from .article import Article


class Dismissal(models.Model):
    """A finding that somebody says is none, with a reason. It lapses when what it is about changes (`fingerprint`)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="dismissals", db_index=False)
    check_name = models.CharField(_("check"), max_length=60)
    fingerprint = models.CharField(max_length=64)
    quote = models.TextField(blank=True)
    reason = models.CharField(_("reason"), max_length=limits.SUMMARY)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    class Meta:
        """Once for a finding, for a reason."""

        verbose_name = _("dismissed finding")
        verbose_name_plural = _("dismissed findings")
        constraints = [
            models.UniqueConstraint(fields=["article", "fingerprint"], name="dismissal_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="dismissal_with_reason"),
        ]

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason


class FindingQuerySet(models.QuerySet["Finding"]):
    """The vocabulary for many findings."""

    def standing(self) -> Self:
        """Keep those that nobody has dismissed."""
        return self.filter(is_dismissed=False)


class Finding(models.Model):
    """One thing that a check found in the working copy of an article: remade whenever that changes.

    `since` is the number of the Revision in which it was first found; `about` the slug that a link leads to, where the
    finding hangs on what becomes of another article.
    """

    class Severity(models.TextChoices):
        """How bad it is."""

        ERROR = "error", _("error")
        WARNING = "warning", _("warning")
        ADVICE = "advice", _("advice")

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="findings", db_index=False)
    check_name = models.CharField(_("check"), max_length=60)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    part = models.CharField(max_length=10)
    key = models.CharField(max_length=limits.KEY, blank=True)
    field = models.CharField(max_length=30, blank=True)
    passage = models.PositiveIntegerField(default=0)
    # What its words name, and the words of the article that it is about.
    values = models.JSONField(default=dict)
    quote = models.TextField(blank=True)
    weight = models.IntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    about = models.CharField(max_length=limits.SLUG, blank=True)
    since = models.PositiveIntegerField(default=1)
    is_dismissed = models.BooleanField(default=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        """Of an article, within each place what weighs most first; of the wiki, by check; about one slug."""

        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["passage", "weight", "pk"]
        indexes = [
            models.Index(fields=["article", "passage", "weight", "id"], name="finding_by_article"),
            models.Index(fields=["is_dismissed", "check_name", "weight", "id"], name="finding_by_check"),
            models.Index(fields=["is_dismissed", "-id"], name="finding_newest"),
            models.Index(fields=["about", "article"], name="finding_about", condition=~models.Q(about="")),
        ]

    def __str__(self) -> str:
        """Return the check and the words."""
        return f"{self.check_name} · {self.quote}"

    @property
    def found(self) -> checks.Finding:
        """Return what the check found."""
        place = Place(self.part, self.key, self.field, self.passage)
        severity: Any = self.severity
        return checks.Finding(self.check_name, severity, place, self.values, self.quote, self.weight)


class Tally(models.Model):
    """How much a check found in the whole wiki when a day was counted, and how much of it was dismissed."""

    day = models.DateField()
    check_name = models.CharField(max_length=60)
    standing = models.PositiveIntegerField()
    dismissed = models.PositiveIntegerField()

    class Meta:
        """Once for a day."""

        ordering = ["day", "check_name"]
        constraints = [models.UniqueConstraint(fields=["day", "check_name"], name="tally_once")]

    def __str__(self) -> str:
        """Return the day and the check."""
        return f"{self.day} · {self.check_name}"


class Outdated(models.Model):
    """An article whose findings may be out of date: it was never checked, or what it links to changed.

    Rows are only ever added and taken away, and the database does not look whether the article is there: two edits that
    mark each other's articles do not wait for each other. An article may have several.
    """

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", db_constraint=False)

    def __str__(self) -> str:
        """Name the article."""
        return str(self.article_id)


class Growth(models.Model):
    """What one month brought to the wiki: articles begun, Revisions made, words added."""

    month = models.DateField(primary_key=True)
    articles = models.PositiveIntegerField()
    revisions = models.PositiveIntegerField()
    words = models.PositiveIntegerField()

    class Meta:
        """By time."""

        ordering = ["month"]

    def __str__(self) -> str:
        """Return the month."""
        return str(self.month)
