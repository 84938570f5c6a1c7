"""OCPP 1.6 central-system cases, profiles core and remote-trigger: what an operator orders."""

import json

import pytest

from tests.octt_csms.charge_point import ChargePoint, instant
from tests.octt_csms.conftest import Operator

pytestmark = pytest.mark.integration

ACCEPTED = {"status": "Accepted"}
REJECTED = {"status": "Rejected"}


async def test_tc_010_csms_remote_start_cable_plugged_in_first(
    cp: ChargePoint, operator: Operator
) -> None:
    tag = await operator.tag("TC010")
    await cp.status("Preparing")
    order = {"idTag": tag, "connectorId": 1}
    told = await operator.orders(cp, "RemoteStartTransaction", order, ACCEPTED)
    assert told["outcome"] == "accepted"
    assert (await cp.authorize(tag))["status"] == "Accepted"
    transaction_id = (await cp.start(tag))["transactionId"]
    await cp.status("Charging")
    await operator.status_is(cp, "Charging")
    assert (await operator.session(transaction_id))["stopped_at"] is None


async def test_tc_011_1_csms_remote_start_first(cp: ChargePoint, operator: Operator) -> None:
    tag = await operator.tag("TC0111")
    order = {"idTag": tag, "connectorId": 1}
    await operator.orders(cp, "RemoteStartTransaction", order, ACCEPTED)
    assert (await cp.authorize(tag))["status"] == "Accepted"
    await cp.status("Preparing")
    assert (await cp.start(tag))["idTagInfo"]["status"] == "Accepted"
    await cp.status("Charging")


async def test_tc_011_2_csms_remote_start_time_out(cp: ChargePoint, operator: Operator) -> None:
    tag = await operator.tag("TC0112")
    order = {"idTag": tag, "connectorId": 1}
    await operator.orders(cp, "RemoteStartTransaction", order, ACCEPTED)
    assert (await cp.authorize(tag))["status"] == "Accepted"
    await cp.status("Preparing")
    await operator.status_is(cp, "Preparing")
    await cp.status("Available")
    await operator.status_is(cp, "Available")
    assert await operator.sessions(cp) == []


async def test_tc_012_csms_remote_stop(cp: ChargePoint, operator: Operator) -> None:
    tag = await operator.tag("TC012")
    transaction_id = (await cp.start(tag))["transactionId"]
    await cp.status("Charging")
    order = {"transactionId": transaction_id}
    assert (await operator.orders(cp, "RemoteStopTransaction", order, ACCEPTED))[
        "outcome"
    ] == "accepted"
    await cp.stop(transaction_id, 400, reason="Remote")
    await cp.status("Finishing")
    session = await operator.session(transaction_id)
    assert (session["energy_wh"], session["stop_reason"]) == (300, "Remote")


@pytest.fixture
def restart(cp: ChargePoint, operator: Operator):  # type: ignore[no-untyped-def]
    async def run(kind: str) -> None:
        told = await operator.orders(cp, "Reset", {"type": kind}, ACCEPTED)
        assert told["outcome"] == "accepted"
        await cp.unplug()
        await cp.plug_in()
        assert (await cp.boot())["status"] == "Accepted"
        await cp.status("Available", 0)
        await cp.status("Available")
        await operator.status_is(cp, "Available")

    return run


async def test_tc_013_csms_hard_reset(restart) -> None:  # type: ignore[no-untyped-def]
    await restart("Hard")


async def test_tc_014_csms_soft_reset(restart) -> None:  # type: ignore[no-untyped-def]
    await restart("Soft")


async def unlock(cp: ChargePoint, operator: Operator, status: str, connector: int = 1) -> str:
    order = {"connectorId": connector}
    told = await operator.orders(cp, "UnlockConnector", order, {"status": status})
    outcome: str = told["outcome"]
    return outcome


async def test_tc_017_1_csms_unlock_not_fixed_cable(cp: ChargePoint, operator: Operator) -> None:
    assert await unlock(cp, operator, "Unlocked") == "accepted"


async def test_tc_017_2_csms_unlock_fixed_cable(cp: ChargePoint, operator: Operator) -> None:
    assert await unlock(cp, operator, "NotSupported") == "rejected"


async def test_tc_018_1_csms_unlock_with_session(cp: ChargePoint, operator: Operator) -> None:
    transaction_id = (await cp.start(await operator.tag("TC0181")))["transactionId"]
    await cp.status("Charging")
    assert await unlock(cp, operator, "Unlocked") == "accepted"
    await cp.stop(transaction_id, 250, reason="UnlockCommand")
    await cp.status("Finishing")
    session = await operator.session(transaction_id)
    assert (session["energy_wh"], session["stop_reason"]) == (150, "UnlockCommand")


async def test_tc_030_csms_unlock_failure(cp: ChargePoint, operator: Operator) -> None:
    assert await unlock(cp, operator, "UnlockFailed") == "rejected"


