"""Commands at a terminal, as processes: accounts, calls to chargers, the API's description."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from central.core.access import UserRole
from tests.integration.central.api.conftest import Api

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[4]


async def run(*words: str, typed: str = "", **environment: str) -> tuple[int, str, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "central",
        *words,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
    )
    out, err = await process.communicate(typed.encode())
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def test_users_are_added_and_listed_without_a_server(tmp_path: Path) -> None:
    url = {"SNTRY_CENTRAL_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"}
    add = ("admin", "add-user", "ann", "--role", "operator")
    status, out, err = await run(*add, typed="a long password\n", **url)
    assert (status, out) == (0, "ann added as operator\n"), err
    status, _, err = await run(*add, typed="another password\n", **url)
    assert status == 1
    assert "'ann' already" in err
    status, _, err = await run("admin", "add-user", "bob", "--role", "viewer", typed="x\n", **url)
    assert status == 1
    assert "at least 8 characters" in err
    _, out, _ = await run("admin", "list-users", **url)
    assert [line.split("\t")[:2] for line in out.splitlines()] == [["ann", "operator"]]


async def test_an_unknown_role_is_refused_with_the_roles_there_are() -> None:
    status, _, err = await run("admin", "add-user", "ann", "--role", "king")
    assert status == 2
    for role in UserRole:
        assert role.value in err


async def test_a_call_goes_through_the_api_and_shows_the_answer(api: Api) -> None:
    words = ("call", "A-1", "Reset", '{"type": "Soft"}', "--url", api.url, "--reason", "stuck")
    status, out, err = await run(*words, SNTRY_TOKEN="token-operator")
    assert status == 0, err
    assert json.loads(out)["outcome"] == "accepted"
    assert api.chargers.of("Reset", "A-1") == [{"type": "Soft"}]


async def test_a_call_logs_in_with_name_and_password(api: Api) -> None:
    await api.parts.auth.add_user("ann", "a long password", UserRole.OPERATOR, "test")
    words = ("call", "A-1", "ClearCache", "--url", api.url)
    status, _, err = await run(*words, SNTRY_USER="ann", SNTRY_PASSWORD="a long password")
    assert status == 0, err


@pytest.mark.parametrize(
    ("words", "token", "expected", "message"),
    [
        pytest.param(("A-1", "Reset", "{"), "token-operator", 2, "is not JSON", id="no JSON"),
        pytest.param(("A-1", "Reset", "[]"), "token-operator", 2, "a JSON object", id="no object"),
        pytest.param(("A-1", "Reset", "{}"), "token-operator", 1, "422", id="wrong payload"),
        pytest.param(("X", "ClearCache"), "token-operator", 1, "404", id="unknown charger"),
        pytest.param(("A-1", "ClearCache"), "token-viewer", 4, "403", id="wrong role"),
        pytest.param(("A-1", "ClearCache"), "", 4, "SNTRY_TOKEN", id="no way in"),
    ],
)
async def test_a_call_that_cannot_be_made_says_why(
    api: Api, words: tuple[str, ...], token: str, expected: int, message: str
) -> None:
    status, out, err = await run("call", *words, "--url", api.url, SNTRY_TOKEN=token)
    assert (status, out) == (expected, "")
    assert message in err


async def test_a_charger_that_refuses_gives_status_one(api: Api) -> None:
    api.chargers.behaviours["A-1"] = "reject"
    words = ("call", "A-1", "ClearCache", "--url", api.url)
    status, out, _ = await run(*words, SNTRY_TOKEN="token-operator")
    assert status == 1
    assert json.loads(out)["outcome"] == "rejected"


async def test_the_description_needs_no_settings() -> None:
    status, out, _ = await run("openapi")
    assert status == 0
    assert out == (ROOT / "dashboard" / "openapi.json").read_text()
