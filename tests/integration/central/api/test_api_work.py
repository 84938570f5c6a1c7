"""Work orders over REST: who sees which, steps late and twice, photos, what others are told."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from central.adapters.clock import monotonic_s
from central.core.access import UserRole
from central.services.auth import SESSION_LENGTH, token_hash
from central.services.counters import Counters
from central.services.records import ConnectorStatus
from central.services.work_watch import WorkWatch
from contract.ids import ChargePointId
from tests.integration.central.api.conftest import NOW, Api, Reading, read_events
from tests.integration.central.api.test_api_alarms import fault, go_round

pytestmark = pytest.mark.integration

ME = "technician-person"
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(200))


@pytest.fixture
async def order(api: Api) -> dict[str, Any]:
    """C-1's reader failed, an operator ordered work, and this technician has it."""
    await fault(api, "C-1", "ReaderFailure")
    await go_round(api)
    client = api.client("operator")
    [alarm] = (await client.get("/alarms?topic=reader")).json()["items"]
    made = await client.post(f"/alarms/{alarm['id']}/order", json={"note": "regulars complain"})
    assert made.status_code == 201, made.text
    number = made.json()["id"]
    given = await client.post(f"/work-orders/{number}/assign", json={"technician": ME})
    found: dict[str, Any] = given.json()
    return found


async def work_round(api: Api) -> None:
    catalogue, planner = api.parts.catalogue, api.parts.planner
    await WorkWatch(api.units, api.clock, monotonic_s, Counters(), catalogue, planner).round()


async def other_technician(api: Api) -> httpx.AsyncClient:
    async with api.units.write() as uow:
        await uow.users.add("eve", "no hash", UserRole.TECHNICIAN, NOW)
        user = await uow.users.by_name("eve")
        assert user is not None
        await uow.users.add_session(token_hash("token-eve"), user.id, NOW, NOW + SESSION_LENGTH)
        await uow.commit()
    return api.client(None, Authorization="Bearer token-eve")


async def test_an_order_tells_a_technician_all_that_is_needed(api: Api, order: Any) -> None:
    told = (await api.client("technician").get(f"/work-orders/{order['id']}")).json()
    assert (told["state"], told["technician"], told["is_pinned"]) == ("assigned", ME, True)
    assert told["parts"] == [{"part": "READER", "quantity": 1}]
    assert told["safety"] == ["Take the charger out of service"]
    assert (told["place"]["name"], told["place"]["latitude_deg"]) == ("Station C", 33.0)
    assert told["causes"][0]["name"] == "reader"
    assert told["causes"][0]["evidence"][0]["sign"] == "code_reader"
    [repeats] = told["repeats"]
    assert (repeats["charge_point"], repeats["items"][0]["faults"]) == ("C-1", 1)
    again = await api.client("viewer").get("/chargers/C-1/repeat-faults")
    assert again.json() == repeats
    assert repeats["items"][0]["orders"] == 1
    assert (await api.client("viewer").get("/chargers/none/repeat-faults")).status_code == 404
    assert told["steps"] == ["accept", "arrive", "decline", "note", "travel"]
    assert told["reasons"] == ["operator-person decided so"]
    catalogue = (await api.client("viewer").get("/work-catalogue")).json()
    assert {"id": "READER", "title": "Card reader"} in catalogue["parts"]


