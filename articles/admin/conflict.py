"""Two edits that met: what is asked about them, what was answered, and the article that follows from it.

The page carries the whole of my edit as JSON, and nothing is kept on the server. What it posts is somebody's input: it
is read strictly and cleaned again. Where a further Revision was saved meanwhile, what was chosen is my edit of the
Revision that the page showed; so only what still differs is asked about.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import comparison, editing, forms, revisions, wording
from ..content import markup, merge, names
from ..content.allowlist import is_url
from ..content.clean import clean, clean_line, clean_text
from ..content.merge import Anew, Choice, Clash
from ..content.problems import Place, Problem
from ..content.rekey import rekeyed
from ..content.snapshot import Snapshot, from_json, to_json
from ..models import Article, ImageFile, Revision
from . import choices
from .choices import Option, Question

# Beyond so many places one answer for all the others is offered.
MANY = 3
# Texts of a closed set, which nobody writes anew.
_CLOSED = ("type", "file")


class Meeting:
    """My edit of `base` and what others had saved by `newest`; `given` is what the page posted."""

    def __init__(
        self, base: Revision, newest: Revision, mine: Snapshot, given: Mapping[str, Any] | None = None
    ) -> None:
        self.base, self.newest, self.given = base, newest, given or {}
        self.was, self.theirs = revisions.of(base), revisions.of(newest)
        self.mine = rekeyed(self.was, self.theirs, mine)
        self.clashes = merge.merge(self.was, self.theirs, self.mine)[1]
        self.told: dict[Place, list[str]] = {}
        self.errors: list[str] = []

    @property
    def is_many(self) -> bool:
        """Tell whether one answer for all the other places is worth offering."""
        return len(self.clashes) > MANY

    @property
    def mine_json(self) -> str:
        """Return my edit as the page carries it."""
        return to_json(self.mine)

    # Answers ------------------------------------------------------------------------------------------------

    @cached_property
    def choices(self) -> dict[Place, Choice]:
        """Return what was chosen, by place."""
        out: dict[Place, Choice] = {}
        for number, clash in enumerate(self.clashes):
            chosen = self._chosen(number, clash)
            if chosen == "anew":
                out[clash.place] = Anew(_read(clash, self.given.get(choices.text_name(number), "")))
            elif chosen:
                out[clash.place] = chosen  # type: ignore[assignment]
        return out

    @property
    def left(self) -> int:
        """Return at how many places nothing was chosen."""
        return len(self.clashes) - len(self.choices)

    @property
    def result(self) -> Snapshot:
        """Return the article as chosen."""
        return merge.merge(self.was, self.theirs, self.mine, self.choices)[0]

    @property
    def of_both(self) -> Snapshot:
        """Return the article as chosen; where nothing was chosen, no passage and no row of either goes."""
        keeping = {clash.place: _keeping(clash) for clash in self.clashes}
        return merge.merge(self.was, self.theirs, self.mine, keeping | self.choices)[0]

    def undecided(self) -> Iterator[Problem]:
        """Yield what `of_both` does at each place where nothing was chosen."""
        for clash in self.clashes:
            place = clash.place
            if place in self.choices:
                continue
            code = "they-deleted" if clash.theirs is None else "you-deleted"
            if place.field:
                code = "both-stand" if place.passage else "yours-stands"
            values = {"where": self._where(clash), "theirs": wording.plain(clash.theirs) if place.field else ""}
            yield Problem(code, "warning", Place(place.part, place.key, place.field), values)

    def _chosen(self, number: int, clash: Clash) -> str:
        given = self.given.get(choices.name(number), "")
        if given in _answers(clash):
            return str(given)
        rest = self.given.get("rest", "")
        return str(rest) if rest in ("theirs", "mine") else ""

    # Telling ------------------------------------------------------------------------------------------------

    def tell(self, problems: Iterable[Problem]) -> None:
        """Put each problem at the place that it is about, or above all where that is none of those asked about."""
        asked = {(clash.place.part, clash.place.key, clash.place.field): clash.place for clash in self.clashes}
        for problem in problems:
            words, place = wording.problem(problem), problem.place
            if at := asked.get((place.part, place.key, place.field)):
                self.told.setdefault(at, []).append(words)
            else:
                self.errors.append(f"{forms.place_label(place, self.result)}: {words}")

    def ask_again(self) -> None:
        """Say at each place where nothing was chosen that something must be."""
        for clash in self.clashes:
            if clash.place not in self.choices:
                self.told[clash.place] = [_("Choose what is to stand here.")]

    def questions(self) -> Iterator[Question]:
        """Yield the places as the page asks about them."""
        versions = comparison.of_clashes(self.clashes, self.was, self.theirs, self.mine)
        first = next((clash.place for clash in self.clashes if clash.place in self.told), None)
        for number, (clash, (was, theirs, mine)) in enumerate(zip(self.clashes, versions, strict=True)):
            place, labels = clash.place, _labels(clash)
            sides = (
                Option(value="theirs", label=labels[0], version=theirs, gone=choices.gone("theirs", place)),
                Option(value="mine", label=labels[1], version=mine, gone=choices.gone("mine", place)),
                Option(label=_("Before both"), version=was, gone="" if was else choices.gone("base", place)),
            )
            yield Question(
                name=choices.name(number),
                where=self._where(clash),
                sides=sides,
                others=tuple(Option(value=each, label=str(_OTHERS[each])) for each in _answers(clash)[2:]),
                chosen=self._chosen(number, clash),
                typed=self.given.get(choices.text_name(number), _written(clash)) if "anew" in _answers(clash) else None,
                is_line=not place.passage and place.field not in ("authors", "quote"),
                is_body=bool(place.passage),
                is_whole=not place.field,
                errors=self.told.get(place, ()),
                is_first_error=place == first,
            )

    def _where(self, clash: Clash) -> str:
        return choices.where(clash, self.theirs, self.was)


def posted(request: HttpRequest, article: Article) -> Meeting:
    """Return what the page posted; raise ValueError where it is not what the page carried."""
    base, newest = (_revision(article, request.POST.get(each, "")) for each in ("base", "newest"))
    mine = editing.cleaned(from_json(request.POST.get("mine", "")))
    shown = {image.file for image in mine.images}
    if base.number >= newest.number or ImageFile.objects.filter(name__in=shown).count() < len(shown):
        raise ValueError("another article, or none")
    if any(image.source_url and not is_url(image.source_url) for image in mine.images):
        raise ValueError("an address that no form let through")
    return Meeting(base, newest, mine, request.POST)


def _revision(article: Article, number: str) -> Revision:
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise ValueError(number)
    found = article.revisions.select_related("by").filter(number=int(number)).first()
    if found is None:
        raise ValueError(number)
    return found


def typed_in(request: HttpRequest) -> list[str]:
    """Return all that was typed, as it was posted: what cannot be read back is shown and not dropped."""
    anew = (name for name in request.POST if name.endswith(choices.TEXT))
    return [request.POST[name] for name in ("mine", "summary", *anew) if request.POST.get(name)]


# One clash ------------------------------------------------------------------------------------------------------

_OTHERS = {"both": gettext_lazy("Both, theirs first"), "anew": gettext_lazy("Write it anew")}


def _answers(clash: Clash) -> tuple[str, ...]:
    """Return what can be answered: of two passages both can stand, a text can be written anew."""
    place = clash.place
    both = ("both",) if place.passage and clash.theirs and clash.mine else ()
    is_text = isinstance(clash.mine, str) and place.field not in _CLOSED
    return ("theirs", "mine", *both, *(("anew",) if is_text or place.field == "authors" else ()))


def _keeping(clash: Clash) -> Choice:
    return "theirs" if clash.mine is None else "both"


def _labels(clash: Clash) -> tuple[str, str]:
    if clash.theirs is None:
        return _("Theirs: delete it"), _("Yours: keep it as you changed it")
    if clash.mine is None:
        return _("Theirs: keep it as they changed it"), _("Yours: delete it")
    return _("Theirs"), _("Yours")


def _written(clash: Clash) -> str:
    """Return what the text to write it anew in begins with: mine, or theirs where I left nothing."""
    value = clash.mine or clash.theirs
    return markup.lined(value) if clash.place.passage else wording.plain(value)


def _read(clash: Clash, text: str) -> Any:
    """Return what was written anew as a value of the place."""
    if clash.place.passage:
        return clean(text)
    if clash.place.field == "authors":
        return names.from_lines(text)
    return clean_text(text) if clash.place.field == "quote" else clean_line(text)
