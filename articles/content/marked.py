"""Two versions of a passage as markup with what went and what came marked: one side alone, or both in one text.

Words that went stand in `del`, those that came in `ins`, those whose marks changed in a `span` of the class "restyled";
a citation is its printed number, on each side by the numbers of that side.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Literal

from .blocks import BREAK, Token
from .marks import BR, Leaf, joined
from .markup import Element, Node, Nodes
from .weave import Box, Run

type View = Literal["old", "new", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What marking needs to know of the two versions and of the site.

    `numbers` and `labels` tell of references by key, old and new ones; `address` is where a link to an article leads;
    `figure` shows an image by its key, on one side or the other; `added` and `removed` are said to those who listen.
    """

    numbers: tuple[Mapping[str, int], Mapping[str, int]]
    labels: Mapping[str, str]
    address: Callable[[str], str]
    figure: Callable[[str, View], Element | None]
    added: str
    removed: str


def marked(boxes: Iterable[Box], view: View, dress: Dress) -> Nodes:
    """Return passages as they were, as they are, or both in one."""
    return tuple(node for box in boxes for node in _box(box, view, dress))


def words(runs: Iterable[Run], view: View, dress: Dress) -> Nodes:
    """Return a text as it was, as it is, or both in one."""
    return tuple(node for run in runs for node in _run(run, view, dress))


def _box(box: Box, view: View, dress: Dress) -> Iterator[Node]:
    shell = box.old if view == "old" else box.new if view == "new" else box.new or box.old
    if shell is None:
        return
    tag, attributes = shell
    if tag == "figure":
        yield from _figures(box, view, dress)
        return
    children = (*words(box.runs, view, dress), *marked(box.boxes, view, dress))
    if not tag:
        yield from children
        return
    sign = {"deleted": "gone", "inserted": "came", "restyled": "restyled"}.get(box.op)
    yield Element(tag, (*attributes, ("class", sign)) if sign else attributes, children)


def _figures(box: Box, view: View, dress: Dress) -> Iterator[Node]:
    for side, shell, wrapper in (("old", box.old, "del"), ("new", box.new, "ins")):
        if shell is None or view not in (side, "both") or (box.op == "same" and side != view and side == "old"):
            continue
        figure = dress.figure(dict(shell[1])["data-image"], "old" if side == "old" else "new")
        if figure is not None:
            yield figure if box.op == "same" else _said(wrapper, (figure,), dress)


def _run(run: Run, view: View, dress: Dress) -> Iterator[Node]:
    if run.op in ("same", "restyled"):
        side: View = "old" if view == "old" else "new"
        text = _text(run.old if side == "old" else run.new, side, dress)
        yield from text if run.op == "same" else (Element("span", (("class", "restyled"),), text),)
        return
    if run.old and view != "new":
        yield _said("del", _text(run.old, "old", dress), dress)
    if run.new and view != "old":
        yield _said("ins", _text(run.new, "new", dress), dress)


def _said(wrapper: str, children: Nodes, dress: Dress) -> Element:
    """Wrap what went or came, with a word for those who hear it and do not see it."""
    word = dress.removed if wrapper == "del" else dress.added
    return Element(wrapper, (), (Element("span", (("class", "unseen"),), (f"{word} ",)), *children))


def _text(tokens: Iterable[Token], side: View, dress: Dress) -> Nodes:
    leaves: list[Leaf] = []
    # Most of what is shown are words without a mark.
    for is_plain, some in groupby(tokens, attrgetter("is_plain")):
        if is_plain:
            leaves.append(("".join(token.text for token in some), ()))
        else:
            leaves += (leaf for token in some for leaf in _leaves(token, side, dress))
    return joined(leaves)


def _leaves(token: Token, side: View, dress: Dress) -> Iterator[Leaf]:
    if token == BREAK:
        yield Element("span", (("class", "pilcrow"),), ("¶",)), ()
        yield BR, ()
        return
    for leaf, marks in token.leaves:
        shown = leaf if isinstance(leaf, str) or leaf == BR else _citation(leaf, side, dress)
        yield shown, tuple(_mark(mark, dress) for mark in marks)


def _citation(cite: Element, side: View, dress: Dress) -> Element:
    key, locator = cite.get("data-ref"), cite.get("data-locator")
    number = dress.numbers[0 if side == "old" else 1].get(key)
    text = f"[{number or '?'}]" + (f" {locator}" if locator else "")
    return Element("span", (("class", "cite"), ("title", dress.labels.get(key, key))), (text,))


def _mark(mark: Element, dress: Dress) -> Element:
    if mark.tag != "a":
        return mark
    slug, section = mark.get("data-article"), mark.get("data-section")
    if url := mark.get("href"):
        return Element("a", (("href", url), ("rel", "external noopener"), ("title", url)))
    if slug:
        target = f"{slug}#{section}" if section else slug
        return Element("a", (("href", dress.address(slug)), ("title", target)))
    return Element("span", (("class", "link"), ("title", f"#{section}")))
