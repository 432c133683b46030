"""Two Revisions as a reader compares them: an outline of the Changes, and each part of the article as rows.

A row is a passage that changed, with both versions marked, or some that did not, to be unfolded. One view is made at a
time: side by side, or both in one text.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import pages, related, wording
from .content import blocks, citations, diff, markup, matching, references, render, weave
from .content.diff import Change, FieldChange, ItemChange, PassageChange, RowChange
from .content.marked import Dress, View, marked, words
from .content.matching import Match, Passage
from .content.merge import Clash
from .content.problems import Place
from .content.snapshot import Image, Snapshot

type Layout = Literal["side", "inline"]

# Fields of a row that say nothing to a reader who sees all of it.
_UNTOLD = frozenset({"key", "level", "type", "width", "height", "file", "in_lead"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that changed: what it is, what happened to it, both versions (or both in `inline`), and where.

    `anchor` is its permanent place in this comparison; `other` leads to where a passage came from or went. `place` is
    where it stands in the newer version, if it does.
    """

    anchor: str
    label: str
    action: str
    notes: tuple[str, ...] = ()
    old: SafeString | None = None
    new: SafeString | None = None
    inline: SafeString | None = None
    other: str = ""
    field: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A passage that did not change, as it is: its place, and its anchor in this comparison."""

    anchor: str
    place: Place
    html: SafeString


@dataclass(frozen=True, slots=True)
class Fold:
    """Passages in a row that did not change."""

    passages: tuple[Kept, ...]

    @property
    def first(self) -> str:
        """Return the anchor of the first, by which they are known."""
        return self.passages[0].anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the article that changed: its kind, its name, what happened to it as a whole, its rows."""

    anchor: str
    kind: str
    key: str = ""
    name: str
    notes: tuple[str, ...]
    rows: tuple[Row | Fold, ...]
    # Of an image that came or whose picture is another: as it is shown now.
    figure: SafeString | None = None

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return (name, label) of the fields that changed."""
        rows = [row for row in self.rows if isinstance(row, Row) and row.field]
        return tuple(dict.fromkeys((row.field, row.label) for row in rows))

    @property
    def summary(self) -> str:
        """Say in a line what happened to it."""
        rows = [row for row in self.rows if isinstance(row, Row)]
        said = Counter((row.label, str(wording.PASSAGES[row.action])) for row in rows if row.action != "gone")
        if self.kind in ("article", "reference", "image"):
            told = list(dict.fromkeys(label for label, _action in said))
        else:
            told = [f"{label} {action}" + f" ({n}×)" * (n > 1) for (label, action), n in said.items()]
        whole = {str(wording.ACTIONS[action]) for action in ("added", "removed")} & set(self.notes)
        return ", ".join(self.notes if whole else (*self.notes, *told))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that the page shows; `size` is (words added, words removed)."""

    parts: tuple[Part, ...]
    size: tuple[int, int]


# Comparisons that a process remembers: of the reviews that are read just now. A large one is some three megabytes.
REMEMBERED = 8


def compare(old: Snapshot, new: Snapshot, layout: Layout, *, remember: bool = False) -> Comparison:
    """Compare two Snapshots. One query at most.

    `remember` is for what is read again and again, as a draft is while it is judged. A comparison is known by all that
    it is made of, so one that is remembered is what a fresh one would be.
    """
    named = {*old.related, *new.related} if old.related != new.related else set()
    titles = tuple(sorted(related.titles(named).items()))
    return (_remembered if remember else _compared)(old, new, layout, titles, get_language())


def _compared(
    old: Snapshot, new: Snapshot, layout: Layout, titles: tuple[tuple[str, str], ...], _language: str | None
) -> Comparison:
    matches = matching.match(old, new)
    changes = diff.changes(old, new, matches)
    builder = _Builder(old, new, layout, changes, matches, dict(titles))
    return Comparison(tuple(builder.parts()), diff.size(changes))


