"""Bodies of load sharing: limits as people set them, shares as they are."""

from datetime import time
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field

from central.api.bodies import IsNumber, Request, Text
from central.api.zones import Zone
from central.core.load_sharing.plans import (
    VOLTAGE_V,
    ChargerPlan,
    LimitHours,
    LimitNow,
    LimitPlan,
)
from central.services.items import iso, iso_or_none
from central.services.load_plans import StationSharing
from central.services.sharing_store import GridArea
from contract.ids import ChargePointId

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Watts = Annotated[float, Field(ge=0, le=1e9), IsNumber]
ChargerId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.=*|@ -]{1,48}$")]


class LimitHoursBody(Request):
    """A lower limit in some hours of a week, local time; over midnight where `end` <= `start`."""

    days: Annotated[list[Day], Field(min_length=1, max_length=7)]
    start: Clock
    end: Clock
    limit_w: Watts


class ChargerPlanBody(Request):
    """What an operator says of one charger in load sharing."""

    weight: Annotated[float, Field(ge=0.1, le=10), IsNumber] = 1.0
    guaranteed_w: Watts | None = None
    """What it has in any case; absent = its part of the rating."""
    minimum_w: Watts | None = None
    """Below it a session pauses; absent = 6 A on AC, 4 kW on DC."""
    phases: Literal[1, 3] = 3
    rotation: Literal["RST", "RTS", "SRT", "STR", "TRS", "TSR"] = "RST"
    """Lines of the site on L1, L2, L3 of the charger."""


class LimitsBody(Request):
    """Limits of a place; what is absent limits nothing."""

    limit_w: Watts | None = None
    hours: list[LimitHoursBody] = Field(default_factory=list, max_length=50)
    safe_limit_w: Watts | None = None
    """The place follows a signal; this holds while that is unknown or stale."""


class StationPlanBody(LimitsBody):
    """Limits of a station, under its grid limit."""

    phase_limit_a: Annotated[float, Field(gt=0, le=10_000), IsNumber] | None = None
    voltage_v: Annotated[float, Field(ge=50, le=1000), IsNumber] = VOLTAGE_V
    """Nominal, phase to neutral."""
    chargers: dict[ChargerId, ChargerPlanBody] = Field(default_factory=dict, max_length=1000)


class GridAreaBody(LimitsBody):
    """A part of the grid that several stations hang on."""

    name: Annotated[Text, Field(min_length=1, max_length=120)]
    time_zone: Zone = "UTC"


class GridAreaOut(GridAreaBody):
    """One grid area with the limit in force."""

    id: str
    limit: "LimitNowOut"


class GridAreaList(BaseModel):
    """All grid areas."""

    items: list[GridAreaOut]


class LimitNowOut(BaseModel):
    """A limit in force; null = none."""

    power_w: float | None
    phase_a: float | None
    reason: str


class SignalOut(BaseModel):
    """The last limit that was told from outside."""

    limit_w: float
    at: str
    expires_at: str
    source: str


class AreaLimitOut(BaseModel):
    """The grid area of a station."""

    id: str
    name: str
    limit: LimitNowOut


class ShareOut(BaseModel):
    """What one session is given."""

    charge_point_id: str
    connector_id: int
    transaction_id: int
    limit_w: float
    accepted: bool
    """The charger took a limit of this session; which one says `accepted_value`."""
    accepted_value: float | None
    accepted_unit: str | None
    is_paused: bool
    phases: list[int]
    decided_at: str
    until: str
    reason: str


class DefaultOut(BaseModel):
    """What each session of a charger has in any case, as far as the charger accepted it."""

    charge_point_id: str
    value: float | None
    unit: str | None
    refused_at: str | None
    """It takes no limits: it counts at its rated power."""


class StationSharingOut(BaseModel):
    """How a station shares now."""

    limit: LimitNowOut
    signal: SignalOut | None
    area: AreaLimitOut | None
    shares: list[ShareOut]
    defaults: list[DefaultOut]


