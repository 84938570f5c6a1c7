"""Cards that are refused, and a lock that fails (OCPP 1.6, 4.1 and 5.11)."""

import pytest

from charger_emulator.adapters.ocpp import acts
from charger_emulator.adapters.ocpp.admission import LockFault
from tests.octt.central import Central, id_tag_info
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("status", ["Invalid", "Blocked", "Expired"])
async def test_tc_023_4_cs_start_local_authorize_invalid(
    rig: Rig, central: Central, status: str
) -> None:
    central.answers["Authorize"] = lambda _: id_tag_info(status)
    await rig.boot()
    await rig.plug()
    await rig.present("TAG-1")
    assert await rig.told() == ["1 Preparing", "Authorize"]
    assert rig.status() == "Preparing"
    await rig.unplug()
    assert await rig.told() == ["1 Available"]
    assert not central.calls("StartTransaction")


async def test_tc_023_5_cs_start_remote_authorize_invalid(rig: Rig, central: Central) -> None:
    central.answers["Authorize"] = lambda _: id_tag_info("Invalid")
    await rig.boot(AuthorizeRemoteTxRequests=True)
    assert await central.status("RemoteStartTransaction", idTag="TAG-1", connectorId=1) == (
        "Accepted"
    )
    assert await rig.told() == ["Authorize"]
    assert rig.status() == "Available"
    await rig.plug()
    assert await rig.told() == ["1 Preparing"]
    assert not central.calls("StartTransaction")


async def test_tc_024_cs_start_lock_failure(rig: Rig, central: Central) -> None:
    await rig.boot()
    acts.break_lock(rig.charger, 1, LockFault.WILL_NOT_CLOSE)
    await rig.plug()
    await rig.present("TAG-1")
    assert await rig.told() == ["1 Preparing", "Authorize", "1 Faulted ConnectorLockFailure"]
    assert not central.calls("StartTransaction")
    acts.break_lock(rig.charger, 1, None)
    acts.repair(rig.charger, 1)
    assert await rig.told() == ["1 Preparing"]
    await rig.present("TAG-1")
    assert await rig.told() == ["Authorize", "StartTransaction", "1 Charging"]


async def test_an_answer_that_comes_after_the_car_has_left_starts_nothing(
    rig: Rig, central: Central
) -> None:
    central.answers["Authorize"] = lambda _: None
    await rig.boot(MeterValueSampleInterval=0)
    await rig.plug()
    acts.present(rig.charger, 1, "TAG-1")
    await central.expect("Authorize")
    acts.unplug(rig.charger, 1)
    acts.plug(rig.charger, 1)
    await rig.settle()
    assert rig.status() == "Preparing"
    assert not central.calls("StartTransaction")