_remembered = lru_cache(REMEMBERED)(_compared)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a version: what stands there, under the name of its field where it is one of several."""

    label: str
    html: SafeString


type Version = tuple[Line, ...]


def of_clashes(
    clashes: Iterable[Clash], base: Snapshot, theirs: Snapshot, mine: Snapshot
) -> Iterator[tuple[Version, Version, Version]]:
    """Yield, for each place that two edits of `base` changed, how it was and what each made of it, marked.

    What was taken out is a version without a line.
    """
    dresses = [_dress(base, each) for each in (base, theirs, mine)]
    for clash in clashes:
        versions = zip((clash.base, clash.theirs, clash.mine), dresses, strict=True)
        was, other, own = (tuple(_version(clash, value, dress)) for value, dress in versions)
        yield was, other, own


def _version(clash: Clash, value: Any, dress: Dress) -> Iterator[Line]:
    place = clash.place
    if place.field and value not in ("", (), {}):
        yield Line("", _since(place.field, clash.base, value, dress))
    elif not place.field and value is not None:
        if place.part == "image" and (figure := dress.figure(place.key, "new")):
            yield Line("", _html((figure,)))
        for name in value.__slots__[1:]:
            old, new = getattr(clash.base, name), getattr(value, name)
            if old != new or (new and name not in _UNTOLD):
                yield Line("" if name == "body" else str(wording.FIELDS[name]), _since(name, old, new, dress))


def _since(name: str, old: Any, new: Any, dress: Dress) -> SafeString:
    """Return a value of a field with what came and what went marked in it."""
    if name in ("lead", "body"):
        return _html(marked(weave.weave(blocks.blocks(old), blocks.blocks(new)), "both", dress))
    return _html(words(_in_words(FieldChange("article", "", name, old, new)).runs, "both", dress))


def _in_words(change: FieldChange) -> FieldChange:
    """Return a change of a yes or no as one of words, any other as it is."""
    if isinstance(change.new, bool):
        return replace(change, old=wording.plain(change.old), new=wording.plain(change.new))
    return change


class _Builder:
    """The state of one comparison."""

    def __init__(
        self,
        old: Snapshot,
        new: Snapshot,
        layout: Layout,
        changes: Sequence[Change],
        matches: Sequence[Match],
        titles: Mapping[str, str],
    ) -> None:
        self.old, self.new, self.layout, self.changes, self.titles = old, new, layout, changes, titles
        self.matches = {("old", p.section, p.place): found for found in matches for p in found.old}
        self.matches |= {("new", p.section, p.place): found for found in matches for p in found.new}
        self.told = {(c.old, c.new): c for c in changes if isinstance(c, PassageChange)}
        self.by_place: defaultdict[tuple[type[Any], str, str], list[Any]] = defaultdict(list)
        for change in changes:
            if isinstance(change, (FieldChange, RowChange)):
                self.by_place[type(change), change.part, change.key].append(change)
        self.headings = {section.key: section.heading for section in (*old.sections, *new.sections)}
        self.former = {section.key: section.heading for section in old.sections}
        self.dress = _dress(old, new)

    def parts(self) -> Iterator[Part]:
        """Yield the parts that changed, in the order of the page."""
        fields = [self._field(change) for change in self._of(FieldChange, "article", "")]
        items = [change for change in self.changes if isinstance(change, ItemChange)]
        fields += [
            self._items(name, action, list(some))
            for (name, action), some in groupby(items, lambda each: (each.name, _action(each)))
        ]
        if fields:
            yield Part(anchor="change_article", kind="article", name="", notes=(), rows=tuple(fields))
        for key in ("", *_merged([s.key for s in self.old.sections], [s.key for s in self.new.sections])):
            part = self._text(key)
            if part.rows or part.notes:
                yield part
        for kind, rows in (("reference", "references"), ("image", "images")):
            keys = _merged(*([row.key for row in getattr(each, rows)] for each in (self.old, self.new)))
            for key in keys:
                part = self._row_part(kind, key)
                if part.rows or part.notes:
                    yield part

    def _of(self, kind: type[Any], part: str, key: str) -> list[Any]:
        return self.by_place[kind, part, key]

    # Fields and rows ------------------------------------------------------------------------------------------

    def _field(self, change: FieldChange) -> Row:
        change = _in_words(change)
        action = "changed" if change.old and change.new else "added" if change.new else "removed"
        return self._row(
            f"change_{change.part}_{change.key}_{change.name}",
            str(wording.FIELDS[change.name]),
            action,
            lambda view: words(change.runs, view, self.dress),
            field=change.name,
        )

    def _items(self, name: str, action: str, changes: Sequence[ItemChange]) -> Row:
        """Return what happened alike to some items of a list, as one row."""
        names = [
            self.titles.get(change.value, change.value) if name == "related" else change.value for change in changes
        ]
        tokens = [(blocks.Token(each, ((each, ()),)),) for each in names]
        runs = [weave.Run(() if action == "added" else each, () if action == "removed" else each) for each in tokens]

        def listed(view: View) -> markup.Nodes:
            lines = (markup.Element("li", (), words((run,), view, self.dress)) for run in runs)
            return (markup.Element("ul", (("class", "items"),), tuple(lines)),)

        return self._row(f"change_{name}_{action}", str(wording.FIELDS[name]), action, listed, field=name)

    def _row_part(self, kind: str, key: str) -> Part:
        moves = self._of(RowChange, kind, key)
        rows = [self._field(change) for change in self._of(FieldChange, kind, key)]
        was, now = (getattr(each, kind)(key) for each in (self.old, self.new))
        notes = [_move(change) for change in moves]
        if was is None or now is None:
            rows = [self._field(change) for change in _whole(kind, was, now)]
        elif kind == "reference" and not was.archive_url and now.archive_url:
            notes.append(_("archived copy added"))
        is_new_picture = kind == "image" and now is not None and (was is None or was.file != now.file)
        figure = self.dress.figure(key, "new") if is_new_picture else None
        return Part(
            anchor=f"change_{kind}_{key}",
            kind=kind,
            key=key,
            name=self._name(now or was),
            notes=tuple(notes),
            rows=tuple(rows),
            figure=_html((figure,)) if figure else None,
        )

    def _name(self, row: Any) -> str:
        if isinstance(row, Image):
            return row.caption or row.key
        number = self.dress.numbers[1].get(row.key) or self.dress.numbers[0].get(row.key)
        return f"[{number}] {self.dress.labels[row.key]}"

    # Text -----------------------------------------------------------------------------------------------------

    def _text(self, key: str) -> Part:
        notes = [_move(change) for change in self._of(RowChange, "section", key)]
        fields = self._of(FieldChange, "section", key)
        rows: list[Row | Fold] = [self._field(change) for change in fields]
        whole = (change for change in self._of(RowChange, "section", key) if None in (change.old, change.new))
        rows += (self._field(_heading(change)) for change in whole)
        folded: list[Match] = []
        for found, side in self._in_order(key):
            if found.is_same:
                folded.append(found)
                continue
            rows += self._fold(folded)
            folded = []
            rows.append(self._passage(self.told[found.old, found.new], key, side))
        rows += self._fold(folded) if rows else ()
        return Part(
            anchor=f"change_section_{key}" if key else "change_lead",
            kind="section" if key else "lead",
            key=key,
            name=self.headings.get(key, ""),
            notes=tuple(notes),
            rows=tuple(rows) if any(isinstance(row, Row) for row in rows) else (),
        )

    def _in_order(self, key: str) -> Iterator[tuple[Match, str]]:
        """Yield what happened in a section, each once: at its new place, and at its old one where it left that."""
        seen: set[tuple[int, str]] = set()
        left = iter(_places(self.old, key))

        def unseen(found: Match, side: str) -> bool:
            fresh = (id(found), side) not in seen
            seen.add((id(found), side))
            return fresh

        def gone(until: Match | None) -> Iterator[tuple[Match, str]]:
            for was in left:
                found = self.matches["old", key, was]
                if found is until:
                    return
                if (found.moved or not found.new) and unseen(found, "old"):
                    yield found, "old"

        for place in _places(self.new, key):
            found = self.matches["new", key, place]
            if unseen(found, "new"):
                if found.old and not found.moved:
                    yield from gone(found)
                yield found, "new"
        yield from gone(None)

    def _fold(self, folded: list[Match]) -> list[Fold]:
        if not folded:
            return []
        return [Fold(tuple(map(self._kept, folded)))]

    def _kept(self, found: Match) -> Kept:
        html = _html(marked(weave.weave(*(2 * (_blocks(found.new),))), "new", self.dress))
        return Kept(_anchor("now", found.new[0]), _place(found.new[0]), html)

    def _passage(self, change: PassageChange, key: str, side: str) -> Row:
        boxes = change.boxes
        label = str(wording.BLOCKS.get(_tag(boxes), wording.BLOCKS["p"]))
        if side == "old" and change.new:
            return self._moved_away(change, label)
        notes = [wording.detail(each, self.dress.labels) for each in diff.details(boxes)]
        anchor = _anchor("now", change.new[0]) if change.new else _anchor("was", change.old[0])
        other = ""
        if change.moved:
            other = "#" + _anchor("was", change.old[0])
            notes.insert(0, self._from_where(change.old[0].section, change.new[0].section))
        place = _place(change.new[0]) if change.new else None
        return self._row(
            anchor,
            label,
            change.action,
            lambda view: marked(boxes, view, self.dress),
            notes=notes,
            other=other,
            place=place,
        )

    def _moved_away(self, change: PassageChange, label: str) -> Row:
        where = self._to_where(change.old[0].section, change.new[0].section)
        html = _html(marked(weave.weave(*(2 * (_blocks(change.old),))), "old", self.dress))
        anchor, other = _anchor("was", change.old[0]), "#" + _anchor("now", change.new[0])
        old, inline = (html, None) if self.layout == "side" else (None, html)
        return Row(anchor=anchor, label=label, action="gone", notes=(where,), old=old, inline=inline, other=other)

    def _from_where(self, old: str, new: str) -> str:
        if old == new:
            return _("from another place in this section")
        return _("from “%(section)s”") % {"section": self.former.get(old) or wording.FIELDS["lead"]}

    def _to_where(self, old: str, new: str) -> str:
        if old == new:
            return _("to another place in this section")
        return _("to “%(section)s”") % {"section": self.headings.get(new) or wording.FIELDS["lead"]}

    def _row(  # noqa: PLR0913 (each says one thing of the row)
        self,
        anchor: str,
        label: str,
        action: str,
        nodes: Any,
        *,
        notes: Iterable[str] = (),
        other: str = "",
        field: str = "",
        place: Place | None = None,
    ) -> Row:
        sides: dict[str, Any] = {}
        if self.layout == "inline":
            sides["inline"] = _html(nodes("both"))
        else:
            if action != "added":
                sides["old"] = _html(nodes("old"))
            if action != "removed":
                sides["new"] = _html(nodes("new"))
        facts: dict[str, Any] = {"notes": tuple(notes), "other": other, "field": field, "place": place}
        return Row(anchor=anchor, label=label, action=action, **facts, **sides)


def _dress(old: Snapshot, new: Snapshot) -> Dress:
    def figure(key: str, side: View) -> markup.Element | None:
        image = (old if side == "old" else new).image(key)
        return render.figure(image, pages.picture(image), anchored=False) if image else None

    return Dress(
        numbers=(citations.numbers(old), citations.numbers(new)),
        labels={each.key: references.label(each) for each in (*old.references, *new.references)},
        address=pages.article_url,
        figure=figure,
        added=_("added:"),
        removed=_("removed:"),
    )


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return the keys of both in the order of the new ones; each that went stands after its old neighbour."""
    out = list(new)
    for number, key in enumerate(old):
        if key not in out:
            before = next((each for each in reversed(old[:number]) if each in out), None)
            out.insert(out.index(before) + 1 if before is not None else 0, key)
    return out


