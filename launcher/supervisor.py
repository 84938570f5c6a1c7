"""Keeps the children of a demo running, and stops them in order.

A child that ends after the start is started again after 1 s, then 2 s, 4 s ... at most 30 s; one
that ran for a minute counts as sound again. The launcher calls `tick` several times a second.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from launcher.errors import StartError
from launcher.plan import ProcessPlan
from launcher.processes import GRACE_S, Process, describe_exit, died, start, stop

FIRST_DELAY_S: Final = 1.0
MAX_DELAY_S: Final = 30.0
SOUND_AFTER_S: Final = 60.0


def failures_after(failures: int, lived_s: float) -> int:
    """How often a child has failed in a row, given that it ended after `lived_s` seconds."""
    return 1 if lived_s >= SOUND_AFTER_S else failures + 1


def restart_delay_s(failures: int) -> float:
    """Wait before the next start after so many failures in a row (at least one)."""
    return min(MAX_DELAY_S, FIRST_DELAY_S * 2.0 ** min(failures - 1, 10))


@dataclass(slots=True)
class Child:
    """One child: `process` is None while it waits for `restart_at_s`."""

    plan: ProcessPlan
    process: Process | None
    started_at_s: float
    failures: int = 0
    restart_at_s: float = 0.0


class Supervisor:
    """Start children in the order of their need; call `stop_all` in the end, whatever happened."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._children: list[Child] = []

    def start(self, plan: ProcessPlan, now_s: float) -> Process:
        """Start a child and answer for it from now on.

        Raises:
            StartError: if it cannot be run at all.
        """
        process = start(plan)
        self._children.append(Child(plan, process, now_s))
        return process

    def refuse_dead(self) -> None:
        """While starting: raise for the first child that ended.

        Raises:
            StartError: with the end of its log.
        """
        for child in self._children:
            code = None if child.process is None else child.process.poll()
            if code is not None:
                raise died(child.plan, code)

    def tick(self, now_s: float) -> None:
        """See who ended, and start again whose wait is over."""
        for child in self._children:
            if child.process is not None:
                self._look_after(child, child.process, now_s)
            elif now_s >= child.restart_at_s:
                self._restart(child, now_s)

    def stop_all(self, is_impatient: Callable[[], bool], grace_s: float = GRACE_S) -> None:
        """End all children, the last started first, each within its grace.

        Args:
            is_impatient: asked again and again; True ends all at once.
            grace_s: how long each may take to end by itself.
        """
        for child in reversed(self._children):
            if child.process is not None:
                stop(child.process, grace_s, is_impatient)
        self._children.clear()

    def _look_after(self, child: Child, process: Process, now_s: float) -> None:
        code = process.poll()
        if code is None:
            return
        stop(process)  # what it had started itself
        self._wait_again(child, f"stopped ({describe_exit(code)})", now_s)

    def _restart(self, child: Child, now_s: float) -> None:
        child.started_at_s = now_s
        try:
            child.process = start(child.plan)
        except StartError as err:
            self._wait_again(child, f"did not start ({err})", now_s)

    def _wait_again(self, child: Child, what: str, now_s: float) -> None:
        child.failures = failures_after(child.failures, now_s - child.started_at_s)
        delay_s = restart_delay_s(child.failures)
        child.process, child.restart_at_s = None, now_s + delay_s
        name, log = child.plan.name, child.plan.log
        self._say(f"{name} {what}; starting it again in {delay_s:.0f} s; its log: {log}")
