"""One websocket of one charger: frames in, answers out, and our own calls one at a time.

The reader never waits for an answer to our own call: a sender task does (OCPP-J 1.6, 4.1.1: one
outstanding CALL a sender), the most urgent first. Nothing is sent before the charger may take it
(Boot accepted, or known from before and heard of), and then only after the settle delay of its
make. When the socket goes, all calls that wait end as `offline`.
"""

import asyncio
import itertools
import math
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final, Protocol

import structlog
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from central.adapters.ocpp import frames
from central.core.applied import Applied, applied, outcome_of
from central.core.message_log import Direction
from central.core.urgency import Urgency, urgency_of
from central.services.charger_memory import ChargerMemory
from central.services.charging import note_applied
from central.services.counters import Counters
from central.services.follow_up import FollowUp, Told
from central.services.isolation import contained
from central.services.ports import Ids
from contract.ids import ChargePointId

UNSEEN_S: Final = 5.0
"""A charger that was accepted before and says nothing after reconnecting is taken as ready."""
QUEUE_LENGTH: Final = 64
LATE_KEPT: Final = 16

log = structlog.get_logger(__name__)


class NoteFrame(Protocol):
    """Is told a frame that passes, now or `at` an instant."""

    def __call__(
        self,
        charge_point: ChargePointId,
        direction: Direction,
        text: str | bytes,
        at: datetime | None = None,
        /,
    ) -> None:
        """A frame passed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a call: one of contract.messages.OUTCOMES, and the answer or the reason."""

    outcome: str
    payload: dict[str, Any]


@dataclass(slots=True)
class Outgoing:
    """A call that waits, or was sent."""

    action: str
    payload: dict[str, Any]
    timeout_s: float
    key: str | None = None
    told: Told | None = None
    command_id: str | None = None
    is_abandoned: bool = False
    sent: asyncio.Event = field(default_factory=asyncio.Event)
    done: "asyncio.Future[Outcome]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def settle(self, outcome: Outcome) -> None:
        """Give the outcome, once."""
        self.sent.set()
        if not self.done.done():
            self.done.set_result(outcome)


@dataclass(frozen=True, slots=True)
class Late:
    """An answer that came after its call had timed out: what it changed, and which call it was."""

    command_id: str | None
    answer: dict[str, Any]
    effect: Applied | None


