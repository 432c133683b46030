"""Who wrote what: each word has the Revision that brought it first, through edits, moves, removals and restores."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import attribution, blocks
from articles.content.attribution import Attribution, Spans
from articles.content.matching import match
from articles.content.snapshot import Image, Reference, Section, Snapshot

from . import strategies


def fold(snapshots: Sequence[Snapshot]) -> Attribution:
    """Return the attribution of the last of these Revisions."""
    found, before = Attribution(), Snapshot(title="", slug="")
    gone: dict[str, Spans] = {}

    def recall(digests: set[str]) -> dict[str, Spans]:
        return {digest: gone[digest] for digest in digests if digest in gone}

    for number, snapshot in enumerate(snapshots, start=1):
        matches = match(before, snapshot)
        found, went = attribution.advance(found, before, snapshot, matches, number=number, recall=recall)
        gone.update({digest: spans for digest, spans in went.items() if digest not in gone})
        before = snapshot
    return found


def every(found: Attribution) -> set[int]:
    """Return the Revisions that brought something."""
    spans = [*found.texts.values(), *(each for body in found.bodies.values() for each in body)]
    return {number for each in spans for _, number in each}


def told(snapshot: Snapshot, found: Attribution) -> list[str]:
    """Tell the passages with the Revision before each run of words that it brought."""
    out = []
    for key, body in snapshot.bodies():
        for html, spans in zip(blocks.passages(body), found.bodies.get(key, ()), strict=True):
            tokens = [token for block in blocks.blocks(html) for token in block.walk()]
            said, last = "", 0
            for token, number in zip(tokens, attribution.origins(spans), strict=True):
                said += ("" if number == last else f"[{number}]") + token.text.replace(blocks.ATOM, "^")
                last = number
            out.append(said)
    return out


histories = st.lists(strategies.versions, min_size=1, max_size=2).map(lambda pairs: [s for pair in pairs for s in pair])


@given(histories)
def test_every_token_has_an_origin(snapshots):
    found = fold(snapshots)
    assert told(snapshots[-1], found) is not None
    assert every(found) <= set(range(1, len(snapshots) + 1))


@given(strategies.versions)
def test_what_comes_back_belongs_to_its_first_author(pair):
    old, new = pair
    assert every(fold([old, new, old])) <= {1}


@given(histories, st.data())
def test_what_was_there_is_never_new(snapshots, data):
    back = data.draw(st.integers(0, len(snapshots) - 1))
    assert len(snapshots) + 1 not in every(fold([*snapshots, snapshots[back]]))


@given(histories)
def test_attribution_goes_through_json(snapshots):
    found = fold(snapshots)
    assert attribution.from_data(json.loads(json.dumps(attribution.to_data(found)))) == found


def lead(*texts: str) -> Snapshot:
    return Snapshot(title="Minsk", slug="m", lead="".join(f"<p>{text}</p>" for text in texts))


ONE, TWO = "Minsk is the capital of Belarus.", "Its airport was opened in 1982."
CITE = '<cite data-ref="r"></cite>'


@pytest.mark.parametrize(
    ("revisions", "found"),
    [
        pytest.param([lead(ONE), lead(ONE, TWO)], [f"[1]{ONE}", f"[2]{TWO}"], id="a paragraph added"),
        pytest.param(
            [lead(ONE), lead("Minsk is the old capital of Belarus.")],
            ["[1]Minsk is the [2]old [1]capital of Belarus."], id="a word added",
        ),
        pytest.param(
            [lead(ONE), lead(f"{ONE[:-1]}{CITE}.")], ["[1]Minsk is the capital of Belarus[2]^cite r[1]."],
            id="a citation added",
        ),
        pytest.param([lead(ONE), lead(f"<em>{ONE}</em>")], [f"[1]{ONE}"], id="emphasis is no writing"),
        pytest.param([lead(ONE, TWO), lead(TWO, ONE)], [f"[1]{TWO}", f"[1]{ONE}"], id="moved"),
        pytest.param([lead(ONE, TWO), lead(f"{ONE} {TWO}")], [f"[1]{ONE}[2] [1]{TWO}"], id="joined"),
        pytest.param([lead(f"{ONE} {TWO}"), lead(ONE, TWO)], [f"[1]{ONE}", f"[1]{TWO}"], id="split"),
        pytest.param([lead(ONE, TWO), lead(ONE), lead(ONE, TWO)], [f"[1]{ONE}", f"[1]{TWO}"], id="restored"),
        pytest.param([lead(ONE), lead("Yes."), lead(ONE), lead("Yes.")], ["[2]Yes."], id="a short text restored"),
        pytest.param(
            [lead(f"{ONE} {TWO}"), lead(ONE), lead(f"{ONE} {TWO}")], [f"[1]{ONE} {TWO}"], id="a sentence restored",
        ),
        pytest.param(
            [lead(ONE, TWO), lead(ONE), lead(f"{ONE} {TWO}")], [f"[1]{ONE}[3] [1]{TWO}"],
            id="a paragraph restored as a sentence",
        ),
        pytest.param(
            [lead(ONE), lead(ONE, f"So. {ONE} And more came.")], [f"[1]{ONE}", f"[2]So. {ONE} And more came."],
            id="a copy of what stays is new",
        ),
        pytest.param(
            [lead(f"“{ONE}”{CITE} {TWO}"), lead(TWO), lead(TWO, f"“{ONE}”{CITE}")],
            [f"[1]{TWO}", f"[1]“{ONE}”^cite r"], id="with its quotes and citations",
        ),
    ],
)  # fmt: skip
def test_words_have_their_origins(revisions, found):
    assert told(revisions[-1], fold(revisions)) == found


def test_headings_and_captions_have_origins():
    section, image = Section(key="s", heading="Old town"), Image(key="i", file="i.png", width=1, height=1, caption="A")
    first = replace(lead(), sections=(section,), images=(image,))
    second = replace(first, sections=(replace(section, heading="The old town"),), images=(replace(image, caption=""),))
    found = fold([first, second, replace(second, sections=(), title="Mensk"), first])
    assert found.texts == {
        ("article", "", "title"): ((1, 1),),
        ("section", "s", "heading"): ((3, 1),),
        ("image", "i", "caption"): ((1, 1),),
    }


def test_words_of_a_list_go_through_json():
    listed = replace(lead(), lead=f"<ul><li>{ONE}<ul><li>{TWO}</li></ul></li></ul>")
    found = fold([listed, replace(listed, title="Mensk", references=(Reference(key="r"),))])
    assert attribution.from_data(json.loads(json.dumps(attribution.to_data(found)))) == found


def test_references_know_their_last_change():
    first = replace(lead(), references=(Reference(key="r", title="R", pages="1"),))
    second = replace(first, references=(Reference(key="r", title="R", url="https://a.b/"), Reference(key="s")))
    assert fold([first, second]).references == {
        "r": {"type": 1, "title": 1, "url": 2},
        "s": {"type": 2},
    }


def test_save_asks_once_for_what_went():
    asked: list[set[str]] = []

    def recall(digests: set[str]) -> dict[str, Spans]:
        asked.append(digests)
        return {}

    new = lead(ONE, TWO)
    attribution.advance(fold([lead(ONE)]), lead(ONE), new, match(lead(ONE), new), number=2, recall=recall)
    assert [len(digests) for digests in asked] == [1]


def test_sentence_may_end_in_space():
    spaced = f"{ONE}\u3000"
    assert told(lead(TWO, spaced), fold([lead(spaced), lead(TWO), lead(TWO, spaced)])) == [f"[2]{TWO}", f"[1]{spaced}"]
