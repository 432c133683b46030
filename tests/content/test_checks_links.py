"""Links to other articles: where they lead now."""

import pytest

from articles.content.checks import Known, Target, run
from articles.content.clean import clean
from articles.content.problems import Place
from articles.content.snapshot import Section, Snapshot

KNOWN = Known(
    {
        "minsk": Target("public", "minsk", "Minsk"),
        "soon": Target("draft"),
        "rangoon": Target("redirect", "yangon", "Yangon"),
        "gone": Target("withdrawn"),
        "mercury": Target("disambiguation"),
    }
)


@pytest.mark.parametrize(
    ("slug", "check", "values"),
    [
        ("nowhere", "missing-article", {"slug": "nowhere"}),
        ("rangoon", "redirect", {"slug": "rangoon", "to": "yangon", "title": "Yangon"}),
        ("gone", "withdrawn-article", {"slug": "gone"}),
        ("mercury", "disambiguation", {"slug": "mercury"}),
    ],
)
def test_link_is_told_at_its_passage(slug, check, values):
    link = f'<a data-article="{slug}">there</a>'
    body = clean(f'<p>One <a data-article="minsk">Minsk</a></p><p>Two {link} and {link}</p>')
    sections = (Section(key="s", heading="S", body=body),)
    told = run(Snapshot(title="T", slug="t", lead=f"<p>{link}</p>", sections=sections, related=(slug,)), KNOWN)
    assert [(each.check, each.place, each.values, each.text) for each in told] == [
        (check, Place("article", "", "lead", 1), values, "there"),
        (check, Place("section", "s", "body", 2), values, "there"),
        (check, Place("article", "", "related"), values, slug),
    ]


@pytest.mark.parametrize("slug", ["minsk", "soon", "t"])
def test_link_that_leads_somewhere_is_not_told(slug):
    lead = f'<p><a data-article="{slug}">a</a> <a data-section="s">b</a> <a href="https://a.b/">c</a></p>'
    assert run(Snapshot(title="T", slug="t", lead=lead), KNOWN) == ()


def test_redirect_without_a_title_is_named_by_its_slug():
    known = Known({"a": Target("redirect", "b")})
    (told,) = run(Snapshot(title="T", slug="t", related=("a",)), known)
    assert told.values["title"] == "b"
