"""The forecourt as a machine: whatever happens, statuses, drivers and transactions stay in step."""

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from charger_emulator.core import drivers, interruptions
from charger_emulator.core.connector import TABLE, Event, advance
from charger_emulator.core.effects import Effect, SessionStart, SessionStop, StatusChange
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.forecourt import Forecourt
from charger_emulator.core.layout import Layout
from charger_emulator.core.plant import Plant
from contract.ocpp16 import ChargePointErrorCode, StopReason
from contract.ocpp16 import ChargePointStatus as Status
from tests.unit.charger_emulator.worlds import usable

LAYOUT = Layout(make_fleet(2, 1))
connectors = st.integers(0, LAYOUT.connector_count - 1)
ALLOWED = {
    Status.AVAILABLE: "Preparing Charging SuspendedEV SuspendedEVSE Reserved Unavailable Faulted",
    Status.PREPARING: "Available Charging SuspendedEV SuspendedEVSE Finishing Faulted",
    Status.CHARGING: "Available SuspendedEV SuspendedEVSE Finishing Unavailable Faulted",
    Status.SUSPENDED_EV: "Available Charging SuspendedEVSE Finishing Unavailable Faulted",
    Status.SUSPENDED_EVSE: "Available Charging SuspendedEV Finishing Unavailable Faulted",
    Status.FINISHING: "Available Preparing Unavailable Faulted",
    Status.RESERVED: "Available Preparing Unavailable Faulted",
    Status.UNAVAILABLE: "Available Preparing Charging SuspendedEV SuspendedEVSE Faulted",
    Status.FAULTED: "Available Preparing",
}
"""OCPP 1.6, 4.9 with errata 3.20; no session outlives a fault."""


def test_the_table_has_only_transitions_that_ocpp_allows() -> None:
    for (before, _), after in TABLE.items():
        assert after in ALLOWED[before].split()


def test_what_the_table_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="Available cannot take STOP"):
        advance(Status.AVAILABLE, Event.STOP)


