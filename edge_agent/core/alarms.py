"""From scores to levels: when a risk level changes, and when a score says why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.levels import LOW, Level, next_level

EXPLAIN_EVERY_S: Final = 30.0
"""Shortest time between two explanations at an unchanged level, simulated seconds."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one score means for a charger's alarm."""

    level: str
    previous: str
    is_explained: bool
    """Attributions are worth their time: the level changed, or is raised and the last are old."""

    @property
    def is_changed(self) -> bool:
        """The level is another than after the score before."""
        return self.level != self.previous

    @property
    def is_raised(self) -> bool:
        """The level is watch or above, so that the cause means something."""
        return self.level != LOW


class Alarm:
    """Level of one charger, with the hysteresis of the model bundle; judge every score in order."""

    def __init__(self) -> None:
        self.level = LOW
        self._explained_at_s = -EXPLAIN_EVERY_S

    def judge(self, risk: float, now_s: float, levels: Mapping[str, Level]) -> Judgement:
        """Take in one score.

        Args:
            risk: 0..1.
            now_s: simulated Unix time in seconds.
            levels: enter and clear values of the bundle that gave the risk.
        """
        previous, self.level = self.level, next_level(self.level, risk, levels)
        is_due = self.level != LOW and now_s - self._explained_at_s >= EXPLAIN_EVERY_S
        is_explained = is_due or self.level != previous
        if is_explained:
            self._explained_at_s = now_s
        return Judgement(level=self.level, previous=previous, is_explained=is_explained)
