"""Stops that name no session of ours, at a real gateway."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from central.adapters.db import tables
from tests.integration.central.conftest import Central, Charger, Plug

pytestmark = [pytest.mark.integration, pytest.mark.each_database]

NOW = datetime.now(UTC).replace(microsecond=0)


def at(minutes: float) -> str:
    return (NOW + timedelta(minutes=minutes)).isoformat()


async def the_session(central: Central) -> dict[str, Any]:
    (row,) = await central.rows(tables.transactions)
    return row


async def stop(charger: Charger, number: int, minutes: float, wh: int, **more: Any) -> Any:
    answer = await charger.stop(number, wh, timestamp=at(minutes), **more)
    assert isinstance(answer, dict), answer
    return answer


@pytest.mark.parametrize("number", [-1, 0, 4711])
async def test_stop_without_our_id_ends_the_session_that_it_means(
    central: Central, plug: Plug, number: int
) -> None:
    charger = await plug(central, "CP1")
    await charger.start(timestamp=at(-30), meterStart=1000)
    await stop(charger, number, -10, 5000, idTag="tag")
    row = await the_session(central)
    assert (row["meter_stop_wh"], row["stop_reason"]) == (5000, "Local")
    (orphan,) = await central.rows(tables.orphans)
    assert orphan["matched_id"] == row["id"]


@pytest.mark.parametrize("number", [-1, 0, 4711])
async def test_stop_that_comes_before_its_start_waits_for_it(
    central: Central, plug: Plug, number: int
) -> None:
    charger = await plug(central, "CP1")
    await stop(charger, number, -10, 5000, idTag="TAG")
    await stop(charger, number, -10, 5000, idTag="TAG")  # again: it got no answer
    await charger.start(timestamp=at(-30), meterStart=1000)
    row = await the_session(central)
    assert (row["meter_stop_wh"], row["stop_reason"]) == (5000, "Local")
    (orphan,) = await central.rows(tables.orphans)
    assert orphan["matched_id"] == row["id"]


async def test_stop_by_id_wins_over_one_that_was_given_by_content(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    transaction = await charger.start(timestamp=at(-30), meterStart=1000)
    await stop(charger, -1, -5, 9000, idTag="TAG")
    await stop(charger, transaction, -20, 3000, idTag="TAG")
    row = await the_session(central)
    assert (row["meter_stop_wh"], row["stopped_at"]) == (3000, NOW - timedelta(minutes=20))
    await charger.start(timestamp=at(-15), meterStart=3000)
    _, second = await central.rows(tables.transactions)
    assert (second["meter_stop_wh"], second["stopped_at"]) == (9000, NOW - timedelta(minutes=5))


async def test_stop_of_another_chargers_session_ends_nothing(central: Central, plug: Plug) -> None:
    mine, other = await plug(central, "CP1"), await plug(central, "CP2")
    transaction = await mine.start(timestamp=at(-30))
    await other.start(timestamp=at(-30))
    await stop(other, transaction, -10, 5000, idTag="TAG")
    rows = await central.rows(tables.transactions)
    assert [row["stopped_at"] for row in rows] == [None, None]


async def test_late_start_of_an_older_session_is_over_at_once(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    newer = await charger.start(timestamp=at(-10), meterStart=4000)
    older = await charger.start(timestamp=at(-60), meterStart=1000)
    rows = {row["id"]: row for row in await central.rows(tables.transactions)}
    assert rows[newer]["stopped_at"] is None
    assert (rows[older]["stop_reason"], rows[older]["meter_stop_wh"]) == ("inferred", 4000)
    await stop(charger, older, -20, 3500)
    rows = {row["id"]: row for row in await central.rows(tables.transactions)}
    assert (rows[older]["stop_reason"], rows[older]["meter_stop_wh"]) == ("Local", 3500)


async def test_repeated_start_with_the_tag_in_other_letters_is_the_same_session(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    first = await charger.start(timestamp=at(-30), idTag="Tag")
    assert await charger.start(timestamp=at(-30), idTag="TAG") == first


async def test_start_between_two_connections_was_offline(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    await charger.close()
    await central.rows_when(
        tables.charge_points, lambda rows: rows[0]["disconnected_at"], "it is gone"
    )
    offline_at = datetime.now(UTC).isoformat()
    charger = await plug(central, "CP1")
    await charger.start(timestamp=offline_at)
    await charger.start(connectorId=2)
    rows = await central.rows(tables.transactions)
    assert [row["started_offline"] for row in rows] == [True, False]


async def test_implausible_energy_is_held_with_its_reason(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    transaction = await charger.start(timestamp=at(-30), meterStart=1000)
    await stop(charger, transaction, -10, 400)
    row = await the_session(central)
    assert row["cost"] is None
    assert row["problem"] == "the register ran back by 600 Wh"


async def test_a_session_that_a_person_decided_is_not_changed_by_a_late_stop(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    transaction = await charger.start(timestamp=at(-30), meterStart=1000)
    await charger.status("Available", timestamp=at(-20))
    async with central.units.write() as uow:
        await uow.transactions.note_review(transaction, NOW)
        await uow.commit()
    before = await the_session(central)
    assert before["stop_reason"] == "inferred"
    await stop(charger, transaction, -10, 5000)
    assert await the_session(central) == before
    (orphan,) = await central.rows(tables.orphans)
    assert orphan["payload"]["meterStop"] == 5000, "it is kept as evidence"
    assert orphan["matched_id"] is None
