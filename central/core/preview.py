"""What the control loop would do for one station now, and why not more: the same `decide`.

A what-if changes the facts and nothing else: the station's chargers as if they were critical, the
mode as if it were another. Nothing is stored, nobody is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from central.core.control import decide
from central.core.effects import Effect
from central.core.facts import ChargerFacts, Network, ScoreFact, StationFacts, chargers_by_id
from central.core.heal import Heal, HealState
from central.core.levels import CRITICAL
from central.core.recovery import trigger_reason
from central.core.reroute import Refusal, Rerouting, Way
from central.core.rules import HealRules, Mode, Switches
from contract.ids import StationId

ASSUMED_CAUSE: Final = "assumed"
APART: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be done at a station, and what would not."""

    mode: Mode
    heal: Heal | None
    """As it would be; None = there would be none."""
    effects: tuple[Effect, ...]
    why_not: tuple[str, ...]
    """Why nothing would be done; empty where something would."""
    possible: tuple[Way, ...]
    """Stations that could take its drivers, nearest first, the target among them."""
    refused: tuple[Refusal, ...]
    """The others around, nearest first."""


def preview(
    network: Network,
    heals: Mapping[StationId, Heal],
    switches: Switches,
    rules: HealRules,
    now: datetime,
    station: StationFacts,
) -> Preview:
    """What `decide` makes of these facts for one station; arguments as there."""
    decision = decide(network, heals, {}, switches, rules, now)
    after = {**heals, **{heal.station: heal for heal in decision.heals}}
    heal = after.get(station.id)
    is_open = heal is not None and heal.state is not HealState.ENDED
    others = [each for each in after.values() if each.state is not HealState.ENDED]
    others = [each for each in others if each.station != station.id]
    taken = {each.station for each in others} | {each.target for each in others if each.target}
    options = Rerouting(network, taken, rules, now).options(station, len(network.stations))
    effects = tuple(each for each in decision.effects if each.station == station.id)
    return Preview(
        mode=switches.mode_at(station.region),
        heal=heal if is_open else None,
        effects=effects,
        why_not=() if effects else _why_not(network, heals, switches, rules, now, station),
        possible=options.ways,
        refused=options.refusals,
    )


def as_if_critical(station: StationFacts, rules: HealRules, now: datetime) -> StationFacts:
    """The station with all of its chargers critical, confirmed, of a cause that less load cures."""
    scores = tuple(
        ScoreFact(now - n * APART, rules.levels.critical.enter, CRITICAL, True, ASSUMED_CAUSE)  # noqa: FBT003 (load-sensitive)
        for n in range(rules.confirmations)
    )
    chargers = tuple(replace(charger, scores=scores) for charger in station.chargers)
    return replace(station, chargers=chargers)


def _why_not(
    network: Network,
    heals: Mapping[StationId, Heal],
    switches: Switches,
    rules: HealRules,
    now: datetime,
    station: StationFacts,
) -> tuple[str, ...]:
    if switches.mode_at(station.region) is Mode.OFF:
        return ("the kill switch is on" if switches.stopped else "the mode is off here",)
    if station.id in heals:
        return ("its heal goes on as it is",)
    if station.under_maintenance:
        return ("it is under maintenance",)
    if any(trigger_reason(charger, rules, now) is not None for charger in station.chargers):
        ends = [each.ended_at for each in network.past_heals.get(station.id, ())]
        return tuple(f"it cools down since {max(ends):%H:%M:%S} UTC" for _ in ends[:1])
    return tuple(_calm(charger, rules, now) for charger in chargers_by_id(station))


def _calm(charger: ChargerFacts, rules: HealRules, now: datetime) -> str:
    """Why a charger does not call for a heal."""
    score = charger.score
    if score is None:
        return f"the risk of {charger.id} is not known"
    if now - score.at > rules.score_fresh:
        return f"the last score of {charger.id} is older than {rules.score_fresh.seconds} s"
    said = f"{charger.id} has a risk of {score.risk:.2f}, level {score.level}"
    if score.level != CRITICAL:
        return f"{said}; critical begins at {rules.levels.critical.enter:.2f}"
    if not score.load_sensitive:
        return f"{said}, of a cause that less load does not cure ({score.cause or 'unnamed'})"
    return f"{said}, not yet {rules.confirmations} times in a row"
