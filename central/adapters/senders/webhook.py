"""Webhooks, signed as Standard Webhooks (specification 1.0.0) has it.

The signature is HMAC-SHA256 over `<id>.<timestamp>.<body>`; the id stays the same at each try, so
that a receiver can tell what it has, and the timestamp (real seconds) is that of the try, so that
an old request cannot be played again: receivers refuse what is more than `REPLAY_WINDOW_S` away.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from typing import Final

import httpx
from typing_extensions import override

from central.adapters.senders.wire import wire_form
from central.services.couriers import NotDeliveredError, Outgoing, Sender
from central.services.notice_records import Channel
from central.services.webhook_secrets import SECRET_PREFIX
from contract.messages import encode

TIMEOUT_S: Final = 10.0
REPLAY_WINDOW_S: Final = 300
PASSING: Final = frozenset({408, 425, 429})
"""Refusals that another try may turn; of the others only 5xx may."""


def signature(secret: str, message_id: str, timestamp_s: int, body: bytes) -> str:
    """The header `webhook-signature`."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = f"{message_id}.{timestamp_s}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


class WebhookSender(Sender):
    """`close` it at the end. Redirections are not followed: they could lead anywhere."""

    def __init__(self, wall_now: Callable[[], datetime], timeout_s: float = TIMEOUT_S) -> None:
        self._wall_now = wall_now
        self._client = httpx.AsyncClient(timeout=timeout_s, follow_redirects=False)

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    @override
    async def send(self, channel: Channel, message: Outgoing) -> None:
        body = encode(wire_form(message))
        number, timestamp_s = f"sntry-{message.id}", int(self._wall_now().timestamp())
        headers = {
            "content-type": "application/json",
            "webhook-id": number,
            "webhook-timestamp": str(timestamp_s),
            "webhook-signature": signature(channel.secret, number, timestamp_s, body),
        }
        try:
            answer = await self._client.post(channel.address, content=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as err:
            raise NotDeliveredError(type(err).__name__) from None  # its text may hold the address
        if not answer.is_success:
            for_good = not answer.is_server_error and answer.status_code not in PASSING
            raise NotDeliveredError(f"HTTP {answer.status_code}", for_good=for_good)
