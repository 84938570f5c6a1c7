"""Stations, chargers, connectors, sessions, configuration, profiles and tasks over REST."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from central.services.records import MeterRow, NewTransaction
from contract.ids import ChargePointId
from tests.integration.central.api.conftest import NOW, Api
from tests.integration.central.seeds import BASE

pytestmark = pytest.mark.integration

STATION = {
    "name": "New place",
    "base_price_per_kwh": "0.45",
    "energy_cost_per_kwh": "0.10",
    "currency": "USD",
    "time_zone": "America/Phoenix",
    "latitude_deg": 33.5,
    "longitude_deg": -112.1,
}
PROFILE = {
    "chargingProfileId": 7,
    "stackLevel": 1,
    "chargingProfilePurpose": "TxDefaultProfile",
    "chargingProfileKind": "Absolute",
    "chargingSchedule": {
        "chargingRateUnit": "W",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 5000}],
    },
}


async def everything(api: Api, path: str, **params: Any) -> list[dict[str, Any]]:
    """All items of a list, two by two."""
    client, items, cursor = api.client("admin"), [], ""
    while cursor is not None:
        answer = await client.get(path, params={**params, "limit": 2, "cursor": cursor})
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert len(page["items"]) <= 2
        items += page["items"]
        cursor = page["next_cursor"]
    return items


async def test_a_station_and_a_charger_are_put_down_and_changed(api: Api) -> None:
    admin = api.client("admin")
    made = await admin.put("/stations/NEW-1/settings", json=STATION)
    assert (made.status_code, made.json()["currency"]) == (201, "USD")
    charger = {"station_id": "NEW-1", "rated_power_w": 50_000.0, "current_type": "DC"}
    assert (await admin.put("/chargers/NEW-1-A/settings", json=charger)).status_code == 201
    found = (await admin.get("/chargers/NEW-1-A")).json()
    assert (found["registration"], found["station_id"]) == ("accepted", "NEW-1")
    out = {**STATION, "under_maintenance": True}
    changed = await admin.put(
        "/stations/NEW-1/settings", json=out, headers={"If-Match": made.headers["etag"]}
    )
    assert changed.status_code == 200
    got = await admin.get("/stations/NEW-1/settings")
    assert got.json() == changed.json()
    assert got.headers["etag"] == changed.headers["etag"] != made.headers["etag"]
    acts = [each["act"] for each in await everything(api, "/audit")]
    assert acts[:3] == ["station.put", "charger.put", "station.put"]


async def test_a_rejected_charger_stays_rejected_when_it_is_renewed(api: Api) -> None:
    admin = api.client("admin")
    await admin.post("/chargers/A-1/reject")
    settings = (await admin.get("/chargers/A-1/settings")).json()
    await admin.put("/chargers/A-1/settings", json={**settings, "rated_power_w": 1000})
    assert (await admin.get("/chargers/A-1")).json()["registration"] == "rejected"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        pytest.param("/stations/X/settings", {**STATION, "time_zone": "Mars"}, 422, id="zone"),
        pytest.param("/stations/X/settings", {**STATION, "currency": "usd"}, 422, id="currency"),
        pytest.param(
            "/stations/X/settings", {**STATION, "base_price_per_kwh": "-1"}, 422, id="price"
        ),
        pytest.param("/stations/X Y/settings", STATION, 422, id="station id"),
        pytest.param("/chargers/a:b/settings", {"station_id": "A"}, 422, id="charger id"),
        pytest.param("/chargers/N/settings", {"station_id": "none"}, 404, id="no such station"),
    ],
)
async def test_wrong_places_are_refused(
    api: Api, path: str, body: dict[str, Any], status: int
) -> None:
    answer = await api.client("admin").put(path, json=body)
    assert answer.status_code == status


async def test_connectors_are_listed_by_charger_and_number(api: Api) -> None:
    items = await everything(api, "/connectors")
    keys = [(each["charge_point"], each["connector_id"]) for each in items]
    assert keys == [(f"{name}-1", number) for name in "ABC" for number in (1, 2)]
    own = await everything(api, "/connectors", station_id="B")
    assert [each["charge_point"] for each in own] == ["B-1", "B-1"]
    client = api.client("viewer")
    one = (await client.get("/chargers/B-1/connectors/2")).json()
    assert one == own[1]
    assert (await client.get("/chargers/B-1/connectors/3")).status_code == 404
    assert await everything(api, "/connectors", status="Faulted") == []


async def test_a_session_is_read_with_its_readings(api: Api) -> None:
    point = ChargePointId("A-1")
    async with api.units.write() as uow:
        new = NewTransaction(point, 1, "0123456789", NOW, 1000, NOW, BASE, "USD")
        session = await uow.transactions.add(new)
        sampled = [{"value": "1000"}]
        rows = [MeterRow(point, 1, session.id, NOW, NOW, [*sampled]) for _ in range(5)]
        await uow.transactions.add_meter_values(rows)
        await uow.commit()
    client = api.client("viewer")
    shown = (await client.get(f"/sessions/{session.id}")).json()
    assert (shown["id_tag"], shown["stopped_at"]) == ("***6789", None)
    readings = await everything(api, f"/sessions/{session.id}/meter-values")
    assert len({each["id"] for each in readings}) == 5
    assert readings[0]["sampled"] == sampled
    assert readings[0]["id"] > readings[-1]["id"]
    for path in ("/sessions/999", "/sessions/999/meter-values"):
        assert (await client.get(path)).status_code == 404


async def test_configuration_is_known_after_it_was_read_and_changed(api: Api) -> None:
    admin = api.client("admin")
    path = "/chargers/A-1/configuration"
    assert (await admin.get(path)).json()["keys"] == []
    api.chargers.answers["GetConfiguration"] = {
        "configurationKey": [
            {"key": "HeartbeatInterval", "value": "300", "readonly": False},
            {"key": "AuthorizationKey", "value": "hush", "readonly": False},
        ]
    }
    assert (await admin.post(path, json={})).json()["outcome"] == "accepted"
    api.clock.at += timedelta(seconds=1)
    api.chargers.answers["ChangeConfiguration"] = {"status": "RebootRequired"}
    changed = await admin.put(f"{path}/HeartbeatInterval?reason=test", json={"value": "60"})
    assert changed.json()["payload"] == {"status": "RebootRequired"}
    got = await admin.get(path)
    assert "hush" not in got.text
    found = {each["key"]: each for each in got.json()["keys"]}
    assert (found["HeartbeatInterval"]["value"], found["HeartbeatInterval"]["needs_reboot"]) == (
        "60",
        True,
    )
    api.chargers.behaviours["A-1"] = "reject"
    refused = await admin.put(f"{path}/HeartbeatInterval", json={"value": "9"})
    assert refused.json()["outcome"] == "rejected"
    again = await admin.get(path, headers={"If-None-Match": got.headers["etag"]})
    assert again.status_code == 304


async def test_profiles_are_held_from_their_acceptance_until_they_are_cleared(api: Api) -> None:
    client = api.client("operator")
    path = "/chargers/A-1/charging-profiles"
    given = {"connector_id": 1, "profile": PROFILE}
    assert (await client.post(path, json=given)).json()["outcome"] == "accepted"
    [held] = (await client.get(path)).json()["items"]
    assert (held["connector_id"], held["profile"]) == (1, PROFILE)
    wrong = {"connector_id": 1, "profile": {**PROFILE, "stackLevel": "high"}}
    assert (await client.post(path, json=wrong)).status_code == 422
    api.clock.at += timedelta(seconds=1)
    await client.delete(path, params={"profile_id": 8})
    assert len((await client.get(path)).json()["items"]) == 1
    await client.delete(path, params={"profile_id": 7})
    assert (await client.get(path)).json()["items"] == []
    sent = api.chargers.of("ClearChargingProfile")
    assert sent == [{"id": 8}, {"id": 7}]


async def test_a_task_is_followed_to_its_outcome(api: Api) -> None:
    client = api.client("operator")
    answer = await client.post("/chargers/A-1/ocpp/Reset?reason=stuck", json={"type": "Soft"})
    assert answer.status_code == 202
    where = answer.headers["location"].removeprefix("/api/v1")
    assert answer.json()["task"].endswith(where)
    async with asyncio.timeout(10):
        while (task := (await client.get(where)).json())["state"] == "queued":  # noqa: ASYNC110 (a task over HTTP)
            await asyncio.sleep(0.02)
    assert (task["state"], task["action"], task["reason"]) == ("accepted", "Reset", "stuck")
    for name in "BCA":
        await client.post(f"/chargers/{name}-1/ocpp/ClearCache?wait=5", json={})
    tasks = await everything(api, "/tasks")
    assert len({each["id"] for each in tasks}) == 4
    own = await everything(api, "/tasks", charge_point="A-1")
    assert {each["action"] for each in own} == {"Reset", "ClearCache"}
