"""Connectors, sessions and queues: who stands where, and what each connector shows.

All changes of status pass through `connector.advance`; each leaves an effect. Cars queue per
station, first come first served. The forecourt knows nothing of heat, prices, choices or cards.

On a scripted connector nobody comes, goes or gives up by himself: a script does it all.
"""

import math
from collections import deque
from typing import Final

import numpy as np

from charger_emulator.core.connector import INDEX, STATUSES, Event, advance
from charger_emulator.core.drivers import ABORT_PEAK_W, Driver, wish_of
from charger_emulator.core.effects import (
    Effect,
    PlugIn,
    SessionStart,
    SessionStop,
    StatusChange,
)
from charger_emulator.core.layout import BoolArray, Layout
from charger_emulator.core.plant import Plant
from charger_emulator.core.waits import Waits
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus, StopReason

PREPARE_S: Final = 25.0
"""From the plug to energy, where nobody has to be asked."""
GIVE_UP_S: Final = 180.0
"""A driver who is not allowed by then leaves."""
UNPLUG_S: Final = 70.0
_NO_ERROR: Final = ChargePointErrorCode.NO_ERROR
_AVAILABLE: Final = INDEX[ChargePointStatus.AVAILABLE]
_CHARGING: Final = INDEX[ChargePointStatus.CHARGING]
_PAUSED: Final = INDEX[ChargePointStatus.SUSPENDED_EVSE]
_FULL: Final = INDEX[ChargePointStatus.SUSPENDED_EV]
_FREE: Final = ChargePointStatus.AVAILABLE
_BROKEN: Final = (ChargePointStatus.UNAVAILABLE, ChargePointStatus.FAULTED)


