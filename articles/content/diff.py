"""The difference between two Snapshots, in the article's own terms: two Snapshots in, frozen Changes out.

Changes applied to the old Snapshot give the new one; turned, they lead back. No HTML here but the passages themselves,
and no words for people: both are the interface's part.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from . import alignment, blocks, citations, plaintext, references, weave, words
from .markup import Element
from .matching import Match, Passage, match
from .snapshot import IMAGE_FIELDS, REFERENCE_FIELDS, SCALARS, SECTION_FIELDS, Image, Reference, Section, Snapshot
from .weave import Box, Run

type Part = Literal["article", "section", "reference", "image"]
type Row = Section | Reference | Image

LISTS = ("categories", "related")
_FIELDS = tuple(name for name in SCALARS if name not in ("lead", *LISTS))
# Fields that are a text of words; of the others, the whole was replaced by another.
_TEXTS = frozenset("title short_description heading quote caption alternative_text container_title publisher".split())
_ROWS: tuple[tuple[Part, str, tuple[str, ...]], ...] = (
    ("section", "sections", tuple(name for name in SECTION_FIELDS if name != "body")),
    ("reference", "references", REFERENCE_FIELDS),
    ("image", "images", IMAGE_FIELDS),
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the article, or of a row that both Snapshots have, changed its value."""

    part: Part
    key: str
    name: str
    old: Any
    new: Any

    @property
    def runs(self) -> tuple[Run, ...]:
        """Return the words of a text, those that changed among them; of other values, the whole as one run."""
        if self.name in _TEXTS:
            return weave.text(blocks.plain(self.old), blocks.plain(self.new))
        old, new = (((blocks.Token(text, ((text, ()),)),) if text else ()) for text in map(_line, (self.old, self.new)))
        return (Run(old, new),)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A section, reference or image was added, was removed, or left its place among those that stayed.

    `row` is as it came or as it was; the body of a section is told by its passages, and is empty here.
    """

    part: Part
    key: str
    row: Row
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A category or a related article was added, was removed, or left its place among those that stayed."""

    name: Literal["categories", "related"]
    value: str
    old: int | None
    new: int | None


@dataclass(frozen=True)
class PassageChange:
    """A passage was added, removed, moved, changed, split or joined."""

    old: tuple[Passage, ...]
    new: tuple[Passage, ...]
    moved: bool

    @property
    def action(self) -> Literal["added", "removed", "split", "joined", "moved", "changed"]:
        """Tell what happened first of all; what moved may have changed too."""
        if not self.old or not self.new:
            return "added" if self.new else "removed"
        if len(self.old) != len(self.new):
            return "split" if len(self.new) > 1 else "joined"
        return "moved" if self.moved else "changed"

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """Weave both versions into one; words run through what was split or joined."""
        old, new = (tuple(block for passage in side for block in passage.blocks) for side in (self.old, self.new))
        if len(old) == len(new) == 1:
            return (weave.both(old[0], new[0]),)
        if not old or not new:
            return weave.weave(old, new)
        shell = (old[0].tag, old[0].attributes)
        return (Box(shell, shell, (), weave.text(_run_together(old), _run_together(new))),)


type Change = FieldChange | RowChange | ItemChange | PassageChange


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that changed inside a passage: how often, or from what to what.

    `kind` is one of: words-added, words-removed, formatting, link-added, link-removed, link-retargeted,
    citation-added, citation-removed, citation-repointed, locator, image, row-added, row-removed, cell-changed,
    item-added, item-removed.
    """

    kind: str
    old: str = ""
    new: str = ""
    count: int = 1


def compare(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Return what must change in old to give new; nothing where they are equal."""
    return changes(old, new, match(old, new))


def changes(old: Snapshot, new: Snapshot, matches: Iterable[Match]) -> tuple[Change, ...]:
    """Return the Changes between two Snapshots whose passages are matched already."""
    out: list[Change] = [
        FieldChange("article", "", name, getattr(old, name), getattr(new, name))
        for name in _FIELDS
        if getattr(old, name) != getattr(new, name)
    ]
    for name in LISTS:
        out += _items(name, getattr(old, name), getattr(new, name))  # type: ignore[arg-type]
    for part, rows, fields in _ROWS:
        out += _rows(part, fields, getattr(old, rows), getattr(new, rows))
    out += [PassageChange(each.old, each.new, each.moved) for each in matches if not each.is_same]
    return tuple(out)


