"""Bringing the past back: restore a Revision or a part of it, undo one and keep what came after."""

from collections.abc import Mapping
from typing import Any, Literal

from django.contrib.auth.models import User

from .. import attribution, revisions
from ..content.merge import Clash, merge
from ..content.problems import Place
from ..content.restore import restored, with_needed
from ..content.snapshot import Snapshot
from ..models import Article, Revision
from .content import checked
from .door import Conflict, edit
from .rows import write

# For a place that was changed again since: keep it as it is now, or take it back as well.
type Choice = Literal["keep", "undo"]
_MERGED = {"keep": "theirs", "undo": "mine"}


def restore(
    article: Article, number: int, *, by: User | None, summary: str, place: Place | None = None, base: int | None = None
) -> Revision | None:
    """Make the article, or one place in it, what Revision `number` had; return the new Revision, None where it was so.

    Raises Conflict where `base` is no longer the newest, InvalidContent where the result cannot be saved.
    """
    how: dict[str, Any] = {"kind": Revision.Kind.RESTORED, "restored_from": number, "base": base}
    with edit(article, by=by, summary=summary, **how) as opened:
        now = opened.before
        wanted = checked(restored(now, revisions.at(article, number), place), article=article, now=now)
        if wanted != now:
            write(article, now, wanted)
    return opened.revision


def preceding(article: Article, number: int) -> Snapshot:
    """Return what Revision `number` is told against: mostly the one before it; before the first there was nothing."""
    before = article.revisions.get(number=number).previous_number
    return revisions.at(article, before) if before else attribution.NOTHING


def undone(
    article: Article, number: int, choices: Mapping[Place, Choice] | None = None
) -> tuple[Snapshot, tuple[Clash, ...]]:
    """Return (the article without what Revision `number` did, the places that were changed again since).

    `choices` says for each of these places whether it is kept as it is now, as where it says nothing, or taken back
    too; `mine` of a Clash is what was there before the Revision. What the text still needs stays: references, images.
    """
    before = preceding(article, number)
    now = revisions.working_copy(article)
    taken: dict[Place, Any] = {place: _MERGED[choice] for place, choice in (choices or {}).items()}
    merged, clashes = merge(revisions.at(article, number), now, before, taken, otherwise="theirs")
    return with_needed(merged, now), clashes


def undo(
    article: Article,
    number: int,
    *,
    by: User | None,
    summary: str,
    choices: Mapping[Place, Choice] | None = None,
    base: int | None = None,
) -> Revision | None:
    """Take back what one Revision did and keep what came after it; return the new Revision, None where nothing is left.

    Conflict is raised where `choices` says nothing of a place that was changed again since, or where `base` is no
    longer the newest.
    """
    with edit(article, by=by, summary=summary, base=base) as opened:
        wanted, clashes = undone(article, number, choices)
        unchosen = [clash for clash in clashes if clash.place not in (choices or {})]
        if unchosen and opened.newest:
            raise Conflict(opened.newest, unchosen)
        wanted = checked(wanted, article=article, now=opened.before)
        if wanted != opened.before:
            write(article, opened.before, wanted)
    return opened.revision
