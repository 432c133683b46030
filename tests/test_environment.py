"""What the environment says, and what it cannot mean."""

from collections.abc import Callable
from pathlib import Path

import pytest

from wiki import environment as env

SERVER = {"host": "mail", "username": "", "password": "", "use_tls": False, "use_ssl": False, "timeout": 20}


@pytest.mark.parametrize(
    ("said", "backend", "options"),
    [
        ("console:", "console", None),
        ("file:///srv/my%20mails", "filebased", {"file_path": "/srv/my mails"}),
        ("smtp://mail", "smtp", SERVER | {"port": 25}),
        ("smtp://mail/", "smtp", SERVER | {"port": 25}),
        ("smtp://[::1]:2525", "smtp", SERVER | {"host": "::1", "port": 2525}),
        ("smtp://mail?tls=1", "smtp", SERVER | {"port": 587, "use_tls": True}),
        ("smtp://a%40b:c%2Fd@mail", "smtp",
         SERVER | {"port": 587, "username": "a@b", "password": "c/d", "use_tls": True}),
        ("smtp://a:b@mail:2525?tls=0", "smtp", SERVER | {"port": 2525, "username": "a", "password": "b"}),
        ("smtps://a:b@mail", "smtp", SERVER | {"port": 465, "username": "a", "password": "b", "use_ssl": True}),
    ],
)  # fmt: skip
def test_way_of_mails_is_read(
    monkeypatch: pytest.MonkeyPatch, said: str, backend: str, options: dict[str, object] | None
) -> None:
    monkeypatch.setenv("EMAIL_URL", said)
    [mailer] = env.mailers("EMAIL_URL").values()
    assert mailer["BACKEND"] == f"django.core.mail.backends.{backend}.EmailBackend"
    assert mailer.get("OPTIONS") == options


def test_no_mails_are_sent_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert env.mailers("EMAIL_URL") == {}


@pytest.mark.parametrize(
    "said",
    [
        "mail",
        "smtp:",
        "smtp://",
        "http://me:secret@mail",
        "smtp://me@mail",
        "smtp://:secret@mail",
        "smtp://me:se/secret@mail",
        "smtp://me:se#secret@mail",
        "smtp://me:se?secret@mail",
        "smtp://me:secret@mail:0",
        "smtp://me:secret@mail:high",
        "smtp://me:secret@mail?tls=2",
        "smtp://me:secret@mail?tls",
        "smtp://me:secret@mail?colour=red",
        "smtp://[me:secret@mail",
        "dummy:",
        "console:secret",
        "file:",
        "file://secret/srv",
    ],
)
def test_way_of_mails_that_cannot_be_meant_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("EMAIL_URL", said)
    with pytest.raises(env.BadSetting, match=r"^EMAIL_URL: say smtp://") as refused:
        env.mailers("EMAIL_URL")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("", "wiki@localhost"),
        ("wiki@example.org", "wiki@example.org"),
        ("<wiki@example.org>", "wiki@example.org"),
        ("Our wiki <wiki@example.org>", "Our wiki <wiki@example.org>"),
    ],
)
def test_sender_of_mails_is_read(monkeypatch: pytest.MonkeyPatch, said: str, kept: str) -> None:
    monkeypatch.setenv("MAIL_FROM", said)
    assert env.mail_address("MAIL_FROM", "wiki@localhost") == kept


@pytest.mark.parametrize("said", ["wiki", "wiki@", "a@example.org, b@example.org", "A\nBcc: b@c <a@example.org>"])
def test_sender_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("MAIL_FROM", said)
    with pytest.raises(env.BadSetting, match=r"^MAIL_FROM: say an address"):
        env.mail_address("MAIL_FROM", "wiki@localhost")


# The same words stop a real start in test_start; here is what each reader of a variable refuses, and what it says.
READERS: dict[str, tuple[Callable[[str], object], dict[str, str]]] = {
    "a yes or no": (env.flag, {"maybe": "say 1 or 0", "2": "say 1 or 0"}),
    "a number": (
        lambda name: env.number(name, 8_000, least=1, most=65_535),
        {
            "high": "say a whole number from 1 to 65535",
            "0": "whole number",
            "65536": "whole number",
            "٣": "whole number",
        },
    ),
    "one of": (lambda name: env.one_of(name, "INFO", ("INFO",), "INFO"), {"loud": "say INFO"}),
    "a time zone": (
        lambda name: env.time_zone(name, "UTC"),
        {"Moon/Base": "a time zone such as", "/etc/hosts": "a time zone such as", "../UTC": "a time zone such as"},
    ),
    "an interface": (lambda name: env.ip_address(name, "127.0.0.1"), {"localhost": "say an IP address"}),
    "an address": (
        lambda name: env.address(name, "https://example.org"),
        {
            "wiki": "such as https://example.org",
            "ftp://example.org": "say an address",
            "https://": "say an address",
            "https://[wiki": "say an address",
            "https://example.org:high": "say an address",
            "https://example.org:0": "say an address",
            "ftp://reader:secret@example.org": "say an address",
        },
    ),
    "a database": (
        lambda name: env.database(name, "sqlite://:memory:"),
        {
            "wiki": "say postgres://",
            "mysql://wiki:secret@mail/wiki": "say postgres://",
            "postgres://wiki:secret@mail/": "say postgres://",
            "postgres://wiki:se/secret@mail/wiki": "percent-encoded",
            "postgres://wiki:1#secret@mail/wiki": "percent-encoded",
        },
    ),
}


@pytest.mark.parametrize(
    ("reader", "said", "told"),
    [(name, said, told) for name, (_read, refused) in READERS.items() for said, told in refused.items()],
)
def test_what_cannot_be_meant_is_refused(monkeypatch: pytest.MonkeyPatch, reader: str, said: str, told: str) -> None:
    monkeypatch.setenv("SETTING", said)
    with pytest.raises(env.BadSetting, match=r"^SETTING") as refused:
        READERS[reader][0]("SETTING")
    assert told in str(refused.value)
    assert "secret" not in str(refused.value)


def test_key_is_made_once_and_read_by_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    made = env.secret_key(tmp_path / "var")
    assert len(made) > 60
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert env.secret_key(tmp_path / "var") == made
    monkeypatch.setenv("SECRET_KEY", "given")
    assert env.secret_key(tmp_path / "var") == "given"


def test_folder_that_cannot_hold_a_key_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "file").touch()
    with pytest.raises(env.BadSetting, match=rf"^VAR_DIR: {tmp_path}/file.* cannot be used: "):
        env.secret_key(tmp_path / "file")
