"""Alarms over REST: lists, timelines, what people do, and what the stream tells of it."""

from datetime import timedelta
from typing import Any

import pytest

from central.services.alarms import AlarmSettings, AlarmWatch
from central.services.counters import Counters
from central.services.records import ConnectorStatus
from contract.ids import ChargePointId
from tests.integration.central.api.conftest import NOW, Api, Reading, read_events

pytestmark = pytest.mark.integration


async def fault(api: Api, charger: str, error: str = "GroundFailure") -> None:
    now = api.clock.at
    row = ConnectorStatus(ChargePointId(charger), 1, "Faulted", error, "", "", now, now)
    async with api.units.write() as uow:
        await uow.charge_points.save_statuses([row])
        await uow.alarms.add_faults([row])
        await uow.commit()


async def go_round(api: Api) -> None:
    watch = AlarmWatch(api.units, api.clock, lambda: 0.0, Counters(), AlarmSettings())
    await watch.round()


@pytest.fixture
async def alarms(api: Api) -> list[dict[str, Any]]:
    """A-1 has a raised risk; A-1 and B-1 have a ground fault, C-1 a warning of its reader."""
    await fault(api, "A-1")
    await fault(api, "B-1")
    await fault(api, "C-1", "ReaderFailure")
    await go_round(api)
    items: list[dict[str, Any]] = (await api.client("viewer").get("/alarms")).json()["items"]
    return items


async def test_alarms_are_listed_by_filters_and_pages(api: Api, alarms: Any) -> None:
    client = api.client("viewer")

    async def found(query: str) -> list[tuple[str, str]]:
        answer = (await client.get(f"/alarms?{query}")).json()
        return [(each["place"], each["topic"]) for each in answer["items"]]

    assert await found("open=true&severity=critical&topic=ground") == [
        ("B", "ground"),
        ("A", "ground"),
    ]
    assert set(await found("station_id=A")) == {("A", "ground"), ("A", "heat")}
    assert await found("charge_point=C-1&network=Net") == [("C", "reader")]
    assert await found("state=closed") == []
    assert await found("network=Other") == []
    first = (await client.get("/alarms?limit=3")).json()
    rest = (await client.get(f"/alarms?limit=3&cursor={first['next_cursor']}")).json()
    ids = [each["id"] for each in (*first["items"], *rest["items"])]
    assert ids == [each["id"] for each in alarms]
    assert rest["next_cursor"] is None


async def test_an_alarm_tells_its_chargers_and_its_timeline(api: Api, alarms: Any) -> None:
    client = api.client("viewer")
    number = next(each["id"] for each in alarms if each["topic"] == "reader")
    detail = (await client.get(f"/alarms/{number}")).json()
    assert detail["title"] == "Card reader: C"
    [member] = detail["members"]
    assert (member["charge_point"], member["connectors"], member["stage"]) == ("C-1", [1], "failed")
    assert member["text"] == "connector 1 of C-1 reports ReaderFailure and is faulted"
    timeline = (await client.get(f"/alarms/{number}/timeline")).json()["items"]
    assert [each["kind"] for each in timeline] == ["opened", "cause"]
    assert (await client.get("/alarms/999")).status_code == 404
    assert (await client.get("/alarms/999/timeline")).status_code == 404


async def test_an_alarm_tells_its_cause_with_evidence(api: Api, alarms: Any) -> None:
    client = api.client("viewer")
    reader = next(each for each in alarms if each["topic"] == "reader")
    assert (reader["cause"], reader["urgency"]) == ("reader", "today")
    told = (await client.get(f"/alarms/{reader['id']}/cause")).json()
    first = told["causes"][0]
    assert (first["name"], first["evidence"][0]["sign"]) == ("reader", "code_reader")
    assert first["confidence"] > 0.9
    assert "Act today: replace the reader" in told["summary"]
    assert told["explanation"] is None
    assert (await client.get("/alarms/999/cause")).status_code == 404


