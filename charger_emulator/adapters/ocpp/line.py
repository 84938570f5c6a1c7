"""Stands between a charger's link and its socket, and lets frames pass in the charger's manner.

The link sends and receives as if it had the socket. With a plain manner and a good network frames
pass as they are. Ids on the wire may be others than the link's; calls of the manner's own, and
answers to them, never reach the link.
"""

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, Final

from cryptography import x509
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State

from charger_emulator.adapters.manner_files import manner_book
from charger_emulator.adapters.ocpp import frames
from charger_emulator.adapters.ocpp.sockets import LeftOpen, forget, go_dead, ignore_pings
from charger_emulator.core.certificates import UNREADABLE
from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.hearing import own_answer
from charger_emulator.core.manner import Manner, Manners
from charger_emulator.core.speech import Speech, Spoken
from charger_emulator.core.transport import Direction, Fate, Transport

TRACE_LENGTH: Final = 60
_MAX_OPEN: Final = 200
"""Calls that wait for an answer; the oldest are forgotten first."""

Payload = dict[str, Any]


@dataclass
class Voice:
    """What a charger's lines share over all its connections."""

    manners: Manners
    speech: Speech
    transport: Transport = field(default_factory=Transport)
    left_open: LeftOpen = field(default_factory=LeftOpen)
    sent: Counter[str] = field(default_factory=Counter)
    """Calls that went out, by action."""
    heard: Counter[str] = field(default_factory=Counter)
    """Calls that came in, by action."""
    errors: int = 0
    """CALLERRORs that came back."""
    trace: deque[tuple[float, str, str]] | None = None
    """The last frames: simulated instant, in or out, text. None = none are kept."""

    def keep_trace(self, *, on: bool) -> None:
        """Keep the last frames from now on, or none."""
        self.trace = deque(maxlen=TRACE_LENGTH) if on else None

    @property
    def is_plain(self) -> bool:
        """Frames need no work at all."""
        return self.manners.is_plain and not self.transport.rules


