"""Fleets, scores and sessions in a real database, written through the repositories."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from central.services.records import (
    BootFacts,
    ConnectorStatus,
    LinkState,
    NewChargePoint,
    Station,
)
from central.services.unit_of_work import UnitsOfWork
from contract.ids import ChargePointId, EdgeId, StationId
from contract.messages import Contribution, Score, Telemetry, TemperatureOutlook

BASE = Decimal("0.40")


class SettableClock:
    """Simulated time that a test moves; one simulated second is one real one."""

    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at

    def real_s(self, simulated_s: float) -> float:
        return simulated_s


def place(key: str = "A", east_km: float = 0.0, **changes: Any) -> Station:
    values: dict[str, Any] = {
        "id": StationId(key),
        "name": f"Station {key}",
        "base_price_per_kwh": BASE,
        "energy_cost_per_kwh": Decimal("0.12"),
        "currency": "USD",
        "operator": "us",
        "network": "Net",
        "city": "phoenix",
        "city_name": "Phoenix",
        "state": "AZ",
        "latitude_deg": 33.0,
        "longitude_deg": -112.0 + east_km / 93.25,
        "simulated": True,
    }
    return Station(**(values | changes))


async def seed_stations(units: UnitsOfWork, now: datetime, *places: Station) -> None:
    """Stations with one connected, idle, two-port DC charger each: A has A-1."""
    async with units.write() as uow:
        await uow.stations.upsert(places)
        for each in places:
            key = ChargePointId(f"{each.id}-1")
            charger = NewChargePoint(
                key, each.id, "accepted", "V", "M", 150_000.0, 150_000.0, "DC", ("CCS", "CCS")
            )
            await uow.charge_points.upsert([charger])
            await uow.charge_points.record_boot(key, BootFacts("V", "M", "1", "1.0"), now)
            await uow.charge_points.save_links([LinkState(key, True, now)])
            await uow.charge_points.save_seen({key: now})
        await uow.commit()
    for each in places:
        await report(units, f"{each.id}-1", now)


async def report(
    units: UnitsOfWork, charger: str, now: datetime, statuses: Iterable[str] = ("Available",) * 2
) -> None:
    """StatusNotifications of a charger's connectors."""
    rows = [
        ConnectorStatus(ChargePointId(charger), n, status, "NoError", "", "", now, now)
        for n, status in enumerate(statuses, start=1)
    ]
    async with units.write() as uow:
        await uow.charge_points.save_statuses(rows)
        await uow.commit()


async def measure(
    units: UnitsOfWork,
    charger: str,
    at: datetime,
    *,
    risk: float = 0.05,
    temperature_c: float = 45.0,
    power_w: float = 60_000.0,
    times: int = 3,
    load_sensitive: bool = True,
    is_explained: bool = True,
) -> None:
    """`times` scores and readings of a charger, 10 s apart, the last at `at`."""
    level = (
        "low" if risk < 0.25 else "watch" if risk < 0.45 else "high" if risk < 0.6 else "critical"
    )
    key, edge = ChargePointId(charger), EdgeId("edge")
    share = Contribution(feature="temperature_c", value=80.0, points=0.3)
    instants = [at - timedelta(seconds=10 * n) for n in reversed(range(times))]
    readings = [
        (
            key,
            Telemetry(
                at=each,
                edge=edge,
                birth=1,
                sequence=1,
                temperature_c=temperature_c,
                ambient_c=30.0,
                power_w=power_w,
                offered_w=power_w,
                utilisation_ratio=0.5,
            ),
        )
        for each in instants
    ]
    scores = [
        (
            key,
            Score(
                at=each,
                edge=edge,
                birth=1,
                sequence=1,
                model="m",
                feature_set="f",
                risk_1h=risk,
                level=level,
                cause="thermal",
                load_sensitive=load_sensitive,
                contributions=[share] if is_explained else [],
                temperature_forecast=[
                    TemperatureOutlook(minutes=5, low_c=70.0, mid_c=72.0, high_c=74.0)
                ],
            ),
        )
        for each in instants
    ]
    async with units.write() as uow:
        await uow.telemetry.add_telemetry(readings)
        await uow.telemetry.add_scores(scores)
        await uow.commit()
