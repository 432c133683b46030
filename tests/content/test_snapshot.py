"""Snapshots: written as JSON, read back, looked into."""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given

from articles.content import limits
from articles.content import snapshot as module
from articles.content.names import Name
from articles.content.snapshot import Image, Reference, Section, Snapshot, from_json, to_json

from . import strategies

ARTICLE = Snapshot(
    title="T",
    slug="t",
    lead="<p>lead</p>",
    categories=("C",),
    sections=(Section(key="s", heading="S", body="<p>body</p>"),),
    references=(Reference(key="r", authors=(Name(literal="A"),), extra={"b": 1, "a": [None, {"c": "d"}]}),),
    images=(Image(key="i", file="i.png", width=1, height=2),),
)


@given(strategies.snapshots)
def test_json_is_read_back(snapshot):
    assert from_json(to_json(snapshot)) == snapshot


@given(strategies.snapshots)
def test_json_is_the_same_for_equals(snapshot):
    twin = from_json(json.dumps(json.loads(to_json(snapshot)), indent=3))
    turned = tuple(replace(r, extra=dict(reversed(list(r.extra.items())))) for r in twin.references)
    assert to_json(replace(twin, references=turned)) == to_json(snapshot)


@given(strategies.pairs)
def test_json_differs_where_snapshots_differ(pair):
    one, other = pair
    assert (to_json(one) == to_json(other)) is (one == other)


@pytest.mark.parametrize("deep", [limits.DEPTH, limits.DEPTH + 1, 400])
def test_json_holds_what_a_reference_may_hold(deep):
    extra: dict[str, object] = {"a": 1}
    for _ in range(deep - 1):
        extra = {"a": extra}
    text = json.dumps(json.loads(to_json(ARTICLE)) | {"references": [REFERENCE | {"extra": extra}]})
    if deep > limits.DEPTH:
        with pytest.raises(ValueError):
            from_json(text)
    else:
        assert from_json(to_json(from_json(text))).references[0].extra == extra


def changed(**parts: object) -> str:
    return json.dumps(json.loads(to_json(ARTICLE)) | parts)


SECTION, REFERENCE, IMAGE = (json.loads(to_json(ARTICLE))[name][0] for name in ("sections", "references", "images"))


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "1", "[]", "{}", '"text"', "{", "[" * 100_000, '{"title": "T", "slug": "t"}',
        changed(unknown=1), changed(title=None), changed(title=1), changed(sections=None), changed(sections={}),
        changed(categories="text"), changed(categories=[1]), changed(related=None), changed(related={"a": 1}),
        changed(sections=[SECTION | {"level": "2"}]), changed(sections=[SECTION | {"level": True}]),
        changed(sections=[SECTION | {"unknown": 1}]), changed(sections=[{"key": "s", "heading": "S"}]),
        changed(sections=["s"]),
        changed(images=[IMAGE | {"in_lead": 1}]), changed(images=[IMAGE | {"width": 1.5}]),
        changed(references=[REFERENCE | {"authors": None}]), changed(references=[REFERENCE | {"authors": ["A"]}]),
        changed(references=[REFERENCE | {"authors": [{"family": 1}]}]), changed(references=[REFERENCE | {"extra": []}]),
        changed(references=[{"key": "r"}]),
    ],
)  # fmt: skip
def test_other_json_is_refused(text):
    with pytest.raises(ValueError):
        from_json(text)


def test_bodies_begin_with_the_lead():
    assert list(ARTICLE.bodies()) == [("", "<p>lead</p>"), ("s", "<p>body</p>")]


def test_rows_are_found_by_key():
    assert ARTICLE.reference("r") is ARTICLE.references[0]
    assert ARTICLE.image("i") is ARTICLE.images[0]
    assert (ARTICLE.reference("x"), ARTICLE.image("x")) == (None, None)


def test_every_field_is_in_one_list():
    lists = [("SCALARS", Snapshot, {"sections", "references", "images"}), ("SECTION_FIELDS", Section, {"key"})]
    lists += [("REFERENCE_FIELDS", Reference, {"key"}), ("IMAGE_FIELDS", Image, {"key"})]
    for name, kind, others in lists:
        assert {*getattr(module, name)} | others == {field.name for field in fields(kind)}
