"""Who this edge is to the broker: address, name, password, certificates.

The password comes from the address, or from a file that only its owner can read. Each edge has
credentials of its own, so that one that is stolen can be locked out alone.
"""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from edge_agent.adapters.tls import client_tls, private, refuse_certificates
from edge_agent.config import Settings
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
        refuse_certificates(settings, "mqtt", "mqtts")
    user = unquote(url.username) if url.username else settings.mqtt_user
    password = unquote(url.password) if url.password else None
    if settings.mqtt_password_file is not None:
        password = _password(settings.mqtt_password_file)
    return BrokerAccess(
        host=url.hostname or "",
        port=url.port or (_TLS_PORT if is_secure else _PORT),
        user=user,
        password=password,
        tls=client_tls(settings, "mqtt") if is_secure else None,
    )


def _password(path: Path) -> str:
    content = private(path, "mqtt_password_file")
    try:
        password = content.decode().rstrip("\r\n")
    except UnicodeDecodeError as err:
        raise LocalError(f"mqtt_password_file {path} is no UTF-8") from err
    if not password or len(content) > _LONGEST_PASSWORD_BYTES:
        raise LocalError(f"mqtt_password_file {path} holds no password: one line is allowed")
    return password
