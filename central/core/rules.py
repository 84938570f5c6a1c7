"""Numbers of the control loop, and its switches.

A stressed station costs x1.75 and its neighbour x0.70: enough to move drivers who read the prices,
while cap and floor of the operator hold. The power is halved (ADR 42). Nothing lasts longer
than `max_length`, and what was not renewed ends by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from central.core.geography import Metric
from central.core.levels import DEFAULT_LEVELS, Levels


class Mode(StrEnum):
    """How far the loop may go by itself."""

    OFF = "off"
    PROPOSE = "propose"
    AUTOPILOT = "autopilot"


class SurgeAlone(StrEnum):
    """May a station be surged while no target takes the diverted drivers?"""

    ASK = "ask"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Switches:
    """What a person sets while the loop runs; kept in the database."""

    mode: Mode = Mode.AUTOPILOT
    """Where the region has none of its own."""
    use_price: bool = True
    use_power: bool = True
    regions: Mapping[str, Mode] = field(default_factory=dict)
    """By region, which is a station's city."""
    stopped: bool = False
    """The kill switch: off everywhere, whatever else is set."""

    def mode_at(self, region: str) -> Mode:
        """How far the loop may go at a station of this region."""
        return Mode.OFF if self.stopped else self.regions.get(region, self.mode)


@dataclass(frozen=True, slots=True)
class TargetRules:
    """What a station must be to receive the diverted drivers."""

    utilisation_below: float = 0.60
    power_ratio_min: float = 0.5
    """Its rated power against the stressed station's."""
    distance_max_km: float = 25.0
    drive_max_min: float = 30.0
    """Where a router told how long the way takes."""
    metric: Metric = Metric.PROJECTED


@dataclass(frozen=True, slots=True)
class HealRules:
    """Limits and lengths of a heal. Ratios are 0..1, durations simulated time."""

    levels: Levels = DEFAULT_LEVELS
    confirmations: int = 3
    """Critical scores in a row before the loop acts."""
    score_fresh: timedelta = timedelta(minutes=2)
    """An older score or measurement neither starts nor ends anything."""
    thermal_limit_c: float = 85.0
    """Measured temperature that needs no confirmation."""
    limit_ratio: float = 0.50
    """Power of a stressed charger, of rated: what an experiment found worth the most (ADR 42)."""
    settling: timedelta = timedelta(minutes=15)
    """Recovery is not judged earlier after the limit: the mean load that the projection divides by
    is of the last 15 min and would still hold the power from before."""
    release_step_ratio: float = 0.25
    release_interval: timedelta = timedelta(minutes=5)
    recovered_below_c: float = 78.0
    """Temperature projected to full load below which a charger counts as recovered."""
    recovery_scores: int = 3
    surge_factor: Decimal = Decimal("1.75")
    discount_factor: Decimal = Decimal("0.70")
    emergency_surge_factor: Decimal = Decimal("1.10")
    declared_emergency: bool = False
    price_cap_per_kwh: Decimal | None = None
    price_floor_per_kwh: Decimal | None = None
    surge_without_target: SurgeAlone = SurgeAlone.ASK
    surged_share_max: float = 0.10
    """Network budget: share of all stations that may be surged at a time, but at least one."""
    override_length: timedelta = timedelta(hours=2)
    renew_before: timedelta = timedelta(hours=1)
    """An override that would end within this is renewed while its heal lives."""
    max_length: timedelta = timedelta(hours=4)
    cool_down: timedelta = timedelta(minutes=10)
    repeat_window: timedelta = timedelta(hours=24)
    heals_before_dispatch: int = 2
    """Heals within the window after which a technician goes instead of a price."""
    target: TargetRules = field(default_factory=TargetRules)
