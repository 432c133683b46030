"""The first start and the second, in earnest: a server of its own, on a port of its own."""

import contextlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import URLError

import pytest

from articles.management.commands.start import collect_static

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def started(var: Path, *arguments: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start the wiki and yield its address once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SECRET_KEY")}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "start", *arguments],
        cwd=ROOT,
        env={**kept, "VAR_DIR": str(var), "PORT": str(port), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(1_200):
            if process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{address}/healthz").close()
                break
            except URLError:
                time.sleep(0.1)
        yield address, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        assert process.stdout
        process.stdout.close()


def said(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGTERM)
    return process.communicate(timeout=20)[0]


def is_free(address: str) -> bool:
    """Tell whether nothing listens there, no worker either."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))) != 0


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def read(address: str) -> str:
    with urllib.request.urlopen(address) as response:
        return str(response.read().decode())


def article(address: str) -> str:
    return read(f"{address}/wiki/belarus-myanmar-relations/").replace(address, "")


def held(var: Path) -> list[int]:
    """Count what a wiki holds."""
    with closing(sqlite3.connect(var / "chancery.sqlite3")) as database:
        tables = ("articles_revision", "articles_publication", "articles_finding", "auth_user")
        return [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


class First(NamedTuple):
    """What a first start left in its folder, served and said."""

    var: Path
    address: str
    page: str
    output: str


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> First:
    """The first start in an empty folder: it packs the static files, which takes longer than all the rest."""
    var = tmp_path_factory.mktemp("var")
    with started(var) as (address, process):
        return First(var, address, article(address), said(process))


def test_first_start_tells_the_password_once_and_the_second_changes_nothing(first: First) -> None:
    assert re.search(r"Administrator: admin, password: \S{16} \(shown this once\)", first.output)
    assert f"Chancery is at {first.address}" in first.output
    before = held(first.var)
    packed = (first.var / "static" / "staticfiles.json").stat().st_mtime_ns
    with started(first.var) as (address, process):
        second = article(address)
        stylesheet = re.search(r'href="(/static/articles/css/base\.[0-9a-f]{12}\.css)"', second)
        assert stylesheet, "static files have hashed names"
        request = urllib.request.Request(f"{address}{stylesheet[1]}", headers={"Accept-Encoding": "br"})
        with urllib.request.urlopen(request) as response:
            assert response.headers["Content-Encoding"] == "br"
            assert "immutable" in response.headers["Cache-Control"]
        output = said(process)
    assert second == first.page
    assert "password" not in output
    assert held(first.var) == before
    assert (first.var / "static" / "staticfiles.json").stat().st_mtime_ns == packed
    assert (first.var / "secret_key").stat().st_mode & 0o777 == 0o600


def test_static_files_are_packed_again_when_one_changed(tmp_path: Path, settings: Any) -> None:
    source = tmp_path / "source"
    source.mkdir()
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    made = []
    for text in ("one", "one", "two"):
        (source / "some.css").write_text(text)
        collect_static()
        made.append((tmp_path / "static" / "staticfiles.json").stat().st_mtime_ns)
    assert made[0] == made[1] < made[2]
    assert len(list((tmp_path / "static").glob("some.*.css"))) == 2


def test_wiki_can_start_empty_with_a_password_given(first: First, tmp_path: Path) -> None:
    shutil.copytree(first.var / "static", tmp_path / "static")
    shutil.copy2(first.var / "static.made_of", tmp_path)
    with started(tmp_path, "--no-demonstration", ADMIN_PASSWORD="given words") as (address, process):
        assert "No article has been published yet." in read(f"{address}/")
        output = said(process)
    assert "given words" not in output
    assert "as ADMIN_PASSWORD says" in output


def test_wiki_is_tended_where_it_is_served(first: First) -> None:
    with contextlib.closing(sqlite3.connect(first.var / "chancery.sqlite3")) as database:
        database.execute("DELETE FROM articles_tally")
        database.commit()
        with started(first.var):
            until(lambda: database.execute("SELECT count(*) FROM articles_tally").fetchone()[0] > 0)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_all_ends_when_it_is_told_to(first: First, told: signal.Signals) -> None:
    with started(first.var) as (address, process):
        process.send_signal(told)
        assert process.wait(timeout=20) == 0
        assert is_free(address)


def test_server_ends_with_the_process_that_started_it(first: First) -> None:
    with started(first.var) as (address, process):
        process.kill()
        process.wait(timeout=20)
        until(lambda: is_free(address))


def test_start_ends_with_its_server_and_says_so(first: First) -> None:
    with started(first.var) as (address, process):
        [server] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(server), signal.SIGKILL)
        assert process.wait(timeout=20) == signal.SIGKILL
        assert is_free(address)


def refused(var: Path, *arguments: str, **environment: str) -> str:
    """Start with these settings, and return the one line that says why not."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    done = subprocess.run(
        [sys.executable, "manage.py", "start", *arguments],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "wiki.settings", "VAR_DIR": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.strip().count("\n") == 0
    return done.stderr


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "high", "say a whole number"),
        ("PORT", "65536", "say a whole number from 1 to 65535"),
        ("PORT", "9" * 5_000, "say a whole number"),
        ("HOST", "localhost", "say an IP address"),
        ("DEBUG", "maybe", "say 1 or 0"),
        ("SITE_URL", "wiki", "say an address"),
        ("SITE_URL", "https://[wiki", "say an address"),
        ("SITE_URL", "https://wiki.example.org:high", "say an address"),
        ("CROSSREF_URL", "ftp://reader:secret@example.org", "say an address"),
        ("LANGUAGE_CODE", "elvish", "say a code"),
        ("TIME_ZONE", "Moon/Base", "say a time zone"),
        ("BLOCKING_CHECKS", "no-such-check", "there is no such check. Say none, or some of these"),
        ("TIME_ZONE", "/etc/hosts", "say a time zone"),
        ("LOG_LEVEL", "loud", "say DEBUG"),
        ("EMAIL_URL", "smtp://wiki:se/secret@mail", "say smtp://"),
        ("MAIL_FROM", "wiki", "say an address"),
        ("VAR_DIR", "/dev/null/wiki", "/dev/null/wiki cannot be used: Not a directory"),
        ("DATABASE_URL", "wiki", "say postgres://"),
        ("DATABASE_URL", "mysql://wiki:secret@127.0.0.1/wiki", "say postgres://"),
        ("DATABASE_URL", "postgres://wiki:secret@127.0.0.1/", "say postgres://"),
        ("DATABASE_URL", "postgres://wiki:se/secret@127.0.0.1/wiki", "percent-encoded"),
        ("DATABASE_URL", "postgres://wiki:1/secret@127.0.0.1/wiki", "percent-encoded"),
        ("DATABASE_URL", "postgres://wiki:1#secret@127.0.0.1/wiki", "percent-encoded"),
        ("DATABASE_URL", "postgres://wiki:secret@127.0.0.1:1/wiki", "the database at 127.0.0.1:1 cannot be used"),
        ("DATABASE_URL", "postgres://wiki:secret@127.0.0.1:1/wiki?colour=red", "cannot be used"),
        ("DATABASE_URL", "sqlite:////dev/null/wiki", "the database at /dev/null/wiki cannot be used"),
    ],
)
def test_setting_that_cannot_be_meant_stops_the_start(tmp_path: Path, name: str, value: str, words: str) -> None:
    said = refused(tmp_path, "--prepare-only", **{name: value})
    assert name in said
    assert words in said
    assert "secret" not in said


def test_folder_that_cannot_be_used_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "uploads").touch()
    assert f"VAR_DIR: {tmp_path}/uploads cannot be used: File exists" in refused(tmp_path, "--prepare-only")


def test_port_that_is_taken_stops_the_start(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        port = str(other.getsockname()[1])
        said = refused(tmp_path, PORT=port)
        assert f"HOST=127.0.0.1 PORT={port}: nothing can listen there: Address already in use" in said
    assert not list(tmp_path.glob("*.sqlite3"))


def test_older_python_gets_one_clear_line(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && { echo "Python 3.9.2"; exit 0; }\nexit 1\n')
    old.chmod(0o755)
    copy = tmp_path / "Makefile"
    copy.write_text((ROOT / "Makefile").read_text())
    (tmp_path / "requirements").mkdir()
    for name in ("base.txt", "dev.txt"):
        (tmp_path / "requirements" / name).touch()
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["make", "--silent", "run"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    lines = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("make")]
    assert done.returncode != 0
    assert len(lines) == 1
    assert "Python 3.12 or newer; python3 is Python 3.9.2" in lines[0]
