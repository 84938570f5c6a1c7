"""Planned work: each station is closed from time to time, whatever its state.

Visits follow each other at a fixed pace with their own phase and length per station and visit.
"""

import numpy as np

from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.faults import TruthRow
from charger_emulator.core.forecourt import Forecourt
from charger_emulator.core.hazards import MAINTENANCE, Hazards
from charger_emulator.core.layout import BoolArray, FloatArray, Layout
from contract.ocpp16 import StopReason


class Maintenance:
    """Who works where. `minute` once for every minute, in order."""

    def __init__(
        self, layout: Layout, forecourt: Forecourt, seed: int, hazards: Hazards, start_s: float
    ) -> None:
        stations = layout.station_count
        self._layout, self._forecourt, self._hazards, self._seed = layout, forecourt, hazards, seed
        self.is_on: BoolArray = np.zeros(stations, dtype=np.bool_)
        self._visit = np.zeros(stations, dtype=np.int64)
        self._next_s: FloatArray = np.full(stations, np.inf)
        self._until_s: FloatArray = np.full(stations, np.inf)
        self._since_s: FloatArray = np.full(stations, np.inf)
        self.truth: list[TruthRow] = []
        if hazards.maintenance_every_s > 0.0:
            rng = stream(seed, Purpose.HARDWARE, 3)
            phase = (rng.permutation(stations) + rng.random(stations)) / stations
            self._next_s = start_s + phase * hazards.maintenance_every_s

    def minute(self, minute: int) -> None:
        """Begin and end the visits that are due."""
        now_s = minute * 60.0
        for station in np.flatnonzero(self._until_s <= now_s):
            self._end(int(station), now_s)
        for station in np.flatnonzero(self._next_s <= now_s):
            self._start(int(station), now_s)

    def open_truth(self) -> list[TruthRow]:
        """Visits that are not over."""
        return [row for s in np.flatnonzero(self.is_on) for row in self._rows(int(s), np.inf)]

    def _start(self, station: int, now_s: float) -> None:
        rng = stream(self._seed, Purpose.HARDWARE, (int(self._visit[station]) << 16 | station) + 16)
        self._visit[station] += 1
        self._next_s[station] += self._hazards.maintenance_every_s
        self._since_s[station], self.is_on[station] = now_s, True
        self._until_s[station] = now_s + float(rng.uniform(*self._hazards.maintenance_s))
        for connector in self._connectors(station):
            self._forecourt.refuse(connector, now_s)
            self._forecourt.stop(connector, StopReason.OTHER, now_s)
            self._forecourt.refuse(connector, now_s)  # nobody begins now
            self._forecourt.enable(connector, now_s, on=False)

    def _end(self, station: int, now_s: float) -> None:
        self.truth += self._rows(station, now_s)
        self.is_on[station], self._until_s[station] = False, np.inf
        for connector in self._connectors(station):
            self._forecourt.enable(connector, now_s, on=True)

    def _connectors(self, station: int) -> range:
        at = self._layout.connectors_at(station)
        return range(at.start, at.stop)

    def _rows(self, station: int, until_s: float) -> list[TruthRow]:
        since_s = float(self._since_s[station])
        points = np.flatnonzero(self._layout.cp_station == station)
        return [TruthRow(int(p), MAINTENANCE, since_s, since_s, until_s) for p in points]
