"""Prepare the wiki and serve it: what `make run` runs."""

import contextlib
import ctypes
import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser, SystemCheckError
from django.db import Error, connection
from django.db.migrations.recorder import MigrationRecorder

from articles import tending
from articles.importing import demonstration
from articles.models import Article

# PR_SET_PDEATHSIG of <linux/prctl.h>.
_SET_DEATH_SIGNAL = 1


class Command(BaseCommand):
    """`python manage.py start`: each step is done only where it has not been done yet."""

    help = "Prepare the database, the static files and the first administrator, then serve the wiki."
    # Some of Django's checks ask the database, so they come after it was reached.
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what differs from a plain start."""
        parser.add_argument("--prepare-only", action="store_true", help="Prepare, and do not serve.")
        parser.add_argument("--no-demonstration", action="store_true", help="Start with an empty wiki.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, say what a first visitor needs to know, and serve."""
        if not options["prepare_only"]:
            see_port()
        try:
            settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
            reach_database()
            self._check()
            call_command("migrate", verbosity=0, interactive=False)
            collect_static()
        except OSError as error:
            raise CommandError(f"VAR_DIR: {error.filename or 'it'} cannot be used: {error.strerror}") from error
        if not options["no_demonstration"] and not Article.objects.exists():
            self.stdout.write("First start: loading the demonstration articles ...")
            demonstration.load(Path(settings.BASE_DIR) / "fixtures")
        self._administrator()
        self.stdout.write(f"Chancery is at {settings.SITE_URL} (desk: {settings.SITE_URL}/admin/)")
        self.stdout.flush()
        if not options["prepare_only"]:
            sys.exit(serve())

    def _check(self) -> None:
        """Raise CommandError for what keeps the wiki from being served, in a line."""
        try:
            self.check()
        except SystemCheckError:
            wrong = (found for found in run_checks() if found.is_serious() and not found.is_silenced())
            told = "; ".join(f"{found.msg}. {found.hint or ''}".rstrip() for found in wrong)
            raise CommandError(told) from None

    def _administrator(self) -> None:
        people = get_user_model().objects
        if people.filter(is_superuser=True).exists():
            return
        given = os.environ.get("ADMIN_PASSWORD")
        password = given or secrets.token_urlsafe(12)
        people.create_superuser("admin", password=password)
        said = "as ADMIN_PASSWORD says" if given else f"{password} (shown this once)"
        self.stdout.write(f"Administrator: admin, password: {said}")


def see_port() -> None:
    """Raise CommandError where the server could not listen: the port is taken, say by this wiki, or not its own."""
    with socket.socket(socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.HOST, settings.PORT))
        except OSError as error:
            place = f"HOST={settings.HOST} PORT={settings.PORT}"
            raise CommandError(f"{place}: nothing can listen there: {error.strerror}") from error


def reach_database() -> None:
    """Connect to the database, and see that tables can be made in it; raise CommandError that says why not."""
    try:
        MigrationRecorder(connection).ensure_schema()
    except (Error, ImproperlyConfigured) as error:
        where, words = connection.settings_dict, str(error).strip().partition("\n")[0]
        place = f"{where['HOST']}:{where['PORT'] or 5432}" if where["HOST"] else where["NAME"]
        raise CommandError(f"DATABASE_URL: the database at {place} cannot be used: {words}") from error


def collect_static() -> None:
    """Collect and pack the static files, unless that was done already from the same ones: it takes seconds."""
    root = Path(settings.STATIC_ROOT)
    note, made_of = root.with_name(f"{root.name}.made_of"), _static_digest()
    if (root / "staticfiles.json").exists() and note.exists() and note.read_text() == made_of:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    note.write_text(made_of)


def _static_digest() -> str:
    """Return a name for the static files as they are in the code, and for what packs them."""
    packing = (settings.STORAGES["staticfiles"], settings.STATIC_URL, version("whitenoise"), version("brotli"))
    digest = hashlib.sha256(repr(packing).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=itemgetter(0)):
            with storage.open(name) as file:
                content = file.read()
            digest.update(f"{name} {len(content)} ".encode() + content)
    return digest.hexdigest()


def serve() -> int:
    """Run the server and tend the wiki beside it, until it is told to end or the server has; return how that ended.

    One process does both, so that there is never a server without tending, or two that tend for one: whatever becomes
    of this process, the server ends with it.
    """
    # A group of its own: Ctrl+C comes to this process alone, and what the server leaves behind can be ended.
    # This process has one thread, so a function may run between fork and exec.
    server = subprocess.Popen(_server(), process_group=0, preexec_fn=_end_with_parent)  # noqa: PLW1509, S603
    woken, told = threading.Event(), False

    def end(number: int, frame: object) -> None:
        nonlocal told
        told = True
        server.terminate()
        woken.set()

    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, end)
    signal.signal(signal.SIGCHLD, lambda number, frame: woken.set())
    rounds = tending.Round()
    while not told and server.poll() is None:
        rounds.go(lambda: told)
        woken.wait(rounds.wait)
        woken.clear()
    status = server.wait()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    return 0 if told else abs(status)


def _server() -> list[str]:
    """Return the command of the server: two workers that share the port, each with a few threads.

    A worker that is told to stop while it still starts does not hear it, so it is ended after ten seconds.
    """
    return [
        str(Path(sys.executable).with_name("granian")), "wiki.wsgi:application", "--interface", "wsgi",
        "--host", settings.HOST, "--port", str(settings.PORT),
        "--workers", "2", "--blocking-threads", "4", "--backpressure", "64", "--respawn-failed-workers",
        "--workers-kill-timeout", "10", "--log-level", "warning",
    ]  # fmt: skip


def _end_with_parent() -> None:
    """Ask the system to end this process when its parent is gone, even one that was killed; where it can, as Linux."""
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGTERM)
