"""A small central system of the test's own: answers by a script, keeps what it saw."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from ocpp import messages
from ocpp.exceptions import OCPPError
from websockets.asyncio.server import Server, ServerConnection, serve

from contract.clock import ClockSetting


@dataclass
class Seen:
    """One call of a charger."""

    identity: str
    action: str
    payload: dict[str, Any]


@dataclass
class ScriptedCentral:
    """Listens on a port; `start` and `stop` any number of times, memory is kept."""

    port: int
    clock: ClockSetting | None = None
    """Tells simulated time; None = real time."""
    seen: list[Seen] = field(default_factory=list)
    answers: dict[str, Callable[[dict[str, Any]], Any]] = field(default_factory=dict)
    """Payload to answer by action; None = no answer at all."""
    violations: list[str] = field(default_factory=list)
    """What did not fit the JSON schemas of OCPP 1.6."""
    headers: list[str] = field(default_factory=list)
    sockets: dict[str, ServerConnection] = field(default_factory=dict)
    _server: Server | None = None
    _next_transaction: int = 100
    _next_id: int = 0
    _open: dict[str, tuple[asyncio.Future[list[Any]], str]] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        self._server = await serve(
            self._talk, "127.0.0.1", self.port, subprotocols=["ocpp1.6"], compression=None
        )

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    def calls(self, action: str) -> list[dict[str, Any]]:
        return [each.payload for each in self.seen if each.action == action]

    def actions(self) -> list[str]:
        return [each.action for each in self.seen]

    async def call(self, identity: str, action: str, payload: dict[str, Any]) -> list[Any]:
        """Call a charger; the whole answer frame."""
        self._next_id += 1
        ident = f"cs-{self._next_id}"
        future: asyncio.Future[list[Any]] = asyncio.get_running_loop().create_future()
        self._open[ident] = (future, action)
        await self.sockets[identity].send(json.dumps([2, ident, action, payload]))
        async with asyncio.timeout(10):
            return await future

    async def _talk(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        identity = socket.request.path.rsplit("/", 1)[-1]
        self.headers.append(socket.request.headers.get("Authorization", ""))
        self.sockets[identity] = socket
        async for text in socket:
            frame = json.loads(text)
            if frame[0] == 2:
                self.seen.append(Seen(identity, frame[2], frame[3]))
                answer = self._answer(frame[2], frame[3])
                if answer is not None:
                    await socket.send(json.dumps([3, frame[1], answer]))
                await self._check(messages.Call(frame[1], frame[2], frame[3]))
            else:
                future, action = self._open.pop(frame[1])
                future.set_result(frame)
                if frame[0] == 3:
                    await self._check(messages.CallResult(frame[1], frame[2], action))

    async def _check(self, message: Any) -> None:
        try:
            await messages.validate_payload(message, "1.6")
        except OCPPError as err:
            self.violations.append(f"{message.action} {message.payload}: {err!r}")

    def _answer(  # noqa: PLR0911 - one per action
        self, action: str, payload: dict[str, Any]
    ) -> dict[str, Any] | None:
        if action in self.answers:
            answer: dict[str, Any] | None = self.answers[action](payload)
            return answer
        at = datetime.now(UTC)
        at = at if self.clock is None else self.clock.simulated(at)
        now = at.isoformat().replace("+00:00", "Z")
        match action:
            case "BootNotification":
                return {"status": "Accepted", "currentTime": now, "interval": 300}
            case "Heartbeat":
                return {"currentTime": now}
            case "Authorize":
                return {"idTagInfo": {"status": "Accepted"}}
            case "StartTransaction":
                self._next_transaction += 1
                accepted = {"status": "Accepted"}
                return {"transactionId": self._next_transaction, "idTagInfo": accepted}
            case _:
                return {}
