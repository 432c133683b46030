"""What is wrong with a Snapshot, and where: errors keep it from being saved. What else to look at, `checks` tell.

Each rule is a small function over the Snapshot. Words for a problem are the interface's part; here it has a
code, a place and what the words need to name.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from . import citations, dates, foreign, identifiers, limits, references, wikilinks
from .allowlist import is_key, is_language, is_url
from .markup import read, walk
from .slugs import is_slug
from .snapshot import Snapshot

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an article: the kind of part ("article", "section", ...), its key, its field.

    `passage` counts the places of one body from 1; 0 is the whole of it.
    """

    part: str
    key: str = ""
    field: str = ""
    passage: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: what (`code`), how bad, where, and the values that its words name."""

    code: str
    severity: Severity
    place: Place
    values: dict[str, str] = field(default_factory=dict)


def errors(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Return what keeps a Snapshot from being saved."""
    return tuple(problem for rule in _ERRORS for problem in rule(snapshot))


# Errors ---------------------------------------------------------------------------------------------------


def _error(code: str, part: str, key: str, name: str, /, **values: str) -> Problem:
    return Problem(code, "error", Place(part, key, name), values)


def _required(snapshot: Snapshot) -> Iterator[Problem]:
    if not snapshot.title:
        yield _error("required", "article", "", "title")
    for section in snapshot.sections:
        if not section.heading:
            yield _error("required", "section", section.key, "heading")
    for reference in snapshot.references:
        if not (reference.title or reference.url or reference.doi or reference.isbn or reference.container_title):
            yield _error("empty-reference", "reference", reference.key, "title")


def _keys(snapshot: Snapshot) -> Iterator[Problem]:
    for part, rows in (
        ("section", snapshot.sections),
        ("reference", snapshot.references),
        ("image", snapshot.images),
    ):
        for key, number in Counter(row.key for row in rows).items():
            if not is_key(key):
                yield _error("bad-key", part, key, "key", key=key)
            elif number > 1:
                yield _error("repeated-key", part, key, "key", key=key)


def _forms(snapshot: Snapshot) -> Iterator[Problem]:
    if not is_slug(snapshot.slug):
        yield _error("bad-slug", "article", "", "slug", slug=snapshot.slug)
    if not is_language(snapshot.language):
        yield _error("bad-language", "article", "", "language", language=snapshot.language)
    for slug in snapshot.related:
        if not is_slug(slug) or slug == snapshot.slug:
            yield _error("bad-related", "article", "", "related", slug=slug)
    for section in snapshot.sections:
        if section.level not in (2, 3, 4):
            yield _error("bad-level", "section", section.key, "level", level=str(section.level))
    for image in snapshot.images:
        if image.source_url and not is_url(image.source_url):
            yield _error("bad-url", "image", image.key, "source_url", url=image.source_url)


def _sizes(snapshot: Snapshot) -> Iterator[Problem]:
    """Tell what is longer than its column or its list may be, or deeper than what reads it can follow."""
    parts: tuple[tuple[str, Sequence[Any], Mapping[str, int]], ...] = (
        ("article", [snapshot], limits.ARTICLE),
        ("section", snapshot.sections, limits.SECTION),
        ("reference", snapshot.references, limits.REFERENCE),
        ("image", snapshot.images, limits.IMAGE),
    )
    for part, rows, table in parts:
        if len(rows) > limits.ROWS:
            yield _error("too-many", part, "", "", limit=str(limits.ROWS))
        for row in rows:
            for name, limit in table.items():
                if _length(getattr(row, name)) > limit:
                    yield _error("too-long", part, getattr(row, "key", ""), name, limit=str(limit))
    if any(len(name) > limits.CATEGORY for name in snapshot.categories):
        yield _error("too-long", "article", "", "categories", limit=str(limits.CATEGORY))
    for reference in snapshot.references:
        if foreign.is_deep(reference.extra):
            yield _error("too-deep", "reference", reference.key, "extra", limit=str(limits.DEPTH))


def _length(value: Any) -> int:
    """Return the number of characters that a field takes in the form."""
    if isinstance(value, tuple):
        return sum(len(name.as_line()) + 1 for name in value)
    return len(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


_REFERENCE_FORMS: dict[str, tuple[str, Callable[[str], object]]] = {
    "type": ("bad-type", references.TYPES.__contains__),
    "url": ("bad-url", is_url),
    "archive_url": ("bad-url", is_url),
    "issued": ("bad-date", dates.is_date),
    "archive_date": ("bad-date", dates.is_date),
    "access_date": ("bad-date", dates.is_date),
    "doi": ("bad-doi", identifiers.doi),
    "isbn": ("bad-isbn", identifiers.isbn),
    "language": ("bad-language", is_language),
}


def _reference_forms(snapshot: Snapshot) -> Iterator[Problem]:
    for reference in snapshot.references:
        for name, (code, test) in _REFERENCE_FORMS.items():
            value = getattr(reference, name)
            if value and not test(value):
                yield _error(code, "reference", reference.key, name, **{code.removeprefix("bad-"): value})


def _unknown_citations(snapshot: Snapshot) -> Iterator[Problem]:
    known = {reference.key for reference in snapshot.references}
    for citation in citations.of(snapshot):
        if citation.key not in known:
            yield _in_body("unknown-citation", citation.section, key=citation.key)


def _unknown_sections(snapshot: Snapshot) -> Iterator[Problem]:
    known = {section.key for section in snapshot.sections}
    for key, html in snapshot.bodies():
        for link in wikilinks.linked(html):
            if link.slug in ("", snapshot.slug) and link.section and link.section not in known:
                yield _in_body("unknown-section", key, key=link.section, text=link.text)


def _unknown_images(snapshot: Snapshot) -> Iterator[Problem]:
    known = {image.key for image in snapshot.images}
    for key, html in snapshot.bodies():
        for node in walk(read(html)):
            if node.tag == "figure" and node.get("data-image") not in known:
                yield _in_body("unknown-image", key, key=node.get("data-image"))


def _in_body(code: str, section: str, /, **values: str) -> Problem:
    return _error(code, "section" if section else "article", section, "body" if section else "lead", **values)


_ERRORS: tuple[Callable[[Snapshot], Iterable[Problem]], ...] = (
    _required,
    _keys,
    _sizes,
    _forms,
    _reference_forms,
    _unknown_citations,
    _unknown_sections,
    _unknown_images,
)
