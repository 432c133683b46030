"""Statements of a time that moves on: "recently", "currently"; they are no longer true when they are read."""

import re
from collections.abc import Iterator

from .facts import without_quotations
from .finding import Fault
from .reading import Reading

_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")


def undated(reading: Reading) -> Iterator[Fault]:
    """Yield the sentences that name such a time and no year; what others said, and code, is passed over."""
    for passage in reading.passages:
        for line in passage.lines:
            if line.around("blockquote", "pre") or not reading.words.moved(line.read):
                continue
            own = without_quotations(line.read)
            for sentence in reading.sentences(line):
                word = reading.words.moved(own[sentence.start : sentence.end])
                if word and not _YEAR.search(sentence.read):
                    yield Fault(passage.place, sentence.text, {"word": word})
