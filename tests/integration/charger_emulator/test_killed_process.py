"""The emulator's process is killed in the middle of a session: nothing that was billed is lost."""

import asyncio
import sys
from pathlib import Path

import httpx
import pytest

from tests.integration.charger_emulator.conftest import TOKEN, Until
from tests.integration.charger_emulator.scripted_central import ScriptedCentral

pytestmark = pytest.mark.integration


async def test_transactions_survive_a_killed_process(
    tmp_path: Path, central: ScriptedCentral, free_port_2: int, until: Until
) -> None:
    fleet = tmp_path / "fleet.json"
    run = [sys.executable, "-m", "charger_emulator"]
    make = await asyncio.create_subprocess_exec(
        *run, "fleet", "--stations", "1", "--out", str(fleet)
    )
    assert await make.wait() == 0
    env = {
        "SNTRY_EMULATOR_FLEET_FILE": str(fleet),
        "SNTRY_EMULATOR_CENTRAL_URL": f"ws://127.0.0.1:{central.port}/ocpp",
        "SNTRY_EMULATOR_CONTROL_PORT": str(free_port_2),
        "SNTRY_EMULATOR_CONTROL_TOKEN": TOKEN,
        "SNTRY_EMULATOR_STATE_DIR": str(tmp_path / "state"),
        "SNTRY_EMULATOR_MEAN_UTILISATION": "0",
        "SNTRY_EMULATOR_WARM_UP_H": "0",
    }
    process = await asyncio.create_subprocess_exec(*run, "serve", env=env)
    try:
        await until(lambda: central.sockets, "the charger connects")
        charger = next(iter(central.sockets))
        order = {"connector_id": 1, "id_tag": "CARD-1"}
        async with httpx.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}) as http:
            url = f"http://127.0.0.1:{free_port_2}/chargers/{charger}/plug"
            assert (await http.post(url, json=order)).status_code == 204
        await until(
            lambda: "Charging" in [p["status"] for p in central.calls("StatusNotification")],
            "the session has its id",
        )
        process.kill()
        await process.wait()
        process = await asyncio.create_subprocess_exec(*run, "serve", env=env)
        await until(lambda: central.calls("StopTransaction"), "the session is told to have ended")
    finally:
        process.kill()
        await process.wait()
    start, stop = central.calls("StartTransaction")[0], central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["reason"]) == (101, "PowerLoss")
    assert stop["meterStop"] >= start["meterStart"]
    assert len(central.calls("BootNotification")) == 2
