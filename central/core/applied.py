"""What an answered call changed at the charger: the price it shows, the power it may draw.

A price or limit counts only when the charger accepted it. A refusal of the price key means that the
charger cannot show prices; silence means nothing.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from contract.costmsg import DEFAULT_PRICE_KEY

NOMINAL_VOLTAGE_V: Final = 230.0
"""Phase to neutral, where a limit in A is read as W (OCPP 1.6 leaves it to the site)."""
DEFAULT_PHASES: Final = 3
"""numberPhases where it is absent (OCPP 1.6, 7.8)."""
MAX_TEXT: Final = 200

REFUSALS: Final = frozenset(
    {
        "Rejected",
        "NotSupported",
        "NotImplemented",
        "UnknownVendorId",
        "UnknownMessageId",
        "UnlockFailed",
        "Failed",
        "VersionMismatch",
        "Occupied",
        "Faulted",
        "Unavailable",
    }
)
"""Statuses of a CALLRESULT by which a charger says no. `Unknown` of ClearChargingProfile is none of
them: nothing matched, so nothing limits."""


@dataclass(frozen=True, slots=True)
class PriceShown:
    """The charger shows this price from now on."""

    per_kwh: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class NoDisplay:
    """The charger cannot show a price."""


@dataclass(frozen=True, slots=True)
class PowerLimited:
    """The whole charger's power is limited; None = not any more."""

    limit_w: float | None
    until: datetime | None


Applied = PriceShown | NoDisplay | PowerLimited


def outcome_of(answer: dict[str, Any]) -> str:
    """`accepted` or `rejected`, from the payload of a CALLRESULT."""
    return "rejected" if answer.get("status") in REFUSALS else "accepted"


def applied(action: str, payload: dict[str, Any], answer: dict[str, Any]) -> Applied | None:
    """What a CALLRESULT to this call means for price and power; None = nothing.

    Args:
        action: of the call.
        payload: of the call, valid by its schema.
        answer: of the CALLRESULT.
    """
    status = answer.get("status")
    match action:
        case "ChangeConfiguration" if payload.get("key") == DEFAULT_PRICE_KEY:
            if status == "Accepted":
                return _price(payload["value"])
            return NoDisplay() if status in {"Rejected", "NotSupported"} else None
        case "SetChargingProfile" if status == "Accepted":
            return _limit(payload)
        case "ClearChargingProfile" if status in {"Accepted", "Unknown"}:
            return PowerLimited(None, None) if _clears_whole_charger(payload) else None
        case _:
            return None


def _price(value: str) -> PriceShown | None:
    try:
        data = json.loads(value, parse_float=Decimal)
        per_kwh = Decimal(data["chargingPrice"]["kWhPrice"])
    except (ValueError, KeyError, TypeError, InvalidOperation):
        return None
    return PriceShown(per_kwh, str(data.get("priceText", ""))[:MAX_TEXT])


def _limit(payload: dict[str, Any]) -> PowerLimited | None:
    profile = payload["csChargingProfiles"]
    if payload["connectorId"] != 0 or profile["chargingProfilePurpose"] != "ChargePointMaxProfile":
        return None
    schedule = profile["chargingSchedule"]
    period = schedule["chargingSchedulePeriod"][0]
    limit_w = float(period["limit"])
    if schedule["chargingRateUnit"] == "A":
        limit_w *= NOMINAL_VOLTAGE_V * period.get("numberPhases", DEFAULT_PHASES)
    return PowerLimited(limit_w, _end(profile, schedule))


def _end(profile: dict[str, Any], schedule: dict[str, Any]) -> datetime | None:
    ends = []
    if "duration" in schedule and "startSchedule" in schedule:
        start = datetime.fromisoformat(schedule["startSchedule"])
        ends.append(start + timedelta(seconds=schedule["duration"]))
    if "validTo" in profile:
        ends.append(datetime.fromisoformat(profile["validTo"]))
    aware = [end if end.tzinfo else end.replace(tzinfo=UTC) for end in ends]
    return min(aware, default=None)


def _clears_whole_charger(payload: dict[str, Any]) -> bool:
    purpose = payload.get("chargingProfilePurpose", "ChargePointMaxProfile")
    return bool(payload.get("connectorId", 0) == 0 and purpose == "ChargePointMaxProfile")