class Session:
    """The calls of one socket. `send_calls` is its sender; `close` ends all that wait."""

    def __init__(
        self,
        connection: ServerConnection,
        memory: ChargerMemory,
        ids: Ids,
        counters: Counters,
        generation: int,
        note_frame: NoteFrame | None = None,
    ) -> None:
        self.connection = connection
        self.memory = memory
        self.generation = generation
        self.note_frame = note_frame
        self._ids = ids
        self._counters = counters
        self._queue: asyncio.PriorityQueue[tuple[Urgency, int, Outgoing]]
        self._queue = asyncio.PriorityQueue(QUEUE_LENGTH)
        self._numbers = itertools.count()
        self._waiting_by_key: dict[str, Outgoing] = {}
        self._open: tuple[str, Outgoing] | None = None
        self._late: OrderedDict[str, Outgoing] = OrderedDict()
        self._ready_at_s: float | None = None
        self._ready = asyncio.Event()
        self._is_closed = False
        self.heard_at_s = asyncio.get_running_loop().time()
        """When a frame or a pong came last, in the loop's seconds; the reader keeps it."""
        self.pinged_at_s = -math.inf
        self.unanswered_pings = 0
        self.answers_pings = False
        self._sends_begun = self._sends_done = 0
        self._progress: tuple[int, float] = (0, self.heard_at_s)

    # --- when may we talk ---

    def allow_calls(self) -> None:
        """The charger takes calls, after the peace that its make needs."""
        after_s = self.memory.quirks.settle_s
        self._ready_at_s = asyncio.get_running_loop().time() + after_s
        self._ready.set()

    def forbid_calls(self) -> None:
        """Its Boot was not accepted."""
        self._ready_at_s = None
        self._ready.clear()

    def note_heard(self) -> None:
        """A frame other than Boot: a charger that was accepted before needs no new Boot (J 5.4)."""
        if self._ready_at_s is None and self.memory.facts.booted_at is not None:
            self.allow_calls()

    # --- our calls ---

    async def call(
        self,
        action: str,
        payload: dict[str, Any],
        timeout_s: float,
        command_id: str | None = None,
    ) -> Outcome:
        """Queue a call and wait for its outcome.

        Args:
            action: of OCPP 1.6, checked before.
            payload: checked before.
            timeout_s: real seconds it may wait in the queue, and again for the answer.
            command_id: of the record of this call, for an answer that comes late.
        """
        answer_s = max(timeout_s, self.memory.quirks.call_timeout_s)
        outgoing = Outgoing(action, payload, answer_s, command_id=command_id)
        if not self._enqueue(outgoing):
            return await outgoing.done
        try:
            async with asyncio.timeout(timeout_s):
                await outgoing.sent.wait()
        except TimeoutError:
            outgoing.is_abandoned = True
            outgoing.settle(Outcome("timeout", {"description": f"not sent within {timeout_s:g} s"}))
        return await outgoing.done

    def post(self, call: FollowUp, timeout_s: float) -> None:
        """Queue a call whose outcome nobody awaits; it replaces a waiting one of the same key."""
        waiting = self._waiting_by_key.get(call.key)
        if waiting is not None:
            waiting.action, waiting.payload, waiting.told = call.action, call.payload, call.told
            return
        outgoing = Outgoing(call.action, call.payload, timeout_s, call.key, call.told)
        if self._enqueue(outgoing):
            self._waiting_by_key[call.key] = outgoing

    def _enqueue(self, outgoing: Outgoing) -> bool:
        if self._is_closed:
            outgoing.settle(_offline("the charger disconnected"))
            return False
        try:
            self._queue.put_nowait((urgency_of(outgoing.action), next(self._numbers), outgoing))
        except asyncio.QueueFull:
            self._counters.add("queue_full")
            reason = f"{QUEUE_LENGTH} calls wait already"
            outgoing.settle(Outcome("error", {"code": "GenericError", "description": reason}))
            return False
        return True

    async def send_calls(self) -> None:
        """Send what waits, one at a time, until cancelled or disconnected."""
        try:
            async with asyncio.timeout(UNSEEN_S):
                await self._ready.wait()
        except TimeoutError:
            self.note_heard()
        while True:
            await self._settled()
            _, _, outgoing = await self._queue.get()
            try:
                await self._settled()  # it may have booted anew while nothing waited
                if outgoing.key is not None:
                    self._waiting_by_key.pop(outgoing.key, None)
                if not outgoing.is_abandoned:
                    await self._send_call(outgoing)
            finally:  # only when the socket goes meanwhile: else it is settled
                outgoing.settle(_offline("the charger disconnected"))
            if outgoing.told is not None:
                await self._tell(outgoing, outgoing.told)

    async def _settled(self) -> None:
        """The charger takes calls."""
        await self._ready.wait()
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max((self._ready_at_s or 0.0) - loop.time(), 0.0))

    async def _tell(self, outgoing: Outgoing, told: Told) -> None:
        outcome = outgoing.done.result()
        work = partial(told, outcome.outcome, outcome.payload)
        await contained(work, self._counters, "outcome", charge_point=self.memory.id)

    async def _send_call(self, outgoing: Outgoing) -> None:
        message_id = self._ids.new()
        self._open = (message_id, outgoing)
        try:
            await self.send(frames.call(message_id, outgoing.action, outgoing.payload))
            outgoing.sent.set()
            async with asyncio.timeout(outgoing.timeout_s):
                await asyncio.shield(outgoing.done)
        except TimeoutError:
            self._counters.add("calls_timed_out")
            self._late[message_id] = outgoing
            if len(self._late) > LATE_KEPT:
                self._late.popitem(last=False)
            reason = f"no answer within {outgoing.timeout_s:g} s"
            outgoing.settle(Outcome("timeout", {"description": reason}))
        finally:
            self._open = None

    async def send(self, text: str) -> None:
        """Send a frame; waits while the charger does not read."""
        self._sends_begun += 1
        await self.connection.send(text)
        self._sends_done += 1
        if self.note_frame is not None:
            self.note_frame(self.memory.id, Direction.TO_CHARGER, text)

    # --- is it still there ---

    def is_stuck(self, now_s: float, limit_s: float) -> bool:
        """Whether a frame has waited this long for the charger to read; ask now and then."""
        if self._sends_begun == self._sends_done or self._progress[0] != self._sends_done:
            self._progress = (self._sends_done, now_s)
        return now_s - self._progress[1] >= limit_s

    async def ping(self, now_s: float) -> None:
        """Ask for a sign of life; the answer renews `heard_at_s`."""
        was_heard = self.heard_at_s >= self.pinged_at_s
        self.unanswered_pings = 1 if was_heard else self.unanswered_pings + 1
        self.pinged_at_s = now_s
        if self.connection.transport.get_write_buffer_size() > 0:
            return  # what waits there asks already
        try:
            pong = await self.connection.ping()
        except ConnectionClosed:
            return
        if isinstance(pong, asyncio.Future):  # as it is in fact
            pong.add_done_callback(self._note_pong)

    def _note_pong(self, pong: "asyncio.Future[float]") -> None:
        if not pong.cancelled() and pong.exception() is None:
            self.answers_pings = True
            self.heard_at_s = asyncio.get_running_loop().time()

    # --- the charger's answers ---

    def take_answer(self, answer: frames.Result | frames.Failure) -> Late | None:
        """Match an answer to our call.

        Returns:
            A *late* answer, for the caller to write down; else None.
        """
        if self._open is not None and self._open[0] == answer.message_id:
            self._finish(self._open[1], answer)
            return None
        outgoing = self._late.pop(answer.message_id, None)
        if outgoing is None:
            self._counters.add("answers_unknown")
            log.warning("answer_unknown", charge_point=self.memory.id)
            return None
        self._counters.add("answers_late")
        log.warning("answer_late", charge_point=self.memory.id, action=outgoing.action)
        effect = self._finish(outgoing, answer)
        if isinstance(answer, frames.Failure):
            detail = {"code": answer.code, "description": answer.description}
            return Late(outgoing.command_id, detail, None)
        return Late(outgoing.command_id, answer.payload, effect)

    def _finish(self, outgoing: Outgoing, answer: frames.Result | frames.Failure) -> Applied | None:
        if isinstance(answer, frames.Failure):
            detail = {"code": answer.code, "description": answer.description}
            outgoing.settle(Outcome("error", detail))
            return None
        effect = applied(outgoing.action, outgoing.payload, answer.payload)
        if effect is not None:
            note_applied(self.memory, effect)
        outgoing.settle(Outcome(outcome_of(answer.payload), answer.payload))
        return effect

    # --- the end ---

    def end(self, reason: str) -> None:
        """All calls that wait end as `offline`."""
        self._is_closed = True
        gone = _offline(reason)
        if self._open is not None:
            self._open[1].settle(gone)
        while not self._queue.empty():
            self._queue.get_nowait()[2].settle(gone)
        self._waiting_by_key.clear()

    async def close(self, reason: str) -> None:
        """End, and close the socket."""
        self.end(reason)
        try:
            await self.connection.close(1001, reason)
        except ConnectionClosed:
            return


def _offline(reason: str) -> Outcome:
    return Outcome("offline", {"description": reason})
