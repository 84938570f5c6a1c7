"""The fleet as arrays: connectors in order of their charge point, those of their station."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from charger_emulator.core.fleet import KM_PER_DEGREE
from contract.fleet import Fleet, StationRecord

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

AC_VOLTAGE_V: Final = 240.0
"""Phase to neutral, at every AC site of the emulated fleet."""
DC_VOLTAGE_V: Final = 400.0
"""Of a half-full battery."""
THREE_PHASE_FROM_W: Final = 15_000.0


class Layout:
    """Who belongs to whom, and what never changes. Index arrays only; read, never written."""

    def __init__(self, fleet: Fleet) -> None:
        self.stations: Sequence[StationRecord] = fleet.stations
        chargers = [(s, c) for s, st in enumerate(fleet.stations) for c in st.charge_points]
        self.charge_points = [c for _, c in chargers]
        counts = [len(c.connector_types) for c in self.charge_points]
        self.station_count = len(self.stations)
        self.charge_point_count = len(chargers)
        self.connector_count = sum(counts)
        self.cp_station: IntArray = np.array([s for s, _ in chargers], dtype=np.int64)
        self.cp_rated_w: FloatArray = np.array([c.rated_power_w for c in self.charge_points])
        self.cp_connectors: IntArray = np.array(counts, dtype=np.int64)
        self.cp_first: IntArray = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.int64)
        self.connector_cp: IntArray = np.repeat(np.arange(len(counts)), counts)
        self.connector_station: IntArray = self.cp_station[self.connector_cp]
        self.connector_number: IntArray = (
            np.arange(self.connector_count) - self.cp_first[self.connector_cp] + 1
        )
        self.station_first: IntArray = np.searchsorted(
            self.connector_station, np.arange(self.station_count)
        ).astype(np.int64)
        self.station_connectors: IntArray = np.bincount(
            self.connector_station, minlength=self.station_count
        ).astype(np.int64)
        per_cp = np.array([c.connector_power_w for c in self.charge_points])
        self.connector_power_w: FloatArray = per_cp[self.connector_cp]
        self.is_dc: BoolArray = np.array([c.current_type == "DC" for c in self.charge_points])[
            self.connector_cp
        ]
        self.phases: IntArray = np.where(
            self.is_dc, 0, np.where(self.connector_power_w >= THREE_PHASE_FROM_W, 3, 1)
        )
        self.cp_index = {c.id: i for i, c in enumerate(self.charge_points)}
        self.station_index = {s.id: i for i, s in enumerate(self.stations)}
        self.station_is_dc: BoolArray = self.is_dc[self.station_first]
        self.distance_km = _distances_km(self.stations)

    def connectors_of(self, charge_point: int) -> range:
        """Connector indices of a charge point; number n is the n-th of them."""
        first = int(self.cp_first[charge_point])
        return range(first, first + int(self.cp_connectors[charge_point]))

    def connectors_at(self, station: int) -> slice:
        """Connector indices of a station."""
        first = int(self.station_first[station])
        return slice(first, first + int(self.station_connectors[station]))

    def neighbours(self, station: int, count: int, within_km: float) -> IntArray:
        """The station itself, then the nearest that share a connector type with it."""
        types = {t for c in self.stations[station].charge_points for t in c.connector_types}
        order = np.argsort(self.distance_km[station], kind="stable")
        near = [
            int(s)
            for s in order
            if s != station
            and self.distance_km[station, s] <= within_km
            and types & {t for c in self.stations[s].charge_points for t in c.connector_types}
        ]
        return np.array([station, *near[: count - 1]], dtype=np.int64)


def _distances_km(stations: Sequence[StationRecord]) -> FloatArray:
    """Pairwise distances on a local plane; good to a percent within one metro."""
    latitude = np.array([s.latitude_deg for s in stations])
    longitude = np.array([s.longitude_deg for s in stations])
    mean = np.radians((latitude[:, None] + latitude[None, :]) / 2.0)
    north = (latitude[:, None] - latitude[None, :]) * KM_PER_DEGREE
    east = (longitude[:, None] - longitude[None, :]) * KM_PER_DEGREE * np.cos(mean)
    east = np.where(np.abs(east) > math.pi * 6371.0, math.pi * 6371.0, east)
    result: FloatArray = np.hypot(north, east)
    return result
