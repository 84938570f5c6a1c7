"""A certificate authority of the tests' own."""

import base64
import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PEM = serialization.Encoding.PEM
SINCE = datetime(2024, 1, 1, tzinfo=UTC)
UNTIL = datetime(2040, 1, 1, tzinfo=UTC)


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(PEM).decode()


def subject(common_name: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        ]
    )


@dataclass
class Authority:
    """A root with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def make(
        cls, name: str, *, until: datetime = UNTIL, is_authority: bool = True, curve: int = 256
    ) -> Self:
        curves = {192: ec.SECP192R1(), 256: ec.SECP256R1()}
        key = ec.generate_private_key(curves[curve])
        who = subject(name, "Test")
        builder = _certificate(who, who, key.public_key(), SINCE, until)
        builder = builder.add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        return cls(builder.sign(key, hashes.SHA256()), key)

    @property
    def pem(self) -> str:
        return pem(self.certificate)

    def issue(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePublicKey,
        *,
        since: datetime = SINCE,
        until: datetime = UNTIL,
        address: str = "",
    ) -> x509.Certificate:
        """A leaf, for a server if it has an address."""
        builder = _certificate(name, self.certificate.subject, key, since, until)
        if address:
            names = [x509.IPAddress(ip_address(address))]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def sign_request(self, csr: str, *, since: datetime = SINCE, until: datetime = UNTIL) -> str:
        """What a central system makes of a SignCertificate."""
        request = x509.load_pem_x509_csr(csr.encode())
        assert request.is_signature_valid
        key = request.public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        return pem(self.issue(request.subject, key, since=since, until=until))

    def server_context(
        self, folder: Path, *, asks_client: bool = False, ciphers: str = ""
    ) -> ssl.SSLContext:
        """TLS of a central system at 127.0.0.1 below this root."""
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = self.issue(subject("127.0.0.1", "Test"), key.public_key(), address="127.0.0.1")
        file = folder / "server.pem"
        private = key.private_bytes(
            PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(pem(leaf).encode() + private)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        if asks_client:
            context.load_verify_locations(cadata=self.pem)
            context.verify_mode = ssl.CERT_OPTIONAL
        if ciphers:
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.set_ciphers(ciphers)
        return context


@contextmanager
def tls_handshakes(context: ssl.SSLContext) -> Iterator[int]:
    """A port that speaks TLS and nothing more; asyncio's own servers hang up without an alert."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                peer, _ = listening.accept()
            except OSError:
                return
            with peer, contextlib.suppress(OSError), context.wrap_socket(peer, server_side=True):
                pass

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def sign_image(key: ec.EllipticCurvePrivateKey, image: bytes) -> str:
    return base64.b64encode(key.sign(image, ec.ECDSA(hashes.SHA256()))).decode()


def _certificate(
    who: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    since: datetime,
    until: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(since, until - timedelta(days=1)))
        .not_valid_after(until)
    )
