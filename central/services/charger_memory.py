"""What the gateway remembers of a charger between two messages; all of it can be read back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from central.core.applied import DisplaySet
from central.core.charges import Reading
from central.core.displays import Display, display_from_json, with_value
from central.core.idling import Mark, SessionState
from central.core.quirks import NONE, Quirks
from central.core.sessions import PRICE_WINDOW
from central.core.tariffs import Terms
from central.core.uptime import OutageKind, port_state
from central.services.records import ChargePoint, ConnectorStatus, Transaction
from contract.ids import ChargePointId
from contract.ocpp16 import ChargePointStatus

RUNNING_COST_INTERVAL: Final = timedelta(minutes=1)
UNREAD: Final = Display()
TRACE_INTERVAL: Final = timedelta(minutes=1)
MAX_AUTHORIZED: Final = 50
MAX_TOLD: Final = 100
"""Kinds of mistakes of one charger that get a line in the log; the others are only counted."""


@dataclass(slots=True)
class OpenSession:
    """A transaction that did not end yet."""

    transaction: Transaction
    last_meter_wh: int
    running_cost_at: datetime | None = None
    terms: Terms = field(init=False)
    is_plain: bool = field(init=False)
    """Its two ends are all that its tariff needs."""
    trace: list[Reading] = field(default_factory=list)
    """Readings of its register, about one a minute, where the tariff needs more than the ends."""
    marks: list[Mark] = field(default_factory=list)
    power_w: float | None = None
    status: str = ""

    def __post_init__(self) -> None:
        self.terms = self.transaction.agreed
        self.is_plain = self.terms.tariff.is_plain

    @property
    def state(self) -> SessionState:
        """Whether it stands idle."""
        return self.marks[-1].state if self.marks else SessionState.CHARGING

    def note_reading(self, reading: Reading) -> None:
        """Keep a reading; close ones are thinned out, since energy flows evenly between them."""
        if self.is_plain:
            return
        trace = self.trace
        if len(trace) > 1 and reading.at - trace[-2].at < TRACE_INTERVAL:
            trace.pop()
        trace.append(reading)

    def is_cost_due(self, now: datetime) -> bool:
        """At most one RunningCost a minute."""
        return self.running_cost_at is None or now - self.running_cost_at >= RUNNING_COST_INTERVAL


@dataclass(frozen=True, slots=True)
class KnownPort:
    """Whether a connector is up (None) or down and why, and since when."""

    state: tuple[OutageKind, str] | None
    at: datetime


@dataclass(slots=True)
class ChargerMemory:
    """One charger; `refresh` at each connection."""

    facts: ChargePoint
    sessions: dict[int, OpenSession] = field(default_factory=dict)
    preparing_at: dict[int, datetime] = field(default_factory=dict)
    authorized_at: dict[str, datetime] = field(default_factory=dict)
    per_kwh: Decimal | None = None
    price_text: str = ""
    can_show_price: bool = False
    limit_w: float | None = None
    limit_until: datetime | None = None
    """Our limit on the whole charger, as it accepted it."""
    plugged: dict[int, OpenSession] = field(default_factory=dict)
    """Sessions that stopped, and whose car stands idle until its cable is out."""
    display: Display = UNREAD
    quirks: Quirks = NONE
    online_since: datetime | None = None
    offline_since: datetime | None = None
    """When its connection before the present one ended; None = not known."""
    has_loose_stops: bool = False
    """Whether a stop of this charger was ever parked; most have none to look for."""
    ports: dict[int, KnownPort] = field(default_factory=dict)
    plugged_in_at: dict[int, datetime] = field(default_factory=dict)
    """Connectors whose plug waits for a session."""
    let_in: tuple[str, datetime] | None = None
    """The last tag that was accepted."""
    _told: set[str] = field(default_factory=set)

    @property
    def id(self) -> ChargePointId:
        """Identity of the charger."""
        return self.facts.id

    @property
    def is_accepted(self) -> bool:
        """Whether it may charge."""
        return self.facts.registration == "accepted"

    def refresh(
        self, facts: ChargePoint, open_sessions: list[Transaction], statuses: list[ConnectorStatus]
    ) -> None:
        """Take over what the database knows; newer readings in memory stay."""
        self.facts = facts
        self.per_kwh = facts.price_per_kwh
        self.price_text = facts.price_text or ""
        self.can_show_price = bool(facts.can_show_price) and facts.price_per_kwh is not None
        self.limit_w, self.limit_until = facts.power_limit_w, facts.power_limit_until
        self.display = display_from_json(facts.display) or UNREAD
        kept = self.sessions
        self.sessions = {}
        for each in open_sessions:
            stored = each.meter_start_wh if each.last_meter_wh is None else each.last_meter_wh
            before = kept.get(each.id)
            session = OpenSession(each, stored)
            if before is not None:
                session.last_meter_wh = max(stored, before.last_meter_wh)
                session.running_cost_at = before.running_cost_at
                session.trace, session.marks = before.trace, before.marks
            self.sessions[each.id] = session
        for status in statuses:
            if status.status == ChargePointStatus.PREPARING:
                self.preparing_at.setdefault(status.connector_id, status.status_at)
            if status.connector_id not in self.ports:
                state = port_state(status.status, status.error_code)
                self.ports[status.connector_id] = KnownPort(state, status.status_at)
            for session in self.sessions_at(status.connector_id):
                session.status = status.status

    def note_authorized(self, id_tag: str, now: datetime) -> None:
        """A driver showed an id tag; old ones are forgotten."""
        if len(self.authorized_at) >= MAX_AUTHORIZED:
            self.authorized_at = {
                tag: at for tag, at in self.authorized_at.items() if now - at < PRICE_WINDOW
            }
        self.authorized_at[id_tag.lower()] = now

    @property
    def tells_unplugging(self) -> bool:
        """It tells when a cable is out, after the stop."""
        return self.can_show_price and self.display.tells_unplugging

    def note_display_key(self, change: DisplaySet) -> None:
        """It took a value of its display, or did not."""
        if change.is_taken:
            self.display = with_value(self.display, change.key, change.value)

    def limit_in_force_w(self, now: datetime) -> float | None:
        """Our limit on the whole charger; None = none."""
        is_over = self.limit_until is not None and self.limit_until <= now
        return None if is_over else self.limit_w

    def was_offline_at(self, at: datetime) -> bool:
        """Whether an instant lies between the connection before and the present one."""
        if self.online_since is None or at >= self.online_since:
            return False
        return self.offline_since is None or at >= self.offline_since

    def sessions_at(self, connector_id: int) -> list[OpenSession]:
        """The open sessions of a connector."""
        found = self.sessions.values()
        return [each for each in found if each.transaction.connector_id == connector_id]

    def session_at(self, connector_id: int) -> OpenSession | None:
        """The newest open session of a connector."""
        found = self.sessions_at(connector_id)
        return found[-1] if found else None

    def session_of(self, transaction_id: int | None, connector_id: int) -> OpenSession | None:
        """By id, or by connector where the charger never got one (errata 4.0, 3.18)."""
        if transaction_id is not None and transaction_id > 0:
            return self.sessions.get(transaction_id)
        return self.session_at(connector_id)

    def is_news(self, told: Iterable[str]) -> bool:
        """Whether one of these lines, judged by its first word, was not logged yet."""
        kinds = {text.split(" ", 1)[0] for text in told}
        fresh = kinds - self._told
        if not fresh or len(self._told) >= MAX_TOLD:
            return False
        self._told |= kinds
        return True
