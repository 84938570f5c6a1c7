"""Sums of a span of time by station."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from central.services.records import NewTransaction, TransactionEnd
from contract.ids import ChargePointId
from tests.integration.central.api.conftest import NOW, Api
from tests.integration.central.seeds import place, seed_stations

pytestmark = [pytest.mark.integration, pytest.mark.each_database]

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
async def _two_stations(api: Api) -> None:
    await seed_stations(api.units, NOW, place("A"), place("B", 1.0))


async def charged(
    api: Api, began: datetime, ended: datetime | None, energy_wh: int, cost: str | None
) -> None:
    """A session at A."""
    async with api.units.write() as uow:
        new = NewTransaction(
            ChargePointId("A-1"), 1, "TAG", began, 0, began, Decimal("0.40"), "USD"
        )
        session = await uow.transactions.add(new)
        if ended is not None:
            price = None if cost is None else Decimal(cost)
            end = TransactionEnd(session.id, energy_wh, ended, "Local", price)
            await uow.transactions.end(end)
        await uow.commit()


async def test_sessions_count_where_they_began_and_ports_as_long_as_they_were_taken(
    api: Api,
) -> None:
    await charged(api, NOW - 5 * HOUR, NOW - 3 * HOUR, 10_000, "4.10")  # began before the span
    await charged(api, NOW - 3 * HOUR, NOW - 2 * HOUR, 20_000, "8.20")
    await charged(api, NOW - 2 * HOUR, NOW - HOUR, 5_000, "0.10")
    await charged(api, NOW - HOUR, None, 0, None)  # still runs
    span = {"from": (NOW - 4 * HOUR).isoformat(), "to": NOW.isoformat()}
    answer = await api.client("viewer").get("/history/stations", params=span)
    assert answer.status_code == 200
    items = {each["station_id"]: each for each in answer.json()["items"]}
    assert items["A"] == {
        "station_id": "A",
        "sessions": 3,
        "energy_wh": 25_000,
        "revenue": "8.30",
        "currency": "USD",
        "used_ratio": 0.5,  # four of eight port hours
        "heals": 0,
        "surges": 0,
    }
    assert items["B"]["sessions"] == 0
    assert items["B"]["used_ratio"] == 0.0


async def test_a_span_ends_now_at_the_latest_and_is_not_longer_than_400_days(api: Api) -> None:
    client = api.client("viewer")
    late = {"to": (NOW + 5 * HOUR).isoformat()}
    assert (await client.get("/history/stations", params=late)).json()["until"] == (
        "2026-07-01T12:00:00.000Z"
    )
    long = {"from": (NOW - timedelta(days=401)).isoformat()}
    refused = await client.get("/history/stations", params=long)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "from"
    future = {"from": (NOW + HOUR).isoformat()}
    assert (await client.get("/history/stations", params=future)).status_code == 422
