"""Technicians over REST: what operators set, what a phone tells, and the plan with its reasons."""

from datetime import timedelta
from typing import Any

import pytest

from tests.integration.central.api.conftest import Api
from tests.integration.central.api.test_api_alarms import fault, go_round
from tests.integration.central.api.test_api_work import ME, other_technician, work_round

pytestmark = pytest.mark.integration

BASE = {"latitude_deg": 33.0, "longitude_deg": -112.0}
MINE: dict[str, Any] = {
    "skills": ["charger", "high_voltage"],
    "time_zone": "America/Phoenix",
    "shifts": [{"days": ["wed", "mon"], "start": "05:00", "end": "13:30"}],
    "base": BASE,
}


async def test_an_operator_puts_a_technician_down(api: Api) -> None:
    client, path = api.client("operator"), f"/technicians/{ME}"
    blank = await client.get(path)
    assert (blank.json()["is_active"], blank.json()["stock"]) == (False, {})
    put = await client.put(path, json=MINE, headers={"If-Match": blank.headers["ETag"]})
    assert put.status_code == 200, put.text
    shown = put.json()
    assert shown["shifts"] == [{"days": ["mon", "wed"], "start": "05:00", "end": "13:30"}]
    assert (shown["base"], shown["is_active"]) == (BASE, True)
    late = await client.put(path, json=MINE, headers={"If-Match": blank.headers["ETag"]})
    assert late.status_code == 412
    zone = await client.put(path, json={**MINE, "time_zone": "Mars/Base"})
    assert (zone.status_code, zone.json()["errors"][0]["field"]) == (422, "time_zone")
    nobody = await client.put("/technicians/operator-person", json=MINE)
    assert nobody.status_code == 404
    assert [t["name"] for t in (await client.get("/technicians")).json()["items"]] == [ME]
    acts = (await client.get("/audit?object_type=technician")).json()["items"]
    assert [(each["act"], each["object_id"]) for each in acts] == [("technician.put", ME)]
    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).json()["skills"] == []


async def test_a_technician_counts_the_own_van_and_tells_the_own_place(api: Api) -> None:
    await api.client("operator").put(f"/technicians/{ME}", json=MINE)
    eve, client = await other_technician(api), api.client("technician")
    stock = await client.put(f"/technicians/{ME}/stock", json={"parts": {"RCD": 2, "LOCK": 0}})
    assert stock.json()["stock"] == {"RCD": 2}
    gold = await client.put(f"/technicians/{ME}/stock", json={"parts": {"GOLD": 1}})
    assert (gold.status_code, gold.json()["errors"][0]["value"]) == (422, "GOLD")
    here = {"latitude_deg": 33.1, "longitude_deg": -112.1}
    told = await client.put(f"/technicians/{ME}/position", json=here)
    assert (told.json()["position"], told.json()["located_at"]) == (
        here,
        "2026-07-01T12:00:00.000Z",
    )
    old = {**here, "latitude_deg": 40.0, "at": "2026-07-01T11:30:00Z"}
    assert (await client.put(f"/technicians/{ME}/position", json=old)).json()["position"] == here
    for path in ("", "/stock", "/position"):
        method = "GET" if not path else "PUT"
        body = {"parts": {}} if path == "/stock" else here
        answer = await eve.request(method, f"/technicians/{ME}{path}", json=body)
        assert answer.status_code == 404, path
    assert [t["name"] for t in (await eve.get("/technicians")).json()["items"]] == ["eve"]
    assert (await eve.put("/technicians/eve", json=MINE)).status_code == 403


async def test_the_plan_says_who_goes_and_why_and_who_does_not(api: Api) -> None:
    desk = api.client("operator")
    await desk.put(f"/technicians/{ME}", json=MINE)
    await desk.put(f"/technicians/{ME}/stock", json={"parts": {"RCD": 1, "CABLE-DC": 1}})
    await fault(api, "A-1")
    await fault(api, "C-1", "PowerMeterFailure")
    await go_round(api)
    alarms = (await desk.get("/alarms?open=true")).json()["items"]
    for alarm in alarms:
        if alarm["topic"] in {"ground", "meter"}:
            await desk.post(f"/alarms/{alarm['id']}/order", json={})
    plan = (await desk.get("/work-plan")).json()
    assert plan["source"] == "straight-line estimate"
    [mine] = plan["technicians"]
    assert (mine["name"], mine["until"]) == (ME, "2026-07-01T20:30:00.000Z")
    [visit] = mine["visits"]
    assert visit["reasons"][:2] == [
        "0 min drive (straight-line estimate)",
        "there in 0 min, done 120 min before it is due",
    ]
    assert "carries CABLE-DC, RCD" in visit["reasons"]
    [left] = plan["left"]
    assert left["reason"] == "nobody on shift has the skills charger, metering"
    await work_round(api)
    [given] = (await desk.get(f"/work-orders?technician={ME}")).json()["items"]
    assert (given["id"], given["reasons"]) == (visit["order_id"], visit["reasons"])
    assert given["answer_by"] == "2026-07-01T12:10:00.000Z"
    assert (await api.client("technician").get("/work-plan")).status_code == 403


async def test_what_a_person_decides_is_kept_when_plans_change(api: Api) -> None:
    desk = api.client("operator")
    await other_technician(api)
    await desk.put(f"/technicians/{ME}", json=MINE)
    await fault(api, "A-1")
    await go_round(api)
    api.clock.at += timedelta(minutes=2)
    await work_round(api)
    [order] = (await desk.get("/work-orders")).json()["items"]
    assert order["technician"] == ME
    assert "fetches CABLE-DC, RCD at the base first" in order["reasons"]
    path = f"/work-orders/{order['id']}"
    await desk.post(f"{path}/assign", json={"technician": "eve", "reason": "knows the site"})
    for _ in range(2):
        await work_round(api)
    kept = (await desk.get(path)).json()
    assert (kept["technician"], kept["is_pinned"], kept["reasons"]) == (
        "eve",
        True,
        ["knows the site"],
    )
    await desk.post(f"{path}/assign", json={"technician": ""})
    await work_round(api)
    assert (await desk.get(path)).json()["technician"] == ME
