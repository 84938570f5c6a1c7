"""Logging in: the cookie, the time it takes, and the limit on guesses."""

import time

import pytest

from central.core.access import UserRole
from tests.integration.central.api.conftest import Api

pytestmark = pytest.mark.integration

PASSWORD = "correct horse battery"


@pytest.fixture
async def ann(api: Api) -> str:
    assert await api.parts.auth.add_user("ann", PASSWORD, UserRole.OPERATOR, "test")
    return "ann"


async def test_login_gives_a_cookie_that_scripts_cannot_read(api: Api, ann: str) -> None:
    client = api.client()
    answer = await client.post("/auth/login", json={"username": ann, "password": PASSWORD})
    assert answer.json() == {"user": {"name": "ann", "role": "operator"}}
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("sntry_session=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert (await client.get("/me")).json()["can"] == ["read", "report", "operate"]
    assert (await client.post("/auth/logout")).status_code == 204
    assert (await client.get("/me")).status_code == 401


async def test_only_a_hash_of_the_token_is_kept(api: Api, ann: str) -> None:
    client = api.client()
    await client.post("/auth/login", json={"username": ann, "password": PASSWORD})
    token = client.cookies["sntry_session"]
    async with api.units.read() as uow:
        assert await uow.users.of_session(token, api.clock.now()) is None
    assert await api.parts.auth.user_of(token) is not None


async def test_a_wrong_name_takes_as_long_as_a_wrong_password(api: Api, ann: str) -> None:
    await api.parts.auth.login("nobody", "x" * 12, "warm-up")

    async def seconds(name: str, address: str) -> float:
        start = time.perf_counter()
        assert await api.parts.auth.login(name, "x" * 12, address) is None
        return time.perf_counter() - start

    known = min([await seconds(ann, f"k{n}") for n in range(3)])
    unknown = min([await seconds(f"nobody{n}", f"u{n}") for n in range(3)])
    assert 0.4 < unknown / known < 2.5


async def test_after_five_wrong_guesses_even_the_right_one_waits(api: Api, ann: str) -> None:
    client = api.client()
    for _ in range(5):
        wrong = await client.post("/auth/login", json={"username": ann, "password": "guess1234"})
        assert wrong.status_code == 401
    answer = await client.post("/auth/login", json={"username": ann, "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 61


async def test_five_wrong_guesses_at_many_names_block_the_address(api: Api, ann: str) -> None:
    client = api.client()
    for n in range(5):
        body = {"username": f"user{n}", "password": "guess1234"}
        assert (await client.post("/auth/login", json=body)).status_code == 401
    answer = await client.post("/auth/login", json={"username": ann, "password": PASSWORD})
    assert answer.status_code == 429


async def test_a_problem_never_repeats_the_password(api: Api) -> None:
    body = {"username": "ann", "password": "S3cret" * 100}
    answer = await api.client().post("/auth/login", json=body)
    assert answer.status_code == 422
    assert "S3cret" not in answer.text


async def test_the_first_admin_is_made_once_and_follows_the_settings(api: Api) -> None:
    auth = api.parts.auth
    assert await auth.ensure_first_admin("first password") is None
    assert await auth.login("admin", "first password", "a") is not None
    assert await auth.ensure_first_admin("second password") is None
    assert await auth.login("admin", "first password", "b") is None
    opened = await auth.login("admin", "second password", "c")
    assert opened is not None
    assert opened.user.role == "admin"
    assert await auth.ensure_first_admin(None) is None
    assert await auth.login("admin", "second password", "d") is not None
