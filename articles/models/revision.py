"""Revisions: one saved change by one person over any number of rows of one article."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..content import limits


class RevisionQuerySet(models.QuerySet["Revision"]):
    """The vocabulary for many Revisions."""

    def shown(self) -> Self:
        """Keep those that readers may see: up to the published one, without what is held, of articles not withdrawn."""
        return self.filter(
            article__withdrawn_at__isnull=True, number__lte=models.F("article__published__number"), held=False
        )

    def unseen(self) -> Self:
        """Keep those of which readers have not seen all: after the published one, or held back before it."""
        published = models.Q(article__published=None)
        return self.filter(
            published | models.Q(number__gt=models.F("article__published__number")) | models.Q(held=True)
        )

    def written(self) -> Self:
        """Keep those in which somebody wrote; the two by which a part is published bring no word of their own."""
        return self.exclude(kind="parted")


class Revision(models.Model):
    """Numbered 1, 2, 3 within its article. Its rows say what changed; what it says of itself is told at writing."""

    class Kind(models.TextChoices):
        """How a Revision came about."""

        EDITED = "edited", _("edited")
        CREATED = "created", _("created")
        RESTORED = "restored", _("restored")
        IMPORTED = "imported", _("imported")
        MERGED = "merged", _("merged")
        PARTED = "parted", _("published in part")

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    summary = models.CharField(_("summary"), max_length=limits.SUMMARY)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.EDITED)
    restored_from = models.PositiveIntegerField(_("restored from"), null=True, blank=True)
    words_added = models.PositiveIntegerField(_("words added"), default=0)
    words_removed = models.PositiveIntegerField(_("words removed"), default=0)
    minor = models.BooleanField(_("minor"), default=False)
    # The Revision against which it is told what this one did, where it is not the one before.
    told_since = models.PositiveIntegerField(null=True, blank=True)
    # Part of a draft of which readers see another part: the editors' alone until all of it is published.
    held = models.BooleanField(default=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        """Numbers are unique within an article; the index behind that also serves the history page."""

        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="revision_number_from_1"),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="revision_by_time"),
            models.Index(fields=["by", "-at", "-id"], name="revision_by_person"),
        ]

    def __str__(self) -> str:
        """Name the revision for people."""
        return f"{self.article} · {self.number}"

    @property
    def previous_number(self) -> int:
        """Return the number of the Revision against which it is told what this one did; 0 for the first."""
        return self.number - 1 if self.told_since is None else self.told_since

    def get_absolute_url(self) -> str:
        """Return the permanent address of the article as this Revision left it."""
        return reverse("revision", args=[self.article.slug, self.number])


class Touch(models.Model):
    """One part of an article that a Revision touched: told at writing, so that each part has a history of its own.

    `actions` are codes of `content.diff.Touch`, parted by spaces.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="touches", db_index=False)
    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(_("part"), max_length=10)
    key = models.CharField(_("key"), max_length=limits.KEY, blank=True)
    name = models.TextField(_("name"), blank=True)
    actions = models.CharField(_("actions"), max_length=400)

    class Meta:
        """A part is told once for a Revision; the second index is the history of one part."""

        verbose_name = _("touched part")
        verbose_name_plural = _("touched parts")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["revision", "part", "key"], name="touch_once")]
        indexes = [models.Index(fields=["article", "part", "key", "-revision"], name="touch_by_part")]

    def __str__(self) -> str:
        """Name the part."""
        return self.name or self.part
