"""Links to other articles that do not lead where they seem to: redirects, articles that are missing or withdrawn."""

from collections.abc import Iterator

from ..problems import Place
from .finding import Fault, State, Target
from .reading import Reading


def leading(reading: Reading, state: State | None) -> Iterator[Fault]:
    """Yield the links to articles in a state, once for each passage; None is that of an article that does not exist."""
    for place, slug, text in dict.fromkeys(_links(reading)):
        target = reading.known.articles.get(slug)
        if (target.state if target else None) == state:
            yield Fault(place, text, {"slug": slug, **_behind(target)})


def _links(reading: Reading) -> Iterator[tuple[Place, str, str]]:
    own = reading.snapshot.slug
    for passage in reading.passages:
        for link in passage.links:
            if link.slug and link.slug != own:
                yield passage.place, link.slug, link.text
    for slug in reading.snapshot.related:
        yield Place("article", "", "related"), slug, slug


def _behind(target: Target | None) -> dict[str, str]:
    is_redirect = target is not None and target.state == "redirect"
    return {"to": target.slug, "title": target.title or target.slug} if target and is_redirect else {}
