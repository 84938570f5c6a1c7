"""Firmware management (OCPP 1.6, 6.19): downloads over real HTTP."""

import pytest

from charger_emulator.adapters.clock import wire_instant
from tests.octt.central import Central
from tests.octt.files import FileServer, image
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


async def update(rig: Rig, central: Central, location: str, in_s: float = 0.0, **more: int) -> None:
    at = wire_instant(rig.clock.now_s() + in_s)
    assert await central.call("UpdateFirmware", location=location, retrieveDate=at, **more) == {}


def reported(central: Central) -> list[str]:
    """Statuses of the update so far."""
    return [each["status"] for each in central.calls("FirmwareStatusNotification")]


async def test_tc_044_1_cs_firmware_update_download_and_install(
    rig: Rig, central: Central, files: FileServer
) -> None:
    files.content["/new.img"] = image("2.5.0")
    await rig.boot()
    await update(rig, central, files.url("/new.img"), in_s=10.0)
    await rig.pass_s(9.0)
    assert not files.requests
    await rig.pass_s(1.0)
    await central.expect("FirmwareStatusNotification", status="Downloading")
    await central.expect("FirmwareStatusNotification", status="Downloaded")
    for number in (1, 2):
        await central.expect("StatusNotification", connectorId=number, status="Unavailable")
    await central.expect("FirmwareStatusNotification", status="Installing")
    await rig.pass_s(30.0)
    boot = await central.expect("BootNotification")
    assert boot["firmwareVersion"] == "2.5.0"
    await central.expect("FirmwareStatusNotification", status="Installed")
    for number in (1, 2):
        await central.expect("StatusNotification", connectorId=number, status="Available")
    assert reported(central) == ["Downloading", "Downloaded", "Installing", "Installed"]
    assert files.requests == [("GET", "/new.img")]


async def test_tc_044_2_cs_firmware_update_download_failed(
    rig: Rig, central: Central, files: FileServer
) -> None:
    await rig.boot()
    await update(rig, central, files.url("/missing.img"), retries=2, retryInterval=20)
    await central.expect("FirmwareStatusNotification", status="Downloading")
    for tries in (1, 2):
        await rig.until(lambda: rig.chargers.errands.waiting, f"attempt {tries} has failed")
        await rig.pass_s(19.0)
        assert (len(files.requests), reported(central)) == (tries, ["Downloading"])
        await rig.pass_s(1.0)
    await central.expect("FirmwareStatusNotification", status="DownloadFailed")
    assert (rig.status(1), rig.status(2)) == ("Available", "Available")
    assert len(files.requests) == 3


async def test_tc_044_3_cs_firmware_update_installation_failed(
    rig: Rig, central: Central, files: FileServer
) -> None:
    files.content["/broken.img"] = image("2.5.0")[:-1]
    await rig.boot()
    await update(rig, central, files.url("/broken.img"))
    await central.expect("FirmwareStatusNotification", status="Installing")
    await rig.pass_s(30.0)
    await central.expect("FirmwareStatusNotification", status="InstallationFailed")
    for number in (1, 2):
        await central.expect("StatusNotification", connectorId=number, status="Available")
    assert reported(central) == ["Downloading", "Downloaded", "Installing", "InstallationFailed"]
    assert len(central.calls("BootNotification")) == 1


async def test_a_download_that_fails_once_is_repeated(
    rig: Rig, central: Central, files: FileServer
) -> None:
    files.content["/new.img"], files.failures[:] = image("2.5.0"), [503]
    await rig.boot()
    await update(rig, central, files.url("/new.img"), retries=1, retryInterval=5)
    await rig.until(lambda: rig.chargers.errands.waiting, "the first attempt has failed")
    await rig.pass_s(5.0)
    await central.expect("FirmwareStatusNotification", status="Downloaded")


async def test_nothing_is_installed_while_a_session_runs(
    rig: Rig, central: Central, files: FileServer
) -> None:
    files.content["/new.img"] = image("2.5.0")
    await rig.boot()
    transaction_id = await rig.charge()
    await update(rig, central, files.url("/new.img"))
    await central.expect("StatusNotification", connectorId=2, status="Unavailable")
    await rig.pass_s(60.0, step_s=10.0)
    assert reported(central) == ["Downloading", "Downloaded"]
    stop = {"transactionId": transaction_id}
    assert await central.status("RemoteStopTransaction", **stop) == "Accepted"
    await rig.unplug()
    await central.expect("StatusNotification", connectorId=1, status="Unavailable")
    await central.expect("FirmwareStatusNotification", status="Installing")


@pytest.mark.parametrize("cut", [True, False])
async def test_a_charger_that_goes_down_drops_its_update(
    rig: Rig, central: Central, files: FileServer, cut: bool
) -> None:
    files.content["/new.img"] = image("2.5.0")
    await rig.boot()
    await update(rig, central, files.url("/new.img"))
    await central.expect("FirmwareStatusNotification", status="Installing")
    if cut:
        await rig.cut_power()
        await rig.restore_power()
    else:
        assert await central.status("Reset", type="Hard") == "Accepted"
        await central.until(lambda: central.connections == 2, "the second connection")
        await rig.online()
    await rig.pass_s(60.0, step_s=20.0)
    assert central.calls("BootNotification")[-1]["firmwareVersion"] == "2.4.1"
    assert reported(central)[-1] == "Installing"
    assert (rig.status(1), rig.status(2)) == ("Available", "Available")
