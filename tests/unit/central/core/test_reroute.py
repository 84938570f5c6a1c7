from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.facts import PastHeal, StationFacts
from central.core.geography import Metric
from central.core.reroute import Rerouting, TargetChoice
from central.core.rules import HealRules
from contract.ids import StationId
from tests.unit.central.core.builders import (
    NOON,
    charger,
    network,
    score,
    station,
    stressed_station,
    three_scores,
)

RULES = HealRules()
HOT = stressed_station("A")


def choose(
    stressed: StationFacts,
    others: Iterable[StationFacts],
    taken: Iterable[str] = (),
    rules: HealRules = RULES,
    drives_min: Mapping[str, float | None] | None = None,
) -> TargetChoice:
    facts = network(*others)
    drives: Any = {stressed.id: drives_min} if drives_min is not None else {}
    named = {StationId(each) for each in taken}
    return Rerouting(replace(facts, drives_min=drives), named, rules, NOON).choose(stressed)


def test_the_nearest_station_that_passes_is_taken() -> None:
    near = station("B", 5.0)
    choice = choose(HOT, [HOT, station("C", 9.0), near])
    assert choice.way is not None
    assert choice.way.station == near
    assert choice.way.distance_km == pytest.approx(5.0, abs=0.01)
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
        pytest.param(
            {"chargers": (charger(statuses=("Available", "Charging"), power_w=90_000.0),)},
            "60 kW free, 65 kW would come",
            id="no room",
        ),
        pytest.param(
            {"chargers": (charger(connected=False, disconnected_at=NOON),)},
            "out of contact",
            id="gone this moment",
        ),
        pytest.param({"base_per_kwh": Decimal("0.01")}, "the floor of", id="no discount"),
        pytest.param({"chargers": (charger(scores=()),)}, "not known", id="no score"),
        pytest.param({"chargers": (charger(scores=(score(0.3),)),)}, "level watch", id="watch"),
        pytest.param(
            {"chargers": (charger(scores=three_scores(0.2)),)}, "diverted load", id="would be"
        ),
    ],
)
def test_every_refusal_has_its_reason(changes: dict[str, Any], words: str) -> None:
    rules = replace(RULES, price_floor_per_kwh=Decimal("0.02"))
    choice = choose(HOT, [station("B", 5.0, **changes)], rules=rules)
    assert choice.way is None
    assert words in choice.refusals[0].reason
    assert choice.refusals[0].way.distance_km == pytest.approx(5.0, abs=0.01)


def test_a_station_in_use_for_another_heal_is_passed_over() -> None:
    choice = choose(HOT, [station("B", 2.0), station("C", 4.0)], {"B"})
    assert choice.way is not None
    assert choice.way.station.id == "C"
    assert "already a target" in choice.reasons[1]


def test_a_station_that_was_surged_a_moment_ago_is_no_target() -> None:
    facts = network(HOT, station("B", 2.0))
    healed = PastHeal(NOON - timedelta(hours=1), NOON - timedelta(minutes=2), was_active=True)
    past = replace(facts, past_heals={StationId("B"): (healed,)})
    for now, is_taken in ((NOON, False), (NOON + timedelta(minutes=8), True)):
        choice = Rerouting(past, set(), RULES, now).choose(HOT)
        assert (choice.way is not None) == is_taken
    never_acted = replace(healed, was_active=False)
    proposed = replace(facts, past_heals={StationId("B"): (never_acted,)})
    assert Rerouting(proposed, set(), RULES, NOON).choose(HOT).way is not None


def test_nobody_is_sent_beyond_the_longest_detour() -> None:
    assert choose(HOT, [station("B", 26.0)]).way is None
    wider = replace(RULES, target=replace(RULES.target, distance_max_km=30.0))
    assert choose(HOT, [station("B", 26.0)], rules=wider).way is not None


def test_a_stressed_station_without_coordinates_has_no_target() -> None:
    lost = replace(HOT, latitude_deg=None)
    assert choose(lost, [station("B")]).way is None


@given(st.lists(st.floats(0.1, 60), max_size=8), st.decimals("0.1", "1", places=2))
def test_the_choice_does_not_depend_on_the_order(places: list[float], base: Decimal) -> None:
    others = [station(f"S{n}", km, base_per_kwh=base) for n, km in enumerate(places)]
    assert choose(HOT, others) == choose(HOT, others[::-1])


def test_the_refusals_that_are_told_begin_with_the_one_that_was_nearest_to_being_chosen() -> None:
    strangers = [station(f"N{n}", 1.0 + n, operator="them") for n in range(6)]
    risky = station("R", 20.0, chargers=(charger(scores=(score(0.3),)),))
    full = station("F", 10.0, chargers=(charger(statuses=("Charging", "Charging")),))
    told = choose(HOT, [*strangers, full, risky]).reasons
    assert [words.split()[1] for words in told[1:]] == ["R", "F", "N0", "N1", "N2"]


def test_minutes_on_the_road_count_before_distance() -> None:
    others = [station("B", 2.0), station("C", 6.0), station("D", 1.0), station("E", 1.5)]
    drives = {"B": 14.0, "C": 7.0, "D": None, "E": 31.0}
    choice = choose(HOT, others, drives_min=drives)
    assert choice.way is not None
    assert choice.way.station.id == "C"
    assert "Station C, 6.0 km, 7 min away" in choice.reasons[0]
    nowhere = choose(HOT, others[2:], drives_min=drives)
    assert {each.station: each.reason for each in nowhere.refusals} == {
        "D": "no road leads there",
        "E": "the way takes more than 30 min",
    }


def test_where_the_router_told_nothing_the_distance_decides() -> None:
    choice = choose(HOT, [station("B", 2.0), station("C", 6.0)], drives_min={"C": 8.0})
    assert choice.way is not None
    assert choice.way.station.id == "B", "3 min at 40 km/h"


def test_plain_degrees_make_east_and_west_too_far() -> None:
    def at(key: str, north_deg: float, east_deg: float) -> StationFacts:
        return station(key, latitude_deg=60.0 + north_deg, longitude_deg=east_deg)

    hot = replace(HOT, latitude_deg=60.0)
    others = [at("N", 0.10, 0.0), at("E", 0.0, 0.15)]
    for metric, wanted in ((Metric.PROJECTED, "E"), (Metric.DEGREES, "N")):
        rules = replace(RULES, target=replace(RULES.target, metric=metric))
        choice = choose(hot, others, rules=rules)
        assert choice.way is not None
        assert choice.way.station.id == wanted
