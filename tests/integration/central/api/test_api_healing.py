"""Modes of regions, the kill switch, more time for a heal, and what-if, over REST."""

from typing import Any

import pytest

from central.core.heal import HealState
from tests.integration.central.api.conftest import NOW, Api
from tests.integration.central.api.test_api_stations import surge_a_discount_b
from tests.integration.central.seeds import measure

pytestmark = pytest.mark.integration


async def what_if(api: Api, **body: Any) -> dict[str, Any]:
    answer = await api.client("viewer").post("/heal/preview", json={"station_id": "A", **body})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_preview_shows_steps_and_targets_and_does_nothing(api: Api) -> None:
    await measure(api.units, "B-1", NOW)
    await measure(api.units, "C-1", NOW)
    seen = await what_if(api)
    assert (seen["mode"], seen["state"], seen["target_station_id"]) == ("autopilot", "active", "B")
    steps = [(each["kind"], each["station_id"]) for each in seen["steps"]]
    assert steps == [("note", "A"), ("limit", "A"), ("surge", "A"), ("discount", "B")]
    [limit] = [each for each in seen["steps"] if each["kind"] == "limit"]
    assert (limit["charge_point"], limit["limit_w"]) == ("A-1", 75_000.0)
    assert [(t["station_id"], t["verdict"]) for t in seen["targets"]] == [
        ("B", "chosen"),
        ("C", "possible"),
    ]
    assert (await api.client("viewer").get("/heals")).json()["items"] == []
    assert api.chargers.sent == []


async def test_a_preview_says_why_not(api: Api) -> None:
    await measure(api.units, "C-1", NOW, risk=0.5)
    seen = await what_if(api, station_id="B")
    assert (seen["state"], seen["steps"]) == (None, [])
    assert seen["why_not"] == ["the risk of B-1 is not known"]
    assumed = await what_if(api, station_id="B", critical=True)
    assert assumed["state"] == "active"
    reasons = {each["station_id"]: each["reason"] for each in assumed["targets"]}
    assert "risk of 0.70" in reasons["A"]
    assert "risk of 0.50" in reasons["C"]
    off = await what_if(api, mode="off")
    assert off["why_not"] == ["the mode is off here"]
    assert (await what_if(api, mode="propose"))["state"] == "proposed"


async def test_a_preview_of_an_unknown_station_is_refused(api: Api) -> None:
    answer = await api.client("viewer").post("/heal/preview", json={"station_id": "Z"})
    assert (answer.status_code, answer.json()["detail"]) == (404, "station 'Z' is not known")


async def test_a_region_has_its_own_mode_until_it_is_cleared(api: Api) -> None:
    client = api.client("operator")
    answer = await client.put("/control/heal/regions/phoenix", json={"mode": "propose"})
    assert answer.json()["regions"] == {"phoenix": "propose"}
    assert (await what_if(api))["state"] == "proposed"
    await client.put("/control/heal", json={"stopped": True})
    assert (await what_if(api))["why_not"] == ["the kill switch is on"]
    await client.put("/control/heal", json={"stopped": False})
    answer = await client.delete("/control/heal/regions/phoenix")
    assert answer.json()["regions"] == {}
    assert (await what_if(api))["state"] == "active"
    acts = (await api.client("viewer").get("/audit?act=control.heal")).json()["items"]
    assert len(acts) == 4
    assert acts[-1]["after"]["regions"] == {"phoenix": "propose"}


async def test_a_region_without_stations_is_refused(api: Api) -> None:
    path = "/control/heal/regions/atlantis"
    answer = await api.client("operator").put(path, json={"mode": "off"})
    assert answer.status_code == 404
    assert "'atlantis' is not known" in answer.json()["detail"]
    wrong = await api.client("operator").put(path, json={"mode": "maybe"})
    assert wrong.status_code == 422


async def test_a_region_is_changed_only_as_it_was_seen(api: Api) -> None:
    client = api.client("operator", **{"If-Match": '"old"'})
    answer = await client.put("/control/heal/regions/phoenix", json={"mode": "off"})
    assert answer.status_code == 412


async def test_a_heal_is_prolonged_within_the_longest_length(api: Api) -> None:
    heal_id = await surge_a_discount_b(api)
    client = api.client("operator")
    long = await client.post(f"/heals/{heal_id}/prolong", json={"hours": 5, "reason": "x"})
    assert long.status_code == 422
    [wrong] = long.json()["errors"]
    assert (wrong["field"], wrong["value"]) == ("hours", "5")
    assert wrong["allowed"] == "Input should be less than or equal to 4"
    body = {"hours": 3, "reason": "the event goes on"}
    assert (await client.post(f"/heals/{heal_id}/prolong", json=body)).status_code == 202
    async with api.units.read() as uow:
        row = await uow.heals.get(heal_id)
    assert row is not None
    assert row.heal.state is HealState.ACTIVE
    assert row.asked is not None
    assert (row.asked.act, row.asked.length_s) == ("prolong", 10_800.0)
