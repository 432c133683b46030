"""Statements for which no source is cited.

A sentence is sourced by a citation in it or directly after it, or by a later one in the same text: as people write,
a citation covers what stands before it, back to the one before. A quotation wants its own. Numbers, dates, quotations
and superlatives weigh more than other statements. Of the lead nothing else is told, and only what no sourced sentence
of the body says. Refuses to judge whether a source says what it is cited for.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .. import words
from ..markup import Element
from .facts import Fact, facts, quotations, saying
from .finding import Fault, Severity
from .reading import Line, Passage, Reading
from .sentences import HIDDEN, Sentence, is_ended, is_introduction, plain

# The order in which claims are told, by what they say.
WEIGHTS = {"number": 0, "date": 1, "quotation": 2, "superlative": 3, "plain": 4}
_LISTS = ("ul", "ol", "dl")

# Words that a statement has at least: with a number or the like in it, as a sentence, and without a mark at its end.
LEAST_STRONG, LEAST, LEAST_UNENDED = 3, 4, 8
# Those of a row of a table with a number or the like in it: a name and its year.
LEAST_ROW = 2
# Items or rows without any citation that are told as one, from this number on.
TOGETHER = 3
# Sentences of a text in a table from which on it is prose, which has its sources as a paragraph has.
PROSE = 3
# Words of a line over a list or a table that ends in no mark, up to which it is a label.
LABEL = 12
# Words beside its links that a text has at least; one with fewer leads elsewhere, and states nothing.
LEAST_OWN = 3

_COUNTER = re.compile(r"\d{1,3}[.)]?")


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a passage says, what of it is read, and whether a source is cited for it.

    `facts` are what weighs in it, told only where no source is cited; `count` are the items or rows told as one.
    """

    passage: Passage
    text: str
    read: str
    is_sourced: bool = False
    facts: tuple[Fact, ...] = ()
    count: int = 1


def unsourced(reading: Reading) -> Iterator[Fault]:
    """Yield the statements for which no source is cited."""
    claims = tuple(_claims(reading))
    told = [claim for claim in claims if not claim.is_sourced]
    if any(not claim.passage.section for claim in told):
        sourced = (claim.read for claim in claims if claim.is_sourced and claim.passage.section)
        says = saying(sourced, reading.words)
        told = [
            claim for claim in told if claim.passage.section or not all(says(fact, claim.read) for fact in claim.facts)
        ]
    for claim in told:
        weight = min((WEIGHTS[fact.kind] for fact in claim.facts), default=WEIGHTS["plain"])
        severity: Severity = "warning" if claim.facts else "advice"
        values = {"count": str(claim.count)} if claim.count > 1 else {}
        yield Fault(claim.passage.place, claim.text, values, weight, severity)


def _open(
    passage: Passage, text: str, read: str, reading: Reading, *, least_strong: int = LEAST_STRONG
) -> Iterator[Claim]:
    """Yield the claim of a text for which no source is cited, if it states anything."""
    if not reading.words.is_aside(text):
        yield from _stated(Claim(passage, text, read, facts=tuple(facts(read, reading.words))), least_strong)


def _quoted(passage: Passage, text: str, read: str) -> Iterator[Claim]:
    """Yield the claim that others said this."""
    yield from _stated(Claim(passage, text, read, facts=(Fact("quotation", read),)))


def _stated(claim: Claim, least_strong: int = LEAST_STRONG) -> Iterator[Claim]:
    """Yield a claim that says something; a heading, a name, a word alone, and what only leads to a list, do not."""
    if not claim.facts and is_introduction(claim.text):
        return
    least = least_strong if claim.facts else LEAST if is_ended(claim.text) else LEAST_UNENDED
    if words.count(claim.read.replace(HIDDEN, "")) >= least:
        yield claim


# Passages -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Around:
    """The passages before and after one, in the same body."""

    before: Passage | None
    after: Passage | None


def _claims(reading: Reading) -> Iterator[Claim]:
    apart = _apart(reading)
    passages = reading.passages
    for before, passage, after in zip((None, *passages), passages, (*passages[1:], None), strict=False):
        if passage.section in apart:
            continue
        around = _Around(
            before if before and before.section == passage.section else None,
            after if after and after.section == passage.section else None,
        )
        yield from _BY_TAG.get(passage.block.tag, _paragraph)(reading, passage, around)


