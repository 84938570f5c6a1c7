"""Smart charging (OCPP 1.6, 3.13, 5.7, 5.16 and 5.5). One AC charger: two connectors, three phases.

Limits are amperes on 240 V; after each change the power of the car is looked at, too.
"""

import math
from typing import Any

import pytest

from tests.octt.central import CallErrorAnswer, Central
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration
VOLTS = 240.0
START = "2026-07-01T12:00:00Z"
RAMP_S = 30.0
"""By then a car has followed a new limit."""


def limits(*periods: tuple[int, float], **schedule: Any) -> dict[str, Any]:
    return {
        "chargingRateUnit": "A",
        "chargingSchedulePeriod": [{"startPeriod": s, "limit": a} for s, a in periods],
        **schedule,
    }


def profile(number: int, purpose: str, schedule: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An Absolute profile from the start of the bench's time, unless `more` says otherwise."""
    kind = more.get("chargingProfileKind", "Absolute")
    start = {} if kind == "Relative" else {"startSchedule": START}
    return {
        "chargingProfileId": number,
        "stackLevel": 0,
        "chargingProfilePurpose": purpose,
        "chargingProfileKind": kind,
        "chargingSchedule": start | schedule,
        **more,
    }


def default(*periods: tuple[int, float], number: int = 1, **more: Any) -> dict[str, Any]:
    return profile(number, "TxDefaultProfile", limits(*periods), **more)


async def session(rig: Rig, central: Central, number: int = 1) -> int:
    """A car at a connector, charging; its transactionId."""
    transaction = await rig.charge(f"TAG-{number}", number)
    patient(rig, number)
    await rig.pass_s(RAMP_S)
    await rig.told()
    return transaction


def patient(rig: Rig, number: int) -> None:
    """Let the driver stay for as long as the test takes."""
    connector = rig.charger.connectors[number - 1]
    rig.world.forecourt.want_wh[connector] = rig.world.forecourt.leave_s[connector] = math.inf


async def set_profile(central: Central, connector: int, data: dict[str, Any]) -> str:
    return await central.status(
        "SetChargingProfile", connectorId=connector, csChargingProfiles=data
    )


async def schedule(
    central: Central, connector: int = 1, duration: int = 300, unit: str = "A"
) -> list[tuple[int, float]]:
    """Composite schedule as (startPeriod, limit)."""
    answer = await central.call(
        "GetCompositeSchedule", connectorId=connector, duration=duration, chargingRateUnit=unit
    )
    assert answer["status"] == "Accepted"
    assert answer["connectorId"] == connector
    told = answer["chargingSchedule"]
    assert (told["duration"], told["chargingRateUnit"]) == (duration, unit)
    return [(p["startPeriod"], p["limit"]) for p in told["chargingSchedulePeriod"]]


async def amperes(rig: Rig, central: Central, number: int = 1) -> tuple[float, float]:
    """(offered, drawn on L1) as MeterValues tell them, once the car has followed."""
    await rig.pass_s(RAMP_S)
    await central.status("TriggerMessage", requestedMessage="MeterValues", connectorId=number)
    payload = await central.expect("MeterValues", connectorId=number)
    values = payload["meterValue"][0]["sampledValue"]
    while values[0].get("context") != "Trigger":
        payload = await central.expect("MeterValues", connectorId=number)
        values = payload["meterValue"][0]["sampledValue"]
    offered_w = next(float(v["value"]) for v in values if v["measurand"] == "Power.Offered")
    drawn_a = next(float(v["value"]) for v in values if v.get("phase") == "L1")
    return offered_w / (3 * VOLTS), drawn_a


def follows(limit_a: float) -> Any:
    """Offered is the limit itself; drawn is less or more as phases tilt and the mains sag."""
    return pytest.approx(limit_a, abs=0.01), pytest.approx(limit_a, rel=0.05)


async def test_tc_056_cs_central_smart_charging_txdefaultprofile(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    assert await set_profile(central, 1, default((0, 8.0))) == "Accepted"
    await session(rig, central)
    assert await amperes(rig, central) == follows(8.0)
    assert await schedule(central) == [(0, 8.0)]
    assert await schedule(central, connector=2) == [(0, 30.7)], "the hardware alone"


async def test_tc_057_cs_central_smart_charging_txprofile(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction = await session(rig, central)
    free, _ = await amperes(rig, central)
    assert free > 20.0
    own = profile(
        2, "TxProfile", limits((0, 10.0), (400, 7.0)), chargingProfileKind="Relative",
        transactionId=transaction,
    )  # fmt: skip
    assert await set_profile(central, 1, own) == "Accepted"
    assert await amperes(rig, central) == follows(10.0)
    assert len(await schedule(central, duration=400)) == 2
    await rig.pass_s(400.0, step_s=10.0)
    assert await amperes(rig, central) == follows(7.0)
    assert await central.status("RemoteStopTransaction", transactionId=transaction) == "Accepted"
    await central.expect("StopTransaction", transactionId=transaction)
    assert await schedule(central) == [(0, 30.7)], "it went with its transaction"


async def test_tc_058_1_cs_central_smart_charging_no_ongoing_transaction(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    own = profile(2, "TxProfile", limits((0, 10.0)), transactionId=1)
    assert await set_profile(central, 1, own) == "Rejected"
    assert await schedule(central) == [(0, 30.7)]


async def test_tc_058_2_cs_central_smart_charging_wrong_transactionid(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    transaction = await session(rig, central)
    own = profile(2, "TxProfile", limits((0, 10.0)), transactionId=transaction + 1)
    assert await set_profile(central, 1, own) == "Rejected"
    assert await schedule(central) == [(0, 30.7)]


async def test_tc_059_cs_remote_start_transaction_with_charging_profile(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    coming = profile(3, "TxProfile", limits((0, 9.0)), chargingProfileKind="Relative")
    answer = await central.status(
        "RemoteStartTransaction", idTag="TAG-1", connectorId=1, chargingProfile=coming
    )
    assert answer == "Accepted"
    assert await schedule(central) == [(0, 30.7)], "nothing runs yet"
    await rig.plug()
    await central.expect("StartTransaction", connectorId=1, idTag="TAG-1")
    patient(rig, 1)
    assert await schedule(central) == [(0, 9.0)]
    assert await amperes(rig, central) == follows(9.0)
    transaction = rig.charger.sessions[1].transaction_id
    later = profile(4, "TxProfile", limits((0, 12.0)), transactionId=transaction)
    assert await set_profile(central, 1, later) == "Accepted"
    assert await schedule(central) == [(0, 12.0)], "the same stack level: it replaces (e3.42)"


async def test_the_profile_of_a_remote_start_that_timed_out_is_forgotten(
    rig: Rig, central: Central
) -> None:
    await rig.boot(ConnectionTimeOut=15)
    coming = profile(3, "TxProfile", limits((0, 9.0)), chargingProfileKind="Relative")
    start = {"idTag": "TAG-1", "connectorId": 1, "chargingProfile": coming}
    assert await central.status("RemoteStartTransaction", **start) == "Accepted"
    await rig.pass_s(15.0)
    await central.expect("StatusNotification", connectorId=1, status="Available")
    await session(rig, central)
    assert await schedule(central) == [(0, 30.7)]


async def test_profiles_outlive_a_reset(rig: Rig, central: Central) -> None:
    """Errata 3.37."""
    await rig.boot()
    assert await set_profile(central, 0, default((0, 8.0))) == "Accepted"
    assert await central.status("Reset", type="Hard") == "Accepted"
    await central.expect("BootNotification")
    await rig.online()
    assert await schedule(central) == [(0, 8.0)]


async def test_a_charger_reads_its_profiles_by_its_own_clock(rig: Rig, central: Central) -> None:
    await rig.boot()
    rig.charger.clock.skew(100.0, rig.world.now_s)
    assert await set_profile(central, 0, default((0, 8.0), (160, 12.0))) == "Accepted"
    assert await schedule(central) == [(0, 8.0), (60, 12.0)]


async def test_tc_060_cs_remote_start_transaction_with_charging_profile_rejected(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    for wrong in (
        default((0, 9.0)),
        profile(3, "TxProfile", limits((0, 9.0)), transactionId=5),
        profile(3, "TxProfile", limits((0, 9.0)), stackLevel=99),
    ):
        answer = await central.status(
            "RemoteStartTransaction", idTag="TAG-1", connectorId=1, chargingProfile=wrong
        )
        assert answer == "Rejected"
    await rig.pass_s(60.0, step_s=10.0)
    assert not central.calls("Authorize")
    assert not central.calls("StartTransaction")
    assert rig.status() == "Available"


async def test_tc_066_cs_get_composite_schedule(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction = await session(rig, central)
    whole = profile(1, "ChargePointMaxProfile", limits((0, 10.0), duration=86_400))
    common = default((0, 6.0), (60, 10.0), (120, 8.0), number=2)
    common["chargingSchedule"]["duration"] = 300
    own = profile(
        3, "TxProfile", limits((0, 8.0), (50, 11.0), (140, 16.0), (200, 6.0), (240, 12.0)),
        transactionId=transaction, stackLevel=0,
    )  # fmt: skip
    own["chargingSchedule"]["duration"] = 260
    for connector, each in ((0, whole), (1, common), (1, own)):
        assert await set_profile(central, connector, each) == "Accepted"
    told = await schedule(central, duration=400)
    # From START on: 8 A, min(11, 10), min(16, 10), 6, min(12, 10), then the default's 8 A, then 10.
    passed = round(rig.clock.now_s() - 1_782_907_200)
    expected = [(0, 8.0), (50, 10.0), (200, 6.0), (240, 10.0), (260, 8.0), (300, 10.0)]
    assert told == [(max(0, start - passed), limit) for start, limit in expected]
    watts = await schedule(central, duration=400, unit="W")
    assert watts == [(start, limit * 3 * VOLTS) for start, limit in told]
    assert await schedule(central, connector=0) == [(0, 10.0)]
    unknown = await central.call("GetCompositeSchedule", connectorId=9, duration=60)
    assert unknown == {"status": "Rejected"}


async def test_tc_067_cs_clear_charging_profile(rig: Rig, central: Central) -> None:
    await rig.boot()
    clear = "ClearChargingProfile"
    assert await central.status(clear) == "Unknown"
    for number, level in ((1, 0), (2, 1), (3, 2)):
        data = default((0, 5.0 + number), number=number, stackLevel=level)
        assert await set_profile(central, 1, data) == "Accepted"
    assert await schedule(central) == [(0, 8.0)]
    assert await central.status(clear, id=3) == "Accepted"
    assert await schedule(central) == [(0, 7.0)]
    assert await central.status(clear, id=3) == "Unknown"
    by_fields = {"connectorId": 1, "chargingProfilePurpose": "TxDefaultProfile"}
    assert await central.status(clear, **by_fields, stackLevel=5) == "Unknown"
    assert await central.status(clear, **by_fields, stackLevel=1) == "Accepted"
    assert await schedule(central) == [(0, 6.0)]
    assert await central.status(clear) == "Accepted"
    assert await schedule(central) == [(0, 30.7)]


async def test_tc_072_cs_stacking_charging_profiles(rig: Rig, central: Central) -> None:
    await rig.boot()
    low = default((0, 6.0), number=1)
    high = default((0, 12.0), (120, 16.0), number=2, stackLevel=1)
    high["chargingSchedule"]["duration"] = 200
    assert await set_profile(central, 1, low) == "Accepted"
    assert await set_profile(central, 1, high) == "Accepted"
    assert await schedule(central) == [(0, 12.0), (120, 16.0), (200, 6.0)]
    await session(rig, central)
    assert await amperes(rig, central) == follows(12.0)
    await rig.pass_s(200.0, step_s=10.0)
    assert await amperes(rig, central) == follows(6.0)
    assert await schedule(central) == [(0, 6.0)]


async def test_tc_082_cs_txdefaultprofile_with_ongoing_transaction(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    await session(rig, central)
    assert (await amperes(rig, central))[0] > 20.0
    assert await set_profile(central, 0, default((0, 8.0))) == "Accepted"
    assert await amperes(rig, central) == follows(8.0)
    assert await set_profile(central, 0, default((0, 4.0))) == "Accepted"
    await rig.pass_s(2.0)
    await central.expect("StatusNotification", connectorId=1, status="SuspendedEVSE")
    assert (await amperes(rig, central))[1] == 0.0, "less than 6 A cannot be offered"
    assert await schedule(central) == [(0, 4.0)]
    assert await central.status("ClearChargingProfile", id=1) == "Accepted"
    await rig.pass_s(2.0)
    await central.expect("StatusNotification", connectorId=1, status="Charging")
    assert (await amperes(rig, central))[0] > 20.0, "the transaction goes on without (e3.8)"


async def test_a_charger_without_smart_charging_says_so(rig: Rig, central: Central) -> None:
    await rig.boot()
    rig.charger.configuration.put("SupportedFeatureProfiles", "Core")
    for action, payload in (
        ("SetChargingProfile", {"connectorId": 1, "csChargingProfiles": default((0, 8.0))}),
        ("ClearChargingProfile", {}),
        ("GetCompositeSchedule", {"connectorId": 1, "duration": 60}),
    ):
        with pytest.raises(CallErrorAnswer, match="NotSupported"):
            await central.call(action, **payload)
