"""A connector that fails (OCPP 1.6, 4.9 and 7.6)."""

import pytest

from charger_emulator.adapters.ocpp import acts
from contract.ocpp16 import ChargePointErrorCode
from tests.octt.central import Central
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


async def test_tc_041_cs_fault_behaviour(rig: Rig, central: Central) -> None:
    await rig.boot()
    acts.fault(rig.charger, 1, ChargePointErrorCode.GROUND_FAILURE, "residual current")
    assert await rig.told() == ["1 Faulted GroundFailure"]
    assert central.seen[-1].payload["info"] == "residual current"
    start = {"idTag": "TAG-1", "connectorId": 1}
    assert await central.status("RemoteStartTransaction", **start) == "Rejected"
    with pytest.raises(ValueError, match="Faulted"):
        await rig.present("TAG-1")
    acts.repair(rig.charger, 1)
    assert await rig.told() == ["1 Available"]
    assert rig.status(2) == "Available"


async def test_a_fault_ends_the_session_and_the_car_stays(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction = await rig.charge()
    acts.fault(rig.charger, 1, ChargePointErrorCode.OVER_CURRENT_FAILURE)
    assert await rig.told() == ["StopTransaction", "1 Faulted OverCurrentFailure"]
    stop = central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["reason"]) == (transaction, "EmergencyStop")
    acts.repair(rig.charger, 1)
    assert await rig.told() == ["1 Preparing"]
