"""Sessions that are held for review, and what chargers do against the standard."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from central.api.deps import Operator, Parts, Reader
from central.api.paging import Cursor, Limit, RowId, next_cursor, read_cursor, read_id_cursor
from central.services.items import iso, money
from central.services.records import Transaction
from central.services.reviews import Decision, review
from central.services.violations import FirmwareViolation, Violation

router = APIRouter(tags=["reviews"])
MOST_WH = 10**9


Reason = Annotated[str, Field(min_length=1, max_length=500)]


class ReleaseIn(BaseModel):
    """The energy passes as it was read."""

    model_config = ConfigDict(extra="forbid")

    act: Literal["release"]
    reason: Reason

    @property
    def decision(self) -> Decision:
        """What was decided."""
        return Decision(self.reason)


class CorrectIn(BaseModel):
    """The energy was another, and perhaps the end."""

    model_config = ConfigDict(extra="forbid")

    act: Literal["correct"]
    energy_wh: Annotated[int, Field(ge=0, le=MOST_WH)]
    stopped_at: AwareDatetime | None = None
    reason: Reason

    @property
    def decision(self) -> Decision:
        """What was decided."""
        return Decision(self.reason, self.energy_wh, self.stopped_at)


ReviewIn = Annotated[ReleaseIn | CorrectIn, Field(discriminator="act")]


class ReviewOut(BaseModel):
    """The session after the review."""

    id: int
    charge_point: str
    energy_wh: int
    started_at: str
    stopped_at: str
    cost: str
    currency: str
    reviewed_at: str


class ViolationOut(BaseModel):
    """So many of one kind, by one charger with one firmware."""

    charge_point: str
    firmware_version: str
    kind: str
    count: int
    first_at: str
    last_at: str
    example: str


class ViolationPage(BaseModel):
    """One page."""

    items: list[ViolationOut]
    next_cursor: str | None


class FirmwareViolationOut(BaseModel):
    """So many of one kind, by all chargers of a make with one firmware."""

    vendor: str
    model: str
    firmware_version: str
    kind: str
    count: int
    chargers: int
    last_at: str


class FirmwareViolationPage(BaseModel):
    """One page."""

    items: list[FirmwareViolationOut]
    next_cursor: str | None


@router.post("/sessions/{session_id}/review", response_model=ReviewOut)
async def review_session(
    session_id: RowId, body: ReviewIn, parts: Parts, person: Operator
) -> dict[str, Any]:
    """Release a session that is held for review, or correct its energy or its end."""
    return _reviewed(await review(parts.orders, person.actor, session_id, body.decision))


@router.get("/violations", response_model=ViolationPage)
async def list_violations(
    parts: Parts,
    _: Reader,
    charge_point: Annotated[str | None, Query(min_length=1, max_length=48)] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """What chargers do against the standard, by charger, firmware and kind."""
    key = read_cursor("violations", cursor)
    after = None if key is None else msgspec.json.decode(key, type=tuple[str, str, str])
    async with parts.uows.read() as uow:
        rows = await uow.violations.page(limit + 1, after, charge_point)
    more = len(rows) > limit
    last = msgspec.json.encode(rows[limit - 1].key).decode() if more else ""
    return {
        "items": [_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("violations", last) if more else None,
    }


@router.get("/violations/by-firmware", response_model=FirmwareViolationPage)
async def list_violations_by_firmware(
    parts: Parts, _: Reader, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """The same, summed over all chargers of a vendor and model with one firmware."""
    skip = read_id_cursor("violations-by-firmware", cursor) or 0
    async with parts.uows.read() as uow:
        rows = await uow.violations.by_firmware(limit + 1, skip)
    more = len(rows) > limit
    return {
        "items": [_firmware_item(row) for row in rows[:limit]],
        "next_cursor": next_cursor("violations-by-firmware", str(skip + limit)) if more else None,
    }


def _reviewed(row: Transaction) -> dict[str, Any]:
    return {
        "id": row.id,
        "charge_point": row.charge_point_id,
        "energy_wh": (row.meter_stop_wh or 0) - row.meter_start_wh,
        "started_at": iso(row.started_at),
        "stopped_at": _iso(row.stopped_at),
        "cost": "" if row.cost is None else money(row.cost),
        "currency": row.currency,
        "reviewed_at": _iso(row.reviewed_at),
    }


def _iso(at: datetime | None) -> str:
    return "" if at is None else iso(at)


def _item(row: Violation) -> dict[str, Any]:
    return {
        "charge_point": row.charge_point_id,
        "firmware_version": row.firmware_version,
        "kind": row.kind,
        "count": row.count,
        "first_at": iso(row.first_at),
        "last_at": iso(row.last_at),
        "example": row.example,
    }


def _firmware_item(row: FirmwareViolation) -> dict[str, Any]:
    return {
        "vendor": row.vendor,
        "model": row.model,
        "firmware_version": row.firmware_version,
        "kind": row.kind,
        "count": row.count,
        "chargers": row.chargers,
        "last_at": iso(row.last_at),
    }
