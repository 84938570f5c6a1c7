"""The charger's clock follows the central system's (OCPP 1.6, 4.2 and 4.6)."""

from datetime import datetime

import pytest

from tests.octt.central import Central
from tests.octt.rig import START_AT, Rig

pytestmark = pytest.mark.integration


def at_s(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


@pytest.mark.parametrize(
    "error_s",
    [
        pytest.param(7_200.0, id="two hours fast"),
        pytest.param(-START_AT.timestamp(), id="in 1970"),
    ],
)
async def test_a_wrong_clock_is_set_by_the_boot_answer(
    rig: Rig, central: Central, error_s: float
) -> None:
    rig.charger.clock.skew(error_s, rig.world.now_s)
    await rig.boot()
    await rig.charge()
    assert central.calls("StartTransaction")[0]["timestamp"] == central.now()


async def test_a_drifting_clock_is_set_back_by_heartbeats(rig: Rig, central: Central) -> None:
    await rig.boot(HeartbeatInterval=600, MeterValueSampleInterval=0)
    rig.charger.clock.set_drift(10_000.0, rig.clock.now_s())
    errors = []
    for _ in range(90):
        await rig.pass_s(20.0, step_s=20.0)
        errors.append(rig.charger.now_s - rig.clock.now_s())
    assert 4.0 < max(errors) <= 6.2  # 10 ms in each second, for 10 min at most
    assert min(errors[30:]) < 1.0


async def test_a_clock_that_is_nearly_right_does_not_jump(rig: Rig, central: Central) -> None:
    await rig.boot(HeartbeatInterval=60)
    rig.charger.clock.skew(0.8, rig.world.now_s)
    await rig.pass_s(120.0, step_s=10.0)
    assert rig.charger.now_s - rig.clock.now_s() == pytest.approx(0.8)


async def test_messages_carry_the_time_of_the_charger_and_not_of_the_world(
    rig: Rig, central: Central
) -> None:
    await rig.boot(HeartbeatInterval=0)
    rig.charger.clock.skew(500.0, rig.world.now_s)
    await rig.charge()
    start = central.calls("StartTransaction")[0]
    assert at_s(start["timestamp"]) - at_s(central.now()) == 500.0
