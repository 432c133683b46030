"""Two people edit one article at once, in every combination: what merges, what is asked about, that no word is lost.

In each table rows are what the first did and columns what the second did, who saved later. `=` reads: merged without a
word, as if the second had seen the first one's edit; `stay`: merged, and what the text points at stays. A letter names
the place that is asked about.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from articles import editing, revisions
from articles.content.merge import Choice, Clash, merge
from articles.content.problems import Place
from articles.content.snapshot import Image, Reference, Section, Snapshot
from articles.models import Article, ImageFile
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.same_queries]

BASE = Snapshot(
    title="Trees",
    slug="trees",
    lead='<p>Of trees.<cite data-ref="atlas"></cite></p>',
    categories=("Plants", "Wood", "Fuel"),
    related=("shrubs", "herbs", "vines"),
    sections=(
        Section(key="bark", heading="Bark", body="<p>It is brown.</p>"),
        Section(key="leaves", heading="Leaves", body="<p>They are green.</p><p>They fall.</p>"),
        Section(key="roots", heading="Roots", body="<p>They are deep.</p>"),
    ),
    references=(
        Reference(key="atlas", title="An Atlas"),
        Reference(key="flora", title="A Flora", publisher="Press"),
        Reference(key="guide", title="A Guide"),
    ),
    images=(
        Image(key="bough", file="1.png", width=9, height=9, caption="A bough", in_lead=True),
        Image(key="crown", file="2.png", width=9, height=9, caption="A crown", credit="Unknown"),
        Image(key="trunk", file="3.png", width=9, height=9, caption="A trunk"),
    ),
)
# What each types is a word that nobody else has.
WORDS = ("alder", "birch")
STAYING = ("bark", "atlas", "bough", "Plants", "shrubs")

type Act = Callable[[Snapshot, str], Snapshot]


# What one can do ------------------------------------------------------------------------------------------------


def rows(name: str, change: Callable[[list[Any], str], list[Any]]) -> Act:
    def act(snapshot: Snapshot, word: str) -> Snapshot:
        changed: dict[str, Any] = {name: tuple(change(list(getattr(snapshot, name)), word))}
        return replace(snapshot, **changed)

    return act


def edit(name: str, key: str, **texts: str) -> Act:
    """Write the word into fields of a row: `{}` is the word, `{old}` what stood there."""

    def change(found: list[Any], word: str) -> list[Any]:
        return [
            replace(row, **{f: t.format(word, old=getattr(row, f)) for f, t in texts.items()} if row.key == key else {})
            for row in found
        ]

    return rows(name, change)


def rewrite(name: str, key: str, field: str, old: str, new: str) -> Act:
    """Write the word into one place of a text."""

    def change(found: list[Any], word: str) -> list[Any]:
        return [
            replace(row, **{field: getattr(row, field).replace(old, new.format(word))}) if row.key == key else row
            for row in found
        ]

    return rows(name, change)


def delete(name: str, key: str) -> Act:
    return rows(name, lambda found, word: [row for row in found if row.key != key])


def move(name: str, key: str) -> Act:
    """Put a row first; the second person puts it last."""

    def change(found: list[Any], word: str) -> list[Any]:
        moved, others = ([row for row in found if (row.key == key) is is_it] for is_it in (True, False))
        return [*moved, *others] if word == WORDS[0] else [*others, *moved]

    return rows(name, change)


def put(found: list[Any], new: Any) -> list[Any]:
    """Put something new behind the first of those that nobody moves or deletes."""
    place = next(n for n, each in enumerate(found, start=1) if getattr(each, "key", each) in STAYING)
    return [*found[:place], new, *found[place:]]


def add(name: str, make: Callable[[str], Any]) -> Act:
    return rows(name, lambda found, word: put(found, make(word)))


def add_same(name: str, make: Callable[[str], Any], join: Callable[[Any, Any], Any]) -> Act:
    """Add a row that the other adds as well: what they know of it comes together."""

    def change(found: list[Any], word: str) -> list[Any]:
        row = make(word)
        is_same = [each.key == row.key or (name == "references" and each.url == row.url) for each in found]
        joined = [join(each, row) if same else each for each, same in zip(found, is_same, strict=True)]
        return joined if any(is_same) else put(found, row)

    return rows(name, change)


def filled_in(row: Any, word: str, first: str, second: str) -> Any:
    """Return the row with the word in the field that one, or the other, fills in."""
    return replace(row, **{first if word == WORDS[0] else second: word})


def cite(snapshot: Snapshot, word: str) -> Snapshot:
    """Cite the reference that others change, in a text that they do not."""
    (first, *others) = snapshot.sections
    body = f'{first.body}<p>{word}<cite data-ref="flora"></cite></p>'
    return replace(snapshot, sections=(replace(first, body=body), *others))


def show(snapshot: Snapshot, word: str) -> Snapshot:
    """Show the image that others change, in a text that they do not."""
    return replace(snapshot, lead=f'{snapshot.lead}<p>{word}</p><figure data-image="crown"></figure>')


def nothing(snapshot: Snapshot, word: str) -> Snapshot:
    """Save something that stands elsewhere: an edit of nothing is no Revision."""
    return replace(snapshot, title=word) if word == WORDS[0] else replace(snapshot, short_description=word)


SECTION = {
    "paragraph": rewrite("sections", "leaves", "body", "They are green.", "They are {} green."),
    "next one": rewrite("sections", "leaves", "body", "<p>They fall.</p>", "<p>They fall {}.</p>"),
    "heading": edit("sections", "leaves", heading="Leaves and {}"),
    "level": rows(
        "sections",
        lambda found, word: [replace(s, level=3 + (word == WORDS[1])) if s.key == "leaves" else s for s in found],
    ),
    "move": move("sections", "leaves"),
    "delete": delete("sections", "leaves"),
    "add another": add("sections", lambda word: Section(key=word, heading=word, body=f"<p>A new {word}.</p>")),
    "add same": add_same(
        "sections",
        lambda word: Section(key="seeds", heading="Seeds", body=f"<p>{word} {word}</p>"),
        lambda old, new: replace(old, body=old.body + new.body),
    ),
    "nothing": nothing,
}
REFERENCE = {
    "field": edit("references", "flora", title="{old} of {}"),
    "next one": edit("references", "flora", publisher="{} & Sons"),
    "cite": cite,
    "move": move("references", "flora"),
    "delete": delete("references", "flora"),
    "add another": add("references", lambda word: Reference(key=word, title=word, url=f"https://{word}.example/")),
    "add same": add_same(
        "references",
        lambda word: filled_in(Reference(key=word, url="https://example.org/"), word, "title", "publisher"),
        lambda old, new: replace(old, publisher=new.publisher),
    ),
    "add, other title": add_same(
        "references", lambda word: Reference(key=word, url="https://example.org/", title=word), lambda old, new: new
    ),
    "nothing": nothing,
}
IMAGE = {
    "field": edit("images", "crown", caption="{old} of {}"),
    "next one": edit("images", "crown", credit="{}"),
    "show": show,
    "move": move("images", "crown"),
    "delete": delete("images", "crown"),
    "add another": add("images", lambda word: Image(key=word, file=f"{word}.png", width=9, height=9, caption=word)),
    "add same": add_same(
        "images",
        lambda word: filled_in(Image(key="x", file="4.png", width=9, height=9), word, "caption", "credit"),
        lambda old, new: replace(old, credit=new.credit),
    ),
    "nothing": nothing,
}


def listed(name: str, moved: str) -> dict[str, Act]:
    """Return what can be done to a list: who comes first moves one to the end, who comes second to the front."""
    return {
        "add another": rows(name, put),
        "add same": rows(name, lambda found, word: found if "cedar" in found else put(found, "cedar")),
        "move": rows(name, lambda found, word: sorted(found, key=(moved.__eq__ if word == WORDS[0] else moved.__ne__))),
        "delete": rows(name, lambda found, word: [each for each in found if each != moved]),
        "nothing": nothing,
    }


# What becomes of it -----------------------------------------------------------------------------------------------

PLACES = {
    "P": Place("section", "leaves", "body", 1),
    "H": Place("section", "leaves", "heading"),
    "L": Place("section", "leaves", "level"),
    "S": Place("section", "leaves"),
    "T": Place("reference", "flora", "title"),
    "U": Place("reference", "flora", "publisher"),
    "R": Place("reference", "flora"),
    "N": Place("reference", "alder", "title"),
    "C": Place("image", "crown", "caption"),
    "D": Place("image", "crown", "credit"),
    "I": Place("image", "crown"),
    "V": Place("article", "", "lead", 1),
}

SECTIONS = """
             paragraph | next one | heading | level |  move | delete | add another | add same | nothing
