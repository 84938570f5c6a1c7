"""The control API, asked over HTTP, with chargers that really talk OCPP."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from charger_emulator.adapters.control_api import View, build_api
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.adapters.scenario_files import read_scenarios
from tests.integration.charger_emulator.conftest import TOKEN, Until
from tests.integration.charger_emulator.scripted_central import ScriptedCentral

pytestmark = pytest.mark.integration
CP = "PHX-01-A"


def client(chargers: Chargers, token: str = TOKEN) -> httpx.AsyncClient:
    api = build_api(View(chargers, read_scenarios()), TOKEN)
    headers = {"Authorization": f"Bearer {token}"}
    transport = httpx.ASGITransport(app=api)
    return httpx.AsyncClient(transport=transport, base_url="http://emulator", headers=headers)


async def test_health_needs_no_token_and_the_rest_does(start: Callable[..., Chargers]) -> None:
    async with client(start(), token="wrong") as http:
        assert (await http.get("/health")).json()["chargers"] == 1
        assert (await http.get("/stations")).status_code == 401


async def test_stations_show_what_people_and_physics_do(start: Callable[..., Chargers]) -> None:
    chargers = start(stations=6, warm_up_h=4.0, mean_utilisation=0.42)
    async with client(chargers) as http:
        items = (await http.get("/stations")).json()["items"]
        one = (await http.get(f"/stations/{items[0]['id']}")).json()
    assert len(items) == 6
    assert set(one) == set(items[0])
    for item in items:
        assert 0.0 <= item["utilisation"] <= 1.0
        assert item["price_per_kwh"] > 0
        assert item["limit_w"] is None
        assert item["scenario"] is None
    assert sum(item["starts"] for item in items) > 0


async def test_a_scenario_runs_at_its_station_until_it_is_ended(
    start: Callable[..., Chargers],
) -> None:
    chargers = start(stations=6)
    async with client(chargers) as http:
        assert [s["name"] for s in (await http.get("/scenarios")).json()["items"]] == ["stress"]
        begun = await http.post("/scenarios/stress", json={"station_id": "phoenix-02"})
        station = (await http.get("/stations/phoenix-02")).json()
        assert station["scenario"] == "stress"
        ended = await http.delete(f"/scenarios/running/{begun.json()['id']}")
        assert ended.status_code == 204
        running = (await http.get("/scenarios")).json()["running"]
    assert running[0]["ends_at"] < begun.json()["ends_at"]


@pytest.mark.parametrize(
    ("path", "body", "code", "words"),
    [
        pytest.param(
            "/scenarios/flood", {"station_id": "phoenix-01"}, 404, "stress", id="scenario"
        ),
        pytest.param("/scenarios/stress", {"station_id": "x"}, 404, "'x'", id="station"),
        pytest.param(
            "/scenarios/stress",
            {"station_id": "phoenix-01", "length_s": -1},
            422,
            "length_s",
            id="-1",
        ),
        pytest.param(f"/chargers/{CP}/switches", {"fly": True}, 422, "refuse_default", id="switch"),
        pytest.param("/chargers/no/plug", {"connector_id": 1, "id_tag": "A"}, 404, "'no'", id="cp"),
        pytest.param(
            f"/chargers/{CP}/plug", {"connector_id": 99, "id_tag": "A"}, 422, "1 to", id="connector"
        ),
    ],
)
async def test_wrong_orders_are_refused_by_name(
    start: Callable[..., Chargers], path: str, body: dict[str, object], code: int, words: str
) -> None:
    async with client(start()) as http:
        answer = await http.post(path, json=body)
    assert answer.status_code == code
    assert words in answer.text


async def test_a_car_can_be_plugged_in_and_out(
    central: ScriptedCentral, start: Callable[..., Chargers], until: Until
) -> None:
    chargers = start()
    await until(lambda: chargers.connected == 1, "the charger is online")
    async with client(chargers) as http:
        order = {"connector_id": 1, "id_tag": "CARD-9"}
        assert (await http.post(f"/chargers/{CP}/plug", json=order)).status_code == 204
        assert (await http.post(f"/chargers/{CP}/plug", json=order)).status_code == 409
        await until(lambda: central.calls("StartTransaction"), "the start")
        seen = (await http.get(f"/chargers/{CP}")).json()
        assert seen["connectors"][0]["id_tag"] == "CARD-9"
        assert seen["connectors"][0]["status"] == "Charging"
        await http.post(f"/chargers/{CP}/unplug", json={"connector_id": 1})
        await until(lambda: central.calls("StopTransaction"), "the stop")
    assert central.calls("StopTransaction")[0]["reason"] == "EVDisconnected"


async def test_the_offline_switch_takes_the_link_down_and_up(
    start: Callable[..., Chargers], until: Until
) -> None:
    chargers = start()
    await until(lambda: chargers.connected == 1, "the charger is online")
    async with client(chargers) as http:
        await http.post(f"/chargers/{CP}/switches", json={"offline": True})
        await until(lambda: chargers.connected == 0, "the link is down")
        await http.post(f"/chargers/{CP}/switches", json={"offline": False})
        await until(lambda: chargers.connected == 1, "the link is up again")


async def test_the_program_serves_and_stops_on_sigterm(
    tmp_path: Path, central: ScriptedCentral, free_port_2: int, until: Until
) -> None:
    import sys

    fleet = tmp_path / "fleet.json"
    run = [sys.executable, "-m", "charger_emulator"]
    made = await asyncio.create_subprocess_exec(
        *run, "fleet", "--stations", "2", "--out", str(fleet)
    )
    assert await made.wait() == 0
    env = {
        "SNTRY_EMULATOR_FLEET_FILE": str(fleet),
        "SNTRY_EMULATOR_CENTRAL_URL": f"ws://127.0.0.1:{central.port}/ocpp",
        "SNTRY_EMULATOR_CONTROL_PORT": str(free_port_2),
        "SNTRY_EMULATOR_CONTROL_TOKEN": TOKEN,
    }
    process = await asyncio.create_subprocess_exec(*run, "serve", env=env)
    try:
        await until(lambda: len(central.sockets) >= 2, "the chargers connect")
        async with httpx.AsyncClient() as http:
            answer = await http.get(f"http://127.0.0.1:{free_port_2}/health")
        assert answer.json()["status"] == "ok"
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 10) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
