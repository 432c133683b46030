"""What checks are given and what they return: a Finding says what an editor should look at, where, and how bad it is.

A Finding never keeps a Snapshot from being saved; that is the part of `problems`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal

from ..problems import Place

type Severity = Literal["error", "warning", "advice"]
type State = Literal["public", "draft", "redirect", "withdrawn", "disambiguation"]

# Characters of the words concerned that are shown.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Target:
    """What a slug that an article links to leads to now; of a redirect, the slug and title of the article behind it."""

    state: State
    slug: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What checks know of other articles, by the slugs linked to; a slug that is absent leads nowhere."""

    articles: Mapping[str, Target] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """What one check saw: where, the words concerned, what else its words name, and its order within the check.

    `severity` is told where it is not the check's own.
    """

    place: Place
    text: str = ""
    values: dict[str, str] = field(default_factory=dict)
    weight: int = 0
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found; `text` is the words concerned, whole."""

    check: str
    severity: Severity
    place: Place
    values: dict[str, str] = field(default_factory=dict)
    text: str = ""
    weight: int = 0

    @property
    def quote(self) -> str:
        """Return the words concerned on one line, cut between words where they are many."""
        line = " ".join(self.text.split())
        if len(line) <= SHOWN:
            return line
        return (line[:SHOWN].rpartition(" ")[0] or line[: SHOWN - 1]) + "…"

    @property
    def fingerprint(self) -> str:
        """Return what stays the same as long as what is concerned does, wherever in the article that stands."""
        digest = blake2b(digest_size=16)
        for part in (self.check, self.text, *(part for pair in sorted(self.values.items()) for part in pair)):
            said = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:%b" % (len(said), said))
        return digest.hexdigest()
