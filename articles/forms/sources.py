"""The references of the form: a compact row for each, which holds what is typed as one value until it is opened.

A row comes as JSON (`references-4-row`), as its fields (`references-4-title`), or as both: then what the fields say
counts. So three hundred references are three hundred values, and a page without JavaScript opens the row it asks for.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from .. import wording
from ..content import foreign, limits, names, problems
from ..content.references import Part, parts
from ..content.snapshot import REFERENCE_FIELDS, Reference, Snapshot
from ..findings import Found
from .fields import ReferenceRow

PREFIX = "references"
_NAMES = ("key", *REFERENCE_FIELDS)


class Source:
    """One row: what is typed in it, and the Reference that it was opened as, if it is not new."""

    def __init__(self, number: str, typed: Mapping[str, str], base: Reference | None) -> None:
        self.prefix = f"{PREFIX}-{number}"
        self.typed = {"type": "webpage"} | dict.fromkeys(_NAMES, "") | dict(typed)
        self.typed["type"] = self.typed["type"] or "webpage"
        self.base = base
        self.key = self.typed["key"]
        self.is_deleted = self.is_opened = False
        self.is_readable = True
        self.warnings: list[str] = []
        self.found = Found()
        self.place = float("inf")
        self.number: int | None = None
        self.places: Sequence[str] = ()

    @property
    def json(self) -> str:
        """Return what is typed as one value of the form."""
        return json.dumps({name: value for name, value in self.typed.items() if value}, ensure_ascii=False)

    @cached_property
    def form(self) -> ReferenceRow:
        """Return the row as fields, filled in as typed."""
        data = {f"{self.prefix}-{name}": value for name, value in self.typed.items()}
        return ReferenceRow(data, prefix=self.prefix, initial={"key": self.base.key} if self.base else {})

    @property
    def initial(self) -> dict[str, str]:
        """Return the key of a row that is not new."""
        return {"key": self.base.key} if self.base else {}

    @property
    def is_changed(self) -> bool:
        """Tell whether anything is typed that the Reference does not say."""
        return self.base is None or typed(self.base) != self.typed

    @property
    def is_kept(self) -> bool:
        """Tell whether the row is to be in the article; a blank new one counts as nothing."""
        said = any(value for name, value in self.typed.items() if name not in ("key", "type"))
        return not self.is_deleted and (self.base is not None or said)

    def is_valid(self) -> bool:
        """Tell whether the row can be read."""
        if not self.is_readable:
            self.form.add_error(None, _("This row could not be read; open it and fill it in again."))
            return False
        return not self.is_kept or not self.is_changed or self.form.is_valid()

    @property
    def errors(self) -> Any:
        """Return what is wrong with the row."""
        return self.form.errors if "form" in self.__dict__ else {}

    def add_error(self, name: str | None, words: str) -> None:
        """Tell what is wrong with a field, or with the row."""
        self.form.add_error(name if name in self.form.fields else None, words)

    def said(self, key: str) -> Reference:
        """Return what the row says; where it is not valid, as far as it can be read."""
        if self.base and not self.is_changed:
            return self.base
        if not self.form.is_valid():
            return replace(self.shown, key=key)
        values = {name: self.form.cleaned_data[name] for name in REFERENCE_FIELDS}
        return Reference(key=key, **values | {"authors": names.from_lines(values["authors"])})

    @cached_property
    def shown(self) -> Reference:
        """Return what the row says as far as it can be read, to be shown."""
        if self.base and not self.is_changed:
            return self.base
        values = {name: self.typed[name] for name in REFERENCE_FIELDS if name not in ("authors", "extra")}
        return Reference(
            key=self.key,
            authors=names.from_lines(self.typed["authors"]),
            extra=_extra(self.typed["extra"]),
            **values,
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the row as readers will see it."""
        return parts(self.shown)

    @property
    def reference(self) -> Reference:
        """Return what is shown, under the name by which the page's list of references knows it."""
        return self.shown

    @property
    def type_label(self) -> str:
        """Return the type in words."""
        return str(wording.SOURCE_TYPES.get(self.typed["type"], self.typed["type"]))

    @property
    def row_errors(self) -> Any:
        """Return what is wrong with the row as a whole."""
        return self.errors and self.form.non_field_errors()

    @classmethod
    def read(cls, said: Any) -> "Source":
        """Return the row that decoded JSON says; one that cannot be read is blank, and `problems` says so."""
        readable, values = _values(said)
        row = cls("0", values, None)
        row.is_readable = readable
        return row

    def problems(self) -> dict[str, list[str]]:
        """Return what is wrong with the row, by field, as saving would find it; "" stands for the whole."""
        found: dict[str, list[str]] = {}
        if self.is_valid() and self.is_kept:
            alone = Snapshot(title="-", slug="x", references=(self.said(self.key or "x"),))
            for problem in problems.errors(alone):
                found.setdefault(problem.place.field, []).append(wording.problem(problem))
        for name, words in self.errors.items():
            found.setdefault("" if name == NON_FIELD_ERRORS else name, []).extend(words)
        return found


