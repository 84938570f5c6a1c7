from datetime import UTC, datetime

import numpy as np
import pytest

from charger_emulator.core.ledger import Ledger
from charger_emulator.core.observe import Observer
from charger_emulator.core.reported import Reported
from charger_emulator.core.scenario import Stress
from charger_emulator.core.trials import Arm, Trial, TrialRecord
from charger_emulator.core.world import World
from contract.rehearsal import HealNow
from tests.unit.charger_emulator.worlds import small_world

TRIAL = Trial(Arm.HEAL, 1, 6, 1.0, -1.0)


def written(world: World, minutes: int) -> TrialRecord:
    ledger = Ledger(world, TRIAL, minutes)
    for _ in range(minutes):
        ledger.minute(world.advance(world.now_s + 60.0))
    return ledger.record(np.ones((1, 6), dtype=bool))


def stress(world: World) -> None:
    world.begin(Stress("s", "s", 0, world.now_s, world.now_s + 4 * 3600.0))


def test_energy_is_that_of_the_registers_and_margin_follows_the_base_price() -> None:
    world = small_world()
    before = world.plant.register_wh.sum()
    seen = written(world, 120)
    assert seen.energy_wh.sum() == pytest.approx(world.plant.register_wh.sum() - before)
    kwh = seen.energy_wh.sum(axis=0) / 1000.0
    cost = float(world.layout.stations[0].energy_cost_per_kwh)
    assert seen.margin.sum() == pytest.approx((kwh * (world.base_price - cost)).sum())
    assert seen.discounts.sum() == seen.surges.sum() == 0.0
    assert seen.sessions.sum() > 0.0


def test_sessions_keep_the_price_that_they_began_with() -> None:
    world = small_world()
    base = world.price_per_kwh.copy()
    for point, price in enumerate(base):
        world.set_price(point, 2.0 * price)
    seen = written(world, 15)
    running_kwh = seen.energy_wh[0].sum() / 1000.0
    paid_more = seen.surges[0].sum()
    assert 0.0 < paid_more < 0.5 * running_kwh * base.mean()  # most sessions began before
    later = written(world, 240)
    kwh = later.energy_wh[-1] / 1000.0
    assert later.surges[-1].sum() > 0.8 * (kwh * world.base_price).sum()


def test_a_trip_is_written_down_with_its_outage_and_the_visit() -> None:
    world = small_world()
    stress(world)
    seen = written(world, 150)
    assert len(seen.trips) == world.upkeep.trips.sum() >= 1
    assert seen.trips[0].charge_point in np.flatnonzero(world.layout.cp_station == 0)
    assert not seen.trips[0].is_limited
    assert seen.down_port_min[:, 0].sum() > 0.0
    assert seen.queue_min[:, 0].sum() > 0.0
    assert seen.detour_min.sum() > 0.0


def test_a_limit_that_is_kept_is_no_over_limit_and_one_that_is_not_is_counted() -> None:
    world = small_world()
    ledger = Ledger(world, TRIAL, 30)
    world.plant.cp_limit_w[:] = 0.3 * world.layout.cp_rated_w
    for _ in range(10):
        ledger.minute(world.advance(world.now_s + 60.0))
    healed = np.ones((1, 6), dtype=bool)
    assert ledger.record(healed).over_limit_min == 0
    load_ratio = world.plant.load_ratio
    world.plant.load_ratio = np.full_like(load_ratio, 0.9)
    ledger.minute([])
    assert ledger.record(healed).over_limit_min == len(load_ratio)


def test_a_heal_is_followed_from_its_opening_to_its_end() -> None:
    world = small_world()
    ledger = Ledger(world, TRIAL, 30)
    first, second = (station.id for station in world.layout.stations[:2])
    point = world.layout.charge_points[0].id
    at = datetime.fromtimestamp(world.now_s, UTC)

    def told(*, is_over: bool, target: str | None) -> HealNow:
        return HealNow(
            station=first, opened_at=at, is_over=is_over, stressed=[point], target=target,
            has_price=target is not None, is_dispatch=False,
        )  # fmt: skip

    ledger.heals([told(is_over=False, target=None)], {}, world.now_s)
    ledger.heals([told(is_over=False, target=second)], {}, world.now_s + 60.0)
    ledger.heals([told(is_over=False, target=second)], {0: 2}, world.now_s + 120.0)
    ledger.heals([told(is_over=True, target=None)], {}, world.now_s + 180.0)
    (seen,) = ledger.record(np.ones((1, 6), dtype=bool)).heals
    assert (seen.opened_s, seen.ended_s) == (world.now_s, world.now_s + 180.0)
    assert (seen.charge_points, seen.targets, seen.has_price) == ({0}, {1, 2}, True)


def test_statuses_and_links_are_those_that_were_reported() -> None:
    world = small_world(fault_rate_per_day=8.0)
    observer, reported = Observer(world), Reported(world.layout)
    observer.connect_all()
    lost = 0
    for minute in range(int(world.now_s // 60.0) + 1, int(world.now_s // 60.0) + 361):
        observer.effects(world.advance(minute * 60.0))
        reported.rows(observer.take())
        lost += int((~world.upkeep.is_linked).sum())
        for point in np.flatnonzero(world.upkeep.is_linked):
            assert reported.is_connected(int(point))
            connectors = world.layout.connectors_of(int(point))
            shown = [str(world.forecourt.status_of(each)) for each in connectors]
            assert reported.statuses(int(point)) == shown
        for point in np.flatnonzero(~world.upkeep.is_linked):
            assert not reported.is_connected(int(point))
    assert lost > 0