paragraph        P     |    =     |    =    |   =   |   =   |   S    |      =      |    =     |    =
next one         =     |    P     |    =    |   =   |   =   |   S    |      =      |    =     |    =
heading          =     |    =     |    H    |   =   |   =   |   S    |      =      |    =     |    =
level            =     |    =     |    =    |   L   |   =   |   S    |      =      |    =     |    =
move             =     |    =     |    =    |   =   |   =   |   =    |      =      |    =     |    =
delete           S     |    S     |    S    |   S   |   =   |   =    |      =      |    =     |    =
add another      =     |    =     |    =    |   =   |   =   |   =    |      =      |    =     |    =
add same         =     |    =     |    =    |   =   |   =   |   =    |      =      |    =     |    =
nothing          =     |    =     |    =    |   =   |   =   |   =    |      =      |    =     |    =
"""
REFERENCES = """
                  field | next one |  cite |  move | delete | add another | add same | add, other title | nothing
field               T   |    =     |   =   |   =   |   R    |      =      |    =     |        =         |    =
next one            =   |    U     |   =   |   =   |   R    |      =      |    =     |        =         |    =
cite                =   |    =     |   =   |   =   |  stay  |      =      |    =     |        =         |    =
move                =   |    =     |   =   |   =   |   =    |      =      |    =     |        =         |    =
delete              R   |    R     |  stay |   =   |   =    |      =      |    =     |        =         |    =
add another         =   |    =     |   =   |   =   |   =    |      =      |    =     |        =         |    =
add same            =   |    =     |   =   |   =   |   =    |      =      |    =     |        N         |    =
add, other title    =   |    =     |   =   |   =   |   =    |      =      |    =     |        N         |    =
nothing             =   |    =     |   =   |   =   |   =    |      =      |    =     |        =         |    =
"""
IMAGES = """
             field | next one |  show |  move | delete | add another | add same | nothing
