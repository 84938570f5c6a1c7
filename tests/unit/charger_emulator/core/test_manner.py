import pytest
from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.adapters.manner_files import manner_book
from charger_emulator.core.manner import PLAIN, Manners, added, patched, reconnect_wait_s

BOOK = manner_book()


def test_a_fresh_charger_talks_as_the_standard_says() -> None:
    manners = Manners(BOOK)
    assert manners.is_plain
    assert not manners.on()


@given(st.sets(st.sampled_from(sorted(BOOK.switches))))
def test_any_switches_add_up_and_go_away_again(names: set[str]) -> None:
    manners = Manners(BOOK)
    manners.switch(dict.fromkeys(names, True))
    assert set(manners.on()) == names
    assert manners.is_plain is (names <= {"offline"})
    manners.clear()
    assert manners.now == PLAIN


@given(st.sampled_from(sorted(BOOK.personas)), st.sampled_from(sorted(BOOK.switches)))
def test_a_switch_leaves_the_persona_as_it_is(persona: str, switch: str) -> None:
    manners = Manners(BOOK)
    manners.become(persona)
    before = manners.now
    manners.switch({switch: True})
    manners.switch({switch: False})
    assert manners.now == before


def test_lists_grow_and_single_settings_are_replaced() -> None:
    manner = added(added(PLAIN, {"repeats": ["A"]}), {"repeats": ["A", "B"], "overlaps": True})
    assert manner.repeats == ("A", "B")
    assert manner.overlaps


def test_settings_stand_above_switches() -> None:
    manners = Manners(BOOK)
    manners.switch({"late_answers": True})
    manners.adjust({"answer_delay_s": 0.5})
    assert manners.now.answer_delay_s == 0.5


def test_an_unknown_name_changes_nothing() -> None:
    manners = Manners(BOOK)
    with pytest.raises(ValueError, match="'fly' is not known"):
        manners.switch({"silent": True, "fly": True})
    assert manners.is_plain


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("fly", 1, "setting 'fly' is not known"),
        ("energy", "MJ", "energy 'MJ' is not allowed"),
        ("overlaps", "yes", "overlaps 'yes' is not allowed"),
        ("answer_delay_s", -1, "answer_delay_s -1 is not allowed: 0 to"),
        ("reconnect_s", [1, 1e9], "reconnect_s"),
    ],
)
def test_a_wrong_setting_is_named(setting: str, value: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        patched(PLAIN, {setting: value})


@given(st.integers(0, 1000), st.floats(0.0, 1.0))
def test_waits_stay_between_half_the_first_and_the_longest(failures: int, draw: float) -> None:
    assert 0.25 <= reconnect_wait_s(PLAIN, (0.5, 10.0), failures, draw) <= 10.0
