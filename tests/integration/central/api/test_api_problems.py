"""Errors: one body for all, naming field, value and what is allowed; headers on every answer."""

from typing import Any

import pytest

from central.api.paging import next_cursor
from tests.integration.central.api.conftest import Api

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "field"),
    [
        pytest.param("GET", "/nothing", None, 404, None, id="unknown path"),
        pytest.param("GET", "/stations/none", None, 404, None, id="unknown station"),
        pytest.param("GET", "/tasks/none", None, 404, None, id="unknown task"),
        pytest.param("POST", "/me", None, 405, None, id="wrong method"),
        pytest.param("GET", "/stations?limit=0", None, 422, "limit", id="limit too small"),
        pytest.param("GET", "/stations?limit=many", None, 422, "limit", id="limit no number"),
        pytest.param("GET", "/stations?state=asleep", None, 422, "state", id="unknown state"),
        pytest.param("GET", "/audit?cursor=abc", None, 422, "cursor", id="mangled cursor"),
        pytest.param("GET", "/audit?cursor=%C3%A9", None, 422, "cursor", id="cursor not ASCII"),
        pytest.param(
            "GET",
            f"/audit?cursor={next_cursor('heals', '5')}",
            None,
            422,
            "cursor",
            id="cursor of another list",
        ),
        pytest.param("PUT", "/control/heal", {"mode": "fast"}, 422, "mode", id="unknown mode"),
        pytest.param("PUT", "/control/heal", {"speed": 1}, 422, "speed", id="unknown field"),
        pytest.param("POST", "/heals/7/stop", {"reason": ""}, 422, "reason", id="empty reason"),
        pytest.param("POST", "/heals/7/stop", {"reason": "x"}, 404, None, id="unknown heal"),
        pytest.param(
            "GET",
            "/stations/A/telemetry?from=2026-07-02T00:00:00Z&to=2026-07-01T00:00:00Z",
            None,
            422,
            "from",
            id="from after to",
        ),
        pytest.param(
            "GET", "/stations/A/telemetry?from=2026-07-01T00:00:00", None, 422, "from", id="naive"
        ),
        pytest.param("GET", "/stream?topics=gossip", None, 422, "topics", id="unknown topic"),
        pytest.param(
            "POST", "/chargers/A-1/ocpp/Explode", {}, 422, "action", id="unknown OCPP action"
        ),
        pytest.param(
            "POST", "/chargers/A-1/ocpp/Reset", {"type": "Mild"}, 422, "type", id="wrong payload"
        ),
        pytest.param(
            "POST", "/chargers/none/ocpp/Reset", {"type": "Soft"}, 404, None, id="unknown charger"
        ),
    ],
)
async def test_a_wrong_request_is_told_what_was_wrong(
    api: Api, method: str, path: str, body: Any, status: int, field: str | None
) -> None:
    answer = await api.client("admin").request(method, path, json=body)
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"] == f"/api/v1{path.split('?')[0]}"
    if field is not None:
        assert problem["errors"][0]["field"] == field
        assert problem["errors"][0]["allowed"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        pytest.param("DELETE", "/health", "GET", id="one method"),
        pytest.param("GET", "/auth/login", "POST", id="read of what only acts"),
        pytest.param("PATCH", "/id-tags/a", "DELETE, GET, PUT", id="several methods"),
        pytest.param("BREW", "/health", "GET", id="a method that nobody knows"),
    ],
)
async def test_a_wrong_method_is_told_the_right_ones(
    api: Api, method: str, path: str, allowed: str
) -> None:
    answer = await api.client("admin").request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PATCH", "OPTIONS"])
async def test_an_unknown_path_is_unknown_to_every_method(api: Api, method: str) -> None:
    client = api.client("admin")
    for path in ("/nothing", "/health/more", "/stations/A/B/C"):
        answer = await client.request(method, path)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_body_that_is_no_json_is_refused(api: Api) -> None:
    answer = await api.client("admin").put(
        "/control/heal", content=b"{", headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("chunked", [False, True], ids=["with length", "chunked"])
async def test_a_large_body_is_refused(api: Api, chunked: bool) -> None:
    async def pieces() -> Any:
        for _ in range(80):
            yield b" " * 1024

    content = pieces() if chunked else b" " * 80 * 1024
    answer = await api.client("admin").put(
        "/control/heal", content=content, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 413
    assert answer.json()["request_id"]


async def test_a_given_request_id_is_kept_and_a_strange_one_is_not(api: Api) -> None:
    client = api.client("admin")
    kept = await client.get("/me", headers={"X-Request-ID": "abc-123"})
    assert kept.headers["x-request-id"] == "abc-123"
    strange = await client.get("/me", headers={"X-Request-ID": "a b<script>"})
    assert "script" not in strange.headers["x-request-id"]


async def test_every_answer_keeps_browsers_safe(api: Api) -> None:
    client = api.client("viewer")
    for path in ("/health", "/nothing", "/stations"):
        headers = (await client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "worker-src 'self' blob:" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        pytest.param("GET", "/stations/a%00b", None, 404, id="in a path"),
        pytest.param("PUT", "/id-tags/a%00b", {"status": "Accepted"}, 404, id="in a new name"),
        pytest.param("GET", "/violations?charge_point=a%00b", None, 422, id="in a query"),
        pytest.param("GET", "/violations?charge_point=a%2500b", None, 200, id="not in a query"),
        pytest.param(
            "POST", "/auth/login", {"username": "a\0b", "password": "x"}, 422, id="in a body"
        ),
        pytest.param("POST", "/heals/7/stop", {"reason": "a\0b"}, 422, id="in a reason"),
        pytest.param(
            "POST", "/chargers/A-1/ocpp/DataTransfer", {"vendorId": "a\0b"}, 422, id="in a call"
        ),
    ],
)
async def test_nul_which_no_database_holds_is_no_defect(
    api: Api, method: str, path: str, body: Any, status: int
) -> None:
    answer = await api.client("admin").request(method, path, json=body)
    assert answer.status_code == status, answer.text
