"""What the gateway answers, and what is in the database afterwards."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from central.adapters.db import tables
from central.services.records import NewChargePoint, Station
from contract.ids import ChargePointId, StationId
from tests.integration.central.conftest import Central, Plug, StartCentral, now_text

pytestmark = [pytest.mark.integration, pytest.mark.each_database]


def at(minutes: float) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()


async def test_boot_is_stored_before_it_is_answered(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1", boot=False)
    answer = await charger.ask(
        "BootNotification",
        chargePointVendor="Acme",
        chargePointModel="Fast 50",
        chargePointSerialNumber="S-1",
        firmwareVersion="1.2",
    )
    assert answer["status"] == "Accepted"
    assert answer["interval"] == 300
    assert datetime.fromisoformat(answer["currentTime"]).tzinfo is not None
    (row,) = await central.rows(tables.charge_points)
    assert (row["vendor"], row["model"]) == ("Acme", "Fast 50")
    assert (row["serial_number"], row["firmware_version"]) == ("S-1", "1.2")
    assert row["booted_at"] is not None


async def test_newcomer_in_open_mode_gets_a_station_of_its_own(
    central: Central, plug: Plug
) -> None:
    await plug(central, "CP%201", boot=False)
    (station,) = await central.rows(tables.stations)
    (point,) = await central.rows(tables.charge_points)
    assert (station["id"], station["base_price_per_kwh"]) == ("CP 1", Decimal("0.35"))
    assert (point["id"], point["station_id"]) == ("CP 1", "CP 1")
    assert point["registration"] == "accepted"


async def test_status_and_readings_reach_the_connector(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    assert await charger.status("Charging", info="x" * 80) == {}
    assert await charger.meter(None, 1234.0) == {}
    (row,) = await central.rows_when(
        tables.connectors, lambda rows: rows and rows[0]["energy_wh"], "the reading is stored"
    )
    assert (row["status"], row["error_code"], row["energy_wh"]) == ("Charging", "NoError", 1234.0)
    assert len(row["info"]) == 50
    (raw,) = await central.rows(tables.meter_values)
    assert raw["sampled"] == [{"value": "1234.0"}]


async def test_repeated_start_with_a_new_message_id_gets_the_same_transaction(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    started = now_text()
    first = await charger.start(timestamp=started)
    assert await charger.start(timestamp=started) == first
    other = await charger.start(timestamp=started, connectorId=2)
    assert other != first
    assert len(await central.rows(tables.transactions)) == 2


async def test_session_is_billed_at_the_price_locked_at_its_start(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    transaction = await charger.start(timestamp=at(-60))
    await charger.meter(transaction, 5000)
    assert await charger.stop(transaction, 11_000, reason="Remote", idTag="tag") == {
        "idTagInfo": {"status": "Accepted"}
    }
    (row,) = await central.rows(tables.transactions)
    assert row["price_per_kwh"] == Decimal("0.35")
    assert row["cost"] == Decimal("3.5")
    assert row["stop_reason"] == "Remote"
    types = [event["type"] for event in await central.rows(tables.outbox)]
    assert types == ["session.started", "session.ended"]


async def test_stop_of_an_unknown_transaction_is_answered_and_kept(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    assert await charger.stop(4711, 100) == {}
    (orphan,) = await central.rows(tables.orphans)
    assert orphan["payload"]["transactionId"] == 4711


async def test_stop_of_another_chargers_transaction_closes_nothing(
    central: Central, plug: Plug
) -> None:
    mine, other = await plug(central, "CP1"), await plug(central, "CP2")
    transaction = await mine.start()
    assert await other.stop(transaction, 2000) == {}
    (row,) = await central.rows(tables.transactions)
    assert row["stopped_at"] is None
    assert len(await central.rows(tables.orphans)) == 1


async def test_stop_without_an_id_closes_the_only_session_it_can_mean(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    await charger.start()
    assert await charger.stop(-1, 1200, idTag="TAG") == {"idTagInfo": {"status": "Accepted"}}
    (row,) = await central.rows(tables.transactions)
    assert row["meter_stop_wh"] == 1200


async def test_free_connector_closes_a_session_and_a_late_stop_replaces_that(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    transaction = await charger.start(timestamp=at(-60))
    await charger.meter(transaction, 4000)
    await charger.status("Available")
    (row,) = await central.rows(tables.transactions)
    assert (row["stop_reason"], row["meter_stop_wh"]) == ("inferred", 4000)
    assert row["cost"] == Decimal("1.05")
    assert await charger.stop(transaction, 5000) == {}
    (row,) = await central.rows(tables.transactions)
    assert (row["stop_reason"], row["meter_stop_wh"]) == ("Local", 5000)
    assert row["cost"] == Decimal("1.4")
    assert await central.rows(tables.orphans) == []


async def test_second_stop_is_a_repetition_or_evidence(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    transaction = await charger.start(timestamp=at(-60))
    await charger.stop(transaction, 5000)
    await charger.stop(transaction, 5000)
    assert await central.rows(tables.orphans) == []
    await charger.stop(transaction, 9000)
    (row,) = await central.rows(tables.transactions)
    assert row["meter_stop_wh"] == 5000
    assert len(await central.rows(tables.orphans)) == 1


async def test_new_start_on_a_connector_ends_the_session_that_was_left_there(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    first = await charger.start(timestamp=at(-60))
    await charger.start(timestamp=at(-1), idTag="OTHER")
    rows = {row["id"]: row for row in await central.rows(tables.transactions)}
    assert rows[first]["stop_reason"] == "inferred"


async def test_impossible_energy_is_not_charged(start_central: StartCentral, plug: Plug) -> None:
    central = await start_central()
    async with central.units.write() as uow:
        station = Station(StationId("s"), "S", Decimal("0.35"), Decimal("0.1"), "USD")
        await uow.stations.upsert([station])
        point = NewChargePoint(ChargePointId("CP1"), StationId("s"), "accepted", rated_power_w=7000)
        await uow.charge_points.upsert([point])
        await uow.commit()
    charger = await plug(central, "CP1")
    transaction = await charger.start(timestamp=at(-60))
    assert await charger.stop(transaction, 900_000) == {}
    (row,) = await central.rows(tables.transactions)
    assert (row["meter_stop_wh"], row["cost"]) == (900_000, None)


@pytest.mark.parametrize(
    ("action", "payload", "answer"),
    [
        pytest.param("StatusNotification", {}, {}, id="empty status"),
        pytest.param("MeterValues", {"meterValue": 5}, {}, id="meter values without samples"),
        pytest.param("StopTransaction", {"transactionId": "x"}, {}, id="stop of nonsense"),
    ],
)
async def test_broken_records_are_answered_normally(
    central: Central, plug: Plug, action: str, payload: dict[str, Any], answer: Any
) -> None:
    charger = await plug(central, "CP1")
    assert await charger.ask(action, **payload) == answer


async def test_start_that_lacks_everything_still_gets_an_id(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    assert (await charger.ask("StartTransaction"))["transactionId"] > 0


async def test_unknown_action_is_not_implemented(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    frame = await charger.ask("MakeCoffee", message_id="m-1")
    assert frame[:3] == [4, "m-1", "NotImplemented"]


async def test_malformed_json_is_ignored_and_a_malformed_call_is_named(
    central: Central, plug: Plug
) -> None:
    charger = await plug(central, "CP1")
    await charger.socket.send("{nonsense")
    await charger.socket.send("[]")
    await charger.socket.send('[9,"x",{}]')
    frame = await charger.raw('[2,"m-2","Heartbeat",[]]')
    assert frame[:3] == [4, "m-2", "FormationViolation"]
    assert "currentTime" in await charger.ask("Heartbeat")


async def test_unknown_vendor_of_a_data_transfer_is_no_error(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    assert await charger.ask("DataTransfer", vendorId="acme", data="x") == {
        "status": "UnknownVendorId"
    }


@pytest.mark.parametrize(
    "action",
    [
        pytest.param(["FirmwareStatusNotification", {"status": "Installed"}], id="firmware"),
        pytest.param(["DiagnosticsStatusNotification", {"status": "Idle"}], id="diagnostics"),
        pytest.param(
            ["SecurityEventNotification", {"type": "Odd", "timestamp": now_text()}], id="security"
        ),
    ],
)
async def test_what_only_tells_is_acknowledged(
    central: Central, plug: Plug, action: list[Any]
) -> None:
    charger = await plug(central, "CP1")
    assert (await charger.raw(json.dumps([2, "m", *action])))[:3] == [3, "m", {}]


async def test_unknown_tag_is_invalid_unless_the_operator_takes_all(
    start_central: StartCentral, plug: Plug
) -> None:
    central = await start_central(AUTHORIZE_UNKNOWN_TAGS="false")
    async with central.database.write() as connection:
        tags = [
            {"id_tag": "good", "status": "Accepted", "expires_at": None},
            {"id_tag": "old", "status": "Accepted", "expires_at": datetime(2020, 1, 1, tzinfo=UTC)},
            {"id_tag": "bad", "status": "Blocked", "expires_at": None},
        ]
        await connection.execute(tables.id_tags.insert(), tags)
        await connection.commit()
    charger = await plug(central, "CP1")
    verdicts = {
        tag: (await charger.ask("Authorize", idTag=tag))["idTagInfo"]["status"]
        for tag in ("GOOD", "Old", "bad", "nobody")
    }
    expected = {"GOOD": "Accepted", "Old": "Expired", "bad": "Blocked", "nobody": "Invalid"}
    assert verdicts == expected
    assert await charger.start(idTag="nobody") > 0


@pytest.mark.parametrize("request_id", [2**31, 2**63, 10**30, -1])
async def test_report_on_a_job_that_cannot_be_ours_is_answered(
    central: Central, plug: Plug, request_id: int
) -> None:
    charger = await plug(central, "CP1")
    answer = await charger.ask("LogStatusNotification", status="Uploaded", requestId=request_id)
    assert answer == {}
