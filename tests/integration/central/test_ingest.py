"""From edges over a real broker into the database."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from central.adapters.db import tables
from central.adapters.db.sharing_tables import limit_signals
from central.adapters.ids import RandomIds
from central.adapters.mqtt.link import Incoming, MqttLink, parse_address
from central.services.counters import Counters
from contract.ids import ChargePointId, EdgeId, StationId
from contract.messages import (
    ChargerEvent,
    Contribution,
    EdgeState,
    LimitSignal,
    Message,
    Receipt,
    Score,
    Telemetry,
    decode,
    encode,
)
from contract.topics import charger_topic, edge_receipt_topic, edge_state_topic, limit_topic
from launcher.broker import BrokerInfo, available_kind, new_broker_info, prepare_broker
from launcher.processes import start, wait_for_port
from tests.integration.central.conftest import Central, Plug, StartCentral, stop

pytestmark = pytest.mark.integration

CP = ChargePointId("CP1")
STATION = StationId("st")
NOW = datetime.now(UTC)


def telemetry(seconds: float = 0, **fields: Any) -> Telemetry:
    at = NOW + timedelta(seconds=seconds)
    given = {"at": at, "edge": EDGE, "birth": 1, "sequence": 1, "temperature_c": 50.0}
    return Telemetry(**{**given, "features": [None] * 33, **fields})


def score(**fields: Any) -> Score:
    given = {"at": NOW, "edge": EDGE, "birth": 1, "sequence": 1, "model": "m"}
    given |= {"feature_set": "f", "risk_1h": 0.7, "level": "critical", "cause": "thermal"}
    share = Contribution(feature="temperature_c", value=50.0, points=0.3)
    return Score(**{**given, "load_sensitive": True, "contributions": [share], **fields})


def event_of(sequence: int, kind: str = "connected") -> ChargerEvent:
    return ChargerEvent(at=NOW, edge=EDGE, birth=1, sequence=sequence, kind=kind, detail="why")


EDGE = EdgeId("edge-1")


class Edge:
    """Publishes as an edge would, and keeps its receipts."""

    def __init__(self, url: str) -> None:
        self.link = MqttLink(parse_address(url), RandomIds().new(), Counters())
        self.receipts: list[bytes] = []
        self.link.subscribe(edge_receipt_topic(EDGE), self._keep)

    async def _keep(self, incoming: Incoming) -> None:
        self.receipts.append(incoming.payload)
        incoming.acknowledge()

    async def send(self, stream: str, message: Message | bytes, charge_point: str = CP) -> None:
        payload = message if isinstance(message, bytes) else encode(message)
        topic = charger_topic(STATION, ChargePointId(charge_point), stream)
        await self.link.publish(topic, payload)

    async def presence(self, **fields: Any) -> None:
        state = EdgeState(edge=EDGE, **fields)
        await self.link.publish(edge_state_topic(EDGE), encode(state))


@pytest.fixture
async def network(start_central: StartCentral, broker: BrokerInfo, plug: Plug) -> Central:
    central = await start_central(MQTT_URL=broker.url, ROLES="gateway,ingest")
    await plug(central, CP)
    return central


@pytest.fixture
async def edge(
    network: Central, broker: BrokerInfo, until: Callable[..., Any]
) -> AsyncIterator[Edge]:
    edge = Edge(broker.url)
    task = asyncio.create_task(edge.link.run())
    await until(lambda: edge.link.is_connected, "the edge is connected")
    await settled(network, edge)
    yield edge
    await stop(task)


async def settled(central: Central, edge: Edge) -> None:
    """Wait until central's subscription stands: presence is sent until it is seen."""
    async with asyncio.timeout(10):
        while not await central.rows(tables.edges):
            await edge.presence(online=True, birth=1)
            await asyncio.sleep(0.05)


async def receipts_of(edge: Edge, until: Callable[..., Any], *stored: int) -> None:
    """Wait until receipts have named exactly these numbers of birth 1."""

    def named() -> set[int]:
        found = [decode(payload, Receipt) for payload in edge.receipts]
        spans = [span for each in found if each.birth == 1 for span in each.ranges]
        return {number for first, last in spans for number in range(first, last + 1)}

    await until(lambda: named() == set(stored), f"receipts for {stored}")


