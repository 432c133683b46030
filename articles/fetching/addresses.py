"""Where a request may go: to a web address without credentials, whose host is on the public internet.

A name is judged by what it resolves to, however it is spelled ("127.1", "0x7f.1" and "2130706433" are addresses too).
Only what was judged may be connected to: resolving again could give another answer.
"""

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from .bounds import NotFetched

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*", re.ASCII)
# Python's IDNA is that of 2003, which takes these for other letters: another site than the one that is meant.
_OTHER_SITE = re.compile("[ßς\u200c\u200d]")
_SAFE = "/%:@!$&'()*+,;=~"

_UNICAST = IPv6Network("2000::/3")
# Addresses that hold one of IPv4 within. Those of NAT64 (RFC 6052) are what hosts without IPv4 see of the whole web;
# those of Teredo and 6to4 are no web site's.
_NAT64 = IPv6Network("64:ff9b::/96")
_TUNNELS = (IPv6Network("2001::/32"), IPv6Network("2002::/16"))


def is_public(address: str) -> bool:
    """Tell whether a numeric address is a unicast one of the public internet.

    >>> is_public("198.41.0.4"), is_public("169.254.169.254"), is_public("64:ff9b::10.0.0.1"), is_public("fe80::1%lo")
    (True, False, False, False)
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip in _NAT64:
            ip = IPv4Address(int(ip) & 0xFFFF_FFFF)
        elif ip.scope_id or ip not in _UNICAST or any(ip in network for network in _TUNNELS):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolved(host: str, port: int) -> list[str]:
    """Return every numeric address of a host; raise OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


@dataclass(frozen=True, slots=True)
class Target:
    """A web address in the parts that a request needs; `path` is with the query, in ASCII."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, url: str) -> "Target":
        """Read an address; raise NotFetched for one of no web page."""
        try:
            parts = urlsplit(url)
            name = parts.hostname or ""
            host = name.encode("idna").decode("ascii")
            usual = _PORTS[parts.scheme]
            port = usual if parts.port is None else parts.port
            query = f"?{quote(parts.query, safe=_SAFE + '?[]')}" if parts.query else ""
            path = quote(parts.path or "/", safe=_SAFE) + query
        except (ValueError, KeyError) as error:
            raise NotFetched("bad-address") from error
        if "@" in parts.netloc or _OTHER_SITE.search(name) or not _HOST.fullmatch(host):
            raise NotFetched("bad-address")
        return cls(url, parts.scheme, host, port, path)

    @property
    def authority(self) -> str:
        """The host, with its port where that is not the usual one, as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def redirected(self, location: str) -> "Target":
        """Return where a redirect leads; raise NotFetched where it leads out of TLS, or to no web page."""
        try:
            url = urljoin(self.url, location.encode("latin-1").decode("utf-8", "replace"))
        except ValueError as error:
            raise NotFetched("bad-address") from error
        target = Target.of(url)
        if self.scheme == "https" and target.scheme != "https":
            raise NotFetched("insecure")
        return target
