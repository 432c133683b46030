"""JSON from outside: what is read, what is refused, and how deep it may nest."""

import json

import pytest

from articles.content import foreign, limits


@pytest.mark.parametrize(
    ("raw", "value"), [("1", 1), ("1.5", 1.5), ('{"a": [null, "b"]}', {"a": [None, "b"]}), (b'"\xc3\xa9"', "é")]
)
def test_json_is_read(raw, value):
    assert foreign.loads(raw) == value


@pytest.mark.parametrize("raw", ["", "{", "NaN", "[-Infinity]", "1e999", "[-1e999]", "9" * 5_000, '"a\nb"', b"\xff"])
def test_what_is_no_json_is_refused(raw):
    with pytest.raises(ValueError):
        foreign.loads(raw)


def test_line_breaks_pass_where_they_may():
    assert foreign.loads('"a\nb"', strict=False) == "a\nb"


@pytest.mark.parametrize("brackets", [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")])
@pytest.mark.parametrize("deep", [limits.DEPTH + 2, 400, 3_000, 100_000])
def test_what_nests_too_deep_is_refused(brackets, deep):
    with pytest.raises(foreign.TooDeep):
        foreign.loads(f"{brackets[0] * deep}1{brackets[1] * deep}")


def test_depth_counts_what_stands_in_each_other():
    for deep in range(1, 6):
        value = json.loads("[" * deep + "]" * deep)
        assert [foreign.is_deep(value, most) for most in range(7)] == [deep > most for most in range(7)]
    assert not foreign.is_deep(1, 0)
    assert not foreign.is_deep([[], {}, [{}]] * 9, 3)


def test_deepest_is_read():
    assert not foreign.is_deep(foreign.loads("[" * limits.DEPTH + "]" * limits.DEPTH))
