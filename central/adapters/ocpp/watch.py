"""Looks after all sockets of a gateway from one task: pings, silence, ends that take nothing more.

One look at all of them every second costs less than a timer for each frame and a task for each
socket. What is decided is in `central.core.liveness`.
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import Final

import structlog

from central.adapters.ocpp.session import Session
from central.core.liveness import Signs, Verdict, verdict
from central.services.counters import Counters

EVERY_S: Final = 1.0
STUCK_S: Final = 20.0
"""Real seconds that a frame of ours may wait for the charger to read."""
COUNTED: Final = {Verdict.SILENT: "silent_closed", Verdict.NO_ECHO: "half_open_closed"}

log = structlog.get_logger(__name__)


class Watch:
    """`run` looks again and again until cancelled; `close` is told whom to end, and why."""

    def __init__(
        self,
        sessions: Callable[[], Iterable[Session]],
        silence_s: float,
        counters: Counters,
        close: Callable[[Session, str], None],
    ) -> None:
        self._sessions = sessions
        self._silence_s = silence_s
        self._counters = counters
        self._close = close

    async def run(self) -> None:
        """Look every second of real time."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(EVERY_S)
            now_s = loop.time()
            for session in list(self._sessions()):
                await self.look_at(session, now_s)

    async def look_at(self, session: Session, now_s: float) -> None:
        """Ping it, end it, or leave it alone."""
        if session.is_stuck(now_s, STUCK_S):
            self._counters.add("sends_stuck")
            log.warning("charger_stuck", charge_point=session.memory.id)
            session.connection.transport.abort()
            return
        judged = verdict(
            Signs(
                session.heard_at_s,
                session.pinged_at_s,
                session.unanswered_pings,
                session.answers_pings,
            ),
            now_s,
            ping_interval_s=session.memory.quirks.ping_interval_s,
            silence_s=self._silence_s,
        )
        match judged:
            case Verdict.PING:
                await session.ping(now_s)
            case Verdict.SILENT | Verdict.NO_ECHO:
                self._counters.add(COUNTED[judged])
                log.warning("charger_silent", charge_point=session.memory.id, reason=judged.value)
                self._close(session, judged.value)
            case Verdict.KEEP:
                pass
