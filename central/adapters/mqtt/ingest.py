"""From the broker into the database: telemetry, scores, events and presence of edges, in batches.

A batch closes when it is full, when it waited `LONGEST_WAIT_S`, or when nothing came for `QUIET_S`:
then the broker has nothing more, or waits for our acknowledgements. Messages are acknowledged after
they are stored. A message that is wrong is counted, told once a sender and kind, and dropped.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

import structlog

from central.adapters.mqtt.link import Incoming, MqttLink
from central.core.plausibility import (
    edge_state_problem,
    event_problem,
    score_problem,
    telemetry_problem,
)
from central.services.counters import Counters
from central.services.errors import UnavailableError
from central.services.ports import Clock
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from contract.ids import ChargePointId
from contract.messages import ChargerEvent, EdgeState, Message, Score, Telemetry, decode
from contract.topics import (
    EDGE_STATE_FILTER,
    parse_charger_topic,
    shared_charger_filter,
)

MAX_ROWS: Final = 500
LONGEST_WAIT_S: Final = 0.5
QUIET_S: Final = 0.02
RETRY_S: Final = 1.0
MAX_TOLD: Final = 1000

M = TypeVar("M", bound=Message)
Row = tuple[ChargePointId, M]

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Batch:
    """What waits to be stored, and how to acknowledge it then."""

    telemetry: list[Row[Telemetry]] = field(default_factory=list)
    scores: list[Row[Score]] = field(default_factory=list)
    events: list[Row[ChargerEvent]] = field(default_factory=list)
    edges: list[EdgeState] = field(default_factory=list)
    acknowledge: list[Callable[[], None]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Messages in it."""
        return len(self.acknowledge)

    def charge_points(self) -> set[str]:
        """Whom it is about."""
        streams = (self.telemetry, self.scores, self.events)
        return {row[0] for stream in streams for row in stream}

    def drop(self, unknown: set[str]) -> None:
        """Leave out what is about these."""
        self.telemetry = [row for row in self.telemetry if row[0] not in unknown]
        self.scores = [row for row in self.scores if row[0] not in unknown]
        self.events = [row for row in self.events if row[0] not in unknown]


class Ingest:
    """State its subscriptions with `subscribe`, then `run`."""

    def __init__(self, units: UnitsOfWork, clock: Clock, counters: Counters) -> None:
        self._units = units
        self._clock = clock
        self._counters = counters
        self._batch = Batch()
        self._arrived = asyncio.Event()
        self._known: set[str] = set()
        self._told: set[tuple[str, str]] = set()

    def subscribe(self, link: MqttLink) -> None:
        """Take part in the shared subscriptions; presence is read by every ingest."""
        for stream, handler in (
            ("telemetry", self._take_telemetry),
            ("score", self._take_score),
            ("event", self._take_event),
        ):
            link.subscribe(shared_charger_filter(stream), handler)
        link.subscribe(EDGE_STATE_FILTER, self._take_edge)

    async def run(self) -> None:
        """Store batches until cancelled."""
        while True:
            await self._arrived.wait()
            for _ in range(round(LONGEST_WAIT_S / QUIET_S)):
                size = self._batch.size
                await asyncio.sleep(QUIET_S)
                if self._batch.size == size or self._batch.size >= MAX_ROWS:
                    break
            batch, self._batch = self._batch, Batch()
            self._arrived.clear()
            await self._store(batch)

    # --- taking ---

    async def _take_telemetry(self, incoming: Incoming) -> None:
        row = self._read(incoming, Telemetry, telemetry_problem)
        if row is not None:
            self._batch.telemetry.append(row)

    async def _take_score(self, incoming: Incoming) -> None:
        row = self._read(incoming, Score, score_problem)
        if row is not None:
            self._batch.scores.append(row)

    async def _take_event(self, incoming: Incoming) -> None:
        row = self._read(incoming, ChargerEvent, event_problem)
        if row is not None:
            self._batch.events.append(row)

    async def _take_edge(self, incoming: Incoming) -> None:
        if not incoming.payload:  # a retained message that was taken away
            incoming.acknowledge()
            return
        try:
            state = decode(incoming.payload, EdgeState)
        except ValueError as err:
            self._refuse(incoming, str(err))
            return
        wrong = edge_state_problem(state, self._clock.now())
        if wrong is not None:
            self._refuse(incoming, wrong)
            return
        self._batch.edges.append(state)
        self._note(incoming)

    def _read(
        self, incoming: Incoming, kind: type[M], problem: Callable[[M, datetime], str | None]
    ) -> Row[M] | None:
        try:
            topic = parse_charger_topic(incoming.topic)
            message = decode(incoming.payload, kind)
        except ValueError as err:
            self._refuse(incoming, str(err))
            return None
        wrong = problem(message, self._clock.now())
        if wrong is not None:
            self._refuse(incoming, wrong)
            return None
        self._note(incoming)
        return topic.charge_point, message

    def _note(self, incoming: Incoming) -> None:
        self._batch.acknowledge.append(incoming.acknowledge)
        self._arrived.set()

    def _refuse(self, incoming: Incoming, reason: str) -> None:
        self._counters.add("messages_refused")
        self._tell("message_refused", incoming.topic, reason[:200])
        incoming.acknowledge()

    def _tell(self, event: str, topic: str, reason: str) -> None:
        """One line a topic and event, so that a broken sender does not fill the log."""
        if (event, topic) not in self._told and len(self._told) < MAX_TOLD:
            self._told.add((event, topic))
            log.warning(event, topic=topic, reason=reason)

    # --- storing ---

    async def _store(self, batch: Batch) -> None:
        """Store, for as long as it takes, then acknowledge."""
        is_waiting = False
        while True:
            try:
                await self._write(batch)
            except UnavailableError as err:
                if not is_waiting:
                    log.error("ingest_waits", reason=str(err))  # noqa: TRY400 (no bug of ours)
                is_waiting = True
                await asyncio.sleep(RETRY_S)
            else:
                break
        for acknowledge in batch.acknowledge:
            acknowledge()
        self._counters.add("messages_stored", batch.size)

    async def _write(self, batch: Batch) -> None:
        async with self._units.write() as uow:
            await self._drop_unknown(uow, batch)
            await uow.telemetry.add_telemetry(batch.telemetry)
            await uow.telemetry.add_scores(batch.scores)
            for charge_point, event in batch.events:
                await uow.telemetry.add_event(charge_point, event)
            for state in batch.edges:
                if not await uow.telemetry.save_edge(state):
                    self._counters.add("edge_states_outdated")
            await uow.commit()

    async def _drop_unknown(self, uow: UnitOfWork, batch: Batch) -> None:
        if batch.charge_points() <= self._known:
            return
        self._known = await uow.charge_points.ids()
        unknown = batch.charge_points() - self._known
        for each in unknown:
            self._tell("charge_point_unknown", each, "telemetry of a charger that is not known")
        if unknown:
            self._counters.add("messages_of_unknown", len(unknown))
            batch.drop(unknown)
