"""The laws of cleaning over real markup: attacks that others collected, pages that others wrote."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import laws
from .conftest import sample

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
XSS = DATA / "xss" / "xss_payloads.jsonl"
WIKIPEDIA = DATA / "related_articles" / "raycharles_zim" / "articles.jsonl.gz"
MDN = DATA / "related_articles" / "mdn_archived" / "corpus_no_seealso.jsonl.gz"

pytestmark = pytest.mark.corpus


def rows(path: Path, field: str) -> Iterator[str]:
    """Yield one field of every row of a file beside the project; say so where there is none."""
    if not path.is_file():
        pytest.skip(f"no {path.relative_to(DATA)} beside the project")
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line)[field] for line in lines)


def test_laws_hold_for_every_attack():
    payloads = list(rows(XSS, "payload"))
    assert len(payloads) > 8_000
    assert not {payload: found for payload in payloads if (found := laws.broken(payload))}


def test_laws_hold_for_encyclopaedia_pages():
    pages = list(sample(rows(WIKIPEDIA, "html"), 8))
    assert len(pages) > 10
    assert not [found for page in pages if (found := laws.broken(page))]


def test_laws_hold_for_developer_pages():
    pages = list(sample((html for html in rows(MDN, "html") if "<pre" in html), 150))
    assert len(pages) > 20
    assert not [found for page in pages if (found := laws.broken(page))]
