"""The demonstration content: articles as they grew, told in TOML, one Revision after the other.

A file holds a slug and `[[revisions]]`; the first is whole, each later one says only what changes. Loaded
through `editing` like any other edit, so that its history is a real one.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User

from .. import editing, uploads
from ..content.names import from_csl
from ..content.snapshot import SCALARS, Image, Reference, Section, Snapshot
from ..models import Article

PEOPLE = {
    "lena.okafor": ("Lena", "Okafor"),
    "mya.thandar": ("Mya", "Thandar"),
    "tomasz.wierzba": ("Tomasz", "Wierzba"),
}


class Step(NamedTuple):
    """One Revision to be: who, when, why, and the whole content after it."""

    by: str
    at: datetime
    summary: str
    snapshot: Snapshot


def load(folder: Path) -> int:
    """Load every article of the folder's `articles/` that the wiki does not have; return how many.

    Revisions are saved in the order of their times across all articles. Raises what editing raises.
    """
    known = set(Article.objects.values_list("slug", flat=True))
    people = {name: _person(name) for name in PEOPLE}
    found = (
        step
        for path in sorted((folder / "articles").glob("*.toml"))
        if path.stem not in known
        for step in steps(path, lambda name: _picture(folder / name))
    )
    articles: dict[str, Article] = {}
    for step in sorted(found, key=lambda step: step.at):
        slug = step.snapshot.slug
        how: dict[str, Any] = {"by": people[step.by], "summary": step.summary, "at": step.at}
        if slug in articles:
            editing.replace(articles[slug], step.snapshot, **how)
        else:
            articles[slug] = editing.create(step.snapshot, **how)
    return len(articles)


def steps(path: Path, picture: Any) -> Iterable[Step]:
    """Read a file as its Revisions; `picture` turns a file's name into (stored name, width, height)."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    now = Snapshot(title="", slug=data["slug"])
    for told in data["revisions"]:
        now = _after(now, told, picture)
        yield Step(told["by"], told["at"], told["summary"], now)


def _after(now: Snapshot, told: Mapping[str, Any], picture: Any) -> Snapshot:
    scalars = {name: told[name] for name in SCALARS if name in told}
    scalars |= {name: tuple(scalars[name]) for name in ("categories", "related") if name in scalars}
    sections = _merged(now.sections, told.get("sections", ()), Section)
    if "order" in told:
        sections = tuple(sorted(sections, key=lambda section: told["order"].index(section.key)))
    references = [dict(each) for each in told.get("references", ())]
    for each in references:
        if "authors" in each:
            each["authors"] = from_csl(each["authors"])
    images = [_image(each, picture) for each in told.get("images", ())]
    return replace(
        now,
        **scalars,
        sections=sections,
        references=_merged(now.references, references, Reference),
        images=_merged(now.images, images, Image),
    )


def _image(told: Mapping[str, Any], picture: Any) -> dict[str, Any]:
    name, width, height = picture(told["file"])
    values = {key: value for key, value in told.items() if key != "lead"}
    return values | {"file": name, "width": width, "height": height, "in_lead": told.get("lead", False)}


def _merged(now: Iterable[Any], told: Iterable[Mapping[str, Any]], kind: Any) -> tuple[Any, ...]:
    rows = {row.key: row for row in now}
    names = {field.name for field in fields(kind)}
    for each in told:
        if unknown := each.keys() - names:
            raise ValueError(f"{kind.__name__} {each['key']}: unknown {', '.join(sorted(unknown))}")
        rows[each["key"]] = replace(rows[each["key"]], **each) if each["key"] in rows else kind(**each)
    return tuple(rows.values())


def _picture(path: Path) -> tuple[str, int, int]:
    with path.open("rb") as file:
        stored = uploads.store(file, by=None)
    return stored.name, stored.width, stored.height


def _person(name: str) -> User:
    first, last = PEOPLE[name]
    people = get_user_model().objects
    person, made = people.get_or_create(username=name, defaults={"first_name": first, "last_name": last})
    if made:
        person.set_unusable_password()
        person.save()
        person.groups.set(Group.objects.filter(name="Reviewer"))
    return person
