"""Diagnostics (OCPP 1.6, 6.8): uploads over real HTTP."""

import pytest

from tests.octt.central import Central
from tests.octt.files import FileServer
from tests.octt.rig import Rig

pytestmark = pytest.mark.integration


def reported(central: Central) -> list[str]:
    """Statuses of the upload so far."""
    return [each["status"] for each in central.calls("DiagnosticsStatusNotification")]


async def test_tc_045_1_cs_get_diagnostics(rig: Rig, central: Central, files: FileServer) -> None:
    await rig.boot()
    answer = await central.call("GetDiagnostics", location=files.url("/logs/"))
    await central.expect("DiagnosticsStatusNotification", status="Uploading")
    await central.expect("DiagnosticsStatusNotification", status="Uploaded")
    text = files.taken[f"/logs/{answer['fileName']}"].decode()
    assert "charge point: CP-1" in text
    assert "Connected" in text
    assert reported(central) == ["Uploading", "Uploaded"]


async def test_tc_045_2_cs_get_diagnostics_upload_failed(
    rig: Rig, central: Central, files: FileServer
) -> None:
    files.failures[:] = [500, 500]
    await rig.boot()
    location = files.url("/logs")
    answer = await central.call("GetDiagnostics", location=location, retries=1, retryInterval=7)
    assert answer["fileName"]
    await central.expect("DiagnosticsStatusNotification", status="Uploading")
    await rig.until(lambda: rig.chargers.errands.waiting, "the first attempt has failed")
    await rig.pass_s(7.0)
    await central.expect("DiagnosticsStatusNotification", status="UploadFailed")
    assert reported(central) == ["Uploading", "UploadFailed"]
    assert (len(files.requests), files.taken) == (2, {})


async def test_without_entries_of_that_time_there_is_no_file(
    rig: Rig, central: Central, files: FileServer
) -> None:
    await rig.boot()
    stop = "2020-01-01T00:00:00Z"
    assert await central.call("GetDiagnostics", location=files.url(), stopTime=stop) == {}
    assert not files.requests