async def test_the_phone_goes_through_all_steps_late_and_twice(api: Api, order: Any) -> None:
    client, number = api.client("technician"), order["id"]
    began = api.clock.at
    api.clock.at += timedelta(hours=2)
    report = {
        "found_cause": "reader",
        "parts_used": [{"part": "READER", "quantity": 1}],
        "test_charge_ok": True,
    }
    outbox: list[tuple[str, dict[str, Any], int]] = [
        ("accept", {}, 1), ("travel", {}, 2), ("arrive", {}, 30), ("finish", report, 60)
    ]  # fmt: skip
    for step, body, minute in outbox:
        at = (began + timedelta(minutes=minute)).isoformat()
        headers = {"Idempotency-Key": f"{number}-{step}"}
        for is_again in (False, True):
            answer = await client.post(
                f"/work-orders/{number}/{step}", json={**body, "happened_at": at}, headers=headers
            )
            assert answer.status_code == 200, answer.text
            assert ("Idempotency-Replayed" in answer.headers) is is_again
    assert answer.json()["state"] == "done"
    assert answer.json()["done_at"] == "2026-07-01T13:00:00.000Z"
    lines = (await client.get(f"/work-orders/{number}/timeline")).json()["items"]
    assert [line["kind"] for line in lines] == [
        "opened", "assigned", "accepted", "travelling", "on_site", "done",
    ]  # fmt: skip
    assert lines[-1]["text"] == "found reader; 1 x READER; test charge worked"
    assert (lines[3]["happened_at"], lines[3]["at"]) == (
        "2026-07-01T12:02:00.000Z", "2026-07-01T14:00:00.000Z",
    )  # fmt: skip
    refused = await client.post(f"/work-orders/{number}/travel", json={})
    assert refused.status_code == 409
    assert refused.json()["detail"] == f"travel: work order {number} is done, not assigned"
    assert refused.json()["present"]["state"] == "done"


async def test_a_technician_sees_own_orders_only(api: Api, order: Any) -> None:
    eve, number = await other_technician(api), order["id"]
    assert (await eve.get("/work-orders")).json()["items"] == []
    assert (await eve.get(f"/work-orders?technician={ME}")).json()["items"] == []
    for path in ("", "/timeline", "/photos/1"):
        answer = await eve.get(f"/work-orders/{number}{path}")
        assert answer.status_code == 404, path
        assert ME not in answer.text
    for step in ("accept", "travel", "arrive"):
        assert (await eve.post(f"/work-orders/{number}/{step}", json={})).status_code == 404
    note = await eve.post(f"/work-orders/{number}/note", json={"text": "hello"})
    assert note.status_code == 404
    photo = await eve.post(f"/work-orders/{number}/photos", content=JPEG)
    assert photo.status_code == 404
    for step in ("assign", "cancel", "reopen", "close"):
        body = {"technician": "eve"} if step == "assign" else {"reason": "x"}
        assert (await eve.post(f"/work-orders/{number}/{step}", json=body)).status_code == 403
    audit = (await eve.get("/audit")).json()["items"]
    assert all(row["object_type"] != "work_order" for row in audit)
    assert len((await api.client("viewer").get("/work-orders")).json()["items"]) == 1
    assert (await api.client(None).get("/work-orders")).status_code == 401


async def test_who_had_an_order_is_told_how_it_stands_and_may_leave_a_note(
    api: Api, order: Any
) -> None:
    eve, number = await other_technician(api), order["id"]
    assert eve is not None
    given = await api.client("operator").post(
        f"/work-orders/{number}/assign", json={"technician": "eve", "reason": "nearer"}
    )
    assert given.json()["reasons"] == ["nearer"]
    client = api.client("technician")
    late = await client.post(f"/work-orders/{number}/travel", json={})
    assert (late.status_code, late.json()["present"]["technician"]) == (409, "eve")
    assert (await client.get(f"/work-orders/{number}")).status_code == 404
    note = await client.post(f"/work-orders/{number}/note", json={"text": "key is at the desk"})
    assert note.status_code == 200
    lines = (await eve.get(f"/work-orders/{number}/timeline")).json()["items"]
    assert (lines[-1]["actor"], lines[-1]["text"]) == (ME, "key is at the desk")


