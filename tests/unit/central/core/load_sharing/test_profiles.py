"""Shares as charging profiles, there and back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.adapters.ocpp.schemas import check_to_charger
from central.core.applied import applied
from central.core.load_sharing.profiles import (
    LimitsForgotten,
    LimitTold,
    TellLimit,
    ToldLimit,
    payload_of,
    sharing_asks,
)
from contract.ids import ChargePointId
from tests.unit.central.core.load_sharing.worlds import (
    NOON,
    V,
    ac_outlet,
    outlet,
    plug,
    station,
    world,
)

ACCEPTED = {"status": "Accepted"}


def ask(**changes: Any) -> TellLimit:
    values: dict[str, Any] = {
        "charge_point": ChargePointId("A"), "connector": 2, "limit_w": 20_000.0,
        "transaction_id": 7, "until": NOON + timedelta(minutes=30), "is_dc": True,
        "voltage_v": V, "phases": 3, "lines": 3, "reason": "why",
    }  # fmt: skip
    return TellLimit(**{**values, **changes})


def test_a_session_gets_a_profile_of_its_own_that_ends() -> None:
    payload = payload_of(ask(), "W", NOON)
    check_to_charger("SetChargingProfile", payload)
    profile = payload["csChargingProfiles"]
    assert payload["connectorId"] == 2
    assert (profile["chargingProfilePurpose"], profile["transactionId"]) == ("TxProfile", 7)
    assert profile["chargingSchedule"]["duration"] == 35 * 60
    told = applied("SetChargingProfile", payload, ACCEPTED)
    assert told == LimitTold(2, ToldLimit(20_000.0, "W", 3, NOON + timedelta(minutes=30), 7))


def test_the_default_holds_for_ever() -> None:
    payload = payload_of(ask(connector=0, transaction_id=None, until=None), "W", NOON)
    check_to_charger("SetChargingProfile", payload)
    profile = payload["csChargingProfiles"]
    assert profile["chargingProfilePurpose"] == "TxDefaultProfile"
    assert "duration" not in profile["chargingSchedule"]
    told = applied("SetChargingProfile", payload, ACCEPTED)
    assert told == LimitTold(0, ToldLimit(20_000.0, "W", 3, None, None))


@given(
    limit_w=st.floats(0.0, 400_000.0),
    unit=st.sampled_from(["A", "W"]),
    phases=st.sampled_from([1, 3]),
    voltage_v=st.sampled_from([120.0, 230.0, 240.0, 277.0]),
)
def test_what_is_told_is_never_more_than_what_was_decided(
    limit_w: float, unit: str, phases: int, voltage_v: float
) -> None:
    told = payload_of(ask(limit_w=limit_w, phases=phases, voltage_v=voltage_v), unit, NOON)
    effect = applied("SetChargingProfile", told, ACCEPTED)
    assert isinstance(effect, LimitTold)
    per_unit = 1.0 if unit == "W" else voltage_v * phases
    assert limit_w - 0.1 * per_unit - 1e-3 <= effect.limit.value * per_unit <= limit_w + 1e-3


def test_amperes_are_told_with_the_phases_of_the_charger() -> None:
    payload = payload_of(ask(is_dc=False, limit_w=16.0 * V, phases=1), "A", NOON)
    [period] = payload["csChargingProfiles"]["chargingSchedule"]["chargingSchedulePeriod"]
    assert period == {"startPeriod": 0, "limit": 16.0, "numberPhases": 3}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"stackLevel": 1}, id="another level"),
        pytest.param({"chargingProfilePurpose": "TxDefaultProfile"}, id="a connector's default"),
    ],
)
def test_a_profile_that_is_not_in_our_place_says_nothing(change: dict[str, Any]) -> None:
    payload = payload_of(ask(), "W", NOON)
    payload["csChargingProfiles"] |= change
    assert applied("SetChargingProfile", payload, ACCEPTED) is None


@pytest.mark.parametrize(
    ("payload", "effect"),
    [
        pytest.param({"id": 2970}, LimitsForgotten(0), id="the default by its id"),
        pytest.param({"id": 2973}, LimitsForgotten(3), id="a session's by its id"),
        pytest.param({"connectorId": 2}, LimitsForgotten(2), id="all of a connector"),
        pytest.param({}, LimitsForgotten(None, whole=True), id="all"),
        pytest.param(
            {"chargingProfilePurpose": "TxProfile"}, LimitsForgotten(None), id="all sessions'"
        ),
    ],
)
def test_what_was_cleared_counts_no_more(payload: dict[str, Any], effect: object) -> None:
    assert applied("ClearChargingProfile", payload, ACCEPTED) == effect


def test_decreases_are_told_before_defaults_and_increases() -> None:
    made = world(
        station(
            outlet("A", plugs=(plug(1),)), outlet("B", plugs=(plug(2),)), outlet("C"),
            power_w=100_000.0,
        )
    )  # fmt: skip
    made.run()
    made.change("B", plugs=())
    made.change("C", default=None)
    made.site_limit(replace(made.sites["S"].limit, power_w=30_000.0))
    made.change("B", plugs=(plug(3),))
    made.now += timedelta(minutes=1)
    made.decide()
    told = sharing_asks(made.sites.values(), made.shares, made.now)
    assert (told[0].charge_point, told[0].connector) == ("A", 1)
    assert ("C", 0) in [(each.charge_point, each.connector) for each in told]


def test_nothing_is_told_to_a_charger_that_is_away_refuses_or_never_booted() -> None:
    made = world(
        station(
            outlet("away", connected=False, plugs=(plug(1),)),
            outlet("refuses", refuses=True, plugs=(plug(2),)),
            outlet("new", booted_at=None, plugs=(plug(3),)),
            power_w=60_000.0,
        )
    )
    made.decide()
    for name in ("away", "refuses", "new"):
        made.change(name, default=None)
    assert sharing_asks(made.sites.values(), made.shares, made.now) == []


def test_a_default_in_amperes_counts_as_what_it_is() -> None:
    made = world(station(ac_outlet("A"), power_w=10_000.0))
    charger = made.outlet("A")
    assert charger.default is not None
    amperes = int(charger.safe_w / (3 * V) * 10) / 10
    made.change("A", default=replace(charger.default, value=amperes, unit="A"))
    assert sharing_asks(made.sites.values(), {}, made.now) == []
    later: datetime = made.now + timedelta(days=1)
    made.change("A", booted_at=later)
    [told] = sharing_asks(made.sites.values(), {}, later)
    assert told.connector == 0
