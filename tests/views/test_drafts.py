"""Readers see nothing of a draft: every address that leads on from public pages is asked, and what it holds is read."""

import io
import re
from collections import deque
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from PIL import Image as Picture

from articles import editing, uploads, workflow
from articles.content.problems import Place
from articles.content.snapshot import Image, Reference, Section, Snapshot
from articles.models import Article

pytestmark = pytest.mark.django_db
SECRET = "xyzzy"


def picture(colour: str, by: Any) -> Image:
    out = io.BytesIO()
    Picture.new("RGB", (40, 30), colour).save(out, "PNG")
    file = uploads.store(io.BytesIO(out.getvalue()), by=by)
    return Image(key=f"{SECRET}-{colour}", file=file.name, width=40, height=30, caption=f"{SECRET} {colour}")


@pytest.fixture
def parted(article: Article, editor: Any, reviewer: Any, snapshot: Snapshot) -> tuple[Article, Image]:
    """An article of which a part of a draft is public, the rest waits, and more is written over it."""
    history, today = snapshot.sections
    hidden = picture("red", editor)
    draft = replace(
        snapshot,
        short_description=f"{SECRET} described",
        categories=(*snapshot.categories, f"{SECRET} category"),
        sections=(
            replace(history, body="<p>It is a thousand years old.</p>"),
            replace(today, body=f"<p>{SECRET} grows.</p>"),
            Section(key=SECRET, heading=f"{SECRET} heading", body=f"<p>{SECRET} body.</p>"),
        ),
        references=(*snapshot.references, Reference(key=f"{SECRET}-source", title=f"{SECRET} source")),
        images=(hidden,),
    )
    editing.replace(article, draft, by=editor, summary=f"{SECRET} summary")
    workflow.ask(article, by=editor, note=f"{SECRET} note")
    workflow.comment(article, f"{SECRET} comment", by=editor, number=2)
    workflow.publish_part(article, [Place("section", "history")], by=reviewer, number=2, summary="A part")
    editing.replace(article, replace(draft, title=f"{SECRET} title"), by=editor, summary=f"{SECRET} again")
    return article, hidden


def crawled(start: list[str]) -> dict[str, tuple[int, str]]:
    """Return what a reader is answered at every address that leads on from some: address -> (status, body)."""
    client, found, waiting = Client(), {}, deque(start)
    while waiting:
        address = waiting.popleft()
        if address in found:
            continue
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        found[address] = (answer.status_code, body.decode("utf-8", "replace"))
        links = re.findall(r'(?:href|src|action)="([^"]+)"|<(https?://[^>]+)>', found[address][1])
        links += [(answer["Location"], "")] if answer.has_header("Location") else []
        links += [(link, "") for link in re.findall(r"<([^>]+)>", answer.headers.get("Link", ""))]
        for link in (unescape(a or b) for a, b in links):
            where = urlsplit(urljoin(address, link))
            inside = where.netloc in ("", "testserver", "127.0.0.1:8000")
            if inside and not where.path.startswith(("/admin/", "/static/")):
                waiting.append(where.path + (f"?{where.query}" if where.query else ""))
    return found


def test_no_public_address_tells_anything_of_what_waits(parted: tuple[Article, Image]) -> None:
    _article, hidden = parted
    numbers = range(1, 7)
    start = ["/", f"/images/{hidden.file}", f"/search/?q={SECRET}", f"/categories/{SECRET}-category/"]
    start += [f"/wiki/minsk/revisions/{number}/" for number in numbers]
    start += [f"/wiki/minsk/compare/{a}...{b}/" for a in numbers for b in numbers]
    start += [f"/wiki/minsk/at/?number={number}" for number in numbers]
    start += [f"/wiki/minsk/history/?part=section&key={key}" for key in (SECRET, "today", "history")]
    found = crawled(start)
    assert len(found) > 80
    asked = [address for address in start if SECRET in address]
    told = [address for address, (_status, body) in found.items() if SECRET in body and SECRET not in address]
    assert told == []
    assert {found[address][0] for address in asked} <= {200, 404}
    assert found[f"/images/{hidden.file}"][0] == 404
    assert [found[f"/wiki/minsk/revisions/{number}/"][0] for number in numbers] == [200, 404, 200, 404, 404, 404]
    assert max(status for status, _body in found.values()) < 500


def test_every_link_that_readers_are_given_leads_somewhere(parted: tuple[Article, Image]) -> None:
    found = crawled(["/"])
    dead = [address for address, (status, _body) in found.items() if status >= 400]
    assert dead == ["/wiki/minsk/at/"]  # the address of a form, which says more


@pytest.mark.parametrize("query", ["number=1", "number=0", "number=9", "date=2000-01-01", "date=2100-01-01"])
def test_first_revisions_that_are_held_back_lead_to_the_first_that_is_shown(
    client: Client, snapshot: Snapshot, editor: Any, reviewer: Any, query: str
) -> None:
    article = editing.create(replace(snapshot, slug="brest"), by=editor, summary="Start")
    workflow.publish_part(article, [Place("section", "today")], by=reviewer, number=1, summary="A part")
    assert client.get(f"/wiki/brest/at/?{query}")["Location"].endswith("/wiki/brest/revisions/2/")
    html = client.get("/wiki/brest/history/").content.decode()
    assert "1 revision<" in html or "1 revision " in html
    assert "3 revisions" not in html
