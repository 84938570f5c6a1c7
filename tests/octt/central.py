"""The scripted central system: websockets and JSON only, none of the emulator's code.

It answers each call by a script (`answers`), keeps everything that a charger said, in order, and
calls the charger itself. A test reads with `expect` (wait for a message) or `told` (all that came
since it last looked, as short words).
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

Payload = dict[str, Any]
PATIENCE_S = 5.0
"""Real seconds that a message is waited for before the test fails."""


@dataclass(frozen=True)
class Refusal:
    """Answer with a CALLERROR of this code."""

    code: str


class CallErrorAnswer(Exception):  # noqa: N818 - it is the charger's answer
    """The charger answered a call with a CALLERROR."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code


@dataclass(frozen=True)
class Seen:
    """One call of the charger, and over which of its connections it came (from 1)."""

    action: str
    payload: Payload
    connection: int

    @property
    def brief(self) -> str:
        """`1 Charging` for a status (`1 Faulted GroundFailure` with an error), else the action."""
        if self.action != "StatusNotification":
            return self.action
        error = self.payload["errorCode"]
        words = f"{self.payload['connectorId']} {self.payload['status']}"
        return words if error == "NoError" else f"{words} {error}"

    def fits(self, action: str, fields: Payload) -> bool:
        return self.action == action and all(
            self.payload.get(name) == value for name, value in fields.items()
        )


Answer = Payload | Refusal | None
"""None = no answer at all."""


@dataclass
class Central:
    """One central system on a free port of 127.0.0.1. `now` gives its time as text."""

    now: Callable[[], str]
    answers: dict[str, Callable[[Payload], Answer]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    """Handshakes, refused ones too."""
    admit: Callable[[ServerConnection, Request], Response | None] | None = None
    """May refuse a handshake."""
    ssl: Any = None
    port: int = 0
    connections: int = 0
    socket: ServerConnection | None = None
    _server: Server | None = None
    _read: int = 0
    _transactions: int = 0
    _calls: int = 0
    _open: dict[str, asyncio.Future[list[Any]]] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """What a charger connects to; it adds its identity."""
        return f"{'wss' if self.ssl else 'ws'}://127.0.0.1:{self.port}/ocpp"

    async def start(self) -> None:
        """Listen; from the second time on at the same port."""
        self._server = await serve(
            self._talk,
            "127.0.0.1",
            self.port,
            subprotocols=["ocpp1.6"],  # type: ignore[list-item]
            compression=None,
            process_request=self._handshake,
            ssl=self.ssl,
        )
        self.port = next(iter(self._server.sockets)).getsockname()[1]

    async def stop(self) -> None:
        """Close all connections and listen no more."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    # --- reading ---------------------------------------------------------------------------------

    async def expect(self, action: str, **fields: Any) -> Payload:
        """The next unread call that fits; what came before it counts as read, too."""

        def find() -> int | None:
            later = range(self._read, len(self.seen))
            return next((i for i in later if self.seen[i].fits(action, fields)), None)

        await self.until(lambda: find() is not None, f"{action} {fields or ''}")
        index = find()
        assert index is not None
        self._read = index + 1
        return self.seen[index].payload

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for something that messages or connections bring about."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not condition():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            unread = [each.brief for each in self.seen[self._read :]]
            raise AssertionError(f"waited in vain for {what}; unread: {unread}") from None

    def told(self) -> list[str]:
        """All that was unread until now, in short words."""
        fresh = self.seen[self._read :]
        self._read = len(self.seen)
        return [each.brief for each in fresh]

    def calls(self, action: str, **fields: Any) -> list[Payload]:
        """Payloads of all calls that fit, read or not."""
        return [each.payload for each in self.seen if each.fits(action, fields)]

    # --- calling ---------------------------------------------------------------------------------

    async def call(self, action: str, **payload: Any) -> Payload:
        """Call the charger and give its answer.

        Raises:
            CallErrorAnswer: if it answers with a CALLERROR.
        """
        frame = await self.call_raw(action, payload)
        if frame[0] == 4:
            raise CallErrorAnswer(frame[2], frame[3])
        answer: Payload = frame[2]
        return answer

    async def call_raw(self, action: str, payload: Any) -> list[Any]:
        """Call the charger and give the whole frame of its answer."""
        assert self.socket is not None, "the charger is not connected"
        self._calls += 1
        ident = f"central-{self._calls}"
        self._open[ident] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps([2, ident, action, payload]))
        async with asyncio.timeout(PATIENCE_S):
            return await self._open[ident]

    async def status(self, action: str, **payload: Any) -> str:
        """Call the charger and give the `status` of its answer."""
        status: str = (await self.call(action, **payload))["status"]
        return status

    async def configure(self, **keys: Any) -> None:
        """Set configuration keys; True and False become words. Each must be accepted."""
        for key, value in keys.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            status = await self.status("ChangeConfiguration", key=key, value=text)
            assert status == "Accepted", f"{key}={text}: {status}"

    # --- inside ----------------------------------------------------------------------------------

    def _handshake(self, socket: ServerConnection, request: Request) -> Response | None:
        self.requests.append(request)
        return None if self.admit is None else self.admit(socket, request)

    async def _talk(self, socket: ServerConnection) -> None:
        self.connections += 1
        self.socket, number = socket, self.connections
        self._news.set()
        with contextlib.suppress(ConnectionClosed):  # a charger may vanish without a good-bye
            async for text in socket:
                frame = json.loads(text)
                if frame[0] == 2:
                    await self._take(socket, number, frame)
                elif (future := self._open.pop(frame[1], None)) is not None:
                    future.set_result(frame)
                self._news.set()
        if self.socket is socket:
            self.socket = None
        self._news.set()

    async def _take(self, socket: ServerConnection, number: int, frame: list[Any]) -> None:
        _, ident, action, payload = frame
        self.seen.append(Seen(action, payload, number))
        answer = self.answers.get(action, lambda _: self._usual(action))(payload)
        match answer:
            case None:
                return
            case Refusal():
                reply = [4, ident, answer.code, "", {}]
            case _:
                reply = [3, ident, answer]
        await socket.send(json.dumps(reply))

    def _usual(self, action: str) -> Payload:
        accepted = {"status": "Accepted"}
        if action == "StartTransaction":
            self._transactions += 1
            return {"transactionId": self._transactions, "idTagInfo": accepted}
        usual: dict[str, Payload] = {
            "Authorize": {"idTagInfo": accepted},
            "BootNotification": accepted | {"currentTime": self.now(), "interval": 3600},
            "DataTransfer": accepted,
            "Heartbeat": {"currentTime": self.now()},
            "SignCertificate": accepted,
        }
        return usual.get(action, {})


Script = Callable[[Payload], Answer]


def in_turn(*answers: Answer) -> Script:
    """A script that gives one answer after the other, and the last one for ever."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def id_tag_info(status: str, **more: Any) -> Payload:
    """Answer of Authorize and StopTransaction."""
    return {"idTagInfo": {"status": status, **more}}
