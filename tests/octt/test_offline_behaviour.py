"""What a charger does while nobody answers, and what it tells afterwards (OCPP 1.6, 3.5.1, 3.7)."""

from typing import Any

import pytest

from tests.octt.central import Central, Refusal, id_tag_info, in_turn
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


def answer_start(central: Central, status: str) -> None:
    central.answers["StartTransaction"] = lambda _: {"transactionId": 77, **id_tag_info(status)}


async def start_offline(rig: Rig, **configuration: Any) -> None:
    """Boot, lose the link, and begin a session of an unknown card."""
    await rig.boot(AllowOfflineTxForUnknownId=True, **configuration)
    await rig.cut_link()
    await rig.plug()
    await rig.present("TAG-1")
    assert rig.status() == "Charging"


async def test_tc_036_cs_connection_loss_during_transaction(rig: Rig, central: Central) -> None:
    await rig.boot(MeterValueSampleInterval=10, ClockAlignedDataInterval=0)
    transaction = await rig.charge()
    await rig.cut_link()
    await rig.pass_s(60.0)
    assert central.told() == []
    await rig.restore_link()
    told = await rig.told()
    assert told == ["MeterValues"] * 6  # nothing else changed, so nothing else is said
    values = central.calls("MeterValues")
    assert {each["transactionId"] for each in values} == {transaction}
    stamps = [each["meterValue"][0]["timestamp"] for each in values]
    assert stamps == sorted(set(stamps))
    assert rig.status() == "Charging"


async def test_tc_037_1_cs_offline_start_valid_id_tag(rig: Rig, central: Central) -> None:
    await start_offline(rig, MeterValueSampleInterval=0)
    began = central.now()
    await rig.pass_s(30.0)
    await rig.restore_link()
    assert await rig.told() == ["StartTransaction", "1 Charging"]
    assert central.calls("StartTransaction")[0]["timestamp"] == began
    assert rig.status() == "Charging"


async def test_tc_037_2_cs_offline_start_invalid_id_tag_goes_on_without_energy(
    rig: Rig, central: Central
) -> None:
    answer_start(central, "Invalid")
    await start_offline(rig, StopTransactionOnInvalidId=False, MeterValueSampleInterval=0)
    await rig.pass_s(10.0)
    await rig.restore_link()
    await rig.pass_s(1.0)
    assert await rig.told() == ["StartTransaction", "1 Charging", "1 SuspendedEVSE"]
    before_wh = rig.world.plant.register_wh[0]
    await rig.pass_s(60.0)
    assert rig.world.plant.register_wh[0] == before_wh
    await rig.present("TAG-1")
    assert await rig.told() == ["StopTransaction", "1 Finishing"]


async def test_tc_037_3_cs_offline_start_invalid_id_tag_stops(rig: Rig, central: Central) -> None:
    answer_start(central, "Invalid")
    await start_offline(rig, StopTransactionOnInvalidId=True, MeterValueSampleInterval=0)
    await rig.pass_s(10.0)
    await rig.restore_link()
    told = await rig.told()
    assert told[0] == "StartTransaction"
    assert sorted(told[1:]) == ["1 Charging", "1 Finishing", "StopTransaction"]
    stop = central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["reason"]) == (77, "DeAuthorized")
    await rig.unplug()
    assert await rig.told() == ["1 Available"]


@pytest.mark.parametrize(("stops", "end"), [(True, "1 Finishing"), (False, "1 SuspendedEVSE")])
async def test_an_invalid_id_gets_the_energy_that_the_key_allows(
    rig: Rig, central: Central, stops: bool, end: str
) -> None:
    answer_start(central, "Invalid")
    await rig.boot(
        StopTransactionOnInvalidId=stops, MaxEnergyOnInvalidId=200, MeterValueSampleInterval=0
    )
    await rig.charge()
    before_wh = rig.world.plant.register_wh[0]
    assert rig.status() == "Charging"
    await rig.pass_s(120.0)
    assert (await rig.told())[-1] == end
    assert 200.0 <= rig.world.plant.register_wh[0] - before_wh < 220.0