def turned(change: Change) -> Change:
    """Return the Change that leads back."""
    sides: dict[str, Any] = {"old": change.new, "new": change.old}
    return replace(change, **sides)


def apply(found: Sequence[Change], old: Snapshot) -> Snapshot:
    """Return the Snapshot that the Changes lead to from `old`, with which they were told."""
    values: dict[str, Any] = {c.name: c.new for c in found if isinstance(c, FieldChange) and c.part == "article"}
    for name in LISTS:
        items = [c for c in found if isinstance(c, ItemChange) and c.name == name]
        values[name] = tuple(_arranged(getattr(old, name), items, lambda item: item, lambda c: (c.value, c.value)))
    for part, rows, _ in _ROWS:
        values[rows] = tuple(_applied_rows(part, getattr(old, rows), found))
    bodies = _applied_bodies(old, found)
    sections = tuple(replace(row, body=bodies.get(row.key, "")) for row in values["sections"])
    return replace(old, **values | {"lead": bodies.get("", ""), "sections": sections})


def size(found: Iterable[Change]) -> tuple[int, int]:
    """Return (words added, words removed) in what readers read: lead, headings and bodies."""
    said: Counter[str] = Counter()
    for change in found:
        match change:
            case PassageChange(action="added" | "removed"):
                which = "words-added" if change.new else "words-removed"
                said[which] += sum(words.count(plaintext.text(each.html)) for each in (*change.old, *change.new))
                continue
            case PassageChange():
                same = [passage.html for passage in change.old] == [passage.html for passage in change.new]
                runs: Iterable[Run] = () if same else (run for box in change.boxes for run in box.walk())
            case FieldChange(name="heading"):
                runs = change.runs
            case RowChange(part="section", row=Section() as row) if change.old is None or change.new is None:
                tokens = blocks.plain(row.heading)
                runs = (Run(tokens, ()) if change.new is None else Run((), tokens),)
            case _:
                continue
        said.update(_counted(runs))
    return said["words-added"], said["words-removed"]


@dataclass(frozen=True, slots=True)
class Touch:
    """What became of one part of the article: its kind, its key, its name as an editor knows it, what happened to it.

    Actions of the article are the names of its fields that changed. Of a section: added, removed, moved, renamed,
    level, text. Of a reference or an image: added, removed, moved, the names of its fields that changed, and
    cited or uncited where citations of the reference came or went.
    """

    part: Part
    key: str
    name: str
    actions: tuple[str, ...]


def touches(found: Iterable[Change], old: Snapshot, new: Snapshot) -> tuple[Touch, ...]:
    """Return the parts that Changes between two Snapshots touched, in the order of the article."""
    actions: dict[tuple[Part, str], dict[str, None]] = {}
    cites: Counter[str] = Counter()
    for change in found:
        for part, key, action in _actions(change):
            actions.setdefault((part, key), {})[action] = None
        if isinstance(change, PassageChange):
            cites.update(_cited_in(change.new))
            cites.subtract(_cited_in(change.old))
    for key, more in cites.items():
        if more:
            actions.setdefault(("reference", key), {})["cited" if more > 0 else "uncited"] = None
    names: dict[tuple[Part, str], str] = {("article", ""): new.title}
    for part, row, name in (*_named(new), *_named(old)):
        names.setdefault((part, row.key), name)
    return tuple(
        Touch(*place, name, _first_of_all(actions[place])) for place, name in names.items() if place in actions
    )


def _first_of_all(actions: Iterable[str]) -> tuple[str, ...]:
    """Return what is to be told: of a part that came or went, nothing more than that."""
    actions = tuple(actions)
    return next(((action,) for action in ("added", "removed") if action in actions), actions)


_RENAMED = {("section", "heading"): "renamed"}


def _actions(change: Change) -> Iterator[tuple[Part, str, str]]:
    match change:
        case FieldChange(part, key, name):
            yield part, key, _RENAMED.get((part, name), name)
        case ItemChange(name):
            yield "article", "", name
        case RowChange(part, key):
            yield part, key, "added" if change.old is None else "removed" if change.new is None else "moved"
        case _:
            for passage in (*change.old, *change.new):
                yield ("section", passage.section, "text") if passage.section else ("article", "", "lead")


def _cited_in(passages: Iterable[Passage]) -> Iterator[str]:
    return (citation.key for passage in passages for citation in citations.cited(passage.html))


