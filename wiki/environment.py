"""Environment variables, read with a type and a default. Each one is described in docs/reference/settings.md."""

import os
import secrets
from pathlib import Path


class BadSetting(Exception):
    """An environment variable has a value that cannot be meant; the message says which, and what it may be."""


def text(name: str, default: str = "") -> str:
    """Return the variable's text, or the default where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes or no; raise BadSetting for any other word."""
    word = text(name, "1" if default else "0").lower()
    if word in ("1", "true", "yes", "on"):
        return True
    if word in ("0", "false", "no", "off"):
        return False
    raise BadSetting(f"{name}={word!r}: say 1 or 0")


def number(name: str, default: int) -> int:
    """Return a whole number; raise BadSetting for anything else."""
    word = text(name, str(default))
    if not word.isascii() or not word.isdecimal():
        raise BadSetting(f"{name}={word!r}: say a whole number")
    return int(word)


def listed(name: str) -> list[str]:
    """Return the parts between commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def secret_key(folder: Path) -> str:
    """Return SECRET_KEY, or a key kept in the folder, made at the first start and readable by its owner alone."""
    if key := text("SECRET_KEY"):
        return key
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()
