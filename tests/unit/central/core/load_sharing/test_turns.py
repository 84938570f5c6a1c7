"""Turns of sessions that do not all fit."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from central.core.load_sharing.fair import Demand
from central.core.load_sharing.turns import Turn, take_turns

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
DWELL = timedelta(minutes=15)


def turn(key: str, floor_w: float = 4.0, *, runs: bool = False, minutes: float = 0.0) -> Turn:
    demand = Demand(key, 22.0, floor_w, 1.0, (("station", 1.0),))
    return Turn(demand, runs, NOON - timedelta(minutes=minutes))


def test_all_charge_where_their_least_power_fits() -> None:
    found = take_turns([turn("a"), turn("b")], {"station": 8.0}, DWELL, NOON)
    assert found.running == {"a", "b"}
    assert found.next_at is None


def test_a_turn_is_not_cut_short_by_one_that_waits_longer() -> None:
    turns = [turn("a", runs=True, minutes=5), turn("b", minutes=60)]
    found = take_turns(turns, {"station": 4.0}, DWELL, NOON)
    assert found.running == {"a"}
    assert found.next_at == NOON + timedelta(minutes=10)


def test_after_its_turn_the_one_that_waits_longest_goes_first() -> None:
    turns = [turn("a", runs=True, minutes=15), turn("b", minutes=3), turn("c", minutes=9)]
    assert take_turns(turns, {"station": 4.0}, DWELL, NOON).running == {"c"}


def test_after_its_turn_it_goes_on_while_nobody_waits() -> None:
    found = take_turns([turn("a", runs=True, minutes=99)], {"station": 4.0}, DWELL, NOON)
    assert found.running == {"a"}


def test_a_large_one_is_not_passed_for_ever_by_small_ones() -> None:
    turns = [turn("big", 8.0, minutes=30), turn("small", 2.0, minutes=1)]
    turns.append(turn("runs", 4.0, runs=True, minutes=1))
    assert take_turns(turns, {"station": 10.0}, DWELL, NOON).running == {"runs"}


def test_one_that_is_too_large_for_ever_bars_nobody() -> None:
    turns = [turn("big", 18.0, minutes=30), turn("small", 2.0)]
    found = take_turns(turns, {"station": 10.0}, DWELL, NOON)
    assert found.running == {"small"}
    assert found.too_large == {"big"}


@given(st.lists(st.tuples(st.sampled_from([2.0, 4.0, 8.0]), st.integers(0, 60)), max_size=8))
def test_everybody_gets_a_turn_within_as_many_as_there_are_sessions(
    given_ones: list[tuple[float, int]],
) -> None:
    floors = {f"s{n}": floor_w for n, (floor_w, _) in enumerate(given_ones)}
    state = {f"s{n}": (False, NOON - timedelta(minutes=m)) for n, (_, m) in enumerate(given_ones)}
    served: set[object] = set()
    for step in range(2 * len(given_ones) + 1):
        now = NOON + step * DWELL
        turns = [
            Turn(Demand(key, 22.0, floors[key], 1.0, (("station", 1.0),)), runs, at)
            for key, (runs, at) in state.items()
        ]
        running = take_turns(turns, {"station": 8.0}, DWELL, now).running
        assert sum(floors[str(key)] for key in running) <= 8.0
        served |= running
        state = {
            key: (key in running, at if (key in running) is runs else now)
            for key, (runs, at) in state.items()
        }
    assert served == set(floors)
