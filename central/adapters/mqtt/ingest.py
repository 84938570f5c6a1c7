"""From the broker into the database: telemetry, scores, events, presence and limits, in batches.

A batch closes when it is full, when it waited `LONGEST_WAIT_S`, or when nothing came for `QUIET_S`:
then the broker has nothing more, or waits for our acknowledgements. Messages are acknowledged after
they are stored, to the broker and with a receipt to the edge. A message that is wrong, or that the
database cannot keep, is counted, told once a sender and kind, and dropped; the others of its batch
are stored.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

import structlog

from central.adapters.mqtt.link import Incoming, MqttLink
from central.adapters.mqtt.receipts import Receipts
from central.core.load_sharing.plans import Place, PlaceKind, Signal
from central.core.plausibility import (
    edge_state_problem,
    event_problem,
    limit_problem,
    score_problem,
    telemetry_problem,
)
from central.core.secrets import shortened
from central.services.counters import Counters
from central.services.errors import UnavailableError
from central.services.ports import Clock
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from contract.ids import ChargePointId
from contract.messages import (
    ChargerEvent,
    EdgeState,
    LimitSignal,
    Message,
    Score,
    Telemetry,
    decode,
)
from contract.topics import (
    EDGE_STATE_FILTER,
    LIMIT_FILTER,
    parse_charger_topic,
    parse_limit_topic,
    shared_charger_filter,
)

MAX_ROWS: Final = 500
LONGEST_WAIT_S: Final = 0.5
QUIET_S: Final = 0.02
RETRY_S: Final = 1.0
MAX_TOLD: Final = 1000
SHOWN_BYTES: Final = 200

M = TypeVar("M", bound=Message)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Taken(Generic[M]):
    """A message that is believed; call `acknowledge` when it is stored."""

    topic: str
    charge_point: ChargePointId | None
    """None for the presence of an edge, and for limits."""
    message: M
    acknowledge: Callable[[], None]


class Ingest:
    """State its subscriptions with `subscribe`, then `run`."""

    def __init__(
        self, units: UnitsOfWork, clock: Clock, counters: Counters, receipts: Receipts
    ) -> None:
        self._receipts = receipts
        self._units = units
        self._clock = clock
        self._counters = counters
        self._batch: list[Taken[Any]] = []
        self._arrived = asyncio.Event()
        self._known: set[str] = set()
        self._told: set[tuple[str, str]] = set()

    def subscribe(self, link: MqttLink) -> None:
        """Take part in the shared subscriptions; every ingest reads what is retained."""
        for stream, handler in (
            ("telemetry", self._take_telemetry),
            ("score", self._take_score),
            ("event", self._take_event),
        ):
            link.subscribe(shared_charger_filter(stream), handler)
        link.subscribe(EDGE_STATE_FILTER, self._take_edge)
        link.subscribe(LIMIT_FILTER, self._take_limit)

    async def run(self) -> None:
        """Store batches until cancelled."""
        while True:
            await self._arrived.wait()
            for _ in range(round(LONGEST_WAIT_S / QUIET_S)):
                size = len(self._batch)
                await asyncio.sleep(QUIET_S)
                if len(self._batch) == size or len(self._batch) >= MAX_ROWS:
                    break
            batch, self._batch = self._batch, []
            self._arrived.clear()
            await self._store(batch)

    # --- taking ---

    async def _take_telemetry(self, incoming: Incoming) -> None:
        self._take_of_charger(incoming, Telemetry, telemetry_problem)

    async def _take_score(self, incoming: Incoming) -> None:
        self._take_of_charger(incoming, Score, score_problem)

    async def _take_event(self, incoming: Incoming) -> None:
        self._take_of_charger(incoming, ChargerEvent, event_problem)

    async def _take_edge(self, incoming: Incoming) -> None:
        if not incoming.payload:  # a retained message that was taken away
            incoming.acknowledge()
            return
        self._take(incoming, None, EdgeState, edge_state_problem)

    async def _take_limit(self, incoming: Incoming) -> None:
        """A limit that was taken away holds to its end, as one that is not renewed."""
        if not incoming.payload:
            incoming.acknowledge()
            return
        try:
            parse_limit_topic(incoming.topic)
        except ValueError as err:
            self._refuse(incoming, str(err))
            return
        self._take(incoming, None, LimitSignal, limit_problem)

    def _take_of_charger(
        self, incoming: Incoming, kind: type[M], problem: Callable[[M, datetime], str | None]
    ) -> None:
        try:
            charge_point = parse_charger_topic(incoming.topic).charge_point
        except ValueError as err:
            self._refuse(incoming, str(err))
            return
        self._take(incoming, charge_point, kind, problem)

    def _take(
        self,
        incoming: Incoming,
        charge_point: ChargePointId | None,
        kind: type[M],
        problem: Callable[[M, datetime], str | None],
    ) -> None:
        try:
            message = decode(incoming.payload, kind)
        except (ValueError, RecursionError) as err:
            self._refuse(incoming, str(err))
            return
        wrong = problem(message, self._clock.now())
        if wrong is not None:
            self._refuse(incoming, wrong)
            self._write_receipt(message)  # it gets no better by coming again
            return
        self._batch.append(Taken(incoming.topic, charge_point, message, incoming.acknowledge))
        self._arrived.set()

    def _refuse(self, incoming: Incoming, reason: str) -> None:
        self._counters.add("messages_refused")
        shown = shortened(incoming.payload[:SHOWN_BYTES].decode("utf-8", "replace"))
        self._tell("message_refused", incoming.topic, reason[:200], payload=shown)
        incoming.acknowledge()

    def _tell(self, event: str, topic: str, reason: str, **facts: str) -> None:
        """One line a topic and event, so that a broken sender does not fill the log."""
        if (event, topic) not in self._told and len(self._told) < MAX_TOLD:
            self._told.add((event, topic))
            log.warning(event, topic=topic, reason=reason, **facts)

    # --- storing ---

    async def _store(self, batch: list[Taken[Any]]) -> None:
        """Store, for as long as it takes, then acknowledge; what cannot be stored is dropped."""
        is_waiting = False
        pending = [batch]
        while pending:
            part = pending.pop()
            try:
                await self._write(part)
            except UnavailableError as err:
                if not is_waiting:
                    log.error("ingest_waits", reason=str(err))  # noqa: TRY400 (no bug of ours)
                is_waiting = True
                pending.append(part)
                await asyncio.sleep(RETRY_S)
            except Exception as err:  # noqa: BLE001 (whatever a message does, it loses itself only)
                pending += self._divided(part, err)
            else:
                self._counters.add("messages_stored", len(part))
        for taken in batch:
            taken.acknowledge()
            self._write_receipt(taken.message)

    def _write_receipt(self, message: Message) -> None:
        if isinstance(message, Telemetry | Score | ChargerEvent):
            self._receipts.add(message.edge, message.birth, message.sequence)

    def _divided(self, part: list[Taken[Any]], err: Exception) -> list[list[Taken[Any]]]:
        """The halves of what could not be stored, the second first; a single one is given up."""
        if len(part) > 1:
            middle = len(part) // 2
            return [part[middle:], part[:middle]]
        self._counters.add("rows_set_aside")
        self._tell("message_set_aside", part[0].topic, shortened(str(err), 200))
        return []

    async def _write(self, batch: list[Taken[Any]]) -> None:
        async with self._units.write() as uow:
            unknown = await self._unknown(uow, batch)
            known = [taken for taken in batch if taken.charge_point not in unknown]
            await uow.telemetry.add_telemetry(_of(known, Telemetry))
            await uow.telemetry.add_scores(_of(known, Score))
            for charge_point, event in _of(known, ChargerEvent):
                await uow.telemetry.add_event(charge_point, event)
            for taken in known:
                if isinstance(taken.message, EdgeState) and not await uow.telemetry.save_edge(
                    taken.message
                ):
                    self._counters.add("edge_states_outdated")
            for taken in known:
                if isinstance(taken.message, LimitSignal):
                    await self._save_limit(uow, taken.topic, taken.message)
            await uow.commit()

    async def _save_limit(self, uow: UnitOfWork, topic: str, message: LimitSignal) -> None:
        kind, key = parse_limit_topic(topic)
        place = Place(PlaceKind(kind), key)
        if not await uow.load_sharing.is_place(place):
            self._tell("limit_of_unknown", topic, f"{kind} {key!r} is not known")
            return
        signal = Signal(message.limit_w, message.at, message.expires_at, message.source)
        await uow.load_sharing.save_signal(place, signal)

    async def _unknown(self, uow: UnitOfWork, batch: list[Taken[Any]]) -> set[str]:
        """Chargers of the batch that are not known; each is told once."""
        named = {taken.charge_point for taken in batch if taken.charge_point is not None}
        if named <= self._known:
            return set()
        self._known = await uow.charge_points.ids()
        unknown = {str(each) for each in named - self._known}
        for each in unknown:
            self._tell("charge_point_unknown", each, "telemetry of a charger that is not known")
        if unknown:
            self._counters.add("messages_of_unknown", len(unknown))
        return unknown


def _of(batch: list[Taken[Any]], kind: type[M]) -> list[tuple[ChargePointId, M]]:
    """Messages of one kind, each with its charger."""
    return [
        (taken.charge_point, taken.message)
        for taken in batch
        if taken.charge_point is not None and isinstance(taken.message, kind)
    ]
