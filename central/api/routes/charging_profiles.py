"""Charging profiles of chargers: held, set, cleared; and the schedule that follows from them."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from central.api.bodies import IsNumber
from central.api.charger_calls import UNDER_WAY, WAIT_DEFAULT_S, Asked, Reason, Wait, tell
from central.api.deps import Operator, Parts, Reader
from central.api.instants import InstantIn
from central.api.records import CommandAnswerOut, CommandTicketOut
from central.core.profiles import ACTIONS, CLEAR, SET, TX_PROFILE, AcceptedCall, installed
from central.services.errors import UnknownChargePointError
from central.services.items import iso
from contract.ids import ChargePointId

router = APIRouter(tags=["charging profiles"])

CALLS_MAX: Final = 1000
"""Calls to a charger that are looked at."""
Purpose = Literal["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"]
STRICT: Final = ConfigDict(extra="forbid")
Number = Annotated[int, Field(ge=0, le=2**31 - 1), IsNumber]
Seconds = Annotated[int, Field(ge=0, le=31_536_000), IsNumber]
Connector = Annotated[int, Field(ge=0, le=1000), IsNumber]


def _in_tenths(rate: float) -> float:
    """As OCPP wants it (7.14: at most one digit); binary fractions are not exact."""
    if abs(rate - round(rate, 1)) > TENTHS_OFF:
        raise ValueError("at most one digit after the point")
    return round(rate, 1)


TENTHS_OFF: Final = 1e-7
Rate = Annotated[
    float,
    Field(ge=0, le=1e7, json_schema_extra={"multipleOf": 0.1}),
    IsNumber,
    AfterValidator(_in_tenths),
]


class PeriodIn(BaseModel):
    """A step of a schedule (OCPP 1.6, 7.14)."""

    model_config = STRICT
    startPeriod: Seconds  # noqa: N815 (OCPP's names)
    limit: Rate
    numberPhases: Annotated[int, Field(ge=1, le=3), IsNumber] | None = None  # noqa: N815


class ScheduleIn(BaseModel):
    """What may be drawn when (OCPP 1.6, 7.13)."""

    model_config = STRICT
    chargingRateUnit: Literal["A", "W"]  # noqa: N815
    chargingSchedulePeriod: Annotated[list[PeriodIn], Field(min_length=1, max_length=1000)]  # noqa: N815
    duration: Seconds | None = None
    startSchedule: InstantIn | None = None  # noqa: N815
    minChargingRate: Rate | None = None  # noqa: N815


class ChargingProfileIn(BaseModel):
    """csChargingProfiles as OCPP 1.6 has it (7.8), in its own names."""

    model_config = STRICT
    chargingProfileId: Number  # noqa: N815
    stackLevel: Number  # noqa: N815
    chargingProfilePurpose: Purpose  # noqa: N815
    chargingProfileKind: Literal["Absolute", "Recurring", "Relative"]  # noqa: N815
    chargingSchedule: ScheduleIn  # noqa: N815
    transactionId: Number | None = None  # noqa: N815
    recurrencyKind: Literal["Daily", "Weekly"] | None = None  # noqa: N815
    validFrom: InstantIn | None = None  # noqa: N815
    validTo: InstantIn | None = None  # noqa: N815


class ProfileIn(BaseModel):
    """A profile for a connector; 0 = the whole charger."""

    model_config = STRICT
    connector_id: Connector
    profile: ChargingProfileIn


class HeldProfileOut(BaseModel):
    """A profile that the charger accepted."""

    connector_id: int
    profile: dict[str, Any]
    accepted_at: str


class HeldProfilesOut(BaseModel):
    """Profiles of a charger, in the order in which it accepted them."""

    charge_point: str
    items: list[HeldProfileOut]


@router.get("/chargers/{charger_id}/charging-profiles", response_model=HeldProfilesOut)
async def list_charging_profiles(charger_id: str, parts: Parts, _: Reader) -> dict[str, Any]:
    """Profiles that a charger accepted from us and nothing took away, as long as calls are kept."""
    charge_point = ChargePointId(charger_id)
    async with parts.uows.read() as uow:
        if await uow.charge_points.get(charge_point) is None:
            raise UnknownChargePointError(charger_id)
        rows = await uow.lists.answered(charge_point, ACTIONS, CALLS_MAX)
        calls = [AcceptedCall(r.action, r.payload, r.done_at or r.created_at) for r in rows]
        own = (each.profile for each in installed(calls))
        ids = {each["transactionId"] for each in own if _is_of_session(each)}
        ended = await uow.lists.ended_sessions(charge_point, ids)
    items = [
        {
            "connector_id": each.connector_id,
            "profile": dict(each.profile),
            "accepted_at": iso(each.accepted_at),
        }
        for each in installed(calls, ended)
    ]
    return {"charge_point": charger_id, "items": items}


@router.post("/chargers/{charger_id}/charging-profiles", responses=UNDER_WAY)
async def set_charging_profile(  # noqa: PLR0913 (parts of the request)
    charger_id: str,
    body: ProfileIn,
    parts: Parts,
    person: Operator,
    response: Response,
    wait: Wait = WAIT_DEFAULT_S,
    reason: Reason = "",
) -> CommandAnswerOut | CommandTicketOut:
    """Give a charger a profile (SetChargingProfile)."""
    profile = body.profile.model_dump(mode="json", exclude_none=True)
    payload = {"connectorId": body.connector_id, "csChargingProfiles": profile}
    asked = Asked(ChargePointId(charger_id), SET, payload, reason, wait)
    return await tell(parts, person, response, asked)


@router.delete("/chargers/{charger_id}/charging-profiles", responses=UNDER_WAY)
async def clear_charging_profiles(  # noqa: PLR0913 (parts of the request)
    charger_id: str,
    parts: Parts,
    person: Operator,
    response: Response,
    profile_id: Annotated[int | None, Query(ge=0, le=2**31 - 1)] = None,
    connector_id: Annotated[int | None, Query(ge=0, le=1000)] = None,
    purpose: Purpose | None = None,
    stack_level: Annotated[int | None, Query(ge=0, le=1000)] = None,
    wait: Wait = WAIT_DEFAULT_S,
    reason: Reason = "",
) -> CommandAnswerOut | CommandTicketOut:
    """Take away the profiles that fit all that is given (ClearChargingProfile); nothing = all."""
    given = {
        "id": profile_id,
        "connectorId": connector_id,
        "chargingProfilePurpose": purpose,
        "stackLevel": stack_level,
    }
    payload = {name: value for name, value in given.items() if value is not None}
    asked = Asked(ChargePointId(charger_id), CLEAR, payload, reason, wait)
    return await tell(parts, person, response, asked)


@router.post("/chargers/{charger_id}/composite-schedule", responses=UNDER_WAY)
async def get_composite_schedule(  # noqa: PLR0913 (parts of the request)
    charger_id: str,
    parts: Parts,
    person: Operator,
    response: Response,
    connector_id: Annotated[int, Query(ge=0, le=1000)] = 0,
    duration_s: Annotated[int, Query(ge=1, le=604_800)] = 3600,
    unit: Literal["A", "W"] | None = None,
    wait: Wait = WAIT_DEFAULT_S,
) -> CommandAnswerOut | CommandTicketOut:
    """Ask a charger which schedule follows from all of its profiles (GetCompositeSchedule)."""
    payload: dict[str, Any] = {"connectorId": connector_id, "duration": duration_s}
    if unit is not None:
        payload["chargingRateUnit"] = unit
    asked = Asked(ChargePointId(charger_id), "GetCompositeSchedule", payload, "schedule", wait)
    return await tell(parts, person, response, asked)


def _is_of_session(profile: Any) -> bool:
    return profile["chargingProfilePurpose"] == TX_PROFILE and "transactionId" in profile
