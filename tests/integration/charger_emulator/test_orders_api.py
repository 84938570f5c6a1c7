"""Orders over the control API, with chargers that really talk OCPP."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from websockets.protocol import State

from charger_emulator.adapters.control_api import View, build_api
from charger_emulator.adapters.ocpp.park import Park
from charger_emulator.adapters.scenario_files import read_scenarios
from tests.integration.charger_emulator.bench import Bench
from tests.integration.charger_emulator.raw_central import RawCentral

pytestmark = pytest.mark.integration
TOKEN = "test-token"


class Live:
    """A charger on the bench, its park, and the control API before it."""

    def __init__(self, central: RawCentral) -> None:
        self.bench = Bench(central)
        self.central, self.park = central, Park(self.bench.chargers)
        api = build_api(View(self.bench.chargers, read_scenarios(), self.park), TOKEN)
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=api),
            base_url="http://emulator",
            headers={"Authorization": f"Bearer {TOKEN}"},
        )

    async def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        answer = await self.http.request(method, path, json=body)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def order(self, do: str, status: int = 200, **fields: Any) -> Any:
        return await self.ask("POST", "/chargers/CP-1/orders", {"do": do, **fields}, status)

    async def show(self, ident: str = "CP-1") -> Any:
        return await self.ask("GET", f"/chargers/{ident}")


@pytest.fixture
async def live() -> AsyncIterator[Live]:
    async with RawCentral() as central:
        made = Live(central)
        task = asyncio.create_task(made.park.run())
        await made.bench.until(lambda: made.bench.charger.is_online, "the charger is online")
        await made.bench.quiet()
        yield made
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await made.http.aclose()


# --- at a charger --------------------------------------------------------------------------------


async def test_a_session_by_hand_from_plug_to_unplug(live: Live) -> None:
    await live.order("scripted")
    await live.order("plug")
    await live.order("tag", id_tag="CARD-7")
    await live.bench.told("StartTransaction")
    await live.bench.until(lambda: live.bench.session.transaction_id == 101, "the id")
    connector = (await live.show())["connectors"][0]
    assert (connector["status"], connector["transaction_id"]) == ("Charging", 101)
    await live.order("stop")
    await live.bench.told("StopTransaction")
    await live.order("unplug", side="ev")
    await live.order("unplug", side="cable")
    await live.bench.told("StatusNotification", connectorId=1, status="Available", times=2)
    assert live.central.calls("StopTransaction")[0]["idTag"] == "CARD-7"


async def test_an_emergency_stop_and_a_car_that_leaves(live: Live) -> None:
    await live.order("start", id_tag="CARD-7")
    await live.bench.told("StartTransaction")
    await live.order("stop", by="emergency")
    await live.bench.told("StopTransaction", reason="EmergencyStop")
    await live.order("unplug")
    await live.bench.told("StatusNotification", connectorId=1, status="Available", times=2)


@pytest.mark.parametrize("force", [False, True])
async def test_a_key_set_at_the_charger_is_used_at_once(live: Live, force: bool) -> None:
    before = len(live.central.sockets)
    key = "sixteen letters!"
    await live.order("configure", key="AuthorizationKey", value=key, force=force)
    await live.bench.until(lambda: len(live.central.sockets) > before, "a new connection")
    await live.bench.until(lambda: live.bench.charger.is_online, "the charger is online")
    assert live.bench.charger.vault.credentials.proven.password == key.encode()


async def test_configuration_cache_and_clock(live: Live) -> None:
    await live.order("configure", key="HeartbeatInterval", value="77")
    await live.order("configure", key="NumberOfConnectors", value="9", force=True)
    await live.order("cache", id_tag="CARD-8")
    await live.order("skew", seconds=3600.0)
    shown = await live.show()
    assert shown["config"]["HeartbeatInterval"] == "77"
    assert shown["config"]["NumberOfConnectors"] == "9"
    assert "card-8" in shown["cached_tags"]
    assert shown["clock_offset_s"] == pytest.approx(3600.0, abs=2.0)
    live.bench.charger.report(1)
    await live.bench.told("StatusNotification", 4)
    assert live.central.calls("StatusNotification")[-1]["connectorId"] == 1


async def test_buttons_doors_cables_and_a_drifting_clock(live: Live) -> None:
    await live.order("start", id_tag="CARD-7")
    await live.bench.told("StartTransaction")
    await live.order("stop", by="button")
    await live.bench.told("StopTransaction")
    assert live.central.calls("StopTransaction")[0].get("reason", "Local") == "Local"
    await live.order("warn", connector_id=2, error_code="WeakSignal")
    await live.bench.told("StatusNotification", connectorId=2, errorCode="WeakSignal")
    await live.order("open_door")
    await live.order("fit_cable", fixed=True)
    await live.order("unplug", 409, connector_id=2, side="cable")
    await live.order("drift", ppm=100_000.0)
    await live.bench.pass_s(100)
    assert (await live.show())["clock_offset_s"] > 5.0
    await live.order("break_reset", times=2)
    assert await live.central.call("Reset", type="Soft") == {"status": "Accepted"}
    await live.bench.told("StatusNotification", connectorId=0, errorCode="ResetFailure")
    await live.order("clear")
    assert (await live.show())["clock_offset_s"] == 0.0


async def test_a_fault_and_its_repair(live: Live) -> None:
    await live.order("break", connector_id=1, error_code="GroundFailure", info="test")
    await live.bench.told("StatusNotification", status="Faulted", errorCode="GroundFailure")
    await live.order("repair", connector_id=1)
    await live.bench.told("StatusNotification", 2, connectorId=1, status="Available")


@pytest.mark.parametrize(
    "mode",
    [
        "fan",
        "contactor",
        "communication",
        "ground",
        "over_current",
        "meter",
        "reader",
        "supply",
    ],
)
async def test_every_mode_of_failure_comes_and_is_cleared(live: Live, mode: str) -> None:
    await live.order("degrade", mode=mode, ramp_s=0.0, repair_s=86_400.0)
    await live.bench.pass_s(130)
    bench, upkeep = live.bench, live.bench.world.upkeep
    if mode == "communication":
        assert not upkeep.is_linked[0]
    else:
        assert "Faulted" in [c["status"] for c in (await live.show())["connectors"]]
    await live.order("clear")
    await bench.pass_s(130)
    assert {c["status"] for c in (await live.show())["connectors"]} == {"Available"}
    assert upkeep.is_linked[0]


async def test_power_goes_and_comes_back(live: Live) -> None:
    await live.order("power", on=False)
    await live.bench.until(lambda: not live.bench.charger.is_online, "it is dark")
    assert not (await live.show())["powered"]
    await live.order("power", status=409, on=False)
    await live.order("power", on=True)
    await live.bench.told("BootNotification", 2)


async def test_the_link_is_dropped_with_and_without_a_fin(live: Live) -> None:
    await live.order("drop_link", fin=False)
    await live.bench.until(lambda: len(live.central.sockets) == 2, "the second connection")
    assert live.central.sockets[0].state is State.OPEN
    assert (await live.show())["left_open"] == 1
    await live.bench.until(lambda: live.bench.charger.is_online, "online")
    await live.order("drop_link")
    await live.bench.until(lambda: len(live.central.sockets) == 3, "the third connection")
    await live.bench.until(
        lambda: live.central.sockets[1].state is State.CLOSED, "the second one is closed"
    )


async def test_misbehaviour_goes_on_and_off(live: Live) -> None:
    await live.order("switch", set={"kwh_as_wh": True})
    await live.order("manner", set={"clock_offset_s": -7200.0})
    await live.order("network", rules=[{"drop_ratio": 0.5}], seed=3)
    await live.order("persona", name="warp")
    shown = await live.show()
    assert shown["switches"]["kwh_as_wh"]
    assert (shown["persona"], shown["network"]) == ("warp", {"rules": 1, "seed": 3})
    await live.order("clear")
    shown = await live.show()
    assert not any(shown["switches"].values())
    assert (shown["manner"], shown["network"]["rules"]) == ({}, 0)


async def test_the_last_frames_can_be_read(live: Live) -> None:
    await live.order("trace")
    live.bench.charger.say("Heartbeat", {})
    await live.bench.told("Heartbeat")
    await live.bench.quiet()
    frames = (await live.ask("GET", "/chargers/CP-1/trace"))["items"]
    assert [each["direction"] for each in frames] == ["out", "in"]
    assert '"Heartbeat"' in frames[0]["text"]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"do": "fly"}, 422, "'fly' is not known: plug"),
        ({"do": ["plug"]}, 422, "do ['plug'] is not known: plug"),
        ({"do": {}}, 422, "do {} is not known: plug"),
        ({"do": "plug", "connector_id": 0}, 422, "connector_id"),
        ({"do": "plug", "connector_id": 9}, 409, "1 to 2"),
        ({"do": "plug", "speed": 1}, 422, "its fields: connector_id, id_tag"),
        ({"do": "tag", "id_tag": "x" * 21}, 422, "id_tag"),
        ({"do": "stop"}, 409, "has no session"),
        ({"do": "unplug"}, 409, "has no car"),
        ({"do": "switch", "set": {"fly": True}}, 409, "'fly' is not known"),
        ({"do": "manner", "set": {"energy": "MJ"}}, 409, "energy 'MJ' is not allowed"),
        ({"do": "persona", "name": "x"}, 409, "micro"),
        ({"do": "degrade", "mode": "moth"}, 409, "contactor"),
        ({"do": "configure", "key": "HeartbeatInterval", "value": "x"}, 409, "0 to 31536000"),
        (
            {"do": "configure", "key": "HeartbeatInterval", "value": "x", "force": True},
            409,
            "0 to 31536000",
        ),
        (
            {"do": "configure", "key": "NumberOfConnectors", "value": "x", "force": True},
            409,
            "0 to 999999999",
        ),
        (
            {"do": "configure", "key": "ReserveConnectorZeroSupported", "value": "", "force": True},
            409,
            "true or false",
        ),
        ({"do": "configure", "key": "NumberOfConnectors", "value": "9"}, 409, "Rejected"),
        ({"do": "configure", "key": "Nonsense", "value": "9", "force": True}, 409, "not known"),
        (
            {"do": "configure", "key": "SecurityProfile", "value": "3", "force": True},
            409,
            "Rejected",
        ),
        (
            {"do": "configure", "key": "AuthorizationKey", "value": "short", "force": True},
            409,
            "Rejected",
        ),
        ({"do": "skew", "seconds": -3.2e9}, 409, "1970 to 2199"),
        ({"do": "network", "rules": [{"drop_ratio": 2.0}]}, 422, "0 to 1"),
        ({"do": "network", "rules": [{"latency_s": [2.0, 1.0]}]}, 422, "latency_s"),
        ({"do": "storm"}, 422, "POST /orders"),
    ],
)
async def test_wrong_orders_name_what_is_allowed(
    live: Live, body: dict[str, Any], status: int, words: str
) -> None:
    answer = await live.http.post("/chargers/CP-1/orders", json=body)
    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert live.bench.charger.is_online


# --- made at run time ----------------------------------------------------------------------------


async def test_chargers_come_and_go_at_any_central_system(live: Live) -> None:
    async with RawCentral() as other:
        order = {"id": "NEW", "count": 3, "central_url": other.url, "persona": "shiv"}
        made = await live.ask("POST", "/chargers", order, 201)
        assert [each["id"] for each in made["items"]] == ["NEW-1", "NEW-2", "NEW-3"]
        await live.bench.until(lambda: len(other.calls("BootNotification")) == 3, "three boots")
        assert {r.path for r in other.requests} == {f"/ocpp/NEW-{n}" for n in (1, 2, 3)}
        await live.ask("POST", "/chargers", {"id": "NEW-2"}, 422)
        start = {"do": "start", "who": "NEW-*", "id_tag": "CARD-1"}
        done = (await live.ask("POST", "/orders", start))["done"]
        assert done == {"NEW-1": "", "NEW-2": "", "NEW-3": ""}
        await live.bench.until(lambda: len(other.calls("StartTransaction")) == 3, "sessions")
        for ident in ("NEW-1", "NEW-2", "NEW-3"):
            await live.ask("DELETE", f"/chargers/{ident}", status=204)
        await live.bench.until(
            lambda: all(each.state is State.CLOSED for each in other.sockets), "they are gone"
        )
    assert not live.park.made
    await live.ask("GET", "/chargers/NEW-1", status=404)
    await live.ask("DELETE", "/chargers/NEW-1", status=404)


async def test_a_charger_of_the_fleet_can_be_deleted(live: Live) -> None:
    await live.ask("DELETE", "/chargers/CP-1", status=204)
    await live.bench.until(lambda: live.central.sockets[0].state is State.CLOSED, "it left")
    assert (await live.ask("GET", "/health"))["chargers"] == 0


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"id": "a b"}, "id 'a b' is not allowed"),
        ({"id": "x", "central_url": "http://y"}, "ws://"),
        ({"id": "x", "central_url": "ws://h:99999/"}, "'ws://h:99999/' is not allowed"),
        ({"id": "x", "count": 0}, "count 0 is not allowed: 1 to"),
        ({"id": "x", "connectors": 99}, "connectors 99"),
        ({"id": "x", "colour": "red"}, "colour"),
        ({"id": "x", "persona": "y"}, "persona 'y' is not known"),
    ],
)
async def test_chargers_that_cannot_be_made(live: Live, body: dict[str, Any], words: str) -> None:
    answer = await live.http.post("/chargers", json=body)
    assert answer.status_code == 422
    assert words in answer.json()["detail"]
    assert len(list(live.park.all())) == 1


# --- the fleet -----------------------------------------------------------------------------------


async def test_groups_are_ordered_together(live: Live) -> None:
    await live.ask("POST", "/chargers", {"id": "G", "count": 2}, 201)
    await live.ask("PUT", "/groups/two", ["G-*"])
    order = {"who": "two", "do": "switch", "set": {"hammer": True}}
    assert (await live.ask("POST", "/orders", order))["done"] == {"G-1": "", "G-2": ""}
    listed = (await live.ask("GET", "/chargers?who=two"))["items"]
    assert [each["switches_on"] for each in listed] == [["hammer"]] * 2
    await live.ask("PUT", "/groups/none", ["X-*"], 404)
    await live.ask("POST", "/orders", {"who": "nobody", "do": "clear"}, 404)


async def test_a_group_of_groups_takes_in_what_they_stand_for_now(live: Live) -> None:
    await live.ask("POST", "/chargers", {"id": "G", "count": 2}, 201)
    await live.ask("PUT", "/groups/made", ["G-*"])
    for words in (["made", "CP-1"], ["all", "made"]):
        items = (await live.ask("PUT", "/groups/all", words))["items"]
        assert sorted(items) == ["CP-1", "G-1", "G-2"]
        listed = (await live.ask("GET", "/chargers?who=all"))["items"]
        assert sorted(each["id"] for each in listed) == ["CP-1", "G-1", "G-2"]
    await live.ask("DELETE", "/groups/made", status=204)
    assert len((await live.ask("GET", "/chargers?who=all"))["items"]) == 3


@pytest.mark.parametrize(
    ("name", "words", "reason"),
    [
        ("none", [], "'none' is empty"),
        ("CP-1", ["CP-1"], "'CP-1' is not allowed: it stands for charger 'CP-1'"),
        ("*", ["CP-1"], "'*' is not allowed"),
        ("station:bench", ["CP-1"], "'station:bench' is not allowed"),
    ],
)
async def test_groups_that_cannot_be(live: Live, name: str, words: list[str], reason: str) -> None:
    answer = await live.http.put(f"/groups/{name}", json=words)
    assert answer.status_code == 422
    assert reason in answer.json()["detail"]
    assert (await live.ask("GET", "/groups"))["items"] == {}


async def test_a_charger_does_not_take_the_name_of_a_group(live: Live) -> None:
    await live.ask("PUT", "/groups/mine", ["CP-1"])
    refused = await live.ask("POST", "/chargers", {"id": "mine"}, 422)
    assert "'mine' is the name of a group" in refused["detail"]


@pytest.mark.parametrize("who", [5, [5], None, {"id": "CP-1"}])
async def test_who_is_text_or_a_list_of_texts(live: Live, who: Any) -> None:
    refused = await live.ask("POST", "/orders", {"who": who, "do": "clear"}, 422)
    assert f"who {who!r} is not allowed: a text or a list of texts" in refused["detail"]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        pytest.param(b"x = " + b"[" * 5_000, "nested too deeply", id="nested"),
        pytest.param(b'title = "caf\xe9"', "not UTF-8", id="Latin-1"),
        pytest.param(b"format = ", "Invalid value", id="no TOML"),
    ],
)
async def test_a_script_that_cannot_be_read_is_refused(
    live: Live, script: bytes, words: str
) -> None:
    answer = await live.http.post("/scripts", content=script)
    assert answer.status_code == 422
    assert f"the scenario is no scenario: {words}" in answer.json()["detail"]


async def test_a_storm_brings_all_back_at_once(live: Live) -> None:
    job = await live.ask("POST", "/orders", {"do": "storm"}, 202)
    await live.bench.until(lambda: len(live.central.sockets) == 2, "back again")
    await live.bench.until(lambda: live.bench.charger.is_online, "online")
    state = await live.ask("GET", f"/jobs/{job['job']}")
    assert (state["state"], state["result"]) == ("done", {"done": {"CP-1": ""}})


async def test_a_blackout_ends_by_itself(live: Live) -> None:
    order = {"do": "blackout", "length_s": 60, "spread_s": 10}
    job = await live.ask("POST", "/orders", order, 202)
    await live.bench.until(lambda: not live.bench.charger.cabinet.is_powered, "dark")
    await live.bench.pass_s(75)
    await live.bench.told("BootNotification", 2)
    await live.bench.until(lambda: live.bench.charger.is_online, "back")
    assert (await live.ask("GET", f"/jobs/{job['job']}"))["state"] == "done"


async def test_a_job_can_be_ended(live: Live) -> None:
    job = await live.ask("POST", "/orders", {"do": "blackout", "length_s": 9_000}, 202)
    await live.bench.until(lambda: not live.bench.charger.cabinet.is_powered, "dark")
    await live.ask("DELETE", f"/jobs/{job['job']}", status=204)
    for _ in range(200):
        state = (await live.ask("GET", f"/jobs/{job['job']}"))["state"]
        if state == "stopped":
            break
        await asyncio.sleep(0.01)
    assert state == "stopped"
    await live.order("power", on=True)
    await live.bench.told("BootNotification", 2)


async def test_lists_of_personas_and_switches(live: Live) -> None:
    personas = (await live.ask("GET", "/personas"))["items"]
    assert {p["name"] for p in personas} >= {"micro", "warp", "open", "sap", "vcp", "shiv"}
    switches = (await live.ask("GET", "/switches"))["items"]
    assert len(switches) > 40
