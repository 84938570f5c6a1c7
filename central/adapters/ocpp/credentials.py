"""HTTP Basic of chargers (security profile 1): who it says it is, and whether it has the password.

Argon2 is slow on purpose: it runs in a thread, two at a time, and what was found right is
remembered (as a SHA-256 that never leaves the process), so that a crowd of reconnecting chargers
costs nothing.
"""

import asyncio
import base64
import binascii
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

REMEMBERED: Final = 20_000
AT_A_TIME: Final = 2


@dataclass(frozen=True, slots=True)
class Basic:
    """What an Authorization header says."""

    username: str
    password: bytes


def parse_basic(header: str) -> Basic | None:
    """Read an Authorization header (RFC 7617); None = not Basic or not readable."""
    scheme, _, encoded = header.strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        username, colon, password = base64.b64decode(encoded, validate=True).partition(b":")
        return Basic(username.decode(), password) if colon else None
    except (binascii.Error, UnicodeDecodeError):
        return None


class Passwords:
    """Verifies chargers' passwords."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._right: OrderedDict[bytes, None] = OrderedDict()
        self._turns = asyncio.Semaphore(AT_A_TIME)

    async def is_right(self, identity: str, password_hash: str, password: bytes) -> bool:
        """Whether the password, as sent or as the hex digits of what was sent, has this hash.

        Chargers send an AuthorizationKey as its bytes or as the text that they were given.
        """
        key = hashlib.sha256(b"\0".join([identity.encode(), password_hash.encode(), password]))
        digest = key.digest()
        if digest in self._right:
            return True
        async with self._turns:
            right = await asyncio.to_thread(self._verify, password_hash, password)
        if right:
            self._right[digest] = None
            if len(self._right) > REMEMBERED:
                self._right.popitem(last=False)
        return right

    def _verify(self, password_hash: str, password: bytes) -> bool:
        forms = [password]
        if not password.isascii() or not password.decode("ascii").isprintable():
            forms += [password.hex().encode(), password.hex().upper().encode()]
        return any(self._matches(password_hash, form) for form in forms)

    def _matches(self, password_hash: str, form: bytes) -> bool:
        try:
            return self._hasher.verify(password_hash, form)
        except (VerificationError, InvalidHashError):
            return False
