"""How a power limit is put to a charger: the ladder of charging profiles, and their words.

The first rung binds the whole charger. Where a charger refuses it, or says afterwards that it will
draw more, the next one is tried: every session that has no profile of its own, then the running
sessions one by one. A key of its vendor, or taking it out of service, is for a person. One fixed
id a place, so that a newer profile takes the older one's place (OCPP 1.6, 5.16.4).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import floor
from typing import Any, Final

from central.core.applied import DEFAULT_PHASES, NOMINAL_VOLTAGE_V
from central.core.load_sharing.profiles import HEALS_IDS

PROFILE_ID: Final = HEALS_IDS[0]
DEFAULT_ID: Final = 1969
SESSION_ID: Final = 1970
"""Of connector 1; those of the others follow."""
START_BEFORE: Final = timedelta(minutes=5)
"""A profile starts in the past: chargers' clocks differ."""
ABOVE_DEFAULTS: Final = 1
"""Stack level over a safe default at level 0, which stays and comes back; where there is one."""
FEATURES_KEY: Final = "SupportedFeatureProfiles"
LEVEL_KEY: Final = "ChargeProfileMaxStackLevel"
RATE_UNIT_KEY: Final = "ChargingScheduleAllowedChargingRateUnit"
CAPABILITY_KEYS: Final = (FEATURES_KEY, LEVEL_KEY, RATE_UNIT_KEY)
UNITS: Final = {"Current": "A", "Power": "W"}
"""Values of `RATE_UNIT_KEY` (OCPP 1.6, 9.4)."""
TOLD_TOLERANCE: Final = 1.05
"""Schedules are told in whole amperes, or by the charger's own voltage."""
TOLD_TOLERANCE_W: Final = 250.0


class Rung(StrEnum):
    """Purpose of the profiles that carry a limit (OCPP 1.6, 7.9), in the order of the ladder."""

    WHOLE = "ChargePointMaxProfile"
    DEFAULT = "TxDefaultProfile"
    SESSIONS = "TxProfile"


@dataclass(frozen=True, slots=True)
class SmartCharging:
    """What a charger says of its charging profiles (OCPP 1.6, 9.1 and 9.4)."""

    is_supported: bool = True
    """True where it does not say."""
    unit: str = "W"
    max_level: int = 0
    """Highest stack level; 0 = one place a purpose, or it does not say."""
    units: frozenset[str] = frozenset()
    """A and W, as far as it names them."""

    def unit_near(self, preferred: str) -> str:
        """The preferred unit, unless the charger names only the other."""
        return next(iter(self.units)) if self.units and preferred not in self.units else preferred


