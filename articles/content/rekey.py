"""Keys of rows that two edits of one base added: one source is one reference, two things are never one row.

Keys are made from words, so two people who add a section "History" give it the same one; and two who cite one page
may give it two.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from . import identifiers
from .slugs import slug
from .snapshot import Image, Reference, Section, Snapshot


def rekeyed(base: Snapshot, theirs: Snapshot, mine: Snapshot) -> Snapshot:
    """Return `mine` with the keys that `theirs` gave to the same new things, and its own for what is another thing."""
    for name, same in _SAME.items():
        kept, others, owns = ({row.key: row for row in getattr(each, name)} for each in (base, theirs, mine))
        added = {key: row for key, row in others.items() if key not in kept}
        taken = {*kept, *others, *owns}
        keys: dict[str, str] = {}
        for key, row in owns.items():
            if key in kept:
                continue
            twin = next((other for other, their in added.items() if same(their, row)), key)
            if twin != key and twin in owns and same(added[twin], owns[twin]):
                twin = key
            if twin in added and not same(added[twin], row):
                twin = _free(key, taken)
            if twin != key and twin not in keys.values():
                keys[key] = twin
                taken.add(twin)
        if keys:
            mine = _with_keys(mine, name, keys)
    return mine


def _same_section(theirs: Section, mine: Section) -> bool:
    return theirs == mine or (theirs.key == mine.key and slug(theirs.heading) == slug(mine.heading))


def _same_source(theirs: Reference, mine: Reference) -> bool:
    """Tell whether two references name one source, by DOI, ISBN or address; by all of it where they have none."""
    names, others = _identity(theirs), _identity(mine)
    return bool(names & others) if names and others else replace(theirs, key=mine.key) == mine


def _same_picture(theirs: Image, mine: Image) -> bool:
    return theirs.file == mine.file


_SAME: Mapping[str, Callable[[Any, Any], bool]] = {
    "sections": _same_section,
    "references": _same_source,
    "images": _same_picture,
}


def _identity(reference: Reference) -> set[tuple[str, str]]:
    names = {
        ("doi", identifiers.doi(reference.doi).lower()),
        ("isbn", re.sub(r"[\s-]", "", identifiers.isbn(reference.isbn)).upper()),
        ("url", identifiers.same_address(reference.url)),
    }
    return {(kind, name) for kind, name in names if name}


def _free(key: str, taken: set[str]) -> str:
    stem = key[:58].rstrip("-")
    return next(each for n in range(2, len(taken) + 3) if (each := f"{stem}-{n}") not in taken)


# How a body points at a row. Nothing else in a body can read like it: its text has no `<`.
_TOKENS = {
    "sections": ('<a data-section="{key}"', '<a data-article="{slug}" data-section="{key}"'),
    "references": ('<cite data-ref="{key}"',),
    "images": ('<figure data-image="{key}"',),
}


def _with_keys(snapshot: Snapshot, name: str, keys: Mapping[str, str]) -> Snapshot:
    """Return the Snapshot with other keys in its rows and in the text that points at them."""
    tokens = {
        form.format(slug=snapshot.slug, key=key): form.format(slug=snapshot.slug, key=new)
        for key, new in keys.items()
        for form in _TOKENS[name]
    }
    pattern = re.compile("|".join(map(re.escape, tokens)))

    def body(html: str) -> str:
        return pattern.sub(lambda found: tokens[found[0]], html)

    rows: dict[str, Any] = {
        name: tuple(replace(row, key=keys.get(row.key, row.key)) for row in getattr(snapshot, name))
    }
    snapshot = replace(snapshot, lead=body(snapshot.lead), **rows)
    return replace(snapshot, sections=tuple(replace(each, body=body(each.body)) for each in snapshot.sections))
