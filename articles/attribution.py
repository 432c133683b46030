"""Who wrote what, kept with the article: brought up to date by each save, from the state before it and nothing else.

The state is kept for the newest Revision and for the one that readers see; that of any other is computed from the
beginning of the article.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Max, Q

from . import revisions
from .content import attribution as content
from .content.matching import Match, match
from .content.snapshot import Snapshot
from .models import Article, Attribution, FormerText, Revision

NOTHING = Snapshot(title="", slug="")
# Digests asked for, or rows written, at once.
_BATCH = 5_000


def record(revision: Revision, before: Snapshot, after: Snapshot, matches: Iterable[Match]) -> None:
    """Bring the attribution of an article up to its newest Revision, inside the edit that makes it."""
    previous = Revision.objects.filter(article_id=revision.article_id, number=revision.number - 1).first()
    known = of(previous) if previous else content.Attribution()
    found, went = content.advance(
        known,
        before,
        after,
        matches,
        number=revision.number,
        recall=lambda digests: _recalled(revision.article_id, sorted(digests)),
    )
    rows = [FormerText(article_id=revision.article_id, digest=digest, spans=spans) for digest, spans in went.items()]
    FormerText.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    _keep(revision, found)


def of(revision: Revision) -> content.Attribution:
    """Return who wrote the words of a Revision: as it is kept, or computed from the beginning."""
    kept = Attribution.objects.filter(revision=revision).first()
    return content.from_data(kept.data) if kept else from_scratch(revision)


def from_scratch(revision: Revision) -> content.Attribution:
    """Compute the attribution of a Revision from all those up to it."""
    found, before = content.Attribution(), NOTHING
    gone: dict[str, content.Spans] = {}

    def recall(digests: set[str]) -> Mapping[str, content.Spans]:
        return {digest: gone[digest] for digest in digests if digest in gone}

    for each in Revision.objects.filter(article_id=revision.article_id, number__lte=revision.number).order_by("number"):
        after = revisions.of(each)
        matches = match(before, after)
        found, went = content.advance(found, before, after, matches, number=each.number, recall=recall)
        gone.update({digest: spans for digest, spans in went.items() if digest not in gone})
        before = after
    return found


def publish(article: Article, revision: Revision) -> None:
    """Keep the attribution of the Revision that readers see from now on."""
    if not Attribution.objects.filter(revision=revision).exists():
        _keep(revision, from_scratch(revision))
    _forget(article.pk, published=revision.pk)


def _keep(revision: Revision, found: content.Attribution) -> None:
    Attribution.objects.create(article_id=revision.article_id, revision=revision, data=content.to_data(found))
    _forget(revision.article_id, published=revision.article.published_id)


def _forget(article_id: int, *, published: int | None) -> None:
    newest = Revision.objects.filter(article_id=article_id).aggregate(newest=Max("pk"))["newest"]
    kept = Q(revision_id=newest) | Q(revision_id=published)
    Attribution.objects.filter(article_id=article_id).exclude(kept).delete()


def _recalled(article_id: int, digests: Sequence[str]) -> dict[str, content.Spans]:
    found: dict[str, content.Spans] = {}
    for start in range(0, len(digests), _BATCH):
        rows = FormerText.objects.filter(article_id=article_id, digest__in=digests[start : start + _BATCH])
        found |= {digest: content.spans_of(spans) for digest, spans in rows.values_list("digest", "spans")}
    return found
