"""What an experiment is judged by: figures of one arm, and of one arm against another.

Each is a function of sums (`trial_sums`), so that every figure gets its interval the same way.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from charger_emulator.core.layout import FloatArray
from charger_emulator.core.trial_sums import Sums

VISIT_COST: Final = 250.0
"""Assumption, USD: two hours of a technician with van and way. It is stated wherever it counts."""


class Outcome(NamedTuple):
    """One figure of an arm: a numerator over what it is counted by."""

    name: str
    unit: str
    of: Callable[[Sums], FloatArray]
    digits: int


def trip_rate(sums: Sums) -> FloatArray:
    """Over-temperature trips per 1,000 port-hours."""
    return 1000.0 * sums["trips"] / sums["port_h"]


def uptime_pct(sums: Sums) -> FloatArray:
    """Share of port-time in which a port serves, or could."""
    return 100.0 * (1.0 - sums["down_port_min"] / 60.0 / sums["port_h"])


def energy_kwh(sums: Sums) -> FloatArray:
    """Energy sold per station and day."""
    return sums["energy_wh"] / 1000.0 / sums["station_days"]


def margin(sums: Sums) -> FloatArray:
    """Money per station and day, at the prices paid, less the cost of energy."""
    return sums["margin"] / sums["station_days"]


def driver_min(sums: Sums) -> FloatArray:
    """Minutes in queues and on detours, per session served."""
    return (sums["queue_min"] + sums["detour_min"]) / sums["sessions"]


def walked_away(sums: Sums) -> FloatArray:
    """Drivers who gave up, per 100 sessions served."""
    return 100.0 * sums["walked_away"] / sums["sessions"]


def visit_rate(sums: Sums) -> FloatArray:
    """Technicians' visits per 100 station-days."""
    return 100.0 * sums["visits"] / sums["station_days"]


OUTCOMES: Final = (
    Outcome("trips", "per 1,000 port-hours", trip_rate, 3),
    Outcome("uptime", "% of port-time", uptime_pct, 3),
    Outcome("energy", "kWh per station-day", energy_kwh, 1),
    Outcome("margin", "USD per station-day", margin, 2),
    Outcome("driver minutes", "queue + detour, per session", driver_min, 2),
    Outcome("gave up", "per 100 sessions", walked_away, 2),
    Outcome("truck rolls", "per 100 station-days", visit_rate, 2),
)


def avoided_pct(arm: Sums, without: Sums) -> FloatArray:
    """Share of the trips without the arm that did not happen with it."""
    return 100.0 * (1.0 - arm["trips"] / without["trips"])


def energy_pct(arm: Sums, without: Sums) -> FloatArray:
    """Relative change of the energy sold."""
    return 100.0 * (arm["energy_wh"] / without["energy_wh"] - 1.0)


def money_per_heal(arm: Sums, without: Sums) -> FloatArray:
    """Margin gained per heal."""
    return (arm["margin"] - without["margin"]) / arm["heals"]


def worth_per_heal(arm: Sums, without: Sums) -> FloatArray:
    """The same with what visits cost."""
    spared = VISIT_COST * (without["visits"] - arm["visits"])
    return (arm["margin"] - without["margin"] + spared) / arm["heals"]


def paying_visit_cost(arm: Sums, without: Sums) -> FloatArray:
    """What a visit has to cost for the arm to pay: margin given up per visit spared, USD."""
    return (without["margin"] - arm["margin"]) / (without["visits"] - arm["visits"])


def precision_pct(arm: Sums) -> FloatArray:
    """Share of heals at chargers that trip without heals."""
    return 100.0 * arm["heals_right"] / arm["heals"]


def precision_1h_pct(arm: Sums) -> FloatArray:
    """The same within the hour that the risk speaks of."""
    return 100.0 * arm["heals_right_1h"] / arm["heals"]


def false_cost(arm: Sums) -> FloatArray:
    """Margin that a heal costs its neighbourhood where nothing would have tripped."""
    return arm["false_cost"] / arm["heals_false"]


def false_minutes(arm: Sums) -> FloatArray:
    """Driver minutes that it costs there."""
    return arm["false_min"] / arm["heals_false"]


def change(outcome: Outcome) -> Callable[[Sums, Sums], FloatArray]:
    """An outcome of one arm less that of another."""
    return lambda arm, other: outcome.of(arm) - outcome.of(other)