@dataclass(frozen=True, slots=True)
class Running:
    """A session at a connector."""

    connector_id: int
    transaction_id: int


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a charger may draw in all, until when, decided at `now`."""

    power_w: float
    until: datetime
    now: datetime


def read_smart_charging(configuration: Mapping[str, Any]) -> SmartCharging:
    """What the answer to GetConfiguration says; anything may stand there."""
    told: dict[str, str] = {}
    keys = configuration.get("configurationKey")
    for each in keys if isinstance(keys, list) else ():
        if isinstance(each, dict) and isinstance(each.get("key"), str):
            told[each["key"].lower()] = str(each.get("value") or "")
    features = told.get(FEATURES_KEY.lower(), "")
    units = told.get(RATE_UNIT_KEY.lower(), "")
    level = told.get(LEVEL_KEY.lower(), "")
    return SmartCharging(
        is_supported=not features or "smartcharging" in features.lower().replace(" ", ""),
        unit="A" if "Current" in units and "Power" not in units else "W",
        max_level=int(level) if level.isascii() and level.isdigit() else 0,
        units=frozenset(unit for word, unit in UNITS.items() if word in units),
    )


def ladder(start: str | None, *, keeps_default: bool = False) -> tuple[Rung, ...]:
    """Rungs in the order in which they are tried: the one that held before, then all others.

    Args:
        start: the rung that held before.
        keeps_default: the one place that the charger has for a default holds its safe one, which
            must not be lost.
    """
    rungs = [rung for rung in Rung if not (keeps_default and rung is Rung.DEFAULT)]
    return tuple(sorted(rungs, key=lambda rung: rung.value != start))


def profiles(
    rung: Rung,
    limit: Limit,
    smart: SmartCharging,
    connectors: int,
    sessions: Sequence[Running],
) -> list[dict[str, Any]]:
    """Payloads of SetChargingProfile that put a limit on a charger; without a session, none of it.

    Args:
        rung: which purpose carries it.
        limit: of the whole charger, shared evenly where each connector has its own.
        smart: what the charger takes.
        connectors: how many it has.
        sessions: those that run.
    """
    if rung is Rung.WHOLE:
        profile = {"chargingProfileId": PROFILE_ID, "stackLevel": 0}
        return [_payload(rung, 0, profile, limit, limit.power_w, smart.unit)]
    if rung is Rung.DEFAULT:
        level = min(smart.max_level, ABOVE_DEFAULTS)
        profile = {"chargingProfileId": DEFAULT_ID, "stackLevel": level}
        share_w = limit.power_w / max(connectors, 1)
        return [_payload(rung, 0, profile, limit, share_w, smart.unit)]
    share_w = limit.power_w / max(len(sessions), 1)
    return [
        _payload(
            rung,
            each.connector_id,
            {
                "chargingProfileId": SESSION_ID + each.connector_id - 1,
                "stackLevel": 0,
                "transactionId": each.transaction_id,
            },
            limit,
            share_w,
            smart.unit,
        )
        for each in sorted(sessions, key=lambda each: each.connector_id)
    ]


def clears(by: str | None, connectors: int) -> list[dict[str, Any]]:
    """Payloads of ClearChargingProfile that take away what may be left of ours.

    Args:
        by: the rung that carried the limit; those before it may have been taken as well.
        connectors: how many the charger has.
    """
    ids = [PROFILE_ID]
    if by in {Rung.DEFAULT, Rung.SESSIONS}:
        ids.append(DEFAULT_ID)
    if by == Rung.SESSIONS:
        ids += [SESSION_ID + number for number in range(connectors)]
    return [{"id": each} for each in ids]


def checked_connectors(rung: Rung, sessions: Iterable[Running]) -> list[int]:
    """Connectors whose composite schedule must be within the limit; 0 = all together."""
    return [0] if rung is Rung.WHOLE else sorted(each.connector_id for each in sessions)


def told_w(answer: Mapping[str, Any]) -> float | None:
    """The most that a charger says it may draw now (GetCompositeSchedule); None = it does not say.

    Schedules in amperes are read at the nominal voltage.
    """
    schedule = answer.get("chargingSchedule")
    if not isinstance(schedule, dict) or answer.get("status") != "Accepted":
        return None
    periods = schedule.get("chargingSchedulePeriod")
    first = periods[0] if isinstance(periods, list) and periods else None
    limit = first.get("limit") if isinstance(first, dict) else None
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit < 0:
        return None
    if schedule.get("chargingRateUnit") != "A":
        return float(limit)
    phases = first.get("numberPhases") if isinstance(first, dict) else None
    count = phases if isinstance(phases, int) and 1 <= phases <= DEFAULT_PHASES else DEFAULT_PHASES
    return float(limit) * NOMINAL_VOLTAGE_V * count


def contradicts(told: float | None, limit_w: float) -> bool:
    """Whether a charger says that it may draw more than it accepted."""
    return told is not None and told > TOLD_TOLERANCE * limit_w + TOLD_TOLERANCE_W


def _payload(
    rung: Rung,
    connector: int,
    profile: Mapping[str, Any],
    limit: Limit,
    share_w: float,
    unit: str,
) -> dict[str, Any]:
    """SetChargingProfile (OCPP 1.6, 5.16 and 7.8); the limit is rounded down to a tenth (7.14)."""
    start = limit.now - START_BEFORE
    in_unit = share_w if unit == "W" else share_w / (NOMINAL_VOLTAGE_V * DEFAULT_PHASES)
    period: dict[str, Any] = {"startPeriod": 0, "limit": floor(in_unit * 10.0 + 1e-6) / 10.0}
    if unit == "A":
        period["numberPhases"] = DEFAULT_PHASES
    return {
        "connectorId": connector,
        "csChargingProfiles": {
            **profile,
            "chargingProfilePurpose": rung.value,
            "chargingProfileKind": "Absolute",
            "chargingSchedule": {
                "duration": max(int((limit.until - start).total_seconds()), 1),
                "startSchedule": start.isoformat(timespec="seconds").replace("+00:00", "Z"),
                "chargingRateUnit": unit,
                "chargingSchedulePeriod": [period],
            },
        },
    }
