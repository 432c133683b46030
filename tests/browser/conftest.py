"""A wiki that a real browser reads and edits: the demonstration content, served, and put back after every test.

The wiki is loaded once, into a database file and a folder of uploads of its own; a test that changes something
leaves nothing behind. A page that logs an error, breaks its content security policy or asks for something that is
not there fails its test.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import connection, connections
from django.test import Client, override_settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from articles.importing import demonstration
from articles.models import Article
from tests.conftest import ROOT
from tests.packages import chromium

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 10_000  # milliseconds

# Every page opens in a phone's, a tablet's or a desk's window; the desk's is the default.
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Wiki:
    """The wiki that is served: its address, its database now and as it was, its uploads."""

    url: str
    database: Path
    pristine: Path
    uploads: Path
    keeper: sqlite3.Connection


@pytest.fixture(scope="session")
def wiki(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Wiki]:
    """Load the demonstration content and serve it; the roles come with the migrations."""
    if connection.vendor != "sqlite":
        pytest.skip("the browser's wiki is kept in a SQLite file")
    folder = tmp_path_factory.mktemp("wiki")
    database, uploads = folder / "wiki.sqlite3", folder / "uploads"
    with django_db_blocker.unblock(), _database(database), override_settings(MEDIA_ROOT=uploads):
        call_command("migrate", verbosity=0, interactive=False)
        demonstration.load(ROOT / "fixtures")
        keeper = sqlite3.connect(database, timeout=20)
        pristine = sqlite3.connect(folder / "pristine.sqlite3")
        keeper.backup(pristine)
        pristine.close()
        # An answer is sent in two pieces; without this the second waits for word of the first, 40 ms each time.
        WSGIRequestHandler.disable_nagle_algorithm = True
        server = LiveServer("127.0.0.1")
        yield Wiki(server.url, database, folder / "pristine.sqlite3", uploads, keeper)
        server.stop()
        keeper.close()


@pytest.fixture
def db(wiki: Wiki, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database of the served wiki, instead of a transaction that no other thread would see."""
    before = _version(wiki)
    with django_db_blocker.unblock(), _database(wiki.database):
        yield
    if _version(wiki) != before:
        pristine = sqlite3.connect(wiki.pristine)
        pristine.backup(wiki.keeper)
        pristine.close()


@pytest.fixture(autouse=True)
def _own_uploads(settings: Any, wiki: Wiki) -> None:
    settings.MEDIA_ROOT = wiki.uploads
    settings.SITE_URL = wiki.url


@contextmanager
def _database(path: Path) -> Iterator[None]:
    """Let every connection that is opened meanwhile, in any thread, be one to this file."""
    configured = connections.settings["default"]
    name = configured["NAME"]
    connection.close()
    configured["NAME"] = connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        configured["NAME"] = connection.settings_dict["NAME"] = name


def _version(wiki: Wiki) -> int:
    """Return a number that changes when any other connection has written."""
    return int(wiki.keeper.execute("PRAGMA data_version").fetchone()[0])


# The browser --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's own loop runs in this thread, and the ORM is used in it all the same.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            expect.set_options(timeout=PATIENCE)
            yield opened
            opened.close()


type Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, wiki: Wiki, db: None) -> Iterator[Opener]:
    """Return an opener of windows: open_page(by=reviewer, viewport=PHONE, java_script_enabled=False, ...).

    Each has its own cookies and cache, but for a tab `beside` another; what goes wrong in any of them fails the test.
    """
    opened = []
    troubles: list[str] = []

    def opener(*, by: Any = None, beside: Page | None = None, **options: Any) -> Page:
        options.setdefault("viewport", DESKTOP)
        context = beside.context if beside else browser.new_context(base_url=wiki.url, locale="en-GB", **options)
        opened.append(context)
        context.set_default_timeout(PATIENCE)
        if by is not None:
            context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": _session(by), "url": wiki.url}])
        page = context.new_page()
        page.on("console", lambda message: troubles.extend(_told(message)))
        page.on("pageerror", lambda error: troubles.append(f"page error: {error}"))
        page.on("response", lambda response: troubles.extend(_failed(response)))
        return page

    yield opener
    for context in opened:
        context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def page(open_page: Opener) -> Page:
    """A reader's window, on a desk."""
    return open_page()


@pytest.fixture
def desk(open_page: Opener, reviewer: Any) -> Page:
    """The window of a reviewer, whose edits are public at once."""
    return open_page(by=reviewer)


@pytest.fixture
def belarus(db: None) -> Article:
    """The demonstration's main article."""
    return Article.objects.get(slug="belarus-myanmar-relations")


def _session(person: Any) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


def _told(message: ConsoleMessage) -> list[str]:
    # What could not be loaded is judged by its response, which says whether it was the page itself.
    quiet = message.type not in ("error", "warning") or message.text.startswith("Failed to load resource")
    return [] if quiet else [f"console {message.type}: {message.text}"]


def _failed(response: Response) -> list[str]:
    wanted = response.request.is_navigation_request() and response.status < 500
    return [] if wanted or response.status < 400 else [f"{response.status} {response.url}"]