async def test_edge_gets_receipts_for_what_is_stored_or_never_will_be(
    edge: Edge, until: Callable[..., Any]
) -> None:
    for number in (1, 2, 3):
        await edge.send("telemetry", telemetry(number, sequence=number))
    await edge.send("score", score(sequence=4, risk_1h=7.0))
    await edge.send("score", score(sequence=5), charge_point="nobody")
    await edge.send("score", b'{"birth":1,"sequence":6}')
    await edge.send("event", event_of(7))
    await receipts_of(edge, until, 1, 2, 3, 4, 5, 7)


async def test_event_that_comes_again_is_in_the_audit_once_and_has_a_receipt_again(
    network: Central, edge: Edge, until: Callable[..., Any]
) -> None:
    await edge.send("event", event_of(8))
    await receipts_of(edge, until, 8)
    edge.receipts.clear()
    await edge.send("event", event_of(8))
    await edge.send("event", event_of(8))
    await edge.send("event", event_of(9, kind="disconnected"))
    await receipts_of(edge, until, 8, 9)
    acts = [row["act"] for row in await network.rows(tables.audit)]
    assert (acts.count("connected"), acts.count("disconnected")) == (1, 1)


async def test_telemetry_and_score_become_rows_and_the_chargers_latest(
    network: Central, edge: Edge
) -> None:
    await edge.send("telemetry", telemetry(temperature_c=61.5, utilisation_ratio=0.5))
    await edge.send("score", score())
    await network.rows_when(tables.scores, len, "the score is stored")
    (row,) = await network.rows_when(tables.telemetry, len, "the telemetry is stored")
    assert (row["at"], row["temperature_c"]) == (NOW, 61.5)
    assert row["features"] == [None] * 33
    (point,) = await network.rows(tables.charge_points)
    assert (point["temperature_c"], point["utilisation_ratio"]) == (61.5, 0.5)
    assert (point["risk_1h"], point["risk_level"], point["risk_cause"]) == (
        0.7,
        "critical",
        "thermal",
    )
    assert (point["load_sensitive"], point["edge_id"]) == (True, "edge-1")


async def test_wrong_messages_are_dropped_and_the_next_ones_go_on(
    network: Central, edge: Edge
) -> None:
    for payload in (
        b"",
        b"{nonsense",
        b"[]",
        b'{"at":"now"}',
        encode(telemetry(1)).replace(b'"birth":1', b'"birth":1,"extra":2'),
        encode(telemetry(2, temperature_c=1e9)),
        encode(telemetry(3, at=NOW + timedelta(days=3))),
        b'{"at":"2026-06-01T00:00:00","edge":"e","birth":1,"sequence":1}',
        b"\xff" * 2000,
    ):
        await edge.send("telemetry", payload)
    await edge.send("score", encode(score()).replace(b"0.7", b"NaN"))
    await edge.send("telemetry", telemetry(5))
    rows = await network.rows_when(tables.telemetry, len, "the good one is stored")
    assert [row["at"] for row in rows] == [NOW + timedelta(seconds=5)]
    assert await network.rows(tables.scores) == []


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b'{"at":"2026\\ud800"}', id="half a character"),
        pytest.param(b'{"birth":1' + b"0" * 400 + b"}", id="beyond all floats"),
        pytest.param(b'{"power_w":1e999}', id="infinite"),
        pytest.param(b"[" * 100_000, id="a bomb of brackets"),
        pytest.param(encode(telemetry(1, power_w=1e19)), id="power of no charger"),
        pytest.param(encode(telemetry(1, sequence=2**70)), id="beyond 64 bits"),
        pytest.param(encode(telemetry(1)).replace(b"features", b"password"), id="an unknown field"),
        pytest.param(
            encode(telemetry()).replace(b'"at":"20', b'"at":"99').replace(b"Z", b"-23:59"),
            id="year 9926",
        ),
    ],
)
async def test_a_wrong_message_is_told_once_counted_and_acknowledged(
    network: Central, edge: Edge, payload: bytes
) -> None:
    with capture_logs() as logs:
        await edge.send("telemetry", payload)
        await edge.send("telemetry", payload)
        await edge.send("telemetry", telemetry(5))
        await network.rows_when(tables.telemetry, len, "the good one is stored")
    (line,) = [line for line in logs if line["event"] == "message_refused"]
    assert line["topic"] == "sntry/v1/st/CP1/telemetry"
    assert line["reason"]
    assert 0 < len(line["payload"]) < 100
    assert not network.task.done()