def _named(snapshot: Snapshot) -> Iterator[tuple[Part, Row, str]]:
    yield from (("section", section, section.heading) for section in snapshot.sections)
    yield from (("reference", reference, references.label(reference)) for reference in snapshot.references)
    yield from (("image", image, image.caption or image.key) for image in snapshot.images)


# Telling --------------------------------------------------------------------------------------------------


def _items(name: Literal["categories", "related"], old: Sequence[str], new: Sequence[str]) -> Iterator[ItemChange]:
    for value, before, after in _arrangement(old, new):
        yield ItemChange(name, value, before, after)


def _rows(part: Part, fields: Iterable[str], old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
    before, after = ({row.key: row for row in rows} for rows in (old, new))
    for key, was, now in _arrangement([row.key for row in old], [row.key for row in new]):
        row = after.get(key) or before[key]
        yield RowChange(part, key, _bare(row) if was is None or now is None else _nameless(row), was, now)
    for key, row in after.items():
        if key in before:
            for name in fields:
                if _differ(getattr(before[key], name), getattr(row, name)):
                    yield FieldChange(part, key, name, getattr(before[key], name), getattr(row, name))


def _differ(old: Any, new: Any) -> bool:
    """Tell whether two values differ; JSON's true is not its 1."""
    return old != new or (
        isinstance(old, Mapping) and json.dumps(old, sort_keys=True) != json.dumps(new, sort_keys=True)
    )


def _bare(row: Row) -> Row:
    return replace(row, body="") if isinstance(row, Section) else row


def _nameless(row: Row) -> Row:
    """Return what stands for a row that both sides have, so that its move is told alike from both."""
    if isinstance(row, Section):
        return Section(key=row.key, heading="")
    return Reference(key=row.key) if isinstance(row, Reference) else Image(key=row.key, file="", width=0, height=0)


def _arrangement(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int | None, int | None]]:
    """Yield (key, place in old, place in new) of what went, of what came and of what left its place."""
    kept = {key for same, keys, _ in alignment.runs(old, new) if same for key in keys}
    was, now = ({key: n for n, key in enumerate(keys)} for keys in (old, new))
    yield from ((key, was[key], None) for key in old if key not in now)
    yield from ((key, was.get(key), now[key]) for key in new if key not in kept)


def _run_together(paragraphs: Sequence[blocks.Block]) -> tuple[blocks.Token, ...]:
    tokens: list[blocks.Token] = []
    for number, paragraph in enumerate(paragraphs):
        tokens += (blocks.BREAK, *paragraph.tokens) if number else paragraph.tokens
    return tuple(tokens)


