"""The ladder of charging profiles, and what chargers say of them, also when it is nonsense."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.adapters.ocpp.schemas import check_to_charger
from central.core.power_profiles import (
    RATE_UNIT_KEY,
    Limit,
    Rung,
    Running,
    SmartCharging,
    clears,
    contradicts,
    ladder,
    profiles,
    read_smart_charging,
    told_w,
)
from tests.unit.central.core.builders import NOON

UNTIL = NOON + timedelta(hours=2)
TWO = (Running(2, 22), Running(1, 11))


def keys(**values: object) -> dict[str, Any]:
    return {
        "configurationKey": [{"key": k, "readonly": True, "value": v} for k, v in values.items()]
    }


@pytest.mark.parametrize(
    ("configuration", "unit"),
    [
        pytest.param(keys(**{RATE_UNIT_KEY: "Current"}), "A", id="current only"),
        pytest.param(keys(**{RATE_UNIT_KEY: "Current,Power"}), "W", id="both"),
        pytest.param(keys(**{RATE_UNIT_KEY: None}), "W", id="no value"),
        pytest.param({}, "W", id="no keys"),
        pytest.param({"configurationKey": 5}, "W", id="keys are a number"),
        pytest.param({"configurationKey": [5, {"key": []}]}, "W", id="keys of nonsense"),
    ],
)
def test_a_charger_gets_watts_unless_it_takes_amperes_only(
    configuration: dict[str, Any], unit: str
) -> None:
    assert read_smart_charging(configuration).unit == unit


@pytest.mark.parametrize(
    ("told", "is_supported"),
    [
        ({"SupportedFeatureProfiles": "Core, Smart Charging"}, True),
        ({"supportedfeatureprofiles": "Core,SmartCharging"}, True),
        ({"SupportedFeatureProfiles": "Core,Reservation"}, False),
        ({"SupportedFeatureProfiles": ""}, True),
        ({}, True),
    ],
)
def test_only_a_charger_that_leaves_it_out_of_its_list_has_no_smart_charging(
    told: dict[str, str], is_supported: bool
) -> None:
    assert read_smart_charging(keys(**told)).is_supported == is_supported


@pytest.mark.parametrize(("told", "level"), [("3", 3), ("-1", 0), ("ten", 0), (None, 0), ("²", 0)])
def test_the_highest_stack_level_is_a_number_or_zero(told: object, level: int) -> None:
    assert read_smart_charging(keys(ChargeProfileMaxStackLevel=told)).max_level == level


def test_the_rung_that_held_before_is_tried_first_and_none_is_left_out() -> None:
    assert ladder(None) == (Rung.WHOLE, Rung.DEFAULT, Rung.SESSIONS)
    assert ladder("TxDefaultProfile") == (Rung.DEFAULT, Rung.WHOLE, Rung.SESSIONS)


@given(
    st.sampled_from(list(Rung)),
    st.floats(0, 1e6),
    st.sampled_from(["W", "A"]),
    st.integers(0, 4),
    st.integers(1, 6),
)
def test_all_profiles_of_a_rung_together_never_allow_more_than_the_limit(
    rung: Rung, limit_w: float, unit: str, level: int, connectors: int
) -> None:
    running = [Running(n, 100 + n) for n in range(1, connectors + 1)]
    smart = SmartCharging(unit=unit, max_level=level)
    payloads = profiles(rung, Limit(limit_w, UNTIL, NOON), smart, connectors, running)
    total_w = 0.0
    for payload in payloads:
        check_to_charger("SetChargingProfile", payload)
        profile = payload["csChargingProfiles"]
        assert profile["chargingProfilePurpose"] == rung
        assert profile["stackLevel"] <= level
        [period] = profile["chargingSchedule"]["chargingSchedulePeriod"]
        each_w = period["limit"] * (1.0 if unit == "W" else 3 * 230.0)
        total_w += each_w * (connectors if rung is Rung.DEFAULT else 1)
    assert limit_w - 0.1 * 690 * connectors - 1 <= total_w <= limit_w * (1 + 1e-9) + 1e-3


def test_sessions_have_profiles_of_their_own_with_their_ids() -> None:
    limit = Limit(30_000.0, UNTIL, NOON)
    payloads = profiles(Rung.SESSIONS, limit, SmartCharging(), 2, TWO)
    told = [(p["connectorId"], p["csChargingProfiles"]["transactionId"]) for p in payloads]
    assert told == [(1, 11), (2, 22)]
    assert len({p["csChargingProfiles"]["chargingProfileId"] for p in payloads}) == 2
    assert profiles(Rung.SESSIONS, limit, SmartCharging(), 2, ()) == []


@pytest.mark.parametrize("by", [None, *Rung])
def test_whatever_may_be_left_of_a_rung_and_those_before_is_cleared(by: str | None) -> None:
    steps = list(Rung)[: 1 if by is None else list(Rung).index(Rung(by)) + 1]
    limit = Limit(30_000.0, UNTIL, NOON)
    left = {
        payload["csChargingProfiles"]["chargingProfileId"]
        for rung in steps
        for payload in profiles(rung, limit, SmartCharging(), 2, TWO)
    }
    assert {each["id"] for each in clears(by, 2)} == left


def schedule(limit: object, unit: str = "W", **more: Any) -> dict[str, Any]:
    periods = [{"startPeriod": 0, "limit": limit, **more}]
    return {
        "status": "Accepted",
        "chargingSchedule": {"chargingRateUnit": unit, "chargingSchedulePeriod": periods},
    }


@pytest.mark.parametrize(
    ("answer", "power_w"),
    [
        pytest.param(schedule(20_000), 20_000.0, id="watts"),
        pytest.param(schedule(10, "A"), 6_900.0, id="amperes on three phases"),
        pytest.param(schedule(10, "A", numberPhases=1), 2_300.0, id="amperes on one"),
        pytest.param(schedule(10, "A", numberPhases="x"), 6_900.0, id="phases of nonsense"),
        pytest.param(schedule("much"), None, id="limit of nonsense"),
        pytest.param(schedule(True), None, id="limit is a truth"),
        pytest.param({"status": "Rejected"}, None, id="refused"),
        pytest.param({"status": "Accepted"}, None, id="without a schedule"),
        pytest.param({"status": "Accepted", "chargingSchedule": 5}, None, id="schedule a number"),
    ],
)
def test_what_a_charger_says_it_may_draw(answer: dict[str, Any], power_w: float | None) -> None:
    assert told_w(answer) == power_w


@pytest.mark.parametrize(
    ("told", "is_more"), [(None, False), (37_500.0, False), (39_600.0, False), (40_000.0, True)]
)
def test_more_than_accepted_is_a_contradiction(told: float | None, is_more: bool) -> None:
    assert contradicts(told, 37_500.0) == is_more