class ForecourtMachine(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        ambient = np.full(LAYOUT.station_count, 25.0)
        self.plant = Plant(LAYOUT, np.zeros(LAYOUT.connector_count), ambient)
        self.forecourt = Forecourt(LAYOUT, self.plant)
        self.now_s, self.number = 0.0, 0
        self.log: list[Effect] = []
        self.arrived = 0

    @rule(station=st.integers(0, LAYOUT.station_count - 1))
    def arrive(self, station: int) -> None:
        self.number += 1
        driver = drivers.draw(1, self.number, station, dc=True)
        self.forecourt.arrive(station, driver, self.now_s)

    @rule(connector=connectors, reason=st.sampled_from(list(StopReason)))
    def stop(self, connector: int, reason: StopReason) -> None:
        self.forecourt.stop(connector, reason, self.now_s)

    @rule(connector=connectors)
    def unplug(self, connector: int) -> None:
        self.forecourt.unplug(connector, self.now_s)

    @rule(connector=connectors)
    def fault(self, connector: int) -> None:
        self.forecourt.fault(connector, ChargePointErrorCode.GROUND_FAILURE, self.now_s)

    @rule(connector=connectors)
    def repair(self, connector: int) -> None:
        self.forecourt.repair(connector, self.now_s)

    @rule(connector=connectors, on=st.booleans())
    def enable(self, connector: int, on: bool) -> None:
        self.forecourt.enable(connector, self.now_s, on=on)

    @rule(connector=connectors, on=st.booleans())
    def script(self, connector: int, on: bool) -> None:
        self.forecourt.script(connector, on=on)

    @rule(connector=connectors)
    def hold(self, connector: int) -> None:
        if self.forecourt.status_of(connector) in (Status.AVAILABLE, Status.RESERVED):
            self.forecourt.hold(connector, self.now_s, self.now_s + 60.0)

    @rule(connector=connectors)
    def come(self, connector: int) -> None:
        is_free = self.forecourt.status_of(connector) is Status.AVAILABLE
        if is_free or self.forecourt.is_held(connector):
            self.number += 1
            driver = drivers.draw(1, self.number, 0, dc=True)
            self.forecourt.plug(connector, driver, self.now_s)

    @rule(connector=connectors, stops=st.booleans())
    def unplug_ev(self, connector: int, stops: bool) -> None:
        interruptions.unplug_ev(self.forecourt, connector, self.now_s, stops=stops)

    @rule(connector=connectors)
    def plug_ev(self, connector: int) -> None:
        interruptions.plug_ev(self.forecourt, connector, self.now_s)

    @rule(connector=connectors, budget_wh=st.sampled_from([0.0, 500.0]), ends=st.booleans())
    def deny(self, connector: int, budget_wh: float, ends: bool) -> None:
        if self.forecourt.is_in_session()[connector]:
            interruptions.deny(self.forecourt, connector, budget_wh, ends=ends)

    @rule(connector=connectors, on=st.booleans())
    def power(self, connector: int, on: bool) -> None:
        interruptions.power(self.forecourt, connector, self.now_s, on=on)

    @rule(connector=connectors)
    def reserve(self, connector: int) -> None:
        self.forecourt.reserve(connector, "R", self.now_s)

    @rule(connector=connectors, limit=st.sampled_from([0.0, 20e3, np.inf]))
    def limit(self, connector: int, limit: float) -> None:
        self.plant.connector_limit_w[connector] = limit

    @rule(dt=st.sampled_from([1.0, 30.0, 600.0, 4000.0]))
    def wait(self, dt: float) -> None:
        self.plant.advance(self.forecourt.is_taking(), dt)
        self.now_s += dt
        self.forecourt.tick(self.now_s)

    def _collect(self) -> None:
        self.log += self.forecourt.effects
        self.forecourt.effects = []

    @invariant()
    def statuses_follow_the_protocol(self) -> None:
        self._collect()
        last: dict[int, Status] = {}
        for effect in self.log:
            if isinstance(effect, StatusChange):
                before = last.get(effect.connector, Status.AVAILABLE)
                assert effect.status in ALLOWED[before].split()
                last[effect.connector] = effect.status
        for connector, status in last.items():
            assert self.forecourt.status_of(connector) is status

    @invariant()
    def starts_and_stops_alternate_and_meters_rise(self) -> None:
        self._collect()
        open_at: dict[int, int] = {}
        for effect in self.log:
            if isinstance(effect, SessionStart):
                assert effect.connector not in open_at
                open_at[effect.connector] = effect.meter_wh
            elif isinstance(effect, SessionStop):
                assert effect.meter_wh >= open_at.pop(effect.connector)
        assert set(open_at) == set(np.flatnonzero(self.forecourt.is_in_session()).tolist())

    @invariant()
    def a_driver_is_where_the_status_says(self) -> None:
        with_car = {Status.PREPARING, Status.CHARGING, Status.SUSPENDED_EV, Status.FINISHING}
        with_car |= {Status.SUSPENDED_EVSE}
        for connector in range(LAYOUT.connector_count):
            has_car = self.forecourt.driver[connector] is not None
            status = self.forecourt.status_of(connector)
            if status is Status.FAULTED:  # a scripted car stays
                continue
            assert (has_car or self.forecourt.is_held(connector)) is (status in with_car)
            assert has_car or not self.forecourt.ev_gone[connector]

    @invariant()
    def what_is_free_or_usable_is_counted_right(self) -> None:
        out = (Status.UNAVAILABLE, Status.FAULTED)
        for station in range(LAYOUT.station_count):
            at = LAYOUT.connectors_at(station)
            open_ones = [c for c in range(at.start, at.stop) if not self.forecourt.scripted[c]]
            statuses = [self.forecourt.status_of(c) for c in open_ones]
            assert usable(self.forecourt, station) == sum(s not in out for s in statuses)
            assert len(self.forecourt.free(station)) == statuses.count(Status.AVAILABLE)

    @invariant()
    def nobody_is_where_there_is_no_power(self) -> None:
        dark = np.flatnonzero(~self.forecourt.powered)
        assert not self.forecourt.is_in_session()[dark].any()
        assert not any(self.forecourt.status_of(c) is Status.AVAILABLE for c in dark)

    @invariant()
    def an_unwelcome_card_gets_no_energy(self) -> None:
        assert not (self.forecourt.denied & self.forecourt.is_taking()).any()
        assert not (self.forecourt.denied & ~self.forecourt.is_in_session()).any()


ForecourtMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30)
TestForecourt = ForecourtMachine.TestCase


def test_a_queue_is_served_first_come_first_served() -> None:
    ambient = np.full(LAYOUT.station_count, 25.0)
    plant = Plant(LAYOUT, np.zeros(LAYOUT.connector_count), ambient)
    forecourt = Forecourt(LAYOUT, plant)
    people = [drivers.draw(1, n, 0, dc=True) for n in range(LAYOUT.station_connectors[0] + 2)]
    for second, driver in enumerate(people):
        forecourt.arrive(0, driver, float(second))
    assert list(forecourt.queues[0]) == people[-2:]
    forecourt.unplug(3, 600.0)
    forecourt.tick(601.0)
    assert forecourt.driver[3] is people[-2]
    assert forecourt.measured_wait_min(0, 601.0) > 0.0
