"""Stations as pages see them, and what changed since the last look.

One function makes a station's item, for REST and for the stream alike, and rounds its figures so
that noise makes no events: risk to 0.01, temperature to 0.5 C, load to 0.1 kW. Instants alone
(last seen, time of the score) make no event; they travel with the next change, at the latest after
`REFRESH_S`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from central.core import metrics
from central.core.desired import Accepted, overrides_by_station
from central.core.facts import StationFacts
from central.core.heal import Heal, Override
from central.core.price_locks import carried
from central.core.pricing import PriceKind
from central.core.reroute import station_distance_km
from central.core.tariff_hours import next_change, rate_at, zone_of
from central.services.control_records import HealRow, NetworkRows, StationInfo
from central.services.items import iso, iso_or_none, money
from contract.costmsg import rounded
from contract.ids import StationId

PUBLIC_KEYS: Final = (
    "id",
    "name",
    "city",
    "city_name",
    "state_name",
    "latitude_deg",
    "longitude_deg",
    "network",
    "location_type",
    "charger_type",
    "power_kw",
    "connector_types",
    "ports",
    "state",
    "wait_min",
    "price",
    "alternative",
    "updated_at",
)
"""What anybody may see: never a risk."""
ARRIVALS_WINDOW: Final = timedelta(hours=2)
"""Long enough for some sessions to begin, short enough to be of this time of day."""
QUIET_KEYS: Final = frozenset({"updated_at", "last_seen_at"})
REFRESH_S: Final = 30.0
"""Real seconds after which quiet keys are sent although nothing else changed."""
PUBLIC_REASONS: Final = {
    PriceKind.SURGE: "this station is busy and takes a break from full load",
    PriceKind.DISCOUNT: "a busy neighbour sends its drivers here",
}


@dataclass(frozen=True, slots=True)
class _Around:
    """What an item needs beside the station itself."""

    stations: Mapping[StationId, StationFacts]
    accepted: Mapping[Any, Accepted]
    heals: Mapping[StationId, HealRow]
    by_target: Mapping[StationId, HealRow]
    overrides: Mapping[StationId, Override]
    now: datetime


def with_session_means(network: NetworkRows, means_min: Mapping[StationId, float]) -> NetworkRows:
    """The network with each station's mean session length; where none ended, the network's."""
    overall = sum(means_min.values()) / len(means_min) if means_min else None
    stations = {
        key: replace(station, session_mean_min=means_min.get(key, overall))
        for key, station in network.stations.items()
    }
    return replace(network, stations=stations)


def with_arrivals(
    network: NetworkRows, starts: Mapping[StationId, int], window: timedelta
) -> NetworkRows:
    """The network with each station's arrivals in an hour, from the sessions of a window."""
    hours = window.total_seconds() / 3600.0
    stations = {
        key: replace(station, arrivals_per_h=starts.get(key, 0) / hours)
        for key, station in network.stations.items()
    }
    return replace(network, stations=stations)


def station_items(
    network: NetworkRows, heals: Iterable[HealRow], now: datetime
) -> list[dict[str, Any]]:
    """All stations by id, with the keys of operations (public ones among them)."""
    rows = list(heals)
    by_station = {row.heal.station: row for row in rows}
    around = _Around(
        stations=network.stations,
        accepted=network.accepted,
        heals=by_station,
        by_target={row.heal.target: row for row in rows if row.heal.target is not None},
        overrides=overrides_by_station({key: row.heal for key, row in by_station.items()}),
        now=now,
    )
    return [
        _item(station, network.info[key], around)
        for key, station in sorted(network.stations.items())
    ]