@pytest.mark.sqlite_only
async def test_a_row_that_the_database_cannot_keep_does_not_hold_up_its_batch(
    network: Central, edge: Edge
) -> None:
    event: dict[str, Any] = {"at": NOW, "edge": EDGE, "birth": 1, "sequence": 1}
    async with network.database.write() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER t BEFORE INSERT ON audit WHEN NEW.act = 'bad' "
            "BEGIN SELECT RAISE(ABORT, 'not wanted'); END"
        )
        await connection.commit()
    with capture_logs() as logs:
        for kind in ("connected", "bad", "disconnected"):
            await edge.send("event", ChargerEvent(kind=kind, **event))
        rows = await network.rows_when(tables.audit, lambda rows: len(rows) == 2, "both are there")
    assert [row["act"] for row in rows] == ["connected", "disconnected"]
    assert [line["reason"] for line in logs if line["event"] == "message_set_aside"]
    await edge.send("telemetry", telemetry())
    await network.rows_when(tables.telemetry, len, "later messages are stored")


async def test_unknown_charger_does_not_spoil_the_batch(network: Central, edge: Edge) -> None:
    await edge.send("telemetry", telemetry(), charge_point="NOBODY")
    await edge.send("telemetry", telemetry())
    rows = await network.rows_when(tables.telemetry, len, "the known one is stored")
    assert [row["charge_point_id"] for row in rows] == [CP]


async def test_charger_that_came_later_is_known_from_then_on(
    network: Central, edge: Edge, plug: Plug
) -> None:
    await edge.send("telemetry", telemetry())
    await network.rows_when(tables.telemetry, len, "the first is stored")
    await plug(network, "CP2")
    await edge.send("telemetry", telemetry(), charge_point="CP2")
    await network.rows_when(tables.telemetry, lambda rows: len(rows) == 2, "the second is stored")


async def test_repeated_and_late_messages_change_nothing(network: Central, edge: Edge) -> None:
    await edge.send("telemetry", telemetry(10, temperature_c=70.0))
    await edge.send("telemetry", telemetry(10, temperature_c=70.0))
    await edge.send("telemetry", telemetry(0, temperature_c=20.0, historical=True))
    rows = await network.rows_when(tables.telemetry, lambda rows: len(rows) == 2, "both are stored")
    assert {row["temperature_c"] for row in rows} == {70.0, 20.0}
    (point,) = await network.rows(tables.charge_points)
    assert point["temperature_c"] == 70.0


async def test_event_of_an_edge_stands_in_the_audit(network: Central, edge: Edge) -> None:
    given: dict[str, Any] = {"at": NOW, "edge": EDGE, "birth": 1, "sequence": 1}
    await edge.send("event", ChargerEvent(kind="risk_level", detail="watch to high", **given))
    (row,) = await network.rows_when(tables.audit, len, "the event is stored")
    assert (row["act"], row["object_id"], row["reason"]) == ("risk_level", CP, "watch to high")
    assert (row["actor_kind"], row["actor"]) == ("model", "edge edge-1")


async def test_will_of_an_older_birth_is_ignored(network: Central, edge: Edge) -> None:
    await edge.presence(online=True, birth=5, version="1.0", chargers=3)
    await network.rows_when(
        tables.edges, lambda rows: _births(rows) == [5], "the new birth is stored"
    )
    await edge.presence(online=False, birth=4)
    await edge.presence(online=True, birth=6, version="1.1")
    rows = await network.rows_when(
        tables.edges, lambda rows: _births(rows) == [6], "the next birth is stored"
    )
    (row,) = [each for each in rows if each["id"] == EDGE]
    assert (row["online"], row["version"]) == (True, "1.1")


