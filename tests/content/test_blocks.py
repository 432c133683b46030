"""Bodies as blocks: nothing is lost on the way there and back."""

import pytest
from hypothesis import given

from articles.content import blocks
from articles.content.blocks import ATOM, Block, Token
from articles.content.markup import read, serialise

from . import strategies


@given(strategies.bodies)
def test_blocks_are_the_body(body):
    assert blocks.nodes(blocks.blocks(body)) == read(body)


@given(strategies.bodies)
def test_passages_joined_are_the_body(body):
    assert "".join(blocks.passages(body)) == body


@given(strategies.bodies)
def test_block_knows_its_markup(body):
    assert [block.html for block in blocks.blocks(body)] == list(blocks.passages(body))


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>One two.</p>", ["One", " ", "two", "."]),
        ('<p>A<cite data-ref="r" data-locator="p. 1"></cite> b</p>', ["A", f"{ATOM}cite r", " ", "b"]),
        ("<p>a<br>b</p>", ["a", f"{ATOM}br ", "b"]),
        ("<p>un<em>believ</em>able</p>", ["unbelievable"]),
        ("<ul><li>a</li><li>b</li></ul>", ["a", "b"]),
        ("<table><tbody><tr><td></td><td>a</td></tr></tbody></table>", ["a"]),
        ('<figure data-image="i"></figure>', []),
    ],
)
def test_tokens_are_words_and_atoms(body, texts):
    assert [token.text for block in blocks.blocks(body) for token in block.walk()] == texts


def test_text_without_a_paragraph_is_a_block():
    (block,) = blocks.blocks("<ul><li>a</li></ul>")
    token = Token("a", (("a", ()),))
    assert block == Block("ul", (), (Block("li", (), (Block("", (), (), (token,)),)),))
    assert serialise(blocks.nodes((block,))) == "<ul><li>a</li></ul>"
