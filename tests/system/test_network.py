"""A calm network of thirty stations: it stays calm, takes strangers, and survives broken parts."""

import asyncio
import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import pytest
from ocpp.routing import on
from ocpp.v16 import ChargePoint, call, call_result
from ocpp.v16.enums import (
    AuthorizationStatus,
    ChargePointErrorCode,
    ChargePointStatus,
    ConfigurationStatus,
    RegistrationStatus,
)
from websockets.asyncio.client import connect

from tests.system.stack import Stack

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(
        tmp_path_factory.mktemp("network"), stations=30, cities="phoenix,boston,chicago", speed=40
    ) as stack:
        yield stack


class StandardCharger(ChargePoint):
    """A charge point of the public `ocpp` package: nothing in it is ours."""

    @on("ChangeConfiguration")
    def change(self, key: str, value: str) -> call_result.ChangeConfiguration:
        self.configuration = {**getattr(self, "configuration", {}), key: value}
        return call_result.ChangeConfiguration(status=ConfigurationStatus.accepted)

    async def charge(self) -> dict[str, Any]:
        """Boot, report, start and stop a session; what central said on the way."""
        now = datetime.now(UTC).isoformat()
        boot = await self.call(
            call.BootNotification(charge_point_model="M1", charge_point_vendor="Stranger"),
            suppress=False,
        )
        await self.call(
            call.StatusNotification(
                connector_id=1,
                error_code=ChargePointErrorCode.no_error,
                status=ChargePointStatus.available,
            ),
            suppress=False,
        )
        tag = await self.call(call.Authorize(id_tag="TAG1"), suppress=False)
        started = await self.call(
            call.StartTransaction(connector_id=1, id_tag="TAG1", meter_start=1000, timestamp=now),
            suppress=False,
        )
        stopped = await self.call(
            call.StopTransaction(
                transaction_id=started.transaction_id, meter_stop=6000, timestamp=now
            ),
            suppress=False,
        )
        return {"boot": boot, "tag": tag, "started": started, "stopped": stopped}


@pytest.mark.parametrize("where", ["edge_ocpp", "central_ocpp"])
@pytest.mark.parametrize("basic", [False, True], ids=["without Basic", "with Basic"])
async def test_any_standard_charge_point_can_connect(
    network: Stack, where: str, *, basic: bool
) -> None:
    identity = f"STRANGER-{where}-{int(basic)}"
    token = base64.b64encode(f"{identity}:secret".encode()).decode()
    async with connect(
        f"ws://127.0.0.1:{getattr(network.ports, where)}/ocpp/{identity}",
        subprotocols=["ocpp1.6"],  # type: ignore[list-item]
        additional_headers={"Authorization": f"Basic {token}"} if basic else None,
    ) as socket:
        charger = StandardCharger(identity, socket)
        async with asyncio.timeout(30):
            reading = asyncio.ensure_future(charger.start())
            said = await charger.charge()
            reading.cancel()
    assert said["boot"].status == RegistrationStatus.accepted
    assert said["tag"].id_tag_info["status"] == AuthorizationStatus.accepted
    assert said["started"].transaction_id > 0

    def energies_wh() -> list[Any]:
        return [each["energy_wh"] for each in network.items("/sessions", charge_point=identity)]

    network.wait(lambda: energies_wh() == [5000], "the one session has its energy")


def test_an_hour_of_calm_brings_no_surge_and_little_risk(network: Stack) -> None:
    until = network.now + timedelta(hours=1)
    network.wait(lambda: network.now > until, "an hour is over", 120)
    risks = [s["risk"]["value"] for s in network.items("/stations", limit=100) if s["risk"]]
    assert len(risks) >= 30
    assert median(risks) < 0.10
    assert network.items("/prices") == []


@pytest.mark.parametrize("victim", ["central", "broker", "edge"])
def test_a_killed_part_comes_back_the_others_go_on_and_no_session_is_lost(
    network: Stack, victim: str
) -> None:
    unheard = min(_starts_unheard(network) for _ in range(10))
    running = {_key(s): s["id"] for s in _sessions(network) if s["stopped_at"] is None}
    network.kill(victim)
    network.start(victim)
    killed_at = network.now
    network.wait(
        lambda: _is_going_on(network, killed_at), f"all go on after {victim} was killed", 90
    )
    network.wait(lambda: _starts_unheard(network) <= unheard, "every start was heard", 60)
    network.wait(lambda: _have_ended(network, running, 3), "sessions from before have ended", 90)
    keys = [_key(session) for session in _sessions(network)]
    assert len(keys) == len(set(keys))
    assert set(running) <= set(keys)


def _sessions(network: Stack) -> list[dict[str, Any]]:
    """Sessions of the fleet, as central has them."""
    fleet = set(network.charge_points())
    return [s for s in network.items("/sessions", limit=200) if s["charge_point"] in fleet]


def _key(session: dict[str, Any]) -> tuple[Any, ...]:
    return session["charge_point"], session["connector_id"], session["started_at"]


def _starts_unheard(network: Stack) -> int:
    """Starts in the world that central does not have: those before its time, and on the way."""
    sessions = len(_sessions(network))  # first: what is on the way must never count as negative
    answer = network.emulator.get("/stations")
    answer.raise_for_status()
    return sum(station["starts"] for station in answer.json()["items"]) - sessions


def _have_ended(network: Stack, running: dict[tuple[Any, ...], int], count: int) -> bool:
    """So many of the sessions that were running before have ended under the same id."""
    ended = [
        session
        for session in _sessions(network)
        if session["stopped_at"] is not None and running.get(_key(session)) == session["id"]
    ]
    return len(ended) >= count


def _is_going_on(network: Stack, since: datetime) -> bool:
    """Every emulated charger is connected, was heard and was scored after an instant."""
    if not network.is_ready():
        return False
    chargers = [
        charger
        for station in network.fleet()
        for charger in network.get(f"/stations/{station['id']}")["chargers"]
    ]
    return all(
        charger["connected"]
        and datetime.fromisoformat(charger["last_seen_at"]) > since
        and datetime.fromisoformat(charger["risk"]["at"]) > since
        for charger in chargers
    )
