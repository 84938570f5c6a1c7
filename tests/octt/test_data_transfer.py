"""Data transfer to a charge point (OCPP 1.6, 5.6): vendors and messages that it does not know."""

import json
from typing import Any

import pytest

from charger_emulator.adapters.clock import wire_instant
from tests.octt.central import Central
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration
COSTMSG = "org.openchargealliance.costmsg"


async def test_tc_062_cs_data_transfer_to_a_charge_point(rig: Rig, central: Central) -> None:
    await rig.boot()
    strange = {"vendorId": "com.example.strange", "messageId": "Dance", "data": "now"}
    assert await central.status("DataTransfer", **strange) == "UnknownVendorId"
    known = {"vendorId": COSTMSG, "messageId": "Dance", "data": "now"}
    assert await central.status("DataTransfer", **known) == "UnknownMessageId"
    price = {"idToken": "TAG-1", "priceText": "0.30 USD/kWh"}
    order = {"vendorId": COSTMSG, "messageId": "SetUserPrice", "data": json.dumps(price)}
    assert await central.status("DataTransfer", **order) == "Accepted"
    assert rig.charger.display.messages[-1]["text"] == "0.30 USD/kWh"
    assert await rig.told() == []


async def cost(central: Central, kind: str, **content: Any) -> str:
    """Answer to a cost message."""
    data = json.dumps(content)
    return await central.status("DataTransfer", vendorId=COSTMSG, messageId=kind, data=data)


def running_cost(transaction_id: int, **more: Any) -> dict[str, Any]:
    return {
        "transactionId": transaction_id,
        "timestamp": "2026-07-01T12:00:00Z",
        "meterValue": 0,
        "cost": 1.25,
        "state": "Charging",
        "chargingPrice": {"kWhPrice": 0.3},
    } | more


async def test_a_running_cost_asks_for_meter_values(rig: Rig, central: Central) -> None:
    await rig.boot(ClockAlignedDataInterval=0, MeterValueSampleInterval=0)
    transaction_id = await rig.charge()
    triggers = {"atTime": wire_instant(rig.clock.now_s() + 5.0), "atCPStatus": ["Finishing"]}
    content = running_cost(transaction_id, triggerMeterValue=triggers)
    assert await cost(central, "RunningCost", **content) == "Accepted"
    await rig.pass_s(4.0)
    assert not central.calls("MeterValues")
    await rig.pass_s(6.0)
    said = central.calls("MeterValues", transactionId=transaction_id)
    assert len(said) == 1
    contexts = {each["context"] for each in said[0]["meterValue"][0]["sampledValue"]}
    assert contexts == {"Other"}
    bad = running_cost(transaction_id, triggerMeterValue={"atTime": "soon"})
    assert await cost(central, "RunningCost", **bad) == "Rejected"
    assert await cost(central, "RunningCost", **running_cost(999)) == "Rejected"


@pytest.mark.parametrize("on", [True, False])
async def test_the_unplugging_is_told_where_idle_time_costs(
    rig: Rig, central: Central, on: bool
) -> None:
    await rig.boot(CustomIdleFeeAfterStop=on)
    transaction_id = await rig.charge()
    await central.call("RemoteStopTransaction", transactionId=transaction_id)
    await rig.settle()
    assert not central.calls("DataTransfer")
    idle = running_cost(transaction_id, state="Idle", idlePrice={"hourPrice": 1.0})
    assert await cost(central, "RunningCost", **idle) == "Accepted"
    await rig.unplug()
    told = [json.loads(each["data"])["transactionId"] for each in central.calls("DataTransfer")]
    assert told == ([transaction_id] if on else [])


async def test_price_texts_have_a_language(rig: Rig, central: Central) -> None:
    await rig.boot(Language="de")
    text = json.dumps({"priceText": "30 Cent je kWh"})
    change = {"key": "DefaultPriceText,de", "value": text}
    assert await central.status("ChangeConfiguration", **change) == "Accepted"
    assert rig.charger.display.shown("de", is_online=True) == "30 Cent je kWh"
    for key, value in (("DefaultPriceText,xx", text), ("DefaultPriceText,de", "{}")):
        answer = await central.status("ChangeConfiguration", key=key, value=value)
        assert answer == "Rejected"
