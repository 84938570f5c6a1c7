"""A charge point that does what a test case says. It shares no code with central.

Frames are JSON arrays over a websocket (OCPP-J 1.6). `ask` sends a call and gives the answer;
`expect` waits for central's next call, to be answered by the test with `answer`.
"""

import asyncio
import base64
import itertools
import json
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

PATIENCE_S = 10.0
Json = dict[str, Any]


def instant(minutes: float = 0.0) -> str:
    """Now, or so many minutes later, as OCPP writes it."""
    at = datetime.now(UTC) + timedelta(minutes=minutes)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class Call:
    """Central asks something."""

    message_id: str
    action: str
    payload: Json


@dataclass
class ChargePoint:
    """One scripted charge point; `plug_in` connects it."""

    identity: str
    url: str
    password: str | bytes | None = None
    tls: ssl.SSLContext | None = None
    socket: ClientConnection | None = None
    ids: Any = field(default_factory=lambda: itertools.count(1))
    _calls: "asyncio.Queue[Call]" = field(default_factory=asyncio.Queue)
    _answers: "asyncio.Queue[list[Any]]" = field(default_factory=asyncio.Queue)
    _reader: "asyncio.Task[None] | None" = None

    async def plug_in(self, subprotocols: tuple[str, ...] = ("ocpp1.6",)) -> "ChargePoint":
        headers = {}
        if self.password is not None:
            secret = self.password if isinstance(self.password, bytes) else self.password.encode()
            token = base64.b64encode(self.identity.encode() + b":" + secret).decode()
            headers["Authorization"] = f"Basic {token}"
        self.socket = await connect(
            f"{self.url}/ocpp/{self.identity}",
            subprotocols=list(subprotocols),  # type: ignore[arg-type]
            additional_headers=headers,
            ssl=self.tls,
            compression=None,
        )
        self._reader = asyncio.create_task(self._read(self.socket))
        return self

    async def unplug(self) -> None:
        if self.socket is not None:
            await self.socket.close()
        if self._reader is not None:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)

    async def _read(self, socket: ClientConnection) -> None:
        async for text in socket:
            frame = json.loads(text)
            if frame[0] == 2:
                self._calls.put_nowait(Call(*frame[1:4]))
            else:
                self._answers.put_nowait(frame)

    async def send(self, frame: list[Any]) -> None:
        assert self.socket is not None
        await self.socket.send(json.dumps(frame))

    async def ask(self, action: str, **payload: Any) -> Any:
        """The payload of the CALLRESULT; a CALLERROR fails the test."""
        message_id = str(next(self.ids))
        await self.send([2, message_id, action, payload])
        async with asyncio.timeout(PATIENCE_S):
            frame = await self._answers.get()
        assert frame[:2] == [3, message_id], f"{action} was answered {frame}"
        return frame[2]

    async def expect(self, action: str) -> Call:
        """Central's next call, which must be this one."""
        async with asyncio.timeout(PATIENCE_S):
            call = await self._calls.get()
        assert call.action == action, f"expected {action}, got {call}"
        return call

    async def answer(self, call: Call, **payload: Any) -> None:
        await self.send([3, call.message_id, payload])

    def has_been_called(self) -> bool:
        return not self._calls.empty()

    # --- what every case needs ---

    async def boot(self, **more: Any) -> Any:
        given = {"chargePointVendor": "Octt", "chargePointModel": "Script", **more}
        return await self.ask("BootNotification", **given)

    async def status(self, status: str, connector: int = 1, error: str = "NoError") -> None:
        given = {"connectorId": connector, "status": status, "errorCode": error}
        assert await self.ask("StatusNotification", **given, timestamp=instant()) == {}

    async def authorize(self, id_tag: str) -> Any:
        return (await self.ask("Authorize", idTag=id_tag))["idTagInfo"]

    async def start(self, id_tag: str, **more: Any) -> Any:
        given = {"connectorId": 1, "idTag": id_tag, "meterStart": 100, "timestamp": instant()}
        answer = await self.ask("StartTransaction", **{**given, **more})
        assert isinstance(answer["transactionId"], int)
        assert answer["transactionId"] > 0
        return answer

    async def meter(self, transaction_id: int, energy_wh: int) -> None:
        values = [{"timestamp": instant(), "sampledValue": [{"value": str(energy_wh)}]}]
        given = {"connectorId": 1, "transactionId": transaction_id, "meterValue": values}
        assert await self.ask("MeterValues", **given) == {}

    async def stop(self, transaction_id: int, meter_wh: int = 100, **more: Any) -> Any:
        given = {"transactionId": transaction_id, "meterStop": meter_wh, "timestamp": instant()}
        return await self.ask("StopTransaction", **{**given, **more})
