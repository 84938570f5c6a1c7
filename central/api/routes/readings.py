"""What a charger's meters said, in quarters of an hour."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Query
from pydantic import AwareDatetime, BaseModel

from central.api.deps import Parts, Reader
from central.api.problems import InputError
from central.core.rollups import Quarter, merged, quarter_start
from central.services.items import iso
from contract.ids import ChargePointId

router = APIRouter(tags=["chargers"])

SPAN_MAX: Final = timedelta(days=31)
SPAN_DEFAULT: Final = timedelta(days=1)
QUARTERS_MAX: Final = 100_000
YEAR_MIN: Final = 1971
YEAR_MAX: Final = 2999


class QuarterOut(BaseModel):
    """A connector's readings in a quarter of an hour; connector 0 is the charger itself."""

    connector_id: int
    start_at: str
    samples: int
    register_low_wh: int | None
    register_high_wh: int | None
    power_mean_w: float | None
    power_max_w: float | None
    temperature_max_c: float | None


class QuartersOut(BaseModel):
    """Quarters of an hour, oldest first; those without a reading are left out."""

    items: list[QuarterOut]


@router.get("/chargers/{charger_id}/quarters", response_model=QuartersOut)
async def get_charger_quarters(
    charger_id: str,
    parts: Parts,
    _: Reader,
    start: Annotated[AwareDatetime | None, Query(alias="from")] = None,
    end: Annotated[AwareDatetime | None, Query(alias="to")] = None,
) -> dict[str, Any]:
    """A charger's history for as long as it is known: raw readings are kept for some days only.

    `from` and `to` are simulated instants; by default the last day, at most 31 days.
    """
    until = _usable("to", end) or parts.clock.now()
    since = _usable("from", start) or until - SPAN_DEFAULT
    if not timedelta(0) < until - since <= SPAN_MAX:
        shown = "" if start is None else start.isoformat()
        raise InputError("from", shown, "before `to`, and at most 31 days before it")
    since = quarter_start(since)
    key = ChargePointId(charger_id)
    async with parts.uows.read() as uow:
        if await uow.charge_points.get(key) is None:
            raise HTTPException(404, f"charge point {charger_id!r} is not known")
        old = await uow.readings.quarters(key, since, until, QUARTERS_MAX)
        raw = await uow.readings.raw(key, since, until)
    found = merged([*old, *raw])
    found.sort(key=lambda each: (each.start_at, each.connector_id))
    return {"items": [_item(each) for each in found]}


def _item(quarter: Quarter) -> dict[str, Any]:
    return {
        "connector_id": quarter.connector_id,
        "start_at": iso(quarter.start_at),
        "samples": quarter.samples,
        "register_low_wh": quarter.register_low_wh,
        "register_high_wh": quarter.register_high_wh,
        "power_mean_w": quarter.power_mean_w,
        "power_max_w": quarter.power_max_w,
        "temperature_max_c": quarter.temperature_max_c,
    }


def _usable(field: str, at: datetime | None) -> datetime | None:
    if at is not None and not YEAR_MIN <= at.year < YEAR_MAX:
        raise InputError(field, at.isoformat(), f"a year from {YEAR_MIN} to {YEAR_MAX - 1}")
    return at
