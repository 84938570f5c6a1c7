"""Sessions of odd makes, replayed at a real gateway: what is billed is what was charged."""

from datetime import datetime
from pathlib import Path

import pytest

from central.adapters.db import tables
from tests.integration.central.conftest import Plug, StartCentral

pytestmark = pytest.mark.integration

PROFILES = """
[[profile]]
name = "odd"
vendor = "Odd*"
local_time_zone = "America/New_York"
energy_is_kwh = true
has_milliseconds = false
"""


@pytest.mark.parametrize(("vendor", "energy_wh"), [("Odd Inc", 12_000), ("Even Inc", 12)])
async def test_session_of_a_charger_with_local_time_and_kwh(
    start_central: StartCentral, plug: Plug, tmp_path: Path, vendor: str, energy_wh: int
) -> None:
    own = tmp_path / "quirks.toml"
    own.write_text(PROFILES)
    central = await start_central(QUIRKS_FILE=str(own))
    charger = await plug(central, "CP1", boot=False)
    answer = await charger.ask("BootNotification", chargePointVendor=vendor, chargePointModel="M")
    is_odd = vendor == "Odd Inc"
    assert ("." in answer["currentTime"]) is not is_odd
    await charger.close()
    charger = await plug(central, "CP1", boot=False)  # known from before, without a new Boot
    began = "2026-07-01T12:00:00"
    transaction = await charger.start(timestamp=began, meterStart=100)
    await charger.stop(transaction, 112, timestamp="2026-07-01T13:00:00")
    (row,) = await central.rows(tables.transactions)
    assert row["meter_stop_wh"] - row["meter_start_wh"] == energy_wh
    expected = f"{began}-04:00" if is_odd else f"{began}+00:00"
    assert row["started_at"] == datetime.fromisoformat(expected)
