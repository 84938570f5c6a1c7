"""What the use cases need from outside, as small protocols. Adapters implement them.

The repositories live in a unit of work (`central.services.unit_of_work`); a service opens one and
is the only one to commit.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from central.core.price_locks import ShownPrice
from central.services.records import (
    AcceptedPrice,
    Billed,
    BootFacts,
    ChargePoint,
    CommandRow,
    ConnectorMeter,
    ConnectorStatus,
    LinkState,
    MeterRow,
    NewChargePoint,
    NewTransaction,
    Orphan,
    OutboxRow,
    Station,
    Surroundings,
    Transaction,
    TransactionEnd,
)
from contract.ids import ChargePointId
from contract.messages import ChargerAnswer, ChargerEvent, EdgeState, Score, Telemetry


class Clock(Protocol):
    """Simulated time (see `contract.clock`); equal to real time at factor 1."""

    def now(self) -> datetime:
        """The simulated instant, aware UTC."""

    def real_s(self, simulated_s: float) -> float:
        """Real seconds that a simulated duration takes."""


class Ids(Protocol):
    """Fresh ids."""

    def new(self) -> str:
        """A text of at most 36 characters that was never given before."""


class ChargerCalls(Protocol):
    """The only way to a charger for the control loop and for people."""

    async def call(  # noqa: PLR0913 (who, what and why all belong into the record)
        self,
        charge_point: ChargePointId,
        action: str,
        payload: dict[str, Any],
        *,
        actor_kind: str,
        actor: str,
        reason: str,
        timeout_s: float = 30.0,
        command_id: str | None = None,
    ) -> ChargerAnswer:
        """Send one OCPP call, keep a record, and tell what became of it.

        Args:
            charge_point: an existing charge point.
            action: of OCPP 1.6, central system to charge point.
            payload: of the call; checked against the schema.
            actor_kind: human, autopilot or system.
            actor: user name or part of the system.
            reason: why, for the record.
            timeout_s: real seconds that the charger has, from when the call is sent.
            command_id: id of the record where the caller has to know it before the answer.

        Raises:
            central.services.errors.InvalidCallError: unknown action or wrong payload; nothing sent.
            central.services.errors.UnknownChargePointError: no such charge point; nothing sent.
        """


class Stations(Protocol):
    """Places."""

    async def upsert(self, stations: Sequence[Station]) -> None:
        """Put down or renew; `under_maintenance` stays."""

    async def set_maintenance(self, station: str, under_maintenance: bool) -> None:  # noqa: FBT001 (column name)
        """Take a station out, or back."""

    async def in_maintenance(self, station: str) -> bool:
        """Whether a person took it out."""

    async def get(self, station: str) -> Station | None:
        """One of them."""

    async def all(self) -> list[Station]:
        """All of them, by id."""


class ChargePoints(Protocol):
    """Chargers, their connectors, and the prices and limits that they accepted."""

    async def get(self, charge_point: ChargePointId) -> ChargePoint | None:
        """One charger with its station's price."""

    async def ids(self) -> set[str]:
        """All identities."""

    async def upsert(self, charge_points: Sequence[NewChargePoint]) -> None:
        """Put down or renew what a fleet file says; a rejected one stays rejected."""

    async def add(self, charge_point: NewChargePoint) -> None:
        """Put down one that is not there yet; an existing one stays as it is."""

    async def put_down(self, charge_point: ChargePointId) -> NewChargePoint | None:
        """A charger as it was put down, with its registration."""

    async def record_boot(
        self, charge_point: ChargePointId, facts: BootFacts, accepted_at: datetime | None
    ) -> None:
        """Keep what the charger told about itself; None = its Boot was not accepted."""

    async def set_registration(self, charge_point: ChargePointId, registration: str) -> bool:
        """pending, accepted or rejected; False where there is no such charger."""

    async def set_password_hash(
        self, charge_point: ChargePointId, password_hash: str | None
    ) -> bool:
        """Argon2 hash for HTTP Basic, None = none needed; False where there is no such charger."""

    async def mark_all_disconnected(self, at: datetime) -> None:
        """At start: no socket survived."""

    async def save_links(self, links: Sequence[LinkState]) -> None:
        """Sockets that came or went, newest last."""

    async def save_seen(self, seen_at: Mapping[ChargePointId, datetime]) -> None:
        """When each charger was last heard of."""

    async def save_statuses(self, statuses: Sequence[ConnectorStatus]) -> None:
        """Put down connectors' states."""

    async def save_meters(self, meters: Sequence[ConnectorMeter]) -> None:
        """Readings of connectors that are known."""

    async def save_surroundings(self, surroundings: Sequence[Surroundings]) -> None:
        """A charger's own readings, where its edge told nothing for a minute."""

    async def last_heard_of(self, charge_point: ChargePointId) -> datetime | None:
        """When a frame of the charger came last, or its socket went."""

    async def connector_statuses(self, charge_point: ChargePointId) -> list[ConnectorStatus]:
        """Last known states of one charger's connectors."""

    async def record_price(
        self,
        charge_point: ChargePointId,
        per_kwh: Decimal,
        text: str,
        at: datetime,
        *,
        per_hour: Decimal | None = None,
        flat: Decimal | None = None,
    ) -> None:
        """The charger accepted this price: it can show prices, and shows this one from now on."""

    async def record_no_display(self, charge_point: ChargePointId) -> None:
        """The charger refused to show a price."""

    async def record_display(
        self, charge_point: ChargePointId, display: dict[str, Any], read_at: datetime | None
    ) -> None:
        """What its display can do (`central.core.displays`); `read_at` None = a key changed."""

    async def record_power_limit(
        self,
        charge_point: ChargePointId,
        limit_w: float | None,
        until: datetime | None,
        at: datetime,
        by: str | None = None,
    ) -> None:
        """The charger accepted a power limit, carried by profiles of a purpose; None = none."""

    async def price_page(
        self, charge_point: ChargePointId, limit: int, before_id: int | None
    ) -> list[AcceptedPrice]:
        """Accepted prices, newest first."""

    async def prune_prices(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` accepted prices that were replaced before an instant."""

    async def shown_prices(self, charge_point: ChargePointId, since: datetime) -> list[ShownPrice]:
        """Prices accepted after `since`, and the one in force then; oldest first."""


class Transactions(Protocol):
    """Sessions and their readings."""

    async def find(self, transaction: NewTransaction) -> int | None:
        """Id of the transaction with this content key."""

    async def add(self, transaction: NewTransaction) -> Transaction:
        """Put down; its id is the OCPP transactionId."""

    async def get(self, transaction_id: int) -> Transaction | None:
        """One session."""

    async def open_at(self, charge_point: ChargePointId) -> list[Transaction]:
        """Sessions of a charger that did not end, oldest first."""

    async def end(self, end: TransactionEnd) -> None:
        """Close, or replace an inferred end."""

    async def silent_since(self, before: datetime, limit: int) -> list[ChargePointId]:
        """Chargers with open sessions that are not connected, and not heard of since then."""

    async def note_review(self, transaction_id: int, at: datetime) -> None:
        """A person decided what it took."""

    async def save_last_meters(self, last_meter_wh: Mapping[int, int]) -> None:
        """Last register by transaction."""

    async def add_meter_values(self, rows: Sequence[MeterRow]) -> None:
        """Readings for the record."""

    async def billed(self, transaction_id: int) -> Billed | None:
        """Where a session was, and what came of its bill."""

    async def sampled_of(self, transaction_id: int) -> list[tuple[datetime, list[Any]]]:
        """Instants and sampledValue lists of a session's readings, oldest first."""

    async def next_at(
        self, charge_point: ChargePointId, connector_id: int, after: datetime
    ) -> Transaction | None:
        """The first session of a connector that began later than this."""

    async def recent_at(self, charge_point: ChargePointId) -> list[Transaction]:
        """The newest sessions of a charger, oldest first."""

    async def add_orphan(
        self,
        charge_point: ChargePointId,
        action: str,
        payload: Mapping[str, Any],
        at: datetime,
        *,
        may_match: bool,
    ) -> None:
        """Keep a message that names no transaction of ours."""

    async def loose_stops(self, charge_point: ChargePointId) -> list[Orphan]:
        """The newest of a charger's stops that may be matched, or are, by content."""

    async def match(self, orphan_id: int, transaction_id: int | None) -> None:
        """A parked stop is this session's; None = nobody's any more."""

    async def unmatch(self, transaction_id: int) -> bool:
        """Whatever was given to this session is loose; False where nothing was."""


class TelemetryStore(Protocol):
    """What edges tell."""

    async def add_telemetry(self, rows: Sequence[tuple[ChargePointId, Telemetry]]) -> None:
        """Put down (a repeated instant is ignored); the newest becomes the charger's latest."""

    async def add_scores(self, rows: Sequence[tuple[ChargePointId, Score]]) -> None:
        """As above."""

    async def add_event(self, charge_point: ChargePointId, event: ChargerEvent) -> None:
        """Put down in the audit."""

    async def save_edge(self, state: EdgeState) -> bool:
        """Presence of an edge; False where it belongs to an older birth and was ignored."""

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` rows each of telemetry and scores older than `before`."""


class Commands(Protocol):
    """Calls to chargers."""

    async def add(self, command: CommandRow) -> None:
        """Put down."""

    async def finish(
        self, command_id: str, state: str, answer: Mapping[str, Any], done_at: datetime
    ) -> None:
        """Keep the outcome; one that is known to be late stays."""

    async def finish_late(self, command_id: str, answer: Mapping[str, Any], at: datetime) -> None:
        """The answer came after the call had timed out."""

    async def get(self, command_id: str) -> CommandRow | None:
        """One of them."""

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` calls older than `before`."""

    async def abandon_open(self, reason: str, at: datetime) -> None:
        """At start: nobody waits any more for what a former process asked."""


class Outbox(Protocol):
    """The numbered stream behind SSE."""

    async def append(self, at: datetime, topic: str, type: str, origin: str, data: Any) -> int:  # noqa: A002 (column name)
        """Add an event; gives its cursor."""

    async def after(self, cursor: int, topics: Iterable[str], limit: int) -> list[OutboxRow]:
        """Events after a cursor, oldest first; no topics = all."""

    async def bounds(self) -> tuple[int, int]:
        """Smallest and largest cursor kept; (0, 0) when empty and never used."""

    async def prune(self, before: datetime, limit: int) -> int:
        """Delete at most `limit` events older than `before`."""