field          C   |    =     |   =   |   =   |   I    |      =      |    =     |    =
next one       =   |    D     |   =   |   =   |   I    |      =      |    =     |    =
show           =   |    =     |   V   |   =   |  stay  |      =      |    =     |    =
move           =   |    =     |   =   |   =   |   =    |      =      |    =     |    =
delete         I   |    I     |  stay |   =   |   =    |      =      |    =     |    =
add another    =   |    =     |   =   |   =   |   =    |      =      |    =     |    =
add same       =   |    =     |   =   |   =   |   =    |      =      |    =     |    =
nothing        =   |    =     |   =   |   =   |   =    |      =      |    =     |    =
"""
ITEMS = """
             add another | add same |  move | delete | nothing
add another       =      |    =     |   =   |   =    |    =
add same          =      |    =     |   =   |   =    |    =
move              =      |    =     |   =   |   =    |    =
delete            =      |    =     |   =   |   =    |    =
nothing           =      |    =     |   =   |   =    |    =
"""


def matrix(table: str, acts: dict[str, Act], kind: str) -> Iterator[Any]:
    """Yield (what the first does, what the second can do, what becomes of each) for each row of a table."""
    head, *lines = table.strip().splitlines()
    assert [name.strip() for name in head.split("|")] == [*acts]
    for line, first in zip(lines, acts, strict=True):
        assert line.startswith(first)
        cells = [cell.strip() for cell in line.removeprefix(first).split("|")]
        yield pytest.param(acts[first], acts, dict(zip(acts, cells, strict=True)), id=f"{kind}: {first}")


ROWS = [
    *matrix(SECTIONS, SECTION, "sections"),
    *matrix(REFERENCES, REFERENCE, "references"),
    *matrix(IMAGES, IMAGE, "images"),
    *matrix(ITEMS, listed("categories", "Wood"), "categories"),
    *matrix(ITEMS, listed("related", "herbs"), "related"),
]


@pytest.fixture(scope="module")
def _opened_twice(shared_rows: None) -> None:
    for name in ("1", "2", "3", "4", *WORDS):
        ImageFile.objects.create(name=f"{name}.png", sha256=name, width=9, height=9, size=1)
    editing.create(BASE, by=person("first"), summary="Start")
    for name in ("a", "b"):
        person(name)


@pytest.fixture
def wiki(_opened_twice: None, db: None) -> Article:
    """The article as both opened it; the pictures are stored."""
    return Article.objects.get()


@pytest.mark.parametrize(("one", "others", "told"), ROWS)
def test_two_edits_at_once(wiki: Article, one: Act, others: dict[str, Act], told: dict[str, str]) -> None:
    first = one(BASE, WORDS[0])
    editing.replace(wiki, first, by=person("a"), summary="First", base=1)
    by, found = person("b"), {}
    for name, other in others.items():
        with transaction.atomic():
            found[name] = became(wiki, first, other, by)
            transaction.set_rollback(True)
    assert found == told


def became(wiki: Article, first: Snapshot, other: Act, by: Any) -> str:
    """Save the second edit after the first, and return what becomes of the two; no word is lost, whatever that is."""
    second = other(BASE, WORDS[1])
    merged, clashes = merge(BASE, first, second)
    typed = (said(first) | said(second)) - said(BASE)
    assert typed <= said((merged, clashes))
    told: tuple[Clash, ...] = ()
    try:
        editing.replace(wiki, second, by=by, summary="Second", base=1)
    except editing.Conflict as conflict:
        told = conflict.clashes
    assert told == clashes
    if clashes:
        for clash in clashes:
            assert_choices_stand(wiki, first, second, clash, by)
        return "".join(letter for letter, place in PLACES.items() if place in [clash.place for clash in clashes])
    now = revisions.working_copy(wiki)
    assert now == merged
    if now == other(first, WORDS[1]):
        return "="
    return "stay" if now in (first, second) else f"something else: {now}"


def assert_choices_stand(wiki: Article, first: Snapshot, second: Snapshot, clash: Clash, by: Any) -> None:
    choices: list[tuple[Choice, Any]] = [("mine", clash.mine), ("theirs", clash.theirs)]
    for number, (choice, side) in enumerate(choices, start=2):
        chosen, _ = merge(BASE, first, second, {clash.place: choice})
        editing.replace(wiki, chosen, by=by, summary=str(choice), base=number)
        now = revisions.working_copy(wiki)
        row = now if clash.place.part == "article" else getattr(now, clash.place.part)(clash.place.key)
        if clash.place.passage:
            assert side in getattr(row, clash.place.field)
        elif clash.place.field:
            assert getattr(row, clash.place.field) == side
        else:
            assert row == side


def said(found: Any) -> set[str]:
    """Return the words in anything."""
    return set(re.findall(r"\w+", repr(found)))
