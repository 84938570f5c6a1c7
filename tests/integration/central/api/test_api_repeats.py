"""Requests that are sent twice, and changes of what changed meanwhile."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from central.adapters.db.access_tables import kept_answers
from central.services.retention import Kept, prune
from tests.integration.central.api.conftest import Api

pytestmark = pytest.mark.integration

RESET = "/chargers/A-1/ocpp/Reset?wait=5"
SOFT = {"type": "Soft"}


def keyed(key: str = "k-1") -> dict[str, str]:
    return {"Idempotency-Key": key}


async def test_a_repeated_request_acts_once_and_gets_the_same_answer(api: Api) -> None:
    client = api.client("operator")
    first = await client.post(RESET, json=SOFT, headers=keyed())
    again = await client.post(RESET, json=SOFT, headers=keyed())
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len(api.chargers.of("Reset")) == 1
    await client.post(RESET, json=SOFT, headers=keyed("k-2"))
    assert len(api.chargers.of("Reset")) == 2


@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param(RESET, {"type": "Hard"}, id="another body"),
        pytest.param("/chargers/B-1/ocpp/Reset?wait=5", SOFT, id="another charger"),
        pytest.param("/chargers/A-1/ocpp/Reset?wait=6", SOFT, id="another query"),
    ],
)
async def test_a_key_of_another_request_is_refused(api: Api, path: str, body: Any) -> None:
    client = api.client("operator")
    await client.post(RESET, json=SOFT, headers=keyed())
    answer = await client.post(path, json=body, headers=keyed())
    assert answer.status_code == 409
    assert "another request" in answer.json()["detail"]
    assert len(api.chargers.of("Reset")) == 1


async def test_a_key_belongs_to_who_asks(api: Api) -> None:
    await api.client("operator").post(RESET, json=SOFT, headers=keyed())
    answer = await api.client("admin").post(RESET, json={"type": "Hard"}, headers=keyed())
    assert answer.status_code == 200
    assert len(api.chargers.of("Reset")) == 2


async def test_of_two_at_a_time_one_acts(api: Api) -> None:
    client = api.client("operator")
    answers = await asyncio.gather(
        *(client.post(RESET, json=SOFT, headers=keyed()) for _ in range(5))
    )
    assert len(api.chargers.of("Reset")) == 1
    assert {each.status_code for each in answers} <= {200, 409}
    waiting = [each for each in answers if each.status_code == 409]
    assert all(each.headers["retry-after"] for each in waiting)


async def test_a_refused_request_frees_its_key(api: Api) -> None:
    client = api.client("operator")
    wrong = await client.post(RESET, json={"type": "Mild"}, headers=keyed())
    assert wrong.status_code == 422
    right = await client.post(RESET, json=SOFT, headers=keyed())
    assert right.status_code == 200


@pytest.mark.parametrize("key", ["", "a b", "x" * 129])
async def test_a_strange_key_is_refused(api: Api, key: str) -> None:
    answer = await api.client("operator").post(RESET, json=SOFT, headers=keyed(key))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"
    assert api.chargers.sent == []


async def test_a_key_lets_nobody_in(api: Api) -> None:
    await api.client("operator").post(RESET, json=SOFT, headers=keyed())
    assert (await api.client().post(RESET, json=SOFT, headers=keyed())).status_code == 401
    viewer = api.client("viewer")
    assert (await viewer.post(RESET, json=SOFT, headers=keyed())).status_code == 403


async def test_what_is_shown_once_is_not_kept(api: Api) -> None:
    admin = api.client("admin")
    body = {"name": "k", "role": "viewer"}
    made = (await admin.post("/api-keys", json=body, headers=keyed())).json()
    again = (await admin.post("/api-keys", json=body, headers=keyed())).json()
    assert made["token"].startswith("sntry_")
    assert (again["id"], again["token"]) == (made["id"], "(hidden)")
    async with api.units._database.read() as connection:
        rows = (await connection.execute(kept_answers.select())).mappings().all()
    assert made["token"] not in str([dict(row) for row in rows])


async def test_answers_are_forgotten_after_a_day(api: Api) -> None:
    client = api.client("operator")
    await client.post(RESET, json=SOFT, headers=keyed())
    api.clock.at += timedelta(hours=23)
    await prune(api.units, api.clock, Kept())
    api.clock.at += timedelta(hours=2)
    await prune(api.units, api.clock, Kept())
    async with api.units._database.read() as connection:
        assert (await connection.execute(kept_answers.select())).first() is None


async def test_who_has_the_current_picture_gets_no_second_one(api: Api) -> None:
    client = api.client("operator")
    put = await client.put("/id-tags/abc", json={"status": "Accepted"})
    got = await client.get("/id-tags/abc")
    assert put.headers["etag"] == got.headers["etag"]
    for shown in (got.headers["etag"], f"W/{got.headers['etag']}", '"x", ' + got.headers["etag"]):
        again = await client.get("/id-tags/abc", headers={"If-None-Match": shown})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == got.headers["etag"]
    await client.put("/id-tags/abc", json={"status": "Blocked"})
    changed = await client.get("/id-tags/abc", headers={"If-None-Match": got.headers["etag"]})
    assert changed.json()["status"] == "Blocked"


async def test_a_change_of_an_old_picture_is_refused(api: Api) -> None:
    client = api.client("operator")
    tag = (await client.put("/id-tags/abc", json={})).headers["etag"]
    assert (await client.put("/id-tags/abc", json={"status": "Blocked"})).status_code == 200
    for method, body in (("PUT", {}), ("DELETE", None)):
        old = await client.request(method, "/id-tags/abc", json=body, headers={"If-Match": tag})
        assert old.status_code == 412
        assert "tag is" in old.json()["detail"]
    assert (await client.get("/id-tags/abc")).json()["status"] == "Blocked"
    current = (await client.get("/id-tags/abc")).headers["etag"]
    done = await client.delete("/id-tags/abc", headers={"If-Match": current})
    assert done.status_code == 204


async def test_something_new_replaces_nothing(api: Api) -> None:
    client = api.client("operator")
    new = {"If-None-Match": "*"}
    assert (await client.put("/id-tags/abc", json={}, headers=new)).status_code == 200
    assert (await client.put("/id-tags/abc", json={}, headers=new)).status_code == 412
    absent = await client.put("/id-tags/other", json={}, headers={"If-Match": "*"})
    assert absent.status_code == 412


async def test_of_two_who_change_the_switches_one_is_told(api: Api) -> None:
    client = api.client("operator")
    tag = (await client.get("/control/heal")).headers["etag"]
    first = await client.put("/control/heal", json={"mode": "off"}, headers={"If-Match": tag})
    second = await client.put("/control/heal", json={"use_price": False}, headers={"If-Match": tag})
    assert (first.status_code, second.status_code) == (200, 412)
    assert (await client.get("/control/heal")).json()["use_price"] is True


async def test_a_security_profile_is_changed_from_what_was_read(api: Api) -> None:
    admin = api.client("admin")
    path = "/chargers/A-1/security-profile"
    read = await admin.get(path)
    assert read.json() == {"id": "A-1", "security_profile": 0}
    tag = {"If-Match": read.headers["etag"]}
    assert (await admin.put(path, json={"security_profile": 1}, headers=tag)).status_code == 200
    assert (await admin.put(path, json={"security_profile": 2}, headers=tag)).status_code == 412
    assert (await admin.get(path)).json()["security_profile"] == 1
    own = (await admin.get("/audit", params={"actor": "admin-person"})).json()["items"]
    assert [each["act"] for each in own] == ["charger.security_profile"]
    assert (await admin.get("/audit", params={"actor": "nobody"})).json()["items"] == []
