"""Bytes as text and as records."""

import pytest

from articles.fetching.answers import RECORD, Answer

from .site import refused


def answer(body, media="text/html"):
    return Answer("http://public.test/", media, body)


META = '<meta charset="{}">Мінск'


@pytest.mark.parametrize(
    ("body", "media", "text"),
    [
        ("Мінск".encode("cp1251"), "text/html; charset=windows-1251", "Мінск"),
        ("Мінск".encode("cp1251"), 'text/html; Charset="CP1251"', "Мінск"),
        ("\ufeffМінск".encode(), "text/html; charset=windows-1251", "Мінск"),
        ("Мінск".encode("utf-16"), "text/html", "Мінск"),
        (META.format("windows-1251").encode("cp1251"), "text/html", META.format("windows-1251")),
        (META.format("utf-8").encode(), "text/html; charset=nonsense", META.format("utf-8")),
        (META.format("nonsense").encode(), "text/html", META.format("nonsense")),
        (META.format("utf-16").encode(), "text/html", META.format("utf-16")),
        (
            '<META http-equiv=Content-Type content="text/html; charset=gb2312">缅甸'.encode("gbk"),
            "text/html",
            '<META http-equiv=Content-Type content="text/html; charset=gb2312">缅甸',
        ),
        ("မြန်မာ".encode(), "text/html", "မြန်မာ"),
        ("မြန်မာ".encode()[:-1], "text/html", "မြန်မ\ufffd"),
        ("Café!".encode("latin-1"), "text/html", "Café!"),
        (b"<p>\xff\xff</p>", "text/html; charset=utf-8", "<p>\ufffd\ufffd</p>"),
        (b"+ADw-", "text/html; charset=utf-7", "+ADw-"),
        (f"{META.format('windows-1251'):>1100}".encode(), "text/html", f"{META.format('windows-1251'):>1100}"),
    ],
)
def test_page_is_read_in_its_encoding(body, media, text):
    assert answer(body, media).text() == text


@pytest.mark.parametrize("body", [b'{"a": "\xc3\xa9"}', '{"a": "é"}'.encode("utf-16"), '\ufeff{"a": "é"}'.encode()])
def test_record_is_read(body):
    assert answer(body).record() == {"a": "é"}


@pytest.mark.parametrize("body", [b"", b"{", b"<html>", b"\xff\xff", b"[" * 100_000, b"9" * 5_000])
def test_broken_record_is_unreadable(body):
    with refused("unreadable"):
        answer(body).record()


@pytest.mark.parametrize(
    ("media", "is_record"),
    [
        ("application/json", True),
        ("application/vnd.api+json", True),
        ("application/vnd.crossref-api-message+json", True),
        ("text/json", False),
        ("application/jsonp", False),
        ("application/javascript", False),
    ],
)
def test_record_has_a_type_of_json(media, is_record):
    assert bool(RECORD.types.fullmatch(media)) is is_record
