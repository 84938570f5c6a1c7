"""Shares as charging profiles: what a charger is asked, and what its answer means.

One fixed id for each connector, so that a newer profile takes the older one's place. Stack level 0
is the one that every charger has.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from central.core.load_sharing.facts import AcceptedLimit, Outlet, PlugKey, Share, Site
from central.core.load_sharing.loads import has_accepted, holds
from contract.ids import ChargePointId, ConnectorId

HEALS_IDS: Final = range(1968, 2970)
"""Profiles of heals (`central.core.power_profiles`): those are told and cleared there."""
DEFAULT_ID: Final = 2970
"""Id of the safe default; a session's profile at connector n has n more."""
LAST_ID: Final = 3970
STACK_LEVEL: Final = 0
START_BEFORE: Final = timedelta(minutes=5)
"""A profile starts in the past: chargers' clocks differ."""
DC_PHASES: Final = 3
"""A of a DC charger are those of its mains (OCPP 1.6, 7.13)."""
UNTIL_TOLERANCE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TellLimit:
    """Ask a charger to hold one session, or by default every session of its own, at a power."""

    charge_point: ChargePointId
    connector: int
    """0 = the safe default of each connector."""
    limit_w: float
    transaction_id: int | None
    until: datetime | None
    """None = for ever."""
    is_dc: bool
    voltage_v: float
    phases: int
    """So many carry the session's power; limits in A are of one."""
    lines: int
    """So many the charger may use."""
    reason: str


@dataclass(frozen=True, slots=True)
class ForgetLimit:
    """Ask a charger to forget a limit of ours."""

    charge_point: ChargePointId
    connector: int


@dataclass(frozen=True, slots=True)
class LimitTold:
    """The charger took a limit of a session (connector 1..), or its default (0)."""

    connector: int
    limit: "ToldLimit"


@dataclass(frozen=True, slots=True)
class ToldLimit:
    """As it was sent."""

    value: float
    unit: str
    phases: int
    until: datetime | None
    transaction_id: int | None


@dataclass(frozen=True, slots=True)
class LimitsForgotten:
    """The charger has no limit of a connector any more; None = of none."""

    connector: int | None
    whole: bool = False
    """It has none for the whole charger either."""


def payload_of(ask: TellLimit, unit: str, now: datetime) -> dict[str, Any]:
    """SetChargingProfile (OCPP 1.6, 5.16): TxProfile of a session, or TxDefaultProfile.

    Args:
        ask: what to tell.
        unit: A or W.
        now: simulated instant.
    """
    per_unit = 1.0 if unit == "W" else ask.voltage_v * ask.phases
    limit = math.floor(ask.limit_w / per_unit * 10.0 + 1e-6) / 10.0
    period: dict[str, Any] = {"startPeriod": 0, "limit": limit}
    if unit == "A":
        period["numberPhases"] = ask.lines
    schedule: dict[str, Any] = {"chargingRateUnit": unit, "chargingSchedulePeriod": [period]}
    profile: dict[str, Any] = {
        "chargingProfileId": DEFAULT_ID + ask.connector,
        "stackLevel": STACK_LEVEL,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Relative",
        "chargingSchedule": schedule,
    }
    if ask.until is not None:
        start = now - START_BEFORE
        schedule["startSchedule"] = start.isoformat(timespec="seconds").replace("+00:00", "Z")
        schedule["duration"] = max(int((ask.until - start).total_seconds()), 1)
        profile["chargingProfilePurpose"] = "TxProfile"
        profile["chargingProfileKind"] = "Absolute"
        profile["transactionId"] = ask.transaction_id
    return {"connectorId": ask.connector, "csChargingProfiles": profile}


