"""The way to a place over REST."""

import pytest

from tests.integration.central.api.conftest import NOW, Api
from tests.integration.central.api.test_api_alarms import fault, go_round
from tests.integration.central.seeds import place, seed_stations

pytestmark = pytest.mark.integration


async def test_staff_is_told_a_way_and_that_it_is_an_estimate(api: Api) -> None:
    asked = {"from": "33.0,-112.0", "to": "33.1,-112.0"}
    answer = await api.client("technician").get("/route", params=asked)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["source"], told["steps"]) == ("straight_line_estimate", [])
    assert told["why"] == "no router is configured"
    assert told["line"] == [[33.0, -112.0], [33.1, -112.0]]
    assert told["distance_m"] > 11_000


async def test_a_driver_is_told_nothing(api: Api) -> None:
    asked = {"from": "33.0,-112.0", "to": "33.1,-112.0"}
    assert (await api.client().get("/route", params=asked)).status_code == 401


WRONG = [
    "",
    "33",
    "33,",
    "91,0",
    "0,181",
    "nan,0",
    "33.0,-112.0,5",
    "a,b",
    "1e3,0",
    "90.1,0",
    "0,-180.5",
    "٣,0",
]


async def test_a_wrong_place_is_named(api: Api) -> None:
    client = api.client("viewer")
    for each in WRONG:
        answer = await client.get("/route", params={"from": each, "to": "33,-112"})
        assert answer.status_code == 422, each
        assert answer.json()["errors"][0]["field"] == "from"
        assert each in answer.json()["detail"]


async def test_a_technician_is_told_the_way_to_own_jobs_only(api: Api) -> None:
    await fault(api, "C-1", "ReaderFailure")
    await go_round(api)
    desk, own = api.client("operator"), api.client("technician")
    [alarm] = (await desk.get("/alarms?topic=reader")).json()["items"]
    order = (await desk.post(f"/alarms/{alarm['id']}/order", json={})).json()["id"]
    asked = f"/work-orders/{order}/route?from=33.0,-112.0"
    assert (await own.get(asked)).status_code == 404
    given = {"technician": "technician-person"}
    assert (await desk.post(f"/work-orders/{order}/assign", json=given)).status_code == 200
    told = (await own.get(asked)).json()
    assert told["line"][-1] == pytest.approx([33.0, -112.0 + 6 / 93.25])
    assert told["distance_m"] == pytest.approx(6000 * 1.3, rel=0.01)
    assert (await own.get(f"/work-orders/{order}/route?from=x")).status_code == 422


async def test_a_station_without_coordinates_is_named(api: Api) -> None:
    await seed_stations(api.units, NOW, place("Z", latitude_deg=None, longitude_deg=None))
    await fault(api, "Z-1", "ReaderFailure")
    await go_round(api)
    desk = api.client("operator")
    [alarm] = (await desk.get("/alarms?topic=reader")).json()["items"]
    order = (await desk.post(f"/alarms/{alarm['id']}/order", json={})).json()["id"]
    answer = await desk.get(f"/work-orders/{order}/route?from=33.0,-112.0")
    assert answer.status_code == 409
    assert "Z" in answer.json()["detail"]
