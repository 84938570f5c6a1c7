"""Tariffs over REST: put down, renewed, assigned, and what comes of it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from central.core.charges import Reading, Usage, charges
from central.core.receipts import line_to_json
from central.core.tariffs import Rate, Tariff, Terms, terms_to_json
from central.services.items import iso
from central.services.records import NewTransaction, TransactionEnd
from contract.ids import ChargePointId
from tests.integration.central.api.conftest import NOW, Api

pytestmark = pytest.mark.integration

PRICES: dict[str, Any] = {
    "currency": "USD",
    "per_kwh": "0.300",
    "flat": "1.00",
    "windows": [{"days": ["wed"], "start": "05:00", "end": "09:00", "per_kwh": "0.500"}],
    "idle": {"per_hour": "6.00", "grace_min": 15},
}


def body(key: str = "evening", **changes: Any) -> dict[str, Any]:
    return {"id": key, "name": "Evening", "prices": {**PRICES, **changes}}


async def test_a_tariff_is_put_down_renewed_and_shown_with_all_versions(api: Api) -> None:
    admin = api.client("admin")
    made = await admin.post("/tariffs", json=body())
    assert made.status_code == 201
    later = iso(NOW + timedelta(days=1))
    renewed = {"prices": {**PRICES, "per_kwh": "0.310"}, "from_at": later}
    answer = await admin.post("/tariffs/evening/versions", json=renewed)
    assert (answer.status_code, answer.json()["version"]) == (201, 2)
    shown = (await api.client("viewer").get("/tariffs/evening")).json()
    assert [each["prices"]["per_kwh"] for each in shown["versions"]] == ["0.300", "0.310"]
    assert shown["versions"][1]["from_at"] == later
    assert (await api.client("viewer").get("/tariffs")).json()["items"] == [shown]


async def test_the_price_of_the_hour_becomes_the_base_price(api: Api) -> None:
    """NOW is a Wednesday, 12:00 UTC."""
    admin, viewer = api.client("admin"), api.client("viewer")
    window = {**PRICES["windows"][0], "start": "11:00", "end": "13:00"}
    await admin.post("/tariffs", json=body(windows=[window]))
    answer = await admin.put("/stations/A/tariff", json={"tariff_id": "evening"})
    assert answer.json()["scope"] == "station"
    api.clock.at += timedelta(seconds=1)
    in_force = (await viewer.get("/chargers/A-1/tariff")).json()
    assert (in_force["scope"], in_force["tariff"]["version"]) == ("station", 1)
    assert (await viewer.get("/stations/B/tariff")).json() == {"scope": None, "tariff": None}
    prices = {each["id"]: each["price"] for each in (await viewer.get("/stations")).json()["items"]}
    assert (prices["A"]["base_per_kwh"], prices["A"]["kind"]) == ("0.500", "base")
    assert prices["B"]["base_per_kwh"] == "0.40"


@pytest.mark.each_database
async def test_the_nearest_assignment_counts_and_can_be_taken_back(api: Api) -> None:
    admin = api.client("admin")
    for key in ("own", "station", "default"):
        await admin.post("/tariffs", json=body(key))
    await admin.put("/default-tariff", json={"tariff_id": "default"})
    await admin.put("/stations/A/tariff", json={"tariff_id": "station"})
    await admin.put("/chargers/A-1/tariff", json={"tariff_id": "own"})
    found = []
    for path in ("/chargers/A-1/tariff", "/stations/A/tariff", "/default-tariff"):
        found.append((await admin.get("/chargers/A-1/tariff")).json()["scope"])
        await admin.put(path, json={"tariff_id": None})
    found.append((await admin.get("/chargers/A-1/tariff")).json()["scope"])
    assert found == ["charge_point", "station", "default", None]
    rows = (await admin.get("/tariff-assignments")).json()["items"]
    assert [row["tariff_id"] for row in rows] == [None, None, None, "own", "station", "default"]


@pytest.mark.parametrize(
    ("path", "given", "status", "words"),
    [
        pytest.param("/tariffs", body(per_kwh="0.3333"), 422, "per_kwh", id="too fine"),
        pytest.param("/tariffs", body(per_kwh=0.3), 422, "per_kwh", id="a float"),
        pytest.param("/tariffs", body(currency="dollars"), 422, "currency", id="currency"),
        pytest.param("/tariffs", body(colour="red"), 422, "colour", id="unknown field"),
        pytest.param(
            "/tariffs", body(windows=PRICES["windows"] * 2), 422, "prices.windows.1", id="overlap"
        ),
        pytest.param("/tariffs/none/versions", {"prices": PRICES}, 404, "none", id="no tariff"),
        pytest.param(
            "/tariffs/there/versions",
            {"prices": {**PRICES, "currency": "EUR"}},
            422,
            "USD, as before",
            id="another currency",
        ),
        pytest.param(
            "/tariffs/there/versions",
            {"prices": PRICES, "from_at": iso(NOW - timedelta(days=1))},
            422,
            "or later",
            id="in the past",
        ),
        pytest.param("/tariffs", body("there"), 409, "there already", id="taken"),
    ],
)
async def test_what_cannot_be_is_refused_by_name(
    api: Api, path: str, given: dict[str, Any], status: int, words: str
) -> None:
    admin = api.client("admin")
    assert (await admin.post("/tariffs", json=body("there"))).status_code == 201
    answer = await admin.post(path, json=given)
    assert answer.status_code == status
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "tariff", "status", "words"),
    [
        pytest.param("/stations/Z/tariff", "there", 404, "'Z'", id="no station"),
        pytest.param("/chargers/Z-1/tariff", "there", 404, "'Z-1'", id="no charger"),
        pytest.param("/stations/A/tariff", "none", 404, "'none'", id="no tariff"),
        pytest.param("/stations/A/tariff", "euro", 422, "USD", id="another currency"),
    ],
)
async def test_a_tariff_is_assigned_only_where_it_fits(
    api: Api, path: str, tariff: str, status: int, words: str
) -> None:
    admin = api.client("admin")
    await admin.post("/tariffs", json=body("there"))
    await admin.post("/tariffs", json=body("euro", currency="EUR"))
    answer = await admin.put(path, json={"tariff_id": tariff})
    assert answer.status_code == status
    assert words in answer.json()["detail"]


async def test_only_an_admin_changes_prices_and_it_is_in_the_audit(api: Api) -> None:
    refused = await api.client("operator").post("/tariffs", json=body())
    assert refused.status_code == 403
    admin = api.client("admin")
    await admin.post("/tariffs", json=body())
    await admin.put("/stations/A/tariff", json={"tariff_id": "evening"})
    rows = (await admin.get("/audit")).json()["items"]
    assert [row["act"] for row in rows[:2]] == ["tariff.assigned", "tariff.created"]
    assert rows[1]["after"]["per_kwh"] == "0.300"
    assert rows[1]["actor"] == "admin-person"


async def test_a_receipt_comes_as_data_text_and_page(api: Api) -> None:
    terms = Terms(Tariff("USD", Rate(Decimal("0.333"))), "America/Phoenix", "evening", 1)
    stop = Reading(NOW + timedelta(hours=1), 13_345)
    made = charges(terms, Usage(Reading(NOW, 1000), stop))
    async with api.units.write() as uow:
        new = NewTransaction(
            ChargePointId("A-1"), 1, "DRIVER1234", NOW, 1000, NOW, Decimal("0.333"), "USD"
        )
        session = await uow.transactions.add(replace(new, terms=terms_to_json(terms)))
        lines = [line_to_json(line) for line in made.lines]
        end = TransactionEnd(session.id, 13_345, stop.at, "Local", made.total, lines=lines)
        await uow.transactions.end(end)
        await uow.commit()
    viewer = api.client("viewer")
    path = f"/sessions/{session.id}/receipt"
    data = (await viewer.get(path)).json()
    assert sum(Decimal(line["amount"]) for line in data["lines"]) == Decimal(data["total"])
    assert (data["total"], data["id_tag"], data["tariff"]) == (
        "4.11",
        "***1234",
        "evening, version 1",
    )
    text = await viewer.get(path, params={"format": "text"})
    assert text.headers["content-type"].startswith("text/plain")
    assert "2026-07-01 05:00:00 MST" in text.text
    page = await viewer.get(path, params={"format": "html"})
    assert page.headers["content-type"].startswith("text/html")
    assert "Total 4.11 USD" in page.text
    assert (await viewer.get("/sessions/999999/receipt")).status_code == 404
    assert (await api.client().get(path)).status_code == 401


async def test_a_session_from_before_there_were_receipts_has_one(api: Api) -> None:
    async with api.units.write() as uow:
        session = await uow.transactions.add(
            NewTransaction(ChargePointId("A-1"), 1, "T", NOW, 0, NOW, Decimal("0.35"), "USD")
        )
        later = NOW + timedelta(hours=1)
        end = TransactionEnd(session.id, 10_000, later, "Local", Decimal("3.50"))
        await uow.transactions.end(end)
        await uow.commit()
    data = (await api.client("viewer").get(f"/sessions/{session.id}/receipt")).json()
    assert (data["total"], [line["kind"] for line in data["lines"]]) == ("3.50", ["energy"])


async def test_what_a_display_showed_is_listed_page_by_page(api: Api) -> None:
    key = ChargePointId("A-1")
    async with api.units.write() as uow:
        for minutes, price in enumerate(("0.10", "0.20", "0.30")):
            at = NOW + timedelta(minutes=minutes)
            await uow.charge_points.record_price(key, Decimal(price), price, at, flat=Decimal(1))
        await uow.commit()
    viewer = api.client("viewer")
    first = (await viewer.get("/chargers/A-1/prices", params={"limit": 2})).json()
    assert [(each["per_kwh"], each["flat"]) for each in first["items"]] == [
        ("0.30", "1"),
        ("0.20", "1"),
    ]
    rest = {"limit": 2, "cursor": first["next_cursor"]}
    second = (await viewer.get("/chargers/A-1/prices", params=rest)).json()
    assert [each["text"] for each in second["items"]] == ["0.10"]
    assert second["next_cursor"] is None
    assert (await viewer.get("/chargers/Z/prices")).status_code == 404
