"""Charging profiles on the way to a charger: what they allow, and how the edge's own look.

The edge is the one writer of ChargePointMaxProfile toward a charger. The highest stack level wins
outright (OCPP 1.6, 3.13.2), so levels are kept apart:

    0    the site share: for ever, also without edge and central
    1..  central's limit, never above the site share
    top  the guard: the minimum of all; it ends by itself if the edge does not renew it
"""

import math
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

SHARE_ID: Final = 910_001
DEFAULT_ID: Final = 910_002
GUARD_ID: Final = 910_003
"""Ids of our profiles; central must not use them."""
WHOLE: Final = "ChargePointMaxProfile"
GUARD_HOLDS: Final = timedelta(minutes=15)
START_BEFORE: Final = timedelta(minutes=5)
"""A charger's clock may be this late; else a profile would not have begun."""
_DEFAULT_PHASES: Final = 3  # OCPP 1.6, 7.13


@dataclass(frozen=True, slots=True)
class Electricity:
    """How A become W at this site; `unit` is what the charger takes, W or A."""

    voltage_v: float
    phases: int
    unit: str = "W"

    def in_unit(self, power_w: float) -> float:
        """Power as the limit of a schedule, rounded down to a tenth (OCPP 1.6, 7.14)."""
        limit = power_w if self.unit == "W" else power_w / (self.voltage_v * self.phases)
        return math.floor(limit * 10.0) / 10.0


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a charger may draw, and until when; None = for ever."""

    power_w: float
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """It has not ended."""
        return self.until is None or at < self.until


def limit_of(payload: dict[str, Any], electricity: Electricity) -> Limit | None:
    """The lowest limit that a SetChargingProfile puts on the whole charger; None = it puts none.

    Raises:
        ValueError: if the profile cannot be read.
    """
    try:
        profile = payload["csChargingProfiles"]
        if profile["chargingProfilePurpose"] != WHOLE or payload["connectorId"] != 0:
            return None
        schedule = profile["chargingSchedule"]
        powers = [_power_w(each, schedule, electricity) for each in _periods(schedule)]
        return Limit(min(powers), _end(profile, schedule))
    except (KeyError, TypeError, AttributeError, OverflowError) as err:
        raise ValueError(f"no charging profile: {err!r}") from err


def capped(payload: dict[str, Any], cap_w: float, electricity: Electricity) -> dict[str, Any]:
    """A profile for the whole charger with no period above `cap_w`, and above our own level 0."""
    found = deepcopy(payload)
    profile = found["csChargingProfiles"]
    profile["stackLevel"] = max(int(profile.get("stackLevel", 0)), 1)
    schedule = profile["chargingSchedule"]
    for period in _periods(schedule):
        power_w = _power_w(period, schedule, electricity)
        if power_w > cap_w:
            ratio = cap_w / power_w
            period["limit"] = math.floor(float(period["limit"]) * ratio * 10.0) / 10.0
        if schedule["chargingRateUnit"] == "A":
            period.setdefault("numberPhases", _DEFAULT_PHASES)
    return found


def share_profile(power_w: float, electricity: Electricity) -> dict[str, Any]:
    """The site share: holds until it is replaced."""
    return _profile(SHARE_ID, 0, WHOLE, {}, electricity, power_w)


def default_profile(power_w: float, electricity: Electricity) -> dict[str, Any]:
    """TxDefaultProfile of each connector: what a session gets where nobody says more."""
    return _profile(DEFAULT_ID, 0, "TxDefaultProfile", {}, electricity, power_w)


def guard_profile(
    power_w: float, level: int, at: datetime, electricity: Electricity
) -> dict[str, Any]:
    """The guard's limit from now on; it ends after `GUARD_HOLDS` unless it is sent again."""
    start = at - START_BEFORE
    ends = {
        "duration": int((START_BEFORE + GUARD_HOLDS).total_seconds()),
        "startSchedule": start.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    return _profile(GUARD_ID, level, WHOLE, ends, electricity, power_w)


def _profile(
    profile_id: int,
    level: int,
    purpose: str,
    ends: dict[str, Any],
    electricity: Electricity,
    power_w: float,
) -> dict[str, Any]:
    period: dict[str, Any] = {"startPeriod": 0, "limit": electricity.in_unit(power_w)}
    if electricity.unit == "A":  # its default of 3 would cut a single-phase limit to a third
        period["numberPhases"] = electricity.phases
    return {
        "connectorId": 0,
        "csChargingProfiles": {
            "chargingProfileId": profile_id,
            "stackLevel": level,
            "chargingProfilePurpose": purpose,
            "chargingProfileKind": "Absolute" if ends else "Relative",
            "chargingSchedule": {
                **ends,
                "chargingRateUnit": electricity.unit,
                "chargingSchedulePeriod": [period],
            },
        },
    }


def _periods(schedule: dict[str, Any]) -> list[dict[str, Any]]:
    periods = schedule["chargingSchedulePeriod"]
    if not isinstance(periods, list) or not periods:
        raise ValueError("no charging profile: it has no period")
    return periods


def _power_w(period: dict[str, Any], schedule: dict[str, Any], electricity: Electricity) -> float:
    limit = float(period["limit"])
    if not limit >= 0.0:
        raise ValueError(f"limit {limit} is not allowed: 0 or more")
    if schedule["chargingRateUnit"] == "W":
        return limit
    return limit * electricity.voltage_v * int(period.get("numberPhases", _DEFAULT_PHASES))


def _end(profile: dict[str, Any], schedule: dict[str, Any]) -> datetime | None:
    ends = []
    if "validTo" in profile:
        ends.append(_instant(profile["validTo"]))
    if "duration" in schedule and "startSchedule" in schedule:
        length = timedelta(seconds=float(schedule["duration"]))
        ends.append(_instant(schedule["startSchedule"]) + length)
    return min(ends, default=None)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
