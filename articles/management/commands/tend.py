"""Do what the wiki does by itself, beside a server that does not: `start` needs no such help."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles import checking, tending


class Command(BaseCommand):
    """`python manage.py tend`: until it is told to end, by SIGTERM or Ctrl+C; with --once, one time."""

    help = "Publish what is due, send mails, count what the checks find, forget what is over."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to come back, and whether what was checked is checked anew."""
        parser.add_argument("--once", action="store_true", help="Do what there is to do, and end: for cron.")
        parser.add_argument("--recheck", action="store_true", help="Check every article anew, in the next rounds.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go round until told to end; what is being done then is done first."""
        if options["recheck"]:
            checking.mark_all()
        rounds = tending.Round()
        if options["once"]:
            if not rounds.go():
                raise CommandError("Something could not be done; the log says what.")
            return
        ended = threading.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda number, frame: ended.set())
        self.stdout.write("Tending the wiki.")
        self.stdout.flush()
        while not ended.is_set():
            rounds.go(ended.is_set)
            ended.wait(rounds.wait)
