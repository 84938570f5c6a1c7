"""When a car stands idle."""

from datetime import UTC, datetime, timedelta

import pytest

from central.core.charges import Spell
from central.core.idling import AFTER_STOP_MAX, Mark, SessionState, spells, state_of

T0 = datetime(2026, 6, 1, 12, tzinfo=UTC)
IDLE, CHARGING, OUT = SessionState.IDLE, SessionState.CHARGING, SessionState.UNPLUGGED


def after(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def marks(*given: tuple[float, SessionState]) -> list[Mark]:
    return [Mark(after(minutes), state) for minutes, state in given]


@pytest.mark.parametrize(
    ("status", "power_w", "limit_w", "expected"),
    [
        pytest.param("SuspendedEV", 0.0, None, IDLE, id="full"),
        pytest.param("SuspendedEV", None, None, IDLE, id="power not known"),
        pytest.param("SuspendedEV", 7000.0, None, CHARGING, id="it takes power all the same"),
        pytest.param("SuspendedEV", 0.0, 0.0, CHARGING, id="we hold it back"),
        pytest.param("SuspendedEV", 0.0, 50_000.0, IDLE, id="a limit to charge with"),
        pytest.param("SuspendedEVSE", 0.0, None, CHARGING, id="the charger paused"),
        pytest.param("Charging", 0.0, None, CHARGING, id="charging"),
    ],
)
def test_idle_is_only_what_the_car_wants(
    status: str, power_w: float | None, limit_w: float | None, expected: SessionState
) -> None:
    assert state_of(status, power_w, limit_w) is expected


def test_spells_last_from_mark_to_mark_or_to_the_end() -> None:
    given = marks((10, IDLE), (20, CHARGING), (40, IDLE))
    assert spells(given, after(60)) == (
        Spell(after(10), after(20)),
        Spell(after(40), after(60)),
    )


def test_marks_may_come_in_any_order_and_twice() -> None:
    given = marks((40, IDLE), (20, CHARGING), (10, IDLE), (12, IDLE))
    assert spells(given, after(30)) == (Spell(after(10), after(20)),)


def test_after_the_stop_it_lasts_until_the_cable_is_out() -> None:
    given = marks((60, IDLE), (90, OUT))
    assert spells(given, after(60)) == (Spell(after(60), after(90)),)


def test_nobody_is_idle_after_the_stop_without_word_of_the_cable() -> None:
    assert spells(marks((60, IDLE)), after(60)) == ()


def test_a_cable_that_was_forgotten_is_not_billed_for_ever() -> None:
    (spell,) = spells(marks((60, IDLE), (100_000, OUT)), after(60))
    assert spell.end_at - spell.start_at == AFTER_STOP_MAX
