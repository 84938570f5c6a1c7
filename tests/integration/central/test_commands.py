"""From a role over the broker to the charger and back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from typing import Any

import pytest
from structlog.testing import capture_logs

from central.adapters.clock import ScaledClock
from central.adapters.db import tables
from central.adapters.ids import RandomIds
from central.adapters.mqtt.commands import ChargerCaller
from central.adapters.mqtt.link import MqttLink, parse_address
from central.config import REAL_TIME
from central.services.counters import Counters
from central.services.errors import InvalidCallError, UnknownChargePointError
from contract.clock import parse_clock
from contract.costmsg import Price, default_price_value
from contract.ids import ChargePointId
from contract.messages import ChargerAnswer
from contract.topics import gateway_command_topic
from launcher.broker import BrokerInfo
from tests.integration.central.conftest import Central, Charger, Plug, StartCentral, now_text, stop

pytestmark = pytest.mark.integration

CP = ChargePointId("CP1")
SURGE = default_price_value(Price(Decimal("0.61"), "USD", "0.61 USD/kWh, busy"))


class Asker:
    """A control role of its own: caller and link beside the central under test."""

    def __init__(self, central: Central, url: str) -> None:
        clock = ScaledClock(parse_clock(REAL_TIME))
        self.link = MqttLink(parse_address(url), RandomIds().new(), Counters())
        self.caller = ChargerCaller(central.units, self.link, clock, RandomIds(), Counters())

    async def call(self, action: str, timeout_s: float = 5.0, **payload: Any) -> ChargerAnswer:
        return await self.caller.call(
            CP, action, payload, actor_kind="human", actor="ann", reason="test", timeout_s=timeout_s
        )

    async def show_price(self) -> ChargerAnswer:
        return await self.call("ChangeConfiguration", key="DefaultPrice", value=SURGE)


@pytest.fixture
async def network(start_central: StartCentral, broker: BrokerInfo) -> Central:
    return await start_central(MQTT_URL=broker.url)


@pytest.fixture
async def asker(
    network: Central, broker: BrokerInfo, until: Callable[..., Any]
) -> AsyncIterator[Asker]:
    asker = Asker(network, broker.url)
    task = asyncio.create_task(asker.link.run())
    await until(lambda: asker.link.is_connected, "the asker is connected")
    yield asker
    await stop(task)


def sent(charger: Charger, message: str) -> list[dict[str, Any]]:
    """Payloads of cost messages that the charger got."""
    return [
        payload
        for action, payload in charger.calls
        if action == "DataTransfer" and payload["messageId"] == message
    ]


async def test_accepted_price_is_recorded_with_the_command(
    network: Central, plug: Plug, asker: Asker
) -> None:
    charger = await plug(network, CP)
    answer = await asker.show_price()
    assert (answer.outcome, answer.payload) == ("accepted", {"status": "Accepted"})
    assert charger.calls == [("ChangeConfiguration", {"key": "DefaultPrice", "value": SURGE})]
    (command,) = await network.rows(tables.commands)
    assert (command["state"], command["actor"], command["reason"]) == ("accepted", "ann", "test")
    (point,) = await network.rows(tables.charge_points)
    assert (point["price_per_kwh"], point["can_show_price"]) == (Decimal("0.61"), True)
    (shown,) = await network.rows(tables.accepted_prices)
    assert shown["price_per_kwh"] == Decimal("0.61")


@pytest.mark.parametrize(("status", "can_show"), [("NotSupported", False), ("Rejected", False)])
async def test_refused_price_means_that_the_charger_cannot_show_one(
    network: Central, plug: Plug, asker: Asker, status: str, can_show: bool
) -> None:
    charger = await plug(network, CP)
    charger.answers["ChangeConfiguration"] = {"status": status}
    assert (await asker.show_price()).outcome == "rejected"
    (point,) = await network.rows(tables.charge_points)
    assert (point["can_show_price"], point["price_per_kwh"]) == (can_show, None)


async def test_silent_charger_times_out_and_that_says_nothing_about_its_display(
    network: Central, plug: Plug, asker: Asker
) -> None:
    charger = await plug(network, CP)
    charger.answers["ChangeConfiguration"] = None
    payload = {"key": "DefaultPrice", "value": SURGE}
    answer = await asker.call("ChangeConfiguration", timeout_s=1.5, **payload)
    assert answer.outcome == "timeout"
    (point,) = await network.rows(tables.charge_points)
    assert point["can_show_price"] is None


async def test_late_answer_still_counts_for_what_it_changed(
    network: Central, plug: Plug, asker: Asker
) -> None:
    charger = await plug(network, CP)
    charger.answers["ChangeConfiguration"] = None
    payload = {"key": "DefaultPrice", "value": SURGE}
    await asker.call("ChangeConfiguration", timeout_s=1.5, **payload)
    await charger.socket.send(f'[3,"{charger.call_ids[0]}",{{"status":"Accepted"}}]')
    await network.rows_when(
        tables.charge_points, lambda rows: rows[0]["can_show_price"], "the late answer is recorded"
    )
    (row,) = await network.rows_when(
        tables.commands, lambda rows: rows[0]["state"] != "timeout", "it is known to be late"
    )
    assert (row["state"], row["answer"]) == ("late", {"status": "Accepted"})


async def test_error_of_the_charger_is_its_own_outcome(
    network: Central, plug: Plug, asker: Asker
) -> None:
    charger = await plug(network, CP)
    charger.answers["Reset"] = None
    call = asyncio.create_task(asker.call("Reset", type="Soft"))
    async with asyncio.timeout(5):
        while not charger.call_ids:  # noqa: ASYNC110 (the script has no event)
            await asyncio.sleep(0.01)
    await charger.socket.send(f'[4,"{charger.call_ids[0]}","NotSupported","no",{{}}]')
    answer = await call
    assert answer.outcome == "error"
    assert answer.payload == {"code": "NotSupported", "description": "no"}


async def test_charger_that_is_not_connected_is_offline(
    network: Central, plug: Plug, asker: Asker
) -> None:
    await (await plug(network, CP)).close()
    await network.rows_when(
        tables.charge_points, lambda rows: rows[0]["disconnected_at"], "it is gone"
    )
    assert (await asker.call("Reset", type="Soft")).outcome == "offline"
    (command,) = await network.rows(tables.commands)
    assert command["state"] == "offline"


async def test_call_in_flight_is_offline_when_the_socket_goes(
    network: Central, plug: Plug, asker: Asker
) -> None:
    charger = await plug(network, CP)
    charger.answers["Reset"] = None
    call = asyncio.create_task(asker.call("Reset", type="Soft"))
    async with asyncio.timeout(5):
        while not charger.call_ids:  # noqa: ASYNC110 (the script has no event)
            await asyncio.sleep(0.01)
    await charger.close()
    assert (await call).outcome == "offline"


async def test_nothing_is_sent_before_boot_is_accepted(
    network: Central, plug: Plug, asker: Asker
) -> None:
    charger = await plug(network, CP, boot=False)
    call = asyncio.create_task(asker.call("Reset", type="Soft"))
    await network.rows_when(tables.commands, len, "the command is written down")
    await charger.ask("Heartbeat")
    assert charger.calls == []
    await charger.boot()
    assert (await call).outcome == "accepted"
    assert charger.calls == [("Reset", {"type": "Soft"})]


async def test_calls_go_out_one_at_a_time_in_order(
    network: Central, plug: Plug, asker: Asker
) -> None:
    charger = await plug(network, CP)
    keys = [f"Key{number}" for number in range(5)]
    async with asyncio.TaskGroup() as tasks:
        for key in keys:
            tasks.create_task(asker.call("ChangeConfiguration", key=key, value="1"))
            await asyncio.sleep(0)
    assert sorted(payload["key"] for _, payload in charger.calls) == keys


async def test_wrong_call_is_refused_and_leaves_no_trace(
    network: Central, plug: Plug, asker: Asker
) -> None:
    await plug(network, CP)
    with pytest.raises(InvalidCallError, match="type"):
        await asker.call("Reset", type="Medium")
    assert await network.rows(tables.commands) == []


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(b'{"command_id":"1"}', id="fields are missing"),
        pytest.param(b"[" * 100_000, id="a bomb of brackets"),
        pytest.param(
            b'{"command_id":"1","charge_point":"CP1","action":"Explode","payload":{}}',
            id="unknown action",
        ),
        pytest.param(
            b'{"command_id":"1","charge_point":"CP1","action":"UnlockConnector",'
            b'"payload":{"connectorId":1' + b"0" * 400 + b"}}",
            id="number beyond all floats",
        ),
    ],
)
async def test_a_command_that_is_none_is_told_and_the_next_one_goes_on(
    network: Central, plug: Plug, asker: Asker, payload: bytes
) -> None:
    charger = await plug(network, CP)
    with capture_logs() as logs:
        await asker.link.publish(gateway_command_topic(CP), payload)
        assert (await asker.call("Reset", type="Soft")).outcome == "accepted"
    (line,) = [line for line in logs if line["event"] == "command_refused"]
    assert line["topic"] == "sntry/v1/gateway/CP1/cmd"
    assert line["reason"]
    assert [action for action, _ in charger.calls] == ["Reset"]


async def test_unknown_charger_is_named(network: Central, asker: Asker) -> None:
    with pytest.raises(UnknownChargePointError, match="'CP1' is not known"):
        await asker.call("Reset", type="Soft")


async def test_power_limit_is_recorded_and_cleared(
    network: Central, plug: Plug, asker: Asker
) -> None:
    await plug(network, CP)
    schedule = {
        "startSchedule": "2026-06-01T12:00:00Z",
        "duration": 7200,
        "chargingRateUnit": "W",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 20_000.0}],
    }
    profile = {
        "chargingProfileId": 7,
        "stackLevel": 0,
        "chargingProfilePurpose": "ChargePointMaxProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": schedule,
    }
    await asker.call("SetChargingProfile", connectorId=0, csChargingProfiles=profile)
    (point,) = await network.rows(tables.charge_points)
    assert point["power_limit_w"] == 20_000.0
    assert point["power_limit_until"].hour == 14
    await asker.call("ClearChargingProfile", id=7)
    (point,) = await network.rows(tables.charge_points)
    assert (point["power_limit_w"], point["power_limit_until"]) == (None, None)


async def test_driver_is_told_price_running_cost_and_final_cost(
    network: Central, plug: Plug, asker: Asker, until: Callable[..., Any]
) -> None:
    charger = await plug(network, CP)
    await asker.show_price()
    await charger.ask("Authorize", idTag="TAG")
    transaction = await charger.start(meterStart=0, timestamp=now_text())
    await until(lambda: sent(charger, "RunningCost"), "the first running cost came")
    for energy_wh in (100, 200, 300):
        await charger.meter(transaction, energy_wh)
    await charger.stop(transaction, 300)
    await until(lambda: sent(charger, "FinalCost"), "the final cost came")
    assert len(sent(charger, "SetUserPrice")) == 1
    assert "0.61 USD/kWh, busy" in sent(charger, "SetUserPrice")[0]["data"]
    assert len(sent(charger, "RunningCost")) == 1, "at most one a minute"
    (row,) = await network.rows(tables.transactions)
    assert row["price_per_kwh"] == Decimal("0.61")


async def test_charger_without_display_gets_no_cost_messages(
    network: Central, plug: Plug, asker: Asker
) -> None:
    charger = await plug(network, CP)
    charger.answers["ChangeConfiguration"] = {"status": "NotSupported"}
    await asker.show_price()
    await charger.ask("Authorize", idTag="TAG")
    await charger.stop(await charger.start(meterStart=0), 10)
    await asker.call("Reset", type="Soft")
    assert [action for action, _ in charger.calls] == ["ChangeConfiguration", "Reset"]
