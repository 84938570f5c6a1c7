"""From the registry to the scores: central, broker and edge for real, with a bundle that is new."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from edge_agent.app import App
from edge_agent.config import load_settings
from launcher.broker import BrokerInfo
from models.scoring import default_bundle
from tests.integration.central.conftest import ADMIN_PASSWORD, Central, StartCentral
from tests.unit.models.bundles import new_keys, variant

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]
Look = Callable[[], Awaitable[Any]]


async def until(look: Look, what: str) -> Any:
    try:
        async with asyncio.timeout(40):
            while not (found := await look()):  # noqa: ASYNC110 (another process's state)
                await asyncio.sleep(0.1)
    except TimeoutError:
        pytest.fail(f"waited in vain until {what}")
    return found


@pytest.fixture
async def central(
    start_central: StartCentral, broker: BrokerInfo, free_port: int, tmp_path: Path
) -> Central:
    return await start_central(
        MQTT_URL=broker.url,
        HTTP_PORT=str(free_port),
        ROLES="gateway,ingest,control,api",
        MODEL_KEYS_FILE=str(new_keys(tmp_path)),
        UPLOAD_DIR=str(tmp_path / "uploads"),
    )


async def test_a_promoted_bundle_reaches_the_edge_and_a_roll_back_takes_it_away(
    central: Central, broker: BrokerInfo, free_port: int, tmp_path: Path
) -> None:
    edge_id = f"roll-{os.getpid()}-{free_port}"
    given = {
        "edge_id": edge_id,
        "ocpp_port": 0,
        "central_url": f"ws://127.0.0.1:{central.ocpp_port}/ocpp",
        "mqtt_url": broker.url,
        "data_dir": tmp_path / "edge",
        "model_keys_file": tmp_path / "release.pub",
    }
    edge = App(
        load_settings({f"SNTRY_EDGE_{key.upper()}": str(each) for key, each in given.items()})
    )
    base = f"http://127.0.0.1:{free_port}/api/v1"
    headers = {"X-Requested-With": "sntry"}
    async with (
        httpx.AsyncClient(base_url=base, headers=headers, timeout=20) as client,
        asyncio.TaskGroup() as tasks,
    ):
        running = tasks.create_task(edge.run())
        login = {"username": "admin", "password": ADMIN_PASSWORD}
        assert (await client.post("/auth/login", json=login)).is_success

        async def at_edge() -> dict[str, Any]:
            edges = (await client.get("/model-rollout")).json()["edges"]
            return next((each for each in edges if each["id"] == edge_id), {})

        async def at_step(step: str) -> bool:
            return (await at_edge()).get("step") == step

        assert (await until(at_edge, "central knows the edge"))["model"] == default_bundle().name
        answer = await client.post("/models", content=variant(tmp_path, "forest-new"))
        assert answer.status_code == 201, answer.text
        assert (await client.post("/models/forest-new/promote", json={})).is_success
        await until(lambda: at_step("probation"), "it is on trial at the edge")
        found = await at_edge()
        assert (found["model"], found["wanted"]) == (default_bundle().name, "forest-new")
        assert (await client.post("/model-rollout/rollback", json={})).is_success
        await until(lambda: at_step("taken"), "it is taken away")
        found = await at_edge()
        assert (found["model"], found["wanted"]) == (default_bundle().name, None)
        assert edge._shelf.slots.trial is None
        edge.stop()
        await running
