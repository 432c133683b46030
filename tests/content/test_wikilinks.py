"""WikiLinks: which articles and sections the text points at."""

import pytest

from articles.content.snapshot import Section, Snapshot
from articles.content.wikilinks import WikiLink, linked, targets


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("<p>no links</p>", ()),
        ('<p><a href="https://a.b/">elsewhere</a></p>', ()),
        ('<p><a data-article="minsk">Minsk</a></p>', (WikiLink("minsk", "", "Minsk"),)),
        (
            '<p><a data-article="minsk" data-section="history">its <strong>past</strong></a></p>',
            (WikiLink("minsk", "history", "its past"),),
        ),
        ('<p><a data-section="history">above</a></p>', (WikiLink("", "history", "above"),)),
        (
            '<ul><li><a data-article="b">B</a></li><li><a data-article="a">A</a></li></ul>',
            (WikiLink("b", "", "B"), WikiLink("a", "", "A")),
        ),
    ],
)
def test_links_are_found_in_order(body, links):
    assert linked(body) == links


def test_targets_are_other_articles_once():
    link = '<p><a data-article="{}">x</a></p>'.format
    snapshot = Snapshot(
        title="T",
        slug="t",
        lead=link("b") + link("t"),
        sections=(Section(key="s", heading="S", body=link("a") + link("b") + '<p><a data-section="s">x</a></p>'),),
    )
    assert targets(snapshot) == ("b", "a")
