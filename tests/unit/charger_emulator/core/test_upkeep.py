from dataclasses import replace

import numpy as np
import pytest

from charger_emulator.core import faults, hazards, thermal
from charger_emulator.core.connector import INDEX
from charger_emulator.core.effects import LinkChange, StatusChange
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.layout import Layout
from charger_emulator.core.regime import TABLE_A
from contract.observations import FAULT_MODES, UNPREDICTABLE_MODES
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from tests.unit.charger_emulator.worlds import AFTERNOON_S, small_world, usable

UNPREDICTABLE = {FAULT_MODES.index(name) for name in UNPREDICTABLE_MODES}
HOT = ChargePointErrorCode.HIGH_TEMPERATURE


def test_a_trip_takes_all_connectors_down_and_comes_back_cool_and_late_enough() -> None:
    world = small_world(mean_utilisation=0.0, warm_up_h=0.0)
    world.plant.temperature_c[0] = 91.0
    effects = world.advance(AFTERNOON_S + 1.0)
    down = {e.connector for e in effects if isinstance(e, StatusChange) and e.error is HOT}
    assert down == {-1, *world.layout.connectors_of(0)}
    now_s = AFTERNOON_S
    while world.upkeep.is_tripped[0]:
        now_s += 60.0
        world.advance(now_s)
        assert now_s < AFTERNOON_S + 4 * 3600.0
    assert now_s >= AFTERNOON_S + thermal.RESTART_AFTER_S
    assert world.plant.temperature_c[0] < thermal.RESTART_BELOW_C
    assert world.forecourt.status_of(0) is ChargePointStatus.AVAILABLE
    assert [t.mode for t in world.upkeep.truth] == [hazards.THERMAL]


def test_eighty_degrees_give_a_warning_that_changes_no_status() -> None:
    world = small_world(mean_utilisation=0.0, warm_up_h=0.0)
    world.plant.temperature_c[0] = 81.0
    effects = world.advance(AFTERNOON_S + 1.0)
    warning = [e for e in effects if isinstance(e, StatusChange) and e.error is HOT]
    assert [(w.connector, w.status) for w in warning] == [(-1, ChargePointStatus.AVAILABLE)]
    later = world.advance(AFTERNOON_S + 3600.0)
    cleared = [e for e in later if isinstance(e, StatusChange) and e.connector == -1]
    assert [c.error for c in cleared] == [ChargePointErrorCode.NO_ERROR]


def test_a_world_without_faults_has_none() -> None:
    world = small_world(warm_up_h=0.0)
    effects = world.advance(AFTERNOON_S + 86_400.0)
    assert not world.upkeep.truth
    assert not any(isinstance(e, LinkChange) for e in effects)


def test_drawn_faults_leave_traces_before_they_fail_except_the_unpredictable() -> None:
    world = small_world(warm_up_h=0.0, stations=3, fault_rate_per_day=20.0)
    effects = world.advance(AFTERNOON_S + 3 * 86_400.0)
    truth = world.upkeep.truth
    assert {t.mode for t in truth} >= {
        *(hazards.FAN, hazards.COMMUNICATION, hazards.READER, hazards.GROUND),
        *(hazards.OVER_CURRENT, hazards.METER),
    }
    for row in truth:
        assert row.degradation_s <= row.onset_s <= row.repaired_s
        assert (row.onset_s == row.degradation_s) is (row.mode in UNPREDICTABLE)
    links = [e for e in effects if isinstance(e, LinkChange)]
    assert links
    assert abs(sum(1 if e.is_up else -1 for e in links)) <= world.layout.charge_point_count


def test_a_third_to_a_half_of_drawn_faults_is_unpredictable_on_purpose() -> None:
    connectors, cabinets = 6.5 * hazards.LIVE.connector_per_day, hazards.LIVE.cabinet_per_day
    shares = [
        (connectors, hazards.CONNECTOR_MIX),
        (cabinets, hazards.CABINET_MIX),
    ]
    blind = sum(
        rate * sum(p for mode, p in mix.items() if mode in UNPREDICTABLE) for rate, mix in shares
    )
    assert 0.30 <= blind / (connectors + cabinets) <= 0.50


LAYOUT = Layout(make_fleet(1, 1))
IDLE = np.zeros(LAYOUT.connector_count, dtype=np.bool_)
NOON = np.full(LAYOUT.station_count, 12)


def quiet_book(**rates: float) -> faults.Faults:
    return faults.Faults(LAYOUT, 1, replace(hazards.LIVE.scaled(0.0), **rates))


def test_the_trace_of_a_fault_grows_and_goes_with_the_repair() -> None:
    book = quiet_book()
    book.inject(2, hazards.CONTACTOR, now_s=0.0, ramp_s=3600.0, repair_s=60.0)
    losses = []
    for minute in (0, 20, 40, 59):
        assert not book.minute(minute, IDLE, NOON).failed
        losses.append(float(book.contact_loss_ratio[2]))
    assert losses == sorted(losses)
    assert 0.10 < losses[-1] <= faults.WORN_LOSS_RATIO
    assert book.minute(60, IDLE, NOON).failed == [2]
    assert book.repairable(61 * 60.0) == [2]
    book.repaired(2, 61 * 60.0)
    assert not np.any(book.contact_loss_ratio)
    assert book.wear_ratio[2] == 0.0


def test_a_mode_of_another_level_is_refused() -> None:
    with pytest.raises(ValueError, match="unit 2 cannot have mode 1"):
        quiet_book().inject(2, hazards.FAN, 0.0, 60.0, 60.0)


