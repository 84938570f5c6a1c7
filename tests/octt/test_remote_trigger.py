"""Remote trigger (OCPP 1.6, 6.17; OCA security paper, F06): the answer first, then the message."""

from typing import Any

import pytest

from charger_emulator.adapters.clock import wire_instant
from tests.octt.central import Central
from tests.octt.files import FileServer, image
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


async def trigger(central: Central, message: str, **more: Any) -> str:
    return await central.status("TriggerMessage", requestedMessage=message, **more)


async def extended(central: Central, message: str, **more: Any) -> str:
    return await central.status("ExtendedTriggerMessage", requestedMessage=message, **more)


async def test_tc_054_cs_trigger_message(rig: Rig, central: Central) -> None:
    await rig.boot()
    for message in ("BootNotification", "Heartbeat"):
        assert await trigger(central, message) == "Accepted"
        assert await rig.told() == [message]
    assert await trigger(central, "MeterValues", connectorId=1) == "Accepted"
    values = await central.expect("MeterValues", connectorId=1)
    contexts = {s["context"] for v in values["meterValue"] for s in v["sampledValue"]}
    assert contexts == {"Trigger"}
    assert await trigger(central, "StatusNotification", connectorId=1) == "Accepted"
    assert await rig.told() == ["1 Available"]
    assert await trigger(central, "StatusNotification") == "Accepted"
    assert await rig.told() == ["0 Available", "1 Available", "2 Available"]
    for form in ("DiagnosticsStatusNotification", "FirmwareStatusNotification"):
        assert await trigger(central, form) == "Accepted"
        assert await central.expect(form) == {"status": "Idle"}


async def test_tc_055_cs_trigger_message_rejected(rig: Rig, central: Central) -> None:
    await rig.boot()
    assert await trigger(central, "StatusNotification", connectorId=3) == "Rejected"
    assert await trigger(central, "MeterValues", connectorId=-1) == "Rejected"
    assert await trigger(central, "SignChargePointCertificate") == "NotImplemented"
    assert await rig.told() == []


async def test_an_extended_trigger_knows_the_messages_of_the_security_paper(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    assert await extended(central, "LogStatusNotification") == "Accepted"
    assert await central.expect("LogStatusNotification") == {"status": "Idle"}
    assert await extended(central, "FirmwareStatusNotification") == "Accepted"
    assert await central.expect("SignedFirmwareStatusNotification") == {"status": "Idle"}
    assert await extended(central, "DiagnosticsStatusNotification") == "NotImplemented"
    await central.configure(CpoName="")
    assert await extended(central, "SignChargePointCertificate") == "Rejected"


async def test_a_triggered_status_tells_what_is_under_way(
    rig: Rig, central: Central, files: FileServer
) -> None:
    files.content["/new.img"] = image("2.5.0")
    await rig.boot()
    at = wire_instant(rig.clock.now_s())
    await central.call("UpdateFirmware", location=files.url("/new.img"), retrieveDate=at)
    await central.expect("FirmwareStatusNotification", status="Installing")
    assert await trigger(central, "FirmwareStatusNotification") == "Accepted"
    await central.expect("FirmwareStatusNotification", status="Installing")
