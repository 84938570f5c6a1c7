"""A central system that shows what goes over the wire: websockets and JSON only.

It takes any frame, answers calls in the usual way unless `answers` says otherwise (None = never),
and keeps all texts with the number of the connection that they came over.
"""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

Payload = dict[str, Any]
NOW = "2026-07-01T12:00:00Z"
PATIENCE_S = 20.0


@dataclass(frozen=True)
class Heard:
    """One frame of the charger. `frame` is None where the text is no JSON."""

    connection: int
    text: str
    frame: list[Any] | None
    at_s: float


@dataclass
class RawCentral:
    """Listens on a free port of 127.0.0.1."""

    answers: dict[str, Callable[[Payload], Payload | None]] = field(default_factory=dict)
    admit: Callable[[ServerConnection, Request], Response | None] | None = None
    ssl: Any = None
    compression: str | None = None
    heard: list[Heard] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    sockets: list[ServerConnection] = field(default_factory=list)
    opened_s: list[float] = field(default_factory=list)
    port: int = 0
    _server: Server | None = None
    _calls: int = 0
    _open: dict[str, asyncio.Future[list[Any]]] = field(default_factory=dict)
    _transactions: int = 0

    async def __aenter__(self) -> Self:
        self._server = await serve(
            self._talk, "127.0.0.1", 0, subprotocols=["ocpp1.6"], compression=self.compression,  # type: ignore[list-item]
            process_request=self._handshake, ssl=self.ssl, ping_interval=None,
        )  # fmt: skip
        self.port = next(iter(self._server.sockets)).getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        for socket in self.sockets:
            socket.transport.abort()
        self._server.close()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        return f"{'wss' if self.ssl else 'ws'}://127.0.0.1:{self.port}/ocpp"

    def calls(self, action: str, **fields: Any) -> list[Payload]:
        return [
            h.frame[3]
            for h in self.heard
            if h.frame and h.frame[0] == 2 and h.frame[2] == action
            if all(h.frame[3].get(name) == value for name, value in fields.items())
        ]

    def actions(self) -> list[str]:
        return [h.frame[2] for h in self.heard if h.frame and h.frame[0] == 2]

    def ids(self, action: str = "", connection: int = 0) -> list[str]:
        return [
            h.frame[1]
            for h in self.heard
            if h.frame and h.frame[0] == 2 and action in ("", h.frame[2])
            if connection in (0, h.connection)
        ]

    async def until(self, condition: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, (
                f"waited in vain until {what}: {self.actions()[-30:]}"
            )
            await asyncio.sleep(0.005)

    async def call(self, action: str, **payload: Any) -> Any:
        """Call the charger over its newest connection; the payload of its answer."""
        future = await self.ask(action, payload)
        async with asyncio.timeout(PATIENCE_S):
            return (await future)[2]

    async def ask(self, action: str, payload: Payload) -> asyncio.Future[list[Any]]:
        """Call the charger; the answer comes later, if at all."""
        self._calls += 1
        ident = f"central-{self._calls}"
        self._open[ident] = asyncio.get_running_loop().create_future()
        await self.sockets[-1].send(json.dumps([2, ident, action, payload]))
        return self._open[ident]

    def _handshake(self, socket: ServerConnection, request: Request) -> Response | None:
        self.requests.append(request)
        return None if self.admit is None else self.admit(socket, request)

    async def _talk(self, socket: ServerConnection) -> None:
        self.sockets.append(socket)
        self.opened_s.append(time.monotonic())
        number = len(self.sockets)
        try:
            async for text in socket:
                await self._take(socket, number, str(text))
        except ConnectionClosed:
            pass

    async def _take(self, socket: ServerConnection, number: int, text: str) -> None:
        try:
            frame = json.loads(text)
        except ValueError:
            frame = None
        self.heard.append(Heard(number, text, frame, time.monotonic()))
        if frame is None:
            return
        if frame[0] != 2:
            future = self._open.pop(frame[1], None)
            if future is not None:
                future.set_result(frame)
            return
        answer = self.answers.get(frame[2], lambda _: self._usual(frame[2]))(frame[3])
        if answer is not None:
            await socket.send(json.dumps([3, frame[1], answer]))

    def _usual(self, action: str) -> Payload:
        accepted = {"status": "Accepted"}
        if action == "StartTransaction":
            self._transactions += 1
            return {"transactionId": 100 + self._transactions, "idTagInfo": accepted}
        usual: dict[str, Payload] = {
            "Authorize": {"idTagInfo": accepted},
            "BootNotification": accepted | {"currentTime": NOW, "interval": 3600},
            "Heartbeat": {"currentTime": NOW},
        }
        return usual.get(action, {})
