"""Random charge points against a real gateway: every session ends once, with its energy.

The charge point keeps its messages in a queue until they are answered, as real ones do. Between it
and central answers get lost, messages come twice or in another order, the link drops, the charger
reboots and counts its message ids from 1 again. Where it never heard of its transactionId it stops
with -1, with 0, or with a number of its own.
"""

import asyncio
import itertools
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from websockets.asyncio.client import connect

from central.adapters.db import tables
from central.adapters.db.engine import Database
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.app.serve import serve
from central.config import load_settings
from tests.integration.central.conftest import NOWHERE, Central, Charger, stop

pytestmark = [pytest.mark.integration, pytest.mark.timeout(300)]

CONNECTORS = (1, 2)
TAGS = ("TAG-A", "tag-b")


@dataclass
class World:
    """Central in a thread of its own; machines are plain code."""

    loop: asyncio.AbstractEventLoop
    central: Central
    numbers: "Iterator[int]" = field(default_factory=itertools.count)

    def run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)


WORLD: list[World] = []


@pytest.fixture(scope="module", autouse=True)
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One central for all machines of this module; each machine has a charger of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    folder: Path = tmp_path_factory.mktemp("machine")
    database_url = f"sqlite+aiosqlite:///{folder / 'central.db'}"
    given = {
        "DATABASE_URL": database_url,
        "MQTT_URL": NOWHERE,
        "OCPP_PORT": "0",
        "REGISTRATION": "open",
        "ROLES": "gateway",
    }

    async def start() -> Central:
        listening: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        environment = {f"SNTRY_CENTRAL_{key}": value for key, value in given.items()}
        task = asyncio.create_task(
            serve(load_settings(environment), lambda _name, port: listening.set_result(port))
        )
        port = await asyncio.wait_for(listening, 20)
        database = Database(database_url)
        return Central({"ocpp": port}, SqlUnitsOfWork(database), database, task)

    async def end(central: Central) -> None:
        await stop(central.task)
        await central.database.close()

    central = asyncio.run_coroutine_threadsafe(start(), loop).result(30)
    WORLD.append(World(loop, central))
    yield
    WORLD.clear()
    asyncio.run_coroutine_threadsafe(end(central), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


@dataclass
class Session:
    """What the charge point measured."""

    connector: int
    tag: str
    meter_start: int
    started: datetime
    odd_id: int
    """What it stops with if it never gets an id."""
    transaction_id: int | None = None
    meter_stop: int | None = None
    stopped: datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.stopped is None


@dataclass
class Message:
    """A transaction message in the charge point's queue."""

    action: str
    session: Session

    def payload(self) -> dict[str, Any]:
        each = self.session
        if self.action == "StartTransaction":
            return {
                "connectorId": each.connector,
                "idTag": each.tag,
                "meterStart": each.meter_start,
                "timestamp": each.started.isoformat(),
            }
        assert each.stopped is not None
        number = each.transaction_id
        return {
            "transactionId": each.odd_id if number is None else number,
            "meterStop": each.meter_stop,
            "timestamp": each.stopped.isoformat(),
            "idTag": each.tag,
        }


class ChargePoints(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = WORLD[0]
        self.identity = f"M{next(self.world.numbers)}"
        self.now = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=20)
        self.registers = {connector: connector * 10**8 for connector in CONNECTORS}
        self.sessions: list[Session] = []
        self.queue: list[Message] = []
        self.socket: Charger | None = None
        self.message_ids = itertools.count(1)

    # --- the link ---

    @initialize()
    def begin(self) -> None:
        self.reconnect(boots=True)

    @rule(boots=st.booleans())
    def reconnect(self, boots: bool) -> None:
        self.world.run(self._reconnect(boots))
        self.message_ids = itertools.count(1)

    async def _reconnect(self, boots: bool) -> None:
        if self.socket is not None:
            await self.socket.close()
        url = f"ws://127.0.0.1:{self.world.central.ocpp_port}/ocpp/{self.identity}"
        socket = await connect(url, subprotocols=["ocpp1.6"], compression=None)  # type: ignore[list-item]
        self.socket = Charger(socket, self.identity)
        self.socket.reader = asyncio.create_task(self.socket.read())
        if boots:
            await self.socket.boot()

    def ask(self, action: str, payload: dict[str, Any]) -> dict[str, Any]:
        """A call that is answered; a CALLERROR fails the test."""
        assert self.socket is not None
        number = str(next(self.message_ids))
        answer = self.world.run(self.socket.ask(action, number, **payload))
        assert isinstance(answer, dict), f"{action} {payload} was answered {answer}"
        return answer

    # --- what happens at the charge point ---

    def pass_time(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def running(self) -> list[Session]:
        return [each for each in self.sessions if each.is_running]

    def free(self) -> list[int]:
        return [each for each in CONNECTORS if each not in {s.connector for s in self.running()}]

    @precondition(lambda self: self.free())
    @rule(
        tag=st.sampled_from(TAGS),
        odd_id=st.sampled_from([-1, 0, 1_999_999_999]),
        data=st.data(),
    )
    def start(self, tag: str, odd_id: int, data: st.DataObject) -> None:
        self.pass_time(60)
        connector = data.draw(st.sampled_from(self.free()))
        session = Session(connector, tag, self.registers[connector], self.now, odd_id)
        self.sessions.append(session)
        self.queue.append(Message("StartTransaction", session))

    @precondition(lambda self: self.running())
    @rule(energy=st.integers(1, 20_000), data=st.data())
    def stop(self, energy: int, data: st.DataObject) -> None:
        self.pass_time(60)
        session = data.draw(st.sampled_from(self.running()))
        self.registers[session.connector] += energy
        session.meter_stop, session.stopped = self.registers[session.connector], self.now
        self.queue.append(Message("StopTransaction", session))

    @precondition(lambda self: self.running())
    @rule(data=st.data(), number=st.sampled_from([-1, 0, None]))
    def meter(self, data: st.DataObject, number: int | None) -> None:
        session = data.draw(st.sampled_from(self.running()))
        known = session.transaction_id if session.transaction_id is not None else number
        self.pass_time(10)
        value = {"value": str(self.registers[session.connector])}
        sample = {"timestamp": self.now.isoformat(), "sampledValue": [value]}
        payload = {"connectorId": session.connector, "meterValue": [sample]}
        self.ask("MeterValues", payload if known is None else {**payload, "transactionId": known})

    # --- what happens on the way ---

    @precondition(lambda self: self.queue)
    @rule(answer_is_lost=st.booleans(), overtakes=st.booleans())
    def deliver(self, answer_is_lost: bool, overtakes: bool) -> None:
        """The oldest message, or the newest, which overtakes all others."""
        place = -1 if overtakes else 0
        message = self.queue[place]
        answer = self.ask(message.action, message.payload())
        if answer_is_lost:
            return
        self.queue.pop(place)
        if message.action == "StartTransaction":
            message.session.transaction_id = answer["transactionId"]

    @precondition(lambda self: self.queue)
    @rule()
    def give_up_waiting_for_an_id(self) -> None:
        """Start arrived or not: its answer is lost for good, and the charger goes on."""
        message = self.queue[0]
        if message.action == "StartTransaction":
            self.ask(message.action, message.payload())
            self.queue.pop(0)

    @rule(connector=st.sampled_from(CONNECTORS), status=st.sampled_from(["Available", "Charging"]))
    def status(self, connector: int, status: str) -> None:
        """Also one that is late, or wrong: it must not spoil what is known better."""
        self.pass_time(1)
        given = {"connectorId": connector, "status": status, "errorCode": "NoError"}
        self.ask("StatusNotification", {**given, "timestamp": self.now.isoformat()})

    # --- the end ---

    def teardown(self) -> None:
        for session in self.running():
            self.pass_time(60)
            session.meter_stop, session.stopped = self.registers[session.connector], self.now
            self.queue.append(Message("StopTransaction", session))
        while self.queue:
            self.deliver(answer_is_lost=False, overtakes=False)
        rows = self.world.run(self.world.central.rows(tables.transactions))
        own = [row for row in rows if row["charge_point_id"] == self.identity]
        told = sorted(
            (each.connector, each.started, each.meter_start, each.stopped, each.meter_stop)
            for each in self.sessions
        )
        kept = sorted(
            (
                row["connector_id"],
                row["started_at"],
                row["meter_start_wh"],
                row["stopped_at"],
                row["meter_stop_wh"],
            )
            for row in own
        )
        assert kept == told
        assert all(row["stop_reason"] == "Local" for row in own)
        assert all(row["cost"] is not None for row in own)
        if self.socket is not None:
            self.world.run(self.socket.close())


TestChargePoints = ChargePoints.TestCase
TestChargePoints.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    suppress_health_check=[HealthCheck.filter_too_much],
)
