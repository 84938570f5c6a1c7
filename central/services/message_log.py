"""The log of OCPP messages: noted in passing, read and written beside the calls, in batches.

To note a frame is an append and no more. Where the database fails, frames are kept and tried again;
beyond `FRAMES_MAX` the oldest are given up and counted. Frames that a crash takes are lost: the log
explains, it bills nothing.
"""

import asyncio
from collections import deque
from datetime import datetime
from typing import Final

import structlog

from central.core.message_log import Direction, FrameReader, LogEntry, LoggedFrame
from central.services.counters import Counters
from central.services.errors import UnavailableError
from central.services.ports import Clock
from central.services.unit_of_work import UnitsOfWork
from contract.ids import ChargePointId

FLUSH_INTERVAL_S: Final = 1.0
"""Real seconds that a frame waits at most."""
LONGEST_WAIT_S: Final = 10.0
"""Real seconds between two tries while the database fails."""
FRAMES_MAX: Final = 50_000
BATCH: Final = 1000
"""Frames that are read, or rows that are written, at a time: some milliseconds."""
ROWS_TOGETHER: Final = 2500
"""Rows of a transaction: each one writes the same pages of an index anew."""

log = structlog.get_logger(__name__)


class MessageLog:
    """Note frames at any time; `run` writes them down until cancelled, then once more."""

    def __init__(
        self, units: UnitsOfWork, clock: Clock, counters: Counters, *, shows_id_tags: bool
    ) -> None:
        self._units = units
        self._clock = clock
        self._counters = counters
        self._reader = FrameReader(shows_id_tags=shows_id_tags)
        self._frames: deque[LoggedFrame] = deque()
        self._read: list[LogEntry] = []

    def note(
        self,
        charge_point: ChargePointId,
        direction: Direction,
        text: str | bytes,
        at: datetime | None = None,
    ) -> None:
        """A frame passed, now if `at` is not given."""
        self._frames.append(LoggedFrame(charge_point, at or self._clock.now(), direction, text))
        if len(self._frames) > FRAMES_MAX:
            self._frames.popleft()
            self._counters.add("log_frames_lost")

    async def run(self) -> None:
        """Write down what was noted, again and again."""
        wait_s = FLUSH_INTERVAL_S
        try:
            while True:
                await asyncio.sleep(wait_s)
                try:
                    await self.flush()
                except UnavailableError as err:
                    wait_s = min(2 * wait_s, LONGEST_WAIT_S)
                    log.warning("message_log_waits", reason=str(err), frames=len(self._frames))
                else:
                    wait_s = FLUSH_INTERVAL_S
        finally:
            try:
                while self._read or self._frames:
                    await self.flush()
            except UnavailableError as err:
                log.error("message_log_lost", reason=str(err))  # noqa: TRY400 (no bug)

    async def flush(self) -> None:
        """Write down what was noted until now; what comes meanwhile waits for the next time.

        Raises:
            UnavailableError: the database fails; what was not written is kept.
        """
        left = len(self._frames)
        while left or self._read:
            while left and len(self._read) < ROWS_TOGETHER:
                count = min(BATCH, left)
                left -= count
                self._read += self._reader.read(self._frames.popleft() for _ in range(count))
                await asyncio.sleep(0)
            try:
                await self._write(self._read)
            except UnavailableError:
                raise
            except Exception:  # what cannot be written at all must not hold up the rest
                self._counters.add("log_frames_lost", len(self._read))
                log.exception("message_log_batch_lost", frames=len(self._read))
            self._read = []

    async def _write(self, entries: list[LogEntry]) -> None:
        async with self._units.write() as uow:
            for start in range(0, len(entries), BATCH):
                await uow.messages.add(entries[start : start + BATCH])
            await uow.commit()
