"""The way to a place over REST."""

import pytest

from tests.integration.central.api.conftest import Api

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


@pytest.mark.parametrize(
    "place", ["", "33", "33,", "91,0", "0,181", "nan,0", "33.0,-112.0,5", "a,b", "1e3,0"]
)
async def test_a_wrong_place_is_named(api: Api, place: str) -> None:
    answer = await api.client("viewer").get("/route", params={"from": place, "to": "33,-112"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "from"
    assert place in answer.json()["detail"]
