"""Repositories of what the control loop and people do, as small protocols."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from central.core.effects import SetPrice
from central.core.facts import PastHeal, ScoreFact
from central.core.heal import Heal
from central.core.pricing import PriceKind
from central.services.control_records import (
    AuditRow,
    ChargerRow,
    Counts,
    HealRow,
    NetworkRows,
    Page,
    PastSums,
    PriceRow,
    SessionRow,
    TelemetryBucket,
    User,
)
from contract.ids import ChargePointId, StationId


class Heals(Protocol):
    """Heals, open and past."""

    async def open(self) -> list[HealRow]:
        """Those that did not end."""

    async def past(self, since: datetime) -> dict[StationId, tuple[PastHeal, ...]]:
        """Those that ended after `since`, by station."""

    async def add(self, heal: Heal) -> int:
        """Put down; gives its id."""

    async def save(self, heal_id: int, heal: Heal, now: datetime) -> None:
        """Renew; `now` becomes its end if it ended."""

    async def get(self, heal_id: int) -> HealRow | None:
        """One of them."""

    async def page(self, page: Page) -> list[HealRow]:
        """Newest first; filter `state`."""

    async def ask(self, heal_id: int, asked: Mapping[str, Any]) -> bool:
        """Leave a person's wish for the loop; False where the heal is not open."""


class Prices(Protocol):
    """Price overrides."""

    async def start(self, heal_id: int, effect: SetPrice, now: datetime) -> PriceRow:
        """Put down one that is in force from now."""

    async def extend(self, heal_id: int, kind: PriceKind, until: datetime) -> PriceRow | None:
        """Let the one in force last longer."""

    async def end(self, heal_id: int, kind: PriceKind, now: datetime) -> PriceRow | None:
        """End the one in force."""

    async def page(self, page: Page) -> list[PriceRow]:
        """Newest first; filters `active` (true or false) and `station_id`."""

    async def in_force(self) -> list[PriceRow]:
        """All that are active."""


class AuditLog(Protocol):
    """Who did what to what, and why. Rows are added, never changed."""

    async def add(self, row: AuditRow) -> AuditRow:
        """Put down; gives the row with its id."""

    async def page(self, page: Page) -> list[AuditRow]:
        """Newest first.

        Filters: `object_type`, `object_id`, `actor_kind`, `actor`, `act`, and
        `control_records.OTHER_THAN`.
        """

    async def between(
        self, object_ids: Collection[str], start: datetime, end: datetime, limit: int
    ) -> list[AuditRow]:
        """Acts on these objects in a span of time, oldest first."""


class Users(Protocol):
    """People and their sessions."""

    async def by_name(self, name: str) -> User | None:
        """One of them; names are compared exactly."""

    async def all(self) -> list[User]:
        """All of them by name."""

    async def page(self, limit: int, after: str | None) -> list[User]:
        """By name, those after a name."""

    async def set_role(self, name: str, role: str) -> None:
        """Change what a person may do, from now on."""

    async def delete(self, name: str) -> None:
        """Forget a person, and the sessions."""

    async def add(self, name: str, password_hash: str, role: str, now: datetime) -> bool:
        """Put down; False where the name is taken."""

    async def set_password(self, name: str, password_hash: str) -> bool:
        """Renew, and end the person's sessions; False where there is no such person."""

    async def add_session(
        self, token_hash: str, user_id: int, now: datetime, expires_at: datetime
    ) -> None:
        """A person logged in."""

    async def of_session(self, token_hash: str, now: datetime) -> User | None:
        """Whose session this is, unless it is over."""

    async def end_session(self, token_hash: str) -> None:
        """A person logged out."""

    async def prune_sessions(self, now: datetime) -> None:
        """Forget those that are over."""


class SettingsStore(Protocol):
    """Settings that people change while it runs."""

    async def get(self, key: str) -> Any:
        """Value, None where never set."""

    async def put(self, key: str, value: Any) -> None:
        """Set."""


class Views(Protocol):
    """Reads across tables, for the loop and for pages."""

    async def network(self) -> NetworkRows:
        """All stations with their accepted chargers and last known state."""

    async def session_means_min(self, since: datetime) -> dict[StationId, float]:
        """Mean length in minutes of the sessions that ended after `since`, by station."""

    async def session_starts(self, since: datetime) -> dict[StationId, int]:
        """How many sessions began after `since`, by station; none is left out."""

    async def recent_scores(
        self, charge_points: Collection[ChargePointId], since: datetime, count: int
    ) -> dict[ChargePointId, tuple[ScoreFact, ...]]:
        """The newest `count` scores of each, newest first."""

    async def mean_loads(
        self, charge_points: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, float]:
        """Mean power in W since an instant."""

    async def least_powers(
        self, charge_points: Collection[ChargePointId], since: datetime
    ) -> dict[ChargePointId, float]:
        """Lowest measured power in W since an instant."""

    async def counts(self) -> Counts:
        """For the health page."""

    async def charger(self, charge_point: ChargePointId) -> ChargerRow | None:
        """One charger with its connectors and last score."""

    async def chargers_of(self, station: StationId) -> list[ChargerRow]:
        """Chargers of a station with their connectors and last scores."""

    async def charger_page(
        self, limit: int, after: str | None, registration: str | None
    ) -> list[ChargerRow]:
        """Chargers by id, without connectors."""

    async def session_page(self, page: Page) -> list[SessionRow]:
        """Newest first; filters `charge_point` and `station_id`."""

    async def telemetry(
        self, station: StationId, start: datetime, end: datetime, bucket: timedelta
    ) -> Sequence[TelemetryBucket]:
        """A station's history in steps, oldest first; steps without data are left out."""

    async def past(self, since: datetime, until: datetime) -> dict[StationId, PastSums]:
        """Sums of [since, until) by station; stations where nothing was are left out."""

    async def price_history(
        self, station: StationId, start: datetime, end: datetime
    ) -> list[tuple[datetime, Any]]:
        """Prices that its chargers accepted, and the one in force at the start; oldest first."""
