"""How a fleet connects from the start: with roots and a password it speaks TLS."""

import asyncio
import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from charger_emulator.app import build_chargers
from tests.integration.charger_emulator.conftest import Until, make_settings
from tests.octt.authority import Authority
from tests.octt.central import Central

pytestmark = pytest.mark.integration


def with_root(tmp_path: Path, url: str, file: Path) -> Any:
    return make_settings(
        tmp_path, url, ocpp_password="a-long-password", central_root_file=file, ocpp_key_form="hex"
    )


async def test_a_fleet_with_a_root_and_a_password_starts_at_profile_2(
    tmp_path: Path, until: Until
) -> None:
    root = Authority.make("Central root")
    file = tmp_path / "root.pem"
    file.write_text(root.pem)
    now = datetime.now(UTC).isoformat()
    async with Central(now=lambda: now, ssl=root.server_context(tmp_path)) as central:
        chargers = build_chargers(with_root(tmp_path, central.url, file))
        run = asyncio.create_task(chargers.run())
        await until(lambda: chargers.connected, "the charger is accepted")
        assert chargers.all[0].configuration.text("SecurityProfile") == "2"
        answer = await central.status(
            "ChangeConfiguration", key="AuthorizationKey", value="no-hex-but-20-letter"
        )
        assert answer == "Rejected"
        run.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await run


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_an_unusable_file_of_roots_is_named(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "root.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(ValueError, match=r"central_root_file .*root\.pem. is not usable"):
        build_chargers(with_root(tmp_path, "wss://127.0.0.1:1/ocpp", file))
