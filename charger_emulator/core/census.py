"""What a public log of a world would hold: who stood where and when, and what was out of order.

`effects` and `slot` in order of time. The measures are those of the sources that the emulator is
calibrated to, taken the way their figures were taken.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from charger_emulator.core.effects import Effect, PlugIn, SessionStop, StatusChange
from charger_emulator.core.layout import BoolArray, FloatArray, IntArray
from charger_emulator.core.world import World
from contract.ocpp16 import ChargePointStatus

SLOT_MIN: Final = 5
FREE, IN_USE, DOWN = 0, 1, 2
QUIET_SLOTS: Final = 6
"""A new outage follows half an hour without one."""
OUTAGE_SLOTS: Final = 3
"""Shorter ones are no outages."""
_AWAY: Final = (
    ChargePointStatus.AVAILABLE,
    ChargePointStatus.UNAVAILABLE,
    ChargePointStatus.FAULTED,
)
_UNAVAILABLE: Final = 7


@dataclass(frozen=True, slots=True)
class Visits:
    """Finished visits, arrays of one length."""

    connector: IntArray
    length_min: FloatArray
    energy_wh: FloatArray


class Census:
    """Collects visits and the state of every connector in slots of five minutes."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._since: dict[int, float] = {}
        self._energy: dict[int, float] = {}
        self._visits: list[tuple[int, float, float]] = []
        self._states: list[npt.NDArray[np.int8]] = []
        self._hours: list[IntArray] = []
        self._weekend: list[BoolArray] = []

    def effects(self, effects: list[Effect]) -> None:
        """Take what happened."""
        for effect in effects:
            match effect:
                case PlugIn():
                    self._since[effect.connector] = effect.at_s
                case SessionStop():
                    self._energy[effect.connector] = effect.energy_wh
                case StatusChange() if effect.status in _AWAY and effect.connector in self._since:
                    since_s = self._since.pop(effect.connector)
                    energy_wh = self._energy.pop(effect.connector, 0.0)
                    length_min = (effect.at_s - since_s) / 60.0
                    self._visits.append((effect.connector, length_min, energy_wh))
                case _:
                    pass

    def slot(self) -> None:
        """Take the states that connectors have now."""
        world, layout = self._world, self._world.layout
        status = world.forecourt.status
        state = np.where(status == 0, FREE, IN_USE)
        is_down = (status >= _UNAVAILABLE) | ~world.upkeep.is_linked[layout.connector_cp]
        self._states.append(np.where(is_down, DOWN, state).astype(np.int8))
        self._hours.append(world.local_hour[layout.connector_station])
        weekend = np.array([each.is_weekend for each in world.weather.local])
        self._weekend.append(weekend[world.station_city][layout.connector_station])

    def visits(self) -> Visits:
        """All visits that are over."""
        table = np.array(self._visits, dtype=np.float64).reshape(-1, 3)
        return Visits(table[:, 0].astype(np.int64), table[:, 1], table[:, 2])

    def log(self) -> "StateLog":
        """States so far."""
        return StateLog(
            np.stack(self._states, axis=1),
            np.stack(self._hours, axis=1),
            np.stack(self._weekend, axis=1),
        )


@dataclass(frozen=True, slots=True)
class StateLog:
    """Shape (connectors, slots) each."""

    state: npt.NDArray[np.int8]
    hour: IntArray
    weekend: BoolArray

    @property
    def days(self) -> float:
        """Length in days."""
        return float(self.state.shape[1]) * SLOT_MIN / 1440.0

    def use_by_hour(self, connectors: BoolArray) -> FloatArray:
        """Share in use given up, shape (2, 24) by day type and hour."""
        state, hour = self.state[connectors], self.hour[connectors]
        weekend = self.weekend[connectors]
        result = np.full((2, 24), np.nan)
        for day in range(2):
            for each in range(24):
                at = (hour == each) & (weekend == bool(day)) & (state != DOWN)
                if at.any():
                    result[day, each] = float((state[at] == IN_USE).mean())
        return result

    def down_ratio(self) -> float:
        """Share of time that connectors are down."""
        return float((self.state == DOWN).mean())

    def down_after_half_hour(self) -> tuple[float, float]:
        """Chance to be down half an hour later, given down and given up."""
        is_down = self.state == DOWN
        now, later = is_down[:, :-QUIET_SLOTS], is_down[:, QUIET_SLOTS:]
        return float(later[now].mean()), float(later[~now].mean())

    def outages(self) -> "Outages":
        """All outages of a quarter of an hour or more that begin within the log."""
        connector, first, slots, quiet, ended = [], [], [], [], []
        total = self.state.shape[1]
        for index, row in enumerate(self.state == DOWN):
            edges = np.diff(row.astype(np.int8))
            begins, ends = np.flatnonzero(edges == 1) + 1, np.flatnonzero(edges == -1) + 1
            for begin in begins:
                after = ends[np.searchsorted(ends, begin)] if (ends > begin).any() else total
                if after - begin >= OUTAGE_SLOTS:
                    connector.append(index)
                    first.append(int(begin))
                    slots.append(int(after - begin))
                    ended.append(after < total)
                    before = row[max(0, begin - QUIET_SLOTS) : begin]
                    quiet.append(begin >= QUIET_SLOTS and not before.any())
        return Outages(
            np.array(connector, dtype=np.int64),
            np.array(first, dtype=np.int64),
            np.array(slots, dtype=np.float64) * SLOT_MIN,
            np.array(quiet, dtype=np.bool_),
            np.array(ended, dtype=np.bool_),
        )

    def busy_over_free(self, outages: "Outages") -> float:
        """Rate of new outages of connectors in use over that of free ones."""
        rates = []
        before = self.state[outages.connector, outages.first_slot - 1][outages.is_new]
        for state in (IN_USE, FREE):
            exposed = (self.state[:, :-1] == state).sum()
            rates.append((before == state).sum() / max(1, exposed))
        return float(rates[0] / rates[1]) if rates[1] else np.nan

    def onsets_by_hour(self, outages: "Outages") -> FloatArray:
        """New outages by local hour, relative to the mean hour."""
        hours = self.hour[outages.connector, outages.first_slot][outages.is_new]
        counts = np.bincount(hours, minlength=24).astype(np.float64)
        result: FloatArray = counts / max(1e-9, float(counts.mean()))
        return result

    def share_of_worst(self, outages: "Outages", window_days: float = 10.0) -> float:
        """Share of new outages on the tenth of connectors that has most, in windows of a log."""
        window = int(window_days * 1440 / SLOT_MIN)
        count, shares = self.state.shape[0], []
        for start in range(0, self.state.shape[1] - window + 1, window):
            inside = (outages.first_slot >= start) & (outages.first_slot < start + window)
            found = np.bincount(outages.connector[inside & outages.is_new], minlength=count)
            if found.sum():
                shares.append(np.sort(found)[::-1][: round(count / 10)].sum() / found.sum())
        return float(np.mean(shares)) if shares else np.nan


@dataclass(frozen=True, slots=True)
class Outages:
    """One entry each."""

    connector: IntArray
    first_slot: IntArray
    length_min: FloatArray
    """At least; see `has_ended`."""
    is_new: BoolArray
    """The connector had been up for half an hour."""
    has_ended: BoolArray
