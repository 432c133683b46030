"""What readers saw when: each time that an article was published, withdrawn or brought back."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..content import limits
from .article import Article
from .files import ImageFile
from .revision import Revision


class Card(models.Model):
    """An article as other pages showed it, from one publication on until it looked otherwise."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="cards")
    slug = models.CharField(_("slug"), max_length=limits.SLUG)
    title = models.CharField(_("title"), max_length=limits.ARTICLE["title"])
    short_description = models.CharField(
        _("short description"), max_length=limits.ARTICLE["short_description"], blank=True
    )
    excerpt = models.TextField(_("excerpt"), blank=True)
    language = models.CharField(_("language"), max_length=limits.LANGUAGE)
    image = models.ForeignKey(ImageFile, on_delete=models.PROTECT, null=True, related_name="+")
    image_alternative_text = models.CharField(max_length=limits.IMAGE["alternative_text"], blank=True)

    class Meta:
        """Made by `workflow`, never changed."""

        verbose_name = _("card")
        verbose_name_plural = _("cards")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address that the article had; it leads to the one that it has."""
        return reverse("article", args=[self.slug])


class Publication(models.Model):
    """One change of what readers see of an article. Their order over the whole wiki is the order of their keys.

    So what a page showed of other articles is what their latest publications before it say, whatever the dates.
    """

    class Action(models.TextChoices):
        """What happened."""

        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REINSTATED = "reinstated", _("brought back")

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="publications", db_index=False)
    action = models.CharField(_("action"), max_length=10, choices=Action)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="publications")
    card = models.ForeignKey(Card, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # The related articles that its page showed: keys of articles, in order.
    related = models.JSONField(_("related articles"), default=list)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="publications"
    )
    reason = models.CharField(_("reason"), max_length=limits.SUMMARY, blank=True)

    class Meta:
        """Found by article, in order; by article and revision; by article and time."""

        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["article", "-id"], name="publication_by_article"),
            models.Index(fields=["article", "revision", "id"], name="publication_by_revision"),
            models.Index(fields=["article", "-at", "-id"], name="publication_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action="withdrawn", revision__isnull=True)
                | (~models.Q(action="withdrawn") & models.Q(revision__isnull=False)),
                name="publication_of_a_revision",
            ),
        ]

    def __str__(self) -> str:
        """Say what happened to what."""
        return f"{self.article_id} · {self.action}"
