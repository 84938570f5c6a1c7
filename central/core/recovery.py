"""Has a charger recovered, judged as if it ran at full load?

A charger under a power limit is cool because it does little. Its rise over ambient is therefore
projected to full load before it is compared: it is divided by the mean load. The projection is
linear in the load; where losses grow faster than the load it is too kind, which is why the power
returns in steps and every step is judged anew.
"""

from datetime import datetime
from typing import Final

from central.core.facts import ChargerFacts, ScoreFact
from central.core.levels import CRITICAL
from central.core.rules import HealRules

LOAD_RATIO_MIN: Final = 0.15
"""An idle charger tells little about full load: its rise is divided by no less than this."""


def projected_full_load_c(temperature_c: float, ambient_c: float, load_ratio: float) -> float:
    """Temperature that the charger would reach at full load.

    Args:
        temperature_c: inside the charger.
        ambient_c: air around it.
        load_ratio: mean power over the last 15 min / rated power, 0..1.
    """
    return ambient_c + (temperature_c - ambient_c) / min(max(load_ratio, LOAD_RATIO_MIN), 1.0)


def projection_c(charger: ChargerFacts) -> float | None:
    """Projected temperature of a charger; None where something for it is not known."""
    ratio = charger.load_ratio_15min
    if charger.temperature_c is None or charger.ambient_c is None or ratio is None:
        return None
    return projected_full_load_c(charger.temperature_c, charger.ambient_c, ratio)


def is_measured_critical(charger: ChargerFacts, rules: HealRules, now: datetime) -> bool:
    """Whether a fresh measurement is at the thermal limit."""
    return (
        charger.temperature_c is not None
        and charger.temperature_c >= rules.thermal_limit_c
        and charger.telemetry_at is not None
        and now - charger.telemetry_at <= rules.score_fresh
    )


def is_critical(score: ScoreFact) -> bool:
    """Whether a score asks for a heal: critical, and of a cause that less load cures."""
    return score.load_sensitive and score.level == CRITICAL


def trigger_reason(charger: ChargerFacts, rules: HealRules, now: datetime) -> str | None:
    """Why this charger needs a heal; None if it does not.

    Confirmed by `confirmations` critical scores in a row, the newest fresh, or by a fresh measured
    temperature at the thermal limit alone.
    """
    if is_measured_critical(charger, rules, now):
        return (
            f"{charger.id} measured {charger.temperature_c:.1f} C, "
            f"the limit is {rules.thermal_limit_c:.0f} C"
        )
    if charger.score is None or not is_critical(charger.score):
        return None
    latest = charger.scores[: rules.confirmations]
    if (
        len({score.at for score in latest}) < rules.confirmations
        or now - latest[0].at > rules.score_fresh
        or not all(is_critical(score) for score in latest)
    ):
        return None
    return (
        f"{charger.id} has a risk of {latest[0].risk:.2f} within 1 h, critical "
        f"{rules.confirmations} times in a row, cause {latest[0].cause or 'unnamed'}"
    )


def is_recovered(charger: ChargerFacts, rules: HealRules, now: datetime) -> bool:
    """Whether the charger may have its power back.

    A charger that measures no temperature is judged by its risk alone; one that no score was made
    for lately is not judged recovered.
    """
    latest = charger.scores[: rules.recovery_scores]
    if len({score.at for score in latest}) < rules.recovery_scores:
        return False
    if now - latest[0].at > rules.score_fresh:
        return False
    clear = rules.levels.critical.clear
    if any(score.level == CRITICAL or score.risk >= clear for score in latest):
        return False
    projected_c = projection_c(charger)
    return projected_c is None or projected_c < rules.recovered_below_c


def has_relapsed(charger: ChargerFacts, rules: HealRules, now: datetime) -> bool:
    """Whether the charger is critical again while its power returns: one score is enough."""
    score = charger.score
    fresh = score is not None and now - score.at <= rules.score_fresh
    return is_measured_critical(charger, rules, now) or (
        fresh and score is not None and is_critical(score)
    )
