"""The whole suite, fast tests first: what `make test` runs.

Arguments are handed to pytest, and then it is run once, as asked, on whatever database the environment names.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.packages import MissingPackageError, chromium
from tests.postgres import server

ROOT = Path(__file__).resolve().parent.parent
# The floor of line coverage outside of content/, whose branches are at 100. It only rises.
FLOOR = 98
# Lines are counted at next to no cost by the interpreter's own means, branches at that of half the time again.
LINES = {
    "BRANCHES": "false",
    "COVERAGE_CORE": "sysmon",
    # Not `.coverage.lines`: a report of `.coverage` takes in whatever begins with that and a dot.
    "COVERAGE_FILE": ".coverage-lines",
    "UNCOUNTED": "articles/content/*",
}


def main(arguments: list[str]) -> int:
    """Run every stage, all of them even where one fails; return 1 where one failed."""
    if arguments:
        return _pytest("as asked", arguments)
    try:
        chromium()
        with server() as database:
            failed = [name for name, options, more in _stages(database) if _pytest(name, options, **more)]
    except MissingPackageError as missing:
        print(missing, file=sys.stderr)
        return 1
    failed += _coverage()
    print(f"Failed: {', '.join(failed)}" if failed else "All stages passed.", flush=True)
    return 1 if failed else 0


def _stages(database: str) -> list[tuple[str, list[str], dict[str, str]]]:
    # Of pure code branches are counted, by its cases; of all else lines, on SQLite.
    counted = ["--cov", "--cov-report="]
    workers = ["-n", "2"]
    pure = ["tests/content", "articles/content", *workers]
    return [
        ("pure code, by cases", [*pure, "-m", "not hypothesis", *counted], {}),
        ("pure code, by laws", [*pure, "-m", "hypothesis"], {}),
        ("house rules, and the database tests on SQLite", [
            "tests", "--ignore=tests/content", "-m", "not browser", *counted, *workers,
        ], LINES),
        # What asks no database, and what starts a wiki with one of its own (test_start), is proven by then, and so is
        # every further case that asks a database for the same.
        ("the database tests on PostgreSQL", [
            "tests", "--ignore=tests/content", "--ignore=tests/house", "-m", "django_db and not browser", "--one-case",
            *workers,
        ], {"DATABASE_URL": database}),
        ("journeys in a browser", ["tests/browser", *workers], {}),
    ]  # fmt: skip


def _pytest(name: str, options: list[str], **environment: str) -> int:
    print(f"\n== {name} ==", flush=True)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options], cwd=ROOT, env={**os.environ, **environment}, check=False
    )
    print(f"-- {name}: {time.monotonic() - started:.0f} s", flush=True)
    return done.returncode


def _coverage() -> list[str]:
    reports = [
        ("branches of content/", ["--include=articles/content/*", "--fail-under=100"], {}),
        ("lines of the rest", [f"--fail-under={FLOOR}"], LINES),
    ]
    command = [sys.executable, "-m", "coverage", "report"]
    return [
        name
        for name, options, more in reports
        if subprocess.run([*command, *options], cwd=ROOT, env={**os.environ, **more}, check=False).returncode
    ]


if __name__ == "__main__":
    for counted in ROOT.glob(".coverage*"):
        counted.unlink()
    sys.exit(main(sys.argv[1:]))
