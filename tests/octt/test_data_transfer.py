"""Data transfer to a charge point (OCPP 1.6, 5.6): vendors and messages that it does not know."""

import json

import pytest

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
