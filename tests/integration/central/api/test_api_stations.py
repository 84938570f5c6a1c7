"""Stations, chargers and history as pages read them."""

from datetime import timedelta
from typing import Any

import pytest

from central.core.effects import SetPrice
from central.core.heal import Heal, HealState, Override
from central.core.pricing import PriceKind
from central.services.records import MeterRow
from contract.ids import ChargePointId, StationId
from tests.integration.central.api.conftest import NOW, Api
from tests.integration.central.seeds import BASE, measure, place, report, seed_stations

pytestmark = [pytest.mark.integration, pytest.mark.each_database]

SURGE = BASE * 7 / 4
DISCOUNT = BASE * 7 / 10


async def surge_a_discount_b(api: Api) -> int:
    """An active heal of A with target B, whose prices both chargers accepted."""
    until = NOW + timedelta(hours=2)
    overrides = [
        Override(StationId(name), kind, price / BASE, BASE, price, "USD", until)
        for name, kind, price in (
            ("A", PriceKind.SURGE, SURGE),
            ("B", PriceKind.DISCOUNT, DISCOUNT),
        )
    ]
    heal = Heal(
        StationId("A"),
        HealState.ACTIVE,
        NOW,
        NOW + timedelta(hours=4),
        (ChargePointId("A-1"),),
        power_ratio=0.4,
        limit_until=until,
        surge=overrides[0],
        discount=overrides[1],
        sent_to=StationId("B"),
        reasons=("A-1 is hot",),
    )
    async with api.units.write() as uow:
        heal_id = await uow.heals.add(heal)
        for each in overrides:
            effect = SetPrice(
                StationId("A"),
                each.station,
                each.kind,
                each.factor,
                each.base_per_kwh,
                each.per_kwh,
                "USD",
                until,
                None,
                ("because",),
            )
            await uow.prices.start(heal_id, effect, NOW)
            key = ChargePointId(f"{each.station}-1")
            await uow.charge_points.record_price(key, each.per_kwh, "text", NOW)
        await uow.charge_points.record_power_limit(ChargePointId("A-1"), 60_000.0, until, NOW)
        await uow.commit()
    return heal_id


async def test_anybody_sees_ports_and_price_but_never_a_risk(api: Api) -> None:
    await surge_a_discount_b(api)
    answer = await api.client().get("/public/stations")
    a = answer.json()["items"][0]
    assert a["ports"] == {"total": 2, "available": 2, "occupied": 0, "out_of_service": 0}
    assert a["price"] == {
        "per_kwh": "0.70",
        "base_per_kwh": "0.40",
        "currency": "USD",
        "kind": "surge",
        "reason": "this station is busy and takes a break from full load",
        "until": "2026-07-01T14:00:00.000Z",
        "next": {"per_kwh": "0.40", "at": "2026-07-01T14:00:00.000Z"},
    }
    assert a["alternative"] == {
        "id": "B",
        "name": "Station B",
        "distance_km": 3.0,
        "per_kwh": "0.28",
    }
    assert (a["state"], a["state_name"], a["wait_min"]) == ("operational", "AZ", 0.0)
    assert "risk" not in answer.text
    assert "temperature" not in answer.text


async def test_operations_see_risk_heat_limit_and_money(api: Api) -> None:
    heal_id = await surge_a_discount_b(api)
    await report(api.units, "A-1", NOW, ("Charging", "Charging"))
    items = (await api.client("viewer").get("/stations")).json()["items"]
    a, b, c = items
    assert a["risk"] == {
        "value": 0.7,
        "level": "critical",
        "cause": "thermal",
        "at": "2026-07-01T12:00:00.000Z",
    }
    assert (a["temperature_c"], a["ambient_c"], a["load_kw"]) == (71.5, 30.0, 120.0)
    assert (a["rated_kw"], a["limit_kw"], a["utilisation"]) == (150.0, 60.0, 1.0)
    since = "2026-07-01T12:00:00.000Z"
    assert a["heal"] == {"id": heal_id, "state": "active", "role": "stressed", "since": since}
    assert b["heal"]["role"] == "target"
    assert c["heal"] is None
    assert a["revenue_at_risk_per_h"] == "48.7"  # 0.7 x 120 kWh/h x (0.70 - 0.12)
    assert a["simulated"] is True


