"""Measure the main paths on a wiki of this run's own, and print medians and ratios.

Times on shared machines mean little; the ratios of one run do. Each path is measured for a small and a large article,
or a young and an old one: the ratio says how the cost grows.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROUNDS = 15


def main() -> int:
    """Set up a database in a folder that goes away, measure, print."""
    with tempfile.TemporaryDirectory(prefix="chancery-bench-") as folder:
        os.environ.update(
            VAR_DIR=folder, DJANGO_SETTINGS_MODULE="wiki.settings", SECRET_KEY="of this run", LOG_LEVEL="ERROR"
        )
        (Path(folder) / "static").mkdir()
        import django  # noqa: PLC0415 (settings come from the environment above)

        django.setup()
        measure()
    return 0


def measure() -> None:
    """Fill the wiki, then measure each path."""
    from django.conf import settings  # noqa: PLC0415 (Django is set up by now)
    from django.contrib.auth import get_user_model  # noqa: PLC0415 (Django is set up by now)
    from django.core.management import call_command  # noqa: PLC0415 (Django is set up by now)
    from django.test import Client  # noqa: PLC0415 (Django is set up by now)

    from articles import editing, revisions, stored  # noqa: PLC0415 (Django is set up by now)
    from articles.content import clean, diff  # noqa: PLC0415 (Django is set up by now)
    from articles.content.snapshot import Reference, Section, Snapshot  # noqa: PLC0415 (Django is set up by now)

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    by = get_user_model().objects.create_superuser("bench", password=None)
    sentence = "The two governments signed an agreement on trade in the capital in the spring of that year. "

    def snapshot(slug: str, sections: int) -> Snapshot:
        body = f'<p>{sentence * 8}<cite data-ref="r0"></cite></p>' * 3
        return Snapshot(
            title=slug,
            slug=slug,
            lead=body,
            sections=tuple(Section(key=f"s{n}", heading=f"S{n}", body=body) for n in range(sections)),
            references=tuple(
                Reference(key=f"r{n}", title=f"R{n}", url=f"https://example.org/{n}") for n in range(sections * 4)
            ),
        )

    def made(slug: str, sections: int, edits: int):
        article = editing.create(snapshot(slug, sections), by=by, summary="Start")
        for number in range(edits):
            edit(article, number)
        return article

    def edit(article, number: int) -> None:
        now = revisions.working_copy(article)
        place = number % len(now.sections)
        changed = replace(now.sections[place], body=f"<p>{sentence} {number}</p>")
        sections = (*now.sections[:place], changed, *now.sections[place + 1 :])
        editing.replace(article, replace(now, sections=sections), by=by, summary=str(number))

    small, large = made("small", 3, 5), made("large", 50, 5)
    young, old = made("young", 20, 10), made("old", 20, 300)
    client = Client()
    markup = snapshot("x", 1).lead * 20
    counters = dict.fromkeys((small.pk, large.pk, young.pk, old.pk), 10_000)

    def save(article) -> Callable[[], None]:
        def run() -> None:
            counters[article.pk] += 1
            edit(article, counters[article.pk])

        return run

    def rendered() -> None:
        stored.forget([large.pk])
        get(client, "/wiki/large/")()

    rows: list[tuple[str, str, Callable[[], object], Callable[[], object]]] = [
        ("article page", "rendered : kept", rendered, get(client, "/wiki/large/")),
        (
            "revision page",
            "300 revisions : 10",
            get(client, "/wiki/old/revisions/2/"),
            get(client, "/wiki/young/revisions/2/"),
        ),
        ("history page", "300 revisions : 10", get(client, "/wiki/old/history/"), get(client, "/wiki/young/history/")),
        (
            "comparison",
            "300 revisions : 10",
            get(client, "/wiki/old/compare/2...3/"),
            get(client, "/wiki/young/compare/2...3/"),
        ),
        ("save", "300 revisions : 10", save(old), save(young)),
        ("save", "50 sections : 3", save(large), save(small)),
        (
            "clean",
            f"{len(markup) // 1000} KB : half",
            lambda: clean.clean(markup),
            lambda: clean.clean(markup[: len(markup) // 2]),
        ),
        (
            "difference",
            "50 sections : 3",
            compare(diff.compare, revisions, large),
            compare(diff.compare, revisions, small),
        ),
    ]
    print(f"{'path':<16}{'what':<22}{'ms':>10}{'ms':>10}{'ratio':>8}")
    for name, what, first, second in rows:
        a, b = interleaved(first, second)
        print(f"{name:<16}{what:<22}{a:>10.1f}{b:>10.1f}{a / b:>8.2f}", flush=True)


def get(client, address: str) -> Callable[[], None]:
    """Return a request of a page."""

    def run() -> None:
        response = client.get(address)
        assert response.status_code == 200, address

    return run


def compare(difference, revisions, article) -> Callable[[], object]:
    """Return a comparison of two Snapshots in memory."""
    first, last = revisions.at(article, 1), revisions.working_copy(article)
    return lambda: difference(first, last)


def interleaved(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """Return the median times of two paths in milliseconds, taken turn by turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS):
        for which in (0, 1) if turn % 2 else (1, 0):
            started = time.perf_counter()
            (first, second)[which]()
            times[which].append((time.perf_counter() - started) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


if __name__ == "__main__":
    sys.exit(main())
