"""The control role against a real database and chargers that accept, refuse or stay silent."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from central.core.rules import Mode, Switches
from central.core.tariff_book import Assignment, Scope, Version
from central.core.tariffs import new_tariff
from central.services.control_records import Page
from central.services.people import Actor, People
from central.services.records import BootFacts
from central.services.tariff_store import TariffRow
from contract.ids import ChargePointId
from tests.integration.central.loop_world import START, World, opened_world
from tests.integration.central.seeds import measure, place, report

pytestmark = pytest.mark.integration


class Ids:
    def __init__(self) -> None:
        self.count = 0

    def new(self) -> str:
        self.count += 1
        return f"id-{self.count}"


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    async with opened_world(database_url) as made:
        yield made


async def test_a_booted_charger_is_told_the_base_price_once(world: World) -> None:
    await world.rounds(4)
    assert await world.shown("A-1") == Decimal("0.40")
    assert len(world.chargers.of("ChangeConfiguration", "A-1")) == 1
    assert world.chargers.of("SetChargingProfile") == []


async def test_stress_limits_power_surges_here_and_discounts_the_nearest(world: World) -> None:
    await world.rounds(2)
    world.stress()
    await world.rounds(2)
    [heal] = await world.heals()
    assert (heal.heal.station, heal.heal.target, heal.heal.state) == ("A", "B", "active")
    assert (await world.accepted("A-1")).power_limit_w == 75_000.0
    assert await world.shown("A-1") == Decimal("0.7")
    assert await world.shown("B-1") == Decimal("0.28")
    assert await world.shown("C-1") == Decimal("0.4")
    [profile] = world.chargers.of("SetChargingProfile")
    given = profile["csChargingProfiles"]
    assert profile["connectorId"] == 0
    assert given["chargingProfilePurpose"] == "ChargePointMaxProfile"
    assert given["chargingSchedule"]["duration"] >= 7200
    assert datetime.fromisoformat(given["chargingSchedule"]["startSchedule"]) < world.clock.at
    text = world.chargers.of("ChangeConfiguration", "A-1")[-1]["value"]
    assert "0.28 USD/kWh at Station B (3.0 km)" in text
    assert "power reduced to 75 kW" in text


async def test_the_record_tells_every_step_with_its_reason(world: World) -> None:
    await world.rounds(2)
    world.stress()
    await world.rounds(3)
    acts = await world.acts()
    wanted = ["heal.opened", "power.limit", "price.surge", "price.discount"]
    assert [act for act in acts if act in wanted] == wanted
    assert {"power.limited", "price.accepted"} <= set(acts)
    kinds = {event.type for event in await world.events()}
    assert {"heal.updated", "price.started", "audit.appended", "station.patch"} <= kinds
    async with world.units.read() as uow:
        rows = await uow.audit.page(Page(500))
    assert all(row.reason for row in rows)


async def test_after_the_stress_power_returns_in_steps_and_prices_last(world: World) -> None:
    await world.rounds(2)
    world.stress()
    await world.rounds(4)
    world.calm()
    await world.rounds(60)
    [heal] = await world.heals()
    assert (heal.heal.state, heal.heal.target, heal.heal.sent_to) == ("ended", None, "B")
    limits = [
        each["csChargingProfiles"]["chargingSchedule"]["chargingSchedulePeriod"][0]["limit"]
        for each in world.chargers.of("SetChargingProfile")
    ]
    assert limits == [75_000.0, 112_500.0]
    assert len(world.chargers.of("ClearChargingProfile")) == 1
    order = [each.action for each in world.chargers.sent if each.charge_point == "A-1"]
    assert order.index("ClearChargingProfile") < len(order) - 1
    assert order[-1] == "ChangeConfiguration"
    assert {await world.shown(c) for c in ("A-1", "B-1")} == {Decimal("0.4")}
    assert (await world.accepted("A-1")).power_limit_w is None
    assert all(price.state == "ended" for price in await world.prices())


async def test_a_restart_goes_on_with_the_stored_heal(world: World) -> None:
    await world.rounds(2)
    world.stress()
    await world.rounds(3)
    sent = len(world.chargers.sent)
    world.restart()
    await world.rounds(2)
    assert len(await world.heals()) == 1
    assert len(world.chargers.sent) == sent
    world.calm()
    await world.rounds(60)
    assert [row.heal.state for row in await world.heals()] == ["ended"]


async def test_a_charger_that_booted_anew_is_told_again(world: World) -> None:
    await world.rounds(2)
    world.stress()
    await world.rounds(3)
    before = len(world.chargers.of("SetChargingProfile", "A-1"))
    async with world.units.write() as uow:
        facts = BootFacts("V", "M", "1", "1.1")
        await uow.charge_points.record_boot(ChargePointId("A-1"), facts, world.clock.at)
        await uow.commit()
    world.clock.at += timedelta(seconds=5)
    await world.rounds(3)
    assert len(world.chargers.of("SetChargingProfile", "A-1")) == before + 1
    assert await world.shown("A-1") == Decimal("0.7")


async def test_a_refused_price_is_tried_again_with_growing_waits_and_told_once(
    world: World,
) -> None:
    await world.rounds(2)
    world.chargers.behaviours["A-1"] = "reject"
    world.stress()
    await world.rounds(100, step_s=1.0)
    tries = len(world.chargers.of("ChangeConfiguration", "A-1")) - 1
    assert 5 <= tries <= 8  # at 1, 2, 4 ... 60 s
    assert (await world.acts()).count("price.refused") == 1
    assert await world.shown("A-1") == Decimal("0.4")
    world.chargers.behaviours.clear()
    await world.rounds(3, step_s=60.0)
    assert await world.shown("A-1") == Decimal("0.7")


async def test_a_silent_charger_does_not_hold_up_the_others(world: World) -> None:
    world.chargers.behaviours["A-1"] = "timeout"
    await world.rounds(2)
    assert await world.shown("A-1") is None
    assert await world.shown("B-1") == Decimal("0.4")


async def test_off_puts_everything_back_at_once(world: World) -> None:
    await world.rounds(2)
    world.stress()
    await world.rounds(3)
    async with asyncio.TaskGroup() as tasks:
        people = People(
            world.units, world.chargers, world.clock, Ids(), world.switches, tasks, world.counters
        )
        who = Actor("ann", "r")
        await people.set_switches(who, lambda before: replace(before, mode=Mode.OFF))
    await world.rounds(2)
    assert [row.heal.state for row in await world.heals()] == ["ended"]
    assert await world.shown("A-1") == Decimal("0.4")
    assert (await world.accepted("A-1")).power_limit_w is None
    await world.rounds(30)
    assert len(await world.heals()) == 1


async def test_a_person_approves_and_stops(world: World) -> None:
    world.switches = Switches(Mode.PROPOSE)
    world.restart()
    await world.rounds(2)
    world.stress()
    await world.rounds(3)
    [heal] = await world.heals()
    assert heal.heal.state == "proposed"
    assert world.chargers.of("SetChargingProfile") == []
    async with asyncio.TaskGroup() as tasks:
        people = People(
            world.units, world.chargers, world.clock, Ids(), world.switches, tasks, world.counters
        )
        await people.ask_heal(Actor("ann", "r1"), heal.id, "approve", "approved")
        await world.rounds(3)
        assert await world.shown("A-1") == Decimal("0.7")
        await people.ask_heal(Actor("ann", "r2"), heal.id, "stop", "enough")
        await world.rounds(2)
    [heal] = await world.heals()
    assert heal.heal.end_reason == "stopped by ann: enough"
    assert await world.shown("A-1") == Decimal("0.4")


async def test_a_charger_that_takes_amperes_gets_amperes(world: World) -> None:
    unit = {"key": "ChargingScheduleAllowedChargingRateUnit", "readonly": True, "value": "Current"}
    world.chargers.answers["GetConfiguration"] = {"configurationKey": [unit]}
    await world.rounds(2)
    world.stress()
    await world.rounds(6)
    [profile] = world.chargers.of("SetChargingProfile")
    schedule = profile["csChargingProfiles"]["chargingSchedule"]
    assert schedule["chargingRateUnit"] == "A"
    assert schedule["chargingSchedulePeriod"][0]["limit"] == pytest.approx(75_000 / 690, abs=0.1)
    assert (await world.accepted("A-1")).power_limit_w == pytest.approx(75_000, rel=0.01)


async def test_a_full_neighbour_is_passed_over(world: World) -> None:
    await report(world.units, "B-1", START, ("Charging", "Charging"))
    await world.rounds(2)
    world.stress()
    await world.rounds(2)
    [heal] = await world.heals()
    assert heal.heal.target == "C"
    discount = next(price for price in await world.prices() if price.kind == "discount")
    assert any("not B (3.0 km): its utilisation of 1.00" in reason for reason in discount.reasons)


async def test_patches_tell_only_what_changed(world: World) -> None:
    await world.rounds(2)
    seen = (await world.events())[-1].id
    await report(world.units, "B-1", START, ("Charging", "Available"))
    await world.rounds(1, step_s=2.0)
    patches = [e.data for e in await world.events() if e.id > seen and e.type == "station.patch"]
    assert [patch["id"] for patch in patches] == ["B"]
    assert patches[0]["ports"] == {"total": 2, "available": 1, "occupied": 1, "out_of_service": 0}
    assert "name" not in patches[0]


async def refuse(world: World, table: str, condition: str) -> None:
    """From now on the database aborts such inserts, as for any row that it cannot keep."""
    async with world.database.write() as connection:
        await connection.exec_driver_sql(
            f"CREATE TRIGGER refuse BEFORE INSERT ON {table} WHEN {condition} "
            "BEGIN SELECT RAISE(ABORT, 'not wanted'); END"
        )
        await connection.commit()


@pytest.mark.sqlite_only
async def test_a_defect_at_one_charger_does_not_hold_up_the_others(world: World) -> None:
    await world.rounds(2)
    await refuse(world, "audit", "NEW.act = 'power.limited'")
    world.stress()
    await world.rounds(4)
    assert world.counters["defects"] > 0
    assert await world.shown("B-1") == Decimal("0.28")
    [heal] = await world.heals()
    assert heal.heal.state == "active"


@pytest.mark.sqlite_only
async def test_a_round_that_meets_a_defect_is_followed_by_the_next(
    world: World, until: Callable[..., Any]
) -> None:
    await world.rounds(2)
    await refuse(world, "heals", "1")
    for _ in range(3):
        world.clock.at += timedelta(seconds=10)
        await measure(world.units, "A-1", world.clock.at, risk=0.9, temperature_c=80.0)
    assert world.control is not None
    task = asyncio.create_task(world.control.run())
    await until(lambda: world.counters["defects"], "a round failed")
    async with world.database.write() as connection:
        await connection.exec_driver_sql("DROP TRIGGER refuse")
        await connection.commit()
    async with asyncio.timeout(15):
        while not await world.heals():  # noqa: ASYNC110 (a table)
            await asyncio.sleep(0.05)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def display_keys(**values: str) -> dict[str, Any]:
    keys = [{"key": key, "value": value, "readonly": False} for key, value in values.items()]
    return {"configurationKey": keys}


async def test_a_display_is_read_once_a_boot_and_brought_to_clock_and_languages(
    world: World,
) -> None:
    world.chargers.answers["GetConfiguration"] = display_keys(
        TimeOffset="+00:00",
        CustomMultiLanguageMessages="true",
        SupportedLanguages="de,fr",
        CustomIdleFeeAfterStop="true",
    )
    async with world.units.write() as uow:
        await uow.stations.upsert([place("A", time_zone="America/Phoenix")])
        await uow.commit()
    await world.rounds(8)
    [asked] = world.chargers.of("GetConfiguration", "A-1")
    assert "CustomDisplayCostAndPrice" in asked["key"]
    written = {
        each["key"]: each["value"] for each in world.chargers.of("ChangeConfiguration", "A-1")
    }
    assert written["TimeOffset"] == "-07:00"
    assert written["CustomIdleFeeAfterStop"] == "false"
    assert "0.40 USD/kWh" in written["DefaultPriceText,de"]
    assert "TimeOffsetNextTransition" not in written, "a key that it does not know"
    count = len(world.chargers.of("ChangeConfiguration", "A-1"))
    await world.rounds(2)
    assert len(world.chargers.of("ChangeConfiguration", "A-1")) == count
    async with world.units.write() as uow:
        facts = BootFacts("V", "M", "1", "1.1")
        await uow.charge_points.record_boot(ChargePointId("A-1"), facts, world.clock.at)
        await uow.commit()
    await world.rounds(3)
    assert len(world.chargers.of("GetConfiguration", "A-1")) == 2


async def test_a_tariff_is_shown_with_its_hours_and_a_heal_multiplies_the_hours_price(
    world: World,
) -> None:
    """START is 12:00 UTC, the station's own clock; dear hours begin at 12:10."""
    window = {"days": ["wed"], "start": "12:10", "end": "23:00", "per_kwh": "0.600"}
    prices = {"currency": "USD", "per_kwh": "0.300", "flat": "1.00", "windows": [window]}
    async with world.units.write() as uow:
        await uow.tariffs.add(TariffRow("t", "T", START))
        await uow.tariffs.add_version(Version("t", 1, START, new_tariff(prices)), START, "test")
        await uow.tariffs.assign(Assignment(Scope.STATION, "A", START, "t"), START, "test")
        await uow.commit()
    await world.rounds(2)
    shown = json.loads(world.chargers.of("ChangeConfiguration", "A-1")[-1]["value"])
    assert shown["priceText"] == "0.30 USD/kWh, 1.00 USD per session, 0.60 USD/kWh from 12:10"
    assert shown["priceTextOffline"] == "0.30 USD/kWh, 1.00 USD per session"
    assert shown["chargingPrice"] == {"kWhPrice": 0.3, "hourPrice": 0.0, "flatFee": 1.0}
    world.stress()
    await world.rounds(2)
    assert await world.shown("A-1") == Decimal("0.525")
    world.clock.at = START + timedelta(minutes=12)
    await world.rounds(2)
    assert await world.shown("A-1") == Decimal("0.6"), "no surge beyond what it was made for"
    assert await world.shown("C-1") == Decimal("0.4")
