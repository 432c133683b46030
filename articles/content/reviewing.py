"""The life of a review as a table: which action leads from which state to which, and who may take it.

A review is asked for, waits, is sent back or decided. Refuses to know people and rows: who is who is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from .matching import Match, Passage
from .problems import Place
from .restore import restored
from .snapshot import Snapshot

type State = Literal["none", "waiting", "returned", "scheduled", "published", "taken-back"]
type Right = Literal["write", "decide"]

# The states of a review that is not over.
OPEN: tuple[State, ...] = ("waiting", "returned", "scheduled")


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody does to a review: the states in which it can be done, the one it leads to ("" stays), by whom.

    Nobody does to their own work what `is_verdict`, unless the wiki's policy lets them.
    """

    name: str
    states: tuple[State, ...]
    to: State | Literal[""]
    right: Right
    is_verdict: bool = False


ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        Action("ask", ("none", "waiting", "returned", "taken-back"), "waiting", "write"),
        Action("comment", ("none", *OPEN), "", "write"),
        Action("resolve", OPEN, "", "write"),
        Action("take-back", ("waiting", "returned"), "taken-back", "write"),
        Action("return", ("waiting", "scheduled"), "returned", "decide", is_verdict=True),
        Action("publish", ("none", *OPEN), "published", "decide", is_verdict=True),
        Action("publish-part", ("none", "waiting", "returned"), "waiting", "decide", is_verdict=True),
        Action("schedule", ("none", *OPEN), "scheduled", "decide", is_verdict=True),
        Action("unschedule", ("scheduled",), "waiting", "decide"),
    )
}


class NotNow(Exception):
    """An action that cannot be taken in the state in which the review is."""

    def __init__(self, action: str, state: State) -> None:
        super().__init__(f"{action}: not while {state}")
        self.action = action
        self.state = state


def after(name: str, state: State) -> State:
    """Return the state to which an action leads; raise NotNow where it cannot be taken.

    >>> after("return", "waiting")
    'returned'
    >>> after("comment", "scheduled")
    'scheduled'
    """
    action = ACTIONS[name]
    if state not in action.states:
        raise NotNow(name, state)
    # What is said where there is no review yet begins one.
    return action.to or ("waiting" if state == "none" else state)


def followed(place: Place, matches: Iterable[Match]) -> Place:
    """Return where a passage of the old Snapshot is in the new one; its section, or the lead, where it is gone."""
    if not place.passage:
        return place
    for found in matches:
        if any(_at(passage) == place for passage in found.old):
            return _at(found.new[0]) if found.new else Place(place.part, place.key, place.field)
    return Place(place.part, place.key, place.field)


def _at(passage: Passage) -> Place:
    part, field = ("section", "body") if passage.section else ("article", "lead")
    return Place(part, passage.section, field, passage.place + 1)


def part(published: Snapshot | None, draft: Snapshot, places: Iterable[Place]) -> Snapshot:
    """Return what readers see with these places as the draft has them, and what their text needs.

    Where readers see nothing yet, the title and what else names and files the article comes with the places.
    """
    made = replace(draft, lead="", sections=(), references=(), images=()) if published is None else published
    for place in places:
        made = restored(made, draft, place)
    return made
