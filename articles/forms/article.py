"""From a Snapshot to the whole form and back, and problems to the fields that they are about."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField, CharField
from django.forms.utils import ErrorDict, ErrorList
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from .. import wording
from ..content import citations, markup, names, references, slugs, wikilinks
from ..content.problems import Place, Problem
from ..content.snapshot import IMAGE_FIELDS, Image, Reference, Section, Snapshot
from ..findings import Entry, Found
from ..models import ImageFile
from .fields import ROWS, ArticleFields
from .sources import Source, Sources

# Kinds of rows in which something may be found.
_CHECKED = ("sections", "references", "images")


class ArticleForm:
    """The whole form: fields and four kinds of rows, over the Snapshot that it was opened at."""

    def __init__(
        self,
        base: Snapshot | None,
        *,
        number: int | None = None,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        by: User | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.base = base or Snapshot(title="", slug="")
        first = _initial(self.base) if base else {"fields": {}}
        fields = {**first.pop("fields"), **(initial or {}), "base": number}
        self.fields = ArticleFields(data, initial=fields)
        self.rows: dict[str, Any] = {
            name: kind(
                data,
                files,
                prefix=name,
                initial=first.get(name, []),
                form_kwargs={"by": by} if name == "images" else {},
            )
            for name, kind in ROWS.items()
        }
        self.rows["references"] = Sources(self.base.references, data)
        self.number_sources()
        self.errors: list[str] = []

    def unchecked(self) -> "ArticleForm":
        """Take what is typed as it is, to be shown again without a word on what is wrong with it."""
        for form in (self.fields, *(form for name in ROWS for form in self.rows[name].forms)):
            form._errors, form.cleaned_data = ErrorDict(), {}
        for name in ROWS:
            self.rows[name]._errors, self.rows[name]._non_form_errors = [], ErrorList()
        return self

    # Reading ------------------------------------------------------------------------------------------------

    def is_valid(self) -> bool:
        """Tell whether every part can be read; what the whole of it says is for the write door to judge."""
        return all([self.fields.is_valid(), *[rows.is_valid() for rows in self.rows.values()]])

    def legible(self) -> Snapshot:
        """Return what the form says as far as it can be read: what is wrong stands in it as typed."""
        self.is_valid()
        for form in (self.fields, *(row for name in ROWS for row in self.rows[name].forms)):
            for name in form.errors.keys() & form.fields.keys():
                form.cleaned_data[name] = _typed(form[name])
        return self.snapshot()

    def snapshot(self) -> Snapshot:
        """Return what the form says; call it where is_valid() is true."""
        values = self.fields.cleaned_data
        return Snapshot(
            title=values["title"],
            slug=values["slug"].strip() or slugs.slug(values["title"]),
            short_description=values["short_description"],
            language=values["language"],
            lead=values["lead"],
            categories=tuple(line.strip() for line in values["categories"].splitlines() if line.strip()),
            related=tuple(_related_slug(row.cleaned_data["slug"]) for row in self._kept("related")),
            sections=tuple(self._sections()),
            references=tuple(self._references()),
            images=tuple(self._images()),
        )

    def _kept(self, name: str) -> list[Any]:
        """Return the rows that stay, in the order that their places say."""
        rows = [row for row in self.rows[name].forms if row.is_kept]
        numbered = list(enumerate(rows))
        numbered.sort(key=lambda pair: (_place(pair[1]), pair[0]))
        return [row for _, row in numbered]

    def _sections(self) -> Iterator[Section]:
        taken = self._keys("sections")
        for row in self._kept("sections"):
            values = row.cleaned_data
            row.key = values["key"] or _new_key(slugs.slug(values["heading"]), "section", taken)
            yield Section(key=row.key, heading=values["heading"], level=values["level"], body=values["body"])

    def _references(self) -> Iterator[Reference]:
        taken = self._keys("references")
        for row in self._kept("references"):
            key = row.key.strip() or _new_key(_reference_stem(row.typed), "source", taken)
            row.key = key
            yield row.said(key)

    def _images(self) -> Iterator[Image]:
        taken = self._keys("images")
        rows = self._kept("images")
        sizes = {
            file.name: (file.width, file.height)
            for file in ImageFile.objects.filter(name__in=[row.cleaned_data["file"] for row in rows])
        }
        for row in rows:
            values = {name: row.cleaned_data[name] for name in IMAGE_FIELDS if name not in ("width", "height")}
            row.key = row.cleaned_data["key"] or _new_key(slugs.slug(values["caption"]), "image", taken)
            width, height = sizes.get(values["file"], (1, 1))
            yield Image(key=row.key, width=width, height=height, **values)

    def _keys(self, name: str) -> set[str]:
        if name == "references":
            return {row.key for row in self.rows[name].forms}
        return {row.cleaned_data.get("key", "") for row in self.rows[name].forms}

    # Telling ------------------------------------------------------------------------------------------------

    def tell(self, problems: Iterable[Problem]) -> None:
        """Put each problem next to the field that it is about; errors where it keeps the form from being saved."""
        for problem in problems:
            words = wording.problem(problem)
            part, name = problem.place.part, problem.place.field
            row = None if part == "article" else self._row(part, problem.place.key)
            if problem.severity == "warning":
                self._warn(part, row, name, words)
            elif row is not None:
                row.add_error(name if name in _fields(row) else None, words)
            elif part == "article" and name in self.fields.fields:
                self.fields.add_error(name, words)
            else:
                self.errors.append(words)

    def advise(self, entries: Iterable[Entry]) -> None:
        """Put what the checks found next to the part that it is about: field, section, reference, image."""
        at: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            part = entry.row.part
            at.setdefault((part, entry.row.field if part == "article" else entry.row.key), []).append(entry)
        self.fields.found = {name: Found(tuple(at.get(("article", name), ()))) for name in self.fields.fields}
        self.fields.found["related"] = Found(tuple(at.get(("article", "related"), ())))
        for part in ("section", "reference", "image"):
            for row in self.rows[f"{part}s"].forms:
                row.found = Found(tuple(at.get((part, _key(row)), ())))

    @property
    def numbers(self) -> dict[str, int]:
        """Return how many findings stand in each part of the form."""
        found = {name: sum(len(row.found.standing) for row in self.rows[name].forms) for name in _CHECKED}
        fields = {name: len(found.standing) for name, found in self.fields.found.items()}
        related = fields.pop("related", 0)
        return found | {"article": sum(fields.values()), "related": related}

    def tell_deleted(self, snapshot: Snapshot) -> None:
        """Say, at each deleted reference, section or image that the text still points at, where it does."""
        words = {
            "references": _("It is still cited in: %(places)s. Take the citations out first."),
            "sections": _("It is still linked to in: %(places)s. Take the links out first."),
            "images": _("It is still shown in: %(places)s. Take it out there first."),
        }
        for name, uses in _uses(snapshot).items():
            for row in self.rows[name].forms:
                places = uses.get(row.initial.get("key", ""))
                if places and _is_deleted(row):
                    row.add_error(None, words[name] % {"places": ", ".join(places)})

    def _row(self, part: str, key: str) -> Any:
        rows = self.rows[f"{part}s"].forms
        return next((row for row in rows if _key(row) == key), None)

    def number_sources(self) -> None:
        """Give each reference the number that readers will see, and the headings under which it is cited."""
        bodies = [(str(wording.FIELDS["lead"]), self.fields["lead"].value() or "")]
        bodies += [
            (row["heading"].value() or "", row["body"].value() or "")
            for row in self.rows["sections"].forms
            if not row["DELETE"].value()
        ]
        cited: dict[str, dict[str, None]] = {}
        for heading, body in bodies:
            for citation in citations.cited(body):
                cited.setdefault(citation.key, {})[heading] = None
        known = {row.key: row for row in self.rows["references"].forms if not row.is_deleted}
        printed = (key for key in dict.fromkeys([*cited, *known]) if key in known)
        for number, key in enumerate(printed, start=1):
            known[key].number, known[key].places = number, tuple(cited.get(key, ()))

    def _warn(self, part: str, row: Any, name: str, words: str) -> None:
        if row is not None:
            row.warnings.append(words)
        elif part == "article":
            self.fields.warnings.setdefault(name, []).append(words)


def place_label(place: Place, snapshot: Snapshot) -> str:
    """Return where in an article something is, in words: "Section History, Text"."""
    parts = [str(wording.PARTS[place.part])] if place.part != "article" else []
    if place.part == "section":
        parts += [s.heading for s in snapshot.sections if s.key == place.key]
    elif place.part == "reference" and (reference := snapshot.reference(place.key)):
        parts.append(references.label(reference))
    elif place.part == "image" and (image := snapshot.image(place.key)):
        parts.append(image.caption or image.key)
    words = " ".join(parts)
    field = str(wording.FIELDS[place.field]) if place.field else ""
    return ", ".join(filter(None, (words, field)))


def _uses(snapshot: Snapshot) -> dict[str, dict[str, list[str]]]:
    """Return, for each kind of row, key -> the headings of the sections whose text points at it."""
    headings = {section.key: section.heading for section in snapshot.sections} | {"": str(wording.FIELDS["lead"])}
    out: dict[str, dict[str, list[str]]] = {"references": {}, "sections": {}, "images": {}}
    for key, html in snapshot.bodies():
        pointed = [("references", citation.key) for citation in citations.cited(html)]
        pointed += [("sections", link.section) for link in wikilinks.linked(html) if link.section and not link.slug]
        pointed += [("images", node.get("data-image")) for node in markup.walk(markup.read(html))]
        for kind, target in dict.fromkeys(pointed):
            out[kind].setdefault(target, []).append(headings[key])
    return out


def _initial(snapshot: Snapshot) -> dict[str, Any]:
    sections = [
        {"key": s.key, "heading": s.heading, "level": s.level, "body": markup.lined(s.body)} for s in snapshot.sections
    ]
    images = [{name: getattr(image, name) for name in ("key", *IMAGE_FIELDS)} for image in snapshot.images]
    return {
        "fields": {
            "title": snapshot.title,
            "slug": snapshot.slug,
            "short_description": snapshot.short_description,
            "language": snapshot.language,
            "lead": markup.lined(snapshot.lead),
            "categories": "\n".join(snapshot.categories),
        },
        "sections": sections,
        "images": images,
        "related": [{"slug": slug} for slug in snapshot.related],
    }


def _typed(field: BoundField) -> Any:
    """Return what is typed in a field; the field's first value where that is no text."""
    is_text = isinstance(field.field, CharField)
    return field.value() or "" if is_text else field.field.initial


