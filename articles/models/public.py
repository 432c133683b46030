"""What readers can find: tables derived from published Snapshots, and from nothing else.

They are remade by `workflow` whenever an article is published or withdrawn, in the same transaction. No draft
reaches them, so a list, a search or a link made from them cannot leak one.
"""

from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..content import limits
from .article import Article
from .files import ImageFile
from .publication import Publication


class Address(models.Model):
    """A slug that leads to an article: the one it has now, and every one that it ever had in public."""

    slug = models.CharField(_("slug"), max_length=limits.SLUG, primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="addresses")
    since = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Addresses are kept for good."""

        verbose_name = _("address")
        verbose_name_plural = _("addresses")

    def __str__(self) -> str:
        """Return the slug."""
        return self.slug


class FormerAnchor(models.Model):
    """The anchor of a heading that was renamed: the section still answers to it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="former_anchors")
    section_key = models.CharField(_("section"), max_length=limits.KEY)
    anchor = models.CharField(_("anchor"), max_length=320)
    since = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """An anchor is remembered once for a section."""

        constraints = [models.UniqueConstraint(fields=["article", "section_key", "anchor"], name="former_anchor_once")]

    def __str__(self) -> str:
        """Return the anchor."""
        return self.anchor


class ListingQuerySet(models.QuerySet["Listing"]):
    """The vocabulary for lists of public articles."""

    def newest(self) -> Self:
        """Order by the time of the published Revision, newest first."""
        return self.order_by("-updated_at", "pk")

    def most_linked(self) -> Self:
        """Order by how many public articles link here; those that none links to are left out."""
        return self.filter(linked_from__gt=0).order_by("-linked_from", Lower("title"), "pk")

    def by_title(self) -> Self:
        """Order from A to Z."""
        return self.order_by("sort_title", "pk")


class Listing(models.Model):
    """A public article as lists, cards, search and related articles show it."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="listing")
    slug = models.CharField(_("slug"), max_length=limits.SLUG, unique=True)
    title = models.CharField(_("title"), max_length=limits.ARTICLE["title"])
    sort_title = models.CharField(max_length=300, db_index=True)
    initial = models.CharField(max_length=1, db_index=True)
    short_description = models.CharField(
        _("short description"), max_length=limits.ARTICLE["short_description"], blank=True
    )
    excerpt = models.TextField(_("excerpt"), blank=True)
    language = models.CharField(_("language"), max_length=limits.LANGUAGE)
    image = models.ForeignKey(ImageFile, on_delete=models.PROTECT, null=True, related_name="+")
    image_alternative_text = models.CharField(max_length=limits.IMAGE["alternative_text"], blank=True)
    text = models.TextField()
    # The text and the title in the form in which they are searched: folded case, no accents.
    searched_title = models.TextField()
    searched_text = models.TextField()
    updated_at = models.DateTimeField(_("updated"), db_index=True)
    revisions = models.PositiveIntegerField(default=1)
    editors = models.PositiveIntegerField(default=1)
    sources = models.PositiveIntegerField(default=0)
    linked_from = models.PositiveIntegerField(default=0)

    objects = ListingQuerySet.as_manager()

    class Meta:
        """One for each public article."""

        verbose_name = _("listing")
        verbose_name_plural = _("listings")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the article's address."""
        return reverse("article", args=[self.slug])


class StoredPage(models.Model):
    """The finished page of a public article, kept until anything that it shows changes.

    `version` rises whenever the page is forgotten, so that one rendered from what was there before cannot be kept
    after. `made_by` names the code, templates and settings that made it: another build makes its own.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="stored_page")
    version = models.PositiveBigIntegerField(default=0)
    made_by = models.CharField(max_length=64, blank=True)
    etag = models.CharField(max_length=64, blank=True)
    link = models.TextField(blank=True)
    html = models.BinaryField(null=True)
    gzip = models.BinaryField(null=True)
    brotli = models.BinaryField(null=True)

    class Meta:
        """One for each article that ever was public."""

    def __str__(self) -> str:
        """Name the article."""
        return f"{self.article_id} · {self.version}"


class Link(models.Model):
    """A link from a public article to a slug, whether or not an article has it; chosen as related, or in the text."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="links")
    slug = models.CharField(_("slug"), max_length=limits.SLUG, db_index=True)

    class Meta:
        """A slug is counted once for an article."""

        constraints = [models.UniqueConstraint(fields=["listing", "slug"], name="link_once")]

    def __str__(self) -> str:
        """Return the slug that it leads to."""
        return self.slug


class Category(models.Model):
    """A subject under which public articles stand. Its name is its identity and does not change."""

    name = models.CharField(_("name"), max_length=limits.CATEGORY, unique=True)
    slug = models.CharField(_("slug"), max_length=limits.SLUG, unique=True)
    description = models.TextField(_("description"), blank=True, help_text=_("Shown above the list of its articles."))
    listings = models.ManyToManyField(Listing, through="Categorization", related_name="categories")

    # Part of no article, so without a Revision: who changed the description, and when.
    history = HistoricalRecords()

    class Meta:
        """From A to Z."""

        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["name"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("category", args=[self.slug])


class Categorization(models.Model):
    """A public article under a category, in the article's order."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE)
    category = models.ForeignKey(Category, on_delete=models.CASCADE)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        """An article stands once under a category."""

        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["listing", "category"], name="categorization_once")]

    def __str__(self) -> str:
        """Name both sides."""
        return f"{self.listing_id} · {self.category_id}"
