"""What people send wrongly is a problem for them, a line in the log, a count; all else goes on."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from central.adapters.db import tables
from launcher.broker import BrokerInfo
from tests.integration.central.conftest import ADMIN_PASSWORD, Central, Plug, StartCentral

pytestmark = pytest.mark.integration

JSON = {"content-type": "application/json"}
SECRET = "736563726574"


@pytest.fixture
async def central(start_central: StartCentral, broker: BrokerInfo) -> Central:
    """All roles in one process, as in a small installation."""
    return await start_central(MQTT_URL=broker.url, ROLES="gateway,ingest,control,api")


@pytest.fixture
async def admin(central: Central) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{central.ports['http']}/api/v1",
        headers={"X-Requested-With": "sntry"},
        timeout=20,
    ) as client:
        given = {"username": "admin", "password": ADMIN_PASSWORD}
        assert (await client.post("/auth/login", json=given)).status_code == 200
        yield client


async def is_alive(central: Central, admin: httpx.AsyncClient) -> bool:
    return (await admin.get("/me")).status_code == 200 and not central.task.done()


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "field"),
    [
        pytest.param(
            "POST",
            "/chargers/CP1/ocpp/DataTransfer",
            rb'{"vendorId":"v","data":"\ud800"}',
            422,
            "data",
            id="half a character to a charger",
        ),
        pytest.param(
            "POST",
            "/chargers/CP1/ocpp/UnlockConnector",
            b'{"connectorId":1' + b"0" * 400 + b"}",
            422,
            "connectorId",
            id="number beyond all floats",
        ),
        pytest.param(
            "POST",
            "/chargers/CP1/ocpp/DataTransfer",
            b'{"vendorId":"v","data":' + b"[" * 30_000,
            400,
            None,
            id="a bomb of brackets",
        ),
        pytest.param(
            "POST", "/chargers/CP1/ocpp/Reset", b'{"type":"Soft"', 422, "body", id="cut JSON"
        ),
        pytest.param("POST", "/chargers/CP1/ocpp/Reset", b'["Soft"]', 422, "body", id="no object"),
        pytest.param(
            "POST",
            "/auth/login",
            rb'{"username":"\udfff","password":"x"}',
            422,
            "username",
            id="half a character as a name",
        ),
        pytest.param(
            "POST",
            "/auth/login",
            rb'{"username":"a\u0000","password":"x"}',
            422,
            "username",
            id="NUL in a name",
        ),
        pytest.param(
            "POST",
            "/heals/1/stop",
            rb'{"reason":"\ud800"}',
            422,
            "reason",
            id="half a character as a reason",
        ),
        pytest.param(
            "POST",
            f"/heals/{2**70}/stop",
            b'{"reason":"x"}',
            422,
            "heal_id",
            id="heal beyond 64 bits",
        ),
        pytest.param(
            "GET",
            "/stations/CP1/telemetry?from=0001-01-01T00:00:00%2B23:59",
            b"",
            422,
            "from",
            id="before the first year",
        ),
        pytest.param(
            "GET",
            "/stations/CP1/telemetry?to=9999-12-31T23:59:59-23:59",
            b"",
            422,
            "to",
            id="after the last year",
        ),
    ],
)
async def test_a_wrong_request_is_a_problem_for_its_sender_only(
    central: Central,
    admin: httpx.AsyncClient,
    plug: Plug,
    method: str,
    path: str,
    body: bytes,
    status: int,
    field: str | None,
) -> None:
    await plug(central, "CP1")
    with capture_logs() as logs:
        answer = await admin.request(method, path, content=body, headers=JSON)
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    if field is not None:
        assert problem["errors"][0]["field"] == field
        assert problem["errors"][0]["allowed"]
    (line,) = [line for line in logs if line["event"] == "request_refused"]
    assert (line["request_id"], line["method"]) == (problem["request_id"], method)
    assert line["reason"]
    assert (await central.counters())[f"requests_refused_{status}"] == 1
    assert await is_alive(central, admin)


@pytest.mark.sqlite_only
async def test_a_defect_in_a_call_goes_to_whoever_asked(
    central: Central, admin: httpx.AsyncClient, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    async with central.database.write() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER t BEFORE INSERT ON commands "
            "BEGIN SELECT RAISE(ABORT, 'not wanted'); END"
        )
        await connection.commit()
    answer = await admin.post("/chargers/CP1/ocpp/Reset?wait=5", json={"type": "Soft"})
    assert answer.status_code == 500
    assert answer.json()["request_id"]
    assert (await central.counters())["defects"] == 1
    assert await is_alive(central, admin)
    assert "currentTime" in await charger.ask("Heartbeat")


@pytest.mark.sqlite_only
async def test_a_defect_after_the_answer_is_told_and_counted(
    central: Central, admin: httpx.AsyncClient, plug: Plug, until: Callable[..., Any]
) -> None:
    await plug(central, "CP1")
    async with central.database.write() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER t BEFORE INSERT ON audit WHEN NEW.act = 'ocpp.Reset' "
            "BEGIN SELECT RAISE(ABORT, 'not wanted'); END"
        )
        await connection.commit()
    with capture_logs() as logs:
        answer = await admin.post("/chargers/CP1/ocpp/Reset?wait=10", json={"type": "Soft"})
        assert answer.json()["outcome"] == "accepted"
        await until(lambda: [each for each in logs if each["event"] == "defect"], "it is told")
    assert (await central.counters())["defects"] == 1
    assert await is_alive(central, admin)


@pytest.mark.parametrize(
    ("action", "payload"),
    [
        pytest.param("ChangeConfiguration", {"key": "AUTHORIZATIONKEY", "value": SECRET}, id="key"),
        pytest.param(
            "UpdateFirmware",
            {"location": f"ftp://u:{SECRET}@h/f", "retrieveDate": "2026-06-01T00:00:00Z"},
            id="firmware",
        ),
        pytest.param("GetDiagnostics", {"location": f"ftp://u:{SECRET}@h/"}, id="diagnostics"),
        pytest.param("GetConfiguration", {"key": ["authorizationkey"]}, id="answer"),
    ],
)
async def test_a_secret_reaches_the_charger_and_nobody_else(
    central: Central, admin: httpx.AsyncClient, plug: Plug, action: str, payload: dict[str, Any]
) -> None:
    charger = await plug(central, "CP1")
    told = {"key": "authorizationkey", "readonly": False, "value": SECRET}
    charger.answers["GetConfiguration"] = {"configurationKey": [told]}
    with capture_logs() as logs:
        answer = await admin.post(f"/chargers/CP1/ocpp/{action}?wait=10", json=payload)
        assert answer.json()["outcome"] == "accepted"
        await central.rows_when(
            tables.audit,
            lambda rows: any(row["act"] == f"ocpp.{action}" for row in rows),
            "the call is in the audit",
        )
    assert (action, payload) in charger.calls
    command = await admin.get(f"/tasks/{answer.json()['command_id']}")
    seen = [answer.text, command.text, (await admin.get("/audit")).text, repr(logs)]
    seen += [
        repr(await central.rows(table)) for table in (tables.commands, tables.audit, tables.outbox)
    ]
    assert not [text for text in seen if SECRET in text]
    assert "(hidden)" in command.text


async def test_a_secret_that_is_refused_is_not_told_either(
    central: Central, admin: httpx.AsyncClient, plug: Plug
) -> None:
    await plug(central, "CP1")
    payload = {"key": "AuthorizationKey", "value": SECRET * 100}
    with capture_logs() as logs:
        answer = await admin.post("/chargers/CP1/ocpp/ChangeConfiguration", json=payload)
    assert answer.status_code == 422
    assert "longer than 500" in answer.text
    assert SECRET not in answer.text + repr(logs)


async def test_an_answer_of_nonsense_ends_nothing(
    central: Central, admin: httpx.AsyncClient, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    charger.answers["Reset"] = {"status": [], "n": 2**70, "text": "half \ud800"}
    answer = await admin.post("/chargers/CP1/ocpp/Reset?wait=10", json={"type": "Soft"})
    assert answer.json()["outcome"] == "accepted"
    assert answer.json()["payload"]["text"] == "half ?"
    assert "currentTime" in await charger.ask("Heartbeat")
    assert await is_alive(central, admin)
