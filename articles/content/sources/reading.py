"""A pasted text as sources, without asking anybody: what it says itself."""

from collections.abc import Callable, Iterable
from itertools import islice

from .. import limits
from . import bibtex, csl, kinds, ris
from .found import Found, UnreadableSource
from .gathering import Said, gather
from .kinds import Kind

MAX_TEXT = 1_000_000


def read(text: str) -> tuple[Found, ...]:
    """Return every source that a text names, in order; raise UnreadableSource where it names none.

    A broken entry among good ones is a Found without values.

    >>> [found.values for found in read("doi:10.1000/182")]
    [{'doi': '10.1000/182'}]
    """
    if len(text) > MAX_TEXT:
        raise UnreadableSource("too-long")
    found = tuple(islice(_READERS[kinds.identify(text)](text), limits.ROWS + 1))
    if len(found) > limits.ROWS:
        raise UnreadableSource("too-many")
    if not any(each.values for each in found):
        broken = next((left for each in found for left in each.left), None)
        raise UnreadableSource(broken.code if broken else "empty", broken.line if broken else 0)
    return found


def _lone(name: str, origin: str, more: tuple[Said, ...] = ()) -> Callable[[str], Iterable[Found]]:
    """Return a reader of texts that are one identifier."""

    def read_one(text: str) -> Iterable[Found]:
        found = gather((Said(name, text.removeprefix("\ufeff"), origin, origin),))
        return (gather((), left=found.left) if found.left else found.over(gather(more)),)

    return read_one


def _unknown(text: str) -> Iterable[Found]:
    raise UnreadableSource("unknown" if text.strip() else "empty")


_READERS: dict[Kind, Callable[[str], Iterable[Found]]] = {
    Kind.URL: _lone("url", "URL"),
    Kind.DOI: _lone("doi", "DOI"),
    Kind.ISBN: _lone("isbn", "ISBN", (Said("type", "book", "ISBN", "ISBN"),)),
    Kind.BIBTEX: bibtex.read,
    Kind.RIS: ris.read,
    Kind.CSL_JSON: csl.read,
    Kind.UNKNOWN: _unknown,
}
