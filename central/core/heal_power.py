"""The power limit of a heal: held on its stressed chargers, given back step by step."""

from dataclasses import replace

from central.core.facts import StationFacts
from central.core.heal import Heal, limited
from central.core.round import Round
from central.core.rules import Switches


def step_up(work: Round, heal: Heal, station: StationFacts, reasons: tuple[str, ...]) -> Heal:
    """Raise the limit by one step; without a limit, one interval at full power begins."""
    if not heal.has_limit:
        return work.apply((replace(heal, stepped_at=work.now), ()))
    ratio = round(heal.power_ratio + work.rules.release_step_ratio, 6)
    return work.apply(limited(heal, station, ratio, work.rules, work.now, reasons))


def hold_power(
    work: Round,
    heal: Heal,
    station: StationFacts,
    switches: Switches,
    reasons: tuple[str, ...],
) -> Heal:
    """Limit the stressed chargers, where power may be used."""
    if not switches.use_power:
        return heal
    ratio = work.rules.limit_ratio
    said = (f"limit of {ratio * 100:.0f} % of rated power", *reasons)
    return work.apply(limited(heal, station, ratio, work.rules, work.now, said))
