"""Central as a process of its own for all cases; each case has its own charge point in it."""

import asyncio
import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from launcher.broker import BrokerInfo, embedded_broker
from tests.octt_csms.charge_point import Call, ChargePoint, Json
from tests.ports import free_port

ADMIN_PASSWORD = "correct horse"
START_S = 30.0
WAIT_S = 8.0


@dataclass(frozen=True)
class Csms:
    """Where the central system under test listens."""

    http: str
    plain: str
    tls: str
    mtls: str
    folder: Path
    token: str


@dataclass
class Operator:
    """A person with the rights of an admin, over REST."""

    client: httpx.AsyncClient

    async def get(self, path: str, **params: Any) -> Any:
        answer = await self.client.get(path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def put(self, path: str, body: Json) -> Any:
        answer = await self.client.put(path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, body: Json | None = None, status: int = 200) -> Any:
        answer = await self.client.post(path, json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def tag(self, id_tag: str, **about: Any) -> str:
        await self.put(f"/id-tags/{id_tag}", about)
        return id_tag

    async def session(self, transaction_id: int) -> Json:
        """A session by its OCPP transactionId."""
        items = (await self.get("/sessions", limit=500))["items"]
        found: Json = next(each for each in items if each["id"] == transaction_id)
        return found

    async def sessions(self, charge_point: ChargePoint) -> list[Json]:
        items: list[Json] = (await self.get("/sessions", charge_point=charge_point.identity))[
            "items"
        ]
        return items

    async def connector(self, charge_point: ChargePoint, connector: int = 1) -> Json:
        detail = await self.get(f"/chargers/{charge_point.identity}")
        return next((each for each in detail["connectors"] if each["id"] == connector), {})

    async def until(self, look: Callable[[], Awaitable[Any]], what: str) -> Any:
        """Look again and again until something true is seen."""
        try:
            async with asyncio.timeout(WAIT_S):
                while not (seen := await look()):  # noqa: ASYNC110 (over REST)
                    await asyncio.sleep(0.05)
        except TimeoutError:
            pytest.fail(f"waited in vain until {what}")
        return seen

    async def status_is(self, charge_point: ChargePoint, status: str, connector: int = 1) -> None:
        async def look() -> bool:
            return bool((await self.connector(charge_point, connector)).get("status") == status)

        await self.until(look, f"connector {connector} is {status}")

    async def order(
        self, charge_point: ChargePoint, action: str, payload: Json, answer: Json
    ) -> tuple[Call, Json]:
        """Order an OCPP call; the charge point answers it. Gives the call and what REST told."""
        path = f"/chargers/{charge_point.identity}/ocpp/{action}?wait=10"
        asked = asyncio.create_task(self.post(path, payload))
        call = await charge_point.expect(action)
        await charge_point.answer(call, **answer)
        told: Json = await asked
        assert told["payload"] == answer
        return call, told

    async def orders(
        self, charge_point: ChargePoint, action: str, payload: Json, answer: Json
    ) -> Json:
        """As `order` where the call must arrive as it was ordered; gives the outcome."""
        call, told = await self.order(charge_point, action, payload, answer)
        assert call.payload == payload
        return told


@pytest.fixture(scope="session")
def csms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Csms]:
    """`python -m central serve` as an operator would run it, with a broker of its own."""
    folder = tmp_path_factory.mktemp("csms")
    with embedded_broker(port=free_port(), data_dir=folder) as broker:
        yield from _served(broker, folder)


def _served(broker: BrokerInfo, folder: Path) -> Iterator[Csms]:
    http_port, log = free_port(), folder / "central.log"
    settings = {
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'central.db'}",
        "MQTT_URL": broker.url,
        "MQTT_CLIENT_ID": "octt",
        "OCPP_PORT": "0",
        "HTTP_PORT": str(http_port),
        "REGISTRATION": "open",
        "AUTHORIZE_UNKNOWN_TAGS": "false",
        "OCPP_TLS_PORT": "0",
        "OCPP_MTLS_PORT": "0",
        "PKI_DIR": str(folder / "pki"),
        "UPLOAD_DIR": str(folder / "uploads"),
        "ADMIN_PASSWORD": ADMIN_PASSWORD,
        "ROLES": "gateway,api",
    }
    environment = {**os.environ, **{f"SNTRY_CENTRAL_{k}": v for k, v in settings.items()}}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "central", "serve"], env=environment, stderr=output
        )
        try:
            ports = _ports(log, process, {"ocpp", "ocpp_tls", "ocpp_mtls", "http"})
            http = f"http://127.0.0.1:{http_port}"
            yield Csms(
                http,
                f"ws://127.0.0.1:{ports['ocpp']}",
                f"wss://127.0.0.1:{ports['ocpp_tls']}",
                f"wss://127.0.0.1:{ports['ocpp_mtls']}",
                folder,
                _log_in(http),
            )
        finally:
            process.terminate()
            process.wait(20)


def _ports(log: Path, process: "subprocess.Popen[bytes]", wanted: set[str]) -> dict[str, int]:
    """Ports by server, as central logs them."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        found = re.findall(r"event='listening' server='(\w+)' port=(\d+)", log.read_text())
        if {name for name, _ in found} >= wanted:
            return {name: int(port) for name, port in found}
        time.sleep(0.05)
    pytest.fail(f"central does not listen on {wanted}; its log:\n{log.read_text()}")


def _log_in(url: str) -> str:
    body = {"username": "admin", "password": ADMIN_PASSWORD}
    answer = httpx.post(f"{url}/api/v1/auth/login", json=body, timeout=20)
    return answer.raise_for_status().cookies["sntry_session"]


@pytest.fixture
async def operator(csms: Csms) -> AsyncIterator[Operator]:
    headers = {"Authorization": f"Bearer {csms.token}"}
    async with httpx.AsyncClient(
        base_url=f"{csms.http}/api/v1", headers=headers, timeout=30
    ) as client:
        yield Operator(client)


MakeChargePoint = Callable[..., ChargePoint]


@pytest.fixture
async def make(csms: Csms, request: pytest.FixtureRequest) -> AsyncIterator[MakeChargePoint]:
    """A charge point named after the case, not connected yet."""
    async with contextlib.AsyncExitStack() as stack:
        name = request.node.name.removeprefix("test_tc_").removesuffix("]")
        identity = re.sub(r"\W", "-", name)[:44]

        def new(**options: Any) -> ChargePoint:
            made = ChargePoint(**{"identity": identity, "url": csms.plain, **options})
            stack.push_async_callback(made.unplug)
            return made

        yield new


@pytest.fixture
async def cp(make: MakeChargePoint) -> ChargePoint:
    """Connected, accepted, connector 1 available."""
    charge_point = await make().plug_in()
    assert (await charge_point.boot())["status"] == "Accepted"
    await charge_point.status("Available", 0)
    await charge_point.status("Available")
    return charge_point
