"""What is kept of a charger's password: enough to know it again, not enough to use it.

Kept as salted scrypt, so that a stolen card opens no charger; remembered for the run as SHA-256, so
that a charger that comes back often costs nothing.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Mapping
from secrets import token_bytes
from typing import Final

from edge_agent.adapters.spool import Spool
from edge_agent.core.storage import Kept, PutNote

NOTE: Final = "password"
_COST: Final = 2**12
"""Of scrypt, with r = 8: 4 MiB and some 10 ms."""


class Passwords:
    """The passwords that central took last, by charger.

    Args:
        spool: where they are kept.
        kept: what it held at the start.
    """

    def __init__(self, spool: Spool, kept: Mapping[str, Kept]) -> None:
        self._spool = spool
        self._kept = {name: each.notes[NOTE] for name, each in kept.items() if NOTE in each.notes}
        self._known: dict[str, bytes] = {}

    async def admitted(self, identity: str, authorization: str | None) -> None:
        """Central took this Authorization header."""
        if self._known.get(identity) == _quick(authorization):
            return
        self._known[identity] = _quick(authorization)
        kept = self._kept.get(identity)
        if kept is not None and await asyncio.to_thread(is_same, authorization, kept):
            return
        self._kept[identity] = await asyncio.to_thread(kept_form, authorization)
        self._spool.write(
            identity, (PutNote(NOTE, self._kept[identity]),), survives_power_cut=False
        )

    async def may_enter_alone(self, identity: str, authorization: str | None) -> bool:
        """Whether to let a charger in while central cannot be asked.

        Only with the header that central took last; one that central never saw may come in, and
        leaves as soon as central refuses it.
        """
        known = self._known.get(identity)
        if known is not None:
            return known == _quick(authorization)
        kept = self._kept.get(identity)
        return kept is None or await asyncio.to_thread(is_same, authorization, kept)


def kept_form(authorization: str | None, salt: bytes | None = None) -> str:
    """What to keep of an Authorization header.

    Args:
        authorization: the header; None = the charger sends none.
        salt: 16 bytes; None = fresh ones.
    """
    salt = salt or token_bytes(16)
    digest = hashlib.scrypt((authorization or "").encode(), salt=salt, n=_COST, r=8, p=1)
    return f"{salt.hex()}:{digest.hex()}"


def is_same(authorization: str | None, kept: str) -> bool:
    """Whether the header is the one of which `kept` was made."""
    try:
        salt = bytes.fromhex(kept.partition(":")[0])
    except ValueError:
        return False
    return bool(salt) and hmac.compare_digest(kept_form(authorization, salt), kept)


def _quick(authorization: str | None) -> bytes:
    return hashlib.sha256((authorization or "").encode()).digest()
