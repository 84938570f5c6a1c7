"""Composite schedules stay short enough for the loop that all chargers share."""

import pytest

from charger_emulator.adapters.ocpp.limits import MAX_COMPOSITE_LOOKS, MAX_COMPOSITE_S
from tests.octt.central import Central
from tests.octt.rig import Rig
from tests.octt.test_smart_charging import default, limits, profile

pytestmark = pytest.mark.integration
TEN_YEARS_S = 315_360_000


async def test_a_composite_schedule_reaches_a_week_ahead_and_says_so(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    daily = default((0, 8), (43_200, 16), chargingProfileKind="Recurring", recurrencyKind="Daily")
    assert await central.status("SetChargingProfile", connectorId=0, csChargingProfiles=daily) == (
        "Accepted"
    )
    for asked_s, told_s in ((TEN_YEARS_S, MAX_COMPOSITE_S), (90_000, 90_000), (0, 0)):
        answer = await central.call("GetCompositeSchedule", connectorId=1, duration=asked_s)
        schedule = answer["chargingSchedule"]
        assert schedule["duration"] == told_s
        begins = [each["startPeriod"] for each in schedule["chargingSchedulePeriod"]]
        assert begins == list(range(0, max(1, told_s), 43_200))


async def test_a_composite_schedule_ends_where_it_changes_too_often(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    for connector, shift_s in ((1, 450), (2, 900)):
        for level, start in ((0, "2026-07-01T12:00:00Z"), (1, "2026-07-02T00:00:00Z")):
            periods = [(1800 * i + shift_s * (i > 0), 6 + i % 9) for i in range(24)]
            wanted = profile(
                10 * connector + level, "TxDefaultProfile",
                limits(*periods, duration=43_200, startSchedule=start),
                stackLevel=level, chargingProfileKind="Recurring", recurrencyKind="Daily",
            )  # fmt: skip
            status = await central.status(
                "SetChargingProfile", connectorId=connector, csChargingProfiles=wanted
            )
            assert status == "Accepted"
    answer = await central.call("GetCompositeSchedule", connectorId=0, duration=TEN_YEARS_S)
    schedule = answer["chargingSchedule"]
    told = schedule["chargingSchedulePeriod"]
    assert len(told) <= MAX_COMPOSITE_LOOKS
    assert told[-1]["startPeriod"] < schedule["duration"] < MAX_COMPOSITE_S
    cut_s = schedule["duration"]
    again = await central.call("GetCompositeSchedule", connectorId=0, duration=cut_s)
    assert again["chargingSchedule"] == schedule
