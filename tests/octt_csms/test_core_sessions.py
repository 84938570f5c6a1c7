"""OCPP 1.6 central-system cases, profile core: sessions that people start and end."""

from datetime import datetime

import pytest

from tests.octt_csms.charge_point import ChargePoint, instant
from tests.octt_csms.conftest import MakeChargePoint, Operator

pytestmark = pytest.mark.integration


async def begin(cp: ChargePoint, tag: str) -> int:
    """Authorized, plugged in, started."""
    assert (await cp.authorize(tag))["status"] == "Accepted"
    await cp.status("Preparing")
    answer = await cp.start(tag)
    assert answer["idTagInfo"]["status"] == "Accepted"
    await cp.status("Charging")
    return int(answer["transactionId"])


async def test_tc_001_csms_cold_boot(make: MakeChargePoint, operator: Operator) -> None:
    cp = await make().plug_in()
    answer = await cp.boot(chargePointSerialNumber="S-1", firmwareVersion="1.0")
    assert answer["status"] == "Accepted"
    assert answer["interval"] > 0
    assert datetime.fromisoformat(answer["currentTime"]).tzinfo is not None
    for connector in (0, 1, 2):
        await cp.status("Available", connector)
    assert datetime.fromisoformat((await cp.ask("Heartbeat"))["currentTime"]).tzinfo is not None
    await operator.status_is(cp, "Available", 2)
    detail = await operator.get(f"/chargers/{cp.identity}")
    assert (detail["vendor"], detail["firmware_version"]) == ("Octt", "1.0")


async def test_tc_003_csms_plugin_first(cp: ChargePoint, operator: Operator) -> None:
    tag = await operator.tag("TC003")
    await cp.status("Preparing")
    assert (await cp.authorize(tag))["status"] == "Accepted"
    transaction_id = (await cp.start(tag))["transactionId"]
    await cp.status("Charging")
    await cp.meter(transaction_id, 600)
    answer = await cp.stop(transaction_id, 1100, idTag=tag, reason="Local")
    assert answer["idTagInfo"]["status"] == "Accepted"
    await cp.status("Finishing")
    await cp.status("Available")
    session = await operator.session(transaction_id)
    assert (session["energy_wh"], session["stop_reason"]) == (1000, "Local")


async def test_tc_004_1_csms_identification_first(cp: ChargePoint, operator: Operator) -> None:
    transaction_id = await begin(cp, await operator.tag("TC0041"))
    await cp.stop(transaction_id, 300, idTag="TC0041")
    session = await operator.session(transaction_id)
    assert (session["energy_wh"], session["stopped_at"] is None) == (200, False)


async def test_tc_004_2_csms_connection_time_out(cp: ChargePoint, operator: Operator) -> None:
    assert (await cp.authorize(await operator.tag("TC0042")))["status"] == "Accepted"
    await cp.status("Preparing")
    await operator.status_is(cp, "Preparing")
    await cp.status("Available")
    await operator.status_is(cp, "Available")
    assert await operator.sessions(cp) == []


async def test_tc_005_1_csms_ev_side_disconnected(cp: ChargePoint, operator: Operator) -> None:
    transaction_id = await begin(cp, await operator.tag("TC0051"))
    await cp.status("SuspendedEV")
    await cp.stop(transaction_id, 900, reason="EVDisconnected")
    await cp.status("Finishing")
    await cp.status("Available")
    session = await operator.session(transaction_id)
    assert (session["energy_wh"], session["stop_reason"]) == (800, "EVDisconnected")


async def test_tc_007_csms_cached_id(cp: ChargePoint, operator: Operator) -> None:
    """The charge point starts from its cache, without Authorize."""
    tag = await operator.tag("TC007", expires_at=instant(60))
    await cp.status("Preparing")
    info = (await cp.start(tag))["idTagInfo"]
    assert info["status"] == "Accepted"
    assert datetime.fromisoformat(info["expiryDate"]).tzinfo is not None
    await cp.status("Charging")


async def is_refused(cp: ChargePoint, operator: Operator, tag: str, expected: str) -> None:
    await cp.status("Preparing")
    assert (await cp.authorize(tag))["status"] == expected
    await cp.status("Available")
    assert await operator.sessions(cp) == []


async def test_tc_023_1_csms_authorize_invalid(cp: ChargePoint, operator: Operator) -> None:
    await is_refused(cp, operator, "TC0231-UNKNOWN", "Invalid")


async def test_tc_023_2_csms_authorize_expired(cp: ChargePoint, operator: Operator) -> None:
    tag = await operator.tag("TC0232", expires_at=instant(-5))
    await is_refused(cp, operator, tag, "Expired")


async def test_tc_023_3_csms_authorize_blocked(cp: ChargePoint, operator: Operator) -> None:
    tag = await operator.tag("TC0233", status="Blocked")
    await is_refused(cp, operator, tag, "Blocked")


async def test_tc_024_csms_lock_failure(cp: ChargePoint, operator: Operator) -> None:
    assert (await cp.authorize(await operator.tag("TC024")))["status"] == "Accepted"
    await cp.status("Preparing")
    await cp.status("Faulted", error="ConnectorLockFailure")
    await operator.status_is(cp, "Faulted")
    assert (await operator.connector(cp))["error_code"] == "ConnectorLockFailure"
    assert await operator.sessions(cp) == []


async def test_tc_032_1_csms_power_failure_stops_transactions(
    cp: ChargePoint, operator: Operator
) -> None:
    transaction_id = await begin(cp, await operator.tag("TC0321"))
    await cp.meter(transaction_id, 500)
    await cp.unplug()
    await cp.plug_in()
    assert (await cp.boot())["status"] == "Accepted"
    assert "idTagInfo" in await cp.stop(transaction_id, 700, idTag="TC0321", reason="PowerLoss")
    await cp.status("Available")
    session = await operator.session(transaction_id)
    assert (session["energy_wh"], session["stop_reason"]) == (600, "PowerLoss")


async def test_tc_037_1_csms_offline_start_valid(cp: ChargePoint, operator: Operator) -> None:
    tag = await operator.tag("TC0371")
    await cp.unplug()
    began = instant(-30)
    await cp.plug_in()
    answer = await cp.start(tag, timestamp=began)
    assert answer["idTagInfo"]["status"] == "Accepted"
    await cp.status("Charging")
    session = await operator.session(answer["transactionId"])
    assert (session["started_at"], session["stopped_at"]) == (began, None)


async def test_tc_037_3_csms_offline_start_invalid(cp: ChargePoint, operator: Operator) -> None:
    await cp.unplug()
    began = instant(-30)
    await cp.plug_in()
    answer = await cp.start("TC0373-UNKNOWN", timestamp=began)
    assert answer["idTagInfo"]["status"] == "Invalid"
    await cp.stop(answer["transactionId"], 150, reason="DeAuthorized")
    session = await operator.session(answer["transactionId"])
    assert (session["energy_wh"], session["stop_reason"]) == (50, "DeAuthorized")


async def test_tc_039_csms_offline_transaction(cp: ChargePoint, operator: Operator) -> None:
    tag = await operator.tag("TC039")
    await cp.unplug()
    began, ended = instant(-60), instant(-10)
    await cp.plug_in()
    transaction_id = (await cp.start(tag, timestamp=began))["transactionId"]
    answer = await cp.stop(transaction_id, 8100, timestamp=ended, idTag=tag)
    assert answer["idTagInfo"]["status"] == "Accepted"
    session = await operator.session(transaction_id)
    assert (session["started_at"], session["stopped_at"]) == (began, ended)
    assert session["energy_wh"] == 8000