def _births(rows: list[dict[str, Any]]) -> list[int]:
    """Of this module's edge; the broker retains presences of other tests."""
    return [row["birth"] for row in rows if row["id"] == EDGE]


async def test_a_handler_that_fails_does_not_end_the_connection(
    broker: BrokerInfo, until: Callable[..., Any]
) -> None:
    counters, seen = Counters(), list[bytes]()

    async def handle(incoming: Incoming) -> None:
        seen.append(incoming.payload)
        incoming.acknowledge()
        if incoming.payload == b"bad":
            raise RuntimeError("a mistake of ours")

    link = MqttLink(parse_address(broker.url), RandomIds().new(), counters)
    link.subscribe("sntry/v1/handled/+", handle)
    task = asyncio.create_task(link.run())
    await until(lambda: link.is_connected, "the link is up")
    with capture_logs() as logs:
        await link.publish("sntry/v1/handled/1", b"bad")
        await link.publish("sntry/v1/handled/1", b"good")
        await until(lambda: b"good" in seen, "the next message came")
    assert seen == [b"bad", b"good"]
    assert (counters["defects"], counters["broker_losses"]) == (1, 0)
    (line,) = [line for line in logs if line["event"] == "defect"]
    assert (line["what"], line["topic"]) == ("message", "sntry/v1/handled/1")
    await stop(task)


@contextlib.contextmanager
def broker_process(info: BrokerInfo, folder: Path) -> Iterator[None]:
    """A broker with these credentials; killed without a word at the end."""
    plan = prepare_broker(info, folder, available_kind())
    process = start(plan)
    try:
        wait_for_port(process, plan, info.port)
        yield
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
async def test_broker_that_was_killed_and_came_back_is_used_again(
    start_central: StartCentral,
    plug: Plug,
    free_port: int,
    tmp_path: Path,
    until: Callable[..., Any],
) -> None:
    info = new_broker_info(free_port)
    with broker_process(info, tmp_path / "broker"):
        central = await start_central(MQTT_URL=info.url, ROLES="gateway,ingest")
        charger = await plug(central, CP)
        edge = Edge(info.url)
        task = asyncio.create_task(edge.link.run())
        await until(lambda: edge.link.is_connected, "the edge is connected")
        await settled(central, edge)
    await until(lambda: not edge.link.is_connected, "the loss is noticed")
    assert "currentTime" in await charger.ask("Heartbeat"), "the gateway does not need the broker"
    with broker_process(info, tmp_path / "broker"):
        await until(lambda: edge.link.is_connected, "the edge is connected again")
        async with asyncio.timeout(15):
            while not await central.rows(tables.telemetry):
                await edge.send("telemetry", telemetry())
                await asyncio.sleep(0.1)
        await stop(task)


async def test_a_limit_from_outside_is_kept_and_only_a_newer_one_takes_its_place(
    network: Central, edge: Edge
) -> None:
    [station] = await network.rows(tables.stations)

    async def tell(limit_w: float, seconds: float, key: str = station["id"]) -> None:
        at = NOW + timedelta(seconds=seconds)
        ends = at + timedelta(minutes=5)
        message = LimitSignal(at=at, expires_at=ends, limit_w=limit_w, source="solar")
        await edge.link.publish(limit_topic("station", key), encode(message))

    await edge.link.publish(limit_topic("station", station["id"]), b"{}")
    await edge.link.publish("sntry/v1/limit/city/x", b"{}")
    await tell(1.0, 0, "nowhere")
    await tell(50_000.0, 1)
    await tell(90_000.0, 0)
    await tell(40_000.0, 2)
    rows = await network.rows_when(
        limit_signals, lambda rows: [row["limit_w"] for row in rows] == [40_000.0], "it is kept"
    )
    assert [(row["kind"], row["place_id"], row["source"]) for row in rows] == [
        ("station", station["id"], "solar")
    ]