def _apart(reading: Reading) -> set[str]:
    """Return the keys of sections in which nothing is stated, such as "Further reading", and of those under them."""
    apart, level = set(), 0
    for section in reading.snapshot.sections:
        if not (level and section.level > level):
            level = section.level if reading.words.is_apart(section.heading) else 0
        if level:
            apart.add(section.key)
    return apart


def _is_label(passage: Passage, around: _Around) -> bool:
    """Tell whether a paragraph is a line over a list or a table that names what stands in it."""
    if len(passage.lines) != 1 or around.after is None or around.after.block.tag not in (*_LISTS, "table"):
        return False
    said = plain(passage.lines[0].text)
    return not passage.cited and not is_ended(said) and words.count(said) < LABEL


def _paragraph(reading: Reading, passage: Passage, around: _Around) -> Iterator[Claim]:
    if _is_label(passage, around):
        return
    is_followed = around.after is not None and bool(around.after.cited)
    for line, following in zip(passage.lines, (*passage.lines[1:], None), strict=False):
        yield from _line(reading, passage, line, leads_to=following.is_cited if following else is_followed)


def _line(
    reading: Reading, passage: Passage, line: Line, *, leads_to: bool, is_covered: bool = False
) -> Iterator[Claim]:
    """Yield the sentences of a text; `leads_to` tells whether what comes next is cited, which covers a lead-in."""
    if line.own != line.read and words.count(line.own) < LEAST_OWN:
        return
    sentences = reading.sentences(line)
    last = max((number for number, each in enumerate(sentences) if each.is_cited), default=-1)
    if leads_to and sentences and is_introduction(sentences[-1].text):
        last = len(sentences)
    loose = {} if is_covered or last < 0 else dict(_loose(line, sentences))
    for number, sentence in enumerate(sentences):
        if not is_covered and number > last:
            yield from _open(passage, sentence.text, sentence.read, reading)
        elif number in loose:
            start = sentences[loose[number]].start
            yield from _quoted(passage, plain(line.text[start : sentence.end]), plain(line.read[start : sentence.end]))
        else:
            yield Claim(passage, sentence.text, sentence.read, is_sourced=True)