def new_voice(seed: int, point: int, statuses: Callable[[], Sequence[Payload]]) -> Voice:
    """The voice of a charger that talks as the standard says.

    Args:
        seed: of the world.
        point: index of the charger there.
        statuses: StatusNotification payloads of all its connectors as they are.
    """
    manners = Manners(manner_book())
    chance = partial(stream, seed, Purpose.LINK, 1 << 51 | point)
    return Voice(manners, Speech(manners, chance, statuses))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A call on the wire: the link's id (None = the manner's own) and what was sent."""

    plain_id: str | None
    call: Spoken


class Line:
    """One connection: `open` it in a task group, `shut` it before that ends, `left` at the end.

    Args:
        socket: an open connection.
        voice: whose.
        now_s: simulated Unix time.
        resolve: hands the answer to one of the link's calls back.
        restart: makes the charger boot again.
    """

    def __init__(
        self,
        socket: ClientConnection,
        voice: Voice,
        now_s: Callable[[], float],
        resolve: Callable[[str, Payload], None],
        restart: Callable[[], None],
    ) -> None:
        self._socket, self._voice, self._now_s = socket, voice, now_s
        self._resolve, self._restart = resolve, restart
        self._open: dict[str, _Waiting] = {}
        self._asked: dict[str, str] = {}
        self._order = count()
        self._group: asyncio.TaskGroup | None = None
        self._late: set[asyncio.Task[None]] = set()
        self._restarting: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self._is_dead = self._is_filtered = False

    @property
    def subprotocol(self) -> str | None:
        """What the server chose."""
        return self._socket.subprotocol

    def server_certificate(self) -> x509.Certificate | None:
        """Certificate of the server, where there is one that can be read."""
        tls = self._socket.transport.get_extra_info("ssl_object")
        raw = None if tls is None else tls.getpeercert(binary_form=True)
        try:
            return None if raw is None else x509.load_der_x509_certificate(raw)
        except UNREADABLE:
            return None

    @property
    def _manner(self) -> Manner:
        return self._voice.manners.now

    # --- going out -------------------------------------------------------------------------------

    async def send(self, text: str) -> None:
        """Send a frame of the link."""
        if self._voice.is_plain:
            ident = _tally(self._voice.sent, text)
            self._open.pop(ident, None)  # an id that the manner had used is the link's again
            await self._write(text)
            return
        frame = frames.decode(text)
        match frame:
            case frames.Call():
                await self._send_call(frame)
            case frames.Result() | frames.Error():
                await self._send_answer(frame, text)
            case frames.Unreadable():
                raise ValueError(f"the link made no frame: {frame.reason}")

    async def _send_call(self, frame: frames.Call) -> None:
        voice = self._voice
        saying = voice.speech.say(frame.action, frame.payload)
        if saying.answer is not None:
            self._resolve(frame.id, saying.answer)
            return
        for call in saying.calls:
            await self._say(call, None if call.is_own else frame.id)
        if saying.cuts_link:
            self._socket.transport.abort()

    async def _say(self, call: Spoken, plain_id: str | None) -> None:
        self._voice.sent[call.action] += 1
        ident = self._voice.speech.message_id(plain_id or f"own-{next(self._order)}")
        self._remember(ident, _Waiting(plain_id, call))
        await self._pass_out(frames.encode_call(ident, call.action, call.payload), call.action)

    def _remember(self, ident: str, waiting: _Waiting) -> None:
        self._open[ident] = waiting
        if len(self._open) > _MAX_OPEN:
            del self._open[next(iter(self._open))]

    async def _send_answer(self, frame: frames.Result | frames.Error, text: str) -> None:
        action = self._asked.pop(frame.id, "")
        if isinstance(frame, frames.Result):
            payload = self._voice.speech.worded_answer(action, frame.payload)
            text = frames.encode_result(frame.id, payload)
        if self._manner.answer_delay_s and self._group is not None:
            task = self._group.create_task(self._send_late(text, action))
            self._late.add(task)
            task.add_done_callback(self._late.discard)
            return
        await self._pass_out(text, action)
        if action == "ChangeConfiguration" and self._manner.reboots_on_config:
            self._restart()

    async def _pass_out(self, text: str, action: str) -> None:
        for each in await self._fated("out", action, text):
            await self._write(each)

    async def _write(self, text: str) -> None:
        if self._is_dead:
            return
        self._note("out", text)
        await self._socket.send(text)

    # --- coming in -------------------------------------------------------------------------------

    async def __aiter__(self) -> AsyncIterator[str]:
        """Frames for the link, until the socket closes."""
        async for data in self._socket:
            text = data if isinstance(data, str) else data.decode(errors="replace")
            if self._manner.read_pause_s:
                await asyncio.sleep(self._manner.read_pause_s)
            self._note("in", text)
            if self._voice.is_plain and not self._open:
                self._voice.errors += text.startswith("[4")
                _tally(self._voice.heard, text)
                yield text
                continue
            for each in await self._fated("in", self._action_of(text), text):
                heard = await self._hear(each)
                if heard is not None:
                    yield heard

    def _action_of(self, text: str) -> str:
        match frames.decode(text):
            case frames.Call(action=action):
                return action
            case frames.Result(id=ident) | frames.Error(id=ident):
                waiting = self._open.get(ident)
                return "" if waiting is None else waiting.call.action
            case _:
                return ""

    async def _hear(self, text: str) -> str | None:
        """What the link hears of a frame; None = nothing."""
        frame = frames.decode(text)
        match frame:
            case frames.Call():
                return await self._hear_call(frame, text)
            case frames.Result() | frames.Error():
                return await self._hear_answer(frame, text)
            case frames.Unreadable():
                return text

    async def _hear_call(self, frame: frames.Call, text: str) -> str | None:
        self._voice.heard[frame.action] += 1
        if not self._manner.answers:
            return None
        self._asked[frame.id] = frame.action
        answer = own_answer(self._manner, frame.action, frame.payload)
        if answer is None:
            return text
        reply = frames.Result(frame.id, answer)
        await self._send_answer(reply, frames.encode_result(frame.id, answer))
        return None

    async def _hear_answer(self, frame: frames.Result | frames.Error, text: str) -> str | None:
        waiting = self._open.pop(frame.id, None)
        if waiting is None:
            return text  # an answer to nothing is the link's to judge
        self._voice.errors += isinstance(frame, frames.Error)
        speech, call = self._voice.speech, waiting.call
        if waiting.plain_id is None or speech.loses(call.action):
            return None
        if isinstance(frame, frames.Error):
            return text.replace(f'"{frame.id}"', f'"{waiting.plain_id}"', 1)
        for each in speech.heard(call.action, call.payload, frame.payload):
            await self._say(each, None)
        return frames.encode_result(waiting.plain_id, frame.payload)

    # --- the network -----------------------------------------------------------------------------

    async def _fated(self, direction: Direction, action: str, text: str) -> list[str]:
        if not self._voice.transport.rules:
            return [text]
        async with self._lock if direction == "out" else contextlib.nullcontext():
            fate: Fate = self._voice.transport.fate(direction, action)
            if fate.latency_s:
                await asyncio.sleep(fate.latency_s)
        if fate.aborts:
            self._socket.transport.abort()
            return []
        if fate.half_opens:
            self.go_dead()
            return []
        return [text[: len(text) // 2] if fate.is_truncated else text] * fate.copies

    def go_dead(self) -> None:
        """Nothing passes any more; the charger finds out when its calls time out."""
        self._is_dead = True
        go_dead(self._socket)

    def _note(self, direction: str, text: str) -> None:
        if self._voice.trace is not None:
            self._voice.trace.append((self._now_s(), direction, text))

    # --- time and the end ------------------------------------------------------------------------

    def open(self, group: asyncio.TaskGroup) -> None:
        """The link serves this connection from now on; what takes time runs in `group`."""
        self._group = group
        self._voice.manners.on_change = self._arrange
        self._arrange()

    def shut(self) -> None:
        """The link serves it no more: nothing that takes time is left running."""
        self._group = None
        self._voice.manners.on_change = lambda: None
        for task in (*self._late, *([self._restarting] if self._restarting else [])):
            task.cancel()

    def _arrange(self) -> None:
        """Do what the manner, which may be another one, asks for beside the frames."""
        manner = self._manner
        if not manner.pongs and not self._is_filtered:
            self._is_filtered = True
            ignore_pings(self._socket, lambda: not self._manner.pongs)
        if manner.boots_every_s and self._restarting is None and self._group is not None:
            self._restarting = self._group.create_task(self._restart_again())

    async def _restart_again(self) -> None:
        while self._manner.boots_every_s:
            await asyncio.sleep(self._manner.boots_every_s)
            if self._manner.boots_every_s:
                self._restart()
        self._restarting = None

    async def _send_late(self, text: str, action: str) -> None:
        await asyncio.sleep(self._manner.answer_delay_s)
        with contextlib.suppress(ConnectionClosed):
            await self._pass_out(text, action)

    async def close(self, code: int = 1000) -> None:
        """End the connection as the manner has it."""
        manner = self._manner
        if manner.keeps_old_socket or not manner.closes:
            self.abandon()
        else:
            await self._socket.close(code)

    def abort(self) -> None:
        """Reset the connection."""
        self._socket.transport.abort()

    def drop(self) -> None:
        """Close the connection without a close frame."""
        self._socket.transport.close()

    def abandon(self) -> None:
        """Leave the connection without a close frame and without a FIN; the link sees it end."""
        if self._socket.state is State.OPEN:
            is_alive = self._manner.keeps_old_socket
            self._voice.left_open.keep(forget(self._socket, answers_pings=is_alive))

    async def left(self) -> None:
        """The link is done with this connection."""
        self.shut()
        if self._socket.state is State.OPEN:
            await self.close()


def _tally(counts: Counter[str], text: str) -> str:
    """Count a call by its action, and give its id; answers are not counted."""
    if text.startswith("[2"):
        words = text.split('"', 4)
        if len(words) > 3:
            counts[words[3]] += 1
            return words[1]
    return ""