class Sources:
    """The rows of the form's references: of a Snapshot, or as a browser posted them."""

    prefix = PREFIX

    def __init__(self, base: Sequence[Reference], data: Mapping[str, Any] | None) -> None:
        known = {reference.key: reference for reference in base}
        self.forms = [Source(str(n), typed(each), each) for n, each in enumerate(base)]
        if data is not None:
            self.forms = list(_posted(known, data))
        self.too_many = data is not None and _total(data) > limits.ROWS

    def __iter__(self) -> Iterator[Source]:
        """Yield the rows in printed order, those without a number last."""
        return iter(sorted(self.forms, key=lambda row: (row.number is None, row.number or 0)))

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def empty_form(self) -> ReferenceRow:
        """Return the fields of a row that is yet to be added."""
        return ReferenceRow(prefix=f"{PREFIX}-__prefix__")

    def open(self, asked: Mapping[str, Any]) -> None:
        """Open the row that a button asks for, or the one that it adds."""
        last = self.forms[-1].prefix if self.forms and asked.get("_add") == PREFIX else ""
        for row in self.forms:
            row.is_opened |= row.prefix in (asked.get("_open"), last)

    def is_valid(self) -> bool:
        """Tell whether every row can be read."""
        found = [row.is_valid() for row in self.forms]
        return all(found) and not self.too_many

    def non_form_errors(self) -> list[str]:
        """Return what is wrong with the list as a whole."""
        return [_("There are more than %(limit)d references.") % {"limit": limits.ROWS}] if self.too_many else []


def typed(reference: Reference) -> dict[str, str]:
    """Write a Reference as the fields of a row."""
    values = {name: getattr(reference, name) for name in _NAMES}
    values["authors"] = "\n".join(name.as_line() for name in reference.authors)
    values["extra"] = json.dumps(dict(reference.extra), ensure_ascii=False) if reference.extra else ""
    return values


def _posted(known: Mapping[str, Reference], data: Mapping[str, Any]) -> Iterator[Source]:
    for number in range(min(_total(data), limits.ROWS)):
        prefix = f"{PREFIX}-{number}"
        readable, said = _read(data.get(f"{prefix}-row", ""))
        fields = {name: data[f"{prefix}-{name}"] for name in _NAMES if f"{prefix}-{name}" in data}
        fields = {name: value.replace("\r\n", "\n") for name, value in fields.items()}
        row = Source(str(number), said | fields, known.get(({**said, **fields}).get("key", "")))
        row.is_readable = readable
        row.is_opened = bool(fields)
        place = data.get(f"{prefix}-ORDER", "")
        row.place = float(place) if place.isascii() and place.isdecimal() and len(place) < 7 else number + 1.0
        row.is_deleted = bool(data.get(f"{prefix}-DELETE"))
        yield row


def _total(data: Mapping[str, Any]) -> int:
    said = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    return int(said) if isinstance(said, str | int) and str(said).isdecimal() and len(str(said)) < 7 else 0


def _read(row: str) -> tuple[bool, dict[str, str]]:
    """Return (whether it is what a row writes, what it says)."""
    if not row:
        return True, {}
    try:
        said = foreign.loads(row)
    except ValueError:
        return False, {}
    return _values(said)


def _values(said: Any) -> tuple[bool, dict[str, str]]:
    if not isinstance(said, dict):
        return False, {}
    values = {name: value for name, value in said.items() if name in _NAMES and isinstance(value, str)}
    return len(values) == len(said), values


def _extra(text: str) -> dict[str, Any]:
    try:
        value = foreign.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
