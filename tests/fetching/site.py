"""A server on loopback whose every answer is given byte for byte."""

import socketserver
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import MSG_PEEK, socket
from threading import Thread
from typing import Any

import pytest

from articles.fetching import NotFetched
from articles.fetching.addresses import is_public
from articles.fetching.bounds import Deadline
from articles.fetching.client import Client

# A certificate for secure.test that signs itself, with its key: it vouches for nothing outside of these tests.
CERTIFICATE = Path(__file__).with_name("secure.test.pem")

HTML = "text/html; charset=utf-8"
# Reading what the machine trusts takes longer than most of these tests.
CONTEXT = ssl.create_default_context()

type Script = bytes | Callable[[socket], None]


class Site:
    """What stands at each path, and the heads of the requests that came."""

    def __init__(self, server: socketserver.TCPServer) -> None:
        self.answers: dict[str, Script] = {}
        self.requests: list[str] = []
        self.port: int = server.server_address[1]

    @property
    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.requests]

    def url(self, path: str, host: str = "public.test", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def client(self, names: Mapping[str, Sequence[str]] | None = None, **options: Any) -> Client:
        """Return a client that may reach this server at 127.0.0.1, and else only what is public."""
        known = names or {"public.test": ["127.0.0.1"], "secure.test": ["127.0.0.1"]}

        def resolve(host: str, port: int) -> Sequence[str]:
            if host not in known:
                raise OSError(host)
            return known[host]

        options.setdefault("resolve", resolve)
        options.setdefault("context", CONTEXT)
        options.setdefault("allows", lambda address: address == "127.0.0.1" or is_public(address))
        return Client(agent="Tests (+http://wiki.test)", ports=(self.port,), **options)


@contextmanager
def running(*, tls: bool = False) -> Iterator[Site]:
    """Serve on a free port until the end."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            # Who asks may go at any time: that is what most of these tests are about.
            with suppress(OSError):
                if not tls and self.connection.recv(1, MSG_PEEK) == b"\x16":  # a client that speaks TLS
                    self.connection.sendall(http("", status="400 Bad Request"))
                    return
                head = self._head()
                site.requests.append(head)
                answer = site.answers.get(head.split(" ")[1], http("", status="404 Not Found"))
                if isinstance(answer, bytes):
                    self.connection.sendall(answer)
                else:
                    answer(self.connection)

        def _head(self) -> str:
            head = ""
            while (line := self.rfile.readline().decode("latin-1")) not in ("", "\r\n"):
                head += line
            return head

        def finish(self) -> None:
            with suppress(OSError):
                super().finish()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def get_request(self) -> Any:
            connection, address = super().get_request()
            connection.settimeout(5)
            return (context.wrap_socket(connection, server_side=True) if tls else connection), address

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with Server(("127.0.0.1", 0), Handler) as server:
        site = Site(server)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def http(body: str | bytes, media: str = HTML, *, status: str = "200 OK", **headers: str) -> bytes:
    """Write an answer; names of headers are given with underscores."""
    raw = body.encode() if isinstance(body, str) else body
    named = {"Content-Type": media, "Content-Length": str(len(raw)), **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + raw


def to(location: str, status: str = "302 Found") -> bytes:
    """Write a redirect."""
    return http("", status=status, Location=location)


def refused(code: str) -> pytest.RaisesExc[NotFetched]:
    """Expect that nothing is fetched, and why."""
    return pytest.raises(NotFetched, match=rf"^{code}$")


def soon() -> Deadline:
    """Return a deadline that no test waits for."""
    return Deadline(10)
