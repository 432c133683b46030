"""What the desk keeps beside the content, seen by editors alone: derived from working copies, or gone in minutes."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..content import limits
from .article import Article
from .reference import Reference


class SourceText(models.Model):
    """The words by which a Reference of a working copy is found: folded case, no accents. It goes with its row."""

    reference = models.OneToOneField(Reference, on_delete=models.CASCADE, primary_key=True, related_name="source_text")
    searched = models.TextField()

    class Meta:
        """One for each reference that an article has."""

    def __str__(self) -> str:
        """Return the words."""
        return self.searched


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Who has which article open."""

    # A tab says every 15 seconds that it is there.
    THERE = timedelta(seconds=45)
    GONE = timedelta(minutes=5)
    SWEPT = 100

    def there(self) -> "PresenceQuerySet":
        """Keep the tabs that were heard of a moment ago."""
        return self.filter(seen__gte=timezone.now() - self.THERE)

    def note(self, *, person: Any, article: int, tab: str, **place: str) -> None:
        """Say that a tab is there, and where in the article; one statement."""
        now = timezone.now()
        Presence.objects.bulk_create(
            [Presence(person=person, article_id=article, tab=tab, since=now, seen=now, **place)],
            update_conflicts=True,
            unique_fields=["article", "person", "tab"],
            update_fields=["part", "key", "name", "seen"],
        )

    def sweep(self) -> None:
        """Forget some of the tabs that have long not been heard of."""
        old = self.filter(seen__lt=timezone.now() - self.GONE).order_by("seen")
        self.filter(pk__in=old.values("pk")[: self.SWEPT]).delete()


class Presence(models.Model):
    """A tab in which someone has an article open now, and the part of it in which they write."""

    class Part(models.TextChoices):
        """Where the cursor is, as far as others need to know it."""

        LEAD = "lead", _("Lead")
        SECTION = "section", _("Section")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", db_index=False)
    tab = models.CharField(max_length=32)
    part = models.CharField(max_length=10, choices=Part, blank=True)
    key = models.CharField(max_length=limits.KEY, blank=True)
    name = models.CharField(max_length=limits.SECTION["heading"], blank=True)
    since = models.DateTimeField()
    seen = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        """The index behind the constraint also finds who is at an article; the other one sweeps."""

        constraints = [models.UniqueConstraint(fields=["article", "person", "tab"], name="presence_once")]
        indexes = [models.Index(fields=["seen"], name="presence_by_time")]

    def __str__(self) -> str:
        """Return the tab."""
        return self.tab
