"""`sntry demo` with the real programs, as a person uses it: start, sign in, Ctrl-C, start again."""

import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from launcher.plan import Ports
from launcher.ports import is_free
from tests.ports import free_pair, free_port

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(240)]

WaitUntil = Callable[..., None]
UP = "Ctrl-C stops everything."
STATIONS = 5


class Demo:
    """The command, with a data directory and ports of its own."""

    def __init__(self, folder: Path) -> None:
        self.data_dir = folder / "data"
        self.port = free_port()
        self.ocpp_port = free_pair()
        self.output = folder / "output"
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        words = ["--stations", str(STATIONS), "--speed", "10", "--port", str(self.port)]
        words += ["--ocpp-port", str(self.ocpp_port), "--data-dir", str(self.data_dir)]
        with self.output.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "launcher", "demo", *words],
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        return process

    def said(self) -> str:
        return self.output.read_text()

    def is_up(self) -> bool:
        """Whether it says so; an end before that is an error with what it said."""
        if self.processes[-1].poll() is not None:
            raise AssertionError(self.said())
        return UP in self.said()

    def family(self) -> list[psutil.Process]:
        """Every process of this machine that knows the data directory, by its words or settings."""
        found = []
        for process in psutil.process_iter():
            try:
                words = [*process.cmdline(), *process.environ().values()]
            except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
                continue
            if any(str(self.data_dir) in word for word in words):
                found.append(process)
        return found

    def ports(self) -> list[int]:
        """Those that were asked for, and those that its programs listen on."""
        return [
            each.laddr.port
            for process in self.family()
            for each in process.net_connections(kind="tcp")
            if each.status == psutil.CONN_LISTEN
        ]

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        self.processes[-1].send_signal(signal.SIGINT)
        return self.processes[-1].wait(45)

    @contextmanager
    def sign_in(self) -> Iterator[httpx.Client]:
        """As the printed user, with the printed password, at the printed address."""
        told = re.search(r"(http://\S+)/ops\s+user (\S+), password (\S+)", self.said())
        assert told is not None, self.said()
        address, user, password = told.groups()
        headers = {"X-Requested-With": "sntry"}
        with httpx.Client(base_url=address, headers=headers, timeout=30) as client:
            login = {"username": user, "password": password}
            client.post("/api/v1/auth/login", json=login).raise_for_status()
            yield client

    def integrity(self) -> str:
        with sqlite3.connect(f"file:{self.data_dir / 'central.db'}?mode=ro", uri=True) as database:
            answer: str = database.execute("PRAGMA integrity_check").fetchone()[0]
        database.close()
        return answer


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    made = Demo(tmp_path)
    yield made
    for process in made.processes:
        if process.poll() is None:
            process.kill()
            process.wait()


def get(client: httpx.Client, path: str) -> Any:
    answer = client.get(f"/api/v1/{path}")
    answer.raise_for_status()
    return answer.json()


def problems(client: httpx.Client) -> list[str]:
    """What a person would have to look at, and what the programs count as odd."""
    stations = get(client, "stations")["items"]
    health = get(client, "health")
    found = [
        f"{each['id']}: {each['state']}, risk {each['risk']['level']}, heal {each['heal']}"
        for each in stations
        if each["state"] != "operational" or each["risk"]["level"] != "low" or each["heal"]
    ]
    if (health["status"], health["chargers_connected"]) != ("ok", health["chargers"]):
        found.append(str(health))
    return found + [str(each) for each in get(client, "heals")["items"]]


def test_it_starts_stops_without_a_trace_and_starts_again(
    demo: Demo, wait_until: WaitUntil
) -> None:
    demo.start()
    wait_until(demo.is_up, "the demo says that it runs", timeout_s=90)
    with demo.sign_in() as client:
        stations = {each["id"] for each in get(client, "stations")["items"]}
        assert len(stations) == STATIONS
        wait_until(lambda: problems(client) == [], "the network has no problem")
        ended_at = get(client, "health")["now"]
    family, ports = demo.family(), demo.ports()
    assert len(family) == 5, "launcher, broker, central, edge, emulator"
    assert {demo.port, demo.ocpp_port, demo.ocpp_port + 1} < set(ports)

    assert demo.stop() == 0
    assert demo.said().endswith("Stopped.\n")
    assert [each for each in family if each.is_running()] == []
    assert demo.family() == []
    assert [port for port in ports if not is_free(port)] == []
    assert demo.integrity() == "ok"

    demo.start()
    wait_until(demo.is_up, "the second start says that it runs", timeout_s=60)
    assert "Making a fleet" not in demo.said()
    with demo.sign_in() as client:
        assert {each["id"] for each in get(client, "stations")["items"]} == stations
        assert get(client, "health")["now"] > ended_at
        wait_until(lambda: problems(client) == [], "the network has no problem")
    assert demo.stop() == 0
    assert demo.family() == []
    assert demo.integrity() == "ok"


@pytest.mark.parametrize(
    ("which", "use", "flag"),
    [
        pytest.param("dashboard", "the dashboard", "--port", id="of the dashboard"),
        pytest.param("edge_ocpp", "the chargers' OCPP", "--ocpp-port", id="of the chargers"),
        pytest.param(
            "central_ocpp",
            "central's own OCPP, one above --ocpp-port",
            "--ocpp-port",
            id="of central's OCPP",
        ),
    ],
)
def test_occupied_port_is_one_clear_sentence(demo: Demo, which: str, use: str, flag: str) -> None:
    ports = Ports(demo.port, demo.ocpp_port, demo.ocpp_port + 1, broker=0, emulator_control=0)
    taken = getattr(ports, which)
    with socket.create_server(("127.0.0.1", taken)):
        assert demo.start().wait(30) == 2
    assert demo.said() == (
        f"sntry: port {taken} ({use}) is in use by another program; "
        f"choose another one with {flag}.\n"
    )
    assert not (demo.data_dir / "central.db").exists()
    assert demo.family() == []
