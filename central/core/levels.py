"""Risk levels: where a risk enters a level and where it leaves it again.

The levels belong to the model bundle (its manifest says them); `DEFAULT_LEVELS` are those of the
committed bundle, for the risk within 1 h: central does not read the bundle. Entering and leaving
differ, so that a risk that trembles around a border changes its level once.
"""

from dataclasses import dataclass
from typing import Final

LOW: Final = "low"
WATCH: Final = "watch"
HIGH: Final = "high"
CRITICAL: Final = "critical"
LEVEL_NAMES: Final = (LOW, WATCH, HIGH, CRITICAL)


@dataclass(frozen=True, slots=True)
class Band:
    """One level: entered at `enter`, left below `clear` (both risks, 0..1).

    Raises:
        ValueError: unless 0 <= clear <= enter <= 1.
    """

    enter: float
    clear: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.clear <= self.enter <= 1.0:
            raise ValueError(
                f"risk level with enter {self.enter} and clear {self.clear} is not allowed: "
                "0 <= clear <= enter <= 1"
            )


@dataclass(frozen=True, slots=True)
class Levels:
    """The three levels above low, in rising order.

    Raises:
        ValueError: if a higher level would be entered or left below a lower one.
    """

    watch: Band
    high: Band
    critical: Band

    def __post_init__(self) -> None:
        enters = (self.watch.enter, self.high.enter, self.critical.enter)
        clears = (self.watch.clear, self.high.clear, self.critical.clear)
        if list(enters) != sorted(enters) or list(clears) != sorted(clears):
            raise ValueError(f"risk levels must rise: enter {enters}, clear {clears}")

    def bands(self) -> tuple[tuple[str, Band], ...]:
        """Levels with their names, lowest first."""
        return ((WATCH, self.watch), (HIGH, self.high), (CRITICAL, self.critical))


DEFAULT_LEVELS: Final = Levels(
    watch=Band(0.25, 0.20), high=Band(0.45, 0.38), critical=Band(0.60, 0.50)
)


def level_of(risk: float, levels: Levels, previous: str = LOW) -> str:
    """Level of a risk, given the level it had before.

    Args:
        risk: probability, 0..1.
        levels: borders.
        previous: level of the score before; one of LEVEL_NAMES.
    """
    held = LEVEL_NAMES.index(previous)
    found = LOW
    for rank, (name, band) in enumerate(levels.bands(), start=1):
        if risk >= (band.clear if rank <= held else band.enter):
            found = name
    return found
