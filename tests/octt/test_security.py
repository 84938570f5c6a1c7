"""Security extension (OCA, Improved security for OCPP 1.6-J): keys, certificates, events, log."""

import base64
import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from charger_emulator.adapters.ocpp import acts
from tests.octt.authority import UNTIL, Authority, pem, sign_image, subject
from tests.octt.central import CallErrorAnswer, Central
from tests.octt.files import FileServer, image
from tests.octt.rig import IDENTITY, START_AT, Rig, SteppedClock, one_charger

pytestmark = pytest.mark.integration
PASSWORD = "the-first-password"
HEX_KEY = "00ff10fe20fd30fc40fb50fa60f970f8"
CENTRAL_ROOT, MANUFACTURER_ROOT = "CentralSystemRootCertificate", "ManufacturerRootCertificate"


@pytest.fixture
async def rig(central: Central, clock: SteppedClock, tmp_path: Path) -> AsyncIterator[Rig]:
    """One AC charger that shows a password: security profile 1."""
    made = Rig(central, clock, one_charger(), PASSWORD, tmp_path)
    yield made
    await made.stop()


def shown_password(central: Central) -> bytes:
    """Password of the last handshake."""
    header = central.requests[-1].headers["Authorization"]
    name, _, password = base64.b64decode(header.removeprefix("Basic ")).partition(b":")
    assert name.decode() == IDENTITY
    return password


def events(central: Central) -> list[str]:
    """Types of the security events so far."""
    return [each["type"] for each in central.calls("SecurityEventNotification")]


async def install(central: Central, root: Authority, use: str = CENTRAL_ROOT) -> str:
    """Answer to an InstallCertificate."""
    return await central.status("InstallCertificate", certificateType=use, certificate=root.pem)


def hash_data(root: Authority) -> dict[str, str]:
    """Name of a root, computed apart from the emulator (RFC 6960, 4.1.1)."""
    encoding, form = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    key = root.certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    return {
        "hashAlgorithm": "SHA256",
        "issuerNameHash": hashlib.sha256(root.certificate.issuer.public_bytes()).hexdigest(),
        "issuerKeyHash": hashlib.sha256(key.public_bytes(encoding, form)).hexdigest(),
        "serialNumber": f"{root.certificate.serial_number:x}",
    }


async def reconnected(rig: Rig, central: Central, count: int) -> None:
    await central.until(lambda: central.connections >= count, f"connection {count}")
    await rig.online()


@pytest.mark.parametrize(
    ("value", "password"),
    [
        pytest.param(HEX_KEY, bytes.fromhex(HEX_KEY), id="hex form"),
        pytest.param("literal-key-of-20-by", b"literal-key-of-20-by", id="literal form"),
    ],
)
async def test_tc_073_cs_update_charge_point_password_for_http_basic_authentication(
    rig: Rig, central: Central, value: str, password: bytes
) -> None:
    await rig.boot()
    assert shown_password(central) == PASSWORD.encode()
    await central.configure(AuthorizationKey=value)
    await reconnected(rig, central, 2)
    assert shown_password(central) == password
    assert len(central.calls("BootNotification")) == 1
    read = await central.call("GetConfiguration", key=["AuthorizationKey"])
    assert read == {"configurationKey": [], "unknownKey": []}
    await central.until(lambda: "ReconfigurationOfSecurityParameters" in events(central), "event")


async def test_tc_075_1_cs_install_certificate_manufacturer_root_certificate(
    rig: Rig, central: Central
) -> None:
    root = Authority.make("Maker root")
    await rig.boot()
    question = {"certificateType": MANUFACTURER_ROOT}
    assert await central.call("GetInstalledCertificateIds", **question) == {"status": "NotFound"}
    assert await install(central, root, MANUFACTURER_ROOT) == "Accepted"
    listed = await central.call("GetInstalledCertificateIds", **question)
    assert listed == {"status": "Accepted", "certificateHashData": [hash_data(root)]}


async def test_tc_075_2_cs_install_certificate_central_system_root_certificate(
    rig: Rig, central: Central
) -> None:
    root = Authority.make("Central root")
    await rig.boot()
    assert await install(central, root) == "Accepted"
    listed = await central.call("GetInstalledCertificateIds", certificateType=CENTRAL_ROOT)
    assert listed == {"status": "Accepted", "certificateHashData": [hash_data(root)]}


