"""What the gateway keeps of ports that go down and of starts that fail, over real sockets."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from central.adapters.db import reliability_tables, tables
from central.core.id_tags import IdTag, TagStatus
from tests.integration.central.conftest import Central, Charger, Plug

pytestmark = pytest.mark.integration


async def status(charger: Charger, status: str, error: str = "NoError", connector: int = 1) -> None:
    await charger.ask("StatusNotification", connectorId=connector, status=status, errorCode=error)


def spans(rows: list[dict[str, Any]]) -> list[tuple[int, str, str, bool]]:
    """Connector, kind, error code, and whether it is over, as they began to be kept."""
    return [
        (row["connector_id"], row["kind"], row["error_code"], row["end_at"] is not None)
        for row in sorted(rows, key=lambda row: row["id"])
    ]


async def test_outages_are_kept_as_spans(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    for each in (("Available",), ("Faulted", "GroundFailure"), ("Faulted", "GroundFailure")):
        await status(charger, *each)
    await status(charger, "Unavailable")
    await status(charger, "Available")
    await status(charger, "Unavailable", connector=2)
    await central.rows_when(
        reliability_tables.outages, lambda rows: len(rows) == 3, "the outages are stored"
    )
    rows = await central.rows(reliability_tables.outages)
    assert spans(rows) == [
        (1, "faulted", "GroundFailure", True),
        (1, "unavailable", "", True),
        (2, "unavailable", "", False),
    ]
    assert rows[0]["end_at"] == rows[1]["start_at"]
    seen = {row["connector_id"]: row["first_seen_at"] for row in await central.rows(
        tables.connectors
    )}  # fmt: skip
    assert all(datetime.now(UTC) - at < timedelta(minutes=5) for at in seen.values())
    await charger.close()
    await central.rows_when(
        reliability_tables.outages, lambda rows: len(rows) == 4, "the line is gone"
    )
    again = await plug(central, "CP1", boot=False)
    await status(again, "Available", connector=2)
    rows = await central.rows_when(
        reliability_tables.outages, lambda rows: all(row["end_at"] for row in rows), "all is well"
    )
    assert spans(rows)[-1] == (0, "out_of_contact", "", True)
    assert all(row["start_at"] <= row["end_at"] for row in rows)


async def test_an_outage_lasts_while_central_is_away(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    await status(charger, "Available")
    await central.rows_when(tables.charge_points, lambda rows: rows[0]["connected"], "it is there")
    points = await central.rows_when(
        tables.charge_points, lambda rows: rows[0]["last_seen_at"], "it was heard of"
    )
    at = points[0]["last_seen_at"] + timedelta(hours=3)
    async with central.units.write() as uow:  # as at a start after a crash
        await uow.charge_points.mark_all_disconnected(at)
        await uow.commit()
    [row] = await central.rows(reliability_tables.outages)
    assert (row["kind"], row["end_at"]) == ("out_of_contact", None)
    assert row["start_at"] < at - timedelta(hours=2)  # when central died, not when it began anew
    again = await plug(central, "CP1", boot=False)
    assert again
    await central.rows_when(
        reliability_tables.outages, lambda rows: rows[0]["end_at"], "it is back"
    )


async def test_starts_that_fail_are_kept_with_their_reason(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    async with central.units.write() as uow:
        await uow.id_tags.put(IdTag("bad", TagStatus.BLOCKED))
        await uow.commit()
    await charger.ask("Authorize", idTag="BAD")
    await status(charger, "Preparing")
    await status(charger, "Available")  # no tag was shown
    await status(charger, "Preparing")
    await charger.ask("Authorize", idTag="GOOD")
    await status(charger, "Available")  # let in, and nothing began
    await status(charger, "Preparing")
    await status(charger, "Faulted", "ConnectorLockFailure")
    await status(charger, "Preparing")
    transaction = await charger.start(idTag="GOOD")
    await status(charger, "Charging")
    await charger.stop(transaction, 9000)
    await status(charger, "Finishing")
    await status(charger, "Available")  # a session: no start has failed
    rows = await central.rows_when(
        reliability_tables.failed_starts, lambda rows: len(rows) == 4, "they are stored"
    )
    assert [(row["connector_id"], row["id_tag"], row["reason"], row["detail"]) for row in rows] == [
        (0, "bad", "authorisation_refused", "Blocked"),
        (1, None, "no_authorisation", ""),
        (1, "good", "no_start", ""),
        (1, None, "charger_fault", "ConnectorLockFailure"),
    ]
