"""Work orders from real reports in a real database, to their proof and past it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from central.adapters.clock import monotonic_s
from central.adapters.db import tables
from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.adapters.matching import matched
from central.adapters.work_catalogue_file import read_catalogue
from central.core.alarms import Alarm, State
from central.core.technicians import Shift, Spot, Technician
from central.core.work_orders import PartCount, Report, WorkOrder, WorkState
from central.core.work_steps import Accept, Arrive, Assign, By, Doer, Finish, Step, Travel
from central.services.alarm_records import AlarmPage
from central.services.alarms import AlarmSettings, AlarmWatch
from central.services.control_records import Page
from central.services.counters import Counters
from central.services.records import ConnectorStatus
from central.services.travel import TravelTimes
from central.services.work_planning import Planner
from central.services.work_records import WorkPage
from central.services.work_store import take_step
from central.services.work_watch import WorkWatch
from contract.ids import ChargePointId
from tests.integration.central.seeds import SettableClock, place, seed_stations

pytestmark = pytest.mark.integration

START = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
BOB = Doer(By.TECHNICIAN, "bob")
DESK = Doer(By.OPERATOR, "olga")


@dataclass
class Scene:
    """Two stations with a charger each; alarms and work orders go round as central lets them."""

    database: Database
    units: SqlUnitsOfWork
    clock: SettableClock

    async def round(self, minutes: float = 0.0) -> list[WorkOrder]:
        """Let time pass, be heard of, go round; gives all orders, oldest first."""
        self.clock.at += timedelta(minutes=minutes)
        async with self.units.write() as uow:
            heard = {ChargePointId(key): self.clock.at for key in ("A-1", "B-1")}
            await uow.charge_points.save_seen(heard)
            await uow.commit()
        await AlarmWatch(self.units, self.clock, monotonic_s, Counters(), AlarmSettings()).round()
        catalogue = read_catalogue(None)
        planner = Planner(self.units, self.clock, TravelTimes(None, monotonic_s), matched)
        watch = WorkWatch(self.units, self.clock, monotonic_s, Counters(), catalogue, planner)
        await watch.round()
        return await self.orders()

    async def ordered(self) -> list[WorkOrder]:
        """The alarm opens, and stands for long enough that somebody is sent."""
        await self.round(1)
        return await self.round(2)

    async def orders(self) -> list[WorkOrder]:
        async with self.units.read() as uow:
            return (await uow.work_orders.page(WorkPage(100)))[::-1]

    async def alarms(self) -> list[Alarm]:
        async with self.units.read() as uow:
            return (await uow.alarms.page(AlarmPage(100)))[::-1]

    async def report(self, charger: str, status: str, error: str = "NoError") -> None:
        now = self.clock.at
        row = ConnectorStatus(ChargePointId(charger), 1, status, error, "", "", now, now)
        async with self.units.write() as uow:
            await uow.charge_points.save_statuses([row])
            if error != "NoError":
                await uow.alarms.add_faults([row])
            await uow.commit()

    async def step(self, doer: Doer, *steps: Step) -> None:
        for step in steps:
            [order] = [each for each in await self.orders() if each.is_open]
            async with self.units.write() as uow:
                await take_step(uow, order, step, doer, self.clock.at)
                await uow.commit()

    async def charge(self, charger: str, energy_wh: int, minutes: float) -> None:
        """A session that ends now."""
        values = {
            "charge_point_id": charger,
            "connector_id": 1,
            "id_tag": "TAG",
            "meter_start_wh": 5000,
            "started_at": self.clock.at - timedelta(minutes=minutes),
            "received_at": self.clock.at,
            "price_per_kwh": Decimal("0.4"),
            "currency": "USD",
            "meter_stop_wh": 5000 + energy_wh,
            "last_meter_wh": 5000 + energy_wh,
            "stopped_at": self.clock.at,
        }
        async with self.database.write() as connection:
            await connection.execute(tables.transactions.insert().values(**values))
            await connection.commit()

    async def repair(self, found: str = "ground") -> None:
        """Bob goes there and says that it is done."""
        await self.step(DESK, Assign("bob"))
        await self.step(BOB, Accept(), Travel(), Arrive(), Finish(Report(found)))

    async def hire(self, name: str, east_km: float, **changes: Any) -> None:
        """A technician at a base so far east of station A, with parts for what breaks here."""
        base = Spot(33.0, -112.0 + east_km / 93.25)
        values = {"skills": ("charger", "high_voltage"), "base": base, **changes}
        async with self.units.write() as uow:
            await uow.users.add(name, "no hash", "technician", START)
            await uow.technicians.put(Technician(name, **values))
            await uow.technicians.set_stock(name, {"CABLE-DC": 2, "RCD": 2})
            await uow.commit()

    async def kinds(self, order: int) -> list[str]:
        async with self.units.read() as uow:
            return [row.line.kind for row in await uow.work_orders.lines(order, 100, None)]


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Scene]:
    database = Database(database_url)
    await migrate(database)
    units, clock = SqlUnitsOfWork(database), SettableClock(START)
    await seed_stations(units, START, place("A"), place("B", 3.0))
    made = Scene(database, units, clock)
    await made.round()
    yield made
    await database.close()


@pytest.mark.each_database
async def test_a_fault_becomes_an_order_that_a_session_proves(scene: Scene) -> None:
    await scene.report("A-1", "Faulted", "GroundFailure")
    [order] = await scene.ordered()
    assert (order.state, order.charge_points, order.cause) == (WorkState.NEW, ("A-1",), "ground")
    assert [each.part for each in order.needs.parts] == ["CABLE-DC", "RCD"]
    [alarm] = await scene.alarms()
    assert (alarm.state, alarm.work_order) == (State.WORK_ORDERED, str(order.id))
    await scene.round(1)
    await scene.repair()
    await scene.report("A-1", "Available")
    [done] = await scene.round(5)
    assert done.state is WorkState.DONE
    scene.clock.at += timedelta(hours=1)
    await scene.charge("A-1", 20_000, 30)
    [verified] = await scene.round()
    assert verified.state is WorkState.VERIFIED
    assert verified.proofs["A-1"].power_w == pytest.approx(40_000)
    [alarm] = await scene.alarms()
    assert (alarm.state, alarm.found_cause) == (State.CLOSED, "ground")
    assert alarm.close_reason == f"work order {order.id} is verified"
    async with scene.units.read() as uow:
        [label] = await uow.feedback.page(Page(10))
    assert (label.charge_point_id, label.cause, label.actor) == ("A-1", "ground", "bob")
    [closed] = await scene.round(24 * 60)
    assert closed.state is WorkState.CLOSED
    assert await scene.kinds(order.id) == [
        "opened", "assigned", "accepted", "travelling", "on_site", "done", "verified", "closed",
    ]  # fmt: skip


async def test_every_act_is_in_the_audit_and_in_the_stream(scene: Scene) -> None:
    await scene.report("A-1", "Faulted", "GroundFailure")
    [order] = await scene.ordered()
    await scene.repair()
    async with scene.units.read() as uow:
        filters = {"object_type": "work_order", "object_id": str(order.id)}
        rows = (await uow.audit.page(Page(50, None, filters)))[::-1]
        events = [row for row in await uow.outbox.after(0, (), 1000) if row.topic == "work"]
        lines = await uow.work_orders.lines_after(0, 100)
    assert [row.act for row in rows] == [f"work.{row.line.kind}" for row in lines]
    assert [row.actor for row in rows[:3]] == ["work orders", "olga", "bob"]
    assert [row.data["state"] for row in events] == [
        "new", "assigned", "assigned", "travelling", "on_site", "done",
    ]  # fmt: skip
    assert [row.id for row in lines] == sorted(row.id for row in lines)


async def test_the_same_fault_after_the_work_reopens_it(scene: Scene) -> None:
    await scene.report("A-1", "Faulted", "GroundFailure")
    await scene.ordered()
    await scene.repair()
    await scene.report("A-1", "Available")
    await scene.round(10)
    await scene.report("A-1", "Faulted", "GroundFailure")
    [order] = await scene.ordered()
    assert (order.state, order.technician, order.reopened) == (WorkState.ASSIGNED, "bob", 1)
    assert (await scene.kinds(order.id))[-1] == "reopened"


async def test_what_comes_back_within_a_day_of_the_proof_is_the_same_order(scene: Scene) -> None:
    await scene.report("A-1", "Faulted", "GroundFailure")
    await scene.ordered()
    await scene.repair()
    await scene.report("A-1", "Available")
    scene.clock.at += timedelta(hours=1)
    await scene.charge("A-1", 20_000, 30)
    [verified] = await scene.round()
    assert verified.state is WorkState.VERIFIED
    await scene.round(60)
    await scene.report("A-1", "Faulted", "GroundFailure")
    [order] = await scene.ordered()
    first, second = await scene.alarms()
    assert (order.id, order.alarm_id, order.reopened) == (verified.id, second.id, 1)
    assert (first.state, second.work_order) == (State.CLOSED, str(order.id))


async def test_an_alarm_has_one_open_order_and_no_second_one_after_a_restart(scene: Scene) -> None:
    await scene.report("A-1", "Faulted", "GroundFailure")
    await scene.report("B-1", "Faulted", "OverCurrentFailure")
    for _ in range(3):
        orders = await scene.round(1)
    assert sorted(each.station for each in orders) == ["A", "B"]
    assert len({each.alarm_id for each in orders}) == 2


async def test_planning_asks_the_nearest_and_then_somebody_else(scene: Scene) -> None:
    await scene.hire("bob", 1.0)
    await scene.hire("eve", 20.0)
    await scene.hire("ada", 0.0, skills=("network",))
    await scene.report("A-1", "Faulted", "GroundFailure")
    [order] = await scene.ordered()
    assert (order.technician, order.is_pinned) == ("bob", False)
    assert order.reasons[0] == "5 min drive (straight-line estimate)"
    assert "2 of 3 on shift can do it (charger, high_voltage)" in order.reasons
    assert "carries CABLE-DC, RCD" in order.reasons
    assert order.reasons[-1] == "nearest other: eve, 38 min"
    [waiting] = await scene.round(9)
    assert waiting == order
    [other] = await scene.round(2)
    assert (other.technician, other.refused_by) == ("eve", ("bob",))
    [row] = await lines_of_kind(scene, "not_accepted")
    assert (row.line.person, row.order_id) == ("bob", order.id)
    await scene.round(11)
    [nobody] = await scene.round(1)
    assert (nobody.state, nobody.refused_by) == (WorkState.NEW, ("bob", "eve"))


async def test_what_was_accepted_or_chosen_by_a_person_stays(scene: Scene) -> None:
    await scene.hire("bob", 20.0)
    await scene.report("A-1", "Faulted", "GroundFailure")
    await scene.ordered()
    await scene.step(BOB, Accept())
    await scene.hire("eve", 0.0)
    [order] = await scene.round(1)
    assert order.technician == "bob"
    await scene.step(DESK, Assign("bob"))
    [order] = await scene.round(30)
    assert (order.technician, order.is_pinned, order.is_missed) == ("bob", True, True)


async def test_who_goes_off_shift_before_an_answer_is_not_asked_any_more(scene: Scene) -> None:
    await scene.hire("bob", 1.0, shifts=(Shift(tuple(range(7)), 6 * 60, 18 * 60),))
    await scene.report("A-1", "Faulted", "GroundFailure")
    [order] = await scene.ordered()
    assert order.technician == "bob"
    async with scene.units.write() as uow:
        bob = await uow.technicians.get("bob")
        assert bob is not None
        await uow.technicians.put(replace(bob, is_active=False))
        await uow.commit()
    [order] = await scene.round(1)
    assert (order.state, order.technician, order.refused_by) == (WorkState.NEW, "", ())
    [row] = await lines_of_kind(scene, "unassigned")
    assert row.line.text == "bob is off shift"


async def test_used_parts_leave_the_van(scene: Scene) -> None:
    await scene.hire("bob", 1.0)
    await scene.report("A-1", "Faulted", "GroundFailure")
    await scene.ordered()
    used = (PartCount("RCD", 1), PartCount("METER", 2))
    await scene.step(BOB, Accept(), Travel(), Arrive(), Finish(Report("ground", used)))
    async with scene.units.read() as uow:
        bob = await uow.technicians.get("bob")
    assert bob is not None
    assert bob.stock == {"CABLE-DC": 2, "RCD": 1}


async def lines_of_kind(scene: Scene, kind: str) -> list[Any]:
    async with scene.units.read() as uow:
        return [row for row in await uow.work_orders.lines_after(0, 100) if row.line.kind == kind]


async def test_an_order_whose_alarm_a_person_closed_is_cancelled(scene: Scene) -> None:
    await scene.report("A-1", "Faulted", "GroundFailure")
    await scene.ordered()
    [alarm] = await scene.alarms()
    async with scene.units.write() as uow:
        closed = replace(
            alarm, closed_at=scene.clock.at, closed_by="olga", close_reason="false alarm"
        )
        await uow.alarms.save(closed)
        await uow.commit()
    [order] = await scene.round(1)
    assert (order.state, order.end_reason) == (
        WorkState.CANCELLED,
        "its alarm was closed: false alarm",
    )


async def test_the_faults_of_a_month_are_counted(scene: Scene) -> None:
    for _ in range(3):
        await scene.report("A-1", "Faulted", "GroundFailure")
        scene.clock.at += timedelta(minutes=1)
        await scene.report("A-1", "Available")
        scene.clock.at += timedelta(minutes=1)
    await scene.report("A-1", "Faulted", "ReaderFailure")
    await scene.round()
    async with scene.units.read() as uow:
        found = await uow.work_orders.repeats(ChargePointId("A-1"), START - timedelta(days=30))
    assert [(each.topic, each.faults) for each in found] == [("ground", 3), ("reader", 1)]
