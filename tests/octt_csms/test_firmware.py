"""OCPP 1.6 central-system cases, profile firmware; files go to central itself."""

import asyncio

import httpx
import pytest

from tests.octt_csms.charge_point import ChargePoint, Json, instant
from tests.octt_csms.conftest import Operator

pytestmark = pytest.mark.integration


async def begin(
    cp: ChargePoint, operator: Operator, path: str, body: Json, action: str, answer: Json
) -> tuple[Json, Json]:
    """The operator asks for a job; gives what the charge point was told, and the job."""
    asked = asyncio.create_task(operator.post(f"/chargers/{cp.identity}/{path}", body, 201))
    call = await cp.expect(action)
    await cp.answer(call, **answer)
    return call.payload, await asked


async def report(cp: ChargePoint, message: str, *statuses: str, **more: int) -> None:
    for status in statuses:
        assert await cp.ask(message, status=status, **more) == {}


def told(job: Json) -> list[str]:
    return [each["status"] for each in job["statuses"]]


async def update(cp: ChargePoint, operator: Operator, *statuses: str) -> Json:
    body = {"location": "http://files.example/fw.bin", "retrieve_at": instant(1)}
    payload, job = await begin(cp, operator, "firmware", body, "UpdateFirmware", {})
    assert payload == {"location": body["location"], "retrieveDate": body["retrieve_at"]}
    assert (job["state"], job["kind"]) == ("running", "firmware")
    await report(cp, "FirmwareStatusNotification", *statuses)
    done: Json = await operator.get(f"/jobs/{job['id']}")
    assert told(done) == list(statuses)
    return done


async def test_tc_044_1_csms_firmware_update(cp: ChargePoint, operator: Operator) -> None:
    before = ("Downloading", "Downloaded", "Installing")
    job = await update(cp, operator, *before)
    assert job["state"] == "running"
    await cp.unplug()
    await cp.plug_in()
    assert (await cp.boot(firmwareVersion="2.0"))["status"] == "Accepted"
    await report(cp, "FirmwareStatusNotification", "Installed")
    job = await operator.get(f"/jobs/{job['id']}")
    assert (job["state"], job["ended_at"] is None) == ("done", False)
    assert (await operator.get(f"/chargers/{cp.identity}"))["firmware_version"] == "2.0"


async def test_tc_044_2_csms_firmware_download_failed(cp: ChargePoint, operator: Operator) -> None:
    job = await update(cp, operator, "Downloading", "DownloadFailed")
    assert job["state"] == "failed"


async def test_tc_044_3_csms_firmware_installation_failed(
    cp: ChargePoint, operator: Operator
) -> None:
    job = await update(
        cp, operator, "Downloading", "Downloaded", "Installing", "InstallationFailed"
    )
    assert job["state"] == "failed"


@pytest.mark.parametrize("adds_name", [True, False])
async def test_tc_045_1_csms_get_diagnostics(
    cp: ChargePoint, operator: Operator, adds_name: bool
) -> None:
    body = {"from_at": instant(-60), "until_at": instant(), "retries": 2, "retry_interval_s": 5}
    answer = {"fileName": "diagnostics.zip"}
    payload, job = await begin(cp, operator, "diagnostics", body, "GetDiagnostics", answer)
    assert (payload["startTime"], payload["stopTime"]) == (body["from_at"], body["until_at"])
    assert (payload["retries"], payload["retryInterval"]) == (2, 5)
    await report(cp, "DiagnosticsStatusNotification", "Uploading")
    content = bytes(range(256)) * 1000
    address = f"{payload['location']}/diagnostics.zip" if adds_name else payload["location"]
    async with httpx.AsyncClient() as charger:
        uploaded = await charger.put(address, content=content)
        assert uploaded.status_code == 204, uploaded.text
        assert (await charger.put(address, content=b"again")).status_code == 409
        assert (await charger.put(address[:-3] + "xxx/y", content=b"")).status_code in {404, 409}
    await report(cp, "DiagnosticsStatusNotification", "Uploaded")
    job = await operator.get(f"/jobs/{job['id']}")
    assert (job["state"], job["size_bytes"]) == ("done", len(content))
    assert job["file_name"] == "diagnostics.zip"
    file = await operator.client.get(f"/jobs/{job['id']}/file")
    assert file.content == content


async def test_tc_045_2_csms_get_diagnostics_upload_failed(
    cp: ChargePoint, operator: Operator
) -> None:
    answer = {"fileName": "diagnostics.zip"}
    _, job = await begin(cp, operator, "diagnostics", {}, "GetDiagnostics", answer)
    await report(cp, "DiagnosticsStatusNotification", "Uploading", "UploadFailed")
    job = await operator.get(f"/jobs/{job['id']}")
    assert (job["state"], told(job)) == ("failed", ["Uploading", "UploadFailed"])
    assert (await operator.client.get(f"/jobs/{job['id']}/file")).status_code == 404
