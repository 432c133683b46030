"""Sources that others wrote: bibliographies, records, items, archived addresses."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from articles.content.identifiers import same_address
from articles.content.sources import UnreadableSource, dated, kinds, read
from articles.content.sources.archived import copy

from .conftest import sample
from .sources_laws import broken

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CITATIONS = DATA / "citations"
# What holds no entry that can be read, as its authors meant it.
EMPTY = {"comment.bib", "no_bibtex.bib", "preamble.bib", "example_wos.ris"}

pytestmark = pytest.mark.corpus


def files(folder: str, pattern: str) -> list[Path]:
    found = sorted((CITATIONS / folder).rglob(pattern))
    if not found:
        pytest.skip(f"no citations/{folder} beside the project")
    return found


def rows(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        pytest.skip(f"no {path.relative_to(DATA)} beside the project")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@pytest.mark.parametrize(
    ("folder", "pattern", "entries", "lost"), [("bibtex", "*.bib", 320, 4), ("ris", "*.ris", 20, 0)]
)
def test_bibliographies_are_read_whole(folder, pattern, entries, lost):
    counts = Counter[str]()
    for path in files(folder, pattern):
        try:
            found = read(path.read_text(encoding="utf-8"))
        except UnreadableSource:
            assert path.name in EMPTY
            continue
        assert path.name not in EMPTY
        assert not [laws for each in found if (laws := broken(each))], path.name
        counts.update("read" if each.values else "broken" for each in found)
    assert counts["read"] >= entries
    assert counts["broken"] <= lost


def test_items_of_the_csl_test_suite_are_read_whole():
    items = [item for row in rows(CITATIONS / "csl-test-suite.jsonl.gz") for item in row["input"]]
    assert len(items) > 800
    for item in items:
        [found] = read(json.dumps([item]))
        assert not broken(found)
        assert found.values.get("title", "") == "" or "title" in item
        given = [name for name in item.get("author", ()) if set(name) & {"family", "literal", "given"}]
        assert len(found.values.get("authors", ())) == len(given)
        if (parts := item.get("issued", {}).get("date-parts")) and int(parts[0][0]) > 0:
            told = [left.what for left in found.left]
            assert "issued" in told or found.values["issued"].startswith(f"{int(parts[0][0]):04d}")


def test_dates_of_web_pages_are_read():
    dates = [
        str(row["item"]["date"]) for row in rows(CITATIONS / "zotero-web-items.jsonl.gz") if row["item"].get("date")
    ]
    unread = [date for date in dates if not dated.edtf(date)]
    assert len(dates) > 1_500
    assert len(unread) / len(dates) < 0.02


def test_every_shape_of_an_archived_address_has_a_kind():
    path = DATA / "archive_urls" / "archive_url_forms.json"
    if not path.is_file():
        pytest.skip("no archive_urls beside the project")
    shapes = json.loads(path.read_text(encoding="utf-8"))
    unread = [shape for shape, urls in shapes.items() if not any(copy(kinds.address(url)) for url in urls)]
    assert len(shapes) == 97
    # Bare names, folders, commands, times without a page, and one address that was never one.
    assert len(unread) == 12
    named = [url for shape in unread for url in shapes[shape] if url.count("://") > 1]
    assert all("timemap" in url or "ign.com" in url for url in named)


def test_archived_addresses_agree_with_what_people_noted():
    same = Counter[bool]()
    pages = Counter[bool]()
    for row in sample(rows(DATA / "archive_urls" / "archived_citations.jsonl.gz"), 10):
        noted = dated.edtf(row["archive_date"] or "")
        found = copy(kinds.address(row["archive_url"] or ""))
        if found and noted and row["url"]:
            same[found.date == noted] += 1
            pages[same_address(found.page) == same_address(row["url"])] += 1
    assert same.total() > 3_200
    assert same[True] / same.total() > 0.998
    assert pages[True] / pages.total() > 0.9