async def test_tc_031_csms_unlock_unknown_connector(cp: ChargePoint, operator: Operator) -> None:
    assert await unlock(cp, operator, "NotSupported", connector=9) == "rejected"


async def test_tc_019_1_csms_retrieve_all_keys(cp: ChargePoint, operator: Operator) -> None:
    keys = [{"key": "HeartbeatInterval", "readonly": False, "value": "300"}]
    answer = {"configurationKey": keys}
    told = await operator.orders(cp, "GetConfiguration", {}, answer)
    assert told["payload"]["configurationKey"] == keys


async def test_tc_019_2_csms_retrieve_specific_key(cp: ChargePoint, operator: Operator) -> None:
    order = {"key": ["SupportedFeatureProfiles"]}
    keys = [{"key": "SupportedFeatureProfiles", "readonly": True, "value": "Core,RemoteTrigger"}]
    told = await operator.orders(cp, "GetConfiguration", order, {"configurationKey": keys})
    assert told["outcome"] == "accepted"


async def change(cp: ChargePoint, operator: Operator, status: str) -> str:
    order = {"key": "MeterValueSampleInterval", "value": "60"}
    told = await operator.orders(cp, "ChangeConfiguration", order, {"status": status})
    outcome: str = told["outcome"]
    return outcome


async def test_tc_021_csms_change_configuration(cp: ChargePoint, operator: Operator) -> None:
    assert await change(cp, operator, "Accepted") == "accepted"


async def test_tc_040_1_csms_key_not_supported(cp: ChargePoint, operator: Operator) -> None:
    assert await change(cp, operator, "NotSupported") == "rejected"


async def test_tc_040_2_csms_key_invalid_value(cp: ChargePoint, operator: Operator) -> None:
    assert await change(cp, operator, "Rejected") == "rejected"


async def test_tc_026_csms_remote_start_rejected(cp: ChargePoint, operator: Operator) -> None:
    order = {"idTag": await operator.tag("TC026"), "connectorId": 1}
    told = await operator.orders(cp, "RemoteStartTransaction", order, REJECTED)
    assert told["outcome"] == "rejected"
    command = await operator.get(f"/tasks/{told['command_id']}")
    assert (command["state"], command["answer"]) == ("rejected", REJECTED)


async def test_tc_028_csms_remote_stop_rejected(cp: ChargePoint, operator: Operator) -> None:
    transaction_id = (await cp.start(await operator.tag("TC028")))["transactionId"]
    order = {"transactionId": transaction_id + 1000}
    told = await operator.orders(cp, "RemoteStopTransaction", order, REJECTED)
    assert told["outcome"] == "rejected"
    assert (await operator.session(transaction_id))["stopped_at"] is None


async def test_tc_061_csms_clear_cache(cp: ChargePoint, operator: Operator) -> None:
    assert (await operator.orders(cp, "ClearCache", {}, ACCEPTED))["outcome"] == "accepted"


async def test_tc_064_csms_data_transfer(cp: ChargePoint, operator: Operator) -> None:
    answer = await cp.ask("DataTransfer", vendorId="org.example", messageId="x", data="y")
    assert answer["status"] == "UnknownVendorId"
    unplugged = json.dumps({"transactionId": 1, "timestamp": instant()})
    own = {"vendorId": "org.openchargealliance.costmsg", "data": unplugged}
    answer = await cp.ask("DataTransfer", messageId="ConnectorUnplugged", **own)
    assert answer["status"] == "Accepted"
    answer = await cp.ask("DataTransfer", messageId="Nothing", **own)
    assert answer["status"] == "UnknownMessageId"


async def test_tc_054_csms_trigger_message(cp: ChargePoint, operator: Operator) -> None:
    transaction_id = (await cp.start(await operator.tag("TC054")))["transactionId"]

    async def trigger(message: str, **more: int) -> None:
        order = {"requestedMessage": message, **more}
        told = await operator.orders(cp, "TriggerMessage", order, ACCEPTED)
        assert told["outcome"] == "accepted"

    await trigger("MeterValues", connectorId=1)
    await cp.meter(transaction_id, 333)
    await trigger("Heartbeat")
    assert "currentTime" in await cp.ask("Heartbeat")
    await trigger("StatusNotification", connectorId=1)
    await cp.status("Charging")
    await trigger("DiagnosticsStatusNotification")
    assert await cp.ask("DiagnosticsStatusNotification", status="Idle") == {}
    await trigger("FirmwareStatusNotification")
    assert await cp.ask("FirmwareStatusNotification", status="Idle") == {}
    await operator.status_is(cp, "Charging")


async def test_tc_055_csms_trigger_message_rejected(cp: ChargePoint, operator: Operator) -> None:
    order = {"requestedMessage": "MeterValues", "connectorId": 7}
    told = await operator.orders(cp, "TriggerMessage", order, REJECTED)
    assert told["outcome"] == "rejected"
