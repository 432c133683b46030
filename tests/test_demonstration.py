"""The demonstration content: facts, sources and a history, loaded through the write door."""

import re
from collections import Counter
from pathlib import Path

import pytest

from articles import editing, revisions
from articles.content import citations, plaintext, problems
from articles.importing import demonstration
from articles.models import Article, Listing, Revision

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
FILES = sorted((FIXTURES / "articles").glob("*.toml"))


def stored(name: str) -> tuple[str, int, int]:
    assert (FIXTURES / name).is_file(), name
    return "k.png", 4, 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_revision_can_be_saved(path: Path) -> None:
    steps = list(demonstration.steps(path, stored))
    assert steps
    for step in steps:
        assert problems.errors(step.snapshot) == ()
        assert step.snapshot.slug == path.stem
    assert [step.at for step in steps] == sorted(step.at for step in steps)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_source_is_cited(path: Path) -> None:
    last = list(demonstration.steps(path, stored))[-1].snapshot
    assert {citation.key for citation in citations.of(last)} == {reference.key for reference in last.references}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_paragraph_ends_with_its_source(path: Path) -> None:
    last = list(demonstration.steps(path, stored))[-1].snapshot
    for _, html in last.bodies():
        for paragraph in re.findall(r"<p>(.*?)</p>", html):
            assert "</cite>" in paragraph, paragraph


def test_there_are_twenty_related_articles() -> None:
    main = list(demonstration.steps(FIXTURES / "articles" / "belarus-myanmar-relations.toml", stored))[-1].snapshot
    assert len(main.related) == 20
    assert set(main.related) | {main.slug} == {path.stem for path in FILES}


def test_thirteen_of_them_have_a_picture_and_a_description() -> None:
    told: Counter[bool] = Counter()
    for path in FILES:
        last = list(demonstration.steps(path, stored))[-1].snapshot
        if path.stem != "belarus-myanmar-relations":
            assert bool(last.images) == bool(last.short_description)
            told[bool(last.images)] += 1
    assert told == {True: 13, False: 7}


def test_the_main_article_has_its_facts() -> None:
    main = list(demonstration.steps(FIXTURES / "articles" / "belarus-myanmar-relations.toml", stored))[-1].snapshot
    text = plaintext.whole(main)
    for fact in ("22 September 2000", "2008", "25", "2007", "32 other", "Rohingya", "Min Aung Hlaing", "18 June 2021",
                 "18 September 2023", "Dmitry Krutoi", "Lwin Oo", "Than Shwe"):  # fmt: skip
        assert fact in text, fact
    assert [section.heading for section in main.sections] == ["History", "Since the Russian invasion of Ukraine"]
    assert len(main.references) == 9
    assert all(reference.url.startswith("https://") for reference in main.references)
    assert [reference.key for reference in main.references if reference.archive_url] == [
        "irrawaddy-2022",
        "junta-justified-2022",
    ]


@pytest.mark.django_db
def test_loading_gives_real_histories_once() -> None:
    assert demonstration.load(FIXTURES) == 21
    main = Article.objects.get(slug="belarus-myanmar-relations")
    assert main.revisions.count() == 9
    assert main.revisions.values("by").distinct().count() == 3
    assert Listing.objects.count() == 21
    steps = list(demonstration.steps(FIXTURES / "articles" / "belarus-myanmar-relations.toml", stored))
    for number, step in enumerate(steps, start=1):
        past, told_here = revisions.at(main, number), editing.cleaned(step.snapshot)
        assert (past.sections, past.references) == (told_here.sections, told_here.references)
        assert main.revisions.get(number=number).at == step.at
    told = list(Revision.objects.order_by("pk").values_list("at", flat=True))
    assert told == sorted(told)
    assert demonstration.load(FIXTURES) == 0
    assert Revision.objects.count() == len(told)


def test_misspelt_field_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(
        'slug = "x"\n[[revisions]]\nby = "a"\nat = 2020-01-01T00:00:00Z\nsummary = "s"\ntitle = "X"\n'
        '[[revisions.sections]]\nkey = "a"\nheadign = "A"\n'
    )
    with pytest.raises(ValueError, match="headign"):
        list(demonstration.steps(file, stored))
