"""What a sliding window needs to remember, in bounded memory and without going back over samples.

All windows are half-open, `(now - window, now]`: a fact at `now` counts, one exactly a window old
does not. Callers give times that never run backwards. Reading never changes anything, so a vector
asked for in between leaves the later ones as they are.
"""

import math
from bisect import bisect_right
from collections import deque
from typing import Any, Final

from contract.observations import NAN

_PRUNE_AT: Final = 32


def plausible(value: float, low: float, high: float) -> float:
    """The value if it lies in [low, high], else NaN: a sensor's nonsense counts as not sent."""
    return value if low <= value <= high else NAN


class TimeMean:
    """Time-weighted mean of a value that holds until the next one, over windows up to `window_s`.

    Keeps the running integral at the edges of equal buckets. A window's mean is a difference of two
    integrals; only where the old end falls inside a bucket is it interpolated, so the result stays
    between the smallest and largest value set. Time with an unknown value (NaN) does not count.
    """

    def __init__(self, window_s: float, buckets: int) -> None:
        self._width_s = window_s / buckets
        self._size = buckets + 2
        self._edges: list[tuple[float, float]] = [(0.0, 0.0)] * self._size
        self._bucket = 0
        self._first_s = -math.inf
        self._at_s = -math.inf
        self._until_s = -math.inf
        self._value = NAN
        self._integral = 0.0
        self._known_s = 0.0

    def set(self, at_s: float, value: float, valid_s: float = math.inf) -> None:
        """The value is `value` from `at_s` on, for `valid_s` at most; NaN = unknown."""
        bucket = math.floor(at_s / self._width_s)
        if self._at_s == -math.inf:
            self._bucket = bucket
            self._first_s = at_s
        else:
            first = max(self._bucket + 1, bucket - self._size + 1)
            for edge in range(first, bucket + 1):
                self._edges[edge % self._size] = self._ahead(edge * self._width_s)
            self._integral, self._known_s = self._ahead(at_s)
            self._bucket = max(bucket, self._bucket)
        self._at_s = at_s
        self._value = value
        self._until_s = at_s + valid_s

    def latest(self, now_s: float) -> float:
        """The value that holds now; NaN when unknown or no longer valid."""
        return self._value if now_s < self._until_s else NAN

    def mean(self, now_s: float, window_s: float) -> float:
        """Mean over the known part of `(now - window, now]`; NaN when no part of it is known."""
        integral, known_s = self._ahead(now_s)
        old_integral, old_known_s = self._behind(now_s - window_s)
        if known_s - old_known_s <= 1e-6:
            return NAN
        return (integral - old_integral) / (known_s - old_known_s)

    def _ahead(self, at_s: float) -> tuple[float, float]:
        held_s = min(at_s, self._until_s) - self._at_s
        if held_s > 0.0 and self._value == self._value:
            return self._integral + self._value * held_s, self._known_s + held_s
        return self._integral, self._known_s

    def _behind(self, at_s: float) -> tuple[float, float]:
        if at_s >= self._at_s:
            return self._ahead(at_s)
        bucket = max(math.floor(at_s / self._width_s), self._bucket - self._size + 1)
        start_s = max(bucket * self._width_s, self._first_s)
        start = self._edges[bucket % self._size]
        if bucket == self._bucket:
            end_s, end = self._at_s, (self._integral, self._known_s)
        else:
            end_s, end = (bucket + 1) * self._width_s, self._edges[(bucket + 1) % self._size]
        share = min(max((at_s - start_s) / (end_s - start_s), 0.0), 1.0) if end_s > start_s else 0.0
        return (
            start[0] + share * (end[0] - start[0]),
            start[1] + share * (end[1] - start[1]),
        )

    def to_state(self) -> dict[str, object]:
        """What it takes to go on after a restart, as JSON values."""
        return {
            "first_s": self._first_s,
            "at_s": self._at_s,
            "until_s": None if math.isinf(self._until_s) else self._until_s,
            "value": None if math.isnan(self._value) else self._value,
            "integral": self._integral,
            "known_s": self._known_s,
            "edges": [list(edge) for edge in self._edges],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from `to_state`.

        Raises:
            KeyError, TypeError, ValueError: if the state is none of such a window.
        """
        edges = [(float(a), float(b)) for a, b in state["edges"]]
        if len(edges) != self._size:
            raise ValueError(f"edges: {len(edges)} are not allowed, {self._size} are")
        until, value = state["until_s"], state["value"]
        self._first_s = float(state["first_s"])
        self._at_s = float(state["at_s"])
        self._bucket = math.floor(self._at_s / self._width_s)
        self._until_s = math.inf if until is None else float(until)
        self._value = NAN if value is None else float(value)
        self._integral = float(state["integral"])
        self._known_s = float(state["known_s"])
        self._edges = edges


class EventLog:
    """Events with an amount each: how many, and how much, fell into a window.

    Remembers at least the newest `at_most` and at most twice as many.
    """

    def __init__(self, window_s: float, at_most: int) -> None:
        self._window_s = window_s
        self._at_most = at_most
        self._times_s: list[float] = []
        self._sums: list[float] = [0.0]

    def add(self, at_s: float, amount: float = 1.0) -> None:
        """Note one event."""
        old = bisect_right(self._times_s, at_s - self._window_s)
        if len(self._times_s) >= 2 * self._at_most:
            old = max(old, self._at_most)
        if old >= _PRUNE_AT or len(self._times_s) >= 2 * self._at_most:
            del self._times_s[:old]
            del self._sums[:old]
        self._times_s.append(at_s)
        self._sums.append(self._sums[-1] + amount)

    def within(self, now_s: float, window_s: float) -> tuple[int, float]:
        """Number of events in `(now - window, now]` and the sum of their amounts."""
        first = bisect_right(self._times_s, now_s - window_s)
        end = bisect_right(self._times_s, now_s)
        return end - first, self._sums[end] - self._sums[first]

    def times_s(self) -> list[float]:
        """Times of the events it remembers, oldest first."""
        return list(self._times_s)


class Samples:
    """The newest samples of a short window, at most `at_most` of them; a sample is a tuple."""

    def __init__(self, window_s: float, at_most: int) -> None:
        self._window_s = window_s
        self._samples: deque[tuple[float, ...]] = deque(maxlen=at_most)

    def add(self, at_s: float, *values: float) -> None:
        """Note one sample."""
        while self._samples and self._samples[0][0] <= at_s - self._window_s:
            self._samples.popleft()
        self._samples.append((at_s, *values))

    def within(self, now_s: float) -> list[tuple[float, ...]]:
        """`(at_s, *values)` of the window's samples, oldest first."""
        old_s = now_s - self._window_s
        return [sample for sample in self._samples if old_s < sample[0] <= now_s]


class Maximum:
    """Largest sample of a window: keeps only those that a later one has not beaten."""

    def __init__(self, window_s: float, at_most: int = 720) -> None:
        self._window_s = window_s
        self._falling: deque[tuple[float, float]] = deque(maxlen=at_most)

    def add(self, at_s: float, value: float) -> None:
        """Note one sample; NaN is not one."""
        if value != value:
            return
        while self._falling and self._falling[-1][1] <= value:
            self._falling.pop()
        while self._falling and self._falling[0][0] <= at_s - self._window_s:
            self._falling.popleft()
        self._falling.append((at_s, value))

    def value(self, now_s: float) -> float:
        """Largest in `(now - window, now]`; NaN without a sample."""
        for at_s, value in self._falling:
            if at_s > now_s - self._window_s:
                return value
        return NAN
