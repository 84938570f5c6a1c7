"""What a charger should show and give, against what it accepted: the calls that close the gap.

The accepted values are the only truth about a charger. A charger that booted after it accepted
something is told again. Nothing is asked of a charger that is not connected or never booted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from central.core.facts import ChargerFacts, StationFacts
from central.core.heal import Heal, HealState, Override
from central.core.pricing import Neighbour, PriceKind, display_text
from central.core.reroute import station_distance_km
from contract.costmsg import rounded
from contract.ids import ChargePointId, StationId

LIMIT_TOLERANCE_RATIO: Final = 0.01
"""A limit that was sent in A comes back rounded to 0.1 A."""
UNTIL_TOLERANCE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a charger accepted over OCPP, and when."""

    registration: str = "accepted"
    connected: bool = True
    booted_at: datetime | None = None
    can_show_price: bool | None = None
    price_per_kwh: Decimal | None = None
    price_text: str | None = None
    price_accepted_at: datetime | None = None
    power_limit_w: float | None = None
    power_limit_until: datetime | None = None
    power_limit_accepted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a charger should show and how much it may give; no limit = None."""

    kind: PriceKind
    per_kwh: Decimal
    currency: str
    text: str
    limit_w: float | None
    limit_until: datetime | None


@dataclass(frozen=True, slots=True)
class ShowPrice:
    """Ask a charger to show a price."""

    charge_point: ChargePointId
    kind: PriceKind
    per_kwh: Decimal
    currency: str
    text: str
    replaces: Decimal | None
    """The price that the charger shows now, where it is another one."""


@dataclass(frozen=True, slots=True)
class HoldPower:
    """Ask a charger to stay below a power until an instant."""

    charge_point: ChargePointId
    limit_w: float
    until: datetime


@dataclass(frozen=True, slots=True)
class FreePower:
    """Ask a charger to forget our limit."""

    charge_point: ChargePointId


Ask: TypeAlias = ShowPrice | HoldPower | FreePower


def overrides_by_station(heals: Mapping[StationId, Heal]) -> dict[StationId, Override]:
    """Prices in force; by the loop's invariant at most one a station."""
    return {
        override.station: override
        for heal in heals.values()
        if heal.state is not HealState.ENDED
        for override in (heal.surge, heal.discount)
        if override is not None
    }


def cheaper_neighbour(
    station: StationFacts, heal: Heal | None, stations: Mapping[StationId, StationFacts]
) -> Neighbour | None:
    """The discounted station that a surged one points to."""
    if heal is None or heal.discount is None:
        return None
    target = stations.get(heal.discount.station)
    if target is None:
        return None
    distance = station_distance_km(station, target)
    return Neighbour(target.name, distance, heal.discount.per_kwh)


def wanted_of(
    charger: ChargerFacts,
    station: StationFacts,
    heal: Heal | None,
    override: Override | None,
    neighbour: Neighbour | None,
) -> Wanted:
    """What one charger should show and give.

    Args:
        charger: the charger.
        station: its station.
        heal: the open heal of that station.
        override: the price in force there, of whichever heal.
        neighbour: where it is cheaper, at a surged station.
    """
    limit_w = until = None
    if heal is not None and heal.has_limit and charger.id in heal.stressed:
        until = heal.limit_until
        if charger.rated_power_w is not None:
            limit_w = heal.power_ratio * charger.rated_power_w
    kind = override.kind if override else PriceKind.BASE
    per_kwh = override.per_kwh if override else station.base_per_kwh
    text = display_text(
        kind,
        per_kwh,
        station.currency,
        neighbour if kind is PriceKind.SURGE else None,
        None if limit_w is None else limit_w / 1000.0,
    )
    return Wanted(kind, per_kwh, station.currency, text, limit_w, until)


def asks(charge_point: ChargePointId, wanted: Wanted, accepted: Accepted) -> tuple[Ask, ...]:
    """Calls that bring one charger to what is wanted; power first.

    A charger that refused to show any price is not asked again before it booted anew: its price
    stays the base price by itself.
    """
    if not accepted.connected or accepted.registration != "accepted" or accepted.booted_at is None:
        return ()
    found: list[Ask] = []
    if wanted.limit_w is not None and wanted.limit_until is not None:
        if not _holds_limit(wanted.limit_w, wanted.limit_until, accepted):
            found.append(HoldPower(charge_point, wanted.limit_w, wanted.limit_until))
    elif accepted.power_limit_w is not None:
        found.append(FreePower(charge_point))
    never_shows = accepted.can_show_price is False and accepted.price_per_kwh is None
    if not never_shows and not _shows(wanted, accepted):
        shown = accepted.price_per_kwh
        other = shown is not None and rounded(shown) != rounded(wanted.per_kwh)
        found.append(
            ShowPrice(
                charge_point,
                wanted.kind,
                wanted.per_kwh,
                wanted.currency,
                wanted.text,
                shown if other else None,
            )
        )
    return tuple(found)


def _holds_limit(limit_w: float, until: datetime, accepted: Accepted) -> bool:
    return (
        accepted.power_limit_w is not None
        and abs(accepted.power_limit_w - limit_w) <= LIMIT_TOLERANCE_RATIO * limit_w
        and accepted.power_limit_until is not None
        and until - accepted.power_limit_until <= UNTIL_TOLERANCE
        and not _booted_since(accepted.power_limit_accepted_at, accepted)
    )


def _shows(wanted: Wanted, accepted: Accepted) -> bool:
    return (
        accepted.price_per_kwh is not None
        and rounded(accepted.price_per_kwh) == rounded(wanted.per_kwh)
        and accepted.price_text == wanted.text
        and not _booted_since(accepted.price_accepted_at, accepted)
    )


def _booted_since(accepted_at: datetime | None, accepted: Accepted) -> bool:
    return accepted_at is None or accepted.booted_at is None or accepted.booted_at > accepted_at
