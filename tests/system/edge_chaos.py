"""The two ends of an edge that is broken at random: chargers that keep books, a central that does.

A charger behaves as the standard says: it repeats a message of a session, with a new id, until it
is answered; it is sure of nothing that was not. Central remembers ids and contents of what it
heard, survives its own restarts, and can fall silent or slow.
"""

import asyncio
import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import numpy as np
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

OCPP = Subprotocol("ocpp1.6")
CALL_TIMEOUT_S = 25.0
EPOCH = datetime(2026, 7, 1, tzinfo=UTC)
IN_TIME_S = {"Authorize": 12.0, "StartTransaction": 8.0, "BootNotification": 8.0}
"""Deadline of the edge's answers; all others are due at once."""
AT_ONCE_S = 2.0
SLACK_S = 3.0
"""For a machine that does ten other things."""


@dataclass
class Book:
    """What central holds of one charger."""

    starts: dict[str, int] = field(default_factory=dict)
    """Transaction id by content."""
    messages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Of sessions, each id once, in the order they came."""
    answers: dict[str, str] = field(default_factory=dict)


class LedgerCentral:
    """Central, with a memory that outlives its restarts."""

    def __init__(self) -> None:
        self.books: dict[str, Book] = defaultdict(Book)
        self.delay_s = 0.0
        self.is_silent = False
        self.loses_answers = False
        """It takes what it hears and ends the connection instead of answering."""
        self.port = 0
        self._ids = count(1)
        self._server: Server | None = None

    async def start(self) -> None:
        self._server = await serve(
            self._visit, "127.0.0.1", self.port, subprotocols=[OCPP], compression=None
        )
        self.port = next(iter(self._server.sockets)).getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def _visit(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        book = self.books[socket.request.path.rsplit("/", 1)[-1]]
        seen: set[str] = set()
        try:
            async for text in socket:
                kind, message_id, *rest = json.loads(text)
                if kind != 2 or self.is_silent:
                    continue
                assert message_id not in seen, "an id came twice on one connection"
                seen.add(message_id)
                if message_id not in book.answers:
                    book.answers[message_id] = json.dumps(self._take(book, *rest))
                if self.loses_answers:
                    await socket.close()
                    return
                await asyncio.sleep(self.delay_s)
                await socket.send(f'[3,"{message_id}",{book.answers[message_id]}]')
        except ConnectionClosed:
            return

    def _take(self, book: Book, action: str, payload: dict[str, Any]) -> dict[str, Any]:
        if action in ("StartTransaction", "MeterValues", "StopTransaction"):
            book.messages.append((action, payload))
        match action:
            case "BootNotification":
                now = datetime.now(UTC).isoformat()
                return {"status": "Accepted", "currentTime": now, "interval": 300}
            case "Authorize":
                return {"idTagInfo": {"status": "Accepted"}}
            case "StartTransaction":
                content = json.dumps(payload, sort_keys=True)
                given = book.starts.setdefault(content, next(self._ids))
                return {"idTagInfo": {"status": "Accepted"}, "transactionId": given}
            case _:
                return {}


class BookKeepingCharger:
    """A charger with drivers, until `stop`; `sent` is what central must hold at the end."""

    def __init__(
        self, identity: str, port: int, factor: float, chance: np.random.Generator
    ) -> None:
        self.identity = identity
        self.sent: list[tuple[str, dict[str, Any]]] = []
        """Answered messages of sessions; ids are the charger's own."""
        self.late: list[str] = []
        """Answers that took too long, on a socket that was open all the time."""
        self.repeats = 0
        self._url = f"ws://127.0.0.1:{port}/ocpp/{identity}"
        self._factor = factor
        self._chance = chance
        self._boots_again = bool(chance.random() < 0.5)
        self._counts_ids = bool(chance.random() < 0.5)
        self._socket: ClientConnection | None = None
        self._number = count(1)
        self._began_s = time.monotonic()
        self._register_wh = int(chance.integers(0, 1000))
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Let the present driver end, and no other come."""
        self._stopping.set()

    async def run(self) -> None:
        await self._call("BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"})
        while not self._stopping.is_set():
            await self._rest(1.0)
            await self._serve_driver()
        if self._socket is not None:
            await self._socket.close()

    async def _serve_driver(self) -> None:
        tag = f"TAG-{self._chance.integers(0, 20)}"
        await self._status("Preparing")
        await self._call("Authorize", {"idTag": tag})
        started = {
            "connectorId": 1,
            "idTag": tag,
            "meterStart": self._register_wh,
            "timestamp": self._now(),
        }
        answer = await self._call("StartTransaction", started)
        transaction_id = answer["transactionId"]
        await self._status("Charging")
        for _ in range(self._chance.integers(2, 10)):
            await self._rest(0.5)
            self._register_wh += int(self._chance.integers(1, 50))
            await self._call("MeterValues", self._reading(transaction_id))
        self._register_wh += 1
        stopped = {
            "transactionId": transaction_id,
            "meterStop": self._register_wh,
            "timestamp": self._now(),
        }
        await self._call("StopTransaction", stopped)
        await self._status("Available")

    def _reading(self, transaction_id: int) -> dict[str, Any]:
        sampled = {"value": str(self._register_wh), "x-vendor": 1.50, "context": "Sample.Periodic"}
        meter_value = [{"timestamp": self._now(), "sampledValue": [sampled]}]
        return {"connectorId": 1, "transactionId": transaction_id, "meterValue": meter_value}

    async def _status(self, state: str) -> None:
        fields = {"connectorId": 1, "status": state, "errorCode": "NoError"}
        await self._call("StatusNotification", {**fields, "timestamp": self._now()})

    async def _call(self, action: str, payload: dict[str, Any]) -> Any:
        """Send until it is answered, each time with a new id."""
        while True:
            socket = await self._connected()
            message_id = self._next_id()
            begun_s = time.monotonic()
            try:
                await socket.send(json.dumps([2, message_id, action, payload]))
                answer = await self._answer(socket, message_id)
            except (ConnectionClosed, TimeoutError):
                self.repeats += 1
                await socket.close()
                self._socket = None
                continue
            took_s = time.monotonic() - begun_s
            if took_s > IN_TIME_S.get(action, AT_ONCE_S) + SLACK_S:
                self.late.append(f"{self.identity} {action} {took_s:.1f} s")
            if answer[0] == 3:
                if action in ("StartTransaction", "MeterValues", "StopTransaction"):
                    self.sent.append((action, payload))
                return answer[2]
            await asyncio.sleep(0.5)

    async def _answer(self, socket: ClientConnection, message_id: str) -> Any:
        async with asyncio.timeout(CALL_TIMEOUT_S):
            while True:
                frame = json.loads(await socket.recv())
                if frame[0] == 2:
                    await socket.send(json.dumps([3, frame[1], {"status": "Rejected"}]))
                elif frame[1] == message_id:
                    return frame

    async def _connected(self) -> ClientConnection:
        while self._socket is None:
            try:
                self._socket = await connect(
                    self._url,
                    subprotocols=[OCPP],
                    compression=None,
                    proxy=None,
                    open_timeout=15.0,
                    ping_interval=None,
                )
            except (OSError, TimeoutError, InvalidHandshake, EOFError):
                await asyncio.sleep(float(self._chance.uniform(0.2, 1.0)))
                continue
            if self._boots_again:
                boot = [2, self._next_id(), "BootNotification", {"chargePointVendor": "V"}]
                boot[3]["chargePointModel"] = "M"  # type: ignore[index,call-overload]
                try:
                    await self._socket.send(json.dumps(boot))
                    await self._answer(self._socket, str(boot[1]))
                except (ConnectionClosed, TimeoutError):
                    self._socket = None
        return self._socket

    def _next_id(self) -> str:
        number = next(self._number)
        return str(number % 50) if self._counts_ids else f"{self.identity}-{number}"

    async def _rest(self, mean_s: float) -> None:
        await asyncio.sleep(float(self._chance.uniform(0.5, 1.5)) * mean_s)

    def _now(self) -> str:
        simulated_s = (time.monotonic() - self._began_s) * self._factor
        return (EPOCH + timedelta(seconds=simulated_s)).isoformat().replace("+00:00", "Z")


def differences(charger: BookKeepingCharger, book: Book) -> list[str]:
    """What central's book lacks, has twice, has in another order or under a wrong id."""
    problems: list[str] = []
    central_id: dict[int, int] = {}
    wanted: list[str] = []
    for action, payload in charger.sent:
        if action == "StartTransaction":
            content = json.dumps(payload, sort_keys=True)
            if content not in book.starts:
                problems.append(f"{charger.identity}: start lost: {content}")
            current = book.starts.get(content, -1)
        else:
            current = central_id.setdefault(payload["transactionId"], current_start(wanted))
        wanted.append(_line(action, payload, current))
    found = [
        _line(action, payload, _central_id(book, action, payload))
        for action, payload in book.messages
    ]
    if found != wanted:
        missing = [each for each in wanted if each not in found]
        twice = sorted({each for each in found if found.count(each) > 1})
        strange = [each for each in found if each not in wanted]
        problems.append(
            f"{charger.identity}: missing {missing}, twice {twice}, strange {strange}, "
            f"same order {sorted(found) == sorted(wanted)}"
        )
    return problems


def current_start(lines: list[str]) -> int:
    """Id of the last session begun."""
    last = next(each for each in reversed(lines) if each.startswith("StartTransaction"))
    return int(last.split()[1])


def _central_id(book: Book, action: str, payload: dict[str, Any]) -> int:
    if action == "StartTransaction":
        return book.starts[json.dumps(payload, sort_keys=True)]
    return int(payload["transactionId"])


def _line(action: str, payload: dict[str, Any], transaction_id: int) -> str:
    rest = {name: value for name, value in payload.items() if name != "transactionId"}
    return f"{action} {transaction_id} {json.dumps(rest, sort_keys=True)}"
