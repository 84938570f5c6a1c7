"""Sessions of chargers that never came back end as inferred; a late stop prices them anew."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from central.adapters.db import tables
from central.services.charging_parts import ChargingParts, ChargingRules
from central.services.counters import Counters
from central.services.silent_sessions import end_silent_sessions
from central.services.write_behind import WriteBehind
from tests.integration.central.conftest import Central, Plug
from tests.integration.central.seeds import SettableClock

pytestmark = pytest.mark.integration

LIMIT = timedelta(hours=48)


def parts_at(central: Central, now: datetime) -> ChargingParts:
    """What another process, or this one much later, would work with."""
    counters = Counters()
    return ChargingParts(
        central.units,
        WriteBehind(central.units, counters),
        SettableClock(now),
        counters,
        ChargingRules(takes_unknown_tags=True),
    )


async def leave_with_a_session(central: Central, plug: Plug) -> int:
    """A charger goes out of contact while a car charges."""
    charger = await plug(central, "CP1")
    start = datetime.now(UTC) - timedelta(minutes=30)
    transaction = await charger.start(meterStart=1000, timestamp=start.isoformat())
    await charger.meter(transaction, 4000)
    await central.rows_when(
        tables.transactions, lambda rows: rows[0]["last_meter_wh"] == 4000, "the reading is stored"
    )
    await charger.close()
    await central.rows_when(
        tables.charge_points, lambda rows: not rows[0]["connected"], "the charger is gone"
    )
    return transaction


async def the_session(central: Central) -> dict[str, Any]:
    (row,) = await central.rows(tables.transactions)
    return row


async def test_a_session_ends_when_its_charger_was_last_heard_of(
    central: Central, plug: Plug
) -> None:
    await leave_with_a_session(central, plug)
    now = datetime.now(UTC)
    assert await end_silent_sessions(parts_at(central, now + timedelta(hours=49)), LIMIT) == 1
    row = await the_session(central)
    assert (row["stop_reason"], row["meter_stop_wh"]) == ("inferred", 4000)
    assert abs(row["stopped_at"] - now) < timedelta(minutes=1)
    assert row["cost"] == Decimal("1.05")
    assert await end_silent_sessions(parts_at(central, now + timedelta(hours=60)), LIMIT) == 0


async def test_nobody_is_given_up_before_the_limit(central: Central, plug: Plug) -> None:
    await leave_with_a_session(central, plug)
    later = datetime.now(UTC) + timedelta(hours=47)
    assert await end_silent_sessions(parts_at(central, later), LIMIT) == 0
    assert (await the_session(central))["stopped_at"] is None


async def test_a_charger_on_the_line_keeps_its_session(central: Central, plug: Plug) -> None:
    charger = await plug(central, "CP1")
    await charger.start()
    await central.rows_when(tables.charge_points, lambda rows: rows[0]["connected"], "connected")
    later = datetime.now(UTC) + timedelta(hours=49)
    assert await end_silent_sessions(parts_at(central, later), LIMIT) == 0


async def test_a_late_stop_prices_it_anew(central: Central, plug: Plug) -> None:
    transaction = await leave_with_a_session(central, plug)
    later = datetime.now(UTC) + timedelta(hours=49)
    await end_silent_sessions(parts_at(central, later), LIMIT)
    charger = await plug(central, "CP1", boot=False)
    await charger.stop(transaction, 9000)
    row = await the_session(central)
    assert (row["stop_reason"], row["meter_stop_wh"], row["cost"]) == (
        "Local",
        9000,
        Decimal("2.80"),
    )
