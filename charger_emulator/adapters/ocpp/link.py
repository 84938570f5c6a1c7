"""A charger's websocket: connect for ever, boot, send one call at a time, answer the other side's.

Socket deadlines are real seconds; intervals that OCPP names are simulated ones.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

import numpy as np
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, WebSocketException

from charger_emulator.adapters.clock import ScaledClock, monotonic_s
from charger_emulator.adapters.ocpp import frames, told
from charger_emulator.adapters.ocpp.calls import handle
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.line import Line
from charger_emulator.adapters.ocpp.payloads import CallFaultError
from charger_emulator.adapters.ocpp.service import (
    came_online,
    connect_failed,
    connected,
    raise_event,
)
from charger_emulator.adapters.ocpp.sockets import Patience, dial
from charger_emulator.adapters.ocpp.tls import client_context
from charger_emulator.adapters.ocpp.trigger_calls import asked_for
from charger_emulator.core.device_clock import is_possible
from charger_emulator.core.events import SecurityEvent
from charger_emulator.core.manner import reconnect_wait_s
from charger_emulator.core.outbox import Message, Outcome, Refused
from charger_emulator.core.security import BASIC, TLS, address
from contract.ocpp16 import CallErrorCode, StopReason

log = logging.getLogger(__name__)
ROUND_TRIPS_KEPT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Timing:
    """Patience of a link. In real seconds, for sockets know no other."""

    call_timeout_s: float = 30.0
    open_timeout_s: float = 10.0
    back_off_s: tuple[float, float] = (0.5, 10.0)
    """First and longest wait after a connect that failed."""
    reconnect_s: float = 1.0
    """Longest wait after a connection that ended."""
    min_boot_wait_s: float = 0.5
    """Shortest wait between two BootNotifications."""
    connect_s_each: float = 0.02
    connect_within_s: float = 4.0
    """The fleet spreads its first connects: so much for each, so much in all at most."""


@dataclass
class LinkCounts:
    """What went over all links; for /health and the log."""

    calls: int = 0
    open_calls: int = 0
    """Under way: not answered yet."""
    failed_calls: int = 0
    answered: int = 0
    unreadable: int = 0
    connects: int = 0
    round_trips_s: deque[float] = field(default_factory=lambda: deque(maxlen=ROUND_TRIPS_KEPT))
    """From a call to its answer, of the latest calls that got one."""


@dataclass
class Link:
    """Runs one charger's connection. `trigger` makes a message that the other side asked for."""

    charger: Charger
    url: str
    clock: ScaledClock
    rng: np.random.Generator
    trigger: Callable[[Charger, str, int | None], None]
    counts: LinkCounts
    secure_url: str = ""
    """Where security profiles 2 and 3 connect; "" = as `url`, with wss."""
    timing: Timing = field(default_factory=Timing)
    door: asyncio.Semaphore = field(default_factory=asyncio.Semaphore)
    """Held during a handshake; shared by all links, so that a storm of them is worked off."""
    _ids: Iterator[int] = field(default_factory=lambda: count(1), init=False)
    _open: dict[str, asyncio.Future[Outcome]] = field(default_factory=dict, init=False)
    _was_told_nonsense: bool = field(default=False, init=False)

    async def run(self) -> None:
        """Keep the charger connected until cancelled."""
        failures = 0
        ident, voice = self.charger.record.id, self.charger.voice
        try:
            while True:
                await self.charger.link_wanted.wait()
                try:
                    await self._connection()
                    failures = 0
                    log.info("charger_disconnected charge_point=%s", ident)
                except (OSError, TimeoutError, WebSocketException) as err:
                    failures += 1
                    log.debug("charger_connect_failed charge_point=%s reason=%s", ident, err)
                    connect_failed(self.charger, err)
                except Exception:
                    failures += 1
                    log.exception("charger_link_failed charge_point=%s", ident)
                usual_s = self.timing.back_off_s if failures else (self.timing.reconnect_s,) * 2
                draw_ratio = float(self.rng.random())
                wait_s = reconnect_wait_s(voice.manners.now, usual_s, failures, draw_ratio)
                await asyncio.sleep(wait_s)
        finally:
            voice.left_open.reset()

    async def _connection(self) -> None:
        """Connect, and serve until the connection ends."""
        charger, voice = self.charger, self.charger.voice
        manner = voice.manners.now
        socket = await self._connect()
        line = Line(socket, voice, self.clock.now_s, self._resolve, self._restart)
        try:
            if line.subprotocol != frames.SUBPROTOCOL:
                raise ConnectionError("the server does not speak ocpp1.6")
            self.counts.connects += 1
            connected(charger, line.server_certificate())
            socket.request = None  # its headers would stay in memory as long as the connection
            charger.needs_boot |= manner.boots_on_reconnect
            voice.speech.connected(self.clock.now_s(), boots=charger.needs_boot)
            charger.outbox.replay = manner.replay
            charger.line = line
            await self._serve(line)
        finally:
            charger.line = None
            await line.left()

    async def _connect(self) -> ClientConnection:
        vault, manner = self.charger.vault, self.charger.voice.manners.now
        access = vault.credentials.chosen
        key = access.password if access.profile in BASIC else b""
        context = None
        ping_s = float(self.charger.configuration.count("WebSocketPingInterval"))
        if access.profile in TLS:
            context = await asyncio.to_thread(client_context, vault.certificates, access.profile)
        url = address(self.url, self.secure_url, access.profile)
        patience = Patience(self.timing.open_timeout_s, ping_s)
        async with self.door:
            return await dial(url, (self.charger.record.id, key), manner, patience, context)

    def _restart(self) -> None:
        """Boot again at once, as after a reset."""
        self.charger.reset = "Hard"
        self.charger.stop_all(StopReason.REBOOT)
        self.charger.drain()
        self.charger.wake.set()

    async def _serve(self, socket: Line) -> None:
        """Until the socket closes, from either side."""
        self._open.clear()
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(self._send(socket)),
                    group.create_task(self._watch(socket)),
                ]
                socket.open(group)
                with contextlib.suppress(ConnectionClosed):
                    async for text in socket:
                        await self._receive(socket, text)
                socket.shut()
                for task in tasks:
                    task.cancel()
        except asyncio.CancelledError:
            await socket.close(1001)  # going away (RFC 6455, 7.4.1)
            raise
        finally:
            self.charger.on_offline()

    async def _watch(self, socket: Line) -> None:
        """Close the socket when the link is to be down."""
        await self.charger.link_unwanted.wait()
        if self.charger.cabinet.is_powered:
            await socket.close()
        else:  # nobody is left to say good-bye
            socket.abort()

    # --- sending ---------------------------------------------------------------------------------

    async def _send(self, socket: Line) -> None:
        with contextlib.suppress(ConnectionClosed):
            booted = self.charger.needs_boot
            if booted and not await self._boot(socket):
                await socket.close()
                return
            self.charger.on_online(booted=booted)
            came_online(self.charger, booted=booted)
            while not self._is_over():
                await self._send_next(socket)
            self.charger.on_offline()
            dies = self.charger.reset is None
            self.charger.restarted()
            if dies:
                socket.abort()
            else:
                await socket.close()

    def _is_over(self) -> bool:
        """Whether a reset is to be carried out now (a soft one lets what can be said be said)."""
        reset, outbox = self.charger.reset, self.charger.outbox
        is_dead = reset is None and not self.charger.cabinet.is_powered
        said_all = reset == "Soft" and outbox.next(self.clock.now_s()) is None
        return is_dead or said_all or reset == "Hard"

    async def _send_next(self, socket: Line) -> None:
        charger = self.charger
        charger.wake.clear()
        message = charger.outbox.next(self.clock.now_s())
        if message is None:
            await self._nap(charger.outbox.wake_s())
        else:
            await self._deliver(socket, message)

    async def _deliver(self, socket: Line, message: Message) -> None:
        charger = self.charger
        outcome = await self._call(socket, message.action, message.rendered())
        if outcome is None and charger.voice.manners.now.gives_up:
            outcome = Refused("no answer")
        configuration = charger.configuration
        retry = (
            configuration.count("TransactionMessageAttempts"),
            float(configuration.count("TransactionMessageRetryInterval")),
        )
        charger.outbox.settle(message, outcome, self.clock.now_s(), retry)
        charger.drain()

    async def _nap(self, until_s: float | None) -> None:
        """Sleep until the charger is woken, or until a simulated instant if there is one."""
        if until_s is None:
            await self.charger.wake.wait()
            return
        left_s = self.clock.real_s(until_s - self.clock.now_s())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.01, left_s)):
                await self.charger.wake.wait()

    async def _pend(self, socket: Line, until_s: float, *, may_speak: bool) -> None:
        """Wait for the next BootNotification, or a reset.

        Args:
            socket: the connection.
            until_s: simulated instant of the next BootNotification.
            may_speak: Pending, so the central system may ask for messages meanwhile; one of them
                is the BootNotification itself (4.2).
        """
        outbox = self.charger.outbox
        while self.clock.now_s() < until_s and self.charger.reset is None:
            self.charger.wake.clear()
            message = outbox.next_plain() if may_speak else None
            if message is None:
                await self._nap(until_s)
            elif message.action == "BootNotification":
                outbox.drop(message)
                return
            else:
                await self._deliver(socket, message)

    async def _boot(self, socket: Line) -> bool:
        while True:
            answer = await self._call(socket, "BootNotification", self.charger.boot_payload())
            if not isinstance(answer, dict):
                return False
            interval_s = told.interval_s(answer.get("interval"))
            if answer.get("status") == "Accepted":
                self.charger.configuration.put("HeartbeatInterval", str(interval_s))
                self.charger.intervals_changed = True
                return True
            log.info(
                "charger_not_accepted charge_point=%s status=%s",
                self.charger.record.id,
                answer.get("status"),
            )
            again_s = self.clock.now_s() + interval_s
            await asyncio.sleep(self.timing.min_boot_wait_s)
            await self._pend(socket, again_s, may_speak=answer.get("status") == "Pending")
            if self.charger.reset is not None:
                self.charger.restarted()
                return False

    async def _call(self, socket: Line, action: str, payload: dict[str, Any]) -> Outcome:
        """Make a call; None = no answer in time. The time that an answer tells is listened to."""
        ident = f"{next(self._ids)}"
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._open[ident] = future
        self.counts.calls += 1
        self.counts.open_calls += 1
        outcome: Outcome = None
        asked_s = self.clock.now_s()
        try:
            await socket.send(frames.encode_call(ident, action, payload))
            sent_s = monotonic_s()
            async with asyncio.timeout(self._timeout_s(action)):
                outcome = await future
            self.counts.round_trips_s.append(monotonic_s() - sent_s)
        except TimeoutError:
            log.warning("call_timeout charge_point=%s action=%s", self.charger.record.id, action)
        finally:
            self._open.pop(ident, None)
            self.counts.open_calls -= 1
        self.counts.failed_calls += not isinstance(outcome, dict)
        if isinstance(outcome, dict) and "currentTime" in outcome:
            self._set_clock(outcome["currentTime"], asked_s)
        return outcome

    def _set_clock(self, current_time: object, asked_s: float) -> None:
        """Hand the central system's time to the charger's clock; what is none is ignored."""
        told_s = told.instant_s(current_time)
        if told_s is None:
            return
        if not is_possible(told_s):
            if not self._was_told_nonsense:
                ident = self.charger.record.id
                log.warning("time_ignored charge_point=%s told=%s", ident, current_time)
            self._was_told_nonsense = True
        elif self.charger.clock.hear(told_s, asked_s, self.clock.now_s()):
            raise_event(self.charger, SecurityEvent.SETTING_TIME, str(current_time))
            self.charger.limits.changed()

    def _timeout_s(self, action: str) -> float | None:
        manner = self.charger.voice.manners.now
        if action in manner.waits_for_ever:
            return None
        own_s = manner.call_timeout_s
        return self.timing.call_timeout_s if own_s is None else own_s

    # --- receiving -------------------------------------------------------------------------------

    async def _receive(self, socket: Line, text: str | bytes) -> None:
        frame = frames.decode(text)
        match frame:
            case frames.Call():
                await self._answer(socket, frame)
            case frames.Result():
                self._resolve(frame.id, frame.payload)
            case frames.Error():
                log.warning(
                    "call_error charge_point=%s code=%s text=%s",
                    self.charger.record.id,
                    frame.code,
                    frame.description,
                )
                self._resolve(frame.id, Refused(frame.code))
                if frame.code == CallErrorCode.SECURITY_ERROR:  # not known there any more
                    self.charger.needs_boot = True
                    await socket.close()
            case frames.Unreadable():
                self.counts.unreadable += 1
                if frame.id is not None:
                    code = CallErrorCode.FORMATION_VIOLATION
                    await socket.send(frames.encode_error(frame.id, code, frame.reason))

    def _resolve(self, ident: str, outcome: Outcome) -> None:
        future = self._open.get(ident)
        if future is not None and not future.done():
            future.set_result(outcome)

    async def _answer(self, socket: Line, call: frames.Call) -> None:
        self.counts.answered += 1
        try:
            answer = handle(self.charger, call.action, call.payload)
            reply = frames.encode_result(call.id, answer)
        except CallFaultError as err:
            await socket.send(frames.encode_error(call.id, err.code, str(err)))
            return
        except Exception as err:
            ident = self.charger.record.id
            log.exception("call_not_handled charge_point=%s action=%.50s", ident, call.action)
            text = f"{type(err).__name__} in the charge point"
            await socket.send(frames.encode_error(call.id, CallErrorCode.INTERNAL_ERROR, text))
            return
        await socket.send(reply)
        if self.charger.vault.credentials.trial is not None:
            await socket.close()  # and come back with the new credentials
            return
        wanted = asked_for(call.action, call.payload, answer)
        if wanted is not None:
            self.trigger(self.charger, *wanted)
