"""A real central in this process: SQLite file, gateway on a free port, chargers that are scripts.

`start_central` starts one with settings; `Charger` speaks OCPP-J as a test tells it to.
"""

import asyncio
import contextlib
import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Table, select
from websockets.asyncio.client import ClientConnection, connect

from central.adapters.db.engine import SQLITE, Database
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.app.serve import serve
from central.config import load_settings
from tests import postgresql
from tests.postgresql import PostgreSQL

NOWHERE = "mqtt://127.0.0.1:1"
ADMIN_PASSWORD = "correct horse"


def now_text() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


@dataclass
class Central:
    """A running central, and its database from a second connection."""

    ports: dict[str, int]
    """By server: ocpp, and http where the role api is played."""
    units: SqlUnitsOfWork
    database: Database
    task: "asyncio.Task[None]"

    @property
    def ocpp_port(self) -> int:
        return self.ports["ocpp"]

    async def counters(self) -> dict[str, int]:
        """What /health counts; needs the role api."""
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://127.0.0.1:{self.ports['http']}/api/v1/health")
        counted: dict[str, int] = answer.json()["counters"]
        return counted

    async def rows(self, table: Table) -> list[dict[str, Any]]:
        """All of them, in the order of their keys."""
        statement = select(table).order_by(*table.primary_key)
        async with self.database.read() as connection:
            return [dict(row) for row in (await connection.execute(statement)).mappings()]

    async def rows_when(
        self, table: Table, condition: Callable[[list[dict[str, Any]]], object], what: str
    ) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        try:
            async with asyncio.timeout(10):
                while not condition(rows := await self.rows(table)):  # noqa: ASYNC110 (a table)
                    await asyncio.sleep(0.02)
        except TimeoutError:
            pytest.fail(f"waited in vain until {what}; rows: {rows}")
        return rows


@dataclass
class Charger:
    """One websocket of a scripted charger. `answers` gives its answers to our calls by action."""

    socket: ClientConnection
    identity: str
    answers: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """What central called, in order."""
    call_ids: list[str] = field(default_factory=list)
    _replies: "asyncio.Queue[list[Any]]" = field(default_factory=asyncio.Queue)
    _ids: Any = field(default_factory=itertools.count)
    reader: "asyncio.Task[None] | None" = None

    async def read(self) -> None:
        async for text in self.socket:
            frame = json.loads(text)
            if frame[0] != 2:
                self._replies.put_nowait(frame)
                continue
            self.calls.append((frame[2], frame[3]))
            self.call_ids.append(frame[1])
            answer = self.answers.get(frame[2], {"status": "Accepted"})
            if answer is not None:
                await self.socket.send(json.dumps([3, frame[1], answer]))

    async def raw(self, text: str) -> list[Any]:
        await self.socket.send(text)
        return await self.reply()

    async def reply(self) -> list[Any]:
        async with asyncio.timeout(5):
            return await self._replies.get()

    async def ask(self, action: str, message_id: str | None = None, **payload: Any) -> Any:
        """Payload of the CALLRESULT, or the whole CALLERROR frame."""
        message_id = message_id or f"{next(self._ids)}"
        frame = await self.raw(json.dumps([2, message_id, action, payload]))
        assert frame[1] == message_id
        return frame[2] if frame[0] == 3 else frame

    async def boot(self) -> Any:
        return await self.ask("BootNotification", chargePointVendor="V", chargePointModel="M")

    async def status(self, status: str, connector: int = 1, **more: Any) -> Any:
        given = {"connectorId": connector, "status": status, "errorCode": "NoError"}
        return await self.ask("StatusNotification", **given, **more)

    async def start(self, **changes: Any) -> int:
        given = {"connectorId": 1, "idTag": "TAG", "meterStart": 1000, "timestamp": now_text()}
        answer = await self.ask("StartTransaction", **{**given, **changes})
        assert isinstance(answer["transactionId"], int)
        return int(answer["transactionId"])

    async def meter(self, transaction_id: int | None, energy_wh: float, **more: Any) -> Any:
        values = [{"timestamp": now_text(), "sampledValue": [{"value": str(energy_wh)}]}]
        given = {"connectorId": 1, "meterValue": values, **more}
        if transaction_id is not None:
            given["transactionId"] = transaction_id
        return await self.ask("MeterValues", **given)

    async def stop(self, transaction_id: int, meter_wh: int, **more: Any) -> Any:
        given = {"transactionId": transaction_id, "meterStop": meter_wh, "timestamp": now_text()}
        return await self.ask("StopTransaction", **{**given, **more})

    async def close(self) -> None:
        await self.socket.close()
        if self.reader is not None:
            self.reader.cancel()
            await asyncio.gather(self.reader, return_exceptions=True)


