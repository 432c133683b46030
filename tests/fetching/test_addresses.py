"""Where a request may go, and what an address is read as."""

import pytest

from articles.fetching.addresses import Target, is_public, resolved

from .site import refused


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1", "64:ff9b::8.8.8.8"],
)
def test_public_addresses_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::10.0.0.1",
        "100::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "2606:4700::1111%eth0",
        "fec0::1",
        "ff02::1",
        "",
        "localhost",
        "2130706433",
        "127.1",
    ],
)
def test_other_addresses_are_not(address):
    assert not is_public(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "127.1", "127.0.0.1", "::1"])
def test_spelling_of_an_address_hides_nothing(host):
    addresses = resolved(host, 80)
    assert addresses
    assert not any(map(is_public, addresses))


@pytest.mark.parametrize(
    ("url", "host", "port", "path", "authority"),
    [
        ("http://example.org", "example.org", 80, "/", "example.org"),
        ("HTTPS://Example.ORG/a?b=c#d", "example.org", 443, "/a?b=c", "example.org"),
        ("https://example.org:8443/a%20b/ä b?q=ü x&r=[1]", "example.org", 8443, "/a%20b/%C3%A4%20b?q=%C3%BC%20x&r=[1]",
         "example.org:8443"),
        ("https://мзс.бел/", "xn--g1ajq.xn--90ais", 443, "/", "xn--g1ajq.xn--90ais"),
        ("http://[2606:4700::1111]/", "2606:4700::1111", 80, "/", "[2606:4700::1111]"),
        ("http://[2606:4700::1111]:81/", "2606:4700::1111", 81, "/", "[2606:4700::1111]:81"),
        ("http://１２７.0.0.1/", "127.0.0.1", 80, "/", "127.0.0.1"),
        ("http://under_score.example.org./", "under_score.example.org.", 80, "/", "under_score.example.org."),
        ("http://exa\nmple.org/a\tb", "example.org", 80, "/ab", "example.org"),
    ],
)  # fmt: skip
def test_address_is_read_into_parts(url, host, port, path, authority):
    target = Target.of(url)
    assert (target.host, target.port, target.path, target.authority) == (host, port, path, authority)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http:///a",
        "http://user@example.org/",
        "http://user:password@example.org/",
        "http://@example.org/",
        "http://public.example\\@10.0.0.1/",
        "http://exa mple.org/",
        "http://example.org:port/",
        "http://example.org:99999/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://a..b/",
        f"http://{'a' * 64}.org/",
        "http://straße.example/",
        "http://a\u200db.example/",
        "http://example.org/\ud800",
    ],
)
def test_what_is_no_web_address_is_refused(url):
    with refused("bad-address"):
        Target.of(url)


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("b", "https://example.org/a/b"),
        ("/b?c", "https://example.org/b?c"),
        ("//example.net/", "https://example.net/"),
        ("https://example.net:444/x", "https://example.net:444/x"),
        ("/Ã¤", "https://example.org/ä"),
    ],
)
def test_redirect_is_read_from_where_it_stands(location, url):
    assert Target.of("https://example.org/a/").redirected(location).url == url


@pytest.mark.parametrize(
    ("location", "code"),
    [("http://example.org/", "insecure"), ("file:///etc/passwd", "bad-address"), ("http://[", "bad-address")],
)
def test_redirect_out_of_the_web_or_tls_is_refused(location, code):
    with refused(code):
        Target.of("https://example.org/a/").redirected(location)
