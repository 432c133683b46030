"""How an article is laid out: levels of headings, empty sections, long paragraphs; words and licences of images."""

import re
import unicodedata
from collections.abc import Iterator

from ..problems import Place
from .finding import Fault
from .reading import Line, Reading
from .sentences import plain

# Letters of a paragraph that is too long to be read at one go; signs as wide as two count twice.
LONG = 2_000

_LETTERS = re.compile(r"\w")


def skipped_levels(reading: Reading) -> Iterator[Fault]:
    """Yield the headings that stand more than one level below the heading above them."""
    above = 1
    for section in reading.snapshot.sections:
        if section.level > above + 1:
            values = {"level": str(section.level), "expected": str(above + 1)}
            yield Fault(Place("section", section.key, "level"), section.heading, values)
        above = section.level


def empty_sections(reading: Reading) -> Iterator[Fault]:
    """Yield the headings with nothing under them: no words, no picture, no heading of a lower level."""
    filled = {each.section for each in reading.passages if each.block.tag == "figure" or any(map(_says, each.lines))}
    sections = reading.snapshot.sections
    below = [section.level for section in sections[1:]] + [0]
    for section, following in zip(sections, below, strict=False):
        if section.key not in filled and following <= section.level:
            yield Fault(Place("section", section.key, "body"), section.heading)


def long_paragraphs(reading: Reading) -> Iterator[Fault]:
    """Yield the paragraphs and items that go on for too long; quotations, tables and code are as long as they are."""
    for passage in reading.passages:
        for line in passage.lines:
            if len(line.text) > LONG / 2 and not line.around("blockquote", "table", "pre"):
                text = plain(line.text)
                if (length := _length(text)) > LONG:
                    yield Fault(passage.place, text, {"length": str(length)})


def images_without_words(reading: Reading) -> Iterator[Fault]:
    """Yield the images that say nothing to those who cannot see them."""
    for image in reading.snapshot.images:
        if not image.alternative_text.strip():
            yield Fault(
                Place("image", image.key, "alternative_text"), image.caption or image.file, {"file": image.file}
            )


def images_without_licence(reading: Reading) -> Iterator[Fault]:
    """Yield the images of which nothing says that they may be shown."""
    for image in reading.snapshot.images:
        if not image.licence.strip():
            yield Fault(Place("image", image.key, "licence"), image.caption or image.file, {"file": image.file})


def _says(line: Line) -> bool:
    return bool(_LETTERS.search(line.text))


def _length(text: str) -> int:
    """Return the letters of a text as wide as they are read: marks on letters take no room, wide signs that of two."""
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
        if not unicodedata.category(sign).startswith("M")
    )
