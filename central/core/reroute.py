"""Which healthy station the drivers of a stressed one are sent to, and why not the others.

Every candidate that is refused has a reason with figures; the nearest that passes all checks is
taken. A station that is surged or already receives drivers is never a target.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime

from central.core import metrics
from central.core.facts import StationFacts
from central.core.geography import distance_km
from central.core.levels import LOW
from central.core.rules import HealRules
from contract.ids import StationId


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that cannot take the drivers."""

    station: StationId
    distance_km: float
    reason: str


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """The station chosen, if any, and the nearer ones that were refused, nearest first."""

    station: StationFacts | None
    distance_km: float | None
    refusals: tuple[Refusal, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Sentences for the record: the choice and up to five refusals."""
        refused = tuple(
            f"not {each.station} ({each.distance_km:.1f} km): {each.reason}"
            for each in self.refusals[:5]
        )
        if self.station is None:
            return ("no station can take the diverted drivers", *refused)
        return (
            f"drivers are sent to {self.station.name}, {self.distance_km:.1f} km away, "
            "the nearest station that can take them",
            *refused,
        )


def choose_target(
    stressed: StationFacts,
    others: Iterable[StationFacts],
    taken: Set[StationId],
    rules: HealRules,
    now: datetime,
) -> TargetChoice:
    """Take the nearest station that passes every check.

    Args:
        stressed: the station that is to lose drivers.
        others: all stations.
        taken: stations that are surged, stressed, or already a target.
        rules: limits.
        now: simulated instant.
    """
    if stressed.latitude_deg is None or stressed.longitude_deg is None:
        return TargetChoice(None, None, ())
    near = sorted(
        (
            (_distance_km(stressed, other), other.id, other)
            for other in others
            if other.id != stressed.id
        ),
        key=lambda each: each[:2],
    )
    refusals: list[Refusal] = []
    for distance, _, other in near:
        if distance > rules.target.distance_max_km:
            break
        reason = refusal_reason(stressed, other, taken, rules, now)
        if reason is None:
            return TargetChoice(other, distance, tuple(refusals))
        refusals.append(Refusal(other.id, distance, reason))
    return TargetChoice(None, None, tuple(refusals))


def refusal_reason(
    stressed: StationFacts,
    other: StationFacts,
    taken: Set[StationId],
    rules: HealRules,
    now: datetime,
) -> str | None:
    """Why a station cannot take the drivers of another; None if it can."""
    if other.id in taken:
        return "it is itself stressed, surged or already a target"
    return (
        _refuse_kind(stressed, other, rules)
        or _refuse_occupancy(other, rules, now)
        or _refuse_risk(stressed, other, rules)
    )


def _refuse_kind(stressed: StationFacts, other: StationFacts, rules: HealRules) -> str | None:
    if other.operator != stressed.operator:
        return f"another operator runs it ({other.operator})"
    if not _plugs(stressed) & _plugs(other):
        return "it shares no connector type"
    ours, theirs = metrics.rated_w(stressed), metrics.rated_w(other)
    if theirs < rules.target.power_ratio_min * ours:
        return f"its power of {theirs / 1000:.0f} kW is less than half of {ours / 1000:.0f} kW"
    if any(charger.can_show_price is False for charger in other.chargers):
        return "one of its chargers cannot show a price"
    return None


def _refuse_occupancy(other: StationFacts, rules: HealRules, now: datetime) -> str | None:
    state = metrics.station_state(other, now)
    if state is not metrics.State.OPERATIONAL:
        return f"it is {state.replace('_', ' ')}"
    used = metrics.utilisation(other.chargers, now)
    if used is None or used >= rules.target.utilisation_below:
        return (
            f"its utilisation of {used or 0.0:.2f} is not below "
            f"{rules.target.utilisation_below:.2f}"
        )
    return None


def _refuse_risk(stressed: StationFacts, other: StationFacts, rules: HealRules) -> str | None:
    share = added_load_ratio(stressed, other, rules)
    watch = rules.levels.watch.enter
    for charger in other.chargers:
        score = charger.score
        if score is None:
            return f"the risk of {charger.id} is not known"
        if score.level != LOW or score.risk >= watch:
            return f"{charger.id} has a risk of {score.risk:.2f}, level {score.level}"
        loaded = min(score.risk * (1.0 + share), 1.0)
        if loaded >= watch:
            return (
                f"{charger.id} would have a risk of {loaded:.2f} with the diverted load, "
                f"watch begins at {watch:.2f}"
            )
    return None


def added_load_ratio(stressed: StationFacts, other: StationFacts, rules: HealRules) -> float:
    """Load that would move over, as a share of the other station's rating, 0..1.

    It is what the stressed station gives up: its present power above the limit. Spread evenly.
    """
    kept_w = rules.limit_ratio * metrics.rated_w(stressed)
    moved_w = max((metrics.load_w(stressed) or 0.0) - kept_w, 0.0)
    rated_w = metrics.rated_w(other)
    return min(moved_w / rated_w, 1.0) if rated_w else 1.0


def station_distance_km(stressed: StationFacts, target: StationFacts) -> float | None:
    """Distance between two stations; None where one has no coordinates."""
    distance = _distance_km(stressed, target)
    return None if distance == float("inf") else distance


def _distance_km(one: StationFacts, other: StationFacts) -> float:
    if (
        one.latitude_deg is None
        or one.longitude_deg is None
        or other.latitude_deg is None
        or other.longitude_deg is None
    ):
        return float("inf")
    return distance_km(one.latitude_deg, one.longitude_deg, other.latitude_deg, other.longitude_deg)


def _plugs(station: StationFacts) -> set[str]:
    return {plug for charger in station.chargers for plug in charger.connector_types}