async def test_a_station_shows_its_chargers_connectors_and_reasons(api: Api) -> None:
    answer = await api.client("viewer").get("/stations/A")
    [charger] = answer.json()["chargers"]
    assert charger["id"] == "A-1"
    assert charger["connected"] is True
    assert [each["status"] for each in charger["connectors"]] == ["Available", "Available"]
    assert charger["connectors"][0]["type"] == "CCS"
    assert charger["contributions"] == [{"feature": "temperature_c", "value": 80.0, "points": 0.3}]
    assert charger["temperature_forecast"] == [
        {"at": "2026-07-01T12:05:00.000Z", "low_c": 70.0, "mid_c": 72.0, "high_c": 74.0}
    ]
    assert (await api.client("viewer").get("/chargers/A-1")).json() == charger


async def test_reasons_outlast_the_scores_that_tell_none_for_ten_minutes(api: Api) -> None:
    async def reasons() -> list[dict[str, Any]]:
        detail = (await api.client("viewer").get("/stations/A")).json()
        told: list[dict[str, Any]] = detail["chargers"][0]["contributions"]
        return told

    before = await reasons()
    await measure(api.units, "A-1", NOW + timedelta(minutes=9), times=1, is_explained=False)
    assert await reasons() == before
    await measure(api.units, "A-1", NOW + timedelta(minutes=11), times=1, is_explained=False)
    assert await reasons() == []


async def test_pages_follow_each_other_without_gap_or_overlap(api: Api) -> None:
    await seed_stations(api.units, NOW, *(place(f"S{n:02}", n) for n in range(10)))
    client, seen, cursor = api.client("viewer"), [], None
    while True:
        params: dict[str, Any] = {"limit": 4} | ({"cursor": cursor} if cursor else {})
        page = (await client.get("/stations", params=params)).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == ["A", "B", "C", *(f"S{n:02}" for n in range(10))]


async def test_a_list_by_number_pages_backwards(api: Api) -> None:
    for n in range(5):
        await api.client("operator").put("/control/heal", json={"use_price": bool(n % 2)})
    client = api.client("viewer")
    first = (await client.get("/audit?limit=3")).json()
    second = (await client.get(f"/audit?limit=3&cursor={first['next_cursor']}")).json()
    ids = [row["id"] for row in first["items"] + second["items"]]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 5
    assert second["next_cursor"] is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("q=station b", ["B"], id="part of a name"),
        pytest.param("q=PHOENIX", ["A", "B", "C"], id="city in any case"),
        pytest.param("q=boston", [], id="nothing fits"),
        pytest.param("state=offline", ["C"], id="state"),
        pytest.param("city=phoenix", ["A", "B", "C"], id="city"),
    ],
)
async def test_stations_are_filtered(api: Api, query: str, expected: list[str]) -> None:
    await report(api.units, "C-1", NOW, ("Faulted", "Unavailable"))
    items = (await api.client("viewer").get(f"/stations?{query}")).json()["items"]
    assert [item["id"] for item in items] == expected


async def test_a_station_without_coordinates_is_not_on_the_public_map(api: Api) -> None:
    lost = place("Lost", latitude_deg=None, longitude_deg=None)
    await seed_stations(api.units, NOW, lost)
    public = (await api.client().get("/public/stations")).json()["items"]
    inside = (await api.client("viewer").get("/stations")).json()["items"]
    assert [item["id"] for item in public] == ["A", "B", "C"]
    assert [item["id"] for item in inside] == ["A", "B", "C", "Lost"]


