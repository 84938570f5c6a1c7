"""The live tick: every ten simulated seconds central says what it decided, and how things are.

The loop decides in every round, which may be oftener; a tick gathers what was decided since the one
before. It is one row of the settings, so that every process can show it, and its number goes on
after a restart.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any, Final

from central.core.heal import Heal
from central.core.network_metrics import NetworkMetrics, network_metrics
from central.services.items import iso, money
from central.services.seen import Seen
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from contract.costmsg import rounded
from contract.ids import StationId

TICK: Final = timedelta(seconds=10)
KEY: Final = "tick"
DECISIONS_MAX: Final = 50
"""Of one tick that are told one by one; `decisions` counts all."""


class Tick:
    """Goes along with the control loop."""

    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units
        self._number: int | None = None
        self._last_at: datetime | None = None
        self._decided: list[dict[str, Any]] = []

    async def round(self, tasks: asyncio.TaskGroup, seen: Seen) -> None:
        """Gather what was decided; write a tick down when it is due."""
        del tasks
        self._decided += [_decided(heal, seen.now) for heal in seen.decision.heals]
        if self._last_at is not None and seen.now - self._last_at < TICK:
            return
        if self._number is None:
            async with self._units.read() as uow:
                self._number = (await read_tick(uow) or {"number": 0})["number"]
        async with self._units.write() as uow:
            await uow.settings.put(KEY, self._item(self._number + 1, seen))
            await uow.commit()
        self._number += 1
        self._last_at, self._decided = seen.now, []

    def _item(self, number: int, seen: Seen) -> dict[str, Any]:
        stations = seen.network.stations
        shown = {key: price for key in stations if (price := _shown(seen, key)) is not None}
        found = network_metrics(stations.values(), shown, seen.now)
        return {
            "number": number,
            "at": iso(seen.now),
            "interval_s": TICK.total_seconds(),
            "mode": seen.switches.mode.value,
            "open_heals": len(seen.heals),
            "decisions": len(self._decided),
            "decided": self._decided[-DECISIONS_MAX:],
            "metrics": metrics_item(found),
        }


async def read_tick(uow: UnitOfWork) -> dict[str, Any] | None:
    """The newest tick; None before the first."""
    found = await uow.settings.get(KEY)
    return found if isinstance(found, dict) else None


def metrics_item(found: NetworkMetrics) -> dict[str, Any]:
    """The network's figures as pages see them."""
    used, wait = found.utilisation, found.longest_wait_min
    return {
        "stations": {state.value: count for state, count in sorted(found.stations.items())},
        "ports": {
            "total": found.ports.total,
            "available": found.ports.available,
            "occupied": found.ports.occupied,
            "out_of_service": found.ports.out_of_service,
        },
        "utilisation": None if used is None else round(used, 4),
        "waiting_stations": found.waiting_stations,
        "longest_wait_min": None if wait is None else round(wait, 1),
        "load_kw": round(found.load_w / 1000.0, 1),
        "rated_kw": round(found.rated_w / 1000.0, 1),
        "risk_levels": dict(sorted(found.risk_levels.items())),
        "revenue_at_risk_per_h": {
            currency: money(rounded(amount, 2))
            for currency, amount in sorted(found.revenue_at_risk_per_h.items())
        },
    }


def _shown(seen: Seen, station: StationId) -> Any:
    """The highest price that one of its chargers accepted and shows, as on the stations' cards."""
    accepted = seen.network.accepted
    prices = [
        price
        for charger in seen.network.stations[station].chargers
        if (price := accepted[charger.id].price_per_kwh) is not None
    ]
    return max(prices, default=None)


def _decided(heal: Heal, now: datetime) -> dict[str, Any]:
    reason = heal.end_reason or (heal.reasons[-1] if heal.reasons else "")
    return {
        "at": iso(now),
        "station_id": heal.station,
        "state": heal.state.value,
        "target_station_id": heal.target,
        "reason": reason,
    }
