"""Sections: a heading and the text under it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..content import limits
from .article import Article
from .history import ContentQuerySet, TrackedRecords


class Section(models.Model):
    """One section of the working copy; `position` orders it and says nothing else."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="sections")
    key = models.CharField(_("key"), max_length=limits.KEY)
    position = models.PositiveBigIntegerField(_("position"), default=0)
    level = models.PositiveSmallIntegerField(_("level"), default=2)
    heading = models.CharField(_("heading"), max_length=limits.SECTION["heading"])
    body = models.TextField(_("body"), blank=True)

    history = TrackedRecords()
    objects = ContentQuerySet["Section"].as_manager()

    class Meta:
        """Keys are unique within an article."""

        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="section_key_once"),
            models.CheckConstraint(condition=models.Q(level__range=(2, 4)), name="section_level_2_to_4"),
            models.CheckConstraint(condition=~models.Q(heading=""), name="section_has_heading"),
        ]

    def __str__(self) -> str:
        """Return the heading."""
        return self.heading
