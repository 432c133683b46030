"""Environment variables, read with a type and a default. Each one is described in docs/reference/settings.md."""

import ipaddress
import os
import re
import secrets
from collections.abc import Collection, Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

import dj_database_url

_BACKENDS = "django.core.mail.backends"


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
    raise _bad(name, word, "1 or 0")


def number(name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
    """Return a whole number within its bounds; raise BadSetting for anything else."""
    word = text(name, str(default))
    if word.isascii() and word.isdecimal() and len(word) <= len(str(most)) and least <= int(word) <= most:
        return int(word)
    raise _bad(name, word, f"a whole number from {least} to {most}")


def one_of(name: str, default: str, known: Collection[str], told: str) -> str:
    """Return one of the known words; raise BadSetting for any other, with what may be said."""
    word = text(name, default)
    if word not in known:
        raise _bad(name, word, told)
    return word


def time_zone(name: str, default: str) -> str:
    """Return the name of a time zone; raise BadSetting for what is none."""
    word = text(name, default)
    try:
        ZoneInfo(word)
    except (LookupError, ValueError, OSError):
        raise _bad(name, word, "a time zone such as Europe/Berlin") from None
    return word


def ip_address(name: str, default: str) -> str:
    """Return the address of a network interface; raise BadSetting for what is none, as names are."""
    word = text(name, default)
    try:
        ipaddress.ip_address(word)
    except ValueError:
        raise _bad(name, word, "an IP address such as 127.0.0.1, 0.0.0.0 or ::") from None
    return word


def address(name: str, default: str, example: str = "") -> str:
    """Return an address on the web, without the slash that it may end in; raise BadSetting for what is none."""
    word = text(name, default).rstrip("/")
    if not _is_address(word):
        raise _bad(name, word, f"an address such as {example or default}")
    return word


def _is_address(word: str) -> bool:
    try:
        parts = urlsplit(word)
        # A port that is no number raises ValueError when it is asked for.
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def database(name: str, default: str) -> dict[str, Any]:
    """Return the database at a URL as Django knows it; raise BadSetting, which repeats nothing of the URL."""
    try:
        found = dict(dj_database_url.parse(text(name, default), conn_max_age=600, conn_health_checks=True))
    except ValueError:
        found = {}
    if not _is_database(found):
        raise BadSetting(
            f"{name}: say postgres://user:password@host:5432/name or sqlite:////folder/file; in a password, all but"
            " letters and digits is percent-encoded, as %40 for @"
        )
    return found


def _is_database(found: Mapping[str, Any]) -> bool:
    """Tell whether it is one of the two that are supported, with a name.

    A name with an @ is the end of a password that held a slash.
    """
    if found.get("ENGINE") == "django.db.backends.sqlite3":
        return True
    return found.get("ENGINE") == "django.db.backends.postgresql" and bool(found["NAME"]) and "@" not in found["NAME"]


def mailers(name: str) -> dict[str, Any]:
    """Return how mails are sent, as Django knows it, or nothing; raise BadSetting, which repeats nothing of the URL.

    smtp://user:password@host:port, smtps:// with TLS from the start, console:, file:///folder. A password is sent over
    TLS alone, unless ?tls=0 says otherwise.
    """
    said = text(name)
    if not said:
        return {}
    try:
        found = _mailer(said)
    except ValueError:
        raise BadSetting(
            f"{name}: say smtp://user:password@host:587, smtps://user:password@host:465, console: or file:///folder;"
            " in a name and a password, all but letters and digits is percent-encoded, as %40 for @"
        ) from None
    return {"default": found}


def _mailer(said: str) -> dict[str, Any]:
    """Return one mailer; raise ValueError for what is none."""
    parts = urlsplit(said)
    match parts.scheme:
        case "console" if not (parts.netloc or parts.path or parts.query):
            return {"BACKEND": f"{_BACKENDS}.console.EmailBackend"}
        case "file" if parts.path and not (parts.netloc or parts.query):
            return {"BACKEND": f"{_BACKENDS}.filebased.EmailBackend", "OPTIONS": {"file_path": unquote(parts.path)}}
        case "smtp" | "smtps":
            return {"BACKEND": f"{_BACKENDS}.smtp.EmailBackend", "OPTIONS": _mail_server(parts)}
    raise ValueError("no way to send mails")


def _mail_server(parts: SplitResult) -> dict[str, Any]:
    asked = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    at_once, said = parts.scheme == "smtps", asked.pop("tls", "1" if parts.password else "0")
    if asked or said not in ("0", "1") or parts.path.strip("/") or parts.fragment:
        raise ValueError("more than a server")
    if not parts.hostname or parts.port == 0 or bool(parts.username) != bool(parts.password):
        raise ValueError("less than a server")
    later = said == "1" and not at_once
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if at_once else 587 if later else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": later,
        "use_ssl": at_once,
        "timeout": 20,
    }


def mail_address(name: str, default: str) -> str:
    """Return an address that mails can come from, perhaps with a name before it; raise BadSetting for what is none."""
    word = text(name, default)
    shown, found = parseaddr(word)
    if not re.fullmatch(r"[^\s@<>,]+@[^\s@<>,]+", found) or not word.isprintable():
        raise BadSetting(f"{name}: say an address such as wiki@example.org or Our wiki <wiki@example.org>")
    return word if shown else found


def listed(name: str, default: str = "") -> list[str]:
    """Return the parts between commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def _bad(name: str, word: str, told: str) -> BadSetting:
    """Return what stops the start: the setting and what may be said, never a password that stands in an address."""
    return BadSetting(f"{name}: say {told}" if "@" in word else f"{name}={word!r}: say {told}")


def secret_key(folder: Path) -> str:
    """Return SECRET_KEY, or a key kept in the folder, made at the first start and readable by its owner alone."""
    if key := text("SECRET_KEY"):
        return key
    path = folder / "secret_key"
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(64))
        return path.read_text().strip()
    except OSError as error:
        raise BadSetting(f"VAR_DIR: {error.filename or 'it'} cannot be used: {error.strerror}") from error
