from dataclasses import replace
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.geography import EARTH_RADIUS_KM, distance_km
from central.core.reroute import choose_target, refusal_reason
from central.core.rules import HealRules
from contract.ids import StationId
from tests.unit.central.core.builders import (
    NOON,
    charger,
    score,
    station,
    stressed_station,
    three_scores,
)

RULES = HealRules()
HOT = stressed_station("A")


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    (a, b), (c, d) = one, other
    half = sin(radians(c - a) / 2) ** 2
    half += cos(radians(a)) * cos(radians(c)) * sin(radians(d - b) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


@given(st.floats(-65, 65), st.floats(-180, 180), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_the_projection_agrees_with_the_great_circle(
    latitude: float, longitude: float, north: float, east: float
) -> None:
    one, other = (latitude, longitude), (latitude + north, longitude + east)
    measured = distance_km(*one, *other)
    assert measured == pytest.approx(great_circle_km(one, other), rel=1e-3, abs=1e-6)
    assert measured == pytest.approx(distance_km(*other, *one), abs=1e-9)


def test_the_nearest_station_that_passes_is_taken() -> None:
    near = station("B", 5.0)
    choice = choose_target(HOT, [HOT, station("C", 9.0), near], set(), RULES, NOON)
    assert choice.station == near
    assert choice.distance_km == pytest.approx(5.0, abs=0.01)
    assert "Station B, 5.0 km away" in choice.reasons[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"operator": "them"}, "another operator", id="other operator"),
        pytest.param(
            {"chargers": (charger(connector_types=("CHAdeMO",)),)}, "no connector type", id="plug"
        ),
        pytest.param({"chargers": (charger(rated_power_w=50_000.0),)}, "50 kW is less", id="weak"),
        pytest.param(
            {"chargers": (charger(can_show_price=False),)}, "cannot show a price", id="no display"
        ),
        pytest.param({"under_maintenance": True}, "under maintenance", id="maintenance"),
        pytest.param({"chargers": (charger(connected=False),)}, "offline", id="offline"),
        pytest.param(
            {"chargers": (charger(statuses=("Available", "Faulted")),)}, "partial outage", id="part"
        ),
        pytest.param(
            {"chargers": (charger(statuses=("Charging", "Charging")),)}, "utilisation", id="full"
        ),
        pytest.param({"chargers": (charger(scores=()),)}, "not known", id="no score"),
        pytest.param({"chargers": (charger(scores=(score(0.3),)),)}, "level watch", id="watch"),
        pytest.param(
            {"chargers": (charger(scores=three_scores(0.2)),)}, "diverted load", id="would be"
        ),
    ],
)
def test_every_refusal_has_its_reason(changes: dict[str, Any], words: str) -> None:
    reason = refusal_reason(HOT, station("B", 5.0, **changes), set(), RULES, NOON)
    assert reason is not None
    assert words in reason
    choice = choose_target(HOT, [station("B", 5.0, **changes)], set(), RULES, NOON)
    assert choice.station is None
    assert choice.refusals[0].reason == reason
    assert choice.refusals[0].distance_km == pytest.approx(5.0, abs=0.01)


def test_a_station_in_use_for_another_heal_is_passed_over() -> None:
    choice = choose_target(
        HOT, [station("B", 2.0), station("C", 4.0)], {StationId("B")}, RULES, NOON
    )
    assert choice.station is not None
    assert choice.station.id == "C"
    assert "already a target" in choice.reasons[1]


def test_nobody_is_sent_beyond_the_longest_detour() -> None:
    assert choose_target(HOT, [station("B", 26.0)], set(), RULES, NOON).station is None
    wider = replace(RULES, target=replace(RULES.target, distance_max_km=30.0))
    assert choose_target(HOT, [station("B", 26.0)], set(), wider, NOON).station is not None


def test_a_stressed_station_without_coordinates_has_no_target() -> None:
    lost = replace(HOT, latitude_deg=None)
    assert choose_target(lost, [station("B")], set(), RULES, NOON).station is None


@given(st.lists(st.floats(0.1, 60), max_size=8), st.decimals("0.1", "1", places=2))
def test_the_choice_does_not_depend_on_the_order(places: list[float], base: Decimal) -> None:
    others = [station(f"S{n}", km, base_per_kwh=base) for n, km in enumerate(places)]
    forward = choose_target(HOT, others, set(), RULES, NOON)
    backward = choose_target(HOT, others[::-1], set(), RULES, NOON)
    assert forward == backward
