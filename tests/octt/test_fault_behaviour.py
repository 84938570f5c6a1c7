"""A connector that fails (OCPP 1.6, 4.9 and 7.6)."""

import pytest

from charger_emulator.adapters.ocpp import acts
from contract.ocpp16 import ChargePointErrorCode, StopReason
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


async def test_a_fault_of_the_whole_charger_takes_all_connectors_down(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    acts.fault(rig.charger, 0, ChargePointErrorCode.HIGH_TEMPERATURE)
    down = sorted(await rig.told())
    assert down == [f"{number} Faulted HighTemperature" for number in range(3)]
    acts.repair(rig.charger, 0)
    assert sorted(await rig.told()) == ["0 Available", "1 Available", "2 Available"]


async def test_a_warning_leaves_the_status_and_is_taken_back(rig: Rig, central: Central) -> None:
    await rig.boot()
    acts.warn(rig.charger, 2, ChargePointErrorCode.WEAK_SIGNAL, "-109 dBm")
    assert await rig.told() == ["2 Available WeakSignal"]
    acts.warn(rig.charger, 2, ChargePointErrorCode.NO_ERROR)
    assert await rig.told() == ["2 Available"]


async def test_the_red_button_ends_a_session(rig: Rig, central: Central) -> None:
    await rig.boot()
    await rig.charge()
    acts.stop(rig.charger, 1, StopReason.EMERGENCY_STOP)
    assert await rig.told() == ["StopTransaction", "1 Finishing"]
    stop = central.calls("StopTransaction")[0]
    assert stop["reason"] == "EmergencyStop"
    assert "idTag" not in stop
    with pytest.raises(ValueError, match="no session"):
        acts.stop(rig.charger, 1)


async def test_a_fault_ends_the_session_and_the_car_stays(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction = await rig.charge()
    acts.fault(rig.charger, 1, ChargePointErrorCode.OVER_CURRENT_FAILURE)
    assert await rig.told() == ["StopTransaction", "1 Faulted OverCurrentFailure"]
    stop = central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["reason"]) == (transaction, "EmergencyStop")
    acts.repair(rig.charger, 1)
    assert await rig.told() == ["1 Preparing"]
