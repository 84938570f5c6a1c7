"""Uptime, exclusions with evidence, and first-attempt success over REST."""

from datetime import timedelta
from typing import Any

import pytest

from central.core.first_attempts import FailedStart, Failure
from central.core.uptime import OutageKind
from central.services.items import iso
from central.services.reliability_records import LINK_KINDS, STATUS_KINDS, OutageChange
from contract.ids import ChargePointId
from tests.integration.central.api.conftest import NOW, Api
from tests.integration.central.api.test_api_reviews import seed_session

pytestmark = pytest.mark.integration

A1 = ChargePointId("A-1")
DAY = timedelta(days=1)
FAULTED = OutageKind.FAULTED
EVIDENCE = "outage 4711 of the utility; meter log of the site"


async def seed_outage(api: Api, start: timedelta, end: timedelta | None) -> None:
    """Connector 1 of A-1 was faulted, by times before now."""
    changes = [OutageChange(A1, 1, STATUS_KINDS, NOW - start, FAULTED, "InternalError")]
    if end is not None:
        changes.append(OutageChange(A1, 1, STATUS_KINDS, NOW - end))
    async with api.units.write() as uow:
        await uow.reliability.change(changes)
        await uow.commit()


async def port(api: Api) -> Any:
    return (await api.client("viewer").get("/chargers/A-1/connectors/1/uptime")).json()


def exclusion(**changes: Any) -> dict[str, Any]:
    given = {
        "charge_point": "A-1",
        "connector_id": 1,
        "cause": "utility",
        "start_at": iso(NOW - 20 * DAY),
        "end_at": iso(NOW - 15 * DAY),
        "evidence": EVIDENCE,
    }
    return {**given, **changes}


async def test_uptime_of_ports_by_the_rule(api: Api) -> None:
    await seed_outage(api, 30 * DAY, 10 * DAY)
    found = (await api.client("viewer").get("/uptime?station_id=A")).json()["items"]
    assert [(item["connector_id"], item["outage_min"]) for item in found] == [
        (1, 28_800.0), (2, 0.0),
    ]  # fmt: skip
    assert found[0]["uptime_pct"] == round((525_600 - 28_800) / 525_600 * 100, 4)
    assert (found[0]["is_met"], found[1]["is_met"]) == (False, True)
    assert found[0]["known_since"] == iso(NOW)
    detail = await port(api)
    assert sum(month["outage_min"] for month in detail["months"]) == 28_800.0
    assert len(detail["months"]) == 12
    before = (await api.client("viewer").get(f"/uptime?until={iso(NOW - 20 * DAY)}")).json()
    assert before["items"][0]["outage_min"] == 14_400.0


async def test_an_exclusion_needs_evidence_and_can_be_withdrawn(api: Api) -> None:
    await seed_outage(api, 30 * DAY, 10 * DAY)
    operator = api.client("operator")
    made = await operator.post("/uptime/exclusions", json=exclusion())
    assert (made.status_code, made.json()["actor"]) == (201, "operator-person")
    item = await port(api)
    assert (item["excluded_min"], item["is_met"]) == (7_200.0, False)
    wide = exclusion(start_at=iso(NOW - 40 * DAY), connector_id=None, cause="natural_disaster")
    second = (await operator.post("/uptime/exclusions", json=wide)).json()["id"]
    assert (await port(api))["excluded_min"] == 21_600.0
    path = f"/uptime/exclusions/{second}/withdraw"
    assert (await operator.post(path, json={"reason": "a mistake"})).status_code == 200
    again = await operator.post(path, json={"reason": "a mistake"})
    assert again.json()["withdrawn_by"] == "operator-person"
    assert (await port(api))["excluded_min"] == 7_200.0
    listed = (await operator.get("/uptime/exclusions?charge_point=A-1")).json()["items"]
    assert [each["withdrawn_at"] is None for each in listed] == [False, True]
    acts = (await operator.get("/audit?object_id=A-1")).json()["items"]
    ours = [act["act"] for act in acts if act["act"].startswith("uptime.")]
    assert ours == ["uptime.included", "uptime.excluded", "uptime.excluded"]


