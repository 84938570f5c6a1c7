"""Who this edge is to the broker: address, name, password, certificates.

The password comes from the address, or from a file that only its owner can read. Each edge has
credentials of its own, so that one that is stolen can be locked out alone.
"""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from edge_agent.config import OTHERS, PRIVATE, Settings
from edge_agent.core.errors import LocalError

_TLS_PORT: Final = 8883
_PORT: Final = 1883
_LONGEST_PASSWORD_BYTES: Final = 65_535  # MQTT 5, 1.5.6


@dataclass(frozen=True, slots=True)
class BrokerAccess:
    """What a connection needs. `tls` None = in the clear."""

    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: ssl.SSLContext | None = None


def broker_access(settings: Settings) -> BrokerAccess:
    """Read what the settings name.

    Raises:
        LocalError: naming the setting or file that cannot be used.
    """
    url = urlsplit(settings.mqtt_url)
    is_secure = url.scheme == "mqtts"
    if not is_secure:
        _refuse_certificates(settings)
    user = unquote(url.username) if url.username else settings.mqtt_user
    password = unquote(url.password) if url.password else None
    if settings.mqtt_password_file is not None:
        password = _password(settings.mqtt_password_file)
    return BrokerAccess(
        host=url.hostname or "",
        port=url.port or (_TLS_PORT if is_secure else _PORT),
        user=user,
        password=password,
        tls=_tls(settings) if is_secure else None,
    )


def _password(path: Path) -> str:
    content = _private(path, "mqtt_password_file")
    try:
        password = content.decode().rstrip("\r\n")
    except UnicodeDecodeError as err:
        raise LocalError(f"mqtt_password_file {path} is no UTF-8") from err
    if not password or len(content) > _LONGEST_PASSWORD_BYTES:
        raise LocalError(f"mqtt_password_file {path} holds no password: one line is allowed")
    return password


def _private(path: Path, setting: str) -> bytes:
    """A secret's file, which only its owner may read."""
    try:
        mode = path.stat().st_mode
        content = path.read_bytes()
    except OSError as err:
        raise LocalError(f"{setting} {path} cannot be read: {err.strerror}") from err
    if mode & OTHERS:
        raise LocalError(f"{setting} {path} has mode {mode & 0o777:04o}; {PRIVATE}")
    return content


def trusting(ca_file: Path | None, setting: str) -> ssl.SSLContext:
    """A TLS context that believes these authorities, or the system's.

    Raises:
        LocalError: naming the setting, if its file cannot be used.
    """
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except OSError as err:  # ssl.SSLError is one
        raise LocalError(f"{setting} {ca_file} cannot be used: {err}") from err
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _tls(settings: Settings) -> ssl.SSLContext:
    context = trusting(settings.mqtt_ca_file, "mqtt_ca_file")
    certificate, key = settings.mqtt_cert_file, settings.mqtt_key_file
    if (certificate is None) != (key is None):
        raise LocalError("mqtt_cert_file and mqtt_key_file are allowed only together")
    if certificate is not None and key is not None:
        _private(key, "mqtt_key_file")
        try:
            context.load_cert_chain(certificate, key)
        except OSError as err:
            raise LocalError(
                f"mqtt_cert_file {certificate} with mqtt_key_file {key} cannot be used: {err}"
            ) from err
    return context


def _refuse_certificates(settings: Settings) -> None:
    """A certificate that would never be used is a misunderstanding."""
    for name in ("mqtt_ca_file", "mqtt_cert_file", "mqtt_key_file"):
        if getattr(settings, name) is not None:
            raise LocalError(f"{name} is allowed with mqtts:// only")
