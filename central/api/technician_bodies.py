"""Bodies of technicians and plans: requests (unknown fields refused) and answers."""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field

from central.api.bodies import IsNumber, Request, Text
from central.api.instants import InstantIn
from central.core.technicians import Shift, Spot, Technician
from central.services.items import iso_or_none

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: Final[tuple[Day, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Skill = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class SpotIn(Request):
    """A place on earth."""

    latitude_deg: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False), IsNumber]
    longitude_deg: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False), IsNumber]


class PositionIn(SpotIn):
    """Where a technician is; `at`: when, by the phone's clock, brought into the last hour."""

    at: InstantIn | None = None


class ShiftIn(Request):
    """Hours by the technician's own clock; an end before the start is on the next day."""

    days: list[Day] = Field(min_length=1, max_length=7)
    start: Clock
    end: Clock


class TechnicianIn(Request):
    """What planning has to know of a technician; no shifts = always at work."""

    skills: list[Skill] = Field(default_factory=list, max_length=30)
    time_zone: Text = Field("UTC", min_length=1, max_length=60)
    shifts: list[ShiftIn] = Field(default_factory=list, max_length=20)
    base: SpotIn | None = None
    """Where the shift begins and parts are fetched."""
    is_active: bool = True


class StockIn(Request):
    """What is on the van, by part; what is not named is not there."""

    parts: dict[
        Annotated[str, Field(min_length=1, max_length=40)],
        Annotated[int, Field(ge=0, le=1000), IsNumber],
    ] = Field(max_length=500)


class SpotOut(BaseModel):
    """A place on earth."""

    latitude_deg: float
    longitude_deg: float


class ShiftOut(BaseModel):
    """Hours by the technician's own clock."""

    days: list[Day]
    start: str
    end: str


class TechnicianOut(BaseModel):
    """A technician. `is_active` is false where nothing was put down yet."""

    name: str
    skills: list[str]
    time_zone: str
    shifts: list[ShiftOut]
    base: SpotOut | None
    is_active: bool
    position: SpotOut | None
    located_at: str | None
    stock: dict[str, int]
    """Parts on the van."""


class TechnicianPageOut(BaseModel):
    """One page, by name."""

    items: list[TechnicianOut]
    next_cursor: str | None


class VisitOut(BaseModel):
    """A job in a plan, and why this technician."""

    order_id: int
    drive_min: float
    arrive_at: str
    done_at: str
    fetches: list[str]
    """Parts that are fetched at the base on the way."""
    reasons: list[str]


class TechnicianPlanOut(BaseModel):
    """What a technician would do next, in this order, until the shift ends."""

    name: str
    until: str
    visits: list[VisitOut]


class LeftOut(BaseModel):
    """A job that nobody gets now."""

    order_id: int
    reason: str


class WorkPlanOut(BaseModel):
    """What planning would do now with orders that nobody answered for."""

    at: str
    source: Literal["road", "straight-line estimate"]
    """Of the driving times."""
    technicians: list[TechnicianPlanOut]
    left: list[LeftOut]


def technician_of(name: str, body: TechnicianIn) -> Technician:
    """A request as the core has it."""
    base = body.base
    return Technician(
        name=name,
        skills=tuple(dict.fromkeys(body.skills)),
        time_zone=body.time_zone,
        shifts=tuple(
            Shift(
                tuple(sorted({DAYS.index(day) for day in each.days})),
                _minute(each.start),
                _minute(each.end),
            )
            for each in body.shifts
        ),
        base=None if base is None else Spot(base.latitude_deg, base.longitude_deg),
        is_active=body.is_active,
    )


def technician_item(technician: Technician) -> dict[str, Any]:
    """A technician as pages see it."""
    return {
        **settings_item(technician),
        "position": _spot(technician.position),
        "located_at": iso_or_none(technician.located_at),
        "stock": dict(sorted(technician.stock.items())),
    }


def settings_item(technician: Technician) -> dict[str, Any]:
    """What people set; the ETag is of this part."""
    return {
        "name": technician.name,
        "skills": list(technician.skills),
        "time_zone": technician.time_zone,
        "shifts": [
            {
                "days": [DAYS[day] for day in each.days],
                "start": _clock(each.start_minute),
                "end": _clock(each.end_minute),
            }
            for each in technician.shifts
        ],
        "base": _spot(technician.base),
        "is_active": technician.is_active,
    }


def _spot(spot: Spot | None) -> dict[str, float] | None:
    if spot is None:
        return None
    return {"latitude_deg": spot.latitude_deg, "longitude_deg": spot.longitude_deg}


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
