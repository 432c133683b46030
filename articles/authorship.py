"""Who wrote an article, as a page: its text in stretches, its authors, the Revisions that brought what stands."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from . import attribution, pages, revisions, wording
from .content import citations, credited, markup, references, render
from .content.attribution import Attribution
from .content.snapshot import Snapshot
from .models import Revision

# Authors with a colour of their own; the rest share one.
COLOURS = 8


@dataclass(frozen=True, slots=True)
class Author:
    """Someone whose words stand in the article: how many, and the part of all, in hundredths."""

    by: User | None
    colour: int
    words: int
    share: int


@dataclass(frozen=True, slots=True)
class Brought:
    """A Revision that brought words or citations that still stand."""

    revision: Revision
    colour: int
    words: int
    sources: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A reference, and the Revision that last changed it."""

    number: int
    key: str
    label: str
    revision: Revision
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorship:
    """What the page shows; sections are (key, level, heading, text)."""

    snapshot: Snapshot
    title: SafeString
    short_description: SafeString
    lead: SafeString
    sections: tuple[tuple[str, int, SafeString, SafeString], ...]
    authors: tuple[Author, ...]
    revisions: tuple[Brought, ...]
    references: tuple[Kept, ...]


def of(revision: Revision) -> Authorship:
    """Return who wrote what of the article as a Revision left it, in a fixed number of queries."""
    snapshot = revisions.of(revision)
    found = attribution.of(revision)
    made = {
        each.number: each
        for each in Revision.objects.filter(article_id=revision.article_id, number__in=_numbers(found)).select_related(
            "by"
        )
    }
    colours = _colours(found, made)
    printed = citations.numbers(snapshot)

    def dress(number: int, cites: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        by = made[number]
        told = _("%(who)s, %(when)s") % {"who": wording.person(by.by), "when": _day(by.at)}
        # What an edit that is held says of itself is of a part that waits, too.
        told += "" if by.held else f": {by.summary}"
        if cites:
            told += " · " + _("sources: %(numbers)s") % {"numbers": " ".join(f"[{printed[key]}]" for key in cites)}
        colour = colours[by.by_id or 0]
        stretch = (("class", f"stretch by-{colour}"), ("href", f"#revision_{number}"), ("title", told))
        return (*stretch, ("data-cites", " ".join(str(printed[key]) for key in cites))) if cites else stretch

    def figure(key: str) -> markup.Element | None:
        image = snapshot.image(key)
        return render.figure(image, pages.picture(image), anchored=False) if image else None

    shown = credited.credited(snapshot, found, dress, figure)
    labels = {each.key: references.label(each) for each in snapshot.references}
    return Authorship(
        snapshot=snapshot,
        title=_html(shown.title),
        short_description=_html(shown.short_description),
        lead=_html(shown.lead),
        sections=tuple((key, level, _html(heading), _html(text)) for key, level, heading, text in shown.sections),
        authors=_authors(made, shown.words, colours),
        revisions=tuple(
            Brought(
                made[number],
                colours[made[number].by_id or 0],
                shown.words[number],
                tuple(sorted((printed[key], labels[key]) for key in shown.cited.get(number, ()))),
            )
            for number in sorted({*shown.words, *shown.cited}, reverse=True)
        ),
        references=tuple(_kept(found, made, key, number, labels[key]) for key, number in printed.items()),
    )


def _spans(found: Attribution) -> Iterator[tuple[int, int]]:
    for each in (*found.texts.values(), *(spans for body in found.bodies.values() for spans in body)):
        yield from each


def _numbers(found: Attribution) -> set[int]:
    """Return the Revisions that are named anywhere in an attribution."""
    return {number for _, number in _spans(found)} | {
        n for fields in found.references.values() for n in fields.values()
    }


def _colours(found: Attribution, made: Mapping[int, Revision]) -> dict[int, int]:
    """Return person -> colour, the first for whoever has most; 0 for those who share one. Nobody is the person 0."""
    counts: Counter[int] = Counter({each.by_id or 0: 0 for each in made.values()})
    for count, number in _spans(found):
        counts[made[number].by_id or 0] += count
    return {key: rank if rank <= COLOURS else 0 for rank, (key, _) in enumerate(counts.most_common(), start=1)}


def _authors(made: Mapping[int, Revision], words: Mapping[int, int], colours: Mapping[int, int]) -> tuple[Author, ...]:
    counts: Counter[int] = Counter()
    people = {each.by_id or 0: each.by for each in made.values()}
    for number, count in words.items():
        counts[made[number].by_id or 0] += count
    whole = max(1, counts.total())
    return tuple(
        Author(people[key], colours[key], count, round(100 * count / whole)) for key, count in counts.most_common()
    )


def _kept(found: Attribution, made: Mapping[int, Revision], key: str, number: int, label: str) -> Kept:
    fields = found.references[key]
    last = max(fields.values())
    changed = tuple(str(wording.FIELDS[name]) for name, each in fields.items() if each == last)
    return Kept(number, key, label, made[last], changed)


def _day(at: datetime) -> str:
    return date_format(localtime(at), "DATE_FORMAT")


def _html(nodes: markup.Nodes) -> SafeString:
    return pages.ready(markup.serialise(nodes))
