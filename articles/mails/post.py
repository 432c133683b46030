"""The way to the mail server: one connection for many mails, and what a failure means.

Refuses to know what the mails say.
"""

import logging
import smtplib
from types import TracebackType
from typing import Any, Self

from django.core import mail
from django.core.mail import EmailMessage

from ..content import limits
from ..content.clean import clean_line

LOG = logging.getLogger(__name__)
# From this code on, a server means it for good (RFC 5321, 4.2.1).
FOR_GOOD = 500


class Refused(Exception):
    """One mail was not taken, and others may be; `for_good` where it never will, `of_address` where no other will."""

    def __init__(self, told: str, *, for_good: bool = False, of_address: bool = False) -> None:
        super().__init__(clean_line(told)[: limits.SUMMARY])
        self.for_good = for_good
        self.of_address = of_address


class Unreachable(Exception):
    """No mail can be sent just now, to nobody: the server does not answer, or does not let this wiki in."""


class Post:
    """A connection that is opened for the first mail, and anew after a failure."""

    def __init__(self) -> None:
        self._mailer: Any = mail.mailers.default

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def send(self, message: EmailMessage) -> None:
        """Hand one mail over; raise Refused, Unreachable."""
        try:
            self._mailer.open()
        except OSError as error:
            self._close()
            raise Unreachable(_words(error)) from error
        try:
            self._mailer.send_messages([message])
        except ValueError as error:
            # An address that is none.
            raise Refused(str(error), for_good=True, of_address=True) from error
        except OSError as error:
            self._close()
            raise _failure(error) from error

    def _close(self) -> None:
        try:
            self._mailer.close()
        except OSError as error:
            LOG.debug("The mail server took no leave: %s", _words(error))


def _failure(error: OSError) -> Refused | Unreachable:
    match error:
        case smtplib.SMTPRecipientsRefused():
            [(code, words), *_] = error.recipients.values()
            return Refused(_said(code, words), for_good=code >= FOR_GOOD, of_address=True)
        case smtplib.SMTPSenderRefused():
            return Unreachable(_words(error))
        case smtplib.SMTPResponseException():
            return Refused(_words(error), for_good=error.smtp_code >= FOR_GOOD)
    # The connection broke. It may have been this mail that broke it, so others are tried.
    return Refused(_words(error))


def _words(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
