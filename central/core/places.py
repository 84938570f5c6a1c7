"""Where stations are: distances, and who is around."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from math import ceil, cos, floor, radians

from central.core.facts import StationFacts
from central.core.geography import KM_PER_DEGREE, Metric, distance_km


class Places:
    """Stations in square cells of a radius, to find those around a point without looking at all.

    Stations without coordinates are nowhere.
    """

    def __init__(self, stations: Iterable[StationFacts], radius_km: float, metric: Metric) -> None:
        self._radius_km = radius_km
        self._metric = metric
        self._cell_deg = radius_km / KM_PER_DEGREE
        self._columns = ceil(360.0 / self._cell_deg)
        self._cells: dict[tuple[int, int], list[StationFacts]] = defaultdict(list)
        for each in stations:
            if each.latitude_deg is not None and each.longitude_deg is not None:
                self._cells[self._cell(each.latitude_deg, each.longitude_deg)].append(each)

    def around(self, station: StationFacts) -> Iterator[tuple[float, StationFacts]]:
        """Others within the radius, with their distance in km; in no order."""
        if station.latitude_deg is None or station.longitude_deg is None:
            return
        row, column = self._cell(station.latitude_deg, station.longitude_deg)
        poleward_deg = min(abs(station.latitude_deg) + self._cell_deg, 90.0 - 1e-6)
        # a cell more, as the last one before 180 degrees is narrower
        wide = min(ceil(1.0 / cos(radians(poleward_deg))) + 1, self._columns // 2)
        columns = {each % self._columns for each in range(column - wide, column + wide + 1)}
        for cell in product((row - 1, row, row + 1), sorted(columns)):
            for other in self._cells.get(cell, ()):
                away = station_distance_km(station, other, self._metric)
                if other.id != station.id and away is not None and away <= self._radius_km:
                    yield away, other

    def _cell(self, latitude_deg: float, longitude_deg: float) -> tuple[int, int]:
        column = floor((longitude_deg + 180.0) % 360.0 / self._cell_deg)
        return floor(latitude_deg / self._cell_deg), column


def station_distance_km(
    stressed: StationFacts, target: StationFacts, metric: Metric = Metric.PROJECTED
) -> float | None:
    """Distance between two stations; None where one has no coordinates."""
    if (
        stressed.latitude_deg is None
        or stressed.longitude_deg is None
        or target.latitude_deg is None
        or target.longitude_deg is None
    ):
        return None
    return distance_km(
        stressed.latitude_deg,
        stressed.longitude_deg,
        target.latitude_deg,
        target.longitude_deg,
        metric,
    )
