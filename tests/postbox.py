"""A mail server of the tests' own, on loopback: it keeps what it is sent, and refuses whom it is told to."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Postbox:
    """What arrived. `refused` has answers for addresses that are not taken, `unwanted` one for whatever a mail says.

    At `broken` addresses the connection ends.
    """

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.refused: dict[str, str] = {}
        self.broken: set[str] = set()
        self.unwanted = ""
        self.connections = 0
        self.port = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, name: str, answers: list[str]) -> list[str]:  # noqa: N802
        """Count the connections."""
        session.host_name = name
        self.connections += 1
        return answers

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Take an address, or not."""
        if address in self.broken:
            server.transport.abort()
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep a mail, or not."""
        if self.unwanted:
            return self.unwanted
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.arrived.append(message)
        return "250 OK"

    @property
    def texts(self) -> list[str]:
        """Return what arrived, as a person reads it."""
        return [f"{each['Subject']}\n\n{each.get_content()}".replace("\r\n", "\n") for each in self.arrived]


class _Server(Controller):
    """A server whose port the system chooses."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def opened() -> Iterator[Postbox]:
    """Let a server listen on a free port."""
    postbox = Postbox()
    # It tells every word that it hears.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    controller = _Server(postbox, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        postbox.port = controller.port
        yield postbox
    finally:
        controller.stop()