def public_part(item: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that anybody may see, as far as the item (or patch) has them."""
    return {key: item[key] for key in PUBLIC_KEYS if key in item}


def is_public(item: Mapping[str, Any]) -> bool:
    """A station without coordinates (a newcomer nobody placed) is not on the public map."""
    return item["latitude_deg"] is not None and item["longitude_deg"] is not None


class PatchMaker:
    """Remembers what was told last; `patches` gives what changed since."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[dict[str, Any], float]] = {}

    def patches(self, items: Iterable[dict[str, Any]], now_s: float) -> list[dict[str, Any]]:
        """Changed keys by station, each with its id; at the first look everything.

        Args:
            items: all stations.
            now_s: real seconds that only grow.
        """
        found = []
        for item in items:
            before, told_at_s = self._told.get(item["id"], ({}, now_s))
            changed = {k: v for k, v in item.items() if k not in before or before[k] != v}
            is_loud = any(_is_loud(key, value, before) for key, value in changed.items())
            if not changed or not (is_loud or now_s - told_at_s >= REFRESH_S):
                continue
            self._told[item["id"]] = (item, now_s)
            found.append({"id": item["id"], **changed})
        return found


def _is_loud(key: str, value: Any, before: Mapping[str, Any]) -> bool:
    if key in QUIET_KEYS:
        return False
    if key == "risk" and value and before.get("risk"):
        return bool({**value, "at": None} != {**before["risk"], "at": None})
    return True


def _item(station: StationFacts, info: StationInfo, around: _Around) -> dict[str, Any]:
    now = around.now
    ports = metrics.station_ports(station, now)
    used = metrics.utilisation(station.chargers, now)
    rated_w = metrics.rated_w(station)
    shown = _shown_price(station, around)
    wait = metrics.wait_min(ports, station.session_mean_min, station.arrivals_per_h)
    load_w = metrics.load_w(station)
    risk = metrics.worst_score(station)
    money_at_risk = metrics.revenue_at_risk_per_h(station, shown)
    return {
        "id": station.id,
        "name": station.name,
        "city": info.city,
        "city_name": info.city_name,
        "state_name": info.state_name,
        "latitude_deg": station.latitude_deg,
        "longitude_deg": station.longitude_deg,
        "network": info.network,
        "location_type": info.location_type,
        "charger_type": info.charger_type,
        "power_kw": _strongest_kw(station),
        "connector_types": sorted({t for c in station.chargers for t in c.connector_types}),
        "ports": {
            "total": ports.total,
            "available": ports.available,
            "occupied": ports.occupied,
            "out_of_service": ports.out_of_service,
        },
        "state": metrics.station_state(station, now).value,
        "wait_min": _round(wait, 1),
        "price": _price(station, shown, around),
        "alternative": _alternative(station, shown, around),
        "updated_at": iso_or_none(info.last_seen_at),
        "risk": None
        if risk is None
        else {
            "value": round(risk.risk, 2),
            "level": risk.level,
            "cause": risk.cause,
            "at": iso(risk.at),
        },
        "temperature_c": _half(metrics.hottest_c(station)),
        "ambient_c": _half(metrics.ambient_c(station)),
        "load_kw": None if load_w is None else round(load_w / 1000.0, 1),
        "rated_kw": round(rated_w / 1000.0, 1) if rated_w else None,
        "utilisation": _round(used, 2),
        "limit_kw": _limit_kw(station, around),
        "heal": _heal(station, around),
        "revenue_at_risk_per_h": None
        if money_at_risk is None
        else money(rounded(money_at_risk, 1)),
        "revenue_index": _round(metrics.revenue_index(shown, used, station.session_mean_min), 1),
        "last_seen_at": iso_or_none(info.last_seen_at),
        "simulated": station.simulated,
    }


def _shown_price(station: StationFacts, around: _Around) -> Decimal:
    """The highest price that one of its chargers accepted and shows; base where none shows any."""
    prices = [
        price
        for charger in station.chargers
        if (price := around.accepted[charger.id].price_per_kwh) is not None
    ]
    return max(prices, default=station.base_per_kwh)


def _kind(station: StationFacts, shown: Decimal, around: _Around) -> PriceKind:
    base, now = rounded(station.base_per_kwh), rounded(shown)
    # a tariff has other prices of its own: by the hour, or at one of the chargers
    has_tariffs = station.terms is not None or any(each.terms for each in station.chargers)
    if now == base or (has_tariffs and station.id not in around.overrides):
        return PriceKind.BASE
    return PriceKind.SURGE if now > base else PriceKind.DISCOUNT


def _price(station: StationFacts, shown: Decimal, around: _Around) -> dict[str, Any]:
    kind = _kind(station, shown, around)
    override = around.overrides.get(station.id)
    if kind is PriceKind.BASE:
        override = None
    return {
        "per_kwh": money(shown),
        "base_per_kwh": money(station.base_per_kwh),
        "currency": station.currency,
        "kind": kind.value,
        "reason": PUBLIC_REASONS.get(kind),
        "until": iso(override.until) if override else None,
        "next": _next_price(station, override, around.now) if override else None,
    }


def _next_price(station: StationFacts, override: Override, now: datetime) -> dict[str, Any]:
    """What follows an override: the next hour of the tariff under it, or the price without it."""
    per_kwh, at = station.base_per_kwh, override.until
    if station.terms is not None:
        tariff, zone = station.terms.tariff, zone_of(station.terms.time_zone)
        per_kwh = rate_at(tariff, zone, at).per_kwh
        following = next_change(tariff, zone, now)
        if following is not None and following.start_at < at:
            at = following.start_at
            per_kwh = carried(following.rate.per_kwh, override.base_per_kwh, override.per_kwh)
    return {"per_kwh": money(per_kwh), "at": iso(at)}


def _alternative(station: StationFacts, shown: Decimal, around: _Around) -> dict[str, Any] | None:
    row = around.heals.get(station.id)
    if (
        row is None
        or row.heal.discount is None
        or _kind(station, shown, around) is not PriceKind.SURGE
    ):
        return None
    target = around.stations.get(row.heal.discount.station)
    distance = None if target is None else station_distance_km(station, target)
    if target is None or distance is None:
        return None
    return {
        "id": target.id,
        "name": target.name,
        "distance_km": round(distance, 1),
        "per_kwh": money(_shown_price(target, around)),
    }


def _heal(station: StationFacts, around: _Around) -> dict[str, Any] | None:
    own, other = around.heals.get(station.id), around.by_target.get(station.id)
    row = own or other
    if row is None:
        return None
    heal: Heal = row.heal
    return {
        "id": row.id,
        "state": heal.state.value,
        "role": "stressed" if own else "target",
        "since": iso(heal.opened_at),
    }


def _limit_kw(station: StationFacts, around: _Around) -> float | None:
    """Power that the station may draw, where a charger accepted a limit that is still in force."""
    limits = {
        charger.id: around.accepted[charger.id].power_limit_w
        for charger in station.chargers
        if _is_limited(around.accepted[charger.id], around.now)
    }
    if not limits:
        return None
    total_w = sum(limits.get(c.id) or c.rated_power_w or 0.0 for c in station.chargers)
    return round(total_w / 1000.0, 1)


def _is_limited(accepted: Accepted, now: datetime) -> bool:
    until = accepted.power_limit_until
    return accepted.power_limit_w is not None and (until is None or until > now)


def _strongest_kw(station: StationFacts) -> float | None:
    powers = [w for c in station.chargers if (w := c.connector_power_w or c.rated_power_w)]
    return round(max(powers) / 1000.0, 1) if powers else None


def _round(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _half(value_c: float | None) -> float | None:
    """To half a degree."""
    return None if value_c is None else round(value_c * 2) / 2