def plan_of(body: LimitsBody) -> LimitPlan:
    """The plan that a body says."""
    hours = tuple(
        LimitHours(
            tuple(sorted({DAYS.index(day) for day in each.days})),
            time.fromisoformat(each.start),
            time.fromisoformat(each.end),
            each.limit_w,
        )
        for each in body.hours
    )
    if not isinstance(body, StationPlanBody):
        return LimitPlan(limit_w=body.limit_w, hours=hours, safe_limit_w=body.safe_limit_w)
    return LimitPlan(
        limit_w=body.limit_w,
        phase_limit_a=body.phase_limit_a,
        hours=hours,
        safe_limit_w=body.safe_limit_w,
        voltage_v=body.voltage_v,
        chargers={
            ChargePointId(key): ChargerPlan(**each.model_dump())
            for key, each in body.chargers.items()
        },
    )


def limits_item(plan: LimitPlan) -> dict[str, Any]:
    """Limits of a place, as they were set."""
    return {
        "limit_w": plan.limit_w,
        "hours": [
            {
                "days": [DAYS[day] for day in each.days],
                "start": f"{each.start:%H:%M}",
                "end": f"{each.end:%H:%M}",
                "limit_w": each.limit_w,
            }
            for each in plan.hours
        ],
        "safe_limit_w": plan.safe_limit_w,
    }


def station_plan_item(plan: LimitPlan) -> dict[str, Any]:
    """Limits of a station, as they were set."""
    named = ("weight", "guaranteed_w", "minimum_w", "phases", "rotation")
    return {
        **limits_item(plan),
        "phase_limit_a": plan.phase_limit_a,
        "voltage_v": plan.voltage_v,
        "chargers": {
            key: {name: getattr(each, name) for name in named}
            for key, each in sorted(plan.chargers.items())
        },
    }


def area_item(area: GridArea, plan: LimitPlan, limit: LimitNow) -> dict[str, Any]:
    """A grid area, as it was set, and its limit now."""
    return {
        "id": area.id,
        "name": area.name,
        "time_zone": area.time_zone,
        **limits_item(plan),
        "limit": limit_item(limit),
    }


def limit_item(limit: LimitNow) -> dict[str, Any]:
    """A limit in force."""
    return {"power_w": limit.power_w, "phase_a": limit.phase_a, "reason": limit.reason}


def sharing_item(sharing: StationSharing) -> dict[str, Any]:
    """How a station shares now."""
    signal, area, now = sharing.signal, sharing.area, sharing.area_limit
    return {
        "limit": limit_item(sharing.limit),
        "signal": None
        if signal is None
        else {
            "limit_w": signal.limit_w,
            "at": iso(signal.at),
            "expires_at": iso(signal.expires_at),
            "source": signal.source,
        },
        "area": None
        if area is None or now is None
        else {"id": area.id, "name": area.name, "limit": limit_item(now)},
        "shares": _shares(sharing),
        "defaults": [
            {
                "charge_point_id": key,
                "value": None if told.default is None else told.default.value,
                "unit": None if told.default is None else told.default.unit,
                "refused_at": iso_or_none(told.refused_at),
            }
            for key, told in sorted(sharing.accepted.items())
        ],
    }


def _shares(sharing: StationSharing) -> list[dict[str, Any]]:
    found = []
    for share in sharing.shares:
        told = sharing.accepted.get(share.charge_point)
        accepted = None if told is None else told.limits.get(share.connector)
        if accepted is not None and accepted.transaction_id != share.transaction_id:
            accepted = None
        found.append(
            {
                "charge_point_id": share.charge_point,
                "connector_id": share.connector,
                "transaction_id": share.transaction_id,
                "limit_w": share.limit_w,
                "accepted": accepted is not None,
                "accepted_value": None if accepted is None else accepted.value,
                "accepted_unit": None if accepted is None else accepted.unit,
                "is_paused": share.is_paused,
                "phases": list(share.phases),
                "decided_at": iso(share.decided_at),
                "until": iso(share.until),
                "reason": share.reason,
            }
        )
    return found
