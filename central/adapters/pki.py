"""A small certificate authority: for chargers' client certificates, and for our own listeners.

One folder holds the root (EC P-256) and two certificates of the server, EC and RSA, as the security
white paper wants both (its section on profiles 2 and 3). Private keys are readable by their owner
only. Validity is in real time, whatever the clock of a simulation says.
"""

import ipaddress
import os
import ssl
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from central.services.field_records import SignedCertificate
from central.services.security import RefusedRequestError

CIPHERS: Final = "ECDHE+AESGCM:AES128-GCM-SHA256:AES256-GCM-SHA384"
"""The four suites that a central system shall support, two of them with plain RSA key exchange."""
ROOT_DAYS: Final = 3650
SERVER_DAYS: Final = 397
CLIENT_DAYS: Final = 365
RENEW_DAYS: Final = 30
RSA_BITS: Final = 2048
MIN_EC_BITS: Final = 224
MIN_RSA_BITS: Final = 2048
SKEW: Final = timedelta(hours=1)
"""A charger's clock may be behind ours by this."""

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority of one folder; make it with `open_authority`."""

    folder: Path
    root: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    now: Callable[[], datetime]

    @property
    def root_pem(self) -> str:
        """The root, which chargers need to know us by."""
        return _pem(self.root)

    def sign(self, csr_pem: str, names: Collection[str]) -> SignedCertificate:
        """Sign a charger's request for a client certificate.

        Args:
            csr_pem: PKCS#10 in PEM.
            names: common names that this charger may have.

        Raises:
            RefusedRequestError: not a request, a weak key, or another's name.
        """
        request = _read_request(csr_pem)
        name = _common_name(request.subject)
        if name is None or name not in names:
            allowed = " or ".join(sorted(names))
            raise RefusedRequestError(f"common name {name!r} is not allowed: {allowed}")
        leaf = _sign(
            self.root.subject,
            self.key,
            request.subject,
            request.public_key(),
            _Purpose(self.now(), CLIENT_DAYS, ExtendedKeyUsageOID.CLIENT_AUTH),
        )
        return SignedCertificate(
            serial=f"{leaf.serial_number:x}",
            subject=leaf.subject.rfc4514_string()[:200],
            not_after=leaf.not_valid_after_utc,
            chain_pem=_pem(leaf) + self.root_pem,
        )

    def tls(self, *, wants_client: bool) -> ssl.SSLContext:
        """For a listener: TLS 1.2 or newer, both certificates; profile 3 wants the client's."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(CIPHERS)
        for kind in ("ec", "rsa"):
            context.load_cert_chain(
                self.folder / f"server-{kind}.pem", self.folder / f"server-{kind}.key"
            )
        if wants_client:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(cadata=self.root_pem)
        return context


def open_authority(folder: Path, names: Sequence[str], clock: Callable[[], datetime]) -> Authority:
    """The authority of a folder: made where there is none; server certificates are renewed.

    Args:
        folder: for keys and certificates.
        names: host names and addresses under which chargers reach our listeners.
        clock: gives the real instant.
    """
    now = clock()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / "ca.pem").exists():
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sntry root")])
        purpose = _Purpose(now, ROOT_DAYS, None)
        _write(folder, "ca", key, _sign(subject, key, subject, key.public_key(), purpose))
    root = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes())
    loaded = serialization.load_pem_private_key((folder / "ca.key").read_bytes(), None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{folder / 'ca.key'} is not allowed: a key on an elliptic curve")  # noqa: TRY004
    authority = Authority(folder, root, loaded, clock)
    for kind in ("ec", "rsa"):
        _renew_server(authority, kind, names, now)
    return authority


@dataclass(frozen=True, slots=True)
class _Purpose:
    now: datetime
    days: int
    usage: x509.ObjectIdentifier | None
    """None = a root."""
    names: Sequence[str] = ()


def _renew_server(authority: Authority, kind: str, names: Sequence[str], now: datetime) -> None:
    path = authority.folder / f"server-{kind}.pem"
    if path.exists():
        held = x509.load_pem_x509_certificate(path.read_bytes())
        is_ours = held.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        is_fresh = held.not_valid_after_utc - now > timedelta(days=RENEW_DAYS)
        if is_fresh and is_ours.value == _alternatives(names):
            return
    key: PrivateKey = (
        ec.generate_private_key(ec.SECP256R1())
        if kind == "ec"
        else rsa.generate_private_key(public_exponent=65_537, key_size=RSA_BITS)
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    purpose = _Purpose(now, SERVER_DAYS, ExtendedKeyUsageOID.SERVER_AUTH, names)
    certificate = _sign(authority.root.subject, authority.key, subject, key.public_key(), purpose)
    _write(authority.folder, f"server-{kind}", key, certificate)


def _sign(
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    subject: x509.Name,
    public_key: CertificatePublicKeyTypes,
    purpose: _Purpose,
) -> x509.Certificate:
    is_root = purpose.usage is None
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(purpose.now - SKEW)
        .not_valid_after(purpose.now + timedelta(days=purpose.days))
        .add_extension(x509.BasicConstraints(is_root, 0 if is_root else None), critical=True)
        .add_extension(_key_usage(is_root=is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    if purpose.usage is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose.usage]), critical=False)
    if purpose.names:
        builder = builder.add_extension(_alternatives(purpose.names), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _key_usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=not is_root,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )


def _alternatives(names: Sequence[str]) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([_alternative(name) for name in names])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _read_request(csr_pem: str) -> x509.CertificateSigningRequest:
    try:
        request = x509.load_pem_x509_csr(csr_pem.encode())
        is_signed = request.is_signature_valid
        key = request.public_key()
    except (ValueError, InvalidSignature, UnsupportedAlgorithm) as err:
        raise RefusedRequestError(f"the request cannot be read: {err}") from err
    if not is_signed:
        raise RefusedRequestError("the request is not signed with its own key")
    is_strong = (isinstance(key, ec.EllipticCurvePublicKey) and key.key_size >= MIN_EC_BITS) or (
        isinstance(key, rsa.RSAPublicKey) and key.key_size >= MIN_RSA_BITS
    )
    if not is_strong:
        raise RefusedRequestError(
            f"the key is not allowed: RSA of {MIN_RSA_BITS} bits or EC of {MIN_EC_BITS} at least"
        )
    return request


def _common_name(name: x509.Name) -> str | None:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if len(found) == 1 else None


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _write(folder: Path, name: str, key: PrivateKey, certificate: x509.Certificate) -> None:
    """The key first: a certificate that is there has its key."""
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / f"{name}.key"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
    (folder / f"{name}.pem").write_text(_pem(certificate))
