"""Security profiles of a charge point and the password it uses (OCA, Improved security for 1.6-J).

| profile | transport | the charger shows | the server shows |
|---|---|---|---|
| 0 | ws | nothing (older than the paper) | nothing |
| 1 | ws | HTTP Basic | nothing |
| 2 | wss | HTTP Basic | a certificate below an installed central root |
| 3 | wss | a client certificate | the same |

A profile is never lowered over OCPP. New credentials are on trial until a connection with them was
accepted; refused ones give way to the old.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit, urlunsplit

BASIC: Final = (1, 2)
TLS: Final = (2, 3)
BASIC_OVER_TLS: Final = 2
MUTUAL: Final = 3
KEY_BYTES: Final = (16, 20)
"""Shortest and longest AuthorizationKey, as it goes over the wire in HTTP Basic."""
TRIAL_CONNECTS: Final = 3
MAX_ADDRESS_LENGTH: Final = 512
MAX_HOST_LENGTH: Final = 253
"""RFC 1035, 2.3.4, without the last dot and the length of the first label."""
_HEX: Final = re.compile(r"(?:[0-9a-fA-F]{2})+")


class KeyForm(StrEnum):
    """How a charger reads an AuthorizationKey: stacks differ (paper, ed. 1 against ed. 2)."""

    AUTO = "auto"
    """Hex where it has the length of a hex key, else literal."""
    HEX = "hex"
    LITERAL = "literal"


def read_key(value: str, form: KeyForm) -> bytes | None:
    """Password that an AuthorizationKey means; None = not usable.

    16 to 20 bytes are allowed, after decoding.
    """
    low, high = KEY_BYTES
    is_hex = _HEX.fullmatch(value) is not None
    if form is not KeyForm.LITERAL and is_hex and 2 * low <= len(value) <= 2 * high:
        return bytes.fromhex(value)
    literal = value.encode(errors="replace")
    return literal if form is not KeyForm.HEX and low <= len(literal) <= high else None


@dataclass(frozen=True, slots=True)
class Access:
    """How a charger reaches its central system."""

    profile: int
    password: bytes = b""


NO_ACCESS: Final = Access(0)
"""Profile 0: nothing is shown."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a charger has for a higher profile."""

    has_root: bool
    """A CentralSystemRootCertificate."""
    has_certificate: bool
    """A certificate of its own, signed."""


def check_profile(access: Access, wanted: str, means: Means) -> Access | None:
    """Access after a change of SecurityProfile; None = rejected.

    A lower profile is refused, and one whose preconditions are missing: a password for 1 and 2, a
    central root for 2 and 3, an own certificate for 3.
    """
    if wanted not in ("0", "1", "2", "3") or int(wanted) < access.profile:
        return None
    profile = int(wanted)
    lacks = (
        (profile in BASIC and not access.password)
        or (profile in TLS and not means.has_root)
        or (profile == MUTUAL and not means.has_certificate)
    )
    return None if lacks else replace(access, profile=profile)


class Credentials:
    """The access in use, and one on trial. `chosen` to connect, then `taken` or `failed`.

    An access that failed its trial is kept: when the old one is refused, it is tried again, for the
    central system may have changed over while the charger could not reach it.
    """

    def __init__(self, access: Access, *, is_new: bool = False) -> None:
        self.proven = access
        self.is_new = is_new
        """Not what the charger came with."""
        self.trial: Access | None = None
        self._spare: Access | None = None
        self._failures = 0

    @property
    def chosen(self) -> Access:
        """What the next connection uses."""
        return self.trial or self.proven

    def propose(self, access: Access) -> None:
        """Use an access from the next connection on."""
        self.trial, self._spare, self._failures = access, None, 0

    def taken(self) -> None:
        """A connection with `chosen` was accepted: from now on there is no other."""
        self.is_new |= self.trial is not None
        self.proven, self.trial, self._spare = self.chosen, None, None

    def failed(self, *, refused: bool) -> bool:
        """A connection with `chosen` failed; True = a trial ended, the old access is back.

        Args:
            refused: by the other side, or by us for reasons of security; else it was not reached,
                which ends a trial only after `TRIAL_CONNECTS`.
        """
        self._failures += 1
        if self.trial is not None:
            if not refused and self._failures < TRIAL_CONNECTS:
                return False
            self._spare, self.trial, self._failures = self.trial, None, 0
            return True
        if refused and self._spare is not None:
            self.propose(self._spare)
        return False


def check_address(url: str, schemes: tuple[str, ...] = ("ws", "wss")) -> None:
    """Refuse what is no address that a websocket can be opened at (RFC 6455, 3).

    Raises:
        ValueError: saying what is allowed.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna")
        is_usable = 0 < len(host) <= MAX_HOST_LENGTH and parts.scheme in schemes and parts.port != 0
    except ValueError:  # a port that is none, a label that is empty or too long
        is_usable = False
    has_forbidden = any(sign <= " " or sign in "#@\x7f" for sign in url)
    if not is_usable or has_forbidden or len(url) > MAX_ADDRESS_LENGTH:
        kinds = " or ".join(f"{each}://" for each in schemes)
        raise ValueError(
            f"a {kinds} address with host and port 1 to 65535, without user, spaces and #,"
            f" up to {MAX_ADDRESS_LENGTH} characters"
        )


def address(url: str, secure_url: str, profile: int) -> str:
    """Where a charger connects.

    Args:
        url: of profiles 0 and 1; with wss it serves every profile.
        secure_url: of profiles 2 and 3; "" = the same as `url`, with wss.
        profile: 0..3.
    """
    if profile not in TLS:
        return url
    if secure_url:
        return secure_url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme="wss"))
