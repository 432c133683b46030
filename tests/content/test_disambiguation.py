"""Pages that tell articles of one name apart are known by their titles and categories."""

import pytest

from articles.content.disambiguation import is_disambiguation


@pytest.mark.parametrize(
    ("title", "categories", "is_one"),
    [
        ("Mercury (disambiguation)", (), True),
        ("Merkur (Begriffsklärung)", (), True),
        ("Меркурий (значения)", (), True),
        ("水星（消歧义）", (), True),
        ("Mercury", ("Planets", "Disambiguation pages"), True),
        ("Mercury (planet)", ("Planets",), False),
        ("Disambiguation", (), False),
        ("Word-sense disambiguation", (), False),
        ("Mercury", (), False),
    ],
)
def test_page_is_known_by_its_name(title: str, categories: tuple[str, ...], is_one: bool) -> None:
    assert is_disambiguation(title, categories) is is_one
