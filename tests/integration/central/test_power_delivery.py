"""A limit on its way to chargers that take other profiles, say other things, or do other things."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from central.core.load_sharing.plans import LimitPlan, Place, PlaceKind
from central.services.control_records import Page
from central.services.records import LinkState, NewTransaction
from contract.ids import ChargePointId
from tests.integration.central.loop_world import World, opened_world

pytestmark = pytest.mark.integration

A1 = ChargePointId("A-1")
WHOLE, DEFAULT, SESSIONS = "ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    async with opened_world(database_url) as made:
        await made.rounds(2)
        made.stress()
        yield made


def told(world: World) -> list[tuple[str, int, float]]:
    """Purpose, connector and limit of each profile that A-1 was sent."""
    found = []
    for payload in world.chargers.of("SetChargingProfile", "A-1"):
        profile = payload["csChargingProfiles"]
        limit = profile["chargingSchedule"]["chargingSchedulePeriod"][0]["limit"]
        found.append((profile["chargingProfilePurpose"], payload["connectorId"], limit))
    return found


async def acts(world: World, act: str) -> list[Any]:
    async with world.units.read() as uow:
        return await uow.audit.page(Page(50, filters={"act": act}))


async def begin_session(world: World, connector: int) -> int:
    async with world.units.write() as uow:
        begun = await uow.transactions.add(
            NewTransaction(
                A1, connector, "TAG", world.clock.at, 0, world.clock.at, Decimal("0.40"), "USD"
            )
        )
        await uow.commit()
    return begun.id


async def test_a_charger_without_a_profile_for_all_gets_one_for_each_session(world: World) -> None:
    world.chargers.refused_purposes["A-1"] = {WHOLE}
    await world.rounds(3)
    assert told(world) == [(WHOLE, 0, 75_000.0), (DEFAULT, 0, 37_500.0)]
    accepted = await world.accepted("A-1")
    assert (accepted.power_limit_w, accepted.power_limit_by) == (75_000.0, DEFAULT)
    [row] = await acts(world, "power.limited")
    assert row.after["by"] == DEFAULT
    world.calm()
    await world.rounds(60)
    assert [limit for purpose, _, limit in told(world) if purpose == DEFAULT] == [
        37_500.0,
        56_250.0,
    ], "the rung that held is tried first"
    cleared = world.chargers.of("ClearChargingProfile", "A-1")
    assert [each["id"] for each in cleared] == [1968, 1969]
    assert (await world.accepted("A-1")).power_limit_w is None


async def test_the_last_rung_limits_the_sessions_that_run_and_each_that_begins(
    world: World,
) -> None:
    world.chargers.refused_purposes["A-1"] = {WHOLE, DEFAULT}
    await begin_session(world, 1)
    await world.rounds(3)
    assert told(world)[2:] == [(SESSIONS, 1, 75_000.0)]
    assert (await world.accepted("A-1")).power_limit_by == SESSIONS
    world.clock.at += timedelta(seconds=5)
    await begin_session(world, 2)
    await world.rounds(2)
    assert told(world)[3:] == [(SESSIONS, 1, 37_500.0), (SESSIONS, 2, 37_500.0)]
    await world.rounds(3)
    assert len(told(world)) == 5


async def test_a_charger_that_refuses_every_profile_is_left_to_a_person(world: World) -> None:
    world.chargers.refused_purposes["A-1"] = {WHOLE, DEFAULT, SESSIONS}
    await begin_session(world, 1)
    await world.rounds(3, step_s=5.0)
    assert (await world.accepted("A-1")).power_limit_w is None
    [row] = await acts(world, "power.refused")
    assert "only a person can take load off it" in row.after["why"]
    assert set(row.after["tried"]) == {WHOLE, DEFAULT, SESSIONS}


async def test_a_charger_that_has_no_smart_charging_is_sent_no_profile(world: World) -> None:
    listed = {"key": "SupportedFeatureProfiles", "readonly": True, "value": "Core,Reservation"}
    world.chargers.answers["GetConfiguration"] = {"configurationKey": [listed]}
    await world.rounds(3)
    assert told(world) == []
    [row] = await acts(world, "power.refused")
    assert "no smart charging" in row.after["why"]


async def test_silence_is_no_refusal(world: World) -> None:
    world.chargers.behaviours["A-1"] = "timeout"
    await world.rounds(2)
    assert {purpose for purpose, _, _ in told(world)} == {WHOLE}
    world.chargers.behaviours.clear()
    await world.rounds(3)
    assert (await world.accepted("A-1")).power_limit_w == 75_000.0


def plan_of(power_w: float) -> dict[str, Any]:
    period = {"startPeriod": 0, "limit": power_w}
    schedule = {"chargingRateUnit": "W", "chargingSchedulePeriod": [period]}
    return {"status": "Accepted", "connectorId": 0, "chargingSchedule": schedule}


async def test_a_limit_is_read_back_and_a_lower_plan_is_fine(world: World) -> None:
    world.chargers.answers["GetCompositeSchedule"] = plan_of(75_000.0)
    await world.rounds(3)
    [asked] = world.chargers.of("GetCompositeSchedule", "A-1")
    assert (asked["connectorId"], asked["chargingRateUnit"]) == (0, "W")
    assert len(told(world)) == 1


async def test_a_plan_above_the_limit_leads_down_the_ladder_and_is_told(world: World) -> None:
    world.chargers.answers["GetCompositeSchedule"] = plan_of(150_000.0)
    await begin_session(world, 1)
    await world.rounds(3)
    assert [purpose for purpose, _, _ in told(world)] == [WHOLE, DEFAULT, SESSIONS]
    accepted = await world.accepted("A-1")
    assert (accepted.power_limit_w, accepted.power_limit_by) == (75_000.0, SESSIONS)
    [row] = await acts(world, "power.limited")
    assert row.after["unproven"][WHOLE]["says_w"] == 150_000.0
    await world.rounds(3)
    assert len(told(world)) == 3


async def test_a_limit_that_the_charger_does_not_keep_is_told_once(world: World) -> None:
    await world.rounds(3)
    assert (await world.accepted("A-1")).power_limit_w == 75_000.0
    world.power_w = 90_000.0
    await world.rounds(8)
    [row] = await acts(world, "power.ignored")
    assert row.object_id == "A"
    assert row.reason == (
        "A-1 draws at least 90.0 kW for 60 s although it accepted a limit of 75.0 kW"
    )


async def test_a_pair_waits_for_a_charger_that_is_out_of_contact(world: World) -> None:
    async with world.units.write() as uow:
        await uow.charge_points.save_links([LinkState(A1, False, world.clock.at)])
        await uow.commit()
    await world.rounds(3)
    [heal] = await world.heals()
    assert (heal.heal.state, heal.heal.surge) == ("active", None)
    [row] = await acts(world, "price.not_started")
    assert row.reason == "A-1 is out of contact: the pair is not started"
    assert await world.shown("B-1") == Decimal("0.4")
    async with world.units.write() as uow:
        await uow.charge_points.save_links([LinkState(A1, True, world.clock.at)])
        await uow.commit()
    await world.rounds(2)
    assert await world.shown("A-1") == Decimal("0.7")
    assert await world.shown("B-1") == Decimal("0.28")


async def share_station_a(world: World) -> None:
    """From now on its charger keeps a safe default, and sessions have shares."""
    async with world.units.write() as uow:
        await uow.load_sharing.put_plan(Place(PlaceKind.STATION, "A"), LimitPlan(limit_w=100_000.0))
        await uow.commit()


async def test_a_safe_default_is_not_replaced_where_a_charger_has_one_place_for_it(
    world: World,
) -> None:
    world.calm()
    await share_station_a(world)
    world.chargers.refused_purposes["A-1"] = {WHOLE}
    await begin_session(world, 1)
    await world.rounds(3)
    assert set(told(world)) == {(DEFAULT, 0, 50_000.0), (SESSIONS, 1, 100_000.0)}
    world.stress()
    await world.rounds(6)
    assert (await world.accepted("A-1")).power_limit_by == SESSIONS
    assert [each for each in told(world) if each[0] == DEFAULT] == [(DEFAULT, 0, 50_000.0)]
    assert [limit for purpose, _, limit in told(world) if purpose == SESSIONS][-1] <= 75_000.0


async def test_above_a_safe_default_a_charger_of_several_places_takes_another(
    world: World,
) -> None:
    world.calm()
    await share_station_a(world)
    world.chargers.refused_purposes["A-1"] = {WHOLE}
    places = {"key": "ChargeProfileMaxStackLevel", "readonly": True, "value": "3"}
    world.chargers.answers["GetConfiguration"] = {"configurationKey": [places]}
    await world.rounds(3)
    world.stress()
    await world.rounds(6)
    assert (await world.accepted("A-1")).power_limit_by == DEFAULT
    profiles = [
        payload["csChargingProfiles"] for payload in world.chargers.of("SetChargingProfile", "A-1")
    ]
    defaults = [each for each in profiles if each["chargingProfilePurpose"] == DEFAULT]
    assert [each["stackLevel"] for each in defaults] == [0, 1]
