"""From scores to levels: when a risk level changes, and when a score says why."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.levels import LOW, Level, next_level


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one score means for a charger's alarm."""

    level: str
    previous: str

    @property
    def is_changed(self) -> bool:
        """The level is another than after the score before."""
        return self.level != self.previous

    @property
    def is_raised(self) -> bool:
        """The level is watch or above, so that the cause means something."""
        return self.level != LOW

    @property
    def is_explained(self) -> bool:
        """The score comes with its reasons: it is raised, or has just come down (1 ms)."""
        return self.is_raised or self.is_changed


class Alarm:
    """Level of one charger, with the hysteresis of the model bundle; judge every score in order."""

    def __init__(self) -> None:
        self.level = LOW

    def judge(self, risk: float, levels: Mapping[str, Level]) -> Judgement:
        """Take in one score.

        Args:
            risk: 0..1.
            levels: enter and clear values of the bundle that gave the risk.
        """
        previous, self.level = self.level, next_level(self.level, risk, levels)
        return Judgement(level=self.level, previous=previous)
