"""From a fault on the wire to a proven repair: a central, a charger, a technician's phone."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiomqtt
import httpx
import pytest

from central.adapters.clock import ScaledClock
from central.adapters.mqtt.link import parse_address
from contract.clock import ClockSetting
from contract.messages import PersonNotice, decode
from contract.topics import technician_topic
from launcher.broker import BrokerInfo
from tests.integration.central.conftest import (
    ADMIN_PASSWORD,
    Central,
    Charger,
    Plug,
    StartCentral,
)
from tests.integration.central.receivers import Mailbox, mail_server
from tests.integration.central.seeds import place, seed_stations

pytestmark = [pytest.mark.integration, pytest.mark.timeout(180)]

EPOCH = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
FACTOR = 60.0
"""A minute of the network takes a second."""
PATIENCE_S = 60.0
PHONE = "correct horse battery"


@asynccontextmanager
async def browser(central: Central, name: str, password: str) -> AsyncIterator[httpx.AsyncClient]:
    """A person who has logged in."""
    url = f"http://127.0.0.1:{central.ports['http']}/api/v1"
    async with httpx.AsyncClient(
        base_url=url, headers={"X-Requested-With": "sntry"}, timeout=30
    ) as client:
        answer = await client.post("/auth/login", json={"username": name, "password": password})
        assert answer.is_success, answer.text
        yield client


async def order_when(client: httpx.AsyncClient, state: str, *, technician: str = "") -> Any:
    """The newest order as soon as it is in a state, and with a technician."""
    shown: list[Any] = []
    try:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                shown = (await client.get("/work-orders")).json()["items"]
                if shown and shown[0]["state"] == state and technician in shown[0]["technician"]:
                    return shown[0]
                await asyncio.sleep(0.1)
    except TimeoutError:
        pytest.fail(f"waited in vain for an order that is {state}; orders: {shown}")


@asynccontextmanager
async def told_by_mqtt(broker: BrokerInfo, person: str) -> AsyncIterator[asyncio.Queue[Any]]:
    """What a person is told over MQTT, as it comes."""
    address = parse_address(broker.url)
    found: asyncio.Queue[Any] = asyncio.Queue()
    async with aiomqtt.Client(
        address.host,
        address.port,
        username=address.username,
        password=address.password,
        protocol=aiomqtt.ProtocolVersion.V5,
    ) as client:
        await client.subscribe(technician_topic(person), qos=1)

        async def listen() -> None:
            async for message in client.messages:
                found.put_nowait(decode(bytes(message.payload), PersonNotice))

        listening = asyncio.create_task(listen())
        try:
            yield found
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def repair_offline(phone: httpx.AsyncClient, order: Any, clock: ScaledClock) -> None:
    """What follows on the promise is done without a network, and sent late and twice."""
    done_at = clock.now().isoformat()
    report = {
        "found_cause": "ground",
        "test_charge_ok": True,
        "parts_used": [{"part": each["part"], "quantity": 1} for each in order["parts"]],
    }
    for step, body in (("travel", {}), ("arrive", {}), ("finish", report)):
        for is_again in (False, True):
            answer = await phone.post(
                f"/work-orders/{order['id']}/{step}",
                json={**body, "happened_at": done_at},
                headers={"Idempotency-Key": f"{order['id']}-{step}"},
            )
            assert answer.is_success, answer.text
            assert ("Idempotency-Replayed" in answer.headers) is is_again


async def is_told(order: Any, notices: asyncio.Queue[Any], box: Mailbox) -> None:
    """The job reaches its technician by MQTT and by mail, with the way to it."""
    async with asyncio.timeout(PATIENCE_S):
        notice = await notices.get()
        while not box.mails:  # noqa: ASYNC110 (filled by a server)
            await asyncio.sleep(0.05)
    assert notice.link.endswith(f"/tech/jobs/{order['id']}")
    assert box.recipients == ["bob@net.example"]
    assert notice.link in box.bodies()[0]


async def charge(charger: Charger, clock: ScaledClock) -> int:
    """A session of two minutes and 2 kWh; its number."""
    began = clock.now()
    number = await charger.start(timestamp=began.isoformat(), meterStart=1000)
    while (clock.now() - began).total_seconds() < 120:  # noqa: ASYNC110 (scaled time)
        await asyncio.sleep(0.05)
    await charger.stop(number, 3000, timestamp=clock.now().isoformat())
    return number


async def test_a_fault_is_ordered_assigned_told_repaired_and_proven(
    start_central: StartCentral, plug: Plug, broker: BrokerInfo
) -> None:
    setting = ClockSetting(factor=FACTOR, epoch=EPOCH, anchor=datetime.now(UTC))
    told = {"factor": FACTOR, "epoch": EPOCH.isoformat(), "anchor": setting.anchor.isoformat()}
    central = await start_central(
        ROLES="gateway,control,api",
        REGISTRATION="closed",
        CLOCK=json.dumps(told),
        HEAL_MODE="off",
        MQTT_URL=broker.url,
    )
    clock = ScaledClock(setting)
    await seed_stations(central.units, clock.now(), place("A"))
    charger = await plug(central, "A-1")

    async def state(status: str, error: str = "NoError") -> None:
        await charger.ask(
            "StatusNotification",
            connectorId=1,
            status=status,
            errorCode=error,
            timestamp=clock.now().isoformat(),
        )

    async with (
        mail_server() as box,
        told_by_mqtt(broker, "bob") as notices,
        browser(central, "admin", ADMIN_PASSWORD) as desk,
    ):
        user = {"name": "bob", "role": "technician", "password": PHONE}
        assert (await desk.post("/users", json=user)).status_code == 201
        base = {"latitude_deg": 33.01, "longitude_deg": -112.0}
        skills = {"skills": ["charger", "high_voltage"], "base": base}
        assert (await desk.put("/technicians/bob", json=skills)).status_code == 200
        mail = f"mailto://127.0.0.1:{box.port}/?from=sntry@net.example&to=bob@net.example"
        for channel in ({"kind": "apprise", "secret_url": mail}, {"kind": "mqtt"}):
            await desk.post("/users/bob/notification-channels", json=channel)
        async with browser(central, "bob", PHONE) as phone:
            await state("Faulted", "GroundFailure")
            order = await order_when(desk, "assigned", technician="bob")
            assert order["cause"] == "ground"
            assert order["parts"]
            accepted = await phone.post(f"/work-orders/{order['id']}/accept", json={})
            assert accepted.is_success, accepted.text
            await is_told(order, notices, box)
            await repair_offline(phone, order, clock)
        await state("Available")
        number = await charge(charger, clock)
        proven = await order_when(desk, "verified")
        [proof] = proven["proofs"]
        assert (proof["session_id"], proof["energy_kwh"]) == (number, 2.0)
        alarm = (await desk.get(f"/alarms/{order['alarm_id']}")).json()
        assert (alarm["state"], alarm["found_cause"]) == ("closed", "ground")
        acts = (await desk.get(f"/audit?object_type=work_order&object_id={order['id']}")).json()
        assert [each["act"] for each in reversed(acts["items"])] == [
            "work.opened", "work.assigned", "work.accepted", "work.travelling", "work.on_site",
            "work.done", "work.verified",
        ]  # fmt: skip
        ended = await desk.post(f"/work-orders/{order['id']}/close", json={"reason": "it holds"})
        assert (ended.status_code, ended.json()["state"]) == (200, "closed")
