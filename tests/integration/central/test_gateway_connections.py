"""The door of the gateway: identities, passwords, registration, subprotocol, who wins."""

import asyncio
import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from central.adapters.db import tables
from contract.ids import ChargePointId
from tests.integration.central.conftest import Central, Plug, StartCentral

pytestmark = pytest.mark.integration


def basic(username: str, password: str) -> dict[str, Any]:
    token = base64.b64encode(f"{username}:{password}".encode()).decode()
    return {"additional_headers": {"Authorization": f"Basic {token}"}}


async def refusal(plug: Plug, central: Central, identity: str, **options: Any) -> int:
    with pytest.raises(InvalidStatus) as error:
        await plug(central, identity, boot=False, **options)
    return error.value.response.status_code


@pytest.mark.parametrize("offered", [None, ["ocpp2.0.1"]])
async def test_wrong_subprotocol_is_closed_after_the_handshake(
    central: Central, offered: list[Any] | None
) -> None:
    url = f"ws://127.0.0.1:{central.ocpp_port}/ocpp/CP1"
    async with connect(url, subprotocols=offered) as socket:
        assert socket.subprotocol is None
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 1002


async def test_one_of_several_subprotocols_is_taken(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1", subprotocols=["ocpp2.0.1", "ocpp1.6"])
    assert charger.socket.subprotocol == "ocpp1.6"


@pytest.mark.parametrize("identity", ["a:b", "a%2Fb%24", "x" * 49, "%20"])
async def test_unusable_identity_is_not_found(central: Central, plug: Plug, identity: str) -> None:
    assert await refusal(plug, central, identity) == 404


async def test_unknown_charger_is_not_found_where_registration_is_closed(
    start_central: StartCentral, plug: Plug
) -> None:
    central = await start_central(REGISTRATION="closed")
    assert await refusal(plug, central, "CP1") == 404
    assert await central.rows(tables.charge_points) == []


async def test_pending_charger_waits_for_a_person(start_central: StartCentral, plug: Plug) -> None:
    central = await start_central(REGISTRATION="pending")
    charger = await plug(central, "CP1", boot=False)
    answer = await charger.boot()
    assert (answer["status"], answer["interval"]) == ("Pending", 30)
    assert (await charger.status("Available"))[2] == "SecurityError"
    async with central.units.write() as uow:
        await uow.charge_points.set_registration(ChargePointId("CP1"), "accepted")
        await uow.commit()
    assert (await charger.boot())["status"] == "Accepted"
    assert await charger.status("Available") == {}


async def test_rejected_charger_stays_rejected(start_central: StartCentral, plug: Plug) -> None:
    central = await start_central(REGISTRATION="pending")
    charger = await plug(central, "CP1", boot=False)
    async with central.units.write() as uow:
        await uow.charge_points.set_registration(ChargePointId("CP1"), "rejected")
        await uow.commit()
    assert (await charger.boot())["status"] == "Rejected"


async def test_basic_user_must_be_the_identity(central: Central, plug: Plug) -> None:
    assert await refusal(plug, central, "CP1", **basic("CP2", "x")) == 401
    bad: dict[str, Any] = {"additional_headers": {"Authorization": "Basic ***"}}
    assert await refusal(plug, central, "CP1", **bad) == 401


async def test_password_is_needed_once_it_is_set(central: Central, plug: Plug) -> None:
    await (await plug(central, "CP1", **basic("CP1", "any"))).close()
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("right")
    async with central.units.write() as uow:
        await uow.charge_points.set_password_hash(ChargePointId("CP1"), hashed)
        await uow.commit()
    assert await refusal(plug, central, "CP1") == 401
    assert await refusal(plug, central, "CP1", **basic("CP1", "wrong")) == 401
    charger = await plug(central, "CP1", **basic("CP1", "right"))
    assert "currentTime" in await charger.ask("Heartbeat")


async def test_newest_connection_wins_and_the_old_ones_end_tears_nothing_down(
    central: Central, plug: Plug
) -> None:
    old = await plug(central, "CP1")
    new = await plug(central, "CP1")
    async with asyncio.timeout(5):
        await old.socket.wait_closed()
    assert "currentTime" in await new.ask("Heartbeat")
    (row,) = await central.rows_when(
        tables.charge_points, lambda rows: rows[0]["last_seen_at"], "it was seen"
    )
    assert row["connected"] is True
    await new.close()
    await central.rows_when(
        tables.charge_points, lambda rows: not rows[0]["connected"], "it is gone"
    )


async def test_oversized_frame_closes_only_that_socket(central: Central, plug: Plug) -> None:
    big, other = await plug(central, "CP1"), await plug(central, "CP2")
    await big.socket.send(json.dumps([2, "1", "DataTransfer", {"vendorId": "x" * 300_000}]))
    async with asyncio.timeout(5):
        await big.socket.wait_closed()
    assert big.socket.close_code == 1009
    assert "currentTime" in await other.ask("Heartbeat")
    assert "currentTime" in await (await plug(central, "CP1")).ask("Heartbeat")


async def test_reconnect_needs_no_new_boot(central: Central, plug: Plug) -> None:
    await (await plug(central, "CP1")).close()
    charger = await plug(central, "CP1", boot=False)
    assert await charger.status("Available") == {}


async def test_open_session_is_known_after_central_was_restarted(
    start_central: StartCentral, plug: Plug
) -> None:
    first = await start_central()
    charger = await plug(first, "CP1")
    transaction = await charger.start(meterStart=0)
    await charger.meter(transaction, 700)
    await first.rows_when(
        tables.transactions, lambda rows: rows[0]["last_meter_wh"] == 700, "the reading is stored"
    )
    first.task.cancel()
    await asyncio.gather(first.task, return_exceptions=True)
    second = await start_central()
    charger = await plug(second, "CP1", boot=False)
    await charger.status("Available")
    (row,) = await second.rows(tables.transactions)
    assert (row["stop_reason"], row["meter_stop_wh"]) == ("inferred", 700)


async def test_crowd_of_chargers_is_served_at_once(
    central: Central, plug: Plug, until: Callable[..., Any]
) -> None:
    chargers = await asyncio.gather(*(plug(central, f"CP{n}") for n in range(60)))
    await asyncio.gather(*(each.status("Available", n) for each in chargers for n in (0, 1, 2)))
    rows = await central.rows_when(
        tables.connectors, lambda rows: len(rows) == 180, "all states are stored"
    )
    assert {row["status"] for row in rows} == {"Available"}