def _whole(kind: Any, was: Any, now: Any) -> Iterator[FieldChange]:
    """Yield a row that came or went as its fields, those that say something to a reader."""
    row = was or now
    for name in row.__slots__:
        value = getattr(row, name)
        if value and name not in _UNTOLD:
            empty: Any = type(value)()
            yield FieldChange(kind, row.key, name, value if was else empty, value if now else empty)


def _heading(change: RowChange) -> FieldChange:
    heading = change.row.heading  # type: ignore[union-attr]
    came = change.old is None
    return FieldChange("section", change.key, "heading", "" if came else heading, heading if came else "")


def _move(change: RowChange) -> str:
    return str(wording.ACTIONS[_action(change)])


def _action(change: RowChange | ItemChange) -> str:
    return "added" if change.old is None else "removed" if change.new is None else "moved"


def _places(snapshot: Snapshot, key: str) -> range:
    body = next((body for section, body in snapshot.bodies() if section == key), "")
    return range(len(blocks.passages(body)))


def _blocks(passages: Iterable[Passage]) -> tuple[blocks.Block, ...]:
    return tuple(block for passage in passages for block in passage.blocks)


def _tag(boxes: Sequence[weave.Box]) -> str:
    return (boxes[0].new or boxes[0].old or ("p", ()))[0]


def _place(passage: Passage) -> Place:
    if passage.section:
        return Place("section", passage.section, "body", passage.place + 1)
    return Place("article", "", "lead", passage.place + 1)


def _anchor(side: str, passage: Passage) -> str:
    return f"{side}_{passage.section or 'lead'}_{passage.place}"


def _html(nodes: markup.Nodes) -> SafeString:
    return pages.ready(markup.serialise(nodes))
