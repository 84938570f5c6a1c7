"""Schemathesis reads the committed description and finds nothing in a running API.

It sends what the description allows and what it forbids, as an admin with an API key, the same each
time: no crash, no answer that is not described, nothing refused that is allowed, nothing taken that
is not, no way in without a key. The stream is left out, since its answers do not end.
"""

import asyncio
import re
import sys
from pathlib import Path

import pytest

from central.core.access import UserRole
from central.services.accounts import make_key
from central.services.people import Actor
from tests.integration.central.api.conftest import Api

pytestmark = [pytest.mark.integration, pytest.mark.slow]

CONFIG = Path(__file__).parent / "schemathesis.toml"
DESCRIPTION = Path(__file__).parents[4] / "dashboard" / "openapi.json"
SHORT = ("--phases", "fuzzing", "--max-examples", "3")
LONG = ("--phases", "examples,coverage,fuzzing", "--max-examples", "60")


async def run_schemathesis(api: Api, folder: Path, *words: str) -> tuple[int, str]:
    who = Actor("test", "test")
    _, token = await make_key(api.parts.orders, who, "schemathesis", UserRole.ADMIN, None)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG)),
        *("run", str(DESCRIPTION), "--url", api.url),
        *("--header", f"Authorization: Bearer {token}", "--exclude-path", "/api/v1/stream"),
        *("--seed", "1", "--generation-deterministic", "--continue-on-failure", "--no-color"),
        *("--output-truncate", "true", *words),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        cwd=folder,
    )
    out, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(errors="replace")


@pytest.mark.timeout(120)
async def test_schemathesis_finds_nothing(api: Api, tmp_path: Path) -> None:
    status, out = await run_schemathesis(api, tmp_path, *SHORT)
    assert status == 0, out[-20_000:]
    tested = re.search(r"Tested: (\d+)", out)
    assert tested is not None
    assert int(tested[1]) > 75, out
    counted = api.parts.counters.snapshot()
    assert counted.get("defects", 0) == 0
    assert counted["requests_refused_422"] > 20


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_schemathesis_finds_nothing_in_a_long_run(api: Api, tmp_path: Path) -> None:
    status, out = await run_schemathesis(api, tmp_path, *LONG)
    assert status == 0, out[-20_000:]
    assert api.parts.counters.snapshot().get("defects", 0) == 0
