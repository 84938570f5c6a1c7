"""Starting a session at the charger (OCPP 1.6, 3.3 and 4.8)."""

import pytest

from tests.octt.central import Central
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


async def test_tc_003_cs_plugin_first(rig: Rig, central: Central) -> None:
    await rig.boot()
    await rig.plug()
    assert await rig.told() == ["1 Preparing"]
    await rig.present("TAG-1")
    assert await rig.told() == ["Authorize", "StartTransaction", "1 Charging"]
    assert central.calls("Authorize") == [{"idTag": "TAG-1"}]
    start = central.calls("StartTransaction")[0]
    assert (start["connectorId"], start["idTag"]) == (1, "TAG-1")
    assert start["timestamp"] == central.now()
    assert await central.status("RemoteStopTransaction", transactionId=2) == "Rejected"
    assert await central.status("RemoteStopTransaction", transactionId=1) == "Accepted"
    await central.expect("StopTransaction", transactionId=1, reason="Remote")


async def test_tc_004_1_cs_identification_first(rig: Rig, central: Central) -> None:
    await rig.boot()
    await rig.present("TAG-1")
    assert await rig.told() == ["Authorize", "1 Preparing"]
    await rig.pass_s(20.0)
    await rig.plug()
    assert await rig.told() == ["StartTransaction", "1 Charging"]
    assert central.calls("StartTransaction")[0]["idTag"] == "TAG-1"


async def test_tc_004_2_cs_identification_first_connection_time_out(
    rig: Rig, central: Central
) -> None:
    await rig.boot(ConnectionTimeOut=30)
    await rig.present("TAG-1")
    assert await rig.told() == ["Authorize", "1 Preparing"]
    await rig.pass_s(29.0)
    assert await rig.told() == []
    await rig.pass_s(1.0)
    assert await rig.told() == ["1 Available"]
    # The card is forgotten: a plug alone starts nothing.
    await rig.plug()
    assert await rig.told() == ["1 Preparing"]
    assert not central.calls("StartTransaction")
