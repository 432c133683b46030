"""From a Snapshot to rows: what differs is saved, each row once; nothing else is touched."""

from collections.abc import Sequence
from typing import Any

from ..content import order, problems
from ..content.snapshot import REFERENCE_FIELDS, SCALARS, SECTION_FIELDS, Snapshot
from ..models import Article, Image, ImageFile, Reference, Section


class InvalidContent(ValueError):
    """The content cannot be saved; `problems` says what is wrong and where."""

    def __init__(self, found: Sequence[problems.Problem]) -> None:
        super().__init__("; ".join(f"{p.code} in {p.place.part} {p.place.key} {p.place.field}".strip() for p in found))
        self.problems = tuple(found)


def make(wanted: Snapshot) -> Article:
    """Save a new article as the Snapshot says."""
    article = Article(**_article_values(wanted))
    article.save()
    _write_rows(article, Snapshot(title="", slug=""), wanted)
    return article


def write(article: Article, now: Snapshot, wanted: Snapshot) -> None:
    """Save what differs between what the article is and what is wanted of it; raise InvalidContent."""
    values = _article_values(wanted)
    if changed := [name for name in SCALARS if getattr(now, name) != getattr(wanted, name)]:
        for name in SCALARS:
            setattr(article, name, values[name])
        article.save(update_fields=changed)
    _write_rows(article, now, wanted)


def _article_values(wanted: Snapshot) -> dict[str, Any]:
    values = {name: getattr(wanted, name) for name in SCALARS}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _write_rows(article: Article, now: Snapshot, wanted: Snapshot) -> None:
    _write_kind(
        article,
        Section,
        now.sections,
        wanted.sections,
        lambda s: {n: getattr(s, n) for n in SECTION_FIELDS},
    )
    _write_kind(article, Reference, now.references, wanted.references, _reference_values)
    files = {file.name: file for file in ImageFile.objects.filter(name__in={image.file for image in wanted.images})}
    unknown = [image for image in wanted.images if image.file not in files]
    if unknown:
        place = problems.Place("image", unknown[0].key, "file")
        raise InvalidContent([problems.Problem("unknown-file", "error", place, {"file": unknown[0].file})])
    _write_kind(article, Image, now.images, wanted.images, lambda i: _image_values(i, files))


def _write_kind(article: Article, model: Any, now: Sequence[Any], wanted: Sequence[Any], values: Any) -> None:
    """Save the rows of one kind that differ, each once; a row that comes back takes its old key in the database."""
    rows = {row.key: row for row in model.objects.filter(article=article)}
    before = {row.key: row for row in now}
    places = order.places({key: row.position for key, row in rows.items()}, [row.key for row in wanted])
    for key in [key for key in rows if key not in places]:
        rows[key].delete()
    for row in wanted:
        if row.key not in rows:
            former = model.history.filter(article_id=article.pk, key=row.key).values_list("id", flat=True)[:1]
            model(
                pk=next(iter(former), None), article=article, key=row.key, position=places[row.key], **values(row)
            ).save(force_insert=True)
        elif row != before.get(row.key) or places[row.key] != rows[row.key].position:
            for name, value in (values(row) | {"position": places[row.key]}).items():
                setattr(rows[row.key], name, value)
            rows[row.key].save()


def _reference_values(reference: Any) -> dict[str, Any]:
    values = {name: getattr(reference, name) for name in REFERENCE_FIELDS}
    return values | {"authors": [name.as_csl() for name in reference.authors], "extra": dict(reference.extra)}


def _image_values(image: Any, files: dict[str, ImageFile]) -> dict[str, Any]:
    names = ("alternative_text", "caption", "credit", "licence", "source_url", "in_lead")
    return {name: getattr(image, name) for name in names} | {"file": files[image.file]}
