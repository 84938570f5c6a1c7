"""Profiles: what they allow in W, and that a lowered one is never above the cap."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.core.limits import (
    GUARD_HOLDS,
    Electricity,
    Limit,
    capped,
    default_profile,
    guard_profile,
    limit_of,
    share_profile,
)

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)
WATTS = Electricity(230.0, 3)
AMPS = Electricity(230.0, 3, "A")


def profile(
    *limits: float, unit: str = "W", phases: int | None = None, **schedule: Any
) -> dict[str, Any]:
    periods: list[dict[str, Any]] = [
        {"startPeriod": 60 * n, "limit": limit} for n, limit in enumerate(limits)
    ]
    for period in periods:
        if phases is not None:
            period["numberPhases"] = phases
    return {
        "connectorId": 0,
        "csChargingProfiles": {
            "chargingProfileId": 1968,
            "stackLevel": 0,
            "chargingProfilePurpose": "ChargePointMaxProfile",
            "chargingProfileKind": "Absolute",
            "chargingSchedule": {
                "chargingRateUnit": unit,
                "chargingSchedulePeriod": periods,
                **schedule,
            },
        },
    }


def test_lowest_period_counts() -> None:
    assert limit_of(profile(30_000.0, 20_000.0, 40_000.0), WATTS) == Limit(20_000.0)


def test_amperes_count_by_phases_with_three_where_none_are_told() -> None:
    assert limit_of(profile(10.0, unit="A"), WATTS) == Limit(6_900.0)
    assert limit_of(profile(10.0, unit="A", phases=1), WATTS) == Limit(2_300.0)


def test_earlier_end_counts() -> None:
    payload = profile(1.0, duration=3600, startSchedule="2026-07-01T12:00:00Z")
    assert limit_of(payload, WATTS) == Limit(1.0, AT + timedelta(hours=1))
    payload["csChargingProfiles"]["validTo"] = "2026-07-01T12:30:00Z"
    found = limit_of(payload, WATTS)
    assert found == Limit(1.0, AT + timedelta(minutes=30))
    assert found.holds(AT + timedelta(minutes=29))
    assert not found.holds(AT + timedelta(minutes=30))


def test_limit_of_a_connector_or_a_session_is_none_of_the_charger() -> None:
    assert limit_of(profile(1.0) | {"connectorId": 1}, WATTS) is None
    other = profile(1.0)
    other["csChargingProfiles"]["chargingProfilePurpose"] = "TxProfile"
    assert limit_of(other, WATTS) is None


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"csChargingProfiles": []}, id="a list"),
        pytest.param(profile(), id="no period"),
        pytest.param(profile(-1.0), id="a negative limit"),
        pytest.param(profile(float("nan")), id="no number"),
        pytest.param(profile(1.0, duration=1e300, startSchedule="2026-07-01"), id="no end"),
        pytest.param(profile(1.0, duration=1, startSchedule="noon"), id="no instant"),
    ],
)
def test_profile_that_cannot_be_read_is_an_error(payload: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"no charging profile|not allowed|Invalid isoformat"):
        limit_of(payload, WATTS)


@given(
    limits=st.lists(st.floats(0.0, 400_000.0), min_size=1, max_size=5),
    cap_w=st.floats(0.0, 200_000.0),
    unit=st.sampled_from(["A", "W"]),
    phases=st.sampled_from([None, 1, 3]),
)
def test_lowered_profile_allows_the_minimum_of_both(
    limits: list[float], cap_w: float, unit: str, phases: int | None
) -> None:
    payload = profile(*limits, unit=unit, phases=phases)
    before, after = limit_of(payload, WATTS), limit_of(capped(payload, cap_w, WATTS), WATTS)
    assert before is not None
    assert after is not None
    low = min(before.power_w, cap_w)
    step_w = 0.1 if unit == "W" else 0.1 * 230.0 * (phases or 3)
    assert low - step_w - 1e-6 <= after.power_w <= low + 1e-6
    assert capped(payload, cap_w, WATTS)["csChargingProfiles"]["stackLevel"] == 1
    assert payload["csChargingProfiles"]["stackLevel"] == 0, "the one handed in stays as it was"


def test_own_profiles_say_what_they_should() -> None:
    for payload in (share_profile(11_000.0, WATTS), guard_profile(11_000.0, 3, AT, WATTS)):
        found = limit_of(payload, WATTS)
        assert found is not None
        assert found.power_w == 11_000.0
    assert limit_of(share_profile(1.0, WATTS), WATTS) == Limit(1.0), "it never ends"
    ended = limit_of(guard_profile(1.0, 3, AT, WATTS), WATTS)
    assert ended == Limit(1.0, AT + GUARD_HOLDS)
    assert default_profile(1.0, WATTS)["csChargingProfiles"]["stackLevel"] == 0


def test_amperes_are_rounded_down_and_say_their_phases() -> None:
    payload = share_profile(11_000.0, AMPS)
    (period,) = payload["csChargingProfiles"]["chargingSchedule"]["chargingSchedulePeriod"]
    assert period == {"startPeriod": 0, "limit": 15.9, "numberPhases": 3}
