"""What a charger should show and give, against what it accepted: the calls that close the gap.

The accepted values are the only truth about a charger. A charger that booted after it accepted
something is told again. Nothing is asked of a charger that is not connected or never booted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from central.core.displays import Display, next_write, wanted_values
from central.core.facts import ChargerFacts, StationFacts
from central.core.heal import Heal, HealState, Override
from central.core.price_locks import carried
from central.core.price_words import tariff_notes
from central.core.pricing import Neighbour, PriceKind, Wording, display_text
from central.core.reroute import station_distance_km
from central.core.tariff_hours import rate_at, zone_of
from central.core.tariffs import ZERO, Terms, plain_tariff
from contract.costmsg import DECIMALS, default_text_value, rounded
from contract.ids import ChargePointId, StationId

LIMIT_TOLERANCE_RATIO: Final = 0.01
LIMIT_TOLERANCE_W: Final = 70.0
"""A limit that was sent in A comes back rounded down to 0.1 A on three phases."""
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
    power_limit_by: str | None = None
    """Purpose of the profiles that carry it; None = one for the whole charger."""
    misses_session: bool = False
    """A session began that profiles of single sessions do not limit."""
    display: Display | None = None
    display_read_at: datetime | None = None

    @property
    def decimals(self) -> int:
        """Places of money that its display has."""
        return DECIMALS if self.display is None else min(self.display.decimals, DECIMALS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a charger should show and how much it may give; no limit = None."""

    kind: PriceKind
    per_kwh: Decimal
    currency: str
    text: str
    limit_w: float | None
    limit_until: datetime | None
    per_hour: Decimal = ZERO
    flat: Decimal = ZERO
    text_offline: str = ""
    display_values: Mapping[str, str] = field(default_factory=dict)
    """What keys of its display should hold (`central.core.displays.wanted_values`)."""


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
    per_hour: Decimal = ZERO
    flat: Decimal = ZERO
    text_offline: str = ""
    decimals: int = DECIMALS


@dataclass(frozen=True, slots=True)
class ReadDisplay:
    """Ask a charger what its display can do with prices."""

    charge_point: ChargePointId


@dataclass(frozen=True, slots=True)
class SetDisplay:
    """Ask a charger to set one key of its display."""

    charge_point: ChargePointId
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class HoldPower:
    """Ask a charger to stay below a power until an instant."""

    charge_point: ChargePointId
    limit_w: float
    until: datetime
    by: str | None = None
    """Purpose of the profiles that carried its last limit: tried first."""


@dataclass(frozen=True, slots=True)
class FreePower:
    """Ask a charger to forget our limit."""

    charge_point: ChargePointId
    by: str | None = None
    """Purpose of the profiles that carry it."""


Ask: TypeAlias = ShowPrice | HoldPower | FreePower | ReadDisplay | SetDisplay


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


def wanted_of(  # noqa: PLR0913 (facts, one each)
    charger: ChargerFacts,
    station: StationFacts,
    heal: Heal | None,
    override: Override | None,
    neighbour: Neighbour | None,
    now: datetime,
    display: Display | None = None,
) -> Wanted:
    """What one charger should show and give.

    Args:
        charger: the charger.
        station: its station.
        heal: the open heal of that station.
        override: the price in force there, of whichever heal.
        neighbour: where it is cheaper, at a surged station.
        now: the instant, for the hours of a tariff.
        display: what the charger's display can do, where that was read.
    """
    limit_w = until = None
    if heal is not None and heal.has_limit and charger.id in heal.stressed:
        until = heal.limit_until
        if charger.rated_power_w is not None:
            limit_w = heal.power_ratio * charger.rated_power_w
    terms = (
        charger.terms
        or station.terms
        or Terms(plain_tariff(station.base_per_kwh, station.currency), station.time_zone)
    )
    zone = zone_of(terms.time_zone)
    rate = rate_at(terms.tariff, zone, now)
    per_kwh, kind = rate.per_kwh, PriceKind.BASE
    if override is not None:
        per_kwh = carried(rate.per_kwh, override.base_per_kwh, override.per_kwh)
        kind = override.kind

    def text(language: str, *, is_online: bool) -> str:
        notes = tariff_notes(terms.tariff, zone, now, language, is_online=is_online)
        return display_text(
            kind,
            per_kwh,
            station.currency,
            neighbour if kind is PriceKind.SURGE else None,
            None if limit_w is None else limit_w / 1000.0,
            Wording(language, notes),
        )

    shown, shown_offline = text("en", is_online=True), text("en", is_online=False)

    texts = {
        each: default_text_value(text(each, is_online=True), text(each, is_online=False))
        for each in (() if display is None else display.languages)
    }
    has_idle_fee = terms.tariff.idle is not None
    return Wanted(
        kind,
        per_kwh,
        station.currency,
        shown,
        limit_w,
        until,
        per_hour=rate.per_hour,
        flat=terms.tariff.flat,
        text_offline="" if shown_offline == shown else shown_offline,
        display_values={}
        if display is None
        else wanted_values(display, zone, now, texts, has_idle_fee=has_idle_fee),
    )


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
            by = accepted.power_limit_by
            found.append(HoldPower(charge_point, wanted.limit_w, wanted.limit_until, by))
    elif accepted.power_limit_w is not None:
        found.append(FreePower(charge_point, accepted.power_limit_by))
    never_shows = accepted.can_show_price is False and accepted.price_per_kwh is None
    if not never_shows and not _shows(wanted, accepted):
        shown = accepted.price_per_kwh
        places = accepted.decimals
        other = shown is not None and rounded(shown, places) != rounded(wanted.per_kwh, places)
        found.append(
            ShowPrice(
                charge_point,
                wanted.kind,
                wanted.per_kwh,
                wanted.currency,
                wanted.text,
                shown if other else None,
                wanted.per_hour,
                wanted.flat,
                wanted.text_offline,
                places,
            )
        )
    found += _display_asks(charge_point, wanted, accepted)
    return tuple(found)


def _display_asks(charge_point: ChargePointId, wanted: Wanted, accepted: Accepted) -> list[Ask]:
    """Only of a charger that took a price: others have no display for it."""
    if not accepted.can_show_price or accepted.price_per_kwh is None:
        return []
    display = accepted.display
    if display is None or _booted_since(accepted.display_read_at, accepted):
        return [ReadDisplay(charge_point)]
    missing = next_write(display, wanted.display_values)
    return [] if missing is None else [SetDisplay(charge_point, *missing)]


def _holds_limit(limit_w: float, until: datetime, accepted: Accepted) -> bool:
    tolerance_w = max(LIMIT_TOLERANCE_RATIO * limit_w, LIMIT_TOLERANCE_W)
    return (
        accepted.power_limit_w is not None
        and abs(accepted.power_limit_w - limit_w) <= tolerance_w
        and not accepted.misses_session
        and accepted.power_limit_until is not None
        and until - accepted.power_limit_until <= UNTIL_TOLERANCE
        and not _booted_since(accepted.power_limit_accepted_at, accepted)
    )


def _shows(wanted: Wanted, accepted: Accepted) -> bool:
    return (
        accepted.price_per_kwh is not None
        and rounded(accepted.price_per_kwh, accepted.decimals)
        == rounded(wanted.per_kwh, accepted.decimals)
        and accepted.price_text == wanted.text
        and not _booted_since(accepted.price_accepted_at, accepted)
    )


def _booted_since(accepted_at: datetime | None, accepted: Accepted) -> bool:
    return accepted_at is None or accepted.booted_at is None or accepted.booted_at > accepted_at
