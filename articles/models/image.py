"""Images: a stored picture with the words that one article gives it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..content import limits
from .article import Article
from .files import ImageFile
from .history import ContentQuerySet, TrackedRecords


class Image(models.Model):
    """One picture of the working copy: shown beside the lead, or where a body places it by its key."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="images")
    key = models.CharField(_("key"), max_length=limits.KEY)
    position = models.PositiveBigIntegerField(_("position"), default=0)
    file = models.ForeignKey(ImageFile, on_delete=models.PROTECT, related_name="images", verbose_name=_("file"))
    alternative_text = models.CharField(_("alternative text"), max_length=limits.IMAGE["alternative_text"], blank=True)
    caption = models.CharField(_("caption"), max_length=limits.IMAGE["caption"], blank=True)
    credit = models.CharField(_("credit"), max_length=limits.IMAGE["credit"], blank=True)
    licence = models.CharField(_("licence"), max_length=limits.IMAGE["licence"], blank=True)
    source_url = models.CharField(_("source URL"), max_length=limits.IMAGE["source_url"], blank=True)
    in_lead = models.BooleanField(_("beside the lead"), default=False)

    history = TrackedRecords()
    objects = ContentQuerySet["Image"].as_manager()

    class Meta:
        """Keys are unique within an article."""

        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="image_key_once")]

    def __str__(self) -> str:
        """Return the caption, or the key."""
        return self.caption or self.key
