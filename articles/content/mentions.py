"""Names of articles that stand in a text and are not linked yet.

Names are whole words (UAX 29) and the longest wins. Case and accents do not count, where they do not tell a name from
common words. Each article is told once, where it is named first; links, code and preformatted text are passed over.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from . import words
from .allowlist import ALIASES, MARKS, UNSEEN, printable
from .markup import Element, read, steps

# The letters and digits that a name needs; characters as wide as two letters count twice.
LEAST = 3

_SHUT = frozenset({"a", "code", "pre"}) | UNSEEN
_SPACES = re.compile(r"[ \t\n\r\f]+")
# What is written on a name without being a part of it: "Minsk's", "l'Ukraine".
_APART = re.compile(r"(?i)(?=['’]s$)|(?<=^[dl]['’])")
# What tells articles of one name apart, and is not written where they are named: "Mercury (planet)".
_QUALIFIER = re.compile(r" ?[(（][^()（）]*[)）]$")
_END = "\n"
_SAME = str.maketrans(dict.fromkeys("‐‒–—−", "-") | {"’": "'"})
# A final consonant of Burmese: its syllable is not ended before it.
_CODA = re.compile("[\u1000-\u102a\u103f]\u103a")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a body: the section's key, the outermost block (from 1), the words as they stand, the article's slug.

    `start` counts the characters before it in its body, white space and markup left out.
    """

    section: str
    passage: int
    start: int
    words: str
    slug: str


@dataclass(frozen=True, slots=True)
class _Name:
    title: str
    slug: str
    is_single: bool


@dataclass(slots=True)
class _Branch:
    """A place in the tree of names, by the forms of their words: what may follow, and the names that end here."""

    further: dict[str, "_Branch"] = field(default_factory=dict)
    names: tuple[_Name, ...] = ()


@dataclass(slots=True)
class _Run:
    """Text between two bounds of blocks or atoms, white space single; `shut` are the stretches that hold no name."""

    section: str
    passage: int
    start: int
    text: str = ""
    shut: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, *, shut: bool) -> None:
        text = _SPACES.sub(" ", text)
        if self.text.endswith(" "):
            text = text.removeprefix(" ")
        if shut:
            self.shut.append((len(self.text), len(self.text) + len(text)))
        self.text += text


@dataclass(frozen=True, slots=True)
class _Text:
    """A run as tokens, and as the forms that are compared: a line end, which no name holds, where the run is shut."""

    run: _Run
    tokens: list[str]
    forms: list[str]

    def said(self, start: int, end: int) -> str:
        return "".join(self.tokens[start:end])


def find(
    bodies: Iterable[tuple[str, str]], names: Iterable[tuple[str, str]], *, known: Collection[str] = ()
) -> tuple[Mention, ...]:
    """Return where articles are named in (section key, markup), in reading order; `names` are (title, slug).

    Articles that a body links to, or whose slugs are `known`, are not told.

    >>> find([("", "<p>In Minsk.</p>")], [("Minsk", "minsk")])
    (Mention(section='', passage=1, start=2, words='Minsk', slug='minsk'),)
    """
    runs: list[_Run] = []
    told = set(known)
    for section, body in bodies:
        found, linked = _runs(section, body)
        runs += found
        told |= linked
    forms = _Forms()
    texts = [_text(run, forms) for run in runs]
    written = {token for text in texts for token in text.tokens}
    tree = _tree(names, forms, {form for text in texts for form in text.forms})
    return tuple(_told(texts, tree, written, told))


def _told(texts: Iterable[_Text], tree: _Branch, written: Collection[str], told: set[str]) -> Iterator[Mention]:
    for text in texts:
        found = [each for each in _found(text, tree, written) if each[2].slug not in told]
        places = list(accumulate(map(_solid, text.tokens), initial=text.run.start)) if found else []
        for start, end, name in found:
            if name.slug not in told:
                told.add(name.slug)
                yield Mention(text.run.section, text.run.passage, places[start], text.said(start, end), name.slug)


# The text -------------------------------------------------------------------------------------------------


def _runs(section: str, body: str) -> tuple[list[_Run], set[str]]:
    """Cut a body into runs; return them, and the slugs that it links to."""
    runs = [_Run(section, 1, 0)]
    linked: set[str] = set()
    depth = passage = shut = solid = 0
    for node, ends in steps(read(printable(body))):
        if isinstance(node, str):
            runs[-1].add(node, shut=shut > 0)
            solid += _solid(_SPACES.sub(" ", node))
            continue
        step = -1 if ends else 1
        passage += depth == 0 and not ends
        depth += step
        tag = ALIASES.get(node.tag, node.tag)
        shut += step if tag in _SHUT else 0
        linked |= _link(node)
        if tag not in MARKS:
            runs.append(_Run(section, passage, solid))
    return [run for run in runs if run.text], linked


