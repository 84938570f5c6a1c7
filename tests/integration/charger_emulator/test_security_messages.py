"""What the security extension and upkeep say, against the JSON schemas that other stacks use."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from charger_emulator.adapters.ocpp.chargers import Chargers
from tests.integration.charger_emulator.conftest import Until
from tests.integration.charger_emulator.scripted_central import ScriptedCentral
from tests.octt.authority import Authority
from tests.octt.files import FileServer, file_server, image
from tests.octt.test_security import hash_data, signed_update

pytestmark = pytest.mark.integration
CP = "PHX-01-A"
Start = Callable[..., Chargers]


@pytest.fixture
def files() -> Iterator[FileServer]:
    with file_server() as running:
        yield running


async def test_every_message_of_security_and_upkeep_fits_its_schema(
    central: ScriptedCentral, start: Start, until: Until, files: FileServer
) -> None:
    central.answers["SignCertificate"] = lambda _: {"status": "Accepted"}
    files.content["/new.img"] = image("3.0.0")
    root, maker = Authority.make("Central root"), Authority.make("Maker root")
    chargers = start(ocpp_password="a-long-password")
    await until(lambda: chargers.connected == 1, "the charger is online")

    async def call(action: str, **payload: Any) -> dict[str, Any]:
        frame = await central.call(CP, action, payload)
        assert frame[0] == 3, frame
        answer: dict[str, Any] = frame[2]
        return answer

    await call("GetDiagnostics", location=files.url("/logs"), retries=1, retryInterval=1)
    log = {"remoteLocation": files.url("/logs")}
    for number, kind in enumerate(("DiagnosticsLog", "SecurityLog"), 1):
        await call("GetLog", log=log, logType=kind, requestId=number)
    for use, authority in (
        ("CentralSystemRootCertificate", root),
        ("ManufacturerRootCertificate", maker),
    ):
        await call("InstallCertificate", certificateType=use, certificate=authority.pem)
        await call("GetInstalledCertificateIds", certificateType=use)
    for message in (
        "LogStatusNotification",
        "FirmwareStatusNotification",
        "SignChargePointCertificate",
    ):
        await call("ExtendedTriggerMessage", requestedMessage=message)
    for message in ("DiagnosticsStatusNotification", "FirmwareStatusNotification"):
        await call("TriggerMessage", requestedMessage=message)
    await until(lambda: central.calls("SignCertificate"), "a signing request")
    await call("CertificateSigned", certificateChain="nonsense")
    await call("DeleteCertificate", certificateHashData=hash_data(root))
    reservation = {"expiryDate": "2026-07-02T00:00:00Z", "idTag": "A", "reservationId": 1}
    assert await call("ReserveNow", connectorId=1, **reservation) == {"status": "Accepted"}
    assert await call("CancelReservation", reservationId=1) == {"status": "Accepted"}
    order = signed_update(files, maker, image("3.0.0"))
    assert await call("SignedUpdateFirmware", **order) == {"status": "Accepted"}
    updates = "SignedFirmwareStatusNotification"
    await until(
        lambda: any(each["status"] == "Installed" for each in central.calls(updates)),
        "the new firmware is installed",
    )
    assert {each["status"] for each in central.calls("LogStatusNotification")} >= {"Uploaded"}
    assert central.calls("BootNotification")[-1]["firmwareVersion"] == "3.0.0"
