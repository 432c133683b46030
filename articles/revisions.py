"""Reading the past: an article as a Snapshot at any Revision.

Assembled by the Revision's number and never by date, in a fixed number of queries whatever the number of
sections and of revisions. Refuses to write anything.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery

from .content import snapshot as content
from .content.names import from_csl
from .models import Article, Image, Reference, Revision, Section


def at(article: Article, number: int) -> content.Snapshot:
    """Return the article as Revision `number` left it; raise Revision.DoesNotExist where there is none."""
    return of(article.revisions.get(number=number))


def newest(article: Article) -> Revision:
    """Return the Revision of the working copy; raise Revision.DoesNotExist for an article without any."""
    return article.revisions.latest("number")


def of(revision: Revision) -> content.Snapshot:
    """Return the article as this Revision left it."""
    row = Article.history.filter(id=revision.article_id, revision_id__lte=revision.pk).latest("revision_id")
    return content.Snapshot(
        title=row.title,
        slug=row.slug,
        short_description=row.short_description,
        language=row.language,
        lead=row.lead,
        categories=tuple(row.categories),
        related=tuple(row.related),
        sections=tuple(map(_section, _rows(Section, revision))),
        references=tuple(map(reference_of, _rows(Reference, revision))),
        images=tuple(map(_image, _rows(Image, revision).select_related("file"))),
    )


def working_copy(article: Article) -> content.Snapshot:
    """Return the newest Revision's Snapshot."""
    return of(newest(article))


def _rows(model: type[Model], revision: Revision) -> QuerySet[Any]:
    """Return the history rows of the objects that the article had, in order.

    One row for each object: the newest at or before the Revision. The objects are found by their first rows
    and each object's newest row by an index, so the cost follows the number of objects and not of revisions.
    Keys of revisions rise with their numbers within an article.
    """
    history: Any = model.history  # type: ignore[attr-defined]
    newest_row = history.filter(id=OuterRef("id"), revision_id__lte=revision.pk).order_by("-revision_id")
    births = history.filter(article_id=revision.article_id, history_type="+", revision_id__lte=revision.pk)
    newest_keys = births.annotate(newest=Subquery(newest_row.values("history_id")[:1])).values("newest")
    rows: QuerySet[Any] = history.filter(history_id__in=newest_keys).exclude(history_type="-")
    return rows.order_by("position", "id")


def _fields(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("key", *names)}


def _section(row: Any) -> content.Section:
    return content.Section(**_fields(row, content.SECTION_FIELDS))


def reference_of(row: Any) -> content.Reference:
    """Return a row, of the working copy or of the history, as a Reference."""
    return content.Reference(**{**_fields(row, content.REFERENCE_FIELDS), "authors": from_csl(row.authors)})


def _image(row: Any) -> content.Image:
    names = [name for name in content.IMAGE_FIELDS if name not in ("file", "width", "height")]
    file = row.file
    return content.Image(**_fields(row, names), file=file.name, width=file.width, height=file.height)
