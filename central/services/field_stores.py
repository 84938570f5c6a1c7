"""Repositories of id tags and of what chargers are told to keep, as small protocols."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from central.core.id_tags import IdTag
from central.core.local_list import Installed
from central.services.control_records import Page
from central.services.field_records import Job, NewJob, NewReservation, Reservation
from contract.ids import ChargePointId


class IdTags(Protocol):
    """Who may charge."""

    async def get(self, id_tag: str) -> IdTag | None:
        """One tag, compared without case."""

    async def put(self, tag: IdTag) -> None:
        """Put down or renew."""

    async def delete(self, id_tag: str) -> bool:
        """Forget; False where it is not known."""

    async def page(self, limit: int, after: str | None) -> list[IdTag]:
        """Tags in the order of their text."""


class Reservations(Protocol):
    """Reservations of connectors."""

    async def add(self, reservation: NewReservation) -> Reservation:
        """Put down as asked; gives it with its id."""

    async def get(self, reservation_id: int) -> Reservation | None:
        """One of them."""

    async def answer(self, reservation_id: int, state: str, answer: str, at: datetime) -> None:
        """What the charger said, and the state that follows; active is no end."""

    async def use(self, reservation_id: int, transaction_id: int, at: datetime) -> None:
        """Its driver came."""

    async def active_at(self, charge_point: ChargePointId) -> Sequence[Reservation]:
        """Those that hold a connector of a charger, newest first."""

    async def page(self, page: Page) -> list[Reservation]:
        """Newest first; filters `charge_point_id` and `state`."""


class LocalLists(Protocol):
    """What each charger accepted as its local list."""

    async def get(self, charge_point: ChargePointId) -> Installed | None:
        """None = never anything."""

    async def put(self, charge_point: ChargePointId, installed: Installed, at: datetime) -> None:
        """It accepted this."""

    async def forget(self, charge_point: ChargePointId) -> None:
        """What it holds is not known any more."""


class Jobs(Protocol):
    """Firmware updates, diagnostics and logs."""

    async def add(self, job: NewJob) -> Job:
        """Put down as asked; gives it with its id."""

    async def get(self, job_id: int) -> Job | None:
        """One of them."""

    async def by_token(self, token: str) -> Job | None:
        """The one that an upload belongs to."""

    async def newest(self, charge_point: ChargePointId, kinds: Sequence[str]) -> Job | None:
        """The last one of these kinds."""

    async def save(self, job: Job) -> None:
        """Renew."""

    async def page(self, page: Page) -> list[Job]:
        """Newest first; filters `charge_point_id` and `kind`."""
