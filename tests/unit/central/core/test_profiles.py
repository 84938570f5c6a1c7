"""What a charger holds, by the rules of OCPP 1.6 about replacing and clearing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.core.profiles import CLEAR, SET, AcceptedCall, installed

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def put(key: int = 1, connector: int = 1, level: int = 0, **more: Any) -> AcceptedCall:
    profile = {
        "chargingProfileId": key,
        "stackLevel": level,
        "chargingProfilePurpose": "TxDefaultProfile",
        **more,
    }
    payload = {"connectorId": connector, "csChargingProfiles": profile}
    return AcceptedCall(SET, payload, NOW)


def clear(**wanted: Any) -> AcceptedCall:
    return AcceptedCall(CLEAR, wanted, NOW)


def held(*calls: AcceptedCall) -> list[int]:
    return [each.profile["chargingProfileId"] for each in installed(calls)]


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        pytest.param([put(1), put(2, level=1)], [1, 2], id="two levels"),
        pytest.param([put(1), put(1, level=3, connector=2)], [1], id="the same id"),
        pytest.param([put(1), put(2)], [2], id="the same level and purpose"),
        pytest.param([put(1), put(2, connector=2)], [1, 2], id="another connector"),
        pytest.param([put(1), put(2, level=1), clear(id=1)], [2], id="clear by id"),
        pytest.param([put(1), put(2, connector=2), clear(connectorId=2)], [1], id="by connector"),
        pytest.param([put(1), put(2, level=1), clear(stackLevel=1)], [1], id="by level"),
        pytest.param(
            [put(1), clear(chargingProfilePurpose="TxProfile")], [1], id="another purpose"
        ),
        pytest.param([put(1), put(2, level=1), clear()], [], id="clear all"),
        pytest.param([put(1), clear(), put(3)], [3], id="again after clearing"),
    ],
)
def test_profiles_replace_and_clear(calls: list[AcceptedCall], expected: list[int]) -> None:
    assert held(*calls) == expected


def test_a_profile_of_a_session_ends_with_it() -> None:
    calls = [put(1, chargingProfilePurpose="TxProfile", transactionId=7), put(2)]
    assert [each.profile["chargingProfileId"] for each in installed(calls, {7})] == [2]
    assert len(installed(calls, {8})) == 2


@given(st.lists(st.builds(put, st.integers(1, 4), st.integers(0, 2), st.integers(0, 2))))
def test_no_two_share_an_id_or_a_place(calls: list[AcceptedCall]) -> None:
    found = installed(calls)
    ids = [each.profile["chargingProfileId"] for each in found]
    places = [(each.connector_id, each.profile["stackLevel"]) for each in found]
    assert len(set(ids)) == len(ids)
    assert len(set(places)) == len(places)
    if calls:
        assert found[-1].profile == calls[-1].payload["csChargingProfiles"]
    assert installed([*calls, clear()]) == []
