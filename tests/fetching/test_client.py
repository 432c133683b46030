"""The client, against a server that means harm."""

import gzip
import socket
import ssl
import time
import tracemalloc
import zlib
from threading import Event

import brotli
import pytest

from articles.fetching import NotFetched
from articles.fetching.addresses import is_public
from articles.fetching.answers import PAGE, RECORD
from articles.fetching.bounds import Deadline
from articles.fetching.client import MAX_REDIRECTS, Client

from .site import CERTIFICATE, http, refused, soon, to

JSON = "application/json"
MEGABYTE = 1_000_000


def test_page_is_fetched_with_its_address(site):
    site.answers["/a?b=%C3%A9"] = http("<title>é</title>")
    answer = site.client().get(site.url("/a?b=é#c"), PAGE, soon())
    assert (answer.url, answer.text()) == (site.url("/a?b=é#c"), "<title>é</title>")


def test_request_names_the_wiki_and_nothing_else(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://10.0.0.1:3128")
    site.answers["/a"] = http("x", status="302 Found", Location="/b", Set_Cookie="a=b")
    site.answers["/b"] = http("x")
    site.client().get(site.url("/a"), PAGE, soon())
    head = [
        "GET /b HTTP/1.1",
        f"Host: public.test:{site.port}",
        "User-Agent: Tests (+http://wiki.test)",
        "Accept: text/html, application/xhtml+xml;q=0.9",
        "Accept-Encoding: gzip, deflate",
        "Connection: close",
    ]
    assert site.requests[-1].splitlines() == head


# Addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"], ["::1"], ["fe80::1%lo"], ["93.184.216.34", "10.0.0.1"],
     ["2606:4700::1111", "::ffff:10.0.0.1"]],
)  # fmt: skip
def test_one_private_address_spoils_a_name(site, addresses):
    client = site.client({"public.test": addresses}, allows=is_public)
    with refused("private-address"):
        client.get(site.url("/"), PAGE, soon())
    assert site.requests == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
def test_no_spelling_reaches_loopback(site, host):
    with refused("private-address"):
        Client(agent="Tests", ports=(site.port,)).get(site.url("/", host), PAGE, soon())
    assert site.requests == []


def test_name_is_resolved_once_for_what_is_connected_to(site):
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    site.answers["/"] = http("x")
    site.client(resolve=rebinding).get(site.url("/"), PAGE, soon())
    assert (asked, site.paths) == (["public.test"], ["/"])


def test_name_that_turns_private_is_refused_at_the_redirect(site):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    site.answers["/"] = to("/again")
    with refused("private-address"):
        site.client(resolve=lambda host, port: next(answers)).get(site.url("/"), PAGE, soon())
    assert site.paths == ["/"]


def test_next_address_is_tried_where_one_takes_no_connection(site):
    site.answers["/"] = http("x")
    client = site.client({"public.test": ["127.0.0.9", "127.0.0.1"]}, allows=lambda address: True)
    assert client.get(site.url("/"), PAGE, soon()).body == b"x"


def test_site_that_takes_no_connection_is_unreachable(site):
    client = site.client({"public.test": ["127.0.0.9"]}, allows=lambda address: True)
    with refused("unreachable"):
        client.get(site.url("/"), PAGE, soon())


@pytest.mark.parametrize("names", [{"other.test": []}, {"public.test": []}])
def test_name_without_an_address_is_unknown(site, names):
    with refused("unknown-host"):
        site.client(names).get(site.url("/"), PAGE, soon())


def test_other_ports_are_refused(site):
    with refused("bad-address"):
        site.client().get("http://public.test:22/", PAGE, soon())


def test_name_that_never_resolves_ends_at_the_deadline(site):
    end = Event()
    client = site.client(resolve=lambda host, port: end.wait(5) and [])
    with refused("timeout"):
        client.get(site.url("/"), PAGE, Deadline(0.05))
    end.set()


# Redirects ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirect_is_followed(site, status):
    site.answers |= {"/a": to("b", status), "/b": http("x")}
    assert site.client().get(site.url("/a"), PAGE, soon()).url == site.url("/b")


def test_redirect_without_an_address_is_a_failure(site):
    site.answers["/"] = http("", status="302 Found")
    with refused("failed"):
        site.client().get(site.url("/"), PAGE, soon())


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://inside.test:{port}/", "private-address"),
        ("http://unknown.test:{port}/", "unknown-host"),
        ("http://public.test:22/", "bad-address"),
        ("http://user:password@public.test:{port}/", "bad-address"),
        ("file:///etc/passwd", "bad-address"),
        ("ftp://public.test/", "bad-address"),
        ("javascript:alert(1)", "bad-address"),
        ("gopher://public.test:{port}/_x", "bad-address"),
    ],
)
def test_redirect_to_where_no_request_may_go_is_refused(site, location, code):
    names = {"public.test": ["127.0.0.1"], "inside.test": ["127.0.0.2"]}
    site.answers["/a"] = to(location.format(port=site.port))
    with refused(code):
        site.client(names).get(site.url("/a"), PAGE, soon())
    assert site.paths == ["/a"]


