"""One charger's connection: its socket and its connection to central, tied together by the proxy.

Every frame, timer and broken link becomes an event; the machine says what to do. When a newer
connection of the same charger comes, `supersede` makes this one fall silent and close.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Final, assert_never

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.connection import Connection
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from contract.ocpp16 import CallErrorCode
from edge_agent.adapters.backoff import Backoff
from edge_agent.adapters.bulkhead import contained
from edge_agent.adapters.keeping import Keeping
from edge_agent.adapters.log import Log
from edge_agent.adapters.pulse import FIRST_PING_S, Pulse, watch_uplink
from edge_agent.adapters.sockets import (
    CLOSE_S,
    ODD_ENDS,
    POLICY_VIOLATION,
    Outbox,
    close,
    closing_words,
    no_text,
)
from edge_agent.adapters.surroundings import Surroundings
from edge_agent.adapters.uplink import Login
from edge_agent.core.errors import RefusedError, UnavailableError
from edge_agent.core.frames import dump, failure, failure_tail, result
from edge_agent.core.legs import ACCEPTED, REJECTED
from edge_agent.core.rules import NO_STORAGE, LinkState
from edge_agent.core.site import Charger
from edge_agent.core.traffic import (
    Answered,
    CentralTime,
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
    Promise,
    ReadBacklog,
    TakeKey,
    TakeRoot,
    Tick,
    ToCentral,
    ToCharger,
    UplinkDown,
    UplinkRefused,
    UplinkUp,
    WakeAt,
)

_LOG = Log("edge.session")
_TIMER_GRAIN_S: Final = 0.002
"""Timers of an event loop may fire this much early."""
_MAX_DETAIL: Final = 500


class Session:
    """One visit of a charger; `run` it once."""

    def __init__(
        self,
        charger: Charger,
        socket: ServerConnection,
        login: Login | None,
        authorization: str | None,
        around: Surroundings,
        deliver: Callable[[Event], None],
    ) -> None:
        self._charger = charger
        self._socket = socket
        self._first_login = login
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
                first = self._open()
                helpers = [
                    tasks.create_task(self._outbox.run()),
                    tasks.create_task(self._watch_charger()),
                    tasks.create_task(self._keep_uplink(first)),
                ]
                await self._read_charger()
                await self._drain()
                for helper in helpers:
                    helper.cancel()
        finally:
            await self._end()

    def _open(self) -> ClientConnection | None:
        """Tell the machine that the charger is there; returns its connection to central."""
        login = self._first_login
        if login is not None:
            self._uplink = Outbox(login.socket)
        self._handle(ChargerOpened(has_uplink=login is not None))
        if login is not None and login.news is not None:
            self._handle(login.news)
        return login.socket if login is not None else None

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
            if by_edge in ODD_ENDS:
                kind, allowed = ODD_ENDS[by_edge]
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

    async def _watch_charger(self) -> None:
        """Measure the round trip now and then; close a charger that gives no sign of life."""
        around = self._around

        def learn(round_trip_s: float) -> None:
            if not self._is_superseded:
                with contained("observing_broke", around.tally, self._charger.id):
                    self._charger.learn_round_trip(round_trip_s, around.clock.now().at)

        first_s = around.chance(0.0, min(FIRST_PING_S, around.charger_ping_s))
        pulse = Pulse(self._socket, around.charger_ping_s, around.pong_timeout_s, first_s)
        await pulse.lost(lambda: self._frames, learn)
        if self._socket.close_code is None:
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
            login = await self._around.uplinks.connect(self._charger.id, self._authorization)
        except RefusedError as err:
            self._handle(UplinkRefused(err.status))
            if not self._is_charger_there:
                self._drained.set()
            return None
        except UnavailableError as err:
            self._around.tally.add("uplink_attempt_failed", reason=str(err))
            return None
        self._uplink = Outbox(login.socket)
        self._handle(UplinkUp())
        if login.news is not None:
            self._handle(login.news)
        return login.socket

    async def _serve_uplink(self, socket: ClientConnection) -> None:
        outbox = self._uplink
        if outbox is None or outbox.socket is not socket:
            return
        around = self._around
        async with asyncio.TaskGroup() as tasks:
            helpers = [
                tasks.create_task(outbox.run()),
                tasks.create_task(
                    watch_uplink(socket, around.uplink_ping_s, around.pong_timeout_s, self._handle)
                ),
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
                case TakeKey(id_json) if lost is not None:
                    self._send(uplink, result(id_json, REJECTED))
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
            case Keep() | ReadBacklog() | WakeAt() | TakeKey() | TakeRoot() | CentralTime():
                self._arrange(effect)
            case Heard() | Answered() | News():
                self._learn(effect)
            case Odd(kind, detail):
                self._odd(kind, detail)
            case _:
                assert_never(effect)

    def _arrange(
        self, effect: Keep | ReadBacklog | WakeAt | TakeKey | TakeRoot | CentralTime
    ) -> None:
        match effect:
            case Keep():
                self.carry_out([effect])
            case ReadBacklog(kind, after):
                self._keeping.read(kind, after)
            case WakeAt(real_s):
                self._wake_in(real_s - self._around.clock.now().real_s)
            case TakeKey(id_json, key):
                self._around.passwords.use_key(self._charger.id, key)
                self._spawn(self._answer_and_leave(self._uplink, result(id_json, ACCEPTED)))
            case CentralTime(at):
                self._around.clock.learn(at)
            case TakeRoot(id_json, certificate):
                self._spawn(self._believe(self._uplink, id_json, certificate))
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

    async def _answer_and_leave(self, uplink: Outbox | None, text: str) -> None:
        """Say a last word to central and come back to it with another password."""
        if uplink is not None:
            uplink.put(text)
            await uplink.flush()
            await close(uplink.socket, 1001, "comes back with the new password")

    async def _believe(self, uplink: Outbox | None, id_json: str, certificate: str) -> None:
        status = await asyncio.to_thread(self._around.tls.believe, certificate)
        self._send(uplink, result(id_json, dump({"status": status})))

    def _close(self, socket: Connection, code: int, reason: str) -> None:
        self._spawn(close(socket, code, reason))

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        """Do it beside this visit, and not after it."""
        if self._tasks is None:
            return work.close()
        try:
            self._tasks.create_task(work)
        except RuntimeError:  # the visit is just ending, and closes both sockets itself
            work.close()

    def _wake_in(self, wait_s: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(max(wait_s, 0.0) + _TIMER_GRAIN_S, self._handle, Tick())

    def _odd(self, kind: str, detail: str = "") -> None:
        self._around.tally.add(kind, charge_point=self._charger.id, detail=detail[:_MAX_DETAIL])
