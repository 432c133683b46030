"""The import ladder: a module imports only from rungs below its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# From the bottom up, as in ARCHITECTURE.md; modules that share a rung do not import each other.
LADDER: list[set[str]] = [
    {"content"},
    {"models"},
    {"signals", "wording", "uploads", "revisions", "search", "publications", "fetching"},
    {"attribution", "bibliography", "checking", "growth", "listings", "notices", "related", "stored"},
    {"mails", "pages"},
    {"comparison", "authorship", "timeline", "findings"},
    {"editing"},
    {"workflow"},
    {"importing", "tending"},
    {"forms"},
    {"views", "admin", "templatetags", "management", "desk"},
    {"urls", "apps"},
]
RUNG = {name: number for number, names in enumerate(LADDER) for name in names}
# Importing one of these in content/ would tie what is pure to the site.
IMPURE = {"django", "simple_history", "psycopg", "sqlite3", "requests", "urllib.request", "socket"}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / "articles").rglob("*.py")):
        part = path.relative_to(ROOT / "articles").parts[0]
        if part not in ("__init__.py", "migrations"):
            yield part.removesuffix(".py"), path


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of everything that a module imports, with relative names made whole."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            yield from ((node.lineno, f"{start}.{name.name}") for name in node.names)


@pytest.mark.parametrize(("part", "path"), [pytest.param(*m, id=str(m[1].relative_to(ROOT))) for m in modules()])
def test_module_imports_only_from_below(part: str, path: Path) -> None:
    wrong = []
    for line, name in imports(path):
        parts = name.split(".")
        if parts[0] != "articles" or len(parts) < 2 or parts[1] == part:
            continue
        if parts[1] not in RUNG or RUNG[parts[1]] >= RUNG[part]:
            wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert part in RUNG, f"{part} has no rung"
    assert not wrong, "\n".join(wrong)


def test_content_knows_no_django() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for part, path in modules()
        if part == "content"
        for line, name in imports(path)
        if any(name == impure or name.startswith(f"{impure}.") for impure in IMPURE)
    ]
    assert not wrong, "\n".join(wrong)


def test_one_module_imports_bleach() -> None:
    importers = {path.name for part, path in modules() for _, name in imports(path) if name.split(".")[0] == "bleach"}
    assert importers == {"clean.py"}


def test_one_package_opens_connections() -> None:
    openers = {
        part
        for part, path in modules()
        for _, name in imports(path)
        if name.startswith(("urllib3", "http.client", "urllib.request", "socket.")) or name == "socket"
    }
    # The command `start` opens none: it sees whether its port is free to listen on.
    assert openers == {"fetching", "management"}


def test_project_around_knows_nothing_of_articles() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in (ROOT / "wiki").rglob("*.py")
        for line, name in imports(path)
        if name.startswith("articles")
    ]
    assert not wrong, "\n".join(wrong)


def test_imports_inside_functions_say_why() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in [*(ROOT / "articles").rglob("*.py"), *(ROOT / "wiki").rglob("*.py")]
        for line, text in _inner_imports(path.read_text(encoding="utf-8"))
        if "PLC0415 (" not in text
    ]
    assert not wrong, "\n".join(wrong)


def _inner_imports(source: str) -> Iterator[tuple[int, str]]:
    """Yield (number, text) of the lines that import inside a function."""
    lines = source.splitlines()
    for outer in ast.walk(ast.parse(source)):
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(outer):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node.lineno, lines[node.lineno - 1]


def test_modules_say_what_they_are() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for _, path in modules()
        if "management/" not in path.as_posix() or "commands/" in path.as_posix()
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent, "\n".join(silent)
