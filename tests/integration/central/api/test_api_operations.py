"""What people do: switches, heals, registrations, calls to chargers; all of it in the audit."""

from decimal import Decimal
from typing import Any

import pytest

from central.services.records import NewTransaction, TransactionEnd
from contract.ids import ChargePointId
from tests.integration.central.api.conftest import NOW, Api
from tests.integration.central.api.test_api_stations import surge_a_discount_b

pytestmark = pytest.mark.integration


async def audit(api: Api, **filters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await api.client("viewer").get("/audit", params=filters)).json()[
        "items"
    ]
    return found


async def test_switches_change_one_by_one_and_are_recorded(api: Api) -> None:
    client = api.client("operator", **{"X-Request-ID": "req-1"})
    answer = await client.put("/control/heal", json={"mode": "off"})
    assert answer.json() == {
        "mode": "off",
        "use_price": True,
        "use_power": True,
        "regions": {},
        "stopped": False,
    }
    await client.put("/control/heal", json={"use_power": False})
    config = (await client.get("/config")).json()["heal"]
    assert (config["mode"], config["use_power"]) == ("off", False)
    row = (await audit(api, act="control.heal"))[-1]
    assert (row["actor"], row["actor_kind"], row["request_id"]) == (
        "operator-person",
        "human",
        "req-1",
    )
    assert row["before"]["mode"] == "autopilot"
    assert row["after"]["mode"] == "off"


async def test_a_heal_is_listed_and_can_be_asked_to_stop(api: Api) -> None:
    heal_id = await surge_a_discount_b(api)
    client = api.client("operator")
    [heal] = (await client.get("/heals?state=active")).json()["items"]
    assert (heal["station_id"], heal["target_station_id"]) == ("A", "B")
    assert heal["reasons"] == ["A-1 is hot"]
    answer = await client.post(f"/heals/{heal_id}/stop", json={"reason": "works tomorrow"})
    assert answer.status_code == 202
    async with api.units.read() as uow:
        row = await uow.heals.get(heal_id)
    assert row is not None
    assert row.asked is not None
    assert (row.asked.act, row.asked.actor) == ("stop", "operator-person")
    assert (await audit(api, act="heal.stop"))[0]["reason"] == "works tomorrow"


async def test_prices_are_listed_newest_first_with_their_pair(api: Api) -> None:
    await surge_a_discount_b(api)
    items = (await api.client("viewer").get("/prices?active=true")).json()["items"]
    assert [(item["station_id"], item["kind"]) for item in items] == [
        ("B", "discount"),
        ("A", "surge"),
    ]
    assert Decimal(items[1]["price_per_kwh"]) == Decimal(items[1]["base_per_kwh"]) * Decimal("1.75")
    assert (await api.client("viewer").get("/prices?active=false")).json()["items"] == []


async def test_a_charger_is_approved_by_an_admin(api: Api) -> None:
    async with api.units.write() as uow:
        await uow.charge_points.set_registration(ChargePointId("B-1"), "pending")
        await uow.commit()
    client = api.client("admin")
    [pending] = (await client.get("/chargers?registration=pending")).json()["items"]
    assert pending["id"] == "B-1"
    answer = await client.post("/chargers/B-1/approve")
    assert answer.json() == {"id": "B-1", "registration": "accepted"}
    assert (await client.get("/chargers?registration=pending")).json()["items"] == []
    assert (await audit(api, object_id="B-1"))[0]["act"] == "charger.accepted"


async def test_a_call_is_sent_and_its_answer_waited_for(api: Api) -> None:
    client = api.client("operator")
    answer = await client.post(
        "/chargers/A-1/ocpp/Reset?wait=5&reason=stuck", json={"type": "Soft"}
    )
    assert answer.status_code == 200
    assert answer.json()["outcome"] == "accepted"
    assert api.chargers.of("Reset", "A-1") == [{"type": "Soft"}]
    command = (await client.get(f"/tasks/{answer.json()['command_id']}")).json()
    assert (command["state"], command["reason"], command["actor"]) == (
        "accepted",
        "stuck",
        "operator-person",
    )


async def test_without_wait_a_ticket_is_given(api: Api) -> None:
    client = api.client("operator")
    answer = await client.post("/chargers/A-1/ocpp/Reset", json={"type": "Soft"})
    assert answer.status_code == 202
    ticket = answer.json()["command_id"]
    assert (await client.get(f"/tasks/{ticket}")).json()["id"] == ticket


async def test_secrets_in_calls_are_hidden_from_readers(api: Api) -> None:
    payload = {"key": "AuthorizationKey", "value": "736563726574"}
    client = api.client("operator")
    answer = await client.post("/chargers/A-1/ocpp/ChangeConfiguration?wait=5", json=payload)
    command = await client.get(f"/tasks/{answer.json()['command_id']}")
    assert command.json()["payload"]["value"] == "(hidden)"
    assert "736563726574" not in (await client.get("/audit")).text


async def test_a_session_shows_energy_cost_and_a_masked_tag(api: Api) -> None:
    async with api.units.write() as uow:
        session = await uow.transactions.add(
            NewTransaction(
                ChargePointId("A-1"), 1, "DRIVER1234", NOW, 1000, NOW, Decimal("0.40"), "USD"
            )
        )
        end = TransactionEnd(session.id, 11_000, NOW, "Local", Decimal("4.00"))
        await uow.transactions.end(end)
        await uow.commit()
    [item] = (await api.client("viewer").get("/sessions?charge_point=A-1")).json()["items"]
    assert (item["energy_wh"], item["cost"], item["id_tag"]) == (10_000, "4.00", "***1234")
