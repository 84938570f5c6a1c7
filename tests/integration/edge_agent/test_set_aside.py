"""`sntry edge set-aside`: list, show, retry, drop, against a running edge and without one."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from edge_agent.__main__ import main
from edge_agent.adapters.control import FILE
from edge_agent.config import load_settings
from tests.integration.edge_agent.conftest import running
from tests.integration.edge_agent.peers import ScriptedCentral, plug_in

pytestmark = pytest.mark.integration
Until = Callable[..., Awaitable[None]]
SettingsOf = Callable[..., dict[str, str]]
Command = Callable[..., Awaitable[tuple[int, str]]]
STOP = '{"transactionId":3,"meterStop":5,"x" : 1.50}'


@pytest.fixture
def command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Awaitable[tuple[int, str]]]:
    """Exit code and all output of `edge_agent set-aside`, beside what runs on the loop."""
    monkeypatch.setenv("SNTRY_EDGE_DATA_DIR", str(tmp_path / "edge"))

    async def run(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        try:
            code = await asyncio.to_thread(main, ["set-aside", *words])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, (said.out + said.err).strip()

    return run


async def test_refused_message_is_listed_shown_tried_again_and_dropped(
    settings_of: SettingsOf,
    central: ScriptedCentral,
    until: Until,
    command: Command,
    tmp_path: Path,
) -> None:
    data_dir = tmp_path / "edge"
    central.failing.add("StopTransaction")
    async with running(load_settings(settings_of(data_dir=data_dir))) as edge:
        charger = await plug_in(edge.port, "CP-1")
        await charger.ask("BootNotification")
        await charger.ask("StopTransaction", STOP)
        await until(lambda: central.actions().count("StopTransaction") == 3, "three tries")
        while "nothing" in (await command("list"))[1]:
            pass
        assert (data_dir / FILE).stat().st_mode & 0o777 == 0o600
        code, text = await command()
        assert (code, "CP-1" in text, "StopTransaction" in text) == (0, True, True)
        shown = json.loads((await command("show", "CP-1"))[1])
        assert shown["payload"] == STOP
        assert (await command("retry", "CP-9"))[0] == 1
        assert "no record 999" in (await command("retry", "CP-1", "999"))[1]

        assert await command("retry", "CP-1") == (0, "1 will be tried again")
        await until(lambda: central.actions().count("StopTransaction") == 6, "three more")
        while "nothing" in (await command("list"))[1]:
            pass
        central.failing.clear()
        number = json.loads((await command("show"))[1])["number"]
        assert (await command("retry", "CP-1", str(number)))[0] == 0
        await until(lambda: central.actions().count("StopTransaction") == 7, "central takes it")
        assert central.heard[-1].endswith(f"{STOP}]")
        assert await command() == (0, "nothing is set aside")
        await charger.socket.close()


async def test_without_an_edge_they_can_be_looked_at_and_dropped_ones_need_it(
    settings_of: SettingsOf,
    central: ScriptedCentral,
    until: Until,
    command: Command,
    tmp_path: Path,
) -> None:
    data_dir = tmp_path / "edge"
    central.failing.add("StopTransaction")
    async with running(load_settings(settings_of(data_dir=data_dir))) as edge:
        charger = await plug_in(edge.port, "CP-1")
        await charger.ask("BootNotification")
        await charger.ask("StopTransaction", STOP)
        await until(lambda: central.actions().count("StopTransaction") == 3, "three tries")
        await charger.socket.close()
    assert "StopTransaction" in (await command())[1]
    code, text = await command("drop", "CP-1")
    assert (code, "no edge answers" in text) == (1, True)
    async with running(load_settings(settings_of(data_dir=data_dir))):
        code, text = await command("retry", "CP-1")
        assert (code, "CP-1 is not connected" in text) == (1, True)
        assert await command("drop", "CP-1") == (0, "1 dropped")
    assert await command() == (0, "nothing is set aside")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["retry"], "needs a charger", id="nobody's"),
        pytest.param(["burn", "CP-1"], "invalid choice", id="an unknown deed"),
        pytest.param(["show", "CP-1", "x"], "invalid int", id="no number"),
        pytest.param([], "cannot be read", id="no spool"),
    ],
)
async def test_what_cannot_be_done_is_one_clear_line(
    command: Command, words: list[str], said: str
) -> None:
    code, text = await command(*words)
    assert code in (1, 2)
    assert said in text
    assert "Traceback" not in text


@pytest.mark.parametrize("line", [b"\n", b"{}\n", b'{"wish":"burn","charger":"x"}\n', b"\xff\n"])
async def test_nonsense_at_the_socket_harms_nothing(
    settings_of: SettingsOf, tmp_path: Path, line: bytes
) -> None:
    data_dir = tmp_path / "edge"
    async with running(load_settings(settings_of(data_dir=data_dir))) as edge:
        reader, writer = await asyncio.open_unix_connection(data_dir / FILE)
        writer.write(line)
        assert "problem" in json.loads(await reader.readline())
        writer.close()
        assert (await edge.health())["status"] == "ok"
