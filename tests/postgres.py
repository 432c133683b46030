"""A PostgreSQL of the tests' own: found or installed, started on loopback, ended by its process."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.packages import MissingPackageError, install


@contextmanager
def server() -> Iterator[str]:
    """Start a server on a free port and yield its DATABASE_URL; raise MissingPackageError where there is none."""
    programs = _programs() or (install("postgresql") and None) or _programs()
    if programs is None:
        raise MissingPackageError("postgresql", "its programs initdb and postgres were not found")
    folder = Path(tempfile.mkdtemp(prefix="chancery-postgres-"))
    who = _unprivileged()
    if who:
        shutil.chown(folder, who)
    port = _free_port()
    data = folder / "data"
    _run([programs / "initdb", "-D", data, "-U", "chancery", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"], who)
    # A crash of the tests' server loses nothing of worth, so it need not wait for the disk.
    quick = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
    where = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), *where, *quick],
            stdout=log,
            stderr=log,
            user=who,
            cwd="/",
        )
    try:
        _wait(port, process, folder / "log")
        yield f"postgres://chancery@127.0.0.1:{port}/postgres"
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    for name in (
        shutil.which("initdb"),
        *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), reverse=True),
    ):
        folder = Path(name).resolve().parent if name else None
        if folder and (folder / "postgres").exists():
            return folder
    return None


def _unprivileged() -> str | None:
    """Return the account that the server runs as: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(command: list[str | Path], who: str | None) -> None:
    done = subprocess.run(command, user=who, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-2000:]}")