async def test_history_comes_in_steps_with_events_and_prices(api: Api) -> None:
    await surge_a_discount_b(api)
    for minutes in range(60):
        at = NOW + timedelta(minutes=minutes)
        await measure(api.units, "A-1", at, risk=0.3, temperature_c=50 + minutes, times=1)
    api.clock.at = NOW + timedelta(hours=1)
    await api.parts.people.register(api_actor(), ChargePointId("A-1"), "accepted")
    api.clock.at += timedelta(seconds=1)
    answer = (await api.client("viewer").get("/stations/A/telemetry?max_points=100")).json()
    points = answer["points"]
    assert 10 < len(points) <= 100
    assert [p["at"] for p in points] == sorted(p["at"] for p in points)
    assert points[-1]["temperature_c"] > points[0]["temperature_c"]
    assert points[-1]["load_kw"] == 60.0
    assert points[-1]["risk_1h"] == 0.3
    assert answer["prices"] == [{"at": "2026-07-01T12:00:00.000Z", "per_kwh": "0.70"}]
    assert [event["kind"] for event in answer["events"]] == ["charger.accepted"]
    assert answer["levels"]["critical"] == {"enter": 0.6, "clear": 0.5}


def api_actor() -> Any:
    from central.services.people import Actor

    return Actor("ann", "r")


async def test_config_tells_levels_switches_and_clock(api: Api) -> None:
    answer = (await api.client().get("/config")).json()
    assert answer["currency"] == "USD"
    assert answer["heal"] == {
        "mode": "autopilot",
        "use_price": True,
        "use_power": True,
        "regions": {},
        "stopped": False,
        "surge_factor": 1.75,
        "discount_factor": 0.7,
    }
    assert answer["simulator"] == {"enabled": False}
    assert answer["clock"] == {"factor": 1.0, "now": "2026-07-01T12:00:00.000Z"}


async def test_health_counts_chargers(api: Api) -> None:
    answer = (await api.client().get("/health")).json()
    assert answer["status"] == "ok"
    assert (answer["chargers"], answer["chargers_connected"], answer["chargers_scored"]) == (
        3,
        3,
        1,
    )


async def test_markup_in_names_stays_data(api: Api) -> None:
    name = "<script>alert(1)</script>\"'&"
    await seed_stations(api.units, NOW, place("X", name=name))
    answer = await api.client().get("/public/stations")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["items"][-1]["name"] == name
    missing = await api.client("viewer").get("/stations/%3Cimg%20src=x%3E")
    assert missing.headers["content-type"] == "application/problem+json"
    assert missing.headers["x-content-type-options"] == "nosniff"


async def test_a_chargers_readings_are_shown_by_quarters_of_an_hour(api: Api) -> None:
    def row(minutes: float, power_w: int) -> MeterRow:
        value = {"value": str(power_w), "measurand": "Power.Active.Import"}
        at = NOW - timedelta(minutes=minutes)
        return MeterRow(ChargePointId("A-1"), 1, None, at, NOW, [value])

    async with api.units.write() as uow:
        await uow.transactions.add_meter_values([row(29, 1000), row(28, 3000), row(5, 500)])
        await uow.readings.roll_up(NOW - timedelta(minutes=28.5), 10)
        await uow.commit()
    client = api.client("viewer")
    items = (await client.get("/chargers/A-1/quarters")).json()["items"]
    shown = [(each["start_at"], each["power_mean_w"], each["power_max_w"]) for each in items]
    assert shown == [
        ("2026-07-01T11:30:00.000Z", 2000.0, 3000.0),
        ("2026-07-01T11:45:00.000Z", 500.0, 500.0),
    ]
    assert (await client.get("/chargers/Z/quarters")).status_code == 404
    long_ago = {"from": "2025-01-01T00:00:00Z"}
    assert (await client.get("/chargers/A-1/quarters", params=long_ago)).status_code == 422
    naive = {"from": "2026-07-01T00:00:00"}
    assert (await client.get("/chargers/A-1/quarters", params=naive)).status_code == 422