def _link(node: Element) -> set[str]:
    return {node.get("data-article")} if node.tag == "a" else set()


def _solid(text: str) -> int:
    return len(text) - text.count(" ")


class _Forms(dict[str, str]):
    """Token -> the form in which names are compared, found out once."""

    def __missing__(self, token: str) -> str:
        self[token] = form = words.fold(token).translate(_SAME)
        return form


def _text(run: _Run, forms: _Forms) -> _Text:
    tokens = list(_tokens(run.text))
    compared = [forms[token] for token in tokens]
    place, shut = 0, iter(run.shut)
    start, end = next(shut, (len(run.text), len(run.text)))
    for number, token in enumerate(tokens if run.shut else ()):
        while end <= place and end < len(run.text):
            start, end = next(shut, (len(run.text), len(run.text)))
        place += len(token)
        if place > start:
            compared[number] = _END
    return _Text(run, tokens, compared)


def _tokens(text: str) -> Iterator[str]:
    """Cut a text into words and what stands between them, and words from what is written on them."""
    for token in words.tokens(text):
        if "'" in token or "’" in token:
            yield from filter(None, _APART.split(token))
        else:
            yield token


# The names ------------------------------------------------------------------------------------------------


def _tree(names: Iterable[tuple[str, str]], forms: _Forms, there: set[str]) -> _Branch:
    """Return the tree of those names whose every word is `there`; whole titles stand before those cut short."""
    lines = [(" ".join(title.split()), slug) for title, slug in names]
    lines += [(short, slug) for title, slug in lines if (short := _QUALIFIER.sub("", title)) != title]
    root = _Branch()
    for (title, slug), said in zip(lines, _lines(title for title, _ in lines), strict=True):
        line = [forms[token] for token in said]
        if not (there.issuperset(line) and _is_telling(title)):
            continue
        branch = root
        for form in line:
            branch = branch.further.get(form) or branch.further.setdefault(form, _Branch())
        branch.names += (_Name(_plain(title), slug, words.counted(said) == 1),)
    return root


def _lines(lines: Iterable[str]) -> Iterator[list[str]]:
    """Cut each line into tokens; all in one go, which is several times faster."""
    line: list[str] = []
    for token in _tokens("".join(f"{each}{_END}" for each in lines)):
        if token != _END:
            line.append(token)
            continue
        yield line
        line = []


def _is_telling(title: str) -> bool:
    """Tell whether a title is long enough to be meant where it stands in a text; numbers alone never are."""
    letters = [c for c in title if unicodedata.category(c)[0] in "LMN"]
    size = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in letters)
    return any(map(str.isalpha, letters)) and (size >= LEAST or (len(title) == LEAST - 1 and title.isupper()))


def _found(text: _Text, tree: _Branch, written: Collection[str]) -> Iterator[tuple[int, int, _Name]]:
    """Yield (first token, token behind the last, name) for the longest name at each place, none within another."""
    behind = 0
    for start, form in enumerate(text.forms):
        if start >= behind and form in tree.further and (longest := _longest(text, start, tree, written)):
            behind, name = longest
            yield start, behind, name


def _longest(text: _Text, start: int, tree: _Branch, written: Collection[str]) -> tuple[int, _Name] | None:
    ends: list[tuple[int, _Branch]] = []
    branch, end = tree, start
    while end < len(text.forms) and text.forms[end] in branch.further:
        branch, end = branch.further[text.forms[end]], end + 1
        if branch.names:
            ends.append((end, branch))
    for end, branch in reversed(ends):
        name = _meant(branch.names, text.said(start, end), written)
        if name and not (end < len(text.tokens) and _CODA.match(text.tokens[end])):
            return end, name
    return None


def _meant(names: Iterable[_Name], said: str, written: Collection[str]) -> _Name | None:
    """Return the name that words mean: the first that is written just so, else the first."""
    said = _plain(said)
    fitting = [name for name in names if _fits(name, said, written)]
    return min(fitting, key=lambda name: name.title != said, default=None)


def _plain(said: str) -> str:
    return unicodedata.normalize("NFC", said).translate(_SAME)


def _fits(name: _Name, said: str, written: Collection[str]) -> bool:
    """Tell whether words mean a name.

    A name of one word is meant where it stands with its own capitals, in a text that never writes it without: that
    would be a common word. Of several words with a capital behind the first letter, one at least must have a capital.
    """
    small = said.lower()
    if name.is_single:
        return said == name.title and (said == small or small not in written)
    return said != small or name.title[1:] == name.title[1:].lower()
