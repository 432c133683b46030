"""The whole content of an article at one Revision: frozen plain data, no database rows.

Everything that a reader sees of an article is a part of its Snapshot. Markup in it (`lead`, `body`) is clean.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from .names import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it, up to the next heading; `key` is permanent in its article."""

    key: str
    heading: str
    level: int = 2
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One source as this article cites it; `key` is permanent in its article, dates are EDTF text.

    `type` and the other names are CSL's where CSL has them; `extra` keeps CSL fields without a place here.
    """

    key: str
    type: str = "webpage"
    title: str = ""
    authors: tuple[Name, ...] = ()
    container_title: str = ""
    publisher: str = ""
    issued: str = ""
    url: str = ""
    archive_url: str = ""
    archive_date: str = ""
    access_date: str = ""
    doi: str = ""
    isbn: str = ""
    pages: str = ""
    quote: str = ""
    language: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture with its words; `file` names the stored file, whose bytes never change."""

    key: str
    file: str
    width: int
    height: int
    alternative_text: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""
    source_url: str = ""
    in_lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """An article. Order in sections, references, images, categories and related is content."""

    title: str
    slug: str
    short_description: str = ""
    language: str = "en"
    lead: str = ""
    categories: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    images: tuple[Image, ...] = ()

    def bodies(self) -> Iterable[tuple[str, str]]:
        """Yield (section key, markup) in reading order; the lead's key is the empty string."""
        yield "", self.lead
        for section in self.sections:
            yield section.key, section.body

    def reference(self, key: str) -> Reference | None:
        """Return the reference with this key."""
        return next((each for each in self.references if each.key == key), None)

    def image(self, key: str) -> Image | None:
        """Return the image with this key."""
        return next((each for each in self.images if each.key == key), None)


def to_json(snapshot: Snapshot) -> str:
    """Write a Snapshot as JSON, byte for byte the same for equal Snapshots."""
    return json.dumps(asdict(snapshot), ensure_ascii=False, sort_keys=True, indent=1)


def from_json(text: str) -> Snapshot:
    """Read what to_json wrote; raise ValueError where a part is missing, unknown or of another type."""
    try:
        return _snapshot(json.loads(text))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a Snapshot: {error}") from error


def _snapshot(data: dict[str, Any]) -> Snapshot:
    parts: dict[str, Any] = dict(data)
    parts["sections"] = tuple(Section(**each) for each in data["sections"])
    parts["images"] = tuple(Image(**each) for each in data["images"])
    parts["references"] = tuple(
        Reference(**{**each, "authors": tuple(Name(**name) for name in each["authors"])}) for each in data["references"]
    )
    for name in ("categories", "related"):
        parts[name] = tuple(data[name])
    return Snapshot(**parts)


SCALARS = tuple(f.name for f in fields(Snapshot) if f.name not in {"sections", "references", "images"})
SECTION_FIELDS = tuple(f.name for f in fields(Section) if f.name != "key")
REFERENCE_FIELDS = tuple(f.name for f in fields(Reference) if f.name != "key")
IMAGE_FIELDS = tuple(f.name for f in fields(Image) if f.name != "key")
