"""References: the sources that an article cites, each as this article cites it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..content import limits
from .article import Article
from .history import ContentQuerySet, TrackedRecords


class Reference(models.Model):
    """One source of the working copy. Field names are CSL's where CSL has them; dates are EDTF text.

    `position` orders the references that are not cited; those that are follow their first citation.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="references")
    key = models.CharField(_("key"), max_length=limits.KEY)
    position = models.PositiveBigIntegerField(_("position"), default=0)
    type = models.CharField(_("type"), max_length=limits.REFERENCE["type"], default="webpage")
    title = models.CharField(_("title"), max_length=limits.REFERENCE["title"], blank=True)
    authors = models.JSONField(_("authors"), default=list, blank=True)
    container_title = models.CharField(_("published in"), max_length=limits.REFERENCE["container_title"], blank=True)
    publisher = models.CharField(_("publisher"), max_length=limits.REFERENCE["publisher"], blank=True)
    issued = models.CharField(_("date"), max_length=limits.REFERENCE["issued"], blank=True)
    url = models.CharField(_("URL"), max_length=limits.REFERENCE["url"], blank=True)
    archive_url = models.CharField(_("archive URL"), max_length=limits.REFERENCE["archive_url"], blank=True)
    archive_date = models.CharField(_("archive date"), max_length=limits.REFERENCE["archive_date"], blank=True)
    access_date = models.CharField(_("access date"), max_length=limits.REFERENCE["access_date"], blank=True)
    doi = models.CharField(_("DOI"), max_length=limits.REFERENCE["doi"], blank=True)
    isbn = models.CharField(_("ISBN"), max_length=limits.REFERENCE["isbn"], blank=True)
    pages = models.CharField(_("pages"), max_length=limits.REFERENCE["pages"], blank=True)
    quote = models.TextField(_("quote"), blank=True)
    language = models.CharField(_("language"), max_length=limits.REFERENCE["language"], blank=True)
    extra = models.JSONField(_("other CSL fields"), default=dict, blank=True)

    history = TrackedRecords()
    objects = ContentQuerySet["Reference"].as_manager()

    class Meta:
        """Keys are unique within an article."""

        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="reference_key_once")]

    def __str__(self) -> str:
        """Return the shortest name that an editor would know it by."""
        return self.title or self.url or self.key
