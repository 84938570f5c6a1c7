"""Lists by a figure, busy hours, and the tick of central's own loop."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from central.core.rules import HealRules, Mode, Switches
from central.services.control import Control, ControlSettings
from central.services.counters import Counters
from central.services.tick import Tick
from tests.integration.central.api.conftest import NOW, Api
from tests.integration.central.api.test_api_reviews import seed_session
from tests.integration.central.seeds import measure, report

pytestmark = pytest.mark.integration


async def test_stations_are_ranked_by_a_figure_over_pages(api: Api) -> None:
    await measure(api.units, "B-1", NOW, risk=0.9, power_w=150_000.0)
    await measure(api.units, "C-1", NOW, risk=0.1, power_w=1_000.0)
    client = api.client("viewer")
    asked = "/stations?sort=revenue_at_risk_per_h&limit=1"
    found, cursor = [], ""
    while cursor is not None:
        page = (await client.get(f"{asked}&cursor={cursor}")).json()
        found += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert found == ["B", "A", "C"]
    by_risk = (await client.get("/stations?sort=risk")).json()["items"]
    assert [item["id"] for item in by_risk] == ["B", "A", "C"]
    # nothing is known of any wait but 0, and equal figures go by id
    by_wait = (await client.get("/stations?sort=wait_min")).json()["items"]
    assert [item["id"] for item in by_wait] == ["A", "B", "C"]
    assert (await client.get("/stations?sort=name")).status_code == 422
    other = (await client.get("/stations?limit=1")).json()["next_cursor"]
    assert (await client.get(f"{asked}&cursor={other}")).status_code == 422


async def test_busy_hours_come_from_the_sessions(api: Api) -> None:
    await seed_session(api)  # from 10 to 11 h on a Wednesday, at one of two ports
    found = (await api.client("viewer").get("/stations/A/busy-hours?weeks=2")).json()
    busy = {item["hour"]: item["utilisation"] for item in found["hours"] if item["utilisation"]}
    assert busy == {2 * 24 + 10: 0.5}
    assert (len(found["hours"]), found["time_zone"]) == (168, "UTC")
    shown = (await api.client().get("/public/stations/A/busy-hours")).json()
    assert set(shown["hours"][0]) == {"hour", "utilisation"}
    assert (await api.client().get("/public/stations/X/busy-hours")).status_code == 404
    assert (await api.client("viewer").get("/stations/X/busy-hours")).status_code == 404
    assert (await api.client().get("/stations/A/busy-hours")).status_code == 401


async def test_a_full_station_with_arrivals_makes_a_driver_wait_longer(api: Api) -> None:
    await seed_session(api)  # an hour long, two hours ago
    await report(api.units, "A-1", NOW, ("Charging", "Charging"))
    item = (await api.client("viewer").get("/stations/A")).json()
    assert item["wait_min"] == 30.0
    api.clock.at = NOW - timedelta(hours=1)  # the start is within the window now
    async with asyncio.timeout(20):
        while item["wait_min"] == 30.0:
            await asyncio.sleep(0.1)  # the reader shares its answer for half a second
            item = (await api.client("viewer").get("/stations/A")).json()
    assert item["wait_min"] == 36.0  # rho = 1/4: 30 x (1 + 2 x 1/4) / (1 + 1/4)


async def test_the_tick_is_centrals_own(api: Api) -> None:
    seconds = 0.0
    control = Control(
        api.units, api.chargers, api.clock, lambda: seconds,
        ControlSettings(HealRules(), Switches(Mode.AUTOPILOT)), Counters(), (Tick(api.units),),
    )  # fmt: skip
    client = api.client("viewer")
    assert (await client.get("/simulation/tick")).status_code == 404
    numbers = []
    for _ in range(7):
        seconds += 5.0
        api.clock.at += timedelta(seconds=5)
        await measure(api.units, "A-1", api.clock.at, risk=0.9, temperature_c=80.0)
        async with asyncio.TaskGroup() as tasks:
            await control.round(tasks)
        numbers.append((await client.get("/simulation/tick")).json()["number"])
    assert numbers == [1, 1, 2, 2, 3, 3, 4]
    tick = (await client.get("/simulation/tick")).json()
    assert (tick["mode"], tick["open_heals"], tick["interval_s"]) == ("autopilot", 1, 10.0)
    assert tick["metrics"]["ports"]["total"] == 6
    assert tick["metrics"]["risk_levels"]["critical"] == 1
    async with api.units.read() as uow:
        assert len(await uow.heals.open()) == 1
    again = Tick(api.units)  # a restart goes on counting
    restarted = Control(
        api.units, api.chargers, api.clock, lambda: seconds,
        ControlSettings(HealRules(), replace(Switches(), mode=Mode.OFF)), Counters(), (again,),
    )  # fmt: skip
    async with asyncio.TaskGroup() as tasks:
        await restarted.round(tasks)
    tick = (await client.get("/simulation/tick")).json()
    assert (tick["number"], tick["decisions"], tick["decided"][0]["state"]) == (5, 1, "ended")
    async with httpx.AsyncClient(cookies={"sntry_session": "token-viewer"}) as old:
        same = await old.get(f"{api.url}/api/simulation/tick")
        assert same.json() == tick
    async with httpx.AsyncClient() as nobody:
        assert (await nobody.get(f"{api.url}/api/simulation/tick")).status_code == 401
