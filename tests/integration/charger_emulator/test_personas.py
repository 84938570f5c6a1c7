"""Each persona as it shows on the wire, over a real websocket."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from charger_emulator.adapters.manner_files import manner_book
from charger_emulator.core.manner import reconnect_wait_s
from tests.integration.charger_emulator.bench import Bench
from tests.integration.charger_emulator.raw_central import RawCentral

pytestmark = pytest.mark.integration
UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
FAST_WAIT = {"reconnect_s": [0.01, 0.01]}


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with RawCentral() as central:
        made = Bench(central)
        yield made
        await made.stop()


def become(bench: Bench, name: str, **settings: Any) -> None:
    bench.charger.become(name)
    bench.charger.voice.manners.adjust(FAST_WAIT | settings)


@pytest.mark.parametrize(
    ("name", "waits_s"),
    [
        ("micro", [3.0, 3.0, 6.0, 10.0, 10.0]),
        ("warp", [60.0, 60.0, 60.0, 60.0, 60.0]),
        ("open", [1.0, 1.0, 1.0, 1.0, 1.0]),
        ("sap", [30.0, 30.0, 30.0, 30.0, 30.0]),
        ("shiv", [1.0, 1.0, 2.0, 4.0, 8.0]),
        ("plain", [0.5, 0.5, 1.0, 2.0, 4.0]),
    ],
)
def test_waits_between_tries(name: str, waits_s: list[float]) -> None:
    manner = manner_book().personas[name].manner
    assert [reconnect_wait_s(manner, (0.5, 10.0), n, 1.0) for n in range(5)] == waits_s


@pytest.mark.parametrize(
    ("name", "boots", "offers_compression", "ids"),
    [
        ("plain", 1, False, r"\d+"),
        ("micro", 1, False, r"[0-9a-f]{8}-[0-9a-f]{4}-.*"),
        ("warp", 1, False, r"\d+"),
        ("open", 1, False, r"\d{4,}"),
        ("sap", 1, True, UUID4.pattern),
        ("vcp", 2, True, UUID4.pattern),
        ("shiv", 2, True, UUID4.pattern),
    ],
)
async def test_handshake_boots_and_ids(
    bench: Bench, name: str, boots: int, offers_compression: bool, ids: str
) -> None:
    become(bench, name)
    await bench.boot()
    await bench.reconnect()
    headers = bench.central.requests[0].headers
    assert headers["Sec-WebSocket-Protocol"] == "ocpp1.6"
    assert "User-Agent" not in headers
    assert ("Sec-WebSocket-Extensions" in headers) is offers_compression
    assert len(bench.central.calls("BootNotification")) == boots
    assert all(re.fullmatch(ids, each) for each in bench.central.ids())


@pytest.mark.parametrize(
    ("name", "pings"), [("micro", True), ("warp", True), ("vcp", False), ("shiv", False)]
)
async def test_pings(bench: Bench, name: str, pings: bool) -> None:
    configuration = manner_book().personas[name].configuration
    assert configuration["WebSocketPingInterval"] == ("10" if pings else "0")
    become(bench, name, **({"ping_s": 0.05} if pings else {}))
    await bench.boot()
    seen: list[bytes] = []
    server = bench.central.sockets[0]
    send = server.protocol.send_frame

    def watch(frame: Any) -> None:
        if frame.opcode == 10:  # the pong that answers a ping
            seen.append(bytes(frame.data))
        send(frame)

    server.protocol.send_frame = watch  # type: ignore[method-assign]
    if pings:
        await bench.until(lambda: seen, "a ping")
    else:
        assert bench.chargers.all[0].line is not None


@pytest.mark.parametrize(
    ("name", "has_zero", "has_timestamp", "resolution"),
    [
        ("micro", True, True, "ms"),
        ("warp", True, True, "s"),
        ("open", True, True, "s"),
        ("sap", False, False, "ms"),
        ("vcp", False, False, "ms"),
        ("shiv", True, False, "ms"),
    ],
)
async def test_statuses(
    bench: Bench, name: str, has_zero: bool, has_timestamp: bool, resolution: str
) -> None:
    become(bench, name)
    await bench.charging()
    statuses = bench.central.calls("StatusNotification")
    assert bool(bench.central.calls("StatusNotification", connectorId=0)) is has_zero
    assert all(("timestamp" in each) is has_timestamp for each in statuses)
    start = bench.central.calls("StartTransaction")[0]["timestamp"]
    assert ("." in start) is (resolution == "ms")


@pytest.mark.parametrize(
    ("name", "measurand", "units", "phases"),
    [
        ("micro", "Energy.Active.Import.Register", {"Wh"}, {None}),
        ("micro", "Power.Active.Import", {"W"}, {None}),
        ("warp", "Energy.Active.Import.Register", {"kWh"}, {"L1", "L2", "L3"}),
        ("warp", "Power.Active.Import", {"W"}, {"L1", "L2", "L3"}),
        ("open", "Energy.Active.Import.Register", {None}, {None}),
        ("open", "Power.Active.Import", {None}, {"L1", "L2", "L3"}),
        ("sap", "Energy.Active.Import.Register", {"Wh"}, {None}),
        ("vcp", "Energy.Active.Import.Register", {"kWh"}, {None}),
        ("shiv", "Energy.Active.Import.Register", {"Wh"}, {None}),
        ("shiv", "Power.Active.Import", {"W"}, {None}),
    ],
)
async def test_meter_units(
    bench: Bench, name: str, measurand: str, units: set[Any], phases: set[Any]
) -> None:
    become(bench, name)
    await bench.charging(minutes=2)
    samples = bench.samples(measurand)
    assert {s.get("unit") for s in samples} == units
    assert {s.get("phase") for s in samples} == phases


async def test_phases_add_up_to_the_meter(bench: Bench) -> None:
    become(bench, "warp")
    await bench.charging(minutes=2)
    values = [float(s["value"]) for s in bench.samples("Energy.Active.Import.Register")[-3:]]
    assert sum(values) * 1000.0 == pytest.approx(bench.register_wh(), abs=300.0)


async def test_micro_has_no_clock_before_its_first_answer(bench: Bench) -> None:
    become(bench, "micro")
    bench.switch("status_before_boot")
    await bench.boot()
    stamps = [each["timestamp"] for each in bench.central.calls("StatusNotification")]
    assert stamps[0].startswith("1970-01-01")
    assert stamps[-1].startswith("2026-07-01")


@pytest.mark.parametrize("name", ["micro", "shiv"])
async def test_statuses_overtake_what_waited(bench: Bench, name: str) -> None:
    become(bench, name)
    await bench.charging()
    bench.switch("offline")
    bench.charger.set_link()
    await bench.until(lambda: not bench.charger.is_online, "offline")
    bench.unplug()
    await bench.pass_s(120)
    bench.charger.voice.manners.switch({"offline": False})
    before = len(bench.central.heard)
    bench.charger.set_link()
    await bench.told("StopTransaction")
    said = [h.frame[2] for h in bench.central.heard[before:] if h.frame and h.frame[0] == 2]
    assert "StatusNotification" in said[: said.index("StopTransaction")]


async def test_sap_tells_old_samples_after_the_stop_and_counts_sessions_from_zero(
    bench: Bench,
) -> None:
    become(bench, "sap")
    await bench.charging(minutes=1)
    bench.switch("offline")
    bench.charger.set_link()
    await bench.until(lambda: not bench.charger.is_online, "offline")
    await bench.pass_s(90)
    bench.unplug()
    bench.charger.voice.manners.switch({"offline": False})
    before = len(bench.central.heard)
    bench.charger.set_link()
    await bench.told("StopTransaction")
    await bench.quiet()
    said = [h.frame[2] for h in bench.central.heard[before:] if h.frame and h.frame[0] == 2]
    assert said.index("StopTransaction") < said.index("MeterValues")
    assert bench.central.calls("StartTransaction")[0]["meterStart"] == 0
    assert 0 < bench.central.calls("StopTransaction")[0]["meterStop"] < 5_000
    assert float(bench.samples("Energy.Active.Import.Register")[-1]["value"]) > 100_000


async def test_open_tries_four_times_with_new_ids_and_goes_on_with_zero(bench: Bench) -> None:
    become(bench, "open", call_timeout_s=0.05)
    bench.central.answers["StartTransaction"] = lambda _: None
    await bench.boot()
    bench.plug()
    for tries in range(1, 5):
        await bench.told("StartTransaction", tries)
        await asyncio.sleep(0.06)  # real seconds: the time-out of a call
        await bench.pass_s(20)
    await bench.until(lambda: bench.session.transaction_id == -1, "it has given up")
    assert len(set(bench.central.ids("StartTransaction"))) == 4
    bench.unplug()
    await bench.told("StopTransaction")
    assert bench.central.calls("StopTransaction")[0]["transactionId"] == 0


async def test_warp_wants_a_reboot_for_its_measurands(bench: Bench) -> None:
    become(bench, "warp")
    await bench.boot()
    change = {"key": "MeterValuesSampledData", "value": "Voltage"}
    answer = await bench.central.call("ChangeConfiguration", **change)
    assert answer == {"status": "RebootRequired"}


async def test_vcp_signs_its_stop_overlaps_and_obeys_little(bench: Bench) -> None:
    become(bench, "vcp")
    await bench.charging(minutes=1)
    assert bench.charger.configuration.count("MeterValueSampleInterval") == 30
    change = {"key": "MeterValueSampleInterval", "value": "60"}
    assert await bench.central.call("ChangeConfiguration", **change) == {"status": "Accepted"}
    assert bench.charger.configuration.count("MeterValueSampleInterval") == 30
    assert await bench.central.call("ClearChargingProfile", id=99) == {"status": "Accepted"}
    bench.unplug()
    await bench.told("StopTransaction")
    data = bench.central.calls("StopTransaction")[0]["transactionData"]
    kind, body, _ = data[0]["sampledValue"][0]["value"].split("|")
    assert kind == "OCMF"
    assert json.loads(body)["RD"][0]["RU"] == "kWh"
    assert {s.get("measurand") for s in bench.samples()} == {"Energy.Active.Import.Register"}
    assert not any("context" in s for s in bench.samples())
    actions = bench.central.actions()
    assert actions[actions.index("StartTransaction") + 1] == "Heartbeat"


async def test_a_persona_brings_its_configuration(bench: Bench) -> None:
    become(bench, "vcp")
    assert bench.charger.configuration.text("MeterValueSampleInterval") == "15"


async def test_micro_blocks_when_nobody_answers_its_status(bench: Bench) -> None:
    become(bench, "micro", call_timeout_s=0.05)
    bench.central.answers["StatusNotification"] = lambda _: None
    bench.start()
    await bench.told("StatusNotification")
    bench.charger.say("Heartbeat", {})
    await bench.pass_s(75)
    assert len(bench.central.actions()) == 2
