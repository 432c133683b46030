"""The project as a whole: migrations, deployment checks, documents, lock files, templates."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
# What a site chooses for itself, and what the browser tests set for as long as they last.
NOT_OF_A_SITE = {"SECRET_KEY", "DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, stdout=io.StringIO())


def test_deployment_check_is_clean(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if name not in NOT_OF_A_SITE},
        "DJANGO_SETTINGS_MODULE": "wiki.settings",
        "VAR_DIR": str(tmp_path),
        "SITE_URL": "https://wiki.example.org",
    }
    (tmp_path / "static").mkdir()
    done = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


def test_every_setting_is_documented() -> None:
    named = set()
    for path in [*(ROOT / "wiki").glob("*.py"), *(ROOT / "articles").rglob("*.py")]:
        source = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'env\.[a-z_]+\(\s*"([A-Z_]+)"', source))
        named |= set(re.findall(r'(?:text|environ\.get)\("([A-Z_]+)"', source))
    text = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    assert len(named) > 10
    assert not [name for name in sorted(named) if f"`{name}`" not in text]


def test_every_documented_setting_exists() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in tracked("wiki/*.py", "articles/*.py", "Makefile"))
    told = re.findall(r"^\| `([A-Z_]+)`", (REFERENCE / "settings.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert not [name for name in told if f'"{name}"' not in sources]


def test_every_command_is_documented() -> None:
    own = [name for name, app in get_commands().items() if app == "articles"]
    text = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    own += [f"make {target}" for target in re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE)]
    assert not [name for name in own if f"`{name}`" not in text]


def test_lock_files_name_no_host() -> None:
    for path in (ROOT / "requirements").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|index-url|find-links", text), path
        if path.suffix == ".txt":
            pinned = re.findall(r"^[a-z0-9][^\n]*==[^\n]*", text, re.MULTILINE | re.IGNORECASE)
            assert pinned
            assert text.count("--hash=sha256:") >= len(pinned)


def test_files_name_no_machine() -> None:
    wrong = []
    for path in tracked():
        if path.suffix in {".png", ".woff2", ".webp"} or path == Path(__file__):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        wrong += [
            f"{path.relative_to(ROOT)}: {word}"
            for word in ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/")
            if word in text
        ]
    assert not wrong, "\n".join(wrong)


def test_templates_have_no_inline_script_or_style() -> None:
    wrong = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|\|safe\b|autoescape off|javascript:", text):
            wrong.append(str(path.relative_to(ROOT)))
    assert not wrong


def test_markup_is_vouched_for_in_one_place() -> None:
    importers = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "articles").rglob("*.py")
        if "mark_safe(" in path.read_text(encoding="utf-8")
    ]
    assert importers == ["articles/pages.py"]


def test_changelog_names_this_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert version[1] in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
