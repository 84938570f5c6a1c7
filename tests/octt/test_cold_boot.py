"""Cold boot (OCPP 1.6, 4.2)."""

import pytest

from tests.octt.central import Central, in_turn
from tests.octt.rig import START_AT, Rig

pytestmark = pytest.mark.integration


async def test_tc_001_cs_cold_boot(rig: Rig, central: Central) -> None:
    beats_s: list[float] = []
    central.answers["Heartbeat"] = lambda _: (
        beats_s.append(rig.clock.now_s()) or {"currentTime": central.now()}
    )
    rig.start()
    boot = await central.expect("BootNotification")
    await rig.online()
    accepted_s = rig.clock.now_s()
    assert (boot["chargePointVendor"], boot["chargePointModel"]) == ("Bench", "Model-1")
    assert await rig.told() == ["0 Available", "1 Available", "2 Available"]
    interval = (await central.call("GetConfiguration", key=["HeartbeatInterval"]))[
        "configurationKey"
    ]
    assert interval[0]["value"] == "3600"
    await rig.pass_s(2 * 3600.0, step_s=10.0)
    # The first beat comes early by chance, lest a fleet beats as one; then the interval counts.
    first_s, second_s = beats_s
    assert 1800.0 <= first_s - accepted_s <= 3600.0
    assert second_s - first_s == 3600.0
    assert len(central.calls("BootNotification")) == 1


async def test_tc_002_cs_cold_boot_pending(rig: Rig, central: Central) -> None:
    now = START_AT.isoformat()
    pending = {"status": "Pending", "currentTime": now, "interval": 30}
    accepted = {"status": "Accepted", "currentTime": now, "interval": 300}
    central.answers["BootNotification"] = in_turn(pending, accepted)
    rig.start()
    await central.expect("BootNotification")
    # Configuration may be asked and changed meanwhile; nothing is said or started.
    read = await central.call("GetConfiguration", key=["MeterValueSampleInterval"])
    assert read["configurationKey"][0]["readonly"] is False
    await central.configure(MeterValueSampleInterval=10)
    start = {"idTag": "TAG-1", "connectorId": 1}
    assert await central.status("RemoteStartTransaction", **start) == "Rejected"
    await rig.pass_s(29.0)
    assert central.told() == []
    await rig.pass_s(1.0)
    await rig.online()
    await central.expect("BootNotification")
    assert await rig.told() == ["0 Available", "1 Available", "2 Available"]
    await rig.pass_s(300.0, step_s=10.0)
    assert set(await rig.told()) == {"Heartbeat", "MeterValues"}


async def test_while_pending_only_what_was_asked_for_is_said(rig: Rig, central: Central) -> None:
    pending = {"status": "Pending", "currentTime": central.now(), "interval": 3600}
    accepted = pending | {"status": "Accepted"}
    central.answers["BootNotification"] = in_turn(pending, accepted)
    rig.start()
    await central.expect("BootNotification")
    ask = {"requestedMessage": "StatusNotification", "connectorId": 2}
    assert await central.status("TriggerMessage", **ask) == "Accepted"
    await central.expect("StatusNotification", connectorId=2, status="Available")
    assert central.told() == []
    asked = await central.status("TriggerMessage", requestedMessage="BootNotification")
    assert asked == "Accepted"
    await rig.online()
    assert await rig.told() == ["BootNotification", "0 Available", "1 Available", "2 Available"]


async def test_a_charger_that_is_rejected_says_nothing_until_it_may_ask_again(
    rig: Rig, central: Central
) -> None:
    rejected = {"status": "Rejected", "currentTime": central.now(), "interval": 60}
    accepted = rejected | {"status": "Accepted"}
    central.answers["BootNotification"] = in_turn(rejected, accepted)
    rig.start()
    await central.expect("BootNotification")
    await rig.plug()
    await rig.pass_s(59.0)
    assert central.told() == []
    await rig.pass_s(1.0)
    await rig.online()
    assert await rig.told() == ["BootNotification", "0 Available", "1 Preparing", "2 Available"]


async def test_a_reset_while_pending_makes_it_boot_anew(rig: Rig, central: Central) -> None:
    pending = {"status": "Pending", "currentTime": central.now(), "interval": 3600}
    central.answers["BootNotification"] = in_turn(pending, pending | {"status": "Accepted"})
    rig.start()
    await central.expect("BootNotification")
    assert await central.status("Reset", type="Soft") == "Accepted"
    await rig.online()
    assert central.connections == 2
