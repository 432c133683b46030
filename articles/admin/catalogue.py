"""What stands beside the articles: categories and stored pictures."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Category, ImageFile


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    """A category's description can be written; its name is its identity."""

    list_display = ["name", "articles"]
    search_fields = ["name"]
    fields = ["name", "description"]
    readonly_fields = ["name"]

    def view_on_site(self, obj: Category) -> str:
        """Return the category's page."""
        return obj.get_absolute_url()

    @admin.display(description=_("articles"))
    def articles(self, category: Category) -> int:
        """Return how many published articles stand under it."""
        return category.listings.count()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: categories come from articles."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a category goes when no article names it."""
        return False


@admin.register(ImageFile)
class ImageFileAdmin(admin.ModelAdmin):
    """The stored pictures, to look at: they enter through articles, and their bytes never change."""

    list_display = ["name", "width", "height", "size", "uploaded_at", "uploaded_by"]
    list_select_related = ["uploaded_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: pictures are uploaded in an article's form."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a stored picture does not change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a page of the past may need it."""
        return False
