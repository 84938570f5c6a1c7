"""Writes that may wait a moment: coalesced per charger and connector, flushed in one transaction.

States, readings and signs of life are frequent and only the newest counts; one transaction each
would cost 60 times more. What must be on disk before the charger is answered (boot, start, stop)
does not go through here. A flush that fails keeps everything and is tried again; beyond
`MAX_METER_ROWS` the oldest readings are given up.
"""

import asyncio
from collections import deque
from datetime import datetime
from typing import Final

import structlog

from central.services.counters import Counters
from central.services.errors import UnavailableError
from central.services.records import (
    ConnectorMeter,
    ConnectorStatus,
    LinkState,
    MeterRow,
    Surroundings,
)
from central.services.unit_of_work import UnitsOfWork
from contract.ids import ChargePointId

FLUSH_INTERVAL_S: Final = 0.25
"""Real seconds that a write waits at most."""
MAX_METER_ROWS: Final = 50_000

log = structlog.get_logger(__name__)


class WriteBehind:
    """Take notes at any time; `run` writes them down until cancelled, then once more."""

    def __init__(self, units: UnitsOfWork, counters: Counters) -> None:
        self._units = units
        self._counters = counters
        self._links: dict[ChargePointId, LinkState] = {}
        self._seen_at: dict[ChargePointId, datetime] = {}
        self._statuses: dict[tuple[ChargePointId, int], ConnectorStatus] = {}
        self._meters: dict[tuple[ChargePointId, int], ConnectorMeter] = {}
        self._surroundings: dict[ChargePointId, Surroundings] = {}
        self._last_meter_wh: dict[int, int] = {}
        self._meter_rows: deque[MeterRow] = deque(maxlen=MAX_METER_ROWS)

    def note_link(self, link: LinkState) -> None:
        """A charger's socket came or went."""
        self._links[link.charge_point_id] = link

    def note_seen(self, charge_point: ChargePointId, at: datetime) -> None:
        """A frame of the charger came."""
        self._seen_at[charge_point] = at

    def note_status(self, status: ConnectorStatus) -> None:
        """A connector's state."""
        self._statuses[status.charge_point_id, status.connector_id] = status

    def note_meter(self, meter: ConnectorMeter) -> None:
        """A connector's reading; what it lacks is kept from an earlier one that still waits."""
        key = (meter.charge_point_id, meter.connector_id)
        waiting = self._meters.get(key)
        if waiting is not None:
            meter = ConnectorMeter(
                charge_point_id=meter.charge_point_id,
                connector_id=meter.connector_id,
                power_w=waiting.power_w if meter.power_w is None else meter.power_w,
                energy_wh=waiting.energy_wh if meter.energy_wh is None else meter.energy_wh,
                soc_pct=waiting.soc_pct if meter.soc_pct is None else meter.soc_pct,
                metered_at=meter.metered_at,
            )
        self._meters[key] = meter

    def note_surroundings(self, surroundings: Surroundings) -> None:
        """A charger's own temperature and power."""
        self._surroundings[surroundings.charge_point_id] = surroundings

    def note_last_meter(self, transaction_id: int, register_wh: int) -> None:
        """A session's newest register."""
        self._last_meter_wh[transaction_id] = register_wh

    def note_meter_row(self, row: MeterRow) -> None:
        """A reading for the record."""
        if len(self._meter_rows) == MAX_METER_ROWS:
            self._counters.add("meter_rows_lost")
        self._meter_rows.append(row)

    async def run(self) -> None:
        """Flush again and again."""
        failing = False
        try:
            while True:
                await asyncio.sleep(FLUSH_INTERVAL_S)
                try:
                    await self.flush()
                except UnavailableError as err:
                    if not failing:
                        log.error("write_behind_waits", reason=str(err))  # noqa: TRY400 (no bug)
                    failing = True
                else:
                    failing = False
        finally:
            try:
                await self.flush()
            except UnavailableError as err:
                log.error("write_behind_lost", reason=str(err))  # noqa: TRY400 (no bug)

    async def flush(self) -> None:
        """Write what waits, in one transaction.

        Raises:
            UnavailableError: nothing was written, all is kept.
        """
        if not self._waits():
            return
        async with self._units.write() as uow:
            links, self._links = self._links, {}
            seen_at, self._seen_at = self._seen_at, {}
            statuses, self._statuses = self._statuses, {}
            meters, self._meters = self._meters, {}
            surroundings, self._surroundings = self._surroundings, {}
            last_meter_wh, self._last_meter_wh = self._last_meter_wh, {}
            rows, self._meter_rows = self._meter_rows, deque(maxlen=MAX_METER_ROWS)
            try:
                points = uow.charge_points
                await points.save_links(list(links.values()))
                await points.save_seen(seen_at)
                await points.save_statuses(list(statuses.values()))
                await points.save_meters(list(meters.values()))
                await points.save_surroundings(list(surroundings.values()))
                await uow.transactions.save_last_meters(last_meter_wh)
                await uow.transactions.add_meter_values(list(rows))
                await uow.commit()
            except BaseException:
                # Newer notes win over those that come back.
                self._links = links | self._links
                self._seen_at = seen_at | self._seen_at
                self._statuses = statuses | self._statuses
                self._meters = meters | self._meters
                self._surroundings = surroundings | self._surroundings
                self._last_meter_wh = last_meter_wh | self._last_meter_wh
                rows.extend(self._meter_rows)
                self._meter_rows = rows
                raise

    def _waits(self) -> bool:
        return any(
            (
                self._links,
                self._seen_at,
                self._statuses,
                self._meters,
                self._surroundings,
                self._last_meter_wh,
                self._meter_rows,
            )
        )
