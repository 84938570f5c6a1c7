"""What a person needs to connect a charger, and to call it."""

from dataclasses import replace

import jsonschema_rs
import pytest

from tests.integration.central.api.conftest import Api

pytestmark = pytest.mark.integration


async def test_the_door_has_the_host_that_was_asked(api: Api) -> None:
    answer = await api.client("viewer").get("/charger-door")
    assert answer.json() == {
        "url": "ws://127.0.0.1:9001/ocpp",
        "tls_url": None,
        "registration": "pending",
    }


async def test_a_door_that_was_set_is_told_as_it_was_set(api: Api) -> None:
    door = replace(api.parts.door, url="wss://charge.example/ocpp/", tls_port=9443)
    object.__setattr__(api.parts, "door", door)
    answer = await api.client("viewer").get("/charger-door")
    assert answer.json()["url"] == "wss://charge.example/ocpp"
    assert answer.json()["tls_url"] == "wss://127.0.0.1:9443/ocpp"


async def test_each_call_comes_with_the_schema_that_its_payload_is_checked_against(
    api: Api,
) -> None:
    items = (await api.client("viewer").get("/ocpp-calls")).json()["items"]
    schemas = {each["action"]: each["payload_schema"] for each in items}
    assert {"Reset", "TriggerMessage", "SetChargingProfile", "GetLog"} <= set(schemas)
    reset = jsonschema_rs.validator_for(schemas["Reset"])
    assert reset.is_valid({"type": "Soft"})
    assert not reset.is_valid({"type": "Warm"})
