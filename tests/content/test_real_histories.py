"""The laws of the past over histories that really happened: edits, vandalism, reverts, moves, by many hands."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from articles.content import attribution, diff
from articles.content.attribution import Attribution, Spans
from articles.content.clean import clean, clean_line
from articles.content.matching import match
from articles.content.slugs import slug
from articles.content.snapshot import Section, Snapshot, to_json

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "mediawiki_xml"
HEADING = re.compile(r"^==+\s*(.*?)\s*==+\s*$", re.MULTILINE)

pytestmark = pytest.mark.corpus


def snapshots(name: str) -> Iterator[Snapshot]:
    """Yield the revisions of a page: headings are sections, blank lines part paragraphs, markup is text."""
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"no {name} beside the project")
    for _, element in ElementTree.iterparse(path):
        if element.tag.rpartition("}")[2] == "text":
            yield snapshot(element.text or "")
            element.clear()


def snapshot(wikitext: str) -> Snapshot:
    lead, *rest = HEADING.split(wikitext)
    sections: dict[str, Section] = {}
    for heading, text in zip(rest[::2], rest[1::2], strict=True):
        name = clean_line(heading) or "Untitled"
        key = base = (slug(name)[:50] or "section").encode("ascii", "ignore").decode() or "section"
        while key in sections:
            key = f"{base}-{len(sections)}"
        sections[key] = Section(key=key, heading=name, body=body(text))
    return Snapshot(title="T", slug="t", lead=body(lead), sections=tuple(sections.values()))


def body(text: str) -> str:
    return clean("".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", text) if part.strip()))


@pytest.mark.parametrize("name", ["enwiki-Holy_Grail-history.xml", "enwiki-Finger_Lakes3-history.xml"])
def test_real_history_keeps_the_laws(name):
    found, before = Attribution(), Snapshot(title="", slug="")
    gone: dict[str, Spans] = {}
    seen: dict[str, int] = {}

    def recall(digests: set[str]) -> dict[str, Spans]:
        return {digest: gone[digest] for digest in digests if digest in gone}

    numbers = []
    for number, after in enumerate(snapshots(name), start=1):
        matches = match(before, after)
        changes = diff.changes(before, after, matches)
        assert to_json(diff.apply(changes, before)) == to_json(after), number
        assert sorted(map(repr, map(diff.turned, changes))) == sorted(map(repr, diff.compare(after, before))), number
        found, went = attribution.advance(found, before, after, matches, number=number, recall=recall)
        for digest, spans in went.items():
            gone.setdefault(digest, spans)
        told = to_json(after)
        if told in seen:
            brought = {n for each in found.bodies.values() for spans in each for _, n in spans}
            assert max(brought, default=0) <= seen[told], f"{number} is {seen[told]} again, and brings nothing"
        seen.setdefault(told, number)
        before = after
        numbers.append(number)
    assert len(numbers) > 10
