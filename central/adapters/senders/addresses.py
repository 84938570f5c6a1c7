"""Addresses of channels as anybody may see them, after a check that they are ones."""

from typing import Final, assert_never
from urllib.parse import urlsplit

from central.adapters.senders.apprise import service_of
from central.services.notice_records import ChannelKind

SHOWN_MAX: Final = 300


def shown_address(kind: ChannelKind, address: str) -> str:
    """The address without its secrets.

    Raises:
        ValueError: it is none of this kind; the message says what is allowed, and holds nothing
            of the address.
    """
    match kind:
        case ChannelKind.APPRISE:
            return str(service_of(address).url(privacy=True)).partition("?")[0][:SHOWN_MAX]
        case ChannelKind.WEBHOOK:
            return _shown_webhook(address)
        case ChannelKind.MQTT:
            if address:
                raise ValueError("no address: the topic is the person's own")
            return "the person's own topic"
    assert_never(kind)


def _shown_webhook(address: str) -> str:
    """A path may be a secret: it is left out."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise ValueError("an http:// or https:// URL without user and password")
    where = parts.hostname if port is None else f"{parts.hostname}:{port}"
    return f"{parts.scheme}://{where}/..."[:SHOWN_MAX]
