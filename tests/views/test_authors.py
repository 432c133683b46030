"""Who wrote what: each stretch of words leads to the Revision that brought it; its author and sources are told."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles import editing, revisions, workflow
from articles.content.snapshot import Section, Snapshot
from articles.models import Article
from tests.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, article: Article, snapshot: Snapshot) -> LexborHTMLParser:
    """The page of the small article after two more people have written in it."""
    una, vera = person("una", "Reviewer"), person("vera", "Reviewer")
    history, today = snapshot.sections
    second = replace(history, body='<p>It is very old.<cite data-ref="chronicle"></cite></p><p>It grew fast.</p>')
    editing.replace(article, replace(snapshot, sections=(second, today)), by=una, summary="Stress its age")
    archived = replace(snapshot.references[0], archive_url="https://archive.example/")
    third = replace(
        revisions.working_copy(article), references=(archived, snapshot.references[1]), short_description="A capital"
    )
    editing.replace(article, third, by=vera, summary="Archive the atlas")
    return LexborHTMLParser(client.get("/wiki/minsk/authors/").content.decode())


def stretches(page: LexborHTMLParser, within: str) -> list[tuple[str, str]]:
    return [
        (node.text(), (node.attributes["href"] or "").removeprefix("#revision_"))
        for node in page.css(f"{within} .stretch")
    ]


def test_stretches_lead_to_their_revision(page: LexborHTMLParser) -> None:
    assert stretches(page, ".credited section") == [
        ("History", "1"),
        ("It is ", "1"),
        ("very ", "2"),
        ("old.[2]", "1"),
        ("It grew fast.", "2"),
        ("Today", "1"),
        ("It is large.", "1"),
    ]
    assert stretches(page, "h1") == [("Minsk", "1")]
    assert stretches(page, ".short-description") == [("A capital", "3")]


def test_stretch_tells_who_when_why_and_its_sources(page: LexborHTMLParser) -> None:
    node = next(each for each in page.css(".credited section .stretch") if "old" in each.text())
    told = node.attributes["title"] or ""
    assert re.fullmatch(r"Rev, \d+ \w+ \d{4}: Start · sources: \[2\]", told)


def test_authors_are_told_by_share(page: LexborHTMLParser) -> None:
    found = [" ".join(node.text().split()) for node in page.css(".legend li")]
    assert found[0].split()[1] == "Rev"
    assert {entry.split()[1] for entry in found} == {"Rev", "Una", "Vera"}
    assert sum(int(re.search(r"(\d+)%", entry)[1]) for entry in found) in range(98, 103)  # type: ignore[index,misc]


def test_every_stretch_has_its_revision_below(page: LexborHTMLParser) -> None:
    below = {node.attributes["id"] for node in page.css(".brought li")}
    assert {f"revision_{number}" for _, number in stretches(page, "main")} <= below


def test_references_tell_their_last_change(page: LexborHTMLParser) -> None:
    found = [" ".join(node.text().split()) for node in page.css(".kept li")]
    assert found[0].startswith("An Atlas Revision 3")
    assert found[0].endswith("Vera Archive URL")
    assert "Revision 1" in found[1]


def test_nobody_s_words_are_told_as_imported(client: Client, snapshot: Snapshot) -> None:
    article = editing.create(snapshot, by=None, summary="Import")
    workflow.publish(article, by=None)
    assert "Imported" in client.get("/wiki/minsk/authors/").content.decode()


def test_ninth_author_shares_a_colour(client: Client, article: Article) -> None:
    for number in range(10):
        by = person(f"p{number}", "Reviewer")
        now = revisions.working_copy(article)
        more = Section(key=f"s{number}", heading=f"Part {number}", body=f"<p>{'Words here. ' * (number + 1)}</p>")
        editing.replace(article, replace(now, sections=(*now.sections, more)), by=by, summary="Add a part")
    html = client.get("/wiki/minsk/authors/").content.decode()
    assert "by-8" in html
    assert "by-0" in html
    assert "by-9" not in html


def test_no_link_stands_in_a_link(page: LexborHTMLParser) -> None:
    def inside(node: LexborNode) -> bool:
        return bool(node.css("a")[1:])

    assert not [node for node in page.css("a") if inside(node)]
