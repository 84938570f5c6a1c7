"""Figures of the whole network at one instant, from the same facts as those of each station."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from central.core import metrics
from central.core.facts import StationFacts
from central.core.metrics import Ports, State
from contract.ids import StationId


@dataclass(frozen=True, slots=True)
class NetworkMetrics:
    """Sums and means over all stations; None where nothing is known."""

    stations: Mapping[State, int]
    ports: Ports
    utilisation: float | None
    """Connectors in use over usable ones, 0..1."""
    waiting_stations: int
    """Stations without a free port."""
    longest_wait_min: float | None
    load_w: float
    rated_w: float
    risk_levels: Mapping[str, int]
    """Chargers by the level of their newest score."""
    revenue_at_risk_per_h: Mapping[str, Decimal]
    """Money per hour by currency."""


def network_metrics(
    stations: Iterable[StationFacts], prices: Mapping[StationId, Decimal], now: datetime
) -> NetworkMetrics:
    """The network's figures.

    Args:
        stations: facts of all of them.
        prices: what a session that starts now pays per kWh; the base price where it is missing.
        now: the instant.
    """
    places = list(stations)
    ports = [metrics.station_ports(each, now) for each in places]
    waits = [
        metrics.wait_min(p, each.session_mean_min, each.arrivals_per_h)
        for each, p in zip(places, ports, strict=True)
    ]
    known = [wait for wait in waits if wait is not None]
    money: dict[str, Decimal] = {}
    for each in places:
        price = prices.get(each.id, each.base_per_kwh)
        risk = metrics.revenue_at_risk_per_h(each, price)
        if risk is not None:
            money[each.currency] = money.get(each.currency, Decimal(0)) + risk
    return NetworkMetrics(
        stations=Counter(metrics.station_state(each, now) for each in places),
        ports=Ports(
            sum(p.total for p in ports),
            sum(p.available for p in ports),
            sum(p.occupied for p in ports),
            sum(p.out_of_service for p in ports),
        ),
        utilisation=metrics.utilisation((c for each in places for c in each.chargers), now),
        waiting_stations=sum(p.occupied > 0 and p.available == 0 for p in ports),
        longest_wait_min=max(known, default=None),
        load_w=sum(metrics.load_w(each) or 0.0 for each in places),
        rated_w=sum(metrics.rated_w(each) for each in places),
        risk_levels=Counter(
            c.score.level for each in places for c in each.chargers if c.score is not None
        ),
        revenue_at_risk_per_h=money,
    )
