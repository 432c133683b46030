"""A Snapshot as a reader sees it: numbers on citations, addresses on links, figures in their frames.

The one place where a body becomes a page, for today's page and for every page of the past. What depends on
the site (addresses, the interface's words) comes in as values.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from . import citations, outline, references
from .markup import Element, Node, Nodes, read, serialise
from .snapshot import Image, Reference, Snapshot

# Characters before a citation that its way back names, and those that are remembered to find them in.
CONTEXT, REMEMBERED = 80, 400


@dataclass(frozen=True, slots=True)
class Picture:
    """Where an image's file is served: the widest version, and a `srcset` of the others."""

    url: str
    srcset: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """An article that a link leads to: its address, and its title."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the page needs to know of the site around it.

    `articles` holds those articles that exist, by slug; `address` gives any slug's address; the words are the
    interface's.
    """

    articles: Mapping[str, Target]
    address: Callable[[str], str]
    picture: Callable[[Image], Picture]
    missing: str
    table: str


@dataclass(frozen=True, slots=True)
class Backlink:
    """The way from a reference to one place that cites it; `context` is what the reader will find there."""

    anchor: str
    letter: str
    context: str


@dataclass(frozen=True, slots=True)
class PrintedReference:
    """A reference in the list: its number, its parts in order, the ways back."""

    number: int
    reference: Reference
    parts: tuple[references.Part, ...]
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section on the page: its heading, its anchor, its body as HTML."""

    key: str
    heading: str
    level: int
    anchor: str
    html: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """An article as HTML fragments and values, ready for a template."""

    lead: str
    sections: tuple[PrintedSection, ...]
    references: tuple[PrintedReference, ...]
    outline: tuple[outline.Heading, ...]


def render(snapshot: Snapshot, site: Site) -> Rendered:
    """Return the article as a reader sees it."""
    page = _Page(snapshot, site)
    lead = page.html(snapshot.lead)
    names = outline.anchors(snapshot.sections)
    sections = tuple(
        PrintedSection(s.key, s.heading, s.level, names[s.key], page.html(s.body)) for s in snapshot.sections
    )
    return Rendered(lead, sections, page.references(), outline.outline(snapshot.sections))


def letter(number: int) -> str:
    """Return 1 as "a", 26 as "z", 27 as "aa"."""
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


class _Page:
    """The state of one rendering: how often each reference has been cited so far, and in which words."""

    def __init__(self, snapshot: Snapshot, site: Site) -> None:
        self.snapshot = snapshot
        self.site = site
        self.numbers = citations.numbers(snapshot)
        self.anchors = outline.anchors(snapshot.sections)
        self.contexts: dict[str, list[str]] = {}
        self.anchored = {image.key for image in snapshot.images if image.in_lead}
        self.said = ""

    def html(self, body: str) -> str:
        self.said = ""
        return serialise(self.nodes(read(body)))

    def nodes(self, nodes: Iterable[Node]) -> Nodes:
        return tuple(out for node in nodes for out in self.node(node))

    def node(self, node: Node) -> Nodes:
        if isinstance(node, str):
            self.said = (self.said + node)[-REMEMBERED:]
            return (node,)
        if node.tag in _STARTS:
            self.said = ""
        kind = _KINDS.get(node.tag)
        return kind(self, node) if kind else (node.having(self.nodes(node.children)),)

    def citation(self, node: Element) -> Nodes:
        key = node.get("data-ref")
        if key not in self.numbers:
            return (Element("sup", (("class", "cite broken"),), ("[?]",)),)
        self.contexts.setdefault(key, []).append(_context(self.said))
        link = Element("a", (("href", f"#ref_{key}"), ("class", "cite-link")), (f"[{self.numbers[key]}]",))
        locator = node.get("data-locator")
        pages = (Element("span", (("class", "locator"),), (f": {locator}",)),) if locator else ()
        place = (("class", "cite"), ("id", f"cite_{key}_{len(self.contexts[key])}"))
        return (Element("sup", place, (link, *pages)),)

    def link(self, node: Element) -> Nodes:
        children = self.nodes(node.children)
        if url := node.get("href"):
            return (Element("a", (("href", url), ("class", "external"), ("rel", "external noopener")), children),)
        slug, section = node.get("data-article"), node.get("data-section")
        if slug in ("", self.snapshot.slug):
            return (Element("a", (("href", f"#{self.anchors.get(section, '')}"),), children),)
        if target := self.site.articles.get(slug):
            address = target.url + (f"#section_{section}" if section else "")
            return (Element("a", (("href", address), ("class", "wikilink"), ("title", target.title)), children),)
        return (
            Element(
                "a",
                (("href", self.site.address(slug)), ("class", "missing"), ("title", self.site.missing)),
                children,
            ),
        )

    def figure(self, node: Element) -> Nodes:
        image = self.snapshot.image(node.get("data-image"))
        if image is None:
            return ()
        anchored = image.key not in self.anchored
        self.anchored.add(image.key)
        return (figure(image, self.site.picture(image), anchored=anchored),)

    def table(self, node: Element) -> Nodes:
        parts = [part for part in node.children if isinstance(part, Element)]
        caption = tuple(part.having(self.nodes(part.children)) for part in parts if part.tag == "caption")
        rows = [row for part in parts if part.tag == "tbody" for row in part.children if isinstance(row, Element)]
        heads = _heads(rows)
        groups = (("thead", rows[:heads]), ("tbody", rows[heads:]))
        body = tuple(Element(tag, (), self.nodes(some)) for tag, some in groups if some)
        frame = (("class", "table"), ("role", "region"), ("tabindex", "0"), ("aria-label", self.site.table))
        return (Element("div", frame, (node.having((*caption, *body)),)),)

    def references(self) -> tuple[PrintedReference, ...]:
        printed = []
        for key, number in self.numbers.items():
            reference = self.snapshot.reference(key)
            assert reference is not None, key
            backlinks = tuple(
                Backlink(f"cite_{key}_{place}", letter(place), context)
                for place, context in enumerate(self.contexts.get(key, ()), start=1)
            )
            printed.append(PrintedReference(number, reference, references.parts(reference), backlinks))
        return tuple(printed)


def figure(image: Image, picture: Picture, *, anchored: bool = True) -> Element:
    """Return an image in its frame, with caption, credit and licence; `anchored` once on a page."""
    attributes = [("src", picture.url), ("alt", image.alternative_text)]
    if picture.srcset:
        attributes += [("srcset", picture.srcset), ("sizes", "(min-width: 48rem) 40rem, 100vw")]
    attributes += [("width", str(image.width)), ("height", str(image.height)), ("loading", "lazy")]
    caption: list[Node] = [image.caption] if image.caption else []
    if credit := " · ".join(part for part in (image.credit, image.licence) if part):
        caption += [" ", Element("small", (("class", "credit"),), (_source(image, credit),))]
    words = (Element("figcaption", (), tuple(caption)),) if caption else ()
    place = (("id", f"image_{image.key}"),) if anchored else ()
    return Element("figure", place, (Element("img", tuple(attributes)), *words))


def _source(image: Image, credit: str) -> Node:
    if not image.source_url:
        return credit
    return Element("a", (("href", image.source_url), ("rel", "external noopener")), (credit,))


def _heads(rows: list[Element]) -> int:
    """Return how many rows are the table's head: those of headings alone at its start, if no cell reaches below."""
    count = next((n for n, row in enumerate(rows) if not _is_head(row)), 0)
    cells = ((n, cell) for n, row in enumerate(rows[:count]) for cell in row.children if isinstance(cell, Element))
    return count if all(n + int(cell.get("rowspan") or 1) <= count for n, cell in cells) else 0


def _is_head(row: Element) -> bool:
    return all(isinstance(cell, Element) and cell.tag == "th" for cell in row.children)


def _context(said: str) -> str:
    words = " ".join(said.split())
    if len(words) <= CONTEXT:
        return words
    last = words[-CONTEXT:]
    return "…" + (last.partition(" ")[2] or last)


_STARTS = frozenset("p li dd dt td th caption pre blockquote br".split())
_KINDS: dict[str, Callable[[_Page, Element], Nodes]] = {
    "cite": _Page.citation,
    "a": _Page.link,
    "figure": _Page.figure,
    "table": _Page.table,
}
