"""Who sees what: every address, for every role, in every state."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from PIL import Image as Picture

from articles import editing, uploads, workflow
from articles.content.snapshot import Image, Snapshot
from articles.models import Article, ImageFile
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.same_queries]


COLOURS = ("red", "green", "blue", "white")


def picture(colour: str) -> ImageFile:
    out = io.BytesIO()
    Picture.new("RGB", (400, 300), colour).save(out, "PNG")
    out.seek(0)
    return uploads.store(out, by=None)


def with_picture(snapshot: Snapshot, file: ImageFile) -> Snapshot:
    image = Image(key="view", file=file.name, width=file.width, height=file.height, in_lead=True)
    return replace(snapshot, images=(image,))


@pytest.fixture(scope="module")
def _states(shared_rows: None, snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    reviewer, editor = person("rev", "Reviewer"), person("ed", "Editor")
    uploaded = tmp_path_factory.mktemp("uploads")
    with override_settings(MEDIA_ROOT=uploaded):
        files = {colour: picture(colour) for colour in COLOURS}
    public = editing.create(with_picture(snapshot, files["red"]), by=reviewer, summary="Start")
    editing.replace(public, with_picture(replace(snapshot, title="Draft"), files["green"]), by=editor, summary="Draft")
    draft = replace(with_picture(snapshot, files["blue"]), slug="draft", title="Draft")
    editing.create(draft, by=editor, summary="Draft")
    gone = replace(with_picture(snapshot, files["white"]), slug="gone", title="Gone")
    workflow.withdraw(editing.create(gone, by=reviewer, summary="Start"), by=reviewer, reason="Doubts")
    return uploaded


@pytest.fixture
def world(_states: Path, db: None, settings: Any) -> dict[str, Any]:
    """An article with a draft over it, one never published, one withdrawn; each with a picture."""
    settings.MEDIA_ROOT = _states
    files = dict(zip(COLOURS, ImageFile.objects.order_by("pk"), strict=True))
    return {"files": files, "public": Article.objects.get(slug="minsk")}


ROLES = ("anonymous", "reader", "editor", "reviewer", "administrator")
# Address -> the answers for each role in the order of ROLES.
MATRIX = {
    "/": (200, 200, 200, 200, 200),
    "/wiki/minsk/": (200, 200, 200, 200, 200),
    "/wiki/minsk/history/": (200, 200, 200, 200, 200),
    "/wiki/minsk/preview/": (200, 200, 200, 200, 200),
    "/wiki/minsk/revisions/1/": (200, 200, 200, 200, 200),
    "/wiki/minsk/revisions/2/": (404, 404, 200, 200, 200),
    "/wiki/minsk/compare/1...2/": (404, 404, 200, 200, 200),
    "/wiki/minsk/authors/": (200, 200, 200, 200, 200),
    "/wiki/minsk/at/?number=1": (302, 302, 302, 302, 302),
    "/wiki/minsk/history/feed/": (200, 200, 200, 200, 200),
    "/wiki/minsk/timegate/": (302, 302, 302, 302, 302),
    "/wiki/minsk/timemap/": (200, 200, 200, 200, 200),
    "/wiki/minsk/revisions/1/cite/": (200, 200, 200, 200, 200),
    "/wiki/minsk/revisions/2/cite/": (404, 404, 200, 200, 200),
    "/wiki/minsk/revisions/2/cite.bib": (404, 404, 200, 200, 200),
    "/changes/": (200, 200, 200, 200, 200),
    "/changes/feed/": (200, 200, 200, 200, 200),
    "/people/rev/": (200, 200, 200, 200, 200),
    "/people/ed/": (404, 404, 200, 200, 200),
    "/people/nobody/": (404, 404, 404, 404, 404),
    "/wiki/draft/authors/": (404, 404, 404, 404, 404),
    "/wiki/draft/history/feed/": (404, 404, 404, 404, 404),
    "/wiki/draft/": (404, 404, 302, 302, 302),
    "/wiki/draft/history/": (404, 404, 200, 200, 200),
    "/wiki/draft/revisions/1/": (404, 404, 200, 200, 200),
    "/wiki/gone/": (410, 410, 302, 302, 302),
    "/wiki/gone/history/": (410, 410, 200, 200, 200),
    "/wiki/gone/authors/": (410, 410, 200, 200, 200),
    "/wiki/gone/history/feed/": (410, 410, 404, 404, 404),
    "/wiki/gone/timemap/": (410, 410, 200, 200, 200),
    "/wiki/gone/revisions/1/": (410, 410, 200, 200, 200),
    "image:red": (200, 200, 200, 200, 200),
    "image:green": (404, 404, 200, 200, 200),
    "image:blue": (404, 404, 200, 200, 200),
    "image:white": (404, 404, 200, 200, 200),
    "card:red": (200, 200, 200, 200, 200),
    "card:green": (404, 404, 200, 200, 200),
    "/admin/": (302, 302, 200, 200, 200),
    "/admin/articles/article/": (302, 302, 200, 200, 200),
    "/admin/articles/article/add/": (302, 302, 200, 200, 200),
    "change": (302, 302, 200, 200, 200),
    "review": (302, 302, 200, 200, 200),
    "lock": (302, 302, 403, 200, 200),
    "withdraw": (302, 302, 403, 200, 200),
    "restore": (302, 302, 200, 200, 200),
    "undo": (302, 302, 200, 200, 200),
    "delete": (302, 302, 403, 403, 403),
    "/admin/articles/article/following/": (302, 302, 200, 200, 200),
    "follow": (302, 302, 405, 405, 405),
    "/following/x/feed/": (404, 404, 404, 404, 404),
    "/admin/articles/category/": (302, 302, 200, 200, 200),
    "/admin/articles/category/add/": (302, 302, 403, 403, 403),
    "/admin/articles/imagefile/": (302, 302, 200, 200, 200),
    "/admin/articles/imagefile/add/": (302, 302, 403, 403, 403),
    "/admin/auth/user/": (302, 302, 403, 403, 200),
    "/admin/auth/group/": (302, 302, 403, 403, 200),
}


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_by_role(
    client: Client, world: dict[str, Any], administrator: Any, reviewer: Any, editor: Any, role: str
) -> None:
    reader = person("reader")
    reader.is_staff = False
    reader.save()
    people = {"reader": reader, "editor": editor, "reviewer": reviewer, "administrator": administrator}
    if role in people:
        client.force_login(people[role])
    got = {}
    for address in MATRIX:
        response = client.get(real(address, world))
        b"".join(response)
        got[address] = response.status_code
    assert got == {address: answers[ROLES.index(role)] for address, answers in MATRIX.items()}


def real(address: str, world: dict[str, Any]) -> str:
    kind, _, name = address.partition(":")
    if kind == "image":
        return f"/images/{world['files'][name].name}"
    if kind == "card":
        return f"/images/{uploads.copy_name(world['files'][name].name, 'card')}"
    if kind in ("restore", "undo"):
        return f"/admin/articles/article/{world['public'].pk}/{kind}/?number=1"
    if kind in ("change", "review", "lock", "follow", "withdraw", "delete"):
        return f"/admin/articles/article/{world['public'].pk}/{kind}/"
    return address


def test_draft_words_are_nowhere_for_readers(client: Client, world: dict[str, Any]) -> None:
    public = [
        "/",
        "/index/",
        "/categories/",
        "/categories/capitals/",
        "/search/?q=draft",
        "/changes/",
        "/changes/feed/",
    ]
    public += [f"/wiki/minsk/{part}" for part in ("", "history/", "authors/", "timemap/", "revisions/1/")]
    for address in public:
        html = client.get(address).content.decode()
        assert "Draft" not in html.replace("Draft</h", ""), address


def test_public_picture_is_kept_by_browsers(client: Client, world: dict[str, Any]) -> None:
    response = client.get(real("image:red", world))
    b"".join(response)
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    "name", ["../settings.py", "x.svg", "nothere.png", "nothere-card.webp", "a/b.png", "%2e%2e%2fx.png", ".png"]
)
def test_no_other_file_is_served(client: Client, world: dict[str, Any], name: str) -> None:
    assert client.get(f"/images/{name}").status_code == 404


def test_earlier_public_pictures_stay(client: Client, world: dict[str, Any], reviewer: Any, snapshot: Snapshot) -> None:
    editing.replace(world["public"], snapshot, by=reviewer, summary="Take the picture out")
    response = client.get(real("image:red", world))
    b"".join(response)
    assert response.status_code == 200


@pytest.mark.parametrize("address", ["/", "/wiki/minsk/", "/admin/login/", "/nothing/"])
def test_policy_allows_nothing_inline(client: Client, article: Article, address: str) -> None:
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy


def test_reading_sets_no_cookie(client: Client, article: Article) -> None:
    for address in (
        "/",
        "/wiki/minsk/",
        "/wiki/minsk/history/",
        "/wiki/minsk/authors/",
        "/changes/",
        "/search/?q=minsk",
    ):
        assert not client.get(address).cookies, address


def test_cookies_are_closed_to_scripts() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
