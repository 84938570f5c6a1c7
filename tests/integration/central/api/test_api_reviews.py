"""Sessions that are held for review, released or corrected by a person; violations in lists."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from central.services.records import NewTransaction, TransactionEnd
from central.services.violations import Violation
from contract.ids import ChargePointId
from tests.integration.central.api.conftest import NOW, Api

pytestmark = pytest.mark.integration

A1 = ChargePointId("A-1")
HELD = "910000 Wh in 1.00 h is more than rated power gives"


async def seed_session(api: Api, stop_wh: int | None = 911_000, cost: str | None = None) -> int:
    """An hour from 1000 Wh on, at 0.40; without a stop it runs."""
    start = NewTransaction(
        charge_point_id=A1,
        connector_id=1,
        id_tag="TAG",
        started_at=NOW - timedelta(hours=2),
        meter_start_wh=1000,
        received_at=NOW,
        price_per_kwh=Decimal("0.40"),
        currency="USD",
    )
    async with api.units.write() as uow:
        session = await uow.transactions.add(start)
        if stop_wh is not None:
            end = TransactionEnd(
                id=session.id,
                meter_stop_wh=stop_wh,
                stopped_at=NOW - timedelta(hours=1),
                stop_reason="Local",
                cost=None if cost is None else Decimal(cost),
                problem=HELD if cost is None else None,
            )
            await uow.transactions.end(end)
        await uow.commit()
    return session.id


async def review(api: Api, session: int, role: str = "operator", **body: Any) -> Any:
    given = {"act": "release", "reason": "looked at the meter", **body}
    return await api.client(role).post(f"/sessions/{session}/review", json=given)


async def test_held_sessions_are_listed_with_their_reason(api: Api) -> None:
    held = await seed_session(api)
    client = api.client("viewer")
    [item] = (await client.get("/sessions?held=true")).json()["items"]
    assert (item["id"], item["cost"], item["problem"]) == (held, None, HELD)
    assert (await client.get("/sessions?held=false")).json()["items"] == []


async def test_a_released_session_costs_what_was_read(api: Api) -> None:
    answer = await review(api, await seed_session(api))
    assert answer.status_code == 200
    body = answer.json()
    assert (body["energy_wh"], Decimal(body["cost"])) == (910_000, Decimal(364))
    client = api.client("viewer")
    assert (await client.get("/sessions?held=true")).json()["items"] == []
    [item] = (await client.get("/sessions?held=false")).json()["items"]
    assert (Decimal(item["cost"]), item["problem"]) == (Decimal(364), None)


async def test_a_corrected_session_costs_what_the_person_says(api: Api) -> None:
    session = await seed_session(api)
    stopped_at = NOW - timedelta(minutes=90)
    answer = await review(
        api, session, act="correct", energy_wh=9_100, stopped_at=stopped_at.isoformat()
    )
    body = answer.json()
    assert (body["energy_wh"], Decimal(body["cost"])) == (9_100, Decimal("3.64"))
    assert datetime.fromisoformat(body["stopped_at"]) == stopped_at


async def test_a_review_is_in_the_audit_with_its_reason_and_what_was_read(api: Api) -> None:
    session = await seed_session(api)
    await review(api, session, act="correct", energy_wh=9_100, reason="factor 100")
    rows = (await api.client("viewer").get("/audit?act=session.corrected")).json()["items"]
    (row,) = rows
    assert (row["actor"], row["object_type"], row["object_id"], row["reason"]) == (
        "operator-person",
        "session",
        str(session),
        "factor 100",
    )
    assert (row["after"]["read_wh"], row["after"]["meter_stop_wh"]) == (911_000, 10_100)


async def test_a_register_that_ran_back_can_only_be_corrected(api: Api) -> None:
    session = await seed_session(api, stop_wh=400)
    answer = await review(api, session)
    assert answer.status_code == 409
    assert "ran back by 600 Wh" in answer.json()["detail"]
    assert (await review(api, session, act="correct", energy_wh=0)).status_code == 200


@pytest.mark.parametrize(
    ("stop_wh", "cost"), [(None, None), (2000, "0.40")], ids=["it runs", "it has its cost"]
)
async def test_only_a_held_session_is_reviewed(
    api: Api, stop_wh: int | None, cost: str | None
) -> None:
    session = await seed_session(api, stop_wh, cost)
    answer = await review(api, session)
    assert answer.status_code == 409
    assert f"session {session} is not held" in answer.json()["detail"]


async def test_a_review_counts_once(api: Api) -> None:
    session = await seed_session(api)
    assert (await review(api, session)).status_code == 200
    assert (await review(api, session)).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"act": "correct"},
        {"energy_wh": 5},
        {"act": "correct", "energy_wh": -1},
        {"act": "correct", "energy_wh": 10**10},
        {"act": "forget"},
        {"reason": ""},
        {"act": "correct", "energy_wh": 5, "stopped_at": "2026-07-01T12:00:00"},
    ],
)
async def test_a_decision_that_cannot_be_is_refused(api: Api, wrong: dict[str, Any]) -> None:
    answer = await review(api, await seed_session(api), **wrong)
    assert answer.status_code == 422


@pytest.mark.parametrize("minutes", [-121, 1])
async def test_an_end_before_the_start_or_in_the_future_is_refused(api: Api, minutes: int) -> None:
    stopped_at = (NOW + timedelta(minutes=minutes)).isoformat()
    answer = await review(
        api, await seed_session(api), act="correct", energy_wh=5, stopped_at=stopped_at
    )
    assert answer.status_code == 409


async def test_who_may_review(api: Api) -> None:
    session = await seed_session(api)
    assert (await review(api, session, role="viewer")).status_code == 403
    assert (await review(api, 4711)).status_code == 404


# --- violations ---


async def seed_violations(api: Api, *rows: tuple[str, str, str, int]) -> None:
    async with api.units.write() as uow:
        await uow.violations.add(
            [
                Violation(ChargePointId(cp), firmware, kind, count, NOW, NOW, "x")
                for cp, firmware, kind, count in rows
            ]
        )
        await uow.commit()


async def test_violations_are_paged_in_order(api: Api) -> None:
    rows = [("A-1", "1.0", "a", 1), ("A-1", "1.0", "b", 2), ("A-1", "2.0", "a", 3)]
    await seed_violations(api, *rows, ("B-1", "1.0", "a", 4))
    await seed_violations(api, ("A-1", "1.0", "a", 10))
    client = api.client("viewer")
    seen, cursor = [], ""
    while cursor is not None:
        page = (await client.get(f"/violations?limit=3&cursor={cursor}")).json()
        seen += [(each["charge_point"], each["kind"], each["count"]) for each in page["items"]]
        cursor = page["next_cursor"]
    assert seen == [("A-1", "a", 11), ("A-1", "b", 2), ("A-1", "a", 3), ("B-1", "a", 4)]
    own = (await client.get("/violations?charge_point=B-1")).json()["items"]
    assert [each["charge_point"] for each in own] == ["B-1"]


async def test_violations_are_summed_by_make_and_firmware(api: Api) -> None:
    await seed_violations(
        api, ("A-1", "1.0", "a", 1), ("B-1", "1.0", "a", 4), ("B-1", "2.0", "a", 5)
    )
    client = api.client("viewer")
    first = (await client.get("/violations/by-firmware?limit=1")).json()
    rest = (
        await client.get(f"/violations/by-firmware?limit=5&cursor={first['next_cursor']}")
    ).json()
    assert rest["next_cursor"] is None
    found = [
        (each["vendor"], each["firmware_version"], each["count"], each["chargers"])
        for each in first["items"] + rest["items"]
    ]
    assert found == [("V", "1.0", 5, 2), ("V", "2.0", 5, 1)]


async def test_a_mangled_cursor_is_refused(api: Api) -> None:
    client = api.client("viewer")
    assert (await client.get("/violations?cursor=abc")).status_code in {400, 422}
