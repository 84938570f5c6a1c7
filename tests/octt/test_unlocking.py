"""UnlockConnector: sockets, fixed cables, sessions, broken locks (OCPP 1.6, 5.18; errata 3.85)."""

import pytest

from charger_emulator.adapters.ocpp import acts
from charger_emulator.adapters.ocpp.admission import LockFault
from tests.octt.central import Central
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


async def test_tc_017_1_cs_unlock_without_session_not_fixed_cable(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    assert await central.status("UnlockConnector", connectorId=1) == "Unlocked"
    assert await rig.told() == []


async def test_tc_017_2_cs_unlock_without_session_fixed_cable(rig: Rig, central: Central) -> None:
    acts.fit_cable(rig.charger, fixed=True)
    await rig.boot()
    assert await central.status("UnlockConnector", connectorId=1) == "NotSupported"
    key = {"key": "UnlockConnectorOnEVSideDisconnect"}
    assert await central.status("ChangeConfiguration", **key, value="true") == "Rejected"
    read = await central.call("GetConfiguration", key=[key["key"]])
    assert read["configurationKey"] == [{**key, "readonly": True, "value": "false"}]


async def test_tc_018_1_cs_unlock_with_session_not_fixed_cable(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction = await rig.charge()
    await rig.pass_s(10.0)
    assert await central.status("UnlockConnector", connectorId=1) == "Unlocked"
    assert await rig.told() == ["StopTransaction", "1 Finishing"]
    stop = central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["reason"]) == (transaction, "UnlockCommand")
    await rig.unplug_cable()
    assert await rig.told() == ["1 Available"]


async def test_tc_018_2_cs_unlock_with_session_fixed_cable(rig: Rig, central: Central) -> None:
    acts.fit_cable(rig.charger, fixed=True)
    await rig.boot()
    await rig.charge()
    assert await central.status("UnlockConnector", connectorId=1) == "NotSupported"
    assert await rig.told() == []
    assert rig.status() == "Charging"
    await rig.unplug_ev()
    assert await rig.told() == ["StopTransaction", "1 Finishing", "1 Available"]


async def test_tc_030_cs_unlock_failure(rig: Rig, central: Central) -> None:
    await rig.boot()
    acts.break_lock(rig.charger, 1, LockFault.WILL_NOT_OPEN)
    assert await central.status("UnlockConnector", connectorId=1) == "UnlockFailed"
    acts.break_lock(rig.charger, 1, None)
    assert await central.status("UnlockConnector", connectorId=1) == "Unlocked"


async def test_tc_031_cs_unlock_unknown_connector(rig: Rig, central: Central) -> None:
    await rig.boot()
    assert await central.status("UnlockConnector", connectorId=3) == "NotSupported"
