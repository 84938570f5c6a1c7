"""Real sockets: the emulated charger against a central system of the test's own."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.adapters.ocpp.link import Timing
from tests.integration.charger_emulator.conftest import Until
from tests.integration.charger_emulator.scripted_central import ScriptedCentral

pytestmark = pytest.mark.integration
CP = "PHX-01-A"
Start = Callable[..., Chargers]
LIMIT = {
    "chargingProfileId": 1,
    "stackLevel": 0,
    "chargingProfilePurpose": "ChargePointMaxProfile",
    "chargingProfileKind": "Absolute",
    "chargingSchedule": {
        "startSchedule": "2026-07-01T20:00:00Z",
        "duration": 86_400,
        "chargingRateUnit": "W",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 20_000}],
    },
}


def powers_w(central: ScriptedCentral) -> list[float]:
    """Power.Active.Import of connector 1, in the order of arrival."""
    return [
        float(sample["value"])
        for payload in central.calls("MeterValues")
        for value in payload["meterValue"]
        for sample in value["sampledValue"]
        if payload["connectorId"] == 1 and sample["measurand"] == "Power.Active.Import"
    ]


def statuses(central: ScriptedCentral) -> list[str]:
    """Statuses of connector 1, in the order of arrival."""
    return [p["status"] for p in central.calls("StatusNotification") if p["connectorId"] == 1]


async def plug(chargers: Chargers, central: ScriptedCentral, until: Until) -> None:
    """A car at connector 1, charging, with one sample seen."""
    await until(
        lambda: CP in central.sockets and chargers.all[0].is_online, "the charger is online"
    )
    chargers.world.visit(chargers.all[0].connectors[0], "CARD-1")
    chargers.drain()
    await until(lambda: powers_w(central), "the first MeterValues")


async def test_a_session_goes_from_boot_to_stop(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    chargers = start()
    await plug(chargers, central, until)
    answer = await central.call(CP, "RemoteStopTransaction", {"transactionId": 101})
    assert answer[2] == {"status": "Accepted"}
    await until(lambda: central.calls("StopTransaction"), "StopTransaction")
    order = [a for a in central.actions() if a not in ("StatusNotification", "Heartbeat")]
    firsts = list(dict.fromkeys(order))
    assert firsts[0] == "BootNotification"
    assert firsts.index("Authorize") < firsts.index("StartTransaction")
    assert firsts.index("StartTransaction") < firsts.index("StopTransaction")
    begun, ended = central.calls("StartTransaction")[0], central.calls("StopTransaction")[0]
    assert (ended["transactionId"], ended["reason"]) == (101, "Remote")
    assert ended["meterStop"] > begun["meterStart"]
    connectors = {p["connectorId"] for p in central.calls("StatusNotification")}
    assert connectors == set(range(len(chargers.all[0].connectors) + 1))
    await until(lambda: "Finishing" in statuses(central), "Finishing")
    assert statuses(central)[:4] == ["Available", "Preparing", "Charging", "Finishing"]


async def test_a_limit_lowers_the_power_and_the_composite_schedule_says_so(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    chargers = start()
    await plug(chargers, central, until)
    assert powers_w(central)[-1] > 40_000
    payload = {"connectorId": 0, "csChargingProfiles": LIMIT}
    assert (await central.call(CP, "SetChargingProfile", payload))[2] == {"status": "Accepted"}
    question = {"connectorId": 0, "duration": 600, "chargingRateUnit": "W"}
    schedule = (await central.call(CP, "GetCompositeSchedule", question))[2]["chargingSchedule"]
    assert schedule["chargingSchedulePeriod"] == [{"startPeriod": 0, "limit": 20_000.0}]
    count = len(powers_w(central)) + 2
    await until(lambda: len(powers_w(central)) >= count, "samples under the limit")
    assert powers_w(central)[-1] <= 20_000
    cleared = await central.call(CP, "ClearChargingProfile", {"id": 1})
    assert cleared[2] == {"status": "Accepted"}
    count = len(powers_w(central)) + 2
    await until(lambda: len(powers_w(central)) >= count, "samples without the limit")
    assert powers_w(central)[-1] > 20_000


async def test_a_price_shows_only_if_the_charger_takes_it(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    chargers = start()
    await until(lambda: chargers.connected == 1, "the charger is online")
    charger = chargers.all[0]
    price = {"priceText": "0.72 USD/kWh", "chargingPrice": {"kWhPrice": 0.72}}
    change = {"key": "DefaultPrice", "value": json.dumps(price)}
    assert (await central.call(CP, "ChangeConfiguration", change))[2] == {"status": "Accepted"}
    assert charger.display.price_per_kwh == chargers.world.station_price(0) == 0.72
    charger.switches["refuse_default_price"] = True
    dearer = {"key": "DefaultPrice", "value": json.dumps(price).replace("0.72", "0.99")}
    assert (await central.call(CP, "ChangeConfiguration", dearer))[2] == {"status": "Rejected"}
    assert chargers.world.station_price(0) == 0.72
    read = await central.call(CP, "GetConfiguration", {"key": ["defaultprice", "Nonsense"]})
    assert read[2]["configurationKey"][0]["value"] == change["value"]
    assert read[2]["unknownKey"] == ["Nonsense"]


async def test_a_transaction_that_ends_offline_is_told_when_the_server_is_back(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    chargers = start()
    await plug(chargers, central, until)
    await central.stop()
    await until(lambda: chargers.connected == 0, "the charger has noticed")
    chargers.world.forecourt.unplug(chargers.all[0].connectors[0], chargers.world.now_s)
    chargers.drain()
    assert not central.calls("StopTransaction")
    await central.start()
    await until(lambda: central.calls("StopTransaction"), "the queued StopTransaction", 25.0)
    ended = central.calls("StopTransaction")[0]
    assert (ended["transactionId"], ended["reason"]) == (101, "EVDisconnected")
    assert len(central.calls("BootNotification")) == 1


async def test_an_unanswered_start_is_repeated_with_the_same_content(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    answers: list[dict[str, Any] | None] = [
        None,
        {"transactionId": 7, "idTagInfo": {"status": "Accepted"}},
    ]
    central.answers["StartTransaction"] = lambda _: answers.pop(0)
    chargers = start()
    chargers.timing = Timing(call_timeout_s=0.3)
    await until(lambda: chargers.connected == 1, "the charger is online")
    chargers.world.visit(chargers.all[0].connectors[0], "CARD-1")
    chargers.drain()
    await until(lambda: chargers.all[0].sessions, "a session")
    await until(lambda: len(central.calls("StartTransaction")) == 2, "the repetition")
    first, second = central.calls("StartTransaction")
    assert first == second
    await until(lambda: chargers.all[0].sessions[1].transaction_id == 7, "the id")


async def test_a_refused_card_gets_no_energy(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    central.answers["Authorize"] = lambda _: {"idTagInfo": {"status": "Blocked"}}
    chargers = start()
    await until(lambda: chargers.connected == 1, "the charger is online")
    chargers.world.visit(chargers.all[0].connectors[0], "CARD-1")
    chargers.drain()
    await until(
        lambda: statuses(central)[-2:] == ["Preparing", "Available"],
        "the driver leaves",
    )
    assert not central.calls("StartTransaction")


async def test_a_soft_reset_ends_sessions_and_boots_again(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    chargers = start()
    await plug(chargers, central, until)
    assert (await central.call(CP, "Reset", {"type": "Soft"}))[2] == {"status": "Accepted"}
    await until(lambda: len(central.calls("BootNotification")) == 2, "the second boot")
    assert central.calls("StopTransaction")[0]["reason"] == "SoftReset"
    assert central.actions().index("StopTransaction") < len(central.actions()) - 1


async def test_pending_chargers_ask_again_and_say_nothing_else(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    now = "2026-07-01T21:00:00Z"
    statuses = ["Pending", "Pending", "Accepted"]
    central.answers["BootNotification"] = lambda _: {
        "status": statuses.pop(0),
        "currentTime": now,
        "interval": 60,
    }
    chargers = start()
    await until(lambda: chargers.connected == 1, "it is accepted at last")
    assert central.actions()[:3] == ["BootNotification"] * 3


@pytest.mark.parametrize(
    ("action", "payload", "expected"),
    [
        pytest.param("Nonsense", {}, "NotImplemented", id="unknown action"),
        pytest.param(
            "UpdateFirmware",
            {"location": "http://127.0.0.1/image", "retrieveDate": "tomorrow"},
            "PropertyConstraintViolation",
            id="no instant",
        ),
        pytest.param(
            "SetChargingProfile",
            {"connectorId": 99, "csChargingProfiles": LIMIT},
            "PropertyConstraintViolation",
            id="connector it lacks",
        ),
        pytest.param("Reset", {}, "OccurenceConstraintViolation", id="missing field"),
        pytest.param("Reset", {"type": 4}, "TypeConstraintViolation", id="wrong type"),
    ],
)
async def test_a_wrong_call_gets_the_fitting_error(
    central: ScriptedCentral,
    start: Start,
    until: Until,
    action: str,
    payload: dict[str, Any],
    expected: str,
) -> None:
    chargers = start()
    await until(lambda: chargers.connected == 1, "the charger is online")
    answer = await central.call(CP, action, payload)
    assert (answer[0], answer[2]) == (4, expected)


async def test_other_calls_are_answered_as_the_protocol_says(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    chargers = start()
    await until(lambda: chargers.connected == 1, "the charger is online")

    async def status(action: str, payload: dict[str, Any]) -> Any:
        return (await central.call(CP, action, payload))[2].get("status")

    assert await status("ClearCache", {}) == "Accepted"
    assert (await central.call(CP, "GetLocalListVersion", {}))[2] == {"listVersion": 0}
    out = {"connectorId": 2, "type": "Inoperative"}
    assert await status("ChangeAvailability", out) == "Accepted"
    assert (
        await status(
            "ReserveNow",
            {
                "connectorId": 3,
                "expiryDate": "2026-07-02T21:00:00Z",
                "idTag": "R",
                "reservationId": 5,
            },
        )
        == "Accepted"
    )
    assert await status("CancelReservation", {"reservationId": 5}) == "Accepted"
    assert await status("UnlockConnector", {"connectorId": 1}) == "Unlocked"
    assert await status("TriggerMessage", {"requestedMessage": "Heartbeat"}) == "Accepted"
    assert await status("TriggerMessage", {"requestedMessage": "X"}) == "NotImplemented"
    assert await status("DataTransfer", {"vendorId": "com.example"}) == "UnknownVendorId"
    assert await status("RemoteStartTransaction", {"idTag": "R", "connectorId": 2}) == "Rejected"
    assert await status("RemoteStartTransaction", {"idTag": "R", "connectorId": 1}) == "Accepted"
    assert await status("ChangeConfiguration", {"key": "X", "value": "1"}) == "NotSupported"
    await until(lambda: central.calls("StartTransaction"), "the remote start")
    assert not central.calls("Authorize")
    await until(lambda: central.calls("Heartbeat"), "the triggered heartbeat")


async def test_cost_messages_reach_the_display(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    chargers = start()
    await plug(chargers, central, until)
    running = {
        "transactionId": 101,
        "timestamp": "2026-07-01T21:05:00Z",
        "meterValue": 1,
        "cost": 1.25,
        "state": "Charging",
        "chargingPrice": {"kWhPrice": 0.4},
    }

    async def transfer(kind: str, data: dict[str, Any]) -> Any:
        payload = {
            "vendorId": "org.openchargealliance.costmsg",
            "messageId": kind,
            "data": json.dumps(data),
        }
        return (await central.call(CP, "DataTransfer", payload))[2]["status"]

    assert await transfer("RunningCost", running) == "Accepted"
    assert await transfer("RunningCost", running | {"transactionId": 9}) == "Rejected"
    assert await transfer("Nonsense", {}) == "UnknownMessageId"
    shown = chargers.all[0].display.messages[-1]
    assert (shown["kind"], shown["cost"]) == ("RunningCost", 1.25)


async def test_basic_credentials_name_the_charger(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    chargers = start(ocpp_password="secret-123")
    await until(lambda: chargers.connected == 1, "the charger is online")
    assert central.headers == ["Basic UEhYLTAxLUE6c2VjcmV0LTEyMw=="]


async def test_a_running_world_connects_with_its_sessions_under_way(
    central: ScriptedCentral, start: Start, until: Until
) -> None:
    chargers = start(stations=6, warm_up_h=4.0, mean_utilisation=0.42)
    await until(lambda: chargers.connected == len(chargers.all), "all are online")
    busy = sum(len(charger.sessions) for charger in chargers.all)
    assert busy > 3
    await until(lambda: len(central.calls("StartTransaction")) >= busy - 2, "their starts")
    offline = [p for p in central.calls("StartTransaction") if p["timestamp"] < "2026-07-01T21"]
    assert offline