async def test_the_stream_tells_a_technician_of_own_orders_only(api: Api, order: Any) -> None:
    eve, number = await other_technician(api), order["id"]
    readings = {"eve": Reading(), "operator": Reading()}
    await api.client("operator").post(f"/work-orders/{number}/assign", json={"technician": "eve"})
    await api.client("operator").post(f"/work-orders/{number}/cancel", json={"reason": "sold"})
    for name, client in (("eve", eve), ("operator", api.client("operator"))):
        reading = readings[name]
        async with client.stream("GET", "/stream?topics=work,audit&cursor=0") as response:
            await read_events(response, reading, lambda r: bool(
                [e for e in r.of("work.updated") if e["state"] == "cancelled"]
            ))  # fmt: skip
    assert [e["state"] for e in readings["eve"].of("work.updated")] == ["assigned", "cancelled"]
    assert readings["eve"].of("work.removed") == []
    assert [e["technician"] for e in readings["operator"].of("work.removed")] == [ME]
    audits = readings["eve"].of("audit.appended")
    assert all(row["object_type"] != "work_order" for row in audits)


async def test_an_old_picture_changes_nothing_and_wrong_input_is_named(
    api: Api, order: Any
) -> None:
    desk, number = api.client("operator"), order["id"]
    tag = (await desk.get(f"/work-orders/{number}")).headers["ETag"]
    accepted = await api.client("technician").post(f"/work-orders/{number}/accept", json={})
    assert accepted.headers["ETag"] != tag
    late = await desk.post(
        f"/work-orders/{number}/cancel", json={"reason": "x"}, headers={"If-Match": tag}
    )
    assert late.status_code == 412
    nobody = await desk.post(f"/work-orders/{number}/assign", json={"technician": "nobody"})
    assert (nobody.status_code, nobody.json()["detail"]) == (
        404,
        "technician 'nobody' is not known",
    )
    client = api.client("technician")
    await client.post(f"/work-orders/{number}/arrive", json={})
    wrong = await client.post(
        f"/work-orders/{number}/finish",
        json={"found_cause": "reader", "parts_used": [{"part": "GOLD", "quantity": 1}]},
    )
    assert (wrong.status_code, wrong.json()["errors"][0]["value"]) == (422, "GOLD")
    aliens = await client.post(f"/work-orders/{number}/finish", json={"found_cause": "aliens"})
    assert aliens.status_code == 422


async def test_an_alarm_has_one_open_order(api: Api, order: Any) -> None:
    client, alarm = api.client("operator"), order["alarm_id"]
    again = await client.post(f"/alarms/{alarm}/order", json={})
    assert (again.status_code, again.json()["detail"]) == (
        409,
        f"alarm {alarm} has work order {order['id']} already",
    )
    assert (await client.get(f"/alarms/{alarm}")).json()["state"] == "work_ordered"
    await client.post(f"/work-orders/{order['id']}/cancel", json={"reason": "not needed"})
    told = (await client.get(f"/alarms/{alarm}")).json()
    assert (told["state"], told["work_order"]) == ("open", "")
    other = await client.post(f"/alarms/{alarm}/order", json={"charge_point": "A-1"})
    assert other.status_code == 404
    anew = await client.post(
        f"/alarms/{alarm}/order", json={"charge_point": "C-1", "urgency": "now"}
    )
    assert (anew.status_code, anew.json()["urgency"]) == (201, "now")
    closed = await client.post(f"/work-orders/{anew.json()['id']}/close", json={"reason": "x"})
    assert (closed.status_code, closed.json()["present"]["state"]) == (409, "new")


async def test_photos_are_kept_once_and_only_pictures_are_taken(api: Api, order: Any) -> None:
    client, path = api.client("technician"), f"/work-orders/{order['id']}/photos"
    first = await client.post(f"{path}?text=burnt pin", content=JPEG)
    again = await client.post(path, content=JPEG)
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert len(list(api.parts.uploads.path("x").parent.iterdir())) == 1
    shown = await client.get(f"{path}/{first.json()['id']}")
    assert (shown.content, shown.headers["content-type"]) == (JPEG, "image/jpeg")
    assert (await client.get(f"{path}/99")).status_code == 404
    html = await client.post(path, content=b"<script>alert(1)</script>")
    assert (html.status_code, html.json()["detail"]) == (
        422,
        "this is no picture: JPEG, PNG and WebP are taken",
    )
    large = await client.post(path, content=JPEG + bytes(8 * 1024 * 1024))
    assert (large.status_code, "at most 8388608 bytes" in large.json()["detail"]) == (422, True)
    detail = (await client.get(f"/work-orders/{order['id']}")).json()
    assert [each["text"] for each in detail["photos"]] == ["burnt pin"]


