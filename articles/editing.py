"""The only door through which content is written.

`edit` opens it: one transaction, one lock on the article, one Revision, however many rows are touched. A
content row that is saved or deleted outside of an edit raises. An edit that changes nothing leaves no trace.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from dataclasses import replace as with_parts
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, Model
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from simple_history.signals import pre_create_historical_record

from . import revisions
from .content import diff, order, problems
from .content.clean import clean, clean_line, clean_text
from .content.merge import Clash, merge
from .content.snapshot import REFERENCE_FIELDS, SCALARS, SECTION_FIELDS, Snapshot
from .models import Address, Article, HistoryRow, Image, ImageFile, Reference, Revision, Section, tracked_models
from .signals import revision_made


class NoEditOpen(RuntimeError):
    """A content row was written outside of an edit, or inside an edit of another article."""


class InvalidContent(ValueError):
    """The content cannot be saved; `problems` says what is wrong and where."""

    def __init__(self, found: Sequence[problems.Problem]) -> None:
        super().__init__("; ".join(f"{p.code} in {p.place.part} {p.place.key} {p.place.field}".strip() for p in found))
        self.problems = tuple(found)


class Conflict(Exception):
    """Somebody else changed the same places since `base`; `clashes` has theirs, mine and the base of each."""

    def __init__(self, newest: Revision, clashes: Sequence[Clash] = ()) -> None:
        super().__init__(f"revision {newest.number} changed the same places")
        self.newest = newest
        self.clashes = tuple(clashes)


@dataclass(slots=True)
class Edit:
    """An edit while it is open. `revision` appears with the first row that is written."""

    by: User | None
    summary: str
    kind: str
    at: datetime | None
    restored_from: int | None
    article: Article | None
    revision: Revision | None = None

    def open_revision(self, article: Article) -> Revision:
        """Return the Revision of this edit, made when it is first asked for."""
        if self.article is None:
            self.article = article
        if self.revision is None:
            number = article.revisions.aggregate(newest=Max("number"))["newest"] or 0
            self.revision = Revision.objects.create(
                article=article,
                number=number + 1,
                at=self.at or timezone.now(),
                by=self.by,
                summary=self.summary,
                kind=self.kind,
                restored_from=self.restored_from,
            )
        return self.revision


_open: ContextVar[Edit | None] = ContextVar("open_edit", default=None)


@contextmanager
def edit(  # noqa: PLR0913 (each is a fact of its own about the Revision)
    article: Article | None,
    *,
    by: User | None,
    summary: str,
    base: int | None = None,
    kind: str = Revision.Kind.EDITED,
    at: datetime | None = None,
    restored_from: int | None = None,
) -> Iterator[Edit]:
    """Open one edit of an article (None: of one that is made within); it is saved as one Revision at the end.

    `base` is the number of the Revision that the editor saw: Conflict is raised where it is no longer the
    newest. Whatever is raised inside leaves everything as it was, and so does an edit that changes nothing:
    its `revision` is None.
    """
    if _open.get() is not None:
        raise NoEditOpen("an edit is open already; one edit is one Revision")
    with transaction.atomic():
        before = _locked(article, base) if article else None
        opened = Edit(by, clean_line(summary), kind, at, restored_from, article)
        token = _open.set(opened)
        try:
            yield opened
        finally:
            _open.reset(token)
        if opened.revision is not None:
            _close(opened, opened.revision, before)


def is_open() -> bool:
    """Tell whether an edit is open here: in this thread, or this task."""
    return _open.get() is not None


def create(snapshot: Snapshot, *, by: User | None, summary: str, **how: Any) -> Article:
    """Make a new article from a Snapshot, as its Revision 1; raise InvalidContent where it cannot be saved."""
    how.setdefault("kind", Revision.Kind.CREATED)
    with edit(None, by=by, summary=summary, **how) as opened:
        snapshot = checked(snapshot)
        article = Article(**{name: _stored(getattr(snapshot, name)) for name in SCALARS})
        article.save()
        assert opened.article is not None
        _write_rows(article, None, snapshot)
    return article


def replace(
    article: Article,
    snapshot: Snapshot,
    *,
    by: User | None,
    summary: str,
    base: int | None = None,
    **how: Any,
) -> Revision | None:
    """Make the article what the Snapshot says; return the new Revision, or None where it was so already.

    With `base`, the Snapshot is an edit of that Revision: what others have saved since is merged into it, and
    Conflict is raised where they changed the same places. Without it, the Snapshot is taken as it is.
    Raises InvalidContent where it cannot be saved.
    """
    with edit(article, by=by, summary=summary, **how) as opened:
        newest = revisions.newest(article)
        now = revisions.of(newest)
        snapshot = checked(snapshot, article=article)
        if base is not None and base != newest.number:
            snapshot, clashes = merge(revisions.at(article, base), now, snapshot)
            if clashes:
                raise Conflict(newest, clashes)
            snapshot = checked(snapshot, article=article)
        if snapshot != now:
            _write_article(article, now, snapshot)
            _write_rows(article, now, snapshot)
    return opened.revision


def checked(snapshot: Snapshot, *, article: Article | None = None) -> Snapshot:
    """Return the Snapshot with its text cleaned; raise InvalidContent where it cannot be saved."""
    snapshot = cleaned(snapshot)
    found = list(problems.errors(snapshot))
    found += _taken_address(snapshot, article)
    if found:
        raise InvalidContent(found)
    return snapshot


def cleaned(snapshot: Snapshot) -> Snapshot:
    """Return the Snapshot with markup brought into the closed subset and plain text into plain lines."""
    return with_parts(
        snapshot,
        title=clean_line(snapshot.title),
        short_description=clean_line(snapshot.short_description),
        lead=clean(snapshot.lead),
        categories=tuple(dict.fromkeys(filter(None, map(clean_line, snapshot.categories)))),
        related=tuple(dict.fromkeys(snapshot.related)),
        sections=tuple(with_parts(s, heading=clean_line(s.heading), body=clean(s.body)) for s in snapshot.sections),
        references=tuple(map(_cleaned_reference, snapshot.references)),
        images=tuple(
            with_parts(
                image,
                alternative_text=clean_line(image.alternative_text),
                caption=clean_line(image.caption),
                credit=clean_line(image.credit),
                licence=clean_line(image.licence),
            )
            for image in snapshot.images
        ),
    )


def _cleaned_reference(reference: Any) -> Any:
    lines = {n: clean_line(getattr(reference, n)) for n in REFERENCE_FIELDS if n not in ("authors", "quote", "extra")}
    authors = tuple(
        with_parts(n, family=clean_line(n.family), given=clean_line(n.given), literal=clean_line(n.literal))
        for n in reference.authors
    )
    return with_parts(reference, **lines, authors=authors, quote=clean_text(reference.quote))


def _taken_address(snapshot: Snapshot, article: Article | None) -> list[problems.Problem]:
    mine = article.pk if article else 0
    taken = (
        Article.objects.filter(slug=snapshot.slug).exclude(pk=mine).exists()
        or Address.objects.filter(slug=snapshot.slug).exclude(article_id=mine).exists()
    )
    place = problems.Place("article", "", "slug")
    return [problems.Problem("taken-slug", "error", place, {"slug": snapshot.slug})] if taken else []


# Opening and closing ------------------------------------------------------------------------------------------


def _locked(article: Article, base: int | None) -> Snapshot:
    Article.objects.select_for_update().only("pk").get(pk=article.pk)
    newest = revisions.newest(article)
    if base is not None and base != newest.number:
        raise Conflict(newest)
    return revisions.of(newest)


def _close(opened: Edit, revision: Revision, before: Snapshot | None) -> None:
    after = revisions.of(revision)
    if before == after:
        opened.revision = None
        transaction.set_rollback(True)
        return
    changes = diff.compare(before or Snapshot(title="", slug=""), after)
    revision.words_added, revision.words_removed = diff.size(changes)
    revision.touched = [[change.part, change.key, change.name, change.action] for change in changes]
    revision.save(update_fields=["words_added", "words_removed", "touched"])
    revision_made.send(sender=Revision, revision=revision, snapshot=after)


# Writing rows -------------------------------------------------------------------------------------------------


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _write_article(article: Article, now: Snapshot, wanted: Snapshot) -> None:
    if changed := [name for name in SCALARS if getattr(now, name) != getattr(wanted, name)]:
        for name in SCALARS:
            setattr(article, name, _stored(getattr(wanted, name)))
        article.save(update_fields=changed)


def _write_rows(article: Article, now: Snapshot | None, wanted: Snapshot) -> None:
    _write_kind(
        article,
        Section,
        now.sections if now else (),
        wanted.sections,
        lambda s: {n: getattr(s, n) for n in SECTION_FIELDS},
    )
    _write_kind(article, Reference, now.references if now else (), wanted.references, _reference_values)
    files = {file.name: file for file in ImageFile.objects.filter(name__in={image.file for image in wanted.images})}
    unknown = [image for image in wanted.images if image.file not in files]
    if unknown:
        place = problems.Place("image", unknown[0].key, "file")
        raise InvalidContent([problems.Problem("unknown-file", "error", place, {"file": unknown[0].file})])
    _write_kind(article, Image, now.images if now else (), wanted.images, lambda i: _image_values(i, files))


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


# Guards -------------------------------------------------------------------------------------------------------


def _edit_of(instance: Model) -> Edit:
    opened = _open.get()
    if opened is None:
        raise NoEditOpen(f"{instance._meta.label} is content: write it inside editing.edit(...)")
    article_id = instance.pk if isinstance(instance, Article) else instance.article_id  # type: ignore[attr-defined]
    if opened.article is not None and article_id != opened.article.pk:
        raise NoEditOpen(f"{instance._meta.label} belongs to another article than the open edit")
    return opened


def _guard(instance: Model, **kwargs: Any) -> None:
    """Raise before a row is touched; the history's own receiver would come after it."""
    _edit_of(instance)


@receiver(pre_create_historical_record)
def _stamp(instance: Model, history_instance: Any, **kwargs: Any) -> None:
    """Give a history row its Revision, and make it the only one of its object in it."""
    if not isinstance(history_instance, HistoryRow):
        return
    opened = _edit_of(instance)
    revision = opened.open_revision(instance if isinstance(instance, Article) else instance.article)  # type: ignore[attr-defined]
    history_instance.revision = revision
    history_instance.history_date = revision.at
    history_instance.history_user = revision.by
    earlier = type(history_instance).objects.filter(id=instance.pk, revision=revision)
    first = earlier.values_list("history_type", flat=True).first()
    if first == "+" and history_instance.history_type == "~":
        history_instance.history_type = "+"
    earlier.delete()


for _model in tracked_models():
    pre_save.connect(_guard, sender=_model)
    pre_delete.connect(_guard, sender=_model)
