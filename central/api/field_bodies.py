"""Requests and answers about id tags, local lists and reservations."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from central.api.bodies import IsNumber
from central.api.instants import InstantIn
from central.core.id_tags import IdTag
from central.core.local_list import Installed
from central.services.field_records import Reservation
from central.services.items import iso, iso_or_none

Tag = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[\x21-\x7e]+$")]
"""CiString20Type of OCPP 1.6: printable ASCII."""
TagStatusName = Literal["Accepted", "Blocked", "Expired", "Invalid"]
STRICT = ConfigDict(extra="forbid")


class IdTagIn(BaseModel):
    """What an operator says of a tag."""

    model_config = STRICT
    status: TagStatusName = "Accepted"
    expires_at: InstantIn | None = None
    parent_id_tag: Tag | None = None


class IdTagOut(BaseModel):
    """A tag."""

    id_tag: str
    status: TagStatusName
    expires_at: str | None
    parent_id_tag: str | None


class IdTagPage(BaseModel):
    """A page of tags."""

    items: list[IdTagOut]
    next_cursor: str | None


class LocalListIn(BaseModel):
    """Which tags a charger shall know by itself; null = all."""

    model_config = STRICT
    id_tags: Annotated[list[Tag], Field(max_length=10_000)] | None = None


class LocalListOut(BaseModel):
    """What a charger accepted as its local list."""

    charge_point: str
    version: int
    entries: int


class ReservationIn(BaseModel):
    """A wish for a connector; 0 = any."""

    model_config = STRICT
    connector_id: Annotated[int, Field(ge=0, le=1000), IsNumber]
    id_tag: Tag
    expires_at: InstantIn


class ReservationOut(BaseModel):
    """A reservation."""

    id: int
    charge_point: str
    connector_id: int
    id_tag: str
    expires_at: str
    state: Literal["asked", "active", "refused", "used", "cancelled", "expired"]
    answer: str
    transaction_id: int | None
    created_at: str
    ended_at: str | None


class ReservationPage(BaseModel):
    """A page of reservations."""

    items: list[ReservationOut]
    next_cursor: str | None


def id_tag_item(tag: IdTag) -> dict[str, object]:
    """A tag as JSON."""
    return {
        "id_tag": tag.id_tag,
        "status": tag.status,
        "expires_at": iso_or_none(tag.expires_at),
        "parent_id_tag": tag.parent_id_tag,
    }


def local_list_item(charge_point: str, installed: Installed) -> dict[str, object]:
    """A local list as JSON."""
    return {
        "charge_point": charge_point,
        "version": installed.version,
        "entries": len(installed.entries),
    }


def reservation_item(row: Reservation, now: datetime) -> dict[str, object]:
    """A reservation as JSON."""
    return {
        "id": row.id,
        "charge_point": row.charge_point_id,
        "connector_id": row.connector_id,
        "id_tag": row.id_tag,
        "expires_at": iso(row.expires_at),
        "state": row.state_at(now),
        "answer": row.answer,
        "transaction_id": row.transaction_id,
        "created_at": iso(row.created_at),
        "ended_at": iso_or_none(row.ended_at),
    }
