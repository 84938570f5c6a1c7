"""Limits of stations and grid areas over REST, and who is given what."""

from datetime import timedelta
from typing import Any

import pytest

from central.core.load_sharing.facts import Share
from central.core.load_sharing.plans import Place, PlaceKind, Signal
from central.core.load_sharing.profiles import ToldLimit
from contract.ids import ChargePointId, ConnectorId
from tests.integration.central.api.conftest import NOW, Api

pytestmark = pytest.mark.integration

PLAN: dict[str, Any] = {
    "limit_w": 120_000.0,
    "phase_limit_a": 160.0,
    "hours": [{"days": ["mon", "wed"], "start": "17:00", "end": "21:00", "limit_w": 30_000.0}],
    "safe_limit_w": 20_000.0,
    "voltage_v": 240.0,
    "chargers": {"A-1": {"weight": 2.0, "guaranteed_w": 15_000.0, "phases": 1}},
}
AREA: dict[str, Any] = {"name": "Grid east", "limit_w": 90_000.0, "time_zone": "America/Phoenix"}


@pytest.mark.each_database
async def test_a_plan_is_put_down_read_and_taken_away(api: Api) -> None:
    admin, viewer = api.client("admin"), api.client("viewer")
    made = await admin.put("/stations/A/load-plan", json=PLAN)
    assert made.status_code == 200
    shown = await viewer.get("/stations/A/load-plan")
    assert shown.json() == made.json()
    assert shown.json()["chargers"]["A-1"]["rotation"] == "RST"
    assert shown.json()["hours"] == PLAN["hours"]
    stale = await admin.put("/stations/A/load-plan", json=PLAN, headers={"If-Match": '"old"'})
    assert stale.status_code == 412
    assert (await admin.delete("/stations/A/load-plan")).status_code == 204
    assert (await viewer.get("/stations/A/load-plan")).status_code == 404


async def test_guarantees_beyond_the_rating_are_refused_with_the_sum(api: Api) -> None:
    plan = {"limit_w": 10_000.0, "chargers": {"A-1": {"guaranteed_w": 15_000.0}}}
    answer = await api.client("admin").put("/stations/A/load-plan", json=plan)
    assert answer.status_code == 422
    assert "sum to 15000 W: at most the rating of 10000 W is allowed" in answer.json()["detail"]
    plan = {"chargers": {"B-1": {}}}
    answer = await api.client("admin").put("/stations/A/load-plan", json=plan)
    assert "'B-1' is not at this station" in answer.json()["detail"]


async def test_a_lower_grid_limit_than_what_is_guaranteed_is_refused(api: Api) -> None:
    admin = api.client("admin")
    plan = {"chargers": {"A-1": {"guaranteed_w": 15_000.0}}}
    assert (await admin.put("/stations/A/load-plan", json=plan)).status_code == 200
    settings = (await admin.get("/stations/A/settings")).json()
    answer = await admin.put("/stations/A/settings", json={**settings, "grid_limit_w": 14_000.0})
    assert answer.status_code == 422
    assert "at most the rating of 14000 W is allowed" in answer.json()["detail"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"limit_w": -1}, id="a negative limit"),
        pytest.param({"voltage_v": "230"}, id="a text for a number"),
        pytest.param({"hours": [{**PLAN["hours"][0], "end": "24:30"}]}, id="no time of day"),
        pytest.param({"chargers": {"A-1": {"rotation": "RRR"}}}, id="no rotation"),
        pytest.param({"surprise": 1}, id="an unknown field"),
    ],
)
async def test_what_cannot_be_a_plan_is_refused(api: Api, change: dict[str, Any]) -> None:
    answer = await api.client("admin").put("/stations/A/load-plan", json={**PLAN, **change})
    assert answer.status_code == 422
    assert answer.json()["errors"]


async def test_a_grid_area_holds_stations_and_stays_while_it_does(api: Api) -> None:
    admin = api.client("admin")
    assert (await admin.put("/grid-areas/east", json=AREA)).status_code == 201
    settings = (await admin.get("/stations/A/settings")).json()
    unknown = await admin.put("/stations/A/settings", json={**settings, "grid_area": "west"})
    assert (unknown.status_code, "put it down first" in unknown.json()["detail"]) == (422, True)
    answer = await admin.put("/stations/A/settings", json={**settings, "grid_area": "east"})
    assert answer.status_code == 200
    plan = {"chargers": {"A-1": {"guaranteed_w": 80_000.0}}}
    assert (await admin.put("/stations/A/load-plan", json=plan)).status_code == 200
    less = await admin.put("/grid-areas/east", json={**AREA, "limit_w": 70_000.0})
    assert (less.status_code, "grid area 'east'" in less.json()["detail"]) == (422, True)
    assert (await admin.delete("/grid-areas/east")).status_code == 409
    assert (await admin.put("/stations/A/settings", json=settings)).status_code == 200
    assert (await admin.delete("/grid-areas/east")).status_code == 204
    assert (await admin.get("/grid-areas")).json() == {"items": []}


async def test_shares_are_shown_with_limits_reasons_and_what_was_accepted(api: Api) -> None:
    admin, viewer = api.client("admin"), api.client("viewer")
    await admin.put("/stations/A/load-plan", json=PLAN)
    key, until = ChargePointId("A-1"), NOW + timedelta(minutes=30)
    share = Share(
        charge_point=key, connector=ConnectorId(1), transaction_id=7, limit_w=20_000.0,
        until=until, decided_at=NOW, may_draw_w=20_000.0, phases=(1, 2, 3), turned_at=NOW,
        reason="2 of 3 share 60.0 kW of the station (the signal of solar)",
    )  # fmt: skip
    signal = Signal(60_000.0, NOW, until, "solar")
    async with api.units.write() as uow:
        await uow.load_sharing.save_shares([share], ())
        await uow.load_sharing.record_limit(key, 1, ToldLimit(20_000.0, "W", 3, until, 7), NOW)
        await uow.load_sharing.record_limit(key, 0, ToldLimit(15_000.0, "W", 3, None, None), NOW)
        await uow.load_sharing.save_signal(Place(PlaceKind.STATION, "A"), signal)
        await uow.commit()
    shown = (await viewer.get("/stations/A/load-sharing")).json()
    assert shown["limit"] == {
        "power_w": 60_000.0, "phase_a": 160.0, "reason": "the signal of solar",
    }  # fmt: skip
    [session] = shown["shares"]
    assert (session["limit_w"], session["accepted_value"], session["reason"]) == (
        20_000.0, 20_000.0, share.reason,
    )  # fmt: skip
    assert [each["value"] for each in shown["defaults"]] == [15_000.0]
    assert (await viewer.get("/stations/X/load-sharing")).status_code == 404
