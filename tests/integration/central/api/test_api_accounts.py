"""People and API keys: made, changed, ended; secrets are shown once and kept as hashes."""

from datetime import timedelta
from typing import Any

import pytest

from central.adapters.db.access_tables import api_keys
from tests.integration.central.api.conftest import Api

pytestmark = pytest.mark.integration

ANN = {"name": "ann", "role": "operator", "password": "a long password"}


async def test_a_person_is_made_changed_and_forgotten(api: Api) -> None:
    admin = api.client("admin")
    made = await admin.post("/users", json=ANN)
    assert (made.status_code, made.json()["role"]) == (201, "operator")
    assert (await admin.post("/users", json=ANN)).status_code == 409
    login = {"username": "ann", "password": ANN["password"]}
    ann = api.client()
    assert (await ann.post("/auth/login", json=login)).status_code == 200
    changed = await admin.patch("/users/ann", json={"role": "viewer"})
    assert changed.json()["role"] == "viewer"
    assert (await ann.get("/me")).json()["can"] == ["read"]
    await admin.patch("/users/ann", json={"password": "another password"})
    assert (await ann.get("/me")).status_code == 401
    assert (await admin.delete("/users/ann")).status_code == 204
    assert (await admin.get("/users/ann")).status_code == 404
    acts = (await admin.get("/audit", params={"object_type": "user"})).text
    for act in ("user.added", "user.role", "user.password", "user.deleted"):
        assert act in acts
    assert "password" not in str((await admin.get("/users")).json())


async def test_the_last_admin_stays_one(api: Api) -> None:
    admin = api.client("admin")
    for request in (
        admin.patch("/users/admin-person", json={"role": "viewer"}),
        admin.delete("/users/admin-person"),
    ):
        answer = await request
        assert answer.status_code == 409
        assert "only admin" in answer.json()["detail"]
    assert (await admin.post("/users", json={**ANN, "role": "admin"})).status_code == 201
    assert (await admin.delete("/users/admin-person")).status_code == 204


async def test_a_person_renews_the_own_password(api: Api) -> None:
    await api.client("admin").post("/users", json=ANN)
    ann = api.client()
    login = {"username": "ann", "password": ANN["password"]}
    await ann.post("/auth/login", json=login)
    wrong = await ann.put("/me/password", json={"current": "wrong", "new": "new password"})
    assert wrong.status_code == 403
    given = {"current": ANN["password"], "new": "new password"}
    assert (await ann.put("/me/password", json=given)).status_code == 204
    assert (await ann.get("/me")).status_code == 401
    assert (await ann.post("/auth/login", json=login)).status_code == 401
    login["password"] = "new password"
    assert (await ann.post("/auth/login", json=login)).status_code == 200


async def test_pages_of_people_are_complete(api: Api) -> None:
    admin = api.client("admin")
    names: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await admin.get("/users", params={"limit": 3, "cursor": cursor})).json()
        names += [each["name"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert names == ["admin-person", "operator-person", "technician-person", "viewer-person"]


async def made_key(api: Api, **given: Any) -> dict[str, Any]:
    body = {"name": "meter reader", "role": "operator", **given}
    answer = await api.client("admin").post("/api-keys", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_key_lets_a_program_in_with_its_role_only(api: Api) -> None:
    made = await made_key(api)
    program = api.client(None, Authorization=f"Bearer {made['token']}")
    del program.headers["X-Requested-With"]
    assert (await program.get("/me")).json()["name"] == "key:meter reader"
    reset = await program.post("/chargers/A-1/ocpp/Reset?wait=5", json={"type": "Soft"})
    assert reset.json()["outcome"] == "accepted"
    assert (await program.get("/users")).status_code == 403
    audit = (await program.get("/audit", params={"act": "ocpp.Reset"})).json()["items"]
    assert audit[0]["actor"] == "key:meter reader"


async def test_a_token_is_shown_once_and_kept_as_a_hash(api: Api) -> None:
    made = await made_key(api)
    admin = api.client("admin")
    for path in ("/api-keys", f"/api-keys/{made['id']}", "/audit"):
        assert made["token"] not in (await admin.get(path)).text
    database = api.units._database
    async with database.read() as connection:
        row = (await connection.execute(api_keys.select())).mappings().one()
    assert made["token"] not in str(dict(row))
    assert made["token"].startswith(row["hint"])
    assert len(row["hint"]) < len(made["token"]) / 3


async def test_a_key_ends_when_it_is_revoked_or_expires(api: Api) -> None:
    admin = api.client("admin")
    revoked = await made_key(api)
    until = (api.clock.at + timedelta(hours=1)).isoformat()
    brief = await made_key(api, name="brief", expires_at=until)

    async def works(made: dict[str, Any]) -> bool:
        client = api.client(None, Authorization=f"Bearer {made['token']}")
        return (await client.get("/me")).status_code == 200

    assert await works(revoked)
    assert await works(brief)
    assert (await admin.delete(f"/api-keys/{revoked['id']}")).status_code == 204
    assert (await admin.delete(f"/api-keys/{revoked['id']}")).status_code == 404
    assert not await works(revoked)
    api.clock.at += timedelta(hours=1)
    assert not await works(brief)
    listed = (await admin.get("/api-keys")).json()["items"]
    assert [(each["name"], each["revoked_at"] is None) for each in listed] == [
        ("brief", True),
        ("meter reader", False),
    ]
    assert listed[0]["last_used_at"] is not None


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        pytest.param("/users", {**ANN, "password": "short"}, "password", id="short password"),
        pytest.param("/users", {**ANN, "role": "king"}, "role", id="unknown role"),
        pytest.param("/users", {**ANN, "name": "a\nb"}, "name", id="strange name"),
        pytest.param("/api-keys", {"name": "k"}, "role", id="no role"),
        pytest.param(
            "/api-keys",
            {"name": "k", "role": "viewer", "expires_at": "2026-01-01T00:00:00"},
            "expires_at",
            id="an end without a zone",
        ),
    ],
)
async def test_wrong_accounts_are_refused(
    api: Api, path: str, body: dict[str, Any], field: str
) -> None:
    answer = await api.client("admin").post(path, json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field
    assert "short" not in answer.text
