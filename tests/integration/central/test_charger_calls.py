"""What every way to a charger must do, on the played chargers and over broker and socket alike."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from central.adapters.clock import ScaledClock
from central.adapters.ids import RandomIds
from central.adapters.mqtt.commands import ChargerCaller
from central.adapters.mqtt.link import MqttLink, parse_address
from central.config import REAL_TIME
from central.core.desired import Accepted
from central.core.power_profiles import Limit, Rung, SmartCharging, profiles
from central.services.counters import Counters
from central.services.errors import InvalidCallError, UnknownChargePointError
from central.services.ports import ChargerCalls
from central.services.unit_of_work import UnitsOfWork
from contract.clock import parse_clock
from contract.costmsg import Price, default_price_value
from contract.ids import ChargePointId
from contract.messages import ChargerAnswer
from launcher.broker import BrokerInfo
from tests.fakes.charger_calls import FakeChargers
from tests.integration.central.conftest import Plug, StartCentral, stop

pytestmark = pytest.mark.integration

CP = ChargePointId("CP1")
PRICE = {
    "key": "DefaultPrice",
    "value": default_price_value(Price(Decimal("0.70"), "USD", "0.70 USD/kWh, busy")),
}
FREE = {"id": 1968}


@dataclass
class Way:
    """A way to one charger, and a hand on how that charger behaves."""

    calls: ChargerCalls
    units: UnitsOfWork
    behave: Callable[[str], None]

    async def call(self, action: str, payload: dict[str, Any]) -> ChargerAnswer:
        return await self.calls.call(
            CP,
            action,
            payload,
            actor_kind="autopilot",
            actor="control",
            reason="test",
            timeout_s=1.0,
            command_id="command-1",
        )

    async def accepted(self) -> Accepted:
        async with self.units.read() as uow:
            return (await uow.views.network()).accepted[CP]


@pytest.fixture(params=["played", "over broker and socket"])
async def way(
    request: pytest.FixtureRequest,
    start_central: StartCentral,
    plug: Plug,
    broker: BrokerInfo,
    until: Callable[..., Awaitable[None]],
) -> AsyncIterator[Way]:
    central = await start_central(MQTT_URL=broker.url)
    charger = await plug(central, CP)
    clock = ScaledClock(parse_clock(REAL_TIME))
    if request.param == "played":
        chargers = FakeChargers(central.units, clock)

        def play(behaviour: str) -> None:
            chargers.behaviours[CP] = behaviour

        yield Way(chargers, central.units, play)
        return

    def answer(behaviour: str) -> None:
        given = {"accept": {"status": "Accepted"}, "reject": {"status": "Rejected"}}
        for action in ("ChangeConfiguration", "SetChargingProfile", "ClearChargingProfile"):
            charger.answers[action] = given.get(behaviour)

    link = MqttLink(parse_address(broker.url), RandomIds().new(), Counters())
    caller = ChargerCaller(central.units, link, clock, RandomIds(), Counters())
    task = asyncio.create_task(link.run())
    await until(lambda: link.is_connected, "the link is up")
    yield Way(caller, central.units, answer)
    await stop(task)


async def test_an_accepted_price_is_what_the_charger_shows(way: Way) -> None:
    answer = await way.call("ChangeConfiguration", PRICE)
    assert (answer.outcome, answer.command_id) == ("accepted", "command-1")
    accepted = await way.accepted()
    assert (accepted.price_per_kwh, accepted.can_show_price) == (Decimal("0.7"), True)
    assert accepted.price_text == "0.70 USD/kWh, busy"
    assert accepted.price_accepted_at is not None


async def test_a_refused_price_changes_nothing_on_the_display(way: Way) -> None:
    way.behave("reject")
    assert (await way.call("ChangeConfiguration", PRICE)).outcome == "rejected"
    accepted = await way.accepted()
    assert (accepted.price_per_kwh, accepted.can_show_price) == (None, False)


async def test_a_silent_charger_is_a_timeout_and_nothing_is_known(way: Way) -> None:
    way.behave("timeout")
    assert (await way.call("ChangeConfiguration", PRICE)).outcome == "timeout"
    accepted = await way.accepted()
    assert (accepted.price_per_kwh, accepted.can_show_price) == (None, None)


@pytest.mark.parametrize("unit", ["W", "A"])
async def test_a_limit_is_in_force_until_it_is_cleared(way: Way, unit: str) -> None:
    now = datetime.now(UTC)
    until = now + timedelta(hours=2)
    limit, smart = Limit(60_000.0, until, now), SmartCharging(unit=unit)
    [payload] = profiles(Rung.WHOLE, limit, smart, connectors=1, sessions=())
    assert (await way.call("SetChargingProfile", payload)).outcome == "accepted"
    accepted = await way.accepted()
    assert accepted.power_limit_w == pytest.approx(60_000.0, rel=0.01)
    assert accepted.power_limit_until is not None
    assert abs(accepted.power_limit_until - until) <= timedelta(seconds=2)


async def test_a_cleared_limit_is_gone(way: Way) -> None:
    assert (await way.call("ClearChargingProfile", FREE)).outcome == "accepted"
    assert (await way.accepted()).power_limit_w is None


async def test_every_call_is_kept_with_its_outcome(way: Way) -> None:
    await way.call("ChangeConfiguration", PRICE)
    async with way.units.read() as uow:
        row = await uow.commands.get("command-1")
    assert row is not None
    assert (row.state, row.actor, row.payload) == ("accepted", "control", PRICE)


async def test_a_wrong_call_is_not_sent(way: Way) -> None:
    with pytest.raises(InvalidCallError):
        await way.call("Reset", {"type": "Mild"})
    async with way.units.read() as uow:
        assert await uow.commands.get("command-1") is None


async def test_an_unknown_charger_is_an_error(way: Way) -> None:
    with pytest.raises(UnknownChargePointError):
        await way.calls.call(
            ChargePointId("nobody"),
            "ClearCache",
            {},
            actor_kind="human",
            actor="ann",
            reason="test",
        )
