"""Who wrote what: for every word of an article the Revision that brought it.

Brought up to date by each Revision from what it was before, so that it costs one comparison however long the history.
Text that went and comes back belongs to whoever wrote it first: what goes is remembered by its sentences.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import Any

from . import blocks, weave
from .blocks import Block, Token
from .diff import PassageChange
from .matching import Match, Passage
from .snapshot import Image, Reference, Section, Snapshot

# (number of tokens, number of the Revision that brought them), in the order of the text.
type Spans = tuple[tuple[int, int], ...]
# What is asked for the spans of sentences that went: digests in, those that are known out.
type Recall = Callable[[set[str]], Mapping[str, Spans]]

# A sentence of fewer words that comes again was written again.
FEWEST_WORDS = 3
_ENDS = frozenset(".!?…。！？｡。؟۔।॥။")
_CLOSES = frozenset("\"'”’»)]」』）")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The origins of an article's words at one Revision.

    `bodies`: section key ("" for the lead) -> the spans of each of its passages. `texts`: (part, key, field) -> the
    spans of a title, heading or caption. `references`: reference key -> field -> the Revision that last changed it.
    """

    bodies: Mapping[str, tuple[Spans, ...]] = field(default_factory=dict)
    texts: Mapping[tuple[str, str, str], Spans] = field(default_factory=dict)
    references: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def advance(
    before: Attribution, old: Snapshot, new: Snapshot, matches: Iterable[Match], *, number: int, recall: Recall
) -> tuple[Attribution, dict[str, Spans]]:
    """Return (attribution of the new Snapshot, made by Revision `number`; the spans of what went, by digest)."""
    bodies: dict[tuple[str, int], Spans] = {}
    drafts: list[_Draft] = []
    for found in matches:
        had = [before.bodies[passage.section][passage.place] for passage in found.old]
        if [passage.html for passage in found.old] == [passage.html for passage in found.new]:
            bodies |= {(p.section, p.place): spans for p, spans in zip(found.new, had, strict=True)}
        else:
            drafts.append(_passages(found, had))
    drafts += _lines(old, new, before.texts)
    was = {digest: spans for draft in drafts for digest, spans in draft.was()}
    wanted = {digest for draft in drafts for digest in draft.wanted()} - was.keys()
    known = {**(recall(wanted) if wanted else {}), **was}
    texts: dict[tuple[str, str, str], Spans] = {}
    for draft in drafts:
        for place, spans in draft.settled(known, number):
            if isinstance(place, Passage):
                bodies[place.section, place.place] = spans
            else:
                texts[place] = spans
    keys = {key for key, _ in bodies}
    return Attribution(
        {key: tuple(spans for (each, _), spans in sorted(bodies.items()) if each == key) for key in sorted(keys)},
        texts,
        {each.key: _fields(before.references.get(each.key, {}), old, each, number) for each in new.references},
    ), {digest: was[digest] for draft in drafts for digest in draft.went()}


def origins(spans: Spans) -> list[int]:
    """Return the Revision of each token."""
    return [number for count, number in spans for _ in range(count)]


def to_data(found: Attribution) -> dict[str, Any]:
    """Return an attribution as what JSON can hold."""
    return {
        "bodies": found.bodies,
        "texts": [[*place, spans] for place, spans in found.texts.items()],
        "references": found.references,
    }


def from_data(data: Mapping[str, Any]) -> Attribution:
    """Read what to_data wrote."""
    return Attribution(
        {key: tuple(spans_of(each) for each in passages) for key, passages in data["bodies"].items()},
        {(part, key, name): spans_of(spans) for part, key, name, spans in data["texts"]},
        data["references"],
    )


def spans_of(data: Iterable[Sequence[int]]) -> Spans:
    """Read spans from what JSON holds."""
    return tuple((count, number) for count, number in data)


def _fields(before: Mapping[str, int], old: Snapshot, reference: Reference, number: int) -> dict[str, int]:
    was = old.reference(reference.key) or Reference(key=reference.key, type="")
    names = [each.name for each in fields(Reference) if each.name != "key" and getattr(reference, each.name)]
    return {n: before[n] if getattr(was, n) == getattr(reference, n) else number for n in names}


