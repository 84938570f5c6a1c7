"""Scenarios through the real HTTP client, against a control API on a real port."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Header, HTTPException

from central.adapters.simulator import HttpSimulator
from tests.integration.central.api.conftest import NOW, Api
from tests.integration.central.seeds import place, seed_stations

pytestmark = pytest.mark.integration

RUNNING = {
    "id": "run-1",
    "name": "stress",
    "station_id": "A",
    "started_at": "2026-07-01T12:00:00Z",
    "ends_at": "2026-07-01T13:15:00Z",
}


def control_api() -> FastAPI:
    """The emulator's side of the agreement, as small as it can be."""
    app = FastAPI()
    app.state.asked = []

    @app.get("/scenarios")
    async def scenarios(authorization: str = Header()) -> dict[str, Any]:
        if authorization != "Bearer token":
            raise HTTPException(401)
        item = {"name": "stress", "title": "Stress", "description": "Heat", "defaults": {}}
        return {"items": [item], "running": [RUNNING]}

    @app.post("/scenarios/{name}", status_code=202)
    async def start(name: str, body: dict[str, Any]) -> dict[str, str]:
        if name != "stress":
            raise HTTPException(404, f"scenario {name!r} is not known")
        app.state.asked.append(body)
        return {"id": "run-1", "ends_at": RUNNING["ends_at"]}

    @app.delete("/scenarios/running/{running}", status_code=204)
    async def stop(running: str) -> None:
        app.state.asked.append(running)

    return app


@pytest.fixture
async def control() -> AsyncIterator[tuple[FastAPI, str]]:
    app = control_api()
    config = uvicorn.Config(app, port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    listener = config.bind_socket()
    task = asyncio.ensure_future(server.serve([listener]))
    yield app, f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    await task
    listener.close()


@pytest.fixture
async def simulator(control: tuple[FastAPI, str]) -> AsyncIterator[HttpSimulator]:
    made = HttpSimulator(control[1], "token")
    yield made
    await made.close()


async def test_scenarios_are_shown_started_and_stopped(
    api: Api, control: tuple[FastAPI, str]
) -> None:
    client = api.client("operator")
    shown = (await client.get("/sim/scenarios")).json()
    assert shown["enabled"] is True
    assert shown["items"][0]["name"] == "stress"
    assert shown["running"] == [RUNNING]
    answer = await client.post("/sim/scenarios/stress", json={"station_id": "A", "length_s": 60})
    assert (answer.status_code, answer.json()) == (202, {"id": "run-1"})
    assert (await client.delete("/sim/scenarios/running/run-1")).status_code == 204
    assert control[0].state.asked == [{"station_id": "A", "length_s": 60.0}, "run-1"]
    acts = (await client.get("/audit?object_id=A")).json()["items"]
    assert [(row["act"], row["actor_kind"]) for row in acts] == [
        ("sim.stop", "human"),
        ("sim.start", "human"),
    ]


async def test_a_real_station_is_never_put_under_stress(
    api: Api, control: tuple[FastAPI, str]
) -> None:
    await seed_stations(api.units, NOW, place("Real", simulated=False))
    answer = await api.client("admin").post("/sim/scenarios/stress", json={"station_id": "Real"})
    assert answer.status_code == 409
    assert control[0].state.asked == []


async def test_what_the_simulator_refuses_is_passed_on(api: Api) -> None:
    answer = await api.client("operator").post("/sim/scenarios/flood", json={"station_id": "A"})
    assert answer.status_code == 404
    assert "flood" in answer.json()["detail"]


class TestWithoutSimulator:
    @pytest.fixture
    def simulator(self) -> None:
        return None

    async def test_nothing_can_run(self, api: Api) -> None:
        client = api.client("operator")
        shown = (await client.get("/sim/scenarios")).json()
        assert shown == {"enabled": False, "items": [], "running": []}
        answer = await client.post("/sim/scenarios/stress", json={"station_id": "A"})
        assert answer.status_code == 404


class TestWithoutAnswer:
    @pytest.fixture
    async def simulator(self, free_port: int) -> AsyncIterator[HttpSimulator]:
        made = HttpSimulator(f"http://127.0.0.1:{free_port}", "token")
        yield made
        await made.close()

    async def test_it_is_unavailable(self, api: Api) -> None:
        answer = await api.client("viewer").get("/sim/scenarios")
        assert answer.status_code == 503
