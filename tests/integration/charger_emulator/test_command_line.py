"""The command line against a running emulator: whole processes."""

import asyncio
import contextlib
import io
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from charger_emulator.__main__ import main
from tests.integration.charger_emulator.conftest import TOKEN
from tests.integration.charger_emulator.raw_central import RawCentral

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(120)]
RUN = [sys.executable, "-m", "charger_emulator"]
PLAY = """
format = 1
title = "A restart"
description = "The first charger restarts."
[run]
length_s = 600
[[step]]
do = "restart"
who = "*-A"
[[expect]]
that = "sent"
action = "BootNotification"
who = "*-A"
at_least = 2
by_s = 500
"""


@dataclass
class Running:
    """An emulator of one station with its central system."""

    central: RawCentral
    control: Path

    async def run(self, *words: str, code: int = 0) -> str:
        """Run a live command and give what it prints."""
        found, text = await command(words[0], "--control", str(self.control), *words[1:])
        assert found == code, text
        return text


async def command(*words: str) -> tuple[int, str]:
    """Run a command in this process: exit code, and what it printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = await asyncio.to_thread(main, words)
    return code, printed.getvalue()


async def program(*words: str) -> tuple[int, str]:
    """Run a command as a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *RUN,
        *words,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode()


@pytest.fixture
async def running(tmp_path: Path, free_port: int) -> AsyncIterator[Running]:
    fleet, control = tmp_path / "fleet.json", tmp_path / "control.json"
    assert (await command("fleet", "--stations", "1", "--out", str(fleet)))[0] == 0
    async with RawCentral() as central:
        clock = '{"factor": 60, "epoch": "2026-07-01T12:00:00Z", "anchor": "2026-07-01T12:00:00Z"}'
        settings = {
            "FLEET_FILE": str(fleet),
            "CENTRAL_URL": central.url,
            "CONTROL_PORT": str(free_port),
            "CONTROL_TOKEN": TOKEN,
            "CONTROL_FILE": str(control),
            "MEAN_UTILISATION": "0",
            "WARM_UP_H": "0",
            "CLOCK": clock,
        }
        env = os.environ | {f"SNTRY_EMULATOR_{key}": value for key, value in settings.items()}
        process = await asyncio.create_subprocess_exec(*RUN, "serve", env=env)
        try:
            await central.until(lambda: central.calls("BootNotification"), "the charger boots")
            yield Running(central, control)
            assert oct(control.stat().st_mode)[-3:] == "600"
            process.terminate()
            assert await asyncio.wait_for(process.wait(), 10) == 0
            assert not control.exists()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def test_a_fleet_is_run_from_the_command_line(running: Running) -> None:
    central = running.central
    ident = json.loads(await running.run("chargers"))[0]["id"]
    await running.run("scripted", ident)
    assert json.loads(await running.run("start", ident, "id_tag=0815")) == {
        "done": 1,
        "refused": {},
    }
    await central.until(lambda: central.calls("StartTransaction", idTag="0815"), "the start")
    code, view = await program("top", "--once", "--control", str(running.control))
    assert code == 0
    assert ident in view
    assert "1 sessions" in view
    assert "manner" in view, "no column is left out in a pipe"
    assert json.loads(await running.run("show", ident))["sent"]["StartTransaction"] == 1
    await running.run("switch", ident, "kwh_as_wh=on", "silent=off")
    assert json.loads(await running.run("show", ident))["switches"]["kwh_as_wh"]
    await running.run("lock", ident, "fault=none")
    made = json.loads(await running.run("create", "CLI", "count=2", "persona=warp"))
    assert [each["id"] for each in made] == ["CLI-1", "CLI-2"]
    await central.until(lambda: len(central.calls("BootNotification")) >= 3, "they boot")
    await running.run("group", "new", "CLI-*")
    await running.run("trace", "new")
    await running.run("storm", "new")
    await running.run("delete", "CLI-1", "CLI-2")
    assert "refused" in await running.run("stop", ident, "connector_id=2", code=1)
    assert "'fly'" in await running.run("switch", ident, "fly=on", code=1)
    assert "FIELD=VALUE" in await running.run("plug", ident, "now", code=2)


async def test_a_scenario_is_played_by_a_running_emulator(running: Running, tmp_path: Path) -> None:
    file = tmp_path / "restart.toml"
    file.write_text(PLAY)
    verdict = json.loads(await running.run("play", str(file)))
    assert verdict["verdict"] == "passed"
    assert verdict["expectations"][0]["got"] >= 2


async def test_commands_that_need_no_emulator(tmp_path: Path) -> None:
    code, text = await command("scenario", "fan_failure")
    assert (code, json.loads(text)["verdict"]) == (0, "passed")
    assert "session_register" in (await command("switches"))[1]
    assert "tfocpp" in (await command("personas"))[1]
    assert "blackout" in (await command("scenarios"))[1]
    code, text = await command("scenario", "nonsense")
    assert code == 2
    assert "is no file and none of" in text
    code, text = await command("chargers", "--control", str(tmp_path / "none.json"))
    assert code == 2
    assert "no emulator runs" in text
