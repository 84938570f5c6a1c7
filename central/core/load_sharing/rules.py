"""Numbers of load sharing. Ratios are 0..1, durations simulated time."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class SharingRules:
    """How smoothly shares follow, and how long they last."""

    dwell: timedelta = timedelta(minutes=15)
    """A turn, where not all can charge at once."""
    hold: timedelta = timedelta(minutes=30)
    """Then a charger that was told nothing more falls back to its safe default."""
    renew_before: timedelta = timedelta(minutes=10)
    pace: timedelta = timedelta(seconds=30)
    """Between two increases of a session; decreases do not wait."""
    ramp_ratio: float = 0.5
    """The most that one increase adds, of what the connector gives."""
    dead_band_ratio: float = 0.05
    """A change by less, of what the connector gives, is left out where the limits allow."""
    settling: timedelta = timedelta(minutes=2)
    """What a car takes is not judged earlier after its limit changed."""
    fresh: timedelta = timedelta(minutes=5)
    """An older reading says nothing of what a car takes."""
    idle_below_ratio: float = 0.7
    """A car that takes less of its limit leaves the rest to others ..."""
    pressing_above_ratio: float = 0.9
    """... until it takes more than this of it."""
    need_margin_ratio: float = 0.25
    """What it is left above what it takes."""
