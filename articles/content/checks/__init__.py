"""What an editor should look at before an article is published: one table of checks over a Snapshot.

Each check is a pure function with a name and a severity; what it finds has a place, the words concerned, and a
fingerprint that stays the same as long as they do. What keeps a Snapshot from being saved is the part of `problems`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from ..snapshot import Snapshot
from . import claims, layout, links, moving, sources
from .finding import Fault, Finding, Known, Severity, State, Target
from .reading import Reading

__all__ = ["CHECKS", "Check", "Finding", "Known", "Severity", "State", "Target", "run"]


@dataclass(frozen=True, slots=True)
class Check:
    """What a check finds, and how bad that is; a single fault may be less bad."""

    severity: Severity
    find: Callable[[Reading], Iterable[Fault]]


CHECKS: dict[str, Check] = {
    "claim-without-source": Check("warning", claims.unsourced),
    "moving-time": Check("advice", moving.undated),
    "deleted-reference": Check("error", sources.deleted),
    "uncited-reference": Check("advice", sources.never_cited),
    "repeated-source": Check("warning", sources.repeated),
    "bare-url": Check("warning", sources.bare),
    "untitled-reference": Check("warning", sources.untitled),
    "undated-reference": Check("advice", sources.undated),
    "dates-in-conflict": Check("warning", sources.out_of_order),
    "missing-article": Check("warning", partial(links.leading, state=None)),
    "withdrawn-article": Check("warning", partial(links.leading, state="withdrawn")),
    "disambiguation": Check("warning", partial(links.leading, state="disambiguation")),
    "redirect": Check("advice", partial(links.leading, state="redirect")),
    "image-without-words": Check("warning", layout.images_without_words),
    "image-without-licence": Check("warning", layout.images_without_licence),
    "skipped-level": Check("warning", layout.skipped_levels),
    "empty-section": Check("warning", layout.empty_sections),
    "long-paragraph": Check("advice", layout.long_paragraphs),
}


def run(snapshot: Snapshot, known: Known) -> tuple[Finding, ...]:
    """Return what every check finds, in the order in which an article is printed; in a place what weighs most first."""
    reading = Reading(snapshot, known)
    return tuple(sorted(_found(reading), key=_order(reading)))


def _found(reading: Reading) -> Iterator[Finding]:
    for name, check in CHECKS.items():
        for fault in check.find(reading):
            yield Finding(name, fault.severity or check.severity, fault.place, fault.values, fault.text, fault.weight)


_PARTS = ("article", "section", "image", "reference")


def _order(reading: Reading) -> Callable[[Finding], tuple[int, ...]]:
    """Return where a finding is printed: lead, sections, images, references as first cited, related articles."""
    snapshot = reading.snapshot
    cited = (key for passage in reading.passages for key in passage.cited)
    places = {
        "section": _numbered(section.key for section in snapshot.sections),
        "image": _numbered(image.key for image in snapshot.images),
        "reference": _numbered([*cited, *(reference.key for reference in snapshot.references)]),
    }

    def place(finding: Finding) -> tuple[int, ...]:
        at = finding.place
        part = len(_PARTS) if at.field == "related" else _PARTS.index(at.part)
        return part, places.get(at.part, {}).get(at.key, 0), at.field == "body", at.passage, finding.weight

    return place


def _numbered(keys: Iterable[str]) -> dict[str, int]:
    return {key: number for number, key in enumerate(dict.fromkeys(keys))}
