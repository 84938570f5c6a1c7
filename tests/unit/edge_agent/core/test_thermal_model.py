"""The model finds a charger's parameters, stays within bounds, and steps exactly."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.core.thermal_model import Span, ThermalModel

LINEAR, SQUARE, COOLING = 0.012, 0.030, 1.0 / 1100.0
SPAN_S = 300.0


def lived(
    rng: np.random.Generator,
    spans: int,
    noise_k: float = 0.3,
    cooling: float = COOLING,
    from_c: float = 20.0,
) -> list[Span]:
    """Spans of a charger in air of 20 C whose load changes every five minutes by chance."""
    found = []
    temperature_c, told_c = from_c, from_c
    for _ in range(spans):
        load = float(rng.choice([0.0, rng.random(), rng.random()]))
        steady_c = 20.0 + (LINEAR * load + SQUARE * load * load) / cooling
        fade = math.exp(-cooling * SPAN_S)
        above = (steady_c - 20.0) * SPAN_S + (temperature_c - steady_c) * (1.0 - fade) / cooling
        temperature_c = steady_c + (temperature_c - steady_c) * fade
        now_c = temperature_c + rng.normal(0.0, noise_k)
        found.append(Span(SPAN_S, now_c - told_c, load * SPAN_S, load * load * SPAN_S, above))
        told_c = now_c
    return found


def taught(spans: list[Span]) -> ThermalModel:
    model = ThermalModel()
    for span in spans:
        model.learn(span)
    return model


def test_two_days_teach_the_parameters() -> None:
    model = taught(lived(np.random.default_rng(1), spans=576))
    linear, square, cooling = model.parameters
    assert cooling == pytest.approx(COOLING, rel=0.1)
    # Both losses together are what heats; each alone shows only by its curve.
    assert linear + square == pytest.approx(LINEAR + SQUARE, rel=0.1)
    assert linear * 0.5 + square * 0.25 == pytest.approx(LINEAR * 0.5 + SQUARE * 0.25, rel=0.1)


def test_cooling_that_halves_is_noticed_within_hours_and_the_losses_stay() -> None:
    rng = np.random.default_rng(2)
    model = taught(lived(rng, spans=576))
    before = model.parameters
    for span in lived(rng, spans=48, cooling=COOLING / 2.0, from_c=45.0):
        model.learn(span)
    assert model.parameters[2] == pytest.approx(COOLING / 2.0, rel=0.15)
    assert sum(model.parameters[:2]) == pytest.approx(sum(before[:2]), rel=0.15)


def test_a_wild_difference_counts_as_one_of_three_standard_deviations() -> None:
    spans = lived(np.random.default_rng(3), spans=300)
    wild = [taught(spans), taught(spans)]
    for model, change_k in zip(wild, (80.0, 800.0), strict=True):
        model.learn(Span(SPAN_S, change_k, 0.5 * SPAN_S, 0.25 * SPAN_S, 10.0 * SPAN_S))
    assert wild[0].parameters == wild[1].parameters
    assert wild[0].parameters == pytest.approx(taught(spans).parameters, rel=0.5)


def test_weeks_of_idling_do_not_make_a_lesson_count_more_than_to_a_new_charger() -> None:
    idle, new = taught(lived(np.random.default_rng(4), spans=576)), ThermalModel()
    for _ in range(3000):
        idle.learn(Span(SPAN_S, 0.0, 0.0, 0.0, 0.0))
    moved_k = []
    for model in (idle, new):
        lesson = Span(SPAN_S, 0.0, SPAN_S, SPAN_S, 5.0 * SPAN_S)
        before_k = model.expected_k(lesson)
        model.learn(replace(lesson, change_k=before_k + 2.0))
        moved_k.append(model.expected_k(lesson) - before_k)
    assert 0.0 < moved_k[0] <= moved_k[1] + 1e-9


numbers = st.floats(-1e4, 1e4)


@given(
    spans=st.lists(
        st.builds(
            Span,
            duration_s=st.floats(1.0, 1e4),
            change_k=numbers,
            load_s=st.floats(0.0, 1e4),
            load_square_s=st.floats(0.0, 1e4),
            above_ambient_k_s=st.floats(-1e6, 1e6),
        ),
        max_size=30,
    )
)
def test_whatever_happens_the_parameters_stay_those_of_a_charger(spans: list[Span]) -> None:
    model = taught(spans)
    linear, square, cooling = model.parameters
    assert 0.0 <= linear <= 0.5
    assert 0.0 <= square <= 0.5
    assert 1.0 / 21_600.0 <= cooling <= 1.0 / 60.0


@given(
    temperature_c=st.floats(-40.0, 120.0),
    load=st.floats(0.0, 1.2),
    first_s=st.floats(0.0, 7200.0),
    second_s=st.floats(0.0, 7200.0),
)
def test_two_steps_are_one(
    temperature_c: float, load: float, first_s: float, second_s: float
) -> None:
    model = ThermalModel()
    once_c = model.step(temperature_c, 25.0, load, first_s + second_s)
    twice_c = model.step(model.step(temperature_c, 25.0, load, first_s), 25.0, load, second_s)
    assert twice_c == pytest.approx(once_c, abs=1e-6)


@given(load=st.floats(0.0, 1.0), more=st.floats(0.0, 0.2), minutes=st.integers(0, 120))
def test_more_load_is_never_cooler(load: float, more: float, minutes: int) -> None:
    model = ThermalModel()
    calm_c = model.step(30.0, 25.0, load, 60.0 * minutes)
    assert model.step(30.0, 25.0, load + more, 60.0 * minutes) >= calm_c - 1e-9
