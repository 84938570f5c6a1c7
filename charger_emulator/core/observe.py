"""What an edge agent beside the chargers would see of the world, as observation rows.

Only measured and reported things, with sensor noise; nothing while the charger's link is down.
What a charger queues meanwhile (starts and stops) and its present statuses come when the link is
back.
"""

import math
from typing import Any, Final, assert_never

import numpy as np
import numpy.typing as npt

from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.connector import INDEX
from charger_emulator.core.effects import (
    Effect,
    LinkChange,
    PlugIn,
    SessionStart,
    SessionStop,
    StatusChange,
)
from charger_emulator.core.world import World
from contract.observations import COLUMNS, NAN, Kind
from contract.ocpp16 import ChargePointErrorCode

DTYPE: Final = np.dtype(list(COLUMNS))
Rows = npt.NDArray[np.void]
HEARTBEAT_MIN: Final = 5
ROUND_TRIP_MIN: Final = 2
CONTEXT_MIN: Final = 5
TEMPERATURE_NOISE_K: Final = 0.25
AMBIENT_NOISE_K: Final = 0.30
VOLTAGE_NOISE_RATIO: Final = 0.002
IMBALANCE_NOISE_RATIO: Final = 0.02
LATENCY_SIGMA: Final = 0.25
_ERROR_INDEX: Final = {code: index for index, code in enumerate(ChargePointErrorCode)}
_LAST: Final = len(COLUMNS)


