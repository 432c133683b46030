"""The sources that working copies use, anywhere in the wiki: found by those who cite, so that none is copied by hand.

Kept up to date by each edit, from what it changed. Readers never come here: what a draft cites is the editors' alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .content import identifiers
from .content.snapshot import Reference, Snapshot
from .content.words import fold
from .models import Article, SourceText
from .models import Reference as Row
from .revisions import reference_of
from .search import Query

# References that are looked through for one answer, newest first.
MOST = 400


@dataclass(frozen=True, slots=True)
class Used:
    """A source as one article cites it, the title of that article, and how many others cite it too."""

    reference: Reference
    article: str
    others: int


def record(article: Article, before: Snapshot, after: Snapshot) -> None:
    """Follow an edit of an article: write the words of the references that it changed."""
    known = {reference.key: reference for reference in before.references}
    changed = {each.key: searched(each) for each in after.references if known.get(each.key) != each}
    if not changed:
        return
    rows = Row.objects.filter(article=article, key__in=changed).values_list("pk", "key")
    SourceText.objects.bulk_create(
        [SourceText(reference_id=pk, searched=changed[key]) for pk, key in rows],
        update_conflicts=True,
        unique_fields=["reference"],
        update_fields=["searched"],
    )


def searched(reference: Reference) -> str:
    """Return the words by which a source is found: who, what, where, when, and its numbers."""
    names = (" ".join(filter(None, (name.given, name.family, name.literal))) for name in reference.authors)
    parts = (
        *names,
        reference.title,
        reference.container_title,
        reference.publisher,
        reference.issued,
        reference.url,
        reference.doi,
        reference.isbn,
    )
    return fold("\n".join(filter(None, parts)))


def find(query: Query, *, but: int | None = None, length: int = 20) -> list[Used]:
    """Return the sources that hold every term, each once; those of the article `but` (a key) are left out."""
    if not query.terms:
        return []
    rows = Row.objects.select_related("article").order_by("-pk")
    for term in query.terms:
        rows = rows.filter(source_text__searched__contains=fold(_bare(term)))
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows.exclude(article=but)[:MOST]:
        found.setdefault(_identity(row), []).append(row)
    return [_used(uses) for uses in list(found.values())[:length]]


def _used(uses: list[Row]) -> Used:
    return Used(reference_of(uses[0]), uses[0].article.title, len({row.article_id for row in uses}) - 1)


def _bare(term: str) -> str:
    """Return what all addresses of one page have in common, of a term that is one."""
    return identifiers.same_address(term) if term.startswith(("http://", "https://")) else term


def _identity(row: Row) -> tuple[str, str]:
    """Return what tells a source from others: its DOI, its ISBN, its address, or else its row."""
    names: Iterable[tuple[str, str]] = (
        ("doi", identifiers.doi(row.doi).lower()),
        ("isbn", identifiers.isbn(row.isbn)),
        ("url", identifiers.same_address(row.url)),
    )
    return next(((kind, name) for kind, name in names if name), ("row", str(row.pk)))
