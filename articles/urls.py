"""The public addresses. They do not change; a renamed article keeps its old ones as redirects."""

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter, StringConverter

from .content.slugs import is_slug
from .views import files, lists, past, reading


class RevisionNumber(IntConverter):
    """A revision's number: from 1, and no longer than a database can hold."""

    regex = "[1-9][0-9]{0,8}"


class Slug(StringConverter):
    """A slug, in letters and digits of any script."""

    def to_python(self, value: str) -> str:
        """Return the slug; raise ValueError, which is a 404, for anything else."""
        if not is_slug(value):
            raise ValueError(value)
        return value


register_converter(RevisionNumber, "number")
register_converter(Slug, "title")

SLUG = "wiki/<title:slug>/"

urlpatterns = [
    path("", lists.home, name="home"),
    path("index/", lists.index, name="index"),
    path("categories/", lists.categories, name="categories"),
    path("categories/<title:slug>/", lists.category, name="category"),
    path("search/", lists.search, name="search"),
    path(SLUG, reading.article, name="article"),
    path(f"{SLUG}preview/", reading.preview, name="preview"),
    path(f"{SLUG}history/", past.history, name="history"),
    path(f"{SLUG}revisions/<number:number>/", past.revision, name="revision"),
    path(f"{SLUG}compare/<number:old>...<number:new>/", past.compare, name="compare"),
    re_path(r"^images/(?P<name>[a-z0-9]+(-[a-z0-9]+)?\.(jpg|png|webp))$", files.image, name="image"),
    path("healthz", files.health, name="health"),
]
