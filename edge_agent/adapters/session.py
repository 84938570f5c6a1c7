"""One charger's connection: its socket and its connection to central, tied together by the proxy.

Every frame, timer and broken link becomes an event; the machine says what to do. When a newer
connection of the same charger comes, `supersede` makes this one fall silent and close.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, assert_never

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.connection import Connection
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from contract.ocpp16 import CallErrorCode
from edge_agent.adapters.backoff import Backoff, Chance
from edge_agent.adapters.bulkhead import contained
from edge_agent.adapters.clock import Clock
from edge_agent.adapters.keeping import Keeping
from edge_agent.adapters.log import Log
from edge_agent.adapters.passwords import Passwords
from edge_agent.adapters.sockets import (
    CLOSE_S,
    MAX_FRAME_BYTES,
    NO_UTF_8,
    POLICY_VIOLATION,
    PROTOCOL_ERROR,
    TOO_BIG,
    Outbox,
    close,
    closing_words,
    no_text,
    ping,
)
from edge_agent.adapters.spool import Spool
from edge_agent.adapters.tally import Tally
from edge_agent.adapters.uplink import Central
from edge_agent.core.errors import RefusedError, UnavailableError
from edge_agent.core.frames import failure, failure_tail, result
from edge_agent.core.rules import NO_STORAGE, LinkState
from edge_agent.core.site import Charger
from edge_agent.core.traffic import (
    Answered,
    ChargerClosed,
    ChargerOpened,
    CloseCharger,
    CloseUplink,
    Effect,
    Event,
    FromCentral,
    FromCharger,
    Heard,
    Keep,
    News,
    Odd,
    PingEnded,
    Promise,
    ReadBacklog,
    Tick,
    ToCentral,
    ToCharger,
    UplinkDown,
    UplinkRefused,
    UplinkUp,
    WakeAt,
)

_LOG = Log("edge.session")
_MISSES_UNTIL_DEAD: Final = 3
_FIRST_PING_S: Final = 5.0
_TIMER_GRAIN_S: Final = 0.002
"""Timers of an event loop may fire this much early."""
_MAX_DETAIL: Final = 500
_ODD_ENDS: Final = {
    TOO_BIG: ("oversized_frame", f"a frame of at most {MAX_FRAME_BYTES} bytes is allowed"),
    NO_UTF_8: ("no_utf_8", "a text frame in UTF-8 is allowed"),
    PROTOCOL_ERROR: ("no_websocket_frame", "frames by RFC 6455 are allowed"),
}
"""What the library ends a charger's socket for (RFC 6455, 7.4.1), and what is allowed."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all sessions share.

    `tell` publishes a charger's news; all durations are real seconds.
    """

    clock: Clock
    central: Central
    tally: Tally
    chance: Chance
    tell: Callable[[Charger, News], None]
    spool: Spool
    passwords: Passwords
    charger_ping_s: float
    uplink_ping_s: float
    pong_timeout_s: float
    reconnect_spread_s: float
    reconnect_longest_s: float


class Session:
    """One visit of a charger; `run` it once."""

    def __init__(
        self,
        charger: Charger,
        socket: ServerConnection,
        uplink: ClientConnection | None,
        authorization: str | None,
        around: Surroundings,
        deliver: Callable[[Event], None],
    ) -> None:
        self._charger = charger
        self._socket = socket
        self._first_uplink = uplink
        self._authorization = authorization
        self._around = around
        self._keeping = Keeping(charger.id, around.spool, deliver)
        self._outbox = Outbox(socket)
        self._uplink: Outbox | None = None
        self._is_superseded = False
        self._is_charger_there = True
        self._drained = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: asyncio.TaskGroup | None = None
        self._frames = 0

    @property
    def is_online(self) -> bool:
        """The charger's connection to central works."""
        return not self._is_superseded and self._charger.proxy.link is not LinkState.OFFLINE

    def supersede(self) -> None:
        """A newer connection of this charger is there: say and do nothing more, and close."""
        self._is_superseded = True
        self._drained.set()
        self._close(self._socket, POLICY_VIOLATION, "newer connection")

    @property
    def is_charger_there(self) -> bool:
        """The charger's socket is open; else only what it left behind is delivered."""
        return self._is_charger_there and not self._is_superseded

    def stop_draining(self) -> None:
        """The edge stops: what central has not heard stays on disk."""
        self._drained.set()

    async def run(self) -> None:
        """Relay until the charger is gone and what it left behind is delivered."""
        try:
            async with asyncio.TaskGroup() as tasks:
                self._tasks = tasks
                if self._first_uplink is not None:
                    self._uplink = Outbox(self._first_uplink)
                self._handle(ChargerOpened(has_uplink=self._first_uplink is not None))
                helpers = [
                    tasks.create_task(self._outbox.run()),
                    tasks.create_task(self._ping_charger()),
                    tasks.create_task(self._keep_uplink(self._first_uplink)),
                ]
                await self._read_charger()
                await self._drain()
                for helper in helpers:
                    helper.cancel()
        finally:
            await self._end()

    async def _end(self) -> None:
        self._charger_gone("the edge stops")
        if self._timer is not None:
            self._timer.cancel()
        self._tasks = None
        if self._uplink is not None:
            uplink, self._uplink = self._uplink, None
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_S):
                    await uplink.flush()
            await uplink.socket.close()
        self._handle(UplinkDown("charger is gone"))

    # the charger's leg

    async def _read_charger(self) -> None:
        try:
            while True:
                frame = await self._socket.recv()
                self._frames += 1
                if isinstance(frame, str):
                    self._handle(FromCharger(frame))
                else:
                    self._odd("binary_frame", f"charger: {no_text(frame)}")
        except ConnectionClosed as end:
            by_edge = end.sent.code if end.sent is not None and not end.rcvd_then_sent else None
            if by_edge in _ODD_ENDS:
                kind, allowed = _ODD_ENDS[by_edge]
                self._odd(kind, f"{closing_words(end)}; {allowed}")
            self._charger_gone(closing_words(end))

    def _charger_gone(self, detail: str) -> None:
        if self._is_charger_there:
            self._is_charger_there = False
            self._handle(ChargerClosed(detail))

    async def _drain(self) -> None:
        """Let what the charger left behind reach central, however long that takes."""
        if not self._charger.proxy.is_finished:
            await self._drained.wait()

    async def _ping_charger(self) -> None:
        """Measure the round trip now and then; a charger that neither pongs nor talks is gone."""
        around = self._around
        misses = 0
        wait_s = around.chance(0.0, min(_FIRST_PING_S, around.charger_ping_s))
        while misses < _MISSES_UNTIL_DEAD:
            await asyncio.sleep(wait_s)
            frames = self._frames
            round_trip_s = await ping(self._socket, around.pong_timeout_s)
            if round_trip_s is not None and not self._is_superseded:
                with contained("observing_broke", around.tally, self._charger.id):
                    self._charger.learn_round_trip(round_trip_s, around.clock.now().at)
            is_alive = round_trip_s is not None or self._frames != frames
            misses = 0 if is_alive else misses + 1
            wait_s = around.charger_ping_s if is_alive else 0.0
            if self._socket.close_code is not None:
                return
        self._odd("half_open_charger")
        await self._socket.close(POLICY_VIOLATION, "no sign of life")

    # central's leg

    async def _keep_uplink(self, socket: ClientConnection | None) -> None:
        around, proxy = self._around, self._charger.proxy
        backoff = Backoff(around.chance, around.reconnect_spread_s, around.reconnect_longest_s)
        while True:
            if socket is not None:
                backoff.succeeded()
                await self._serve_uplink(socket)
            if self._is_superseded or (not self._is_charger_there and proxy.is_finished):
                return self._drained.set()
            await asyncio.sleep(backoff.next_s())
            socket = await self._connect()

    async def _connect(self) -> ClientConnection | None:
        try:
            socket = await self._around.central.connect(self._charger.id, self._authorization)
        except RefusedError as err:
            self._handle(UplinkRefused(err.status))
            if not self._is_charger_there:
                self._drained.set()
            return None
        except UnavailableError as err:
            self._around.tally.add("uplink_attempt_failed", reason=str(err))
            return None
        await self._around.passwords.admitted(self._charger.id, self._authorization)
        self._uplink = Outbox(socket)
        self._handle(UplinkUp())
        return socket

    async def _serve_uplink(self, socket: ClientConnection) -> None:
        outbox = self._uplink
        if outbox is None or outbox.socket is not socket:
            return
        async with asyncio.TaskGroup() as tasks:
            helpers = [
                tasks.create_task(outbox.run()),
                tasks.create_task(self._ping_uplink(socket)),
            ]
            ending = await self._read_uplink(socket)
            for helper in helpers:
                helper.cancel()
        self._uplink = None
        self._handle(UplinkDown(ending))

    async def _read_uplink(self, socket: ClientConnection) -> str:
        """Read until the end; returns how it ended."""
        try:
            while True:
                frame = await socket.recv()
                if isinstance(frame, str):
                    self._handle(FromCentral(frame))
                else:
                    self._odd("binary_frame", f"central: {no_text(frame)}")
        except ConnectionClosed as end:
            return closing_words(end)

    async def _ping_uplink(self, socket: ClientConnection) -> None:
        around = self._around
        while True:
            await asyncio.sleep(around.uplink_ping_s)
            round_trip_s = await ping(socket, around.pong_timeout_s)
            if socket.close_code is not None:
                return
            self._handle(PingEnded(is_answered=round_trip_s is not None))

    # events in, effects out

    def _handle(self, event: Event) -> None:
        if not self._is_superseded:
            self.carry_out(self._charger.proxy.handle(event, self._around.clock.now()))

    def carry_out(self, effects: Sequence[Effect]) -> None:
        """Do what the charger's machine asked for; what follows a `Keep` waits for the disk."""
        for index, effect in enumerate(effects):
            waits = isinstance(effect, Promise) and self._keeping.is_writing
            if waits or isinstance(effect, Keep):
                self._keeping.keep(effects[index:], partial(self._kept, self._uplink))
                return
            self._carry_out(effect)

    def _kept(
        self, uplink: Outbox | None, effects: Sequence[Effect], lost: frozenset[int] | None
    ) -> None:
        """The disk answered: carry out what waited for it, on the connection of then."""
        if self._is_superseded:
            return
        for effect in effects:
            match effect:
                case Promise(id_json) if lost is not None:
                    tail = failure_tail(CallErrorCode.INTERNAL_ERROR, NO_STORAGE)
                    self._send(self._outbox, failure(id_json, tail))
                case ToCentral(text, record):
                    if uplink is self._uplink and (lost is None or record not in lost):
                        self._send(uplink, text)
                case _:
                    self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case ToCharger(text):
                self._send(self._outbox, text)
            case Promise(id_json, payload):
                self._send(self._outbox, result(id_json, payload))
            case ToCentral(text):
                self._send(self._uplink, text)
            case CloseCharger(reason):
                self._close(self._socket, POLICY_VIOLATION, reason)
            case CloseUplink(reason):
                self._close_uplink(reason)
            case Keep() | ReadBacklog() | WakeAt():
                self._arrange(effect)
            case Heard() | Answered() | News():
                self._learn(effect)
            case Odd(kind, detail):
                self._odd(kind, detail)
            case _:
                assert_never(effect)

    def _arrange(self, effect: Keep | ReadBacklog | WakeAt) -> None:
        match effect:
            case Keep():
                self.carry_out([effect])
            case ReadBacklog(kind, after):
                self._keeping.read(kind, after)
            case WakeAt(real_s):
                self._wake_in(real_s - self._around.clock.now().real_s)
            case _:
                assert_never(effect)

    def _send(self, outbox: Outbox | None, text: str) -> None:
        if outbox is not None and not outbox.put(text):
            self._close(outbox.socket, POLICY_VIOLATION, "too many unread frames")

    def _learn(self, effect: Heard | Answered | News) -> None:
        with contained("observing_broke", self._around.tally, self._charger.id):
            self._charger.learn(effect, self._around.clock.now().at)
        if isinstance(effect, News):
            _LOG.info(effect.kind, charge_point=self._charger.id, detail=effect.detail)
            self._around.tell(self._charger, effect)

    def _close_uplink(self, reason: str) -> None:
        """Leave this connection; unless all is said, another one is made."""
        if not self._is_charger_there and self._charger.proxy.is_finished:
            self._drained.set()
        elif self._uplink is not None:
            self._close(self._uplink.socket, 1001, reason)

    def _close(self, socket: Connection, code: int, reason: str) -> None:
        if self._tasks is None:
            return
        closing = close(socket, code, reason)
        try:
            self._tasks.create_task(closing)
        except RuntimeError:  # the visit is just ending, and closes both sockets itself
            closing.close()

    def _wake_in(self, wait_s: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(max(wait_s, 0.0) + _TIMER_GRAIN_S, self._handle, Tick())

    def _odd(self, kind: str, detail: str = "") -> None:
        self._around.tally.add(kind, charge_point=self._charger.id, detail=detail[:_MAX_DETAIL])