def told_limit(payload: Mapping[str, Any], end: datetime | None) -> LimitTold | None:
    """What an accepted SetChargingProfile means for a session or the default; None = nothing.

    Of profiles that are not a heal's, only the level that is ours counts: a newer profile on it
    took the older one's place.

    Args:
        payload: of the call, valid by its schema.
        end: when it ends, where it does.
    """
    connector, profile = payload["connectorId"], payload["csChargingProfiles"]
    purpose = profile["chargingProfilePurpose"]
    if profile["chargingProfileId"] in HEALS_IDS:
        return None
    if profile["stackLevel"] != STACK_LEVEL or (purpose == "TxProfile") != (connector > 0):
        return None
    if purpose not in {"TxProfile", "TxDefaultProfile"}:
        return None
    schedule = profile["chargingSchedule"]
    period = max(schedule["chargingSchedulePeriod"], key=lambda each: float(each["limit"]))
    limit = ToldLimit(
        value=max(float(period["limit"]), 0.0),
        unit=schedule["chargingRateUnit"],
        phases=period.get("numberPhases", DC_PHASES),
        until=end,
        transaction_id=profile.get("transactionId"),
    )
    return LimitTold(connector, limit)


def forgotten_limits(payload: Mapping[str, Any]) -> LimitsForgotten | None:
    """What an accepted ClearChargingProfile took away of ours; None = nothing."""
    number = payload.get("id")
    if number is not None:
        is_ours = DEFAULT_ID <= number <= LAST_ID
        return LimitsForgotten(number - DEFAULT_ID) if is_ours else None
    purpose, connector = payload.get("chargingProfilePurpose"), payload.get("connectorId")
    if purpose == "ChargePointMaxProfile":
        return None
    if purpose == "TxDefaultProfile" and connector is None:
        connector = 0
    return LimitsForgotten(connector, whole=purpose is None and connector in (None, 0))


def sharing_asks(
    sites: Iterable[Site], shares: Mapping[PlugKey, Share], now: datetime
) -> list[TellLimit]:
    """What chargers have to be told: less first, then the safe defaults, then more."""
    less: list[TellLimit] = []
    rest: list[TellLimit] = []
    for site in sites:
        for outlet in site.outlets:
            if not outlet.connected or outlet.refuses or outlet.booted_at is None:
                continue
            if not _has_default(site, outlet, now):
                rest.append(_default(site, outlet))
            for plug in outlet.plugs:
                share = shares.get((outlet.id, plug.id))
                if share is None or share.transaction_id != plug.transaction_id:
                    continue
                accepted = outlet.limits.get(plug.id)
                if not _has_share(site, outlet, share, accepted, now):
                    is_less = share.limit_w < share.may_draw_w
                    (less if is_less else rest).append(_session(site, outlet, share))
    return less + sorted(rest, key=lambda each: each.connector > 0)


def _has_default(site: Site, outlet: Outlet, now: datetime) -> bool:
    default = outlet.default
    if default is None or not holds(default, outlet, now):
        return False
    told_w = default.power_w(site.voltage_v, len(outlet.lines))
    step_w = 1.0 if default.unit == "W" else site.voltage_v * len(outlet.lines) * 0.1
    return abs(told_w - outlet.safe_w) <= step_w + 1e-6


def _has_share(
    site: Site, outlet: Outlet, share: Share, accepted: AcceptedLimit | None, now: datetime
) -> bool:
    return (
        accepted is not None
        and holds(accepted, outlet, now)
        and has_accepted(share, accepted, site.voltage_v)
        and accepted.until is not None
        and share.until - accepted.until <= UNTIL_TOLERANCE
    )


def _default(site: Site, outlet: Outlet) -> TellLimit:
    return TellLimit(
        charge_point=outlet.id,
        connector=0,
        limit_w=outlet.safe_w,
        transaction_id=None,
        until=None,
        is_dc=outlet.is_dc,
        voltage_v=site.voltage_v,
        phases=len(outlet.lines),
        lines=len(outlet.lines),
        reason="what each of its sessions has in any case",
    )


def _session(site: Site, outlet: Outlet, share: Share) -> TellLimit:
    return TellLimit(
        charge_point=outlet.id,
        connector=share.connector,
        limit_w=share.limit_w,
        transaction_id=share.transaction_id,
        until=share.until,
        is_dc=outlet.is_dc,
        voltage_v=site.voltage_v,
        phases=len(share.phases),
        lines=len(outlet.lines),
        reason=share.reason,
    )


def profile_id(connector: ConnectorId | int) -> int:
    """Id of the profile of a connector; 0 = of the default."""
    return DEFAULT_ID + connector
