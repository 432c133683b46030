"""What is to stand where two versions differ: the question as a page asks it.

Nothing is chosen beforehand. An answer that nobody gave would drop somebody's words with the click that saves, which is
what these pages are there to prevent; so what is not chosen is asked for again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import forms, wording
from ..comparison import Version
from ..content import merge_text
from ..content.merge import Clash
from ..content.problems import Place
from ..content.snapshot import Snapshot

TEXT = "-text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer, and the version that it stands for; without a `value` the version is only shown.

    `gone` is said of a version without a line: what was taken out.
    """

    value: str = ""
    label: str
    version: Version = ()
    gone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One place: the versions side by side, the further answers below them, and what was answered so far.

    `typed` is the text to write it anew in, None where that cannot be; `is_body` where it is markup.
    """

    name: str
    where: str
    sides: tuple[Option, ...]
    others: tuple[Option, ...] = ()
    chosen: str = ""
    typed: str | None = None
    is_line: bool = False
    is_body: bool = False
    is_whole: bool = False
    errors: Sequence[str] = ()
    is_first_error: bool = False


def name(number: int) -> str:
    """Return the name of the field that answers a question."""
    return f"choice-{number}"


def text_name(number: int) -> str:
    """Return the name of the field in which a place is written anew."""
    return f"{name(number)}{TEXT}"


def where(clash: Clash, *snapshots: Snapshot) -> str:
    """Return where in an article a clash is, in words: "Section History, Paragraph 2"."""
    place = clash.place
    here = next((each for each in snapshots if place.part == "article" or getattr(each, place.part)(place.key)), None)
    assert here is not None, "a row that clashes was in one of them"
    if not place.passage:
        return forms.place_label(place, here)
    part = forms.place_label(
        Place("article", "", "lead") if place.part == "article" else Place("section", place.key), here
    )
    block = wording.BLOCKS.get(merge_text.kind(clash.mine or clash.theirs or clash.base), wording.BLOCKS["p"])
    return _("%(part)s, %(block)s %(number)d") % {"part": part, "block": block, "number": clash.nth}


def gone(side: str, place: Place) -> str:
    """Say that a version has nothing at a place."""
    what = "passage" if place.passage else place.part if not place.field else "field"
    return str(_GONE[side][what])


_GONE: Mapping[str, Mapping[str, object]] = {
    "theirs": {
        "section": gettext_lazy("They deleted this section."),
        "reference": gettext_lazy("They deleted this reference."),
        "image": gettext_lazy("They deleted this image."),
        "passage": gettext_lazy("They deleted this passage."),
        "field": gettext_lazy("They left this empty."),
    },
    "mine": {
        "section": gettext_lazy("You deleted this section."),
        "reference": gettext_lazy("You deleted this reference."),
        "image": gettext_lazy("You deleted this image."),
        "passage": gettext_lazy("You deleted this passage."),
        "field": gettext_lazy("You left this empty."),
    },
    "base": {
        "passage": gettext_lazy("There was nothing here."),
        "field": gettext_lazy("This was empty."),
    },
}