def _fields(row: Any) -> Any:
    return row.form.fields if isinstance(row, Source) else row.fields


def _key(row: Any) -> Any:
    return getattr(row, "key", row.initial.get("key"))


def _is_deleted(row: Any) -> bool:
    return row.is_deleted if isinstance(row, Source) else bool(row.cleaned_data.get("DELETE"))


def _place(row: Any) -> float:
    if isinstance(row, Source):
        return row.place
    place = row.cleaned_data.get("ORDER")
    return float("inf") if place is None else place


def _new_key(stem: str, fallback: str, taken: set[str]) -> str:
    """Return a key made from words, not used by another row; it is remembered as taken."""
    ascii_stem = "".join(c for c in stem if c.isascii()).strip("-")[:50].strip("-")
    base = key = ascii_stem if ascii_stem and ascii_stem[0].isalnum() else fallback
    number = 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    taken.add(key)
    return key


def _reference_stem(values: Mapping[str, Any]) -> str:
    first = next(iter(names.from_lines(values["authors"])), None)
    who = (first.family or first.literal) if first else values["container_title"] or values["publisher"]
    return slugs.slug(" ".join(filter(None, (who or values["title"][:40], values["issued"][:4]))))


def _related_slug(text: str) -> str:
    return text if slugs.is_slug(text) else slugs.slug(text)
