"""OCPP 1.6 central-system cases, profile smart-charging."""

from typing import Any

import pytest

from tests.octt_csms.charge_point import ChargePoint, Json, instant
from tests.octt_csms.conftest import Operator

pytestmark = pytest.mark.integration

ACCEPTED = {"status": "Accepted"}
SCHEDULE: Json = {
    "chargingRateUnit": "A",
    "chargingSchedulePeriod": [
        {"startPeriod": 0, "limit": 16.0},
        {"startPeriod": 600, "limit": 21.4, "numberPhases": 1},
    ],
}


def profile(purpose: str, kind: str = "Relative", **more: Any) -> Json:
    return {
        "chargingProfileId": 7,
        "stackLevel": 0,
        "chargingProfilePurpose": purpose,
        "chargingProfileKind": kind,
        "chargingSchedule": SCHEDULE,
        **more,
    }


async def test_tc_056_csms_tx_default_profile(cp: ChargePoint, operator: Operator) -> None:
    order = {"connectorId": 0, "csChargingProfiles": profile("TxDefaultProfile")}
    told = await operator.orders(cp, "SetChargingProfile", order, ACCEPTED)
    assert told["outcome"] == "accepted"


async def test_tc_057_csms_tx_profile(cp: ChargePoint, operator: Operator) -> None:
    transaction_id = (await cp.start(await operator.tag("TC057")))["transactionId"]
    wanted = profile("TxProfile", transactionId=transaction_id)
    order = {"connectorId": 1, "csChargingProfiles": wanted}
    told = await operator.orders(cp, "SetChargingProfile", order, ACCEPTED)
    assert told["outcome"] == "accepted"


async def test_tc_059_csms_remote_start_with_profile(cp: ChargePoint, operator: Operator) -> None:
    tag = await operator.tag("TC059")
    order = {"idTag": tag, "connectorId": 1, "chargingProfile": profile("TxProfile")}
    told = await operator.orders(cp, "RemoteStartTransaction", order, ACCEPTED)
    assert told["outcome"] == "accepted"
    assert (await cp.start(tag))["idTagInfo"]["status"] == "Accepted"


async def test_tc_066_csms_get_composite_schedule(cp: ChargePoint, operator: Operator) -> None:
    schedule = {**SCHEDULE, "duration": 3600, "startSchedule": instant()}
    answer = {
        "status": "Accepted",
        "connectorId": 1,
        "scheduleStart": instant(),
        "chargingSchedule": schedule,
    }
    order = {"connectorId": 1, "duration": 3600, "chargingRateUnit": "A"}
    told = await operator.orders(cp, "GetCompositeSchedule", order, answer)
    assert told["payload"]["chargingSchedule"] == schedule


async def test_tc_067_csms_clear_charging_profile(cp: ChargePoint, operator: Operator) -> None:
    for order in ({"id": 7}, {"connectorId": 0, "chargingProfilePurpose": "TxDefaultProfile"}):
        told = await operator.orders(cp, "ClearChargingProfile", order, ACCEPTED)
        assert told["outcome"] == "accepted"
    told = await operator.orders(cp, "ClearChargingProfile", {"id": 9}, {"status": "Unknown"})
    assert told["payload"] == {"status": "Unknown"}
