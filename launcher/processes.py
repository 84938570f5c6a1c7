"""Child processes that never outlive the launcher.

Each child leads a session of its own, so that a Ctrl-C at the terminal reaches only the launcher,
which stops the children in order. On Linux the kernel sends a child SIGTERM when the launcher dies,
even by SIGKILL.
"""

import ctypes
import functools
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Final

from launcher.clock import monotonic_s, sleep_s
from launcher.errors import StartError
from launcher.files import tail
from launcher.plan import ProcessPlan
from launcher.ports import is_listening

Process = subprocess.Popen[bytes]

POLL_S: Final = 0.05
GRACE_S: Final = 10.0
PORT_DEADLINE_S: Final = 20.0
TAIL_LINES: Final = 20

_PR_SET_PDEATHSIG: Final = 1  # prctl(2)
_LIBC: Final = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_parent(parent_pid: int) -> None:
    # Runs in the child between fork and exec.
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent_pid:  # the parent died before the call above
            os._exit(1)


def start(plan: ProcessPlan) -> Process:
    """Start a child; its output is added to its log, which only the owner can read.

    Raises:
        StartError: if its program cannot be run at all.
    """
    plan.log.parent.mkdir(parents=True, exist_ok=True)
    log = os.open(plan.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        return subprocess.Popen(  # noqa: S603 (our own programs, no shell)
            plan.argv,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **plan.env},  # noqa: TID251 (handed on)
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=functools.partial(_die_with_parent, os.getpid()),  # noqa: PLW1509 (no threads)
        )
    except OSError as err:
        raise StartError(f"{plan.name} cannot be started: {err}") from err
    finally:
        os.close(log)


def send(process: Process, number: signal.Signals) -> None:
    """Send a signal to a child and all that it started; nothing happens if they are gone."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def stop(
    process: Process, grace_s: float = GRACE_S, is_impatient: Callable[[], bool] = lambda: False
) -> None:
    """End a child and all that it started: SIGTERM, then SIGKILL.

    Args:
        process: the child.
        grace_s: how long it may take to end by itself.
        is_impatient: asked again and again; True ends the grace at once.
    """
    if process.poll() is None:
        send(process, signal.SIGTERM)
        deadline_s = monotonic_s() + grace_s
        while process.poll() is None and monotonic_s() < deadline_s and not is_impatient():
            sleep_s(POLL_S)
    send(process, signal.SIGKILL)
    process.wait()


def describe_exit(code: int) -> str:
    """A child's end in words."""
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"


def died(plan: ProcessPlan, code: int) -> StartError:
    """The error for a child that ended while it was starting, with the end of its log."""
    return StartError(
        f"{plan.name} ended while it was starting ({describe_exit(code)}). "
        f"The end of {plan.log}:\n{tail(plan.log, TAIL_LINES)}"
    )


def wait_for_port(
    process: Process,
    plan: ProcessPlan,
    port: int,
    beat: Callable[[], None] = lambda: None,
) -> None:
    """Wait until a child takes connections on 127.0.0.1.

    Raises:
        StartError: if it ends first, or is silent for 20 s.
    """
    deadline_s = monotonic_s() + PORT_DEADLINE_S
    while True:
        code = process.poll()
        if code is not None:
            raise died(plan, code)
        if is_listening(port):
            return
        if monotonic_s() > deadline_s:
            raise StartError(f"{plan.name} does not listen on port {port}; its log: {plan.log}")
        beat()
        sleep_s(POLL_S)