async def test_people_carry_an_alarm_to_its_end_and_all_of_it_is_written_down(
    api: Api, alarms: Any
) -> None:
    client = api.client("operator")
    number = next(each["id"] for each in alarms if each["topic"] == "reader")
    steps = (
        ("ack", {"minutes": 30}, "acked"),
        ("assign", {"to": "Bob"}, "assigned"),
        ("note", {"text": "on the way"}, "assigned"),
        ("close", {"reason": "new reader", "found_cause": "reader"}, "closed"),
    )
    for act, body, state in steps:
        answer = await client.post(f"/alarms/{number}/{act}", json=body)
        assert (answer.status_code, answer.json()["state"]) == (200, state), answer.text
    timeline = (await client.get(f"/alarms/{number}/timeline")).json()["items"]
    assert [each["kind"] for each in timeline[2:]] == [
        "acked", "assigned", "note", "closed",
    ]  # fmt: skip
    assert {each["actor"] for each in timeline[2:]} == {"operator-person"}
    acts = (await client.get(f"/audit?object_type=alarm&object_id={number}")).json()["items"]
    assert [each["act"] for each in reversed(acts)] == [
        f"alarm.{each['kind']}" for each in timeline[2:]
    ]
    refused = await client.post(f"/alarms/{number}/ack", json={})
    assert (refused.status_code, refused.json()["detail"]) == (
        409,
        f"alarm {number} is closed: it takes notes only",
    )
    [label] = (await client.get("/feedback")).json()["items"]
    assert (label["charger"], label["cause"]) == ("C-1", "reader")


async def test_an_old_picture_changes_nothing(api: Api, alarms: Any) -> None:
    client, number = api.client("operator"), alarms[0]["id"]
    tag = (await client.get(f"/alarms/{number}")).headers["ETag"]
    first = await client.post(
        f"/alarms/{number}/assign", json={"to": "Ann"}, headers={"If-Match": tag}
    )
    assert first.status_code == 200
    late = await client.post(
        f"/alarms/{number}/assign", json={"to": "Bob"}, headers={"If-Match": tag}
    )
    assert late.status_code == 412
    again = await client.post(
        f"/alarms/{number}/close", json={"reason": "x"}, headers={"If-Match": first.headers["ETag"]}
    )
    assert again.status_code == 200


async def test_a_technician_writes_notes_and_a_viewer_nothing(api: Api, alarms: Any) -> None:
    number = alarms[0]["id"]
    note = {"text": "saw it"}
    for role, wanted in (("viewer", 403), ("technician", 200)):
        answer = await api.client(role).post(f"/alarms/{number}/note", json=note)
        assert answer.status_code == wanted
    closing = await api.client("technician").post(f"/alarms/{number}/close", json={"reason": "x"})
    assert closing.status_code == 403


@pytest.mark.parametrize(
    ("act", "body", "field"),
    [
        pytest.param("ack", {"minutes": 0}, "minutes", id="no time at all"),
        pytest.param("ack", {"minutes": "5"}, "minutes", id="a text for a number"),
        pytest.param("close", {"reason": ""}, "reason", id="no reason"),
        pytest.param("close", {"reason": "x", "found_cause": "gnomes"}, "found_cause", id="gnomes"),
        pytest.param("assign", {"to": "x" * 61}, "to", id="a long name"),
    ],
)
async def test_a_wrong_act_names_the_field(
    api: Api, alarms: Any, act: str, body: dict[str, Any], field: str
) -> None:
    answer = await api.client("operator").post(f"/alarms/{alarms[0]['id']}/{act}", json=body)
    assert answer.status_code == 422
    assert field in answer.json()["errors"][0]["field"]


def states(seen: Reading) -> list[str]:
    return [each["state"] for each in seen.of("alarm.updated")]


async def test_the_stream_tells_of_alarms(api: Api) -> None:
    before = await api.emit("audit", "audit.appended", {})
    await fault(api, "B-1")
    await go_round(api)
    operator, reading = api.client("operator"), Reading()
    number = (await operator.get("/alarms?station_id=B")).json()["items"][0]["id"]
    await operator.post(f"/alarms/{number}/ack", json={})
    async with operator.stream("GET", f"/stream?topics=alarms&cursor={before}") as response:
        await read_events(response, reading, lambda seen: "acked" in states(seen))
    opened = {each["place"]: each for each in reading.of("alarm.opened")}
    assert opened["B"]["severity"] == "critical"
    acked = reading.of("alarm.updated")[-1]
    until = NOW + timedelta(hours=4)
    assert (acked["state"], acked["acked_until"]) == ("acked", f"{until:%Y-%m-%dT%H:%M:%S}.000Z")