async def test_tc_076_cs_delete_a_specific_certificate_from_the_charge_point(
    rig: Rig, central: Central
) -> None:
    kept, gone = Authority.make("Kept"), Authority.make("Gone")
    await rig.boot()
    for root in (kept, gone):
        assert await install(central, root) == "Accepted"
    wanted = {"certificateHashData": hash_data(gone)}
    assert await central.status("DeleteCertificate", **wanted) == "Accepted"
    assert await central.status("DeleteCertificate", **wanted) == "NotFound"
    listed = await central.call("GetInstalledCertificateIds", certificateType=CENTRAL_ROOT)
    assert listed["certificateHashData"] == [hash_data(kept)]


async def test_tc_077_cs_invalid_charge_point_certificate_security_event(
    rig: Rig, central: Central
) -> None:
    root, stranger = Authority.make("Central root"), Authority.make("Stranger")
    await rig.boot()
    await install(central, root)
    await central.status("ExtendedTriggerMessage", requestedMessage="SignChargePointCertificate")
    request = await central.expect("SignCertificate")
    await rig.settle()
    chain = stranger.sign_request(request["csr"])
    assert await central.status("CertificateSigned", certificateChain=chain) == "Rejected"
    event = await central.expect("SecurityEventNotification", type="InvalidChargePointCertificate")
    assert event["techInfo"]
    assert rig.charger.vault.certificates.own == []


@pytest.mark.parametrize(
    "root",
    [
        pytest.param(Authority.make("Old", until=START_AT - timedelta(days=1)), id="out of date"),
        pytest.param(Authority.make("Leaf", is_authority=False), id="no authority"),
        pytest.param(Authority.make("Weak", curve=192), id="weak key"),
    ],
)
async def test_tc_078_cs_invalid_central_system_certificate_security_event(
    rig: Rig, central: Central, root: Authority
) -> None:
    await rig.boot()
    assert await install(central, root) == "Rejected"
    await central.expect("SecurityEventNotification", type="InvalidCentralSystemCertificate")
    listed = await central.call("GetInstalledCertificateIds", certificateType=CENTRAL_ROOT)
    assert listed == {"status": "NotFound"}


async def test_tc_079_cs_get_security_log(rig: Rig, central: Central, files: FileServer) -> None:
    await rig.boot()
    log = {"remoteLocation": files.url("/logs")}
    answer = await central.call("GetLog", log=log, logType="SecurityLog", requestId=4)
    assert answer["status"] == "Accepted"
    await central.expect("LogStatusNotification", status="Uploading", requestId=4)
    await central.expect("LogStatusNotification", status="Uploaded", requestId=4)
    assert b"StartupOfTheDevice" in files.taken[f"/logs/{answer['filename']}"]


async def test_a_second_log_takes_the_place_of_the_first(
    rig: Rig, central: Central, files: FileServer
) -> None:
    files.failures[:] = [500]
    await rig.boot()
    order = {"log": {"remoteLocation": files.url("/logs")}, "logType": "DiagnosticsLog"}
    retry = {"retries": 1, "retryInterval": 60}
    assert await central.status("GetLog", requestId=1, **order, **retry) == "Accepted"
    await rig.until(lambda: rig.chargers.errands.waiting, "the first attempt has failed")
    assert await central.status("GetLog", requestId=2, **order) == "AcceptedCanceled"
    await central.expect("LogStatusNotification", status="Uploaded", requestId=2)
    assert not central.calls("LogStatusNotification", status="Uploaded", requestId=1)


@pytest.mark.parametrize(
    ("status", "word"), [(403, "PermissionDenied"), (400, "BadMessage"), (500, "UploadFailure")]
)
async def test_a_log_that_is_not_taken_says_why(
    rig: Rig, central: Central, files: FileServer, status: int, word: str
) -> None:
    files.failures[:] = [status]
    await rig.boot()
    log = {"remoteLocation": files.url("/logs")}
    await central.call("GetLog", log=log, logType="SecurityLog", requestId=1)
    await central.expect("LogStatusNotification", status=word, requestId=1)


