"""Which JSON values can go on."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.json_values import DEEPEST, unsendable_part

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def nested(levels: int) -> Any:
    return [] if levels == 1 else [nested(levels - 1)]


@given(value=values)
def test_plain_values_go_on(value: Any) -> None:
    assert unsendable_part(value) is None


@pytest.mark.parametrize(
    ("value", "path"),
    [
        pytest.param({"data": "\ud800"}, "data", id="half of a surrogate pair"),
        pytest.param({"data": "a\0"}, "data", id="NUL"),
        pytest.param({"a": [{"b": "x"}, {"b": "\udfff"}]}, "a.1.b", id="deep inside"),
        pytest.param({"\ud800": 1}, "payload", id="in a name"),
        pytest.param({"n": 2**70}, "n", id="beyond 64 bits"),
        pytest.param({"n": 10**400}, "n", id="beyond all floats"),
        pytest.param({"n": float("nan")}, "n", id="no number"),
        pytest.param({"n": float("inf")}, "n", id="infinite"),
    ],
)
def test_what_cannot_go_on_is_named(value: Any, path: str) -> None:
    found = unsendable_part(value)
    assert found is not None
    assert found[0] == path
    assert "allowed" in found[1]


def test_a_bomb_of_brackets_is_too_deep() -> None:
    assert unsendable_part(nested(DEEPEST)) is None
    found = unsendable_part(nested(DEEPEST + 1))
    assert found is not None
    assert "deeper than 32" in found[1]
