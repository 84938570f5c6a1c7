"""The 33-column station table: half-hour rows as an operator's export would show them.

Every value follows from the world: ports and status from connectors, wait from drivers who waited,
utilisation from time in use. Rows carry local wall-clock time; the hour that comes twice when
summer time ends is shown once.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np

from charger_emulator.core.layout import BoolArray, FloatArray, IntArray
from charger_emulator.core.world import World
from contract.fleet import StationRecord
from contract.units import fahrenheit_from_celsius

STEP_MIN: Final = 30
STATUSES: Final = ("operational", "offline", "under_maintenance", "partial_outage")
OPERATIONAL, OFFLINE, MAINTENANCE, PARTIAL = range(4)
LEAST_UTILISATION, MOST_UTILISATION = 0.02, 0.98
"""The format's bounds."""
PEAK_HOURS: Final = (7, 8, 9, 16, 17, 18, 19)
_RESERVED, _UNAVAILABLE = 6, 7
_FREE_NETWORK, _BY_MINUTE_NETWORK = "Volta", "Blink"

STATIC: Final = (
    "station_id", "station_name", "network", "city", "state", "latitude", "longitude",
    "location_type", "charger_type", "power_output_kw", "amenities_nearby", "ports_total",
    "pricing_type",
)  # fmt: skip
"""Columns that a station keeps."""
COLUMNS: Final = (
    "timestamp", "station_id", "station_name", "network", "city", "state", "latitude", "longitude",
    "location_type", "charger_type", "power_output_kw", "amenities_nearby", "ports_total",
    "ports_available", "ports_occupied", "ports_out_of_service", "utilization_rate",
    "station_status", "estimated_wait_time_mins", "avg_session_duration_mins", "current_price",
    "pricing_type", "temperature_f", "precipitation_mm", "weather_condition",
    "gas_price_per_gallon", "traffic_congestion_index", "local_event", "is_weekend", "is_peak_hour",
    "hour_of_day", "day_of_week", "month",
)  # fmt: skip


def pricing_type(station: StationRecord) -> str:
    """How a station charges: `free` where the host pays."""
    if station.network == _FREE_NETWORK or station.location_type == "Workplace":
        return "free"
    return "per_minute" if station.network == _BY_MINUTE_NETWORK else "per_kwh"


def static_row(station: StationRecord) -> dict[str, Any]:
    """The columns that a station keeps."""
    ports = sum(len(c.connector_types) for c in station.charge_points)
    values = (
        station.id, station.name, station.network, station.city_name, station.state,
        station.latitude_deg, station.longitude_deg, station.location_type, station.charger_type,
        station.charge_points[0].connector_power_w / 1000.0, "; ".join(station.amenities), ports,
        pricing_type(station),
    )  # fmt: skip
    return dict(zip(STATIC, values, strict=True))