def _loose(line: Line, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield (last, first) of the sentences of a quotation that is cited neither in them nor in the next."""
    starts = [sentence.start for sentence in sentences]
    for start, end in quotations(line.read):
        first, last = (bisect_right(starts, place) - 1 for place in (start, end))
        if not any(each.is_cited for each in sentences[first : last + 2]):
            yield last, first


def _quotation(reading: Reading, passage: Passage, around: _Around) -> Iterator[Claim]:
    text = " ".join(plain(line.text) for line in passage.lines)
    before, after = (reading.sentences_of(each) for each in (around.before, around.after))
    if passage.cited or any(each.is_cited for each in (*before[-1:], *after[:1], *after[-1:])):
        yield Claim(passage, text, text, is_sourced=True)
    else:
        yield from _quoted(passage, text, text)


def _list(reading: Reading, passage: Passage, around: _Around) -> Iterator[Claim]:
    covered = {id(passage.block): _is_covered(reading, around)}
    items: list[list[Claim]] = []
    before: Line | None = None
    is_defined = False
    for line, following in zip(passage.lines, (*passage.lines[1:], None), strict=False):
        lists = [block for block in line.path if block.tag in _LISTS]
        if id(lists[-1]) not in covered:
            covered[id(lists[-1])] = covered[id(lists[-2])] or bool(before and before.is_cited)
        before = line
        if line.path[-1].tag == "dt":
            is_defined = line.is_cited
            continue
        is_covered = covered[id(lists[-1])] or (is_defined and lists[-1].tag == "dl")
        leads_to = following is not None and following.is_cited
        items.append(list(_line(reading, passage, line, leads_to=leads_to, is_covered=is_covered)))
    yield from _together(items, passage)


def _table(reading: Reading, passage: Passage, around: _Around) -> Iterator[Claim]:
    cited = {id(block) for line in passage.lines if line.is_cited for block in line.path}
    lines: dict[int, list[Line]] = {}
    for line in passage.lines:
        if row := next((block for block in line.path if block.tag == "tr"), None):
            lines.setdefault(id(row), []).append(line)
    is_covered = _is_covered(reading, around) or any(
        id(part) in cited for part in _elements(passage.block) if part.tag == "caption"
    )
    told: list[list[Claim]] = []
    is_headed = was_heading = False
    spanned = 0
    for number, row in enumerate(_rows(passage.block)):
        cells = _elements(row)
        is_heading = all(cell.tag == "th" for cell in cells)
        if is_heading:
            is_headed = id(row) in cited or (was_heading and is_headed)
            # The headings of the columns stand over all rows, a heading between rows over those up to the next.
            is_covered = is_covered or (is_headed and len(cells) > 1 and (was_heading or number == 0))
        was_heading = is_heading
        from_above = is_covered or is_headed or spanned > 1
        spanned = max(spanned - 1, *(_span(cell) for cell in cells if id(cell) in cited), 0)
        if is_heading:
            continue
        here = lines.get(id(row), [])
        # A source that has a cell of its own is that of all the row.
        from_above = from_above or any(line.is_cited and not plain(line.text) for line in here)
        prose = [line for line in here if len(reading.sentences(line)) >= PROSE]
        text = _row(reading, [line for line in here if line not in prose])
        claims = [
            claim for line in prose for claim in _line(reading, passage, line, leads_to=False, is_covered=from_above)
        ]
        if from_above or spanned > 0:
            claims.append(Claim(passage, text, text, is_sourced=True))
        else:
            claims += _open(passage, text, text, reading, least_strong=LEAST_ROW)
        told.append(claims)
    yield from _together(told, passage)


def _row(reading: Reading, lines: Sequence[Line]) -> str:
    """Return the short texts of a row as a line; what counts the rows, and what leads elsewhere, say nothing."""
    texts = [plain(line.text) for line in lines]
    if len(texts) > 1 and _COUNTER.fullmatch(texts[0]):
        del texts[0]
    return " · ".join(text for text in texts if not reading.words.is_aside(text))


def _nothing(_reading: Reading, _passage: Passage, _around: _Around) -> Iterator[Claim]:
    return iter(())


_BY_TAG: dict[str, Callable[[Reading, Passage, _Around], Iterator[Claim]]] = {
    "blockquote": _quotation,
    "ul": _list,
    "ol": _list,
    "dl": _list,
    "table": _table,
    "pre": _nothing,
    "figure": _nothing,
}


def _together(entries: Iterable[Sequence[Claim]], passage: Passage) -> Iterator[Claim]:
    """Yield the claims of the entries of a list or a table; where none has a citation, and they are many, as one."""
    told = [claims for claims in entries if claims]
    loose = [claim for claims in told for claim in claims if not claim.is_sourced]
    if passage.cited or len(told) < TOGETHER or not loose:
        yield from (claim for claims in told for claim in claims)
        return
    text, read = ("\n".join(getattr(claim, name) for claim in loose) for name in ("text", "read"))
    weighty = tuple(fact for claim in loose for fact in claim.facts)
    yield Claim(passage, text, read, facts=weighty, count=len(told))


def _is_covered(reading: Reading, around: _Around) -> bool:
    """Tell whether a list or a table has its source in the sentence that leads to it, or in the one that follows it."""
    before, after = (reading.sentences_of(each) for each in (around.before, around.after))
    is_led_to = any(each.is_cited and is_introduction(each.text) for each in before[-1:])
    return is_led_to or any(
        each.is_cited and (not each.text or reading.words.is_origin(each.text)) for each in after[:1]
    )


def _rows(table: Element) -> Iterator[Element]:
    return (row for part in _elements(table) for row in _elements(part) if row.tag == "tr")


def _elements(block: Element) -> list[Element]:
    return [child for child in block.children if isinstance(child, Element)]


def _span(cell: Element) -> int:
    """Return the number of rows that a cell stands in."""
    rows = cell.get("rowspan")
    return int(rows) if rows.isdecimal() and len(rows) <= len("1000") else 1