class Forecourt:
    """State of connectors and queues. Read `effects` after each step and clear it.

    What can come between a car and its energy is in `interruptions`.
    """

    def __init__(self, layout: Layout, plant: Plant) -> None:
        count = layout.connector_count
        self.layout = layout
        self.plant = plant
        self.asks_first = False
        """Sessions wait for `allow`; else they start by themselves."""
        self.status = np.zeros(count, dtype=np.int8)
        self.error = [_NO_ERROR] * count
        self.due_s = np.full(count, np.inf)
        """Preparing: starts or gives up; Finishing: unplugs; Reserved: expires."""
        self.leave_s = np.full(count, np.inf)
        self.want_wh = np.full(count, np.inf)
        self.since_s = np.zeros(count)
        self.enabled: BoolArray = np.ones(count, dtype=np.bool_)
        self.powered: BoolArray = np.ones(count, dtype=np.bool_)
        self.scripted: BoolArray = np.zeros(count, dtype=np.bool_)
        self.denied: BoolArray = np.zeros(count, dtype=np.bool_)
        """The session gets no energy: its card is not welcome any more."""
        self.ev_gone: BoolArray = np.zeros(count, dtype=np.bool_)
        """The cable hangs at the charger, pulled out at the car."""
        self.budget_wh = np.full(count, np.inf)
        """Energy at which a session has to end (or, if it may not, gets no more)."""
        self.ends_at_budget: BoolArray = np.ones(count, dtype=np.bool_)
        self.driver: list[Driver | None] = [None] * count
        self.reserved_for = [""] * count
        self.effects: list[Effect] = []
        self._station_of: list[int] = layout.connector_station.tolist()
        self._free_count: list[int] = layout.station_connectors.tolist()
        self._usable_count: list[int] = layout.station_connectors.tolist()
        """By station: connectors that work and are not scripted."""
        self.queues: list[deque[Driver]] = [deque() for _ in range(layout.station_count)]
        self.waits = Waits(layout)
        self.starts = np.zeros(layout.station_count, dtype=np.int64)

    # --- looking ---------------------------------------------------------------------------------

    def status_of(self, connector: int) -> ChargePointStatus:
        """Status of one connector."""
        return STATUSES[int(self.status[connector])]

    def is_in_session(self) -> BoolArray:
        """Connectors with a transaction."""
        result: BoolArray = (
            (self.status == _CHARGING) | (self.status == _PAUSED) | (self.status == _FULL)
        )
        return result

    def is_taking(self) -> BoolArray:
        """Connectors whose car would take energy."""
        result: BoolArray = (self.status == _CHARGING) | (self.status == _PAUSED)
        return result & ~self.denied

    def free(self, station: int) -> list[int]:
        """Connectors of a station that a newcomer can use."""
        if not self._free_count[station]:
            return []
        at = self.layout.connectors_at(station)
        is_open = (self.status[at] == _AVAILABLE) & ~self.scripted[at]
        return [at.start + int(i) for i in np.flatnonzero(is_open)]

    def expected_wait_min(self, station: int, ahead: int | None = None) -> float:
        """What a driver would expect to wait; infinite where nothing works.

        Args:
            station: where.
            ahead: drivers before this one; by default the whole queue, and 0 min if there is none
                and a connector is free.
        """
        usable = self._usable_count[station]
        if ahead is None:
            ahead = len(self.queues[station])
            if ahead == 0 and self._free_count[station]:
                return 0.0
        return self.waits.expected_min(station, ahead, usable)

    def measured_wait_min(self, station: int, now_s: float) -> float:
        """Mean wait of the drivers served in the last half hour; 0 with none."""
        return self.waits.measured_min(station, now_s)

    # --- people ----------------------------------------------------------------------------------

    def arrive(self, station: int, driver: Driver, now_s: float) -> None:
        """A driver reaches a station: plugs in where a connector is free, else queues."""
        driver.arrived_at_s = now_s
        free = self.free(station)
        if free and not self.queues[station]:
            self.plug(free[0], driver, now_s)
        else:
            self.queues[station].append(driver)

    def serve(self, station: int, now_s: float) -> None:
        """Let the heads of a queue plug in while connectors are free."""
        queue = self.queues[station]
        if queue:
            for connector in self.free(station)[: len(queue)]:
                self.plug(connector, queue.popleft(), now_s)

    def plug(self, connector: int, driver: Driver, now_s: float) -> None:
        """Plug a driver's car in: at a free connector, or where a card has been taken.

        Raises:
            ValueError: if the connector is not free (or reserved for another card).
        """
        reserved = self.reserved_for[connector]
        if reserved and driver.id_tag and reserved.casefold() != driver.id_tag.casefold():
            raise ValueError(f"connector is reserved for {reserved!r}, not {driver.id_tag!r}")
        point = int(self.layout.connector_cp[connector])
        if not self.is_held(connector):
            self.move(connector, Event.PLUG, now_s)
        self.reserved_for[connector] = ""
        self.driver[connector] = driver
        self.since_s[connector] = now_s
        self.due_s[connector] = now_s + (GIVE_UP_S if self.asks_first else PREPARE_S)
        if self.scripted[connector]:
            self.due_s[connector] = math.inf
        self.waits.began(self._station_of[connector], driver.arrived_at_s, now_s)
        self.effects.append(PlugIn(now_s, point, connector, driver.id_tag))

    def is_held(self, connector: int) -> bool:
        """Whether a card has been taken there and the plug is awaited."""
        is_empty = self.driver[connector] is None
        return is_empty and self.status_of(connector) is ChargePointStatus.PREPARING

    def hold(self, connector: int, now_s: float, until_s: float) -> None:
        """A card was taken before the plug: wait for it until then (ConnectionTimeOut).

        Raises:
            ValueError: if the connector is neither free nor reserved.
        """
        self.move(connector, Event.HOLD, now_s)
        self.reserved_for[connector] = ""
        self.due_s[connector] = until_s

    def allow(self, connector: int, now_s: float) -> None:
        """Start the session of a car that is plugged in; ignored if it left meanwhile."""
        driver = self.driver[connector]
        if driver is None or self.status_of(connector) is not ChargePointStatus.PREPARING:
            return
        layout, plant = self.layout, self.plant
        point = int(layout.connector_cp[connector])
        normal_w = float(layout.cp_rated_w[point] / layout.cp_connectors[point])
        wish = wish_of(driver, float(layout.connector_power_w[connector]), normal_w)
        peak_w = ABORT_PEAK_W if driver.aborts else driver.peak_w
        plant.connect_car(connector, peak_w, wish.capacity_wh, wish.soc_ratio)
        if not self.scripted[connector]:
            self.want_wh[connector] = wish.energy_wh
            self.leave_s[connector] = now_s + wish.leave_after_s
        self.due_s[connector] = math.inf
        self.starts[layout.connector_station[connector]] += 1
        meter_wh = int(plant.register_wh[connector])
        self.effects.append(SessionStart(now_s, point, connector, driver.id_tag, meter_wh))
        self.move(connector, Event.START, now_s)

    def refuse(self, connector: int, now_s: float) -> None:
        """The card is not taken: the driver leaves, unless a script decides on that.

        Ignored if nothing is being prepared.
        """
        is_preparing = self.status_of(connector) is ChargePointStatus.PREPARING
        if is_preparing and not self.scripted[connector]:
            self.leave(connector, now_s)

    def stop(
        self, connector: int, reason: StopReason, now_s: float, *, faulted: bool = False
    ) -> bool:
        """End the session on a connector; False if there is none.

        Args:
            connector: which.
            reason: as it will stand in the transaction.
            now_s: simulated now.
            faulted: the connector will be reported as faulted at once, not as finishing.
        """
        driver = self.driver[connector]
        if driver is None or not self.is_in_session()[connector]:
            return False
        plant, layout = self.plant, self.layout
        self.effects.append(
            SessionStop(
                now_s,
                int(layout.connector_cp[connector]),
                connector,
                driver.id_tag,
                int(plant.register_wh[connector]),
                float(plant.session_wh[connector]),
                reason,
            )
        )
        if plant.session_wh[connector] >= 100.0:
            spent_s = now_s - float(self.since_s[connector])
            self.waits.ended(self._station_of[connector], spent_s)
        self.want_wh[connector] = self.leave_s[connector] = math.inf
        self.budget_wh[connector], self.denied[connector] = math.inf, False
        plant.power_w[connector] = plant.offered_w[connector] = 0.0
        if not faulted:
            self.move(connector, Event.STOP, now_s)
            self.due_s[connector] = math.inf if self.scripted[connector] else now_s + UNPLUG_S
        return True

    def unplug(self, connector: int, now_s: float) -> None:
        """Pull the plug: ends a running session first."""
        self.stop(connector, StopReason.EV_DISCONNECTED, now_s)
        if self.status_of(connector) is ChargePointStatus.FAULTED:
            self.driver[connector], self.ev_gone[connector] = None, False
        elif self.driver[connector] is not None:
            self.leave(connector, now_s)

    # --- the hardware ----------------------------------------------------------------------------

    def fault(
        self, connector: int, error: ChargePointErrorCode, now_s: float, info: str = ""
    ) -> None:
        """Take a connector down; a running session ends as an emergency stop."""
        if self.status_of(connector) is ChargePointStatus.FAULTED:
            return
        self.stop(connector, StopReason.EMERGENCY_STOP, now_s, faulted=True)
        if not self.scripted[connector]:
            self.driver[connector], self.ev_gone[connector] = None, False
        self.reserved_for[connector] = ""
        self.due_s[connector] = math.inf
        self.move(connector, Event.FAULT, now_s, error, info)

    def repair(self, connector: int, now_s: float) -> None:
        """Bring a faulted connector back; ignored if it is not faulted."""
        if self.status_of(connector) is ChargePointStatus.FAULTED:
            plugged = self.driver[connector] is not None
            self.move(connector, Event.REPAIR_PLUGGED if plugged else Event.REPAIR, now_s)
            self.settle(connector, now_s)

    def warn(self, connector: int, error: ChargePointErrorCode, now_s: float, info: str) -> None:
        """Report an error that leaves the status as it is."""
        point = int(self.layout.connector_cp[connector])
        status = self.status_of(connector)
        self.effects.append(StatusChange(now_s, point, connector, status, error, info))

    def enable(self, connector: int, now_s: float, *, on: bool) -> bool:
        """Take a connector in or out of service; False = only after the present session."""
        self.enabled[connector] = on
        self.settle(connector, now_s)
        return (self.status_of(connector) is ChargePointStatus.UNAVAILABLE) is not on

    def reserve(self, connector: int, id_tag: str, now_s: float) -> bool:
        """Keep a free connector for a card until `release`; False if it is not free."""
        status = self.status_of(connector)
        if status is ChargePointStatus.AVAILABLE:
            self.move(connector, Event.RESERVE, now_s)
        elif status is not ChargePointStatus.RESERVED:
            return False
        self.reserved_for[connector] = id_tag
        return True

    def release(self, connector: int, now_s: float) -> None:
        """End a reservation."""
        if self.status_of(connector) is ChargePointStatus.RESERVED:
            self.reserved_for[connector] = ""
            self.move(connector, Event.RELEASE, now_s)

    # --- time ------------------------------------------------------------------------------------

    def tick(self, now_s: float) -> None:
        """Carry out what is due: starts, ends, departures, pauses; then serve the queues."""
        for index in np.flatnonzero(self.due_s <= now_s):
            self._due(int(index), now_s)
        taking = self.is_taking()
        done = taking & (self.plant.session_wh >= self.want_wh)
        for index in np.flatnonzero(done):
            self._done(int(index), now_s)
        for index in np.flatnonzero(self.leave_s <= now_s):
            self.stop(int(index), StopReason.LOCAL, now_s)
        spent = self.is_taking() & (self.plant.session_wh >= self.budget_wh)
        for index in np.flatnonzero(spent):
            self._spent(int(index), now_s)
        gives = (self.plant.ceiling_w() > 0.0) & ~self.denied
        for index in np.flatnonzero((self.status == _CHARGING) & ~gives):
            self.move(int(index), Event.PAUSE, now_s)
        for index in np.flatnonzero((self.status == _PAUSED) & gives):
            self.move(int(index), Event.RESUME, now_s)
        for station, queue in enumerate(self.queues):
            if queue:
                self.serve(station, now_s)

    def _due(self, connector: int, now_s: float) -> None:
        match self.status_of(connector):
            case ChargePointStatus.PREPARING if not self.asks_first and not self.is_held(connector):
                self.allow(connector, now_s)
            case ChargePointStatus.PREPARING | ChargePointStatus.FINISHING:
                self.leave(connector, now_s)
            case _:
                self.due_s[connector] = math.inf

    def _done(self, connector: int, now_s: float) -> None:
        driver = self.driver[connector]
        if driver is not None and not driver.dc and not driver.aborts:
            self.move(connector, Event.EV_FULL, now_s)  # the car stays until its driver is back
            self.want_wh[connector] = math.inf
        else:
            self.stop(connector, StopReason.LOCAL, now_s)

    def _spent(self, connector: int, now_s: float) -> None:
        """The energy that an unwelcome card may have is used up."""
        self.budget_wh[connector] = math.inf
        if self.ends_at_budget[connector]:
            self.stop(connector, StopReason.DE_AUTHORIZED, now_s)
        else:
            self.denied[connector] = True

    def leave(self, connector: int, now_s: float) -> None:
        """The car (or the wait for one) is gone from a connector that has no session."""
        self.driver[connector], self.ev_gone[connector] = None, False
        self.due_s[connector] = math.inf
        self.move(connector, Event.UNPLUG, now_s)
        self.settle(connector, now_s)

    def settle(self, connector: int, now_s: float) -> None:
        """Bring an idle connector to what its availability asks for."""
        status = self.status_of(connector)
        in_use = self.enabled[connector] and self.powered[connector]
        if in_use and status is ChargePointStatus.UNAVAILABLE:
            self.move(connector, Event.ENABLE, now_s)
        elif not in_use and status in (
            ChargePointStatus.AVAILABLE,
            ChargePointStatus.RESERVED,
        ):
            self.reserved_for[connector], self.due_s[connector] = "", math.inf
            self.move(connector, Event.DISABLE, now_s)

    def move(
        self,
        connector: int,
        event: Event,
        now_s: float,
        error: ChargePointErrorCode = _NO_ERROR,
        info: str = "",
    ) -> None:
        """Change a connector's status by an event.

        Raises:
            ValueError: if the event cannot happen in its present status.
        """
        status = advance(self.status_of(connector), event)
        self._count(connector, -1)
        self.status[connector] = INDEX[status]
        self._count(connector, 1)
        self.error[connector] = error
        point = int(self.layout.connector_cp[connector])
        self.effects.append(StatusChange(now_s, point, connector, status, error, info))

    def script(self, connector: int, *, on: bool) -> None:
        """Leave a connector to a script, or give it back to the drivers."""
        self._count(connector, -1)
        self.scripted[connector] = on
        self._count(connector, 1)

    def _count(self, connector: int, by: int) -> None:
        """Take a connector into account, or out of it, for those who look for one."""
        if not self.scripted[connector]:
            station, status = self._station_of[connector], self.status_of(connector)
            self._free_count[station] += by * (status is _FREE)
            self._usable_count[station] += by * (status not in _BROKEN)
