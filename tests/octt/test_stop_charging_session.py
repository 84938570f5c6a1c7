"""Ends of a session: by card, and by pulling the plug at the car (OCPP 1.6, 3.4 and 4.10)."""

import pytest

from tests.octt.central import Central, id_tag_info
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


async def test_tc_005_1_cs_ev_side_disconnected_stop_and_unlock(rig: Rig, central: Central) -> None:
    await rig.boot(StopTransactionOnEVSideDisconnect=True, UnlockConnectorOnEVSideDisconnect=True)
    transaction = await rig.charge()
    await rig.pass_s(60.0)
    central.told()
    await rig.unplug_ev()
    assert await rig.told() == ["StopTransaction", "1 Finishing"]
    stop = central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["reason"]) == (transaction, "EVDisconnected")
    assert stop["meterStop"] > central.calls("StartTransaction")[0]["meterStart"]
    await rig.unplug_cable()
    assert await rig.told() == ["1 Available"]


async def test_tc_005_2_cs_ev_side_disconnected_stop_and_keep_locked(
    rig: Rig, central: Central
) -> None:
    await rig.boot(StopTransactionOnEVSideDisconnect=True, UnlockConnectorOnEVSideDisconnect=False)
    await rig.charge("TAG-1")
    await rig.unplug_ev()
    assert await rig.told() == ["StopTransaction", "1 Finishing"]
    assert central.calls("StopTransaction")[0]["reason"] == "EVDisconnected"
    with pytest.raises(ValueError, match="locked"):
        await rig.unplug_cable()
    await rig.present("OTHER")
    with pytest.raises(ValueError, match="locked"):
        await rig.unplug_cable()
    await rig.present("TAG-1")
    await rig.unplug_cable()
    assert await rig.told() == ["1 Available"]


async def test_tc_005_3_cs_ev_side_disconnected_without_stop(rig: Rig, central: Central) -> None:
    await rig.boot(StopTransactionOnEVSideDisconnect=False, MeterValueSampleInterval=0)
    transaction = await rig.charge("TAG-1")
    await rig.unplug_ev()
    assert await rig.told() == ["1 SuspendedEV"]
    before_wh = rig.world.plant.register_wh[0]
    await rig.pass_s(50.0)
    assert rig.world.plant.register_wh[0] == before_wh
    await rig.plug()
    assert await rig.told() == ["1 Charging"]
    await rig.present("TAG-1")
    assert await rig.told() == ["StopTransaction", "1 Finishing"]
    assert central.calls("StopTransaction")[0]["transactionId"] == transaction


async def test_tc_068_cs_stop_with_the_same_id_tag(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction = await rig.charge("TAG-1")
    await rig.pass_s(30.0)
    await rig.present("tag-1")  # case does not count (7.25)
    assert await rig.told() == ["StopTransaction", "1 Finishing"]
    stop = central.calls("StopTransaction")[0]
    assert stop["transactionId"] == transaction
    assert stop.get("reason", "Local") == "Local"
    await rig.unplug()
    assert await rig.told() == ["1 Available"]


async def test_tc_069_cs_stop_with_the_same_parent_id_tag(rig: Rig, central: Central) -> None:
    await rig.boot(LocalPreAuthorize=False)
    parents = {"TAG-1": "FAMILY", "TAG-2": "FAMILY", "TAG-3": "STRANGERS"}
    central.answers["Authorize"] = lambda asked: id_tag_info(
        "Accepted", parentIdTag=parents[asked["idTag"]]
    )
    await rig.charge("TAG-1")
    await rig.present("TAG-3")
    assert await rig.told() == ["Authorize"]
    assert rig.status() == "Charging"
    await rig.present("TAG-2")
    assert await rig.told() == ["Authorize", "StopTransaction", "1 Finishing"]
    assert central.calls("StopTransaction")[0]["idTag"] == "TAG-2"
