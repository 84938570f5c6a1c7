"""The mains go and come back (OCPP 1.6, 4.10 and 5.2)."""

import pytest

from tests.octt.central import Central
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


async def test_tc_032_1_cs_power_failure_stop_before_going_down(rig: Rig, central: Central) -> None:
    rig.charger.cabinet.tells_power_loss = True
    await rig.boot()
    transaction = await rig.charge()
    await rig.pass_s(30.0)
    await rig.cut_power()
    stop = await central.expect("StopTransaction")
    assert (stop["transactionId"], stop["reason"]) == (transaction, "PowerLoss")
    central.told()
    await rig.pass_s(60.0)
    assert central.told() == []
    await rig.restore_power()
    assert await rig.told() == ["BootNotification", "0 Available", "1 Finishing", "2 Available"]


async def test_tc_032_2_cs_power_failure_stop_after_going_down(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction = await rig.charge()
    await rig.pass_s(30.0)
    cut_at = central.now()
    await rig.cut_power()
    await rig.pass_s(60.0)
    assert not central.calls("StopTransaction")
    assert rig.world.plant.power_w.sum() == 0.0
    central.told()
    await rig.restore_power()
    told = await rig.told()
    assert told[0] == "BootNotification"
    assert sorted(told[1:]) == ["0 Available", "1 Finishing", "2 Available", "StopTransaction"]
    stop = central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["reason"]) == (transaction, "PowerLoss")
    assert stop["timestamp"] == cut_at


async def test_tc_034_cs_power_failure_with_unavailable_status(rig: Rig, central: Central) -> None:
    await rig.boot()
    assert await central.status("ChangeAvailability", connectorId=0, type="Inoperative") == (
        "Accepted"
    )
    assert sorted(await rig.told()) == ["0 Unavailable", "1 Unavailable", "2 Unavailable"]
    await rig.cut_power()
    await rig.restore_power()
    assert await rig.told() == [
        "BootNotification",
        "0 Unavailable",
        "1 Unavailable",
        "2 Unavailable",
    ]
    assert await central.status("ChangeAvailability", connectorId=0, type="Operative") == (
        "Accepted"
    )
    assert sorted(await rig.told()) == ["0 Available", "1 Available", "2 Available"]


async def test_availability_that_is_scheduled_comes_when_the_session_is_over(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    await rig.charge()
    assert await central.status("ChangeAvailability", connectorId=0, type="Inoperative") == (
        "Scheduled"
    )
    assert await rig.told() == ["2 Unavailable"]
    await rig.present("TAG-1")
    await rig.unplug()
    told = await rig.told()
    assert told[:2] == ["StopTransaction", "1 Finishing"]
    assert told[-2:] == ["1 Unavailable", "0 Unavailable"]
