"""Resets: the charger ends its sessions, goes away and boots again (OCPP 1.6, 5.14)."""

import pytest

from tests.octt.central import Central
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration
ALL_FREE = ["BootNotification", "0 Available", "1 Available", "2 Available"]


async def reset(rig: Rig, central: Central, kind: str) -> list[str]:
    """Reset, wait until the charger is back, and give what it said."""
    before = central.connections
    assert await central.status("Reset", type=kind) == "Accepted"
    await rig.until(lambda: central.connections > before, "a new connection")
    await rig.online()
    return central.told()


async def test_tc_013_cs_hard_reset_without_transaction(rig: Rig, central: Central) -> None:
    await rig.boot()
    assert await reset(rig, central, "Hard") == ALL_FREE


async def test_tc_014_cs_soft_reset_without_transaction(rig: Rig, central: Central) -> None:
    await rig.boot()
    assert await reset(rig, central, "Soft") == ALL_FREE


async def test_tc_015_cs_hard_reset_with_transaction(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction = await rig.charge()
    told = await reset(rig, central, "Hard")
    assert sorted(told) == sorted(
        ["BootNotification", "0 Available", "1 Finishing", "2 Available", "StopTransaction"]
    )
    stop = central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["reason"]) == (transaction, "HardReset")


async def test_tc_016_cs_soft_reset_with_transaction(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction = await rig.charge()
    told = await reset(rig, central, "Soft")
    # The session is told before the charger goes.
    assert told[:3] == ["StopTransaction", "1 Finishing", "BootNotification"]
    assert told[3:] == ["0 Available", "1 Finishing", "2 Available"]
    stop = central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["reason"]) == (transaction, "SoftReset")


async def test_a_reset_that_keeps_failing_is_given_up_after_its_retries(
    rig: Rig, central: Central
) -> None:
    await rig.boot(ResetRetries=2)
    rig.charger.cabinet.broken_resets = 3
    assert await central.status("Reset", type="Hard") == "Accepted"
    assert await rig.told() == ["0 Available ResetFailure"]
    rig.charger.cabinet.broken_resets = 2
    assert await reset(rig, central, "Hard") == ALL_FREE