async def test_orders_are_listed_by_filters_and_pages(api: Api, order: Any) -> None:
    await fault(api, "A-1")
    await fault(api, "B-1")
    await go_round(api)
    api.clock.at += timedelta(minutes=2)
    await work_round(api)
    client = api.client("viewer")

    async def found(query: str) -> list[str]:
        items = (await client.get(f"/work-orders?{query}")).json()["items"]
        return sorted(each["station_id"] for each in items)

    assert await found("open=true") == ["A", "B", "C"]
    assert await found("state=new&urgency=now&cause=ground") == ["A", "B"]
    assert await found("charge_point=C-1") == ["C"]
    assert await found("technician=technician-person") == ["C"]
    assert await found("open=false") == []
    first = (await client.get("/work-orders?limit=2")).json()
    rest = (await client.get(f"/work-orders?limit=2&cursor={first['next_cursor']}")).json()
    assert len(first["items"]) == 2
    assert [each["station_id"] for each in rest["items"]] == ["C"]
    assert rest["next_cursor"] is None


async def test_evidence_for_a_claim_holds_failure_and_repair(api: Api, order: Any) -> None:
    now = api.clock.at
    key = ChargePointId("C-1")
    odd = ConnectorStatus(key, 2, "Faulted", "OtherError", "=cmd()", "E9", now, now)
    async with api.units.write() as uow:
        await uow.alarms.add_faults([odd])
        await uow.commit()
    client = api.client("technician")
    await client.post(f"/work-orders/{order['id']}/photos", content=JPEG)
    path = f"/work-orders/{order['id']}/evidence"
    assert (await client.get(path)).status_code == 403
    told = await api.client("operator").get(path)
    assert told.status_code == 200, told.text
    body = told.json()
    assert body["order"]["id"] == order["id"]
    assert body["alarm"]["topic"] == "reader"
    assert body["diagnosis"]["causes"][0]["name"] == "reader"
    [charger] = body["chargers"]
    assert (charger["charge_point"], charger["vendor"]) == ("C-1", "V")
    codes = [(each["error_code"], each["info"]) for each in charger["faults"]]
    assert ("OtherError", "=cmd()") in codes
    assert [each["kind"] for each in body["timeline"]] == ["opened", "assigned", "photo"]
    assert body["photos"][0]["sha256"]


async def test_on_site_the_technician_restarts_and_unlocks_the_order_s_charger_only(
    api: Api, order: Any
) -> None:
    client, number = api.client("technician"), order["id"]

    async def call(charger: str, action: str, payload: dict[str, Any]) -> httpx.Response:
        path = f"/work-orders/{number}/calls/{charger}/{action}?wait=5"
        return await client.post(path, json=payload)

    early = await call("C-1", "Reset", {"type": "Soft"})
    assert (early.status_code, early.json()["detail"]) == (
        409, f"work order {number} is assigned: calls are sent from the site",
    )  # fmt: skip
    await client.post(f"/work-orders/{number}/arrive", json={})
    done = await call("C-1", "Reset", {"type": "Soft"})
    assert (done.status_code, done.json()["outcome"]) == (200, "accepted")
    for charger, action in (("A-1", "Reset"), ("C-1", "RemoteStartTransaction")):
        refused = await call(charger, action, {"type": "Soft"})
        assert refused.status_code == 409
        assert charger in refused.text or action in refused.text
    wrong = await call("C-1", "Reset", {"type": "Kick"})
    assert wrong.status_code == 422
    eve = await other_technician(api)
    path = f"/work-orders/{number}/calls/C-1/Reset"
    assert (await eve.post(path, json={"type": "Soft"})).status_code == 404
    audit = (await api.client("admin").get("/audit?limit=20")).json()["items"]
    assert f"work order {number}, on site" in {row["reason"] for row in audit}
