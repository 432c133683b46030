"""The one HTTP client: asks a public address for a page or a record, and follows where it leads.

Each host is resolved once, all its addresses are judged, and one of those is connected to. No cookies, no credentials,
no proxies of the environment, nothing sent but GET; TLS is verified. What a Client is made of beside `agent` is for
tests: no setting reaches it.
"""

import socket
import ssl
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from http.client import HTTPResponse as _Received

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection
from urllib3.exceptions import DecodeError, HTTPError, ReadTimeoutError, SSLError

from .addresses import Target, is_public, resolved
from .answers import Answer, Wanted
from .bounds import MAX_HEAD, Deadline, Incoming, NotFetched

MAX_REDIRECTS = 5
# Of a host with many addresses so many are tried.
MAX_TRIED = 4
# The encodings that are asked for. One at a time: chains of them are how bombs are built.
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
# What is decoded at once. Of a thousand empty gzip members in one piece, each would copy all that follow.
_CHUNK = 16_384
_GONE = (404, 410)
# Resolving has no timeout of its own; where it hangs, it hangs here.
_NAMES = ThreadPoolExecutor(max_workers=4, thread_name_prefix="names")


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A client that names itself `agent`."""

    agent: str
    resolve: Callable[[str, int], Sequence[str]] = resolved
    allows: Callable[[str], bool] = is_public
    ports: Collection[int] = (80, 443)
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def get(self, url: str, wanted: Wanted, deadline: Deadline) -> Answer:
        """Return what an address gives, or the one that it leads to; raise NotFetched."""
        target = Target.of(url)
        for _ in range(MAX_REDIRECTS + 1):
            with _told(), closing(self._connected(target, deadline)) as connection:
                incoming = Incoming(connection.sock, deadline)
                with closing(self._asked(connection, incoming, target, wanted)) as response:
                    location = response.get_redirect_location()
                    if not location:
                        return Answer(target.url, _media(response, wanted), _body(response, incoming, wanted))
            target = target.redirected(location)
        raise NotFetched("too-many-redirects")

    def _connected(self, target: Target, deadline: Deadline) -> HTTPConnection:
        """Return a connection to the first address of a host that takes one, TLS included."""
        failure: Exception = NotFetched("unknown-host")
        for address in self._judged(target, deadline)[:MAX_TRIED]:
            connection = HTTPConnection(address, target.port, timeout=deadline.wait())
            connection.auto_open = 0
            try:
                connection.sock = self._socket(target, address, deadline)
            except OSError as error:
                failure = error
            else:
                return connection
        raise failure

    def _socket(self, target: Target, address: str, deadline: Deadline) -> socket.socket:
        sock = socket.create_connection((address, target.port), timeout=deadline.wait())
        if target.scheme == "http":
            return sock
        try:
            sock.settimeout(deadline.wait())
            # The certificate must be that of the host, not of the address.
            return self.context.wrap_socket(sock, server_hostname=target.host.rstrip("."))
        except BaseException:
            sock.close()
            raise

    def _judged(self, target: Target, deadline: Deadline) -> Sequence[str]:
        """Return the addresses of a host; one that is not public spoils all."""
        if target.port not in self.ports:
            raise NotFetched("bad-address")
        asked = _NAMES.submit(self.resolve, target.host, target.port)
        try:
            addresses = asked.result(timeout=deadline.wait())
        except TimeoutError:
            asked.cancel()
            raise
        except OSError as error:
            raise NotFetched("unknown-host") from error
        if not all(map(self.allows, addresses)):
            raise NotFetched("private-address")
        return addresses

    def _asked(self, connection: HTTPConnection, incoming: Incoming, target: Target, wanted: Wanted) -> HTTPResponse:
        headers = {
            "Host": target.authority,
            "User-Agent": self.agent,
            "Accept": wanted.accept,
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        connection.response_class = lambda _, **options: _Received(incoming, **options)  # type: ignore[assignment,arg-type]
        connection.request("GET", target.path, headers=headers, preload_content=False)
        return connection.getresponse()


def _media(response: HTTPResponse, wanted: Wanted) -> str:
    """Return the Content-Type of an answer; raise NotFetched where it is none of those that are wanted."""
    if response.status in _GONE:
        raise NotFetched("not-found")
    if not 200 <= response.status < 300:
        raise NotFetched("refused" if 400 <= response.status < 500 else "failed")
    media = response.headers.get("Content-Type", "")
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if not wanted.types.fullmatch(media.partition(";")[0].strip().lower()) or encoding not in _ENCODINGS:
        raise NotFetched("unreadable")
    return media


def _body(response: HTTPResponse, incoming: Incoming, wanted: Wanted) -> bytes:
    """Return the decoded body; what is longer than wanted is cut, or refused where it is of use as a whole only."""
    incoming.allow(wanted.limit + MAX_HEAD)
    body = bytearray()
    while len(body) <= wanted.limit and (more := response.read(_CHUNK)):
        body += more
    if wanted.whole and len(body) > wanted.limit:
        raise NotFetched("too-large")
    return bytes(body[: wanted.limit])


@contextmanager
def _told() -> Iterator[None]:
    """Tell what goes wrong on the way as NotFetched."""
    try:
        yield
    except (TimeoutError, ReadTimeoutError) as error:
        raise NotFetched("timeout") from error
    except (ssl.SSLError, SSLError) as error:
        raise NotFetched("insecure") from error
    except DecodeError as error:
        raise NotFetched("unreadable") from error
    except (OSError, HTTPError, HTTPException, ValueError) as error:
        raise NotFetched("unreachable") from error
