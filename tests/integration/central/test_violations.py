"""What chargers do against the standard is counted for each charger, firmware and kind."""

import json
from typing import Any

import pytest

from central.adapters.db import tables
from tests.integration.central.conftest import Central, Plug

pytestmark = pytest.mark.integration


async def counts(central: Central, wanted: int) -> dict[tuple[str, str], int]:
    """By firmware and kind, once so many kinds are written down."""
    rows = await central.rows_when(
        tables.violations, lambda rows: len(rows) >= wanted, f"{wanted} kinds are counted"
    )
    return {(row["firmware_version"], row["kind"]): row["count"] for row in rows}


async def boot(charger: Any, firmware: str) -> None:
    facts = {"chargePointVendor": "V", "chargePointModel": "M", "firmwareVersion": firmware}
    assert (await charger.ask("BootNotification", **facts))["status"] == "Accepted"


async def test_each_kind_is_counted_where_it_happened(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1", boot=False)
    await boot(charger, "1.0")
    for number in range(3):
        await charger.status("charging", timestamp="yesterday")
        await charger.raw(json.dumps([2, f"x{number}", "Heartbeat", "payload"]))
    await charger.meter(None, float("nan"))
    assert (await charger.ask("FlyAway"))[2] == "NotImplemented"
    assert (await charger.ask("Authorize"))[2] == "ProtocolError"
    found = await counts(central, 7)
    assert found == {
        ("1.0", "repair:status"): 3,
        ("1.0", "repair:timestamp"): 3,
        ("1.0", "schema:StatusNotification status"): 3,
        ("1.0", "frame:no_call"): 3,
        ("1.0", "reading:sampledValue"): 1,
        ("1.0", "refused:unknown NotImplemented"): 1,
        ("1.0", "refused:Authorize ProtocolError"): 1,
    }


async def test_another_firmware_begins_anew_and_counts_go_on_after_a_flush(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1", boot=False)
    await boot(charger, "1.0")
    await charger.status("Available", timestamp="now")
    await counts(central, 2)
    await charger.status("Available", timestamp="now")
    await boot(charger, "2.0")
    await charger.status("Available", timestamp="now")
    rows = await central.rows_when(
        tables.violations,
        lambda rows: (
            {(each["firmware_version"], each["count"]) for each in rows} == {("1.0", 2), ("2.0", 1)}
        ),
        "both firmwares are counted",
    )
    assert all(row["first_at"] <= row["last_at"] for row in rows)


async def test_an_example_holds_no_secret_and_nothing_that_cannot_be_stored(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    await charger.raw('[2,"1","Heartbeat","AuthorizationKey: 0123456789"]')
    await charger.status("Available", timestamp="\x00 \ud800")
    await counts(central, 3)
    for row in await central.rows(tables.violations):
        assert "0123456789" not in row["example"]


async def test_a_charger_that_keeps_to_the_standard_has_none(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    transaction = await charger.start(meterStart=0)
    await charger.meter(transaction, 1)
    await charger.stop(transaction, 2)
    await charger.status("Available")
    await central.rows_when(tables.connectors, len, "the state is written, and all before it")
    assert await central.rows(tables.violations) == []
