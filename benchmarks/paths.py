"""The paths that are measured, on the database that the environment names."""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django is set up by now)
from django.contrib.auth import get_user_model  # noqa: E402 (as above)
from django.core.management import call_command  # noqa: E402 (as above)
from django.db import connection  # noqa: E402 (as above)
from django.test import Client  # noqa: E402 (as above)

from articles import authorship, editing, forms, revisions, stored  # noqa: E402 (as above)
from articles.content import clean, diff, mentions  # noqa: E402 (as above)
from articles.content.snapshot import Reference, Section, Snapshot  # noqa: E402 (as above)
from articles.models import Article, Attribution, Publication, Revision, Touch  # noqa: E402 (as above)
from articles.models import Section as SectionRow  # noqa: E402 (as above)
from tests.form import posted  # noqa: E402 (as above)

ROUNDS = 9
SECTIONS = 50
SENTENCE = "The two governments signed an agreement on trade in the capital in the spring of that year. "
BODY = f'<p>{SENTENCE * 8}<cite data-ref="r0"></cite></p>' * 3
START = datetime(2020, 1, 1, tzinfo=UTC)

type Path_ = Callable[[], object]


def main(*, quick: bool) -> None:
    """Fill the wiki, then measure each path."""
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    by = get_user_model().objects.create_superuser("bench", password=None)
    client = Client()
    histories(by, client, (10, 100, 1_000) if quick else (10, 100, 1_000, 10_000))
    sizes(by, client)
    form(by, client)
    reviews(by, client)
    worst_cases()
    names()


def histories(by: object, client: Client, lengths: Sequence[int]) -> None:
    """Measure an article of 50 sections with histories of several lengths: the cost is not to grow."""
    articles = {length: grown(f"long-{length}", length, by) for length in lengths}
    paths: dict[str, Callable[[Article, int], Path_]] = {
        "save": lambda article, length: saver(article, by),
        "revision page": lambda article, length: getter(client, f"/wiki/{article.slug}/revisions/{length // 2}/"),
        "comparison": lambda article, length: getter(
            client, f"/wiki/{article.slug}/compare/{length // 2}...{length // 2 + 1}/"
        ),
        "history page": lambda article, length: getter(client, f"/wiki/{article.slug}/history/"),
        "attribution page": lambda article, length: lambda: authorship.of(revisions.newest(article)),
    }
    print(f"{SECTIONS} sections; ms for {', '.join(f'{length:,}' for length in lengths)} revisions; last : first")
    for name, path in paths.items():
        times = medians([path(article, length) for length, article in articles.items()])
        print(f"{name:<18}{''.join(f'{each:>9.1f}' for each in times)}{times[-1] / times[0]:>9.2f}", flush=True)
    for sections in (5, SECTIONS):
        print(f"bytes of a revision that changes a word, of {sections} sections: {stored_bytes(sections, by):,.0f}")


