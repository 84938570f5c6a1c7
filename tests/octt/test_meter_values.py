"""Meter values (OCPP 1.6, 4.7 and chapter 9): sampled, clock-aligned, at the end of a session."""

from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from tests.octt.central import Central
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration
REGISTER = "Energy.Active.Import.Register"
Values = list[tuple[datetime, dict[str, str]]]


def flat(meter_values: list[dict[str, Any]]) -> Values:
    """(instant, sampled value) in order."""
    return [
        (datetime.fromisoformat(value["timestamp"]), sampled)
        for value in meter_values
        for sampled in value["sampledValue"]
    ]


def values_of(central: Central, number: int) -> Values:
    said = central.calls("MeterValues", connectorId=number)
    return [each for payload in said for each in flat(payload["meterValue"])]


async def test_tc_070_cs_sampled_meter_values(rig: Rig, central: Central) -> None:
    await rig.boot(
        MeterValueSampleInterval=10,
        MeterValuesSampledData=f"{REGISTER},Power.Active.Import",
        ClockAlignedDataInterval=0,
        StopTxnSampledData=REGISTER,
    )
    transaction_id = await rig.charge()
    await rig.pass_s(30.0)
    stop = {"transactionId": transaction_id}
    assert await central.status("RemoteStopTransaction", **stop) == "Accepted"
    stopped = await central.expect("StopTransaction")
    said = central.calls("MeterValues")
    assert [each["transactionId"] for each in said] == [transaction_id] * 3
    sampled = values_of(central, 1)
    assert {value["measurand"] for _, value in sampled} == {REGISTER, "Power.Active.Import"}
    at = [when for when, value in sampled if value["measurand"] == REGISTER]
    assert [(b - a).total_seconds() for a, b in pairwise(at)] == [10.0, 10.0]
    # The end of the session carries the same samples, between its own begin and end.
    carried = flat(stopped["transactionData"])
    contexts = [value.get("context", "Sample.Periodic") for _, value in carried]
    assert contexts == ["Transaction.Begin", *["Sample.Periodic"] * 3, "Transaction.End"]
    registers = [int(value["value"]) for _, value in carried]
    assert registers == sorted(registers)
    started = central.calls("StartTransaction")[0]
    assert (registers[0], registers[-1]) == (started["meterStart"], stopped["meterStop"])
    assert registers[-1] > registers[0]


async def test_tc_071_cs_clock_aligned_meter_values(rig: Rig, central: Central) -> None:
    await rig.pass_s(7.0)  # away from the slots
    await rig.boot(
        ClockAlignedDataInterval=20,
        MeterValuesAlignedData=REGISTER,
        MeterValueSampleInterval=0,
        StopTxnAlignedData=REGISTER,
    )
    transaction_id = await rig.charge()
    await rig.pass_s(60.0)
    for number in (0, 1, 2):
        aligned = values_of(central, number)
        assert [when.timestamp() % 20 for when, _ in aligned] == [0.0] * 3
        assert {value["context"] for _, value in aligned} == {"Sample.Clock"}
        assert {value["measurand"] for _, value in aligned} == {REGISTER}
    of_session = central.calls("MeterValues", connectorId=1)
    assert {each["transactionId"] for each in of_session} == {transaction_id}
    assert all("transactionId" not in p for p in central.calls("MeterValues", connectorId=2))
    await central.call("RemoteStopTransaction", transactionId=transaction_id)
    stopped = await central.expect("StopTransaction")
    assert flat(stopped["transactionData"]) == values_of(central, 1)


async def test_without_stop_data_keys_a_stop_carries_nothing(rig: Rig, central: Central) -> None:
    await rig.boot()
    transaction_id = await rig.charge()
    await central.call("RemoteStopTransaction", transactionId=transaction_id)
    assert "transactionData" not in await central.expect("StopTransaction")


async def test_samples_of_a_session_wait_for_the_link(rig: Rig, central: Central) -> None:
    await rig.boot(MeterValueSampleInterval=10, ClockAlignedDataInterval=0)
    await rig.charge()
    await rig.cut_link()
    await rig.pass_s(20.0)
    assert values_of(central, 1) == []
    await rig.restore_link()
    at = sorted({when for when, _ in values_of(central, 1)})
    assert [(b - a).total_seconds() for a, b in pairwise(at)] == [10.0]