async def test_tc_038_cs_offline_stop_transaction(rig: Rig, central: Central) -> None:
    await rig.boot(MeterValueSampleInterval=0)
    transaction = await rig.charge("TAG-1")
    await rig.cut_link()
    await rig.pass_s(30.0)
    await rig.present("TAG-1")
    await rig.unplug()
    ended = central.now()
    await rig.pass_s(30.0)
    await rig.restore_link()
    assert await rig.told() == ["StopTransaction", "1 Available"]
    stop = central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["timestamp"]) == (transaction, ended)


async def test_tc_039_cs_offline_transaction(rig: Rig, central: Central) -> None:
    await start_offline(rig, MeterValueSampleInterval=10)
    await rig.pass_s(30.0)
    await rig.present("TAG-1")
    await rig.unplug()
    assert central.told() == []
    await rig.restore_link()
    told = await rig.told()
    assert told == ["StartTransaction"] + ["MeterValues"] * 3 + ["StopTransaction"]
    given = 1
    for action in ("MeterValues", "StopTransaction"):
        assert {each["transactionId"] for each in central.calls(action)} == {given}
    start, stop = central.calls("StartTransaction")[0], central.calls("StopTransaction")[0]
    assert stop["meterStop"] > start["meterStart"]
    assert stop["timestamp"] > start["timestamp"]


@pytest.mark.parametrize(
    ("keys", "tag", "starts"),
    [
        pytest.param({"AllowOfflineTxForUnknownId": False}, "NEW", False, id="unknown card"),
        pytest.param({"LocalAuthorizeOffline": True}, "KNOWN", True, id="cached card"),
        pytest.param({"LocalAuthorizeOffline": False}, "KNOWN", False, id="may not use the cache"),
        pytest.param({"LocalAuthorizeOffline": True}, "BAD", False, id="blocked card"),
    ],
)
async def test_offline_the_keys_say_who_may_start(
    rig: Rig, central: Central, keys: dict[str, bool], tag: str, starts: bool
) -> None:
    await rig.boot(**keys)
    for known, status in (("KNOWN", "Accepted"), ("BAD", "Blocked")):
        central.answers["Authorize"] = lambda _, status=status: id_tag_info(status)
        await rig.plug()
        await rig.present(known)
        if rig.status() == "Charging":
            await rig.present(known)
        await rig.unplug()
    await rig.cut_link()
    await rig.plug()
    await rig.present(tag)
    assert (rig.status() == "Charging") is starts


async def test_a_refused_transaction_message_is_tried_as_often_as_the_key_says(
    rig: Rig, central: Central
) -> None:
    central.answers["StopTransaction"] = lambda _: Refusal("InternalError")
    await rig.boot(
        TransactionMessageAttempts=3, TransactionMessageRetryInterval=10,
        MeterValueSampleInterval=0,
    )  # fmt: skip
    await rig.charge("TAG-1")
    await rig.present("TAG-1")
    counts = []
    for _ in range(6):
        counts.append(len(central.calls("StopTransaction")))
        await rig.pass_s(10.0)
    assert counts == [1, 2, 2, 3, 3, 3]  # after 10 s, then after 20 s, then given up


async def test_a_transaction_message_without_an_answer_is_kept(rig: Rig, central: Central) -> None:
    accepted = {"transactionId": 5, **id_tag_info("Accepted")}
    central.answers["StartTransaction"] = in_turn(None, None, None, None, accepted)
    await rig.boot(
        TransactionMessageAttempts=2, TransactionMessageRetryInterval=10,
        MeterValueSampleInterval=0,
    )  # fmt: skip
    await rig.plug()
    await rig.present("TAG-1")
    for tries in range(2, 6):
        await rig.pass_s(20.0, step_s=20.0)
        assert len(central.calls("StartTransaction")) == tries
    assert rig.charger.sessions[1].transaction_id == 5
