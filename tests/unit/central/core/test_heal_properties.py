"""What holds for any network: prices within bounds, pairs apart, nothing decided twice."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from central.core.control import Decision, decide
from central.core.effects import SetPrice
from central.core.facts import ChargerFacts, Network, StationFacts
from central.core.heal import Heal
from central.core.pricing import PriceKind
from central.core.reroute import diverted_w, free_capacity_w
from central.core.rules import HealRules, Mode, SurgeAlone, Switches
from contract.ids import StationId
from tests.unit.central.core.builders import NOON, by_station, charger, score, station, three_scores

money = st.decimals("0.01", "2", places=3)
ANY_BUDGET = 1.0


@st.composite
def chargers(draw: st.DrawFn, name: str) -> tuple[ChargerFacts, ...]:
    return tuple(
        charger(
            f"{name}-{number}",
            scores=three_scores(draw(st.sampled_from([0.02, 0.02, 0.1, 0.3, 0.8]))),
            power_w=draw(st.sampled_from([0.0, 40_000.0, 140_000.0, None])),
            statuses=draw(
                st.sampled_from([("Available",) * 2, ("Charging", "Available"), ("Charging",) * 2])
            ),
            connected=draw(st.sampled_from([True, True, True, False])),
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    )


@st.composite
def networks(draw: st.DrawFn) -> Network:
    found = [
        station(
            f"S{n}",
            draw(st.floats(0, 40)),
            base_per_kwh=draw(money),
            chargers=draw(chargers(f"S{n}")),
        )
        for n in range(draw(st.integers(1, 9)))
    ]
    return Network({each.id: each for each in found}, {})


@st.composite
def rules(draw: st.DrawFn) -> HealRules:
    return HealRules(
        surged_share_max=draw(st.sampled_from([0.1, 0.5, ANY_BUDGET])),
        surge_without_target=draw(st.sampled_from(list(SurgeAlone))),
        price_cap_per_kwh=draw(st.none() | money),
        price_floor_per_kwh=draw(st.none() | money),
    )


def step(
    facts: Network, numbers: HealRules, heals: dict[StationId, Heal], late: int = 0
) -> Decision:
    now = NOON + timedelta(seconds=late)
    return decide(facts, heals, {}, Switches(Mode.AUTOPILOT), numbers, now)


def prices(decision: Decision) -> list[SetPrice]:
    return [each for each in decision.effects if isinstance(each, SetPrice)]


@given(networks(), rules())
def test_no_price_is_above_the_cap_or_below_the_floor(facts: Network, numbers: HealRules) -> None:
    for price in prices(step(facts, numbers, {})):
        base = facts.stations[price.shown_at].base_per_kwh
        assert price.base_per_kwh == base
        if price.kind is PriceKind.SURGE:
            cap = numbers.price_cap_per_kwh
            exact = base * Decimal("1.75")
            assert price.per_kwh == (exact if cap is None else min(exact, cap))
        else:
            floor = numbers.price_floor_per_kwh
            exact = base * Decimal("0.70")
            assert price.per_kwh == (exact if floor is None else max(exact, floor))


@given(networks(), rules())
def test_nobody_is_in_two_pairs_and_every_target_has_room(
    facts: Network, numbers: HealRules
) -> None:
    shown = prices(step(facts, numbers, {}))
    assert len({each.shown_at for each in shown}) == len(shown)
    surges = {each.shown_at: each.paired for each in shown if each.kind is PriceKind.SURGE}
    discounts = {each.paired: each.shown_at for each in shown if each.kind is PriceKind.DISCOUNT}
    assert {key: paired for key, paired in surges.items() if paired} == discounts
    for stressed, target in discounts.items():
        assert stressed is not None
        comes_w = diverted_w(facts.stations[stressed], numbers)
        assert comes_w <= free_capacity_w(facts.stations[target], NOON)


@given(networks(), rules(), st.randoms(use_true_random=False))
def test_the_same_facts_in_any_order_make_the_same_decision(
    facts: Network, numbers: HealRules, chance: Random
) -> None:
    def shuffled(each: StationFacts) -> StationFacts:
        return replace(each, chargers=tuple(chance.sample(each.chargers, len(each.chargers))))

    keys = chance.sample(list(facts.stations), len(facts.stations))
    mixed = Network({key: shuffled(facts.stations[key]) for key in keys}, {})
    first, second = step(facts, numbers, {}), step(mixed, numbers, {})
    assert first == second
    heals = list(by_station(first.heals).items())
    again = dict(chance.sample(heals, len(heals)))
    assert step(facts, numbers, dict(heals), 60) == step(mixed, numbers, again, 60)


@given(networks(), rules())
def test_what_was_decided_is_not_decided_again(facts: Network, numbers: HealRules) -> None:
    first = step(facts, numbers, {})
    assert step(facts, numbers, by_station(first.heals)) == Decision((), ())


@given(networks(), rules())
@settings(max_examples=30)
def test_every_override_ends_even_if_the_stress_never_does(
    facts: Network, numbers: HealRules
) -> None:
    heals: dict[StationId, Heal] = by_station(step(facts, numbers, {}).heals)
    now = NOON
    while now < NOON + numbers.max_length:
        now += timedelta(minutes=20)
        world = Network(
            {key: _scored_at(each, now) for key, each in facts.stations.items()},
            dict.fromkeys(facts.stations, ()),
        )
        decision = decide(world, heals, {}, Switches(Mode.AUTOPILOT), numbers, now)
        heals |= by_station(decision.heals)
    assert not [heal for heal in heals.values() if heal.opened_at == NOON and heal.surge]
    assert not [heal for heal in heals.values() if heal.opened_at == NOON and heal.has_limit]


def _scored_at(each: StationFacts, now: Any) -> StationFacts:
    return replace(
        each,
        chargers=tuple(
            replace(one, scores=tuple(score(s.risk, now - (NOON - s.at)) for s in one.scores))
            for one in each.chargers
        ),
    )
