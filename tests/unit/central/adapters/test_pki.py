"""The certificate authority: what it signs, what it refuses, what it keeps."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from central.adapters.pki import RENEW_DAYS, SERVER_DAYS, Authority, open_authority
from central.services.security import RefusedRequestError

NOW = datetime(2026, 7, 1, tzinfo=UTC)
NAMES = ("central.example", "10.0.0.1")


def opened(folder: Path, at: datetime = NOW, names: tuple[str, ...] = NAMES) -> Authority:
    return open_authority(folder, names, lambda: at)


def request(name: str, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
    return made.public_bytes(serialization.Encoding.PEM).decode()


def test_reopened_folder_is_the_same_authority_and_renews_what_ends_soon(tmp_path: Path) -> None:
    first = opened(tmp_path)
    server = (tmp_path / "server-ec.pem").read_text()
    assert opened(tmp_path).root_pem == first.root_pem
    assert (tmp_path / "server-ec.pem").read_text() == server
    late = NOW + timedelta(days=SERVER_DAYS - RENEW_DAYS + 1)
    assert opened(tmp_path, late).root_pem == first.root_pem
    assert (tmp_path / "server-ec.pem").read_text() != server
    renamed = (tmp_path / "server-ec.pem").read_text()
    opened(tmp_path, late, ("other.example",))
    assert (tmp_path / "server-ec.pem").read_text() != renamed


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    opened(tmp_path)
    keys = list(tmp_path.glob("*.key"))
    assert len(keys) == 3
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}


def test_signed_certificate_is_the_chargers_and_verifies(tmp_path: Path) -> None:
    authority = opened(tmp_path)
    key = ec.generate_private_key(ec.SECP256R1())
    signed = authority.sign(request("CP1", key), {"CP1", "S-1"})
    leaf, root = x509.load_pem_x509_certificates(signed.chain_pem.encode())
    leaf.verify_directly_issued_by(root)
    assert leaf.public_key() == key.public_key()
    assert f"{leaf.serial_number:x}" == signed.serial
    assert leaf.not_valid_before_utc < NOW < leaf.not_valid_after_utc == signed.not_after


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("nonsense", "cannot be read", id="no request"),
        pytest.param(
            request("CP2", ec.generate_private_key(ec.SECP256R1())),
            "'CP2' is not allowed: CP1",
            id="another one's name",
        ),
        pytest.param(
            request("CP1", rsa.generate_private_key(public_exponent=65_537, key_size=1024)),  # noqa: S505 (refused)
            "the key is not allowed",
            id="weak key",
        ),
    ],
)
def test_request_is_refused_with_its_reason(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(RefusedRequestError, match=reason):
        opened(tmp_path).sign(text, {"CP1"})