def test_contacts_wear_with_sessions_that_begin() -> None:
    book, busy = quiet_book(), ~IDLE
    fresh = book.wear_ratio.copy()
    for minute, now in enumerate((busy, busy, IDLE, busy)):
        book.minute(minute, now, NOON)
    assert np.allclose(book.wear_ratio - fresh, 2.0 / faults.CONTACT_LIFE_CYCLES)


def test_busy_connectors_break_more_often_and_so_does_the_hour_of_restarts() -> None:
    begun = {}
    for name, busy, hour in (("free", IDLE, 12), ("busy", ~IDLE, 12), ("restart", IDLE, 4)):
        book = quiet_book(connector_per_day=40.0, busy_factor=2.0, hours=hazards.RESTART_HOURS)
        count = 0
        for minute in range(4000):
            book.minute(minute, busy, np.full(LAYOUT.station_count, hour))
            count += int((book.mode != faults.NONE).sum())
            book.mode[:], book.failed_s[:] = faults.NONE, np.inf
        begun[name] = count
    assert begun["busy"] > 1.6 * begun["free"]
    assert begun["restart"] > 2.0 * begun["free"]


def test_a_lost_supply_takes_the_whole_station_down_and_its_end_brings_it_back() -> None:
    world = small_world(mean_utilisation=0.0, warm_up_h=0.0)
    book = world.upkeep.faults
    book.inject(book.site(0), hazards.SUPPLY, AFTERNOON_S, 0.0, 3600.0)
    world.advance(AFTERNOON_S + 120.0)
    points = np.flatnonzero(world.layout.cp_station == 0)
    assert not world.upkeep.is_linked[points].any()
    assert usable(world.forecourt, 0) == 0
    assert usable(world.forecourt, 1) == world.layout.station_connectors[1]
    world.advance(AFTERNOON_S + 3900.0)
    assert world.upkeep.is_linked.all()
    assert usable(world.forecourt, 0) == world.layout.station_connectors[0]
    assert {t.charge_point for t in world.upkeep.truth} == set(points.tolist())


def test_a_connector_stays_down_while_its_cabinet_is() -> None:
    world = small_world(mean_utilisation=0.0, warm_up_h=0.0)
    book = world.upkeep.faults
    book.inject(0, hazards.GROUND, AFTERNOON_S, 0.0, 600.0)
    book.inject(book.cabinet(0), hazards.READER, AFTERNOON_S, 0.0, 3600.0)
    world.advance(AFTERNOON_S + 1200.0)
    assert not book.has_failed(0)
    assert world.forecourt.status_of(0) is ChargePointStatus.FAULTED
    world.advance(AFTERNOON_S + 4000.0)
    assert world.forecourt.status_of(0) is ChargePointStatus.AVAILABLE


def test_planned_work_closes_a_station_for_its_share_of_time() -> None:
    hourly = replace(
        TABLE_A,
        hazards=hazards.Hazards(maintenance_every_s=86_400.0, maintenance_s=(3_600.0, 10_800.0)),
    )
    world = small_world(
        warm_up_h=0.0, mean_utilisation=0.3, fault_rate_per_day=1.0, regime=hourly, step_s=60.0
    )
    closed = []
    for quarter in range(24 * 4):
        world.advance(AFTERNOON_S + quarter * 900.0)
        closed.append(world.maintenance.is_on.mean())
        for station in np.flatnonzero(world.maintenance.is_on):
            at = world.layout.connectors_at(int(station))
            leaving = world.forecourt.status[at] == INDEX[ChargePointStatus.FINISHING]
            assert usable(world.forecourt, int(station)) == leaving.sum()
    assert np.mean(closed) == pytest.approx(2.0 / 24.0, rel=0.35)
    assert {t.mode for t in world.maintenance.truth} == {hazards.MAINTENANCE}


def test_a_restart_cures_readers_that_hang_and_nothing_else() -> None:
    cured = 0
    for length_min in range(40):
        book = quiet_book()
        reader = book.cabinet(0)
        book.inject(reader, hazards.READER, 0.0, 60.0 * length_min, 90_000.0)
        book.inject(2, hazards.CONTACTOR, 0.0, 0.0, 90_000.0)
        for minute in range(length_min + 1):
            book.minute(minute, IDLE, NOON)
        now_s = 60.0 * length_min
        assert book.repairable(now_s) == []
        for _ in range(2):  # a second restart helps no more than the first
            book.restarted(0)
        assert book.repairable(now_s) in ([], [reader])
        cured += bool(book.repairable(now_s))
    assert 12 <= cured <= 36


def test_a_connector_that_is_repaired_is_left_in_service_as_it_was_before() -> None:
    for was_in_service in (True, False):
        world = small_world(mean_utilisation=0.0, warm_up_h=0.0)
        forecourt, upkeep = world.forecourt, world.upkeep
        forecourt.enable(0, AFTERNOON_S, on=was_in_service)
        upkeep.faults.inject(0, hazards.GROUND, AFTERNOON_S, 0.0, 600.0)
        world.advance(AFTERNOON_S + 120.0)
        assert upkeep.faults.has_failed(0)
        forecourt.enable(0, world.now_s, on=False)
        world.advance(AFTERNOON_S + 1_200.0)
        assert not upkeep.faults.has_failed(0)
        status = ChargePointStatus.AVAILABLE if was_in_service else ChargePointStatus.UNAVAILABLE
        assert forecourt.status_of(0) is status
