"""Keys and signing requests: chance and slow arithmetic, so no matter for a core."""

from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.x509.oid import NameOID

SUBJECT_LENGTH: Final = 64
"""Longest common name and organisation (RFC 5280, appendix A)."""


def make_request(serial_number: str, operator: str) -> tuple[str, PublicKeyTypes, bytes]:
    """A new key and a request to sign it (OCA security paper, A02).

    Args:
        serial_number: of the charge point, becomes the common name.
        operator: CpoName, becomes the organisation.

    Returns:
        The request as PEM, the public key, the private key as PEM.

    Raises:
        ValueError: if a name is empty or longer than 64 characters.
    """
    for what, value in (("serial number", serial_number), ("CpoName", operator)):
        if not 0 < len(value) <= SUBJECT_LENGTH:
            raise ValueError(f"{what} {value!r} is not allowed: 1 to {SUBJECT_LENGTH} characters")
    key = ec.generate_private_key(ec.SECP256R1())
    names = [
        x509.NameAttribute(NameOID.COMMON_NAME, serial_number),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, operator),
    ]
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name(names))
    request = builder.sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    pem = request.public_bytes(serialization.Encoding.PEM).decode()
    return pem, key.public_key(), private