def test_redirects_without_end_are_left(site):
    site.answers |= {"/a": to("/b"), "/b": to("/a")}
    with refused("too-many-redirects"):
        site.client().get(site.url("/a"), PAGE, soon())
    assert len(site.requests) == MAX_REDIRECTS + 1


# TLS ------------------------------------------------------------------------------------------------------


def trusting():
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def test_certificate_is_that_of_the_name(secure_site):
    secure_site.answers["/"] = http("x")
    client = secure_site.client(context=trusting())
    assert client.get(secure_site.url("/", "secure.test", "https"), PAGE, soon()).body == b"x"


def test_certificate_of_another_name_is_refused(secure_site):
    with refused("insecure"):
        secure_site.client(context=trusting()).get(secure_site.url("/", "public.test", "https"), PAGE, soon())
    assert secure_site.requests == []


def test_certificate_that_nobody_vouches_for_is_refused(secure_site):
    with refused("insecure"):
        secure_site.client().get(secure_site.url("/", "secure.test", "https"), PAGE, soon())
    assert secure_site.requests == []


def test_redirect_out_of_tls_is_refused(secure_site):
    secure_site.answers["/"] = to(secure_site.url("/x"))
    with refused("insecure"):
        secure_site.client(context=trusting()).get(secure_site.url("/", "secure.test", "https"), PAGE, soon())
    assert secure_site.paths == ["/"]


def test_server_without_tls_is_refused_where_it_is_asked_for(site):
    with refused("insecure"):
        site.client().get(site.url("/", "secure.test", "https"), PAGE, soon())


# Time -----------------------------------------------------------------------------------------------------


def dripping(begin, piece):
    """Send a beginning, and then a piece again and again: for two seconds, longer than any test waits."""

    def send(connection):
        connection.sendall(begin)
        for _ in range(200):
            connection.sendall(piece)
            time.sleep(0.01)

    return send


HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("begin", "piece"),
    [
        (b"HTTP/1.1 200", b" "),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"y"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (HTML + b"\r\n", b"x"),
        (HTML + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (HTML + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x"),
        (HTML + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
    ],
)
def test_slow_drip_ends_at_the_deadline(site, begin, piece):
    site.answers["/"] = dripping(begin, piece)
    with refused("timeout"):
        site.client().get(site.url("/"), PAGE, Deadline(0.15))


@pytest.mark.parametrize("begin", [b"", HTML, HTML + b"Content-Length: 9\r\n\r\nx"])
def test_silence_ends_at_the_longest_wait(site, begin):
    end = Event()
    site.answers["/"] = lambda connection: connection.sendall(begin) or end.wait(5)
    with refused("timeout"):
        site.client().get(site.url("/"), PAGE, Deadline(60, wait=0.05))
    end.set()


def test_redirects_share_one_deadline(site):
    with refused("timeout"):
        site.client().get(site.url("/"), PAGE, Deadline(-1))
    assert site.requests == []


def test_silence_instead_of_tls_ends_at_the_longest_wait():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        client = Client(agent="Tests", resolve=lambda *_: ["127.0.0.1"], allows=lambda address: True, ports=(port,))
        with refused("timeout"):
            client.get(f"https://secure.test:{port}/", PAGE, Deadline(60, wait=0.05))


# Size -----------------------------------------------------------------------------------------------------


def endless(begin, piece):
    """Send a beginning, and then pieces until nobody listens."""

    def send(connection):
        connection.sendall(begin)
        while True:
            connection.sendall(piece)

    return send


@pytest.mark.parametrize(
    ("begin", "piece"),
    [
        (b"HTTP/1.1 200 ", b"O" * 10_000),
        (b"HTTP/1.1 200 OK\r\n", b"X: " + b"y" * 10_000 + b"\r\n"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"y" * 10_000),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 400),
        (HTML + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 10_000 + b"\r\nx\r\n"),
        (HTML + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: " + b"y" * 10_000 + b"\r\n"),
    ],
)
def test_endless_heads_and_framing_are_left(site, begin, piece):
    site.answers["/"] = endless(begin, piece)
    with pytest.raises(NotFetched) as caught:
        site.client().get(site.url("/"), PAGE, soon())
    assert caught.value.code in ("too-large", "unreachable")


def test_endless_page_is_read_up_to_its_limit(site):
    site.answers["/"] = endless(HTML + b"\r\n", b"x" * 10_000)
    assert len(site.client().get(site.url("/"), PAGE, soon()).body) == PAGE.limit


def test_huge_page_is_read_up_to_its_limit(site):
    site.answers["/"] = endless(HTML + b"Content-Length: 99999999999999\r\n\r\n", b"x" * 10_000)
    assert len(site.client().get(site.url("/"), PAGE, soon()).body) == PAGE.limit


def test_endless_record_is_too_large(site):
    site.answers["/"] = endless(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", b"[" * 10_000)
    with refused("too-large"):
        site.client().get(site.url("/"), RECORD, soon())


def bomb(wbits):
    """Return fifty megabytes of nothing, packed."""
    packer = zlib.compressobj(9, wbits=wbits)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(50)) + packer.flush()


BOMBS = {
    "gzip": ("gzip", bomb(31)),
    "zlib": ("deflate", bomb(15)),
    "deflate": ("deflate", bomb(-15)),
    "brotli": ("br", brotli.compress(bytes(50 * MEGABYTE), quality=1)),
    "gzip in gzip": ("gzip, gzip", gzip.compress(bomb(31))),
    "gzip in brotli": ("gzip, br", brotli.compress(bomb(31))),
    "members": ("gzip", gzip.compress(b"") * 40_000),
}


@pytest.mark.parametrize("wanted", [PAGE, RECORD])
@pytest.mark.parametrize("name", BOMBS)
def test_bomb_costs_little_memory(site, name, wanted):
    encoding, packed = BOMBS[name]
    site.answers["/"] = http(packed, "text/html" if wanted is PAGE else JSON, Content_Encoding=encoding)
    tracemalloc.start()
    try:
        answer = site.client().get(site.url("/"), wanted, soon())
        size, code = len(answer.body), ""
    except NotFetched as error:
        size, code = 0, error.code
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 * MEGABYTE
    if "," in encoding or encoding == "br":
        assert code == "unreadable"
    elif name == "members":
        assert (size, code) == (0, "")
    else:
        assert (size, code) == ((PAGE.limit, "") if wanted is PAGE else (0, "too-large"))


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("X-GZIP", gzip.compress), ("deflate", zlib.compress), ("identity", bytes)],
)
def test_packed_page_is_unpacked(site, encoding, pack):
    site.answers["/"] = http(pack(b"<p>x</p>" * 9_000), Content_Encoding=encoding)
    assert site.client().get(site.url("/"), PAGE, soon()).text() == "<p>x</p>" * 9_000


def test_chunked_page_is_put_together(site):
    chunked = HTML + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
    site.answers["/"] = chunked
    assert site.client().get(site.url("/"), PAGE, soon()).body == b"abcde"


# Bad answers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (http("", status="404 Not Found"), "not-found"),
        (http("", status="410 Gone"), "not-found"),
        (http("", status="401 Unauthorized"), "refused"),
        (http("", status="403 Forbidden"), "refused"),
        (http("", status="429 Too Many Requests"), "refused"),
        (http("", status="500 Internal Server Error"), "failed"),
        (http("", status="503 Service Unavailable"), "failed"),
        (http("", status="304 Not Modified"), "failed"),
        (http("x", "application/pdf"), "unreadable"),
        (http("x", "image/svg+xml"), "unreadable"),
        (http("x", "text/html, text/html"), "unreadable"),
        (http("x", ""), "unreadable"),
        (http("", "", status="204 No Content"), "unreadable"),
        (http("x", Content_Encoding="compress"), "unreadable"),
        (http("x", Content_Encoding="zstd"), "unreadable"),
        (http("no gzip at all", Content_Encoding="gzip"), "unreadable"),
        (http(gzip.compress(b"x" * 99)[:-30] + b"?" * 30, Content_Encoding="gzip"), "unreadable"),
        (http("x", Content_Length="99"), "unreachable"),
        (http(gzip.compress(b"x" * 99)[:-9], Content_Encoding="gzip", Content_Length="99"), "unreachable"),
        (HTML + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc", "unreachable"),
        (HTML + b"Transfer-Encoding: chunked\r\n\r\n9\r\nabc", "unreachable"),
        (HTML + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "unreachable"),
        (b"", "unreachable"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "unreachable"),
        (b"\x00\xff\r\n\r\n", "unreachable"),
        (b"HTTP/1.1 abc\r\n\r\n", "unreachable"),
    ],
)
def test_bad_answer_is_told_by_its_code(site, answer, code):
    site.answers["/"] = answer
    with refused(code):
        site.client().get(site.url("/"), PAGE, soon())


def test_page_is_no_record_and_record_no_page(site):
    site.answers |= {"/page": http("x"), "/record": http("{}", JSON)}
    for path, wanted in (("/page", RECORD), ("/record", PAGE)):
        with refused("unreadable"):
            site.client().get(site.url(path), wanted, soon())
