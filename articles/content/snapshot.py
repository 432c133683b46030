"""The whole content of an article at one Revision: frozen plain data, no database rows.

Everything that a reader sees of an article is a part of its Snapshot. Markup in it (`lead`, `body`) is clean.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, get_origin

from . import foreign, limits
from .names import Name

# What a Reference holds, and the row, the list and the article around it.
_DEPTH = limits.DEPTH + 3


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
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)  # a mapping has no hash; it is compared


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

    def section(self, key: str) -> Section | None:
        """Return the section with this key."""
        return next((each for each in self.sections if each.key == key), None)

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
        return _snapshot(foreign.loads(text, depth=_DEPTH))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a Snapshot: {error}") from error


def _snapshot(data: dict[str, Any]) -> Snapshot:
    authors = (tuple(_row(Name, name) for name in _list(each, "authors")) for each in _list(data, "references"))
    references = zip(data["references"], authors, strict=True)
    parts: dict[str, Any] = {
        "sections": tuple(_row(Section, each) for each in _list(data, "sections")),
        "references": tuple(_row(Reference, {**each, "authors": names}) for each, names in references),
        "images": tuple(_row(Image, each) for each in _list(data, "images")),
    }
    for name in ("categories", "related"):
        parts[name] = tuple(_typed(name, each, str) for each in _list(data, name))
    return _row(Snapshot, {**data, **parts})


def _list(data: dict[str, Any], name: str) -> list[Any]:
    return list(_typed(name, data[name], list))


def _row[T: Name | Section | Reference | Image | Snapshot](kind: type[T], data: dict[str, Any]) -> T:
    """Make a row of the kind that has every one of its fields, each of its type, and nothing else."""
    row = kind(**data)
    for each in fields(kind):
        _typed(each.name, data[each.name], get_origin(each.type) or each.type)
    return row


def _typed(name: str, value: Any, kind: Any) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{name} is {value!r}")
    return value


SCALARS = tuple(f.name for f in fields(Snapshot) if f.name not in {"sections", "references", "images"})
SECTION_FIELDS = tuple(f.name for f in fields(Section) if f.name != "key")
REFERENCE_FIELDS = tuple(f.name for f in fields(Reference) if f.name != "key")
IMAGE_FIELDS = tuple(f.name for f in fields(Image) if f.name != "key")
