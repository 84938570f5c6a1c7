"""What proves a repair, and what contradicts it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from central.core.alarm_topics import Stage, Topic
from central.core.alarms import Key, Scope
from central.core.work_orders import Proof, WorkState
from central.core.work_proof import (
    ChargerSeen,
    ProofRules,
    SessionSeen,
    expected_w,
    judged,
    proof_of,
)
from central.core.work_steps import Close, Doubt, Prove, Reopen
from contract.ids import ChargePointId
from tests.unit.central.core.work_builders import HOUR, MINUTE, NOON, alarm, member, order

RULES = ProofRules()
DONE_AT = NOON + 2 * HOUR
KEY = ChargePointId("A-1")


def session(energy_wh: float = 20_000.0, minutes: float = 30.0, number: int = 5) -> SessionSeen:
    began = DONE_AT + 10 * MINUTE
    return SessionSeen(number, began, began + timedelta(minutes=minutes), energy_wh)


def seen(*sessions: SessionSeen, **changes: Any) -> ChargerSeen:
    values: dict[str, Any] = {
        "is_faulted": False,
        "is_connected": True,
        "risk": 0.05,
        "rated_w": 150e3,
        "limit_w": None,
        "usual_w": (60e3, 50e3, 70e3),
        "sessions": sessions,
    }
    return ChargerSeen(**(values | changes))


done = order(state=WorkState.DONE, done_at=DONE_AT, technician="bob", assigned_at=NOON)
over = alarm(member(clear_since=DONE_AT))


def test_a_session_at_usual_power_proves_the_repair() -> None:
    step = judged(done, over, {KEY: seen(session())}, RULES, DONE_AT + HOUR)
    assert step == Prove(KEY, Proof(5, 20_000.0, 40_000.0, 30_000.0), is_all=True)


@pytest.mark.parametrize(
    "charger",
    [
        pytest.param(seen(), id="nobody charged"),
        pytest.param(seen(session(999.0, 1.0)), id="less than 1 kWh"),
        pytest.param(seen(session(14_000.0)), id="less than half of the usual power"),
        pytest.param(seen(session(), is_faulted=True), id="it is faulted"),
        pytest.param(seen(session(), is_connected=False), id="it is out of contact"),
        pytest.param(seen(session(), risk=0.38), id="its risk is not below high again"),
    ],
)
def test_anything_less_proves_nothing(charger: ChargerSeen) -> None:
    assert judged(done, over, {KEY: charger}, RULES, DONE_AT + HOUR) is None


def test_expected_is_what_is_usual_or_rated_and_never_above_a_limit() -> None:
    assert expected_w(seen(), RULES) == 30e3
    assert expected_w(seen(usual_w=(60e3, 60e3)), RULES) == 15e3
    assert expected_w(seen(limit_w=20e3), RULES) == 10e3
    assert expected_w(seen(usual_w=(), rated_w=None), RULES) == 0.0


def test_every_charger_has_to_be_proven_and_a_station_by_any_of_its_own() -> None:
    two = order(alarm(member("A-1"), member("A-2")), state=WorkState.DONE, done_at=DONE_AT)
    chargers = {KEY: seen(session()), ChargePointId("A-2"): seen()}
    step = judged(two, over, chargers, RULES, DONE_AT + HOUR)
    assert isinstance(step, Prove)
    assert not step.is_all
    whole = order(state=WorkState.DONE, done_at=DONE_AT, charge_points=())
    step = judged(whole, over, dict(reversed(chargers.items())), RULES, DONE_AT + HOUR)
    assert isinstance(step, Prove)
    assert (step.charge_point, step.is_all) == (KEY, True)


def test_the_same_trouble_after_the_work_reopens_the_order() -> None:
    again = alarm(member(last_at=DONE_AT + MINUTE))
    step = judged(done, again, {KEY: seen(session())}, RULES, DONE_AT + HOUR)
    assert step == Reopen("it came back: A-1 is faulted")
    elsewhere = alarm(member("A-2", last_at=DONE_AT + MINUTE))
    assert judged(done, elsewhere, {KEY: seen()}, RULES, DONE_AT + HOUR) is None
    risk = alarm(member(last_at=DONE_AT + MINUTE, stage=Stage.FORESEEN))
    assert judged(done, risk, {KEY: seen()}, RULES, DONE_AT + HOUR) is None


def test_what_is_still_failed_after_half_an_hour_was_not_repaired() -> None:
    still = alarm(member())
    assert judged(done, still, {KEY: seen()}, RULES, DONE_AT + 29 * MINUTE) is None
    step = judged(done, still, {KEY: seen()}, RULES, DONE_AT + 30 * MINUTE)
    assert step == Reopen("it goes on: A-1 is faulted")
    latched = alarm(member(), key=Key(Scope.STATION, "A", Topic.TECHNICIAN))
    assert judged(done, latched, {KEY: seen()}, RULES, DONE_AT + HOUR) is None


def test_what_nobody_proves_is_told_once() -> None:
    step = judged(done, over, {KEY: seen()}, RULES, DONE_AT + 72 * HOUR)
    assert isinstance(step, Doubt)
    told = order(state=WorkState.DONE, done_at=DONE_AT, is_unproven=True)
    assert judged(told, over, {KEY: seen()}, RULES, DONE_AT + 99 * HOUR) is None


def test_what_is_verified_closes_after_a_quiet_day() -> None:
    verified = order(state=WorkState.VERIFIED, verified_at=DONE_AT)
    assert judged(verified, None, {}, RULES, DONE_AT + 23 * HOUR) is None
    assert isinstance(judged(verified, None, {}, RULES, DONE_AT + 24 * HOUR), Close)


powers = st.floats(0, 400e3)


@given(
    st.lists(powers, max_size=6), powers, st.one_of(st.none(), powers), st.floats(0, 1e5), powers
)
@settings(max_examples=100, deadline=None)
def test_more_energy_at_the_same_time_never_unproves(
    usual: list[float], rated_w: float, limit_w: float | None, energy_wh: float, more_wh: float
) -> None:
    charger = seen(session(energy_wh), usual_w=usual, rated_w=rated_w, limit_w=limit_w)
    better = seen(session(energy_wh + more_wh), usual_w=usual, rated_w=rated_w, limit_w=limit_w)
    if proof_of(charger, RULES) is not None:
        assert proof_of(better, RULES) is not None
    found = proof_of(better, RULES)
    if found is not None:
        assert found.energy_wh >= RULES.energy_min_wh
        assert found.power_w >= found.expected_w == expected_w(better, RULES)
