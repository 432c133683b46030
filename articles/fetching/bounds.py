"""What a lookup may cost: until when it lasts, how many bytes arrive, and why it ended without an answer.

Time and bytes are counted where bytes come in, so that no way of sending them (one in a second, headers without end,
chunks of nothing) gets around the bounds.
"""

import io
import socket
import time

# Of the head of an answer, and of all that is sent beside its body: interim answers, chunk sizes, trailers.
MAX_HEAD = 64_000


class NotFetched(Exception):
    """Nothing was found out: `code` says why.

    "off", "busy", "too-often"; "bad-address", "private-address", "unknown-host", "unreachable", "insecure", "timeout",
    "too-many-redirects"; "not-found", "refused", "failed"; "too-large", "unreadable", "no-metadata".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Deadline:
    """The end of one whole lookup, in seconds from now, and the longest wait for any one thing in it."""

    def __init__(self, seconds: float, *, wait: float = 5) -> None:
        self._end, self._wait = time.monotonic() + seconds, wait

    def wait(self) -> float:
        """Return how long the next thing may take; raise NotFetched where there is no time left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise NotFetched("timeout")
        return min(left, self._wait)


class Incoming(io.RawIOBase):
    """What arrives at a socket: so many bytes and no more, each waited for as long as the deadline leaves."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline, self._room = sock, deadline, MAX_HEAD
        self._raw = sock.makefile("rb", buffering=0)

    def allow(self, more: int) -> None:
        """Let more bytes in."""
        self._room += more

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Stand in for the socket where http.client reads from one."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        """Say that one can read here."""
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        """Take what is there, or wait for it; raise NotFetched past a bound, and TimeoutError past the longest wait."""
        self._sock.settimeout(self._deadline.wait())
        count = self._raw.readinto(buffer)
        self._room -= count or 0
        if self._room < 0:
            raise NotFetched("too-large")
        return count

    def close(self) -> None:
        """Let go of the socket."""
        self._raw.close()
        super().close()
