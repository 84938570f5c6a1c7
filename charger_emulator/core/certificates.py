"""Certificates of a charger: installed roots, its own, and what is wrong with an offered one.

Rules of OCA's security paper: PEM; X.509 within its validity; RSA of 2048 bits or EC of 224 bits at
least; roots must be authorities; an own certificate must hold the key of the last signing request,
name the serial number (CN) and the operator (O), and lead to an installed central root. Of several
own certificates the one with the latest notBefore is used.
"""

import math
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.x509.oid import NameOID

MIN_RSA_BITS: Final = 2048
MIN_EC_BITS: Final = 224
MAX_PER_STORE: Final = 8
"""CertificateStoreMaxLength: roots of one kind."""
MAX_CHAIN: Final = 4
RENEW_BEFORE: Final = timedelta(days=31)
"""The paper asks for a month at least."""
_HASHES: Final[dict[str, type[hashes.HashAlgorithm]]] = {
    "SHA256": hashes.SHA256,
    "SHA384": hashes.SHA384,
    "SHA512": hashes.SHA512,
}
UNREADABLE: Final = (
    ValueError,
    TypeError,
    Warning,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
"""What the library raises for bytes that are no certificate, or none that it takes."""
HASH_ALGORITHMS: Final = tuple(_HASHES)
_PEM: Final = serialization.Encoding.PEM


class Use(StrEnum):
    """Kinds of root that can be installed."""

    CENTRAL = "CentralSystemRootCertificate"
    MANUFACTURER = "ManufacturerRootCertificate"


@dataclass(frozen=True, slots=True)
class HashData:
    """How the wire names a certificate: hex as in RFC 6960, serial without leading zeroes."""

    algorithm: str
    issuer_name: str
    issuer_key: str
    serial: str


class CertificateFault(ValueError):  # noqa: N818 - it is a fault of the certificate
    """A certificate that cannot be used; the text says why."""


def read_chain(pem: str) -> list[x509.Certificate]:
    """Certificates of a PEM text, leaf first.

    Raises:
        CertificateFault: if there is none, or one is not readable.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what the library only puts up with is refused
            chain = x509.load_pem_x509_certificates(pem.encode())
            for each in chain:  # read lazily otherwise, and then there is no good place to fail
                _ = each.subject, each.issuer, each.extensions, each.public_key()
                _ = each.serial_number, each.not_valid_before_utc, each.not_valid_after_utc
    except UNREADABLE as err:
        raise CertificateFault(f"no PEM certificate: {err}") from err
    return chain


def hash_data(certificate: x509.Certificate, issuer_key: bytes, algorithm: str) -> HashData:
    """Name of a certificate (RFC 6960, 4.1.1).

    Args:
        certificate: which.
        issuer_key: bit string of its issuer's public key, see `key_bits`.
        algorithm: SHA256, SHA384 or SHA512.
    """
    return HashData(
        algorithm,
        _digest(algorithm, certificate.issuer.public_bytes()),
        _digest(algorithm, issuer_key),
        f"{certificate.serial_number:x}",
    )


def key_bits(key: PublicKeyTypes) -> bytes:
    """The bit string inside a SubjectPublicKeyInfo, which RFC 6960 hashes."""
    der, bits = serialization.Encoding.DER, serialization.PublicFormat
    if isinstance(key, rsa.RSAPublicKey):
        return key.public_bytes(der, bits.PKCS1)
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.public_bytes(serialization.Encoding.X962, bits.UncompressedPoint)
    raise CertificateFault(f"a key of kind {type(key).__name__} is not allowed: RSA or EC")


def check_root(pem: str, now: datetime) -> x509.Certificate:
    """Read a root that is to be installed.

    Raises:
        CertificateFault: if it cannot be one.
    """
    certificate = read_chain(pem)[0]
    _check_strength_and_time(certificate, now)
    if not _is_authority(certificate):
        raise CertificateFault("no certificate of an authority (basic constraints)")
    return certificate


def check_chain(
    chain: list[x509.Certificate], roots: Iterable[x509.Certificate], now: datetime
) -> x509.Certificate:
    """The installed root to which a chain leads.

    Raises:
        CertificateFault: if a link does not hold, is out of date or too weak, or no root fits.
    """
    if len(chain) > MAX_CHAIN:
        raise CertificateFault(f"a chain of {len(chain)} is not allowed: up to {MAX_CHAIN}")
    for certificate in chain:
        _check_strength_and_time(certificate, now)
    for child, parent in pairwise(chain):
        if not _is_issued_by(child, parent):
            raise CertificateFault(f"{_name(child)} is not issued by {_name(parent)}")
    last = chain[-1]
    for root in roots:
        if last == root or _is_issued_by(last, root):
            _check_strength_and_time(root, now)
            return root
    raise CertificateFault(f"{_name(last)} leads to no installed root")


def check_own(
    pem: str,
    request_key: PublicKeyTypes | None,
    subject: tuple[str, str],
    roots: Iterable[x509.Certificate],
    now: datetime,
) -> list[x509.Certificate]:
    """The chain of an own certificate that the central system sent, leaf first.

    Args:
        pem: the chain.
        request_key: public key of the last signing request; None = there was none.
        subject: (serial number, operator) that the leaf must name.
        roots: installed central roots.
        now: simulated now.

    Raises:
        CertificateFault: if it cannot be used.
    """
    chain = read_chain(pem)
    leaf = chain[0]
    if request_key is None or leaf.public_key() != request_key:
        raise CertificateFault("the key is not that of the last signing request")
    for oid, wanted in zip((NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME), subject, strict=True):
        got = [str(a.value) for a in leaf.subject.get_attributes_for_oid(oid)]
        if got != [wanted]:
            raise CertificateFault(f"the subject says {got}, not {wanted!r}")
    check_chain(chain, roots, now)
    return chain


@dataclass(slots=True)
class CertificateStore:
    """Installed roots, and the own chain with its key (PEM)."""

    roots: dict[Use, list[x509.Certificate]] = field(
        default_factory=lambda: {use: [] for use in Use}
    )
    own: list[x509.Certificate] = field(default_factory=list)
    own_key: bytes = b""
    before: tuple[list[x509.Certificate], bytes] | None = None
    """The own chain and key that a new one took the place of, until that has proved good."""

    def install(self, use: Use, root: x509.Certificate) -> bool:
        """Add a root; False if the store is full. One that is there already stays once."""
        store = self.roots[use]
        if root not in store:
            if len(store) >= MAX_PER_STORE:
                return False
            store.append(root)
        return True

    def listed(self, use: Use, algorithm: str = "SHA256") -> list[HashData]:
        """Names of the roots of one kind."""
        return [self._name(root, algorithm) for root in self.roots[use]]

    def delete(self, wanted: HashData, in_use: x509.Certificate | None) -> str:
        """Answer a DeleteCertificate: Accepted, Failed (in use), NotFound.

        Args:
            wanted: which; hex and serial are compared without case and leading zeroes.
            in_use: the root that the present connection rests on.
        """
        for store in self.roots.values():
            for root in store:
                if _same(self._name(root, wanted.algorithm), wanted):
                    if root == in_use:
                        return "Failed"
                    store.remove(root)
                    return "Accepted"
        return "NotFound"

    def adopt(self, chain: list[x509.Certificate], key: bytes) -> bool:
        """Use an own chain unless the present one is younger; True if it is used now."""
        if self.own and self.own[0].not_valid_before_utc > chain[0].not_valid_before_utc:
            return False
        self.before = (self.own, self.own_key)
        self.own, self.own_key = chain, key
        return True

    def revert(self) -> None:
        """Go back to the own chain before the last one, if that has not proved good."""
        if self.before is not None:
            self.own, self.own_key = self.before
            self.before = None

    def renew_s(self) -> float:
        """Unix seconds from which on the own certificate has to be renewed; infinite without."""
        if not self.own:
            return math.inf
        return (self.own[0].not_valid_after_utc - RENEW_BEFORE).timestamp()

    def own_pem(self) -> bytes:
        """Own chain and key, as TLS libraries read them."""
        return b"".join(c.public_bytes(_PEM) for c in self.own) + self.own_key

    def central_pem(self) -> str:
        """All central roots."""
        return b"".join(c.public_bytes(_PEM) for c in self.roots[Use.CENTRAL]).decode()

    def _name(self, root: x509.Certificate, algorithm: str) -> HashData:
        """A root is its own issuer, unless that is another installed one."""
        everyone = [r for store in self.roots.values() for r in store]
        issuer = next((r for r in everyone if r.subject == root.issuer), root)
        return hash_data(root, key_bits(issuer.public_key()), algorithm)


def _check_strength_and_time(certificate: x509.Certificate, now: datetime) -> None:
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise CertificateFault(
            f"{_name(certificate)} is valid from {certificate.not_valid_before_utc:%Y-%m-%d} "
            f"to {certificate.not_valid_after_utc:%Y-%m-%d}"
        )
    key = certificate.public_key()
    least = MIN_RSA_BITS if isinstance(key, rsa.RSAPublicKey) else MIN_EC_BITS
    if isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        if key.key_size < least:
            raise CertificateFault(f"a key of {key.key_size} bits is not allowed: from {least} on")
    else:
        raise CertificateFault(f"a key of kind {type(key).__name__} is not allowed: RSA or EC")


def _is_issued_by(child: x509.Certificate, parent: x509.Certificate) -> bool:
    try:
        child.verify_directly_issued_by(parent)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return _is_authority(parent)


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _name(certificate: x509.Certificate) -> str:
    return repr(certificate.subject.rfc4514_string())


def _digest(algorithm: str, content: bytes) -> str:
    digest = hashes.Hash(_HASHES[algorithm]())
    digest.update(content)
    return digest.finalize().hex()


def _same(one: HashData, other: HashData) -> bool:
    def plain(data: HashData) -> tuple[str, ...]:
        parts = (data.issuer_name, data.issuer_key, data.serial.lstrip("0"))
        return data.algorithm, *(part.casefold() for part in parts)

    return plain(one) == plain(other)