@pytest.fixture(scope="session")
def server() -> Iterator[PostgreSQL]:
    with postgresql.running() as server:
        yield server


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `each_database` run on SQLite and PostgreSQL; with --long all of them do."""
    if "database_url" not in metafunc.fixturenames:
        return
    definition = metafunc.definition
    on_both = definition.get_closest_marker("each_database") or metafunc.config.option.long
    kinds = ["sqlite"]
    if on_both and not definition.get_closest_marker("sqlite_only"):
        kinds.append("postgresql")
    metafunc.parametrize("database_url", kinds, indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own."""
    if request.param == "sqlite":
        yield f"{SQLITE}:///{tmp_path / 'central.db'}"
        return
    server: PostgreSQL = request.getfixturevalue("server")
    yield server.emptied()


StartCentral = Callable[..., Awaitable[Central]]
Plug = Callable[..., Awaitable[Charger]]


@pytest.fixture
async def start_central(database_url: str) -> AsyncIterator[StartCentral]:
    """Start central with settings (without prefix); stopped at the end of the test."""
    async with contextlib.AsyncExitStack() as stack:

        async def start(**settings: str) -> Central:
            given = {
                "DATABASE_URL": database_url,
                "MQTT_URL": NOWHERE,
                "OCPP_PORT": "0",
                "REGISTRATION": "open",
                "HTTP_PORT": "0",
                "ADMIN_PASSWORD": ADMIN_PASSWORD,
                "ROLES": "gateway",
                **settings,
            }
            environment = {f"SNTRY_CENTRAL_{key}": value for key, value in given.items()}
            servers = {"gateway": "ocpp", "api": "http"}
            awaited = {servers[role] for role in given["ROLES"].split(",") if role in servers}
            ports: dict[str, int] = {}
            listening = asyncio.Event()

            def note(name: str, port: int) -> None:
                ports[name] = port
                if ports.keys() >= awaited:
                    listening.set()

            task = asyncio.create_task(serve(load_settings(environment), note))
            stack.push_async_callback(stop, task)
            ready = asyncio.create_task(listening.wait())
            await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                ready.cancel()
                task.result()
            database = Database(given["DATABASE_URL"])
            stack.push_async_callback(database.close)
            return Central(ports, SqlUnitsOfWork(database), database, task)

        yield start


async def stop(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


@pytest.fixture
async def central(start_central: StartCentral) -> Central:
    """A gateway in open mode without a broker."""
    return await start_central()


@pytest.fixture
async def plug() -> AsyncIterator[Plug]:
    """Connect a scripted charger: `await plug(central, "CP1")`."""
    async with contextlib.AsyncExitStack() as stack:

        async def connect_charger(
            central: Central, identity: str, *, boot: bool = True, **options: Any
        ) -> Charger:
            url = f"ws://127.0.0.1:{central.ocpp_port}/ocpp/{identity}"
            options = {"subprotocols": ["ocpp1.6"], "compression": None, **options}
            socket = await connect(url, **options)
            charger = Charger(socket, identity)
            charger.reader = asyncio.create_task(charger.read())
            stack.push_async_callback(charger.close)
            if boot:
                assert (await charger.boot())["status"] == "Accepted"
            return charger

        yield connect_charger
