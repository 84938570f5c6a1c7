"""An edge as a service: its settings file, its page, its word to systemd, what it needs."""

import asyncio
import http.client
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib import metadata
from pathlib import Path

import pytest

from edge_agent.adapters.status_page import ADDRESS, ask_status
from edge_agent.config import load_settings
from edge_agent.core.errors import UnavailableError
from tests.integration.edge_agent.conftest import running
from tests.integration.edge_agent.peers import plug_in

pytestmark = pytest.mark.integration
Until = Callable[..., Awaitable[None]]
SettingsOf = Callable[..., dict[str, str]]


def toml_of(environment: dict[str, str], path: Path) -> Path:
    """The same settings as a file of its owner alone."""
    named = {key.removeprefix("SNTRY_EDGE_").lower(): text for key, text in environment.items()}
    numbers = ("ocpp_port", "score_interval_s")
    lines = [
        f"{key} = {text if key in numbers else json.dumps(text)}" for key, text in named.items()
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    path.chmod(0o600)
    return path


@asynccontextmanager
async def command(*words: str, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "edge_agent",
        *words,
        env={**os.environ, **more},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
            await child.communicate()


def get(address: str, path: str, host: str | None = None) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection(address, timeout=5.0)
    try:
        connection.request("GET", path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read().decode()
    finally:
        connection.close()


class Manager(asyncio.DatagramProtocol):
    """A service manager's socket: keeps what it is told."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.heard.append(data)


async def test_edge_runs_from_a_file_tells_systemd_and_shows_its_status(
    settings_of: SettingsOf, tmp_path: Path, until: Until
) -> None:
    config = toml_of(settings_of(), tmp_path / "edge.toml")
    transport, manager = await asyncio.get_running_loop().create_datagram_endpoint(
        Manager, str(tmp_path / "notify"), family=socket.AF_UNIX
    )
    watched = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "200000"}
    async with command("--config", str(config), **watched) as edge:
        await until(lambda: manager.heard.count(b"WATCHDOG=1") >= 3, "signs of life", 25.0)
        assert manager.heard[0] == b"READY=1"
        async with command("status", "--config", str(config)) as asking:
            text, _ = await asking.communicate()
        assert asking.returncode == 0, text.decode()
        assert b"health      ok" in text
        edge.send_signal(signal.SIGTERM)
        output, _ = await edge.communicate()
        await until(lambda: b"STOPPING=1" in manager.heard, "the goodbye")
    transport.close()
    assert edge.returncode == 0, output.decode()


async def test_status_without_an_edge_is_one_clear_line(
    settings_of: SettingsOf, tmp_path: Path
) -> None:
    config = toml_of(settings_of(), tmp_path / "edge.toml")
    async with command("status", "--config", str(config)) as asking:
        text, _ = await asking.communicate()
    assert asking.returncode == 1
    assert text.decode().startswith("edge_agent: no edge has run with the data directory")
    assert text.count(b"\n") == 1


async def test_page_shows_a_charger_and_its_last_score(
    settings_of: SettingsOf, until: Until
) -> None:
    settings = load_settings(settings_of())
    async with running(settings) as edge:
        charger = await plug_in(edge.port, "CP-1")
        await charger.ask("BootNotification")
        address = (settings.data_dir / ADDRESS).read_text().strip()

        await until(lambda: edge.app._scoring.scored, "a scoring round")
        status = await asyncio.to_thread(ask_status, settings.data_dir)
        code, kind, page = await asyncio.to_thread(get, address, "/")
        health = await asyncio.to_thread(get, address, "/health")
        await charger.socket.close()
    shown = status.chargers[0]
    assert (shown.charge_point, shown.connected, shown.uplink) == ("CP-1", True, "online")
    assert (code, kind) == (200, "text/html; charset=utf-8")
    assert "CP-1" in page
    assert health[0] == 200
    assert json.loads(health[2]) == {"status": "ok", "problems": []}
    with pytest.raises(UnavailableError, match="no edge answers"):
        ask_status(settings.data_dir)


@pytest.mark.parametrize(
    ("path", "host", "code"),
    [
        pytest.param("/", "evil.example", 403, id="a name that a web page bound to this machine"),
        pytest.param("/", "[", 400, id="a host that is none"),
        pytest.param("/etc/passwd", None, 404, id="a page that is not there"),
        pytest.param("/health?x=1", "localhost:1", 200, id="this machine by name"),
    ],
)
async def test_page_answers_this_machine_only(
    settings_of: SettingsOf, path: str, host: str | None, code: int
) -> None:
    settings = load_settings(settings_of())
    async with running(settings):
        address = (settings.data_dir / ADDRESS).read_text().strip()
        assert address.startswith("127.0.0.1:")
        assert (await asyncio.to_thread(get, address, path, host))[0] == code


async def test_taken_status_port_is_one_clear_line(settings_of: SettingsOf, free_port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        async with command("serve", **settings_of(status_port=port)) as edge:
            output, _ = await edge.communicate()
    assert edge.returncode == 1
    assert f"edge_agent: status_port: cannot listen on 127.0.0.1:{port}" in output.decode()
    assert "Traceback" not in output.decode()


def allowed_distributions() -> set[str]:
    """What `pip install sntry[edge]` brings, by the metadata of what is installed here."""
    found: set[str] = set()
    todo = ["sntry"]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        for line in metadata.requires(name) or ():
            needed, _, marker = line.partition(";")
            if "extra ==" in marker and not (name == "sntry" and "'edge'" in marker):
                continue
            todo.append(_canonical(needed))
    return found


def _canonical(requirement: str) -> str:
    for sign in "[<>=!~ (":
        requirement = requirement.partition(sign)[0]
    return requirement.strip().lower().replace("_", "-")


_BLOCKED = """
import sys
from importlib import metadata
owners, allowed = metadata.packages_distributions(), set(sys.argv[1:])
class Door:
    def find_spec(self, name, path=None, target=None):
        of = {each.lower().replace("_", "-") for each in owners.get(name.split(".")[0], ())}
        if of and not of & allowed:
            raise ImportError(f"{name} of {of} is not in the edge extra")
sys.meta_path.insert(0, Door())
import edge_agent.__main__, edge_agent.app
from models.scoring import default_bundle, load_bundle
load_bundle(default_bundle())
"""


async def test_edge_imports_nothing_beyond_its_extra() -> None:
    allowed = allowed_distributions()
    assert "onnxruntime" in allowed
    assert "scikit-learn" not in allowed
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _BLOCKED,
        *sorted(allowed),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await child.communicate()
    assert child.returncode == 0, output.decode()
