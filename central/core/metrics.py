"""Figures of a charger and a station from what was reported: state, ports, utilisation, wait, risk.

The wait is an estimate of queueing, made from the sessions and the ports; it is never read from a
status. Money is exact until it leaves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from central.core.facts import ChargerFacts, ScoreFact, StationFacts
from contract.ocpp16 import IN_USE_STATUSES, USABLE_STATUSES, ChargePointStatus

CONTACT_GRACE: Final = timedelta(minutes=2)
"""A charger that lost its line is taken as present for so long: most come back within seconds."""


class State(StrEnum):
    """State of a charger from its connectors, and of a station from its chargers.

    All usable: operational; some: partial outage; none, or out of contact: offline.
    """

    OPERATIONAL = "operational"
    PARTIAL_OUTAGE = "partial_outage"
    OFFLINE = "offline"
    UNDER_MAINTENANCE = "under_maintenance"


@dataclass(frozen=True, slots=True)
class Ports:
    """Connectors of a station: total = available + occupied + out_of_service."""

    total: int
    available: int
    occupied: int
    out_of_service: int


def is_in_contact(charger: ChargerFacts, now: datetime) -> bool:
    """Whether what we know of the charger still counts."""
    if charger.connected:
        return True
    return charger.disconnected_at is not None and now - charger.disconnected_at < CONTACT_GRACE


def charger_ports(charger: ChargerFacts, now: datetime) -> Ports:
    """Ports of one charger; all of an unreachable one are out of service."""
    total = max(len(charger.connectors), len(charger.connector_types))
    if not is_in_contact(charger, now):
        return Ports(total, 0, 0, total)
    statuses = [connector.status for connector in charger.connectors]
    usable = sum(status in USABLE_STATUSES for status in statuses)
    available = sum(status == ChargePointStatus.AVAILABLE for status in statuses)
    return Ports(total, available, usable - available, total - usable)


def charger_state(charger: ChargerFacts, now: datetime) -> State:
    """State of a charger: all, some or none of its connectors usable."""
    ports = charger_ports(charger, now)
    if ports.total == 0 or ports.out_of_service == ports.total:
        return State.OFFLINE
    return State.PARTIAL_OUTAGE if ports.out_of_service else State.OPERATIONAL


def station_state(station: StationFacts, now: datetime) -> State:
    """State of a station from its chargers."""
    if station.under_maintenance:
        return State.UNDER_MAINTENANCE
    states = {charger_state(charger, now) for charger in station.chargers}
    if states <= {State.OFFLINE}:
        return State.OFFLINE
    return State.OPERATIONAL if states == {State.OPERATIONAL} else State.PARTIAL_OUTAGE


def station_ports(station: StationFacts, now: datetime) -> Ports:
    """Ports of all chargers together."""
    each = [charger_ports(charger, now) for charger in station.chargers]
    return Ports(
        sum(p.total for p in each),
        sum(p.available for p in each),
        sum(p.occupied for p in each),
        sum(p.out_of_service for p in each),
    )


def utilisation(chargers: Iterable[ChargerFacts], now: datetime) -> float | None:
    """Connectors in use over usable ones, 0..1; None with none usable."""
    in_use = usable = 0
    for charger in chargers:
        if is_in_contact(charger, now):
            statuses = [connector.status for connector in charger.connectors]
            in_use += sum(status in IN_USE_STATUSES for status in statuses)
            usable += sum(status in USABLE_STATUSES for status in statuses)
    return in_use / usable if usable else None


def wait_min(
    ports: Ports, session_mean_min: float | None, arrivals_per_h: float | None = None
) -> float | None:
    """Expected minutes until a driver who comes now gets a port: 0 while one is free.

    With all c ports busy it is the wait in an M/M/c/2c queue of those who find every port busy and
    stay. Sessions end independently, so that one ends every mean/c minutes (minimum of c
    exponential lengths), and k cars already wait with a probability proportional to rho^k, rho =
    arrivals x mean / c. At most c cars wait, more drive on: so the figure is finite however many
    come, where M/M/c has none from rho = 1 on. A queue cannot be seen over OCPP; without arrivals
    it is empty, and the wait mean/c.

    Args:
        ports: of the station.
        session_mean_min: mean length of its sessions, > 0.
        arrivals_per_h: sessions that began there lately, >= 0; None = not known.

    Returns:
        None with no usable port, or while no session length is known.
    """
    if ports.available:
        return 0.0
    busy = ports.occupied
    if not busy or session_mean_min is None:
        return None
    load = (arrivals_per_h or 0.0) * session_mean_min / 60.0 / busy
    greatest = busy - 1 if load > 1.0 else 0  # as powers of at most 1: no figure overflows
    weights = [load ** (waiting - greatest) for waiting in range(busy)]
    ahead = sum(k * weight for k, weight in enumerate(weights, start=1)) / sum(weights)
    return session_mean_min / busy * ahead


def revenue_index(
    price_per_kwh: Decimal, utilisation_ratio: float | None, session_mean_min: float | None
) -> float | None:
    """The simple index price x utilisation x session length: for ranking only, it has no unit."""
    if utilisation_ratio is None or session_mean_min is None:
        return None
    return float(price_per_kwh) * utilisation_ratio * session_mean_min


def revenue_at_risk_per_h(station: StationFacts, price_per_kwh: Decimal) -> Decimal | None:
    """Money per hour: sum over chargers of P(fail) x kWh per hour now x (price - energy cost).

    Args:
        station: facts.
        price_per_kwh: what a session that starts now pays.

    Returns:
        None while no charger has both a score and a power.
    """
    margin = price_per_kwh - station.energy_cost_per_kwh
    shares = [
        Decimal(str(charger.score.risk)) * Decimal(str(charger.power_w)) / 1000 * margin
        for charger in station.chargers
        if charger.score is not None and charger.power_w is not None
    ]
    return max(sum(shares, Decimal(0)), Decimal(0)) if shares else None


def worst_score(station: StationFacts) -> ScoreFact | None:
    """Score of the charger at highest risk: a station is as safe as its worst charger."""
    scores = [charger.score for charger in station.chargers if charger.score is not None]
    return max(scores, key=lambda score: score.risk, default=None)


def hottest_c(station: StationFacts) -> float | None:
    """Highest temperature of its chargers."""
    return max(_known(charger.temperature_c for charger in station.chargers), default=None)


def ambient_c(station: StationFacts) -> float | None:
    """Highest ambient temperature that its chargers measure."""
    return max(_known(charger.ambient_c for charger in station.chargers), default=None)


def load_w(station: StationFacts) -> float | None:
    """Power of all chargers that report one."""
    known = list(_known(charger.power_w for charger in station.chargers))
    return sum(known) if known else None


def rated_w(station: StationFacts) -> float:
    """Rated power of all chargers whose rating is known."""
    return sum(_known(charger.rated_power_w for charger in station.chargers))


def _known(values: Iterable[float | None]) -> Iterable[float]:
    return (value for value in values if value is not None)
