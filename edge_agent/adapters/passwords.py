"""Passwords of both legs: what proves a charger to the edge, and the edge to central.

Of a charger's password enough is kept to know it again, not enough to use it: as salted scrypt, so
that a stolen card opens no charger; for the run as SHA-256, so that a charger that comes back often
costs nothing. It goes up to central as it came, until central gives the edge a key of its own
(ADR 27). A key of hexadecimal digits is sent as its bytes, as the white paper wants it, or as text,
as many know it: whichever central takes.
"""

import asyncio
import base64
import contextlib
import hashlib
import hmac
from collections.abc import Mapping
from secrets import token_bytes
from typing import Final

from edge_agent.adapters.spool import Spool
from edge_agent.core.legs import NOTE as KEY_NOTE
from edge_agent.core.legs import kept_key
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
        keys = ((name, kept_key(each.notes.get(KEY_NOTE, ""))) for name, each in kept.items())
        self._headers = {name: key_headers(name, key) for name, key in keys if key}

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
        if identity not in self._known and identity not in self._kept:
            return True
        return await self._is_right(identity, authorization)

    async def _is_right(self, identity: str, authorization: str | None) -> bool:
        """The charger's last password, or the one that central gave for it, in either form."""
        if authorization is not None and authorization in self._headers.get(identity, ()):
            return True
        known = self._known.get(identity)
        if known is not None:
            return known == _quick(authorization)
        kept = self._kept.get(identity)
        return kept is not None and await asyncio.to_thread(is_same, authorization, kept)

    # toward central

    def use_key(self, identity: str, key: str) -> None:
        """Central gave the edge a password of its own for this charger's uplink."""
        self._headers[identity] = key_headers(identity, key)

    def drop_key(self, identity: str) -> bool:
        """Central knows another password; returns whether there was one of the edge's own."""
        return self._headers.pop(identity, None) is not None

    def prefer(self, identity: str, header: str) -> None:
        """Central takes this form of its password: try it first from now on."""
        others = (each for each in self._headers.get(identity, ()) if each != header)
        self._headers[identity] = (header, *others)

    async def ways_up(self, identity: str, authorization: str | None) -> tuple[str, ...]:
        """Headers with which to call central for a charger before its own one is tried.

        None for a charger whose password is not the one that the edge knows: central judges it.
        """
        headers = self._headers.get(identity, ())
        return headers if headers and await self._is_right(identity, authorization) else ()


def key_headers(identity: str, key: str) -> tuple[str, ...]:
    """Authorization headers for an AuthorizationKey: as its bytes if it has any, and as text."""
    forms = [key.encode()]
    with contextlib.suppress(ValueError):  # no hexadecimal digits: text
        forms.insert(0, bytes.fromhex(key))
    return tuple(
        f"Basic {base64.b64encode(identity.encode() + b':' + each).decode()}" for each in forms
    )


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
