"""The modules of the desk's form and the tables that serve them: words, addresses, names on the import map."""

import re
from pathlib import Path

import pytest

from articles.admin import answers, modules
from articles.admin.words import WORDS

SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(modules.FOLDER.glob("*.js"))}
ALL = "\n".join(SOURCES.values())
# Where a name is put together, its beginning: word(`dir-${way}`), count("words", 3).
BEGINNINGS = {
    *re.findall(r"word\(`([a-z-]+)\$\{", ALL),
    *(f"{name}-" for name in re.findall(r'count\("([a-z-]+)"', ALL)),
}


def test_every_word_that_is_asked_for_is_there() -> None:
    asked = {name for call in re.findall(r"\bword\(([^()]*(?:\([^()]*\)[^()]*)?)\)", ALL) for name in _first(call)}
    assert asked
    assert asked - WORDS.keys() == set()


def _first(call: str) -> list[str]:
    """Return the names that the first argument of a call can be: "a", or both of `x ? "a" : "b"`."""
    return re.findall(r'(?:^|[?:] )"([a-z_-]+)"', call.partition(", {")[0])


@pytest.mark.parametrize("name", sorted(WORDS))
def test_every_word_that_is_there_is_asked_for(name: str) -> None:
    assert f'"{name}"' in ALL or any(name.startswith(beginning) for beginning in BEGINNINGS)


def test_every_name_that_is_imported_is_on_the_map() -> None:
    imported = set(re.findall(r'from "([^"]+)"', ALL))
    assert imported - {f"desk/{name}" for name in SOURCES} == {"django-prose-editor/editor"}


def test_every_module_is_imported() -> None:
    assert {name for name in SOURCES if f'"desk/{name}"' not in ALL} == {"start"}


def test_every_answer_is_asked_for() -> None:
    assert set(re.findall(r"\burls\.([a-z]+)", ALL)) == answers.VIEWS.keys()


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_module_says_what_it_is(name: str) -> None:
    assert SOURCES[name].startswith("/* ")


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_module_writes_no_markup_from_strings(name: str) -> None:
    found = re.findall(r"innerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function", SOURCES[name])
    assert found == []


def test_modules_stand_where_they_are_looked_for() -> None:
    assert Path(modules.FOLDER, "start.js").is_file()
