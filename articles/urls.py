"""The public addresses. They do not change; a renamed article keeps its old ones as redirects."""

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter, StringConverter

from .content.slugs import is_slug
from .views import authors, changes, citing, files, following, lists, memento, past, reading


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
    path("changes/", changes.recent, name="changes"),
    path("changes/feed/", changes.feed, name="changes-feed"),
    path("following/<str:token>/feed/", following.feed, name="following-feed"),
    path("people/<str:username>/", changes.person, name="person"),
    path(SLUG, reading.article, name="article"),
    path(f"{SLUG}preview/", reading.preview, name="preview"),
    path(f"{SLUG}authors/", authors.authors, name="authors"),
    path(f"{SLUG}at/", past.at, name="at"),
    path(f"{SLUG}history/", past.history, name="history"),
    path(f"{SLUG}history/feed/", changes.article_feed, name="history-feed"),
    path(f"{SLUG}revisions/<number:number>/", past.revision, name="revision"),
    path(f"{SLUG}revisions/<number:number>/again/<number:key>/", past.again, name="revision-again"),
    path(f"{SLUG}revisions/<number:number>/cite/", citing.cite, name="cite"),
    path(f"{SLUG}revisions/<number:number>/cite.<slug:ending>", citing.cite_file, name="cite-file"),
    path(f"{SLUG}timegate/", memento.timegate, name="timegate"),
    path(f"{SLUG}timemap/", memento.timemap, name="timemap"),
    path(f"{SLUG}timemap/<number:key>/", memento.timemap_page, name="timemap-page"),
    path(f"{SLUG}compare/<number:old>...<number:new>/", past.compare, name="compare"),
    re_path(r"^images/(?P<name>[a-z0-9]+(-[a-z0-9]+)?\.(jpg|png|webp))$", files.image, name="image"),
    path("healthz", files.health, name="health"),
]
