"""Making an article what a Snapshot says: cleaned, checked, merged with what others saved since."""

from collections.abc import Sequence
from dataclasses import replace as with_parts
from typing import Any

from django.contrib.auth.models import User

from .. import revisions
from ..content import problems
from ..content.clean import clean, clean_data, clean_line, clean_text
from ..content.merge import merge
from ..content.snapshot import REFERENCE_FIELDS, Snapshot
from ..models import Address, Article, Revision
from .door import Conflict, edit
from .rows import InvalidContent, make, write


def create(snapshot: Snapshot, *, by: User | None, summary: str, **how: Any) -> Article:
    """Make a new article from a Snapshot, as its Revision 1; raise InvalidContent where it cannot be saved."""
    how.setdefault("kind", Revision.Kind.CREATED)
    with edit(None, by=by, summary=summary, **how):
        return make(checked(snapshot))


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
        now, newest = opened.before, opened.newest
        assert newest is not None
        snapshot = checked(snapshot, article=article, now=now)
        if base is not None and base != newest.number:
            snapshot, clashes = merge(revisions.at(article, base), now, snapshot)
            if clashes:
                raise Conflict(newest, clashes)
            snapshot = checked(snapshot, article=article, now=now)
        if snapshot != now:
            write(article, now, snapshot)
    return opened.revision


def checked(snapshot: Snapshot, *, article: Article | None = None, now: Snapshot | None = None) -> Snapshot:
    """Return the Snapshot with its text cleaned; raise InvalidContent where it cannot be saved."""
    snapshot = cleaned(snapshot, now=now)
    found = list(problems.errors(snapshot))
    found += _taken_address(snapshot, article)
    if found:
        raise InvalidContent(found)
    return snapshot


def cleaned(snapshot: Snapshot, *, now: Snapshot | None = None) -> Snapshot:
    """Return the Snapshot with markup brought into the closed subset and plain text into plain lines.

    Bodies that are in `now`, the article as it is, are clean already.
    """
    known = {body for _, body in now.bodies()} if now else set()

    def body(raw: str) -> str:
        return raw if raw in known else clean(raw)

    lines: Snapshot = _lines(snapshot, ("title", "slug", "short_description", "language"))
    return with_parts(
        lines,
        lead=body(snapshot.lead),
        categories=tuple(dict.fromkeys(filter(None, map(clean_line, snapshot.categories)))),
        related=tuple(dict.fromkeys(map(clean_line, snapshot.related))),
        sections=tuple(with_parts(_lines(s, ("key", "heading")), body=body(s.body)) for s in snapshot.sections),
        references=tuple(map(_cleaned_reference, snapshot.references)),
        images=tuple(_lines(image, _IMAGE_LINES) for image in snapshot.images),
    )


_IMAGE_LINES = ("key", "file", "alternative_text", "caption", "credit", "licence", "source_url")
_REFERENCE_LINES = ("key", *(name for name in REFERENCE_FIELDS if name not in ("authors", "quote", "extra")))


def _lines(row: Any, names: Sequence[str]) -> Any:
    return with_parts(row, **{name: clean_line(getattr(row, name)) for name in names})


def _cleaned_reference(reference: Any) -> Any:
    authors = tuple(_lines(name, ("family", "given", "literal")) for name in reference.authors)
    extra = clean_data(reference.extra)
    return with_parts(
        _lines(reference, _REFERENCE_LINES), authors=authors, quote=clean_text(reference.quote), extra=extra
    )


def _taken_address(snapshot: Snapshot, article: Article | None) -> list[problems.Problem]:
    mine = article.pk if article else 0
    taken = (
        Article.objects.filter(slug=snapshot.slug).exclude(pk=mine).exists()
        or Address.objects.filter(slug=snapshot.slug).exclude(article_id=mine).exists()
    )
    place = problems.Place("article", "", "slug")
    return [problems.Problem("taken-slug", "error", place, {"slug": snapshot.slug})] if taken else []
