"""Secrets that webhooks are signed with, in the form of Standard Webhooks (1.0.0)."""

import base64
import secrets
from typing import Final

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 (a marker, no secret)
SECRET_BYTES: Final = 32


def new_secret() -> str:
    """A secret that was never given before."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
