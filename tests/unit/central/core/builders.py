"""Facts of small networks, with defaults for everything a test does not care about."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from central.core.facts import (
    ChargerFacts,
    ConnectorFacts,
    Network,
    PastHeal,
    ScoreFact,
    StationFacts,
)
from central.core.levels import DEFAULT_LEVELS, level_of
from contract.ids import ChargePointId, ConnectorId, StationId

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
BASE = Decimal("0.40")


def score(risk: float, at: datetime = NOON, *, load_sensitive: bool = True) -> ScoreFact:
    return ScoreFact(at, risk, level_of(risk, DEFAULT_LEVELS), load_sensitive, "thermal")


def three_scores(risk: float, now: datetime = NOON, **more: Any) -> tuple[ScoreFact, ...]:
    return tuple(score(risk, now - timedelta(seconds=10 * n), **more) for n in range(3))


def charger(name: str = "CP1", **changes: Any) -> ChargerFacts:
    statuses = changes.pop("statuses", ("Available", "Available"))
    values: dict[str, Any] = {
        "id": ChargePointId(name),
        "rated_power_w": 150_000.0,
        "connector_power_w": 150_000.0,
        "current_type": "DC",
        "connector_types": ("CCS", "CCS"),
        "connectors": tuple(
            ConnectorFacts(ConnectorId(n), status) for n, status in enumerate(statuses, start=1)
        ),
        "telemetry_at": NOON,
        "temperature_c": 45.0,
        "ambient_c": 30.0,
        "power_w": 0.0,
        "load_ratio_15min": 0.5,
        "scores": three_scores(0.05),
    }
    return ChargerFacts(**(values | changes))


def station(name: str = "A", east_km: float = 0.0, **changes: Any) -> StationFacts:
    values: dict[str, Any] = {
        "id": StationId(name),
        "name": f"Station {name}",
        "operator": "us",
        "base_per_kwh": BASE,
        "energy_cost_per_kwh": Decimal("0.12"),
        "currency": "USD",
        "latitude_deg": 0.0,
        "longitude_deg": east_km / 111.195,
        "chargers": (charger(f"{name}-1"),),
    }
    return StationFacts(**(values | changes))


def stressed_station(name: str = "A", now: datetime = NOON, **changes: Any) -> StationFacts:
    hot = charger(f"{name}-1", scores=three_scores(0.8, now), power_w=140_000.0, temperature_c=82.0)
    return station(name, **({"chargers": (hot,)} | changes))


def network(
    *stations: StationFacts, past: dict[StationId, tuple[PastHeal, ...]] | None = None
) -> Network:
    return Network({each.id: each for each in stations}, past or {})


def by_station(heals: Iterable[Any]) -> dict[StationId, Any]:
    return {heal.station: heal for heal in heals}
