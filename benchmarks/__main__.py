"""Measure the speed of the main paths, on SQLite and on PostgreSQL, and print medians and ratios.

Times on shared machines mean little; the ratios of one run do: how the cost grows with the length of a history or the
size of an article. `--quick` leaves out the longest history and PostgreSQL.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres import server

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Run the paths in a process of their own for each database, in a folder that goes away."""
    quick = "--quick" in arguments
    failed = _run("SQLite", "", quick=quick)
    if not quick:
        with server() as database:
            failed += _run("PostgreSQL", database, quick=quick)
    return 1 if failed else 0


def _run(name: str, database: str, *, quick: bool) -> int:
    print(f"\n== {name} ==", flush=True)
    with tempfile.TemporaryDirectory(prefix="chancery-bench-") as folder:
        (Path(folder) / "static").mkdir()
        environment = {
            **os.environ,
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "wiki.settings",
            "SECRET_KEY": "of this run",
            "LOG_LEVEL": "ERROR",
        }
        if database:
            environment["DATABASE_URL"] = database
        command = [sys.executable, "-m", "benchmarks.paths", *(["--quick"] if quick else [])]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