async def test_a_wrong_exclusion_is_refused(api: Api) -> None:
    wrong: list[tuple[dict[str, Any], int]] = [
        ({"evidence": ""}, 422),
        ({"cause": "bad luck"}, 422),
        ({"end_at": iso(NOW - 21 * DAY)}, 422),
        ({"end_at": iso(NOW + DAY)}, 422),
        ({"charge_point": "none"}, 404),
    ]
    operator = api.client("operator")
    for changes, status in wrong:
        answer = await operator.post("/uptime/exclusions", json=exclusion(**changes))
        assert answer.status_code == status, (changes, answer.text)
    technician = api.client("technician")
    assert (await technician.post("/uptime/exclusions", json=exclusion())).status_code == 403


async def test_taking_a_working_station_out_is_an_outage_that_is_excluded(api: Api) -> None:
    admin = api.client("admin")
    body = (await admin.get("/stations/A/settings")).json()
    body.pop("id", None)
    for out in (True, False):
        answer = await admin.put("/stations/A/settings", json={**body, "under_maintenance": out})
        assert answer.status_code == 200, answer.text
        api.clock.at += timedelta(hours=2)
    item = await port(api)
    assert (item["outage_min"], item["excluded_min"], item["uptime_pct"]) == (120.0, 120.0, 100.0)


async def test_first_attempts_with_the_reasons_of_failures(api: Api) -> None:
    await seed_session(api, cost="1.00")
    at = NOW - timedelta(hours=3)
    failed = FailedStart(A1, 0, "other", at, at, Failure.AUTHORISATION_REFUSED, "Blocked")
    async with api.units.write() as uow:
        await uow.reliability.add_failed_starts([failed])
        await uow.commit()
    client = api.client("viewer")
    found = (await client.get("/first-attempts")).json()
    assert found["network"]["first_attempt_success"] == 0.5
    assert found["network"]["failures"] == [
        {"reason": "authorisation_refused", "detail": "Blocked", "count": 1}
    ]
    assert [each["station_id"] for each in found["stations"]] == ["A"]
    [one] = (await client.get("/first-attempts/failed?station_id=A")).json()["items"]
    assert (one["reason"], one["connector_id"]) == ("authorisation_refused", None)
    assert "id_tag" not in one
    assert (await client.get("/first-attempts?station_id=B")).json()["network"]["visits"] == 0
    late = await client.get(f"/first-attempts?from={iso(NOW + DAY)}")
    assert late.status_code == 422


async def test_anybody_may_read_how_reliable_a_station_is(api: Api) -> None:
    await seed_outage(api, 30 * DAY, None)
    await seed_session(api, cost="1.00")
    found = (await api.client().get("/public/stations/A/reliability")).json()
    assert found["first_attempt_success"] == 1.0
    assert [each["connector_id"] for each in found["ports"]] == [1, 2]
    assert found["uptime_pct"] == pytest.approx(100 - 30 / 365 * 100 / 2, abs=1e-3)
    assert "outage_min" not in found["ports"][0]
    assert (await api.client().get("/public/stations/X/reliability")).status_code == 404
    assert (await api.client().get("/uptime")).status_code == 401


async def test_what_is_older_than_twelve_months_is_forgotten(api: Api) -> None:
    await seed_outage(api, 500 * DAY, 450 * DAY)
    async with api.units.write() as uow:
        line = [OutageChange(A1, 0, LINK_KINDS, NOW - 600 * DAY, OutageKind.OUT_OF_CONTACT)]
        await uow.reliability.change(line)
        assert await uow.reliability.prune(NOW - 400 * DAY, 10) == 1
        await uow.commit()
    assert (await port(api))["outage_min"] == 525_600.0  # the line is still gone
