"""Real children: restarted when they die, gone when the launcher is."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from launcher.errors import StartError
from launcher.plan import ProcessPlan
from launcher.processes import start, stop
from launcher.supervisor import Supervisor

pytestmark = pytest.mark.integration

WaitUntil = Callable[..., None]

SLEEPER = (sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)")
PARENT = """
import sys, time
from pathlib import Path
from launcher.plan import ProcessPlan
from launcher.processes import start
sleeper = (sys.executable, "-c", "import time; time.sleep(600)")
print(start(ProcessPlan("sleeper", sleeper, {}, Path(sys.argv[1]))).pid, flush=True)
time.sleep(600)
"""
FAMILY = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def plan(tmp_path: Path, *argv: str, name: str = "child") -> ProcessPlan:
    return ProcessPlan(name, argv or SLEEPER, {}, tmp_path / f"{name}.log")


def is_alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_a_killed_child_is_started_again_with_one_line(
    tmp_path: Path, wait_until: WaitUntil
) -> None:
    lines: list[str] = []
    supervisor = Supervisor(lines.append)
    first = supervisor.start(plan(tmp_path), now_s=0.0)
    try:
        first.kill()
        wait_until(lambda: first.poll() is not None, "the child is dead")
        supervisor.tick(now_s=5.0)
        supervisor.tick(now_s=5.9)
        assert lines == [
            "child stopped (killed by SIGKILL); starting it again in 1 s; "
            f"its log: {tmp_path / 'child.log'}"
        ]
        log = tmp_path / "child.log"
        log.write_text("")
        supervisor.tick(now_s=6.0)
        wait_until(lambda: log.read_text() == "up\n", "the child is up again")
    finally:
        supervisor.stop_all(is_impatient=lambda: False)


def test_a_child_that_dies_while_starting_is_refused_with_the_end_of_its_log(
    tmp_path: Path, wait_until: WaitUntil
) -> None:
    supervisor = Supervisor(print)
    broken = plan(tmp_path, sys.executable, "-c", "raise SystemExit('no such setting')")
    process = supervisor.start(broken, now_s=0.0)
    wait_until(lambda: process.poll() is not None, "the child is dead")
    with pytest.raises(StartError, match=r"child ended .*\(exit code 1\)[\s\S]*no such setting"):
        supervisor.refuse_dead()


def test_a_program_that_is_not_there_is_a_start_error(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="child cannot be started"):
        start(plan(tmp_path, str(tmp_path / "missing")))


def test_children_stop_in_the_opposite_order_of_their_start(tmp_path: Path) -> None:
    script = "import signal, sys, time\n" + (
        "def bye(*_):\n    open(sys.argv[1], 'a').write(sys.argv[2] + ' ')\n    sys.exit()\n"
        "signal.signal(signal.SIGTERM, bye)\nprint('up', flush=True)\ntime.sleep(600)"
    )
    supervisor = Supervisor(print)
    order = tmp_path / "order"
    for name in ("broker", "central", "emulator"):
        child = plan(tmp_path, sys.executable, "-c", script, str(order), name, name=name)
        supervisor.start(child, now_s=0.0)
        wait_for_text(child.log, "up")
    supervisor.stop_all(is_impatient=lambda: False)
    assert order.read_text() == "emulator central broker "


def wait_for_text(log: Path, text: str) -> None:
    with subprocess.Popen(["tail", "-n", "+1", "-f", log], stdout=subprocess.PIPE) as tail:
        assert tail.stdout is not None
        assert text in tail.stdout.readline().decode()
        tail.kill()


def test_what_a_child_started_ends_with_it(tmp_path: Path, wait_until: WaitUntil) -> None:
    family = plan(tmp_path, sys.executable, "-c", FAMILY)
    process = start(family)
    wait_until(lambda: family.log.read_text().strip(), "the grandchild is named")
    grandchild = int(family.log.read_text())
    stop(process)
    wait_until(lambda: not is_alive(grandchild), "the grandchild is gone")


def test_a_child_that_ignores_sigterm_is_killed_after_its_grace(
    tmp_path: Path, wait_until: WaitUntil
) -> None:
    script = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "print('up', flush=True); time.sleep(600)"
    )
    stubborn = plan(tmp_path, sys.executable, "-c", script)
    process = start(stubborn)
    wait_until(stubborn.log.read_text, "the child is up")
    stop(process, grace_s=0.1)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG exists on Linux only")
def test_a_child_dies_with_a_launcher_that_is_killed(tmp_path: Path, wait_until: WaitUntil) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        os.kill(parent.pid, signal.SIGKILL)
    wait_until(lambda: not is_alive(child), "the child is gone")


def test_a_log_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    stop(start(plan(tmp_path)))
    assert (tmp_path / "child.log").stat().st_mode & 0o777 == 0o600
