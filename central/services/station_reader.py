"""Stations for REST: read together with the stream's cursor, and shared for half a second.

Everybody who asks within that time gets the same answer, so that many readers cost one read.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from central.services.ports import Clock
from central.services.stations_view import (
    ARRIVALS_WINDOW,
    station_items,
    with_arrivals,
    with_session_means,
)
from central.services.tariff_network import with_tariffs
from central.services.unit_of_work import UnitsOfWork

SHARED_S: Final = 0.5
MEANS_WINDOW: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All stations by id, and the number of the last stream event that they contain."""

    items: tuple[dict[str, Any], ...]
    cursor: int


class StationReader:
    """One a process."""

    def __init__(self, uows: UnitsOfWork, clock: Clock, monotonic_s: Callable[[], float]) -> None:
        self._uows = uows
        self._clock = clock
        self._monotonic_s = monotonic_s
        self._lock = asyncio.Lock()
        self._held: Snapshot | None = None
        self._held_until_s = 0.0

    async def snapshot(self) -> Snapshot:
        """The stations, at most `SHARED_S` old."""
        async with self._lock:
            if self._held is None or self._monotonic_s() >= self._held_until_s:
                self._held = await self._read()
                self._held_until_s = self._monotonic_s() + SHARED_S
            return self._held

    async def _read(self) -> Snapshot:
        now = self._clock.now()
        async with self._uows.read() as uow:
            _, cursor = await uow.outbox.bounds()
            book = await uow.tariffs.book()
            network = with_tariffs(await uow.views.network(), book, now)
            means = await uow.views.session_means_min(now - MEANS_WINDOW)
            starts = await uow.views.session_starts(now - ARRIVALS_WINDOW)
            heals = await uow.heals.open()
        network = with_arrivals(network, starts, ARRIVALS_WINDOW)
        items = station_items(with_session_means(network, means), heals, now)
        return Snapshot(tuple(items), cursor)
