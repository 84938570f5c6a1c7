"""Single steps of the loop, with figures; every history is in test_control_machine."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from central.core.control import Asked, Decision, decide
from central.core.effects import Note, RestorePrice, SetLimit, SetPrice
from central.core.facts import Network, PastHeal
from central.core.heal import Heal, HealEvent, HealState, moved
from central.core.rules import HealRules, Mode, SurgeAlone, Switches
from contract.ids import StationId
from tests.unit.central.core.builders import (
    NOON,
    by_station,
    charger,
    network,
    station,
    stressed_station,
    three_scores,
)

AUTOPILOT = Switches(Mode.AUTOPILOT)
RULES = HealRules()


def step(
    facts: Network,
    heals: dict[StationId, Heal] | None = None,
    switches: Switches = AUTOPILOT,
    rules: HealRules = RULES,
    asked: dict[StationId, Asked] | None = None,
    **late: float,
) -> Decision:
    return decide(facts, heals or {}, asked or {}, switches, rules, NOON + timedelta(**late))


def kinds(decision: Decision, kind: Any) -> list[Any]:
    return [effect for effect in decision.effects if isinstance(effect, kind)]


def notes(decision: Decision) -> list[str]:
    return [effect.act for effect in kinds(decision, Note)]


def test_power_comes_first_then_surge_then_discount() -> None:
    decision = step(network(stressed_station("A"), station("B", 4.0)))
    acting = [each for each in decision.effects if not isinstance(each, Note)]
    assert [type(each) for each in acting] == [SetLimit, SetPrice, SetPrice]
    limit, surge, discount = acting
    assert isinstance(limit, SetLimit)
    assert limit.limit_w == 75_000.0
    assert limit.until - NOON >= timedelta(hours=2)
    assert isinstance(surge, SetPrice)
    assert isinstance(discount, SetPrice)
    assert (surge.shown_at, surge.paired) == ("A", "B")
    assert (discount.shown_at, discount.paired) == ("B", "A")
    assert any("risk of 0.80" in reason for reason in surge.reasons)


def test_without_a_target_only_power_is_used_and_a_person_asked() -> None:
    decision = step(network(stressed_station("A")))
    assert kinds(decision, SetPrice) == []
    assert len(kinds(decision, SetLimit)) == 1
    [note] = [each for each in kinds(decision, Note) if each.act == "price.no_target"]
    assert "a surge without a target needs a person" in note.reasons
    again = step(network(stressed_station("A")), by_station(decision.heals), seconds=10)
    assert notes(again) == []


@pytest.mark.parametrize(
    ("policy", "approved", "surged"),
    [
        pytest.param(SurgeAlone.ASK, False, 0, id="ask, nobody answered"),
        pytest.param(SurgeAlone.ASK, True, 1, id="ask, approved"),
        pytest.param(SurgeAlone.YES, False, 1, id="yes"),
        pytest.param(SurgeAlone.NO, True, 0, id="no, whoever approves"),
    ],
)
def test_a_surge_without_a_target_follows_the_policy(
    policy: SurgeAlone, approved: bool, surged: int
) -> None:
    rules = replace(RULES, surge_without_target=policy)
    facts = network(stressed_station("A"))
    first = step(facts, rules=rules)
    asked = {StationId("A"): Asked("1", "approve", "ann", "")} if approved else {}
    second = step(facts, by_station(first.heals), rules=rules, asked=asked, seconds=10)
    assert len(kinds(first, SetPrice)) + len(kinds(second, SetPrice)) == surged


def test_the_approval_of_a_proposal_does_not_allow_a_surge_alone() -> None:
    facts = network(stressed_station("A"))
    proposing = Switches(Mode.PROPOSE)
    first = step(facts, switches=proposing)
    assert first.heals[0].state is HealState.PROPOSED
    asked = {StationId("A"): Asked("1", "approve", "ann", "")}
    second = step(facts, by_station(first.heals), proposing, asked=asked, seconds=10)
    third = step(facts, by_station(second.heals), proposing, asked=asked, seconds=20)
    heal = (second.heals + third.heals)[-1]
    assert heal.state is HealState.ACTIVE
    assert not heal.may_surge_alone


def test_a_proposal_says_what_it_would_do() -> None:
    facts = network(stressed_station("A"), station("B", 4.0))
    [heal] = step(facts, switches=Switches(Mode.PROPOSE)).heals
    assert any("A-1 limited to 50 % of rated power" in reason for reason in heal.reasons)
    assert any("0.40 x 1.75 = 0.7000" in reason for reason in heal.reasons)
    assert any("sent to Station B" in reason for reason in heal.reasons)


def test_at_most_a_tenth_of_the_stations_is_surged() -> None:
    hot = [replace(stressed_station(f"H{n}"), longitude_deg=n * 0.01) for n in range(4)]
    cool = [station(f"C{n:02}", 5.0 + n) for n in range(16)]
    decision = step(network(*hot, *cool))
    surged = [each for each in kinds(decision, SetPrice) if each.kind == "surge"]
    assert len(surged) == 2
    assert notes(decision).count("price.over_budget") == 2
    assert len(kinds(decision, SetLimit)) == 4


def test_the_third_heal_in_a_day_calls_a_technician_and_leaves_prices_alone() -> None:
    hours = (20, 10)
    past = tuple(
        PastHeal(NOON - timedelta(hours=h), NOON - timedelta(hours=h - 1), was_active=True)
        for h in hours
    )
    facts = network(stressed_station("A"), station("B", 4.0), past={StationId("A"): past})
    decision = step(facts)
    assert decision.heals[0].is_dispatch
    assert kinds(decision, SetPrice) == []
    assert len(kinds(decision, SetLimit)) == 1
    assert "dispatch.needed" in notes(decision)
    one_less = replace(facts, past_heals={StationId("A"): past[:1]})
    assert len(kinds(step(one_less), SetPrice)) == 2


def test_after_a_heal_the_station_cools_down_for_ten_minutes() -> None:
    past = {StationId("A"): (PastHeal(NOON - timedelta(hours=1), NOON, was_active=True),)}
    facts = network(stressed_station("A"), past=past)
    assert step(facts, minutes=1).heals == ()
    later = network(stressed_station("A", NOON + timedelta(minutes=10)), past=past)
    assert len(step(later, minutes=10).heals) == 1


def test_a_cause_that_less_load_does_not_cure_opens_no_heal() -> None:
    sick = charger("A-1", scores=three_scores(0.9, load_sensitive=False))
    assert step(network(station("A", chargers=(sick,)))).heals == ()


def test_a_target_in_trouble_loses_its_discount_and_the_surge_goes_too() -> None:
    facts = network(stressed_station("A"), station("B", 4.0))
    first = step(facts)
    assert first.heals[0].target == "B"
    worse = network(stressed_station("A"), station("B", 4.0, under_maintenance=True))
    second = step(worse, by_station(first.heals), seconds=10)
    assert [each.shown_at for each in kinds(second, RestorePrice)] == ["A", "B"]


def test_a_target_that_refuses_its_price_is_left_for_the_next_one() -> None:
    facts = network(stressed_station("A"), station("B", 4.0), station("C", 8.0))
    first = step(facts)
    mute = station("B", 4.0, chargers=(charger("B-1", can_show_price=False),))
    refused = replace(facts, stations={**facts.stations, mute.id: mute})
    second = step(refused, by_station(first.heals), seconds=10)
    [told] = {each.reasons for each in kinds(second, RestorePrice)}
    assert told == ("B-1 at the target does not take the price",)
    assert [each.shown_at for each in kinds(second, SetPrice)] == ["A", "C"]


def test_a_discounted_station_that_gets_stressed_is_healed_itself() -> None:
    first = step(network(stressed_station("A"), station("B", 4.0), station("C", 8.0)))
    now_hot = network(stressed_station("A"), stressed_station("B"), station("C", 8.0))
    facts = Network(
        now_hot.stations
        | {StationId("B"): replace(now_hot.stations[StationId("B")], longitude_deg=4.0 / 111.195)},
        {},
    )
    second = step(facts, by_station(first.heals), seconds=10)
    states = {heal.station: heal for heal in second.heals}
    assert states[StationId("B")].state is HealState.ACTIVE
    assert states[StationId("A")].target != "B"


def test_another_charger_of_the_station_joins_the_heal() -> None:
    both = station("A", chargers=(charger("A-1", scores=three_scores(0.8)), charger("A-2")))
    first = step(network(both))
    assert first.heals[0].stressed == ("A-1",)
    hot = charger("A-2", scores=three_scores(0.9))
    second = step(
        network(replace(both, chargers=(both.chargers[0], hot))),
        by_station(first.heals),
        seconds=10,
    )
    assert second.heals[0].stressed == ("A-1", "A-2")
    assert {each.charge_point for each in kinds(second, SetLimit)} == {"A-1", "A-2"}


def test_a_charger_that_cannot_show_a_price_is_never_surged() -> None:
    mute = charger("A-1", scores=three_scores(0.8), can_show_price=False)
    decision = step(network(station("A", chargers=(mute,)), station("B", 4.0)))
    assert kinds(decision, SetPrice) == []
    assert "price.not_made" in notes(decision)
    assert len(kinds(decision, SetLimit)) == 1


def test_a_pair_is_not_started_while_a_stressed_charger_is_out_of_contact() -> None:
    lost = charger("A-1", scores=three_scores(0.8), connected=False, disconnected_at=NOON)
    facts = network(station("A", chargers=(lost,)), station("B", 4.0))
    first = step(facts)
    assert kinds(first, SetPrice) == []
    [note] = [each for each in kinds(first, Note) if each.act == "price.not_started"]
    assert note.reasons == ("A-1 is out of contact: the pair is not started",)
    back = network(stressed_station("A"), station("B", 4.0))
    assert len(kinds(step(back, by_station(first.heals), seconds=10), SetPrice)) == 2


def test_two_stressed_stations_get_the_targets_that_serve_both() -> None:
    """The nearest of A is the only one of B: A takes its second nearest, whoever was first."""
    hot = [stressed_station("A"), replace(stressed_station("B"), longitude_deg=20.0 / 111.195)]
    cool = [station("C", 10.0), station("D", -15.0)]
    rules = replace(RULES, surged_share_max=1.0)
    shown = kinds(step(network(*hot, *cool), rules=rules), SetPrice)
    pairs = {each.shown_at: each.paired for each in shown if each.kind == "surge"}
    assert pairs == {"A": "D", "B": "C"}


@pytest.mark.parametrize("use_price", [True, False])
@pytest.mark.parametrize("use_power", [True, False])
def test_each_means_can_be_switched_off(use_price: bool, use_power: bool) -> None:
    switches = Switches(Mode.AUTOPILOT, use_price, use_power)
    decision = step(network(stressed_station("A"), station("B", 4.0)), switches=switches)
    assert len(kinds(decision, SetPrice)) == 2 * use_price
    assert len(kinds(decision, SetLimit)) == 1 * use_power


def test_what_the_table_of_transitions_lacks_is_refused() -> None:
    [heal] = step(network(stressed_station("A"))).heals
    with pytest.raises(ValueError, match="active cannot be approved"):
        moved(heal, HealEvent.APPROVED)


def test_recovery_is_not_judged_while_the_mean_load_holds_power_from_before_the_limit() -> None:
    facts = network(stressed_station("A"), station("B", 4.0))
    heal = by_station(step(facts).heals)["A"]
    for minutes, state in ((14, HealState.ACTIVE), (15, HealState.RELEASING)):
        now = NOON + timedelta(minutes=minutes)
        cool = charger("A-1", telemetry_at=now, scores=three_scores(0.05, now))
        later = step(network(station("A", chargers=(cool,))), {heal.station: heal}, minutes=minutes)
        assert by_station(later.heals)["A"].state is state


def test_each_region_goes_as_far_as_its_mode_lets_it() -> None:
    places = [stressed_station(name, region=f"city-{name}") for name in "ABC"]
    modes = {"city-A": Mode.OFF, "city-B": Mode.PROPOSE}
    switches = Switches(Mode.AUTOPILOT, regions=modes)
    states = {heal.station: heal.state for heal in step(network(*places), switches=switches).heals}
    assert states == {"B": HealState.PROPOSED, "C": HealState.ACTIVE}
    switched = Switches(Mode.OFF, regions={"city-C": Mode.AUTOPILOT})
    states = {heal.station: heal.state for heal in step(network(*places), switches=switched).heals}
    assert states == {"C": HealState.ACTIVE}


@pytest.mark.parametrize(
    ("switches", "reason"),
    [
        pytest.param(Switches(Mode.OFF), "healing was switched off", id="everywhere"),
        pytest.param(
            Switches(regions={"west": Mode.OFF}), "healing was switched off in west", id="there"
        ),
        pytest.param(
            Switches(regions={"west": Mode.AUTOPILOT}, stopped=True),
            "the kill switch is on",
            id="kill switch",
        ),
    ],
)
def test_off_ends_a_heal_with_its_reason(switches: Switches, reason: str) -> None:
    facts = network(stressed_station("A", region="west"), station("B", 4.0))
    first = step(facts)
    over = step(facts, by_station(first.heals), switches, seconds=10)
    assert [heal.end_reason for heal in over.heals] == [reason]
    assert len(kinds(over, RestorePrice)) == 2


def test_a_person_prolongs_a_heal_and_its_prices_once() -> None:
    facts = network(stressed_station("A"), station("B", 4.0))
    heals = by_station(step(facts).heals)
    asked = {StationId("A"): Asked("1", "prolong", "ann", "a match", 7200.0)}
    late = network(stressed_station("A", NOON + timedelta(hours=3, minutes=30)), station("B", 4.0))
    decision = step(late, heals, asked=asked, hours=3, minutes=30)
    [heal] = decision.heals
    assert heal.expires_at == NOON + timedelta(hours=5, minutes=30)
    assert heal.surge is not None
    assert heal.surge.until == heal.expires_at
    [note] = [each for each in kinds(decision, Note) if each.act == "heal.prolonged"]
    assert note.reasons == ("until 2026-07-01 17:30 UTC, by ann: a match",)
    again = step(late, by_station(decision.heals), asked=asked, hours=3, minutes=31)
    assert "heal.prolonged" not in notes(again)
    over = step(late, by_station(decision.heals), asked=asked, hours=5, minutes=30)
    assert over.heals[0].end_reason == "the longest length of 5.5 h is over"


def test_nobody_prolongs_a_heal_beyond_the_longest_length_from_now() -> None:
    facts = network(stressed_station("A"))
    heals = by_station(step(facts).heals)
    asked = {StationId("A"): Asked("1", "prolong", "ann", "for ever", 1e9)}
    [heal] = step(facts, heals, asked=asked, hours=1).heals
    assert heal.expires_at == NOON + timedelta(hours=5)
