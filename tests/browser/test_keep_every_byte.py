"""What the editor shows, what is stored and what the page shows are the same: a body is written as it was read."""

import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Page

from articles import revisions
from articles.content.clean import clean
from articles.content.markup import lined
from articles.content.snapshot import Reference, Section
from articles.models import Article
from tests.content import strategies
from tests.content.test_corpus import MDN, WIKIPEDIA, rows

from .desk import address, save
from .editor import after, ask, body, text, write_in

pytestmark = pytest.mark.browser

BODIES: dict[str, str] = tomllib.loads(Path(__file__).with_name("bodies.toml").read_text(encoding="utf-8"))

KEPT = """(bodies, { dialect, schema }) => bodies.filter((body) => {
  const document = dialect.read(schema, body);
  document.check();
  return dialect.write(document) !== body || !dialect.keeps(body, document);
})"""
# Six things done to a body, anywhere in it: typed, taken out, marked, split, joined, wrapped, cited.
CHANGED = """(bodies, { dialect, schema, pm, editor }) => {
  const { commands, state: { EditorState, TextSelection } } = pm;
  const plugins = editor.state.plugins.filter((plugin) => plugin.spec.appendTransaction);
  const { strong, em, code, sub, sup } = schema.marks;
  const { blockquote, pre, p, cite, br } = schema.nodes;
  let seed = 7;
  const any = (most) => { seed = (seed * 16807) % 2147483647; return seed % most; };
  const some = (...things) => things[any(things.length)];
  const TYPED = [" ", "x", " y ", "\\u00a0", "&<", "\\u00ad", "\\ud83d", "\\u0007", "\\u2028"];
  const DEEDS = [
    (state, go) => go(state.tr.insertText(some(...TYPED))),
    commands.deleteSelection,
    (state, go) => commands.toggleMark(some(strong, em, code, sub, sup))(state, go),
    commands.splitBlock,
    commands.joinBackward,
    commands.lift,
    commands.wrapIn(blockquote),
    (state, go) => commands.setBlockType(some(pre, p))(state, go),
    (state, go) => go(state.tr.replaceSelectionWith(some(cite.create({ "data-ref": "a" }), br.create()), false)),
  ];
  return bodies.map((body) => {
    let state = EditorState.create({ doc: dialect.read(schema, body), plugins });
    for (let step = 0; step < 6; step += 1) {
      const start = any(state.doc.content.size + 1);
      const end = Math.min(state.doc.content.size, start + any(30));
      const chosen = TextSelection.between(state.doc.resolve(start), state.doc.resolve(end));
      state = state.apply(state.tr.setSelection(chosen));
      some(...DEEDS)(state, (tr) => { state = state.apply(tr); });
    }
    state.doc.check();
    return dialect.write(state.doc);
  });
}"""


@pytest.fixture(scope="module")
def bodies() -> list[str]:
    """Return bodies of every sort that the cleaner can return."""
    found = dict.fromkeys(BODIES.values())

    @settings(max_examples=200, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(strategies.bodies)
    def draw(each: str) -> None:
        found[each] = None

    draw()
    return list(found)


@pytest.fixture
def form(desk: Page, belarus: Article) -> Page:
    """The form of the main article, its lead alive."""
    write_in(desk, belarus)
    return desk


@pytest.mark.parametrize("each", BODIES.values(), ids=BODIES)
def test_bodies_of_the_table_are_clean(each: str) -> None:
    assert clean(each) == each


def test_every_body_is_written_as_it_was_read(form: Page, bodies: list[str]) -> None:
    assert ask(form, KEPT, bodies) == []


def test_lines_between_blocks_are_no_loss(form: Page) -> None:
    lost = "(all, { dialect, schema }) => all.filter((each) => !dialect.keeps(each, dialect.read(schema, each)))"
    assert ask(form, lost, [lined(each) for each in BODIES.values()]) == []


def test_what_an_editor_makes_of_a_body_is_clean(form: Page, bodies: list[str]) -> None:
    changed = ask(form, CHANGED, bodies)
    assert [each for each in changed if clean(each) != each] == []
    assert ask(form, KEPT, changed) == []


@pytest.mark.corpus
def test_real_bodies_are_written_as_they_were_read(form: Page) -> None:
    pages = [*_some(WIKIPEDIA, 100), *_some(MDN, 200)]
    bodies = [clean(page) for page in pages]
    assert len(bodies) > 200
    for start in range(0, len(bodies), 50):
        assert ask(form, KEPT, bodies[start : start + 50]) == []
    changed = ask(form, CHANGED, bodies[::10])
    assert [each for each in changed if clean(each) != each] == []


def _some(path: Any, count: int) -> Iterator[str]:
    return islice(rows(path, "html"), count)


@pytest.fixture
def everything(published: Any) -> Article:
    """An article with a section for each body of the table that shows no picture."""
    held = {name: each for name, each in BODIES.items() if each and "figure" not in each}
    sections = [Section(key=f"s-{place}", heading=name, body=each) for place, (name, each) in enumerate(held.items())]
    article: Article = published(
        "Everything",
        lead="<p>Start here.</p>" + "".join(held.values()),
        sections=(Section(key="history", heading="History", body="<p>Old.</p>"), *sections),
        references=tuple(Reference(key=key, title=key) for key in "xyz"),
    )
    return article


def test_editors_that_are_opened_change_nothing(desk: Page, everything: Article) -> None:
    before = revisions.newest(everything)
    desk.goto(address(everything))
    rows = range(len(revisions.working_copy(everything).sections))
    posted = [body(desk, f"sections-{place}-body") for place in rows]
    for place in rows:
        text(desk, f"sections-{place}-body").click()
    assert [body(desk, f"sections-{place}-body") for place in rows] == posted
    save(desk, "Nothing")
    desk.wait_for_url("**/admin/articles/article/**")
    assert revisions.newest(everything) == before


def test_typing_changes_the_place_where_one_types(desk: Page, everything: Article) -> None:
    write_in(desk, everything)
    before = body(desk)
    after(desk, "Start here")
    desk.keyboard.type(" and now")
    assert body(desk) == revisions.working_copy(everything).lead.replace("Start here", "Start here and now")
    desk.keyboard.press("Control+z")
    assert body(desk) == before


def test_typing_in_a_ragged_table_keeps_it_ragged(desk: Page, published: Any) -> None:
    before = BODIES["ragged table"] + BODIES["spans of one"]
    write_in(desk, published("Ragged", lead=before))
    after(desk, "d")
    desk.keyboard.type("!")
    assert body(desk) == before.replace("<td>d</td>", "<td>d!</td>")
