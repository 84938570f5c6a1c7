"""Nothing that comes over the wire stops a charger, and nothing at one charger stops another."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from charger_emulator.adapters.ocpp import acts
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.core.world import World, WorldSetting
from contract.fleet import Fleet
from contract.ids import ChargePointId
from tests.integration.charger_emulator.hostile_frames import ANSWERS, FRAMES
from tests.integration.charger_emulator.raw_central import RawCentral
from tests.octt.central import CallErrorAnswer
from tests.octt.rig import FAST, Rig, SteppedClock, bench_central, one_charger

pytestmark = pytest.mark.integration


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """One AC charger before a scripted central, still switched off."""
    clock = SteppedClock()
    async with bench_central(clock) as central:
        made = Rig(central, clock, one_charger(), state_dir=tmp_path / "state")
        yield made
        await made.stop()


async def accepted(rig: Rig) -> None:
    """Wait until the charger is accepted, however long it was told to wait."""

    def is_online() -> bool:
        rig.clock.at_s += 5.0
        rig.charger.wake.set()
        return rig.charger.is_online

    await rig.until(is_online, "the charger is accepted")
    await rig.settle()


async def works(rig: Rig) -> None:
    """A car comes, a card is shown twice, time passes; the charger still answers."""
    acts.plug(rig.charger, 1)
    for _ in range(2):
        acts.present(rig.charger, 1, "TAG-1")
        await rig.pass_s(120.0, step_s=40.0)
    await accepted(rig)
    assert "configurationKey" in await rig.central.call("GetConfiguration", key=["CpoName"])


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR]


@pytest.mark.parametrize("name", FRAMES)
async def test_a_hostile_frame_is_refused_or_ignored_and_the_charger_works_on(
    rig: Rig, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    await rig.boot()
    assert rig.central.socket is not None
    await rig.central.socket.send(FRAMES[name])
    await works(rig)
    assert errors(caplog) == []


@pytest.mark.parametrize("name", ANSWERS)
async def test_a_hostile_answer_is_no_more_than_a_bad_one(
    rig: Rig, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    action, answer = ANSWERS[name]
    rig.central.answers[action] = lambda _: answer
    rig.start()
    if action == "BootNotification":
        await rig.central.expect("BootNotification")
        if answer["status"] != "Accepted":
            del rig.central.answers[action]
    await accepted(rig)
    await works(rig)
    assert errors(caplog) == []


@pytest.mark.parametrize("interval", [10**400, 10**17, 0, -5, True, "60", None])
async def test_an_interval_that_is_none_is_a_minute(rig: Rig, interval: object) -> None:
    rig.central.answers["BootNotification"] = lambda _: {
        "status": "Accepted", "currentTime": rig.central.now(), "interval": interval,
    }  # fmt: skip
    rig.start()
    await accepted(rig)
    assert rig.charger.configuration.count("HeartbeatInterval") == 60


async def test_an_impossible_time_is_ignored_and_logged_once(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    await rig.boot(HeartbeatInterval=10)
    for told in ("9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z"):
        rig.central.answers["Heartbeat"] = lambda _, told=told: {"currentTime": told}
        await rig.pass_s(30.0)
    assert rig.charger.clock.offset_s == 0.0
    assert sum("time_ignored" in each.getMessage() for each in caplog.records) == 1


# --- the barrier ---------------------------------------------------------------------------------


async def test_a_fault_of_ours_is_answered_with_internal_error_and_logged(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    await rig.boot()
    rig.charger.configuration.put("ResetRetries", "damaged")
    with pytest.raises(CallErrorAnswer, match="InternalError: ValueError"):
        await rig.central.call("Reset", type="Soft")
    assert any("call_not_handled" in each for each in errors(caplog))
    rig.charger.configuration.put("ResetRetries", "1")
    assert await rig.central.status("Reset", type="Soft") == "Accepted"


def two_chargers() -> Fleet:
    station = one_charger().stations[0]
    first = station.charge_points[0]
    both = [first, msgspec.structs.replace(first, id=ChargePointId("CP-2"))]
    return Fleet(stations=[msgspec.structs.replace(station, charge_points=both)])


@pytest.mark.parametrize(
    ("key", "words"),
    [
        pytest.param("WebSocketPingInterval", "charger_link_failed", id="connecting"),
        pytest.param("TransactionMessageAttempts", "charger_link_failed", id="sending"),
        pytest.param("HeartbeatInterval", "charger_failed", id="looked after with the tick"),
    ],
)
async def test_what_breaks_one_charger_leaves_the_other_at_work(
    caplog: pytest.LogCaptureFixture, key: str, words: str
) -> None:
    clock = SteppedClock()
    setting = WorldSetting(seed=1, mean_utilisation=0.0, fault_rate_per_day=0.0)
    world = World(two_chargers(), setting, clock.now_s())
    world.ask_first()
    async with RawCentral() as central:
        # The answer would set the interval anew, and so mend it.
        central.answers["BootNotification"] = lambda _: {
            "status": "Accepted", "currentTime": "2026-07-01T12:00:00Z", "interval": 10,
        }  # fmt: skip
        chargers = Chargers(world, clock, central.url, "", FAST)
        running = asyncio.get_running_loop().create_task(chargers.run())
        broken, well = chargers.all
        await central.until(lambda: chargers.connected == 2, "both are accepted")
        broken.configuration.put(key, "damaged")
        broken.intervals_changed = True
        assert broken.line is not None
        broken.line.drop()
        before = len(central.calls("Heartbeat"))

        def beats() -> bool:
            clock.at_s += 1.0
            chargers.tick()
            well.wake.set()
            return len(central.calls("Heartbeat")) > before + 3 and bool(errors(caplog))

        await central.until(beats, "the other's heart beats on")
        assert any(words in each and "CP-1" in each for each in errors(caplog))
        assert not any("CP-2" in each for each in errors(caplog))
        assert not running.done()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
