"""Stored pictures: files whose bytes never change and whose names cannot be guessed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImageFile(models.Model):
    """One uploaded picture as it is kept; several articles may show it, each with words of its own.

    `widths` lists the narrower copies made when it was stored; `card` tells whether there is a 4:3 crop.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    sha256 = models.CharField(_("checksum"), max_length=64, unique=True)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    size = models.PositiveIntegerField(_("bytes"))
    widths = models.JSONField(_("widths"), default=list)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """Newest first."""

        verbose_name = _("image file")
        verbose_name_plural = _("image files")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        """Name the file."""
        return self.name
