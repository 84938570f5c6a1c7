"""Who may charge: the local list, the cache, and which of them counts when (OCPP 1.6, 3.4 and 3.5).

Identifiers are compared without regard to case (7.25). The list wins over the cache; both know a
card's parent. A card whose time is over counts as Expired whatever was stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any, Final

ACCEPTED: Final = "Accepted"
EXPIRED: Final = "Expired"
STATUSES: Final = (ACCEPTED, "Blocked", EXPIRED, "Invalid", "ConcurrentTx")
MAX_TAG_LENGTH: Final = 20
LIST_MAX_LENGTH: Final = 1_000
SEND_MAX_LENGTH: Final = 200
CACHE_SIZE: Final = 200
"""Cards that the cache keeps; the one unused for longest goes first."""


@dataclass(frozen=True, slots=True)
class TagInfo:
    """What is known of a card (idTagInfo, 7.26). Instants are Unix seconds of the charger."""

    status: str
    parent: str = ""
    expires_s: float | None = None

    def at(self, now_s: float) -> "TagInfo":
        """What it is worth at an instant."""
        if self.status == ACCEPTED and self.expires_s is not None and self.expires_s <= now_s:
            return TagInfo(EXPIRED, self.parent, self.expires_s)
        return self


def read_info(data: object) -> TagInfo | None:
    """Read an idTagInfo; None if it is not usable."""
    if not isinstance(data, Mapping) or data.get("status") not in STATUSES:
        return None
    parent, expiry = data.get("parentIdTag"), data.get("expiryDate")
    if not isinstance(parent, str | None) or len(parent or "") > MAX_TAG_LENGTH:
        return None
    try:
        expires_s = None if expiry is None else datetime.fromisoformat(expiry).timestamp()
    except (TypeError, ValueError):
        return None
    return TagInfo(data["status"], parent or "", expires_s)


class LocalList:
    """The list that the central system sends. Version 0 = none was ever taken."""

    def __init__(self) -> None:
        self.version = 0
        self.entries: dict[str, TagInfo] = {}

    def update(self, version: int, kind: str, entries: list[Any]) -> str:
        """Carry out a SendLocalList (5.15) and give its status; on failure nothing changes.

        Args:
            version: listVersion, above 0 (errata 3.52).
            kind: Full or Differential.
            entries: localAuthorizationList as it came.
        """
        if kind == "Differential" and version <= self.version:
            return "VersionMismatch"
        read = [_read_entry(entry) for entry in entries]
        tags = [entry[0] for entry in read if entry is not None]
        too_many = len(entries) > SEND_MAX_LENGTH or len(set(tags)) < len(read)
        if version <= 0 or too_many or None in read:
            return "Failed"
        kept = {} if kind == "Full" else dict(self.entries)
        for tag, info in (entry for entry in read if entry is not None):
            if info is not None:
                kept[tag] = info
            elif kind == "Full":
                return "Failed"
            else:
                kept.pop(tag, None)
        if len(kept) > LIST_MAX_LENGTH:
            return "Failed"
        self.version, self.entries = version, kept
        return ACCEPTED

    def find(self, tag: str) -> TagInfo | None:
        """What the list says of a card."""
        return self.entries.get(tag.casefold())


def _read_entry(entry: Any) -> tuple[str, TagInfo | None] | None:
    """(card, info or None for a deletion); None = not usable."""
    if not isinstance(entry, Mapping):
        return None
    tag, raw = entry.get("idTag"), entry.get("idTagInfo")
    if not isinstance(tag, str) or not 0 < len(tag) <= MAX_TAG_LENGTH:
        return None
    info = None if raw is None else read_info(raw)
    return None if raw is not None and info is None else (tag.casefold(), info)


class Cache:
    """Cards that the central system spoke about lately (3.4.1)."""

    def __init__(self) -> None:
        self.entries: dict[str, TagInfo] = {}

    def put(self, tag: str, info: TagInfo) -> None:
        """Remember a card; the one unused for longest makes room."""
        self.entries.pop(tag.casefold(), None)
        self.entries[tag.casefold()] = info
        if len(self.entries) > CACHE_SIZE:
            del self.entries[next(iter(self.entries))]

    def find(self, tag: str) -> TagInfo | None:
        """What is remembered of a card, which counts as a use."""
        info = self.entries.pop(tag.casefold(), None)
        if info is not None:
            self.entries[tag.casefold()] = info
        return info

    def clear(self) -> None:
        """Forget all."""
        self.entries = {}


class Verdict(Enum):
    """What to do with a card."""

    GRANT = auto()
    REFUSE = auto()
    ASK = auto()
    """Send an Authorize."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The configuration keys that decide."""

    pre_authorize: bool
    """LocalPreAuthorize."""
    authorize_offline: bool
    """LocalAuthorizeOffline."""
    allow_unknown: bool
    """AllowOfflineTxForUnknownId."""


def judge(known: TagInfo | None, rules: Rules, *, is_online: bool) -> Verdict:
    """Decide about a card.

    Args:
        known: what list or cache say of it now; None = nothing.
        rules: the keys.
        is_online: whether the central system can be asked. If so, a card that is known but not
            accepted is asked about, too: it may be good again (3.5.2).
    """
    if is_online:
        is_good = known is not None and known.status == ACCEPTED
        return Verdict.GRANT if is_good and rules.pre_authorize else Verdict.ASK
    if known is None:
        return Verdict.GRANT if rules.allow_unknown else Verdict.REFUSE
    may = rules.authorize_offline and known.status == ACCEPTED
    return Verdict.GRANT if may else Verdict.REFUSE
