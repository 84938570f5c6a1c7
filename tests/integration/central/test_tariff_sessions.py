"""Sessions under tariffs, over a real websocket: what they are told and what they cost."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from central.adapters.db import tables
from central.core.charges import LineKind
from central.core.displays import Display, display_to_json
from central.core.receipts import line_from_json, receipt_html, receipt_text
from central.core.tariff_book import Assignment, Scope, Version
from central.core.tariffs import Tariff, new_tariff
from central.services.receipts import receipt_of
from central.services.tariff_store import TariffRow
from contract.ids import ChargePointId
from tests.integration.central.conftest import Central, Charger, Plug, StartCentral

pytestmark = pytest.mark.integration

CP = ChargePointId("CP1")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
IDLE = {"per_hour": "6.00", "grace_min": 0}
DISPLAY = {
    "CustomDisplayCostAndPrice": "true",
    "NumberOfDecimalsForCostValues": "2",
    "CustomIdleFeeAfterStop": "true",
    "CustomMultiLanguageMessages": "true",
    "SupportedLanguages": "en,de,fr,tlh",
    "DefaultPriceText,fr": "rien",
    "DefaultPriceText,de": '{"priceText":"0,30 USD/kWh"}',
}


Past = Callable[[float], datetime]


@pytest.fixture
def past() -> Past:
    """So many minutes before the test began."""
    began = datetime.now(UTC).replace(microsecond=0)
    return lambda minutes: began - timedelta(minutes=minutes)


async def assign(central: Central, content: dict[str, Any]) -> Tariff:
    """A tariff that has held for the charger for years."""
    tariff = new_tariff({"currency": "USD", "per_kwh": "0.30", **content})
    async with central.units.write() as uow:
        await uow.tariffs.add(TariffRow("t", "T", LONG_AGO))
        await uow.tariffs.add_version(Version("t", 1, LONG_AGO, tariff), LONG_AGO, "test")
        assignment = Assignment(Scope.CHARGE_POINT, CP, LONG_AGO, "t")
        await uow.tariffs.assign(assignment, LONG_AGO, "test")
        await uow.commit()
    return tariff


async def show(central: Central, per_kwh: str, at: datetime, other: dict[str, Any]) -> None:
    hour, flat = (Decimal(other.get(name, "0")) for name in ("per_hour", "flat"))
    async with central.units.write() as uow:
        price, text = Decimal(per_kwh), f"{per_kwh} USD/kWh"
        await uow.charge_points.record_price(CP, price, text, at, per_hour=hour, flat=flat)
        await uow.charge_points.record_display(CP, display_to_json(Display(DISPLAY)), at)
        await uow.commit()


async def prepared(central: Central, plug: Plug, content: dict[str, Any]) -> Charger:
    """A charger that shows prices, has a tariff, and is on the line."""
    await (await plug(central, CP)).close()
    await assign(central, content)
    await show(central, content.get("per_kwh", "0.30"), LONG_AGO, content)
    return await plug(central, CP)


def costs(charger: Charger, kind: str) -> list[dict[str, Any]]:
    return [
        json.loads(payload["data"])
        for action, payload in charger.calls
        if action == "DataTransfer" and payload["messageId"] == kind
    ]


async def until(condition: Callable[[], object], what: str) -> None:
    try:
        async with asyncio.timeout(10):
            while not condition():  # noqa: ASYNC110 (what a socket brought)
                await asyncio.sleep(0.01)
    except TimeoutError:
        pytest.fail(f"waited in vain until {what}")


async def reading(charger: Charger, session: int, wh: int, at: datetime, **more: str) -> None:
    value = {"value": str(wh), **more}
    power = {"value": "0", "measurand": "Power.Active.Import"}
    samples = [{"timestamp": at.isoformat(), "sampledValue": [value, power]}]
    await charger.ask("MeterValues", connectorId=1, transactionId=session, meterValue=samples)


async def session_row(central: Central) -> dict[str, Any]:
    (row,) = await central.rows(tables.transactions)
    return row


def kinds(row: dict[str, Any]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for line in map(line_from_json, row["lines"]):
        found[line.kind.value] = found.get(line.kind.value, Decimal(0)) + line.amount
    return found


async def test_energy_time_and_flat_fee_are_billed(
    central: Central, plug: Plug, past: Past
) -> None:
    charger = await prepared(central, plug, {"per_hour": "2.00", "flat": "1.00"})
    session = await charger.start(timestamp=past(90).isoformat(), meterStart=1000)
    await charger.stop(session, 11_000, timestamp=past(0).isoformat())
    row = await session_row(central)
    assert kinds(row) == {"energy": Decimal(3), "time": Decimal(3), "flat": Decimal(1)}
    assert row["cost"] == Decimal("7.00")
    assert row["terms"]["tariff_id"] == "t"


@pytest.mark.each_database
async def test_energy_is_split_at_the_hour_by_readings_that_are_not_written_yet(
    central: Central, plug: Plug, past: Past
) -> None:
    start, middle, stop = past(120), past(60), past(0)
    if start.date() != stop.date():
        start, middle = stop - timedelta(minutes=4), stop - timedelta(minutes=2)
    edge = middle.replace(second=0)
    window = {"start": f"{edge:%H:%M}", "end": "24:00", "per_kwh": "0.50"}
    window |= {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}
    charger = await prepared(central, plug, {"windows": [window]})
    session = await charger.start(timestamp=start.isoformat(), meterStart=0)
    await reading(charger, session, 4000, edge)
    await charger.stop(session, 10_000, timestamp=stop.isoformat())
    lines = [line_from_json(line) for line in (await session_row(central))["lines"]]
    found = [(each.quantity, each.unit_price) for each in lines if each.kind is LineKind.ENERGY]
    assert found == [(Decimal(4), Decimal("0.300")), (Decimal(6), Decimal("0.500"))]


async def test_a_running_cost_announces_the_next_price_and_asks_for_a_reading(
    central: Central, plug: Plug, past: Past
) -> None:
    later = datetime.now(UTC) + timedelta(hours=2)
    window = {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "per_kwh": "0.50"}
    window |= {"start": f"{later:%H:00}", "end": f"{later + timedelta(hours=1):%H:00}"}
    charger = await prepared(central, plug, {"windows": [window], "idle": IDLE, "flat": "1.00"})
    await charger.start(meterStart=0)
    await until(lambda: costs(charger, "RunningCost"), "a running cost came")
    told = costs(charger, "RunningCost")[0]
    begin = later.replace(minute=0, second=0, microsecond=0)
    assert told["chargingPrice"] == {"kWhPrice": 0.3, "hourPrice": 0.0, "flatFee": 1.0}
    assert told["idlePrice"] == {"graceMinutes": 0, "hourPrice": 6.0}
    assert datetime.fromisoformat(told["nextPeriod"]["atTime"]) == begin
    assert told["nextPeriod"]["chargingPrice"] == {"kWhPrice": 0.5, "hourPrice": 0.0}
    assert told["nextPeriod"]["idlePrice"] == {"hourPrice": 6.0}
    assert datetime.fromisoformat(told["triggerMeterValue"]["atTime"]) == begin
    assert "SuspendedEV" in told["triggerMeterValue"]["atCPStatus"]


async def test_a_reading_that_a_trigger_asked_for_is_answered_with_the_cost(
    central: Central, plug: Plug, past: Past
) -> None:
    charger = await prepared(central, plug, {"per_hour": "2.00"})
    session = await charger.start(timestamp=past(30).isoformat(), meterStart=0)
    await until(lambda: costs(charger, "RunningCost"), "a running cost came")
    await reading(charger, session, 1000, past(10))
    await reading(charger, session, 2000, past(0), context="Other")
    await until(lambda: len(costs(charger, "RunningCost")) == 2, "the reading was answered")
    told = costs(charger, "RunningCost")[1]
    assert (told["meterValue"], told["cost"]) == (2000, pytest.approx(1.6, abs=0.01))


@pytest.mark.each_database
async def test_idleness_is_billed_until_the_cable_is_out(
    central: Central, plug: Plug, past: Past
) -> None:
    charger = await prepared(central, plug, {"idle": IDLE})
    session = await charger.start(timestamp=past(120).isoformat(), meterStart=0)
    await charger.status("Charging", timestamp=past(119).isoformat())
    await charger.status("SuspendedEV", timestamp=past(60).isoformat())
    await until(lambda: costs(charger, "RunningCost")[-1:], "a running cost came")
    await until(lambda: costs(charger, "RunningCost")[-1]["state"] == "Idle", "it is told as idle")
    await charger.stop(session, 10_000, timestamp=past(30).isoformat())
    assert (await session_row(central))["cost"] == Decimal("6.00")  # 3.00 of energy, 0.5 h idle
    assert costs(charger, "FinalCost") == []
    data = json.dumps({"transactionId": session, "timestamp": past(10).isoformat()})
    given = {"vendorId": "org.openchargealliance.costmsg", "messageId": "ConnectorUnplugged"}
    assert await charger.ask("DataTransfer", **given, data=data) == {"status": "Accepted"}
    assert await charger.ask("DataTransfer", **given, data=data) == {"status": "Accepted"}
    row = await session_row(central)
    assert kinds(row) == {"energy": Decimal(3), "idle": Decimal(5)}
    await until(lambda: costs(charger, "FinalCost"), "the final cost came")
    (final,) = costs(charger, "FinalCost")
    assert (final["cost"], final["priceText"]) == (
        8.0,
        "energy 10.00 kWh 3.00 USD, idle 5.00 USD, total 8.00 USD",
    )
    spoken = {each["language"]: each["content"] for each in final["priceTextExtra"]}
    assert spoken.keys() == {"en", "de", "fr"}
    assert "gesamt 8.00 USD" in spoken["de"]


async def test_a_free_connector_ends_idleness_where_no_unplugging_is_told(
    central: Central, plug: Plug, past: Past
) -> None:
    charger = await prepared(central, plug, {"idle": IDLE})
    session = await charger.start(timestamp=past(120).isoformat(), meterStart=0)
    await charger.stop(session, 10_000, timestamp=past(60).isoformat())
    await charger.status("Finishing", timestamp=past(59).isoformat())
    assert costs(charger, "FinalCost") == []
    await charger.status("Available", timestamp=past(0).isoformat())
    await until(lambda: costs(charger, "FinalCost"), "the final cost came")
    assert (await session_row(central))["cost"] == Decimal("9.00")


async def test_idleness_after_the_stop_outlives_a_restart_of_the_charger(
    central: Central, plug: Plug, past: Past
) -> None:
    charger = await prepared(central, plug, {"idle": IDLE})
    session = await charger.start(timestamp=past(120).isoformat(), meterStart=0)
    await charger.stop(session, 10_000, timestamp=past(60).isoformat())
    await charger.close()
    again = await plug(central, CP)
    await again.status("Available", timestamp=past(0).isoformat())
    await until(lambda: costs(again, "FinalCost"), "the final cost came")
    assert kinds(await session_row(central))["idle"] == Decimal(6)


async def test_time_out_of_contact_is_never_idle(central: Central, plug: Plug, past: Past) -> None:
    charger = await prepared(central, plug, {"idle": IDLE})
    session = await charger.start(timestamp=past(120).isoformat(), meterStart=0)
    await charger.status("SuspendedEV", timestamp=past(90).isoformat())
    await charger.close()
    await central.rows_when(
        tables.metadata.tables["session_marks"], lambda rows: len(rows) == 2, "both marks are kept"
    )
    async with central.units.read() as uow:
        marks = await uow.session_marks.of(session)
    assert [mark.state.value for mark in marks] == ["idle", "charging"]


@pytest.mark.each_database
async def test_an_offline_start_pays_what_the_charger_showed_then(
    central: Central, plug: Plug, past: Past
) -> None:
    charger = await prepared(central, plug, {"idle": IDLE, "flat": "5.00", "per_hour": "9.00"})
    await show(central, "0.20", past(60), {"flat": "0.50"})
    await charger.close()
    await central.rows_when(
        tables.charge_points, lambda rows: not rows[0]["connected"], "it is known to be gone"
    )
    alone = datetime.now(UTC)
    again = await plug(central, CP)
    await show(central, "0.10", datetime.now(UTC), {})
    session = await again.start(timestamp=alone.isoformat(), meterStart=0)
    assert (await session_row(central))["started_offline"]
    await again.stop(session, 100)
    assert kinds(await session_row(central)) == {
        "energy": Decimal("0.02"),
        "flat": Decimal("0.5"),
    }


async def test_what_changes_later_does_not_change_a_session(
    central: Central, plug: Plug, past: Past
) -> None:
    charger = await prepared(central, plug, {"flat": "1.00"})
    session = await charger.start(timestamp=past(30).isoformat(), meterStart=0)
    dearer = new_tariff({"currency": "USD", "per_kwh": "3.00", "flat": "9.00"})
    async with central.units.write() as uow:
        await uow.tariffs.add_version(Version("t", 2, past(60), dearer), past(60), "test")
        await uow.commit()
    await charger.stop(session, 10_000)
    assert (await session_row(central))["cost"] == Decimal("4.00")


async def test_a_heal_that_begins_and_ends_does_not_touch_a_running_session(
    central: Central, plug: Plug, past: Past
) -> None:
    """Neither what it is told nor what it pays: only who comes later pays the surge."""
    charger = await prepared(central, plug, {})
    session = await charger.start(timestamp=past(30).isoformat(), meterStart=0)
    await until(lambda: costs(charger, "RunningCost"), "a running cost came")
    await show(central, "0.525", past(20), {})
    await reading(charger, session, 4000, past(10))
    await reading(charger, session, 5000, past(9), context="Other")
    await until(lambda: len(costs(charger, "RunningCost")) > 1, "the reading was answered")
    for told in costs(charger, "RunningCost"):
        assert told["chargingPrice"]["kWhPrice"] == 0.3
        assert "nextPeriod" not in told
    await charger.stop(session, 10_000, timestamp=past(5).isoformat())
    later = await charger.start(timestamp=past(4).isoformat(), meterStart=10_000)
    await show(central, "0.30", past(3), {})
    await charger.stop(later, 20_000, timestamp=past(2).isoformat())
    first, second = await central.rows(tables.transactions)
    assert (first["cost"], second["cost"]) == (Decimal("3.00"), Decimal("5.25"))


async def test_the_receipt_adds_up_in_every_form(
    start_central: StartCentral, plug: Plug, past: Past
) -> None:
    central = await start_central(RECEIPT_URL="https://op.example/r/{session}")
    charger = await prepared(central, plug, {"per_kwh": "0.333", "maximum": "50.00"})
    session = await charger.start(timestamp=past(60).isoformat(), meterStart=0)
    assert (await receipt_of(central.units, session)).total is None
    await charger.stop(session, 12_345)
    receipt = await receipt_of(central.units, session)
    assert receipt.total == Decimal("4.11")
    assert sum(line.amount for line in receipt.lines) == receipt.total
    assert receipt.tariff == "t, version 1"
    text = receipt_text(receipt)
    assert "Energy 12.345 kWh x 0.333" in text
    assert text.rstrip().endswith("Total 4.11 USD")
    assert "<p class=sum>Total 4.11 USD</p>" in receipt_html(receipt)
    await until(lambda: costs(charger, "FinalCost"), "the final cost came")
    assert costs(charger, "FinalCost")[0]["qrCodeText"] == f"https://op.example/r/{session}"


async def test_the_user_is_told_the_price_in_the_languages_on_display(
    central: Central, plug: Plug, past: Past
) -> None:
    charger = await prepared(central, plug, {})
    await charger.ask("Authorize", idTag="TAG")
    await until(lambda: costs(charger, "SetUserPrice"), "the price was told")
    (told,) = costs(charger, "SetUserPrice")
    assert told["priceText"] == "0.30 USD/kWh"
    assert told["priceTextExtra"] == [
        {"format": "UTF8", "language": "de", "content": "0,30 USD/kWh"}
    ]


async def test_a_new_session_before_any_word_of_the_cable_leaves_the_old_one_as_it_is(
    central: Central, plug: Plug, past: Past
) -> None:
    charger = await prepared(central, plug, {"idle": IDLE})
    session = await charger.start(timestamp=past(120).isoformat(), meterStart=0)
    await charger.stop(session, 10_000, timestamp=past(90).isoformat())
    other = await charger.start(timestamp=past(20).isoformat(), meterStart=10_000)
    await charger.stop(other, 10_000, timestamp=past(10).isoformat())
    await charger.close()
    again = await plug(central, CP)
    await again.status("Available", timestamp=past(0).isoformat())
    await until(lambda: costs(again, "FinalCost"), "the final cost came")
    rows = await central.rows(tables.transactions)
    assert [row["cost"] for row in rows] == [Decimal("3.00"), Decimal("1.00")]
