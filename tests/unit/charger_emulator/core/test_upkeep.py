import numpy as np

from charger_emulator.core import faults, thermal
from charger_emulator.core.effects import LinkChange, StatusChange
from charger_emulator.core.faults import CONTACTOR, Fault
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.layout import Layout
from contract.ocpp16 import ChargePointErrorCode, ChargePointStatus
from tests.unit.charger_emulator.worlds import AFTERNOON_S, small_world

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
    assert [t.mode for t in world.upkeep.truth] == [faults.THERMAL]


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


def test_drawn_faults_leave_traces_before_they_fail_except_ground_faults() -> None:
    world = small_world(warm_up_h=0.0, stations=3, fault_rate_per_day=20.0)
    effects = world.advance(AFTERNOON_S + 2 * 86_400.0)
    truth = world.upkeep.truth
    assert {t.mode for t in truth} >= {faults.FAN, faults.CONTACTOR, faults.GROUND}
    for row in truth:
        assert row.degradation_s <= row.onset_s <= row.repaired_s
        assert (row.onset_s == row.degradation_s) is (row.mode == faults.GROUND)
    links = [e for e in effects if isinstance(e, LinkChange)]
    assert links
    assert abs(sum(1 if e.is_up else -1 for e in links)) <= world.layout.charge_point_count


def test_the_trace_of_a_fault_grows_and_goes_with_the_repair() -> None:
    layout = Layout(make_fleet(1, 1))
    book = faults.Faults(layout, 1, 0.0)
    book._running[0] = Fault(CONTACTOR, 0, 2, began_s=0.0, due_s=3600.0, repair_s=60.0)
    idle = [False] * layout.connector_count
    losses = []
    for minute in (0, 20, 40, 59):
        book.minute(minute, idle)
        losses.append(float(book.contact_loss_ratio[2]))
    assert losses == sorted(losses)
    assert 0.10 < losses[-1] <= faults.WORN_LOSS_RATIO
    assert [f.connector for f in book.minute(60, idle).failed] == [2]
    book.repaired(0)
    assert not np.any(book.contact_loss_ratio)
