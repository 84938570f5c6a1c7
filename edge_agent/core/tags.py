"""Who may charge while central is away: the local list, then what central said last, then a policy.

Both are learned from what passes: the list from SendLocalList that the charger accepted, the cache
from every idTagInfo of central (OCPP 1.6, 3.5.1 to 3.5.3). Tags are compared without case
(CiString20).
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from contract.ocpp16 import AuthorizationStatus
from edge_agent.core import frames, payloads

MAX_CACHED: Final = 500
"""Tags remembered per charger; the one that was seen longest ago goes."""
CACHE_HOLDS: Final = timedelta(days=30)
MAX_LISTED: Final = 20_000
_NEVER_EXPIRES: Final = datetime.max.replace(tzinfo=UTC)


class Tags:
    """One charger's local list and cache.

    Args:
        accepts_unknown: what to say to a tag that neither knows.
    """

    def __init__(self, *, accepts_unknown: bool = False) -> None:
        self._accepts_unknown = accepts_unknown
        self._list: dict[str, dict[str, Any]] = {}
        self._cache: dict[str, tuple[dict[str, Any], str]] = {}

    def info(self, id_tag: str, at: datetime) -> dict[str, Any]:
        """An idTagInfo for a tag, on the edge's own authority."""
        tag = id_tag.lower()
        known = self._list.get(tag)
        if known is None:
            known = self._cached(tag, at)
        if known is None:
            accepted = self._accepts_unknown and bool(tag)
            return {"status": _status(is_accepted=accepted)}
        if known.get("status") == AuthorizationStatus.ACCEPTED and _expiry(known) <= at:
            return {**known, "status": str(AuthorizationStatus.EXPIRED)}
        return known

    def _cached(self, tag: str, at: datetime) -> dict[str, Any] | None:
        info, learned_at = self._cache.get(tag, (None, ""))
        if info is None or _instant(learned_at, at) + CACHE_HOLDS <= at:
            return None
        return info

    def learn(self, id_tag: str, info: object, at: datetime) -> bool:
        """Take in central's word on a tag; returns whether the cache has changed for good.

        ConcurrentTx says where the tag is in use now, not whether it is good.
        """
        tag = id_tag.lower()
        if not tag or not isinstance(info, dict) or info.get("status") not in _LASTING:
            return False
        before = self._cache.pop(tag, None)
        self._cache[tag] = (info, at.isoformat(timespec="seconds"))
        if len(self._cache) > MAX_CACHED:
            del self._cache[next(iter(self._cache))]
        is_old = before is None or _instant(before[1], at) + CACHE_HOLDS / 30 < at
        return is_old or before is None or before[0] != info

    def clear_cache(self) -> None:
        """Central cleared the charger's cache, which this one stands in for."""
        self._cache.clear()

    def take_list(self, request: dict[str, Any]) -> bool:
        """Take in a SendLocalList that the charger accepted; returns whether anything was in it."""
        entries = request.get("localAuthorizationList")
        listed = entries if isinstance(entries, list) else []
        if request.get("updateType") == "Full":
            self._list.clear()
        elif request.get("updateType") != "Differential":
            return False
        for each in listed[:MAX_LISTED]:
            tag = payloads.text(each.get("idTag")).lower() if isinstance(each, dict) else ""
            info = each.get("idTagInfo") if isinstance(each, dict) else None
            if isinstance(info, dict) and info.get("status") in set(AuthorizationStatus):
                self._list[tag] = info
            else:  # an entry without idTagInfo takes the tag off the list (5.15)
                self._list.pop(tag, None)
        return True

    def list_note(self) -> str:
        """The list as text, for `restore`."""
        return frames.dump(self._list)

    def cache_note(self) -> str:
        """The cache as text, for `restore`."""
        return frames.dump(self._cache)

    def restore(self, list_note: str, cache_note: str) -> None:
        """Take in an earlier run's notes; what cannot be read is left out."""
        for tag, info in payloads.fields(list_note).items():
            if isinstance(info, dict):
                self._list[tag] = info
        for tag, pair in payloads.fields(cache_note).items():
            if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], dict):
                self._cache[tag] = (pair[0], payloads.text(pair[1]))


_LASTING: Final = frozenset(
    {
        AuthorizationStatus.ACCEPTED,
        AuthorizationStatus.BLOCKED,
        AuthorizationStatus.EXPIRED,
        AuthorizationStatus.INVALID,
    }
)


def _status(*, is_accepted: bool) -> str:
    return str(AuthorizationStatus.ACCEPTED if is_accepted else AuthorizationStatus.INVALID)


def _expiry(info: dict[str, Any]) -> datetime:
    return _instant(payloads.text(info.get("expiryDate")), _NEVER_EXPIRES)


def _instant(text: str, otherwise: datetime) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return otherwise
    return found if found.tzinfo else found.replace(tzinfo=UTC)
