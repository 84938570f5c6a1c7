"""Derates a charger by itself when it is about to trip and central does nothing about it.

Central is the one who heals (prices, neighbours, people). The guard acts only where central cannot,
or not in time, and takes itself back as soon as central has set a limit that is as low, or the
charger has been calm for long enough. It can only lower power, never raise it.

A trip is imminent when the cabinet has reached the operator's temperature, or after three critical
scores in a row with a cause that less load cures: the same evidence that central asks for.
"""

from dataclasses import dataclass
from typing import Final

from models.levels import LOW

CONFIRMATIONS: Final = 3
"""Critical scores in a row."""
COOL_K: Final = 10.0
"""So far below the guard's temperature a cabinet counts as calm."""
STEP_RATIO: Final = 0.25
"""Share of the rated power that comes back with each step."""
AS_LOW: Final = 1.05
"""Central's limit counts as low enough up to this multiple of the guard's."""
_CALM_LEVELS: Final = frozenset({LOW, "watch"})


@dataclass(frozen=True, slots=True)
class GuardRules:
    """The operator's bounds."""

    is_on: bool
    temperature_c: float
    """Cabinet temperature at which a trip is imminent."""
    power_ratio: float
    """Share of the rated power that the guard leaves."""
    patience_s: float
    """Simulated seconds that central has, while it is in reach."""
    step_s: float
    """Simulated seconds of calm for each step back."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the last score said. `at_s` is simulated Unix time."""

    at_s: float
    level: str
    is_load_sensitive: bool
    temperature_c: float | None


class Guard:
    """One charger's guard: `assess` every score; `cap_w` is what it allows.

    Args:
        rules: the operator's.
        rated_power_w: of the whole charger; without it a share means nothing and nothing is done.
    """

    def __init__(self, rules: GuardRules, rated_power_w: float | None) -> None:
        self._rules = rules
        self._rated_w = rated_power_w
        self._criticals = 0
        self._imminent_at_s: float | None = None
        self._calm_at_s: float | None = None
        self._ratio: float | None = None

    @property
    def cap_w(self) -> float | None:
        """Most power that the charger may draw; None = the guard leaves it alone."""
        if self._ratio is None or self._rated_w is None:
            return None
        return self._ratio * self._rated_w

    def assess(self, signs: Signs, central_cap_w: float | None, *, is_in_reach: bool) -> str:
        """Take in a score.

        Args:
            signs: the score.
            central_cap_w: central's limit on the whole charger, if one is in force.
            is_in_reach: central hears and answers.

        Returns:
            Why `cap_w` changed, for people; empty if it did not.
        """
        is_imminent = self._is_imminent(signs)
        if not self._rules.is_on or self._rated_w is None:
            return ""
        if self._ratio is not None:
            return self._while_engaged(signs, central_cap_w, self._rated_w, is_imminent=is_imminent)
        if not is_imminent:
            self._imminent_at_s = None
            return ""
        goal_w = self._rules.power_ratio * self._rated_w
        is_done = central_cap_w is not None and central_cap_w <= goal_w * AS_LOW
        return "" if is_done else self._engage(signs.at_s, is_in_reach=is_in_reach)

    def _engage(self, at_s: float, *, is_in_reach: bool) -> str:
        if self._imminent_at_s is None:
            self._imminent_at_s = at_s
        if is_in_reach and at_s - self._imminent_at_s < self._rules.patience_s:
            return ""
        self._ratio, self._calm_at_s = self._rules.power_ratio, None
        return "a trip is near and central " + ("is slow" if is_in_reach else "is out of reach")

    def _is_imminent(self, signs: Signs) -> bool:
        is_critical = signs.level == "critical" and signs.is_load_sensitive
        self._criticals = self._criticals + 1 if is_critical else 0
        temperature_c = signs.temperature_c
        is_hot = temperature_c is not None and temperature_c >= self._rules.temperature_c
        return is_hot or self._criticals >= CONFIRMATIONS

    def _while_engaged(
        self, signs: Signs, central_cap_w: float | None, rated_w: float, *, is_imminent: bool
    ) -> str:
        cap_w = (self._ratio or 0.0) * rated_w
        if central_cap_w is not None and central_cap_w <= cap_w * AS_LOW:
            self._ratio = self._imminent_at_s = None
            return "central has set a limit as low"
        if is_imminent:
            self._calm_at_s = None
            if self._ratio == self._rules.power_ratio:
                return ""
            self._ratio = self._rules.power_ratio
            return "a trip is near again"
        return self._step_back(signs)

    def _step_back(self, signs: Signs) -> str:
        cool_c = self._rules.temperature_c - COOL_K
        is_cool = signs.temperature_c is None or signs.temperature_c <= cool_c
        if signs.level not in _CALM_LEVELS or not is_cool:
            self._calm_at_s = None
            return ""
        if self._calm_at_s is None:
            self._calm_at_s = signs.at_s
        if signs.at_s - self._calm_at_s < self._rules.step_s:
            return ""
        self._calm_at_s = signs.at_s
        ratio = (self._ratio or 0.0) + STEP_RATIO
        self._ratio = ratio if ratio < 1.0 else None
        if self._ratio is None:
            self._imminent_at_s = None
        return "the charger is calm"