# One text -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """Tokens, and the bounds of what is known again by itself: the whole, and its sentences.

    `place` is where alone it is known again, if that is so.
    """

    tokens: tuple[Token, ...]
    units: tuple[tuple[int, int], ...]
    place: str = ""

    def digests(self) -> Iterator[tuple[str, int, int]]:
        """Yield (digest, begin, end) of the whole and of each sentence that says enough."""
        for number, (begin, end) in enumerate(self.units):
            said = [token.text for token in self.tokens[begin:end]]
            if said and (number == 0 or sum(text[0].isalnum() for text in said) >= FEWEST_WORDS):
                told = "\x1f".join((self.place, *said))
                yield hashlib.blake2b(told.encode(), digest_size=16).hexdigest(), begin, end


@dataclass(slots=True)
class _Draft:
    """A text on its way: how it was, with the origin of each token, and how it is, with those that it has from there.

    `parts` are the places that the new text fills, with the number of tokens that each takes.
    """

    old: _Text
    had: list[int]
    new: _Text
    has: list[int | None]
    parts: list[tuple[Any, int]]

    def was(self) -> Iterator[tuple[str, Spans]]:
        """Yield (digest, spans) of what there was."""
        return ((digest, _spans(self.had[begin:end])) for digest, begin, end in self.old.digests())

    def went(self) -> set[str]:
        """Return the digests of what is no longer in the text."""
        old, new = ({digest for digest, *_ in text.digests()} for text in (self.old, self.new))
        return old - new

    def wanted(self) -> Iterator[str]:
        """Yield the digests of what may have been there before."""
        return (digest for digest, begin, end in self.new.digests() if None in self.has[begin:end])

    def settled(self, known: Mapping[str, Spans], number: int) -> Iterator[tuple[Any, Spans]]:
        """Yield (place, spans): of what is known the first origin, of the rest this Revision."""
        for digest, begin, end in self.new.digests():
            if digest in known:
                first = origins(known[digest])
                self.has[begin:end] = [
                    a if a is not None else b for a, b in zip(self.has[begin:end], first, strict=True)
                ]
        begin = 0
        for place, length in self.parts:
            yield place, _spans(number if each is None else each for each in self.has[begin : begin + length])
            begin += length


def _passages(found: Match, had: Sequence[Spans]) -> _Draft:
    change = PassageChange(found.old, found.new, found.moved)
    parts = [_text(passage.blocks) for passage in found.new]
    return _Draft(
        _text([block for passage in found.old for block in passage.blocks]),
        before := [each for spans in had for each in origins(spans)],
        _text([block for passage in found.new for block in passage.blocks]),
        list(_carried((run for box in change.boxes for run in box.walk()), before)),
        [(passage, len(part.tokens)) for passage, part in zip(found.new, parts, strict=True)],
    )


def _lines(old: Snapshot, new: Snapshot, before: Mapping[tuple[str, str, str], Spans]) -> Iterator[_Draft]:
    """Yield the texts beside the bodies: title, short description, headings, captions."""
    was, now = _texts(old), _texts(new)
    for place in dict.fromkeys((*was, *now)):
        sides = [_line(texts.get(place, ""), " ".join(place)) for texts in (was, now)]
        had = origins(before.get(place, ()))
        runs = weave.text(sides[0].tokens, sides[1].tokens)
        yield _Draft(
            sides[0], had, sides[1], list(_carried(runs, had)), [(place, len(sides[1].tokens))] if place in now else []
        )


def _line(text: str, place: str) -> _Text:
    tokens = blocks.plain(text)
    return _Text(tokens, ((0, len(tokens)),), place)


def _texts(snapshot: Snapshot) -> dict[tuple[str, str, str], str]:
    rows: Iterable[tuple[str, Section | Image, str]] = (
        *(("section", section, "heading") for section in snapshot.sections),
        *(("image", image, name) for image in snapshot.images for name in ("caption", "alternative_text")),
    )
    found = {("article", "", name): getattr(snapshot, name) for name in ("title", "short_description")}
    found |= {(part, row.key, name): getattr(row, name) for part, row, name in rows}
    return {place: text for place, text in found.items() if text}


def _carried(runs: Iterable[weave.Run], had: Sequence[int]) -> Iterator[int | None]:
    """Yield what each new token has from the old text: the origin of the one that stayed, or None."""
    left = iter(had)
    for run in runs:
        before = [None if token == blocks.BREAK else next(left) for token in run.old]
        stays = run.op in ("same", "restyled")
        yield from (before[n] if stays else None for n, token in enumerate(run.new) if token != blocks.BREAK)


def _text(found: Iterable[Block]) -> _Text:
    tokens: list[Token] = []
    units: list[tuple[int, int]] = []
    for text in _leaves(found):
        units += ((len(tokens) + begin, len(tokens) + end) for begin, end in _sentences(text))
        tokens += text
    return _Text(tuple(tokens), ((0, len(tokens)), *units))


def _leaves(found: Iterable[Block]) -> Iterator[tuple[Token, ...]]:
    for block in found:
        if block.tokens:
            yield block.tokens
        yield from _leaves(block.blocks)


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of sentences, each with the closing quotes and citations behind its stop."""
    begin, ends = 0, False
    for place, token in enumerate(tokens):
        if ends and not (token.atom or token.text[0] in _CLOSES):
            yield begin, place
            begin, ends = place, False
        if begin == place and token.text.isspace():
            begin = place + 1
        ends = ends or token.text[-1] in _ENDS
    if begin < len(tokens):
        yield begin, len(tokens)


def _spans(found: Iterable[int]) -> Spans:
    return tuple((len(list(group)), number) for number, group in groupby(found))
