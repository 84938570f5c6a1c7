"""Forecasts follow the charger, their band holds, and there is none where nothing is known."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from edge_agent.core.forecast import HORIZONS_MIN, Forecaster, Heat, Outlook

LINEAR, SQUARE, COOLING = 0.018, 0.024, 1.0 / 800.0
AIR_C = 22.0
STEP_S = 60.0


def world(
    seed: int, hours: float, load: float | None = None, from_c: float = AIR_C
) -> Iterator[Heat]:
    """A charger seen every minute: visits of half an hour at a time, or one load for ever."""
    rng = np.random.default_rng(seed)
    temperature_c, at_s = from_c, 0.0
    now = 0.0 if load is None else load
    while at_s < 3600.0 * hours:
        if load is None and rng.random() < STEP_S / 1800.0:
            now = float(rng.choice([0.0, rng.uniform(0.3, 1.0)]))
        told_c = temperature_c + rng.normal(0.0, 0.3)
        yield Heat(at_s, told_c, at_s, AIR_C + rng.normal(0.0, 0.2), now)
        steady_c = AIR_C + (LINEAR * now + SQUARE * now * now) / COOLING
        temperature_c = steady_c + (temperature_c - steady_c) * math.exp(-COOLING * STEP_S)
        at_s += STEP_S


def watched(heats: Iterator[Heat] | list[Heat], forecaster: Forecaster | None = None) -> Forecaster:
    forecaster = forecaster or Forecaster()
    for heat in heats:
        forecaster.look(heat)
    return forecaster


def at(outlook: tuple[Outlook, ...], minutes: int) -> Outlook:
    return next(each for each in outlook if each.minutes == minutes)


def test_the_points_are_those_that_are_promised_and_lie_within_their_band() -> None:
    outlook = watched(world(1, hours=2.0)).outlook()
    assert tuple(each.minutes for each in outlook) == HORIZONS_MIN == (5, 10, 20, 30, 45, 60)
    assert all(each.low_c < each.mid_c < each.high_c for each in outlook)


def test_the_band_holds_nine_times_of_ten_where_the_load_comes_and_goes() -> None:
    heats = list(world(2, hours=72.0))
    forecaster = Forecaster()
    held: dict[int, list[bool]] = {minutes: [] for minutes in HORIZONS_MIN}
    missed_k: dict[int, list[tuple[float, float]]] = {minutes: [] for minutes in HORIZONS_MIN}
    for index, heat in enumerate(heats):
        forecaster.look(heat)
        if index % 5 or heat.at_s < 12 * 3600.0:
            continue
        for each in forecaster.outlook():
            later = index + round(60.0 * each.minutes / STEP_S)
            if later < len(heats):
                then_c, now_c = heats[later].temperature_c, heat.temperature_c
                assert then_c is not None
                assert now_c is not None
                held[each.minutes].append(each.low_c <= then_c <= each.high_c)
                missed_k[each.minutes].append((abs(each.mid_c - then_c), abs(now_c - then_c)))
    for minutes in HORIZONS_MIN:
        assert np.mean(held[minutes]) == pytest.approx(0.9, abs=0.04), minutes
        ours_k, unchanged_k = np.mean(missed_k[minutes], axis=0)
        assert ours_k < unchanged_k, minutes


def test_a_charger_at_constant_load_is_foreseen_to_the_degree() -> None:
    taught = watched(world(3, hours=48.0))
    heats = list(world(4, hours=2.0, load=0.8))
    for heat in heats[:20]:
        taught.look(replace(heat, at_s=heat.at_s + 1e6, measured_at_s=heat.at_s + 1e6))
    outlook = taught.outlook()
    for minutes, allowed_k in ((5, 1.0), (10, 2.0), (20, 4.0)):
        then_c = heats[19 + round(60.0 * minutes / STEP_S)].temperature_c
        assert at(outlook, minutes).mid_c == pytest.approx(then_c, abs=allowed_k)


def test_a_sudden_load_turns_the_forecast_upward_at_once() -> None:
    taught = watched(world(5, hours=48.0))
    idle = list(world(6, hours=3.0, load=0.0))
    shifted = [replace(each, at_s=each.at_s + 1e6, measured_at_s=each.at_s + 1e6) for each in idle]
    watched(shifted[:-3], taught)
    calm = at(taught.outlook(), 30)
    assert calm.high_c > calm.mid_c + 5.0, "a car may come"
    watched([replace(each, load=1.0) for each in shifted[-3:]], taught)
    assert at(taught.outlook(), 30).mid_c > calm.mid_c + 10.0


@pytest.mark.parametrize("name", ["temperature_c", "measured_at_s", "ambient_c", "load"])
@pytest.mark.parametrize("value", [None, math.nan])
def test_without_one_of_its_inputs_there_is_none(name: str, value: float | None) -> None:
    forecaster = watched(world(7, hours=1.0))
    assert forecaster.outlook()
    last = list(world(7, hours=1.03))[-1]
    forecaster.look(replace(last, **{name: value}))
    assert forecaster.outlook() == ()


def test_an_old_reading_is_none_and_the_next_two_bring_the_forecast_back() -> None:
    forecaster = watched(world(8, hours=1.0))
    old = Heat(3600.0 + 901.0, 30.0, 3600.0, AIR_C, 0.5)
    forecaster.look(old)
    assert forecaster.outlook() == ()
    forecaster.look(replace(old, at_s=4560.0, measured_at_s=4560.0))
    assert forecaster.outlook() == ()
    forecaster.look(replace(old, at_s=4620.0, measured_at_s=4620.0))
    assert forecaster.outlook()


def test_a_reading_that_jumps_is_not_believed_until_another_agrees() -> None:
    forecaster = watched(world(9, hours=24.0))
    before = forecaster.model.parameters
    last = list(world(9, hours=24.04))[-1]
    jumped = replace(last, temperature_c=140.0)
    forecaster.look(jumped)
    assert forecaster.outlook() == ()
    at_s = jumped.at_s + STEP_S
    forecaster.look(replace(jumped, at_s=at_s, measured_at_s=at_s, temperature_c=30.0))
    assert forecaster.outlook() == ()
    at_s += STEP_S
    forecaster.look(replace(jumped, at_s=at_s, measured_at_s=at_s, temperature_c=30.0))
    assert forecaster.outlook()[0].mid_c < 60.0
    assert forecaster.model.parameters == before


def test_a_stuck_sensor_gives_none_and_teaches_nothing() -> None:
    forecaster = watched(world(10, hours=24.0))
    at_s = 90_000.0
    learned = []
    for step in range(120):
        now_s = at_s + STEP_S * step
        forecaster.look(Heat(now_s, 25.0, now_s, AIR_C, 1.0))
        if step >= 31:
            assert forecaster.outlook() == ()
            learned.append(forecaster.model.parameters)
    assert all(first == second for first, second in pairwise(learned))
    for step in range(120, 130):
        now_s = at_s + STEP_S * step
        forecaster.look(Heat(now_s, 55.0 + 0.01 * step, now_s, AIR_C, 1.0))
    assert forecaster.outlook(), "it moves again"


def test_an_idle_charger_that_reads_the_same_for_hours_is_not_stuck() -> None:
    forecaster = Forecaster()
    for step in range(500):
        forecaster.look(Heat(STEP_S * step, AIR_C, STEP_S * step, AIR_C, 0.0))
    assert forecaster.outlook()


def test_a_clock_that_goes_back_starts_anew() -> None:
    forecaster = watched(world(11, hours=3.0))
    watched(world(12, hours=0.1), forecaster)
    assert forecaster.outlook()
