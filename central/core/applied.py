"""What an answered call changed at the charger: the price it shows, the power it may draw.

A price or limit counts only when the charger accepted it. A refusal of the price key means that the
charger cannot show prices; silence means nothing.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from central.core.displays import READ_KEYS, Display, display_of, is_ours
from central.core.ranges import POWER_W, PRICE_PER_KWH
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
        "NotFound",
        "InvalidCertificate",
        "RevokedCertificate",
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
    per_hour: Decimal | None = None
    flat: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NoDisplay:
    """The charger cannot show a price."""


@dataclass(frozen=True, slots=True)
class PowerLimited:
    """The whole charger's power is limited; None = not any more."""

    limit_w: float | None
    until: datetime | None
    by: str | None = None
    """Purpose of the profiles that limit it; None = one for the whole charger."""


@dataclass(frozen=True, slots=True)
class DisplayRead:
    """What the charger's display can do with prices."""

    display: Display


@dataclass(frozen=True, slots=True)
class DisplaySet:
    """The charger took a value of its display, or did not."""

    key: str
    value: str
    is_taken: bool


Applied = PriceShown | NoDisplay | PowerLimited | DisplayRead | DisplaySet


def outcome_of(answer: dict[str, Any]) -> str:
    """`accepted` or `rejected`, from the payload of a CALLRESULT."""
    return "rejected" if _status(answer) in REFUSALS else "accepted"


def applied(action: str, payload: dict[str, Any], answer: dict[str, Any]) -> Applied | None:
    """What a CALLRESULT to this call means for price and power; None = nothing.

    Args:
        action: of the call.
        payload: of the call, valid by its schema.
        answer: of the CALLRESULT.
    """
    status = _status(answer)
    match action:
        case "ChangeConfiguration":
            return _configured(payload, status)
        case "GetConfiguration" if set(READ_KEYS) <= set(payload.get("key", ())):
            return DisplayRead(display_of(answer))
        case "SetChargingProfile" if status == "Accepted":
            return _limit(payload)
        case "ClearChargingProfile" if status in {"Accepted", "Unknown"}:
            return PowerLimited(None, None) if _clears_whole_charger(payload) else None
        case _:
            return None


def _configured(payload: dict[str, Any], status: str) -> Applied | None:
    key, value = payload["key"], payload["value"]
    if key == DEFAULT_PRICE_KEY:
        if status == "Accepted":
            return _price(value)
        return NoDisplay() if status in {"Rejected", "NotSupported"} else None
    if not is_ours(key) or not status:
        return None
    return DisplaySet(key, value, is_taken=status in {"Accepted", "RebootRequired"})


def _status(answer: dict[str, Any]) -> str:
    """Status of an answer; a charger may send anything there."""
    status = answer.get("status")
    return status if isinstance(status, str) else ""


def _price(value: str) -> PriceShown | None:
    """A price that nobody can pay is none."""
    try:
        data = json.loads(value, parse_float=Decimal)
        told = data["chargingPrice"]
        prices = [Decimal(told["kWhPrice"])]
        prices += [Decimal(told.get(name, 0)) for name in ("hourPrice", "flatFee")]
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation):
        return None
    if any(not each.is_finite() or not PRICE_PER_KWH.holds(float(each)) for each in prices):
        return None
    text = str(data.get("priceText", "")).encode("utf-8", "replace").decode()
    per_kwh, per_hour, flat = prices
    return PriceShown(per_kwh, text[:MAX_TEXT], per_hour, flat)


def _limit(payload: dict[str, Any]) -> PowerLimited | None:
    profile = payload["csChargingProfiles"]
    if payload["connectorId"] != 0 or profile["chargingProfilePurpose"] != "ChargePointMaxProfile":
        return None
    schedule = profile["chargingSchedule"]
    period = schedule["chargingSchedulePeriod"][0]
    limit_w = float(period["limit"])
    if schedule["chargingRateUnit"] == "A":
        limit_w *= NOMINAL_VOLTAGE_V * period.get("numberPhases", DEFAULT_PHASES)
    return PowerLimited(min(max(limit_w, 0.0), POWER_W.high), _end(profile, schedule))


def _end(profile: dict[str, Any], schedule: dict[str, Any]) -> datetime | None:
    """The earlier end; one that no calendar has is none."""
    ends = [_instant(profile["validTo"])] if "validTo" in profile else []
    start = _instant(schedule["startSchedule"]) if "startSchedule" in schedule else None
    if start is not None and "duration" in schedule:
        ends.append(_after(start, schedule["duration"]))
    return min((end for end in ends if end is not None), default=None)


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _after(start: datetime, duration_s: float) -> datetime | None:
    try:
        return start + timedelta(seconds=duration_s)
    except OverflowError:
        return None


def _clears_whole_charger(payload: dict[str, Any]) -> bool:
    purpose = payload.get("chargingProfilePurpose", "ChargePointMaxProfile")
    return bool(payload.get("connectorId", 0) == 0 and purpose == "ChargePointMaxProfile")
