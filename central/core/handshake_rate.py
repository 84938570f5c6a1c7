"""How many handshakes a second are let in: of one address, and in all.

Token buckets: each fills at its rate up to its burst, and a handshake takes one token of both. An
address that asks too often is told when to come back, and costs nobody else a place. Behind one
address there may be a whole fleet (NAT, a site's router), so its burst must hold a fleet. Addresses
that were quiet long enough to be full again are forgotten; at most `MOST_ADDRESSES` are remembered.
"""

from dataclasses import dataclass
from typing import Final

MOST_ADDRESSES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """Handshakes a second, and how many may come at once."""

    per_s: float
    burst: int

    def __post_init__(self) -> None:
        if self.per_s <= 0 or self.burst < 1:
            raise ValueError(f"rate {self.per_s}/s, burst {self.burst}: above 0, and at least 1")


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at_s: float

    def fill(self, rate: Rate, now_s: float) -> None:
        self.tokens = min(rate.burst, self.tokens + (now_s - self.at_s) * rate.per_s)
        self.at_s = now_s


class HandshakeRate:
    """The buckets. `wait_s` takes a token, or tells how long to stay away."""

    def __init__(self, of_address: Rate, in_all: Rate) -> None:
        self._of_address = of_address
        self._in_all = in_all
        self._all = _Bucket(in_all.burst, 0.0)
        self._addresses: dict[str, _Bucket] = {}

    def wait_s(self, address: str | None, now_s: float) -> float:
        """Ask for a handshake at a real instant, in seconds that never run back.

        Args:
            address: of the peer; None counts in all only.
            now_s: real seconds.

        Returns:
            0 = come in; else seconds until there is room again, above 0.
        """
        self._all.fill(self._in_all, now_s)
        own = None if address is None else self._bucket(address, now_s)
        if own is not None and own.tokens < 1:
            return (1 - own.tokens) / self._of_address.per_s
        if self._all.tokens < 1:
            return (1 - self._all.tokens) / self._in_all.per_s
        self._all.tokens -= 1
        if own is not None:
            own.tokens -= 1
        return 0.0

    def _bucket(self, address: str, now_s: float) -> _Bucket:
        bucket = self._addresses.pop(address, None)
        if bucket is None:
            if len(self._addresses) >= MOST_ADDRESSES:
                self._forget(now_s)
            bucket = _Bucket(self._of_address.burst, now_s)
        bucket.fill(self._of_address, now_s)
        self._addresses[address] = bucket  # the longest unseen first
        return bucket

    def _forget(self, now_s: float) -> None:
        """All that are full again; where none is, the one that was quiet longest."""
        rate = self._of_address
        full_s = rate.burst / rate.per_s
        kept = {name: each for name, each in self._addresses.items() if now_s - each.at_s < full_s}
        if len(kept) == len(self._addresses):
            del kept[next(iter(kept))]
        self._addresses = kept
