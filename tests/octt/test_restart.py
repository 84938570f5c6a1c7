"""What a charger remembers when the emulator's process ends and begins again."""

import pytest

from charger_emulator.adapters.flash import Flash
from tests.octt.central import Central
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("tidy", [pytest.param(True, id="ended"), pytest.param(False, id="killed")])
async def test_a_session_that_ran_is_told_to_have_ended_by_power_loss(
    rig: Rig, central: Central, tidy: bool
) -> None:
    await rig.boot(MeterValueSampleInterval=10)
    transaction = await rig.charge()
    await rig.pass_s(60.0)
    last_wh = int(rig.world.plant.register_wh[0])
    await rig.restart(tidy=tidy)
    await rig.online()
    stop = central.calls("StopTransaction")[0]
    assert (stop["transactionId"], stop["reason"]) == (transaction, "PowerLoss")
    assert last_wh - 10 <= stop["meterStop"] <= last_wh
    # The meters go on from there, and the ids too.
    await rig.charge()
    assert central.calls("StartTransaction")[-1]["meterStart"] >= stop["meterStop"]


@pytest.mark.parametrize("tidy", [pytest.param(True, id="ended"), pytest.param(False, id="killed")])
async def test_messages_that_wait_are_delivered_after_a_restart_in_their_order(
    rig: Rig, central: Central, tidy: bool
) -> None:
    await rig.boot(MeterValueSampleInterval=10)
    await central.stop()
    await rig.until(lambda: not rig.charger.is_online, "the link is down")
    await rig.plug()
    await rig.present("TAG-1")
    await rig.pass_s(30.0)
    await rig.present("TAG-1")
    await rig.unplug()
    central.told()
    await rig.restart(tidy=tidy)
    await central.start()
    await rig.online()
    told = [word for word in await rig.told() if word[0] not in "012"]
    assert told == ["BootNotification", "StartTransaction", *["MeterValues"] * 3, "StopTransaction"]
    given = 1
    assert central.calls("StopTransaction")[0]["transactionId"] == given
    await rig.restart(tidy=True)
    await rig.online()
    assert len(central.calls("StartTransaction")) == 1


async def test_keys_lists_and_availability_outlive_a_restart(rig: Rig, central: Central) -> None:
    await rig.boot(ConnectionTimeOut=77, LocalPreAuthorize=True)
    entry = {"idTag": "TAG-1", "idTagInfo": {"status": "Accepted", "parentIdTag": "P"}}
    await central.call(
        "SendLocalList", listVersion=4, updateType="Full", localAuthorizationList=[entry]
    )
    await central.status("ChangeAvailability", connectorId=2, type="Inoperative")
    await rig.charge("TAG-2")
    await rig.present("TAG-2")
    await rig.unplug()
    await rig.told()
    await rig.restart()
    await rig.online()
    assert await rig.told() == ["BootNotification", "0 Available", "1 Available", "2 Unavailable"]
    read = await central.call("GetConfiguration", key=["ConnectionTimeOut"])
    assert read["configurationKey"][0]["value"] == "77"
    assert (await central.call("GetLocalListVersion"))["listVersion"] == 4
    for tag in ("TAG-1", "TAG-2"):  # one from the list, one from the cache
        await rig.plug()
        await rig.present(tag)
        assert "Authorize" not in await rig.told()
        await rig.present(tag)
        await rig.unplug()


async def test_a_memory_that_is_broken_keeps_no_charger_from_starting(
    rig: Rig, central: Central
) -> None:
    await rig.boot(ConnectionTimeOut=77)
    assert rig.state_dir is not None
    flash = Flash(rig.state_dir)
    flash.write_state("CP-1", {"configuration": {"connectiontimeout": "99"}})
    flash.close()
    await rig.restart(tidy=False)
    await rig.online()
    assert "BootNotification" in await rig.told()
    assert rig.status() == "Available"


async def test_profiles_reservations_and_credentials_outlive_a_restart(
    rig: Rig, central: Central
) -> None:
    await rig.boot()
    profile = {
        "chargingProfileId": 7,
        "stackLevel": 1,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Relative",
        "chargingSchedule": {
            "chargingRateUnit": "A",
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 10.0}],
        },
    }
    taken = await central.status("SetChargingProfile", connectorId=1, csChargingProfiles=profile)
    assert taken == "Accepted"
    keep = {"connectorId": 2, "idTag": "TAG-9", "expiryDate": "2026-07-02T12:00:00Z"}
    assert await central.status("ReserveNow", reservationId=3, **keep) == "Accepted"
    key = {"key": "AuthorizationKey", "value": "a-key-of-20-letters!"}
    assert await central.status("ChangeConfiguration", **key) == "Accepted"
    await rig.until(lambda: rig.charger.vault.credentials.is_new, "the new key is proven")
    await rig.online()
    await rig.told()
    await rig.restart()
    await rig.online()
    assert "2 Reserved" in await rig.told()
    asked = await central.call(
        "GetCompositeSchedule", connectorId=1, duration=60, chargingRateUnit="A"
    )
    assert asked["chargingSchedule"]["chargingSchedulePeriod"][0]["limit"] == 10.0
    assert await central.status("CancelReservation", reservationId=3) == "Accepted"
    assert rig.charger.vault.credentials.chosen.password == b"a-key-of-20-letters!"
