"""Starting and stopping from afar (OCPP 1.6, 5.11 and 5.12)."""

import pytest

from tests.octt.central import Central
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


async def test_tc_010_cs_remote_start_cable_plugged_in_first(rig: Rig, central: Central) -> None:
    await rig.boot(AuthorizeRemoteTxRequests=False)
    await rig.plug()
    assert await rig.told() == ["1 Preparing"]
    assert await central.status("RemoteStartTransaction", idTag="TAG-1", connectorId=1) == (
        "Accepted"
    )
    assert await rig.told() == ["StartTransaction", "1 Charging"]
    assert central.calls("StartTransaction")[0]["idTag"] == "TAG-1"


async def test_tc_011_1_cs_remote_start_first(rig: Rig, central: Central) -> None:
    await rig.boot(AuthorizeRemoteTxRequests=True)
    assert await central.status("RemoteStartTransaction", idTag="TAG-1", connectorId=1) == (
        "Accepted"
    )
    assert await rig.told() == ["Authorize", "1 Preparing"]
    await rig.plug()
    assert await rig.told() == ["StartTransaction", "1 Charging"]


async def test_tc_011_2_cs_remote_start_time_out(rig: Rig, central: Central) -> None:
    await rig.boot(ConnectionTimeOut=15)
    assert await central.status("RemoteStartTransaction", idTag="TAG-1", connectorId=1) == (
        "Accepted"
    )
    assert await rig.told() == ["1 Preparing"]
    await rig.pass_s(15.0)
    assert await rig.told() == ["1 Available"]
    assert not central.calls("StartTransaction")


async def test_tc_012_cs_remote_stop(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction = await rig.charge()
    await rig.pass_s(30.0)
    assert await central.status("RemoteStopTransaction", transactionId=transaction) == "Accepted"
    assert await rig.told() == ["StopTransaction", "1 Finishing"]
    stop = central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["reason"]) == (transaction, "Remote")
    await rig.unplug()
    assert await rig.told() == ["1 Available"]


async def test_tc_026_cs_remote_start_rejected(rig: Rig, central: Central) -> None:
    await rig.boot()
    await rig.charge()
    assert await central.status("RemoteStartTransaction", idTag="TAG-2", connectorId=1) == (
        "Rejected"
    )
    assert await rig.told() == []
    assert await central.status("RemoteStartTransaction", idTag="TAG-2", connectorId=9) == (
        "Rejected"
    )


async def test_tc_027_cs_remote_start_connector_zero(rig: Rig, central: Central) -> None:
    await rig.boot()
    assert await central.status("RemoteStartTransaction", idTag="TAG-1", connectorId=0) == (
        "Rejected"
    )
    assert await rig.told() == []


async def test_tc_028_cs_remote_stop_rejected(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction = await rig.charge()
    assert await central.status("RemoteStopTransaction", transactionId=transaction + 1) == (
        "Rejected"
    )
    assert await rig.told() == []
    assert rig.status() == "Charging"
