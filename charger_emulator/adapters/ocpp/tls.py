"""TLS of security profiles 2 and 3 (OCA, Improved security for 1.6-J), and what a failure means."""

import os
import ssl
import tempfile
from pathlib import Path
from typing import Final

from websockets.exceptions import InvalidStatus

from charger_emulator.core.certificates import CertificateStore
from charger_emulator.core.events import SecurityEvent
from charger_emulator.core.security import MUTUAL

CIPHERS: Final = "ECDHE+AESGCM:AES128-GCM-SHA256:AES256-GCM-SHA384"
"""The four suites of the paper; Python's default list lacks those without ECDHE."""
_REFUSED: Final = (401, 403)
_REASONS: Final = (
    ("UNSUPPORTED_PROTOCOL", SecurityEvent.INVALID_TLS_VERSION),
    ("PROTOCOL_VERSION", SecurityEvent.INVALID_TLS_VERSION),
    ("WRONG_VERSION_NUMBER", SecurityEvent.INVALID_TLS_VERSION),
    ("NO_SHARED_CIPHER", SecurityEvent.INVALID_CIPHER_SUITE),
    ("NO_CIPHERS", SecurityEvent.INVALID_CIPHER_SUITE),
    ("HANDSHAKE_FAILURE", SecurityEvent.INVALID_CIPHER_SUITE),
    ("ALERT", SecurityEvent.REFUSED_BY_CENTRAL),
)
"""Words in OpenSSL's reasons, the first that fits counts."""


def client_context(store: CertificateStore, profile: int) -> ssl.SSLContext:
    """Context for a connection: TLS 1.2 or better, only installed central roots are believed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    roots = store.central_pem()
    if roots:  # without any, no server is believed
        context.load_verify_locations(cadata=roots)
    if profile == MUTUAL:
        _load_own(context, store.own_pem())
    return context


def trouble_of(error: BaseException) -> SecurityEvent | None:
    """The security event that a failed connect stands for; None = it was no matter of security."""
    if isinstance(error, InvalidStatus):
        refused = error.response.status_code in _REFUSED
        return SecurityEvent.REFUSED_BY_CENTRAL if refused else None
    if isinstance(error, ssl.SSLCertVerificationError):
        return SecurityEvent.INVALID_CENTRAL_CERTIFICATE
    if not isinstance(error, ssl.SSLError):
        return None
    reason = error.reason or ""
    return next((event for word, event in _REASONS if word in reason), None)


def _load_own(context: ssl.SSLContext, pem: bytes) -> None:
    """Python reads an own certificate from a file only: one that nobody else can read."""
    descriptor, name = tempfile.mkstemp(suffix=".pem")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
        context.load_cert_chain(name)
    finally:
        Path(name).unlink()
