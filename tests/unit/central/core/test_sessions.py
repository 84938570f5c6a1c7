"""What can be true, and the inferred end of a session."""

from datetime import UTC, datetime, timedelta

import pytest

from central.core.sessions import (
    PRICE_WINDOW,
    Readings,
    ends_session,
    energy_problem,
    price_window_start,
)

T0 = datetime(2026, 6, 1, 12, tzinfo=UTC)


def after(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def readings(energy_wh: int = 10_000, hours: float = 1.0) -> Readings:
    return Readings(500, 500 + energy_wh, T0, T0 + timedelta(hours=hours))


def test_window_begins_with_the_first_of_authorize_and_preparing() -> None:
    assert price_window_start(T0, after(-2), after(-4)) == after(-4)
    assert price_window_start(T0, after(-2), None) == after(-2)
    assert price_window_start(T0, None, None) == T0


def test_an_old_authorize_belongs_to_another_driver() -> None:
    long_ago = T0 - PRICE_WINDOW - timedelta(seconds=1)
    assert price_window_start(T0, long_ago, after(3)) == T0


@pytest.mark.parametrize(
    ("given_readings", "words"),
    [
        pytest.param(readings(-1), "ran back by 1 Wh", id="register ran back"),
        pytest.param(readings(910_000), "more than rated power gives", id="kWh read as Wh"),
        pytest.param(readings(5_000, hours=-2.0), "more than rated", id="stopped before it began"),
    ],
)
def test_unbelievable_energy_is_held(given_readings: Readings, words: str) -> None:
    problem = energy_problem(given_readings, 50_000)
    assert problem is not None
    assert words in problem


def test_energy_is_not_bounded_where_the_rating_is_unknown() -> None:
    assert energy_problem(readings(910_000), None) is None


@pytest.mark.parametrize(
    ("status", "minutes", "ends"),
    [
        pytest.param("Available", 1, True, id="free again"),
        pytest.param("Preparing", 1, True, id="next driver plugs in"),
        pytest.param("Available", -1, False, id="report from before the start"),
        pytest.param("Preparing", 0, False, id="report of the very instant"),
        pytest.param("SuspendedEVSE", 1, False, id="paused"),
        pytest.param("Faulted", 1, False, id="broken"),
        pytest.param("Finishing", 1, False, id="the stop is to come"),
    ],
)
def test_only_a_later_free_connector_ends_a_session(status: str, minutes: int, ends: bool) -> None:
    assert ends_session(status, after(minutes), T0) is ends
