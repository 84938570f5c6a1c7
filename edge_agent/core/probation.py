"""Probation of a model: it scores the same vectors as the model in force, and nobody acts on it.

It passes when it was long enough on trial, never answered what is no probability, was not much
slower than the other, raised not far more alarms and did not say something else altogether. The
bounds are wide on purpose: a better model may differ; a broken one differs wildly.
"""

import math
from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

Floats = NDArray[np.float32]
MIN_SCORES: Final = 20
MAX_LATENCY_S: Final = 0.010
"""p99 for a row; slower is too slow if it is `MAX_SLOWER` times the other's, too."""
MAX_SLOWER: Final = 5.0
MAX_MORE_ALARMS: Final = 0.20
"""Share of the scores, beyond the share of the other, each by its own level `high`."""
MAX_MEAN_DIFFERENCE: Final = 0.25
"""In risk."""
_TIMES_KEPT: Final = 2000


@dataclass(frozen=True, slots=True)
class Round:
    """One scoring round by one model: risk of each row, how long it took, where alarms begin."""

    risks: Floats
    took_s: float
    alarm_at: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a probation ended; `reason` says why it failed, or how it did."""

    has_passed: bool
    reason: str


class Probation:
    """One model's time on trial. Hand in each round, then ask for the verdict.

    Args:
        length_s: seconds on trial.
        began_s: on the clock that `verdict` is asked with.
    """

    def __init__(self, length_s: float, began_s: float) -> None:
        self._length_s = length_s
        self._began_s = began_s
        self._count = 0
        self._difference = 0.0
        self._alarms = [0, 0]
        self._times: tuple[deque[float], deque[float]] = (
            deque(maxlen=_TIMES_KEPT),
            deque(maxlen=_TIMES_KEPT),
        )
        self._broken = ""

    def broke(self, reason: str) -> None:
        """The model on trial could not score."""
        self._broken = reason

    def observe(self, old: Round, new: Round) -> None:
        """Take in a round of the model in force and of the one on trial, over the same rows."""
        wrong = ~((new.risks >= 0.0) & (new.risks <= 1.0))
        if len(new.risks) != len(old.risks) or wrong.any():
            shown = new.risks[wrong][:1].tolist() or f"{len(new.risks)} rows"
            self._broken = f"it answered {shown}, which is no probability of each row"
            return
        count = len(old.risks)
        if not count:
            return
        self._count += count
        self._difference += float(np.abs(new.risks - old.risks).sum())
        for index, each in enumerate((old, new)):
            self._alarms[index] += int((each.risks >= each.alarm_at).sum())
            self._times[index].append(each.took_s / count)

    def verdict(self, now_s: float) -> Verdict | None:
        """Passed or failed; None = it goes on."""
        if self._broken:
            return Verdict(has_passed=False, reason=self._broken)
        if self._count < MIN_SCORES or now_s - self._began_s < self._length_s:
            return None
        problem = self._problem()
        return Verdict(has_passed=not problem, reason=problem or str(self))

    @override
    def __str__(self) -> str:
        if not self._count:
            return "no scores yet"
        mean = self._difference / self._count
        return f"{self._count} scores, mean difference {mean:.3f}"

    def _problem(self) -> str:
        old_s, new_s = map(_p99, self._times)
        if new_s > MAX_LATENCY_S and new_s > MAX_SLOWER * old_s:
            return (
                f"p99 of a score is {new_s * 1e3:.1f} ms, the model in force has {old_s * 1e3:.1f}"
            )
        old_share, new_share = (alarms / self._count for alarms in self._alarms)
        if new_share - old_share > MAX_MORE_ALARMS:
            return (
                f"{new_share:.0%} of its scores are alarms, of the model in force {old_share:.0%}"
            )
        mean = self._difference / self._count
        if mean > MAX_MEAN_DIFFERENCE:
            return f"it differs by {mean:.2f} in the mean, at most {MAX_MEAN_DIFFERENCE} is allowed"
        return ""


def _p99(times: deque[float]) -> float:
    """The 99th percentile; of few values the largest is left out."""
    ordered = sorted(times)
    return ordered[min(math.floor(0.99 * len(ordered)), max(len(ordered) - 2, 0))]