def _line(value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {each}" for key, each in sorted(value.items()))
    if isinstance(value, tuple):
        return "\n".join(name.as_line() for name in value)
    return str(value)


# Applying -------------------------------------------------------------------------------------------------


def _arranged[Item, Key](
    old: Iterable[Item],
    found: Iterable[Any],
    key: Callable[[Item], Key],
    told: Callable[[Any], tuple[Key, Item]],
) -> list[Item]:
    """Return items without those that went or left their place, and with those that came or came to another."""
    found = list(found)
    gone = {told(change)[0] for change in found if change.old is not None}
    rest = iter([item for item in old if key(item) not in gone])
    came = {change.new: told(change)[1] for change in found if change.new is not None}
    out: list[Item] = []
    while True:
        if len(out) in came:
            out.append(came[len(out)])
        elif (item := next(rest, None)) is not None:
            out.append(item)
        else:
            return out


def _applied_rows(part: Part, old: Sequence[Row], found: Sequence[Change]) -> Iterator[Row]:
    was = {row.key: row for row in old}
    moves = [change for change in found if isinstance(change, RowChange) and change.part == part]
    values: dict[str, dict[str, Any]] = {}
    for change in found:
        if isinstance(change, FieldChange) and change.part == part:
            values.setdefault(change.key, {})[change.name] = change.new
    for row in _arranged(old, moves, lambda row: row.key, lambda c: (c.key, was.get(c.key, c.row))):
        yield replace(row, **values.get(row.key, {}))


def _applied_bodies(old: Snapshot, found: Sequence[Change]) -> dict[str, str]:
    """Return the markup of each body that holds a passage."""
    told = [change for change in found if isinstance(change, PassageChange)]
    gone = {(passage.section, passage.place) for change in told for passage in change.old}
    came: dict[str, dict[int, str]] = {}
    for change in told:
        for passage in change.new:
            came.setdefault(passage.section, {})[passage.place] = passage.html
    stayed: dict[str, list[str]] = {key: [] for key in came}
    for key, body in old.bodies():
        rest = [html for n, html in enumerate(blocks.passages(body)) if (key, n) not in gone]
        stayed[key] = rest
    bodies = {}
    for key, rest in stayed.items():
        left, placed = iter(rest), came.get(key, {})
        places = range(len(rest) + len(placed))
        bodies[key] = "".join(placed[place] if place in placed else next(left) for place in places)
    return bodies


# Details --------------------------------------------------------------------------------------------------


def details(boxes: Sequence[Box]) -> Iterator[Detail]:
    """Tell what changed inside a passage."""
    runs = [run for box in boxes for run in box.walk()]
    for kind, count in _counted(runs).items():
        yield Detail(kind, count=count)
    counts: Counter[Detail] = Counter()
    for run in runs:
        counts.update(_run_details(run))
    for box in boxes:
        counts.update(_box_details(box))
    yield from (replace(detail, count=count) for detail, count in counts.items())


def _counted(runs: Iterable[Run]) -> Counter[str]:
    said: Counter[str] = Counter()
    for run in runs:
        if run.op not in ("same", "restyled"):
            said["words-removed"] += words.counted(token.text for token in run.old if not token.atom)
            said["words-added"] += words.counted(token.text for token in run.new if not token.atom)
    return +said


def _run_details(run: Run) -> Iterator[Detail]:
    if run.op == "restyled":
        for old, new in zip(run.old, run.new, strict=True):
            yield from _restyled(old, new)
    elif run.op != "same":
        old_keys, new_keys = ([_cited(token) for token in side if _cited(token)] for side in (run.old, run.new))
        if len(run.old) == len(run.new) == len(old_keys) == len(new_keys) == 1:
            yield Detail("citation-repointed", old_keys[0], new_keys[0])
            return
        yield from (Detail("citation-removed", old=key) for key in old_keys)
        yield from (Detail("citation-added", new=key) for key in new_keys)


def _cited(token: blocks.Token) -> str:
    return token.atom.get("data-ref") if token.atom else ""


def _restyled(old: blocks.Token, new: blocks.Token) -> Iterator[Detail]:
    if old.atom and new.atom:
        yield Detail("locator", old.atom.get("data-locator"), new.atom.get("data-locator"))
        return
    was, now = _links(old), _links(new)
    if was != now:
        yield Detail("link-retargeted" if was and now else "link-added" if now else "link-removed", was, now)
    if _without_links(old) != _without_links(new):
        yield Detail("formatting")


def _links(token: blocks.Token) -> str:
    """Return where the links on a word lead."""
    targets = {
        mark.get("href") or "#".join(filter(None, (mark.get("data-article"), mark.get("data-section"))))
        for _, marks in token.leaves
        for mark in marks
        if mark.tag == "a"
    }
    return " ".join(sorted(targets))


def _without_links(token: blocks.Token) -> list[tuple[str, tuple[Element, ...]]]:
    out: list[tuple[str, tuple[Element, ...]]] = []
    for text, marks in token.leaves:
        others = tuple(mark for mark in marks if mark.tag != "a")
        if out and out[-1][1] == others:
            out[-1] = (out[-1][0] + str(text), others)
        else:
            out.append((str(text), others))
    return out


_PARTS = {"tr": "row", "li": "item", "dt": "item", "dd": "item"}


def _box_details(box: Box) -> Iterator[Detail]:
    """Tell what happened to the parts of a list or a table; not to the passage itself."""
    if box.op == "restyled":
        if box.old and box.new and box.old[0] == box.new[0] == "figure":
            yield Detail("image", dict(box.old[1]).get("data-image", ""), dict(box.new[1]).get("data-image", ""))
        else:
            yield Detail("formatting")
    for inner in box.boxes:
        tag = (inner.new or inner.old or ("", ()))[0]
        if inner.op in ("deleted", "inserted") and tag in _PARTS:
            yield Detail(f"{_PARTS[tag]}-{'added' if inner.op == 'inserted' else 'removed'}")
            continue
        if tag in ("td", "th") and any(run.op != "same" for run in inner.walk()):
            yield Detail("cell-changed")
        yield from _box_details(inner)