async def test_a_log_of_a_time_without_entries_is_rejected(rig: Rig, central: Central) -> None:
    await rig.boot()
    log = {"remoteLocation": "http://127.0.0.1/", "latestTimestamp": "2020-01-01T00:00:00Z"}
    assert await central.call("GetLog", log=log, logType="SecurityLog", requestId=1) == {
        "status": "Rejected"
    }


def signed_update(files: FileServer, maker: Authority, content: bytes) -> dict[str, object]:
    """A SignedUpdateFirmware for `/new.img`, signed by somebody the maker trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    signer = maker.issue(subject("Signer", "Maker"), key.public_key())
    return {
        "requestId": 11,
        "firmware": {
            "location": files.url("/new.img"),
            "retrieveDateTime": START_AT.isoformat(),
            "signingCertificate": pem(signer),
            "signature": sign_image(key, content),
        },
    }


def firmware_statuses(central: Central) -> list[str]:
    said = central.calls("SignedFirmwareStatusNotification", requestId=11)
    return [each["status"] for each in said]


async def test_tc_080_cs_secure_firmware_update(
    rig: Rig, central: Central, files: FileServer
) -> None:
    maker = Authority.make("Maker root")
    files.content["/new.img"] = image("3.0.0")
    await rig.boot()
    await install(central, maker, MANUFACTURER_ROOT)
    order = signed_update(files, maker, image("3.0.0"))
    assert await central.status("SignedUpdateFirmware", **order) == "Accepted"
    await central.expect("SignedFirmwareStatusNotification", status="Installing")
    await rig.pass_s(30.0)
    boot = await central.expect("BootNotification")
    assert boot["firmwareVersion"] == "3.0.0"
    await central.expect("SignedFirmwareStatusNotification", status="Installed")
    await central.expect("SecurityEventNotification", type="FirmwareUpdated")
    assert firmware_statuses(central) == [
        "Downloading", "Downloaded", "SignatureVerified", "Installing", "InstallRebooting",
        "Installed",
    ]  # fmt: skip


async def test_tc_081_cs_secure_firmware_update_invalid_signature(
    rig: Rig, central: Central, files: FileServer
) -> None:
    maker = Authority.make("Maker root")
    files.content["/new.img"] = image("3.0.0", b"tampered with")
    await rig.boot()
    await install(central, maker, MANUFACTURER_ROOT)
    order = signed_update(files, maker, image("3.0.0"))
    assert await central.status("SignedUpdateFirmware", **order) == "Accepted"
    await central.expect("SignedFirmwareStatusNotification", status="InvalidSignature")
    await central.expect("SecurityEventNotification", type="InvalidFirmwareSignature")
    assert firmware_statuses(central) == ["Downloading", "Downloaded", "InvalidSignature"]
    await central.status("TriggerMessage", requestedMessage="StatusNotification", connectorId=1)
    await central.expect("StatusNotification", connectorId=1, status="Available")
    assert await central.status("TriggerMessage", requestedMessage="BootNotification") == "Accepted"
    boot = await central.expect("BootNotification")
    assert boot["firmwareVersion"] == "2.4.1"


# --- around the cases ----------------------------------------------------------------------------


async def test_a_refused_password_gives_way_to_the_old_one(rig: Rig, central: Central) -> None:
    await rig.boot()
    central.admit = lambda socket, _: (
        None if shown_password(central) == PASSWORD.encode() else socket.respond(401, "no\n")
    )
    await central.configure(AuthorizationKey=HEX_KEY)
    await reconnected(rig, central, 2)
    assert shown_password(central) == PASSWORD.encode()
    kind = "FailedToAuthenticationAtCentralSystem"
    await central.expect("SecurityEventNotification", type=kind)


@pytest.mark.parametrize("value", ["short", "x" * 21, "00" * 15, "00" * 21, ""])
async def test_an_unusable_key_is_rejected(rig: Rig, central: Central, value: str) -> None:
    await rig.boot()
    answer = await central.status("ChangeConfiguration", key="AuthorizationKey", value=value)
    assert (answer, central.connections) == ("Rejected", 1)


async def test_unsigned_firmware_is_not_taken_where_signatures_can_be_checked(
    rig: Rig, central: Central, files: FileServer
) -> None:
    await rig.boot()
    await install(central, Authority.make("Maker root"), MANUFACTURER_ROOT)
    with pytest.raises(CallErrorAnswer, match="NotSupported"):
        await central.call(
            "UpdateFirmware", location=files.url("/x"), retrieveDate="2026-07-01T12:00:00Z"
        )


async def test_a_signer_that_no_manufacturer_vouches_for_is_refused(
    rig: Rig, central: Central, files: FileServer
) -> None:
    await rig.boot()
    await install(central, Authority.make("Maker root"), MANUFACTURER_ROOT)
    order = signed_update(files, Authority.make("Stranger"), image("3.0.0"))
    assert await central.status("SignedUpdateFirmware", **order) == "InvalidCertificate"
    kind = "InvalidFirmwareSigningCertificate"
    await central.expect("SecurityEventNotification", type=kind)
    assert not files.requests


async def test_an_installation_waits_for_its_time(
    rig: Rig, central: Central, files: FileServer
) -> None:
    maker = Authority.make("Maker root")
    files.content["/new.img"] = image("3.0.0")
    await rig.boot()
    await install(central, maker, MANUFACTURER_ROOT)
    order = signed_update(files, maker, image("3.0.0"))
    later = START_AT + timedelta(seconds=60)
    order["firmware"]["installDateTime"] = later.isoformat()  # type: ignore[index]
    assert await central.status("SignedUpdateFirmware", **order) == "Accepted"
    await central.expect("SignedFirmwareStatusNotification", status="InstallScheduled")
    await rig.pass_s(59.0, step_s=59.0)
    assert firmware_statuses(central)[-1] == "InstallScheduled"
    await rig.pass_s(1.0)
    await central.expect("SignedFirmwareStatusNotification", status="Installing")


async def test_a_second_order_takes_the_place_of_the_first(
    rig: Rig, central: Central, files: FileServer
) -> None:
    maker = Authority.make("Maker root")
    await rig.boot()
    await install(central, maker, MANUFACTURER_ROOT)
    order = signed_update(files, maker, image("3.0.0"))
    order["firmware"]["retrieveDateTime"] = UNTIL.isoformat()  # type: ignore[index]
    assert await central.status("SignedUpdateFirmware", **order) == "Accepted"
    await central.expect("SignedFirmwareStatusNotification", status="DownloadScheduled")
    again = order | {"requestId": 12}
    assert await central.status("SignedUpdateFirmware", **again) == "AcceptedCanceled"
    await central.expect("SignedFirmwareStatusNotification", requestId=12)
    assert rig.charger.maintenance.update is not None
    await rig.pass_s(1.0)
    assert rig.chargers.errands.waiting == 1


async def test_events_wait_for_the_link(rig: Rig, central: Central) -> None:
    await rig.boot()
    await rig.cut_link()
    from_before = datetime.fromtimestamp(rig.clock.now_s(), UTC)
    central.admit = lambda socket, _: (
        socket.respond(401, "no\n") if len(central.requests) < 4 else None
    )
    await rig.restore_link()
    kind = "FailedToAuthenticationAtCentralSystem"
    event = await central.expect("SecurityEventNotification", type=kind)
    assert datetime.fromisoformat(event["timestamp"]) >= from_before
    assert events(central).count(kind) == 1


async def test_a_set_clock_and_an_open_door_are_events(rig: Rig, central: Central) -> None:
    await rig.boot()
    rig.charger.clock.skew(-500.0, rig.world.now_s)
    assert await central.status("TriggerMessage", requestedMessage="Heartbeat") == "Accepted"
    await central.expect("SecurityEventNotification", type="SettingSystemTime")
    acts.open_door(rig.charger)
    await central.expect("SecurityEventNotification", type="TamperDetectionActivated")


async def test_profile_0_sends_no_events(
    central: Central, clock: SteppedClock, tmp_path: Path
) -> None:
    plain = Rig(central, clock, one_charger(), state_dir=tmp_path)
    await plain.boot()
    assert await install(central, Authority.make("Weak", curve=192)) == "Rejected"
    await plain.settle()
    assert events(central) == []
    await plain.stop()
