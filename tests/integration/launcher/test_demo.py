"""`sntry demo` as a person runs it, over stand-ins for the three programs and a real broker."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.ports import free_pair, free_port

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(90)]

WaitUntil = Callable[..., None]

FAKE = Path(__file__).with_name("fake_program.py")


class Demo:
    """One `sntry demo` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.ocpp_port = free_pair()
        self.pids = folder / "pids"
        self.output = folder / "output"
        self.env = {"PYTHONPATH": str(folder / "fakes"), "FAKE_PIDS": str(self.pids)}
        self.processes: list[subprocess.Popen[bytes]] = []
        for name in ("central", "edge_agent", "charger_emulator"):
            package = folder / "fakes" / name
            package.mkdir(parents=True)
            (package / "__init__.py").touch()
            (package / "__main__.py").write_text(FAKE.read_text())

    def start(self, *words: str, **env: str) -> subprocess.Popen[bytes]:
        ports = ["--port", str(self.port), "--ocpp-port", str(self.ocpp_port)]
        command = [sys.executable, "-P", "-m", "launcher", "demo", "--data-dir", self.data_dir]
        with self.output.open("wb") as output:
            process = subprocess.Popen(
                [*command, *ports, *words],
                env={**os.environ, **self.env, **env},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        return process

    @property
    def data_dir(self) -> str:
        return str(self.folder / "data dir")

    def says(self, text: str) -> bool:
        return text in self.output.read_text()

    def pid_of(self, name: str) -> int:
        """Process id of the latest start of a program."""
        return int(re.findall(rf"^{name} (\d+)$", self.pids.read_text(), re.MULTILINE)[-1])

    def starts(self, name: str) -> int:
        return self.pids.read_text().count(f"{name} ")

    def family(self, process: subprocess.Popen[bytes]) -> list[psutil.Process]:
        return psutil.Process(process.pid).children(recursive=True)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    made = Demo(tmp_path)
    yield made
    for process in made.processes:
        if process.poll() is None:
            process.kill()
            process.wait()


def test_it_comes_up_and_ctrl_c_leaves_nothing_behind(demo: Demo, wait_until: WaitUntil) -> None:
    process = demo.start()
    wait_until(lambda: demo.says("Ctrl-C stops everything."), "the demo is up", timeout_s=30)
    password = (Path(demo.data_dir) / "admin-password").read_text().strip()
    assert demo.says(f"password {password}")
    assert demo.says(f"http://127.0.0.1:{demo.port}/")
    family = demo.family(process)
    assert len(family) == 4
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert demo.says("Stopped.")
    assert not [child for child in family if child.is_running()]


def test_a_program_that_is_killed_comes_back(demo: Demo, wait_until: WaitUntil) -> None:
    process = demo.start()
    wait_until(lambda: demo.says("Ctrl-C stops everything."), "the demo is up", timeout_s=30)
    os.kill(demo.pid_of("central"), signal.SIGKILL)
    wait_until(lambda: demo.starts("central") == 2, "central is started again")
    assert demo.says("central stopped (killed by SIGKILL); starting it again in 1 s")
    process.terminate()
    assert process.wait(30) == 0


def test_a_program_that_is_broken_ends_the_start_with_its_log(demo: Demo) -> None:
    process = demo.start(FAKE_DIES="edge_agent")
    assert process.wait(30) == 1
    assert demo.says("edge ended while it was starting (exit code 1)")
    assert demo.says("this program is broken")


def test_a_second_ctrl_c_does_not_wait(demo: Demo, wait_until: WaitUntil) -> None:
    process = demo.start(FAKE_STUBBORN="yes")
    wait_until(lambda: demo.says("Ctrl-C stops everything."), "the demo is up", timeout_s=30)
    family = demo.family(process)
    process.send_signal(signal.SIGINT)
    wait_until(lambda: demo.says("Stopping ..."), "it is stopping")
    process.send_signal(signal.SIGINT)
    assert process.wait(5) == 0
    assert not [child for child in family if child.is_running()]


def test_no_child_outlives_a_launcher_that_is_killed(demo: Demo, wait_until: WaitUntil) -> None:
    process = demo.start()
    wait_until(lambda: demo.says("Ctrl-C stops everything."), "the demo is up", timeout_s=30)
    family = demo.family(process)
    process.kill()
    process.wait()
    wait_until(lambda: not [c for c in family if c.is_running()], "all children are gone")


def test_a_port_in_use_is_named_with_its_flag(demo: Demo) -> None:
    with socket.create_server(("127.0.0.1", demo.ocpp_port)):
        process = demo.start()
        assert process.wait(30) == 2
    assert demo.output.read_text() == (
        f"sntry: port {demo.ocpp_port} (the chargers' OCPP) is in use by another program; "
        "choose another one with --ocpp-port.\n"
    )


def test_a_second_demo_in_the_same_directory_is_refused(demo: Demo, wait_until: WaitUntil) -> None:
    first = demo.start()
    wait_until(lambda: demo.says("Ctrl-C stops everything."), "the demo is up", timeout_s=30)
    second = demo.start()
    assert second.wait(30) == 2
    assert demo.says(f"another demo (process {first.pid}) is using {demo.data_dir}")
    first.terminate()
    assert first.wait(30) == 0
