"""OCPP 1.6 central-system cases, profile security: passwords, certificates, listeners, logs."""

import asyncio
import ssl
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from websockets.exceptions import InvalidHandshake, InvalidStatus

from tests.octt_csms.charge_point import ChargePoint, Json, instant
from tests.octt_csms.conftest import Csms, MakeChargePoint, Operator
from tests.octt_csms.test_firmware import begin, report, told

pytestmark = pytest.mark.integration

ACCEPTED = {"status": "Accepted"}
HASHES = {
    "hashAlgorithm": "SHA256",
    "issuerNameHash": "ab" * 32,
    "issuerKeyHash": "cd" * 32,
    "serialNumber": "1f",
}


async def new_password(cp: ChargePoint, operator: Operator, status: str = "Accepted") -> str:
    asked = asyncio.create_task(operator.post(f"/chargers/{cp.identity}/password"))
    call = await cp.expect("ChangeConfiguration")
    await cp.answer(call, status=status)
    assert (await asked)["outcome"] == status.lower()
    assert call.payload["key"] == "AuthorizationKey"
    return str(call.payload["value"])


async def refused(cp: ChargePoint) -> int:
    with pytest.raises(InvalidStatus) as error:
        await cp.plug_in()
    return error.value.response.status_code


def key_and_request(common_name: str) -> tuple[ec.EllipticCurvePrivateKey, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Octt"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return key, request.public_bytes(serialization.Encoding.PEM).decode()


async def certified(
    cp: ChargePoint, operator: Operator, status: str = "Accepted"
) -> tuple[ec.EllipticCurvePrivateKey, str]:
    """The charge point asks for a certificate and answers to it; gives key and chain."""
    order = {"requestedMessage": "SignChargePointCertificate"}
    await operator.orders(cp, "ExtendedTriggerMessage", order, ACCEPTED)
    key, request = key_and_request(cp.identity)
    assert await cp.ask("SignCertificate", csr=request) == ACCEPTED
    call = await cp.expect("CertificateSigned")
    await cp.answer(call, status=status)

    async def is_known() -> bool:
        items = (await operator.get(f"/chargers/{cp.identity}/certificates"))["items"]
        return bool(items[0]["state"] == status.lower())

    await operator.until(is_known, f"the certificate is {status}")
    return key, call.payload["certificateChain"]


async def trust(operator: Operator) -> ssl.SSLContext:
    """As a charge point that knows central's root only."""
    root = (await operator.get("/security/root"))["pem"]
    return ssl.create_default_context(cadata=root)


async def test_tc_073_csms_update_password(
    cp: ChargePoint, make: MakeChargePoint, operator: Operator
) -> None:
    first = await new_password(cp, operator)
    assert len(bytes.fromhex(first)) == 20
    await cp.unplug()
    cp.password = bytes.fromhex(first)  # the bytes, as the white paper says
    await cp.plug_in()
    await cp.status("Available")
    assert await refused(make(password="wrong")) == 401
    assert await refused(make()) == 401
    await new_password(cp, operator, "Rejected")
    second = await new_password(cp, operator)
    await cp.unplug()
    await cp.plug_in()  # the old one is good until the new one was used
    await cp.unplug()
    await make(password=second).plug_in()  # the digits, as many chargers do
    assert await refused(cp) == 401


async def test_tc_074_csms_update_certificate(cp: ChargePoint, operator: Operator) -> None:
    _, chain = await certified(cp, operator)
    leaf, root = x509.load_pem_x509_certificates(chain.encode())
    leaf.verify_directly_issued_by(root)
    subject = leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert [each.value for each in subject] == [cp.identity]
    assert leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False


async def test_tc_074_csms_another_ones_certificate_is_refused(cp: ChargePoint) -> None:
    _, request = key_and_request("somebody else")
    assert await cp.ask("SignCertificate", csr=request) == {"status": "Rejected"}
    assert await cp.ask("SignCertificate", csr="no request") == {"status": "Rejected"}


async def install(cp: ChargePoint, operator: Operator, kind: str, status: str) -> str:
    root = (await operator.get("/security/root"))["pem"]
    order = {"certificateType": kind, "certificate": root}
    told = await operator.orders(cp, "InstallCertificate", order, {"status": status})
    outcome: str = told["outcome"]
    return outcome


async def test_tc_075_1_csms_install_manufacturer_root(cp: ChargePoint, operator: Operator) -> None:
    kind = "ManufacturerRootCertificate"
    assert await install(cp, operator, kind, "Accepted") == "accepted"
    answer = {"status": "Accepted", "certificateHashData": [HASHES]}
    order = {"certificateType": kind}
    told = await operator.orders(cp, "GetInstalledCertificateIds", order, answer)
    assert told["payload"]["certificateHashData"] == [HASHES]


async def test_tc_075_2_csms_install_central_system_root(
    cp: ChargePoint, operator: Operator
) -> None:
    kind = "CentralSystemRootCertificate"
    assert await install(cp, operator, kind, "Accepted") == "accepted"
    assert await install(cp, operator, kind, "Failed") == "rejected"


async def test_tc_076_csms_delete_certificate(cp: ChargePoint, operator: Operator) -> None:
    order = {"certificateHashData": HASHES}
    told = await operator.orders(cp, "DeleteCertificate", order, ACCEPTED)
    assert told["outcome"] == "accepted"
    told = await operator.orders(cp, "DeleteCertificate", order, {"status": "NotFound"})
    assert told["outcome"] == "rejected"


async def event(cp: ChargePoint, operator: Operator, kind: str) -> Json:
    at = instant(-1)
    assert await cp.ask("SecurityEventNotification", type=kind, timestamp=at, techInfo="x") == {}
    items = (await operator.get("/security-events", charge_point=cp.identity))["items"]
    newest: Json = items[0]
    assert (newest["type"], newest["at"], newest["tech_info"]) == (kind, at, "x")
    return newest


async def test_tc_077_csms_invalid_charge_point_certificate(
    cp: ChargePoint, operator: Operator
) -> None:
    await certified(cp, operator, "Rejected")
    await event(cp, operator, "InvalidChargePointCertificate")


async def test_tc_078_csms_invalid_central_system_certificate(
    cp: ChargePoint, operator: Operator
) -> None:
    kind = "CentralSystemRootCertificate"
    assert await install(cp, operator, kind, "Rejected") == "rejected"
    await event(cp, operator, "InvalidCentralSystemCertificate")


async def test_tc_079_csms_get_security_log(cp: ChargePoint, operator: Operator) -> None:
    body = {"log": "SecurityLog", "from_at": instant(-60)}
    answer = {"status": "Accepted", "filename": "security.log"}
    payload, job = await begin(cp, operator, "log", body, "GetLog", answer)
    assert (payload["logType"], payload["requestId"]) == ("SecurityLog", job["id"])
    assert payload["log"]["oldestTimestamp"] == body["from_at"]
    await report(cp, "LogStatusNotification", "Uploading", requestId=job["id"])
    async with httpx.AsyncClient() as charger:
        await charger.post(payload["log"]["remoteLocation"], content=b"one event")
    await report(cp, "LogStatusNotification", "Uploaded", requestId=job["id"])
    job = await operator.get(f"/jobs/{job['id']}")
    assert (job["state"], job["size_bytes"], job["file_name"]) == ("done", 9, "security.log")


async def update(cp: ChargePoint, operator: Operator, *statuses: str) -> Json:
    body = {
        "location": "https://files.example/fw.bin",
        "retrieve_at": instant(1),
        "install_at": instant(9),
        "signing_certificate": "-----BEGIN CERTIFICATE-----",
        "signature": "c2lnbmF0dXJl",
    }
    payload, job = await begin(cp, operator, "firmware", body, "SignedUpdateFirmware", ACCEPTED)
    assert payload["requestId"] == job["id"]
    assert payload["firmware"] == {
        "location": body["location"],
        "retrieveDateTime": body["retrieve_at"],
        "installDateTime": body["install_at"],
        "signingCertificate": body["signing_certificate"],
        "signature": body["signature"],
    }
    await report(cp, "SignedFirmwareStatusNotification", *statuses, requestId=job["id"])
    done: Json = await operator.get(f"/jobs/{job['id']}")
    assert (done["kind"], told(done)) == ("signed_firmware", list(statuses))
    return done


async def test_tc_080_csms_secure_firmware_update(cp: ChargePoint, operator: Operator) -> None:
    statuses = ("Downloading", "Downloaded", "SignatureVerified", "Installing", "Installed")
    assert (await update(cp, operator, *statuses))["state"] == "done"


async def test_tc_081_csms_secure_firmware_invalid_signature(
    cp: ChargePoint, operator: Operator
) -> None:
    statuses = ("Downloading", "Downloaded", "InvalidSignature")
    assert (await update(cp, operator, *statuses))["state"] == "failed"
    await event(cp, operator, "InvalidFirmwareSignature")


async def test_tc_083_csms_upgrade_security_profile(
    cp: ChargePoint, make: MakeChargePoint, operator: Operator, csms: Csms
) -> None:
    """From 1 to 2: afterwards the lower profile is refused, whatever the password."""
    password = await new_password(cp, operator)
    order = {"key": "SecurityProfile", "value": "2"}
    await operator.orders(cp, "ChangeConfiguration", order, ACCEPTED)
    await cp.unplug()
    secure = make(url=csms.tls, tls=await trust(operator), password=password)
    await secure.plug_in()
    assert (await secure.boot())["status"] == "Accepted"
    await secure.unplug()
    assert await refused(make(password=password)) == 403
    path = f"/chargers/{cp.identity}/security-profile"
    await operator.put(path, {"security_profile": 1})
    await make(password=password).plug_in()


async def test_tc_085_csms_basic_authentication(
    cp: ChargePoint, make: MakeChargePoint, operator: Operator
) -> None:
    password = await new_password(cp, operator)
    await cp.unplug()
    good = await make(password=password).plug_in()
    assert (await good.boot())["status"] == "Accepted"
    await good.unplug()
    assert await refused(make(password=password[:-1])) == 401


@pytest.mark.parametrize("key", ["ECDSA", "RSA"])
async def test_tc_086_csms_tls_server_certificate(
    cp: ChargePoint, make: MakeChargePoint, operator: Operator, csms: Csms, key: str
) -> None:
    password = await new_password(cp, operator)
    await cp.unplug()
    tls = await trust(operator)
    tls.maximum_version = ssl.TLSVersion.TLSv1_2
    tls.set_ciphers("ECDHE-ECDSA-AES128-GCM-SHA256" if key == "ECDSA" else "AES128-GCM-SHA256")
    secure = await make(url=csms.tls, tls=tls, password=password).plug_in()
    assert (await secure.boot())["status"] == "Accepted"
    with pytest.raises(ssl.SSLCertVerificationError):
        await make(url=csms.tls, tls=ssl.create_default_context(), password=password).plug_in()


async def test_tc_087_csms_tls_client_certificate(
    cp: ChargePoint, make: MakeChargePoint, operator: Operator, csms: Csms, tmp_path: Path
) -> None:
    key, chain = await certified(cp, operator)
    await cp.unplug()
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "key.pem").write_bytes(text)
    (tmp_path / "chain.pem").write_text(chain)
    tls = await trust(operator)
    tls.load_cert_chain(tmp_path / "chain.pem", tmp_path / "key.pem")
    secure = await make(url=csms.mtls, tls=tls).plug_in()
    assert (await secure.boot())["status"] == "Accepted"
    await secure.unplug()
    assert await refused(make(url=csms.mtls, tls=tls, identity="somebody-else")) == 403
    assert await refused(make()) == 403  # the plain listener is a lower profile
    with pytest.raises((ssl.SSLError, ConnectionError, InvalidHandshake)):
        await make(url=csms.mtls, tls=await trust(operator)).plug_in()


async def test_tc_088_csms_websocket_subprotocol(make: MakeChargePoint) -> None:
    cp = await make().plug_in(("ocpp2.0.1", "ocpp1.6"))
    assert cp.socket is not None
    assert cp.socket.subprotocol == "ocpp1.6"
    assert (await cp.boot())["status"] == "Accepted"
    await cp.unplug()
    other = await make().plug_in(("ocpp2.0.1",))
    assert other.socket is not None
    await asyncio.wait_for(other.socket.wait_closed(), 10)
    assert other.socket.subprotocol is None
