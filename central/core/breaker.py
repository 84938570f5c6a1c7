"""A circuit breaker: a service that fails again and again is left alone for a while.

Frozen values, no clock: instants are real seconds that only grow. After `FAILURES` failures in a
row nothing is asked for `FIRST_REST_S`, then one question decides: an answer closes the circuit,
a failure doubles the rest up to `LONGEST_REST_S`.
"""

from dataclasses import dataclass
from typing import Final

FAILURES: Final = 3
FIRST_REST_S: Final = 60.0
LONGEST_REST_S: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Breaker:
    """How often it failed in a row, and until when it is left alone."""

    failures: int = 0
    rest_s: float = 0.0
    closed_until_s: float = float("-inf")

    def allows(self, now_s: float) -> bool:
        """Whether it may be asked now."""
        return now_s >= self.closed_until_s

    def answered(self) -> "Breaker":
        """It gave an answer: all is forgotten."""
        return Breaker()

    def failed(self, now_s: float, *, for_good: bool = False) -> "Breaker":
        """It failed.

        Args:
            now_s: when.
            for_good: trying again soon is no use (a wrong key): the longest rest at once.
        """
        failures = self.failures + 1
        if for_good:
            return Breaker(failures, LONGEST_REST_S, now_s + LONGEST_REST_S)
        if failures < FAILURES:
            return Breaker(failures, self.rest_s, now_s)
        rest_s = min(max(2.0 * self.rest_s, FIRST_REST_S), LONGEST_REST_S)
        return Breaker(failures, rest_s, now_s + rest_s)