class Observer:
    """Collects rows of one world. `effects` and `minute` in order of time, then `take`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._is_linked = [True] * world.layout.charge_point_count
        """As of the last effect taken; the world itself may be further."""
        self._waiting: dict[int, list[Effect]] = {}
        self._events: list[tuple[Any, ...]] = []
        self._chunks: list[Rows] = []

    def connect_all(self) -> None:
        """Every charger connects and reports its connectors."""
        for point in range(self._world.layout.charge_point_count):
            self._reconnect(point, self._world.now_s)

    def effects(self, effects: list[Effect]) -> None:
        """Take what happened."""
        for effect in effects:
            if isinstance(effect, LinkChange):
                self._link(effect)
            elif self._is_linked[effect.charge_point]:
                self._event(effect, effect.at_s)
            elif isinstance(effect, SessionStart | SessionStop):
                self._waiting.setdefault(effect.charge_point, []).append(effect)

    def minute(self, minute: int) -> None:
        """Take the samples of a minute (simulated Unix time / 60), which must be now."""
        world = self._world
        rng = stream(world.setting.seed, Purpose.SENSORS, minute)
        linked = world.upkeep.is_linked
        self._chunks += [self._connector_rows(rng, linked), self._charge_point_rows(rng, linked)]
        if minute % HEARTBEAT_MIN == 0:
            self._chunks.append(self._rows(Kind.ALIVE, np.flatnonzero(linked)))
        if minute % ROUND_TRIP_MIN == 0:
            rows = self._rows(Kind.ROUND_TRIP, np.flatnonzero(linked))
            spread = np.exp(LATENCY_SIGMA * rng.standard_normal(len(linked)))[linked]
            rows["value"] = world.upkeep.faults.latency_s[linked] * spread
            self._chunks.append(rows)
        if minute % CONTEXT_MIN == 0:
            self._chunks.append(self._context_rows())

    def take(self) -> Rows:
        """Everything since the last call, by time; of one instant events first, in order."""
        if self._events:
            self._chunks.insert(0, np.array(self._events, dtype=DTYPE))
        self._events = []
        rows = np.concatenate(self._chunks) if self._chunks else np.empty(0, DTYPE)
        self._chunks = []
        result: Rows = rows[np.argsort(rows["at_s"], kind="stable")]
        return result

    def _event(self, effect: Effect, at_s: float) -> None:
        match effect:
            case StatusChange():
                row = self._row(Kind.STATUS, effect.charge_point, at_s, effect.connector)
                row[3], row[4] = INDEX[effect.status], _ERROR_INDEX[effect.error]
            case SessionStart():
                row = self._row(Kind.START, effect.charge_point, at_s, effect.connector)
            case SessionStop():
                row = self._row(Kind.STOP, effect.charge_point, at_s, effect.connector)
                row[6] = effect.energy_wh
            case PlugIn():
                row = self._row(Kind.ALIVE, effect.charge_point, at_s)
            case LinkChange():
                kind = Kind.CONNECTED if effect.is_up else Kind.DISCONNECTED
                row = self._row(kind, effect.charge_point, at_s)
            case _:
                assert_never(effect)
        self._events.append(tuple(row))

    def _row(self, kind: Kind, point: int, at_s: float, connector: int = -1) -> list[Any]:
        number = int(self._world.layout.connector_number[connector]) if connector >= 0 else 0
        return [point, int(kind), number, 0, 0, at_s, *[NAN] * (_LAST - 6)]

    def _link(self, effect: LinkChange) -> None:
        self._is_linked[effect.charge_point] = effect.is_up
        if effect.is_up:
            self._reconnect(effect.charge_point, effect.at_s)
        else:
            self._event(effect, effect.at_s)

    def _reconnect(self, point: int, at_s: float) -> None:
        self._event(LinkChange(at_s, point, is_up=True), at_s)
        forecourt = self._world.forecourt
        for connector in self._world.layout.connectors_of(point):
            status = forecourt.status_of(connector)
            error = forecourt.error[connector]
            self._event(StatusChange(at_s, point, connector, status, error), at_s)
        for effect in self._waiting.pop(point, []):
            self._event(effect, at_s)

    def _rows(self, kind: Kind, points: npt.NDArray[np.int64]) -> Rows:
        rows = np.zeros(len(points), DTYPE)
        for name in DTYPE.names[6:] if DTYPE.names else ():
            rows[name] = math.nan
        rows["charge_point"], rows["kind"], rows["at_s"] = points, int(kind), self._world.now_s
        return rows

    def _connector_rows(self, rng: np.random.Generator, linked: npt.NDArray[np.bool_]) -> Rows:
        world, layout, plant = self._world, self._world.layout, self._world.plant
        noise = rng.standard_normal((2, layout.connector_count))
        body = self._body(rng)
        active = np.flatnonzero(world.forecourt.is_in_session() & linked[layout.connector_cp])
        point = layout.connector_cp[active]
        rows = self._rows(Kind.METER, point)
        shown = plant.electrical()
        rows["connector"] = layout.connector_number[active]
        rows["power_w"], rows["offered_w"] = plant.power_w[active], plant.offered_w[active]
        rows["voltage_v"] = (shown.voltage_v * (1.0 + VOLTAGE_NOISE_RATIO * noise[0]))[active]
        rows["current_a"] = shown.current_a[active]
        tilt = np.abs(shown.imbalance_ratio + IMBALANCE_NOISE_RATIO * noise[1])
        rows["imbalance_ratio"] = tilt[active]
        rows["energy_wh"] = np.floor(plant.register_wh[active])
        rows["soc_ratio"] = np.where(layout.is_dc, plant.soc_ratio, np.nan)[active]
        rows["temperature_c"], rows["ambient_c"] = body[0][point], body[1][point]
        return rows

    def _charge_point_rows(self, rng: np.random.Generator, linked: npt.NDArray[np.bool_]) -> Rows:
        layout, plant = self._world.layout, self._world.plant
        body, points = self._body(rng), np.flatnonzero(linked)
        rows = self._rows(Kind.METER, points)
        rows["power_w"] = (plant.load_ratio * layout.cp_rated_w)[points]
        rows["temperature_c"], rows["ambient_c"] = body[0][points], body[1][points]
        return rows

    def _body(self, rng: np.random.Generator) -> npt.NDArray[np.float64]:
        plant = self._world.plant
        noise = rng.standard_normal((2, len(plant.temperature_c)))
        result: npt.NDArray[np.float64] = np.stack(
            [
                plant.temperature_c + TEMPERATURE_NOISE_K * noise[0],
                plant.ambient_c + AMBIENT_NOISE_K * noise[1],
            ]
        )
        return result

    def _context_rows(self) -> Rows:
        world = self._world
        where = world.station_city[world.layout.cp_station]
        rows = self._rows(Kind.CONTEXT, np.arange(world.layout.charge_point_count))
        rows["ambient_c"] = world.weather.temperature_c[where]
        rows["value"] = world.weather.traffic_index[where]
        events = np.array([event != "none" for event in world.weather.event])
        rows["status"] = events[where]
        return rows
