"""How the environment says that mails are sent, and what it cannot mean."""

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
