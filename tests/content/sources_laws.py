"""What holds of everything that is read of a source, whatever it was."""

import json

from articles.content import names, problems
from articles.content.allowlist import printable
from articles.content.clean import clean_line
from articles.content.snapshot import REFERENCE_FIELDS, Reference, Snapshot
from articles.content.sources import Found

LINES = ("title", "container_title", "publisher", "issued", "url", "archive_url", "doi", "isbn", "pages", "language")


def broken(found: Found) -> list[str]:
    """Return the names of the laws that do not hold for what was found."""
    reference = Reference(key="a", **found.values)
    authors = "\n".join(name.as_line() for name in reference.authors)
    extra = json.dumps(dict(reference.extra), ensure_ascii=False)
    held = {
        "the form takes it": wrong(reference) <= {"empty-reference"},
        "every value has an origin": list(found.values) == list(found.origins) and all(found.origins.values()),
        "fields stand in order": list(found.values) == [name for name in REFERENCE_FIELDS if name in found.values],
        "nothing is blank": all(value not in ("", (), {}) for value in found.values.values()),
        "lines are clean": all(getattr(reference, name) == clean_line(getattr(reference, name)) for name in LINES),
        "authors read back from the form": names.from_lines(authors) == reference.authors,
        "extra reads back from the form": json.loads(extra) == reference.extra,
        "all can be stored": printable(extra + authors) == extra + authors,
        "what is left can be shown": all(
            left.code and left.what == clean_line(left.what) and len(left.value) <= 1_000 for left in found.left
        ),
    }
    return [law for law, holds in held.items() if not holds]


def wrong(reference: Reference) -> set[str]:
    """Return the codes of what would keep an article with this reference from being saved."""
    snapshot = Snapshot(title="T", slug="t", references=(reference,))
    return {problem.code for problem in problems.errors(snapshot)}
