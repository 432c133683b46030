"""Who wrote what: kept for the newest Revision and for the published one, and what is remembered of text that went."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article
from .revision import Revision


class Attribution(models.Model):
    """The origins of an article's words at one Revision, as `content.attribution.to_data` writes them."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="attributions")
    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="attribution")
    data = models.JSONField()

    class Meta:
        """Made anew by each save."""

        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")

    def __str__(self) -> str:
        """Name the revision."""
        return f"{self.article_id} · {self.revision_id}"


class FormerText(models.Model):
    """A passage or sentence that an article had and lost: its digest, and the origins of its words."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=32)
    spans = models.JSONField()

    class Meta:
        """The first time that it went is what counts."""

        verbose_name = _("former text")
        verbose_name_plural = _("former texts")
        constraints = [models.UniqueConstraint(fields=["article", "digest"], name="former_text_once")]

    def __str__(self) -> str:
        """Return the digest."""
        return self.digest
