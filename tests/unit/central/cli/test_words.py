"""Words of the terminal: each is a request that the API serves."""

import pytest

from central.api.catalog import PREFIX, allowed_methods
from central.cli.tables import record, table
from central.cli.words import LISTS, WORDS, Word


@pytest.mark.parametrize("name", WORDS)
def test_each_word_is_served(name: str) -> None:
    word = WORDS[name]
    assert word.method in allowed_methods(f"{PREFIX}/{word.path.replace('{}', '1')}")


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_served(name: str) -> None:
    assert "GET" in allowed_methods(f"{PREFIX}/{name}")


def test_a_word_takes_as_many_ids_as_its_path_has() -> None:
    assert Word("GET", "a/{}/b/{}", "").places == 2


def test_a_table_shows_all_names_and_cuts_what_is_long() -> None:
    shown = table([{"id": 1, "text": "x" * 60}, {"id": 2, "more": {"a": [1]}}])
    lines = shown.splitlines()
    assert lines[0].split() == ["ID", "TEXT", "MORE"]
    assert max(len(line) for line in lines) < 70
    assert '{"a": [1]}' in lines[2]
    assert table([]) == "nothing\n"


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in table([{"a": "\x1b[31mred"}]) + record({"a": "\x1b[31m\nred"})
