"""Mistakes of the product that this one goes back to, each made impossible."""

from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from typing import get_args

import pytest

from central.core.control import decide
from central.core.effects import Effect, SetLimit, SetPrice
from central.core.facts import Network
from central.core.heal import Heal, HealState
from central.core.pricing import PriceKind
from central.core.rules import HealRules, Mode, SurgeAlone, Switches
from contract.ids import StationId
from tests.unit.central.core.builders import (
    BASE,
    NOON,
    by_station,
    charger,
    network,
    station,
    stressed_station,
    three_scores,
)

RULES = HealRules(surged_share_max=1.0)
AUTOPILOT = Switches(Mode.AUTOPILOT)
OUTCOMES = ("utilisation", "wait", "queue", "temperature", "risk", "state", "load", "arrivals")


def test_no_decision_writes_its_own_outcome() -> None:
    told = {field.name for kind in get_args(Effect) for field in fields(kind)}
    assert not {name for name in told for word in OUTCOMES if word in name}


def test_a_heal_without_effect_on_the_charger_is_never_called_recovered() -> None:
    heals: dict[StationId, Heal] = {}
    states = set()
    for minute in range(239):
        now = NOON + timedelta(minutes=minute)
        facts = network(stressed_station("A", now), station("B", 4.0))
        heals |= by_station(decide(facts, heals, {}, AUTOPILOT, RULES, now).heals)
        states.add(heals[StationId("A")].state)
    assert states == {HealState.ACTIVE}


@pytest.mark.parametrize("status", ["Charging", "Preparing", "SuspendedEV", "Finishing"])
def test_a_full_station_is_not_surged(status: str) -> None:
    full = charger("A-1", statuses=(status, status), power_w=150_000.0, scores=three_scores(0.24))
    facts = network(station("A", chargers=(full,), session_mean_min=90.0), station("B", 4.0))
    assert decide(facts, {}, {}, AUTOPILOT, RULES, NOON).effects == ()


def test_prices_do_not_compound_however_long_and_often_a_station_is_stressed() -> None:
    heals: dict[StationId, Heal] = {}
    shown = set()
    rules = replace(RULES, heals_before_dispatch=1000)
    for minute in range(0, 48 * 60, 4):
        now = NOON + timedelta(minutes=minute)
        facts = network(stressed_station("A", now), station("B", 4.0))
        decision = decide(facts, heals, {}, AUTOPILOT, rules, now)
        heals |= by_station(decision.heals)
        heals = {key: heal for key, heal in heals.items() if heal.state is not HealState.ENDED}
        shown |= {each.per_kwh for each in decision.effects if isinstance(each, SetPrice)}
    assert shown == {BASE * Decimal("1.75"), BASE * Decimal("0.70")}


def test_a_price_is_made_of_the_base_price_whatever_is_shown_now() -> None:
    facts = network(stressed_station("A"), station("B", 4.0))
    first = by_station(decide(facts, {}, {}, AUTOPILOT, RULES, NOON).heals)
    dropped = replace(first[StationId("A")], surge=None, discount=None)
    again = decide(facts, {dropped.station: dropped}, {}, AUTOPILOT, RULES, NOON)
    surge = next(each for each in again.effects if isinstance(each, SetPrice))
    assert surge.per_kwh == BASE * Decimal("1.75")


@pytest.mark.parametrize("policy", list(SurgeAlone))
def test_a_station_is_not_discounted_in_the_round_that_surges_it_nor_after(
    policy: SurgeAlone,
) -> None:
    rules = replace(RULES, surge_without_target=policy)
    hot = [
        replace(stressed_station(name), longitude_deg=0.02 * n) for n, name in enumerate("ABCDE")
    ]
    facts = network(*hot, station("F", 12.0))
    heals: dict[StationId, Heal] = {}
    for late in (0, 10, 20):
        now = NOON + timedelta(seconds=late)
        decision = decide(facts, heals, {}, AUTOPILOT, rules, now)
        heals |= by_station(decision.heals)
        surged = {heal.surge.station for heal in heals.values() if heal.surge}
        discounted = {heal.discount.station for heal in heals.values() if heal.discount}
        assert discounted == {"F"}
        assert not surged & discounted


def test_power_and_prices_follow_the_facts_and_not_a_script() -> None:
    """The same stress at different places has different limits, targets and prices."""

    def seen(facts: Network) -> tuple[list[float], list[tuple[str, PriceKind, Decimal]]]:
        effects = decide(facts, {}, {}, AUTOPILOT, RULES, NOON).effects
        limits = [each.limit_w for each in effects if isinstance(each, SetLimit)]
        prices = [e for e in effects if isinstance(e, SetPrice)]
        return limits, [(each.shown_at, each.kind, each.per_kwh) for each in prices]

    small = charger("A-1", scores=three_scores(0.9), rated_power_w=50_000.0, power_w=40_000.0)
    one = network(stressed_station("A"), station("B", 4.0), station("C", 2.0))
    other = network(
        station("A", chargers=(small,), base_per_kwh=Decimal("0.30")), station("B", 4.0)
    )
    assert seen(one) == (
        [75_000.0],
        [("A", PriceKind.SURGE, Decimal("0.7000")), ("C", PriceKind.DISCOUNT, Decimal("0.2800"))],
    )
    assert seen(other) == (
        [25_000.0],
        [("A", PriceKind.SURGE, Decimal("0.5250")), ("B", PriceKind.DISCOUNT, Decimal("0.2800"))],
    )
