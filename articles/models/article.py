"""Articles: the row that names an article and holds what belongs to no section."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..content import limits
from .history import ContentQuerySet, TrackedRecords
from .revision import Revision


class ArticleQuerySet(ContentQuerySet["Article"]):
    """The vocabulary for many articles."""

    def public(self) -> Self:
        """Keep those that readers can see."""
        return self.filter(published__isnull=False, withdrawn_at__isnull=True)


class Article(models.Model):
    """The working copy of an article's own fields. Readers see `published`, never this row's content.

    `categories` holds names and `related` slugs, both in the editors' order: as text, so that a Snapshot of
    the past stays what it was whatever becomes of the articles and categories named.
    """

    title = models.CharField(_("title"), max_length=limits.ARTICLE["title"])
    slug = models.CharField(_("slug"), max_length=limits.ARTICLE["slug"], unique=True)
    short_description = models.CharField(
        _("short description"), max_length=limits.ARTICLE["short_description"], blank=True
    )
    language = models.CharField(_("language"), max_length=limits.ARTICLE["language"], default="en")
    lead = models.TextField(_("lead"), blank=True)
    categories = models.JSONField(_("categories"), default=list, blank=True)
    related = models.JSONField(_("related articles"), default=list, blank=True)

    # What is public: facts beside the content, set by `workflow` alone and not part of any Revision.
    published = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason for withdrawal"), max_length=500, blank=True)

    history = TrackedRecords(excluded_fields=["published", "withdrawn_at", "withdrawn_reason"])
    objects = ArticleQuerySet.as_manager()

    class Meta:
        """An article has a title and an address; one that is withdrawn says why."""

        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["title", "pk"]
        permissions = [
            ("publish_article", _("Can publish articles")),
            ("withdraw_article", _("Can withdraw articles")),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="article_has_title"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="article_has_slug"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""),
                name="article_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        """Return the title of the working copy."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the working copy's slug."""
        return reverse("article", args=[self.slug])