class StationTable:
    """Rows of one world. `minute` after every minute, then `take` once.

    Args:
        world: to look at.
        start: local wall-clock time of the first row of every station.
        rows: per station.
    """

    def __init__(self, world: World, start: datetime, rows: int) -> None:
        self._world = world
        self._zones = [ZoneInfo(s.time_zone) for s in world.layout.stations]
        self._start = start.replace(tzinfo=None)
        self._end = self._start + timedelta(minutes=STEP_MIN * (rows - 1))
        count = world.layout.station_count
        self._ports = world.layout.station_connectors
        self._free = np.array([pricing_type(s) == "free" for s in world.layout.stations])
        self._in_use_sum = np.zeros(count)
        self._usable_sum = np.zeros(count)
        self._chunks: list[dict[str, list[Any]]] = []

    def minute(self, minute: int) -> None:
        """Take the sample of a minute (simulated Unix time / 60), which must be now."""
        in_use, out = self._ports_now()
        self._in_use_sum += in_use
        self._usable_sum += self._ports - out
        if minute % STEP_MIN == 0:
            self._row(minute, in_use, out)
            self._in_use_sum[:] = 0.0
            self._usable_sum[:] = 0.0

    def take(self) -> dict[str, list[Any]]:
        """All rows so far by column, stations in order and each by time; static columns left out.

        Column `station` is the station's position in the layout.
        """
        columns = {name: [v for c in self._chunks for v in c[name]] for name in self._chunks[0]}
        order = np.lexsort((np.array(columns["timestamp"]), np.array(columns["station"])))
        return {name: [values[i] for i in order] for name, values in columns.items()}

    def _ports_now(self) -> tuple[FloatArray, FloatArray]:
        """Ports in use and out of service per station; they never overlap."""
        world, layout = self._world, self._world.layout
        status = world.forecourt.status
        is_out = status >= _UNAVAILABLE
        is_out |= ~world.upkeep.is_linked[layout.connector_cp]
        is_out |= world.maintenance.is_on[layout.connector_station]
        in_use = (status >= 1) & (status <= _RESERVED) & ~is_out
        first = layout.station_first
        return (
            np.add.reduceat(in_use.astype(np.float64), first),
            np.add.reduceat(is_out.astype(np.float64), first),
        )

    def _row(self, minute: int, in_use: FloatArray, out: FloatArray) -> None:
        at = datetime.fromtimestamp(minute * 60, UTC)
        local = [at.astimezone(zone) for zone in self._zones]
        chosen = np.array(
            [
                self._start <= here.replace(tzinfo=None, fold=0) <= self._end and here.fold == 0
                for here in local
            ]
        )
        if not chosen.any():
            return
        here = np.flatnonzero(chosen)
        world, city = self._world, self._world.station_city[here]
        weather = world.weather
        words = [weather.words(i) for i in range(len(weather.cities))]
        fuel = [weather.fuel_price(i) for i in range(len(weather.cities))]
        times = [local[i] for i in here]
        usable = np.maximum(self._usable_sum[here], 1.0)
        use = np.clip(self._in_use_sum[here] / usable, LEAST_UTILISATION, MOST_UTILISATION)
        price = [0.0 if self._free[i] else world.station_price(int(i)) for i in here]
        wait = [world.forecourt.measured_wait_min(int(i), minute * 60.0) for i in here]
        mean_session_s = world.forecourt.waits.mean_session_s
        air_f = np.array([fahrenheit_from_celsius(float(c)) for c in world.ambient_c[here]])
        climate = world.setting.regime.climate
        air_f = np.clip(air_f, climate.coldest_f, climate.hottest_f)
        self._chunks.append(
            {
                "station": here.tolist(),
                "timestamp": [f"{each:%Y-%m-%d %H:%M:%S}" for each in times],
                "ports_available": _whole(self._ports[here] - in_use[here] - out[here]),
                "ports_occupied": _whole(in_use[here]),
                "ports_out_of_service": _whole(out[here]),
                "utilization_rate": np.round(use, 3).tolist(),
                "station_status": [STATUSES[i] for i in self._status(out)[here]],
                "estimated_wait_time_mins": _whole(np.array(wait)),
                "avg_session_duration_mins": _whole(mean_session_s[here] / 60.0),
                "current_price": [round(each, 3) for each in price],
                "temperature_f": np.round(air_f, 1).tolist(),
                "precipitation_mm": weather.precipitation_mm[city].tolist(),
                "weather_condition": [words[i] for i in city],
                "gas_price_per_gallon": [fuel[i] for i in city],
                "traffic_congestion_index": _whole(weather.traffic_index[city]),
                "local_event": [weather.event[i] for i in city],
                "is_weekend": [each.weekday() >= 5 for each in times],
                "is_peak_hour": [each.hour in PEAK_HOURS for each in times],
                "hour_of_day": [each.hour for each in times],
                "day_of_week": [each.weekday() for each in times],
                "month": [each.month for each in times],
            }
        )

    def _status(self, out: FloatArray) -> IntArray:
        closed: BoolArray = self._world.maintenance.is_on
        status = np.where(out > 0.0, PARTIAL, OPERATIONAL)
        status = np.where(out >= self._ports, OFFLINE, status)
        return np.where(closed, MAINTENANCE, status).astype(np.int64)


def _whole(values: FloatArray | IntArray) -> list[int]:
    result: list[int] = np.round(values).astype(np.int64).tolist()
    return result