def sizes(by: object, client: Client) -> None:
    """Measure how the cost grows with the size of an article."""
    small, large = (editing.create(snapshot(f"of-{n}", n), by=by, summary="Start") for n in (3, SECTIONS))  # type: ignore[arg-type]

    def rendered() -> None:
        stored.forget([large.pk])
        getter(client, f"/wiki/{large.slug}/")()

    markup = BODY * 20
    rows: list[tuple[str, str, Path_, Path_]] = [
        ("article page", "rendered : kept", rendered, getter(client, f"/wiki/{large.slug}/")),
        ("save", "50 sections : 3", saver(large, by), saver(small, by)),
        (
            "clean",
            f"{len(markup) // 1000} KB : half",
            lambda: clean.clean(markup),
            lambda: clean.clean(markup[: len(markup) // 2]),
        ),
    ]
    print(f"\n{'path':<18}{'what':<22}{'ms':>9}{'ms':>9}{'ratio':>9}")
    for name, what, first, second in rows:
        a, b = medians([first, second])
        print(f"{name:<18}{what:<22}{a:>9.1f}{b:>9.1f}{a / b:>9.2f}", flush=True)


def form(by: object, client: Client) -> None:
    """Measure the desk's form: opened, saved with one word changed, and saved as it is."""
    small, large = (
        editing.create(snapshot(f"form-{n}", n, sources=n * 6), by=by, summary="Start")  # type: ignore[arg-type]
        for n in (5, SECTIONS)
    )
    client.force_login(by)  # type: ignore[arg-type]
    paths: dict[str, Callable[[Article], Path_]] = {
        "opened": lambda article: getter(client, _form(article)),
        "one word": lambda article: poster(client, article, changed=True),
        "unchanged": lambda article: poster(client, article, changed=False),
    }
    print(f"\n{'the form':<18}{'50/300 : 5/30':<22}{'ms':>9}{'ms':>9}{'ratio':>9}")
    for name, path in paths.items():
        a, b = medians([path(large), path(small)])
        print(f"{name:<40}{a:>9.1f}{b:>9.1f}{a / b:>9.2f}", flush=True)


def reviews(by: object, client: Client) -> None:
    """Measure the page on which a draft is judged, by how many paragraphs differ from what readers see."""
    editor = get_user_model().objects.create_user("editor")
    few, many = (drafted(f"draft-{changes}", changes, by, editor) for changes in (50, 500))
    print(f"\n{'the review':<18}{'500 : 50 changes':<22}{'ms':>9}{'ms':>9}{'ratio':>9}")
    a, b = medians([getter(client, f"/admin/articles/article/{each.pk}/review/") for each in (many, few)])
    print(f"{'opened':<40}{a:>9.1f}{b:>9.1f}{a / b:>9.2f}", flush=True)


def worst_cases() -> None:
    """Measure differences between articles of 300 KB that have next to nothing in common."""
    print("\ndifference of two articles of 300 KB, ms")
    for name, sections, paragraphs, length in (
        ("unrelated, one section", 1, 1_000, 50),
        ("unrelated, 50 sections", 50, 20, 50),
        ("one paragraph", 1, 1, 50_000),
    ):
        old, new = (unrelated(seed, sections, paragraphs, length) for seed in (1, 2))
        (took,) = medians([lambda old=old, new=new: diff.compare(old, new)], rounds=3)  # type: ignore[misc]
        print(f"{name:<26}{took:>9.0f}", flush=True)


def names() -> None:
    """Measure how the search for names in a text grows with the text and with the number of articles."""
    small, large = (list(unrelated(1, 1, paragraphs, 50).bodies()) for paragraphs in (500, 1_000))
    few, many = ([(f"w{n % 5_000} w{n * 7 % 5_000}", str(n)) for n in range(count)] for count in (100, 10_000))
    print("\nnames of articles in a text of 300 KB, ms")
    for what, other in (("10,000 : 100 names", (large, few)), ("10,000 names, 300 : 150 KB", (small, many))):
        a, b = medians([lambda: mentions.find(large, many), lambda other=other: mentions.find(*other)])  # type: ignore[misc]
        print(f"{what:<26}{a:>9.0f}{b:>9.0f}{a / b:>9.2f}", flush=True)


# What is measured -----------------------------------------------------------------------------------------


def snapshot(slug: str, sections: int, *, sources: int | None = None) -> Snapshot:
    """Return an article of so many sections, of 2 KB each, and so many sources, four for a section if not said."""
    return Snapshot(
        title=slug,
        slug=slug,
        lead=BODY,
        sections=tuple(Section(key=f"s{n}", heading=f"S{n}", body=_body(n, 0)) for n in range(sections)),
        references=tuple(
            Reference(key=f"r{n}", title=f"R{n}", url=f"https://example.org/{n}")
            for n in range(sources or sections * 4)
        ),
    )


def grown(slug: str, length: int, by: object) -> Article:
    """Make an article with a history as saves would write it, but in bulk: each Revision changes one section."""
    article = editing.create(snapshot(slug, SECTIONS), by=by, summary="Start", at=START)  # type: ignore[arg-type]
    rows = list(SectionRow.objects.filter(article=article))
    made = [
        Revision(article=article, number=n, at=START + timedelta(minutes=n), by=by, summary=f"Edit {n}", words_added=1)  # type: ignore[misc]
        for n in range(2, length)
    ]
    made = Revision.objects.bulk_create(made, batch_size=2_000)
    history = SectionRow.history.model
    versions, touches, shown = [], [], []
    for revision in made:
        row = rows[revision.number % SECTIONS]
        row.body = _body(row.pk, revision.number)
        fields = {field.attname: getattr(row, field.attname) for field in history.tracked_fields}
        versions.append(history(**fields, revision=revision, history_type="~", history_date=revision.at))
        touches.append(Touch(revision=revision, article=article, part="section", key=row.key, name="S", actions="text"))
        shown.append(Publication(article=article, action="published", revision=revision, at=revision.at))
    history.objects.bulk_create(versions, batch_size=2_000)
    Touch.objects.bulk_create(touches, batch_size=2_000)
    Publication.objects.bulk_create(shown, batch_size=2_000)
    _settle(article, rows, made)
    saver(article, by)()
    return article


def _settle(article: Article, rows: list[SectionRow], made: list[Revision]) -> None:
    """Let the live rows, the published Revision and the attribution be those of the last one."""
    if not made:
        return
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute("UPDATE articles_section SET body = %s WHERE id = %s", [row.body, row.pk])
    Article.objects.filter(pk=article.pk).update(published=made[-1])
    Publication.objects.filter(article=article).update(card=article.cards.get())
    Attribution.objects.filter(article=article).update(revision=made[-1])
    article.refresh_from_db()


def _body(section: int, number: int) -> str:
    return BODY.replace("spring", f"spring {section}").replace("capital", f"capital {number}", 1)


_edits = iter(range(1_000_000, 2_000_000))


def saver(article: Article, by: object) -> Path_:
    """Return a save that changes one word of one section."""

    def save() -> None:
        number = next(_edits)
        now = revisions.working_copy(article)
        place = number % len(now.sections)
        changed = replace(now.sections[place], body=_body(place, number))
        sections = (*now.sections[:place], changed, *now.sections[place + 1 :])
        editing.replace(article, replace(now, sections=sections), by=by, summary=str(number))  # type: ignore[arg-type]

    return save


def getter(client: Client, address: str) -> Path_:
    """Return a request of a page."""

    def get() -> None:
        response = client.get(address)
        assert response.status_code == 200, address

    return get


def drafted(slug: str, changes: int, by: object, editor: object) -> Article:
    """Make an article that readers see, and a draft of it in which so many paragraphs differ by some words."""
    seen = replace(unrelated(1, changes // 10, 10, 60), slug=slug)
    article = editing.create(seen, by=by, summary="Start")  # type: ignore[arg-type]
    sections = tuple(
        replace(each, body=each.body.replace("<p>w", "<p>Changed here: w").replace(".</p>", " and here.</p>"))
        for each in seen.sections
    )
    editing.replace(article, replace(seen, sections=sections), by=editor, summary="Change")  # type: ignore[arg-type]
    return article


def _form(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def poster(client: Client, article: Article, *, changed: bool) -> Path_:
    """Return a save of the form as a browser posts it, with one word changed or none."""

    def post() -> None:
        newest = revisions.newest(article)
        data = posted(forms.ArticleForm(revisions.of(newest), number=newest.number))
        data |= {"summary": "An edit", **({"sections-0-body": _body(0, next(_edits))} if changed else {})}
        response = client.post(_form(article), data)
        assert response.status_code == 302

    return post


def stored_bytes(sections: int, by: object) -> float:
    """Return by how much the database grows for a Revision that changes one word."""
    article = editing.create(snapshot(f"bytes-{sections}", sections), by=by, summary="Start")  # type: ignore[arg-type]
    saver(article, by)()
    before = _bytes()
    rounds = 100
    for _ in range(rounds):
        saver(article, by)()
    return (_bytes() - before) / rounds


def _bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            return Path(connection.settings_dict["NAME"]).stat().st_size
        cursor.execute("VACUUM FULL")
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def unrelated(seed: int, sections: int, paragraphs: int, words: int) -> Snapshot:
    """Return an article of words drawn at random."""
    draw = Random(seed)
    said = [f"w{n}" for n in range(5_000)]
    bodies = (
        "".join(f"<p>{' '.join(draw.choices(said, k=words))}.</p>" for _ in range(paragraphs)) for _ in range(sections)
    )
    rows = tuple(Section(key=f"s{n}", heading="S", body=body) for n, body in enumerate(bodies))
    return Snapshot(title="T", slug="t", sections=rows)


def medians(paths: Sequence[Path_], rounds: int = ROUNDS) -> list[float]:
    """Return the median time of each path in milliseconds, taken turn by turn."""
    times: list[list[float]] = [[] for _ in paths]
    for turn in range(rounds):
        order = list(range(len(paths)))
        for which in order if turn % 2 else order[::-1]:
            started = time.perf_counter()
            paths[which]()
            times[which].append((time.perf_counter() - started) * 1000)
    return [statistics.median(each) for each in times]


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
