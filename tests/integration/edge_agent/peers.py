"""The two ends that the edge stands between: a scripted central and a scripted charger."""

import asyncio
import base64
import json
import ssl
from http import HTTPStatus
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

OCPP = Subprotocol("ocpp1.6")


class ScriptedCentral:
    """A central that answers by a table, keeps what it heard, and can be stopped and started."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.answers: dict[str, str] = {"BootNotification": boot_answer("Accepted")}
        """Payload by action; `{}` for the rest."""
        self.refused: dict[str, int] = {}
        """HTTP status by identity."""
        self.passwords: dict[str, set[str]] = {}
        """Authorization headers that are right, by identity; all are where none is named."""
        self.failing: set[str] = set()
        """Actions that are answered with a CALLERROR."""
        self.is_silent = False
        self.heard: list[str] = []
        self.authorizations: list[str | None] = []
        self.sockets: dict[str, ServerConnection] = {}
        self.port = 0
        self._server: Server | None = None

    async def start(self) -> None:
        self._server = await serve(
            self._visit,
            "127.0.0.1",
            self.port,
            subprotocols=[OCPP],
            process_request=self._ask,
            compression=None,
            max_size=None,
            ssl=self._tls,
        )
        self.port = next(iter(self._server.sockets)).getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ocpp"

    def actions(self) -> list[str]:
        return [frame[2] for frame in map(json.loads, self.heard) if frame[0] == 2]

    async def say(self, identity: str, text: str) -> None:
        await self.sockets[identity].send(text)

    def _ask(self, connection: ServerConnection, request: Request) -> Response | None:
        self.authorizations.append(request.headers.get("Authorization"))
        identity = request.path.rsplit("/", 1)[-1]
        status = self.refused.get(identity)
        right = self.passwords.get(identity)
        if right is not None and self.authorizations[-1] not in right:
            status = HTTPStatus.UNAUTHORIZED
        return connection.respond(HTTPStatus(status), "no\n") if status else None

    async def _visit(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        identity = connection.request.path.rsplit("/", 1)[-1]
        self.sockets[identity] = connection
        try:
            async for text in connection:
                assert isinstance(text, str)
                self.heard.append(text)
                frame = json.loads(text)
                if frame[0] == 2 and frame[2] in self.failing:
                    await connection.send(f'[4,"{frame[1]}","InternalError","no",{{}}]')
                elif frame[0] == 2 and not self.is_silent:
                    answer = self.answers.get(frame[2], "{}")
                    await connection.send(f'[3,"{frame[1]}",{answer}]')
        except ConnectionClosed:
            pass
        finally:
            if self.sockets.get(identity) is connection:
                del self.sockets[identity]


class ScriptedCharger:
    """One websocket of a charger; `ask` sends a call and waits for its answer."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self._number = 0

    async def ask(self, action: str, payload: str = "{}") -> Any:
        self._number += 1
        message_id = str(self._number)
        await self.socket.send(f'[2,"{message_id}","{action}",{payload}]')
        answer = json.loads(await self.hear())
        assert answer[1] == message_id
        return answer

    async def hear(self, timeout_s: float = 15.0) -> str:
        async with asyncio.timeout(timeout_s):
            text = await self.socket.recv()
        assert isinstance(text, str)
        return text

    async def closed(self, timeout_s: float = 15.0) -> int | None:
        async with asyncio.timeout(timeout_s):
            await self.socket.wait_closed()
        return self.socket.close_code


async def plug_in(
    port: int, identity: str, password: str | bytes | None = None, **options: Any
) -> ScriptedCharger:
    """Connect a charger to an edge."""
    headers = {} if password is None else {"Authorization": basic(identity, password)}
    settings: dict[str, Any] = {"subprotocols": [OCPP], "compression": None, "max_size": None}
    scheme = "wss" if "ssl" in options else "ws"
    socket = await connect(
        f"{scheme}://127.0.0.1:{port}/ocpp/{identity}",
        additional_headers=headers,
        proxy=None,
        **(settings | options),
    )
    return ScriptedCharger(socket)


def basic(identity: str, password: str | bytes) -> str:
    """Authorization header."""
    secret = password.encode() if isinstance(password, str) else password
    return f"Basic {base64.b64encode(identity.encode() + b':' + secret).decode()}"


def boot_answer(status: str, interval_s: int = 300) -> str:
    answer = {"status": status, "currentTime": "2026-07-01T12:00:00Z", "interval": interval_s}
    return json.dumps(answer)


class Cable:
    """Forwards TCP to a port. `freeze` swallows what passes on the connections of now, `cut` ends
    them and refuses new ones until `start`."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._generation = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0
        self.connections = 0
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def freeze(self) -> None:
        self._generation += 1

    def cut(self) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        there, onward = await asyncio.open_connection("127.0.0.1", self._target)
        ends = {writer, onward}
        self._writers |= ends
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._pump(reader, onward, self._generation))
            tasks.create_task(self._pump(there, writer, self._generation))
        self._writers -= ends

    async def _pump(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, generation: int
    ) -> None:
        try:
            while data := await source.read(65_536):
                if generation == self._generation:
                    target.write(data)
                    await target.drain()
        except ConnectionError:
            pass
        finally:
            target.close()
