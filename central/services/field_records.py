"""Rows of what chargers are told to keep or to do: reservations, jobs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contract.ids import ChargePointId


@dataclass(frozen=True, slots=True)
class NewReservation:
    """A reservation to put down; connector 0 = any of the charge point."""

    charge_point_id: ChargePointId
    connector_id: int
    id_tag: str
    parent_id_tag: str | None
    expires_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Reservation:
    """A reservation as kept; its id is the OCPP reservationId."""

    id: int
    charge_point_id: ChargePointId
    connector_id: int
    id_tag: str
    parent_id_tag: str | None
    expires_at: datetime
    state: str
    answer: str
    transaction_id: int | None
    created_at: datetime
    ended_at: datetime | None

    def state_at(self, now: datetime) -> str:
        """As `state`; an active one whose time is over is expired (OCPP 1.6, 3.11)."""
        return "expired" if self.state == "active" and self.expires_at <= now else self.state


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to put down; `token` where a file is to be uploaded to us."""

    charge_point_id: ChargePointId
    kind: str
    token: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """A job as kept; its id is the OCPP requestId."""

    id: int
    charge_point_id: ChargePointId
    kind: str
    state: str
    answer: str
    statuses: list[Any]
    token: str | None
    file_name: str | None
    size_bytes: int | None
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A client certificate as kept."""

    id: int
    serial: str
    subject: str
    not_after: datetime
    state: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SecurityEventRow:
    """What a charger told about its security."""

    id: int
    charge_point_id: ChargePointId
    type: str
    tech_info: str
    at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class SignedCertificate:
    """A client certificate; the chain is PEM, leaf first."""

    serial: str
    subject: str
    not_after: datetime
    chain_pem: str
